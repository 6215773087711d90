"""Kindle and Palm books of our own, built in memory, as converters build them."""

import re
import struct
from collections.abc import Sequence

_RECORD = 4096
_NONE = 0xFFFFFFFF
_STORED, _PALMDOC, _HUFFMAN = 1, 2, 17_480
_MULTIBYTE = 1
_ONE_ENTRY = 2
"""Flags of what stands after the text of each record."""


def palm(records: Sequence[bytes], kind: bytes = b"BOOKMOBI") -> bytes:
    """Return a Palm database of these records."""
    start = 78 + 8 * len(records) + 2
    entries, place = b"", start
    for number, record in enumerate(records):
        entries += struct.pack(">II", place, number)
        place += len(record)
    head = b"A_Book".ljust(32, b"\0") + bytes(28) + kind + bytes(8) + struct.pack(">H", len(records))
    return head + entries + bytes(2) + b"".join(records)


def as_palm(text: str) -> bytes:
    """Return a plain Palm text, packed, in a code page of Windows."""
    code = "cp1251" if re.search("[а-я]", text) else "cp1252"
    data = text.encode(code, errors="replace")
    parts = _parts(data)
    head = struct.pack(">HHIHHHH", _PALMDOC, 0, len(data), len(parts), _RECORD, 0, 0)
    return palm([head, *map(packed, parts)], b"TEXtREAd")


def as_mobi(pages: Sequence[str], code: int = 65_001, lock: int = 0) -> bytes:
    """Return an old Mobipocket book; its pages are parted by page breaks."""
    return palm(_old_records(pages, code, lock))


def as_huffman(pages: Sequence[str]) -> bytes:
    """Return a Mobipocket book whose bytes are Huffman codes of 8 bits, one of them a packed phrase."""
    text = _joined(pages).encode()
    parts = _parts(text)
    head = _header(text, len(parts), method=_HUFFMAN, tables=(1 + len(parts), 2))
    return palm([head, *(bytes(255 - byte for byte in part) for part in parts), *_tables()])


def as_azw3(pages: Sequence[str]) -> bytes:
    """Return a KF8 book: each page a skeleton with two fragments."""
    return palm(_new_records(pages))


def as_combined(pages: Sequence[str]) -> bytes:
    """Return a book with an old form, whose text is another, and a new one."""
    old = _old_records(["<p>This old form is not read.</p>"], 65_001, 0)
    boundary = len(old) + 1
    entry = struct.pack(">4sIIIII", b"EXTH", 24, 1, 121, 12, boundary)
    old[0] = old[0][:128] + struct.pack(">I", 0x40) + old[0][132:] + entry
    return palm([*old, b"BOUNDARY", *_new_records(pages)])


def packed(part: bytes) -> bytes:
    """Return a record in PalmDoc's compression: repetitions, spaces with letters, and runs of other bytes."""
    out, place = bytearray(), 0
    while place < len(part):
        at = part.rfind(part[place : place + 6], max(0, place - 2_000), place) if len(part) - place >= 6 else -1
        if at >= 0:
            out += struct.pack(">H", 0x8000 | (place - at) << 3 | 3)
            place += 6
        elif part[place] == 0x20 and 0x40 <= part[place + 1 : place + 2].ljust(1, b"\0")[0] < 0x80:
            out.append(part[place + 1] ^ 0x80)
            place += 2
        elif 9 <= part[place] < 0x80 or not part[place]:
            out.append(part[place])
            place += 1
        else:
            out += bytes((1, part[place]))
            place += 1
    return bytes(out)


def _old_records(pages: Sequence[str], code: int, lock: int) -> list[bytes]:
    text = _joined(pages).encode("utf-8" if code == 65_001 else f"cp{code}", errors="replace")
    parts = _parts(text)
    # a size of 3 with its own byte, then a character of which nothing goes on in the next record
    trailing = b"\0" + b"xy\x83"
    return [_header(text, len(parts), code=code, lock=lock), *(packed(part) + trailing for part in parts)]


