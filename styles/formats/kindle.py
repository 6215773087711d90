"""Reading of Kindle, Mobipocket and plain Palm books.

Their names end in .mobi, .azw, .azw3, .prc or .pdb. A book of both old and new form is read in the new one (KF8). Its
pages are handed to the reader of EPUBs, which knows what of a book is its text.
"""

import re
from bisect import bisect_left, bisect_right
from html import escape
from io import BytesIO
from zipfile import ZipFile

from styles.errors import TextError
from styles.formats import error_messages
from styles.formats.archives import Archive
from styles.formats.encodings import UnknownEncoding, decode_declared
from styles.formats.epub import read_epub
from styles.formats.kindle_index import pages_of
from styles.formats.palm import PalmBook, records_of
from styles.formats.text_builder import TextBuilder
from styles.text import ReadingLimits

_BOUNDARY = 121
"""The entry of the old form's header that says where the new form begins."""
_MOST_ENTRIES = 10_000
_MEGABYTE = 1_000_000
_NONE = 0xFFFFFFFF
_KF8 = 8
_UTF8 = 65_001
_PAGE_BREAK = re.compile(rb"<\s*/?\s*mbp:pagebreak[^<>]{0,200}>", re.IGNORECASE)
_FILE_POSITION = re.compile(rb"""filepos\s{0,9}=\s{0,9}["']?(\d{1,10})["']?""", re.IGNORECASE)
_KINDLE_POSITION = re.compile(rb"kindle:pos:fid:([0-9A-Va-v]{1,8}):off:([0-9A-Va-v]{1,12})")
_PICTURE = re.compile(rb"\brecindex\s{0,9}=", re.IGNORECASE)
_REFERENCE = re.compile(rb"<reference\b([^<>]{0,400})>", re.IGNORECASE)
_TYPE = re.compile(rb"""\btype\s{0,9}=\s{0,9}["']([\w.-]{1,40})["']""", re.IGNORECASE)
_MOST_PAGES = 4_000
"""A book of more is read as one page, so that it stays within the limit of an archive's files."""


def read_kindle(data: bytes, name: str, limits: ReadingLimits) -> TextBuilder:
    """Return the text of a book; errors use `name`."""
    most = _most_bytes(data, limits)
    book = PalmBook(records_of(data), name, most)
    newer = _boundary(book.header)
    if 0 < newer < len(book.records) and book.records[newer][16:20] == b"MOBI":
        book = PalmBook(book.records[newer:], name, most)
    if book.is_locked:
        raise TextError(error_messages.KINDLE_LOCKED(name=name))
    text = book.text()
    if text.startswith(b"%MOP"):
        raise TextError(error_messages.PRINT_REPLICA(name=name))
    pages, references = _new_pages(book, text) if book.number(36) == _KF8 else _old_pages(text)
    if len(pages) > _MOST_PAGES:
        pages = [b"".join(pages)]
    written = [_decoded(page, book.number(28), name) for page in pages]
    start, length = book.number(84), min(book.number(88), 300)
    title = _decoded(book.header[start : start + length], book.number(28), name)
    return read_epub(Archive(_as_epub(written, references, title), name, limits), name)


def palm_text(data: bytes, name: str, limits: ReadingLimits) -> bytes | None:
    """Return a Palm text unpacked, None of a Kindle book."""
    book = PalmBook(records_of(data), name, _most_bytes(data, limits))
    if book.is_locked:
        raise TextError(error_messages.KINDLE_LOCKED(name=name))
    return None if book.is_mobi else book.text()


def _most_bytes(data: bytes, limits: ReadingLimits) -> int:
    """Return the most bytes of text; packed phrases can name millions."""
    return min(limits.max_bytes, max(_MEGABYTE, limits.max_ratio * len(data)))


def _boundary(header: bytes) -> int:
    """Return the record at which the new form begins, 0 without one."""
    place = 16 + int.from_bytes(header[20:24], "big")
    if header[place : place + 4] != b"EXTH":
        return 0
    count = int.from_bytes(header[place + 8 : place + 12], "big")
    place += 12
    for _ in range(min(count, _MOST_ENTRIES)):
        kind, length = (int.from_bytes(header[at : at + 4], "big") for at in (place, place + 4))
        if kind == _BOUNDARY:
            number = int.from_bytes(header[place + 8 : place + length], "big")
            return 0 if number == _NONE else number
        place += max(8, length)
    return 0


