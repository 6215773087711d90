"""Services for visitors: this computer, its child processes and the Hub."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from trainer.bases import Base
from trainer.compare.comparison import Answer, Comparison
from trainer.host import Host
from trainer.hub.datasets import Pushed, push_dataset
from trainer.hub.reachable import fetched
from trainer.runs.estimate import ProcessorSpeed, TrainingSpeed
from trainer.runs.recipe import Recipe
from trainer.runs.run import Run
from ui.visitors.examples import Tokenizes
from ui.visitors.gallery_training import TrainsBehind
from ui.visitors.hub import VisitorHub


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


@dataclass(frozen=True)
class Services:
    """What works for visitors."""

    home: Path
    queue: Trains
    generator: Answers
    host: Host
    hub_reachable: Callable[[], bool]
    measure: Callable[[Recipe, str, Path], TrainingSpeed]
    """Measures how quickly a recipe trains; the results are kept in the folder."""
    folders_allowed: bool = True
    """Whether visitors may name folders of this computer, as nobody may where they share it."""
    previewer: Tokenizes | None = None
    push: Callable[[str, str, bytes], Pushed] = push_dataset
    visitor_hub: VisitorHub | None = None
    speedometer: Measures = Unmeasured()
    fetched: Callable[[Base], bool] = fetched
    """Tells whether a base is on the disk."""
