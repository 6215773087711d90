"""Word 97 documents of our own for the readers' tests, built in memory as Microsoft's [MS-CFB] and [MS-DOC] say."""

import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

SECTOR = 512
NO_STREAM, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
TEXT = 1024
"""Where the text begins in the main stream: two sectors are the header's."""
VANISH, DELETED, OUTLINE, IN_TABLE, ROW_END, INITIAL, SYMBOL = 0x083C, 0x0800, 0x2640, 0x2416, 0x2417, 0x442C, 0x6A09
HEADING = 1
"""The number of the style of headings in every document here; 0 is that of text."""


@dataclass(frozen=True)
class Note:
    """A footnote, an endnote or a comment, and the position of its mark in the text."""

    position: int
    text: str


@dataclass(frozen=True)
class Word97:
    """What a document is built of."""

    text: str
    """The text with all its marks: \\r ends a paragraph, \\x07 a cell, \\x0b a line."""
    characters: Sequence[tuple[int, int, bytes]] = ()
    """Starts, ends and modifiers of characters that are not plain."""
    paragraphs: Mapping[int, tuple[int, bytes]] = field(default_factory=dict)
    """Style and modifiers by the number of the paragraph; the others are plain text."""
    compressed: Sequence[bool] = (False,)
    """The text comes in so many pieces of even length, of one byte a character (True) or two."""
    styles: Sequence[tuple[str, int, int]] = ()
    """Names, bases and numbers in Word (4094: none) of further styles."""
    footnotes: Sequence[Note] = ()
    comments: Sequence[Note] = ()
    fonts: Sequence[str] = ()
    boxes: str = ""
    flags: int = 0
    version: int = 0xC1


def modifier(code: int, operand: int) -> bytes:
    """Return a modifier (`Prl`), its operand as long as its code says."""
    return struct.pack("<H", code) + operand.to_bytes({0: 1, 1: 1, 2: 2, 3: 4, 4: 2}[code >> 13], "little")


def doc(document: Word97) -> bytes:
    """Return the document as a file."""
    stories = [document.text, _story(document.footnotes), "", "", _story(document.comments), "", document.boxes, ""]
    text = "".join(stories) + ("\r" if any(stories[1:]) else "")
    pieces, places, data = _pieces(text, document.compressed)
    main = bytearray(TEXT) + data
    main += bytes(-len(main) % SECTOR)
    characters = _pages(main, _runs(document.characters, places), _chpx)
    paragraphs = _pages(main, _paragraphs(document, text, places), _papx)
    tables = {
        1: _styles(document.styles),
        2: _marks(document.footnotes, len(document.text), struct.pack("<H", 1)),
        3: _starts(document.footnotes),
        4: _marks(document.comments, len(document.text), bytes(30)),
        5: _starts(document.comments),
        6: struct.pack("<II", 0, len(document.text)) + bytes(12),
        12: characters,
        13: paragraphs,
        15: _fonts(document.fonts),
        33: b"\x02" + struct.pack("<I", len(pieces)) + pieces,
    }
    tables_stream = b"".join(tables.values())
    return compound(
        {"WordDocument": _with_header(main, document, list(map(len, stories)), tables), "1Table": tables_stream}
    )


