"""Verbatim copying from the training text: spans, shares and verdicts.

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
"""Of the prefix test: the mean longest span that is green, and by how much more than the base may be memorized in
amber."""
_MOST_POSITIONS = 1_000
"""A refrain that the training text has more often is looked up at its first positions only."""

_Positions = NDArray[np.int64]


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
class CopiedText:
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
        """Share of words in copied spans; 0 for no words."""
        return self.copied / self.words if self.words else 0.0

    @property
    def longest_span(self) -> CopiedSpan | None:
        """Longest copied span, the first among equals."""
        return max(self.spans, key=lambda span: span.words, default=None)

    @property
    def worth_showing(self) -> tuple[CopiedSpan, ...]:
        """Spans with at least `WORTH_SHOWING` words."""
        return tuple(span for span in self.spans if span.words >= WORTH_SHOWING)


@dataclass(frozen=True)
class PrefixTest:
    """Continuations of the first words of training passages, measured."""

    tested: int
    exact: int
    """How many continuations are word for word those of the author."""
    mean_longest: float
    """The longest copied span of a continuation, on average."""
    pooled: CopiedText
    """All continuations together against the training text."""

    @property
    def rate(self) -> float:
        """Share of memorized passages; 0 without any."""
        return self.exact / self.tested if self.tested else 0.0


class TrainingText:
    """Index of the training passages for copied spans, 24 bytes/word."""

    def __init__(self, passages: Iterable[str], documents: Sequence[str] = ()) -> None:
        """Index the passages; `documents` names the source of each."""
        self._documents = tuple(documents)
        hashes: list[Hashes] = []
        starts: list[_Positions] = []
        borders = [0]
        for passage in passages:
            tokens = [placed.word for placed in placed_words(passage)]
            own = windows(numbered(tokens), SPAN)
            hashes.append(own)
            starts.append(np.arange(len(own)) + borders[-1])
            borders.append(borders[-1] + len(tokens))
        every = np.concatenate(hashes or [np.empty(0, np.uint64)])
        order = np.argsort(every, kind="stable")
        self._hashes = every[order]
        self._starts = np.concatenate(starts or [np.empty(0, np.int64)])[order]
        self._borders = np.asarray(borders)

    def compare(self, text: str, question: str = "") -> CopiedText:
        """Return the copied spans of a text.

        Five words in a row that are in the question too are not held against it.
        """
        placed = list(placed_words(text))
        own = windows(numbered([word.word for word in placed]), SPAN)
        in_question = windows(numbered([word.word for word in placed_words(question)]), SPAN)
        begins, ends, positions = _maximal(*self._pairs(own, ~np.isin(own, in_question)))
        # Halves and quarters of words add up without rounding.
        total = np.concatenate([[0.0], np.cumsum([word.weight for word in placed])])
        words = total[ends] - total[begins]
        long = words >= SPAN
        covered = np.zeros(len(placed) + 1, np.int64)
        np.add.at(covered, begins[long], 1)
        np.add.at(covered, ends[long], -1)
        copied = np.diff(total)[np.cumsum(covered)[:-1] > 0].sum()
        spans = tuple(self._spans(placed, begins[long], ends[long], words[long], positions[long]))
        return CopiedText(
            words=round(total[-1]),
            copied=round(copied),
            longest=max((span.words for span in spans), default=0),
            spans=spans,
        )

    def _pairs(self, own: Hashes, allowed: NDArray[np.bool_]) -> tuple[_Positions, _Positions]:
        """Return where allowed windows begin in text and training text."""
        low = np.searchsorted(self._hashes, own, "left")
        counts = np.minimum(np.searchsorted(self._hashes, own, "right") - low, _MOST_POSITIONS) * allowed
        begins = np.repeat(np.arange(len(own)), counts)
        within = np.arange(len(begins)) - np.repeat(np.cumsum(counts) - counts, counts)
        return begins, self._starts[np.repeat(low, counts) + within]

    def _spans(
        self,
        placed: Sequence[PlacedWord],
        begins: _Positions,
        ends: _Positions,
        words: NDArray[np.float64],
        positions: _Positions,
    ) -> Iterator[CopiedSpan]:
        passages = np.searchsorted(self._borders, positions, "right") - 1
        for begin, end, count, passage in zip(begins, ends, words, passages, strict=True):
            document = self._documents[passage] if self._documents else ""
            number = self._documents[: passage + 1].count(document) if document else int(passage) + 1
            yield CopiedSpan(placed[begin].begin, placed[end - 1].end, int(count), int(passage), document, number)


def _maximal(begins: _Positions, positions: _Positions) -> tuple[_Positions, _Positions, _Positions]:
    """Return the longest spans from pairs of equal windows: begins, ends, positions.

    None lies within another. Windows of five words at 3, 4, 5 of the text and 70, 71, 72 of the training text give one
    span of seven words, 3 to 10, at 70.
    """
    # Windows one after the other in both texts keep their distance: they are runs on one diagonal.
    diagonals = positions - begins
    order = np.lexsort((begins, diagonals))
    begins, positions, diagonals = begins[order], positions[order], diagonals[order]
    first = np.ones(len(begins), np.bool_)
    first[1:] = (np.diff(diagonals) != 0) | (np.diff(begins) != 1)
    # A run ends where the next begins; the very last wraps round to the first, which always begins one.
    last = np.roll(first, -1)
    begins, ends, positions = begins[first], begins[last] + SPAN, positions[first]
    # By begin, the longest first: a span that ends no farther than one before it lies within that one.
    order = np.lexsort((positions, -ends, begins))
    begins, ends, positions = begins[order], ends[order], positions[order]
    farthest = np.concatenate([[0], np.maximum.accumulate(ends)[:-1]]) if len(ends) else ends
    outside = ends > farthest
    return begins[outside], ends[outside], positions[outside]


def pooled(several: Iterable[CopiedText]) -> CopiedText:
    """Return several results as one, such as an author's own rate."""
    texts = list(several)
    return CopiedText(
        words=sum(text.words for text in texts),
        copied=sum(text.copied for text in texts),
        longest=max((text.longest for text in texts), default=0),
    )


