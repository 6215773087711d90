"""Reading of the JSON archive of Facebook.

The posts, notes, comments and messages of its owner are read. What others wrote on the owner's page, shared links and
their previews are not read.
"""

import re
from collections.abc import Iterator
from typing import Any

from styles.archives.dates import read_seconds
from styles.archives.members import dicts, entries_in, inside, string
from styles.archives.meta import piece, sound_json, talks
from styles.archives.pieces import Piece
from styles.archives.post_text import html_text
from styles.formats.archives import Archive

_POSTS = re.compile(
    r"(?:.*/)?(?:posts/(?:your_posts|your_pinned_posts|your_uncategorized|posts_on_other_pages)[^/]*|"
    r"groups/(?:your_posts_in_groups|group_posts_and_comments|your_group_posts)[^/]*|"
    r"pages/[^/]*/posts/[^/]*|profile_posts[^/]*)\.json"
)
_COMMENTS = re.compile(
    r"(?:.*/)?(?:comments(?:_and_reactions)?/(?:your_)?comments[^/]*|groups/your_comments_in_groups[^/]*|"
    r"groups/group_posts_and_comments[^/]*)\.json"
)
_NOTES = re.compile(r"(?:.*/)?(?:notes|other_activity|posts)/(?:your_)?notes[^/]*\.json")
_PROFILE = re.compile(r"(?:.*/)?profile_information/profile_information\.json")
_TALK = re.compile(r"(?:.*/)?messages/inbox/[^/]+/message(?:_\d+)?\.json")
_INSTAGRAM = re.compile(
    r"(?:.*/)?(?:your_instagram_activity|instagram_[^/]*|ads_and_content)/.*|.*\binstagram-[^/]*/.*", re.I
)


def looks_like(names: tuple[str, ...]) -> bool:
    """Check whether an archive is one of Facebook, in JSON."""
    if any(map(_INSTAGRAM.fullmatch, names)):
        return False
    return any(form.fullmatch(name) for form in (_POSTS, _COMMENTS, _NOTES, _PROFILE, _TALK) for name in names)


def read(archive: Archive) -> Iterator[Piece]:
    """Yield the owner's posts, notes, comments and messages."""
    owner = _owner(archive)
    for name in archive.names:
        forms = [form for form in (_POSTS, _COMMENTS, _NOTES) if form.fullmatch(name)]
        value = sound_json(archive, name) if forms else None
        for entry in entries_in(value):
            if _POSTS in forms:
                yield from _post(entry)
            if _COMMENTS in forms:
                yield from _comment(entry, owner)
            if _NOTES in forms:
                yield from _note(entry)
    yield from talks(archive, owner)


def _owner(archive: Archive) -> str:
    """Return the owner's name, "" where the archive does not say it."""
    for name in filter(_PROFILE.fullmatch, archive.names):
        profile = sound_json(archive, name)
        for key in ("profile_v2", "profile"):
            named = inside(profile, key, "name")
            if full := string(named, "full_name") or (named if isinstance(named, str) else ""):
                return full
    return ""


def _post(entry: dict[str, Any]) -> Iterator[Piece]:
    """Yield what the owner wrote in a post, also to its pictures."""
    written = [string(part, "post") for part in dicts(entry.get("data"))]
    for attachment in dicts(entry.get("attachments")):
        for part in dicts(attachment.get("data")):
            described = string(part, "media", "description")
            written += [described] if described not in written else []
    yield from piece("\n\n".join(filter(None, written)), read_seconds(entry.get("timestamp")), "posts")


def _comment(entry: dict[str, Any], owner: str) -> Iterator[Piece]:
    """Yield a comment, unless it names another author."""
    for part in dicts(entry.get("data")):
        comment = inside(part, "comment")
        if not owner or string(comment, "author") in ("", owner):
            yield from piece(string(comment, "comment"), read_seconds(entry.get("timestamp")), "comments")


def _note(entry: dict[str, Any]) -> Iterator[Piece]:
    """Yield a note, whose text may be HTML."""
    written = string(entry, "text")
    seconds = entry.get("created_timestamp") or entry.get("timestamp")
    text = html_text(written)[0] if re.search(r"</?(?:p|div|br|b|i)\b", written) else written
    yield from piece(text, read_seconds(seconds), "notes", string(entry, "title"))
