"""Number of examples for each task, from the numbers available."""

from collections.abc import Mapping
from itertools import accumulate, pairwise

SHARES: Mapping[str, float] = {"write": 0.45, "rewrite": 0.35, "continue": 0.20}
"""Each task's share where the base has written views; what one task lacks, the others have more."""
FEW = 500
"""Examples in all below which a voice is learnt in outline only; 500 to 1,000 are usual for one."""


def counts_of_tasks(available: Mapping[str, int], most: int | None) -> dict[str, int]:
    """Return the number of examples of each task.

    With views the tasks have their `SHARES`.
    """
    total = sum(available.values())
    if not available.get("rewrite"):
        if most is None or total <= most:
            return dict(available)
        # Rounding the running total keeps the sum exact.
        borders = [most * before // total for before in accumulate(available.values(), initial=0)]
        return {task: end - start for task, (start, end) in zip(available, pairwise(borders), strict=True)}
    shared = {task: count for task, count in available.items() if task in SHARES}
    given = {task: count for task, count in available.items() if task not in SHARES}
    # There is one *write* of nearly every passage: it sets the measure.
    whole = min(total - sum(given.values()), round(shared.get("write", 0) / SHARES["write"]) or total)
    if most is not None and (all_in_all := whole + sum(given.values())) > most:
        whole = most * whole // all_in_all
        given = counts_of_tasks(given, most - whole)
    return {**given, **_shared_out(shared, whole)}


def _shared_out(available: Mapping[str, int], whole: int) -> dict[str, int]:
    """Return each task's part of the whole; others replace missing examples."""
    counts = dict.fromkeys(available, 0)
    while left := whole - sum(counts.values()):
        able = [task for task in available if counts[task] < available[task]]
        weights = list(accumulate((SHARES[task] for task in able), initial=0.0))
        borders = [round(left * weight / weights[-1]) for weight in weights]
        for task, (start, end) in zip(able, pairwise(borders), strict=True):
            counts[task] += min(end - start, available[task] - counts[task])
    return counts
