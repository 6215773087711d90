"""How the styled model differs from the base on given texts: exact losses and KL(base || styled), from the logits."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import torch
import torch.nn.functional as F

from trainer.model import sampling
from trainer.model.answers import Stopped, rows_to_measure
from trainer.model.generate import BASE, Voices


@dataclass(frozen=True)
class Piece:
    """A text that is foretold after a prompt; the prompt is read, not measured."""

    text: str
    prompt: str = ""
    """What the author of the question would type; empty for a text that answers nothing."""


@dataclass
class Measured:
    """What one text cost the models, in nats a token."""

    tokens: int
    characters: int
    base: float
    styled: dict[float, float] = field(default_factory=dict)
    """By strength, as is the KL."""
    kl: dict[float, float] = field(default_factory=dict)


def divergences(
    voices: Voices,
    style: str,
    pieces: Sequence[Piece],
    strengths: Sequence[float],
    most_tokens: int,
    stopped: Callable[[], bool] = lambda: False,
) -> list[Measured]:
    """Return what the beginnings of the texts cost the base and the styled model at each strength.

    A text without a token to foretell is left out.
    """
    rows = [row for piece in pieces if (row := _encoded(voices.loaded.tokenizer, piece, most_tokens)).measured > 0]
    # Neighbours in length side by side: less padding.
    order = sorted(range(len(rows)), key=lambda place: len(rows[place].ids))
    found: dict[int, Measured] = {}
    step = rows_to_measure(voices.loaded, max((len(row.ids) for row in rows), default=1))
    for start in range(0, len(order), step):
        if stopped():
            raise Stopped
        places = order[start : start + step]
        batch = [rows[place] for place in places]
        found |= zip(places, _measured(voices, style, batch, strengths), strict=True)
    return [found[place] for place in range(len(rows))]


@dataclass(frozen=True)
class _Row:
    ids: list[int]
    first: int
    """Where the text begins; its tokens from there on are foretold."""
    characters: int

    @property
    def measured(self) -> int:
        return len(self.ids) - self.first


def _encoded(tokenizer: Any, piece: Piece, most_tokens: int) -> _Row:
    if piece.prompt:
        asked = sampling.question(tokenizer, piece.prompt)
        before = tokenizer(asked, add_special_tokens=False)["input_ids"]
        text = tokenizer(piece.text, add_special_tokens=False)["input_ids"]
    else:
        ids = tokenizer(piece.text)["input_ids"]
        before, text = ids[:1], ids[1:]
    kept = text[: max(0, most_tokens - len(before))]
    return _Row([*before, *kept], len(before), len(tokenizer.decode(kept)))


def _measured(voices: Voices, style: str, batch: Sequence[_Row], strengths: Sequence[float]) -> list[Measured]:
    loaded = voices.loaded
    longest = max(len(row.ids) for row in batch)
    ids = torch.full((len(batch), longest), loaded.tokenizer.pad_token_id, device=loaded.device)
    mask = torch.zeros_like(ids)
    for place, row in enumerate(batch):
        ids[place, : len(row.ids)] = torch.tensor(row.ids, device=loaded.device)
        mask[place, : len(row.ids)] = 1
    base = _log_probabilities(voices, ids, mask, BASE)
    found = [
        Measured(row.measured, row.characters, _loss(base[place], row, ids[place])) for place, row in enumerate(batch)
    ]
    for strength in strengths:
        if strength == 0:
            styled = base
        else:
            with voices.scaled(strength):
                styled = _log_probabilities(voices, ids, mask, style)
        for place, (row, one) in enumerate(zip(batch, found, strict=True)):
            one.styled[strength] = _loss(styled[place], row, ids[place])
            span = slice(row.first - 1, len(row.ids) - 1)
            apart = F.kl_div(styled[place, span], base[place, span], reduction="sum", log_target=True)
            one.kl[strength] = max(0.0, apart.item() / row.measured)
    return found


def _log_probabilities(voices: Voices, ids: torch.Tensor, mask: torch.Tensor, name: str) -> torch.Tensor:
    """Return (rows, tokens, vocabulary) logarithms of what the voice with that name expects after each token."""
    (part,) = voices.parts([name] * len(ids))
    with torch.no_grad():
        logits = part.model(input_ids=ids, attention_mask=mask, **part.routing).logits
        return logits.float().log_softmax(-1)


def _loss(expected: torch.Tensor, row: _Row, ids: torch.Tensor) -> float:
    """Return the mean loss of a row's text in nats a token."""
    wanted = ids[row.first : len(row.ids)]
    return F.nll_loss(expected[row.first - 1 : len(row.ids) - 1], wanted).item()
