"""Formatting in Word 97 documents, where it decides about the text.

Names in back-quotes are those of Microsoft's [MS-DOC].
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from styles.formats.office import BODY_LEVEL, DASHES, StyleSheet
from styles.formats.symbols import is_symbol_font, with_symbols
from styles.formats.word97_file import WordFile, number

_STYLES, _CHARACTERS, _PARAGRAPHS, _FONTS, _LISTS, _LIST_USES = 1, 12, 13, 15, 73, 74
"""Numbers of tables in the header."""
_PAGE = 512
"""Bytes of a page of formatting (`ChpxFkp`, `PapxFkp`)."""
_SIZES = {0: 1, 1: 1, 2: 2, 3: 4, 4: 2, 5: 2, 7: 3}
_LONG_TABLE = 0xD608
"""The one modifier whose length has two bytes (`sprmTDefTable`)."""
_BUILT_IN = {
    **{number: f"heading {number}" for number in range(1, 10)},
    **{number: f"index {number - 9}" for number in range(10, 19)},
    **{number: f"toc {number - 18}" for number in range(19, 28)},
    **{29: "footnote text", 31: "header", 32: "footer", 33: "index heading", 34: "caption", 35: "table of figures"},
    **{43: "endnote text", 46: "toc heading", 62: "title", 74: "subtitle"},
}
"""English names of the styles that each language of Word calls its own way (`sti`)."""
_MOST_LEVELS = 9
_ON_AS_STYLE = 0x80
"""From here on a switch says only whether it is as in the style, and not as in it."""


@dataclass(frozen=True, slots=True)
class CharacterFormat:
    """What the formatting of a character says about its reading."""

    deleted: bool = False
    hidden: bool = False
    symbol: tuple[int, int] | None = None
    """The number of a font, and of its character."""
    font: int | None = None


@dataclass(frozen=True, slots=True)
class ParagraphFormat:
    """What the formatting of a paragraph says about its reading."""

    style: str = "0"
    level: int | None = None
    in_table: bool = False
    initial: bool = False
    item: tuple[int, int] = (0, 0)
    """The number of its list, from 1, and its level in it."""


PLAIN = CharacterFormat()


def modifiers(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield the modifiers of a row (`grpprl`) with their operands."""
    offset = 0
    while offset + 2 < len(data):
        code = number(data, offset, 2)
        size = _SIZES.get(code >> 13)
        offset += 2
        if size is None:
            head = 2 if code == _LONG_TABLE else 1
            size = number(data, offset, head) - (head == 2)
            offset += head
        yield code, data[offset : offset + max(0, size)]
        offset += max(0, size)


@lru_cache(maxsize=4096)
def character_format(data: bytes) -> CharacterFormat:
    """Return what a row of modifiers says about characters."""
    deleted = hidden = False
    symbol: tuple[int, int] | None = None
    font: int | None = None
    for code, operand in modifiers(data):
        match code:
            case 0x0800:  # sprmCFRMarkDel
                deleted = bool(number(operand, 0, 1))
            case 0x083C:  # sprmCFVanish
                value = number(operand, 0, 1)
                hidden = value == 1 or value == _ON_AS_STYLE + 1
            case 0x6A09:  # sprmCSymbol
                symbol = number(operand, 0, 2), number(operand, 2, 2)
            case 0x4A4F:  # sprmCRgFtc0
                font = number(operand, 0, 2)
    return CharacterFormat(deleted, hidden, symbol, font)


@lru_cache(maxsize=4096)
def paragraph_format(style: int, data: bytes) -> ParagraphFormat:
    """Return what a row of modifiers says about a paragraph."""
    level: int | None = None
    in_table = initial = False
    use = depth = 0
    for code, operand in modifiers(data):
        value = number(operand, 0, 4)
        match code:
            case 0x4600:  # sprmPIstd
                style = value
            case 0x2640:  # sprmPOutLvl
                level = value
            case 0x2416 | 0x6649:  # sprmPFInTable, sprmPItap
                in_table = bool(value)
            case 0x442C:  # sprmPDcs
                initial = bool(value & 0x7)
            case 0x460B:  # sprmPIlfo
                use = value
            case 0x260A:  # sprmPIlvl
                depth = value
    return ParagraphFormat(str(style), level, in_table, initial, (use, depth))


