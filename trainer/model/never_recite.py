"""Forbid words that would complete a span of a training text."""

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from transformers import LogitsProcessor

from styles.measures.no_copy import Behind, NoCopy, PieceEffect

LEAST_LIKELY = 1e-4
"""Tokens that are so many times less likely than the likeliest that may be drawn are not drawn either."""
LIKELY = 0.05
"""The share of the likeliest token's likelihood from which on a token is what the model would have written anyway."""
LOOKED_BACK = 320
"""Tokens at the end of a text among which a span that it is about to recite has begun."""
_LOOKED_AT = 512
"""Tokens that are looked at first: nearly always there is one among them that may be drawn."""
_HALF = "\ufffd"
"""What half a character is decoded to; it waits for its other half."""


class NeverRecite(LogitsProcessor):
    """Logits processor that forbids reciting; it comes before min-p.

    Min-p needs a choice of tokens. It forbids as well what would make up a word where one is forbidden: letters behind
    the last word and the beginnings of the forbidden one, unless the model would have written them anyway.
    """

    def __init__(self, no_copy: NoCopy | Sequence[NoCopy], tokenizer: Any, prompt_tokens: int, min_p: float) -> None:
        """Take one `no_copy` for all rows, or one for each row."""
        self._no_copy, self._tokenizer = no_copy, tokenizer
        self._prompt_tokens, self._min_p = prompt_tokens, max(min_p, LEAST_LIKELY)
        self._special = frozenset(tokenizer.all_special_ids)

    def __call__(self, input_ids: torch.LongTensor, scores: torch.FloatTensor) -> torch.FloatTensor:
        """Return (rows, vocabulary) scores; forbidden tokens are minus infinity."""
        kept: Any = scores
        for row, ids in enumerate(input_ids[:, self._prompt_tokens :][:, -LOOKED_BACK:].tolist()):
            no_copy = self._no_copy if isinstance(self._no_copy, NoCopy) else self._no_copy[row]
            text = self._text(ids)
            if no_copy.is_near(text):
                kept = kept.clone() if kept is scores else kept
                kept[row] = self._filtered(_RowEnd(no_copy, self._tokenizer, ids, text, self._special), scores[row])
        return kept

    def _filtered(self, row_end: "_RowEnd", scores: torch.Tensor) -> torch.Tensor:
        """Return (vocabulary,) scores; forbidden tokens are minus infinity."""
        allowed, least = list[int](), 0.0
        for token, share in _by_likelihood(scores):
            if share < least:
                break
            if row_end.allows(token, share >= max(self._min_p, LIKELY)):
                least = least or share * self._min_p
                allowed.append(token)
        kept = torch.full_like(scores, -torch.inf)
        kept[allowed] = scores[allowed]
        return kept

    def _text(self, ids: list[int]) -> str:
        return str(self._tokenizer.decode(ids, skip_special_tokens=True)).rstrip(_HALF)


def _by_likelihood(scores: torch.Tensor) -> Iterator[tuple[int, float]]:
    """Yield tokens and their likelihood relative to the likeliest, in falling order."""
    seen = 0
    for count in (min(_LOOKED_AT, len(scores)), len(scores)):
        found, order = scores.float().topk(count)
        yield from zip(order[seen:].tolist(), (found - found[0]).exp()[seen:].tolist(), strict=True)
        seen = count


class _RowEnd:
    """The end of a row, before its next token."""

    def __init__(self, no_copy: NoCopy, tokenizer: Any, ids: list[int], text: str, special: frozenset[int]) -> None:
        self._no_copy, self._tokenizer, self._special = no_copy, tokenizer, special
        self._behind: Behind = no_copy.behind(text)
        # Some tokens behind which the new one reads as it does behind all of them.
        self._ids = ids[-16:]
        self._before = len(self._read(self._ids).rstrip(_HALF))

    def allows(self, token: int, likely: bool) -> bool:
        """Check that a token may be drawn.

        `likely` says that it would be likely where nothing is forbidden.
        """
        if token in self._special:
            # Nor does an answer end because its next word is forbidden.
            return likely or not self._behind.forbidden
        more = self._read([*self._ids, token])[self._before :].rstrip(_HALF)
        if not more:
            return token not in self._halves()
        effect = self._behind.effect(more)
        if effect is PieceEffect.BEGINS:
            return likely and not any(self._spells(token, more, rest) for rest in self._behind.rests(more))
        return effect is PieceEffect.FREE or effect is PieceEffect.GLUES and likely

    def _spells(self, token: int, more: str, rest: str) -> bool:
        """Check that a forbidden word usually begins with this token.

        It is begun in no other way then.
        """
        word = more + (rest.upper() if len(more.strip()) > 1 and more.isupper() else rest)
        return token in self._encoded(word)[:2]

    def _halves(self) -> set[int]:
        """Return first tokens of forbidden words that are less than a letter."""
        words = [self._no_copy.spelled(word) for word in self._behind.forbidden]
        forms = [form for word in words for form in (word, word.title())]
        return {self._encoded(before + form)[0] for form in forms for before in ("", " ")}

    def _encoded(self, text: str) -> list[int]:
        return list(self._tokenizer(text, add_special_tokens=False)["input_ids"])

    def _read(self, ids: list[int]) -> str:
        return str(self._tokenizer.decode(ids, skip_special_tokens=True))
