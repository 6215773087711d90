"""The text of one post of X in its owner's words."""

import re
from html import unescape
from typing import Any

from styles.archives.members import dicts, inside, string

_RETWEET = re.compile(r"\s*(?:RT|MT)\s*:?\s*@\w+", re.IGNORECASE)
_QUOTED_BEHIND = re.compile(r"(?:^|\s|[|/])(?:RT|MT|via)\s*:?\s*[\"“]?@\w+\s*:.*", re.DOTALL)
_QUOTED = re.compile(r"[\"“«]\s*@\w+\s*:.*?(?:[\"”»]|\Z)", re.DOTALL)
"""How people quoted before there was a button for it."""
_ADDRESSEES = re.compile(r"\s*(?:@\w+\s+)*(?:@\w+\s*\Z)?")
_LINK = re.compile(r"https?://t\.co/\w+")
_LINKS_AT_END = re.compile(r"(?:\s*https?://t\.co/\w+)+\s*\Z")


def tweet_text(tweet: dict[str, Any]) -> str:
    """Return what the owner wrote in a post; "" for a retweet.

    A link at its end is left out, with the pictures and quoted posts that stand there as links; one inside a
    sentence is shown as its readers saw it.
    """
    written = string(tweet, "full_text") or string(tweet, "text")
    if _RETWEET.match(written):
        return ""
    text = unescape(written)
    if tweet.get("in_reply_to_user_id_str") or tweet.get("in_reply_to_status_id_str"):
        text = text[_end_of_addressees(text) :]
    return _without_others(text, inside(tweet, "entities", "urls"), ("url", "display_url"))


def note_text(core: Any) -> str:
    """Return what the owner wrote in a long post.

    Its addressees are kept apart from it.
    """
    return _without_others(unescape(string(core, "text")), inside(core, "urls"), ("shortUrl", "displayUrl"))


def _without_others(text: str, links: Any, keys: tuple[str, str]) -> str:
    """Return a text without quoted posts and bare links."""
    text = _LINKS_AT_END.sub("", _QUOTED.sub("", _QUOTED_BEHIND.sub("", text)))
    shown = {string(link, keys[0]): string(link, keys[1]) for link in dicts(links)}
    return _LINK.sub(lambda link: shown.get(link[0], ""), text).strip()


def _end_of_addressees(text: str) -> int:
    match = _ADDRESSEES.match(text)
    return match.end() if match else 0
