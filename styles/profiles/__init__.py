"""Profiles of other authors: numbers from public-domain works, no texts.

`styles.profiles.make` measures them.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import fmean, stdev
from typing import Any

from styles.measures.fingerprint import Fingerprint
from styles.measures.reference import Reference

FOLDER = Path(__file__).parent


@dataclass(frozen=True)
class TellingWord:
    """A function word with an unusual rate."""

    word: str
    own: float
    """Per 1,000 words, as the other rates are."""
    average: float
    score: float
    """How many standard deviations of the other authors the own rate is from their average."""


@dataclass(frozen=True)
class Profile:
    """The fingerprints of the distractor authors of one language."""

    language: str
    authors: Mapping[str, Fingerprint]
    average: Fingerprint
    """Each number is the mean over the authors; `words` too."""
    spread: Fingerprint
    """Each number is the standard deviation over the authors."""

    def telling_words(self, own: Fingerprint, most: int = 20) -> tuple[TellingWord, ...]:
        """Return the function words with the most unusual rates first."""
        compared = [
            TellingWord(word, own.function_words.get(word, 0.0), average, 0.0)
            for word, average in self.average.function_words.items()
        ]
        scored = [
            TellingWord(word.word, word.own, word.average, (word.own - word.average) / self._deviation(word.word))
            for word in compared
        ]
        return tuple(sorted(scored, key=lambda word: (-abs(word.score), word.word))[:most])

    def _deviation(self, word: str) -> float:
        """Return the spread of a word's rate, at least 0.1/1,000."""
        return max(0.1, self.spread.function_words.get(word, 0.0))


def load(language: str) -> Profile | None:
    """Return the profile of a language, or None."""
    data = _read(language)
    return _profile(language) if data else None


def reference(language: str) -> Reference | None:
    """Return the style reference of a language, or None."""
    data = _read(language)
    return Reference.from_json(language, data["reference"]) if data else None


@cache
def _read(language: str) -> Any:
    """Return the numbers in a language's file, or None."""
    path = FOLDER / f"{language}.json"
    return json.loads(path.read_text("utf-8")) if language.isalpha() and path.is_file() else None


@cache
def _profile(language: str) -> Profile:
    data = _read(language)
    authors = {name: author["fingerprint"] for name, author in data["authors"].items()}
    return profile(data["language"], authors)


def profile(language: str, authors: Mapping[str, Mapping[str, Any]]) -> Profile:
    """Return the profile of authors from fingerprints in JSON form."""
    written = list(authors.values())
    return Profile(
        language,
        {name: Fingerprint.from_json(author) for name, author in authors.items()},
        Fingerprint.from_json(_merged(written, fmean)),
        Fingerprint.from_json(_merged(written, lambda numbers: stdev(numbers) if len(numbers) > 1 else 0.0)),
    )


def _merged(trees: Sequence[Any], number: Callable[[Sequence[float]], float]) -> Any:
    """Return one tree from many alike; missing numbers are skipped."""
    first = trees[0]
    if isinstance(first, Mapping):
        keys = dict.fromkeys(key for tree in trees for key in tree)
        return {key: _merged([tree[key] for tree in trees if key in tree], number) for key in keys}
    if isinstance(first, list):
        return [_merged(items, number) for items in zip(*trees, strict=True)]
    numbers = [tree for tree in trees if isinstance(tree, (int, float))]
    return number(numbers) if numbers else first
