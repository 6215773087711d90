"""Reading of Org files: prose without marks, code, notes and tables."""

import re
from bisect import bisect_right

from styles.formats.text_builder import SPOKEN_END, TextBuilder
from styles.text import Reason

_HEADING = re.compile(r"(\*+)\s+(?:(?:TODO|DONE|NEXT|WAIT|WAITING|DRAFT|HOLD)\s+)?(?:\[#\w\]\s+)?(\S.*)")
_TAGS = re.compile(r"(?<=\s):([\w@#%:]+):$")
_BLOCK = re.compile(r"\s*#\+begin_(\w+)", re.IGNORECASE)
_KEYWORD = re.compile(r"\s*#\+\w[\w-]*(?:\[[^\]]*\])?:")
_PLANNING = re.compile(r"\s*(?:SCHEDULED|DEADLINE|CLOSED|CLOCK):")
_DRAWER = re.compile(r"\s*:[\w-]+:\s*")
_NOTE = re.compile(r"\[fn:[\w-]+\]\s+\S|\[\d+\]\s+\S")
_ITEM = re.compile(r"\s*(?:[-+]|\d{1,3}[.)])\s+(?:\[[ X-]\]\s+)?(?=\S)|\s+\*\s+(?=\S)")
_RULE = re.compile(r"\s*-{5,}\s*")
_INLINE = re.compile(
    r"\[\[(?P<target>[^\[\]]+)\](?:\[(?P<words>[^\[\]]+)\])?\]|\[fn:(?P<note>[\w-]*)(?::(?P<inside>[^\[\]]*))?\]"
    r"|[<\[](?P<date>\d{4}-\d\d-\d\d[^<>\[\]\n]{0,40})[>\]]|(?P<break>\\\\)\s*(?:\n|$)"
    r"|(?<![^\s({'\"“«—–-])(?P<mark>[*/_=~+])(?P<marked>(?=\S)(?:(?!(?P=mark))[\s\S]){1,600}+)(?<=\S)(?P=mark)(?!\w)"
)
_DEEPEST = 4
"""Marks inside marks. Judgement: nobody writes more."""
_PICTURE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|tiff?|pdf)$", re.IGNORECASE)
_BLOCKS: dict[str, Reason] = {
    **dict.fromkeys(["src", "example", "export", "html", "latex"], "code"),
    "comment": "comment",
}
"""Blocks that are left out; quotes, verse and the author's own blocks are text."""


def read_org(text: str) -> TextBuilder:
    """Return the prose of an Org file."""
    builder = TextBuilder()
    _Document(builder, text.split("\n")).write()
    builder.end_chapter()
    return builder


