"""A verdict takes what it says, its limits included."""

import pytest

from styles.measures.verdict import Verdict, graded, worst


@pytest.mark.parametrize(
    ("number", "verdict"), [(-1, "green"), (2, "green"), (2.01, "amber"), (5, "amber"), (5.01, "red")]
)
def test_a_limit_belongs_to_the_better_verdict(number: float, verdict: Verdict) -> None:
    assert graded(number, green=2, amber=5) == verdict


def test_the_worst_one_counts() -> None:
    assert worst("green", "red", "amber") == "red"
    assert worst("amber", "green") == "amber"
    assert worst("green") == "green"
