"""Lines of PDF pages, and questions about their geometry.

Lengths are in points; a baseline counts from the foot of the page.
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from styles.cleaning.headings import looks_like_title
from styles.cleaning.page_furniture import is_page_number

MARKER_START, MARKER_END = "\ufdd2", "\ufdd3"
"""Stand around a note marker in a line; code points that no text may use."""

_ALIKE = 0.06
"""Sizes of type that differ by less are one size."""
_LEAST_BODY = 0.6
"""The share of the text in one size that lets other sizes mean something; a scan's differ from line to line."""
_EXACT = 0.5
"""Points by which aligned edges may differ. Judgement: a table's cells are set exactly; with 5, words of loosely set
lines pass for cells in tests/test_pdf.py."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line on a page, or one cell of it."""

    text: str
    left: float
    right: float
    baseline: float
    """How far above the foot of the page the line stands."""
    size: float
    """The size of its type."""
    upright: bool = True

    @property
    def plain(self) -> str:
        """The words without the marks around note markers."""
        return self.text.replace(MARKER_START, "").replace(MARKER_END, "")

    @property
    def middle(self) -> float:
        """Horizontal middle of the line."""
        return (self.left + self.right) / 2

    @property
    def letter(self) -> float:
        """Average width of a letter."""
        return max(0.0, self.right - self.left) / len(self.text)


def is_centred_title(line: Line, left: float, right: float) -> bool:
    """Check whether a short line is centred between the margins."""
    centred = abs((line.left - left) - (right - line.right)) < line.size
    return centred and line.left - left > 0.15 * (right - left) and looks_like_title(line.plain)


def are_cells(row: list[Line]) -> bool:
    """Check whether lines on one baseline have gaps between."""
    return len(row) > 1 and all(after.left - before.right > 0.8 * before.size for before, after in pairwise(row))


def are_aligned(above: list[Line], row: list[Line]) -> bool:
    """Check for aligned cells in two rows, unlike loosely set words."""
    edges = [cell.left for cell in above[1:]] + [cell.right for cell in above[:-1]]
    inner = [cell.left for cell in row[1:]] + [cell.right for cell in row[:-1]]
    return any(abs(edge - upper) < _EXACT for edge in inner for upper in edges) and all(
        any(
            min(abs(cell.left - upper.left), abs(cell.right - upper.right), abs(cell.middle - upper.middle)) < _EXACT
            for upper in above
        )
        for cell in row[1:-1]
    )


def body_size(lines: Iterable[Line]) -> tuple[float, bool]:
    """Return the main type size, and whether other sizes mean something."""
    sizes: Counter[float] = Counter()
    for line in lines:
        sizes[round(line.size * 4) / 4] += len(line.text)
    if not sizes:
        return 10.0, False
    body = max(sizes, key=lambda size: (_within(sizes, size), sizes[size]))
    return max(body, 0.25), _within(sizes, body) >= _LEAST_BODY * sizes.total()


def _within(sizes: Counter[float], body: float) -> int:
    return sum(count for size, count in sizes.items() if abs(size - body) <= _ALIKE * body)


@dataclass(frozen=True, slots=True)
class PageEdge:
    """A row at a page's top or foot: possible furniture."""

    page: int
    indices: tuple[int, ...]
    top: bool
    key: str | None
    """What stays the same from page to page, "" for a number alone, None for a line that tells nothing."""
    height: int
    apart: bool
    """True when there is a gap between it and the text."""
    outermost: bool
    heading: bool


def head_key(text: str, heading: bool) -> str | None:
    """Return the repeating part of a head, all of a heading."""
    if is_page_number(text.strip()):
        return ""
    if heading:
        return text.strip()
    return " ".join(re.findall(r"[^\W\d_]{2,}", text.casefold())) or None
