"""Lines of a text with removals and chapter borders."""

from collections.abc import Iterator
from itertools import accumulate

from styles.text import CHAPTER_BORDER, Reason, solid

_WHOLE: frozenset[Reason] = frozenset(
    ["project gutenberg", "transcriber's note", "title page", "contents", "imprint", "heading"]
)
"""Neighbouring lines of these go as one removal, blank lines between them notwithstanding."""


class MarkedLines:
    """Lines of a text; cleaning removes lines and never changes one."""

    def __init__(self, text: str, wrapped: bool) -> None:
        """Split the text; `wrapped` means lines of a file, not paragraphs."""
        self.lines = text.replace(CHAPTER_BORDER, f"\n{CHAPTER_BORDER}\n").split("\n")
        self.wrapped = wrapped
        self.reasons: list[Reason | None] = [None] * len(self.lines)
        self.borders: dict[int, bool] = {}
        """The lines before which a chapter begins, and whether a heading says so."""
        self.closed: set[int] = set()
        """Struck lines, and blank ones beside them, over which the text reads on."""
        for index, line in enumerate(self.lines):
            if line == CHAPTER_BORDER:
                self.borders[index] = False
        self._filled = [bool(line.strip()) for line in self.lines]
        blank = len(self.lines) - sum(self._filled)
        self.airy = blank >= 0.05 * len(self.lines) or not wrapped
        """True when blank lines part the paragraphs."""
        self._origins = list(accumulate((len(solid(line)) for line in self.lines), initial=0))

    def kept(self, index: int) -> bool:
        """Check whether the line has text and is not removed."""
        return self.reasons[index] is None and self._filled[index]

    def kept_indices(self) -> list[int]:
        """Return the indices of all kept lines."""
        return [index for index in range(len(self.lines)) if self.kept(index)]

    def blocks(self, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Yield start and end of each run of kept lines."""
        first: int | None = None
        end = len(self.lines) if end is None else min(end, len(self.lines))
        for index in range(start, end):
            if self.kept(index):
                first = index if first is None else first
            elif first is not None:
                yield first, index
                first = None
        if first is not None:
            yield first, end

    def block_end(self, start: int) -> int:
        """Return the end of the run of kept lines from `start`."""
        end = start
        while end < len(self.lines) and self.kept(end):
            end += 1
        return end

    def words_in(self, start: int, end: int) -> str:
        """Return the kept lines of a range, joined by spaces."""
        return " ".join(self.lines[index].strip() for index in range(start, end) if self.kept(index))

    def remove(self, start: int, end: int, reason: Reason) -> None:
        """Remove the kept lines of a range."""
        for index in range(start, min(end, len(self.lines))):
            if self.kept(index):
                self.reasons[index] = reason

    def end_chapter(self, index: int, headed: bool) -> None:
        """Begin a chapter at this line."""
        if index < len(self.lines):
            self.borders[index] = headed or self.borders.get(index, False)

    def text(self) -> str:
        """Return the remaining text, with form feeds at chapter borders."""
        lines: list[str] = []
        for index, line in enumerate(self.lines):
            if index in self.borders:
                lines.append(CHAPTER_BORDER)
            if self.kept(index):
                lines.append(line)
            elif index not in self.closed:
                lines.append("")
        return "\n".join(lines)

    def removed(self) -> list[tuple[int, Reason, str]]:
        """Return the removals: offset in solid characters, reason and lines."""
        removals: list[tuple[int, Reason, list[str]]] = []
        open_reason: Reason | None = None
        for index, reason in enumerate(self.reasons):
            if reason is None:
                blank = not self.lines[index].strip()
                open_reason = open_reason if blank and open_reason in _WHOLE else None
            elif reason == open_reason:
                removals[-1][2].append(self.lines[index].strip())
            else:
                removals.append((self._origins[index], reason, [self.lines[index].strip()]))
                open_reason = reason
        return [(origin, reason, "\n".join(lines)) for origin, reason, lines in removals]

    def origin(self, index: int) -> int:
        """Return how many solid characters are before this line."""
        return self._origins[index]
