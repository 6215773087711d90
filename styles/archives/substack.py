"""Reading of the export of Substack, one page a post.

Only published posts are read. The lists of subscribers and who opened what lie beside them, and are never opened.
"""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from styles.archives.dates import read_date
from styles.archives.members import text_of_member
from styles.archives.pieces import Piece
from styles.archives.post_text import html_text, one_line
from styles.formats.archives import Archive

_TABLE = re.compile(r"(?:.*/)?posts\.csv")
_PAGE = re.compile(r"(?:.*/)?posts/\d+(?:\.[^/]*)?\.html")


def looks_like(names: tuple[str, ...]) -> bool:
    """Check whether an archive is an export of Substack."""
    return any(map(_TABLE.fullmatch, names)) and any(map(_PAGE.fullmatch, names))


def read(archive: Archive) -> Iterator[Piece]:
    """Yield the published posts in the order of the table."""
    names = frozenset(archive.names)
    for table in filter(_TABLE.fullmatch, archive.names):
        folder = table.removesuffix("posts.csv")
        for row in _rows(text_of_member(archive, table)):
            page = f"{folder}posts/{row.get('post_id', '')}.html"
            if row.get("is_published", "").lower() != "true" or page not in names:
                continue
            text, removals = html_text(text_of_member(archive, page))
            if text:
                date, title = read_date(row.get("post_date", "")), one_line(row.get("title", ""))
                yield Piece(None, text, date, "", title, removals)


def _rows(table: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a table as far as it is sound."""
    rows = csv.reader(StringIO(table.replace("\0", "")))
    head: list[str] = []
    try:
        head = next(rows, [])
        for row in rows:
            yield dict(zip(head, row, strict=False))
    except csv.Error:
        return
