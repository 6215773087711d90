"""The one Unicode pattern for words, for every count and measure."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

_ACCENTS = "\u0300-\u036f"
_LETTERS = rf"[^\W\d_]+(?:[{_ACCENTS}]+[^\W\d_]*)*"
WORD = re.compile(rf"{_LETTERS}(?:['’\-]{_LETTERS})*")
"""Letters of any script, with inner apostrophes and hyphens; numbers and underscores are not words.

The accents of decomposed letters, as macOS and PDFs write them, belong to their letters.
"""
_ACCENT = re.compile(f"[{_ACCENTS}]")

_PLAIN_WORD = re.compile(r"[A-Za-z]+(?:['\-][A-Za-z]+)*")
"""The same for ASCII texts, where it is several times faster."""


def words(text: str) -> list[str]:
    """Return the lower-cased words in order; ё stays ё.

    Fold it with `folded` inside a measure only. Decomposed letters come composed, and stress marks go.
    """
    found = [word.lower() for word in _pattern(text).findall(text)]
    return found if text.isascii() or not _ACCENT.search(text) else [_composed(word) for word in found]


def count_words(text: str) -> int:
    """Return the number of words."""
    return sum(1 for _ in _pattern(text).finditer(text))


def _pattern(text: str) -> re.Pattern[str]:
    return _PLAIN_WORD if text.isascii() else WORD


def folded(word: str) -> str:
    """Return the word for comparison: composed, ё as е, straight apostrophes."""
    if not (word.isascii() or unicodedata.is_normalized("NFC", word)):
        word = _composed(word)
    return word.replace("ё", "е").replace("’", "'")


def _composed(word: str) -> str:
    """Return a word with one character a letter, without stress marks."""
    return unicodedata.normalize("NFC", word).translate(_UNSEEN)


def folded_words(text: str) -> list[str]:
    """Return folded words, split at hyphens, for measures of style.

    Some sources of texts have lost hyphens.
    """
    return [part for word in words(text) for part in folded(word).split("-")]


class PlacedWord(NamedTuple):
    """A word with its offsets, for spans in every script."""

    word: str
    """Lower-cased, folded and composed."""
    begin: int
    end: int
    """The characters of the text that it covers: `text[begin:end]`."""
    weight: float
    """How many words it stands for: 1, or the part of a word that one letter is where words are not set apart."""


_HALVES = "\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
"""Chinese and Japanese: a word has about two letters."""
_QUARTERS = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"
"""Thai, Lao, Burmese and Khmer: a word has about four."""
_WEIGHTS: dict[str | None, float] = {"halves": 0.5, "quarters": 0.25}
_JOINERS = "\u200c\u200d"
_UNSEEN = dict.fromkeys(map(ord, "\u0301" + _JOINERS))
"""What makes no other word of one: a stress mark on a letter that has no accented form, and the joiners."""


def placed_words(text: str) -> Iterator[PlacedWord]:
    """Yield the words of a text with their offsets.

    Marks belong to their letters, and scripts without spaces go by the letter. In English and Russian these are the
    words that `words` counts.
    """
    if text.isascii() or not _special().search(text):
        for match in _pattern(text).finditer(text):
            yield PlacedWord(folded(match.group().lower()), match.start(), match.end(), 1.0)
        return
    for match in _any_script().finditer(text):
        word = _composed(match.group().lower())
        yield PlacedWord(folded(word), match.start(), match.end(), _WEIGHTS.get(match.lastgroup, 1.0))


@cache
def _marks() -> str:
    """Return all combining marks and joiners, for a pattern's class."""
    codes = (*range(0x300, 0x20000), *range(0xE0100, 0xE01F0))
    return "".join(char for char in map(chr, codes) if unicodedata.category(char)[0] == "M") + _JOINERS


@cache
def _special() -> re.Pattern[str]:
    """Return the pattern of characters beyond `WORD`."""
    return re.compile(f"[{_marks()}{_HALVES}{_QUARTERS}]")


@cache
def _any_script() -> re.Pattern[str]:
    letters = f"(?:(?![{_HALVES}{_QUARTERS}])[^\\W\\d_][{_marks()}]*)+"
    alone = "|".join(
        f"(?P<{kind}>(?=[{of}])[^\\W\\d_][{_marks()}]*)" for kind, of in (("halves", _HALVES), ("quarters", _QUARTERS))
    )
    return re.compile(f"{alone}|{letters}(?:['’\\-]{letters})*")
