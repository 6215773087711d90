"""Checks of instruction following, one function for each kind.

Each takes the answer and the instruction's arguments. Words are compared folded and by their stems, so that an
inflected word is that word; marks, quotes and bullets may be any that people type.
"""

import json
import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any, Literal

from styles.language.detect import language_of
from styles.language.sentences import sentences as split_sentences
from styles.language.words import count_words, folded
from styles.measures.retrieval import stem

_PIECE = re.compile(r"\w+")
_BULLET = re.compile(r"[ \t]*[-*+•·‣–—][ \t]+\S")
_NUMBERED = re.compile(r"[ \t]*(\d{1,3})[.)][ \t]+\S")
_FENCED = re.compile(r"```\w*\n(.*?)\n?```", re.DOTALL)
_TITLE = re.compile(r"<<[^<>]*\w[^<>]*>>")
_PLACEHOLDER = re.compile(r"\[[^\[\]]*\w[^\[\]]*\]")
_OPENING, _CLOSING = "\"'«“„‘‹", "\"'»”“’›"
_ENDLESS = 1_000_000
"""More words than any answer has: no upper limit."""


# How long it is, and of how many parts


def words(answer: str, least: int = 0, most: int = _ENDLESS) -> bool:
    """Check the number of words."""
    return least <= count_words(answer) <= most


def sentences(answer: str, least: int = 0, most: int = _ENDLESS) -> bool:
    """Check the number of sentences."""
    return least <= len(_sentences(answer)) <= most


def sentence_words(answer: str, most: int) -> bool:
    """Check that no sentence has more than `most` words."""
    return all(count_words(sentence) <= most for sentence in _sentences(answer))


def lines(answer: str, count: int) -> bool:
    """Check the number of lines that are not empty."""
    return len(_lines(answer)) == count


def paragraphs(answer: str, count: int) -> bool:
    """Check the number of paragraphs between blank lines."""
    return len(re.split(r"\n\s*\n", answer.strip())) == count


def parts(answer: str, count: int, separator: str) -> bool:
    """Check the number of non-empty parts between separator lines."""
    sections = re.split(rf"^\s*{re.escape(separator)}\s*$", answer, flags=re.MULTILINE)
    return len(sections) == count and all(section.strip() for section in sections)


def bullets(answer: str, count: int) -> bool:
    """Check the number of bullet points; other lines are free."""
    return sum(1 for line in _lines(answer) if _BULLET.match(line)) == count


def numbered(answer: str, count: int) -> bool:
    """Check for a list numbered from 1 to `count`."""
    matches = [match for line in _lines(answer) if (match := _NUMBERED.match(line))]
    return [int(match[1]) for match in matches] == list(range(1, count + 1))


# What stands in it


def contains(answer: str, phrases: Sequence[str]) -> bool:
    """Check that all the words or phrases occur."""
    stems = _stems(answer)
    return all(_times(stems, _stems(phrase)) for phrase in phrases)


def avoids(answer: str, phrases: Sequence[str]) -> bool:
    """Check that none of the words or phrases occurs."""
    stems = _stems(answer)
    return not any(_times(stems, _stems(phrase)) for phrase in phrases)


def times(answer: str, phrase: str, least: int) -> bool:
    """Check that the word or phrase occurs at least `least` times."""
    return _times(_stems(answer), _stems(phrase)) >= least


def without(answer: str, characters: str) -> bool:
    """Check that none of the characters occurs, capital or small."""
    return not set(characters.lower()) & set(unicodedata.normalize("NFC", answer).lower())


def numbers(answer: str, least: int) -> bool:
    """Check that at least `least` numbers occur as figures."""
    return len(re.findall(r"\d+(?:[.,:]\d+)*", answer)) >= least


def placeholders(answer: str, least: int) -> bool:
    """Check for `least` different placeholders in square brackets."""
    return len(set(_PLACEHOLDER.findall(answer))) >= least


def begins(answer: str, phrase: str) -> bool:
    """Check that it begins with the phrase, word for word."""
    opening = _pieces(phrase)
    return _pieces(answer)[: len(opening)] == opening


def ends(answer: str, phrase: str) -> bool:
    """Check that it ends with the phrase, whatever mark comes last."""
    closing = _pieces(phrase)
    return _pieces(answer)[-len(closing) :] == closing


def asks(answer: str) -> bool:
    """Check that it ends with a question."""
    return answer.rstrip().rstrip(_CLOSING + "*_)").endswith(("?", "？"))


# What form it has


def choice(answer: str, of: Sequence[str]) -> bool:
    """Check that it is one of the options and nothing else."""
    return _pieces(answer) in [_pieces(option) for option in of]


def case(answer: str, kind: Literal["upper", "lower"]) -> bool:
    """Check that all letters are capitals, or none is."""
    return answer.isupper() if kind == "upper" else answer.islower()


def language(answer: str, code: str) -> bool:
    """Check its language; an answer too short for detection fails."""
    return language_of(answer) == code


def quoted(answer: str) -> bool:
    """Check that all of it is in quotation marks."""
    bare = answer.strip()
    return len(bare) > 2 and bare.startswith(tuple(_OPENING)) and bare.rstrip(".").endswith(tuple(_CLOSING))


def titled(answer: str) -> bool:
    """Check for a first line like `<<Title>>` with text after it."""
    first, *rest = _lines(answer) or [""]
    return bool(_TITLE.fullmatch(first.strip(" *#")) and rest)


def json_object(answer: str, keys: Sequence[str]) -> bool:
    """Check for one JSON object with exactly these keys, perhaps fenced."""
    value = _json(answer)
    return isinstance(value, dict) and set(value) == set(keys)


def json_list(answer: str, count: int) -> bool:
    """Check for one JSON list of `count` strings, perhaps fenced."""
    value = _json(answer)
    return isinstance(value, list) and len(value) == count and all(isinstance(item, str) for item in value)


CHECKS: dict[str, Callable[..., bool]] = {
    check.__name__: check
    for check in (
        *(words, sentences, sentence_words, lines, paragraphs, parts, bullets, numbered),
        *(contains, avoids, times, without, numbers, placeholders, begins, ends, asks),
        *(choice, case, language, quoted, titled, json_object, json_list),
    )
}
"""By the name that a rule has for it."""


def _lines(answer: str) -> list[str]:
    return [line for line in answer.splitlines() if line.strip()]


def _sentences(answer: str) -> list[str]:
    """Return sentences with words; a line break ends a sentence."""
    return [sentence for line in _lines(answer) for sentence in split_sentences(line) if count_words(sentence)]


def _pieces(text: str) -> list[str]:
    """Return words and numbers in the form for comparison."""
    return [folded(piece) for piece in _PIECE.findall(unicodedata.normalize("NFC", text).lower())]


def _stems(text: str) -> list[str]:
    return [stem(piece) for piece in _pieces(text)]


def _times(stems: Sequence[str], phrase: Sequence[str]) -> int:
    """Return how often the phrase's stems occur in a row."""
    length = len(phrase)
    return sum(1 for start in range(len(stems) - length + 1) if stems[start : start + length] == phrase)


def _json(answer: str) -> Any:
    """Return the parsed JSON, None where the answer has none."""
    fenced = _FENCED.fullmatch(answer.strip())
    try:
        return json.loads(fenced[1] if fenced else answer)
    except (ValueError, RecursionError):
        return None
