"""Cutting of two texts to whole sentences and similar lengths.

Length so tells nothing about who wrote them. Nothing inside is changed: quotes, dashes and paragraph breaks are style.
Not covered: texts whose sentences bear no marks, such as verse without punctuation; there is no position to cut them
at.
"""

from itertools import product

from styles.language.sentences import sentence_ends
from styles.language.words import count_words

MOST_WORDS = 90
"""Words of each text: enough to hear a voice, little enough to read two dozen pairs in some twenty minutes."""
LEAST_WORDS = 25
"""With fewer there is no voice to hear."""
CLOSE = 0.1
"""How far apart, as a part of the longer, two lengths may be without one noticing."""
TOO_FAR = 0.25
"""Two texts that come no closer than this give themselves away and are not put side by side."""


def cut_alike(first: str, second: str) -> tuple[str, str] | None:
    """Return both texts' beginnings, long and alike, or None without such."""
    first, second = first.strip(), second.strip()
    cuts = list(product(_cuts(first), _cuts(second)))
    close = [cut for cut in cuts if _apart(cut) <= CLOSE]
    if close:
        one, other = max(close, key=lambda cut: (_words(cut), -_apart(cut)))
    else:
        one, other = min(cuts, key=_apart, default=((0, 0), (0, 1)))
        if _apart((one, other)) > TOO_FAR:
            return None
    return first[: one[0]], second[: other[0]]


_Cut = tuple[int, int]
"""The index after a sentence, and the number of words before it."""


def _cuts(text: str) -> list[_Cut]:
    counted = [(end, count_words(text[:end])) for end in sentence_ends(text)]
    return [(end, words) for end, words in counted if LEAST_WORDS <= words <= MOST_WORDS]


def _words(cut: tuple[_Cut, _Cut]) -> int:
    return min(cut[0][1], cut[1][1])


def _apart(cut: tuple[_Cut, _Cut]) -> float:
    longer, shorter = max(cut[0][1], cut[1][1]), _words(cut)
    return 1 - shorter / longer
