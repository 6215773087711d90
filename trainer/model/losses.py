"""Mean losses of given texts, in nats per token.

No prompt, no padding, one text after the other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch

from trainer.model import sampling

TOKENS = 256
"""Tokens of a text that are measured at most."""


@dataclass(frozen=True)
class TextLoss:
    """The loss of one text."""

    loss: float
    """In nats per token."""
    tokens: int
    """Tokens that were predicted: all but the first."""


def text_losses(model: Any, tokenizer: Any, texts: Sequence[str], tokens: int = TOKENS) -> list[TextLoss]:
    """Return the loss of each text's beginning; the model's state stays."""
    with sampling.answering(model, tokenizer):
        return [_loss(model, tokenizer, text, tokens) for text in texts]


def mean_loss(found: Sequence[TextLoss]) -> float | None:
    """Return the mean loss over all tokens in nats; None without any."""
    count = sum(one.tokens for one in found)
    return sum(one.loss * one.tokens for one in found) / count if count else None


def _loss(model: Any, tokenizer: Any, text: str, tokens: int) -> TextLoss:
    ids = torch.tensor([tokenizer(text)["input_ids"][:tokens]], device=model.device)
    return TextLoss(float(model(input_ids=ids, labels=ids).loss), ids.shape[1] - 1)