class _Document:
    """One pass over the lines of a file."""

    def __init__(self, builder: TextBuilder, lines: list[str]) -> None:
        self._builder, self._lines = builder, lines
        self._paragraph: list[str] = []
        self._verse = False
        self._ends: dict[str, list[int]] = {}
        """The lines that close drawers and blocks, by their words."""
        for row, line in enumerate(lines):
            if (words := line.strip().lower()).startswith((":end:", "#+end_")):
                self._ends.setdefault(words, []).append(row)

    def write(self) -> None:
        place = 0
        while place < len(self._lines):
            place = self._line(place, self._lines[place])
        self._end_paragraph()

    def _line(self, place: int, line: str) -> int:
        """Write what begins at a line; return its end."""
        heading, block = _HEADING.match(line), _BLOCK.match(line)
        if heading:
            return self._heading(heading, place)
        if block:
            return self._block(block[1].lower(), place)
        if line.strip().lower().startswith("#+end_"):
            self._end_paragraph()
            self._verse = False
        elif _KEYWORD.match(line) or _PLANNING.match(line):
            self._remove("description", line)
        elif re.match(r"\s*#(?:\s|$)", line):
            self._remove("comment", line.strip("# "))
        elif _DRAWER.fullmatch(line) and (end := self._closing(":end:", place)):
            self._remove("description", " ".join(self._lines[place:end]))
            return end
        elif line.lstrip().startswith("|"):
            return self._while("|", "table", place)
        elif line.lstrip().startswith(": ") and not self._paragraph:
            return self._while(": ", "code", place)
        elif _NOTE.match(line):
            end = next(
                (row for row in range(place, len(self._lines)) if not self._lines[row].strip()), len(self._lines)
            )
            self._remove("note", " ".join(self._lines[place:end]))
            return end
        elif _RULE.fullmatch(line):
            self._end_paragraph()
            self._builder.end_chapter()
            self._builder.remove("separator", line)
        elif not line.strip():
            self._end_paragraph()
        else:
            self._text(line)
        return place + 1

    def _text(self, line: str) -> None:
        item = None if self._verse else _ITEM.match(line)
        if item:
            self._end_paragraph()
            spoken = item.group().strip() == "-" and SPOKEN_END.search(line)
            line = line if spoken or item.group().strip()[0].isdigit() else line[item.end() :]
        self._paragraph.append(line.strip())

    def _heading(self, heading: re.Match[str], place: int) -> int:
        self._end_paragraph()
        stars, words = heading[1], heading[2].rstrip()
        tags = _TAGS.search(words)
        words = words[: tags.start()] if tags else words
        self._builder.end_chapter()
        if words.startswith("COMMENT") or (tags and "noexport" in tags[1].split(":")):
            end = place + 1
            while end < len(self._lines) and not _is_beside(self._lines[end], len(stars)):
                end += 1
            reason: Reason = "comment" if words.startswith("COMMENT") else "outside the reading order"
            self._builder.remove(reason, " ".join(self._lines[place:end]))
            return end
        self._builder.remove("heading", _plain(words))
        return place + 1

    def _block(self, name: str, place: int) -> int:
        end = self._closing(f"#+end_{name}", place)
        self._end_paragraph()
        if name in _BLOCKS and end:
            self._builder.remove(_BLOCKS[name], " ".join(self._lines[place + 1 : end - 1]))
            return end
        self._verse = name == "verse"
        return place + 1

    def _closing(self, words: str, place: int) -> int:
        """Return the line after the one that closes, 0 without one."""
        rows = self._ends.get(words, [])
        after = bisect_right(rows, place)
        return rows[after] + 1 if after < len(rows) else 0

    def _while(self, sign: str, reason: Reason, place: int) -> int:
        end = place
        while end < len(self._lines) and self._lines[end].lstrip().startswith(sign):
            end += 1
        self._remove(reason, " ".join(self._lines[place:end]))
        return end

    def _remove(self, reason: Reason, words: str) -> None:
        self._end_paragraph()
        self._builder.remove(reason, words)

    def _end_paragraph(self) -> None:
        text, self._paragraph = ("\\\\\n" if self._verse else "\n").join(self._paragraph), []
        self._builder.write_marked(text, _INLINE, self._inline, _signs)
        self._builder.end_paragraph()

    def _inline(self, match: re.Match[str]) -> None:
        if match["target"]:
            if match["words"] is None and _PICTURE.search(match["target"]):
                self._builder.remove("image", match["target"])
            else:
                self._builder.write(match["words"] or match["target"])
        elif match["note"] is not None:
            if match["inside"]:
                self._builder.remove("note", match["inside"])
            else:
                self._builder.mark_note(match.group())
        elif match["date"]:
            self._builder.remove("date", match["date"])
        elif match["break"]:
            self._builder.break_line()
        else:
            self._builder.write(_plain(match["marked"]))


def _is_beside(line: str, depth: int) -> bool:
    heading = _HEADING.match(line)
    return bool(heading) and len(line) - len(line.lstrip("*")) <= depth


def _signs(text: str) -> str:
    """Return the text with dashes as Org sets them."""
    return text.replace("---", "—")


def _plain(text: str, depth: int = 0) -> str:
    def words(match: re.Match[str]) -> str:
        inner = match["words"] or match["marked"] or ""
        return _plain(inner, depth + 1) if depth < _DEEPEST else inner

    return _signs(_INLINE.sub(words, text))
