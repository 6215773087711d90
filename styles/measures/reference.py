"""Reference for measuring style: culled words and authors' rates.

The words are *culled*: the commonest of those that nine in ten authors use, so that names and topics fall out and the
habits of grammar stay. Each word's rate is standardised by its mean and deviation over stretches of all the authors
(the z-scores of Burrows 2002); a text's style is then one vector.
"""

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from styles.language.words import folded_words

Vector = NDArray[np.float64]

WORDS = 500
"""How many culled words are measured."""
USED_BY = 0.9
"""The share of authors who must use a word."""
PASSAGE = 200
"""Words in a passage of a reference author."""
PASSAGES_IN_STRETCH = 25
"""Passages of one author, drawn by chance, that are pooled to measure the words' mean and deviation: as much text as
the samples that are compared."""
_MILLION = 1_000_000
"""Rates are saved as whole occurrences in so many words."""


@dataclass(frozen=True, eq=False)
class Reference:
    """Culled words of a language, and rates of its reference authors."""

    language: str
    words: tuple[str, ...]
    """Folded as measures compare them, the commonest first."""
    mean: Vector
    """Of each word's rate over stretches of all authors; a rate is a share of all words of a text."""
    deviation: Vector
    authors: Mapping[str, Vector]
    """The rates of each author: the distractors, or imposters."""

    def counts(self, passage: Sequence[str]) -> Vector:
        """Return how often each culled word occurs in folded words."""
        counted = Counter(passage)
        return np.array([counted[word] for word in self.words], dtype=np.float64)

    def rates(self, texts: Iterable[str]) -> Vector:
        """Return the culled words' rates in all texts, 0 without words."""
        counted: Counter[str] = Counter()
        for text in texts:
            counted.update(folded_words(text))
        return np.array([counted[word] for word in self.words]) / max(1, counted.total())

    def style(self, rates: Vector) -> Vector:
        """Return rates as z-scores, (rate - mean) / deviation.

        Several rows of rates at once are possible.
        """
        return (rates - self.mean) / self.deviation

    def without(self, *names: str) -> Self:
        """Return the reference without some authors, such as the measured one."""
        authors = {name: rates for name, rates in self.authors.items() if name not in names}
        return type(self)(self.language, self.words, self.mean, self.deviation, authors)

    def known_from(self, words: int) -> Self:
        """Return the reference with sampling noise matched to `words` words.

        Else they would be nearer to every sample than an author with little text. The counts are drawn by chance
        (Poisson's), the same at every call.
        """
        rng, trials = np.random.default_rng(0), max(1, words)
        authors = {name: rng.poisson(rates * trials) / trials for name, rates in self.authors.items()}
        return type(self)(self.language, self.words, self.mean, self.deviation, authors)

    def to_json(self) -> dict[str, Any]:
        """Return words, mean, deviation and authors' rates, per million words."""
        return {
            "words": list(self.words),
            "mean": _per_million(self.mean),
            "deviation": _per_million(self.deviation),
            "authors": {name: _per_million(rates) for name, rates in self.authors.items()},
        }

    @classmethod
    def from_json(cls, language: str, data: Mapping[str, Any]) -> Self:
        """Return the reference that `to_json` wrote."""
        mean, deviation = (np.array(data[key]) / _MILLION for key in ("mean", "deviation"))
        authors = {name: np.array(rates) / _MILLION for name, rates in data["authors"].items()}
        return cls(language, tuple(data["words"]), mean, deviation, authors)

    @classmethod
    def of(cls, language: str, authors: Mapping[str, Sequence[Sequence[str]]], most: int = WORDS) -> Self:
        """Return the reference measured on passages of folded words.

        Passages are by author; an author's chunks are drawn by chance, the same at every call.
        """
        words = culled([Counter(chain.from_iterable(passages)) for passages in authors.values()], most)
        bare = cls(language, words, np.zeros(len(words)), np.ones(len(words)), {})
        stretches, rates = [], {}
        for name, passages in authors.items():
            counts = np.array([bare.counts(passage) for passage in passages])
            lengths = np.array([len(passage) for passage in passages])
            rates[name] = counts.sum(axis=0) / lengths.sum()
            for rows in _drawn(len(passages)):
                stretches.append(counts[rows].sum(axis=0) / lengths[rows].sum())
        return cls(language, words, np.mean(stretches, axis=0), np.std(stretches, axis=0) + 1 / _MILLION, rates)


def culled(authors: Sequence[Counter[str]], most: int = WORDS) -> tuple[str, ...]:
    """Return the words of nine in ten authors, commonest first.

    Every author's rates weigh alike.
    """
    users = Counter(chain.from_iterable(authors))
    kept = [word for word, count in users.items() if count >= USED_BY * len(authors)]
    totals = [author.total() for author in authors]
    rate = {
        word: sum(author[word] / total for author, total in zip(authors, totals, strict=True) if total) for word in kept
    }
    return tuple(sorted(kept, key=lambda word: (-rate[word], word))[:most])


def _drawn(passages: int) -> list[list[int]]:
    """Return random stretches without repeats, all in one if few."""
    order = random.Random(0).sample(range(passages), passages)
    whole = range(0, passages - PASSAGES_IN_STRETCH + 1, PASSAGES_IN_STRETCH)
    return [order[start : start + PASSAGES_IN_STRETCH] for start in whole] or [order]


def _per_million(rates: Vector) -> list[int]:
    return [round(float(rate) * _MILLION) for rate in rates]
