"""Repeated passages, and spans of words that passages share.

Compared are words; capitals, punctuation, apostrophes and ё are folded away. Of each passage a fixed share of its
five-word shingles is remembered, chosen by their hashes (a MinHash of proportional size): that tells how much of a
passage stood in all earlier ones together, wherever their borders were, which a second edition always shifts.
"""

from array import array
from collections.abc import Collection, Iterable, Iterator, Sequence
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from styles.language.shingles import Hashes, numbered, windows

SPAN = 30
"""Words in a row that no training passage may share with a held-out one."""
_SHINGLE = 5
"""Words in a shingle. Judgement: shorter ones are phrases that everybody repeats, longer ones miss small changes."""
_REPEATED = 0.8
"""The share of a passage's shingles that makes it a near-duplicate: two of one length then have a Jaccard of .67."""
_LEAST_WORDS = 30
"""Shorter passages are never duplicates: a refrain, a greeting, an answer are voice."""
_LEAST_SHINGLES = 8
"""With fewer to judge by, only a passage with exactly the words of an earlier one is a duplicate."""
_SHARE = 4
"""One in so many shingles is remembered."""

_Indices = NDArray[np.int64]
_Passages = Iterable[tuple[int, Sequence[str]]]


class Repeats:
    """Finds passages that repeat earlier ones, from a few numbers each."""

    def __init__(self) -> None:
        self._shingles = array("Q")
        self._owners = array("I")
        self._counts: list[int] = []
        self._first: dict[int, int] = {}
        """Where exactly these words stood first."""
        self._same: dict[int, int] = {}

    def add(self, words: Sequence[str], request: str = "") -> None:
        """Add the next passage's words; answers repeat only with equal requests."""
        index = len(self._counts)
        chosen = np.empty(0, np.uint64)
        if len(words) >= _LEAST_WORDS:
            numbers = numbered(words) ^ np.uint64(crc32(request.encode("utf-8", "surrogatepass")))
            whole = int(windows(numbers, len(words))[0])
            first = self._first.setdefault(whole, index)
            if first != index:
                self._same[index] = first
            hashes = np.unique(windows(numbers, _SHINGLE))
            chosen = hashes[hashes < 2**64 // _SHARE]
        self._counts.append(len(chosen))
        self._shingles.frombytes(chosen.tobytes())
        self._owners.extend([index] * len(chosen))

    def repetitions(self, kept: Collection[int] = ()) -> dict[int, int]:
        """Return the repeating passages, each with its main source.

        Both are indices. The passages of `kept` are never among them. What repeats a repetition counts only by what it
        has in common with passages that stay.
        """
        groups, borders = self._repeated_shingles()
        owner_of = np.full(len(groups) and int(groups.max()) + 1, -1, np.int64)
        repeats: dict[int, int] = {}
        for index, count in enumerate(self._counts):
            own = groups[borders[index] : borders[index + 1]]
            owners = owner_of[own]
            earlier_owners = owners[owners >= 0]
            same = self._same.get(index)
            if same is not None and index not in kept:
                repeats[index] = repeats.get(same, same)
            elif count >= _LEAST_SHINGLES and len(earlier_owners) >= _REPEATED * count and index not in kept:
                earlier, times = np.unique(earlier_owners, return_counts=True)
                repeats[index] = int(earlier[times.argmax()])
            else:
                owner_of[own[owners < 0]] = index
        return repeats

    def _repeated_shingles(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """Return repeated shingles as numbers, and each passage's start."""
        shingles = np.frombuffer(self._shingles, np.uint64)
        owners = np.frombuffer(self._owners, np.uint32)
        _, group, size = np.unique(shingles, return_inverse=True, return_counts=True)
        several = size[group] > 1
        borders = np.searchsorted(owners[several], np.arange(len(self._counts) + 1))
        return group[several], borders


def shared_spans(held_out: _Passages, train: _Passages, least: int = SPAN) -> Iterator[tuple[_Indices, _Indices]]:
    """Yield held-out and training passages of each shared span.

    A span has `least` words. Both sides are passages by index with their words. Time and memory grow with the words,
    not with how many passages share a span: a prayer on every page is as quick as none.
    """
    hashes, owners = _spans(held_out, least)
    known, starts = np.unique(hashes, return_index=True)
    matches: list[NDArray[np.int64]] = []
    lengths: list[tuple[int, int]] = []
    for index, words in train if len(known) else ():
        own = np.unique(windows(numbered(words), least))
        at = np.searchsorted(known, own)
        same = known[np.minimum(at, len(known) - 1)] == own
        matches.append(at[same])
        lengths.append((index, int(same.sum())))
    spans = np.concatenate(matches or [np.empty(0, np.int64)])
    indices = np.repeat([index for index, _ in lengths], [count for _, count in lengths]).astype(np.int64)
    order = np.argsort(spans, kind="stable")
    shared, begins = np.unique(spans[order], return_index=True)
    ends = np.append(starts, len(owners))
    for span, sharing in zip(shared, np.split(indices[order], begins[1:]), strict=False):
        yield owners[ends[span] : ends[span + 1]], sharing


def _spans(passages: _Passages, least: int) -> tuple[Hashes, _Indices]:
    """Return all span hashes in ascending order, with their passages' indices."""
    hashed = [(index, np.unique(windows(numbered(words), least))) for index, words in passages]
    hashes = np.concatenate([own for _, own in hashed] or [np.empty(0, np.uint64)])
    owners = np.repeat([index for index, _ in hashed], [len(own) for _, own in hashed]).astype(np.int64)
    order = np.argsort(hashes, kind="stable")
    return hashes[order], owners[order]
