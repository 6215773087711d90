"""Meaning kept: how near a rewriting comes to the original, and whether its names and numbers are there."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from styles.function_words import FUNCTION_WORDS
from styles.retrieval import stem
from styles.sentences import sentences
from styles.tokens import WORD, folded

ORDER = 6
"""Characters in the longest n-gram that chrF compares."""
BETA = 2
"""How many times more recall weighs than precision."""

_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f’' ]\d+)*")
_THOUSANDS = re.compile(r"[.,\u00a0\u202f’' ](?=\d{3}(?!\d))")
_GRAMMAR = frozenset(folded(word) for listed in FUNCTION_WORDS.values() for word in listed)
_INSIDE = re.compile(r"\w[,;)’'\]]* ?\(?$")
"""What stands before a word that a sentence or a speech does not begin with: a word or a number, perhaps a comma."""


@dataclass(frozen=True)
class Recall:
    """How many of the source's names and numbers were kept."""

    kept: int
    of: int

    @property
    def share(self) -> float | None:
        """The share kept; None where there was nothing to keep."""
        return self.kept / self.of if self.of else None


def chrf(pairs: Iterable[tuple[str, str]]) -> float:
    """Return the chrF of (output, reference) pairs taken together, 0 to 1 (Popović 2015): n-grams of 1 to 6 characters
    without white space, precision and recall averaged over the lengths that occur, recall counting twice as much."""
    found, own, original = ([0] * ORDER for _ in range(3))
    for output, reference in pairs:
        for place in range(ORDER):
            ours, theirs = _grams(output, place + 1), _grams(reference, place + 1)
            found[place] += (ours & theirs).total()
            own[place] += ours.total()
            original[place] += theirs.total()
    used = [place for place in range(ORDER) if own[place] and original[place]]
    if not any(found):
        return 0.0
    precision = sum(found[place] / own[place] for place in used) / len(used)
    recall = sum(found[place] / original[place] for place in used) / len(used)
    return (1 + BETA**2) * precision * recall / (BETA**2 * precision + recall)


def _grams(text: str, length: int) -> Counter[str]:
    solid = "".join(unicodedata.normalize("NFC", text).split())
    return Counter(solid[start : start + length] for start in range(len(solid) - length + 1))


def names_and_numbers(pairs: Iterable[tuple[str, str]]) -> Recall:
    """Return how many different names and numbers of the sources stand in the outputs, from (output, source) pairs.

    A name is a capitalised word inside a sentence, compared by its stem: an inflected one is kept. Scripts without
    capitals have numbers only.
    """
    kept = of = 0
    for output, source in pairs:
        numbers, names = _numbers(source), _names(source)
        said = {_stem(match.group()) for match in WORD.finditer(output)}
        kept += len(numbers & _numbers(output)) + len(names & said)
        of += len(numbers) + len(names)
    return Recall(kept, of)


def _numbers(text: str) -> set[str]:
    """Return the numbers in plain digits, thousands together, a point before fractions."""
    return {_plain(number) for match in _NUMBER.finditer(text) for number in _parts(match.group())}


def _parts(written: str) -> list[str]:
    """Return the numbers of a run of digits: `1 000,5` is one, `10 12` and `1, 2` are two."""
    joined = _THOUSANDS.sub("", written)
    return re.split(r"[\u00a0\u202f’' ]", joined)


def _plain(number: str) -> str:
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else "." for char in number)


def _names(text: str) -> set[str]:
    """Return the stems of capitalised words that no sentence begins with; grammar is no name."""
    found = set()
    for paragraph in text.split("\n"):
        for sentence in sentences(paragraph):
            matches = list(WORD.finditer(sentence))
            for before, match in pairwise(matches):
                word, between = match.group(), sentence[before.start() : match.start()]
                if word[0].isupper() and _INSIDE.search(between) and folded(word.lower()) not in _GRAMMAR:
                    found.add(_stem(word))
    return found


def _stem(word: str) -> str:
    return stem(folded(word.lower()))
