"""What is said twice is found wherever it stands, and nothing else is."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styles.corpus.duplicates import SPAN, Repeats, shared_spans

VOCABULARY = [f"{first}{second}" for first in "stone river мать ёлка don’t étude".split() for second in "abcdefgh"]


def passage(count: int, seed: int) -> list[str]:
    return random.Random(seed).choices(VOCABULARY, k=count)


def repeats(*passages: list[str], kept: tuple[int, ...] = ()) -> dict[int, int]:
    found = Repeats()
    for words in passages:
        found.add(words)
    return found.repetitions(kept)


def changed(words: list[str], every: int) -> list[str]:
    return ["other" if place % every == every - 1 else word for place, word in enumerate(words)]


def test_a_passage_that_comes_again_repeats_the_first() -> None:
    one, other = passage(200, 1), passage(200, 2)
    assert repeats(one, other, one, other, one) == {2: 0, 3: 1, 4: 0}


def test_apostrophes_and_yo_make_no_difference() -> None:
    one = passage(200, 1)
    plain = [word.replace("ё", "е").replace("’", "'") for word in one]
    assert plain != one
    assert repeats(one, plain) == {1: 0}


@pytest.mark.parametrize("seed", range(20))
def test_a_passage_with_few_words_changed_is_a_near_duplicate_and_one_with_many_is_not(seed: int) -> None:
    one = passage(300, seed)
    assert repeats(one, changed(one, 60)) == {1: 0}
    assert repeats(one, changed(one, 12)) == {}


@pytest.mark.parametrize("shift", [10, 75, 130])
def test_a_second_edition_is_found_whatever_its_borders(shift: int) -> None:
    book = passage(3_000, 1)
    second = [*passage(shift, 2), *book]
    first = [book[start : start + 150] for start in range(0, 3_000, 150)]
    again = [second[start : start + 150] for start in range(0, len(second) - 149, 150)]
    found = repeats(*first, *again)
    assert set(found) == set(range(len(first) + (shift > 30), len(first) + len(again)))


def test_short_passages_are_voice() -> None:
    assert repeats(passage(29, 1), passage(29, 1)) == {}
    assert repeats(passage(30, 1), passage(30, 1)) == {1: 0}


def test_a_passage_that_is_kept_anyway_is_no_repetition_and_can_be_repeated() -> None:
    one = passage(200, 1)
    assert repeats(one, one, one, kept=(1,)) == {2: 0}
    assert repeats(one, [*passage(100, 2), *one[100:]], [*passage(100, 2), *one[:100]], kept=(1,)) == {2: 0}


def test_what_only_a_repetition_had_is_not_lost() -> None:
    one, end = passage(200, 1), passage(35, 2)
    assert repeats(one, [*one, *end], [*end, *passage(10, 3)]) == {1: 0}


def test_the_same_answer_to_another_request_is_no_repetition() -> None:
    found = Repeats()
    for request in ("Tell it.", "Go on.", "Tell it."):
        found.add(passage(200, 1), request)
    assert found.repetitions() == {2: 0}


def test_no_passages_have_no_repetitions() -> None:
    assert repeats() == repeats([]) == repeats(["word"]) == {}


Sharing = Counter[tuple[tuple[int, ...], tuple[int, ...]]]


def shared(held_out: list[tuple[int, list[str]]], train: list[tuple[int, list[str]]], least: int = SPAN) -> Sharing:
    found = shared_spans(held_out, train, least)
    return Counter((tuple(one.tolist()), tuple(other.tolist())) for one, other in found)


@settings(max_examples=100)
@given(st.lists(st.lists(st.sampled_from("abc"), max_size=25), max_size=8), st.integers(0, 8), st.integers(1, 6))
def test_shared_spans_are_those_of_an_exhaustive_search(passages: list[list[str]], cut: int, least: int) -> None:
    held_out, train = list(enumerate(passages))[:cut], list(enumerate(passages))[cut:]

    def having(side: list[tuple[int, list[str]]]) -> dict[tuple[str, ...], tuple[int, ...]]:
        found: dict[tuple[str, ...], dict[int, None]] = {}
        for place, words in side:
            for start in range(len(words) - least + 1):
                found.setdefault(tuple(words[start : start + least]), {})[place] = None
        return {span: tuple(places) for span, places in found.items()}

    one, other = having(held_out), having(train)
    assert shared(held_out, train, least) == Counter((one[span], other[span]) for span in one.keys() & other.keys())


def test_a_prayer_on_every_page_is_one_span() -> None:
    prayer = passage(40, 1)
    pages = [(number, [*prayer, f"page{number}", *passage(60, number)]) for number in range(4_000)]
    found = shared(pages[:2_000], pages[2_000:])
    assert found == {(tuple(range(2_000)), tuple(range(2_000, 4_000))): 11}


@pytest.mark.parametrize(("length", "found"), [(SPAN - 1, {}), (SPAN, {((0,), (1,)): 1})])
def test_thirty_words_in_a_row_are_a_shared_span(length: int, found: Sharing) -> None:
    quoted = passage(length, 1)
    held_out, train = [*passage(50, 2), "before", *quoted, "after"], [*quoted, "elsewhere", *passage(80, 4)]
    assert shared([(0, held_out)], [(1, train)]) == found
