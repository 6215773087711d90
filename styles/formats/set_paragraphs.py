"""Paragraphs of word processors' streams: pieces, cells and tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from styles.formats.elements import LEAST_LAYOUT_WORDS
from styles.formats.office import leave_out_paragraph
from styles.formats.text_builder import TextBuilder
from styles.language.words import count_words
from styles.text import Reason

Piece = tuple[Literal["text", "line"] | Reason, str]
"""Text, the end of a line, or what is left out and why."""

_WHOLE = frozenset(["image", "note", "note marker", "comment"])
"""Two of these beside each other are two."""


@dataclass(frozen=True)
class _Paragraph:
    reason: Reason | None
    pieces: list[Piece]

    @property
    def text(self) -> str:
        """The running text of the paragraph."""
        return " ".join("".join(text for kind, text in self.pieces if kind in ("text", "line")).split())


class SetParagraphs:
    """Writes paragraphs into a builder, and tables where they end."""

    def __init__(self, builder: TextBuilder) -> None:
        """Begin at the builder's end."""
        self.pieces: list[Piece] = []
        """What the paragraph under way has so far."""
        self._builder = builder
        self._cell: list[_Paragraph] = []
        self._table: list[list[_Paragraph]] = []

    def end_paragraph(self, reason: Reason | None, in_table: bool = False, of_cell: bool = False) -> None:
        """Finish a paragraph, which may be a cell's, or its last one."""
        paragraph = _Paragraph(reason, self.pieces)
        self.pieces = []
        if not (of_cell or in_table):
            self.leave_table()
            self._write(paragraph)
            return
        self._cell.append(paragraph)
        if of_cell:
            self._table.append(self._cell)
            self._cell = []

    def end_chapter(self) -> None:
        """Finish a chapter between two paragraphs."""
        self.leave_table()
        self._builder.end_chapter()

    def leave_table(self) -> None:
        """Remove the table before this point, unless it only places text."""
        table, self._table, self._cell = [*self._table, self._cell], [], []
        texts = [" ".join(paragraph.text for paragraph in cell) for cell in table]
        if not any(count_words(text) >= LEAST_LAYOUT_WORDS for text in texts):
            self._builder.remove("table", " ".join(texts))
            return
        for cell in table:
            for paragraph in cell:
                self._write(paragraph)

    def _write(self, paragraph: _Paragraph) -> None:
        if leave_out_paragraph(self._builder, paragraph.reason, paragraph.text):
            return
        for kind, text in joined(paragraph.pieces):
            if kind == "text":
                self._builder.write(text)
            elif kind == "line":
                for _ in text:
                    self._builder.break_line()
            elif kind == "note marker":
                self._builder.mark_note(text)
            else:
                self._builder.remove(kind, text)
        self._builder.end_paragraph()


def joined(pieces: list[Piece]) -> Iterator[Piece]:
    """Yield the pieces, neighbouring parts of a stretch together."""
    for kind, alike in groupby(pieces, key=lambda piece: piece[0]):
        if kind in _WHOLE:
            yield from alike
        else:
            yield kind, "".join(text for _, text in alike)
