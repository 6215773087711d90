"""A writer of texts on request."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class WritingRequest:
    """One text to write."""

    message: str
    passage: str
    """What the answer may not have five words in a row of; empty where there is nothing of the kind."""
    seed: int
    most_words: int
    """A longer answer cannot be used, so it may be broken off."""


@dataclass(frozen=True)
class WrittenText:
    """One written text."""

    text: str
    whole: bool = True
    """Whether the writer ended it; if not, it was broken off where it was too long, or had no room at all."""


class Writer(Protocol):
    """A writer of summaries and paraphrases."""

    attempts: int
    """How often it is asked for each."""

    def rows(self, longest: WritingRequest) -> int:
        """Return how many texts of this length fit into one batch."""

    def write(self, asked: Sequence[WritingRequest]) -> list[WrittenText]:
        """Return the answers in order; none at all if stopped."""

    def holds(self, prompt: str, completion: str) -> bool:
        """Check that an example fits into the model's maximum length."""
