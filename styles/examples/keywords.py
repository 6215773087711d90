"""Keywords of a passage, for *write* prompts without a brief."""

import math
import random
from collections import Counter
from collections.abc import Iterable

from styles.language.function_words import FUNCTION_WORDS
from styles.language.words import WORD, folded

SHORTEST = 4
"""Letters a keyword has at least: shorter words are mostly grammar in English and Russian."""


class Keywords:
    """Picks keywords by tf-idf over the passages of a corpus."""

    def __init__(self, passages: Iterable[str], language: str) -> None:
        """Count the passages of each content word.

        A language without a function-word list uses counts alone.
        """
        self._function_words = frozenset(map(folded, FUNCTION_WORDS.get(language, ())))
        self._document_frequency: Counter[str] = Counter()
        self._passages = 0
        for passage in passages:
            self._document_frequency.update(set(self._content_words(passage)))
            self._passages += 1

    def of(self, passage: str, rng: random.Random, most: int = 5) -> list[str]:
        """Return 3 to `most` different keywords, in order of occurrence.

        They are drawn from the ten with the best tf-idf, so that the same passage can be asked for in several ways.
        An empty list means that the passage has fewer than three content words.
        """
        counts = Counter(self._content_words(passage))
        if len(counts) < 3:
            return []
        best = sorted(counts, key=lambda word: (-self._weight(word, counts[word]), word))[:10]
        chosen = set(rng.sample(best, min(len(best), rng.randint(3, most))))
        return [word for word in counts if word in chosen]

    def _weight(self, word: str, count: int) -> float:
        """Return the tf-idf of a word.

        A word of a single passage counts as one of two, so that oddities do not crowd out plain nouns.
        """
        frequency = max(2, self._document_frequency[word])
        return (1 + math.log(count)) * math.log(1 + self._passages / frequency)

    def _content_words(self, passage: str) -> list[str]:
        """Return the longer words except function words and names."""
        return [
            word
            for match in WORD.finditer(passage)
            if len(word := match.group()) >= SHORTEST
            and word == word.lower()
            and folded(word) not in self._function_words
        ]
