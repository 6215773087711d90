"""Reading of chat files for hosted fine-tuning: answers and requests.

Chat messages, prompt and completion, and ShareGPT; one JSON object a line, or one array of them. The assistant's
answers are the author's own writing. What is lost is the talk before the last request: an answer is learnt with the one
message that it answers.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from styles import error_messages
from styles.errors import TextError
from styles.text import Reason, Removal, in_one_chapter, solid

MOST_ANSWERS = 100_000
"""How many answers one file may have."""
_MOST_BROKEN_SHOWN = 100
"""Broken lines beyond this many are listed by their number only."""
_SHOWN_OF_A_LINE = 300
"""Characters shown of a broken line. Judgement: enough to recognise it."""
_NEXT_ENTRY = re.compile(r"[^\s,\]]")
_DECODER = json.JSONDecoder()
_ANSWERS = {"assistant", "gpt", "model", "chatgpt", "bot"}
_REQUESTS = {"user", "human"}
_SYSTEM = {"system", "developer"}
_TAG = re.compile(
    r"(?P<begins>^[ \t]*)?<(?P<end>/?)(?:think|thinking|thought|reasoning)>(?P<ends>[ \t]*$)?", re.MULTILINE
)
"""Around a model's reasoning before its answer: the tags of DeepSeek, Qwen and others."""
_THINKING_FIELDS = ("reasoning_content", "reasoning", "thinking")
_RIGHT = '{"messages": [{"role": "user", "content": "…"}, {"role": "assistant", "content": "…"}]}'


@dataclass
class Answers:
    """The author's answers in order, with their requests and removals."""

    texts: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    """As many as answers; empty where nothing was asked."""
    removals: list[Removal] = field(default_factory=list)
    _kept: int = 0
    _systems: set[str] = field(default_factory=set)

    def add(self, request: str, answer: str) -> None:
        """Add an answer with its request; an invisible answer is skipped."""
        if solid(answer):
            self.texts.append(answer.strip())
            self.requests.append(request.strip())
            self._kept += len(solid(answer))
        elif solid(request):
            self.remove("unanswered request", request)

    def remove(self, reason: Reason, text: str) -> None:
        """Record a removal here; a repeated system message counts once."""
        if reason == "system message":
            if text in self._systems:
                return
            self._systems.add(text)
        if solid(text):
            self.removals.append(Removal(reason, text.strip(), self._kept))


def looks_like_chat(opening: str) -> bool:
    """Check whether an opening is a JSON object or array of objects."""
    begin = "".join(opening[:400].split()).removeprefix("\ufeff")
    return begin.startswith(('{"', '[{"')) or begin in ("[]", "{}")


def read_chat(text: str, name: str) -> Answers:
    """Return the answers of a file; errors use `name`."""
    answers = Answers()
    broken = 0
    first_broken = 0
    for number, line, entry in _entries(text):
        if not _read_entry(entry, answers):
            broken += 1
            first_broken = first_broken or number
            if broken <= _MOST_BROKEN_SHOWN:
                answers.remove("broken line", f"{number}: {_short(line)}")
        if len(answers.texts) > MOST_ANSWERS:
            raise TextError(error_messages.TOO_MANY_ANSWERS(name=name, most=MOST_ANSWERS))
    if broken > _MOST_BROKEN_SHOWN:
        answers.remove("broken line", f"… +{broken - _MOST_BROKEN_SHOWN:,}")
    if not answers.texts:
        if first_broken:
            raise TextError(error_messages.NO_CONVERSATION(name=name, line=first_broken, example=_RIGHT))
        raise TextError(error_messages.NO_ANSWERS(name=name, example=_RIGHT))
    return answers


def _entries(text: str) -> Iterator[tuple[int, str, Any]]:
    """Yield line number, line and entry; None for invalid JSON."""
    text = text.removeprefix("\ufeff")
    lines = text.split("\n")
    if text.lstrip().startswith("[") or not any(isinstance(_parsed(line), dict) for line in lines):
        yield from _scattered_entries(text)
        return
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield number, line, _parsed(line)


def _scattered_entries(text: str) -> Iterator[tuple[int, str, Any]]:
    """Yield an array's or scattered objects' entries until one is invalid."""
    offset, number = len(text) - len(text.lstrip().removeprefix("[")), 1
    counted = 0
    while match := _NEXT_ENTRY.search(text, offset):
        offset = match.start()
        number += text.count("\n", counted, offset)
        counted = offset
        try:
            entry, offset = _DECODER.raw_decode(text, offset)
        except (ValueError, RecursionError):
            yield number, text[offset : offset + 2 * _SHOWN_OF_A_LINE], None
            return
        yield number, text[counted : counted + 2 * _SHOWN_OF_A_LINE], entry


