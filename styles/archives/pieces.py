"""Pieces of writing, the form that every archive is read into."""

from dataclasses import dataclass
from datetime import datetime

from styles.text import Removal


@dataclass(frozen=True)
class Person:
    """Somebody who wrote in an archive."""

    key: str
    """What the archive tells people apart by: an address, an id, a handle; lower case."""
    name: str
    """What people call them there."""


@dataclass(frozen=True)
class Piece:
    """One thing that somebody wrote: a message, a post, a note."""

    writer: Person | None
    """Who wrote it; None where everything in such an archive is its owner's."""
    text: str
    """Only what the writer wrote: paragraphs separated by blank lines, no quotes of others, no signature."""
    date: datetime | None = None
    """When, with its time zone, where the archive says so."""
    thread: str = ""
    """What it belongs to: a chat, a subject, a blog, a folder of notes. Pieces of one thread are one document."""
    title: str = ""
    removals: tuple[Removal, ...] = ()
    """What the reader left out of it, by offsets into its own text; never words of other people."""
    by_owner: bool = False
    """True where the archive itself says that the writer is its owner, as of a mail among the sent ones."""
