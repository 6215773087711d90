"""The examples' table says what the base will write before training, and what few examples mean."""

from pathlib import Path
from typing import Any

import pytest

from tests.fakes import toy_visitors
from tests.steps import built
from tests.test_visitor_examples import ANN, PROSE, FakePreviewer
from ui.steps import finetune as finetune_step
from ui.steps import recipe_fields
from ui.steps.examples import Handlers
from ui.steps.examples_parts import Position, components
from ui.strings.strings import ENGLISH, RUSSIAN, Strings
from ui.visitors.visitors import Visitors


@pytest.fixture
def visitors(tmp_path: Path) -> Visitors:
    made = toy_visitors(tmp_path / "home", previewer=FakePreviewer())
    made.texts.paste(ANN, PROSE, "Text")
    return made


def given(visitors: Visitors, base: str) -> tuple[Any, ...]:
    """What the components hold that make a recipe."""
    return ANN, base, "light", *recipe_fields.values(visitors.recipes.recipe(ANN, base, "light"))


def statuses(visitors: Visitors, t: Strings, recipe: tuple[Any, ...]) -> list[str]:
    """What stands over the examples while they are opened."""
    parts = built(lambda owner: components(visitors, t, [owner]))
    return [updates[parts.status] for updates in Handlers(visitors, t, parts).open(Position(), *recipe)]


@pytest.mark.parametrize(("t", "sentence"), [(ENGLISH, "the base first writes a brief"), (RUSSIAN, "сначала напишет")])
def test_where_the_base_writes_views_the_table_says_so(visitors: Visitors, t: Strings, sentence: str) -> None:
    status = statuses(visitors, t, given(visitors, "Qwen/Qwen3-1.7B"))[-1]
    assert sentence in status
    assert f"{t.example_tasks['rewrite']} " in status
    assert sentence not in statuses(visitors, t, given(visitors, "embedded"))[-1]


@pytest.mark.parametrize("base", ["embedded", "Qwen/Qwen3-1.7B"])
def test_that_there_are_few_examples_stands_in_the_table_and_beside_the_estimate(visitors: Visitors, base: str) -> None:
    assert "Fewer than 500 examples" in statuses(visitors, ENGLISH, given(visitors, base))[-1]
    finetune = built(lambda owner: finetune_step.build(visitors, ENGLISH, owner))
    estimates = [output[finetune.parts.estimated] for output in finetune.handlers.estimate(*given(visitors, base))]
    assert "Fewer than 500 examples" in estimates[-1]


@pytest.mark.parametrize(("t", "sentence"), [(ENGLISH, "learnt without their end"), (RUSSIAN, "заучиваются без конца")])
def test_of_all_examples_it_is_said_how_many_are_too_long_and_they_are_counted_once(
    visitors: Visitors, t: Strings, sentence: str
) -> None:
    recipe = visitors.recipes.recipe(ANN, "embedded", "light")
    short = ANN, "embedded", "light", *recipe_fields.values(recipe.changed(max_length=64))
    for _ in range(2):
        assert sentence in statuses(visitors, t, short)[-1]
    assert sentence not in statuses(visitors, t, given(visitors, "embedded"))[-1]
    counted = visitors.examples._previewer
    assert isinstance(counted, FakePreviewer)
    assert counted.counts == 2
