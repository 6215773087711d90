"""Records of a run beside its events."""

from dataclasses import dataclass

from styles.corpus.corpus import Corpus
from styles.examples.edits import Edits
from trainer.runs.blend import Blend
from trainer.runs.recipe import Recipe


@dataclass(frozen=True)
class NewRun:
    """Everything that a run is made of."""

    recipe: Recipe
    corpus: Corpus
    name: str
    owner: str
    edits: Edits | None = None
    """The owner's changes to the examples."""
    blend: Blend | None = None
    """Of which styles it is made, where it learns from no texts."""


@dataclass(frozen=True)
class About:
    """Name, owner, time, language and base of a run."""

    name: str
    owner: str
    """The visitor's session or Hub account; nobody else is shown the run."""
    made: float
    """Seconds since 1970."""
    language: str
    base: str


@dataclass(frozen=True)
class Sample:
    """One answer to a fixed prompt during the run."""

    step: int
    prompt: str
    text: str
