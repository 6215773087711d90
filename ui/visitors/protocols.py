"""Protocols of what does the work for visitors: queue, generator, speedometer."""

from collections.abc import Iterator
from typing import Protocol

from trainer.compare.comparison import Answer, Comparison
from trainer.runs.estimate import ProcessorSpeed
from trainer.runs.run import Run
from ui.visitors.gallery_training import TrainsBehind


class Trains(TrainsBehind, Protocol):
    """A queue of trainings and measurings."""

    def score(self, run: Run) -> None:
        """Measure a run's adapter."""


class Answers(Protocol):
    """A generator of answers."""

    def compare(self, base: str, comparison: Comparison) -> Iterator[Answer]:
        """Yield the answers to a comparison."""


class Measures(Protocol):
    """A meter of this computer's speed."""

    def __call__(self, seconds: float = 0.0) -> ProcessorSpeed | None:
        """Return this computer's speed, waiting for it at most so long."""

    @property
    def is_measuring(self) -> bool:
        """Whether it will be known soon."""


class Unmeasured:
    """The speedometer of a computer that nobody measures."""

    is_measuring = False

    def __call__(self, seconds: float = 0.0) -> ProcessorSpeed | None:
        """Return None."""
        return None
