"""A word is one everywhere: letters of any script, with inner apostrophes and hyphens."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styles.tokens import WORD, count_words, folded, folded_words, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Don't - well-known 'words'_2", ["don't", "well-known", "words"]),
        ("Кто-то, ёлка; don’t 7б", ["кто-то", "ёлка", "don’t", "б"]),
        ("…", []),
    ],
)
def test_words_are_letters_with_what_stands_inside(text: str, found: list[str]) -> None:
    assert words(text) == found
    assert count_words(text) == len(found)


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_ascii_texts_have_the_same_words_by_the_faster_way(text: str) -> None:
    assert words(text) == [word.lower() for word in WORD.findall(text)]
    assert count_words(text) == len(WORD.findall(text))


def test_folded_words_lose_what_sources_write_differently() -> None:
    assert folded("ёлка’s") == "елка's"


def test_sources_that_lost_their_hyphens_have_the_same_folded_words() -> None:
    assert folded_words("Что-то ещё; it’s well-known") == folded_words("что то еще it's well known")
    assert folded_words("Что-то") == ["что", "то"]
