"""The one Unicode pattern for a word, used by every count and measure, so that they always agree."""

import re

WORD = re.compile(r"[^\W\d_]+(?:['’\-][^\W\d_]+)*")
"""Letters of any script, with inner apostrophes and hyphens; numbers and underscores are not words."""


def words(text: str) -> list[str]:
    """Return the words of a text in order, lower-cased; ё stays ё (fold it with `folded` inside a measure only)."""
    return [match.group().lower() for match in WORD.finditer(text)]


def count_words(text: str) -> int:
    """Return how many words the text has."""
    return sum(len(WORD.findall(line)) for line in text.split("\n"))


def folded(word: str) -> str:
    """Return the word as measures compare it: ё as е, typographic apostrophes as plain ones."""
    return word.replace("ё", "е").replace("’", "'")
