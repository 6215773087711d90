"""Conversion of a plain-text file's lines to paragraphs, in any layout.

Three layouts occur in the wild: paragraphs between blank lines, one paragraph a line, and lines wrapped by hand at some
width (with blank lines, indents, or nothing but a short last line to mark a paragraph's end). The result always has
paragraphs separated by one blank line; lines that are meant as lines (verse) stay lines.

Not covered: tables, several columns, text set with a drop capital.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from statistics import median, quantiles

from styles.text import with_newlines

ENDS_SENTENCE = re.compile(r"[.!?…:;][\"'»”’)\]*_—–-]*$")
"""Matches the end of a line that ends a sentence or a clause."""
_OPENING = re.compile(r"^[\"'«“„‘(\[*_¿¡—–―-]*\s*")
_SPOKEN = re.compile(r"\s*[-–—―]+\s*\S")
_SPLIT_WORD = re.compile("(?<![^\\W\\d_])(?P<left>[^\\W\\d_]+)(?P<hyphen>-)\ufdd1(?P<right>[^\\W\\d_]+)")
_LONG_VERSE = 50
"""Characters of a line beyond most verse. Judgement; tests/test_layout.py passes from 25 to 75."""
_WRAP_LIMIT = 110
"""No hand-wrapped file known to us has lines longer than this."""


def reflow(text: str) -> str:
    """Return the text with one paragraph per block; words never change.

    Of hand-wrapped lines `"The rain had\\nbeen falling.\\n  Ann slept."` makes two paragraphs: `"The rain had been
    falling.\\n\\nAnn slept."`

    Form feeds (chapter borders) stay where they are, alone between blocks. All chapters are taken to have one layout,
    which a chapter of two lines does not show by itself.
    """
    text = with_newlines(text)
    chapters = [[line.rstrip().expandtabs(4) for line in chapter.split("\n")] for chapter in text.split("\f")]
    layout = _Layout([line for chapter in chapters for line in (*chapter, "")])
    return "\f".join("\n\n".join(layout.paragraphs(chapter)) for chapter in chapters)


def has_a_paragraph_a_line(text: str) -> bool:
    """Check whether each line of an unwrapped text is a paragraph.

    One long line that ends a sentence before another is enough: nobody wraps a text at such a width.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    if _wrap_width(lines):
        return False
    followed = [line for line, after in pairwise(lines) if line and after]
    long = [line for line in followed if len(line) > _WRAP_LIMIT and ENDS_SENTENCE.search(line)]
    return bool(long) or _one_paragraph_a_line(lines)


class _Layout:
    """The layout of a file, from all its lines."""

    def __init__(self, lines: list[str]) -> None:
        self._width = _wrap_width(lines)
        self._a_line_each = not self._width and _one_paragraph_a_line(lines)

    def paragraphs(self, lines: list[str]) -> list[str]:
        """Return the paragraphs of some of the file's lines."""
        if self._a_line_each:
            return [_squeeze(line) for line in lines if line.strip()]
        if self._width:
            return [paragraph for block in _blocks(lines) for paragraph in _unwrap(block, self._width)]
        return ["\n".join(_squeeze(line) for line in block) for block in _blocks(lines)]


def _wrap_width(lines: list[str]) -> int:
    """Return the width of hand-wrapped lines, 0 where there are none.

    Wrapped prose is known by lines that crowd at one length: most lines that another line follows are nearly full, end
    in mid-sentence, and are followed by a small letter, which is what tells them from verse.
    """
    lengths = [len(line) for line in lines if line]
    within = [length for length in lengths if length <= _WRAP_LIMIT]
    pairs = [(line, after) for line, after in pairwise(lines) if line and after]
    if len(within) < 0.9 * len(lengths) or len(within) < 3 or len(pairs) < 3:
        return 0
    width = int(quantiles(within, n=20)[-1])
    full = sum(len(line) >= 0.75 * width for line, _ in pairs) / len(pairs)
    unfinished = sum(not ENDS_SENTENCE.search(line) for line, _ in pairs) / len(pairs)
    running_on = sum(not starts_large(after) for _, after in pairs) / len(pairs)
    # Either lines are mostly full and cut sentences, or nearly all cut sentences at a length that verse rarely has.
    crowded = full > 0.45 and unfinished > 0.4 and running_on > 0.4
    plain = unfinished > 0.6 and running_on > 0.6 and median(len(line) for line, _ in pairs) > _LONG_VERSE
    return width if crowded or plain else 0


