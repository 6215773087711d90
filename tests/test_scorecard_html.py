"""The scorecard on the page: cards that say their verdict in words, a plot that can be read without sight."""

import re
from html import unescape

import pytest

from tests.scorecards import toy_scorecard, toy_strength, toy_style
from trainer.scorecard.scorecard import STRENGTHS
from ui.html import scorecard
from ui.strings.strings import ENGLISH, RUSSIAN


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_four_cards_show_number_sentence_and_verdict(t) -> None:
    drawn = scorecard.cards(toy_scorecard(), t)
    assert drawn.count("<article") == 4
    assert drawn.count('class="score green"') == 3
    assert drawn.count('class="score unknown"') == 1
    assert drawn.count('class="score-verdict"') == 4


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_the_plot_says_in_words_what_it_draws(t) -> None:
    drawn = scorecard.tradeoff(toy_scorecard(), t)
    label = unescape(re.search(r'aria-label="([^"]+)"', drawn)[1])
    assert label.count("KL") == len(STRENGTHS)
    assert drawn.count('class="own"') == len(STRENGTHS)
    assert drawn.count('class="chosen"') == 1
    assert drawn.count("<tr>") == len(STRENGTHS) + 1


def test_every_point_and_its_interval_stand_within_the_plot() -> None:
    card = toy_scorecard(strengths=(toy_strength(0.5, -0.6, 0.01), toy_strength(1.5, 1.8, 0.4)), recommended=None)
    drawn = scorecard.tradeoff(card, ENGLISH)
    numbers = [float(number) for number in re.findall(r' (?:cx|cy|x1|x2|y1|y2)="([-\d.]+)"', drawn)]
    assert numbers
    assert all(0 <= number <= 420 for number in numbers)
    assert 'class="chosen"' not in drawn


def test_without_a_gap_there_is_a_sentence_instead_of_a_plot() -> None:
    drawn = scorecard.tradeoff(toy_scorecard(strengths=()), ENGLISH)
    assert "<svg" not in drawn
    assert ENGLISH.tradeoff_none in drawn


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_the_details_show_every_column_and_leave_out_what_was_not_measured(t) -> None:
    full = scorecard.details(toy_scorecard(), t)
    for name in t.score_columns.values():
        assert full.count(name) >= 2
    less = scorecard.details(toy_scorecard(style=None, originality=None, own=None, others=None), t)
    assert less.count("<dt>") < full.count("<dt>")
    assert t.score_kl in less


def test_an_interval_that_is_not_known_is_a_dash() -> None:
    assert scorecard.interval(None, 2, ENGLISH) == "–"
    assert scorecard.interval(toy_style().styled, 2, RUSSIAN) == "0,75 (0,70 … 0,80)"
