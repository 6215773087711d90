"""File types by first bytes.

The name only decides between plain text and text with marks.
"""

import re
from collections.abc import Iterable
from typing import Literal

from styles.formats.chat import looks_like_chat

FileKind = Literal["zip", "fb2", "html", "rtf", "pdf", "chat", "text"]
BookFormat = Literal["epub", "docx", "odt"]

_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\0\0\1\0", "an icon"),
    (b"AT&TFORM", "a DjVu scan"),
    (_OLD_OFFICE, "an old Word or Office document"),
    (b"bplist00", "a Safari web archive"),
    (b"\x7fELF", "a program"),
    (b"\xcf\xfa\xed\xfe", "a program"),
    (b"\xca\xfe\xba\xbe", "a program"),
    (b"\0asm", "a program"),
    (b"SQLite format 3\0", "a database"),
    (b"Rar!\x1a\x07", "a RAR archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ\0", "an xz archive"),
    (b"\x28\xb5\x2f\xfd", "a zstd archive"),
    (b"ID3", "a sound file"),
    (b"OggS", "a sound file"),
    (b"fLaC", "a sound file"),
    (b"ITOLITLS", "an old Microsoft e-book"),
)
_INSIDE: tuple[tuple[int, bytes, str], ...] = (
    (8, b"WEBP", "a WebP picture"),
    (8, b"WAVE", "a sound file"),
    (8, b"AVI ", "a video"),
    (4, b"ftyp", "a video or a phone picture"),
    (60, b"BOOKMOBI", "a Kindle book"),
    (60, b"TEXtREAd", "a Palm book"),
)
_LETTERS_TOO = (b"BZh", b"ID3", b"OggS", b"MZ", b"BM", b"fLaC")
"""These could begin a text; a zero byte soon after tells that they do not."""
_PROGRAM_OR_PICTURE = ((b"MZ", "a program"), (b"BM", "a BMP picture"))
_OFFICE = {
    "xl/workbook.xml": "a spreadsheet",
    "ppt/presentation.xml": "a presentation",
    "index/document.iwa": "a Pages document",
}
_PDF = re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-")
_FB2_ROOT = re.compile(r"<(?:\w+:)?FictionBook[\s>]")
_WEB_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|meta)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_MAILED_PAGE = re.compile(
    r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}Content-Type:\s*multipart/related", re.IGNORECASE
)


def foreign_kind(data: bytes) -> str | None:
    """Return an unsupported file's type ("a PNG picture"), else None."""
    zeros = b"\0" in data[:1024]
    for start, kind in (*_FOREIGN, *_PROGRAM_OR_PICTURE):
        if data.startswith(start) and (zeros or start not in _LETTERS_TOO):
            return kind
    for offset, letters, kind in _INSIDE:
        if data[offset : offset + len(letters)] == letters and zeros:
            return kind
    return "a web archive" if _MAILED_PAGE.match(_opening(data)) else None


def is_locked(data: bytes) -> bool:
    """Check whether an Office document is protected by a password."""
    return data.startswith(_OLD_OFFICE) and "EncryptedPackage".encode("utf-16-le") in data


def kind_of(data: bytes) -> FileKind:
    """Return which reader the bytes belong to."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(b"{\\rtf"):
        return "rtf"
    if _PDF.match(data[:1024]):
        return "pdf"
    opening = _opening(data)
    if looks_like_chat(opening):
        return "chat"
    if _FB2_ROOT.search(opening):
        return "fb2"
    return "html" if _WEB_PAGE.match(opening) else "text"


def book_in(names: Iterable[str]) -> BookFormat | None:
    """Return the book format of an archive with these files, or None."""
    members = {name.lower() for name in names}
    if "meta-inf/container.xml" in members or any(member.endswith(".opf") for member in members):
        return "epub"
    if any(member.startswith("word/document") and member.endswith(".xml") for member in members):
        return "docx"
    return "odt" if "content.xml" in members else None


def foreign_archive(names: Iterable[str]) -> str | None:
    """Return an unsupported document's type ("a spreadsheet"), else None."""
    members = {name.lower() for name in names}
    return next((kind for member, kind in _OFFICE.items() if member in members), None)


def _opening(data: bytes) -> str:
    """Return the first characters of ASCII-compatible or UTF-16 bytes."""
    head = data[:4096]
    if head.startswith(b"\xff\xfe") or head[1:2] == b"\0":
        return head[: len(head) // 2 * 2].decode("utf-16-le", errors="replace").removeprefix("\ufeff")
    if head.startswith(b"\xfe\xff") or head[:1] == b"\0":
        return head[: len(head) // 2 * 2].decode("utf-16-be", errors="replace").removeprefix("\ufeff")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
