"""Messages to and from the reading child, and its limits."""

from dataclasses import dataclass
from typing import Self, get_args

from styles.archives.authors import Candidate, Question
from trainer.messages import Lines


@dataclass(frozen=True)
class IntakeLimits:
    """Limits for reading one text; past them the child is ended."""

    memory_bytes: int = 1_500_000_000
    """The child's whole address space; a novel takes a tenth of it."""
    seconds: float = 60.0
    """Time for one text, whatever its size, on the clock and on the processor each."""
    seconds_per_megabyte: float = 3.0
    """And more for each megabyte of the file; a novel has about one and takes less than one second."""
    answer_bytes: int = 400_000_000
    """The largest file that the child may write."""

    def seconds_for(self, size: int) -> float:
        """Return the seconds for each text of a file of `size` bytes."""
        return self.seconds + self.seconds_per_megabyte * size / 1_000_000


@dataclass(frozen=True)
class Order:
    """Request: read and clean a file."""

    path: str
    name: str
    """What the author calls it."""
    folder: str
    """Where the texts are to be written."""
    seconds: float
    """Processor time for each of its texts."""
    pasted: bool = False
    """Whether it is a text that was pasted, with no format to find out."""
    authors: tuple[str, ...] | None = None
    """Of an archive: the keys or names of the people who are the author, where they are known."""


@dataclass(frozen=True)
class Written:
    """One text of the file is read, clean and on disk."""

    name: str
    file: str
    """The file's own name in the order's folder."""
    words: int
    removed: dict[str, int]


@dataclass(frozen=True)
class Refused:
    """A text cannot be used, in a sentence for the author."""

    name: str
    sentence: str
    russian: str = ""


@dataclass(frozen=True)
class Asked:
    """Several people wrote in an archive: which of them is the author?"""

    name: str
    service: str
    candidates: tuple[tuple[str, str, int, int, bool], ...]
    """The fields of each `Candidate`."""
    people: int

    @classmethod
    def of(cls, question: Question) -> Self:
        """Return the message of a question."""
        candidates = tuple((one.key, one.name, one.pieces, one.words, one.guessed) for one in question.candidates)
        return cls(question.name, question.service, candidates, question.people)

    @property
    def question(self) -> Question:
        """The question; TypeError or ValueError where it is none."""
        candidates = (
            Candidate(str(key), str(name), int(pieces), int(words), bool(guessed))
            for key, name, pieces, words, guessed in self.candidates
        )
        return Question(self.name, self.service, tuple(candidates), int(self.people))


@dataclass(frozen=True)
class Exhausted:
    """Memory ran out, and the child ends."""


@dataclass(frozen=True)
class Broken:
    """A bug: the kind of error and where it was.

    Nothing of its message: that may quote the text.
    """

    error: str
    places: str


@dataclass(frozen=True)
class Over:
    """Nothing more comes of this order."""


Answer = Written | Refused | Asked | Exhausted | Broken | Over
_LINES: Lines[Order | Answer] = Lines(Order, *get_args(Answer), plain=True)
to_line, from_line = _LINES.to_line, _LINES.from_line
"""A message to a line of JSON, and back; a line that is no message raises ValueError or TypeError."""
