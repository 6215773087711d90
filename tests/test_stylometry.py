"""The style distance finds the author, and the gap closed reads 0 for the base and 1 for the author."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from styles.measures.intervals import Interval
from styles.measures.reference import Reference
from styles.measures.stylometry import (
    BASE,
    HUMAN,
    StyleGaps,
    attribution,
    cut_alike,
    distance,
    distances,
    style_gaps,
    verified,
)
from styles.profiles import reference as shipped
from styles.profiles.make import passages

WORDS = [first + second for first in "abcdefgh" for second in "klmnop"]
AUTHORS = ("ann", "bob", "cid", "dot", "eve", "fay")


def toy_passages(author: str, count: int, seed: int = 0) -> list[str]:
    """Return passages of 100 words in an author's own proportions."""
    proportions = np.random.default_rng(list(author.encode())).dirichlet(np.full(len(WORDS), 8))
    rng = np.random.default_rng([seed, *author.encode()])
    return [" ".join(rng.choice(WORDS, 100, p=proportions)) for _ in range(count)]


@pytest.fixture(scope="module")
def toy() -> Reference:
    """A reference of six toy authors."""
    return Reference.of("en", {author: [text.split() for text in toy_passages(author, 75)] for author in AUTHORS})


def rates(toy: Reference, author: str, seed: int = 1) -> np.ndarray:
    return toy.rates(toy_passages(author, 40, seed))


def test_the_distance_is_an_angle(toy: Reference) -> None:
    ann = toy.authors["ann"]
    assert distance(ann, ann, toy) == pytest.approx(0)
    assert distance(toy.mean - (ann - toy.mean), ann, toy) == pytest.approx(2)
    assert distance(toy.mean, ann, toy) == 1
    assert distance(toy.mean + 3 * (ann - toy.mean), ann, toy) == pytest.approx(0)
    assert distances(np.array([ann, toy.mean]), ann, toy) == pytest.approx([0, 1])


@given(st.lists(st.floats(0, 0.1), min_size=len(WORDS), max_size=len(WORDS)))
def test_the_distance_is_the_same_both_ways_and_never_beyond_two(toy: Reference, numbers: list[float]) -> None:
    found, ann = np.array(numbers), toy.authors["ann"]
    assert -1e-9 <= distance(found, ann, toy) <= 2 + 1e-9
    assert distance(found, ann, toy) == pytest.approx(distance(ann, found, toy))


@pytest.mark.parametrize("author", AUTHORS)
def test_a_sample_is_attributed_to_its_author(toy: Reference, author: str) -> None:
    others = toy.without(author)
    found = attribution(rates(toy, author), toy.authors[author], others)
    assert (found.rank, found.candidates) == (1, len(AUTHORS))
    assert found.margin > 0.2
    assert found.nearest in others.authors
    assert verified(rates(toy, author), toy.authors[author], others) == 1


def test_a_sample_of_somebody_else_is_not_the_authors(toy: Reference) -> None:
    others = toy.without("ann")
    found = attribution(rates(toy, "bob"), toy.authors["ann"], others)
    assert found.rank > 1
    assert found.nearest == "bob"
    assert found.margin < 0
    assert verified(rates(toy, "bob"), toy.authors["ann"], others) < 0.7
    assert verified(rates(toy, "bob"), toy.authors["ann"], toy.without("ann", "cid", "dot", "eve", "fay")) == 0


def gaps_of(toy: Reference, **systems: list[str]) -> StyleGaps:
    base, human = toy_passages("bob", 24, 1), toy_passages("ann", 24, 2)
    return style_gaps({BASE: base, HUMAN: human, **systems}, toy.authors["ann"], toy.without("ann"))


def test_the_gap_closed_rises_with_the_authors_share(toy: Reference) -> None:
    ann, bob = toy_passages("ann", 24, 3), toy_passages("bob", 24, 4)
    found = gaps_of(toy, **{f"{count}": ann[:count] + bob[count:] for count in (0, 6, 12, 18, 24)})
    closed = [found.closed(f"{count}") for count in (0, 6, 12, 18, 24)]
    values = [one.value for one in closed if one]
    assert values == sorted(values)
    assert [one and one.low <= end <= one.high for one, end in zip(closed[::4], (0, 1), strict=True)] == [True, True]
    assert all(one and one.low < one.value < one.high for one in closed)
    assert found.words == 2_400


