"""Building of training examples: a prompt, and a passage as completion.

A task is one function that finds what the prompt is about (`_continue`, `_write`, `_rewrite`); everything else,
wordings and checks included, is the same for all. *Rewrite*, and *write* from a brief, need what the base wrote about
a passage (`PassageViews`); without it *write* goes by keywords. *Replay* is made by the base (`trainer.model.replay`).
"""

import hashlib
import math
import random
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeVar

from styles.corpus.corpus import Passage
from styles.examples.keywords import Keywords
from styles.examples.task_shares import SHARES, counts_of_tasks
from styles.examples.templates import PromptForm, PromptTask, ask, wordings
from styles.language.sentences import last_sentences
from styles.language.words import words

STANDARD_SHARE = 0.4
"""The share of a task's examples asked in its standard wording, the one the page and the measures use."""
COPIED_WORDS = 5
"""A prompt never has this many words in a row in common with its completion: it would teach copying."""
Item = TypeVar("Item")

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
    ended: bool = True
    """Whether the answer ends where the completion does, so that its end is learnt too."""

    @property
    def id(self) -> str:
        """Id for edits: the same task, prompt and completion give the same."""
        return hashlib.sha256("\0".join((self.task, self.prompt, self.completion)).encode()).hexdigest()[:20]


@dataclass(frozen=True)
class ExampleSettings:
    """Number and kind of the examples."""

    tasks: tuple[PromptTask, ...] = ("write", "rewrite", "continue")
    """Each passage gives one example of each, where it can; a task named twice gives two, asked differently."""
    most_examples: int | None = None
    """With more than this, a smaller number is drawn evenly over the passages and in proportion over the tasks."""
    lead_words: int = 60
    """About how many words of the paragraph before go into a *continue* prompt, in whole sentences."""
    most_keywords: int = 5
    """A *write* prompt has three to this many."""


@dataclass(frozen=True)
class PassageViews:
    """The base's brief and paraphrase of a passage; empty where unusable."""

    brief: str = ""
    """What happens in it, in a few sentences."""
    neutral: str = ""
    """A paraphrase in plain words; the name is a literal of `views.jsonl`."""


Views = Mapping[int, PassageViews]
"""By the index of the passage, counted from 0; a passage that is missing has none."""


@dataclass(frozen=True)
class _TaskInputs:
    """The inputs of a task function, apart from the passage."""

    settings: ExampleSettings
    keywords: Keywords
    rng: random.Random
    views: Views


@dataclass(frozen=True)
class _Draft:
    """An example that is not yet worded."""

    task: PromptTask | Literal["answer"]
    form: PromptForm | Literal["answer"]
    about: str
    passage: int


def build(
    passages: Sequence[Passage], language: str, settings: ExampleSettings, seed: int, views: Views | None = None
) -> list[Example]:
    """Return the training examples in training order, the same at every call.

    A passage that shares too many words with what its prompt would be about gives no example of that task. One that
    answers a request of the author's gives that pair, as it is, and nothing else. Views are of these very passages.
    """
    rng = random.Random(seed)
    drafts = list(_drafts(passages, language, settings, rng, views or {}))
    taken: set[tuple[int, str]] = set()
    examples: list[Example] = []
    for form, drawn in _by_form(_draw(drafts, settings)):
        if form == "answer":
            examples.extend(_example(draft, passages[draft.passage].text, language, 0) for draft in drawn)
            continue
        numbers = _wording_numbers(len(drawn), len(wordings(form, language)), rng)
        for draft, number in zip(drawn, numbers, strict=True):
            examples.extend(_worded(draft, passages[draft.passage].text, language, number, taken))
    rng.shuffle(examples)
    return examples


def worth_viewing(passages: Sequence[Passage], settings: ExampleSettings) -> list[int]:
    """Return the indices of passages worth viewing, evenly as many as drawn."""
    if not {"write", "rewrite"} & {*settings.tasks}:
        return []
    able = [index for index, passage in enumerate(passages) if not passage.request]
    share = SHARES["write"] if "rewrite" in settings.tasks else 1.0
    count = len(able) if settings.most_examples is None else math.ceil(share * settings.most_examples)
    return _evenly(able, min(len(able), count), 0)


def expected(passages: Sequence[Passage], examples: Sequence[Example], settings: ExampleSettings) -> dict[str, int]:
    """Return the expected example counts by task with all views."""
    available: dict[str, int] = dict(Counter(example.task for example in examples))
    if "rewrite" in settings.tasks:
        available["rewrite"] = len(worth_viewing(passages, settings))
    return counts_of_tasks(available, settings.most_examples)


def held_out_examples(passages: Sequence[Passage], language: str, settings: ExampleSettings) -> list[Example]:
    """Return the measuring examples, in order and in the standard wording.

    They go without views: every base, and every recipe, is then measured by the same prompts.
    """
    drafts = list(dict.fromkeys(_drafts(passages, language, settings, random.Random(0), {})))
    chosen = sorted((draft for drawn in _draw(drafts, settings) for draft in drawn), key=lambda draft: draft.passage)
    examples = [_example(draft, passages[draft.passage].text, language, 0) for draft in chosen]
    return [
        example
        for example in examples
        if example.task == "answer" or not shares_words(example.prompt, example.completion)
    ]


@dataclass(frozen=True)
class HeldOutPrompt:
    """A prompt for a held-out passage: keywords or the author's own request."""

    about: str
    """A few keywords; or the author's own request, where the passage answers one."""
    is_request: bool
    passage: int
    """Which of the passages, counted from 0."""


