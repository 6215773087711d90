"""Reading of the archive of X (Twitter): posts, long posts and replies.

Posts in reply to one's own are one piece, as they were read. Retweets are the words of others, and so is what stands
after "RT @name" in a post. Direct messages, likes and deleted posts are not read.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from styles.archives.dates import read_date
from styles.archives.members import dicts, inside, json_of, string
from styles.archives.pieces import Piece
from styles.archives.post_text import joined, plain_text
from styles.archives.tweet_text import note_text, tweet_text
from styles.formats.archives import Archive

_TWEETS = re.compile(r"(?:.*/)?(?:data/)?(?:tweets?|community-tweets?)(?:-part\d+)?\.js")
_OLD_TWEETS = re.compile(r"(?:.*/)?data/js/tweets/\d{4}_\d{2}\.js")
_NOTES = re.compile(r"(?:.*/)?note-tweets?(?:-part\d+)?\.js")
_SURE = re.compile(r"(?:.*/)?data/(?:account|profile|tweets?|manifest)\.js|(?:.*/)?data/js/tweet_index\.js")
_NOTE_SECONDS = 5
"""A long post and its beginning among the posts have different numbers; they were made within so many seconds."""
_SAME_CHARACTERS = 40
"""Characters by which a long post continues its beginning."""


@dataclass
class _Tweet:
    """One post with what it answers."""

    number: str
    answers: str
    text: str
    date: datetime | None
    rest: list["_Tweet"] = field(default_factory=list)


def looks_like(names: tuple[str, ...]) -> bool:
    """Check whether an archive is one of X."""
    has_tweets = any(_TWEETS.fullmatch(name) or _OLD_TWEETS.fullmatch(name) for name in names)
    return has_tweets and any(map(_SURE.fullmatch, names))


def read(archive: Archive) -> Iterator[Piece]:
    """Yield the posts by their dates, threads as one."""
    notes = _Notes(archive)
    tweets = {tweet.number: tweet for tweet in _tweets(archive, notes)}
    starts: list[_Tweet] = []
    for tweet in sorted(tweets.values(), key=_order):
        before = tweets.get(tweet.answers)
        is_older = before is not None and _order(before) < _order(tweet)
        (before.rest if before is not None and is_older else starts).append(tweet)
    for start in starts:
        thread = _thread(start)
        text, removals = joined(plain_text(tweet.text) for tweet in thread)
        if text:
            yield Piece(None, text, start.date, "replies" if start.answers else "posts", "", removals)
    for long_text, date in notes.left():
        text, removals = plain_text(long_text)
        if text:
            yield Piece(None, text, date, "posts", "", removals)


def _thread(start: _Tweet) -> list[_Tweet]:
    """Return a post and all that continues it, by their order."""
    thread: list[_Tweet] = []
    waiting = [start]
    while waiting:
        tweet = waiting.pop()
        thread.append(tweet)
        waiting += tweet.rest
    return sorted(thread, key=_order)


def _order(tweet: _Tweet) -> tuple[int, str]:
    """Return what sorts posts: their numbers grow with time."""
    return len(tweet.number), tweet.number


def _tweets(archive: Archive, notes: "_Notes") -> Iterator[_Tweet]:
    """Yield the owner's posts in their last versions."""
    for name in archive.names:
        if not (_TWEETS.fullmatch(name) or _OLD_TWEETS.fullmatch(name)):
            continue
        for entry in dicts(json_of(archive, name)):
            tweet = inside(entry, "tweet") or entry
            for own in _own(tweet, notes) if isinstance(tweet, dict) else ():
                if not _is_outdated(tweet):
                    yield own


def _own(tweet: dict[str, Any], notes: "_Notes") -> Iterator[_Tweet]:
    date = read_date(tweet.get("created_at"))
    number = string(tweet, "id_str") or str(tweet.get("id", ""))
    text = "" if "retweeted_status" in tweet else tweet_text(tweet)
    if text and number.isdigit() and len(number) <= 40:
        yield _Tweet(number, string(tweet, "in_reply_to_status_id_str"), notes.whole(text, date), date)


def _is_outdated(tweet: dict[str, Any]) -> bool:
    """Check whether a later version of a post is there too."""
    versions = inside(tweet, "edit_info", "edit", "editControlInitial", "editTweetIds") or inside(
        tweet, "edit_info", "initial", "editTweetIds"
    )
    return isinstance(versions, list) and bool(versions) and versions[-1] not in (tweet.get("id_str"), tweet.get("id"))


@dataclass
class _Note:
    """The whole text of a long post."""

    text: str
    date: datetime


class _Notes:
    """The whole texts of long posts, which are kept apart."""

    def __init__(self, archive: Archive) -> None:
        self._notes: dict[int, list[_Note]] = {}
        for name in filter(_NOTES.fullmatch, archive.names):
            for entry in dicts(json_of(archive, name)):
                date = read_date(string(entry, "noteTweet", "createdAt"))
                text = note_text(inside(entry, "noteTweet", "core"))
                if text and date is not None:
                    self._notes.setdefault(int(date.timestamp()), []).append(_Note(text, date))

    def whole(self, text: str, date: datetime | None) -> str:
        """Return the long post that begins like this one, or the text."""
        if date is None:
            return text
        made = int(date.timestamp())
        near = sorted(range(made - _NOTE_SECONDS, made + _NOTE_SECONDS + 1), key=lambda second: abs(second - made))
        notes = [note for second in near for note in self._notes.get(second, ())]
        found = [note for note in notes if _continues(note.text, text)] or (notes if text.endswith("…") else [])
        if not found:
            return text
        self._notes[int(found[0].date.timestamp())].remove(found[0])
        return found[0].text

    def left(self) -> Iterator[tuple[str, datetime]]:
        """Yield the long posts whose beginnings are not among the posts."""
        for second in sorted(self._notes):
            yield from ((note.text, note.date) for note in self._notes[second])


def _continues(note: str, text: str) -> bool:
    """Check whether a long post begins with a shortened one."""
    begin = "".join(text.split()).rstrip("…")[:_SAME_CHARACTERS]
    return bool(begin) and begin in "".join(note.split())[: 4 * _SAME_CHARACTERS]
