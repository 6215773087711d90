"""Paragraphs to passages: whole paragraphs where they fit, whole sentences where a paragraph is too long.

Every sentence ends up in exactly one passage, in order; none is ever cut inside.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from styles.sentences import sentences
from styles.tokens import count_words

PARAGRAPH_BREAK = "\n\n"


@dataclass(frozen=True)
class PassageSize:
    """How long a passage is, in words."""

    least: int = 150
    """A passage grows until it has this many."""
    most: int = 400
    """It ends before the paragraph or sentence that would bring it over this many; one sentence may be longer."""


@dataclass(frozen=True)
class _Unit:
    """A piece that is never cut: a paragraph, or a sentence of a paragraph that is too long."""

    text: str
    words: int
    glue: str
    """What stands before it in the text: a paragraph break, or a space inside a paragraph."""


def split(paragraphs: Iterable[str], size: PassageSize) -> list[str]:
    """Return the passages of one chapter; paragraphs inside a passage are separated by a blank line.

    A short last passage joins the one before it when both together exceed `size.most` by no more than a quarter.
    """
    passages: list[list[_Unit]] = [[]]
    for unit in _units(paragraphs, size.most):
        current = sum(piece.words for piece in passages[-1])
        if passages[-1] and (current >= size.least or current + unit.words > size.most):
            passages.append([])
        passages[-1].append(unit)
    if len(passages) > 1:
        last, before = (sum(unit.words for unit in passages[place]) for place in (-1, -2))
        if last < size.least and last + before <= size.most * 1.25:
            tail = passages.pop()
            passages[-1].extend(tail)
    return [_text(units) for units in passages if units]


def _units(paragraphs: Iterable[str], most: int) -> Iterator[_Unit]:
    for paragraph in paragraphs:
        words = count_words(paragraph)
        if words <= most:
            yield _Unit(paragraph, words, PARAGRAPH_BREAK)
            continue
        glue = PARAGRAPH_BREAK
        for sentence in sentences(paragraph):
            yield _Unit(sentence, count_words(sentence), glue)
            glue = " "


def _text(units: list[_Unit]) -> str:
    first, *rest = units
    return first.text + "".join(unit.glue + unit.text for unit in rest)
