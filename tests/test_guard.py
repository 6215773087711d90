"""An error becomes a sentence, and nothing on the page is lost."""

import logging
from collections.abc import Iterator

import gradio as gr
import pytest

import styles.errors
import trainer.errors
from trainer.compare.error_messages import EMPTY_PROMPT
from ui.guard import Guard
from ui.strings.strings import ENGLISH, RUSSIAN

SECRET = "the first line of an unpublished novel"


@pytest.fixture
def shown() -> list[str]:
    return []


def is_skip(answer: object) -> bool:
    return answer == gr.skip()


@pytest.mark.parametrize("kind", [trainer.errors.RunError, trainer.errors.TextError, styles.errors.TextError])
def test_an_error_for_the_author_is_shown_as_it_is(kind: type[Exception], shown: list[str]) -> None:
    def handler() -> str:
        raise kind("`a.txt` is empty. Upload a file with text in it.")

    assert is_skip(Guard(ENGLISH, shown.append)(handler)())
    assert shown == ["`a.txt` is empty. Upload a file with text in it."]


def test_the_sentence_is_in_the_pages_language(shown: list[str]) -> None:
    def handler() -> str:
        raise trainer.errors.RunError(EMPTY_PROMPT)

    Guard(RUSSIAN, shown.append)(handler)()
    assert shown == ["Запрос пуст. Напишите несколько слов."]


def test_a_bug_is_logged_without_the_authors_text(shown: list[str], caplog: pytest.LogCaptureFixture) -> None:
    def handler(text: str) -> int:
        return int(text)

    with caplog.at_level(logging.ERROR):
        assert is_skip(Guard(ENGLISH, shown.append)(handler)(SECRET))
    assert shown == [ENGLISH.bug]
    assert "ValueError" in caplog.text
    assert "test_guard.py" in caplog.text
    assert "novel" not in caplog.text


def test_a_stream_keeps_what_it_has_said(shown: list[str]) -> None:
    def handler() -> Iterator[str]:
        yield "first"
        raise trainer.errors.RunError("No more.")

    said = list(Guard(ENGLISH, shown.append)(handler)())
    assert said[0] == "first"
    assert is_skip(said[1])
    assert shown == ["No more."]


def test_closing_a_stream_closes_what_it_reads_from(shown: list[str]) -> None:
    closed = []

    def handler() -> Iterator[str]:
        try:
            yield "first"
            yield "second"
        finally:
            closed.append(True)

    stream = Guard(ENGLISH, shown.append)(handler)()
    next(stream)
    stream.close()
    assert closed == [True]
    assert shown == []


def test_a_handler_that_works_is_left_alone(shown: list[str]) -> None:
    assert Guard(ENGLISH, shown.append)(lambda number: number + 1)(1) == 2
    assert shown == []
