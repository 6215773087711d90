"""Reading of journals of LiveJournal and its kin.

These are the XML files of its export page, one a month, those of ljArchive, which have the same form, and the files
of ljdump, one an entry (`L-1`, `L-2`). Comments are not read: the journal's owner is not named among them.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone

from lxml import etree

from styles.archives.dates import read_date
from styles.archives.members import bytes_of
from styles.archives.pieces import Piece
from styles.archives.post_text import html_text, one_line
from styles.archives.xml_entries import children, fields, xml_root
from styles.formats.archives import Archive
from styles.formats.markup import local_name

_OPENING = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(?:<livejournal\s*/?>|<event>\s*<\w+>)")
_DUMPED = re.compile(r"(?:.*/)?L-\d{1,9}")
_USER = re.compile(r"<lj\s+(?:user|comm)\s*=\s*[\"']?([\w.-]{1,60})[\"']?[^>]{0,200}>(?:\s*</lj>)?", re.IGNORECASE)
_TAKEN_OVER = re.compile(
    r"(?:Оригинал взят у|Originally posted by)\s*(?:</?\w+[^>]{0,300}>\s*){0,5}<lj\s+(?:user|comm)\b"
    r"|<lj-repost\b|<div\s[^>]{0,200}class=[\"'][^\"'>]{0,100}\brepost\b",
    re.IGNORECASE,
)
"""What stands over an entry of somebody else, to its end."""
_FORMATTED = re.compile(r"<(?:p|br|div|lj-raw)\b", re.IGNORECASE)
_FARTHEST_ZONE = timedelta(hours=14)


def looks_like(opening: str) -> bool:
    """Check whether a file begins like a journal."""
    return bool(_OPENING.match(opening))


def looks_like_archive(names: tuple[str, ...]) -> bool:
    """Check whether an archive holds the files of ljdump."""
    return any(map(_DUMPED.fullmatch, names))


def read_archive(archive: Archive) -> Iterator[Piece]:
    """Yield the entries of ljdump's files, by their numbers."""
    dumped = [name for name in archive.names if _DUMPED.fullmatch(name)]
    for name in sorted(dumped, key=lambda name: int(name.rpartition("L-")[2])):
        yield from read(bytes_of(archive, name) or b"")


def read(data: bytes) -> Iterator[Piece]:
    """Yield the entries of a journal's file."""
    root = xml_root(data)
    if root is None:
        return
    for entry in children(root, "entry") if local_name(root) == "livejournal" else [root]:
        text, removals = html_text(*_prepared(entry))
        if text:
            yield Piece(None, text, _date(fields(entry)), "", one_line(fields(entry).get("subject", "")), removals)


def _prepared(entry: etree._Element) -> tuple[str, bool]:
    """Return an entry's HTML, and whether its line ends count."""
    written = fields(entry).get("event", "")
    taken_over = _TAKEN_OVER.search(written)
    written = _USER.sub(r"\1", written[: taken_over.start()] if taken_over else written)
    props = next(iter(children(entry, "props")), None)
    preformatted = fields(props).get("opt_preformatted", "") if props is not None else ""
    return written, not (preformatted == "1" or _FORMATTED.search(written))


def _date(entry: dict[str, str]) -> datetime | None:
    """Return an entry's own time in its writer's zone.

    The journal keeps the writer's clock and the server's, which is in UTC: the difference is the zone, unless the
    entry was dated back.
    """
    own, server = read_date(entry.get("eventtime", "")), read_date(entry.get("logtime", ""))
    if own is None or server is None:
        return own or server
    ahead = timedelta(minutes=15 * round((own - server) / timedelta(minutes=15)))
    return own.replace(tzinfo=timezone(ahead)) if abs(ahead) <= _FARTHEST_ZONE else own
