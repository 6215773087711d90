"""Reading of one uploaded file in any format, within limits.

Several at once are `styles/texts/uploads.py`. The format follows from the content; nothing is unpacked to disk, and no
error quotes the file.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from styles import error_messages
from styles.archives.single_mail import read_mail
from styles.errors import TextError, locked, quoted
from styles.formats.archives import Archive
from styles.formats.chat import read_chat
from styles.formats.docx import read_docx
from styles.formats.encodings import UnknownEncoding, decode
from styles.formats.epub import read_epub
from styles.formats.fb2 import read_fb2
from styles.formats.final_draft import read_final_draft
from styles.formats.html import read_html
from styles.formats.kindle import palm_text, read_kindle
from styles.formats.markdown import read_markdown
from styles.formats.marked_forms import marked_reader
from styles.formats.odt import read_fodt, read_odt
from styles.formats.pdf import read_pdf
from styles.formats.rtf import read_rtf
from styles.formats.scrivener import read_scrivener
from styles.formats.signatures import BookFormat, FileKind, book_in, foreign_archive, foreign_kind, is_locked, kind_of
from styles.formats.structured import foreign_text, is_page, is_table, is_xhtml, read_cues, without_inline_tags
from styles.formats.text_builder import TextBuilder
from styles.formats.unread import unread_archive, unread_file
from styles.formats.word97 import read_doc
from styles.formats.word_xml import read_word_xml
from styles.language.words import count_words
from styles.text import (
    CHAPTER_BORDER,
    ReadingLimits,
    Reason,
    Removal,
    Text,
    solid,
    with_newlines,
    without_half_characters,
)
from styles.texts.restoration import returnable

__all__ = ["ReadingLimits", "Removal", "Text", "read_bytes", "read_file", "read_member", "read_pasted"]

_MARKDOWN = (".md", ".markdown", ".mkd", ".mdown")
_MAIL = (".eml", ".emlx")
_WEB_PAGE = (".html", ".htm", ".xhtml")
_BESIDE_TEXT: frozenset[Reason] = frozenset(["image", "description", "page number", "note marker", "line number"])
"""A file of nothing else has no words: its pages may be pictures."""
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
        raise TextError(error_messages.OPENED_NOT(name=quoted(name))) from error


def read_bytes(data: bytes, name: str, limits: ReadingLimits | None = None) -> Text:
    """Return the text of a file in memory."""
    limits = limits or ReadingLimits()
    if len(data) > limits.max_bytes:
        raise _too_large(name, len(data), limits)
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        raise TextError(error_messages.EMPTY(name=quoted(name)))
    if is_locked(data):
        raise locked(quoted(name))
    if (unread := unread_file(data, quoted(name))) is not None:
        raise TextError(unread)
    foreign = foreign_kind(data)
    if foreign is not None:
        raise TextError(error_messages.NOT_TEXT(name=quoted(name), kind=foreign))
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


def read_project(archive: Archive, name: str, limits: ReadingLimits | None = None) -> Text:
    """Return the Scrivener projects of an archive as one text."""
    return _within(_from_builder(read_scrivener(archive, quoted(name)), name, None), limits or ReadingLimits())


def read_pasted(text: str, name: str = "pasted text", limits: ReadingLimits | None = None) -> Text:
    """Return the text that the author pasted."""
    limits = limits or ReadingLimits()
    if not solid(text):
        raise TextError(error_messages.NOTHING_PASTED)
    if len(text) > limits.max_bytes:
        raise _too_large(name, len(text.encode("utf-8", errors="replace")), limits)
    whole = without_half_characters(text)
    return _within(Text(name, _plain(whole)), limits)


def _decoded(data: bytes, name: str) -> tuple[str, str]:
    try:
        return decode(data)
    except UnknownEncoding as error:
        raise TextError(error_messages.UNKNOWN_ENCODING(name=quoted(name))) from error


def _read_text(data: bytes, name: str, limits: ReadingLimits) -> Text:
    if name.lower().endswith(_WEB_PAGE):
        return _read_html(data, name, limits)
    if name.lower().endswith(_MAIL):
        return _read_mail(data, name, limits)
    text, encoding = _decoded(data, name)
    reader = marked_reader(text, name)
    if reader is not None:
        return _from_builder(reader(with_newlines(text)), name, encoding)
    if is_xhtml(text):
        return _read_html(data, name, limits)
    foreign = foreign_text(text)
    if foreign is not None:
        raise TextError(error_messages.NOT_TEXT(name=quoted(name), kind=foreign))
    if is_table(text, name):
        raise TextError(error_messages.TABLE(name=quoted(name)))
    if text.startswith("WEBVTT"):
        return read_cues(_plain(text), name, encoding)
    if name.lower().endswith(_MARKDOWN):
        return _from_builder(read_markdown(with_newlines(text)), name, encoding)
    if is_page(text):
        return _read_html(data, name, limits)
    return Text(name, _plain(without_inline_tags(text)), encoding)


def _read_fb2(data: bytes, name: str, limits: ReadingLimits) -> Text:
    builder, encoding = read_fb2(data, quoted(name))
    return _from_builder(builder, name, encoding)


def _read_final_draft(data: bytes, name: str, limits: ReadingLimits) -> Text:
    builder, encoding = read_final_draft(data, quoted(name))
    return _from_builder(builder, name, encoding)


def _read_mail(data: bytes, name: str, limits: ReadingLimits) -> Text:
    return _from_builder(read_mail(data, quoted(name)), name, None)


def _read_palm(data: bytes, name: str, limits: ReadingLimits) -> Text:
    text = palm_text(data, quoted(name), limits)
    if text is None:
        return _from_builder(read_kindle(data, quoted(name), limits), name, None)
    return (_read_html if kind_of(text) == "html" else _read_text)(text, name, limits)


def _read_html(data: bytes, name: str, limits: ReadingLimits) -> Text:
    return read_html(data, name)


def _read_rtf(data: bytes, name: str, limits: ReadingLimits) -> Text:
    return _from_builder(read_rtf(data), name, None)


def _read_doc(data: bytes, name: str, limits: ReadingLimits) -> Text:
    return _from_builder(read_doc(data, quoted(name)), name, None)


def _read_fodt(data: bytes, name: str, limits: ReadingLimits) -> Text:
    return _from_builder(read_fodt(data, quoted(name)), name, None)


def _read_word_xml(data: bytes, name: str, limits: ReadingLimits) -> Text:
    return _from_builder(read_word_xml(data, quoted(name), limits), name, None)


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
    if (unread := unread_archive(archive.names, quoted(name))) is not None:
        raise TextError(unread)
    book = book_in(archive.names)
    if book is not None:
        return _from_builder(_BOOKS[book](archive, quoted(name)), name, None)
    foreign, texts = foreign_archive(archive.names), archive.texts
    if foreign is not None or not texts:
        raise TextError(error_messages.NO_BOOK(name=quoted(name), kind=foreign or error_messages.NO_TEXT_INSIDE))
    if nested and not (len(texts) == 1 and texts[0].lower().endswith(".fb2")):
        raise _nested(name)
    if len(texts) > 1:
        raise TextError(error_messages.SEVERAL_TEXTS(name=quoted(name), texts=len(texts)))
    return replace(read_member(archive, texts[0], f"{name}/{texts[0]}", limits, nested), name=name)


_READERS: dict[FileKind, Callable[[bytes, str, ReadingLimits], Text]] = {
    "text": _read_text,
    "html": _read_html,
    "rtf": _read_rtf,
    "pdf": _read_pdf,
    "fb2": _read_fb2,
    "doc": _read_doc,
    "fodt": _read_fodt,
    "word xml": _read_word_xml,
    "zip": _read_zip,
    "chat": _read_chat,
    "fdx": _read_final_draft,
    "mail": _read_mail,
    "palm": _read_palm,
}
_BOOKS: dict[BookFormat, Callable[[Archive, str], TextBuilder]] = {
    "epub": read_epub,
    "docx": read_docx,
    "odt": read_odt,
    "scrivener": read_scrivener,
}


def _from_builder(builder: TextBuilder, name: str, encoding: str | None) -> Text:
    return Text(name, builder.text, encoding, builder.removals, reflow=False)


def _plain(text: str) -> str:
    """Return text with newlines, and form feeds only between chapters."""
    text = with_newlines(text.removeprefix("\ufeff"))
    pages = text.count(CHAPTER_BORDER)
    if pages and count_words(text) < _LEAST_PAGE_WORDS * pages:
        text = text.replace(CHAPTER_BORDER, "\n")
    return text


def _within(text: Text, limits: ReadingLimits) -> Text:
    """Return the text if it has words, and not too many."""
    total = text.words
    if not total and not _has_restorable_words(text):
        raise TextError(error_messages.NO_WORDS(name=quoted(text.name)))
    if total > limits.max_words:
        raise TextError(error_messages.TOO_MANY_WORDS(name=quoted(text.name), words=total, most=limits.max_words))
    return text


def _has_restorable_words(text: Text) -> bool:
    """Check for words that were left out and may be the author's."""
    return any(
        removal.reason not in _BESIDE_TEXT and returnable(removal) and count_words(removal.text)
        for removal in text.removals
    )


def _too_large(name: str, size: int, limits: ReadingLimits) -> TextError:
    return TextError(
        error_messages.TOO_LARGE(
            name=quoted(name), megabytes=round(size / 1_000_000), most=round(limits.max_bytes / 1_000_000)
        )
    )


def _nested(name: str) -> TextError:
    return TextError(error_messages.NESTED_ARCHIVE(name=quoted(name)))
