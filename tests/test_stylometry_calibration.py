"""On real works that were held out, the style distance knows the author; a small version of the benchmark."""

from pathlib import Path

import pytest

from styles.measures.fingerprint import fingerprint
from styles.measures.reference import Reference
from styles.profiles import reference as shipped
from styles.profiles.make import MeasuredWork, passages
from tests.benchmarks.stylometry_calibration import Fold, auc, drawn, folds, rates, recognition, ruler

WORKS = {
    "en": {
        "austen": ("emma", "persuasion"),
        "dickens": ("david_copperfield", "great_expectations"),
        "doyle": ("adventures_of_sherlock_holmes", "the_hound_of_the_baskervilles"),
        "joyce": ("ulysses", "dubliners"),
        "melville": ("moby_dick", "white_jacket"),
        "poe": ("short_fiction", "arthur_gordon_pym"),
        "twain": ("a_connecticut_yankee", "adventures_of_tom_sawyer"),
        "woolf": ("night_and_day", "to_the_lighthouse"),
    },
    "ru": {
        "dostoevsky": ("idiot", "prestuplenie_i_nakazanie"),
        "gorky": ("foma_gordeev", "mat"),
        "pushkin": ("kapitanskaya_dochka", "dubrovskij"),
        "tolstoy": ("anna_karenina", "voskresenie"),
    },
}
"""By author: the work that is learnt from, and the one that is held out."""


def fold(corpora: Path, language: str) -> Fold:
    reference = shipped(language)
    assert reference

    def read(author: str, name: str) -> list[tuple[str, ...]]:
        text = (corpora / "authors" / language / author / f"{name}.txt").read_text("utf-8")
        return list(passages([text], 200))

    learnt = {author: rates(read(author, work), reference) for author, (work, _) in WORKS[language].items()}
    held_out = {author: read(author, work) for author, (_, work) in WORKS[language].items()}
    return Fold(Reference(language, reference.words, reference.mean, reference.deviation, learnt), held_out)


@pytest.mark.corpora
@pytest.mark.slow
@pytest.mark.parametrize(("language", "least"), [("en", 0.98), ("ru", 0.99)])
def test_held_out_works_are_known_and_the_gap_closed_rises_from_0_to_1(
    corpora: Path, language: str, least: float
) -> None:
    one = fold(corpora, language)
    found = recognition([one], 5_000, draws=6, trials=20)
    assert found.auc >= least
    assert found.first >= 0.85
    assert found.verified_own - found.verified_others > 0.5  # the Russian imposters are only three
    rows = ruler([one], 5_000, draws=3)
    closed = [row.closed for row in rows]
    assert closed == sorted(closed)
    assert abs(closed[0]) < 0.1
    assert abs(closed[-1] - 1) < 0.1


def test_the_area_under_the_curve_counts_pairs() -> None:
    assert auc([0.1, 0.2], [0.3, 0.4]) == 1
    assert auc([0.5], [0.3, 0.5, 0.7, 0.9]) == (0.5 + 2) / 4
    assert auc([1.0], [0.5]) == 0


def test_a_novel_in_volumes_is_held_out_as_one() -> None:
    def work(author: str, name: str, count: int) -> MeasuredWork:
        return MeasuredWork(author, name, fingerprint([], "en"), ((f"{author}", name[:3]),) * count)

    found = [work("ann", "Sea1.txt", 60), work("ann", "Sea2.txt", 50), work("ann", "Hill.txt", 90)]
    short = [work("bob", "Lake.txt", 20), work("bob", "Road.txt", 300)]
    first, second = folds([*found, *short], "en", most=2)
    assert {name: len(passages) for name, passages in first.held_out.items()} == {"ann": 110}
    assert {name: len(passages) for name, passages in second.held_out.items()} == {"ann": 90}
    assert set(first.reference.authors) == {"ann", "bob"}


def test_draws_are_by_chance_and_the_same_again() -> None:
    letters = [[letter] for letter in "abcdefgh"]
    assert drawn(letters, 4, seed=1) == drawn(letters, 4, seed=1)
    assert drawn(letters, 8, seed=1) != letters
    assert sorted(drawn(letters, 8, seed=1)) == letters
