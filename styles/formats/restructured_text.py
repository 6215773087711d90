"""Reading of reStructuredText: the prose without marks, directives, notes and tables.

Docutils would read other files where a text asks for it, and takes minutes for a long book.
"""

import re
from collections.abc import Sequence

from styles.formats.text_builder import SPOKEN_END, TextBuilder
from styles.text import Reason

_ADORNMENT = re.compile(r"([!-/:-@\[-`{-~])\1+\s*")
_LEAST_TRANSITION = 4
_EXPLICIT = re.compile(r"\.\.(?:\s+|$)")
_DIRECTIVE = re.compile(r"\.\.\s+(?:\|([^|\n]{1,80})\|\s+)?([A-Za-z][\w:+.-]*)\s?::(?:\s+(.*))?$")
_NOTE = re.compile(r"\.\.\s+\[(?:\d+|#[\w.-]*|\*|[\w.-]+)\]\s*(.*)")
_TARGET = re.compile(r"(?:\.\.\s+_|__ )")
_FIELD = re.compile(r":[^:\n]{1,60}:(?:\s|$)")
_ITEM = re.compile(r"((?:[-*+•–]|(?:\d{1,3}|#|[A-Za-z])[.)]|\((?:\d{1,3}|#|[A-Za-z])\))\s+)(?=\S)")
_TABLE = re.compile(r"\+(?:[-=]{2,}\+)+\s*|={2,}(?: +={2,})+\s*")
_INLINE = re.compile(
    r"\\(?P<escaped>.)|``(?P<literal>.+?)``|\*\*(?P<strong>\S.*?)\*\*|\*(?P<emphasis>\S[^*]*?)\*"
    r"|(?P<role>:[\w:+.-]{1,40}:)?`(?P<text>[^`]+)`(?P<after>:[\w:+.-]{1,40}:|__?)?"
    r"|\[(?P<note>\d+|#[\w.-]*|\*|[A-Za-z][\w.-]*)\]_(?!\w)|\|(?P<substitution>[^|\s][^|\n]*)\|_{0,2}"
    r"|(?<![\w.-])(?P<reference>[\w.-]{0,80}\w)__?(?!\w)",
    re.DOTALL,
)
_PROSE = frozenset(
    """epigraph highlights pull-quote compound container class rst-class sidebar topic admonition note tip hint
    important attention caution warning danger parsed-literal centered line-block""".split()
)
"""Directives whose body is the author's text."""
_LEFT_OUT: dict[str, Reason] = {
    **dict.fromkeys(["image", "figure"], "image"),
    **dict.fromkeys(["contents", "toctree", "sectnum"], "contents"),
    **dict.fromkeys(["table", "csv-table", "list-table"], "table"),
    **dict.fromkeys(["todo", "comment"], "comment"),
    **dict.fromkeys(["meta", "title", "header", "footer"], "description"),
}
"""All other directives hold code, or what programs are told."""


def read_restructured_text(text: str) -> TextBuilder:
    """Return the prose of a file in reStructuredText."""
    builder = TextBuilder()
    _Document(builder, [line.expandtabs(8).rstrip() for line in text.split("\n")]).write()
    builder.end_chapter()
    return builder


