"""Files of Word 97 to 2003 (DOC): streams, header, pieces.

Names in back-quotes are those of Microsoft's [MS-DOC]. Nothing is read outside the bytes: what a damaged file points to
is cut at their end.
"""

from bisect import bisect_right
from dataclasses import dataclass
from io import BytesIO
from struct import error as StructError

from olefile import OleFileIO

_OPENING = 512
"""Bytes of the header of a compound file."""
_WORD, _ENCRYPTED, _SECOND_TABLE = 0xA5EC, 0x0100, 0x0200
"""`wIdent` of a document, and two of its flags."""
_FIRST_WORD_97 = 0xC0
"""`nFib` of the oldest file of this kind; Word 6 and 95 have 101 to 105."""
_STORIES = (0x4C, 0x50, 0x54, 0x58, 0x5C, 0x60, 0x64, 0x68)
"""Where the lengths of text, footnotes, headers, macros, comments, endnotes, text boxes and theirs of headers stand."""
_PAIRS = 0x9A
"""Where the places of the tables begin (`FibRgFcLcb97`)."""
_CLX = 33
"""The number of the pair for the table of pieces."""
_COMPRESSED = 0x4000_0000
_PRC, _PCDT = 1, 2
_SHORT_MODIFIERS = {0x18: 0x2416, 0x19: 0x2417, 0x41: 0x0800, 0x5C: 0x083C}
"""The modifiers that stand by number in a piece (`Prm0`), of those that are read."""


def number(data: bytes, offset: int, size: int) -> int:
    """Return an unsigned number; bytes that are missing count as zero."""
    return int.from_bytes(data[offset : offset + size], "little") if offset >= 0 else 0


def streams(data: bytes) -> dict[str, bytes] | None:
    """Return the streams by lower-case name, None for a damaged file.

    Other compound files give empty streams under the names that tell their kind.
    """
    if not _is_sound(data):
        return None
    try:
        with OleFileIO(BytesIO(data)) as ole:
            if max(ole.root.size, ole.num_mini_fat_sectors * ole.sector_size) > 2 * len(data):
                return None
            names = [path[0].lower() for path in ole.listdir(streams=True, storages=True)]
            needed = {"worddocument", "0table", "1table"}.intersection(names)
            if any(ole.get_size(name) > len(data) for name in needed):
                return None
            return dict.fromkeys(names, b"") | {name: ole.openstream(name).read() for name in needed}
    except (OSError, ValueError, LookupError, TypeError, ArithmeticError, AttributeError, RecursionError, StructError):
        return None  # whatever damage the library does not expect


def _is_sound(data: bytes) -> bool:
    """Check sizes in the header that a library would follow for ever."""
    shift, small_shift = number(data, 30, 2), number(data, 32, 2)
    if len(data) < 2 * _OPENING or shift not in (9, 12) or small_shift != 6:
        return False
    sectors = len(data) >> shift
    tables, more = number(data, 44, 4), number(data, 72, 4)
    return more <= sectors and tables <= (sectors >> (shift - 2)) + 110


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text, and where its characters stand."""

    start: int
    end: int
    offset: int
    """Its first byte in the main stream."""
    width: int
    """Bytes of a character: 1 or 2."""
    modifiers: bytes
    """What it changes in the formatting of its characters."""


class WordFile:
    """The text of a document with all its stories, and its tables."""

    def __init__(self, found: dict[str, bytes]) -> None:
        """Take the streams of a compound file."""
        self.main = found["worddocument"]
        flags = number(self.main, 10, 2)
        self.is_word = number(self.main, 0, 2) == _WORD and number(self.main, 2, 2) >= _FIRST_WORD_97
        self.is_encrypted = bool(flags & _ENCRYPTED)
        self._table = found.get("1table" if flags & _SECOND_TABLE else "0table", b"")
        self.pieces = [] if self.is_encrypted else self._pieces()
        self._starts = [piece.start for piece in self.pieces]
        self.text = "".join(map(self._characters, self.pieces))
        """All stories, one character for each code unit."""

    def table(self, pair: int) -> bytes:
        """Return a table by the number of its place in the header."""
        offset, length = (number(self.main, _PAIRS + 8 * pair + part, 4) for part in (0, 4))
        return self._table[offset : offset + length]

    def table_after(self, pair: int) -> bytes:
        """Return what stands behind a table without its own place."""
        offset, length = (number(self.main, _PAIRS + 8 * pair + part, 4) for part in (0, 4))
        return self._table[offset + length :]

    def story(self, rank: int) -> tuple[int, int]:
        """Return where a story begins and ends, by its rank."""
        lengths = [number(self.main, place, 4) for place in _STORIES]
        start = min(sum(lengths[:rank]), len(self.text))
        return start, min(start + lengths[rank], len(self.text))

    def piece(self, position: int) -> Piece | None:
        """Return the piece that has a character."""
        rank = bisect_right(self._starts, position) - 1
        return self.pieces[rank] if rank >= 0 else None

    def _pieces(self) -> list[Piece]:
        clx, offset = self.table(_CLX), 0
        modifiers: list[bytes] = []
        while number(clx, offset, 1) == _PRC:
            length = number(clx, offset + 1, 2)
            modifiers.append(clx[offset + 3 : offset + 3 + length])
            offset += 3 + length
        if number(clx, offset, 1) != _PCDT:
            return []
        plc = clx[offset + 5 : offset + 5 + number(clx, offset + 1, 4)]
        count = max(0, len(plc) - 4) // 12
        pieces: list[Piece] = []
        room, start = len(self.main), 0
        for rank in range(count):
            own = plc[4 * (count + 1) + 8 * rank :][:8]
            end, place, modifier = number(plc, 4 * rank + 4, 4), number(own, 2, 4), number(own, 6, 2)
            width = 1 if place & _COMPRESSED else 2
            place = (place & ~_COMPRESSED) // 2 if width == 1 else place
            end = min(end, start + max(0, min(room, len(self.main) - place)) // width)
            if end <= start:
                continue
            pieces.append(Piece(start, end, place, width, _modifiers(modifier, modifiers)))
            room -= (end - start) * width
            start = end
        return pieces

    def _characters(self, piece: Piece) -> str:
        data = self.main[piece.offset : piece.offset + (piece.end - piece.start) * piece.width]
        if piece.width == 1:
            return data.decode("cp1252", errors="replace")
        text = data.decode("utf-16-le", errors="replace")
        if len(text) == piece.end - piece.start:
            return text
        return "".join(chr(number(data, place, 2)) for place in range(0, len(data) // 2 * 2, 2))


def _modifiers(modifier: int, complex_ones: list[bytes]) -> bytes:
    if modifier & 1:
        return complex_ones[modifier >> 1] if modifier >> 1 < len(complex_ones) else b""
    known = _SHORT_MODIFIERS.get(modifier >> 1 & 0x7F)
    return b"" if known is None else known.to_bytes(2, "little") + bytes([modifier >> 8])
