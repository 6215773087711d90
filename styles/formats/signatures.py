"""What a file is, told by its first bytes; its name has no say, except between plain text and Markdown."""

import re
from typing import Literal

Kind = Literal["zip", "pdf", "fb2", "text"]

_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF87a", "a GIF picture"),
    (b"GIF89a", "a GIF picture"),
    (b"II*\0", "a TIFF picture"),
    (b"MM\0*", "a TIFF picture"),
    (b"\0\0\1\0", "an icon"),
    (b"AT&TFORM", "a DjVu scan"),
    (b"{\\rtf", "an RTF document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Office document"),
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
_FB2_ROOT = re.compile(r"<(?:\w+:)?FictionBook[\s>]")
_WEB_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html)[\s>]", re.IGNORECASE | re.DOTALL
)


def foreign_kind(data: bytes) -> str | None:
    """Return what the file is ("a PNG picture") when it is nothing that Pastiche reads, else None."""
    zeros = b"\0" in data[:1024]
    for start, kind in (*_FOREIGN, *_PROGRAM_OR_PICTURE):
        if data.startswith(start) and (zeros or start not in _LETTERS_TOO):
            return kind
    for place, letters, kind in _INSIDE:
        if data[place : place + len(letters)] == letters and zeros:
            return kind
    if _WEB_PAGE.match(_opening(data)):
        return "a web page"
    return None


def kind_of(data: bytes) -> Kind:
    """Return which reader the bytes belong to."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if b"%PDF-" in data[:1024]:
        return "pdf"
    return "fb2" if _FB2_ROOT.search(_opening(data)) else "text"


def _opening(data: bytes) -> str:
    """Return the first characters as far as ASCII goes, also of UTF-16."""
    head = data[:4096]
    if head.startswith(b"\xff\xfe") or head[1:2] == b"\0":
        return head[: len(head) // 2 * 2].decode("utf-16-le", errors="replace").removeprefix("\ufeff")
    if head.startswith(b"\xfe\xff") or head[:1] == b"\0":
        return head[: len(head) // 2 * 2].decode("utf-16-be", errors="replace").removeprefix("\ufeff")
    return head.removeprefix(b"\xef\xbb\xbf").decode("latin-1")
