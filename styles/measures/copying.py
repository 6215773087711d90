"""Verbatim copying: which words of a text stand in a row in the training text too, and where.

A copied span is five words or more in a row that one training passage has (BMC@5 of the memorisation literature, as a
share of the output's words). What counts as a word, and that capitals, punctuation, apostrophes and ё make no
difference, is `styles.language.words`' business. An author's own other works are the yardstick: nobody writes without
repeating five words now and then.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from styles.language.shingles import Hashes, numbered, windows
from styles.language.words import PlacedWord, placed_words
from styles.measures.verdict import Verdict, graded, worst

SPAN = 5
"""Words in a row from which a span counts as copied."""
WORTH_SHOWING = 8
"""Words from which a copied span is shown to the reader; shorter ones are phrases that everybody uses."""
COVERAGE_UNKNOWN_FLOOR, COVERAGE_AMBER = 0.04, 0.10
"""The share of copied words that is green where the author's own rate is not known, and the most that is amber."""
LEAST_FLOOR, LEAST_FLOOR_WORDS = 0.002, 2_000
"""No author has a lower rate of their own; and the words that it takes to measure one."""
SPAN_GREEN, SPAN_AMBER = 12, 49
"""The longest copied span, in words."""
PREFIX_LONGEST, PREFIX_AMBER = 8, 0.01
"""Of the prefix test: the mean longest span that is green, and by how much more than the base may recite in amber."""
_MOST_PLACES = 1_000
"""A refrain that the training text has more often is looked up in its first places only."""

_Places = NDArray[np.int64]


@dataclass(frozen=True)
class CopiedSpan:
    """Words in a row that a training passage has too."""

    begin: int
    end: int
    """The characters of the measured text: `text[begin:end]`. Spans may overlap, none lies within another."""
    words: int
    passage: int
    """The first training passage that has them, counted from 0."""
    document: str
    """Where that passage is from; empty where nobody said."""
    number: int
    """Which of its document's training passages it is, counted from 1."""


@dataclass(frozen=True)
class Originality:
    """How much of a text, or of several, is copied."""

    words: int
    copied: int
    """How many of the words stand in copied spans."""
    longest: int = 0
    """The words of the longest copied span; 0 where there is none."""
    spans: tuple[CopiedSpan, ...] = ()
    """All copied spans in order; none where several texts were pooled."""

    @property
    def coverage(self) -> float:
        """The share of words in copied spans; 0 for no words."""
        return self.copied / self.words if self.words else 0.0

    @property
    def longest_span(self) -> CopiedSpan | None:
        """The longest copied span, the first of them where several are as long."""
        return max(self.spans, key=lambda span: span.words, default=None)

    @property
    def worth_showing(self) -> tuple[CopiedSpan, ...]:
        """The spans that are long enough to be shown."""
        return tuple(span for span in self.spans if span.words >= WORTH_SHOWING)


@dataclass(frozen=True)
class PrefixTest:
    """What the model makes of the first words of training passages."""

    tested: int
    exact: int
    """How many continuations are word for word those of the author."""
    mean_longest: float
    """The longest copied span of a continuation, on average."""
    pooled: Originality
    """All continuations together against the training text."""

    @property
    def rate(self) -> float:
        """The share of passages that were recited; 0 without any."""
        return self.exact / self.tested if self.tested else 0.0


class TrainingText:
    """The training passages, ready to be searched for what a text copies; about 24 bytes a word."""

    def __init__(self, passages: Iterable[str], documents: Sequence[str] = ()) -> None:
        """Index the passages; `documents` names for each the one that it is from."""
        self._documents = tuple(documents)
        hashes: list[Hashes] = []
        starts: list[_Places] = []
        borders = [0]
        for passage in passages:
            found = [placed.word for placed in placed_words(passage)]
            own = windows(numbered(found), SPAN)
            hashes.append(own)
            starts.append(np.arange(len(own)) + borders[-1])
            borders.append(borders[-1] + len(found))
        every = np.concatenate(hashes or [np.empty(0, np.uint64)])
        order = np.argsort(every, kind="stable")
        self._hashes = every[order]
        self._starts = np.concatenate(starts or [np.empty(0, np.int64)])[order]
        self._borders = np.asarray(borders)

    def compare(self, text: str, asked: str = "") -> Originality:
        """Return what the text copies; five words in a row that stand in the question too are not held against it."""
        placed = list(placed_words(text))
        own = windows(numbered([one.word for one in placed]), SPAN)
        in_question = windows(numbered([one.word for one in placed_words(asked)]), SPAN)
        begins, ends, places = _maximal(*self._pairs(own, ~np.isin(own, in_question)))
        # Halves and quarters of words add up without rounding.
        total = np.concatenate([[0.0], np.cumsum([one.weight for one in placed])])
        words = total[ends] - total[begins]
        long = words >= SPAN
        covered = np.zeros(len(placed) + 1, np.int64)
        np.add.at(covered, begins[long], 1)
        np.add.at(covered, ends[long], -1)
        copied = np.diff(total)[np.cumsum(covered)[:-1] > 0].sum()
        spans = tuple(self._spans(placed, begins[long], ends[long], words[long], places[long]))
        return Originality(
            words=round(total[-1]),
            copied=round(copied),
            longest=max((span.words for span in spans), default=0),
            spans=spans,
        )

    def _pairs(self, own: Hashes, allowed: NDArray[np.bool_]) -> tuple[_Places, _Places]:
        """Return where each allowed window begins in the text and where the same one begins in the training text."""
        low = np.searchsorted(self._hashes, own, "left")
        counts = np.minimum(np.searchsorted(self._hashes, own, "right") - low, _MOST_PLACES) * allowed
        begins = np.repeat(np.arange(len(own)), counts)
        within = np.arange(len(begins)) - np.repeat(np.cumsum(counts) - counts, counts)
        return begins, self._starts[np.repeat(low, counts) + within]

    def _spans(
        self, placed: Sequence[PlacedWord], begins: _Places, ends: _Places, words: NDArray[np.float64], places: _Places
    ) -> Iterator[CopiedSpan]:
        passages = np.searchsorted(self._borders, places, "right") - 1
        for begin, end, count, passage in zip(begins, ends, words, passages, strict=True):
            document = self._documents[passage] if self._documents else ""
            number = self._documents[: passage + 1].count(document) if document else int(passage) + 1
            yield CopiedSpan(placed[begin].begin, placed[end - 1].end, int(count), int(passage), document, number)


