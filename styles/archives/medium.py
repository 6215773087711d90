"""Reading of the export of Medium, one page a story.

A response is told from a story by its form: a story begins with its title, a response has none. Drafts are left out.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from styles.archives.dates import read_date
from styles.archives.members import text_of_member
from styles.archives.pieces import Piece
from styles.archives.post_text import element_text, heading_of
from styles.formats.archives import Archive
from styles.formats.elements import HEADINGS, classes_of
from styles.formats.markup import attribute, local_name, parse_html

_PAGE = re.compile(r"(?:.*/)?posts/(?:\d{4}-\d{2}-\d{2}|draft)_[^/]*-[0-9a-f]{6,14}\.html")
_DRAFT = re.compile(r"(?:.*/)?posts/draft_[^/]*")
_BODY = frozenset(["e-content"])
_NAME = frozenset(["p-name"])


def looks_like(names: tuple[str, ...]) -> bool:
    """Check whether an archive is an export of Medium."""
    return any(map(_PAGE.fullmatch, names))


def read(archive: Archive) -> Iterator[Piece]:
    """Yield the stories and responses by their names, which begin with dates."""
    for name in sorted(filter(_PAGE.fullmatch, archive.names)):
        page = None if _DRAFT.fullmatch(name) else parse_html(text_of_member(archive, name))
        body = None if page is None else next(filter(_is_body, page.iter()), None)
        if page is None or body is None:
            continue
        date, is_story = _date(page, name), _has_title(body)
        title = heading_of(page, _NAME) if is_story else ""
        text, removals = element_text(body)
        if text:
            yield Piece(None, text, date, "stories" if is_story else "responses", title, removals)


def _is_body(element: etree._Element) -> bool:
    return bool(classes_of(element) & _BODY)


def _has_title(body: etree._Element) -> bool:
    """Check whether a story's title stands in its body."""
    return any("graf--title" in classes_of(element) or local_name(element) in HEADINGS for element in body.iter())


def _date(page: etree._Element, name: str) -> datetime | None:
    times = (attribute(element, "datetime") for element in page.iter() if local_name(element) == "time")
    return next(filter(None, map(read_date, times)), None) or read_date(name.rpartition("/")[2].partition("_")[0])