def held_out_prompts(passages: Sequence[Passage], language: str, settings: ExampleSettings) -> list[HeldOutPrompt]:
    """Return a prompt for each passage where possible, always the same."""
    write_only = replace(settings, tasks=("write",), most_examples=None)
    drafts = _drafts(passages, language, write_only, random.Random(0), {})
    return [HeldOutPrompt(draft.about, draft.task == "answer", draft.passage) for draft in drafts]


def shares_words(prompt: str, completion: str, count: int = COPIED_WORDS) -> bool:
    """Check for `count` shared words in a row, without capitals and punctuation."""
    return not _spans(prompt, count).isdisjoint(_spans(completion, count))


def _spans(text: str, count: int) -> set[tuple[str, ...]]:
    tokens = words(text)
    return {tuple(tokens[start : start + count]) for start in range(len(tokens) - count + 1)}


# What a prompt is about: one function a task


def _continue(passage: Passage, index: int, inputs: _TaskInputs) -> tuple[PromptForm, str]:
    """Return the end of the paragraph before; empty at a chapter's start."""
    return "continue", last_sentences(passage.before, inputs.settings.lead_words)


def _write(passage: Passage, index: int, inputs: _TaskInputs) -> tuple[PromptForm, str]:
    """Return the brief, else keywords; empty for too few content words."""
    brief = inputs.views.get(index, PassageViews()).brief
    if brief and not shares_words(brief, passage.text):
        return "brief", brief
    chosen = inputs.keywords.of(passage.text, inputs.rng, inputs.settings.most_keywords)
    copied = shares_words(" ".join(chosen), passage.text)
    return "write", ", ".join(chosen[: COPIED_WORDS - 1] if copied else chosen)


def _rewrite(passage: Passage, index: int, inputs: _TaskInputs) -> tuple[PromptForm, str]:
    """Return the paraphrase; empty where there is none."""
    return "rewrite", inputs.views.get(index, PassageViews()).neutral


_ABOUT: dict[PromptTask, Callable[[Passage, int, _TaskInputs], tuple[PromptForm, str]]] = {
    "continue": _continue,
    "write": _write,
    "rewrite": _rewrite,
}


# From drafts to examples


def _drafts(
    passages: Sequence[Passage],
    language: str,
    settings: ExampleSettings,
    rng: random.Random,
    views: Views,
) -> Iterator[_Draft]:
    """Yield the subject of each prompt, unless it gives the answer away."""
    inputs = _TaskInputs(settings, Keywords((passage.text for passage in passages), language), rng, views)
    for index, passage in enumerate(passages):
        if passage.request:
            yield _Draft("answer", "answer", passage.request, index)
            continue
        for task in settings.tasks:
            form, about = _ABOUT[task](passage, index, inputs)
            if about and not shares_words(about, passage.text):
                yield _Draft(task, form, about, index)


def _draw(drafts: Sequence[_Draft], settings: ExampleSettings) -> list[list[_Draft]]:
    """Return the drafts by task, each thinned evenly to its share."""
    known: tuple[PromptTask | Literal["answer"], ...] = (*settings.tasks, "answer")
    tasks = [task for task in dict.fromkeys(known) if any(draft.task == task for draft in drafts)]
    by_task = [[draft for draft in drafts if draft.task == task] for task in tasks]
    counts = counts_of_tasks(
        {task: len(group) for task, group in zip(tasks, by_task, strict=True)}, settings.most_examples
    )
    # Another start for each task: few examples then come from different passages.
    drawn = [
        _chosen(group, counts[task], number / len(by_task))
        for number, (task, group) in enumerate(zip(tasks, by_task, strict=True))
    ]
    return [group for group in drawn if group]


def _chosen(drafts: Sequence[_Draft], count: int, start: float) -> list[_Draft]:
    """Return `count` drafts of a task evenly, those with briefs first."""
    if count == len(drafts):
        return list(drafts)
    from_briefs = [draft for draft in drafts if draft.form == "brief"]
    if len(from_briefs) >= count:
        return _evenly(from_briefs, count, start)
    others = [draft for draft in drafts if draft.form != "brief"]
    return from_briefs + _evenly(others, count - len(from_briefs), start)


def _evenly(items: Sequence[Item], count: int, start: float) -> list[Item]:
    return [items[int((share + start) * len(items) / count)] for share in range(count)]


def _by_form(by_task: Sequence[Sequence[_Draft]]) -> Iterator[tuple[PromptForm | Literal["answer"], list[_Draft]]]:
    """Yield the drafts by form, so that wordings spread over each."""
    for group in by_task:
        for form in dict.fromkeys(draft.form for draft in group):
            yield form, [draft for draft in group if draft.form == form]


def _wording_numbers(count: int, available: int, rng: random.Random) -> list[int]:
    """Return wording numbers: the standard one by share, the others evenly."""
    standard = round(count * STANDARD_SHARE)
    others = rng.sample(range(1, available), available - 1)
    numbers = [0] * standard + [others[index % len(others)] for index in range(count - standard)]
    rng.shuffle(numbers)
    return numbers


def _worded(
    draft: _Draft, completion: str, language: str, number: int, taken: set[tuple[int, str]]
) -> Iterator[Example]:
    """Yield the example in the next new wording without shared words."""
    assert draft.form != "answer"
    available = len(wordings(draft.form, language))
    for step in range(available):
        example = _example(draft, completion, language, (number + step) % available)
        key = (draft.passage, example.prompt)
        if key not in taken and not shares_words(example.prompt, completion):
            taken.add(key)
            yield example
            return


def _example(draft: _Draft, completion: str, language: str, number: int) -> Example:
    prompt = draft.about if draft.form == "answer" else ask(draft.form, language, draft.about, number)
    return Example(draft.task, prompt, completion, draft.passage)
