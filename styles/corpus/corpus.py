"""A corpus: training and held-out passages, and a report.

A passage that would teach or measure the wrong thing is set aside, never dropped in silence: it is listed with its
reason, and `kept_anyway` puts it back.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Literal, Self

from styles import error_messages
from styles.corpus.held_out import HeldOut
from styles.errors import TextError

Verdict = Literal["too little", "sketch", "good", "reliable"]
LeftOutReason = Literal["between train and held-out", "near-duplicate", "shared with held-out", "another language"]
"""Why a passage is neither trained on nor held out.

*Between train and held-out* is the gap before a held-out end, or was written over the time where held-out begins; a
*near-duplicate* repeats passages before it; *shared with held-out* has 30 words or more in a row in common with the
other side; *another language* is not the corpus's.
"""

SKETCH, GOOD, RELIABLE = 2_000, 10_000, 50_000
"""Words from which a corpus is enough for a sketch, a good style, a reliable one."""
GAP: LeftOutReason = "between train and held-out"


@dataclass(frozen=True)
class Passage:
    """A piece of text for training or measuring."""

    text: str
    words: int
    document: str
    chapter: int
    """Counts from 0 within its document."""
    before: str
    """The paragraph, or the part of one, just before it in the same chapter; empty at a chapter's start."""
    request: str = ""
    """What it answers in the author's own words, where it comes from a file of chats."""
    date: str = ""
    """When it was written, as an ISO 8601 interval, where it comes from an archive that says so."""

    @property
    def id(self) -> str:
        """Stable name for `kept_anyway`, from the words and their chapter."""
        return digest(f"{self.document}\0{self.chapter}\0{self.text}")[:16]


@dataclass(frozen=True)
class LeftOut:
    """Why a passage is left out."""

    reason: LeftOutReason
    like: str = ""
    """The id of the passage that it repeats, or shares words with."""
    language: str = ""
    """The language that it is in, where that is the reason."""


@dataclass(frozen=True)
class LeftOutPassage:
    """A passage out of use, with the reason, for listing and restoring."""

    passage: Passage
    why: LeftOut


@dataclass(frozen=True)
class CorpusReport:
    """Figures of the texts; `styles.corpus.advice` writes them as sentences."""

    documents: int
    """Texts used; one that was given twice counts once."""
    words: int
    """All of them: trained on, held out and left out."""
    passages: int
    """Trained on and held out."""
    train_words: int
    held_out_words: int
    language: str
    """The language of most words with a detected language; "und" where there is none."""
    languages: dict[str, float]
    """The share of words in each language, largest first; "und" are those without a detected language."""
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
        """Words except repeats and other languages, with the gap."""
        return self.words - sum(count for reason, count in self.left_out_words.items() if reason != GAP)


@dataclass(frozen=True)
class Corpus:
    """One author's passages, for training and held out."""

    language: str
    train: tuple[Passage, ...]
    held_out: tuple[Passage, ...]
    report: CorpusReport
    left_out: tuple[LeftOutPassage, ...] = ()
    """The passages that are neither; with the other two, these are all there are."""

    @property
    def passages(self) -> int:
        """Number of passages for training and held out.

        Of a library this is a drawn part of the report's number.
        """
        return len(self.train) + len(self.held_out)

    @property
    def content_hash(self) -> str:
        """SHA-256 of passages and split, the same on any machine."""
        used = self.to_json()
        plain = json.dumps(
            {key: used[key] for key in ("language", "train", "held_out")}, ensure_ascii=True, sort_keys=True
        )
        return digest(plain)

    def to_json(self) -> dict[str, Any]:
        """Return the corpus as plain dicts, lists, strings and numbers."""
        return {
            "language": self.language,
            "train": [_plain(passage) for passage in self.train],
            "held_out": [_plain(passage) for passage in self.held_out],
            "left_out": [{"passage": _plain(item.passage), "why": asdict(item.why)} for item in self.left_out],
            "report": asdict(self.report) | {"held_out_documents": list(self.report.held_out_documents)},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return the corpus that `to_json` wrote, in any version."""
        report = dict(data["report"])
        report["held_out_documents"] = tuple(report["held_out_documents"])
        return cls(
            language=data["language"],
            train=tuple(Passage(**passage) for passage in data["train"]),
            held_out=tuple(Passage(**passage) for passage in data["held_out"]),
            report=CorpusReport(**report),
            left_out=tuple(
                LeftOutPassage(Passage(**item["passage"]), LeftOut(**item["why"])) for item in data.get("left_out", ())
            ),
        )


def check_enough(corpus: Corpus) -> None:
    """Raise `TextError` when the texts are too short for a style."""
    report = corpus.report
    if report.verdict != "too little":
        return
    if not report.passages:
        raise TextError(error_messages.NO_TEXT(needed=SKETCH))
    useful = report.useful_words
    if report.documents == 1:
        raise TextError(error_messages.TEXT_TOO_SHORT(name=corpus.train[0].document, words=useful, needed=SKETCH))
    raise TextError(error_messages.TEXTS_TOO_SHORT(words=useful, needed=SKETCH))


def digest(text: str) -> str:
    """Return the SHA-256 of a text, in hexadecimal digits."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _plain(passage: Passage) -> dict[str, Any]:
    """Return a passage as a dict; prose keeps its hash."""
    return {name: value for name, value in asdict(passage).items() if name not in ("request", "date") or value}
