"""Reading of the export of Notion as Markdown or HTML.

Large exports are archives in an archive. One page is one piece. The tables of databases are left out; the rows that
are pages are read without their properties.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from lxml import etree

from styles.archives.members import bytes_of, text_of_member
from styles.archives.note_text import created, named_values, note_text
from styles.archives.pieces import Piece
from styles.archives.post_text import element_text, heading_of, one_line
from styles.errors import TextError
from styles.formats.archives import Archive, is_hidden
from styles.formats.elements import classes_of
from styles.formats.markup import local_name, parse_html, text_of
from styles.text import ReadingLimits, Removal

_ID = re.compile(r"(?:^| )[0-9a-f]{32}$")
_PAGE = re.compile(r"(?:.*[ /])?[0-9a-f]{32}(?:_all)?\.(?:md|html|csv)")
_PART = re.compile(
    r"(?:.*/)?(?:Export(?:Block)?-)?[0-9a-f]{8}-[0-9a-f-]{27}(?:[_-]*Part-\d+)?\.zip|.*\bPart-\d+\.zip", re.IGNORECASE
)
_TITLE = re.compile(r"\s*#[ \t]+(.+?)[ \t]*(?:\n|\Z)\s*")
_PROPERTY_LINES = re.compile(r"(?:[^\s:#>*|-][^:\n]{0,60}:(?:[ \t].*)?(?:\n|\Z))+")
_LINK_TO_PAGE = re.compile(r"^[ \t]*(?:[-*][ \t]+)?\[[^\]\n]*\]\([^)\n]*\.(?:md|csv|html)\)[ \t]*$", re.MULTILINE)
_LEAST_PROPERTIES = 2
"""Lines that are told to be properties where the table of their database is in another part."""


def looks_like(names: tuple[str, ...]) -> bool:
    """Check whether an archive is an export of Notion."""
    return any(map(_PAGE.fullmatch, names)) or (bool(names) and all(map(_PART.fullmatch, names)))


def read(archive: Archive) -> Iterator[Piece]:
    """Yield the pages of an export by their paths, part after part."""
    yield from _pages(archive)
    most = ReadingLimits().max_library_bytes
    for name in sorted(filter(_PART.fullmatch, archive.names)):
        try:
            limits = replace(ReadingLimits(), max_bytes=most, max_unpacked_bytes=most)
            part = archive.inner(bytes_of(archive, name) or b"", name, limits)
        except TextError:
            continue
        yield from _pages(part)


def _pages(archive: Archive) -> Iterator[Piece]:
    """Yield the pages that lie open in an archive."""
    databases = {name.removesuffix(".csv").removesuffix("_all") for name in archive.names if name.endswith(".csv")}
    for name in sorted(archive.names):
        path = PurePosixPath(name)
        if is_hidden(name) or path.stem == "index":
            continue
        if path.suffix == ".md":
            yield from _markdown_page(text_of_member(archive, name), path, str(path.parent) in databases)
        elif path.suffix == ".html":
            yield from _html_page(text_of_member(archive, name), path)


def _markdown_page(written: str, path: PurePosixPath, is_row: bool) -> Iterator[Piece]:
    head = _TITLE.match(written)
    title, body = (head[1], written[head.end() :]) if head else (_ID.sub("", path.stem), written)
    lines = _PROPERTY_LINES.match(body)
    if lines and not (is_row or lines[0].strip().count("\n") + 1 >= _LEAST_PROPERTIES):
        lines = None
    values = named_values(lines[0]) if lines else {}
    text, removals = note_text(_LINK_TO_PAGE.sub("", body[lines.end() :] if lines else body))
    if text:
        described = (Removal("description", " ".join(lines[0].split()), 0),) if lines else ()
        yield Piece(None, text, created(values), _folder(path), one_line(title), (*described, *removals))


def _html_page(written: str, path: PurePosixPath) -> Iterator[Piece]:
    page = parse_html(written) if written else None
    body = None if page is None else next((part for part in page.iter() if "page-body" in classes_of(part)), None)
    if page is None or body is None:
        return
    title = heading_of(page, frozenset(["page-title"])) or _ID.sub("", path.stem)
    date = created(_row_values(page))
    text, removals = element_text(body)
    if text:
        yield Piece(None, text, date, _folder(path), title, removals)


def _row_values(page: etree._Element) -> dict[str, str]:
    """Return the dates of a page by their kinds."""
    values: dict[str, str] = {}
    for row in page.iter():
        kinds = {name.removeprefix("property-row-") for name in classes_of(row) if name.startswith("property-row-")}
        times = [text_of(cell) for cell in row.iter() if local_name(cell) == "time"] if kinds else []
        values |= {kind: times[0] for kind in kinds if times}
    return values


def _folder(path: PurePosixPath) -> str:
    """Return the folders of a page without the numbers of Notion."""
    parts = [_ID.sub("", part) for part in path.parts[:-1] if not part.lower().startswith("export-")]
    return "/".join(filter(None, parts))
