"""Reading of captions, comments and messages in Instagram's JSON archive."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from styles.archives.dates import read_date, read_seconds
from styles.archives.members import dicts, entries_in, inside, string
from styles.archives.meta import owner_of, piece, sound_json, talks
from styles.archives.pieces import Person, Piece
from styles.archives.post_text import one_line
from styles.formats.archives import Archive

_POSTS = re.compile(
    r"(?:.*/)?(?:content|media)/(?:posts_\d+|reels|igtv_videos|profile_photos|archived_posts|other_content)\.json"
)
_COMMENTS = re.compile(r"(?:.*/)?comments/(?:post_comments|reels_comments|hype)[^/]*\.json")
_OLD_POSTS = re.compile(r"(?:[^/]+/)?media\.json")
_OLD_COMMENTS = re.compile(r"(?:[^/]+/)?comments\.json")
_OLD_TALKS = re.compile(r"(?:[^/]+/)?messages\.json")
_OLD_PROFILE = re.compile(r"(?:[^/]+/)?profile\.json")
_PROFILE = re.compile(r"(?:.*/)?(?:personal_information|account_information)/personal_information\.json")
_FOLDER = re.compile(r"(?:.*/)?your_instagram_activity/.*\.json")
_NEVER_FACEBOOK = (_POSTS, _FOLDER, _PROFILE)


def looks_like(names: tuple[str, ...]) -> bool:
    """Check whether an archive is one of Instagram, in JSON."""
    old = any(map(_OLD_POSTS.fullmatch, names)) and any(map(_OLD_COMMENTS.fullmatch, names))
    return old or any(form.fullmatch(name) for form in _NEVER_FACEBOOK for name in names)


def read(archive: Archive) -> Iterator[Piece]:
    """Yield the owner's captions, comments and messages."""
    for name in archive.names:
        if _POSTS.fullmatch(name) or _OLD_POSTS.fullmatch(name):
            for entry in entries_in(sound_json(archive, name)):
                yield from _caption(entry)
        elif _COMMENTS.fullmatch(name):
            for entry in entries_in(sound_json(archive, name)):
                yield from _comment(entry)
        elif _OLD_COMMENTS.fullmatch(name):
            yield from _old_comments(sound_json(archive, name))
        elif _OLD_TALKS.fullmatch(name):
            yield from _old_talks(list(dicts(sound_json(archive, name))), _old_owner(archive))
    yield from talks(archive, _owner(archive))


def _owner(archive: Archive) -> str:
    """Return the name that the owner shows, which talks use, or ""."""
    for name in filter(_PROFILE.fullmatch, archive.names):
        for user in dicts(inside(sound_json(archive, name), "profile_user")):
            if shown := string(user, "string_map_data", "Name", "value"):
                return shown
    return ""


def _caption(entry: dict[str, Any]) -> Iterator[Piece]:
    """Yield a caption: of the post, or of its only picture."""
    pictures = list(dicts(entry.get("media"))) or [entry]
    titles = [string(entry, "title"), string(entry, "caption"), _labelled(entry, "Caption")]
    written = next(filter(None, [*titles, *(string(picture, "title") for picture in pictures)]), "")
    made = entry.get("creation_timestamp") or entry.get("timestamp") or pictures[0].get("creation_timestamp")
    yield from piece(written, read_seconds(made) or read_date(string(entry, "taken_at")), "posts")


def _comment(entry: dict[str, Any]) -> Iterator[Piece]:
    """Yield a comment; its fields have names in the owner's language.

    The text is the first of them, the owner of the picture the second, and the time has seconds or is written out.
    """
    values = inside(entry, "string_map_data")
    parts = [part for part in values.values() if isinstance(part, dict)] if isinstance(values, dict) else []
    texts = [string(part, "value") for part in parts if string(part, "value")]
    written = string(values, "Comment", "value") or _labelled(entry, "Comment") or (texts[0] if len(texts) > 1 else "")
    seconds = [part.get("timestamp") for part in parts] + [entry.get("timestamp")]
    dates = [*map(read_seconds, seconds), *map(read_date, texts[1:])]
    yield from piece(written, next(filter(None, dates), None), "comments")


def _labelled(entry: dict[str, Any], label: str) -> str:
    """Return the value with a label, as exports since 2025."""
    values = dicts(entry.get("label_values"))
    return next((string(value, "value") for value in values if value.get("label") == label), "")


def _old_comments(value: Any) -> Iterator[Piece]:
    """Yield the comments of archives until 2020.

    Each is a list of its date, its text and whom it was for.
    """
    for rows in value.values() if isinstance(value, dict) else ():
        for row in rows if isinstance(rows, list) else ():
            if isinstance(row, list) and len(row) >= 2 and isinstance(row[1], str):
                yield from piece(row[1], read_date(one_line(str(row[0])[:60])), "comments")


def _old_owner(archive: Archive) -> str:
    """Return the owner's handle in archives until 2020, or ""."""
    profiles = (sound_json(archive, name) for name in archive.names if _OLD_PROFILE.fullmatch(name))
    return next((string(profile, "username") for profile in profiles if string(profile, "username")), "")


def _old_talks(talks: list[dict[str, Any]], owner: str) -> Iterator[Piece]:
    """Yield the owner's messages in archives until 2020, or everybody's."""
    parties = [
        [one_line(name) for name in talk["participants"] if isinstance(name, str)]
        if isinstance(talk.get("participants"), list)
        else []
        for talk in talks
    ]
    owner = owner_of(parties, owner)
    for talk, party in zip(talks, parties, strict=True):
        title = ", ".join(name for name in party if name != owner)
        messages = [(read_date(message.get("created_at")), message) for message in dicts(talk.get("conversation"))]
        for date, message in reversed(messages):  # the newest is the first
            sender = one_line(string(message, "sender"))
            if sender and sender == (owner or sender):
                writer = None if owner else Person(sender.lower(), sender)
                yield from (replace(one, writer=writer) for one in piece(string(message, "text"), date, title))