def human_floor(training: TrainingText, held_out: Iterable[str]) -> CopiedText:
    """Return the copying by held-out human texts, as a floor."""
    return pooled(training.compare(text) for text in held_out)


def prefix_test(
    training: TrainingText, continuations: Iterable[tuple[str, str]], prefixes: Sequence[str] = ()
) -> PrefixTest:
    """Return the result for pairs of original and generated continuation.

    Both are cut alike. Where the `prefixes` are given, words that a continuation only takes from its own prefix are not
    held against it.
    """
    pairs = list(continuations)
    given_prefixes = prefixes or [""] * len(pairs)
    results = [training.compare(written, given) for (_, written), given in zip(pairs, given_prefixes, strict=True)]
    return PrefixTest(
        tested=len(pairs),
        exact=sum(_is_memorized(expected, written) for expected, written in pairs),
        mean_longest=sum(result.longest for result in results) / max(1, len(results)),
        pooled=pooled(results),
    )


def _is_memorized(expected: str, written: str) -> bool:
    """Check for all the author's words but a perhaps cut last one."""
    author, model = ([placed.word for placed in placed_words(text)] for text in (expected, written))
    whole = author[:-1] if len(author) > 1 else author
    return bool(whole) and model[: len(whole)] == whole


def green_coverage(floor: CopiedText | None) -> float:
    """Return the highest green share: twice the author's own, or 4 %."""
    if floor is None or floor.words < LEAST_FLOOR_WORDS:
        return COVERAGE_UNKNOWN_FLOOR
    return min(2 * max(floor.coverage, LEAST_FLOOR), COVERAGE_AMBER)


def copy_limit(floor: CopiedText, base: float, words: int, factor: float = 2.0) -> float:
    """Return the share of copied words that counts as memorization.

    It may copy `factor` times as much as the author's own held-out text does, on top of what the base copied before it
    learnt anything. In the few words of a test a single phrase weighs heavily: what chance makes of that share in
    `words` words, three times in two thousand at most, is allowed for. No more than all words can be copied.
    """
    own = max(floor.coverage, LEAST_FLOOR if floor.words >= LEAST_FLOOR_WORDS else COVERAGE_UNKNOWN_FLOOR / 2)
    share = base + factor * own
    # Words are copied by spans, and spans are rare and independent: the variance of their number is their number.
    return min(1.0, share + 3 * sqrt(share * SPAN / max(1, words)))


def output_verdict(copied: CopiedText, floor: CopiedText | None = None) -> Verdict:
    """Return the worse verdict of copied share and longest copied span.

    For answers to held-out prompts. The worse of copied share and longest copied span counts.
    """
    coverage = graded(copied.coverage, green_coverage(floor), COVERAGE_AMBER)
    return worst(coverage, graded(copied.longest, SPAN_GREEN, SPAN_AMBER))


def prefix_verdict(styled: PrefixTest, base: PrefixTest | None = None) -> Verdict:
    """Return the verdict on the styled model's prefix test.

    What the base has memorized too was not learnt here.
    """
    already = base.rate if base else 0.0
    longest = graded(styled.mean_longest, PREFIX_LONGEST, float("inf"))
    return worst(graded(styled.rate, already, already + PREFIX_AMBER), longest)
