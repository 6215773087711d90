"""Count examples that are learnt whole, cut, or lost, before training.

The trainer cuts what is longer than `max_length` at its end, and drops an example of whose answer nothing is left,
without saying how many. What is counted here is what it will do, so that the run says so, and does not begin where most
would be cut.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from styles.examples.examples import Example
from styles.i18n.message import Message
from styles.language.words import count_words
from trainer import error_messages
from trainer.errors import RecipeError
from trainer.runs.recipe import Recipe

MOST_CUT = 0.5
"""The share of the author's examples that may be cut or lost: a model that mostly sees no end does not learn to end."""
NEARLY_ALL = 0.95
"""The share of the examples that fit, prompt and all, with what is said to be set instead."""


@dataclass(frozen=True)
class Length:
    """Length of an example in tokens, as the chat template renders it."""

    prompt: int
    """Before the answer begins."""
    whole: int
    """Up to and with the mark that ends the answer."""


@dataclass(frozen=True)
class Fitted:
    """Examples at a maximum length: kept, cut and lost."""

    kept: list[Example]
    """Those of which something is learnt."""
    cut: int
    """How many of these are not learnt to their end."""

    @classmethod
    def to(cls, max_length: int, examples: Sequence[Example], lengths: Sequence[Length]) -> "Fitted":
        """Return the examples of these lengths at a maximum length."""
        kept = [
            (example, length)
            for example, length in zip(examples, lengths, strict=True)
            if length.prompt < min(max_length, length.whole)
        ]
        return cls([example for example, _ in kept], sum(length.whole > max_length for _, length in kept))


def fitted(tokenizer: Any, examples: Sequence[Example], max_length: int) -> Fitted:
    """Return the examples at a maximum length."""
    return Fitted.to(max_length, examples, lengths(tokenizer, examples))


def lengths(tokenizer: Any, examples: Sequence[Example]) -> list[Length]:
    """Return the length of each example."""
    return [_length(tokenizer, example) for example in examples]


def _length(tokenizer: Any, example: Example) -> Length:
    question = {"role": "user", "content": example.prompt}
    answer = {"role": "assistant", "content": example.completion}
    asked = _rendered(tokenizer, [question], add_generation_prompt=True)
    ids = _rendered(tokenizer, [question, answer])
    # As the trainer has it: the answer begins where the two differ.
    prompt = next((index for index, (one, other) in enumerate(zip(asked, ids, strict=False)) if one != other), None)
    prompt = min(len(asked), len(ids)) if prompt is None else prompt
    # Some templates close a line behind the mark.
    ends = [index for index in range(prompt, len(ids)) if ids[index] == tokenizer.eos_token_id]
    return Length(prompt, ends[-1] + 1 if ends else len(ids))


def _rendered(tokenizer: Any, messages: list[dict[str, str]], add_generation_prompt: bool = False) -> list[int]:
    rendered = tokenizer.apply_chat_template(
        messages, tokenize=True, return_dict=True, add_generation_prompt=add_generation_prompt, enable_thinking=False
    )
    return list(rendered["input_ids"])


def check_room(tokenizer: Any, examples: Sequence[Example], recipe: Recipe, context: int | None) -> None:
    """Refuse to train where most examples would be cut or lost.

    They are the author's. The error says which settings to change.
    """
    measured = lengths(tokenizer, examples)
    beyond = sum(length.whole > recipe.max_length for length in measured)
    if beyond <= MOST_CUT * len(examples):
        return
    cures = [*_longer(measured, context), *_shorter(examples, measured, recipe)]
    both = error_messages.CURE_EITHER(first=cures[0], second=cures[-1]) if len(cures) > 1 else next(iter(cures), None)
    cure = error_messages.SET(cure=both) if both else error_messages.ANOTHER_BASE
    raise RecipeError(
        error_messages.TOO_LONG(beyond=beyond, examples=len(examples), length=recipe.max_length, cure=cure)
    )


def _longer(measured: Sequence[Length], context: int | None) -> list[Message]:
    """Return advice for a length that nearly all examples fit into.

    Empty where the base cannot attend to so much.
    """
    most = sorted(length.whole for length in measured)[math.ceil(NEARLY_ALL * len(measured)) - 1]
    needed = 64 * math.ceil(most / 64)
    return [error_messages.CURE_LENGTH(tokens=needed)] if needed <= (context or 32_768) else []


def _shorter(examples: Sequence[Example], measured: Sequence[Length], recipe: Recipe) -> list[Message]:
    """Return advice for passages that fit into the length.

    Empty where those are too short to learn from.
    """
    words = sum(count_words(example.completion) for example in examples)
    per_word = max(1, sum(length.whole - length.prompt for length in measured)) / max(1, words)
    prompt = sum(length.prompt for length in measured) / len(measured)
    # A prompt grows and shrinks with its passage, and a passage ends with a sentence.
    most = 10 * int(min(recipe.max_length / 2, recipe.max_length - prompt) / per_word / 10)
    least = min(recipe.passage_least, max(20, most // 2))
    return [error_messages.CURE_PASSAGES(least=least, most=most)] if most >= 30 else []


def without_untrue_ends(dataset: Any, examples: Sequence[Example], eos: int) -> Any:
    """Return tokenized examples; unfinished ones do not learn to end.

    The chat template puts its mark behind every answer, a broken-off one as well.
    """

    def cut(row: dict[str, Any], index: int) -> dict[str, Any]:
        ids = row["input_ids"]
        if examples[index].ended or eos not in ids:
            return row
        end = len(ids) - 1 - ids[::-1].index(eos)
        return {name: row[name][:end] for name in ("input_ids", "labels")}

    return dataset if all(one.ended for one in examples) else dataset.map(cut, with_indices=True)