def test_the_base_itself_has_closed_nothing_and_the_author_everything(toy: Reference) -> None:
    found = gaps_of(toy, styled=toy_passages("bob", 24, 1), shown=toy_passages("ann", 24, 2))
    assert found.closed("styled") == Interval(0, 0, 0)
    assert found.closed("shown") == Interval(1, 1, 1)
    assert found.lead("shown", over="styled") == Interval(1, 1, 1)
    assert found.distance("shown") == found.distance(HUMAN)
    assert found.distance("styled") == found.distance(BASE)


def test_a_base_that_already_writes_like_the_author_leaves_no_gap(toy: Reference) -> None:
    own = [toy_passages("ann", 24, seed) for seed in (1, 2, 3)]
    found = style_gaps({BASE: own[0], HUMAN: own[1], "styled": own[2]}, toy.authors["ann"], toy.without("ann"))
    assert not found.measurable
    assert found.closed("styled") is found.lead("styled", over=BASE) is None


def test_the_same_passages_give_the_same_numbers(toy: Reference) -> None:
    styled = toy_passages("cid", 20, 5)
    assert gaps_of(toy, styled=styled).closed("styled") == gaps_of(toy, styled=styled).closed("styled")


def test_samples_are_compared_at_equal_length_and_lose_no_passage() -> None:
    long, short = [["a"] * 300, ["b"] * 100], [["c"] * 50, [], ["d"] * 50]
    cut, words = cut_alike({"long": long, "short": short}, 5_000)
    assert words == 100
    assert cut == {"long": [["a"] * 75, ["b"] * 25], "short": [["c"] * 50, ["d"] * 50]}
    assert cut_alike({"long": long, "short": short}, 40)[1] == 40


@given(st.lists(st.lists(st.integers(0, 30), min_size=1), min_size=1, max_size=4), st.integers(1, 200))
def test_whatever_the_lengths_all_samples_have_the_same(lengths: list[list[int]], most: int) -> None:
    samples = {str(name): [["a"] * length for length in row] for name, row in enumerate(lengths)}
    if not all(map(sum, lengths)):
        with pytest.raises(ValueError, match="without words"):
            cut_alike(samples, most)
        return
    cut, words = cut_alike(samples, most)
    assert {sum(map(len, passages)) for passages in cut.values()} == {words}
    assert words == min(most, *map(sum, lengths))


def test_the_shipped_reference_serves_all_measures_of_a_scorecard() -> None:
    reference = shipped("en")
    assert reference
    rng = np.random.default_rng(0)
    base, human, few_shot, styled = ([" ".join(rng.choice(reference.words, 250)) for _ in range(24)] for _ in range(4))
    author = reference.rates([" ".join(rng.choice(reference.words, 100_000))])
    found = style_gaps({BASE: base, HUMAN: human, "few_shot": few_shot, "styled": styled}, author, reference)
    for sample in (base, human, few_shot, styled):
        attribution(reference.rates(sample), author, reference)
        verified(reference.rates(sample), author, reference)
    assert found.words == 5_000


WORKS = {
    "en": ("poe/arthur_gordon_pym.txt", "poe/short_fiction.txt", "austen/persuasion.txt"),
    "ru": ("gorky/foma_gordeev.txt", "gorky/mat.txt", "tolstoy/semejnoe_schastie.txt"),
}
"""What is learnt from, another work of the same author, and what a base would write."""


@pytest.mark.corpora
@pytest.mark.parametrize("language", WORKS)
def test_on_real_works_the_gap_is_0_for_another_author_and_1_for_the_authors_other_work(
    corpora: Path, language: str
) -> None:
    reference = shipped(language)
    assert reference
    learnt, own, other = (
        [
            " ".join(words)
            for words in passages((corpora / "authors" / language / name).read_text("utf-8").split("\n"), 110)
        ]
        for name in WORKS[language]
    )
    author = reference.rates(learnt)
    mixed = {f"{count}": own[1:100:4][:count] + other[1:100:4][count:] for count in (0, 12, 25)}
    found = style_gaps({BASE: other[0:100:4], HUMAN: own[0:100:4], **mixed}, author, reference)
    none, half, whole = (found.closed(name) for name in mixed)
    assert none
    assert half
    assert whole
    assert none.low <= 0 <= none.high < 0.7
    assert 0.5 < whole.low <= 1 <= whole.high
    assert none.value < half.value < whole.value
    sample = reference.rates(own)
    assert attribution(sample, author, reference).rank == 1
    assert verified(sample, author, reference) > 0.9
    assert verified(reference.rates(other), author, reference) < 0.1
