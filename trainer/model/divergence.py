"""Exact losses and KL(base || styled) on given texts, from the logits.

Logits over a vocabulary of 152,000 words are what weighs most here, and most of what would take time. So the models are
asked for their hidden states, not for their logits; those are made of them for some tokens at a time, only where a text
is measured, and loss and divergence are computed from them in one pass.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch

from trainer.model import sampling
from trainer.model.answers import StopRequested
from trainer.model.loaded_styles import BASE, LoadedStyles

BATCH_TOKENS = 2_048
"""Tokens of a batch, padding among them: more are no quicker a token, and take memory."""
CHUNK_TOKENS = 64
"""Tokens whose logits are held at once, of two models."""


@dataclass(frozen=True)
class Piece:
    """A text to predict after a prompt; the prompt is not measured."""

    text: str
    prompt: str = ""
    """What the author of the question would type; empty for a text that answers nothing."""


@dataclass
class Measured:
    """What one text costs the models, in nats per token."""

    tokens: int
    characters: int
    base: float = 0.0
    styled: dict[float, float] = field(default_factory=dict)
    """By strength, as is the KL."""
    kl: dict[float, float] = field(default_factory=dict)


def divergences(
    loaded_styles: LoadedStyles,
    style: str,
    rows: Sequence["Row"],
    strengths: Sequence[float],
    stopped: Callable[[], bool] = lambda: False,
) -> list[Measured]:
    """Return the losses and KLs of encoded texts at each strength."""
    found: dict[int, Measured] = {}
    for indices in _batches([len(row.ids) for row in rows]):
        if stopped():
            raise StopRequested
        batch = [rows[index] for index in indices]
        found |= zip(indices, _measured(loaded_styles, style, batch, strengths), strict=True)
    return [found[index] for index in range(len(rows))]


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the row indices of each batch; similar lengths share a batch."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda index: lengths[index]):
        if batch and lengths[index] * (len(batch) + 1) > BATCH_TOKENS:
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch


@dataclass(frozen=True)
class Row:
    """Tokens of a prompt and of a text's beginning."""

    ids: list[int]
    first: int
    """Where the text begins; its tokens from there on are foretold."""
    characters: int

    @property
    def measured(self) -> int:
        """Number of the text's tokens, which are predicted."""
        return len(self.ids) - self.first


def encode_pieces(tokenizer: Any, pieces: Sequence[Piece], most_tokens: int) -> list[Row]:
    """Return the beginnings of texts.

    Those without a token to predict are left out.
    """
    return [row for piece in pieces if (row := _encoded(tokenizer, piece, most_tokens)).measured > 0]


def _encoded(tokenizer: Any, piece: Piece, most_tokens: int) -> Row:
    if piece.prompt:
        asked = sampling.question(tokenizer, piece.prompt)
        before = tokenizer(asked, add_special_tokens=False)["input_ids"]
        text = tokenizer(piece.text, add_special_tokens=False)["input_ids"]
    else:
        ids = tokenizer(piece.text)["input_ids"]
        before, text = ids[:1], ids[1:]
    kept = text[: max(0, most_tokens - len(before))]
    return Row([*before, *kept], len(before), len(tokenizer.decode(kept)))


def _measured(
    loaded_styles: LoadedStyles, style: str, batch: Sequence[Row], strengths: Sequence[float]
) -> list[Measured]:
    loaded = loaded_styles.loaded
    longest = max(len(row.ids) for row in batch)
    ids = torch.full((len(batch), longest), loaded.tokenizer.pad_token_id, device=loaded.device)
    mask = torch.zeros_like(ids)
    for index, row in enumerate(batch):
        ids[index, : len(row.ids)] = torch.tensor(row.ids, device=loaded.device)
        mask[index, : len(row.ids)] = 1
    base = _Thoughts.of(loaded_styles, ids, mask, BASE)
    styled: dict[float, _Thoughts] = {}
    for strength in strengths:
        if strength == 0:
            styled[strength] = base
        else:
            with loaded_styles.at_strength(strength):
                styled[strength] = _Thoughts.of(loaded_styles, ids, mask, style)
    return [_one(base, styled, row, ids[index], index) for index, row in enumerate(batch)]


def _one(base: "_Thoughts", styled: dict[float, "_Thoughts"], row: Row, ids: torch.Tensor, index: int) -> Measured:
    """Return the sums of one row over chunks of its measured tokens."""
    loss, losses, kls = 0.0, dict.fromkeys(styled, 0.0), dict.fromkeys(styled, 0.0)
    for start in range(row.first, len(row.ids), CHUNK_TOKENS):
        end = min(start + CHUNK_TOKENS, len(row.ids))
        wanted = ids[start:end, None]
        # What is expected of a token is thought at the one before it.
        expected = base.log_probabilities(index, slice(start - 1, end - 1))
        likely = expected.exp()
        cost = -expected.gather(1, wanted).sum().item()
        loss += cost
        for strength, thoughts in styled.items():
            if thoughts is base:
                losses[strength] += cost
                continue
            other = thoughts.log_probabilities(index, slice(start - 1, end - 1))
            losses[strength] -= other.gather(1, wanted).sum().item()
            kls[strength] += likely.mul(expected - other).sum().item()
    count = row.measured
    return Measured(
        count,
        row.characters,
        loss / count,
        {strength: each / count for strength, each in losses.items()},
        {strength: max(0.0, each / count) for strength, each in kls.items()},
    )


@dataclass(frozen=True)
class _Thoughts:
    """A model's hidden states for each token, or its logits."""

    states: torch.Tensor
    """(rows, tokens, width)."""
    head: Callable[[torch.Tensor], torch.Tensor]
    """Makes logits of them."""

    @classmethod
    def of(cls, loaded_styles: LoadedStyles, ids: torch.Tensor, mask: torch.Tensor, name: str) -> "_Thoughts":
        """Return the hidden states of the model with that name."""
        (part,) = loaded_styles.parts([name] * len(ids))
        head = part.model.get_output_embeddings()
        given: list[torch.Tensor] = []

        def only_last(_: Any, inputs: tuple[torch.Tensor, ...]) -> tuple[torch.Tensor, ...]:
            given.append(inputs[0])
            return (inputs[0][:, -1:],)

        def logits() -> torch.Tensor:
            found: torch.Tensor = part.model(input_ids=ids, attention_mask=mask, use_cache=False, **part.routing).logits
            return found

        with torch.no_grad():
            if isinstance(head, torch.nn.Linear):
                hook = head.register_forward_pre_hook(only_last)
                try:
                    last = logits()[:, -1]
                finally:
                    hook.remove()
                # Some models scale or cap what their output layer says; those are asked for everything.
                if torch.allclose(
                    torch.nn.functional.linear(given[0][:, -1], head.weight, head.bias), last, 1e-3, 1e-3
                ):
                    return cls(given[0], head)
            return cls(logits(), lambda states: states)

    def log_probabilities(self, row: int, span: slice) -> torch.Tensor:
        """Return (tokens, vocabulary) log probabilities after each token of a span."""
        with torch.no_grad():
            return self.head(self.states[row, span]).float().log_softmax(-1)
