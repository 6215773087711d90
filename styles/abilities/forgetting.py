"""Measures of forgetting, with their verdicts.

A verdict judges the number itself; its interval says how far to trust it.
"""

from collections.abc import Sequence

from styles.measures.intervals import Interval, mean, mean_difference
from styles.measures.verdict import Verdict, graded

DRIFT_GREEN, DRIFT_AMBER = 0.02, 0.05
"""Nats a token by which general texts may get harder to foretell: perplexity rises by 2 and by 5 %."""
KL_GREEN, KL_AMBER = 0.03, 0.10
"""Nats a token by which the styled model may depart from the base's own answers."""
RULES_GREEN, RULES_AMBER = 3.0, 8.0
"""Percentage points by which the share of rules kept may fall; one rule of 60 is 1.7."""


def loss_drift(base: Sequence[float], styled: Sequence[float], tokens: Sequence[int]) -> Interval:
    """Return the rise of the loss on general texts, in nats/token.

    `base` and `styled` are the mean losses a token of each passage, in one order; `tokens` is how many were foretold.
    """
    return mean_difference(base, styled, tokens)


def answer_kl(divergences: Sequence[float], tokens: Sequence[int]) -> Interval:
    """Return the KL of base to styled model, in nats/token.

    `divergences` are the means of the answers, `tokens` their lengths.
    """
    return mean(divergences, tokens)


def rule_drop(base: Sequence[bool], styled: Sequence[bool]) -> Interval:
    """Return the drop in rules kept, in percentage points.

    Both sequences are in one order of rules.
    """
    return mean_difference([100.0 * kept for kept in styled], [100.0 * kept for kept in base])


def drift_verdict(drift: Interval) -> Verdict:
    """Return the verdict on the loss drift on general texts."""
    return graded(drift.value, DRIFT_GREEN, DRIFT_AMBER)


def kl_verdict(kl: Interval) -> Verdict:
    """Return the verdict on the KL on general answers."""
    return graded(kl.value, KL_GREEN, KL_AMBER)


def rules_verdict(drop: Interval) -> Verdict:
    """Return the verdict on the drop in rules kept."""
    return graded(drop.value, RULES_GREEN, RULES_AMBER)
