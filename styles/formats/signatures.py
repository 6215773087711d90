"""File types by first bytes.

The name only decides between plain text and text with marks.
"""

import re
from collections.abc import Iterable
from typing import Literal

from styles.error_messages import OLD_WORD, OTHER_DOCUMENT, OTHER_FILE, PACKED, PICTURE, XZ_ARCHIVE
from styles.formats.chat import looks_like_chat
from styles.i18n.message import Message

FileKind = Literal["zip", "fb2", "html", "rtf", "pdf", "chat", "doc", "fodt", "word xml", "fdx", "mail", "palm", "text"]
BookFormat = Literal["epub", "docx", "odt", "scrivener"]

OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How a compound file of old Office begins: Word, Excel, Outlook and others."""

_FOREIGN: tuple[tuple[bytes, Message], ...] = (
    (b"\x89PNG\r\n\x1a\n", PICTURE(format="PNG")),
    (b"\xff\xd8\xff", PICTURE(format="JPEG")),
    (b"GIF87a", PICTURE(format="GIF")),
    (b"GIF89a", PICTURE(format="GIF")),
    (b"II*\0", PICTURE(format="TIFF")),
    (b"MM\0*", PICTURE(format="TIFF")),
    (b"\0\0\1\0", OTHER_FILE(kind="an icon")),
    (b"\xdb\xa5", OLD_WORD),
    (b"\x31\xbe\0\0", OLD_WORD),
    (b"\xfe7\0#", OLD_WORD),
    (b"bplist00", OTHER_FILE(kind="a Safari web archive")),
    (b"\x7fELF", OTHER_FILE(kind="a program")),
    (b"\xcf\xfa\xed\xfe", OTHER_FILE(kind="a program")),
    (b"\xca\xfe\xba\xbe", OTHER_FILE(kind="a program")),
    (b"\0asm", OTHER_FILE(kind="a program")),
    (b"SQLite format 3\0", OTHER_FILE(kind="a database")),
    (b"Rar!\x1a\x07", PACKED(format="RAR")),
    (b"7z\xbc\xaf\x27\x1c", PACKED(format="7z")),
    (b"\x1f\x8b", PACKED(format="gzip")),
    (b"BZh", PACKED(format="bzip2")),
    (b"\xfd7zXZ\0", XZ_ARCHIVE),
    (b"\x28\xb5\x2f\xfd", PACKED(format="zstd")),
    (b"ID3", OTHER_FILE(kind="a sound file")),
    (b"OggS", OTHER_FILE(kind="a sound file")),
    (b"fLaC", OTHER_FILE(kind="a sound file")),
)
_INSIDE: tuple[tuple[int, bytes, Message], ...] = (
    (8, b"WEBP", PICTURE(format="WebP")),
    (8, b"WAVE", OTHER_FILE(kind="a sound file")),
    (8, b"AVI ", OTHER_FILE(kind="a video")),
    (4, b"ftyp", OTHER_FILE(kind="a video or a phone picture")),
)
_LETTERS_TOO = (b"BZh", b"ID3", b"OggS", b"MZ", b"BM", b"fLaC", b"\xdb\xa5")
"""These could begin a text; a zero byte soon after tells that they do not."""
_PROGRAM_OR_PICTURE = ((b"MZ", OTHER_FILE(kind="a program")), (b"BM", PICTURE(format="BMP")))
_OFFICE = {
    "xl/workbook.xml": OTHER_DOCUMENT(kind="a spreadsheet"),
    "ppt/presentation.xml": OTHER_DOCUMENT(kind="a presentation"),
}
_RTF = re.compile(rb"(?:\xef\xbb\xbf)?\s*\{\\rtf")
_FLAT_ODT = re.compile(r"<office:document\s[^>]*urn:oasis:names:tc:opendocument")
_WORD_XML = re.compile(
    r"<(?:w:wordDocument\s[^>]*schemas\.microsoft\.com/office/word/2003/|pkg:package\s[^>]*2006/xmlPackage)"
)
_PDF = re.compile(rb"(?:\xef\xbb\xbf)?\s*%PDF-")
_FB2_ROOT = re.compile(r"<(?:\w+:)?FictionBook[\s>]")
_FINAL_DRAFT_ROOT = re.compile(r"\s*<(?:.{0,600}<)?FinalDraft[\s>]", re.DOTALL)
_PALM = (b"BOOKMOBI", b"TEXtREAd")
"""Type and creator of a Palm database, 60 bytes after its beginning."""
_MAIL_FIELD = re.compile(r"([A-Za-z][A-Za-z0-9-]{1,60}):(.*)")
_OF_A_SERVER = frozenset(["received", "return-path", "delivered-to", "dkim-signature", "arc-seal", "x-received"])
_OF_A_MAIL = frozenset(["message-id", "date", "mime-version"])
_TO = frozenset(["to", "cc", "bcc", "delivered-to", "newsgroups"])
_WEB_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*+<(?:!doctype\s+html|html|head|body|meta)[\s>]",
    re.IGNORECASE | re.DOTALL,
)
_MAILED_PAGE = re.compile(
    r"(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}Content-Type:\s*multipart/related", re.IGNORECASE
)


def foreign_kind(data: bytes) -> Message | None:
    """Return an unsupported file's type ("a PNG picture"), else None."""
    zeros = b"\0" in data[:1024]
    for start, kind in (*_FOREIGN, *_PROGRAM_OR_PICTURE):
        if data.startswith(start) and (zeros or start not in _LETTERS_TOO):
            return kind
    for offset, letters, kind in _INSIDE:
        if data[offset : offset + len(letters)] == letters and zeros:
            return kind
    return PACKED(format="web") if is_mailed_page(data) else None


