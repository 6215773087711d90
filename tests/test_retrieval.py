"""The nearest passages are those that share rare words with the prompt."""

import subprocess
import sys
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styles.measures.retrieval import PassageIndex

ENGLISH = [
    "The harbour was empty and the boats slept in the mud.",
    "In the kitchen the kettle whistled and the bread was rising.",
    "The lighthouse keeper counted boats from his window.",
    "Her sister's letters lay in a drawer, tied with string.",
]
RUSSIAN = [
    "Над окном висела ёлочная гирлянда, и мать молчала.",
    "Лодки спали в гавани, и ветер трогал их снасти.",
    "В кухне свистел чайник, и поднималось тесто.",
    "Письма сестры лежали в ящике стола.",
]


def nearest(prompt: str, passages: Sequence[str], count: int) -> list[int]:
    return PassageIndex(passages).nearest(prompt, count)


def test_the_passage_with_the_rarest_words_of_the_prompt_comes_first() -> None:
    assert nearest("Write about a kettle in the kitchen", ENGLISH, 1) == [1]


def test_the_nearest_come_best_first() -> None:
    assert nearest("The keeper saw boats near the lighthouse", ENGLISH, 2) == [2, 0]


@pytest.mark.parametrize(
    ("prompt", "place"),
    [("У окна стояли матери", 0), ("Лодка ушла из гаваней", 1), ("Чайники на кухнях", 2), ("письмо сестре", 3)],
)
def test_russian_words_are_found_in_any_form(prompt: str, place: int) -> None:
    assert nearest(prompt, RUSSIAN, 1) == [place]


@pytest.mark.parametrize(("prompt", "place"), [("two sisters", 3), ("she tied a letter", 3), ("a boat, sleeping", 0)])
def test_english_words_are_found_in_any_form(prompt: str, place: int) -> None:
    assert nearest(prompt, ENGLISH, 1) == [place]


def test_io_and_ie_are_one_letter_and_so_are_both_apostrophes() -> None:
    assert nearest("елочные", RUSSIAN, 1) == [0]
    assert nearest("sister’s", ENGLISH, 1) == [3]


def test_equally_near_passages_come_in_their_order() -> None:
    assert nearest("harbour", ["a harbour", "a kitchen", "a harbour", "a harbour"], 3) == [0, 2, 3]


@pytest.mark.parametrize("prompt", ["", "12 345 !?", "zeppelin", "漢字", "and then she was", "и что же она"])
def test_a_prompt_that_matches_nothing_gets_passages_spread_evenly(prompt: str) -> None:
    assert nearest(prompt, ["and then the stone, и что же"] * 30, 3) == [5, 15, 25]


def test_too_few_matches_are_filled_up_from_the_rest() -> None:
    assert nearest("kettle", [*ENGLISH, *RUSSIAN], 3) == [1, 2, 6]


@given(st.text(max_size=40), st.lists(st.text(max_size=30), max_size=8), st.integers(-1, 10))
def test_as_many_different_passages_as_asked_for_come_back(prompt: str, passages: list[str], count: int) -> None:
    found = PassageIndex(passages).nearest(prompt, count)
    assert len(found) == len(set(found)) == min(max(0, count), len(passages))
    assert all(0 <= place < len(passages) for place in found)


def test_the_order_does_not_depend_on_the_hash_seed() -> None:
    code = (
        "from styles.measures.retrieval import PassageIndex;"
        f"print(PassageIndex({ENGLISH!r}).nearest('boats, bread, letters', 4))"
    )
    runs = {
        subprocess.run(
            [sys.executable, "-c", code], env={"PYTHONHASHSEED": seed}, capture_output=True, text=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1
