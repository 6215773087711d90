"""A style: one author's voice, ready to compare, wherever it was learnt."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from trainer.adapters.weights import Weights
from trainer.compare.comparison import COLUMNS, Column
from trainer.hub.pulled import Pulled
from trainer.runs.run import Run
from trainer.scorecard.scorecard import Scorecard
from trainer.scorecard.scoring import Scoring

Origin = Literal["sample", "own", "pulled"]
"""Where a style comes from: the gallery, a run of its owner's, or the Hub."""
_ORIGINS: dict[str, Origin] = {"gallery": "sample", "run": "own", "pulled": "pulled"}


def parse_id(style_id: str | None) -> tuple[Origin | None, str]:
    """Return origin and key of a style id; None if unknown."""
    prefix, _, key = (style_id or "").partition("/")
    return _ORIGINS.get(prefix), key


def is_sample(style_id: str | None) -> bool:
    """Return whether a style's id is that of a sample style."""
    return parse_id(style_id)[0] == "sample"


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
    def origin(self) -> Origin:
        """Where it comes from."""
        origin = parse_id(self.id)[0]
        assert origin, "every style is made with an id of a known origin"
        return origin

    @property
    def key(self) -> str:
        """Return the id without the origin.

        That is the folder of a sample, the id of a run, the key of a pulled style.
        """
        return parse_id(self.id)[1]

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


def ordered(styles: Iterable[Style], language: str) -> list[Style]:
    """Return styles in the order of a list.

    Samples are last, and first of them those in the language.
    """
    return sorted(styles, key=lambda style: (style.origin == "sample") * (1 + (style.language != language)))


def _strength(card: Scorecard | None) -> float:
    return (card.recommended if card else None) or 1.0
