"""Passages to training examples: a prompt, and the passage as its completion.

A task is one function that finds what the prompt is about (`_continue`, `_write`); everything else, wordings and checks
included, is the same for all tasks. *Replay* is made by the base (`trainer.model.replay`); *rewrite*, which needs a
model's answers too, is not made yet.
"""

import hashlib
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from styles.corpus import Passage
from styles.keywords import Keywords
from styles.sentences import last_sentences
from styles.templates import Task, ask, wordings
from styles.tokens import words

STANDARD_SHARE = 0.4
"""The share of a task's examples asked in its standard wording, the one the page and the measures use."""
COPIED_WORDS = 5
"""A prompt never has this many words in a row in common with its completion: it would teach copying."""


ExampleTask = Literal["continue", "write", "rewrite", "replay", "answer"]
"""Answer: the author's own request, from a file of chats, and what they answered."""


@dataclass(frozen=True)
class Example:
    """One prompt and the answer to learn."""

    task: ExampleTask
    prompt: str
    completion: str
    passage: int
    """Which of the passages the completion is, counted from 0."""

    @property
    def id(self) -> str:
        """What an edit knows it by: the same task, prompt and completion have the same id anywhere."""
        return hashlib.sha256("\0".join((self.task, self.prompt, self.completion)).encode()).hexdigest()[:20]


@dataclass(frozen=True)
class ExampleSettings:
    """How many examples are made of the passages, and how they are asked for."""

    tasks: tuple[Task, ...] = ("write", "continue")
    """Each passage gives one example of each, where it can; a task named twice gives two, asked differently."""
    most_examples: int | None = None
    """With more than this, a smaller number is drawn evenly over the passages and in proportion over the tasks."""
    lead_words: int = 60
    """About how many words of the paragraph before go into a *continue* prompt, in whole sentences."""
    most_keywords: int = 5
    """A *write* prompt has three to this many."""


@dataclass(frozen=True)
class _Source:
    """What a task may look at to find what a prompt is about."""

    settings: ExampleSettings
    keywords: Keywords
    rng: random.Random


@dataclass(frozen=True)
class _Draft:
    """An example that is not yet worded."""

    task: Task | Literal["answer"]
    about: str
    passage: int


def build(passages: Sequence[Passage], language: str, settings: ExampleSettings, seed: int) -> list[Example]:
    """Return the training examples in the order to train on; the same arguments always give the same examples.

    A passage that shares too many words with what its prompt would be about gives no example of that task. One that
    answers a request of the author's gives that pair, as it is, and nothing else.
    """
    rng = random.Random(seed)
    drafts = list(_drafts(passages, language, settings, rng))
    taken: set[tuple[int, str]] = set()
    examples: list[Example] = []
    for drawn in _draw(drafts, settings):
        task = drawn[0].task
        if task == "answer":
            examples.extend(_example(draft, passages[draft.passage].text, language, 0) for draft in drawn)
            continue
        numbers = _wording_numbers(len(drawn), len(wordings(task, language)), rng)
        for draft, number in zip(drawn, numbers, strict=True):
            examples.extend(_worded(draft, passages[draft.passage].text, language, number, taken))
    rng.shuffle(examples)
    return examples


def held_out_examples(passages: Sequence[Passage], language: str, settings: ExampleSettings) -> list[Example]:
    """Return the examples that measure a run, in the passages' order and the standard wording only."""
    drafts = list(dict.fromkeys(_drafts(passages, language, settings, random.Random(0))))
    chosen = sorted((draft for drawn in _draw(drafts, settings) for draft in drawn), key=lambda draft: draft.passage)
    examples = [_example(draft, passages[draft.passage].text, language, 0) for draft in chosen]
    return [one for one in examples if one.task == "answer" or not shares_words(one.prompt, one.completion)]


@dataclass(frozen=True)
class Brief:
    """What a passage is about, as one would ask for it who has not read it."""

    about: str
    """A few keywords; or the author's own request, where the passage answers one."""
    is_request: bool
    passage: int
    """Which of the passages, counted from 0."""


