"""The Wilson interval holds the true share as often as it says, also at the edges."""

from math import comb, sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from styles.measures.intervals import Interval, mean, mean_difference, wilson


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [(0, 10, 0.0, 0.2775), (1, 10, 0.0179, 0.4042), (5, 10, 0.2366, 0.7634), (10, 10, 0.7225, 1.0)],
)
def test_published_intervals_come_out(successes: int, trials: int, low: float, high: float) -> None:
    found = wilson(successes, trials)
    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


@given(st.integers(0, 500), st.integers(1, 500), st.sampled_from([0.8, 0.95, 0.99]))
def test_the_bounds_solve_the_score_equation_and_hold_the_share(successes: int, trials: int, sure: float) -> None:
    successes = min(successes, trials)
    found = wilson(successes, trials, sure)
    assert 0 <= found.low <= successes / trials <= found.high <= 1
    mirrored = wilson(trials - successes, trials, sure)
    assert mirrored.low == pytest.approx(1 - found.high, abs=1e-12)
    if found.low > 0 and sure == 0.95:
        assert (successes / trials - found.low) / sqrt(found.low * (1 - found.low) / trials) == pytest.approx(
            1.96, abs=1e-3
        )


@pytest.mark.parametrize("share", [0.1, 0.3, 0.5])
def test_it_holds_the_true_share_about_as_often_as_it_says(share: float) -> None:
    trials, held = 60, 0.0
    for successes in range(trials + 1):
        found = wilson(successes, trials)
        if found.low <= share <= found.high:
            held += comb(trials, successes) * share**successes * (1 - share) ** (trials - successes)
    assert 0.93 < held < 0.98


def test_without_trials_anything_is_possible() -> None:
    found = wilson(0, 0)
    assert (found.value, found.low, found.high) == (None, 0, 1)


def test_half_a_success_is_a_draw() -> None:
    assert wilson(2.5, 5).value == 0.5


@pytest.mark.parametrize(("successes", "trials", "sure"), [(-1, 5, 0.95), (6, 5, 0.95), (1, 5, 1.0)])
def test_what_cannot_be_is_refused(successes: int, trials: int, sure: float) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        wilson(successes, trials, sure)


def test_things_of_one_value_leave_no_doubt_about_their_mean() -> None:
    assert mean([3.0, 3.0, 3.0]) == Interval(3, 3, 3)


def test_the_mean_lies_in_its_interval_which_narrows_with_more_things() -> None:
    few, many = (mean([number % 7 for number in range(count)]) for count in (14, 700))
    assert few.low < few.value < few.high
    assert few.value == many.value == pytest.approx(3)
    assert many.high - many.low == pytest.approx(2 * 1.96 * 2 / sqrt(700), rel=0.15)
    assert few.high - few.low > 4 * (many.high - many.low)


def test_weights_say_how_much_each_counts() -> None:
    assert mean([1.0, 5.0], [3, 1]).value == pytest.approx(2)
    assert mean([1.0, 5.0], [10, 10]) == mean([1.0, 5.0])


def test_a_difference_is_that_of_the_pairs() -> None:
    found = mean_difference([10.0, 100.0, 1_000.0], [11.0, 101.0, 1_001.0])
    assert found == Interval(1, 1, 1)
    assert mean_difference([1.0, 2.0], [0.0, 0.0]).value == pytest.approx(-1.5)


@pytest.mark.parametrize(("values", "weights"), [([], None), ([1.0], [1, 2]), ([1.0, 2.0], [1, 0]), ([1.0], [-1])])
def test_there_is_no_mean_of_nothing(values: list[float], weights: list[float] | None) -> None:
    with pytest.raises(ValueError, match="no mean"):
        mean(values, weights)


def test_pairs_that_do_not_match_are_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        mean_difference([1.0, 2.0], [1.0])


def test_an_interval_says_the_same_at_every_call() -> None:
    values = [number**0.5 for number in range(30)]
    assert mean(values) == mean(values)


def test_an_interval_holds_its_number_though_every_replica_is_farther_off():
    found = Interval.of(0.41, np.array([0.5, 0.52, 0.55, 0.58, 0.6]))
    assert found.low < 0.41 < found.high
    assert found.high - found.low == pytest.approx(0.1, abs=0.01)