def _one_paragraph_a_line(lines: list[str]) -> bool:
    """Check whether each line is a paragraph of its own.

    Such lines follow each other, end sentences, and are long. Lines of dialogue are short, so it is enough that some
    are longer than verse is, or that many begin with a dash.
    """
    followed = [line for line, after in pairwise(lines) if line and after]
    if len(followed) < 2:
        return False
    ends = sum(bool(ENDS_SENTENCE.search(line)) for line in followed) / len(followed)
    lengths = sorted(map(len, followed))
    spoken = sum(is_spoken(line) for line in followed) / len(followed)
    return ends > 0.6 and (median(lengths) > 60 or lengths[len(lengths) * 9 // 10] > _WRAP_LIMIT or spoken > 0.2)


def _blocks(lines: list[str]) -> list[list[str]]:
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return [block for block in blocks if block]


def _unwrap(block: list[str], width: int) -> list[str]:
    """Return the joined paragraphs of a hand-wrapped block; verse keeps its lines."""
    if _is_verse(block, width):
        return ["\n".join(_squeeze(line) for line in block)]
    margin = min(_indent(line) for line in block)
    paragraphs: list[list[str]] = []
    previous = ""
    for line in block:
        indented = _indent(line) >= margin + 2
        after_short_line = len(previous) < 0.75 * width and bool(ENDS_SENTENCE.search(previous)) and starts_large(line)
        if not paragraphs or indented or after_short_line:
            paragraphs.append([line.strip()])
        else:
            paragraphs[-1].append(line.strip())
        previous = line
    return [_squeeze("".join(_with_joints(lines))) for lines in paragraphs]


def _is_verse(block: list[str], width: int) -> bool:
    """Check for verse: several short lines with capitals, none spoken."""
    if len(block) < 3 or max(len(line.strip()) for line in block) > 0.8 * width:
        return False
    if sum(is_spoken(line) for line in block) > 0.5 * len(block):
        return False
    return sum(starts_large(line) for line in block) > 0.7 * len(block)


def starts_large(line: str) -> bool:
    """Check whether a line begins with a capital, dash or number."""
    line = line.strip()
    if is_spoken(line):
        return True
    letter = _OPENING.sub("", line, count=1)[:1]
    return letter.isdigit() or letter.isupper()


def is_spoken(line: str) -> bool:
    """Check whether a line begins with a dash, as dialogue does."""
    return bool(_SPOKEN.match(line))


def _with_joints(lines: list[str]) -> Iterator[str]:
    """Yield wrapped lines with their joints; `dehyphenate` judges hyphens."""
    yield from lines[:1]
    for before, line in pairwise(lines):
        if before.endswith(_SOFT_HYPHEN):
            yield line
        elif before.endswith("-") and before[-2:-1].isalpha() and line[:1].isalpha():
            yield LINE_END_HYPHEN + line
        else:
            yield f" {line}"


_SOFT_HYPHEN = "\u00ad"
"""Stays where it joins two lines: it is invisible, and the cleaning step takes all of them out."""
LINE_END_HYPHEN = "\ufdd1"
"""Marks, behind a hyphen, that a line ended there (a code point that no text may use)."""


def dehyphenate(text: str) -> str:
    """Return the text with words rejoined across line ends.

    `well-` + `known` keeps its hyphen when the text spells it `well-known` elsewhere or never `wellknown` while the
    parts are words of the text by themselves; otherwise the hyphen was the typesetter's and goes.
    """
    pieces, start = [], 0
    for index in line_end_hyphens(text):
        pieces.append(text[start:index])
        start = index + 1
    return "".join((*pieces, text[start:])).replace(LINE_END_HYPHEN, "")


def line_end_hyphens(text: str, hyphenated: bool = True) -> list[int]:
    """Return the indices of the typesetter's hyphens, which have to go.

    Where the typesetter `hyphenated` nothing, only those go without which the word stands elsewhere in the text.
    """
    if LINE_END_HYPHEN not in text:
        return []
    known = set(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", _SPLIT_WORD.sub(" ", text).lower()))
    return [match.start("hyphen") for match in _SPLIT_WORD.finditer(text) if _is_one_word(match, known, hyphenated)]


def _is_one_word(match: re.Match[str], known: set[str], hyphenated: bool) -> bool:
    left, right = match["left"].lower(), match["right"].lower()
    if not hyphenated:
        return left + right in known and f"{left}-{right}" not in known
    hyphened = f"{left}-{right}" in known or (left + right not in known and left in known and right in known)
    return not hyphened


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _squeeze(line: str) -> str:
    """Return the line with plain spaces single, others untouched."""
    return re.sub(r" {2,}", " ", line).strip()
