"""Green, amber and red verdicts on measured numbers."""

from typing import Literal

Verdict = Literal["green", "amber", "red"]


def graded(number: float, green: float, amber: float) -> Verdict:
    """Return green or amber up to these limits, else red."""
    return "green" if number <= green else "amber" if number <= amber else "red"


def worst(*verdicts: Verdict) -> Verdict:
    """Return the worst of the verdicts."""
    return max(verdicts, key=("green", "amber", "red").index)
