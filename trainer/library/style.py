"""A style: one author's voice, ready to compare, wherever it was learnt."""

from dataclasses import dataclass
from pathlib import Path
from typing import Self

from trainer.adapters.weights import Weights
from trainer.compare.comparison import COLUMNS, Column
from trainer.hub.pulled import Pulled
from trainer.runs.run import Run
from trainer.scorecard.scorecard import Scorecard
from trainer.scorecard.scoring import Scoring


@dataclass(frozen=True)
class Style:
    """One author's voice, ready to compare."""

    id: str
    """`gallery/<folder>`, `run/<run id>` or `pulled/<key>`."""
    name: str
    language: str
    base: str
    """The base that its adapter belongs to."""
    adapter: Path
    """The folder of its adapter, or of the model where all weights were trained."""
    passages: tuple[str, ...]
    """The author's training passages, for the few-shot column; they never leave this computer."""
    documents: tuple[str, ...] = ()
    """The name of the text that each of these passages is from."""
    prompts: tuple[str, ...] = ()
    """Prompts worth trying."""
    description: str = ""
    repo_id: str = ""
    """Where on the Hub it was pulled from."""
    strength: float = 1.0
    """Where the strength slider starts: what the scorecard recommends, where there is one."""
    few_shot: bool = False
    """Whether nothing was trained: the base is shown the passages, and that is the style."""

    @property
    def folder(self) -> Path:
        """The run's or the gallery's folder with adapter and scorecard."""
        return self.adapter.parent

    @property
    def weights(self) -> Weights:
        """The adapter's or the model's weights."""
        return Weights(self.adapter)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns that can answer; few-shot needs the author's passages."""
        if self.few_shot:
            return "base", "few_shot"
        return COLUMNS if self.passages else ("base", "styled")

    @property
    def is_ready(self) -> bool:
        """True if it can be compared."""
        return self.few_shot or self.weights.are_there

    @property
    def has_strength(self) -> bool:
        """True for an adapter; a full model is all or nothing."""
        return not self.few_shot and not self.weights.are_full

    @classmethod
    def of_run(cls, run: Run) -> Self:
        """Return the style of a run."""
        about, train = run.about, run.corpus.train
        return cls(
            id=f"run/{run.id}",
            name=about.name,
            language=about.language,
            base=about.base,
            adapter=run.weights.folder,
            passages=tuple(passage.text for passage in train),
            documents=tuple(passage.document for passage in train),
            strength=_strength(Scoring(run).scorecard),
            few_shot=run.is_few_shot,
        )

    @classmethod
    def of_pulled(cls, pulled: Pulled) -> Self:
        """Return a pulled style; it has no passages for few-shot.

        Its author's texts are not here.
        """
        about = pulled.about
        return cls(
            id=f"pulled/{pulled.id}",
            name=about.name,
            language=about.language,
            base=about.base,
            adapter=pulled.adapter,
            passages=(),
            repo_id=about.repo_id,
        )


def _strength(card: Scorecard | None) -> float:
    return (card.recommended if card else None) or 1.0
