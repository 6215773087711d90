"""The text that a reader returns, with everything it left out."""

import re
from dataclasses import dataclass, replace
from typing import Literal

from styles.language.words import count_words

Reason = Literal[
    "title page",
    "contents",
    "imprint",
    "front matter",
    "back matter",
    "description",
    "project gutenberg",
    "transcriber's note",
    "heading",
    "separator",
    "speaker",
    "stage direction",
    "page number",
    "running head",
    "line number",
    "timing",
    "note",
    "note marker",
    "date",
    "image",
    "table",
    "code",
    "navigation",
    "comment",
    "deletion",
    "outside the reading order",
    "line-end hyphen",
    "stray character",
    "system message",
    "unanswered request",
    "other message",
    "reasoning",
    "broken line",
]
"""Why something was left out. A stray character is one that nobody sees: soft hyphens, byte-order marks, controls; a
deletion is what the author took out while changes were tracked; navigation is what a web page has around its text."""

CHAPTER_BORDER = "\f"
"""Stands between the paragraphs where a chapter or a document ends."""

PARAGRAPH_BREAK = "\n\n"

STRAY_CHARACTERS = (
    "\u00ad\ufeff\u2060\u200b\ufffd\ufffe\uffff"
    + "".join(map(chr, range(0xFDD0, 0xFDF0)))
    + "".join(chr(code) for code in (*range(0x00, 0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), *range(0x86, 0xA0)))
)
"""Characters that nobody sees and no author types on purpose; joiners of emoji and of other scripts are not here."""

SOLID = re.compile(rf"[^\s{re.escape(STRAY_CHARACTERS)}]+")
"""A run of solid characters; offsets count these."""

_STRAY = re.compile(f"[{re.escape(STRAY_CHARACTERS)}]")


@dataclass(frozen=True)
class Removal:
    """One piece of text that was left out, for listing and restoring."""

    reason: Reason
    text: str
    offset: int
    """How many characters of the kept text stand before it, white space and stray characters not counted."""

    def after(self, kept: int) -> "Removal":
        """Return the removal in a text with `kept` more characters before it."""
        return replace(self, offset=self.offset + kept)


@dataclass(frozen=True)
class Text:
    """One read text: paragraphs, verse lines and chapter borders, without front matter."""

    name: str
    text: str
    """Paragraphs separated by a blank line, verse lines by a newline, chapters by a form feed between paragraphs."""
    encoding: str | None = None
    """The encoding of the file, where it was one text file."""
    removals: tuple[Removal, ...] = ()
    reflow: bool = True
    """True when the lines are still those of a text file; False when they are paragraphs already."""
    requests: tuple[str, ...] = ()
    """Of a file of chats: what each chapter, which is one answer, was asked. Empty for prose."""
    dates: tuple[str, ...] = ()
    """Of an archive: when each chapter was written, as an ISO 8601 interval or "". Empty for all else."""

    @property
    def words(self) -> int:
        """Number of words."""
        return count_words(self.text)


@dataclass(frozen=True)
class ReadingLimits:
    """Limits of the readers; a file over one raises `TextError`."""

    max_bytes: int = 50_000_000
    """The size of one uploaded file, and of the pages of a book together once unpacked."""
    max_unpacked_bytes: int = 200_000_000
    """The size of everything in an archive that is one book (EPUB, DOCX) once unpacked, pictures included."""
    max_library_bytes: int = 500_000_000
    """The size of an archive of several texts, as it comes and once unpacked; they are read one by one."""
    max_archive_bytes: int = 4_000_000_000
    """The size of an archive of mail, chats or posts once unpacked, pictures included; it is read piece by piece."""
    max_members: int = 5_000
    """How many files an archive may hold."""
    max_archive_members: int = 200_000
    """How many files an archive of mail, chats or posts may hold, with all its pictures."""
    max_ratio: int = 150
    """How many times larger than packed a file of an archive may be; only files of over a megabyte are asked."""
    max_pages: int = 5_000
    """The pages of a PDF document."""
    max_words: int = 3_000_000
    """The words of one text; a long novel has 300,000."""


def with_newlines(text: str) -> str:
    """Return the text with a newline at the end of each line."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def without_half_characters(text: str) -> str:
    """Return the text with half a surrogate pair replaced."""
    return text.encode("utf-16", errors="surrogatepass").decode("utf-16", errors="replace")


def in_one_chapter(text: str) -> str:
    """Return a foreign text without half characters and chapter borders."""
    return with_newlines(without_half_characters(text)).replace(CHAPTER_BORDER, "\n")


def without_strays(text: str) -> str:
    """Return the text without invisible characters."""
    return _STRAY.sub("", text)


def solid(text: str) -> str:
    """Return the characters without white space and strays; offsets count these."""
    characters = "".join(text.split())
    # Most lines have no strays, and asking whether all can be printed is much faster than taking them out.
    return characters if characters.isprintable() and "\ufffd" not in characters else _STRAY.sub("", characters)
