"""What a comparison asks is checked, worded for the base, and crosses the pipe unbent."""

import math
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.bases import EMBEDDED, catalogue
from trainer.compare.comparison import (
    COLUMNS,
    MOST_DRAFT,
    MOST_STRENGTH,
    Answer,
    Answered,
    Comparison,
    Done,
    Paraphrase,
    Paraphrasing,
    Ready,
    TextDelta,
    Trouble,
    content_words,
    from_line,
    to_line,
)
from trainer.errors import RunError

INSTRUCT = catalogue()[0]
ANSWERS = get_args(Answer)
TEXT = "«Ёж» — said \"he\" and 'she'\\\n\n\tда\u2028нет\x85 \U0001f994 {text} <b>"


def asked(prompt: str = "fog, bell", **fields: object) -> Comparison:
    return Comparison(prompt, **{"adapter": "somewhere", **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize("prompt", ["", "  \n\u2028 "])
def test_an_empty_prompt_is_refused(prompt: str) -> None:
    with pytest.raises(RunError, match="prompt is empty"):
        asked(prompt)


@pytest.mark.parametrize(
    "fields",
    [
        {"strength": -0.1},
        {"strength": MOST_STRENGTH + 0.01},
        {"strength": math.nan},
        {"temperature": 0},
        {"temperature": 2.1},
        {"temperature": math.nan},
        {"min_p": -0.1},
        {"min_p": 1},
        {"mode": "poem"},
        {"columns": ()},
        {"columns": ("base", "best")},
        {"max_new_tokens": 0},
    ],
    ids=str,
)
def test_what_makes_no_sense_is_refused_in_a_sentence(fields: dict[str, object]) -> None:
    with pytest.raises(RunError, match=r"\.$"):
        asked(**fields)


@pytest.mark.parametrize("strength", [0, 1, MOST_STRENGTH])
def test_the_whole_range_of_strength_can_be_asked_for(strength: float) -> None:
    assert asked(strength=strength).strength == strength


def test_a_styled_column_needs_an_adapter() -> None:
    with pytest.raises(RunError, match="no styled model"):
        Comparison("fog")


def test_without_a_styled_column_no_adapter_is_needed() -> None:
    assert Comparison("fog", columns=("base", "few_shot")).adapter == ""


def test_the_few_shot_column_is_never_left_out_unasked() -> None:
    assert asked().columns == COLUMNS == ("base", "few_shot", "styled")


# The pipe


@pytest.mark.parametrize("kind", ANSWERS, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_every_answer_survives_its_line(kind: type[Answer], data: st.DataObject) -> None:
    answer = data.draw(st.from_type(kind))
    assert repr(from_line(to_line(answer))) == repr(answer)


@given(prompt=st.text(min_size=1).filter(str.strip), passages=st.lists(st.text()).map(tuple))
def test_every_question_survives_its_line(prompt: str, passages: tuple[str, ...]) -> None:
    comparison = asked(prompt, passages=passages)
    assert from_line(to_line(comparison)) == comparison


@pytest.mark.parametrize(
    "message", [asked(TEXT, passages=(TEXT, "")), TextDelta("styled", TEXT), Trouble(TEXT)], ids=type
)
def test_a_message_is_one_line_of_ascii_whatever_it_says(message: Comparison | Answer) -> None:
    line = to_line(message)
    assert line.isascii()
    assert len(line.splitlines()) == 1
    assert from_line(line) == message


@pytest.mark.parametrize(
    "line",
    [
        "",
        "stop",
        "null",
        "[1]",
        "3",
        "{}",
        '{"kind": "Rm"}',
        '{"kind": "Ready"}',
        '{"kind": "Done", "seconds": 1, "shots": 1, "x": 1}',
    ],
)
def test_what_is_no_message_is_refused(line: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        from_line(line)


def test_a_question_that_makes_no_sense_is_refused_on_the_other_side_too() -> None:
    line = to_line(asked()).replace('"strength": 1.0', '"strength": 9.0')
    with pytest.raises(RunError):
        from_line(line)


def test_the_answers_are_what_a_child_can_say() -> None:
    assert set(ANSWERS) == {Ready, Paraphrasing, Paraphrase, TextDelta, Answered, Done, Trouble}


# What the columns are asked


@pytest.mark.parametrize("base", [EMBEDDED, INSTRUCT], ids=lambda base: base.id)
def test_a_free_message_is_sent_as_it_is(base: object) -> None:
    assert asked(f"  {TEXT}\n", mode="free").message(base) == TEXT  # type: ignore[arg-type]


@pytest.mark.parametrize("base", [EMBEDDED, INSTRUCT], ids=lambda base: base.id)
@pytest.mark.parametrize(
    ("language", "message"),
    [
        ("en", "Continue this text:\n\nIt {text} rained."),
        ("ru", "Продолжи текст:\n\nIt {text} rained."),
        ("de", "Continue this text:\n\nIt {text} rained."),
    ],
)
def test_a_text_to_continue_follows_the_standard_wording(base: object, language: str, message: str) -> None:
    assert asked(" It {text} rained. ", mode="continue", language=language).message(base) == message  # type: ignore[arg-type]


def test_a_draft_is_worded_as_in_training() -> None:
    assert asked(" It {text} rained. ", mode="rewrite").message(INSTRUCT) == (
        "Rewrite this in your own voice:\n\nIt {text} rained."
    )
    assert asked("Дождь.", mode="rewrite", language="ru").message(INSTRUCT) == "Перепиши своим голосом:\n\nДождь."


def test_a_draft_may_be_as_long_as_can_be_rewritten_at_once_and_a_prompt_longer() -> None:
    assert asked("я" * MOST_DRAFT + " \n", mode="rewrite")
    assert asked("я" * (MOST_DRAFT + 1), mode="continue")
    with pytest.raises(RunError, match=r"12,001 characters; up to 12,000, about 2,000 words"):
        asked("я" * (MOST_DRAFT + 1), mode="rewrite")


def test_a_base_that_follows_instructions_is_asked_in_the_authors_words() -> None:
    prompt = "Write about the day when the ferry did not come."
    assert asked(prompt).message(INSTRUCT) == f"Write a passage about: {prompt}"


@pytest.mark.parametrize(
    ("language", "prompt", "message"),
    [
        ("en", "Write about the day when the ferry did not come.", "Write a passage about: day, ferry"),
        ("ru", "Напиши, пожалуйста, про кота и варенье!", "Напиши отрывок о том, где есть: кота, варенье"),
        ("en", "fog, bell, ferry", "Write a passage about: fog, bell, ferry"),
        ("en", "And then?", "Write a passage about: And then?"),
        ("en", "1984", "Write a passage about: 1984"),
    ],
)
def test_a_base_that_cannot_follow_instructions_gets_keywords(language: str, prompt: str, message: str) -> None:
    assert asked(prompt, language=language).message(EMBEDDED) == message


def test_content_words_come_in_order_and_once() -> None:
    assert content_words("The Ferry and the bell. The ferry's bell, the BELL!", "en") == ["ferry", "bell", "ferry's"]


def test_there_are_twelve_content_words_at_most() -> None:
    words = [f"{letter}{letter}{letter}" for letter in "abcdefghijklmnopqrs"]
    assert content_words(" ".join(words), "en") == words[:12]


def test_a_language_we_know_no_grammar_of_keeps_its_words() -> None:
    assert content_words("der Hund und die Katze", "de") == ["der", "hund", "und", "die", "katze"]
