"""The held-out side is about an eighth of the words, whole documents where they fit, and never all there is."""

import pytest

from styles.corpus.held_out import choose


def documents(*lengths: int) -> tuple[list[range], list[int]]:
    """Documents of so many passages of 100 words."""
    starts = [sum(lengths[:number]) for number in range(len(lengths))]
    return [range(start, start + length) for start, length in zip(starts, lengths, strict=True)], [100] * sum(lengths)


def test_the_document_nearest_to_an_eighth_is_held_out_whole() -> None:
    split = choose(*documents(60, 12, 28), fit=[0, 1, 2])
    assert (split.way, split.held_out, split.gap) == ("documents", list(range(60, 72)), [])
    assert split.train == [*range(60), *range(72, 100)]


def test_a_document_that_is_not_fit_is_never_held_out() -> None:
    split = choose(*documents(60, 12, 28), fit=[0, 2])
    assert split.held_out == list(range(72, 100))


def test_a_document_of_which_nothing_is_left_is_not_chosen() -> None:
    places, words = documents(40, 0, 40)
    assert choose(places, words, fit=[1, 0, 2]).way == "end"


@pytest.mark.parametrize("count", [4, 5, 40, 400])
def test_the_end_is_held_out_after_a_gap_and_every_passage_is_somewhere(count: int) -> None:
    split = choose(*documents(count), fit=[])
    assert split.way == "end"
    assert [*split.train, *split.gap, *split.held_out] == list(range(count))
    assert split.train
    assert len(split.gap) == 1
    assert len(split.held_out) == max(1, round(count / 8))


@pytest.mark.parametrize("count", [0, 1, 3])
def test_too_few_passages_are_all_trained_on(count: int) -> None:
    split = choose(*documents(count), fit=[])
    assert (split.way, split.train, split.held_out, split.gap) == ("nothing", list(range(count)), [], [])
