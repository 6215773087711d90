"""Every error that the author can meet is in a table, and says the same in English and in Russian."""

import ast
import importlib
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from styles.i18n.message import Message, Template
from trainer.errors import RunError
from trainer.runs.events import Failed, from_line, to_line

ROOT = Path(__file__).parents[1]
PRODUCT = [path for part in ("styles", "trainer", "ui") for path in sorted((ROOT / part).rglob("*.py"))]
TABLES = [
    importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for path in PRODUCT
    if path.name in ("error_messages.py", "blind_test_strings.py")
]
ERRORS = {"PasticheError", "TextError", "BaseError", "RecipeError", "RunError", "HubError"}
KINDS_UNNAMED_IN_RUSSIAN = {"OTHER_FILE", "OTHER_DOCUMENT"}


def entries(value: object, name: str) -> Iterator[tuple[str, Message | Template]]:
    if isinstance(value, Message | Template):
        yield name, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from entries(inner, f"{name}.{key}")


def fields(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


ENTRIES = [
    pytest.param(name, entry, id=f"{table.__name__}.{name}")
    for table in TABLES
    for constant, value in vars(table).items()
    if constant.isupper()
    for name, entry in entries(value, constant)
]


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_both_languages_say_the_same(name: str, entry: Message | Template) -> None:
    assert re.search("[a-z]", entry.english)
    assert re.search("[а-яё]", entry.russian.lower()) or name in {"THINGS.space", "CURE_LENGTH"}
    if isinstance(entry, Template) and name not in KINDS_UNNAMED_IN_RUSSIAN:
        assert fields(entry.english) == fields(entry.russian)
    assert set(re.findall("`([^`]+)`", entry.english)) >= set(re.findall("`([^`]+)`", entry.russian))
    assert (entry.english[-1] == ".") == (entry.russian[-1] == ".")


def calls(path: Path) -> Iterator[ast.Call]:
    return (node for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call))


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_errors_are_worded_by_tables(path: Path) -> None:
    if path.parent.name == "cli":  # the command line speaks English
        return
    for call in calls(path):
        if isinstance(call.func, ast.Name) and call.func.id in ERRORS:
            written = [node for node in ast.walk(call) if isinstance(node, ast.JoinedStr)]
            assert not written, ast.unparse(call)
            assert not isinstance(call.args[0], ast.Constant), ast.unparse(call)


@pytest.mark.parametrize("path", PRODUCT, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_messages_are_filled_in_with_what_they_ask_for(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    named = {
        alias.asname or alias.name: f"{node.module}.{alias.name}"
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    for call in calls(path):
        if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
            table = next((table for table in TABLES if table.__name__ == named.get(call.func.value.id)), None)
            if table and isinstance(entry := getattr(table, call.func.attr), Template):
                assert {keyword.arg for keyword in call.keywords} == fields(entry.english), ast.unparse(call)


def test_every_message_is_used() -> None:
    source = "".join(path.read_text("utf-8") for path in PRODUCT)
    for table in TABLES:
        for name in filter(str.isupper, vars(table)):
            assert len(re.findall(rf"\b{name}\b", source)) > 1, f"{table.__name__}.{name}"


def test_fields_are_written_as_the_language_writes_them() -> None:
    template = Template(
        "`{name}` has {words:,} {words:word|words} and {share:g} {what}.",
        "В `{name}` {words:,} {words:слово|слова|слов} и {share:g} {what}.",
    )
    filled = template(name="{a}", words=21_000, share=1.5, what=Message("trees", "дерева"))
    assert filled.text("en") == str(filled) == "`{a}` has 21,000 words and 1.5 trees."
    assert filled.text("ru").replace("\u00a0", " ") == "В `{a}` 21 000 слов и 1,5 дерева."
    counted = template(name="a", words=1, share=2, what="!")
    assert (str(counted), counted.text("ru")) == ("`a` has 1 word and 2 !.", "В `a` 1 слово и 2 !.")
    assert "22 слова" in template(name="a", words=22, share=2, what="!").text("ru")


def test_a_sentence_from_elsewhere_is_shown_as_it_is() -> None:
    error = RunError("Something {new}.")
    assert str(error) == error.message.text("ru") == error.message.text("en") == "Something {new}."


def test_a_failure_that_an_older_version_saved_opens_in_english() -> None:
    failed = from_line('{"kind": "Failed", "sentence": "The disk is full.", "bug": false, "at": 1.0}')
    assert failed == Failed("The disk is full.", at=1.0)
    both = Failed("The disk is full.", at=1.0, russian="Диск полон.")
    assert from_line(to_line(both)) == both
