"""Messages between processes: frozen dataclasses as lines of JSON."""

import dataclasses
import json
from collections.abc import Callable
from typing import Any, Generic, TypeVar

Message = TypeVar("Message")


class Lines(Generic[Message]):
    """Kinds of message of one channel, told apart by their class's name."""

    def __init__(
        self,
        *kinds: type[Any],
        plain: bool = False,
        up_to_date: Callable[[dict[str, Any]], dict[str, Any]] = dict,
    ) -> None:
        """Take the frozen dataclasses that may cross.

        `plain` keeps to ASCII, which no locale on either side bends; `up_to_date` makes today's fields of old ones.
        """
        self._plain, self._up_to_date = plain, up_to_date
        self._kinds = {kind.__name__: kind for kind in kinds}

    def to_line(self, message: Message) -> str:
        """Return the message as one line of JSON, without the line break."""
        fields = dataclasses.asdict(message)  # type: ignore[call-overload]
        return json.dumps({"kind": type(message).__name__, **fields}, ensure_ascii=self._plain)

    def from_line(self, line: str) -> Message:
        """Return the message of a line from `to_line`.

        Anything else raises ValueError or TypeError.
        """
        fields = json.loads(line)
        fields = self._up_to_date(fields) if isinstance(fields, dict) else {}
        kind = self._kinds.get(fields.pop("kind", ""))
        if kind is None:
            raise ValueError("This line is none of the messages of this channel.")
        lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
        message: Message = kind(**{**fields, **lists})
        return message
