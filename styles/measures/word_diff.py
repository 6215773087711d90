"""Word-by-word diff of a rewriting, in reading order.

Not covered: scripts that set no spaces between words; a run of them is one word here.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from styles.language.words import count_words

ChangeKind = Literal["kept", "removed", "added"]

_PUNCTUATION = r"!-/:-@\[-`{-~«»„“”‘’‚‹›—–…¿¡"
_TOKEN = re.compile(rf"[^\s{_PUNCTUATION}]+(?:['’\-][^\s{_PUNCTUATION}]+)*|[{_PUNCTUATION}]")
_SLIGHT_WORDS, _SLIGHT_LETTERS = 2, 3
"""So few words, so short, are no stretch that was kept: between two changes they only break what is read."""


@dataclass(frozen=True)
class Change:
    """A stretch of text, with the white space before it."""

    kind: ChangeKind
    text: str


@dataclass(frozen=True)
class _Stretch:
    """Tokens `before[start:end]` that became `after[first:last]`, or are equal."""

    kept: bool
    start: int
    end: int
    first: int
    last: int


def changes(before: str, after: str) -> list[Change]:
    """Return the diff; kept and added text together are the second text.

    What was taken out comes before what stands in its place.
    """
    old, new = list(_TOKEN.finditer(before)), list(_TOKEN.finditer(after))
    words, others = [match.group() for match in old], [match.group() for match in new]
    result = []
    for stretch in _joined(_stretches(words, others), others):
        put_in = _text(after, new, stretch.first, stretch.last)
        if stretch.kept:
            result.append(Change("kept", put_in))
            continue
        if stretch.start < stretch.end:
            result.append(Change("removed", _text(before, old, stretch.start, stretch.end)))
        if stretch.first < stretch.last:
            result.append(Change("added", put_in))
    return result


def kept_words(diff: Sequence[Change]) -> int:
    """Return how many words were kept in their position."""
    return sum(count_words(change.text) for change in diff if change.kind == "kept")


def _stretches(words: list[str], others: list[str]) -> Iterator[_Stretch]:
    for tag, start, end, first, last in SequenceMatcher(None, words, others).get_opcodes():
        yield _Stretch(tag == "equal", start, end, first, last)


def _joined(stretches: Iterator[_Stretch], others: list[str]) -> list[_Stretch]:
    """Return the stretches, with slight ones merged into changes around."""
    joined: list[_Stretch] = []
    for stretch in stretches:
        if not stretch.kept and len(joined) > 1 and _is_slight(others[joined[-1].first : joined[-1].last]):
            joined.pop()
            changed = joined.pop()
            stretch = _Stretch(False, changed.start, stretch.end, changed.first, stretch.last)
        joined.append(stretch)
    return joined


def _is_slight(tokens: Sequence[str]) -> bool:
    words = [token for token in tokens if token[0].isalnum()]
    return len(words) <= _SLIGHT_WORDS and all(len(word) <= _SLIGHT_LETTERS for word in words)


def _text(text: str, tokens: Sequence[re.Match[str]], first: int, last: int) -> str:
    """Return the text from token to token, with preceding space."""
    begin = tokens[first - 1].end() if first else 0
    return text[begin : tokens[last - 1].end()] if first < last else ""