def _parsed(line: str) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _read_entry(entry: Any, answers: Answers) -> bool:
    """Add one entry's answers; return False where it is no conversation."""
    messages = _messages(entry)
    if messages is None:
        return False
    requests: list[str] = []
    for role, content, counts, thoughts in messages:
        if role in _REQUESTS:
            requests.append(content)
        elif role in _ANSWERS and counts:
            answers.add("\n\n".join(requests), content)
            requests = []
            for thought in thoughts:
                answers.remove("reasoning", thought)
        elif role in _ANSWERS:
            # OpenAI's files mark answers that are not to be learnt with the weight 0.
            for text in (*requests, content):
                answers.remove("unanswered request" if text is not content else "other message", text)
            requests = []
        else:
            answers.remove("system message" if role in _SYSTEM else "other message", content)
    for text in requests:
        answers.remove("unanswered request", text)
    return True


class _Message(NamedTuple):
    """One message of a conversation."""

    role: str
    content: str
    counts: bool
    """Whether it is to be learnt, if it is an answer."""
    thoughts: tuple[str, ...]
    """The reasoning of the model that answered."""


def _messages(entry: Any) -> list[_Message] | None:
    """Return the messages, None for other entries."""
    if not isinstance(entry, dict):
        return None
    if "prompt" in entry and "completion" in entry:
        prompt, completion = entry["prompt"], entry["completion"]
        if isinstance(prompt, str) and isinstance(completion, str):
            return [_message_of("user", prompt), _message_of("assistant", completion)]
        turns = prompt + completion if isinstance(prompt, list) and isinstance(completion, list) else None
    else:
        turns = entry.get("messages", entry.get("conversations"))
    if not isinstance(turns, list):
        return None
    messages = [_message(turn) for turn in turns]
    known = [message for message in messages if message is not None]
    return known if known and len(known) == len(messages) else None


def _message(turn: Any) -> _Message | None:
    if not isinstance(turn, dict):
        return None
    role = turn.get("role", turn.get("from"))
    content = turn.get("content", turn.get("value"))
    thoughts = [turn[field] for field in _THINKING_FIELDS if isinstance(turn.get(field), str)]
    if isinstance(content, list):
        parts = [part for part in content if isinstance(part, dict)]
        thinking = [part for part in parts if part.get("type") in ("thinking", "reasoning")]
        thoughts += [str(part.get("thinking") or part.get("text", "")) for part in thinking]
        content = "".join(str(part.get("text", "")) for part in parts if part not in thinking)
    if not isinstance(role, str) or not isinstance(content, str | None):
        return None
    return _message_of(role, content or "", turn.get("weight", 1) != 0, thoughts)


def _message_of(role: str, content: str, counts: bool = True, thoughts: Sequence[str] = ()) -> _Message:
    role, content = role.strip().lower(), in_one_chapter(content)
    within: list[str] = []
    if role in _ANSWERS and "<" in content:
        content, within = _without_thoughts(content)
    return _Message(role, content, counts, tuple(map(in_one_chapter, (*thoughts, *within))))


def _without_thoughts(content: str) -> tuple[str, list[str]]:
    """Return an answer without the reasoning in tags, and that.

    Templates that open the block themselves leave only its end; an answer that was cut off has no end.
    """
    kept: list[str] = []
    thoughts: list[str] = []
    start, opened, first = 0, None, True
    for tag in _TAG.finditer(content):
        if tag["end"]:
            alone = tag["begins"] is not None or tag["ends"] is not None
            if opened is not None or (first and alone):
                thoughts.append(content[start if opened is None else opened : tag.start()])
                start, opened = tag.end(), None
        elif opened is None and tag["begins"] is not None:
            kept.append(content[start : tag.start()])
            start, opened = tag.start(), tag.end()
        first = False
    if opened is not None and not "".join(kept).strip():
        return "", [*thoughts, content[opened:]]
    return "".join([*(piece.rstrip() + "\n\n" for piece in kept if piece.strip()), content[start:].lstrip()]), thoughts


def _short(line: str) -> str:
    plain = " ".join(line[: 2 * _SHOWN_OF_A_LINE].split())
    return plain if len(plain) <= _SHOWN_OF_A_LINE else f"{plain[:_SHOWN_OF_A_LINE]}…"
