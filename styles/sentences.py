"""Where sentences end: razdel for Cyrillic text, pysbd for the rest. Nothing is changed, only cut."""

import re
from functools import lru_cache

import pysbd
import razdel

_CYRILLIC = re.compile(r"[а-яё]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)


def sentences(paragraph: str) -> list[str]:
    """Return the paragraph's sentences in order, white space between them dropped at both ends of each."""
    if len(_CYRILLIC.findall(paragraph)) > len(_LATIN.findall(paragraph)):
        pieces = [sentence.text for sentence in razdel.sentenize(paragraph)]
    else:
        pieces = _between(paragraph, [span.start for span in _segmenter().segment(paragraph)])
    return [piece for piece in (piece.strip() for piece in pieces) if piece]


def last_sentences(paragraph: str, most_words: int) -> str:
    """Return as many whole sentences from the paragraph's end as fit into `most_words`, at least one."""
    kept: list[str] = []
    total = 0
    for sentence in reversed(sentences(paragraph)):
        total += len(sentence.split())
        if kept and total > most_words:
            break
        kept.insert(0, sentence)
    return " ".join(kept)


def _between(text: str, starts: list[int]) -> list[str]:
    """Cut the text at the given places, so that nothing between two spans can be lost."""
    borders = sorted({0, *starts, len(text)})
    return [text[start:end] for start, end in zip(borders, borders[1:], strict=False)]


@lru_cache(maxsize=1)
def _segmenter() -> pysbd.Segmenter:
    return pysbd.Segmenter(language="en", clean=False, char_span=True)
