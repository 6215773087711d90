"""Recognition and reading of archives, also in a zip."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import IO

from styles import error_messages
from styles.archives import mbox, telegram, whatsapp
from styles.archives.authors import People, Question
from styles.archives.documents import documents
from styles.archives.kinds import SingleFileKind, archive_kind, file_kind, must_be_json
from styles.archives.pieces import Piece
from styles.errors import TextError, quoted
from styles.formats.archives import Archive
from styles.formats.signatures import book_in, kind_of
from styles.text import ReadingLimits, Text

_OPENING = 1 << 14
"""Bytes that tell a kind of file."""
_SUFFIXES = frozenset([".mbox", ".txt", ".json", ".xml", ".atom", ""])
"""What files of mail, chats and posts are called in a zip."""
_MOST_LOOKED_AT = 2_000
"""Files of a zip that are looked into at most to find chats among them."""
_MOST_MAILS = 3_000_000
"""Pieces of one file that is read bit by bit; what comes after is not read."""


@dataclass(frozen=True)
class _StreamKind:
    """One service's file that is read bit by bit."""

    service: str
    looks_like: Callable[[str], bool]
    read: Callable[[IO[bytes], str], Iterator[Piece]]
    """Yields the pieces of a stream, which has a name."""


_STREAM_KINDS = (
    _StreamKind("Telegram", telegram.looks_like, lambda stream, _: telegram.read(stream)),
    _StreamKind(
        "WhatsApp",
        whatsapp.looks_like,
        lambda stream, name: (replace(piece, thread=_chat_name(name)) for piece in whatsapp.read(stream)),
    ),
    _StreamKind("mail", mbox.looks_like, mbox.read),
)


@dataclass(frozen=True)
class Writing:
    """An archive of somebody's writing, recognised and not yet read."""

    name: str
    """What the author calls the upload."""
    service: str
    pieces: Callable[[], Iterator[Piece]]
    """Reads the archive anew each time; TextError where it cannot be opened."""
    beside: int = 0
    """Of a zip: how many other files that may be texts are in it; they are not read, as others may have sent them."""

    def texts(self, authors: Collection[str] | None = None) -> Iterator[Text | Question]:
        """Yield the author's texts, or the question who that is.

        `authors` are keys or names of people; without them the only one is the author. TextError where nobody wrote
        anything, or nobody has such a name.
        """
        people = People(_chat_name(self.name))
        for piece in self.pieces():
            people.add(piece)
        if not people:
            raise TextError(error_messages.NO_WRITING(name=quoted(self.name), service=self.service))
        if people.keys == ("",):
            authors = None  # all of it is its owner's, whom it does not name
        if authors is None and len(people) > 1:
            yield people.question(self.name, self.service)
            return
        keys = people.named(authors) if authors is not None else set(people.keys)
        if not keys:
            called = quoted(", ".join(authors or ()))
            raise TextError(error_messages.NO_SUCH_AUTHOR(name=quoted(self.name), author=called))
        yield from documents(self.pieces(), self.name, keys)


def find_writing(path: Path, name: str, limits: ReadingLimits) -> Writing | None:
    """Return the archive in a file or a zip, or None.

    TextError where a zip cannot be opened, or says nothing of who wrote what.
    """
    try:
        with path.open("rb") as file:
            opening = file.read(_OPENING)
            size = path.stat().st_size
    except OSError:  # reading it as a text tells
        return None
    if kind_of(opening) == "zip":
        return _in_zip(path, name, limits)
    kind = _kind_of(opening)
    if kind is None or size > (limits.max_archive_bytes if isinstance(kind, _StreamKind) else limits.max_library_bytes):
        return None

    def pieces() -> Iterator[Piece]:
        if isinstance(kind, SingleFileKind):
            yield from kind.read(path.read_bytes())
            return
        with path.open("rb") as stream:
            yield from islice(kind.read(stream, name), _MOST_MAILS)

    return Writing(name, kind.service, pieces)


def _in_zip(path: Path, name: str, limits: ReadingLimits) -> Writing | None:
    within = replace(
        limits,
        max_bytes=limits.max_library_bytes,
        max_unpacked_bytes=limits.max_archive_bytes,
        max_members=limits.max_archive_members,
    )
    archive = Archive(path, quoted(name), within)
    if book_in(archive.names) is not None:
        return None
    whole = archive_kind(archive.names)
    if whole is not None:
        return Writing(name, whole.service, lambda: whole.read(Archive(path, quoted(name), within)))
    if must_be_json(archive.names):
        raise TextError(error_messages.ARCHIVE_IN_HTML(name=quoted(name)))
    members = _members(archive)
    if not members:
        return None
    services = dict.fromkeys(kind.service for _, kind in members)

    def pieces() -> Iterator[Piece]:
        opened = Archive(path, quoted(name), within)
        for member, kind in members:
            if isinstance(kind, SingleFileKind):
                yield from kind.read(opened.read(member))
            else:
                called = name if len(members) == 1 and member.endswith("_chat.txt") else member
                with opened.stream(member) as stream:
                    yield from islice(kind.read(stream, called), _MOST_MAILS)

    return Writing(name, ", ".join(services), pieces, len(archive.texts) - len(members))


def _members(archive: Archive) -> Sequence[tuple[str, SingleFileKind | _StreamKind]]:
    """Return the files of a zip that are mail, chats or posts."""
    likely = [member for member in archive.texts if PurePosixPath(member).suffix.lower() in _SUFFIXES]
    found = []
    for member in likely[:_MOST_LOOKED_AT]:
        try:
            with archive.stream(member) as stream:
                kind = _kind_of(stream.read(_OPENING))
        except TextError:  # reading it as a text tells
            continue
        if kind is not None:
            found.append((member, kind))
    return found


def _kind_of(opening: bytes) -> SingleFileKind | _StreamKind | None:
    begin = opening.removeprefix(b"\xef\xbb\xbf").decode("utf-8", "replace")
    found = next((kind for kind in _STREAM_KINDS if kind.looks_like(begin)), None)
    return found or file_kind(begin[:4096])


def _chat_name(name: str) -> str:
    """Return Ann for `WhatsApp Chat with Ann.txt`."""
    stem = PurePosixPath(name).name
    for suffix in (".zip", ".txt"):
        stem = stem.removesuffix(suffix)
    for words in _CHAT_WITH:
        if stem.lower().startswith(words):
            return stem[len(words) :].strip()
    return stem


_CHAT_WITH = (
    "whatsapp chat with",
    "whatsapp chat -",
    "чат whatsapp с контактом",
    "чат whatsapp -",
    "чат whatsapp с",
    "whatsapp-chat mit",
    "discussion whatsapp avec",
    "chat de whatsapp con",
    "conversa do whatsapp com",
    "chat whatsapp con",
    "whatsapp-chat met",
    "czat whatsapp z",
    "чат whatsapp з контактом",
)
"""How the program names the file of a chat, in some languages."""
