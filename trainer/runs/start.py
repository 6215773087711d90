"""Start a run: check its parts, write it, queue it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from styles.corpus.corpus import Corpus, check_enough
from styles.examples.edits import Edits
from trainer import bases
from trainer.host import Host
from trainer.runs.recipe import Recipe
from trainer.runs.run import Run


class Queue(Protocol):
    """Queue of runs, as far as a start needs it."""

    def start(self, run: Run) -> None:
        """Put a run in the queue."""


@dataclass(frozen=True)
class NewRun:
    """Everything that a run is made of."""

    recipe: Recipe
    corpus: Corpus
    name: str
    owner: str
    edits: Edits | None = None
    """The owner's changes to the examples."""


def start(home: Path, new: NewRun, host: Host, queue: Queue) -> Run:
    """Write a run, put it in the queue and return it.

    Raises BaseError for a base that the host cannot train so, TextError for too little text, RunError for a full disk.
    """
    new.recipe.check_base(bases.find(new.recipe.base), host)
    check_enough(new.corpus)
    run = Run.create(home, new.recipe, new.corpus, new.name, new.owner, new.edits)
    queue.start(run)
    return run
