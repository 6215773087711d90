"""No-copy filter: forbids next words that complete a copied span.

Forbidding them while a text is written stops verbatim copying (the idea of MemFree decoding, Ippolito et al. 2022); it
does not stop paraphrase. Spans are remembered by their hashes, in about 24 bytes a word. Where words are not set apart,
so many letters are a span.

Texts are written in pieces of words, and what is forbidden is a word. A writer who may not set the last piece of a word
makes up another end for it, and one who may not set " blood" sets "blood" behind the word before. So it is decided
where the word would begin, and pieces that would make up a word are distinguished from others (`PieceEffect`).
"""

from collections.abc import Iterable, Sequence
from enum import Enum, auto
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from styles.language.shingles import Hashes, numbered, windows
from styles.language.words import PlacedWord, folded, placed_words

SPAN = 13
"""Words in a row of the training text that are never copied, unless another number is asked for."""
_NEAR = 8
"""Words in a row that the other text has too before a text is looked at more closely."""
_JOINERS = "'’-"
"""What may stand between two letters of one word."""


class PieceEffect(Enum):
    """Effect of a piece of text after another text."""

    FREE = auto()
    COPIES = auto()
    """It completes a span, or there is no other word to be made of what it begins."""
    BEGINS = auto()
    """It begins the forbidden word; it may as well begin another."""
    GLUES = auto()
    """It makes another word of the last one, where the next one is forbidden."""


class NoCopy:
    """Maps word contexts to their forbidden next words."""

    def __init__(self, passages: Iterable[str], span: int = SPAN) -> None:
        """Index the passages' spans of `span` words, at least three."""
        self._span, self._near_words = span, min(_NEAR, span - 2)
        contexts: list[Hashes] = [np.empty(0, np.uint64)]
        near: list[Hashes] = [np.empty(0, np.uint64)]
        following: list[NDArray[np.int32]] = [np.empty(0, np.int32)]
        indices: dict[str, int] = {}
        self._spelled: dict[str, str] = {}
        for passage in passages:
            placed = list(placed_words(passage))
            tokens = [word.word for word in placed]
            # Only of those that folding has changed.
            written = ((word.word, passage[word.begin : word.end].lower()) for word in placed)
            self._spelled |= {word: spelled for word, spelled in written if word != spelled}
            numbers = numbered(tokens)
            near.append(windows(numbers, self._near_words))
            # Nothing comes after the last words of a passage.
            contexts.append(windows(numbers, span - 1)[:-1])
            nexts = (indices.setdefault(word, len(indices)) for word in tokens[span - 1 :])
            following.append(np.fromiter(nexts, np.int32))
        every = np.concatenate(contexts)
        order = np.argsort(every)
        self._contexts = every[order]
        self._following = np.concatenate(following)[order]
        self._near = np.unique(np.concatenate(near))
        self._words = tuple(indices)

    def after(self, words: Sequence[str]) -> frozenset[str]:
        """Return the forbidden next words after these `placed_words`."""
        context = windows(numbered(words[1 - self._span :]), self._span - 1)
        low = np.searchsorted(self._contexts, context, "left")
        high = np.searchsorted(self._contexts, context, "right")
        forbidden = (self._following[first:last] for first, last in zip(low, high, strict=True))
        return frozenset(self._words[index] for indices in forbidden for index in indices)

    def spelled(self, word: str) -> str:
        """Return a word in the passage's spelling, in lower case."""
        return self._spelled.get(word, word)

    def is_near(self, text: str) -> bool:
        """Check quickly whether the text may be about to copy.

        False only where a few more words cannot.
        """
        near = self._near_words
        # Of the last word more letters may come.
        tail = windows(numbered([word.word for word in _last_words(text, near + 1)][:-1]), near)
        left, right = np.searchsorted(self._near, tail, "left"), np.searchsorted(self._near, tail, "right")
        return bool((left < right).any())

    def copies(self, text: str, more: str) -> bool:
        """Check whether `more` completes a new forbidden span."""
        return self.behind(text).effect(more) is PieceEffect.COPIES

    def behind(self, text: str) -> "Behind":
        """Return what is forbidden after a text."""
        words = _last_words(text, self._span + 1)
        return Behind(self, text[words[0].begin :] if words else text)


class Behind:
    """The end of a text, and the words forbidden after it."""

    def __init__(self, no_copy: NoCopy, text: str) -> None:
        """Store the last words of the text, as many as decide."""
        self._no_copy, self._text = no_copy, text
        self._words = list(placed_words(text))

    @cached_property
    def forbidden(self) -> frozenset[str]:
        """Forbidden next words, if the last word is complete."""
        return self._no_copy.after([word.word for word in self._words])

    def effect(self, more: str) -> PieceEffect:
        """Return the effect of this piece here."""
        known, words = len(self._words), list(placed_words(self._text + more))
        for index in range(max(0, known - 1), len(words)):
            if self._is_new(words, index) and words[index].word in self._after(words[:index]):
                return PieceEffect.COPIES
        grows = self._grows(words, more)
        if self.rests(more):
            return PieceEffect.COPIES if grows else PieceEffect.BEGINS
        return PieceEffect.GLUES if grows and self.forbidden else PieceEffect.FREE

    def rests(self, more: str) -> list[str]:
        """Return the rest of forbidden words that this begins or continues."""
        words, text = list(placed_words(self._text + more)), self._text + more
        if not more or not words or len(text) - words[-1].end > 1:
            return []
        joiner = text[words[-1].end :]
        if joiner and joiner not in _JOINERS or not joiner and not self._is_new(words, len(words) - 1):
            return []
        begun = words[-1].word + folded(joiner)
        matching = [word for word in self._after(words[:-1]) if word.startswith(begun) and word != begun]
        return [self._no_copy.spelled(word)[len(begun) :] for word in matching]

    def _after(self, words: Sequence[PlacedWord]) -> frozenset[str]:
        return self._no_copy.after([word.word for word in words])

    def _is_new(self, words: Sequence[PlacedWord], index: int) -> bool:
        """Check whether a word is new here, or another one."""
        return index >= len(self._words) or words[index].word != self._words[index].word

    def _grows(self, words: Sequence[PlacedWord], more: str) -> bool:
        """Check whether the last word goes on, or is about to."""
        if not self._words:
            return False
        index, end = len(self._words) - 1, self._words[-1].end
        return words[index].end > end or end == len(self._text) and more[:1] in (*_JOINERS,)


def _last_words(text: str, count: int) -> list[PlacedWord]:
    """Return the last `count` words with their offsets."""
    start = max(0, len(text) - 32 * count)
    placed = list(placed_words(text[start:]))[-count:]
    if start and (len(placed) < count or not placed[0].begin):  # long words, or one that was cut
        start, placed = 0, list(placed_words(text))[-count:]
    return [word._replace(begin=word.begin + start, end=word.end + start) for word in placed]
