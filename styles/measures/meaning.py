"""Meaning kept in a rewriting: similarity, names and numbers."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from styles.language.function_words import FUNCTION_WORDS
from styles.language.sentences import sentences
from styles.language.words import WORD, folded
from styles.measures.retrieval import stem

ORDER = 6
"""Characters in the longest n-gram that chrF compares."""
BETA = 2
"""How many times more recall weighs than precision."""

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f’' ]\d+)*")
_THOUSANDS = re.compile(r"[.,\u00a0\u202f’' ](?=\d{3}(?!\d))")
_BETWEEN = re.compile(r"[\u00a0\u202f’' ](?!\d{3}(?!\d))")
_GRAMMAR = frozenset(folded(word) for listed in FUNCTION_WORDS.values() for word in listed)
_INSIDE = re.compile(r"\w[,;)’'\]]* ?\(?$")
"""What stands before a word that a sentence or a speech does not begin with: a word or a number, perhaps a comma."""


@dataclass(frozen=True)
class Recall:
    """Number of the source's names and numbers kept."""

    kept: int
    of: int

    @property
    def share(self) -> float | None:
        """Share kept; None where there was nothing to keep."""
        return self.kept / self.of if self.of else None


@dataclass(frozen=True)
class Facts:
    """Names and numbers of a text and its rewriting, as written."""

    kept: tuple[str, ...]
    missing: tuple[str, ...]
    """Those of the text that the rewriting does not have."""
    added: tuple[str, ...]
    """Those of the rewriting that the text does not have."""


def chrf(pairs: Iterable[tuple[str, str]]) -> float:
    """Return the chrF of (output, reference) pairs together, 0 to 1.

    Popović 2015: n-grams of 1 to 6 characters without white space, precision and recall averaged over the lengths that
    occur, recall counting twice as much.
    """
    matches, own, original = ([0] * ORDER for _ in range(3))
    for output, reference in pairs:
        for order in range(ORDER):
            ours, theirs = _grams(output, order + 1), _grams(reference, order + 1)
            matches[order] += (ours & theirs).total()
            own[order] += ours.total()
            original[order] += theirs.total()
    used = [order for order in range(ORDER) if own[order] and original[order]]
    if not any(matches):
        return 0.0
    precision = sum(matches[order] / own[order] for order in used) / len(used)
    recall = sum(matches[order] / original[order] for order in used) / len(used)
    return (1 + BETA**2) * precision * recall / (BETA**2 * precision + recall)


def _grams(text: str, length: int) -> Counter[str]:
    solid = "".join(unicodedata.normalize("NFC", text).split())
    return Counter(solid[start : start + length] for start in range(len(solid) - length + 1))


def names_and_numbers(pairs: Iterable[tuple[str, str]]) -> Recall:
    """Return how many source names and numbers the outputs keep.

    Pairs are (output, source); each name or number counts once. A name is a capitalised word inside a sentence,
    compared by its stem: an inflected one is kept. Scripts without capitals have numbers only.
    """
    compared = [compare_facts(output, source) for output, source in pairs]
    kept = sum(len(facts.kept) for facts in compared)
    return Recall(kept, kept + sum(len(facts.missing) for facts in compared))


def compare_facts(output: str, source: str) -> Facts:
    """Return kept, missing and added names and numbers of an output."""
    expected, actual = _names(source) | _numbers(source), _names(output) | _numbers(output)
    output_keys, source_keys = _stems_and_numbers(output), _stems_and_numbers(source)
    return Facts(
        kept=tuple(written for key, written in expected.items() if key in output_keys),
        missing=tuple(written for key, written in expected.items() if key not in output_keys),
        added=tuple(written for key, written in actual.items() if key not in source_keys),
    )


def _stems_and_numbers(text: str) -> set[str]:
    """Return the stems of all words, and the numbers."""
    return {_stem(match.group()) for match in WORD.finditer(text)} | _numbers(text).keys()


def _numbers(text: str) -> dict[str, str]:
    """Return written numbers by plain digits, with a decimal point."""
    # `1 000,5` is one number, `10 12` are two.
    return {_plain(number): number for match in _NUMBER.finditer(text) for number in _BETWEEN.split(match.group())}


def _plain(number: str) -> str:
    joined = _THOUSANDS.sub("", number)
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else "." for char in joined)


def _names(text: str) -> dict[str, str]:
    """Return capitalised words inside sentences, by stem.

    The first spelling counts; function words are no names.
    """
    names: dict[str, str] = {}
    for paragraph in text.split("\n"):
        for sentence in sentences(paragraph):
            matches = list(WORD.finditer(sentence))
            for before, match in pairwise(matches):
                word, between = match.group(), sentence[before.start() : match.start()]
                if word[0].isupper() and _INSIDE.search(between) and folded(word.lower()) not in _GRAMMAR:
                    names.setdefault(_stem(word), word)
    return names


def _stem(word: str) -> str:
    return stem(folded(word.lower()))
