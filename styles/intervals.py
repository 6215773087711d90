"""How sure a share is: the interval that holds the true one in so many cases out of a hundred."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist


@dataclass(frozen=True)
class Share:
    """A share of successes with its interval; with no trials anything is possible."""

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
    """Return the share with its Wilson score interval (1927), which is right for few trials and for 0 and 1 too."""
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
