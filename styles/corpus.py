"""Clean texts to a corpus: passages, which of them are trained on and which are held out, and a report for the author.

A passage that would teach or measure the wrong thing is set aside, never dropped in silence: it is listed with its
reason, and `kept_anyway` puts it back.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, Protocol, Self

import numpy as np

from styles.cleaning import CleanText
from styles.duplicates import Repeats, shared_spans
from styles.errors import TextError
from styles.held_out import HeldOut, choose
from styles.language import UNDETERMINED, language_of
from styles.passages import PassageSize, split
from styles.text import PARAGRAPH_BREAK
from styles.tokens import words

Verdict = Literal["too little", "sketch", "good", "reliable"]
LeftOutReason = Literal["between train and held-out", "near-duplicate", "shared with held-out", "another language"]
"""Why a passage is neither trained on nor held out.

*Between train and held-out* is the gap before a held-out end; a *near-duplicate* repeats passages before it; *shared
with held-out* has 30 words or more in a row in common with the other side; *another language* is not the corpus's.
"""

SKETCH, GOOD, RELIABLE = 2_000, 10_000, 50_000
"""Words from which a corpus is enough for a sketch, a good style, a reliable one."""
STANDARD_SIZE = PassageSize()
GAP: LeftOutReason = "between train and held-out"
_LEAST_FOREIGN = 30
"""Words of a passage below which its language is not told against it."""


@dataclass(frozen=True)
class Passage:
    """A piece of a text that is trained on, or measured, as one."""

    text: str
    words: int
    document: str
    chapter: int
    """Counts from 0 within its document."""
    before: str
    """The paragraph, or the part of one, just before it in the same chapter; empty at a chapter's start."""
    request: str = ""
    """What it answers in the author's own words, where it comes from a file of chats."""

    @property
    def id(self) -> str:
        """The passage's name for `kept_anyway`: the same for the same words of the same chapter."""
        return _digest(f"{self.document}\0{self.chapter}\0{self.text}")[:16]


@dataclass(frozen=True)
class LeftOut:
    """Why a passage was set aside."""

    reason: LeftOutReason
    like: str = ""
    """The id of the passage that it repeats, or shares words with."""
    language: str = ""
    """The language that it is in, where that is the reason."""


@dataclass(frozen=True)
class LeftOutPassage:
    """A passage that was set aside, and why, so that it can be shown and put back."""

    passage: Passage
    why: LeftOut


@dataclass(frozen=True)
class CorpusReport:
    """What came of the texts, in numbers; `styles.advice` says it in sentences."""

    documents: int
    """Texts used; one that was given twice counts once."""
    words: int
    """All of them: trained on, held out and left out."""
    passages: int
    """Trained on and held out."""
    train_words: int
    held_out_words: int
    language: str
    """The language of most words whose language could be told; "und" where none could."""
    languages: dict[str, float]
    """The share of words in each language, largest first; "und" are those whose language could not be told."""
    removed: dict[str, int]
    """How many things were left out, by reason: while cleaning, as identical texts, as passages set aside."""
    verdict: Verdict
    held_out: HeldOut
    held_out_documents: tuple[str, ...]
    """The names of the held-out documents; empty when the end of the texts is held out."""
    left_out_words: dict[str, int] = field(default_factory=dict)
    """The words of the passages that were set aside, by reason."""

    @property
    def useful_words(self) -> int:
        """The words that a style is learnt or measured with, and the gap between: all but repeats and the foreign."""
        return self.words - sum(count for reason, count in self.left_out_words.items() if reason != GAP)


