"""Keywords are a few content words of the passage, in its order."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styles.examples.keywords import SHORTEST, Keywords
from styles.language.words import words

HARBOUR = "The harbour was empty, and the fishermen mended their nets behind the lighthouse while gulls quarrelled."
KITCHEN = "In the kitchen the kettle whistled, and grandmother peeled onions without looking at the window."
ORCHARD = "Behind the orchard a ladder leaned on the wall, and the apples smelled of rain and cellar."
ENGLISH = [HARBOUR, KITCHEN, ORCHARD]
RUSSIAN = ["За огородом ещё стояла лестница, и яблоки пахли дождём, погребом и прошлым летом."]
ARABIC = "كان الميناء فارغا والصيادون يصلحون شباكهم خلف المنارة"


def keywords(passage: str, corpus: list[str], language: str = "en", seed: int = 1) -> list[str]:
    return Keywords(corpus, language).of(passage, random.Random(seed))


@given(st.sampled_from(ENGLISH), st.integers(0, 1000))
def test_three_to_five_different_words_of_the_passage_come_back(passage: str, seed: int) -> None:
    chosen = keywords(passage, ENGLISH, seed=seed)
    assert 3 <= len(chosen) <= 5
    assert len(set(chosen)) == len(chosen)


@given(st.sampled_from(ENGLISH), st.integers(0, 1000))
def test_they_come_in_the_order_of_the_passage(passage: str, seed: int) -> None:
    places = [words(passage).index(word) for word in keywords(passage, ENGLISH, seed=seed)]
    assert places == sorted(places)


@given(st.integers(0, 1000))
def test_function_words_and_short_words_are_never_keywords(seed: int) -> None:
    chosen = keywords(RUSSIAN[0], RUSSIAN, "ru", seed)
    assert not {"за", "ещё", "и"} & set(chosen)
    assert all(len(word) >= SHORTEST for word in chosen)


def test_function_words_are_known_with_typographic_apostrophes_too() -> None:
    assert keywords("They couldn’t, wouldn’t, shouldn’t, they didn’t.", ENGLISH) == []


def test_names_are_never_keywords() -> None:
    assert keywords("Matilda met Rudolph and Gwendolen in Ravenna.", ENGLISH) == []


def test_a_passage_with_two_content_words_has_no_keywords() -> None:
    assert keywords("The harbour and the kitchen.", ENGLISH) == []


def test_scripts_without_capitals_have_keywords() -> None:
    assert len(keywords(ARABIC, [ARABIC], "ar")) >= 3


def test_words_that_every_passage_has_give_way_to_rarer_ones() -> None:
    rare = ["lantern", "gravel", "mustard", "feather", "copper", "velvet", "thimble", "walnut", "pepper", "saddle"]
    corpus = ["common " + " ".join(rare), *["common thing here also"] * 20]
    assert all("common" not in keywords(corpus[0], corpus, seed=seed) for seed in range(30))


def test_the_same_seed_gives_the_same_keywords_and_seeds_vary_them() -> None:
    assert keywords(HARBOUR, ENGLISH, seed=3) == keywords(HARBOUR, ENGLISH, seed=3)
    assert len({tuple(keywords(HARBOUR, ENGLISH, seed=seed)) for seed in range(20)}) > 5


@pytest.mark.parametrize("most", [3, 4, 8])
def test_there_are_never_more_than_asked_for(most: int) -> None:
    assert all(3 <= len(Keywords(ENGLISH, "en").of(HARBOUR, random.Random(seed), most)) <= most for seed in range(20))
