"""Start a run: check its parts, write it, queue it."""

from pathlib import Path
from typing import Protocol

from styles.corpus.corpus import check_enough
from trainer import bases
from trainer.host import Host
from trainer.runs.records import NewRun
from trainer.runs.run import Run


class Queue(Protocol):
    """Queue of runs, as far as a start needs it."""

    def start(self, run: Run) -> None:
        """Put a run in the queue."""


def start(home: Path, new: NewRun, host: Host, queue: Queue) -> Run:
    """Write a run, put it in the queue and return it.

    Raises BaseError for a base that the host cannot train so, TextError for too little text, RunError for a full disk.
    """
    new.recipe.check_base(bases.find(new.recipe.base), host)
    check_enough(new.corpus)
    run = Run.create(home, new)
    queue.start(run)
    return run