@dataclass(frozen=True)
class Corpus:
    """The passages of one author's texts, split into those trained on and those held out."""

    language: str
    train: tuple[Passage, ...]
    held_out: tuple[Passage, ...]
    report: CorpusReport
    left_out: tuple[LeftOutPassage, ...] = ()
    """The passages that are neither; with the other two, these are all there are."""

    @property
    def content_hash(self) -> str:
        """The SHA-256 of the passages and their split: the same for the same corpus on any machine."""
        used = self.to_json()
        plain = json.dumps(
            {key: used[key] for key in ("language", "train", "held_out")}, ensure_ascii=True, sort_keys=True
        )
        return _digest(plain)

    def to_json(self) -> dict[str, Any]:
        """Return the corpus as plain dicts, lists, strings and numbers."""
        return {
            "language": self.language,
            "train": [_plain(passage) for passage in self.train],
            "held_out": [_plain(passage) for passage in self.held_out],
            "left_out": [{"passage": _plain(one.passage), "why": asdict(one.why)} for one in self.left_out],
            "report": asdict(self.report) | {"held_out_documents": list(self.report.held_out_documents)},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the corpus that `to_json` wrote, now or before passages were listed that are left out."""
        report = dict(data["report"])
        report["held_out_documents"] = tuple(report["held_out_documents"])
        return cls(
            language=data["language"],
            train=tuple(Passage(**passage) for passage in data["train"]),
            held_out=tuple(Passage(**passage) for passage in data["held_out"]),
            report=CorpusReport(**report),
            left_out=tuple(
                LeftOutPassage(Passage(**one["passage"]), LeftOut(**one["why"])) for one in data.get("left_out", ())
            ),
        )


class PassageStore(Protocol):
    """Where passages are put as they come, and looked up again by place; a list is one, and so may be a file."""

    def append(self, passage: Passage, /) -> None:
        """Take the next passage."""

    def __getitem__(self, place: int, /) -> Passage:
        """Return the passage that was given as number `place`, counted from 0."""


@dataclass(frozen=True)
class CorpusPlan:
    """What becomes of each passage, by its place in the store."""

    language: str
    train: list[int]
    held_out: list[int]
    left_out: dict[int, LeftOut]
    report: CorpusReport


def prepare(texts: Iterable[CleanText], size: PassageSize = STANDARD_SIZE, kept_anyway: Collection[str] = ()) -> Corpus:
    """Return the corpus of the texts, which are read once; the same texts always give the same corpus.

    Every sentence ends up exactly once in `train`, `held_out` or `left_out`, apart from texts that were given twice,
    which the report counts. `kept_anyway` are the ids of passages that are not to be left out.
    """
    store: list[Passage] = []
    builder = CorpusBuilder(store, size, kept_anyway)
    for text in texts:
        builder.add(text)
    plan = builder.plan()
    return Corpus(
        plan.language,
        tuple(store[place] for place in plan.train),
        tuple(store[place] for place in plan.held_out),
        plan.report,
        tuple(LeftOutPassage(store[place], why) for place, why in sorted(plan.left_out.items())),
    )


class CorpusBuilder:
    """Makes a corpus of texts that come one by one, keeping only a few numbers of each passage itself.

    The passages go to the store as they come, so a library may be as large as its store allows. When all texts are in,
    `plan` tells what becomes of the passage at each place; it looks the passages up in the store once more.
    """

    def __init__(
        self, store: PassageStore, size: PassageSize = STANDARD_SIZE, kept_anyway: Collection[str] = ()
    ) -> None:
        """Put passages of that size into the store; those with the ids of `kept_anyway` are not to be left out."""
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
        self._repeats = Repeats()

    def add(self, text: CleanText) -> None:
        """Take the next text; one with the same words and numbers as an earlier one is only counted."""
        digest = _digest_of_words(text)
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
            self._repeats.add(tokens, passage.request)
            self._store.append(passage)
        self._documents.append(range(start, len(self._words)))

    def plan(self) -> CorpusPlan:
        """Return what becomes of each passage that was put into the store."""
        languages = self._shares(range(len(self._words)))
        language = next((code for code in languages if code != UNDETERMINED), UNDETERMINED)
        left_out = self._near_duplicates()
        left_out |= self._foreign(language, left_out)
        documents = [[place for place in places if place not in left_out] for places in self._documents]
        split = choose(documents, self._words, self._fit_to_hold_out(language))
        train = sorted({*split.train, *self._kept.intersection(split.gap)})
        left_out |= {place: LeftOut(GAP) for place in split.gap if place not in self._kept}
        left_out |= self._shared(train, split.held_out)
        train, held_out = ([place for place in side if place not in left_out] for side in (train, split.held_out))
        report = self._report(train, held_out, left_out, languages, split.way if held_out else "nothing")
        return CorpusPlan(language, train, held_out, left_out, report)

    def _free_name(self, name: str) -> str:
        """Return the text's name, with a number where an earlier one has the same."""
        free = name
        while free in self._names:
            self._times[name] += 1
            free = f"{name} ({self._times[name] + 1})"
        self._names[free] = None
        return free

    def _shares(self, places: Iterable[int]) -> dict[str, float]:
        """Return the share of words of each language in some passages, largest first; equal ones by name."""
        words: Counter[str] = Counter()
        for place in places:
            words[self._languages[place]] += self._words[place]
        total = max(1, words.total())
        return {code: count / total for code, count in sorted(words.items(), key=lambda item: (-item[1], item[0]))}

    def _near_duplicates(self) -> dict[int, LeftOut]:
        return {
            place: LeftOut("near-duplicate", like=self._ids[earlier])
            for place, earlier in self._repeats.found(self._kept).items()
        }

    def _foreign(self, language: str, left_out: Collection[int]) -> dict[int, LeftOut]:
        """Return the passages that are wholly in another language; a foreign paragraph among others is voice."""
        own = (language, UNDETERMINED)
        suspects = [
            place
            for place, code in enumerate(self._languages)
            if code not in own and language != UNDETERMINED and place not in left_out and place not in self._kept
        ]
        return {
            place: LeftOut("another language", language=self._languages[place])
            for place in suspects
            if self._words[place] >= _LEAST_FOREIGN
            and all(language_of(part) != language for part in self._store[place].text.split(PARAGRAPH_BREAK))
        }

    def _fit_to_hold_out(self, language: str) -> list[int]:
        """Return which texts may be held out: none in another language; in an order that no upload order changes."""
        if len(self._documents) < 2:
            return []
        fit = [
            number
            for number, places in enumerate(self._documents)
            if next(iter(self._shares(places)), UNDETERMINED) in (language, UNDETERMINED)
        ]
        digests = list(self._digests)
        return sorted(fit, key=lambda number: digests[number])

    def _shared(self, train: Sequence[int], held_out: Sequence[int]) -> dict[int, LeftOut]:
        """Return what has to go so that no long span of words is on both sides.

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
        return {place: LeftOut("shared with held-out", like=self._ids[other]) for place, other in partner.items()}

    def _tokens(self, places: Iterable[int]) -> Iterator[tuple[int, list[str]]]:
        return ((place, words(self._store[place].text)) for place in places)

    def _report(
        self,
        train: Sequence[int],
        held_out: Sequence[int],
        left_out: Mapping[int, LeftOut],
        languages: dict[str, float],
        way: HeldOut,
    ) -> CorpusReport:
        total, train_words, held_out_words = (
            sum(self._words[place] for place in places) for places in (range(len(self._words)), train, held_out)
        )
        left_out_words: Counter[str] = Counter()
        for place, why in left_out.items():
            left_out_words[why.reason] += self._words[place]
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

    def _names_of(self, places: Sequence[int]) -> tuple[str, ...]:
        wanted = set(places)
        return tuple(name for name, own in zip(self._names, self._documents, strict=True) if not wanted.isdisjoint(own))


def check_enough(corpus: Corpus) -> None:
    """Raise `TextError` when the texts are too short for a style."""
    report = corpus.report
    if report.verdict != "too little":
        return
    if not report.passages:
        raise TextError(f"There is no text yet; a style needs about {SKETCH:,} words by one author.")
    useful = report.useful_words
    whose = f"`{corpus.train[0].document}` has" if report.documents == 1 else "The texts have"
    raise TextError(
        f"{whose} {useful:,} word{'' if useful == 1 else 's'}; a style needs about {SKETCH:,}. "
        "Add more texts by the same author."
    )


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _digest_of_words(text: CleanText) -> str:
    """Return the SHA-256 of the text's words and numbers, or of all its characters where it has neither."""
    whole = PARAGRAPH_BREAK.join(text.paragraphs)
    return _digest(" ".join(re.findall(r"\w+", whole.lower())) or whole)


def _passages(text: CleanText, name: str, size: PassageSize) -> Iterator[tuple[Passage, list[str]]]:
    """Yield the text's passages, each with its words."""
    for number, chapter in enumerate(text.chapters):
        request = text.requests[number] if text.requests else ""
        before = ""
        for passage in _whole_answer(chapter, size) if request else split(chapter, size):
            tokens = words(passage)
            yield Passage(passage, len(tokens), name, number, before, request), tokens
            before, request = passage.split(PARAGRAPH_BREAK)[-1], ""


def _whole_answer(chapter: Sequence[str], size: PassageSize) -> list[str]:
    """Return an answer as one passage, character by character, unless it is longer than any passage."""
    answer = PARAGRAPH_BREAK.join(chapter)
    return [answer] if len(words(answer)) <= size.most else split(chapter, size)


def _plain(passage: Passage) -> dict[str, Any]:
    """Return a passage as a dict; one of prose looks as it did before there were requests, so hashes stay."""
    return {name: value for name, value in asdict(passage).items() if name != "request" or value}


def _verdict(total: int) -> Verdict:
    if total < SKETCH:
        return "too little"
    return "sketch" if total < GOOD else "good" if total < RELIABLE else "reliable"
