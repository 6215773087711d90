"""Building of a corpus from clean texts, one text at a time."""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

import numpy as np

from styles.cleaning.clean import CleanText
from styles.corpus.corpus import (
    GAP,
    GOOD,
    RELIABLE,
    SKETCH,
    Corpus,
    CorpusReport,
    LeftOut,
    LeftOutPassage,
    Passage,
    Verdict,
    digest,
)
from styles.corpus.duplicates import Repeats, shared_spans
from styles.corpus.held_out import HeldOut, choose
from styles.corpus.passages import PassageSize, split
from styles.language.detect import UNDETERMINED, language_of
from styles.language.words import words
from styles.text import PARAGRAPH_BREAK

STANDARD_SIZE = PassageSize()
_LEAST_FOREIGN = 30
"""A passage with fewer words is never left out for its language."""


class PassageStore(Protocol):
    """Append-only store of passages by index, such as a list."""

    def append(self, passage: Passage, /) -> None:
        """Store the next passage."""

    def __getitem__(self, index: int, /) -> Passage:
        """Return the passage with this index, counted from 0."""


@dataclass(frozen=True)
class CorpusPlan:
    """The use of each passage, by its index in the store."""

    language: str
    train: list[int]
    held_out: list[int]
    left_out: dict[int, LeftOut]
    report: CorpusReport


def build_corpus(
    texts: Iterable[CleanText], size: PassageSize = STANDARD_SIZE, kept_anyway: Collection[str] = ()
) -> Corpus:
    """Return the corpus of the texts, which are read once.

    The same texts always give the same corpus. Every sentence ends up exactly once in `train`, `held_out` or
    `left_out`, apart from texts that were given twice, which the report counts. `kept_anyway` are the ids of passages
    that are not to be left out.
    """
    store: list[Passage] = []
    builder = CorpusBuilder(store, size, kept_anyway)
    for text in texts:
        builder.add(text)
    plan = builder.plan()
    return Corpus(
        plan.language,
        tuple(store[index] for index in plan.train),
        tuple(store[index] for index in plan.held_out),
        plan.report,
        tuple(LeftOutPassage(store[index], why) for index, why in sorted(plan.left_out.items())),
    )


