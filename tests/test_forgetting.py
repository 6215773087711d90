"""Drift, divergence and drop are measured on the same things before and after, and judged by fixed thresholds."""

import random

import pytest

from styles.abilities.forgetting import (
    answer_kl,
    drift_verdict,
    kl_verdict,
    loss_drift,
    rule_drop,
    rules_verdict,
)
from styles.measures.intervals import Interval
from styles.measures.verdict import Verdict


def at(value: float) -> Interval:
    return Interval(value, value - 1, value + 1)


def test_a_model_that_stayed_has_not_drifted() -> None:
    assert loss_drift([2.0, 3.5, 1.0], [2.0, 3.5, 1.0], [150, 90, 200]) == Interval(0, 0, 0)


def test_drift_is_per_token_whatever_the_passages_lengths() -> None:
    assert loss_drift([1.0, 1.0], [2.0, 1.0], [300, 100]).value == pytest.approx(0.75)


def test_hard_passages_do_not_blur_a_small_drift() -> None:
    rng = random.Random(3)
    base = [rng.uniform(1, 6) for _ in range(40)]
    found = loss_drift(base, [loss + 0.03 + rng.gauss(0, 0.01) for loss in base], [150] * 40)
    assert 0.02 < found.low < found.value < found.high < 0.04


def test_divergence_is_per_token_too() -> None:
    found = answer_kl([0.1, 0.0], [10, 90])
    assert found.value == pytest.approx(0.01)
    assert found.low == pytest.approx(0)
    assert found.high == pytest.approx(0.1)


def test_the_drop_is_in_percentage_points_and_below_0_for_a_gain() -> None:
    assert rule_drop([True] * 8 + [False] * 2, [True] * 5 + [False] * 5).value == pytest.approx(30)
    assert rule_drop([False, True], [True, True]).value == pytest.approx(-50)


def test_what_was_not_measured_on_the_same_things_is_refused() -> None:
    with pytest.raises(ValueError, match="shorter"):
        loss_drift([1.0, 2.0], [1.0], [5, 5])
    with pytest.raises(ValueError, match="no mean"):
        loss_drift([1.0, 2.0], [1.0, 2.0], [5])


@pytest.mark.parametrize(
    ("drift", "verdict"), [(-0.3, "green"), (0.02, "green"), (0.03, "amber"), (0.05, "amber"), (0.06, "red")]
)
def test_drift_is_judged(drift: float, verdict: Verdict) -> None:
    assert drift_verdict(at(drift)) == verdict


@pytest.mark.parametrize(
    ("kl", "verdict"), [(0.0, "green"), (0.03, "green"), (0.04, "amber"), (0.10, "amber"), (0.2, "red")]
)
def test_divergence_is_judged(kl: float, verdict: Verdict) -> None:
    assert kl_verdict(at(kl)) == verdict


@pytest.mark.parametrize(("lost", "verdict"), [(0, "green"), (1, "green"), (2, "amber"), (4, "amber"), (5, "red")])
def test_of_sixty_rules_one_may_be_lost_in_green_and_four_in_amber(lost: int, verdict: Verdict) -> None:
    assert rules_verdict(rule_drop([True] * 60, [True] * (60 - lost) + [False] * lost)) == verdict
