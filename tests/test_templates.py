"""Every language asks for every task in a dozen ways at least."""

import pytest

from styles.examples.templates import TEMPLATES, PromptForm, ask, wordings

ALL = [(language, task) for language, tasks in TEMPLATES.items() for task in tasks]


def test_every_language_has_the_same_tasks() -> None:
    assert {frozenset(tasks) for tasks in TEMPLATES.values()} == {frozenset(("continue", "write", "brief", "rewrite"))}


@pytest.mark.parametrize("language", TEMPLATES)
def test_a_brief_is_asked_about_as_keywords_are_in_the_standard_wording_alone(language: str) -> None:
    assert set(wordings("brief", language)) & set(wordings("write", language)) == {wordings("write", language)[0]}


@pytest.mark.parametrize(("language", "task"), ALL)
def test_a_task_has_a_dozen_different_wordings_or_more(language: str, task: PromptForm) -> None:
    assert len(set(wordings(task, language))) == len(wordings(task, language)) >= 12


@pytest.mark.parametrize(("language", "task"), ALL)
def test_a_wording_holds_its_text_exactly_once_and_no_other_brace(language: str, task: PromptForm) -> None:
    for wording in wordings(task, language):
        assert wording.count("{text}") == 1
        assert not set("{}") & set(wording.replace("{text}", ""))


@pytest.mark.parametrize(("language", "task"), ALL)
def test_wordings_are_written_in_their_language(language: str, task: PromptForm) -> None:
    for wording in wordings(task, language):
        letters = [char for char in wording.replace("{text}", "").lower() if char.isalpha()]
        assert all(("а" <= char <= "я" or char == "ё") == (language == "ru") for char in letters)


def test_a_language_without_wordings_is_asked_in_english() -> None:
    assert wordings("write", "de") == wordings("write", "en")


def test_the_text_arrives_as_it_is() -> None:
    assert ask("continue", "en", "{text} and {0} \\1 ё") == "Continue this text:\n\n{text} and {0} \\1 ё"


def test_wording_numbers_go_round() -> None:
    assert ask("write", "ru", "дом", len(wordings("write", "ru"))) == ask("write", "ru", "дом")
