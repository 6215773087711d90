"""The general texts are plain, varied, each on its own, and nowhere near what anybody trains on here."""

from collections import Counter
from pathlib import Path

import pytest

from styles.abilities import LANGUAGES
from styles.abilities.general_texts import general_texts
from styles.language.detect import language_of
from styles.language.words import count_words, folded_words

GALLERY = Path(__file__).parents[1] / "styles" / "gallery"


def spans(text: str, count: int = 8) -> set[tuple[str, ...]]:
    found = folded_words(text)
    return {tuple(found[start : start + count]) for start in range(len(found) - count + 1)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_about_forty_of_100_to_130_words_in_the_language(language: str) -> None:
    texts = general_texts(language)
    assert len(texts) >= 40
    assert all(100 <= count_words(text) <= 130 for text in texts)
    assert {language_of(text) for text in texts} == {language}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_line_of_the_file_s_own_is_left_in_a_passage(language: str) -> None:
    assert not [text for text in general_texts(language) if "===" in text or text != text.strip()]


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_two_share_eight_words_in_a_row(language: str) -> None:
    owners = Counter(span for text in general_texts(language) for span in spans(text))
    assert owners
    assert max(owners.values()) == 1


def test_none_shares_eight_words_in_a_row_with_the_gallery() -> None:
    gallery = set[tuple[str, ...]]().union(*(spans(path.read_text("utf-8")) for path in GALLERY.glob("*/texts/*.txt")))
    own = set[tuple[str, ...]]().union(*(spans(text) for language in LANGUAGES for text in general_texts(language)))
    assert gallery
    assert not gallery & own


@pytest.mark.parametrize("language", ["de", "und", "../en"])
def test_other_languages_have_none(language: str) -> None:
    assert general_texts(language) == ()
