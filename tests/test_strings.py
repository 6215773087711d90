"""English and Russian say the same things."""

import re
import string
from pathlib import Path
from typing import Any, get_args

import pytest

from styles.text import Reason
from trainer.bases import catalogue
from trainer.runs.events import Ending
from trainer.runs.recipe import CHECKPOINTS, DIALS, METHODS
from trainer.runs.run import Status
from ui.html import markup
from ui.steps import recipe_fields
from ui.strings.strings import ENGLISH, RUSSIAN, Strings

UI = Path(__file__).parents[1] / "ui"
IN_ENGLISH_FROM_BELOW = {"reasons", "base_notes", "setting_docs"}
"""Tables that only the Russian needs: the English is written where the fact is known."""


def strings(t: Strings) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in t.names():
        value: Any = getattr(t, name)
        if isinstance(value, str):
            found[name] = value
        elif isinstance(value, dict) and name not in IN_ENGLISH_FROM_BELOW and name != "forms":
            found |= {f"{name}.{key}": text for key, text in value.items()}
    return found


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_strings() -> None:
    assert strings(ENGLISH).keys() == strings(RUSSIAN).keys()
    assert ENGLISH.forms.keys() == RUSSIAN.forms.keys()
    assert len(ENGLISH.prompts) == len(RUSSIAN.prompts)
    assert len(ENGLISH.drafts) == len(RUSSIAN.drafts)


def test_no_string_is_empty_or_left_in_english() -> None:
    english, russian = strings(ENGLISH), strings(RUSSIAN)
    same = {key for key, text in english.items() if text == russian[key]}
    assert same == {"min_p"}
    assert all(text.strip() for text in (*english.values(), *russian.values()))
    cyrillic = {key for key, text in russian.items() if re.search("[а-яё]", text.lower())}
    assert russian.keys() - cyrillic == {"min_p"}


def test_both_languages_fill_in_the_same_places() -> None:
    english, russian = strings(ENGLISH), strings(RUSSIAN)
    assert {key: places(text) for key, text in english.items()} == {key: places(text) for key, text in russian.items()}


def test_every_string_is_used() -> None:
    source = "".join(path.read_text("utf-8") for path in UI.rglob("*.py"))
    unused = [name for name in Strings.names() if f".{name}" not in source]
    assert unused == []


def test_tables_cover_what_they_name() -> None:
    assert set(get_args(Reason)) | {"identical text", "between train and held-out"} <= RUSSIAN.reasons.keys()
    assert RUSSIAN.setting_docs.keys() == {setting.name for setting in recipe_fields.settings()}
    assert RUSSIAN.base_notes.keys() == {base.id for base in catalogue()}
    for words in (ENGLISH, RUSSIAN):
        assert words.states.keys() == set(get_args(Status))
        assert words.dials.keys() == set(DIALS)
        assert words.methods.keys() == set(METHODS)
        assert words.checkpoints.keys() == set(CHECKPOINTS)
        assert words.run_finished.keys() == set(get_args(Ending))


@pytest.mark.parametrize(
    ("number", "english", "russian"),
    [
        (1, "1 word", "1 слово"),
        (2, "2 words", "2 слова"),
        (5, "5 words", "5 слов"),
        (11, "11 words", "11 слов"),
        (21, "21 words", "21 слово"),
        (12_345, "12,345 words", "12 345 слов"),
    ],
)
def test_numbers_take_the_form_of_the_language(number: int, english: str, russian: str) -> None:
    assert ENGLISH.counted("words", number).replace("\u00a0", " ") == english
    assert RUSSIAN.counted("words", number).replace("\u00a0", " ") == russian


def test_decimals_and_dates_are_written_as_readers_write_them() -> None:
    assert (ENGLISH.decimal(3.14159, 2), RUSSIAN.decimal(3.14159, 2), ENGLISH.decimal(None, 2)) == ("3.14", "3,14", "–")
    assert "2026" in ENGLISH.date(1_795_000_000)
    assert "2026 г." in RUSSIAN.date(1_795_000_000)


def test_every_setting_of_a_recipe_has_its_docstring() -> None:
    assert all(setting.doc.endswith(".") for setting in recipe_fields.settings())


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_every_term_that_is_explained_stands_on_the_page_with_its_meaning(t: Strings) -> None:
    for place, meaning in t.terms.items():
        one, _, entry = place.partition(".")
        shown = getattr(t, one)[entry] if entry else getattr(t, one)
        assert meaning in markup.term(shown, t), place
    assert markup.term("<b>", t) == "&lt;b&gt;"
