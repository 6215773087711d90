"""Does the style distance know the author, and is the style gap closed a fair ruler?

`python -m tests.benchmarks.stylometry_calibration --corpora ../shared/corpora`. Whole works are held out, another one
of each author in each fold; samples are random passages of them, pooled. The reference is measured on the works that
are left. Three tables: whether a sample is nearer to its own author than to others; the gap closed by a sample in
which the author's share rises, the rest being another author's, who is the base; and how the interval does.
"""

import argparse
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from statistics import fmean

import numpy as np

from styles.measures.reference import PASSAGE, Reference, Vector
from styles.measures.stylometry import BASE, HUMAN, attribution, distance, style_gaps, verified
from styles.profiles.make import LANGUAGES, MeasuredWork, measure_works, reference_of

Passages = Sequence[Sequence[str]]

SIZES = (1_000, 2_000, 5_000, 10_000)
SHARES = (0.0, 0.25, 0.5, 0.75, 1.0)
LEAST_TRAIN, LEAST_HELD_OUT = 75, 50
"""Passages of an author: those with fewer are distractors only."""
_VOLUME = re.compile(r"(?:\d|_ver\d)+(?=\.txt$)")


@dataclass(frozen=True)
class Fold:
    """One way of holding out works."""

    reference: Reference
    held_out: dict[str, Passages]
    """By author: passages of a work that the reference has not seen."""


@dataclass(frozen=True)
class Recognition:
    """How well samples of one size are told apart."""

    size: int
    samples: int
    first: float
    """The share of samples whose own author is the nearest of all."""
    auc: float
    """The chance that a sample is nearer to its own author than another sample is to another author."""
    own: float
    """The mean distance to the own author."""
    others: float
    verified_own: float
    """The mean share of won trials of the General Imposters, for the own author."""
    verified_others: float


@dataclass(frozen=True)
class Ruler:
    """What the style gap closed says of a sample with a known share of the author's."""

    share: float
    distance: float
    closed: float
    """The mean over samples."""
    low: float
    """The mean lower end of the interval."""
    high: float
    measured: int
    """In how many samples there was a gap."""


def folds(found: Sequence[MeasuredWork], language: str, most: int = 3) -> Iterator[Fold]:
    """Yield ways of holding out one work of each author, a novel in volumes being one work."""
    by_author = {author: _whole_works(list(works)) for author, works in groupby(found, key=lambda work: work.author)}
    for number in range(most):
        train, held_out = [], {}
        for author, wholes in by_author.items():
            chosen = wholes[number % len(wholes)]
            rest = [work for whole in wholes if whole is not chosen for work in whole]
            passages = [passage for work in chosen for passage in work.passages]
            enough = sum(len(work.passages) for work in rest) >= LEAST_TRAIN and len(passages) >= LEAST_HELD_OUT
            if enough and number < len(wholes):
                held_out[author] = passages
            train += rest if enough else [work for whole in wholes for work in whole]
        yield Fold(reference_of(language, train, left_out=()), held_out)


def _whole_works(works: Sequence[MeasuredWork]) -> list[list[MeasuredWork]]:
    wholes: dict[str, list[MeasuredWork]] = {}
    for work in works:
        wholes.setdefault(_VOLUME.sub("", work.name), []).append(work)
    return list(wholes.values())


def drawn(passages: Passages, count: int, seed: int) -> list[Sequence[str]]:
    """Return random passages, the same for the same seed."""
    return [passages[place] for place in np.random.default_rng(seed).permutation(len(passages))[:count]]


def rates(passages: Passages, reference: Reference) -> Vector:
    """Return the rates of passages together."""
    counts: Vector = np.sum([reference.counts(passage) for passage in passages], axis=0)
    return counts / sum(map(len, passages))


def auc(own: Sequence[float], others: Sequence[float]) -> float:
    """Return the chance that an own distance is smaller than another; ties count half (Mann and Whitney 1947)."""
    ordered = np.sort(others)
    above = len(ordered) - np.searchsorted(ordered, own, "right")
    ties = np.searchsorted(ordered, own, "right") - np.searchsorted(ordered, own, "left")
    return float(np.mean(above + ties / 2) / len(ordered))


