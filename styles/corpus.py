"""Clean texts to a corpus: passages, which of them are trained on and which are held out, and a report for the author.

Held out is a whole document where one (or several small ones) is about the right size, since only a text the model has
never met says how well the voice carries over; otherwise the end of the texts, after a gap.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import accumulate
from typing import Any, Literal, Self

from styles.cleaning import CleanText
from styles.errors import TextError
from styles.language import UNDETERMINED, language_of, languages_of
from styles.passages import PassageSize, split
from styles.text import PARAGRAPH_BREAK
from styles.tokens import count_words

Verdict = Literal["too little", "sketch", "good", "reliable"]
HeldOut = Literal["documents", "end", "nothing"]
"""How the held-out passages were chosen: whole documents, the end of the texts, or none for want of text."""

SKETCH, GOOD, RELIABLE = 2_000, 10_000, 50_000
"""Words from which a corpus is enough for a sketch, a good style, a reliable one."""
STANDARD_SIZE = PassageSize()

_LEAST_DOCUMENT, _BEST_DOCUMENT, _MOST_DOCUMENT = 0.08, 0.12, 0.35
_BEST_END = 0.125
_FEWEST_TO_SPLIT = 4
"""Passages below which nothing is held out: one held out and one as a gap would leave next to nothing to train on."""


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
    """How many things were left out, by reason: while cleaning, as identical texts, between train and held-out."""
    verdict: Verdict
    held_out: HeldOut
    held_out_documents: tuple[str, ...]
    """The names of the held-out documents; empty when the end of the texts is held out."""


@dataclass(frozen=True)
class Corpus:
    """The passages of one author's texts, split into those trained on and those held out."""

    language: str
    train: tuple[Passage, ...]
    held_out: tuple[Passage, ...]
    report: CorpusReport

    @property
    def content_hash(self) -> str:
        """The SHA-256 of the passages and their split: the same for the same corpus on any machine."""
        content = {key: value for key, value in self.to_json().items() if key != "report"}
        plain = json.dumps(content, ensure_ascii=True, sort_keys=True)
        return _digest(plain)

    def to_json(self) -> dict[str, Any]:
        """Return the corpus as plain dicts, lists, strings and numbers."""
        return {
            "language": self.language,
            "train": [_plain(passage) for passage in self.train],
            "held_out": [_plain(passage) for passage in self.held_out],
            "report": asdict(self.report) | {"held_out_documents": list(self.report.held_out_documents)},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the corpus that `to_json` wrote."""
        report = dict(data["report"])
        report["held_out_documents"] = tuple(report["held_out_documents"])
        return cls(
            language=data["language"],
            train=tuple(Passage(**passage) for passage in data["train"]),
            held_out=tuple(Passage(**passage) for passage in data["held_out"]),
            report=CorpusReport(**report),
        )


def prepare(texts: Sequence[CleanText], size: PassageSize = STANDARD_SIZE) -> Corpus:
    """Return the corpus of the texts; the same texts always give the same corpus.

    Every sentence ends up in `train` or in `held_out` exactly once, apart from the gap passage between the two where
    the end of the texts is held out, and from texts that were given twice; the report counts both.
    """
    used = _once(texts)
    languages = _languages(used)
    language = next((code for code in languages if code != UNDETERMINED), UNDETERMINED)
    documents = [list(_passages(text, name, size)) for text, name in zip(used, _names(used), strict=True)]
    train, held_out, left_out, way = _split(documents, _fit_to_hold_out(used, language))
    removed: Counter[str] = Counter(removal.reason for text in used for removal in text.removals)
    removed += Counter({"identical text": len(texts) - len(used), "between train and held-out": len(left_out)})
    train_words, held_out_words, left_out_words = map(_total_words, (train, held_out, left_out))
    total = train_words + held_out_words + left_out_words
    report = CorpusReport(
        documents=len(used),
        words=total,
        passages=len(train) + len(held_out),
        train_words=train_words,
        held_out_words=held_out_words,
        language=language,
        languages=languages,
        removed=dict(removed),
        verdict=_verdict(total),
        held_out=way,
        held_out_documents=tuple(dict.fromkeys(one.document for one in held_out)) if way == "documents" else (),
    )
    return Corpus(language, tuple(train), tuple(held_out), report)


def check_enough(corpus: Corpus) -> None:
    """Raise `TextError` when the texts are too short for a style."""
    report = corpus.report
    if report.verdict != "too little":
        return
    if not report.passages:
        raise TextError(f"There is no text yet; a style needs about {SKETCH:,} words by one author.")
    whose = f"`{corpus.train[0].document}` has" if report.documents == 1 else "The texts have"
    raise TextError(
        f"{whose} {report.words:,} word{'' if report.words == 1 else 's'}; a style needs about {SKETCH:,}. "
        "Add more texts by the same author."
    )


# Texts to passages


def _once(texts: Sequence[CleanText]) -> list[CleanText]:
    """Return the texts without those that have the same words and numbers as an earlier one."""
    by_words: dict[str, CleanText] = {}
    for text in texts:
        whole = _whole(text)
        same = _digest(" ".join(re.findall(r"\w+", whole.lower())) or whole)
        by_words.setdefault(same, text)
    return list(by_words.values())


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _whole(text: CleanText) -> str:
    return PARAGRAPH_BREAK.join(text.paragraphs)


def _languages(texts: Sequence[CleanText]) -> dict[str, float]:
    """Return the share of words of each language, largest first; equal ones by name."""
    shares = languages_of([paragraph for text in texts for paragraph in text.paragraphs])
    return dict(sorted(shares.items(), key=lambda item: (-item[1], item[0])))


def _names(texts: Sequence[CleanText]) -> list[str]:
    """Return the texts' names, told apart by a number where two are called the same."""
    names: dict[str, None] = {}
    times: Counter[str] = Counter()
    for text in texts:
        name = text.name
        while name in names:
            times[text.name] += 1
            name = f"{text.name} ({times[text.name] + 1})"
        names[name] = None
    return list(names)


def _passages(text: CleanText, name: str, size: PassageSize) -> Iterator[Passage]:
    for number, chapter in enumerate(text.chapters):
        request = text.requests[number] if text.requests else ""
        before = ""
        for passage in _whole_answer(chapter, size) if request else split(chapter, size):
            yield Passage(passage, count_words(passage), name, number, before, request)
            before, request = passage.split(PARAGRAPH_BREAK)[-1], ""


def _whole_answer(chapter: Sequence[str], size: PassageSize) -> list[str]:
    """Return an answer as one passage, character by character, unless it is longer than any passage."""
    answer = PARAGRAPH_BREAK.join(chapter)
    return [answer] if count_words(answer) <= size.most else split(chapter, size)


def _plain(passage: Passage) -> dict[str, Any]:
    """Return a passage as a dict; one of prose looks as it did before there were requests, so hashes stay."""
    return {name: value for name, value in asdict(passage).items() if name != "request" or value}


def _total_words(passages: Sequence[Passage]) -> int:
    return sum(passage.words for passage in passages)


# Train and held-out


def _split(
    documents: list[list[Passage]], fit: Sequence[int]
) -> tuple[list[Passage], list[Passage], list[Passage], HeldOut]:
    """Return the passages to train on, those held out, those left out, and how they were chosen."""
    chosen = _held_out_documents(documents, fit)
    if chosen:
        train = [one for place, passages in enumerate(documents) if place not in chosen for one in passages]
        return train, [one for place in sorted(chosen) for one in documents[place]], [], "documents"
    passages = [one for document in documents for one in document]
    if len(passages) < _FEWEST_TO_SPLIT:
        return passages, [], [], "nothing"
    start = _start_of_end(passages)
    return passages[: start - 1], passages[start:], passages[start - 1 : start], "end"


def _fit_to_hold_out(texts: Sequence[CleanText], language: str) -> list[int]:
    """Return which texts may be held out: none in another language; in an order that no upload order changes."""
    if len(texts) < 2:
        return []
    whole = {place: _whole(text) for place, text in enumerate(texts)}
    fit = [place for place, text in whole.items() if language_of(text) in (language, UNDETERMINED)]
    return sorted(fit, key=lambda place: _digest(whole[place]))


def _held_out_documents(documents: list[list[Passage]], fit: Sequence[int]) -> frozenset[int]:
    """Return the document, or the several small ones, whose share of the words is nearest to the best; or none."""
    lengths = [_total_words(passages) for passages in documents]
    total = max(1, sum(lengths))
    small = [place for place in fit if lengths[place] < _LEAST_DOCUMENT * total]
    together = list(accumulate(lengths[place] for place in small))
    count = min(range(len(small)), key=lambda one: abs(together[one] / total - _BEST_DOCUMENT), default=-1) + 1
    candidates = [frozenset({place}) for place in fit] + [frozenset(small[:count])]
    shares = {candidate: sum(lengths[place] for place in candidate) / total for candidate in candidates}
    suitable = [candidate for candidate, share in shares.items() if _LEAST_DOCUMENT <= share <= _MOST_DOCUMENT]
    return min(suitable, key=lambda one: (abs(shares[one] - _BEST_DOCUMENT), len(one)), default=frozenset())


def _start_of_end(passages: Sequence[Passage]) -> int:
    """Return where the held-out end begins; two passages at least are before it, one to train on and the gap."""
    total = max(1, _total_words(passages))
    best, start, end_words = 2.0, len(passages) - 1, 0
    for place in range(len(passages) - 1, 1, -1):
        end_words += passages[place].words
        distance = abs(end_words / total - _BEST_END)
        if distance < best:
            best, start = distance, place
    return start


def _verdict(total: int) -> Verdict:
    if total < SKETCH:
        return "too little"
    return "sketch" if total < GOOD else "good" if total < RELIABLE else "reliable"
