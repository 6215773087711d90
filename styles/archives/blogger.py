"""Reading of the Atom feeds that Blogger and Takeout export.

The feed of the settings (`blog-*.xml`) names the kind of an entry in a category, that of Takeout (`feed.atom`) in an
element of its own. Live posts and pages are kept, and the comments by their authors; drafts and what was thrown away
are not.
"""

import re
from collections.abc import Iterator

from lxml import etree

from styles.archives.dates import read_date
from styles.archives.members import bytes_of
from styles.archives.pieces import Person, Piece
from styles.archives.post_text import html_text, one_line
from styles.archives.xml_entries import children, fields, xml_root
from styles.formats.archives import Archive
from styles.formats.markup import attribute, local_name

_OPENING = re.compile(r"<feed\b.{0,2000}?(?:schemas\.google\.com/blogger/|tag:blogger\.com,1999:blog-)", re.DOTALL)
_FEED = re.compile(r"(?:.*/)?blogs/[^/]+/feed\.atom", re.IGNORECASE)
_KIND = re.compile(r".*blogger/2008/kind#(\w+)")
_LIVE = frozenset(["", "live", "scheduled"])


def looks_like(opening: str) -> bool:
    """Check whether a file begins like an export of Blogger."""
    return bool(_OPENING.search(opening))


def is_feed(name: str) -> bool:
    """Check whether a member is the feed of a blog in Takeout."""
    return bool(_FEED.fullmatch(name))


def looks_like_archive(names: tuple[str, ...]) -> bool:
    """Check whether an archive of Takeout has a blog."""
    return any(map(is_feed, names))


def read_archive(archive: Archive) -> Iterator[Piece]:
    """Yield the posts of all blogs in Takeout."""
    for name in filter(is_feed, archive.names):
        yield from read(bytes_of(archive, name) or b"")


def read(data: bytes) -> Iterator[Piece]:
    """Yield the posts, pages and own comments of a feed."""
    root = xml_root(data)
    if root is None or local_name(root) != "feed":
        return
    blog = one_line(fields(root).get("title", ""))
    entries = [(entry, _kind(entry)) for entry in children(root, "entry")]
    authors = {_author(entry) for entry, kind in entries if kind in ("post", "page")} - {None}
    for entry, kind in entries:
        writer = _author(entry)
        if kind in ("post", "page") or (kind == "comment" and writer in authors):
            yield from _piece(entry, kind, writer, blog)


def _piece(entry: etree._Element, kind: str, writer: Person | None, blog: str) -> Iterator[Piece]:
    post = fields(entry)
    if post.get("status", "").lower() not in _LIVE or post.get("trashed") or _is_draft(entry):
        return
    text, removals = html_text(post.get("content", ""))
    if text:
        date = read_date(post.get("published", "")) or read_date(post.get("updated", ""))
        title = one_line(post.get("title", "")) if kind != "comment" else ""
        yield Piece(writer, text, date, blog, title, removals)


def _kind(entry: etree._Element) -> str:
    """Return what an entry is: post, page, comment, settings, template."""
    kind = fields(entry).get("type", "").lower()
    terms = (_KIND.fullmatch(attribute(category, "term")) for category in children(entry, "category"))
    return kind or next((match[1].lower() for match in terms if match), "")


def _author(entry: etree._Element) -> Person | None:
    """Return who wrote an entry; nobody where it is unsigned."""
    for author in children(entry, "author"):
        named = fields(author)
        name, profile = one_line(named.get("name", "")), named.get("uri", "")
        if (
            named.get("type", "").lower() != "anonymous"
            and name
            and (profile or name.lower() not in ("anonymous", "unknown"))
        ):
            return Person((profile or name).lower(), name)
    return None


def _is_draft(entry: etree._Element) -> bool:
    return any(fields(control).get("draft") == "yes" for control in children(entry, "control"))
