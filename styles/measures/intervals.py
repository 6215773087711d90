"""Confidence intervals: Wilson for shares, bootstrap for means."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist
from typing import Self

import numpy as np
from numpy.typing import NDArray

REPLICAS = 1_000
"""Bootstrap samples behind an interval."""


@dataclass(frozen=True)
class Interval:
    """A number with its 95 % interval."""

    value: float
    low: float
    high: float

    @classmethod
    def of(cls, value: float, replicas: NDArray[np.float64]) -> Self:
        """Return the percentile interval of bootstrap replicas (Efron 1979).

        It is laid about the value. A replica draws some passages twice and others not at all: it is a poorer sample,
        and farther from any author. That moves all replicas of a distance alike and says nothing of how sure it is, so
        only their spread is taken.
        """
        low, high = np.quantile(replicas - np.median(replicas) + value, (0.025, 0.975))
        return cls(float(value), float(low), float(high))


@dataclass(frozen=True)
class Share:
    """A share of successes with its interval, 0 to 1 without trials."""

    successes: float
    """A draw may count as half of one."""
    trials: int
    low: float
    high: float

    @property
    def value(self) -> float | None:
        """The share itself; None without trials."""
        return self.successes / self.trials if self.trials else None


def wilson(successes: float, trials: int, confidence: float = 0.95) -> Share:
    """Return the share with its Wilson score interval (1927).

    It is right for few trials and for 0 and 1 too.
    """
    if not 0 <= successes <= trials or not 0 < confidence < 1:
        raise ValueError(f"{successes:g} successes of {trials} at {confidence:g} cannot be.")
    if not trials:
        return Share(successes, trials, 0.0, 1.0)
    z = NormalDist().inv_cdf(0.5 + confidence / 2)
    share, slack = successes / trials, z * z / trials
    middle = (share + slack / 2) / (1 + slack)
    reach = z * sqrt(share * (1 - share) / trials + slack / trials / 4) / (1 + slack)
    # At 0 and 1 rounding must not leave the share itself outside.
    return Share(successes, trials, max(0.0, min(share, middle - reach)), min(1.0, max(share, middle + reach)))


def draws(count: int) -> NDArray[np.float64]:
    """Return bootstrap draw counts, the same at every call.

    Shape: (`REPLICAS`, `count`), how often each item is drawn in each sample.
    """
    drawn = np.random.default_rng(count).multinomial(count, np.full(count, 1 / count), size=REPLICAS)
    return drawn.astype(np.float64)


def mean(values: Sequence[float], weights: Sequence[float] | None = None) -> Interval:
    """Return the (weighted) mean with its bootstrap interval."""
    own = np.asarray(values, np.float64)
    weighing = np.ones(len(own)) if weights is None else np.asarray(weights, np.float64)
    if not len(own) or own.shape != weighing.shape or not (weighing > 0).all():
        raise ValueError(f"{len(own)} values with {len(weighing)} weights, some perhaps 0, have no mean.")
    times = draws(len(own)) * weighing
    return Interval.of(float(np.average(own, weights=weighing)), times @ own / times.sum(axis=1))


def mean_difference(
    before: Sequence[float], after: Sequence[float], weights: Sequence[float] | None = None
) -> Interval:
    """Return the mean rise from before to after, with its interval.

    Both are measured on the same items in the same order. The bootstrap draws the things, so that what makes one harder
    than another makes the interval no wider.
    """
    return mean([later - earlier for earlier, later in zip(before, after, strict=True)], weights)
