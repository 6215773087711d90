"""Reading of JSON and talks in archives of Facebook and Instagram.

The text is UTF-8 whose bytes were written as characters (`\\u00d0\\u009f`), so that it is decoded twice. Only JSON is
read: the HTML that the services also offer says nothing of who wrote what in a form that can be relied on.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from styles.archives.dates import read_seconds
from styles.archives.members import dicts, inside, json_of, stated, string
from styles.archives.pieces import Person, Piece
from styles.archives.post_text import one_line, plain_text
from styles.formats.archives import Archive

_TALK = re.compile(r"(?:.*/)?(?:inbox|archived_threads|filtered_threads|e2ee_cutover)/[^/]+/message(?:_\d+)?\.json")
_IN_HTML = re.compile(
    r"(?:.*/)?(?:posts/your_posts[^/]*|messages/inbox/[^/]+/message(?:_\d+)?|(?:content|media)/posts_\d+"
    r"|comments(?:_and_reactions)?/(?:post_)?comments[^/]*|your_(?:facebook|instagram)_activity/.*)\.html"
)
_NOTICE = re.compile(
    r"(?:You|\S.{0,80}) (?:sent (?:an? (?:attachment|photo|video|voice message|GIF|link|sticker|location)\.?)|"
    r"(?:reacted|liked) .{0,40}(?:to your|a) message|unsent a message|"
    r"(?:missed|started) (?:an?|your) .{0,20}(?:call|chat)\.?)"
    r"|(?:Liked|Reacted .{1,20} to) (?:a|your) message|This message is no longer available.{0,80}",
    re.DOTALL,
)
"""What the service itself writes into a talk, in English exports."""


def is_in_html(names: Iterable[str]) -> bool:
    """Check whether an archive was made in HTML instead of JSON."""
    return any(map(_IN_HTML.fullmatch, names))


def sound_json(archive: Archive, name: str) -> Any:
    """Return a member's JSON with its strings decoded the second time."""
    return stated(json_of(archive, name), twice_decoded)


def twice_decoded(text: str) -> str:
    """Return UTF-8 whose bytes were written as characters; other text is unchanged."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


def piece(written: str, date: datetime | None, thread: str, title: str = "") -> Iterator[Piece]:
    """Yield a piece of the owner, unless it is empty."""
    text, removals = plain_text(written)
    if text:
        yield Piece(None, text, date, thread, one_line(title), removals)


def talks(archive: Archive, owner: str) -> Iterator[Piece]:
    """Yield the messages of the owner in all talks.

    Where nobody knows which participant it is, everybody's are yielded, each with its writer.
    """
    folders: dict[str, _Talk] = {}
    for name in archive.names:
        if _TALK.fullmatch(name):
            folder = name.rpartition("/")[0]
            folders.setdefault(folder, _Talk(folder.rpartition("/")[2])).add(sound_json(archive, name))
    owner = owner_of([talk.people for talk in folders.values()], owner)
    for talk in folders.values():
        for message in sorted(talk.messages, key=_milliseconds):
            yield from _message(message, talk.title, owner)


@dataclass
class _Talk:
    """One talk, which may be in several files."""

    title: str
    people: list[str] = field(default_factory=list)
    messages: list[dict[str, Any]] = field(default_factory=list)

    def add(self, value: Any) -> None:
        """Add what one file has of the talk."""
        self.title = one_line(string(value, "title")) or self.title
        people = (string(person, "name") for person in dicts(inside(value, "participants")))
        self.people += [name for name in people if name]
        kept = ("sender_name", "content", "timestamp_ms", "is_unsent", "call_duration")
        self.messages += [
            {key: message[key] for key in kept if key in message} for message in dicts(inside(value, "messages"))
        ]


def owner_of(talks: Iterable[Iterable[str]], known: str) -> str:
    """Return the name that the owner has in talks, or "".

    It is the name of the profile, or the only one in all of several talks.
    """
    parties = [frozenset(party) for party in talks if party]
    counted = Counter(name for party in parties for name in party)
    if known in counted:
        return known
    everywhere = [name for name, times in counted.items() if times == len(parties)]
    return everywhere[0] if len(set(parties)) > 1 and len(everywhere) == 1 else ""


def _message(message: dict[str, Any], title: str, owner: str) -> Iterator[Piece]:
    """Yield a message that somebody typed."""
    sender, content = string(message, "sender_name"), string(message, "content")
    notice = message.get("is_unsent") or "call_duration" in message or _NOTICE.fullmatch(content.strip())
    if notice or not sender or (owner and sender != owner):
        return
    text, removals = plain_text(content)
    if text:
        name = one_line(sender)
        writer = None if owner else Person(name.lower(), name)
        yield Piece(writer, text, read_seconds(_milliseconds(message) / 1000), title, "", removals)


def _milliseconds(message: dict[str, Any]) -> float:
    made = message.get("timestamp_ms")
    return float(made) if isinstance(made, int | float) and abs(made) < 1e15 else 0.0
