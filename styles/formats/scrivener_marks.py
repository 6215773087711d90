"""Notes and styles that Scrivener writes as text into its RTF files."""

import re

from styles.formats.set_paragraphs import Piece, joined
from styles.text import Reason

_MARK = re.compile(
    r"\{\\Scrv_(?P<opened>annot|fn)(?:\s*\\color=\{[^{}]{0,99}\})?(?:\s*\\text)?=?|(?P<closed>\\end_Scrv_(?:annot|fn)\})"
    r"|\{\\Scrv_ps=|\\end_Scrv_ps\}|<!?\$Scr\w{0,40}(?:::\d{1,6})?>|\{\$SCR\w{1,40}[^{}]{0,400}\}"
)
_REASONS: dict[str, Reason] = {"annot": "comment", "fn": "note"}


class ScrivenerMarks:
    """Takes the marks out of paragraph after paragraph."""

    def __init__(self) -> None:
        """Begin outside any note."""
        self._reason: Reason | None = None
        self._note: list[str] = []
        """The words of the note under way, which may have several paragraphs."""

    def take_out(self, pieces: list[Piece]) -> list[Piece]:
        """Return a paragraph's pieces with notes as what is left out."""
        sorted_out: list[Piece] = []
        for kind, text in joined(pieces):
            if kind == "text":
                self._sort(text, sorted_out)
            elif self._reason is not None and kind == "line":
                self._note.append(" ")
            else:
                sorted_out.append((kind, text))
        self._note.append(" ")
        return sorted_out

    def finish(self) -> list[Piece]:
        """Return the note that never ended, if there is one."""
        return self._ended()

    def _sort(self, text: str, sorted_out: list[Piece]) -> None:
        offset = 0
        for match in _MARK.finditer(text):
            self._put(text[offset : match.start()], sorted_out)
            offset = match.end()
            if match["opened"]:
                sorted_out += self._ended()
                self._reason = _REASONS[match["opened"]]
            elif match["closed"]:
                sorted_out += self._ended()
        self._put(text[offset:], sorted_out)

    def _put(self, text: str, sorted_out: list[Piece]) -> None:
        if self._reason is not None:
            self._note.append(text)
        elif text:
            sorted_out.append(("text", text))

    def _ended(self) -> list[Piece]:
        reason, note = self._reason, "".join(self._note)
        self._reason, self._note = None, []
        return [] if reason is None else [(reason, note)]
