"""Reading of Telegram's JSON: one chat, or the whole account.

Service messages, forwards, what bots wrote and quoted blocks are left out. The form is that of Telegram Desktop
(`export_output_json.cpp`); channels write as themselves.
"""

import re
from collections.abc import Iterator
from typing import IO, Any

from styles.archives.dates import read_date, read_seconds
from styles.archives.json_stream import JsonStream
from styles.archives.pieces import Person, Piece
from styles.archives.post_text import one_line, plain_text

_LISTS = ("chats", "left_chats", "list", "messages")
_OPENING = re.compile(
    r'\s*\{\s*(?:"about"\s*:\s*"[^"]{0,600}telegram|"(?:name|type|id)"\s*:.{0,400}?"messages"\s*:\s*\[|"personal_information"\s*:)',
    re.DOTALL | re.IGNORECASE,
)
_TYPES = re.compile(
    r'"type"\s*:\s*"(?:saved_messages|replies|personal_chat|bot_chat|(?:private|public)_(?:group|supergroup|channel))"'
)
_LEFT_OUT_CHATS = ("bot_chat", "replies")
_OTHERS = ("blockquote",)
_CODE = ("pre",)


def looks_like(opening: str) -> bool:
    """Check whether a file begins like an export of chats."""
    match = _OPENING.match(opening)
    return bool(match) and bool(_TYPES.search(opening) or '"about"' in opening[:200] or "user_id" in opening)


def read(stream: IO[bytes]) -> Iterator[Piece]:
    """Yield the messages of all chats in the file's order."""
    owner, chat = "", _Chat()
    for keys, value in JsonStream(stream, _LISTS).steps():
        match keys:
            case (*_, "messages"):
                if isinstance(value, dict):
                    yield from _message(value, chat, owner)
            case (*_, "name" | "type" | "id" as field):
                chat = chat.with_field(field, value)
            case ("personal_information",):
                number = value.get("user_id") if isinstance(value, dict) else None
                owner = f"user{number}" if number else ""


class _Chat:
    """What comes before the messages of a chat."""

    def __init__(self, fields: dict[str, str] | None = None) -> None:
        self._fields = fields or {}

    def with_field(self, field: str, value: Any) -> "_Chat":
        """Return the chat with a field; one given again begins another chat."""
        # The saved messages have no name, so that their type is the first.
        begins = field in self._fields or (field == "type" and "id" in self._fields) or field == "name"
        kept = {} if begins else self._fields
        return _Chat({**kept, field: "" if value is None else one_line(str(value))})

    @property
    def type(self) -> str:
        """The kind of chat, in Telegram's words."""
        return self._fields.get("type", "")

    @property
    def name(self) -> str:
        """What the chat is called."""
        return self._fields.get("name", "") or self.type.replace("_", " ")


def _message(message: dict[str, Any], chat: _Chat, owner: str) -> Iterator[Piece]:
    """Yield a message that its sender wrote."""
    sender = message.get("from_id")
    # A forward from somebody deleted has the field without a name.
    passed_on = any(key in message for key in ("forwarded_from", "forwarded_from_id", "saved_from", "via_bot"))
    if message.get("type") != "message" or chat.type in _LEFT_OUT_CHATS or passed_on or sender in (None, ""):
        return
    key = f"user{sender}" if isinstance(sender, int) else one_line(str(sender)).lower()
    text, removals = plain_text(_own_text(message))
    if text:
        writer = Person(key, one_line(str(message.get("from") or "")))
        yield Piece(writer, text, _date(message), chat.name, removals=removals, by_owner=_is_owners(key, chat, owner))


def _is_owners(key: str, chat: _Chat, owner: str) -> bool:
    return key == owner or (chat.type == "saved_messages" and not owner)


def _own_text(message: dict[str, Any]) -> str:
    """Return what was typed, from a string or marked parts."""
    written = message.get("text")
    entities = message.get("text_entities")
    parts = entities if isinstance(entities, list) and entities else written
    if isinstance(parts, str):
        return "" if parts.startswith("/") else parts
    pieces: list[str] = []
    for part in parts if isinstance(parts, list) else ():
        kind, text = (part.get("type"), part.get("text")) if isinstance(part, dict) else ("plain", part)
        if kind in _OTHERS or kind in _CODE:
            pieces.append("\n\n")
        elif isinstance(text, str) and kind != "bot_command":
            pieces.append(text)
    return re.sub(r"\n{3,}", "\n\n", "".join(pieces)).strip()


def _date(message: dict[str, Any]) -> Any:
    return read_seconds(message.get("date_unixtime")) or read_date(message.get("date"))