class Formatting:
    """Formatting by position in the text."""

    def __init__(self, file: WordFile) -> None:
        """Read the pages of formatting."""
        self._file = file
        self._characters = _runs(file, _CHARACTERS)
        self._paragraphs = _runs(file, _PARAGRAPHS)
        self._paragraph_starts = [start for start, _, _ in self._paragraphs]
        self.fonts = _fonts(file.table(_FONTS))
        self._symbolic = frozenset(rank for rank, font in enumerate(self.fonts) if is_symbol_font(font))

    def paragraph(self, position: int) -> ParagraphFormat:
        """Return the format of the paragraph that ends here."""
        piece = self._file.piece(position)
        if piece is None:
            return ParagraphFormat()
        place = piece.offset + (position - piece.start) * piece.width
        rank = bisect_right(self._paragraph_starts, place) - 1
        row = self._paragraphs[rank][2] if rank >= 0 and place < self._paragraphs[rank][1] else b""
        return paragraph_format(number(row, 0, 2), row[2:] + piece.modifiers)

    def characters(self) -> Iterator[tuple[int, int, CharacterFormat]]:
        """Yield start, end and format of all that is not plain."""
        starts = [start for start, _, _ in self._characters]
        for piece in self._file.pieces:
            last = piece.offset + (piece.end - piece.start) * piece.width
            covered = piece.offset
            for rank in range(max(0, bisect_right(starts, piece.offset) - 1), len(starts)):
                start, end, row = self._characters[rank]
                if start >= last:
                    break
                first, after = max(start, covered), min(end, last)
                if first < after:
                    covered = after
                    begin, stop = (piece.start + (place - piece.offset) // piece.width for place in (first, after))
                    yield from self._unusual(begin, stop, row + piece.modifiers)
            if piece.modifiers and covered == piece.offset:
                yield from self._unusual(piece.start, piece.end, piece.modifiers)

    def _unusual(self, start: int, end: int, row: bytes) -> Iterator[tuple[int, int, CharacterFormat]]:
        found = character_format(row) if row else PLAIN
        if found.deleted or found.hidden or found.symbol or found.font in self._symbolic:
            yield start, end, found


def _runs(file: WordFile, table: int) -> list[tuple[int, int, bytes]]:
    """Return places in the main stream, with their rows."""
    plc = file.table(table)
    count = max(0, len(plc) - 4) // 8
    runs: list[tuple[int, int, bytes]] = []
    for rank in range(min(count, len(file.main) // _PAGE + 1)):
        page = number(plc, 4 * (count + 1) + 4 * rank, 4) & 0x3F_FFFF
        fkp = file.main[page * _PAGE : (page + 1) * _PAGE]
        entries = number(fkp, _PAGE - 1, 1)
        for entry in range(entries):
            start, end = number(fkp, 4 * entry, 4), number(fkp, 4 * entry + 4, 4)
            rows = 4 * (entries + 1)
            if table == _CHARACTERS:
                place = 2 * number(fkp, rows + entry, 1)
                size = number(fkp, place, 1)
            else:
                place = 2 * number(fkp, rows + 13 * entry, 1)
                size = 2 * number(fkp, place, 1) - 1
                if size < 0:
                    place += 1
                    size = 2 * number(fkp, place, 1)
            runs.append((start, end, fkp[place + 1 : place + 1 + size] if place else b""))
    return sorted(runs, key=lambda run: run[0])


def word97_styles(file: WordFile) -> StyleSheet:
    """Return the styles of a document (`STSH`), by number."""
    table = file.table(_STYLES)
    offset = 2 + number(table, 0, 2)
    count, base = number(table, 2, 2), number(table, 4, 2)
    names: dict[str, str] = {}
    bases: dict[str, str] = {}
    levels: dict[str, int] = {}
    for style in range(min(count, 4095)):
        size = number(table, offset, 2)
        std = table[offset + 2 : offset + 2 + size]
        offset += 2 + size + size % 2
        if not std:
            continue
        named = base + 2 + 2 * number(std, base, 2)
        names[str(style)] = _BUILT_IN.get(number(std, 0, 2) & 0xFFF) or _text(std[base + 2 : named])
        parent = number(std, 2, 2) >> 4
        bases[str(style)] = "" if parent == 0xFFF else str(parent)
        row = std[named + 2 + (named % 2) :]
        level = paragraph_format(0, row[4 : 2 + number(row, 0, 2)]).level
        if level is not None and number(std, 2, 2) & 0xF == 1:
            levels[str(style)] = min(level, BODY_LEVEL)
    return StyleSheet(names, bases, levels)


def word97_dashes(file: WordFile, fonts: list[str]) -> dict[tuple[int, int], str]:
    """Return list dashes by number of the list, from 1, and level."""
    header = file.table(_LISTS)
    levels, offset = file.table_after(_LISTS), 0
    marks: dict[tuple[int, int], str] = {}
    for rank in range(min(number(header, 0, 2), len(header) // 28)):
        kind = header[2 + 28 * rank : 30 + 28 * rank]
        for level in range(1 if number(kind, 26, 1) & 1 else _MOST_LEVELS):
            mark, offset = _bullet(levels, offset, fonts)
            if mark in DASHES:
                marks[number(kind, 0, 4), level] = f"{DASHES[mark]} "
    uses = file.table(_LIST_USES)
    lists = [number(uses, 4 + 16 * use, 4) for use in range(min(number(uses, 0, 4), len(uses) // 16))]
    return {
        (use, level): mark
        for use, of in enumerate(lists, 1)
        for (kind, level), mark in (marks.items() if marks else ())
        if kind == of
    }


def _bullet(levels: bytes, offset: int, fonts: list[str]) -> tuple[str, int]:
    """Return a list level's mark (`LVL`) and the next level's place."""
    own = offset + 28 + number(levels, offset + 25, 1)
    after = own + number(levels, offset + 24, 1)
    font = character_format(levels[own:after]).font
    end = after + 2 + 2 * number(levels, after, 2)
    mark = _text(levels[after + 2 : end])
    return with_symbols(mark, fonts[font] if font is not None and font < len(fonts) else ""), end


def _fonts(table: bytes) -> list[str]:
    """Return the names of the fonts (`SttbfFfn`)."""
    fonts: list[str] = []
    offset = 4
    for _ in range(min(number(table, 0, 2), len(table))):
        size = number(table, offset, 1)
        entry = table[offset + 1 : offset + 1 + size]
        fonts.append(_text(entry[39:]).partition("\0")[0])
        offset += 1 + size
    return fonts


def positions(plc: bytes, size: int) -> list[int]:
    """Return the positions of a table with entries of `size` bytes."""
    count = max(0, len(plc) - 4) // (4 + size) + 1
    return [number(plc, 4 * rank, 4) for rank in range(count)] if len(plc) >= 4 else []


def stretches(plc: bytes) -> list[tuple[int, int]]:
    """Return the starts and ends of a table of nothing but positions."""
    return list(pairwise(positions(plc, 0)))


def _text(data: bytes) -> str:
    return data[: len(data) // 2 * 2].decode("utf-16-le", errors="replace")
