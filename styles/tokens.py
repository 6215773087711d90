"""The one Unicode pattern for a word, used by every count and measure, so that they always agree."""

import re

WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
"""Letters of any script, with inner apostrophes and hyphens; numbers and underscores are not words."""

_PLAIN_WORD = re.compile(r"[A-Za-z]+(?:['\-][A-Za-z]+)*")
"""The same for ASCII texts, where it is several times faster."""


def words(text: str) -> list[str]:
    """Return the words of a text in order, lower-cased; ё stays ё (fold it with `folded` inside a measure only)."""
    return [word.lower() for word in _pattern(text).findall(text)]


def count_words(text: str) -> int:
    """Return how many words the text has."""
    return sum(1 for _ in _pattern(text).finditer(text))


def _pattern(text: str) -> re.Pattern[str]:
    return _PLAIN_WORD if text.isascii() else WORD


def folded(word: str) -> str:
    """Return the word as measures compare it: ё as е, typographic apostrophes as plain ones."""
    return word.replace("ё", "е").replace("’", "'")


def folded_words(text: str) -> list[str]:
    """Return the words of a text as style is measured by them: folded, and parted at hyphens, which some sources of
    texts have lost."""
    return [part for word in words(text) for part in folded(word).split("-")]
