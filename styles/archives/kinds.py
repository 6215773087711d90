"""Readers of archives, with the checks that recognise them."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from styles.archives import (
    blogger,
    facebook,
    instagram,
    livejournal,
    mastodon,
    medium,
    notion,
    obsidian,
    substack,
    twitter,
    wordpress,
)
from styles.archives.meta import is_in_html
from styles.archives.pieces import Piece
from styles.formats.archives import Archive

MOST_PIECES = 200_000
"""Pieces of one archive at most; somebody who posts ten times a day needs fifty years for them."""


@dataclass(frozen=True)
class ArchiveKind:
    """One service's zip archive: how it is recognised and read."""

    service: str
    """The name of the service or program, as people know it; the same in every language."""
    looks_like: Callable[[tuple[str, ...]], bool]
    """Says by the names of the members whether an archive is this service's."""
    reader: Callable[[Archive], Iterator[Piece]]

    def read(self, archive: Archive) -> Iterator[Piece]:
        """Yield the pieces in the reader's order; a damaged member is skipped."""
        return islice(self.reader(archive), MOST_PIECES)


@dataclass(frozen=True)
class SingleFileKind:
    """One service's single file: how it is recognised and read."""

    service: str
    """The name of the service or program, as people know it; the same in every language."""
    looks_like: Callable[[str], bool]
    """Says by the first characters of a file (4,096 are enough) whether it is this service's."""
    reader: Callable[[bytes], Iterator[Piece]]

    def read(self, data: bytes) -> Iterator[Piece]:
        """Yield the pieces in the file's order; a damaged piece is skipped."""
        return islice(self.reader(data), MOST_PIECES)


ARCHIVE_KINDS: tuple[ArchiveKind, ...] = (
    ArchiveKind("Obsidian", obsidian.looks_like, obsidian.read),
    ArchiveKind("X", twitter.looks_like, twitter.read),
    ArchiveKind("Mastodon", mastodon.looks_like, mastodon.read),
    ArchiveKind("Substack", substack.looks_like, substack.read),
    ArchiveKind("Medium", medium.looks_like, medium.read),
    ArchiveKind("Blogger", blogger.looks_like_archive, blogger.read_archive),
    ArchiveKind("Instagram", instagram.looks_like, instagram.read),
    ArchiveKind("Facebook", facebook.looks_like, facebook.read),
    ArchiveKind("Notion", notion.looks_like, notion.read),
    ArchiveKind("LiveJournal", livejournal.looks_like_archive, livejournal.read_archive),
)
"""In the order in which they are asked: what is told by one sure name comes before what is told by a habit."""

FILE_KINDS: tuple[SingleFileKind, ...] = (
    SingleFileKind("WordPress", wordpress.looks_like, wordpress.read),
    SingleFileKind("Blogger", blogger.looks_like, blogger.read),
    SingleFileKind("LiveJournal", livejournal.looks_like, livejournal.read),
)
"""In the order in which they are asked."""


def archive_kind(names: Iterable[str]) -> ArchiveKind | None:
    """Return the kind of an archive with these members, or None."""
    members = tuple(names)
    return next((kind for kind in ARCHIVE_KINDS if kind.looks_like(members)), None)


def must_be_json(names: Iterable[str]) -> bool:
    """Check for an archive of Facebook or Instagram in HTML.

    Such an archive has no kind.
    """
    members = tuple(names)
    return is_in_html(members) and archive_kind(members) is None


def file_kind(opening: str) -> SingleFileKind | None:
    """Return the kind of a file that begins so, or None."""
    return next((kind for kind in FILE_KINDS if kind.looks_like(opening)), None)
