"""Reading of a large JSON file value by value.

An export of all chats may have hundreds of megabytes, which as one value would take many times as much memory.
"""

import codecs
import json
import re
from collections.abc import Collection, Iterator
from typing import IO, Any

_CHUNK = 1 << 18
_LARGEST_VALUE = 1 << 23
"""Characters of one value at most; what is larger ends the reading."""
_DECODER = json.JSONDecoder()
_SPACE = re.compile(r"[\s,:]*")
_BAD_ESCAPE = re.compile(r"(?<!\\)((?:\\\\)*)\\x([0-9A-Fa-f]{2})")
"""Telegram writes control characters so, which is no JSON."""
_DEEPEST = 6

Step = tuple[tuple[str, ...], Any]
"""The keys on the way to a value, and the value."""


class JsonStream:
    """The values of one JSON object, as they are read."""

    def __init__(self, stream: IO[bytes], lists: Collection[str]) -> None:
        """Read a stream; lists under these keys come bit by bit."""
        self._stream, self._lists = stream, lists
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
        self._text, self._place, self._ended = "", 0, False

    def steps(self) -> Iterator[Step]:
        """Yield the values with their keys until the end or a damage."""
        if self._next() == "{":
            yield from self._object((), 0)

    def _object(self, keys: tuple[str, ...], depth: int) -> Iterator[Step]:
        self._place += 1
        while self._next() == '"':
            key = self._value()
            if not isinstance(key, str):
                return
            opening = self._next()
            if key in self._lists and opening in ("{", "[") and depth < _DEEPEST:
                yield from (self._object if opening == "{" else self._list)((*keys, key), depth + 1)
            else:
                value = self._value()
                if value is _DAMAGED:
                    return
                yield (*keys, key), value
        self._place += 1

    def _list(self, keys: tuple[str, ...], depth: int) -> Iterator[Step]:
        self._place += 1
        while (opening := self._next()) not in ("]", ""):
            if opening == "{" and depth < _DEEPEST and keys[-1] == "list":
                yield from self._object(keys, depth + 1)
                continue
            value = self._value()
            if value is _DAMAGED:
                return
            yield keys, value
        self._place += 1

    def _next(self) -> str:
        """Return the next sign, "" at the end."""
        while True:
            match = _SPACE.match(self._text, self._place)
            self._place = match.end() if match else self._place
            if self._place < len(self._text) or not self._fill():
                return self._text[self._place : self._place + 1]

    def _value(self) -> Any:
        """Return the next value, or `_DAMAGED`."""
        mended = False
        while True:
            try:
                value, end = _DECODER.raw_decode(self._text, self._place)
            except (ValueError, RecursionError):
                if len(self._text) - self._place < _LARGEST_VALUE and self._fill():
                    continue
                if mended:
                    return _DAMAGED
                rest = self._text[self._place : self._place + _LARGEST_VALUE]
                self._text, self._place, mended = _BAD_ESCAPE.sub(r"\1\\u00\2", rest), 0, True
                continue
            # a number at the end of what is there may go on
            if end < len(self._text) or not self._fill():
                self._place = end
                return value

    def _fill(self) -> bool:
        """Read on; return False at the end."""
        if self._ended:
            return False
        data = self._stream.read(max(_CHUNK, len(self._text) - self._place))
        self._ended = not data
        self._text, self._place = self._text[self._place :] + self._decode(data, self._ended), 0
        return True


_DAMAGED = object()
