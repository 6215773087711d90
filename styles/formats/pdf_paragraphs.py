"""Conversion of PDF lines to paragraphs, verse and chapters."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from styles.cleaning.layout import ENDS_SENTENCE, LINE_END_HYPHEN, is_spoken, line_end_hyphens, starts_large
from styles.formats.pdf_layout import PageLayout
from styles.formats.pdf_lines import MARKER_END, MARKER_START, Line
from styles.formats.text_builder import TextBuilder
from styles.language.words import WORD
from styles.text import Reason

_PARAGRAPH, _VERSE_LINE, _SPACE, _HYPHEN, _DROPPED_HYPHEN = "paragraph", "verse line", "space", "hyphen", "dropped"
_ON_THE_PAGE: frozenset[Reason] = frozenset(["page number", "running head", "note", "outside the reading order"])
"""A sentence reads on over these."""
_LEAST_STANZA = 3
"""Lines of a stanza at least. Judgement: two short lines may be an address or a signature."""
_LEAST_LINES = 3
"""Lines of a frame at least for its margins to count. Judgement: fewer may all be short; with 1 and with 8 the book of
short poems in tests/test_pdf.py comes out otherwise."""
_LEAST_HYPHENED = 0.03
"""A typesetter who hyphenates at all splits a word at the end of more of the lines."""
_PIECES = re.compile(f"({MARKER_START}[^{MARKER_END}]*{MARKER_END})")
_INDENT = 0.6
"""How far a paragraph's first line is set in at least, in sizes of the type."""


def typeset(pages: Sequence[Sequence[Line]]) -> TextBuilder:
    """Return the text of pages, with lines in reading order."""
    layout = PageLayout([list(page) for page in pages])
    layout.remove_paratext()
    builder = TextBuilder()
    _write(layout, builder)
    return builder


class _Frame:
    """Lines of one page or column, and their margins."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.left = min(line.left for line in lines)
        self.right = max(line.right for line in lines)
        self.size = max(line.size for line in lines)
        self.lines = len(lines)

    def adopt(self, usual: Sequence[tuple[float, float]]) -> None:
        """Widen the margins to those of other frames.

        A page of nothing but dialogue shows only its indents.
        """
        near = [margins for margins in usual if self.left - 4 * self.size < margins[0] < self.left + 1]
        if near:
            left, right = max(near)
            self.left = min(self.left, left)
            self.right = max(self.right, right)


@dataclass(slots=True)
class _SetLine:
    """A line in its frame, with its relation to the line before."""

    line: Line
    frame: _Frame
    parted: bool = True
    """True when more than the usual gap, or something left out, stands above."""
    beside: bool = False
    """True when it stands on the baseline of the line before."""
    room: bool = False
    """True when the line before had room for the first word of this one."""
    join: str = _PARAGRAPH
    """What joins it to the line before."""


@dataclass(frozen=True, slots=True)
class _LeftOut:
    reason: Reason
    text: str


def _write(pages: PageLayout, builder: TextBuilder) -> None:
    """Write paragraphs and removals in page order."""
    items = list(_items(pages))
    lines = [line for line in items if isinstance(line, _SetLine)]
    for before, line in pairwise(lines):
        line.room = not line.beside and _has_room(before, line)
        opens = line.parted or (not line.beside and _opens(before, line))
        line.join = _PARAGRAPH if opens else _joint(before.line.text, line.line.text)
    _keep_verse(lines)
    _drop_hyphens(lines)
    after = {id(before): line for before, line in pairwise(lines)}
    for item in items:
        if isinstance(item, _SetLine):
            _write_line(builder, item, after.get(id(item)))
            continue
        if item.reason == "heading":
            builder.end_chapter()
        builder.remove(item.reason, item.text)
    builder.end_paragraph()


def _write_line(builder: TextBuilder, item: _SetLine, after: _SetLine | None) -> None:
    if item.join == _PARAGRAPH:
        builder.end_paragraph()
    elif item.join == _VERSE_LINE:
        builder.break_line()
    elif item.join == _SPACE:
        builder.write(" ")
    text = item.line.text
    dropped = after is not None and after.join == _DROPPED_HYPHEN
    for piece in _PIECES.split(text[:-1] if dropped else text):
        if piece.startswith(MARKER_START):
            builder.mark_note(piece.strip(MARKER_START + MARKER_END))
        else:
            builder.write(piece)
    if dropped:
        builder.remove("line-end hyphen", text[-1])


def _items(pages: PageLayout) -> Iterator[_SetLine | _LeftOut]:
    """Yield text lines and removals in order, headings joined."""
    framed = [_framed(pages, number) for number in range(len(pages.pages))]
    usual = _usual_margins([frame for frames in framed for frame in set(frames.values())])
    for frame in {frame for frames in framed for frame in frames.values()}:
        frame.adopt(usual)
    before: tuple[int, Line] | None = None
    initial = ""
    heading: list[str] = []
    for number, page in enumerate(pages.pages):
        for index, line in enumerate(page):
            reason = pages.reasons[number][index]
            if heading and reason != "heading":
                yield _LeftOut("heading", " ".join(heading))
                heading = []
            if reason is None and pages.is_drop_capital(number, index):
                initial = line.text
            elif reason is None:
                whole = _with_initial(initial, line, pages.known_words) if initial else line
                parted = before is None or pages.parts(before, (number, line))
                yield _SetLine(whole, framed[number][index], parted, pages.are_beside(before, (number, line)))
                before, initial = (number, line), ""
            elif reason == "heading":
                heading.append(line.plain)
                before = None
            else:
                yield _LeftOut(reason, line.plain)
                before = before if reason in _ON_THE_PAGE else None
    if heading:
        yield _LeftOut("heading", " ".join(heading))


def _framed(pages: PageLayout, number: int) -> dict[int, _Frame]:
    """Return each text line's frame; a higher line begins a new one."""
    groups: list[list[int]] = []
    page = pages.pages[number]
    for index in pages.kept(number):
        if not groups or page[index].baseline > page[groups[-1][-1]].baseline + pages.leading:
            groups.append([])
        groups[-1].append(index)
    frames = [(group, _Frame([page[index] for index in group])) for group in groups]
    return {index: frame for group, frame in frames for index in group}


