"""Reading of Rich Text Format: running text without notes and tables.

Comments, deletions and the like go too. The one library for this tells neither headings nor verse lines from paragraphs
and leaves tables between the lines.
"""

from copy import copy
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from styles.formats.elements import LEAST_LAYOUT_WORDS
from styles.formats.office import BODY_LEVEL, DASHES, StyleSheet, leave_out_paragraph
from styles.formats.rtf_marks import RtfMark, marks
from styles.formats.text_builder import TextBuilder
from styles.language.words import count_words
from styles.text import Reason

_Sink = Literal["body", "skip", "styles", "list mark", "note", "comment", "box", "picture"]
_SINKS: dict[str, _Sink] = {
    "stylesheet": "styles",
    "footnote": "note",
    "annotation": "comment",
    "pict": "picture",
    "shptxt": "box",
    "listtext": "list mark",
    "pntext": "list mark",
    **dict.fromkeys(
        """fonttbl colortbl info header headerl headerr headerf footer footerl footerr footerf ftnsep ftnsepc ftncn
        aftnsep aftnsepc aftncn nonshppict shprslt sp objdata objclass tc tcn xe rxe txe filetbl revtbl""".split(),
        "skip",
    ),
}
"""Where the text goes of groups that begin with these words."""
_READ_ALL_THE_SAME = frozenset(["footnote", "annotation", "shppict", "shpinst", "shptxt"])
"""Groups that are marked as optional, as most of those are that hold no text."""
_BREAKS = frozenset(["par", "sect", "line", "page", "cell", "nestcell"])

_Piece = tuple[Literal["text", "line"] | Reason, str]


@dataclass
class _State:
    """A group's state, inherited by groups inside."""

    sink: _Sink = "body"
    optional: bool = False
    hidden: bool = False
    deleted: bool = False
    style: str = "0"
    level: int = BODY_LEVEL
    in_table: bool = False


@dataclass(frozen=True)
class _Paragraph:
    reason: Reason | None
    pieces: list[_Piece]

    @property
    def text(self) -> str:
        """The running text of the paragraph."""
        return " ".join("".join(text for kind, text in self.pieces if kind in ("text", "line")).split())


def read_rtf(data: bytes) -> TextBuilder:
    """Return the text of a document."""
    builder = TextBuilder()
    _Document(builder).write(data)
    return builder


class _Document:
    """One walk through the marks of a document."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._state = _State()
        self._groups: list[_State] = []
        self._names: dict[str, str] = {}
        self._bases: dict[str, str] = {}
        self._styles = StyleSheet(self._names, self._bases)
        self._aside: list[str] = []
        """The text under way that is not the body's: a note, a comment, the mark of a list."""
        self._pieces: list[_Piece] = []
        self._markers = 0
        self._cell: list[_Paragraph] = []
        self._table: list[list[_Paragraph]] = []

    def write(self, data: bytes) -> None:
        for mark in marks(data):
            if mark.kind == "open":
                self._groups.append(copy(self._state))
            elif mark.kind == "close":
                self._close_group()
            elif mark.kind == "text":
                self._put(mark.text)
            else:
                self._apply(mark)
        self._state = _State()
        self._end_paragraph()

    def _close_group(self) -> None:
        ended, self._state = self._state.sink, self._groups.pop()
        if ended in ("body", "skip", "styles", self._state.sink):
            return
        text = " ".join("".join(self._aside).split())
        self._aside.clear()
        if ended == "note" or ended == "comment":
            self._pieces.append((ended, text))
        elif ended != "list mark":
            self._pieces.append(("image", text or "picture"))
        elif text in DASHES:
            self._pieces.append(("text", f"{text} "))

    def _put(self, text: str) -> None:
        state = self._state
        if state.optional or state.sink in ("skip", "picture"):
            return
        if state.sink == "styles":
            self._names[state.style] = (self._names.get(state.style, "") + text).partition(";")[0]
        elif state.sink != "body":
            self._aside.append(text)
        elif state.hidden:
            self._pieces.append(("outside the reading order", text))
        else:
            self._pieces.append(("deletion" if state.deleted else "text", text))

    def _apply(self, mark: RtfMark) -> None:
        """Apply a control word."""
        state, word, number = self._state, mark.text, mark.number
        if word in _SINKS or word in _READ_ALL_THE_SAME:
            self._begin_sink(word)
        elif word in _BREAKS:
            self._break(word)
        elif word == "chftn" and state.sink == "body":
            self._markers += 1
            self._pieces.append(("note marker", f"[{self._markers}]"))
        elif word == "*":
            state.optional = True
        elif word in ("v", "deleted"):
            setattr(state, "hidden" if word == "v" else "deleted", number != 0)
        elif word == "plain":
            state.hidden = state.deleted = False
        elif word == "pard":
            state.style, state.level, state.in_table = "0", BODY_LEVEL, False
        elif word == "s":
            state.style = str(number)
        elif word == "sbasedon":
            self._bases[state.style] = str(number)
        elif word == "outlinelevel":
            state.level = BODY_LEVEL if number is None else number
        elif word == "intbl":
            state.in_table = True

    def _begin_sink(self, word: str) -> None:
        around = self._groups[-1] if self._groups else _State()
        if around.optional:
            return
        if word in _READ_ALL_THE_SAME:
            self._state.optional = False
        if word in _SINKS and not self._state.optional:
            self._state.sink = _SINKS[word] if around.sink == "body" else "skip"

    def _break(self, word: str) -> None:
        if self._state.optional or self._state.sink != "body":
            self._aside.append(" ")
        elif word == "line":
            self._pieces.append(("line", "\n"))
        elif word != "page":
            self._end_paragraph(of_cell="cell" in word)
        elif not self._pieces:
            self._leave_table()
            self._builder.end_chapter()

    def _end_paragraph(self, of_cell: bool = False) -> None:
        state = self._state
        reason: Reason | None = "heading" if state.level != BODY_LEVEL else self._styles.reason(state.style)
        paragraph = _Paragraph(reason, self._pieces)
        self._pieces = []
        if not (of_cell or state.in_table):
            self._leave_table()
            self._write(paragraph)
            return
        self._cell.append(paragraph)
        if of_cell:
            self._table.append(self._cell)
            self._cell = []

    def _leave_table(self) -> None:
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
        for kind, pieces in groupby(paragraph.pieces, key=lambda piece: piece[0]):
            texts = [text for _, text in pieces]
            if kind == "text":
                self._builder.write("".join(texts))
            elif kind == "line":
                for _ in texts:
                    self._builder.break_line()
            elif kind == "note marker":
                self._builder.mark_note("".join(texts))
            else:
                self._builder.remove(kind, "".join(texts))
        self._builder.end_paragraph()
