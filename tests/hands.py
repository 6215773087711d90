"""Stand-ins for the base that writes views: what they answer is told, and what they were asked is remembered."""

import re
from collections.abc import Callable, Sequence

from styles.abilities.rules import passed, rules
from trainer.runs.passage_views import ATTEMPTS, SUMMARY_WORDS
from trainer.runs.writer import WritingRequest, WrittenText

BRIEF = "At the harbour somebody does one thing a hundred times, and it takes them all day."
"""Right of the toy passages, in which everything is done many times, and of the probe's, which tell of a harbour."""
_KEPT = (
    "It keeps money safe.",
    "guitar\nviolin\npiano\ndrums",
    "\n".join("- towel" for _ in range(5)),
    "\n".join(f"{number}. Boil water." for number in range(1, 5)),
)
"""Answers that keep some of the rules of the probe."""


def plain(passage: str) -> str:
    """Return a passage with each two words changed round: everything is still there, and no five words in a row."""
    return re.sub(r"(\w+) (\w+)", r"\2 \1", passage)


def view(asked: WritingRequest) -> str:
    """Return what a careful base writes: one that was asked for few words writes a brief."""
    return BRIEF if asked.most_words == SUMMARY_WORDS else plain(asked.passage)


def careful(asked: WritingRequest) -> str:
    """Return a good view, and to a rule of the probe an answer that keeps it, where there is one."""
    rule = next((one for one in rules("en") if one.prompt == asked.message), None)
    if rule is None:
        return view(asked)
    return next((answer for answer in _KEPT if passed(rule, answer)), "")


class Hand:
    """Writes two at once what a function says of each thing asked."""

    attempts = ATTEMPTS["cuda"]

    def __init__(self, answer: Callable[[WritingRequest], str] = careful, longest: int = 100_000) -> None:
        self._answer, self._longest = answer, longest
        self.asked: list[WritingRequest] = []

    def rows(self, longest: WritingRequest) -> int:
        return 2

    def write(self, asked: Sequence[WritingRequest]) -> list[WrittenText]:
        self.asked += asked
        return [WrittenText(self._answer(one)) for one in asked]

    def holds(self, prompt: str, completion: str) -> bool:
        return len(prompt) + len(completion) <= self._longest
