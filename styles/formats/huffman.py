"""Compression of large Mobipocket books by Huffman codes of phrases.

A phrase may be packed itself. Written from the format's description on the MobileRead wiki (HUFF and CDIC records).
"""

import struct
from collections.abc import Iterator, Sequence

from styles.errors import TextError
from styles.formats import error_messages

_DEEPEST = 32
"""Phrases inside phrases. Judgement: real books have a few."""
_BITS = 32


class HuffmanText:
    """Unpacks text records with a book's tables."""

    def __init__(self, tables: Sequence[bytes], max_bytes: int, name: str) -> None:
        """Read the tables; errors use `name`."""
        self._name, self._left = name, max_bytes
        self._phrases: list[tuple[bytes, bool]] = []
        """Bytes, and whether they are plain."""
        if not tables or not tables[0].startswith(b"HUFF") or len(tables[0]) < 24:
            raise self._damaged()
        self._read_codes(tables[0])
        for table in tables[1:]:
            self._read_phrases(table)

    def unpacked(self, records: Sequence[bytes]) -> bytes:
        """Return the text of all records."""
        return b"".join(piece for record in records for piece in self._phrases_of(record, 0))

    def _read_codes(self, table: bytes) -> None:
        first, second = struct.unpack_from(">II", table, 8)
        if first + 1024 > len(table) or second + 256 > len(table):
            raise self._damaged()
        self._short: list[tuple[int, bool, int]] = []
        """By a code's first byte: its length in bits, whether that is final, and the largest code of that length."""
        for entry in struct.unpack_from(">256I", table, first):
            length = entry & 0x1F
            self._short.append((length, bool(entry & 0x80), _largest(entry >> 8, length)))
        bounds = struct.unpack_from(">64I", table, second)
        self._least = [0, *(low << (_BITS - length) for length, low in enumerate(bounds[::2], 1))]
        self._most = [0, *(_largest(high, length) for length, high in enumerate(bounds[1::2], 1))]

    def _read_phrases(self, table: bytes) -> None:
        if not table.startswith(b"CDIC") or len(table) < 16:
            raise self._damaged()
        total, bits = struct.unpack_from(">II", table, 8)
        count = min(1 << min(bits, 16), max(0, total - len(self._phrases)), (len(table) - 16) // 2)
        for offset in struct.unpack_from(f">{count}H", table, 16):
            head = int.from_bytes(table[16 + offset : 18 + offset], "big")
            start = 18 + offset
            self._phrases.append((table[start : start + (head & 0x7FFF)], bool(head & 0x8000)))

    def _phrases_of(self, record: bytes, depth: int) -> Iterator[bytes]:
        """Yield the plain phrases that a record's codes stand for."""
        if depth > _DEEPEST:
            raise self._damaged()
        for number in self._codes(record):
            if not 0 <= number < len(self._phrases):
                raise self._damaged()
            phrase, plain = self._phrases[number]
            if not plain:
                phrase = b"".join(self._phrases_of(phrase, depth + 1))
                self._phrases[number] = (phrase, True)
                self._take(len(phrase))
            if not depth:
                self._take(len(phrase))
            yield phrase

    def _take(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise self._damaged()

    def _codes(self, record: bytes) -> Iterator[int]:
        """Yield the numbers of the phrases."""
        left, place = len(record) * 8, 0
        padded = record + bytes(8)
        while left > 0:
            window = int.from_bytes(padded[place >> 3 : (place >> 3) + 5], "big")
            code = window >> (8 - (place & 7)) & 0xFFFFFFFF
            length, final, most = self._short[code >> 24]
            if not final:
                while length < _BITS and code < self._least[length]:
                    length += 1
                most = self._most[length]
            if not length:
                raise self._damaged()
            left -= length
            place += length
            if left >= 0:
                yield (most - code) >> (_BITS - length)

    def _damaged(self) -> TextError:
        return TextError(error_messages.DAMAGED_KINDLE(name=self._name))


def _largest(code: int, length: int) -> int:
    return ((code + 1) << (_BITS - length)) - 1
