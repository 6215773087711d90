"""The readers of archives, each with the check that tells whose archive it is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from styles.archives.pieces import Piece
from styles.formats.archives import Archive


@dataclass(frozen=True)
class ArchiveKind:
    """One service's zip archive: how it is recognised and read."""

    service: str
    """The name of the service or program, as people know it; the same in every language."""
    looks_like: Callable[[Iterable[str]], bool]
    """Says by the names of the members whether an archive is this service's."""
    read: Callable[[Archive], Iterator[Piece]]
    """Yields the pieces in the archive's order. A damaged member is skipped, and nothing is raised for it."""


@dataclass(frozen=True)
class SingleFileKind:
    """One service's single file: how it is recognised and read."""

    service: str
    """The name of the service or program, as people know it; the same in every language."""
    looks_like: Callable[[str], bool]
    """Says by the first characters of a file (4,096 are enough) whether it is this service's."""
    read: Callable[[bytes], Iterator[Piece]]
    """Yields the pieces in the file's order. A damaged piece is skipped, and nothing is raised for it."""


ARCHIVE_KINDS: tuple[ArchiveKind, ...] = ()
"""In the order in which they are asked: what is told by one sure name comes before what is told by a habit."""

FILE_KINDS: tuple[SingleFileKind, ...] = ()
"""In the order in which they are asked."""


def archive_kind(names: Iterable[str]) -> ArchiveKind | None:
    """Return the kind of an archive with these members, or None."""
    members = tuple(names)
    return next((kind for kind in ARCHIVE_KINDS if kind.looks_like(members)), None)


def file_kind(opening: str) -> SingleFileKind | None:
    """Return the kind of a file that begins so, or None."""
    return next((kind for kind in FILE_KINDS if kind.looks_like(opening)), None)
