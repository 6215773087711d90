"""Palm databases, the container of old e-books, and PalmDoc's compression.

Described on the MobileRead wiki (PDB, PalmDOC, MOBI).
"""

import struct
from dataclasses import dataclass
from functools import cached_property

from styles.errors import TextError
from styles.formats import error_messages
from styles.formats.huffman import HuffmanText

_RECORDS_AT = 76
_FIRST_ENTRY = 78
_STORED, _PALMDOC, _HUFFMAN = 1, 2, 17_480


@dataclass(frozen=True)
class PalmBook:
    """One book of a database, described by its first record."""

    records: list[bytes]
    """The records from the book's own first one on."""
    name: str
    """For errors."""
    max_bytes: int

    @cached_property
    def header(self) -> bytes:
        """The first record."""
        return self.records[0] if self.records else b""

    def number(self, place: int, size: int = 4) -> int:
        """Return a number of the first record, 0 beyond its end."""
        return int.from_bytes(self.header[place : place + size], "big")

    @property
    def is_mobi(self) -> bool:
        """Whether the text is a page of Mobipocket."""
        return self.header[16:20] == b"MOBI"

    @property
    def is_locked(self) -> bool:
        """Whether the text is encrypted (DRM)."""
        return self.number(12, 2) != 0

    def text(self) -> bytes:
        """Return the unpacked text."""
        method, count = self.number(0, 2), self.number(8, 2)
        packed = [self._without_trailers(record) for record in self.records[1 : count + 1]]
        if method == _HUFFMAN:
            first, number = self.number(112), self.number(116)
            tables = self.records[first : first + number] if first else []
            return HuffmanText(tables, self.max_bytes, self.name).unpacked(packed)
        if method not in (_STORED, _PALMDOC):
            raise damaged(self.name)
        pieces: list[bytes] = []
        size = 0
        for record in packed:
            pieces.append(unpacked(record) if method == _PALMDOC else record)
            size += len(pieces[-1])
            if size > self.max_bytes:
                raise damaged(self.name)
        return b"".join(pieces)

    def _without_trailers(self, record: bytes) -> bytes:
        """Return a text record without what is not text at its end.

        Each bit of the flags above the lowest is one entry, whose size stands at its end, seven bits a byte; the lowest
        is a character that goes on in the next record, whose bytes stand there too.
        """
        flags = self.number(242, 2) if self.is_mobi and self.number(20) >= 0xE4 else 0
        for _ in range((flags >> 1).bit_count()):
            size = 0
            for shift, byte in enumerate(reversed(record[-4:])):
                size |= (byte & 0x7F) << (7 * shift)
                if byte & 0x80:
                    break
            record = record[: max(0, len(record) - size)]
        if flags & 1 and record:
            record = record[: max(0, len(record) - (record[-1] & 3) - 1)]
        return record


def records_of(data: bytes) -> list[bytes]:
    """Return the records of a database, without those beyond its end."""
    count = int.from_bytes(data[_RECORDS_AT:_FIRST_ENTRY], "big")
    entries = data[_FIRST_ENTRY : _FIRST_ENTRY + 8 * count]
    starts = [start for start, _ in struct.iter_unpack(">II", entries[: len(entries) // 8 * 8])]
    # records that overlap would make more bytes than the file has
    ordered = all(start <= after for start, after in zip(starts, starts[1:], strict=False))
    return [data[start:end] for start, end in zip(starts, [*starts[1:], len(data)], strict=False)] if ordered else []


def unpacked(record: bytes) -> bytes:
    """Return a record without PalmDoc's compression."""
    text = bytearray()
    place = 0
    while place < len(record):
        byte = record[place]
        place += 1
        if 1 <= byte <= 8:
            text += record[place : place + byte]
            place += byte
        elif byte < 0x80:
            text.append(byte)
        elif byte >= 0xC0:
            text += bytes((0x20, byte ^ 0x80))
        elif place < len(record):
            pair = byte << 8 | record[place]
            place += 1
            distance = pair >> 3 & 0x7FF
            if 0 < distance <= len(text):
                for _ in range((pair & 7) + 3):
                    text.append(text[-distance])
    return bytes(text)


def damaged(name: str) -> TextError:
    """Return the error for a damaged book; `name` is already quoted."""
    return TextError(error_messages.DAMAGED_KINDLE(name=name))
