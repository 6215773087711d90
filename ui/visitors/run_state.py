"""State of a run beyond its events."""

from dataclasses import dataclass
from typing import Protocol

from trainer.runs.run import Run, Status


class Queue(Protocol):
    """Queue of runs, as far as a state needs it."""

    def status(self, run: Run) -> Status:
        """Return what the run is doing."""

    def place_in_queue(self, run: Run) -> int:
        """Return how many runs are before this one."""

    def wait(self, run: Run, seconds: float | None = None) -> bool:
        """Return whether the run neither trains nor waits."""


@dataclass(frozen=True)
class State:
    """What a run is doing now."""

    status: Status
    place: int
    """How many runs are before it."""
    stopping: bool
    """Whether it was asked to stop and is still saving."""

    @classmethod
    def of(cls, run: Run, queue: Queue) -> "State":
        """Return a run's state.

        One that waits in no queue, as after a restart, counts as interrupted.
        """
        status = queue.status(run)
        if status == "waiting" and queue.wait(run, 0):
            status = "interrupted"
        return cls(status, queue.place_in_queue(run), run.stop_asked() and status == "running")

    @property
    def is_going(self) -> bool:
        """Whether it trains or waits for its turn."""
        return self.status in ("waiting", "running")
