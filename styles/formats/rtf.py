"""Reading of Rich Text Format: running text without notes and tables.

Comments, deletions and the like go too. The one library for this tells neither headings nor verse lines from paragraphs
and leaves tables between the lines.
"""

from copy import copy
from dataclasses import dataclass
from typing import Literal

from styles.formats.office import BODY_LEVEL, DASHES, StyleSheet
from styles.formats.rtf_marks import RtfMark, marks
from styles.formats.scrivener_marks import ScrivenerMarks
from styles.formats.set_paragraphs import SetParagraphs
from styles.formats.text_builder import TextBuilder
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
_READ_ALL_THE_SAME = frozenset(["ud", "footnote", "annotation", "shppict", "shpinst", "shptxt"])
"""Groups that are marked as optional, as most of those are that hold no text."""
_BREAKS = frozenset(["par", "sect", "line", "page", "column", "cell", "nestcell"])


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
    initial: bool = False
    """True in a large initial, which is set as a paragraph."""
    in_two_ways: bool = False
    """True before words in the document's encoding that come again in Unicode."""


def read_rtf(data: bytes) -> TextBuilder:
    """Return the text of a document."""
    builder = TextBuilder()
    _Document(builder, with_scrivener=b"Scrv_" in data or b"<$Scr" in data).write(data)
    return builder


class _Document:
    """One walk through the marks of a document."""

    def __init__(self, builder: TextBuilder, with_scrivener: bool) -> None:
        self._body = SetParagraphs(builder)
        self._scrivener = ScrivenerMarks() if with_scrivener else None
        self._state = _State()
        self._groups: list[_State] = []
        self._names: dict[str, str] = {}
        self._bases: dict[str, str] = {}
        self._styles = StyleSheet(self._names, self._bases)
        self._aside: list[str] = []
        """The text under way that is not the body's: a note, a comment, the mark of a list."""
        self._markers = 0

    def write(self, data: bytes) -> None:
        for mark in marks(data):
            if mark.kind == "open":
                self._open_group()
            elif mark.kind == "close":
                self._close_group()
            elif mark.kind == "text":
                self._put(mark.text)
            else:
                self._apply(mark)
        self._state = _State()
        self._end_paragraph()
        if self._scrivener is not None:
            self._body.pieces += self._scrivener.finish()
            self._end_paragraph()

    def _open_group(self) -> None:
        outer = copy(self._state)
        if self._state.in_two_ways and self._state.sink == "body":
            self._state.sink = "skip"  # the same words come again, in Unicode
        outer.in_two_ways = self._state.in_two_ways = False
        self._groups.append(outer)

    def _close_group(self) -> None:
        ended, self._state = self._state.sink, self._groups.pop()
        if ended in ("body", "skip", "styles", self._state.sink):
            return
        text = " ".join("".join(self._aside).split())
        self._aside.clear()
        if ended == "note" or ended == "comment":
            self._body.pieces.append((ended, text))
        elif ended != "list mark":
            self._body.pieces.append(("image", text or "picture"))
        elif text in DASHES:
            self._body.pieces.append(("text", f"{DASHES[text]} "))

    def _put(self, text: str) -> None:
        state = self._state
        if state.optional or state.sink in ("skip", "picture"):
            return
        if state.sink == "styles":
            self._names[state.style] = (self._names.get(state.style, "") + text).partition(";")[0]
        elif state.sink != "body":
            self._aside.append(text)
        elif state.hidden:
            self._body.pieces.append(("outside the reading order", text))
        else:
            self._body.pieces.append(("deletion" if state.deleted else "text", text))

    def _apply(self, mark: RtfMark) -> None:
        """Apply a control word."""
        state, word, number = self._state, mark.text, mark.number
        if word in _SINKS or word in _READ_ALL_THE_SAME:
            self._begin_sink(word)
        elif word in _BREAKS:
            self._break(word)
        elif word == "chftn" and state.sink == "body":
            self._markers += 1
            self._body.pieces.append(("note marker", f"[{self._markers}]"))
        elif word == "*":
            state.optional = True
        elif word in ("v", "deleted"):
            setattr(state, "hidden" if word == "v" else "deleted", number != 0)
        elif word == "plain":
            state.hidden = state.deleted = False
        elif word == "pard":
            state.style, state.level, state.in_table, state.initial = "0", BODY_LEVEL, False, False
        elif word == "s":
            state.style = str(number)
        elif word == "sbasedon":
            self._bases[state.style] = str(number)
        elif word == "outlinelevel":
            state.level = BODY_LEVEL if number is None else number
        elif word == "intbl":
            state.in_table = True
        elif word == "dropcapli":
            state.initial = bool(number)
        elif word == "upr":
            state.in_two_ways = True

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
            self._body.pieces.append(("line", "\n"))
        elif word not in ("page", "column"):
            if not (word == "par" and self._state.initial):
                self._end_paragraph(of_cell="cell" in word)
        elif not self._body.pieces and word == "page":
            self._body.end_chapter()
        else:
            self._body.pieces.append(("text", " "))

    def _end_paragraph(self, of_cell: bool = False) -> None:
        state = self._state
        reason: Reason | None = "heading" if state.level != BODY_LEVEL else self._styles.reason(state.style)
        if self._scrivener is not None:
            self._body.pieces = self._scrivener.take_out(self._body.pieces)
        self._body.end_paragraph(reason, state.in_table, of_cell)