class _Document:
    """One pass over the lines of a file."""

    def __init__(self, builder: TextBuilder, lines: Sequence[str]) -> None:
        self._builder, self._lines = builder, lines
        self._substitutions: dict[str, str] = {}
        for line in lines:
            match = _DIRECTIVE.match(line[:2_000])
            if match and match[1] and match[2] == "replace":
                self._substitutions[match[1]] = match[3] or ""

    def write(self) -> None:
        place = 0
        while place < len(self._lines):
            line = self._lines[place].lstrip()
            if not line:
                place += 1
            elif _EXPLICIT.match(line) or _TARGET.match(line):
                place = self._explicit(place)
            elif (end := self._title(place)) != place:
                place = end
            elif _TABLE.fullmatch(line):
                place = self._leave_out("table", place, self._end_of_table(place))
            elif line.startswith(">>> "):
                place = self._leave_out("code", place, self._end_of_block(place))
            elif _FIELD.match(line) and self._lines[place] == line:
                place = self._leave_out("description", place, self._end_of_body(place))
            else:
                place = self._paragraph(place)

    def _title(self, place: int) -> int:
        """Leave out a title or a line between sections; return its end."""
        lines = [*self._lines[place : place + 3], "", ""]
        first, second, third = lines[:3]
        if _ADORNMENT.fullmatch(first):
            if second.strip() and _ADORNMENT.fullmatch(third) and third[0] == first[0]:
                return self._heading(second, place + 3)
            if len(first) >= _LEAST_TRANSITION and not second:
                self._builder.end_chapter()
                self._builder.remove("separator", first)
                return place + 1
            return place
        underlined = _ADORNMENT.fullmatch(second) and not first.startswith(" ")
        if (
            underlined
            and len(second) >= min(len(first), _LEAST_TRANSITION)
            and (not place or not self._lines[place - 1])
        ):
            return self._heading(first, place + 2)
        return place

    def _heading(self, words: str, end: int) -> int:
        self._builder.end_chapter()
        self._builder.remove("heading", self._plain(words))
        return end

    def _explicit(self, place: int) -> int:
        """Write or leave out what begins with two dots; return its end."""
        line = self._lines[place].lstrip()
        directive = _DIRECTIVE.match(line[:2_000])
        reason: Reason = "code" if directive or _TARGET.match(line) else "comment"
        if _NOTE.match(line):
            reason = "note"
        elif directive and directive[1] is None:
            name = directive[2].rpartition(":")[2].lower()
            if name in _PROSE:
                return self._body_of(directive[3] or "", name, place + 1)
            reason = _LEFT_OUT.get(name, "code")
        return self._leave_out(reason, place, self._end_of_body(place))

    def _body_of(self, argument: str, name: str, place: int) -> int:
        """Pass over a directive's options; its body follows as text."""
        if argument and name in ("sidebar", "topic", "admonition"):
            self._builder.remove("heading", self._plain(argument))
        elif argument and name not in ("class", "rst-class", "container", "compound"):
            self._builder.write(self._plain(argument))
            self._builder.end_paragraph()
        while place < len(self._lines) and _FIELD.match(self._lines[place].lstrip()):
            place += 1
        return place

    def _paragraph(self, place: int) -> int:
        end = self._end_of_block(place)
        lines = [line.strip() for line in self._lines[place:end]]
        if all(line.startswith("| ") or line == "|" for line in lines):
            for line in lines:
                self._inline(line[1:].strip())
                self._builder.break_line()
            self._builder.end_paragraph()
            return end
        text = "\n".join(lines)
        literal = text.endswith("::")
        if literal:
            text = text[:-2].rstrip() if text.endswith((" ::", "\n::")) or text == "::" else text[:-1]
        for item in _items(text):
            self._inline(item)
            self._builder.end_paragraph()
        if literal and end < len(self._lines):
            begin = next((row for row in range(end, len(self._lines)) if self._lines[row]), end)
            if _indent(self._lines[begin]) > _indent(self._lines[place]):
                return self._leave_out("code", begin, self._end_of_body(begin, _indent(self._lines[begin]) - 1))
        return end

    def _inline(self, text: str) -> None:
        self._builder.write_marked(text, _INLINE, self._write_mark)

    def _write_mark(self, match: re.Match[str]) -> None:
        if match["note"]:
            self._builder.mark_note(f"[{match['note']}]")
        else:
            self._builder.write(self._words(match))

    def _words(self, match: re.Match[str]) -> str:
        if match["escaped"]:
            return "" if match["escaped"].isspace() else str(match["escaped"])
        if match["text"]:
            words, _, target = match["text"].rpartition("<")
            return (words if words and target.endswith(">") else match["text"]).rstrip()
        if match["substitution"]:
            return self._substitutions.get(match["substitution"], match["substitution"])
        return str(match["literal"] or match["strong"] or match["emphasis"] or match["reference"] or "")

    def _plain(self, text: str) -> str:
        return _INLINE.sub(lambda match: "" if match["note"] else self._words(match), text)

    def _leave_out(self, reason: Reason, place: int, end: int) -> int:
        words = " ".join(line.strip() for line in self._lines[place:end])
        self._builder.remove(reason, re.sub(r"^\.\.\s+", "", words))
        return end

    def _end_of_block(self, place: int) -> int:
        while place < len(self._lines) and self._lines[place]:
            place += 1
        return place

    def _end_of_body(self, place: int, indent: int | None = None) -> int:
        """Return the end of a line and of what is indented below."""
        indent = _indent(self._lines[place]) if indent is None else indent
        end = place + 1
        for row in range(place + 1, len(self._lines)):
            if self._lines[row] and _indent(self._lines[row]) <= indent:
                break
            if self._lines[row]:
                end = row + 1
        return end

    def _end_of_table(self, place: int) -> int:
        if self._lines[place].lstrip().startswith("+"):
            return self._end_of_block(place)
        border, rows = self._lines[place], range(place + 1, len(self._lines))
        borders = [row for row in rows[:2_000] if self._lines[row] == border]
        return borders[min(1, len(borders) - 1)] + 1 if borders else self._end_of_block(place)


def _items(text: str) -> list[str]:
    """Return the items of a list as paragraphs, or the paragraph."""
    items: list[list[str]] = []
    marked = False
    for line in text.split("\n"):
        match = _ITEM.match(line)
        if match and (not items or marked):
            marked = True
            spoken = match[1].strip() in "-–" and SPOKEN_END.search(line)
            # initials and years look like numbers of a list
            numbered = match[1][0] not in "-*+•–"
            items.append([line if spoken or numbered else line[match.end() :]])
        elif items:
            items[-1].append(line)
        else:
            items.append([line])
    return ["\n".join(lines) for lines in items]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