def _usual_margins(frames: Sequence[_Frame]) -> list[tuple[float, float]]:
    """Return many frames' left and right margins; two lines show none."""
    rights: dict[int, list[float]] = {}
    for frame in [frame for frame in frames if frame.lines >= _LEAST_LINES] or frames:
        rights.setdefault(round(frame.left), []).append(frame.right)
    most = max(map(len, rights.values()), default=0)
    usual = {left: sorted(edges) for left, edges in rights.items() if len(edges) >= max(2, 0.3 * most)}
    return [(left, edges[len(edges) * 9 // 10]) for left, edges in usual.items()]


def _with_initial(initial: str, line: Line, known: frozenset[str]) -> Line:
    """Return a line with its large initial, which may be a word."""
    first = WORD.search(line.text)
    word = first.group().lower() if first and first.start() == 0 else ""
    letter = "".join(filter(str.isalpha, initial)).lower()
    parted = word in known and letter + word not in known and letter in known
    return replace(line, text=f"{initial.strip()}{' ' * parted}{line.text}")


def _has_room(before: _SetLine, item: _SetLine) -> bool:
    """Check whether the line's first word would fit the line before."""
    word = item.line.plain.split(maxsplit=1)[0]
    width = (len(word) + 1) * before.line.letter
    return before.frame.right - before.line.right > width + 0.3 * before.line.size


def _opens(before: _SetLine, item: _SetLine) -> bool:
    """Check for a paragraph's beginning: indent, or room on the line before."""
    ended = bool(ENDS_SENTENCE.search(before.line.plain))
    if not ended and not item.room and not starts_large(item.line.plain):
        return False
    if _is_indented(item):
        return ended or item.room or not _is_indented(before)
    if item.room and _is_indented(before) and starts_large(item.line.plain):
        return True
    return ended and item.room and starts_large(item.line.plain)


def _is_indented(item: _SetLine) -> bool:
    return item.line.left - item.frame.left > _INDENT * item.line.size


def _joint(before: str, text: str) -> str:
    return _HYPHEN if before.endswith("-") and before[-2:-1].isalpha() and text[:1].isalpha() else _SPACE


def _keep_verse(lines: Sequence[_SetLine]) -> None:
    """Mark lines broken on purpose as lines of a stanza."""
    stanza: list[_SetLine] = []
    for item in lines:
        if item.parted or not item.room:
            _join_verse(stanza)
            stanza = []
        stanza.append(item)
    _join_verse(stanza)


def _join_verse(stanza: Sequence[_SetLine]) -> None:
    stanza = stanza[bool(stanza) and stanza[0].join != _PARAGRAPH :]  # not the last line of a paragraph above
    texts = [item.line.plain for item in stanza]
    if len(texts) < _LEAST_STANZA or sum(map(is_spoken, texts)) > 0.3 * len(texts):
        return
    large = sum(map(starts_large, texts)) / len(texts)
    ended = sum(bool(ENDS_SENTENCE.search(text)) for text in texts) / len(texts)
    if large >= 0.7 and ended <= 0.6:
        for item in stanza[1:]:
            item.join = _VERSE_LINE


def _drop_hyphens(lines: Sequence[_SetLine]) -> None:
    """Mark the typesetter's hyphens at line ends for removal."""
    hyphened = [item for item in lines if item.join == _HYPHEN]
    joints = {_HYPHEN: LINE_END_HYPHEN, _PARAGRAPH: "\n\n", _VERSE_LINE: "\n", _SPACE: " "}
    whole = "".join(joints[item.join] + item.line.plain for item in lines)
    dropped = frozenset(line_end_hyphens(whole, len(hyphened) > _LEAST_HYPHENED * len(lines)))
    for item, match in zip(hyphened, re.finditer(LINE_END_HYPHEN, whole), strict=True):
        if match.start() - 1 in dropped:
            item.join = _DROPPED_HYPHEN
