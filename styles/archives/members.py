"""Reading of the sound parts of an archive's members."""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from styles.errors import TextError
from styles.formats.archives import Archive
from styles.formats.encodings import UnknownEncoding, decode
from styles.text import with_newlines

_DECODER = json.JSONDecoder()
_NEXT_ENTRY = re.compile(r"[^\s,\]]")
_ASSIGNED = re.compile(r"\s*[\w.\[\]\"]{1,80}\s*=\s*")
"""What stands before the data of a script: `window.YTD.tweets.part0 = `."""
_OF_AN_ENTRY = frozenset(["timestamp", "creation_timestamp", "string_map_data", "label_values"])
"""What an entry of Facebook or Instagram has, and no list of entries."""


def has_member(names: Iterable[str], pattern: re.Pattern[str]) -> bool:
    """Check whether a member's whole name has a form."""
    return any(pattern.fullmatch(name) for name in names)


def bytes_of(archive: Archive, name: str) -> bytes | None:
    """Return a member's bytes, or None where it is damaged."""
    try:
        return archive.read(name)
    except TextError:
        return None


def text_of_member(archive: Archive, name: str) -> str:
    """Return a member's characters, or "" where it is damaged."""
    return decoded(bytes_of(archive, name) or b"")


def decoded(data: bytes) -> str:
    """Return the characters of bytes, or "" where they are none."""
    try:
        return with_newlines(decode(data)[0].removeprefix("\ufeff"))
    except UnknownEncoding:
        return ""


def json_of(archive: Archive, name: str) -> Any:
    """Return what a JSON member holds; see `json_value`."""
    return json_value(text_of_member(archive, name))


def json_value(text: str) -> Any:
    """Return a JSON text's value; of a damaged list, the sound beginning.

    What a script assigns its data to is passed over. None is returned where nothing can be read.
    """
    assigned = _ASSIGNED.match(text)
    text = text[assigned.end() :] if assigned else text
    try:
        return json.loads(text.rstrip().rstrip(";"))
    except (ValueError, RecursionError):
        return list(_sound_entries(text)) if text.lstrip().startswith("[") else None


def _sound_entries(text: str) -> Iterator[Any]:
    """Yield the entries of a list until one is damaged."""
    offset = text.index("[") + 1
    while match := _NEXT_ENTRY.search(text, offset):
        try:
            entry, offset = _DECODER.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            return
        yield entry


def dicts(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON list; nothing of anything else."""
    if isinstance(value, list):
        yield from (entry for entry in value if isinstance(entry, dict))


def entries_in(value: Any) -> Iterator[dict[str, Any]]:
    """Yield the objects of a list, or of an object's lists.

    Where there is only one entry, some exports have it alone and not in a list.
    """
    if isinstance(value, dict) and _OF_AN_ENTRY & set(value):
        yield value
        return
    yield from dicts(value)
    for inner in value.values() if isinstance(value, dict) else ():
        yield from dicts(inner)
        yield from dicts(inside(inner, "activity_log_data"))


def inside(value: Any, *keys: str) -> Any:
    """Return what is inside objects under some keys, or None."""
    for key in keys:
        value = value.get(key) if isinstance(value, dict) else None
    return value


def string(value: Any, *keys: str) -> str:
    """Return a string inside objects, "" where there is none."""
    found = inside(value, *keys)
    return found if isinstance(found, str) else ""


def stated(value: Any, change: Callable[[str], str]) -> Any:
    """Return a JSON value with all its strings changed, without recursion."""
    outer = [value]
    waiting: list[Any] = [outer]
    while waiting:
        holder = waiting.pop()
        for key, inner in list(holder.items() if isinstance(holder, dict) else enumerate(holder)):
            if isinstance(inner, str):
                holder[key] = change(inner)
            elif isinstance(inner, dict | list):
                waiting.append(inner)
    return outer[0]
