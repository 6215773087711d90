"""Build the comparison of a style: nearest passages, recommended strength, defaults."""

from functools import lru_cache
from pathlib import Path
from typing import Protocol

from styles.measures.retrieval import PassageIndex
from trainer.compare.comparison import PASSAGES_SHOWN, Column, Comparison, ComparisonRequest

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


def ask(style: ComparedStyle, request: ComparisonRequest, columns: tuple[Column, ...] | None = None) -> Comparison:
    """Return the comparison that asks the columns of a style a request.

    Columns are the style's, if None. Raises RunError for what cannot be asked, as `Comparison` does.
    """
    columns = columns or style.columns
    shown = "few_shot" in columns and style.passages
    nearest = _index(style.passages).nearest(request.prompt, PASSAGES_SHOWN) if shown else []
    of_style = {
        "strength": style.strength if request.strength is None else request.strength,
        "language": style.language,
        "columns": columns,
        "adapter": str(style.adapter),
        "passages": tuple(style.passages[index] for index in nearest),
        "forbidden": style.passages if request.never_recite else (),
    }
    return Comparison(**{**vars(request), **of_style})
