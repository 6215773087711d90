"""The rules are sixty, ask for what their checks check, and an answer passes only by keeping to them."""

import inspect
from dataclasses import replace

import pytest

from styles.abilities import LANGUAGES
from styles.abilities.checks import CHECKS
from styles.abilities.general_texts import general_texts
from styles.abilities.rules import Rule, passed, rules
from tests.kept_rules import ANSWERS

EVERY = [rule for language in LANGUAGES for rule in rules(language)]
SHORT = Rule("Say little.", "en", "words", {"most": 5})


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_thirty_a_language(language: str) -> None:
    assert len(rules(language)) == 30
    assert {rule.language for rule in rules(language)} == {language}


def test_each_is_asked_once() -> None:
    assert len({rule.prompt for rule in EVERY}) == len(EVERY)


def test_together_they_use_every_check() -> None:
    assert {rule.check for rule in EVERY} == set(CHECKS)


@pytest.mark.parametrize("rule", EVERY, ids=lambda rule: rule.prompt[:40])
def test_a_rule_gives_its_check_what_it_takes(rule: Rule) -> None:
    inspect.signature(CHECKS[rule.check]).bind("", **rule.arguments)
    assert passed(rule, "") is passed(rule, " \n") is False


@pytest.mark.parametrize("rule", [rule for rule in EVERY if rule.check in ("contains", "begins", "ends", "choice")])
def test_what_a_rule_asks_for_stands_in_its_prompt(rule: Rule) -> None:
    for asked in rule.arguments.get("phrases") or rule.arguments.get("of") or [rule.arguments["phrase"]]:
        assert asked in rule.prompt


@pytest.mark.parametrize(
    ("rule", "answer"),
    [pair for language in LANGUAGES for pair in zip(rules(language), ANSWERS[language], strict=True)],
)
def test_every_rule_can_be_kept(rule: Rule, answer: str) -> None:
    assert passed(rule, answer)


def test_an_answer_passes_by_keeping_to_the_rule() -> None:
    assert passed(SHORT, "Very well.")
    assert not passed(SHORT, "That is more than you asked for.")


def test_saying_next_to_nothing_does_not_pass_where_something_is_asked_for() -> None:
    talking = replace(SHORT, least_words=2)
    assert passed(talking, "Very well.")
    assert not passed(talking, "Well.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_that_follows_no_instruction_passes_few(language: str) -> None:
    for text in general_texts(language):
        assert sum(passed(rule, text) for rule in rules(language)) <= 10


@pytest.mark.parametrize("language", ["de", "und", "../en"])
def test_other_languages_have_none(language: str) -> None:
    assert rules(language) == ()
