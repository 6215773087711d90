"""Retrieval of passages near a prompt: BM25 over content stems."""

import re
from collections.abc import Sequence

import bm25s
import numpy as np

from styles.language.function_words import FUNCTION_WORDS
from styles.language.words import folded, words

_FUNCTION_WORDS = frozenset(folded(word) for listed in FUNCTION_WORDS.values() for word in listed)

_RUSSIAN_ENDING = re.compile(
    r"(?<=[а-я]{3})(?:иями|ями|ами|иях|иям|ием|ией|ого|его|ому|ему|ыми|ими|ться|тся|"
    r"ешь|ишь|ете|ите|ала|ила|ыла|али|или|ать|ить|еть|ять|уть|"
    r"ах|ях|ов|ев|ей|ой|ою|ею|ий|ый|ая|яя|ое|ее|ые|ие|ую|юю|ых|их|ым|им|ом|ем|ам|ям|ет|ит|ут|ют|ат|ят|ал|ил|ла|ло|ли|"
    r"ть|ию|ья|ью|ия|ии|[аеиоуыэюяйь])$"
)
"""The inflections of nouns, adjectives and the commonest verbs, longest first; at least three letters stay."""
_ENGLISH_ENDING = re.compile(r"(?<=[a-z]{3})(?:'s|ings?|edly|ed|es|ly|s|e)$")


class PassageIndex:
    """Finds the passages that share the rarest words with a prompt."""

    def __init__(self, passages: Sequence[str]) -> None:
        """Index the passages, about half a second for a thousand."""
        stems = [_stems(passage) for passage in passages]
        self._count = len(passages)
        self._known = frozenset(stem for passage in stems for stem in passage)
        self._ranking = bm25s.BM25(method="lucene", backend="numpy", auto_compile=False)
        if self._known:
            self._ranking.index(stems, show_progress=False)

    def nearest(self, prompt: str, count: int) -> list[int]:
        """Return the indices of the `count` nearest passages, best first.

        Equally near ones keep their order. Where fewer passages than that share a word with the prompt, passages spread
        evenly over the rest fill up.
        """
        scores = self._scores(prompt)
        ranked = np.argsort(-scores, kind="stable")
        chosen = [int(index) for index in ranked[: max(0, count)] if scores[index] > 0]
        rest = [index for index in range(self._count) if index not in chosen]
        return chosen + _evenly(rest, min(count - len(chosen), len(rest)))

    def _scores(self, prompt: str) -> np.ndarray:
        known = [stem for stem in dict.fromkeys(_stems(prompt)) if stem in self._known]
        return np.asarray(self._ranking.get_scores(known)) if known else np.zeros(self._count)


def _evenly(items: Sequence[int], count: int) -> list[int]:
    """Return `count` items, each from the middle of its share."""
    return [items[(2 * share + 1) * len(items) // (2 * count)] for share in range(count)]


def _stems(text: str) -> list[str]:
    """Return the stems of the text's content words."""
    return [stem(word) for word in map(folded, words(text)) if word not in _FUNCTION_WORDS]


def stem(word: str) -> str:
    """Return the word roughly without its inflection."""
    return _ENGLISH_ENDING.sub("", word) if word.isascii() else _RUSSIAN_ENDING.sub("", word)
