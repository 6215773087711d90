"""A hundred prompts a language, of every kind, each asked once."""

from collections import Counter

import pytest

from styles.abilities import LANGUAGES
from styles.abilities.general_prompts import PROMPT_KINDS, general_prompts
from styles.abilities.rules import rules
from styles.language.detect import language_of


def asked() -> list[str]:
    return [prompt.text for language in LANGUAGES for prompt in general_prompts(language)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_there_are_a_hundred_of_all_kinds(language: str) -> None:
    prompts = general_prompts(language)
    assert len(prompts) == 100
    assert set(Counter(prompt.kind for prompt in prompts)) == set(PROMPT_KINDS)
    assert {prompt.language for prompt in prompts} == {language}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("count", [10, 32, 64])
def test_the_first_few_hold_every_kind_about_alike(language: str, count: int) -> None:
    kinds = Counter(prompt.kind for prompt in general_prompts(language)[:count])
    assert set(kinds) == set(PROMPT_KINDS)
    assert max(kinds.values()) - min(kinds.values()) <= 1


def test_each_is_asked_once_and_no_rule_asks_it() -> None:
    plain = [" ".join(text.casefold().split()) for text in asked()]
    ruled = {" ".join(rule.prompt.casefold().split()) for language in LANGUAGES for rule in rules(language)}
    assert len(set(plain)) == len(plain)
    assert not ruled & set(plain)


@pytest.mark.parametrize("language", LANGUAGES)
def test_all_that_are_answered_alike_are_in_their_language_together(language: str) -> None:
    alike = [prompt.text for prompt in general_prompts(language) if prompt.answered_alike]
    assert len(alike) == 80
    assert language_of("\n".join(alike)) == language
    assert not [text for text in alike if any("а" <= char.lower() <= "я" for char in text) != (language == "ru")]


def test_code_and_translations_may_be_answered_in_another_language() -> None:
    otherwise = {prompt.kind for prompt in general_prompts("en") if not prompt.answered_alike}
    assert otherwise == {"code", "translation"}


@pytest.mark.parametrize("language", ["de", "und", "../en"])
def test_other_languages_have_none(language: str) -> None:
    assert general_prompts(language) == ()
