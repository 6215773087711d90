"""Reading of one uploaded file in any format, within limits.

Several at once are `styles/texts/uploads.py`. The format follows from the content; nothing is unpacked to disk, and no
error quotes the file.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from styles.errors import TextError, locked, quoted
from styles.formats.archives import Archive
from styles.formats.chat import read_chat
from styles.formats.docx import read_docx
from styles.formats.encodings import UnknownEncoding, decode
from styles.formats.epub import read_epub
from styles.formats.fb2 import read_fb2
from styles.formats.html import read_html
from styles.formats.markdown import read_markdown
from styles.formats.odt import read_odt
from styles.formats.pdf import read_pdf
from styles.formats.rtf import read_rtf
from styles.formats.signatures import BookFormat, FileKind, book_in, foreign_archive, foreign_kind, is_locked, kind_of
from styles.formats.text_builder import TextBuilder
from styles.language.words import count_words
from styles.text import CHAPTER_BORDER, ReadingLimits, Removal, Text, solid

__all__ = ["ReadingLimits", "Removal", "Text", "read_bytes", "read_file", "read_member", "read_pasted"]

_MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
_WEB_PAGE = (".html", ".htm", ".xhtml")
_INSTEAD = "Save the text as .txt, .md, .html, .docx, .odt, .rtf, .pdf, .epub or .fb2 and upload that."
_LEAST_PAGE_WORDS = 700
"""Form feeds that come more often than this many words are ends of pages, not of chapters."""


def read_file(path: Path, name: str | None = None, limits: ReadingLimits | None = None) -> Text:
    """Return the text of a file, by default with its own name."""
    limits = limits or ReadingLimits()
    name = name or path.name
    return read_bytes(_bytes_of(path, name, limits), name, limits)


def _bytes_of(path: Path, name: str, limits: ReadingLimits) -> bytes:
    """Return the content of a file within the limit."""
    try:
        size = path.stat().st_size
        if size > limits.max_bytes:
            raise _too_large(name, size, limits)
        return path.read_bytes()
    except OSError as error:
        raise TextError(f"{quoted(name)} cannot be opened. Upload it again.") from error


def read_bytes(data: bytes, name: str, limits: ReadingLimits | None = None) -> Text:
    """Return the text of a file in memory."""
    limits = limits or ReadingLimits()
    if len(data) > limits.max_bytes:
        raise _too_large(name, len(data), limits)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise TextError(f"{quoted(name)} is empty. Upload a file with text in it.")
    if is_locked(data):
        raise locked(quoted(name))
    foreign = foreign_kind(data)
    if foreign is not None:
        raise TextError(f"{quoted(name)} is {foreign}, not text. {_INSTEAD}")
    return _within(_READERS[kind_of(data)](data, name, limits), limits)


def read_member(
    archive: Archive, member: str, name: str, limits: ReadingLimits | None = None, nested: bool = False
) -> Text:
    """Return an archive member's text; only EPUB, DOCX and the like nest."""
    limits = limits or ReadingLimits()
    if archive.size(member) > limits.max_bytes:
        raise _too_large(name, archive.size(member), limits)
    data = archive.read(member)
    if kind_of(data) != "zip":
        return read_bytes(data, name, limits)
    if nested:
        raise _nested(name)
    return _within(_read_archive(archive.inner(data, quoted(name), limits), name, limits, nested=True), limits)


def read_pasted(text: str, name: str = "pasted text", limits: ReadingLimits | None = None) -> Text:
    """Return the text that the author pasted."""
    limits = limits or ReadingLimits()
    if not solid(text):
        raise TextError("Nothing was pasted. Paste a text, or upload a file.")
    if len(text) > limits.max_bytes:
        raise _too_large(name, len(text.encode("utf-8", errors="replace")), limits)
    whole = text.encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")
    return _within(Text(name, _plain(whole)), limits)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    try:
        return decode(data)
    except UnknownEncoding as error:
        raise TextError(
            f"{quoted(name)} is not text in any encoding that can be told. Save it as UTF-8 text and upload that."
        ) from error


def _read_text(data: bytes, name: str, limits: ReadingLimits) -> Text:
    if name.lower().endswith(_WEB_PAGE):
        return _read_html(data, name, limits)
    text, encoding = _decoded(data, name)
    if name.lower().endswith(_MARKDOWN):
        return _from_builder(read_markdown(text.replace("\r\n", "\n").replace("\r", "\n")), name, encoding)
    return Text(name, _plain(text), encoding)


