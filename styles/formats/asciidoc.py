"""Reading of AsciiDoc: prose without marks, code, notes and tables."""

import re
from html import unescape

from styles.formats.text_builder import SPOKEN_END, TextBuilder
from styles.text import Reason

_HEADING = re.compile(r"(={2,6}|#{2,6})\s+(\S.*)$")
_TITLE = re.compile(r"[=#]\s+\S")
_ATTRIBUTE = re.compile(r":!?([\w-]+)!?:(?:\s+(.*))?$")
_FENCE = re.compile(r"-{4,}|\.{4,}|\+{4,}|/{4,}|_{4,}|\*{4,}|={4,}|--|```\w*|[|,:!]={3,}")
_BLOCK_ATTRIBUTES = re.compile(r"\[(?:\[?[\w#.%,=\"' :-]*\]?)\]\s*")
_MACRO = re.compile(r"(image|video|audio|include|toc|ifdef|ifndef|ifeval|endif)::")
_ITEM = re.compile(r"\s*(\*{1,5}|-|\.{1,5}|\d{1,3}\.)\s+(?=\S)")
_ADMONITION = re.compile(r"(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION): ")
_FENCES: dict[str, Reason] = {"-": "code", ".": "code", "+": "code", "`": "code", "/": "comment", "|": "table"}
_FENCES |= {",": "table", ":": "table", "!": "table"}
"""Blocks that are left out, by the sign of the lines around them; quotes, sidebars and examples are text."""
_INLINE = re.compile(
    r"\\(?P<escaped>[*_`#^~{\[<'])|footnote(?:ref)?:[\w-]{0,80}\[(?P<note>[^\]]{0,3000})\]"
    r"|image:[^\s\[]{1,300}\[(?P<image>[^\]]{0,300})\]"
    r"|(?:link:|xref:|mailto:|https?://)[^\s\[\]]{1,500}\[(?P<link>[^\]]{0,500})\]|<<[^<>,]{1,200}(?:,(?P<reference>[^<>]{1,200}))?>>"
    r"|\[\[[\w:.-]{1,200}(?:,[^\]]{0,300})?\]\]|\"`(?P<double>[^\n`]+)`\"|'`(?P<single>[^\n`]+)`'|pass:[a-z,]{0,20}\[(?P<passed>[^\]]{0,500})\]"
    r"|(?:\[[\w#.% -]*\])?(?P<twice>\*\*|__|``|##)(?P<inner>\S[^\n]*?)(?P=twice)"
    r"|(?<![\w*_`#])(?:\[[\w#.% -]*\])?(?P<mark>[*_`#])"
    r"(?P<marked>(?=\S)(?:(?!(?P=mark))[\s\S]){1,600}+)(?<=\S)(?P=mark)(?!\w)"
    r"|(?P<break> \+)(?=\n|$)|\{(?P<attribute>[\w-]+)\}"
)
_DEEPEST = 4
"""Marks inside marks. Judgement: nobody writes more."""
_CHARACTER = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[A-Za-z]{2,31});")
_ATTRIBUTES = {
    **{"nbsp": "\u00a0", "zwsp": "", "wj": "", "apos": "'", "quot": '"', "lsquo": "‘", "rsquo": "’", "ldquo": "“"},
    **{"rdquo": "”", "deg": "°", "plus": "+", "brvbar": "¦", "vbar": "|", "amp": "&", "lt": "<", "gt": ">"},
    **{"startsb": "[", "endsb": "]", "caret": "^", "asterisk": "*", "tilde": "~", "backslash": "\\", "backtick": "`"},
    **{"two-colons": "::", "two-semicolons": ";;", "empty": "", "sp": " ", "blank": ""},
}
"""What AsciiDoc calls characters."""


def read_asciidoc(text: str) -> TextBuilder:
    """Return the prose of an AsciiDoc file."""
    builder = TextBuilder()
    _Document(builder, [line.rstrip() for line in text.split("\n")]).write()
    builder.end_chapter()
    return builder