def _new_records(pages: Sequence[str]) -> list[bytes]:
    text, skeletons, fragments = b"", [], []
    opened, closed = b"<html><head><title>x</title></head><body><div>", b"</div></body></html>"
    for number, page in enumerate(pages):
        start = len(text)
        cut = page.find("</p>") + 4
        pieces = [piece.encode() for piece in (page[:cut], page[cut:]) if piece]
        skeletons.append(_entry(b"SKEL%010d" % number, len(pieces), start, len(opened + closed)))
        text += opened + closed
        place = start + len(opened)
        for piece in pieces:
            fragments.append(_entry(b"%010d" % place, 0, place, len(piece)))
            text += piece
            place += len(piece)
    parts = _parts(text)
    first = 1 + len(parts)
    tables = [*_index(skeletons), *_index(fragments)]
    flows = struct.pack(">4sIIII", b"FDST", 12, 1, 0, len(text))
    header = _header(text, len(parts), version=8, indices=(first + 2, first), flows=first + 4)
    return [header, *(packed(part) + b"\0xy\x83" for part in parts), *tables, flows]


def _index(entries: Sequence[bytes]) -> list[bytes]:
    """Return a table's head and its one record: a count (tag 1) and a pair (tag 6) each."""
    forms = bytes((1, 1, 1, 0, 6, 2, 2, 0, 0, 0, 0, 1))
    head = b"INDX" + struct.pack(">I", 192) + bytes(16) + struct.pack(">I", 1)
    head = head.ljust(192, b"\0") + b"TAGX" + struct.pack(">II", 12 + len(forms), 1) + forms
    body, offsets = bytearray(192), b""
    for entry in entries:
        offsets += struct.pack(">H", len(body))
        body += entry
    body[:28] = b"INDX" + struct.pack(">I", 192) + bytes(12) + struct.pack(">II", len(body), len(entries))
    return [head, bytes(body) + b"IDXT" + offsets]


def _entry(label: bytes, count: int, start: int, length: int) -> bytes:
    numbers = b"".join(map(_varint, (count, start, length)))
    return bytes((len(label),)) + label + b"\x03" + numbers


def _varint(number: int) -> bytes:
    sevens = [number & 0x7F | 0x80]
    while number := number >> 7:
        sevens.insert(0, number & 0x7F)
    return bytes(sevens)


def _header(
    text: bytes,
    records: int,
    code: int = 65_001,
    lock: int = 0,
    method: int = _PALMDOC,
    version: int = 6,
    tables: tuple[int, int] = (0, 0),
    indices: tuple[int, int] = (_NONE, _NONE),
    flows: int = _NONE,
) -> bytes:
    """Return the first record of a Mobipocket book."""
    head = bytearray(264)
    struct.pack_into(">HHIHHHH", head, 0, method, 0, len(text), records, _RECORD, lock, 0)
    struct.pack_into(">4sIIII", head, 16, b"MOBI", 248, 2, code, 1)
    struct.pack_into(">I", head, 36, version)
    struct.pack_into(">II", head, 112, *tables)
    struct.pack_into(">I", head, 192, flows)
    struct.pack_into(">H", head, 242, 0 if method == _HUFFMAN else _MULTIBYTE | _ONE_ENTRY)
    struct.pack_into(">II", head, 248, *indices)
    return bytes(head)


def _tables() -> list[bytes]:
    """Return tables in which each byte is a code; the phrase of `e` is packed, and names phrase 1."""
    codes = struct.pack(">256I", *[(255 << 8 | 0x80 | 8)] * 256) + bytes(256)
    phrases = [b"e" if number == 1 else bytes((number,)) for number in range(256)]
    offsets, body = b"", b""
    for number, phrase in enumerate(phrases):
        offsets += struct.pack(">H", 512 + len(body))
        plain = number != ord("e")
        body += struct.pack(">H", len(phrase) | (0x8000 if plain else 0))
        body += phrase if plain else bytes((255 - 1,))
    return [
        struct.pack(">4sIII", b"HUFF", 24, 24, 24 + 1024).ljust(24, b"\0") + codes,
        struct.pack(">4sIII", b"CDIC", 16, 256, 8) + offsets + body,
    ]


def _joined(pages: Sequence[str]) -> str:
    return f"<html><body>{'<mbp:pagebreak/>'.join(pages)}</body></html>"


def _parts(text: bytes) -> list[bytes]:
    """Return the records of a text; none ends inside a character."""
    parts, start = [], 0
    while start < len(text):
        end = min(len(text), start + _RECORD)
        while end < len(text) and re.match(rb"[\x80-\xbf]", text[end : end + 1]):
            end -= 1
        parts.append(text[start:end])
        start = end
    return parts
