"""Plain text that is no prose: tables, tags, other programs' files."""

import csv
import re
from collections import Counter
from html import unescape

from styles.error_messages import OTHER_FILE
from styles.formats.elements import BLOCKS
from styles.i18n.message import Message
from styles.text import Reason, Removal, Text, solid

_XML = OTHER_FILE(kind="an XML file of another program")
_FOREIGN: tuple[tuple[str, Message], ...] = (
    (r"BEGIN:VCALENDAR\b", OTHER_FILE(kind="a calendar")),
    (r"BEGIN:VCARD\b", OTHER_FILE(kind="an address book")),
    (r"%!PS\b", OTHER_FILE(kind="a PostScript file")),
    (r"\[Script Info\]", OTHER_FILE(kind="a file of subtitles for a player")),
    (r"#!\s*/", OTHER_FILE(kind="a program")),
    (r"-----BEGIN [A-Z ]{3,40}-----", OTHER_FILE(kind="a key or a certificate")),
    (r"(?:-- \w+ dump\b|PRAGMA foreign_keys|CREATE TABLE\b)", OTHER_FILE(kind="a copy of a database")),
    (
        r"<\?xml\b|<!DOCTYPE\s|<(?:\w+:)?[A-Za-z][\w.-]*(?=[\s>])[^<>]{0,2000}?\sxmlns(?::\w+)?\s*=",
        _XML,
    ),
)
_FOREIGN_OPENINGS = tuple((re.compile(rf"\ufeff?\s*+(?:{opening})", re.IGNORECASE), kind) for opening, kind in _FOREIGN)

_ROOT = re.compile(r"\ufeff?\s*+<([A-Za-z][\w:.-]{0,60})[^<>]{0,2000}>")
_XHTML = re.compile(r"(?:<\?xml[^<>]{0,400}\?>)?\s*+<[\w:]{1,30}\s[^<>]{0,400}?=[\"']http://www\.w3\.org/1999/xhtml")
_LEAST_TAGS = 6
"""Tags of an XML file without its declaration. Judgement: a text between two tags may be an author's."""

_LOOK = 40_000
"""Characters that are looked at for a table or a page's tags."""
_DELIMITERS = "\t,;|"
_LEAST_ROWS, _LEAST_COLUMNS = 10, 3
"""A table whose name does not say so. Judgement: verse of ten lines with two commas each is rare."""
_EVEN = 0.9
"""The share of a table's rows with the same number of cells, where the name says that it is one."""

_BLOCK = re.compile(r"<(?:p|div|br|h[1-6]|blockquote|li|td)\b[^<>]{0,400}>", re.IGNORECASE)
_PAIR = re.compile(r"<(i|b|em|strong|u|s|span|font|small)\b[^<>]{0,400}>[^<>]{1,2000}</\1>", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9]*\b[^<>]{0,400}>|<!--.{0,400}?-->", re.DOTALL)
_INLINE = re.compile(r"</?(?:i|b|em|strong|u|s|span|font|small)\b[^<>]{0,400}>", re.IGNORECASE)
_LEAST_BLOCKS, _LEAST_PAIRS = 2, 3
"""Tags from which a text is a page's. Judgement: one or two may be what it is about."""

_CUE = re.compile(r"(?:\d{1,3}:)?\d\d:\d\d\.\d{3}\s+-->\s")
_CUE_TAG = re.compile(r"</?(?:[a-z]+\b[^<>\n]{0,200}|\d[\d:.]{3,14})>")


def foreign_text(text: str) -> Message | None:
    """Return what a text file of another program is, else None."""
    opening = text[:4096]
    named = next((kind for pattern, kind in _FOREIGN_OPENINGS if pattern.match(opening)), None)
    root = _ROOT.match(opening)
    if named is not None or root is None or root[1].lower() in BLOCKS or not text.rstrip().endswith(f"</{root[1]}>"):
        return named
    return _XML if len(_TAG.findall(text[:_LOOK])) >= _LEAST_TAGS else None


def is_xhtml(text: str) -> bool:
    """Check for a part of an XHTML page with its name space."""
    return bool(_XHTML.match(text))


def is_table(text: str, name: str) -> bool:
    """Check for rows of cells; the name only makes them likelier."""
    sample = text.removeprefix("\ufeff")[:_LOOK]
    if len(text) > _LOOK:
        sample = sample.rpartition("\n")[0]
    named = name.lower().endswith((".csv", ".tsv", ".tab"))
    return any(_is_table(sample, delimiter, named) for delimiter in _DELIMITERS if delimiter in sample)


def _is_table(sample: str, delimiter: str, named: bool) -> bool:
    try:
        rows = [row for row in csv.reader(sample.splitlines(keepends=True), delimiter=delimiter) if row]
    except csv.Error:
        return False
    ((columns, same),) = Counter(map(len, rows)).most_common(1) or [(0, 0)]
    if named:
        return columns > 1 and len(rows) > 1 and same >= _EVEN * len(rows)
    filled = sum(cell.strip() != "" for row in rows for cell in row)
    spaced = sum(cell.startswith(" ") for row in rows for cell in row[1:])
    even = same == len(rows) >= _LEAST_ROWS and columns >= _LEAST_COLUMNS
    return even and filled >= 0.5 * columns * len(rows) and spaced <= 0.1 * filled  # prose has spaces after its commas


def is_page(text: str) -> bool:
    """Check for a page's paragraphs in tags, without the page around them."""
    sample = text[:_LOOK]
    return len(_BLOCK.findall(sample)) >= _LEAST_BLOCKS and len(_TAG.findall(sample)) >= 0.9 * sample.count("<")


def without_inline_tags(text: str) -> str:
    """Return lines without a page's marks of stress, where there are some."""
    sample = text[:_LOOK]
    if sum(1 for _ in _PAIR.finditer(sample)) < _LEAST_PAIRS or _BLOCK.search(sample):
        return text
    return unescape(_INLINE.sub("", text))


def read_cues(text: str, name: str, encoding: str) -> Text:
    """Return the speech of WebVTT subtitles, with their times."""
    blocks = re.split(r"\n[ \t]*\n+", text.removeprefix("\ufeff"))
    kept: list[str] = []
    removals: list[Removal] = []
    offset = 0
    for number, block in enumerate(blocks):
        lines = block.strip("\n").split("\n")
        time = next((index for index, line in enumerate(lines) if _CUE.match(line)), None)
        if time is None:
            reason: Reason = "description" if number == 0 else "comment"
            removals.append(Removal(reason, " ".join(block.split()), offset))
            continue
        speech = [unescape(_CUE_TAG.sub("", line)) for line in lines[time + 1 :]]
        kept.append("\n".join([lines[time], *speech]))
        offset += len(solid(kept[-1]))
    return Text(name, "\n\n".join(kept), encoding, tuple(removals))