def _maximal(begins: _Places, places: _Places) -> tuple[_Places, _Places, _Places]:
    """Return the longest spans that the pairs of windows make, none within another: begins, ends, training places."""
    # Windows one after the other in both texts keep their distance: they are runs on one diagonal.
    diagonals = places - begins
    order = np.lexsort((begins, diagonals))
    begins, places, diagonals = begins[order], places[order], diagonals[order]
    first = np.ones(len(begins), np.bool_)
    first[1:] = (np.diff(diagonals) != 0) | (np.diff(begins) != 1)
    last = np.roll(first, -1)
    begins, ends, places = begins[first], begins[last] + SPAN, places[first]
    order = np.lexsort((places, -ends, begins))
    begins, ends, places = begins[order], ends[order], places[order]
    farthest = np.concatenate([[0], np.maximum.accumulate(ends)[:-1]]) if len(ends) else ends
    outside = ends > farthest
    return begins[outside], ends[outside], places[outside]


def pooled(found: Iterable[Originality]) -> Originality:
    """Return several texts' originality as one, such as an author's own rate over the held-out passages."""
    every = list(found)
    return Originality(
        words=sum(one.words for one in every),
        copied=sum(one.copied for one in every),
        longest=max((one.longest for one in every), default=0),
    )


def human_floor(training: TrainingText, held_out: Iterable[str]) -> Originality:
    """Return how much people copy: held-out texts of the same author, or of others, against the training text."""
    return pooled(training.compare(text) for text in held_out)


def prefix_test(
    training: TrainingText, continuations: Iterable[tuple[str, str]], prefixes: Sequence[str] = ()
) -> PrefixTest:
    """Score pairs of what the author wrote after the prefix and what the model wrote, both cut alike.

    Where the `prefixes` are given, words that a continuation only takes from its own prefix are not held against it.
    """
    pairs = list(continuations)
    asked = prefixes or [""] * len(pairs)
    found = [training.compare(written, given) for (_, written), given in zip(pairs, asked, strict=True)]
    return PrefixTest(
        tested=len(pairs),
        exact=sum(_recites(expected, written) for expected, written in pairs),
        mean_longest=sum(one.longest for one in found) / max(1, len(found)),
        pooled=pooled(found),
    )


def _recites(expected: str, written: str) -> bool:
    """Return whether all the author's words come, but for a last one that may have been cut in two."""
    author, model = ([placed.word for placed in placed_words(text)] for text in (expected, written))
    whole = author[:-1] if len(author) > 1 else author
    return bool(whole) and model[: len(whole)] == whole


def green_coverage(floor: Originality | None) -> float:
    """Return the most that may be copied in green: twice what the author copies, 4 % where that is not known."""
    if floor is None or floor.words < LEAST_FLOOR_WORDS:
        return COVERAGE_UNKNOWN_FLOOR
    return min(2 * max(floor.coverage, LEAST_FLOOR), COVERAGE_AMBER)


def copy_limit(floor: Originality, base: float, words: int, factor: float = 2.0) -> float:
    """Return the share of copied words in a prefix test from which a model recites.

    It may copy `factor` times as much as the author's own held-out text does, on top of what the base copied before it
    learnt anything. In the few words of a test a single phrase weighs heavily: what chance makes of that share in
    `words` words, three times in two thousand at most, is allowed for. No more than all words can be copied.
    """
    own = max(floor.coverage, LEAST_FLOOR if floor.words >= LEAST_FLOOR_WORDS else COVERAGE_UNKNOWN_FLOOR / 2)
    share = base + factor * own
    # Words are copied by spans, and spans are rare and independent: the variance of their number is their number.
    return min(1.0, share + 3 * sqrt(share * SPAN / max(1, words)))


def output_verdict(found: Originality, floor: Originality | None = None) -> Verdict:
    """Judge answers to held-out briefs by their copied share and their longest copied span; the worse one counts."""
    coverage = graded(found.coverage, green_coverage(floor), COVERAGE_AMBER)
    return worst(coverage, graded(found.longest, SPAN_GREEN, SPAN_AMBER))


def prefix_verdict(styled: PrefixTest, base: PrefixTest | None = None) -> Verdict:
    """Judge the styled model's prefix test; what the base recites too was not learnt here."""
    already = base.rate if base else 0.0
    longest = graded(styled.mean_longest, PREFIX_LONGEST, float("inf"))
    return worst(graded(styled.rate, already, already + PREFIX_AMBER), longest)
