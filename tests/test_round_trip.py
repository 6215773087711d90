"""A known book, wrapped as each format, comes out with its words and its paragraphs."""

from difflib import SequenceMatcher
from functools import cache
from itertools import accumulate
from pathlib import Path

import pytest

from styles.cleaning.clean import clean
from styles.language.words import count_words
from styles.texts.readers import read_bytes, read_file
from tests.converters import CONVERTERS, Book
from tests.set_books import cyrillic_font

BOOKS = {"en": "en_dubliners.epub", "ru": "ru_cp1251_palata_6.fb2"}
WORDS = 10_000


@cache
def book(folder: Path, language: str) -> Book:
    """The first chapters of a book, whole, up to so many words; verse has tests of its own."""
    chapters = clean(read_file(folder / "awkward" / BOOKS[language])).chapters
    totals = accumulate(sum(map(count_words, chapter)) for chapter in chapters)
    prose = [[" ".join(paragraph.split()) for paragraph in chapter] for chapter in chapters]
    return [chapter for chapter, total in zip(prose, totals, strict=True) if total <= WORDS]


def solid(paragraph: str) -> str:
    return "".join(paragraph.replace("\u2060", "").split())


def share_kept(written: list[str], found: list[str]) -> float:
    matcher = SequenceMatcher(None, written, found, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks()) / max(len(written), len(found))


@pytest.mark.corpora
@pytest.mark.parametrize("language", BOOKS)
@pytest.mark.parametrize("name", CONVERTERS)
def test_words_and_paragraphs_come_back(corpora: Path, name: str, language: str) -> None:
    if name == "book.pdf" and language == "ru" and cyrillic_font() is None:
        pytest.skip("no font with Cyrillic letters here")
    if name == "cp1251.txt" and language == "en":
        pytest.skip("the code page has no letters for all of the English book")
    chapters = book(corpora, language)
    written = [paragraph for chapter in chapters for paragraph in chapter]
    cleaned = clean(read_bytes(CONVERTERS[name](chapters), name))
    found = list(cleaned.paragraphs)
    words = [" ".join(paragraphs).replace("\u2060", "").split() for paragraphs in (written, found)]
    assert share_kept(*words) >= 0.999
    assert list(map(solid, found)) == list(map(solid, written))
    assert len(cleaned.chapters) == len(chapters)
