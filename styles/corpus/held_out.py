"""Choice of held-out passages from the lengths of passages and documents.

Held out is a whole document where one (or several small ones) is about the right size, since only a text the model has
never met says how well the voice carries over; otherwise the end of the texts, after a gap.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

HeldOut = Literal["documents", "end", "nothing"]
"""How the held-out passages were chosen: whole documents, the end of the texts, or none for want of text."""

_LEAST_DOCUMENT, _BEST_DOCUMENT, _MOST_DOCUMENT = 0.08, 0.12, 0.35
"""Shares of the words that a held-out document may have. Judgement: with less, measures are noise; with more, too
little is left to learn from. tests/test_held_out.py and tests/test_corpus.py hold all three."""
_BEST_END = 0.125
"""The share that is held out at the end. Judgement: an eighth, which tests/test_held_out.py holds."""
_FEWEST_TO_SPLIT = 4
"""Passages below which nothing is held out: one held out and one as a gap would leave next to nothing to train on."""


@dataclass(frozen=True)
class Split:
    """The indices of the passages on each side, in order."""

    train: list[int]
    held_out: list[int]
    gap: list[int]
    """Between the two: used by neither."""
    way: HeldOut


def choose(documents: Sequence[Sequence[int]], words: Sequence[int], fit: Sequence[int]) -> Split:
    """Return the split of the passages.

    `documents` are the indices of each document's passages, `words` the length of the passage at each index, and `fit`
    the documents that may be held out, the ones to prefer among equals first.
    """
    lengths = [sum(words[index] for index in indices) for indices in documents]
    chosen = _documents(lengths, [document for document in fit if lengths[document]])
    if chosen:
        train = [index for number, indices in enumerate(documents) if number not in chosen for index in indices]
        return Split(train, [index for number in sorted(chosen) for index in documents[number]], [], "documents")
    indices = [index for document in documents for index in document]
    if len(indices) < _FEWEST_TO_SPLIT:
        return Split(indices, [], [], "nothing")
    start = _start_of_end([words[index] for index in indices])
    return Split(indices[: start - 1], indices[start:], indices[start - 1 : start], "end")


def _documents(lengths: Sequence[int], fit: Sequence[int]) -> frozenset[int]:
    """Return the document, or small ones, with the best share, or none."""
    total = max(1, sum(lengths))
    small = [number for number in fit if lengths[number] < _LEAST_DOCUMENT * total]
    together = list(accumulate(lengths[number] for number in small))
    count = min(range(len(small)), key=lambda item: abs(together[item] / total - _BEST_DOCUMENT), default=-1) + 1
    candidates = [frozenset({number}) for number in fit] + [frozenset(small[:count])]
    shares = {candidate: sum(lengths[number] for number in candidate) / total for candidate in candidates}
    suitable = [candidate for candidate, share in shares.items() if _LEAST_DOCUMENT <= share <= _MOST_DOCUMENT]
    return min(suitable, key=lambda item: (abs(shares[item] - _BEST_DOCUMENT), len(item)), default=frozenset())


def _start_of_end(lengths: Sequence[int]) -> int:
    """Return the start of the held-out end, after two passages or more."""
    total = max(1, sum(lengths))
    best, start, end_words = 2.0, len(lengths) - 1, 0
    for index in range(len(lengths) - 1, 1, -1):
        end_words += lengths[index]
        distance = abs(end_words / total - _BEST_END)
        if distance < best:
            best, start = distance, index
    return start
