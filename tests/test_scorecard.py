"""A scorecard judges by its thresholds, says so in two languages, survives a file, and recommends a strength."""

import json
import string
from dataclasses import replace

import pytest

from styles.measures.intervals import Interval, wilson
from tests.scorecards import (
    about,
    toy_abilities,
    toy_originality,
    toy_scorecard,
    toy_strength,
    toy_style,
)
from trainer.scorecard.figures import LoyaltyChange, Meaning, Refusals, Rules, TooFew
from trainer.scorecard.score_sentences import headlines, remarks
from trainer.scorecard.score_strings import ScoreStrings
from trainer.scorecard.scorecard import HEADLINES, Scorecard, recommended


def test_a_scorecard_survives_a_file_number_for_number() -> None:
    for card in (
        toy_scorecard(),
        toy_scorecard(style=None, originality=None, own=None, others=None, strengths=(), recommended=None),
        toy_scorecard(meaning=Meaning(24, 0.4, 0.45, about(0.05, 0.02), None)),
        toy_scorecard(abilities=toy_abilities(rules=None)),
    ):
        assert Scorecard.from_json(card.to_json()) == card


def test_the_file_names_the_verdicts_for_those_who_read_it() -> None:
    assert json.loads(toy_scorecard().to_json())["verdicts"] == {
        "style": "green",
        "meaning": "unknown",
        "abilities": "green",
        "originality": "green",
    }


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"base": "embedded"}', '"scorecard"'])
def test_what_is_no_scorecard_is_refused(text: str) -> None:
    with pytest.raises((ValueError, TypeError, KeyError)):
        Scorecard.from_json(text)


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "green"),
        ({"styled": about(0.59)}, "amber"),
        ({"lead": about(0.19)}, "amber"),
        ({"styled": Interval(0.04, 0.01, 0.08)}, "amber"),
        ({"styled": Interval(0.04, -0.01, 0.08)}, "red"),
        ({"styled": None, "few_shot": None, "lead": None}, "unknown"),
    ],
)
def test_style_is_green_when_well_closed_and_ahead_and_red_when_it_may_be_none(changes, verdict) -> None:
    assert toy_style(**changes).verdict == verdict


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "green"),
        ({"drift": about(0.03, 0)}, "amber"),
        ({"drift": about(0.06, 0)}, "red"),
        ({"kl": about(0.2, 0)}, "red"),
        ({"rules": Rules(wilson(50, 60), wilson(40, 60), about(16.7, 5))}, "red"),
        ({"rules": None}, "green"),
        ({"loyalty": LoyaltyChange("en", wilson(30, 30), wilson(20, 30), 0)}, "red"),
        ({"loyalty": LoyaltyChange("en", wilson(20, 30), wilson(20, 30), 0)}, "green"),
        ({"loyalty": LoyaltyChange("en", wilson(30, 30), wilson(1, 5), 25)}, "green"),
    ],
)
def test_abilities_are_as_good_as_the_worst_of_what_was_measured(changes, verdict) -> None:
    assert toy_abilities(**changes).verdict == verdict


def test_a_refusal_of_what_the_base_answers_is_red_and_one_that_it_shares_is_not() -> None:
    assert toy_abilities(refusals=Refusals(40, 3, 3, 0)).verdict == "green"
    learnt = toy_scorecard(abilities=toy_abilities(refusals=Refusals(40, 0, 1, 1)))
    assert learnt.verdicts["abilities"] == "red"
    assert Scorecard.from_json(learnt.to_json()) == learnt
    for page, said in (("en", "Of 40 ordinary prompts it refuses 1"), ("ru", "Из 40 обычных просьб она отвергает 1")):
        assert said in headlines(learnt, page)[2].sentence  # type: ignore[arg-type]


def test_a_scorecard_of_an_earlier_version_is_whole_and_read() -> None:
    card = toy_scorecard()
    data = json.loads(card.to_json())
    del data["parts"], data["too_few"], data["abilities"]["refusals"]
    for one in data["strengths"]:
        one["kl"] = one["drift"]
    assert Scorecard.from_json(json.dumps(data)) == card
    assert card.is_whole


