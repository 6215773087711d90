"""Style distance (Cosine Delta), and the style gap closed.

The distance is Cosine Delta (Smith and Aldridge 2011; Evert et al. 2017), the angle between z-scored word rates:
D(T, A) = 1 - cos(z(T), z(A)). It is 0 for the same style, about 1 for another author's, and falls as a sample grows:
samples are only compared when cut to the same number of words. Single passages are never judged; they are pooled
(Eder 2015: about 5,000 words are needed). It measures habits, not quality.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from styles.language.words import folded_words
from styles.measures.intervals import Interval, draws
from styles.measures.reference import Reference, Vector

POOLED_WORDS = 5_000
"""What a sample is cut to: the size at which the distance was calibrated."""
TRIALS = 200
"""Random trials of the General Imposters."""
_TINY = 1e-12
"""Least length of a vector: keeps a text without any culled word from dividing by zero."""


@dataclass(frozen=True)
class Attribution:
    """The nearest style among the author and the reference authors."""

    rank: int
    """The author's rank; 1 is the nearest."""
    candidates: int
    """How many there are, the author among them."""
    distance: float
    """To the author."""
    nearest: str
    """The nearest reference author."""
    margin: float
    """How much farther that one is than the author; below 0 where that one is nearer."""


@dataclass(frozen=True, eq=False)
class StyleGaps:
    """Distances of base, systems and held-out text to the author."""

    words: int
    """How many words of each sample were pooled."""
    distances: Mapping[str, float]
    """By sample: `BASE`, `HUMAN` and the names of the systems."""
    replicas: Mapping[str, Vector]
    """The same distances in each bootstrap sample."""

    def distance(self, name: str) -> Interval:
        """Return a sample's distance to the author."""
        return Interval.of(self.distances[name], self.replicas[name])

    @property
    def measurable(self) -> bool:
        """Whether the base is surely farther than the author's own text.

        Else there is no gap to close.
        """
        return bool(np.mean(self.replicas[BASE] <= self.replicas[HUMAN]) < 0.025)

    def closed(self, name: str) -> Interval | None:
        """Return the style gap closed, or None without a gap.

        G = (D_base - D_system) / (D_base - D_human). It is 0 for the base, 1 for the author's own new text, and above 1
        for a caricature.
        """
        if not self.measurable:
            return None
        return Interval.of(_closed(self.distances, name).item(), _closed(self.replicas, name))

    def lead(self, name: str, over: str) -> Interval | None:
        """Return how much more gap one system closes, or None."""
        if not self.measurable:
            return None
        value, replicas = (_closed(each, name) - _closed(each, over) for each in (self.distances, self.replicas))
        return Interval.of(value.item(), replicas)


BASE, HUMAN = "base", "human"
"""The two ends of the gap."""


def _closed(distances: Mapping[str, float] | Mapping[str, Vector], name: str) -> Vector:
    base, human, system = (np.asarray(distances[each]) for each in (BASE, HUMAN, name))
    return np.asarray((base - system) / (base - human))


def distances(rates: Vector, author: Vector, reference: Reference) -> Vector:
    """Return the Cosine Delta of each row of rates to the author.

    A row without any measured word is at 1.
    """
    styles, own = reference.style(np.atleast_2d(rates)), reference.style(author)
    lengths = np.linalg.norm(styles, axis=1) * np.linalg.norm(own)
    cosines: Vector = styles @ own / np.maximum(lengths, _TINY)
    return 1 - cosines


def distance(rates: Vector, author: Vector, reference: Reference) -> float:
    """Return the Cosine Delta between two rates."""
    return float(distances(rates, author, reference)[0])


def style_gaps(
    samples: Mapping[str, Sequence[str]], author: Vector, reference: Reference, most_words: int = POOLED_WORDS
) -> StyleGaps:
    """Return the style gaps of base, held-out text and systems.

    `samples` are passages by name: `BASE`, `HUMAN` (the author's held-out text) and the systems. `author` are the rates
    of the text that was trained on. All samples are cut to equal pooled word counts. The bootstrap draws passages;
    samples with equally many are taken for answers to the same prompts, and drawn alike.
    """
    cut, words = cut_alike(
        {name: [folded_words(text) for text in texts] for name, texts in samples.items()}, most_words
    )
    drawn: dict[int, Vector] = {}
    gaps, replicas = {}, {}
    for name, passages in cut.items():
        counts = np.array([reference.counts(passage) for passage in passages])
        lengths = np.array([len(passage) for passage in passages], dtype=np.float64)
        count = len(passages)
        times = drawn.setdefault(count, draws(count))
        gaps[name] = distance(counts.sum(axis=0) / words, author, reference)
        replicas[name] = distances(times @ counts / (times @ lengths)[:, None], author, reference)
    return StyleGaps(words, gaps, replicas)


def cut_alike(
    samples: Mapping[str, Sequence[Sequence[str]]], most_words: int
) -> tuple[dict[str, list[Sequence[str]]], int]:
    """Return samples cut to equal word totals, with that total.

    Each passage keeps the same share of its words, from its start, so that no prompt is lost; empty ones go.
    """
    filled = {name: [passage for passage in passages if passage] for name, passages in samples.items()}
    least = min(sum(map(len, passages)) for passages in filled.values())
    if not least:
        raise ValueError("A sample without words has no style.")
    words = min(least, most_words)
    return {name: _cut(passages, words) for name, passages in filled.items()}, words


def _cut(passages: Sequence[Sequence[str]], words: int) -> list[Sequence[str]]:
    ends = [0, *accumulate(map(len, passages))]
    kept = [end * words // ends[-1] for end in ends]
    return [
        passage[: last - first] for passage, (first, last) in zip(passages, pairwise(kept), strict=True) if last > first
    ]


def attribution(sample: Vector, author: Vector, reference: Reference) -> Attribution:
    """Return the author's rank by distance to the sample.

    All three are given as rates. An author with little text is judged fairly by `reference.known_from` as many words.
    """
    own = distance(sample, author, reference)
    others = {name: distance(sample, rates, reference) for name, rates in reference.authors.items()}
    nearest = min(others, key=lambda name: others[name])
    rank = 1 + sum(other < own for other in others.values())
    return Attribution(rank, len(others) + 1, own, nearest, others[nearest] - own)


def verified(sample: Vector, author: Vector, reference: Reference, trials: int = TRIALS) -> float:
    """Return the share of trials with the author nearest.

    The General Imposters (Koppel and Winter 2014; Kestemont et al. 2016): each trial draws half of the words and half
    of the reference authors. Near 1 it is the author's style, near 0 it is not; between .2 and .8 it stays open.
    """
    rng = np.random.default_rng(0)
    others = np.array(list(reference.authors.values()))
    candidates = reference.style(np.vstack([author, others]))
    styled = reference.style(sample)
    won = 0
    for _ in range(trials):
        words = rng.choice(len(styled), len(styled) // 2, replace=False)
        imposters = 1 + rng.choice(len(others), (len(others) + 1) // 2, replace=False)
        rows = candidates[np.append(0, imposters)][:, words]
        cosines = rows @ styled[words] / np.maximum(np.linalg.norm(rows, axis=1), _TINY)
        won += bool(np.argmax(cosines) == 0)
    return won / trials
