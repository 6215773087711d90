"""Reading of the archive of Mastodon: the outbox, a collection of ActivityPub.

Boosts are the words of others. Posts in reply to one's own are one piece; the addressees before a reply are left out.
"""

import re
from collections.abc import Iterator
from typing import Any

from styles.archives.dates import read_date
from styles.archives.members import dicts, inside, json_of, string
from styles.archives.pieces import Piece
from styles.archives.post_text import PostText, html_text, joined, plain_text
from styles.formats.archives import Archive

_OUTBOX = re.compile(r"(?:.*/)?outbox\.json")
_ACTOR = re.compile(r"(?:.*/)?actor\.json")
_POSTS = frozenset(["Note", "Question", "Article"])
_MENTION = (
    r"(?:<span[^>]{0,100}h-card[^>]{0,100}>)?<a\b[^>]{0,500}\bmention\b[^>]{0,500}>@<span>[^<]{0,200}</span></a>"
    r"(?:</span>)?"
)
_ADDRESSEES = re.compile(rf"(\s*<p>)?(?:\s*{_MENTION})+\s*(?:<br\s*/?>\s*)*", re.IGNORECASE)


def looks_like(names: tuple[str, ...]) -> bool:
    """Check whether an archive is one of Mastodon."""
    return any(map(_OUTBOX.fullmatch, names)) and any(map(_ACTOR.fullmatch, names))


def read(archive: Archive) -> Iterator[Piece]:
    """Yield the posts in their order, threads as one."""
    for name in filter(_OUTBOX.fullmatch, archive.names):
        posts = {string(post, "id"): post for post in _posts(json_of(archive, name))}
        starts: dict[str, list[dict[str, Any]]] = {}
        start_of: dict[str, str] = {}
        for number, post in posts.items():
            start_of[number] = start_of.get(string(post, "inReplyTo"), number)
            starts.setdefault(start_of[number], []).append(post)
        for thread in starts.values():
            text, removals = joined(map(_text, thread))
            if text:
                is_reply = bool(string(thread[0], "inReplyTo"))
                date = read_date(string(thread[0], "published"))
                yield Piece(None, text, date, "replies" if is_reply else "posts", "", removals)


def _posts(outbox: Any) -> Iterator[dict[str, Any]]:
    """Yield the owner's own posts."""
    for activity in dicts(inside(outbox, "orderedItems")):
        post = activity.get("object")
        if activity.get("type") == "Create" and isinstance(post, dict) and string(post, "type") in _POSTS:
            yield post


def _text(post: dict[str, Any]) -> PostText:
    content = string(post, "content")
    if string(post, "inReplyTo"):
        content = _ADDRESSEES.sub(r"\1", content, count=1) if _ADDRESSEES.match(content) else content
    warning = string(post, "summary")
    return joined([plain_text(warning), html_text(content)]) if warning else html_text(content)