def is_mailed_page(data: bytes) -> bool:
    """Check whether a page and its pictures are in one mail (MHTML)."""
    opening = _opening(data)
    return _MAILED_PAGE.match(opening) is not None and not looks_like_mail(opening)


def is_locked(data: bytes) -> bool:
    """Check whether an Office document is protected by a password."""
    return data.startswith(OLD_OFFICE) and "EncryptedPackage".encode("utf-16-le") in data


def kind_of(data: bytes) -> FileKind:
    """Return which reader the bytes belong to."""
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return "zip"
    if data.startswith(OLD_OFFICE):
        return "doc"
    if _RTF.match(data[:1024]):
        return "rtf"
    if _PDF.match(data[:1024]):
        return "pdf"
    if data[60:68] in _PALM and b"\0" in data[:78]:
        return "palm"
    opening = _opening(data)
    if looks_like_chat(opening):
        return "chat"
    if _FINAL_DRAFT_ROOT.match(opening):
        return "fdx"
    if looks_like_mail(opening):
        return "mail"
    if _FB2_ROOT.search(opening):
        return "fb2"
    if _FLAT_ODT.search(opening):
        return "fodt"
    if _WORD_XML.search(opening):
        return "word xml"
    return "html" if _WEB_PAGE.match(opening) else "text"


def looks_like_mail(opening: str) -> bool:
    """Check for the head of a mail, with its writer's address."""
    fields: set[str] = set()
    for line in opening.replace("\r\n", "\n").split("\n"):
        field = _MAIL_FIELD.match(line)
        if field:
            name = field[1].lower()
            fields |= {name} if name != "from" or "@" in field[2] or len(fields & _OF_A_SERVER) else set()
        elif not (fields and line[:1] in (" ", "\t")):
            break
    return len(fields & _OF_A_SERVER) >= 2 or ("from" in fields and bool(fields & _TO) and bool(fields & _OF_A_MAIL))


def book_in(names: Iterable[str]) -> BookFormat | None:
    """Return the book format of an archive with these files, or None."""
    members = {name.lower() for name in names}
    if "meta-inf/container.xml" in members or any(member.endswith(".opf") for member in members):
        return "epub"
    if any(member.startswith("word/document") and member.endswith(".xml") for member in members):
        return "docx"
    if any(member.endswith(".scrivx") for member in members):
        return "scrivener"
    if "content.xml" in members:
        return "odt"
    return "docx" if "_rels/.rels" in members and foreign_archive(members) is None else None


def foreign_archive(names: Iterable[str]) -> Message | None:
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
