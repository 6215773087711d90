"""The no-copy filter: which next words would make a text recite so many words of another text in a row.

Forbidding them while a text is written stops verbatim copying (the idea of MemFree decoding, Ippolito et al. 2022); it
does not stop paraphrase. Spans are remembered by their hashes, in about 24 bytes a word. Where words are not set apart,
so many letters are a span.
"""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from styles.shingles import Hashes, numbered, windows
from styles.tokens import placed_words

SPAN = 13
"""Words in a row of the training text that are never copied, unless another number is asked for."""
_NEAR = 8
"""Words in a row that the other text has too before a text is looked at more closely."""


class NoCopy:
    """Knows after which words which next ones are forbidden."""

    def __init__(self, passages: Iterable[str], span: int = SPAN) -> None:
        """Remember the passages' spans of so many words, three at least."""
        self._span, self._near_words = span, min(_NEAR, span - 2)
        contexts: list[Hashes] = [np.empty(0, np.uint64)]
        near: list[Hashes] = [np.empty(0, np.uint64)]
        following: list[NDArray[np.int32]] = [np.empty(0, np.int32)]
        places: dict[str, int] = {}
        for passage in passages:
            found = _words(passage)
            numbers = numbered(found)
            near.append(windows(numbers, self._near_words))
            # Nothing comes after the last words of a passage.
            contexts.append(windows(numbers, span - 1)[:-1])
            nexts = (places.setdefault(word, len(places)) for word in found[span - 1 :])
            following.append(np.fromiter(nexts, np.int32))
        every = np.concatenate(contexts)
        order = np.argsort(every)
        self._contexts = every[order]
        self._following = np.concatenate(following)[order]
        self._near = np.unique(np.concatenate(near))
        self._words = tuple(places)

    def after(self, words: Sequence[str]) -> frozenset[str]:
        """Return the words that must not come next, from the words so far as `placed_words` yields them."""
        context = windows(numbered(words[1 - self._span :]), self._span - 1)
        low = np.searchsorted(self._contexts, context, "left")
        high = np.searchsorted(self._contexts, context, "right")
        forbidden = (self._following[first:last] for first, last in zip(low, high, strict=True))
        return frozenset(self._words[place] for places in forbidden for place in places)

    def is_near(self, text: str) -> bool:
        """Return whether the text may be about to recite: quick, and no only where a few more words cannot."""
        # Of the last word more letters may come.
        near = self._near_words
        tail = windows(numbered(_words(text)[-near - 1 : -1]), near)
        left, right = np.searchsorted(self._near, tail, "left"), np.searchsorted(self._near, tail, "right")
        return bool((left < right).any())

    def recites(self, text: str, more: str) -> bool:
        """Return whether the text, gone on with by `more`, has a forbidden span that it did not have."""
        known, words = len(_words(text)), _words(text + more)
        return any(words[place] in self.after(words[:place]) for place in range(max(0, known - 1), len(words)))


def _words(text: str) -> list[str]:
    return [placed.word for placed in placed_words(text)]