def briefs(passages: Sequence[Passage], language: str, settings: ExampleSettings) -> list[Brief]:
    """Return the brief of each passage that can have one, in order; the same arguments always give the same."""
    asked = replace(settings, tasks=("write",), most_examples=None)
    drafts = _drafts(passages, language, asked, random.Random(0))
    return [Brief(draft.about, draft.task == "answer", draft.passage) for draft in drafts]


def shares_words(prompt: str, completion: str, count: int = COPIED_WORDS) -> bool:
    """Tell whether the two have `count` words in a row in common, capitals and punctuation aside."""
    return not _spans(prompt, count).isdisjoint(_spans(completion, count))


def _spans(text: str, count: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + count]) for start in range(len(found) - count + 1)}


# What a prompt is about: one function a task


def _continue(passage: Passage, source: _Source) -> str:
    """Return the end of the paragraph before; empty at a chapter's start."""
    return last_sentences(passage.before, source.settings.lead_words)


def _write(passage: Passage, source: _Source) -> str:
    """Return a few keywords; empty for a passage with next to no content words."""
    chosen = source.keywords.of(passage.text, source.rng, source.settings.most_keywords)
    copied = shares_words(" ".join(chosen), passage.text)
    return ", ".join(chosen[: COPIED_WORDS - 1] if copied else chosen)


_ABOUT: dict[Task, Callable[[Passage, _Source], str]] = {"continue": _continue, "write": _write}


# From drafts to examples


def _drafts(
    passages: Sequence[Passage], language: str, settings: ExampleSettings, rng: random.Random
) -> Iterator[_Draft]:
    """Yield what each passage can be asked about, save what would give the answer away."""
    source = _Source(settings, Keywords((passage.text for passage in passages), language), rng)
    for place, passage in enumerate(passages):
        if passage.request:
            yield _Draft("answer", passage.request, place)
            continue
        for task in settings.tasks:
            about = _ABOUT[task](passage, source)
            if about and not shares_words(about, passage.text):
                yield _Draft(task, about, place)


def _draw(drafts: Sequence[_Draft], settings: ExampleSettings) -> list[list[_Draft]]:
    """Return the drafts task by task, thinned out evenly when they are more than `most_examples`."""
    known: tuple[Task | Literal["answer"], ...] = (*settings.tasks, "answer")
    tasks = [task for task in dict.fromkeys(known) if any(draft.task == task for draft in drafts)]
    by_task = [[draft for draft in drafts if draft.task == task] for task in tasks]
    most = settings.most_examples
    if most is None or len(drafts) <= most:
        return by_task
    borders, total, drawn = [0], 0, []
    for group in by_task:
        total += len(group)
        # Rounding the running total keeps the sum exact.
        borders.append(most * total // len(drafts))
    for number, group in enumerate(by_task):
        count = borders[number + 1] - borders[number]
        # Another start for each task: few examples then come from different passages.
        drawn.append(_evenly(group, count, number / len(by_task)))
    return [group for group in drawn if group]


def _evenly(drafts: Sequence[_Draft], count: int, start: float) -> list[_Draft]:
    return [drafts[int((share + start) * len(drafts) / count)] for share in range(count)]


def _wording_numbers(count: int, available: int, rng: random.Random) -> list[int]:
    """Return a wording for each of `count` examples: the standard one for its share, the others equally often."""
    standard = round(count * STANDARD_SHARE)
    others = rng.sample(range(1, available), available - 1)
    numbers = [0] * standard + [others[place % len(others)] for place in range(count - standard)]
    rng.shuffle(numbers)
    return numbers


def _worded(
    draft: _Draft, completion: str, language: str, number: int, taken: set[tuple[int, str]]
) -> Iterator[Example]:
    """Yield the example in that wording, or in the next that is new and shares no words with the completion."""
    assert draft.task != "answer"
    available = len(wordings(draft.task, language))
    for step in range(available):
        example = _example(draft, completion, language, (number + step) % available)
        asked = (draft.passage, example.prompt)
        if asked not in taken and not shares_words(example.prompt, completion):
            taken.add(asked)
            yield example
            return


def _example(draft: _Draft, completion: str, language: str, number: int) -> Example:
    prompt = draft.about if draft.task == "answer" else ask(draft.task, language, draft.about, number)
    return Example(draft.task, prompt, completion, draft.passage)
