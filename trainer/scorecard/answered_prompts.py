"""Held-out prompts of a run with every column's answer.

The scorecard measures them and the blind test shows them. They are kept in the run's folder (`answers.jsonl`, one
prompt a line) and never leave it: the passage is the author's.
"""

import contextlib
import json
from dataclasses import dataclass
from pathlib import Path

from trainer.compare.comparison import Column

FILE = "answers.jsonl"


@dataclass(frozen=True)
class AnsweredPrompt:
    """One held-out passage, its prompt, and each column's answer."""

    number: int
    """Its index among the run's held-out prompts, from 0."""
    prompt: str
    """What every column was asked."""
    passage: str
    """What the author wrote: held out, never trained on."""
    answers: dict[Column, str]
    """What each column wrote, in the order base, few_shot, styled."""


def read_answered_prompts(folder: Path) -> tuple[AnsweredPrompt, ...]:
    """Return a folder's answered prompts by number.

    A prompt answered again takes the older one's place. Lines that a kill left broken are passed over.
    """
    found: dict[int, AnsweredPrompt] = {}
    with contextlib.suppress(FileNotFoundError):
        for line in (folder / FILE).read_bytes().split(b"\n"):
            with contextlib.suppress(ValueError, TypeError):
                answered = AnsweredPrompt(**json.loads(line.decode("utf-8")))
                found[answered.number] = answered
    return tuple(found[number] for number in sorted(found))
