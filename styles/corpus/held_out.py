"""Choice of held-out passages from the lengths of passages and documents.

Held out is a whole document where one (or several small ones) is about the right size, since only a text the model has
never met says how well the voice carries over; otherwise the end of the texts, after a gap. Of texts with dates the
latest passages are held out, so that nothing measured is older than what was learnt.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import accumulate
from typing import Literal

HeldOut = Literal["documents", "end", "latest", "nothing"]
"""How the held-out passages were chosen: whole documents, the end of the texts, the latest by their dates, or none for
want of text."""

_LEAST_DOCUMENT, _BEST_DOCUMENT, _MOST_DOCUMENT = 0.08, 0.12, 0.35
"""Shares of the words that a held-out document may have. Judgement: with less, measures are noise; with more, too
little is left to learn from. tests/test_held_out.py and tests/test_corpus.py hold all three."""
_BEST_END = 0.125
"""The share that is held out at the end. Judgement: an eighth, which tests/test_held_out.py holds."""
_LEAST_DATED = 0.25
"""The share of the words that must have dates for the latest to be held out: then half of them stay for training."""
_FEWEST_TO_SPLIT = 4
"""Passages below which nothing is held out: one held out and one as a gap would leave next to nothing to train on."""


@dataclass(frozen=True)
class Split:
    """The indices of the passages on each side, in order."""

    train: list[int]
    held_out: list[int]
    gap: list[int]
    """Between the two: used by neither."""
    way: HeldOut


def choose(
    documents: Sequence[Sequence[int]], words: Sequence[int], fit: Sequence[int], dates: Sequence[str] = ()
) -> Split:
    """Return the split of the passages.

    `documents` are the indices of each document's passages, `words` the length of the passage at each index, and `fit`
    the documents that may be held out, the ones to prefer among equals first. `dates` are the passages' intervals in
    ISO 8601, "" where nobody knows; held out is then the latest of those with a date, where they are enough.
    """
    split = _latest([index for document in documents for index in document], words, dates)
    if split:
        return split
    if any(dates):
        fit = [number for number in fit if not any(dates[index] for index in documents[number])]
    lengths = [sum(words[index] for index in indices) for indices in documents]
    chosen = _documents(lengths, [document for document in fit if lengths[document]])
    if chosen:
        train = [index for number, indices in enumerate(documents) if number not in chosen for index in indices]
        return Split(train, [index for number in sorted(chosen) for index in documents[number]], [], "documents")
    indices = [index for document in documents for index in document]
    undated = [index for index in indices if not (dates and dates[index])]
    ordered = undated if len(undated) >= _FEWEST_TO_SPLIT else indices
    if len(ordered) < _FEWEST_TO_SPLIT:
        return Split(indices, [], [], "nothing")
    start = _start_of_end([words[index] for index in ordered])
    held_out, gap = ordered[start:], ordered[start - 1 : start]
    train = sorted({*indices}.difference(held_out, gap))
    return Split(train, held_out, gap, "end")


def _latest(indices: Sequence[int], words: Sequence[int], dates: Sequence[str]) -> Split | None:
    """Return the split by dates, or None where too few are known.

    Passages whose time of writing began before the held-out time and ended in it are the gap.
    """
    times = {index: interval for index in indices if dates and (interval := _interval(dates[index]))}
    total, dated = (sum(words[index] for index in some) for some in (indices, times))
    if len(times) < _FEWEST_TO_SPLIT or dated < _LEAST_DATED * total:
        return None
    latest_first = sorted(times, key=lambda index: (times[index][0], index), reverse=True)
    wanted = min(_BEST_END * total, dated / 2)
    reached = accumulate(words[index] for index in latest_first)
    count = next(number for number, length in enumerate(reached, 1) if length >= wanted)
    cut = times[latest_first[min(count, len(latest_first) - 2) - 1]][0]
    held_out = {index for index, (begin, _) in times.items() if begin >= cut}
    gap = {index for index, (begin, end) in times.items() if begin < cut <= end}
    train = [index for index in indices if index not in held_out and index not in gap]
    if not any(index in times for index in train):
        return None  # all were written at one time
    return Split(train, sorted(held_out), sorted(gap), "latest")


def _interval(date: str) -> tuple[datetime, datetime] | None:
    """Return begin and end of an ISO 8601 interval, None for "".

    ValueError, TypeError: never for what the reading of archives writes.
    """
    begin, _, end = date.partition("/")
    return (datetime.fromisoformat(begin), datetime.fromisoformat(end or begin)) if begin else None


def _documents(lengths: Sequence[int], fit: Sequence[int]) -> frozenset[int]:
    """Return the document, or small ones, with the best share, or none."""
    total = max(1, sum(lengths))
    small = [number for number in fit if lengths[number] < _LEAST_DOCUMENT * total]
    together = list(accumulate(lengths[number] for number in small))
    count = min(range(len(small)), key=lambda item: abs(together[item] / total - _BEST_DOCUMENT), default=-1) + 1
    candidates = [frozenset({number}) for number in fit] + [frozenset(small[:count])]
    shares = {candidate: sum(lengths[number] for number in candidate) / total for candidate in candidates}
    suitable = [candidate for candidate, share in shares.items() if _LEAST_DOCUMENT <= share <= _MOST_DOCUMENT]
    return min(suitable, key=lambda item: (abs(shares[item] - _BEST_DOCUMENT), len(item)), default=frozenset())


def _start_of_end(lengths: Sequence[int]) -> int:
    """Return the start of the held-out end, after two passages or more."""
    total = max(1, sum(lengths))
    best, start, end_words = 2.0, len(lengths) - 1, 0
    for index in range(len(lengths) - 1, 1, -1):
        end_words += lengths[index]
        distance = abs(end_words / total - _BEST_END)
        if distance < best:
            best, start = distance, index
    return start
