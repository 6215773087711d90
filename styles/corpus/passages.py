"""Splitting of paragraphs into passages.

Whole paragraphs where they fit, whole sentences where a paragraph is too long. Every sentence ends up in exactly one
passage, in order; none is ever cut inside.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from styles.language.sentences import sentences
from styles.language.words import count_words
from styles.text import PARAGRAPH_BREAK


@dataclass(frozen=True)
class PassageSize:
    """Limits of a passage's length, in words."""

    least: int = 150
    """A passage grows until it has this many."""
    most: int = 400
    """It ends before the paragraph or sentence that would bring it over this many; one sentence may be longer."""

    def __post_init__(self) -> None:
        if not 0 < self.least <= self.most:
            raise ValueError(f"A passage of {self.least} to {self.most} words cannot be.")


@dataclass(frozen=True)
class _Unit:
    """An uncut piece: a paragraph, or a sentence of a long one."""

    text: str
    words: int
    glue: str
    """What stands before it in the text: a paragraph break, or the white space inside a paragraph."""


def split(paragraphs: Iterable[str], size: PassageSize) -> list[str]:
    """Return the passages of one chapter, paragraphs between blank lines.

    A passage is shorter than `size.least` only at the chapter's end and before a very long sentence. A short last one
    joins the one before it when both together exceed `size.most` by no more than a quarter.
    """
    passages: list[list[_Unit]] = []
    lengths: list[int] = []
    for paragraph in filter(str.strip, paragraphs):
        filled = lengths[-1] if lengths and lengths[-1] < size.least else 0
        for unit in _units(paragraph, size.most - filled):
            if not passages or lengths[-1] >= size.least or lengths[-1] + unit.words > size.most:
                passages.append([])
                lengths.append(0)
            passages[-1].append(unit)
            lengths[-1] += unit.words
    if len(passages) > 1 and lengths[-1] < size.least and sum(lengths[-2:]) <= size.most * 1.25:
        passages[-2:] = [passages[-2] + passages[-1]]
    return [_text(units) for units in passages]


def _units(paragraph: str, room: int) -> Iterator[_Unit]:
    """Yield the paragraph if it fits, else its sentences."""
    words = count_words(paragraph)
    if words <= room:
        yield _Unit(paragraph, words, PARAGRAPH_BREAK)
        return
    end = 0
    for sentence in sentences(paragraph):
        start = paragraph.index(sentence, end)
        yield _Unit(sentence, count_words(sentence), paragraph[end:start] if end else PARAGRAPH_BREAK)
        end = start + len(sentence)


def _text(units: list[_Unit]) -> str:
    first, *rest = units
    return first.text + "".join(unit.glue + unit.text for unit in rest)