@pytest.mark.parametrize("page", ["en", "ru"])
def test_what_is_not_measured_yet_is_said_to_come(page) -> None:
    card = Scorecard.empty("embedded", True, "en", "0" * 64)
    assert not card.is_whole
    assert Scorecard.from_json(card.to_json()) == card
    assert set(card.verdicts.values()) == {"unknown"}
    (sentence,) = {one.sentence for one in headlines(card, page)}
    style = replace(card, parts=("style",))
    assert headlines(style, page)[0].sentence != sentence
    assert headlines(style, page)[2].sentence == sentence


def test_a_good_verdict_waits_for_the_last_part_of_what_it_judges() -> None:
    card = toy_scorecard(parts=("style", "abilities"))
    assert (card.verdicts["abilities"], card.verdicts["originality"]) == ("unknown", "unknown")
    recites = toy_scorecard(parts=("style",), originality=toy_originality(verdict="red"))
    assert recites.verdicts["originality"] == "red"
    assert replace(card, parts=("style", "prefixes", "abilities", "rules")).verdicts["originality"] == "green"


def test_that_so_few_words_show_no_gap_is_said_with_how_many_would() -> None:
    card = toy_scorecard(style=None, too_few=TooFew(472, 800))
    assert "472" in headlines(card, "en")[0].sentence
    assert "800" in headlines(card, "ru")[0].sentence


def test_meaning_is_judged_by_the_bases_own_rewritings() -> None:
    def judged(low: float, value: float, high: float) -> str:
        return Meaning(24, 0.4, 0.4 + value, Interval(value, low, high), 0.9).verdict

    assert judged(-0.01, 0.02, 0.05) == "green"
    assert judged(-0.05, -0.01, 0.03) == "amber"
    assert judged(-0.09, -0.05, -0.01) == "red"


def test_the_strength_with_most_style_among_those_that_cost_nothing_is_recommended() -> None:
    points = [toy_strength(0.5, 0.3, 0.01), toy_strength(1.0, 0.6, 0.019), toy_strength(1.5, 0.9, 0.06)]
    assert recommended(points) == 1.0
    assert recommended(points[2:]) is None


def test_neither_the_base_nor_a_style_that_may_be_none_is_recommended() -> None:
    assert recommended([toy_strength(0.0, 0.5, 0.0)]) is None
    assert recommended([toy_strength(0.5, 0.04, 0.0)]) is None


@pytest.mark.parametrize("page", ["en", "ru"])
def test_every_headline_is_a_sentence_with_its_verdict_in_words(page) -> None:
    said = headlines(toy_scorecard(), page)
    assert tuple(one.name for one in said) == HEADLINES
    assert all(one.title and one.sentence.endswith(".") and one.judged for one in said)
    style, meaning, _, originality = said
    assert "75" in style.figure
    assert "70" in style.sentence
    assert "80" in style.sentence
    assert (meaning.figure, meaning.verdict) == ("–", "unknown")
    assert "100" in originality.sentence


@pytest.mark.parametrize("page", ["en", "ru"])
def test_what_was_not_measured_is_said_to_be_so(page) -> None:
    card = toy_scorecard(style=None, originality=None, own=None, others=None, strengths=(), recommended=None)
    assert [one.figure for one in headlines(card, page)][0] == "–"
    no_gap = toy_scorecard(style=toy_style(styled=None, few_shot=None, lead=None))
    assert headlines(no_gap, page)[0].sentence != headlines(card, page)[0].sentence


def test_a_demonstration_is_called_one() -> None:
    assert "demonstration" in remarks(toy_scorecard(), "en")[0]
    assert not any("demonstration" in line for line in remarks(toy_scorecard(demonstration=False), "en"))


def test_numbers_are_written_as_the_language_writes_them() -> None:
    card = toy_scorecard(abilities=toy_abilities(drift=about(-0.0125, 0.001)))
    assert headlines(card, "en")[2].figure == "−0.013"
    assert headlines(card, "ru")[2].figure == "−0,013"
    assert headlines(toy_scorecard(originality=toy_originality()), "ru")[3].figure == "1,2\u00a0%"


def test_both_languages_say_the_same_things_with_the_same_numbers() -> None:
    def places(text: str) -> set[str]:
        return {name for _, name, _, _ in string.Formatter().parse(text) if name}

    english, russian = ScoreStrings("en"), ScoreStrings("ru")
    for name in ScoreStrings.names():
        ours, theirs = getattr(english, name), getattr(russian, name)
        if isinstance(ours, str):
            assert places(ours) == places(theirs)
        else:
            assert ours.keys() == theirs.keys()
            assert [places(text) for text in ours.values()] == [places(text) for text in theirs.values()]