def recognition(every: Sequence[Fold], size: int, draws: int, trials: int = 50) -> Recognition:
    """Return how well samples of so many words are told apart."""
    own, others, first, won, lost = [], [], [], [], []
    for fold in every:
        for author, passages in fold.held_out.items():
            if len(passages) < size // PASSAGE:
                continue
            everyone = fold.reference.authors
            rest = fold.reference.without(author)
            for seed in range(draws):
                sample = rates(drawn(passages, size // PASSAGE, seed), fold.reference)
                found = attribution(sample, everyone[author], rest)
                own.append(found.distance)
                first.append(found.rank == 1)
                others += [distance(sample, rest.authors[other], rest) for other in rest.authors]
                if trials:
                    stranger = sorted(rest.authors)[seed % len(rest.authors)]
                    won.append(verified(sample, everyone[author], rest, trials))
                    lost.append(verified(sample, everyone[stranger], fold.reference.without(stranger), trials))
    means = [fmean(values) if values else float("nan") for values in (own, others, won, lost)]
    return Recognition(size, len(own), float(np.mean(first)), auc(own, others), *means)


def ruler(every: Sequence[Fold], size: int, draws: int) -> list[Ruler]:
    """Return the gap closed by mixtures of an author and the next one, who is the base.

    The author's held-out passages are parted: one half is the author's own text, mixtures are made of the other.
    """
    found: dict[float, list[tuple[float, ...]]] = {share: [] for share in SHARES}
    samples = 0
    count = size // PASSAGE
    for fold in every:
        rich = [author for author, passages in fold.held_out.items() if len(passages) >= 2 * count]
        for author, other in zip(rich, rich[1:] + rich[:1], strict=True):
            author_rates, reference = fold.reference.authors[author], fold.reference.without(author)
            for seed in range(draws):
                samples += 1
                mine = drawn(fold.held_out[author], 2 * count, seed)
                theirs = drawn(fold.held_out[other], 2 * count, seed)
                texts = {
                    f"{share}": mine[count : count + round(share * count)] + theirs[count + round(share * count) :]
                    for share in SHARES
                }
                passages_of = {BASE: theirs[:count], HUMAN: mine[:count], **texts}
                cut = {name: _texts(passages) for name, passages in passages_of.items()}
                gaps = style_gaps(cut, author_rates, reference, size)
                for share in SHARES:
                    closed = gaps.closed(f"{share}")
                    if closed:
                        found[share].append((gaps.distances[f"{share}"], closed.value, closed.low, closed.high))
    return [Ruler(share, *np.mean(rows, axis=0).tolist(), len(rows)) for share, rows in found.items()]


def _texts(passages: Passages) -> list[str]:
    return [" ".join(passage) for passage in passages]


def main() -> None:
    """Print the tables of both languages."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--languages", nargs="+", choices=LANGUAGES, default=list(LANGUAGES))
    parser.add_argument("--draws", type=int, default=6, help="samples of each author in each fold")
    options = parser.parse_args()
    for language in options.languages:
        every = list(folds(measure_works(options.corpora, language), language))
        print(
            f"\n{language}: {len({name for fold in every for name in fold.held_out})} authors, {len(every)} folds, ",
            end="",
        )
        print(f"{len(every[0].reference.authors)} reference authors")
        print("\n| words | samples | own author nearest | AUC | D own | D others | verified: own | others |")
        print("|---|---|---|---|---|---|---|---|")
        for size in SIZES:
            one = recognition(every, size, options.draws)
            print(
                f"| {size:,} | {one.samples} | {one.first:.2f} | {one.auc:.3f} | {one.own:.2f} | {one.others:.2f} | "
                f"{one.verified_own:.2f} | {one.verified_others:.2f} |",
                flush=True,
            )
        print("\n| author's share | D | G | mean interval | samples |\n|---|---|---|---|---|")
        for row in ruler(every, 5_000, options.draws):
            print(
                f"| {row.share:.2f} | {row.distance:.3f} | {row.closed:.2f} | {row.low:.2f} to {row.high:.2f} | "
                f"{row.measured} |",
                flush=True,
            )


if __name__ == "__main__":
    main()
