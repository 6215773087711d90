"""Build the comparison of a style: nearest passages, recommended strength, defaults."""

from functools import lru_cache
from pathlib import Path
from typing import Protocol, TypedDict, Unpack

from styles.measures.retrieval import PassageIndex
from trainer.compare.comparison import PASSAGES_SHOWN, Column, Comparison, Mode

_index = lru_cache(maxsize=32)(PassageIndex)
"""An index is worth keeping for the next prompt, a visitor's texts are not: few are kept, and the oldest goes."""


class ComparedStyle(Protocol):
    """Style, as far as a comparison needs it."""

    @property
    def language(self) -> str:
        """Language of its texts."""

    @property
    def columns(self) -> tuple[Column, ...]:
        """Columns that can answer."""

    @property
    def adapter(self) -> Path:
        """Folder of its adapter or model."""

    @property
    def passages(self) -> tuple[str, ...]:
        """The author's training passages."""

    @property
    def strength(self) -> float:
        """Recommended strength."""


class AskOptions(TypedDict, total=False):
    """Optional fields of a comparison.

    What is left out is as `Comparison` has it.
    """

    mode: Mode
    temperature: float
    min_p: float
    max_new_tokens: int
    seed: int


def ask(
    style: ComparedStyle,
    prompt: str,
    columns: tuple[Column, ...] | None = None,
    strength: float | None = None,
    never_recite: bool = False,
    **options: Unpack[AskOptions],
) -> Comparison:
    """Return the comparison that asks the columns of a style a prompt.

    Columns and strength are the style's, if None. `never_recite` keeps every column from reciting the author's training
    passages. Raises RunError for what cannot be asked, as `Comparison` does.
    """
    columns = columns or style.columns
    shown = "few_shot" in columns and style.passages
    nearest = _index(style.passages).nearest(prompt, PASSAGES_SHOWN) if shown else []
    return Comparison(
        prompt,
        language=style.language,
        columns=columns,
        adapter=str(style.adapter),
        passages=tuple(style.passages[index] for index in nearest),
        strength=style.strength if strength is None else strength,
        never_recite=style.passages if never_recite else (),
        **options,
    )