class _Document:
    """One pass over the lines of a file."""

    def __init__(self, builder: TextBuilder, lines: list[str]) -> None:
        self._builder, self._lines = builder, lines
        self._attributes = dict(_ATTRIBUTES)
        self._paragraph: list[str] = []
        self._verse = self._verse_next = False
        self._opened: list[str] = []
        self._fences: dict[str, list[int]] = {}
        for row, line in enumerate(lines):
            if _FENCE.fullmatch(line):
                self._fences.setdefault(line, []).append(row)

    def write(self) -> None:
        place = self._header()
        while place < len(self._lines):
            place = self._line(place, self._lines[place])
        self._end_paragraph()

    def _header(self) -> int:
        """Leave out the document's title, author and attributes."""
        place = 0
        while place < len(self._lines) and (not self._lines[place] or self._lines[place].startswith("//")):
            place += 1
        if place == len(self._lines) or not _TITLE.match(self._lines[place]):
            return 0
        end = place
        while end < len(self._lines) and self._lines[end]:
            self._define(self._lines[end])
            end += 1
        self._builder.remove("title page", " ".join(self._lines[place:end]))
        return end

    def _define(self, line: str) -> bool:
        match = _ATTRIBUTE.match(line)
        if match:
            self._attributes[match[1]] = match[2] or ""
        return match is not None

    def _line(self, place: int, line: str) -> int:
        """Write what begins at a line; return its end."""
        heading = _HEADING.match(line)
        if _FENCE.fullmatch(line):
            return self._fence(line, place)
        if heading and not self._paragraph:
            self._builder.end_chapter()
            self._builder.remove("heading", self._plain(heading[2]))
        elif line.startswith("//"):
            self._remove("comment", line.lstrip("/ "))
        elif _MACRO.match(line):
            self._remove("image" if line.startswith(("image", "video", "audio")) else "code", line)
        elif not self._paragraph and (self._define(line) or _BLOCK_ATTRIBUTES.fullmatch(line)):
            self._verse_next = line.startswith("[verse")
            self._builder.remove("code", line)
        elif not self._paragraph and re.match(r"\.[^\s.]", line):
            self._builder.remove("heading", self._plain(line[1:]))
        elif line in ("'''", "---", "***", "- - -", "* * *", "<<<"):
            self._end_paragraph()
            self._builder.end_chapter()
            self._builder.remove("separator", line)
        elif not line or line == "+":
            self._end_paragraph()
        else:
            self._text(line)
        return place + 1

    def _fence(self, line: str, place: int) -> int:
        self._end_paragraph()
        reason = _FENCES.get(line[0]) if line != "--" else None
        if reason:
            closing = "```" if line.startswith("```") else line
            rows = self._fences.get(closing, [])
            while rows and rows[0] <= place:
                rows.pop(0)
            end = rows[0] if rows else len(self._lines)
            self._builder.remove(reason, " ".join(self._lines[place + 1 : end]))
            return end + 1
        if self._opened and self._opened[-1] == line:
            self._opened.pop()
            self._verse = False
        else:
            self._opened.append(line)
            self._verse, self._verse_next = self._verse_next, False
        return place + 1

    def _text(self, line: str) -> None:
        if not self._paragraph and self._verse_next:
            self._verse, self._verse_next = True, False
        item = None if self._verse else _ITEM.match(line)
        if item:
            self._end_paragraph()
            spoken = item[1] == "-" and SPOKEN_END.search(line)
            line = line if spoken or item[1][0].isdigit() else line[item.end() :]
        elif not self._paragraph:
            line = _ADMONITION.sub("", line, count=1)
        self._paragraph.append(line.strip())

    def _remove(self, reason: Reason, words: str) -> None:
        """Leave out a line, which may stand inside a paragraph."""
        if not self._paragraph:
            self._builder.remove(reason, words)

    def _end_paragraph(self) -> None:
        text, self._paragraph = (" +\n" if self._verse else "\n").join(self._paragraph), []
        self._builder.write_marked(text, _INLINE, self._inline, _signs)
        self._builder.end_paragraph()
        self._verse = self._verse and bool(self._opened)

    def _inline(self, match: re.Match[str]) -> None:
        if match["note"] is not None:
            self._builder.remove("note", match["note"])
        elif match["image"] is not None:
            self._builder.remove("image", match["image"] or "picture")
        elif match["break"]:
            self._builder.break_line()
        else:
            self._builder.write(self._words(match))

    def _words(self, match: re.Match[str], depth: int = 0) -> str:
        if match["attribute"]:
            return self._attributes.get(match["attribute"], match.group())
        for name, around in (("double", "“”"), ("single", "‘’")):
            if match[name]:
                return f"{around[0]}{_signs(match[name])}{around[1]}"
        if (inner := match["inner"] or match["marked"]) and depth < _DEEPEST:
            return self._plain(inner, depth + 1)
        kept = ("escaped", "link", "reference", "passed", "inner", "marked")
        return _signs(next((match[name] for name in kept if match[name]), ""))

    def _plain(self, text: str, depth: int = 0) -> str:
        start, pieces = 0, []
        for match in _INLINE.finditer(text):
            pieces += [_signs(text[start : match.start()]), "" if match["note"] else self._words(match, depth)]
            start = match.end()
        return "".join((*pieces, _signs(text[start:])))


def _signs(text: str) -> str:
    """Return the text with dashes and dots as AsciiDoc sets them."""
    text = re.sub(r"(?<=\w)--(?=\w)|(?<=\s)--(?=\s)|(?<=[\w.?!…,])--$", "—", text).replace("...", "…")
    return _CHARACTER.sub(lambda match: unescape(match.group()), text)