def _old_pages(text: bytes) -> tuple[list[bytes], list[tuple[str, str]]]:
    """Return an old book's pages, and what its guide calls them."""
    targets = sorted({int(match[1]) for match in _FILE_POSITION.finditer(text)})
    ends = [match.start() for match in _PAGE_BREAK.finditer(text)]
    ends = ends if len(ends) < _MOST_PAGES else []

    def link(match: re.Match[bytes]) -> bytes:
        target = int(match[1])
        return b'href="%s#p%d"' % (_file_name(bisect_right(ends, target)).encode(), target)

    references = []
    for match in _REFERENCE.finditer(text, 0, 20_000):
        kind, target = _TYPE.search(match[1]), _FILE_POSITION.search(match[1])
        if kind and target:
            references.append((kind[1].decode("ascii", "replace"), _file_name(bisect_right(ends, int(target[1])))))
    starts = [0, *ends]
    pages = []
    for start, end in zip(starts, [*ends, len(text)], strict=True):
        own = targets[bisect_left(targets, start) : bisect_left(targets, end)]
        inside = {target - start: f"p{target}" for target in own}
        page = _FILE_POSITION.sub(link, _with_anchors(text[start:end], inside))
        pages.append(_PICTURE.sub(b"src=", _PAGE_BREAK.sub(b"", page)))
    return pages, references


def _new_pages(book: PalmBook, text: bytes) -> tuple[list[bytes], list[tuple[str, str]]]:
    """Return a KF8 book's pages; their markup names what they are."""
    pages = pages_of(_first_flow(book, text), book.records, book.number(252), book.number(248))
    puts = [(number, put - page.start) for number, page in enumerate(pages) for put in page.fragments]
    anchors: list[dict[int, str]] = [{} for _ in pages]

    def link(match: re.Match[bytes]) -> bytes:
        fragment, offset = int(match[1], 32), int(match[2], 32)
        if fragment >= len(puts):
            return b"#"
        number, place = puts[fragment]
        anchor = f"f{fragment}o{offset}"
        anchors[number][place + offset] = anchor
        return f"{_file_name(number)}#{anchor}".encode()

    # links change the places that they name, so that the anchors are put in first
    for page in pages:
        for match in _KINDLE_POSITION.finditer(page.markup):
            link(match)
    return [
        _KINDLE_POSITION.sub(link, _with_anchors(page.markup, inside))
        for page, inside in zip(pages, anchors, strict=True)
    ], []


def _first_flow(book: PalmBook, text: bytes) -> bytes:
    """Return the text without the styles and drawings that follow it."""
    record = book.number(192)
    table = book.records[record] if 0 < record < len(book.records) else b""
    if not table.startswith(b"FDST") or len(table) < 20:
        return text
    start, end = int.from_bytes(table[12:16], "big"), int.from_bytes(table[16:20], "big")
    return text[start:end] if start < end else text


def _with_anchors(page: bytes, anchors: dict[int, str]) -> bytes:
    """Return a page with an anchor inside the element at each place."""
    pieces: list[bytes] = []
    done = 0
    for place, anchor in sorted(anchors.items()):
        opened, closed = page.rfind(b"<", max(0, place - 2_000), place + 1), page.find(b">", place, place + 2_000)
        in_tag = opened >= 0 and page.find(b">", opened, place) < 0
        at = closed + 1 if in_tag and closed >= 0 else place
        if done <= at <= len(page):
            pieces += [page[done:at], b'<a id="%s"></a>' % anchor.encode()]
            done = at
    return b"".join((*pieces, page[done:]))


def _decoded(page: bytes, code: int, name: str) -> str:
    try:
        return decode_declared(page, "utf-8" if code == _UTF8 else f"cp{code}")[0]
    except UnknownEncoding:
        return page.decode("utf-8" if code == _UTF8 else "cp1252", errors="replace")


def _file_name(number: int) -> str:
    return f"part{number}.xhtml"


def _as_epub(pages: list[str], references: list[tuple[str, str]], title: str) -> bytes:
    """Return the pages as the archive that the reader of EPUBs takes."""
    names = [_file_name(number) for number in range(len(pages))]
    manifest = "".join(f'<item id="{name}" href="{name}" media-type="application/xhtml+xml"/>' for name in names)
    spine = "".join(f'<itemref idref="{name}"/>' for name in names)
    guide = "".join(f'<reference type="{escape(kind)}" href="{name}"/>' for kind, name in references)
    package = (
        f"<package><metadata><title>{escape(title)}</title></metadata><manifest>{manifest}</manifest>"
        f"<spine>{spine}</spine><guide>{guide}</guide></package>"
    )
    file = BytesIO()
    with ZipFile(file, "w") as archive:
        archive.writestr("book.opf", package)
        for name, page in zip(names, pages, strict=True):
            archive.writestr(name, _whole(page).encode("utf-8", errors="replace"))
    return file.getvalue()


def _whole(page: str) -> str:
    """Return a piece of a book as a page of its own."""
    return page if re.search(r"<body\b", page[:20_000], re.IGNORECASE) else f"<html><body>{page}</body></html>"
