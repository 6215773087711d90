"""A word is one everywhere: letters of any script, with inner apostrophes and hyphens."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styles.language.words import WORD, count_words, folded, folded_words, placed_words, words


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


@given(st.text(st.sampled_from("abЯёé’'- .1_漁")))
def test_words_with_their_places_are_the_words_in_spaced_scripts(text: str) -> None:
    placed = list(placed_words(text))
    assert all(folded(text[one.begin : one.end].lower()) == one.word for one in placed)
    if "漁" not in text:
        assert [one.word for one in placed] == [folded(word) for word in words(text)]
        assert all(one.weight == 1 for one in placed)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("e\u0301te\u0301 été", ["été", "été"]),
        ("за\u0301мок замок", ["замок", "замок"]),
        ("व्यक्ति नदी", ["व्यक्ति", "नदी"]),
        ("漁夫 go", ["漁", "夫", "go"]),
        ("ที่นี่", ["ที่", "นี่"]),
    ],
)
def test_marks_belong_to_their_letters_and_unspaced_scripts_go_by_the_letter(text: str, found: list[str]) -> None:
    placed = list(placed_words(text))
    assert len(placed) == len(found)
    assert [unicodedata.normalize("NFC", text[one.begin : one.end]).replace("\u0301", "") for one in placed] == found
    assert {one.weight for one in placed} <= {1.0, 0.5, 0.25}