def compound(streams: Mapping[str, bytes]) -> bytes:
    """Return a compound file with these streams, each at least 4,096 bytes long."""
    body, starts = bytearray(), []
    chain: list[int] = []
    for content in [*streams.values(), b""]:
        content = content + bytes(max(0, 4096 - len(content)) if content else 0)
        sectors = max(1, -(-len(content) // SECTOR)) if content else -(-(len(streams) + 1) // 4)
        starts.append(len(chain))
        chain += [*range(len(chain) + 1, len(chain) + sectors), END]
        body += content + bytes(sectors * SECTOR - len(content))
    directory = _entry("Root Entry", 5, END, child=1)
    for number, (name, content) in enumerate(streams.items(), 1):
        after = number + 1 if number < len(streams) else NO_STREAM
        directory += _entry(name, 2, starts[number - 1], max(4096, len(content)), right=after)
    body[starts[-1] * SECTOR : starts[-1] * SECTOR + len(directory)] = directory
    tables = 1
    while tables * 128 < len(chain) + tables:
        tables += 1
    fat = [*chain, *[FAT] * tables]
    fat += [NO_STREAM] * (tables * 128 - len(fat))
    sizes = (0, tables, starts[-1], 0, 4096, END, 0, END, 0)
    header = struct.pack("<8s16s5H6x9I", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", bytes(16), 0x3E, 3, 0xFFFE, 9, 6, *sizes)
    difat = [len(chain) + number for number in range(tables)] + [NO_STREAM] * (109 - tables)
    return header + struct.pack("<109I", *difat) + bytes(body) + struct.pack(f"<{len(fat)}I", *fat)


def _entry(name: str, kind: int, start: int, size: int = 0, right: int = NO_STREAM, child: int = NO_STREAM) -> bytes:
    coded = name.encode("utf-16-le") + b"\0\0"
    links = struct.pack("<HBBIII", len(coded), kind, 1, NO_STREAM, right, child)
    return struct.pack("<64s16s36xIII", coded, links, start, size, 0)


def _story(notes: Sequence[Note]) -> str:
    return "".join(f"\x02{note.text}\r" for note in notes)


def _pieces(text: str, compressed: Sequence[bool]) -> tuple[bytes, list[int], bytes]:
    """Return the table of pieces, the place of every character and of the end, and the characters."""
    units = struct.unpack(f"<{len(text.encode('utf-16-le')) // 2}H", text.encode("utf-16-le"))
    edges = [len(units) * rank // len(compressed) for rank in range(len(compressed) + 1)]
    data, places, rows = bytearray(), [], b""
    for (start, end), small in zip(pairwise(edges), compressed, strict=True):
        data += bytes(len(data) % 2)
        offset = TEXT + len(data)
        rows += struct.pack("<HIH", 0, offset * 2 | 0x40000000 if small else offset, 0)
        part = units[start:end]
        places += [offset + rank * (1 if small else 2) for rank in range(len(part))]
        data += "".join(map(chr, part)).encode("cp1252") if small else struct.pack(f"<{len(part)}H", *part)
    return struct.pack(f"<{len(edges)}I", *edges) + rows, [*places, TEXT + len(data)], bytes(data)


def _runs(characters: Sequence[tuple[int, int, bytes]], places: Sequence[int]) -> list[tuple[int, int, bytes]]:
    """Return the places of all characters with their modifiers, without gaps."""
    done, runs = 0, []
    for start, end, row in sorted(characters):
        runs += [(places[done], places[start], b"")] if start > done else []
        runs.append((places[start], places[end], row))
        done = end
    return [*runs, (places[done], places[-1], b"")]


def _paragraphs(document: Word97, text: str, places: Sequence[int]) -> list[tuple[int, int, bytes]]:
    ends = [rank + 1 for rank, char in enumerate(_units(text)) if char in "\r\x07"]
    found = []
    for number, (start, end) in enumerate(pairwise([0, *ends])):
        style, row = document.paragraphs.get(number, (0, b""))
        found.append((places[start], places[end], struct.pack("<H", style) + row))
    return found


def _units(text: str) -> list[str]:
    coded = text.encode("utf-16-le")
    return [chr(unit) for unit in struct.unpack(f"<{len(coded) // 2}H", coded)]


def _chpx(row: bytes) -> bytes:
    return bytes([len(row)]) + row if row else b""


def _papx(row: bytes) -> bytes:
    return bytes([(len(row) + 1) // 2]) + row if len(row) % 2 else bytes([0, len(row) // 2]) + row


def _pages(main: bytearray, runs: Sequence[tuple[int, int, bytes]], packed: object) -> bytes:
    """Put pages of formatting behind the text, and return the table that names them."""
    pages, firsts = [], []
    is_paragraphs = packed is _papx
    for first in range(0, len(runs), 12):
        part = runs[first : first + 12]
        page, end = bytearray(SECTOR), SECTOR - 2
        rows = 4 * (len(part) + 1)
        struct.pack_into(f"<{len(part) + 1}I", page, 0, *(start for start, _, _ in part), part[-1][1])
        for rank, (_, _, row) in enumerate(part):
            content = _papx(row) if is_paragraphs else _chpx(row)
            if content:
                end = (end - len(content)) // 2 * 2
                page[end : end + len(content)] = content
            page[rows + rank * (13 if is_paragraphs else 1)] = end // 2 if content else 0
        page[SECTOR - 1] = len(part)
        pages.append(len(main) // SECTOR)
        firsts.append(part[0][0])
        main += page
    return struct.pack(f"<{len(firsts) + 1}I{len(pages)}I", *firsts, runs[-1][1], *pages)


def _styles(styles: Sequence[tuple[str, int, int]]) -> bytes:
    head = struct.pack("<9H", 2 + len(styles), 10, 1, 0x5B, 0x0F, 0, 0, 0, 0)
    table = struct.pack("<H", len(head)) + head
    for rank, (name, base, own) in enumerate([("Normal", 0xFFF, 0), ("heading 1", 0, 1), *styles]):
        std = struct.pack("<5H", own, 1 | base << 4, 2 | rank << 4, 0, 0) + _string(name)
        std += struct.pack("<HHH", 2, rank, 0)
        table += struct.pack("<H", len(std)) + std
    return table


def _string(name: str) -> bytes:
    return struct.pack("<H", len(name)) + name.encode("utf-16-le") + b"\0\0"


def _fonts(fonts: Sequence[str]) -> bytes:
    entries = [bytes(39) + name.encode("utf-16-le") + b"\0\0" for name in fonts]
    return struct.pack("<HH", len(fonts), 0) + b"".join(bytes([len(entry)]) + entry for entry in entries)


def _marks(notes: Sequence[Note], end: int, each: bytes) -> bytes:
    if not notes:
        return b""
    return struct.pack(f"<{len(notes) + 1}I", *(note.position for note in notes), end) + each * len(notes)


def _starts(notes: Sequence[Note]) -> bytes:
    if not notes:
        return b""
    starts = [0]
    for note in notes:
        starts.append(starts[-1] + len(note.text) + 2)
    return struct.pack(f"<{len(starts) + 1}I", *starts, starts[-1] + 1)


def _with_header(main: bytearray, document: Word97, lengths: Sequence[int], tables: Mapping[int, bytes]) -> bytes:
    struct.pack_into("<HHHHHH", main, 0, 0xA5EC, document.version, 0, 0x409, 0, 0x0200 | document.flags)
    struct.pack_into("<HI", main, 0x0A + 2, 0xBF, 0)
    struct.pack_into("<II", main, 0x18, TEXT, TEXT + sum(lengths))
    struct.pack_into("<H", main, 32, 14)
    struct.pack_into("<HI", main, 62, 22, len(main))
    struct.pack_into("<8I", main, 0x4C, *lengths)
    struct.pack_into("<H", main, 152, 93)
    offset = 0
    for pair, table in tables.items():
        struct.pack_into("<II", main, 154 + 8 * pair, offset, len(table))
        offset += len(table)
    return bytes(main)