def _read_fb2(data: bytes, name: str, limits: ReadingLimits) -> Text:
    builder, encoding = read_fb2(data, quoted(name))
    return _from_builder(builder, name, encoding)


def _read_html(data: bytes, name: str, limits: ReadingLimits) -> Text:
    return read_html(data, name)


def _read_rtf(data: bytes, name: str, limits: ReadingLimits) -> Text:
    return _from_builder(read_rtf(data), name, None)


def _read_chat(data: bytes, name: str, limits: ReadingLimits) -> Text:
    """Return a chat file's answers as chapters, with their requests."""
    text, encoding = _decoded(data, name)
    chat = read_chat(text, quoted(name))
    answers = f"\n{CHAPTER_BORDER}\n".join(chat.texts)
    return Text(name, answers, encoding, tuple(chat.removals), reflow=False, requests=tuple(chat.requests))


def _read_zip(data: bytes, name: str, limits: ReadingLimits) -> Text:
    return _read_archive(Archive(data, quoted(name), limits), name, limits)


def _read_pdf(data: bytes, name: str, limits: ReadingLimits) -> Text:
    return _from_builder(read_pdf(data, quoted(name), limits), name, None)


def _read_archive(archive: Archive, name: str, limits: ReadingLimits, nested: bool = False) -> Text:
    """Return the text of a book, or an archive's single text."""
    book = book_in(archive.names)
    if book is not None:
        return _from_builder(_BOOKS[book](archive, quoted(name)), name, None)
    foreign, texts = foreign_archive(archive.names), archive.texts
    if foreign is not None or not texts:
        raise TextError(f"{quoted(name)} is {foreign or 'an archive without a text'}. {_INSTEAD}")
    if nested and not (len(texts) == 1 and texts[0].lower().endswith(".fb2")):
        raise _nested(name)
    if len(texts) > 1:
        raise TextError(f"{quoted(name)} holds {len(texts)} texts. Unpack it and upload the texts one by one.")
    return replace(read_member(archive, texts[0], f"{name}/{texts[0]}", limits, nested), name=name)


_READERS: dict[FileKind, Callable[[bytes, str, ReadingLimits], Text]] = {
    "text": _read_text,
    "html": _read_html,
    "rtf": _read_rtf,
    "pdf": _read_pdf,
    "fb2": _read_fb2,
    "zip": _read_zip,
    "chat": _read_chat,
}
_BOOKS: dict[BookFormat, Callable[[Archive, str], TextBuilder]] = {
    "epub": read_epub,
    "docx": read_docx,
    "odt": read_odt,
}


def _from_builder(builder: TextBuilder, name: str, encoding: str | None) -> Text:
    return Text(name, builder.text, encoding, builder.removals, reflow=False)


def _plain(text: str) -> str:
    """Return text with newlines, and form feeds only between chapters."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    pages = text.count(CHAPTER_BORDER)
    if pages and count_words(text) < _LEAST_PAGE_WORDS * pages:
        text = text.replace(CHAPTER_BORDER, "\n")
    return text


def _within(text: Text, limits: ReadingLimits) -> Text:
    """Return the text if it has words, and not too many."""
    total = text.words
    if not total:
        raise TextError(
            f"{quoted(text.name)} has no words in it, perhaps only pictures of pages. "
            "Upload a version with real text, not a scan."
        )
    if total > limits.max_words:
        raise TextError(
            f"{quoted(text.name)} has {total:,} words; Pastiche takes up to {limits.max_words:,} a file. "
            "Upload the part that shows the style best; 300,000 words are plenty."
        )
    return text


def _too_large(name: str, size: int, limits: ReadingLimits) -> TextError:
    return TextError(
        f"{quoted(name)} has {size / 1_000_000:,.0f} MB; Pastiche takes files of up to "
        f"{limits.max_bytes / 1_000_000:,.0f} MB. Upload only the works that show the style, or split the file; "
        "a whole novel has about 1 MB."
    )


def _nested(name: str) -> TextError:
    return TextError(f"{quoted(name)} is an archive inside an archive. Unpack it and upload what is in it.")
