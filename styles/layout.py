"""From the lines of a plain-text file to paragraphs, whatever layout the file uses.

Three layouts occur in the wild: paragraphs between blank lines, one paragraph a line, and lines wrapped by hand at some
width (with blank lines, indents, or nothing but a short last line to mark a paragraph's end). The result always has
paragraphs separated by one blank line; lines that are meant as lines (verse) stay lines.

Not covered: tables, several columns, text set with a drop capital.
"""

import re
from statistics import median, quantiles

_ENDS_SENTENCE = re.compile(r"[.!?…:;][\"'»”’)\]*_—–-]*$")
_STARTS_PARAGRAPH = re.compile(r"[\"'«“‘(\[*_—–-]*\s*[^\W\d_a-zа-яё]|[—–-]|\d")
_WRAP_LIMIT = 110
"""No hand-wrapped file known to us has lines longer than this."""


def reflow(text: str) -> str:
    """Return the text with one paragraph per block, blocks separated by one blank line; words are never changed.

    Form feeds (chapter borders) stay where they are, alone between blocks.
    """
    chapters = text.replace("\r\n", "\n").replace("\r", "\n").split("\f")
    return "\f".join("\n\n".join(_paragraphs(chapter)) for chapter in chapters)


def _paragraphs(text: str) -> list[str]:
    lines = [line.rstrip().expandtabs(4) for line in text.split("\n")]
    if not any(lines):
        return []
    width = _wrap_width(lines)
    if width:
        return [paragraph for block in _blocks(lines) for paragraph in _unwrap(block, width)]
    if _one_paragraph_a_line(lines):
        return [_squeeze(line) for line in lines if line.strip()]
    return ["\n".join(_squeeze(line) for line in block) for block in _blocks(lines)]


def _wrap_width(lines: list[str]) -> int:
    """Return the width at which the lines were wrapped by hand, 0 when they were not.

    Wrapped prose is known by lines that crowd at one length: most lines that another line follows are nearly full.
    """
    lengths = [len(line) for line in lines if line]
    if len(lengths) < 3:
        return 0
    width = int(quantiles(lengths, n=20)[-1])
    followed = [len(line) for line, after in zip(lines, lines[1:], strict=False) if line and after]
    if width > _WRAP_LIMIT or len(followed) < 3:
        return 0
    full = sum(length >= 0.75 * width for length in followed) / len(followed)
    unfinished = sum(
        not _ENDS_SENTENCE.search(line) for line, after in zip(lines, lines[1:], strict=False) if line and after
    ) / len(followed)
    return width if full > 0.55 and unfinished > 0.4 else 0


def _one_paragraph_a_line(lines: list[str]) -> bool:
    """Tell whether each line is a paragraph of its own: long lines that follow each other without blank lines."""
    followed = [line for line, after in zip(lines, lines[1:], strict=False) if line and after]
    if not followed:
        return False
    ends = sum(bool(_ENDS_SENTENCE.search(line)) for line in followed) / len(followed)
    return ends > 0.6 and median(len(line) for line in followed) > 60


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _unwrap(block: list[str], width: int) -> list[str]:
    """Return the paragraphs of one block of hand-wrapped lines, joined; a block of verse stays as lines."""
    if _is_verse(block, width):
        return ["\n".join(_squeeze(line) for line in block)]
    margin = min(_indent(line) for line in block)
    paragraphs: list[str] = []
    previous = ""
    for line in block:
        indented = _indent(line) >= margin + 2
        after_short_line = (
            len(previous) < 0.75 * width
            and bool(_ENDS_SENTENCE.search(previous))
            and bool(_STARTS_PARAGRAPH.match(line.strip()))
        )
        if not paragraphs or indented or after_short_line:
            paragraphs.append(line.strip())
        else:
            paragraphs[-1] = _join(paragraphs[-1], line.strip())
        previous = line
    return [_squeeze(paragraph) for paragraph in paragraphs]


def _is_verse(block: list[str], width: int) -> bool:
    """Tell whether a block is verse: several lines, all clearly short, most beginning with a capital."""
    if len(block) < 3 or max(len(line.strip()) for line in block) > 0.8 * width:
        return False
    return sum(bool(_STARTS_PARAGRAPH.match(line.strip())) for line in block) > 0.7 * len(block)


def _join(start: str, rest: str) -> str:
    """Join two wrapped lines; a hyphen at the line end stays for the cleaning step to judge, without a space."""
    if start.endswith("\u00ad"):
        return start[:-1] + rest
    if re.search(r"[^\W\d_]-$", start) and re.match(r"[^\W\d_]", rest):
        return start + LINE_END_HYPHEN + rest
    return f"{start} {rest}"


LINE_END_HYPHEN = "\u2060"
"""Marks, behind a hyphen, that a line ended there (a word joiner: invisible, and in no text by itself)."""


def dehyphenate(text: str) -> str:
    """Return the text with words that were split at line ends joined again.

    `well-` + `known` keeps its hyphen when the text spells it `well-known` elsewhere or never `wellknown` while the
    parts are words of the text by themselves; otherwise the hyphen was the typesetter's and goes.
    """
    if LINE_END_HYPHEN not in text:
        return text
    known = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", text.lower()))

    def rejoin(match: re.Match[str]) -> str:
        left, right = match.group(1), match.group(2)
        joined, hyphened = (left + right).lower(), f"{left}-{right}".lower()
        if hyphened in known or (joined not in known and left.lower() in known and right.lower() in known):
            return f"{left}-{right}"
        return left + right

    return re.sub(rf"([^\W\d_]+)-{LINE_END_HYPHEN}([^\W\d_]+)", rejoin, text).replace(LINE_END_HYPHEN, "")


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _squeeze(line: str) -> str:
    """Return the line without justification: runs of plain spaces become one; other spaces are the author's."""
    return re.sub(r" {2,}", " ", line).strip()
