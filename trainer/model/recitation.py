"""Greedy continuations of the beginnings of training texts, in batches.

The words come after the very prompt that they were trained with: nothing brings back a memorized passage more surely.
`styles.measures.copying` judges the result.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import torch

from styles.measures.copying import PrefixTest, TrainingText, prefix_test
from trainer.model import sampling

PREFIX_TOKENS, NEW_TOKENS = 50, 50
"""Tokens of a text that are given, and tokens that the model adds (Carlini et al.)."""
LEAST_TOKENS = 24
"""A shorter text has no beginning that would tell how it goes on."""
ROWS = 48
"""Texts continued in one batch."""


@dataclass(frozen=True)
class Prefix:
    """The beginning of a text for the model, and its true continuation."""

    ids: tuple[int, ...]
    """The prompt, and after it the first tokens of the text, up to the end of a word."""
    given: str
    """The prompt and the text's first words: what a continuation may repeat without copying."""
    expected: str
    """What comes next in the text, up to as many tokens as the model will add."""


def prefix(tokenizer: Any, prompt: str, text: str, given: int = PREFIX_TOKENS, new: int = NEW_TOKENS) -> Prefix | None:
    """Return a text's beginning after its prompt; None if too short.

    The beginning is half of the text at most.
    """
    ids = tokenizer(text, add_special_tokens=False)["input_ids"]
    end = _end_of_word(tokenizer, ids, min(given, len(ids) // 2))
    if not end or len(ids) < LEAST_TOKENS:
        return None
    asked = tokenizer(sampling.question(tokenizer, prompt), add_special_tokens=False)
    given_text = f"{prompt}\n{tokenizer.decode(ids[:end])}"
    return Prefix((*asked["input_ids"], *ids[:end]), given_text, tokenizer.decode(ids[end : end + new]))


def prefixes(
    tokenizer: Any, texts: Iterable[tuple[str, str]], count: int, given: int = PREFIX_TOKENS, new: int = NEW_TOKENS
) -> list[Prefix]:
    """Return the beginnings of the first `count` texts of enough length.

    `texts` are (prompt, text) pairs.
    """
    found = (one for prompt, text in texts if (one := prefix(tokenizer, prompt, text, given, new)))
    return list(itertools.islice(found, count))


def continuations(model: Any, tokenizer: Any, begun: Sequence[Prefix], new: int = NEW_TOKENS) -> list[str]:
    """Return the likeliest continuation of each; the model's state stays."""
    # Neighbours in length side by side: less padding.
    order = sorted(range(len(begun)), key=lambda index: len(begun[index].ids))
    written: dict[int, str] = {}
    with sampling.answering(model, tokenizer):
        for start in range(0, len(order), ROWS):
            indices = order[start : start + ROWS]
            answers = _continued(model, tokenizer, [begun[index].ids for index in indices], new)
            written |= zip(indices, answers, strict=True)
    return [written[index] for index in range(len(begun))]


def recited(
    model: Any, tokenizer: Any, training: TrainingText, begun: Sequence[Prefix], new: int = NEW_TOKENS
) -> PrefixTest:
    """Return how much of the training text the continuations copy."""
    return tested(training, begun, continuations(model, tokenizer, begun, new))


def tested(training: TrainingText, begun: Sequence[Prefix], written: Sequence[str]) -> PrefixTest:
    """Return how much of the training text continuations copy."""
    return prefix_test(
        training, zip([one.expected for one in begun], written, strict=True), [one.given for one in begun]
    )


def _continued(model: Any, tokenizer: Any, rows: Sequence[tuple[int, ...]], new: int) -> Iterator[str]:
    longest = max(map(len, rows))
    padding = [longest - len(row) for row in rows]
    ids = [[tokenizer.pad_token_id] * pad + list(row) for pad, row in zip(padding, rows, strict=True)]
    mask = [[0] * pad + [1] * len(row) for pad, row in zip(padding, rows, strict=True)]
    answers = sampling.generate(
        model,
        tokenizer,
        input_ids=torch.tensor(ids, device=model.device),
        attention_mask=torch.tensor(mask, device=model.device),
        max_new_tokens=new,
    )
    yield from tokenizer.batch_decode(answers[:, longest:], skip_special_tokens=True)


def _end_of_word(tokenizer: Any, ids: Sequence[int], most: int) -> int:
    """Return how many tokens complete a word, `most` at most; or 0."""
    for end in range(min(most, len(ids) - 1), 0, -1):
        before, after = tokenizer.decode(ids[:end]), tokenizer.decode(ids[: end + 1])
        if after[len(before) : len(before) + 1].isspace():
            return end
    return 0
