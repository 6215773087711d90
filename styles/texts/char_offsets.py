"""Offsets in clean texts, in solid characters, and string indices."""

from bisect import bisect_left, bisect_right
from itertools import accumulate

from styles.cleaning.clean import CleanText
from styles.text import CHAPTER_BORDER, PARAGRAPH_BREAK, SOLID

Chapters = tuple[tuple[str, ...], ...]


def laid_out(text: CleanText) -> str:
    """Return the text as one string, the inverse of `chapters_of`."""
    return CHAPTER_BORDER.join(PARAGRAPH_BREAK.join(chapter) for chapter in text.chapters)


def chapters_of(text: str) -> Chapters:
    """Return the paragraphs by chapter, without empty ones."""
    chapters = [
        tuple(paragraph for block in chapter.split(PARAGRAPH_BREAK) if (paragraph := block.strip()))
        for chapter in text.split(CHAPTER_BORDER)
    ]
    return tuple(chapter for chapter in chapters if chapter)


class CharOffsets:
    """Conversion between offsets and indices of one string."""

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in SOLID.finditer(text)]
        # An empty run at either end, so that every gap has a neighbour on both sides.
        self._starts = [0, *(start for start, _ in spans), len(text)]
        self._ends = [0, *(end for _, end in spans), len(text)]
        self._until = list(accumulate(end - start for start, end in zip(self._starts, self._ends, strict=True)))

    def gap(self, offset: int) -> tuple[int, int]:
        """Return begin and end of the gap at this offset.

        In `"ab cd"` offset 2 is the space, (2, 3); offset 3 is between `c` and `d`, (4, 4).
        """
        run = bisect_left(self._until, offset)
        if run >= len(self._until) - 1:  # behind the last character: all the white space at the end
            return self._ends[-2], self._ends[-1]
        if self._until[run] == offset:
            return self._ends[run], self._starts[run + 1]
        # Within a run there is no white space: the gap is empty.
        inside = self._ends[run] - (self._until[run] - offset)
        return inside, inside

    def of(self, index: int) -> int:
        """Return how many solid characters are before an index."""
        run = bisect_right(self._starts, index) - 1
        return self._until[run] - max(0, self._ends[run] - index)
