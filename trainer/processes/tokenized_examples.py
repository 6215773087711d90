"""Examples as the model sees them, tokenized by a child.

The child tokenizes as training does.

The child is started when first asked and for another base, kept while it is used, and ended when nobody has asked for a
while. What it is sent and what it answers stays in its pipes: no text is written to a file.
"""

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, Self

from styles.examples.examples import Example
from styles.i18n.message import Message
from trainer import error_messages
from trainer.errors import BaseError, RunError
from trainer.processes.child import Child, ChildCommand, ChildLost, child_command

IDLE_SECONDS = 180.0
"""A child that nobody has asked for so long is ended: it holds half a gigabyte."""


@dataclass(frozen=True)
class Segment:
    """A piece of what the model sees."""

    text: str
    learnt: bool
    """Whether its tokens count for the loss."""
    mark: bool
    """Whether it is a special token of the chat template, not text."""


@dataclass(frozen=True)
class TokenizedExample:
    """One example, token for token."""

    segments: tuple[Segment, ...]
    tokens: int
    """How many the model is shown."""
    learnt: int
    """How many of them count for the loss."""
    cut: int
    """How many tokens at the end are beyond the length of the recipe, and cut off."""
    ends: bool
    """Whether the model learns to end there: the last token is the end mark, and counts."""
    used: bool = True
    """False when nothing of the completion is left after the cut, so that training passes over the example."""

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """Return what the child wrote as a dict."""
        return cls(**{**data, "segments": tuple(Segment(**segment) for segment in data["segments"])})


@dataclass(frozen=True)
class Beyond:
    """How many of some examples are longer than the recipe's length."""

    cut: int
    """Not learnt to their end."""
    lost: int
    """Not learnt at all."""


@dataclass(frozen=True)
class Page:
    """What the child is asked."""

    max_length: int
    examples: tuple[Example, ...]
    counted: bool = False
    """Whether to count those that are too long, rather than to show each."""

    def to_line(self) -> str:
        """Return the page as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_line(cls, line: str) -> Self:
        """Return the page of a line that `to_line` made."""
        data = json.loads(line)
        return cls(data["max_length"], tuple(Example(**one) for one in data["examples"]), data["counted"])


def answer_line(seen: Sequence[TokenizedExample]) -> str:
    """Return the child's answer as one line of JSON."""
    return json.dumps({"seen": [asdict(one) for one in seen]})


def count_line(beyond: Beyond) -> str:
    """Return the answer to a counted page as a JSON line."""
    return json.dumps({"beyond": asdict(beyond)})


def trouble_line(why: Message, bug: bool = False) -> str:
    """Return a line that says why there is no answer."""
    return json.dumps({"trouble": why.english, "russian": why.russian, "bug": bug})


class Previewer:
    """Asks the child, one page at a time."""

    def __init__(self, command: ChildCommand = child_command, idle_seconds: float = IDLE_SECONDS) -> None:
        self._command, self._idle_seconds = command, idle_seconds
        self._turn = threading.Lock()
        self._base = ""
        self._child: Child | None = None
        self._timer: threading.Timer | None = None
        self._closing = False

    def tokenize(self, base: str, examples: Sequence[Example], max_length: int) -> list[TokenizedExample]:
        """Return the examples as the base will see them.

        Others who ask wait for their turn.
        """
        if not examples:
            return []
        answer = self._answer(base, Page(max_length, tuple(examples)))
        return [TokenizedExample.from_json(one) for one in answer["seen"]]

    def count(self, base: str, examples: Sequence[Example], max_length: int) -> Beyond:
        """Return how many examples are cut off for the base."""
        if not examples:
            return Beyond(0, 0)
        return Beyond(**self._answer(base, Page(max_length, tuple(examples), counted=True))["beyond"])

    def _answer(self, base: str, page: Page) -> dict[str, Any]:
        with self._turn:
            self._stop_timer()
            answer = self._ask(base, page)
            self._timer = threading.Timer(self._idle_seconds, self._close_idle)
            self._timer.daemon = True
            self._timer.start()
        if "trouble" in answer:
            why = Message(str(answer["trouble"]), str(answer["russian"]))
            raise RunError(why) if answer["bug"] else BaseError(why)
        return answer

    def close(self) -> None:
        """End the child for good; a waiting caller gets an error."""
        self._closing = True
        if child := self._child:
            child.end()
        self._close_idle()

    def _close_idle(self) -> None:
        with self._turn:
            self._stop_timer()
            self._end()

    def _ask(self, base: str, page: Page) -> dict[str, Any]:
        child = self._child_for(base)
        try:
            if self._closing:
                raise ChildLost
            child.send(page.to_line())
            answer: dict[str, Any] = json.loads(child.receive())
        except (ChildLost, ValueError) as error:
            self._end()
            raise RunError(error_messages.TOKENIZER_ENDED) from error
        return answer

    def _child_for(self, base: str) -> Child:
        if self._child and self._child.is_alive and self._base == base:
            return self._child
        self._end()
        self._child = Child(self._command("trainer.model.tokenize_examples", base))
        self._base = base
        return self._child

    def _end(self) -> None:
        if self._child:
            self._child.end()
        self._child, self._base = None, ""

    def _stop_timer(self) -> None:
        if self._timer:
            self._timer.cancel()
        self._timer = None
