"""Files of other kinds inside the text of a Word document."""

from email import message_from_bytes
from email.message import Message

from styles.errors import TextError
from styles.formats.encodings import UnknownEncoding, decode
from styles.formats.html import read_html
from styles.formats.rtf import read_rtf
from styles.formats.signatures import foreign_kind, is_mailed_page, kind_of
from styles.formats.text_builder import TextBuilder

_PAGES = (".htm", ".html", ".xhtml", ".mht", ".mhtml")
_MOST_PARTS = 1_000
"""Boundaries of a mailed page at most: the library goes one call deeper for each part in a part."""


def is_package(data: bytes) -> bool:
    """Check whether a file is another document in an archive."""
    return kind_of(data) == "zip"


def insert_chunk(builder: TextBuilder, data: bytes, path: str) -> bool:
    """Write a page, RTF or plain text into a builder; return success."""
    try:
        if is_mailed_page(data):
            data, path = _page_of(data), "page.html"
        kind = kind_of(data)
        if not data.strip() or foreign_kind(data) is not None:
            return False
        if kind == "html" or (kind == "text" and path.lower().endswith(_PAGES)):
            page = read_html(data, path)
            builder.insert(page.text, page.removals)
        elif kind == "rtf":
            document = read_rtf(data)
            builder.insert(document.text, document.removals)
        elif kind == "text":
            _write_lines(builder, decode(data)[0])
        else:
            return False
    except (TextError, UnknownEncoding):
        return False
    return True


def _write_lines(builder: TextBuilder, text: str) -> None:
    for line in text.splitlines():
        builder.write(line)
        builder.end_paragraph()


def _page_of(data: bytes) -> bytes:
    """Return the page of a mailed page as UTF-8, or nothing."""
    if data.lower().count(b"multipart/") > _MOST_PARTS:
        return b""
    try:
        parts = [part for part in message_from_bytes(data).walk() if part.get_content_type().startswith("text/")]
        pages = [part for part in parts if part.get_content_type() in ("text/html", "application/xhtml+xml")]
        return _content(next(iter(pages or parts)))
    except (StopIteration, RecursionError, ValueError, LookupError, TypeError, AttributeError):
        return b""  # whatever damage the library does not expect


def _content(part: Message) -> bytes:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return b""
    charset = str(part.get_content_charset() or "")
    return b"\xef\xbb\xbf" + content.decode(charset, "replace").encode() if charset else content