class CorpusBuilder:
    """Builds a corpus from a stream of texts with little memory.

    Only a few numbers are kept of each passage. The passages go to the store as they come, so a library may be as large
    as its store allows. When all texts are in, `plan` gives the use of the passage at each index; it looks the
    passages up in the store once more.
    """

    def __init__(
        self, store: PassageStore, size: PassageSize = STANDARD_SIZE, kept_anyway: Collection[str] = ()
    ) -> None:
        """Store passages of this size; those in `kept_anyway` stay in use."""
        self._store = store
        self._size = size
        self._kept_ids = frozenset(kept_anyway)
        self._kept: set[int] = set()
        self._documents: list[range] = []
        self._digests: dict[str, None] = {}
        self._names: dict[str, None] = {}
        self._times: Counter[str] = Counter()
        self._removed: Counter[str] = Counter()
        self._ids: list[str] = []
        self._words: list[int] = []
        self._languages: list[str] = []
        self._dates: list[str] = []
        self._repeats = Repeats()

    def add(self, text: CleanText) -> None:
        """Add the next text; one with the same words is only counted."""
        digest = _word_digest(text)
        if digest in self._digests:
            self._removed["identical text"] += 1
            return
        self._digests[digest] = None
        self._removed.update(removal.reason for removal in text.removals)
        start = len(self._words)
        for passage, tokens in _passages(text, self._free_name(text.name), self._size):
            self._ids.append(passage.id)
            if self._ids[-1] in self._kept_ids:
                self._kept.add(len(self._words))
            self._words.append(passage.words)
            self._languages.append(language_of(passage.text, tokens))
            self._dates.append(passage.date)
            self._repeats.add(tokens, passage.request)
            self._store.append(passage)
        self._documents.append(range(start, len(self._words)))

    def plan(self) -> CorpusPlan:
        """Return the use of each passage in the store."""
        languages = self._shares(range(len(self._words)))
        language = next((code for code in languages if code != UNDETERMINED), UNDETERMINED)
        left_out = self._near_duplicates()
        left_out |= self._foreign(language, left_out)
        documents = [[index for index in indices if index not in left_out] for indices in self._documents]
        split = choose(documents, self._words, self._fit_to_hold_out(language), self._dates)
        train = sorted({*split.train, *self._kept.intersection(split.gap)})
        left_out |= {index: LeftOut(GAP) for index in split.gap if index not in self._kept}
        left_out |= self._shared(train, split.held_out)
        train, held_out = ([index for index in side if index not in left_out] for side in (train, split.held_out))
        report = self._report(train, held_out, left_out, languages, split.way if held_out else "nothing")
        return CorpusPlan(language, train, held_out, left_out, report)

    def _free_name(self, name: str) -> str:
        """Return the text's name, with a number where it is taken."""
        free = name
        while free in self._names:
            self._times[name] += 1
            free = f"{name} ({self._times[name] + 1})"
        self._names[free] = None
        return free

    def _shares(self, indices: Iterable[int]) -> dict[str, float]:
        """Return each language's share of words, largest first, then by name."""
        words: Counter[str] = Counter()
        for index in indices:
            words[self._languages[index]] += self._words[index]
        total = max(1, words.total())
        return {code: count / total for code, count in sorted(words.items(), key=lambda item: (-item[1], item[0]))}

    def _near_duplicates(self) -> dict[int, LeftOut]:
        return {
            index: LeftOut("near-duplicate", like=self._ids[earlier])
            for index, earlier in self._repeats.repetitions(self._kept).items()
        }

    def _foreign(self, language: str, left_out: Collection[int]) -> dict[int, LeftOut]:
        """Return passages wholly in another language; single paragraphs are voice."""
        own = (language, UNDETERMINED)
        suspects = [
            index
            for index, code in enumerate(self._languages)
            if code not in own and language != UNDETERMINED and index not in left_out and index not in self._kept
        ]
        return {
            index: LeftOut("another language", language=self._languages[index])
            for index in suspects
            if self._words[index] >= _LEAST_FOREIGN
            and all(language_of(part) != language for part in self._store[index].text.split(PARAGRAPH_BREAK))
        }

    def _fit_to_hold_out(self, language: str) -> list[int]:
        """Return the texts that may be held out.

        None is in another language; no upload order changes their order.
        """
        if len(self._documents) < 2:
            return []
        fit = [
            number
            for number, indices in enumerate(self._documents)
            if next(iter(self._shares(indices)), UNDETERMINED) in (language, UNDETERMINED)
        ]
        digests = list(self._digests)
        return sorted(fit, key=lambda number: digests[number])

    def _shared(self, train: Sequence[int], held_out: Sequence[int]) -> dict[int, LeftOut]:
        """Return passages to leave out because of spans on both sides.

        Of each span, the passages on the side where they are the smaller share of the words go; those of training when
        in doubt. What the author keeps anyway stays, on the training side at any rate.
        """
        lengths = np.array(self._words)
        kept = np.isin(np.arange(len(lengths)), list(self._kept))
        train_words, held_out_words = lengths[train].sum(), lengths[held_out].sum()
        partner: dict[int, int] = {}
        for measured, taught in shared_spans(self._tokens(held_out), self._tokens(train)):
            smaller = lengths[measured].sum() / held_out_words < lengths[taught].sum() / train_words
            held_out_goes = kept[taught].any() or (smaller and not kept[measured].any())
            going, staying = (measured, taught) if held_out_goes else (taught, measured)
            partner.update(dict.fromkeys(going.tolist(), int(staying[0])))
        return {index: LeftOut("shared with held-out", like=self._ids[other]) for index, other in partner.items()}

    def _tokens(self, indices: Iterable[int]) -> Iterator[tuple[int, list[str]]]:
        return ((index, words(self._store[index].text)) for index in indices)

    def _report(
        self,
        train: Sequence[int],
        held_out: Sequence[int],
        left_out: Mapping[int, LeftOut],
        languages: dict[str, float],
        way: HeldOut,
    ) -> CorpusReport:
        total, train_words, held_out_words = (
            sum(self._words[index] for index in indices) for indices in (range(len(self._words)), train, held_out)
        )
        left_out_words: Counter[str] = Counter()
        for index, why in left_out.items():
            left_out_words[why.reason] += self._words[index]
        report = CorpusReport(
            documents=len(self._documents),
            words=total,
            passages=len(train) + len(held_out),
            train_words=train_words,
            held_out_words=held_out_words,
            language=next((code for code in languages if code != UNDETERMINED), UNDETERMINED),
            languages=languages,
            removed=dict(self._removed + Counter(why.reason for why in left_out.values())),
            verdict="too little",
            held_out=way,
            held_out_documents=self._names_of(held_out) if way == "documents" else (),
            left_out_words=dict(left_out_words),
        )
        return replace(report, verdict=_verdict(report.useful_words))

    def _names_of(self, indices: Sequence[int]) -> tuple[str, ...]:
        chosen = set(indices)
        return tuple(name for name, own in zip(self._names, self._documents, strict=True) if not chosen.isdisjoint(own))


def _word_digest(text: CleanText) -> str:
    """Return the SHA-256 of words and numbers, else all characters."""
    whole = PARAGRAPH_BREAK.join(text.paragraphs)
    return digest(" ".join(re.findall(r"\w+", whole.lower())) or whole)


def _passages(text: CleanText, name: str, size: PassageSize) -> Iterator[tuple[Passage, list[str]]]:
    """Yield the text's passages, each with its words."""
    for number, chapter in enumerate(text.chapters):
        request = text.requests[number] if text.requests else ""
        date = text.dates[number] if number < len(text.dates) else ""
        before = ""
        for passage in _whole_answer(chapter, size) if request else split(chapter, size):
            tokens = words(passage)
            yield Passage(passage, len(tokens), name, number, before, request, date), tokens
            before, request = passage.split(PARAGRAPH_BREAK)[-1], ""


def _whole_answer(chapter: Sequence[str], size: PassageSize) -> list[str]:
    """Return an answer unchanged as one passage, or split if too long."""
    answer = PARAGRAPH_BREAK.join(chapter)
    return [answer] if len(words(answer)) <= size.most else split(chapter, size)


def _verdict(total: int) -> Verdict:
    if total < SKETCH:
        return "too little"
    return "sketch" if total < GOOD else "good" if total < RELIABLE else "reliable"
