"""Answers are pooled by passage, and the gap reads 0 for the base's own answers and 1 for the author's."""

import numpy as np

from styles.measures.reference import Reference
from tests.test_stylometry import AUTHORS, toy_passages
from trainer.scorecard.answered_prompts import AnsweredPrompt
from trainer.scorecard.pooled_answers import AuthorStyle, Pools, style_gap

REFERENCE = Reference.of("en", {author: [text.split() for text in toy_passages(author, 75)] for author in AUTHORS})


def author() -> AuthorStyle:
    return AuthorStyle(REFERENCE.without("ann"), REFERENCE.rates(toy_passages("ann", 60, seed=2)), 6_000)


def pools(styled: str, few_shot: str = "bob", rounds: int = 1) -> Pools:
    """Held-out passages of Ann's; the base writes like Bob, the others as they are told to."""
    passages = toy_passages("ann", 24, seed=3)

    def answer(who: str, number: int) -> str:
        return toy_passages(who, 24 * rounds, seed=4)[number]

    answered = [
        AnsweredPrompt(
            number,
            "about",
            passages[number % 24],
            {"base": answer("bob", number), "few_shot": answer(few_shot, number), "styled": answer(styled, number)},
        )
        for number in range(24 * rounds)
    ]
    return Pools(answered)


def test_the_gap_is_nothing_for_the_bases_answers_and_whole_for_the_authors() -> None:
    none, whole = (style_gap(author(), pools(who)) for who in ("bob", "ann"))
    assert none is not None
    assert whole is not None
    assert none.styled is not None
    assert none.styled.value == 0
    assert whole.styled is not None
    assert whole.styled.low > 0.6
    assert whole.lead is not None
    assert whole.lead.low > 0.5
    assert (none.rank > 1, whole.rank) == (True, 1)


def test_several_answers_to_one_passage_are_drawn_together() -> None:
    twice = pools("ann", rounds=2)
    found = style_gap(author(), twice)
    assert found is not None
    assert (found.passages, found.answers) == (24, 2)
    assert len(twice.columns["styled"]) == 24
    assert len(set(twice.human)) == 24


def test_all_columns_are_cut_to_the_same_number_of_words() -> None:
    found = style_gap(author(), pools("ann", rounds=3))
    assert found is not None
    assert found.words == 2_400


def test_a_column_that_has_said_nothing_has_no_style() -> None:
    answered = [AnsweredPrompt(0, "about", "a b c", {"base": "a", "few_shot": "b", "styled": "…"})]
    silent = Pools(answered)
    assert style_gap(author(), silent) is None
    assert silent.gap_of({0: ""}, author(), 100) is None


def test_the_gap_of_other_answers_is_measured_on_the_same_passages() -> None:
    asked = pools("ann")
    found = asked.gap_of({one.number: one.answers["styled"] for one in asked.answered}, author(), 2_400)
    assert found is not None
    assert found.value == style_gap(author(), pools("ann")).styled.value  # type: ignore[union-attr]
    assert np.isfinite([found.low, found.high]).all()
