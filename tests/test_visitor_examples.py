"""What a visitor can do with the examples: look, edit, drop, take away; theirs alone, and carried into the run."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from styles.examples.edits import Edits
from styles.examples.examples import Example
from tests.fakes import toy_visitors
from tests.toy import toy_paragraphs
from trainer.errors import PasticheError, RunError
from trainer.hub.datasets import Pushed
from trainer.hub.jsonl import to_jsonl
from trainer.processes.tokenized_examples import Beyond, Segment, TokenizedExample
from trainer.runs.recipe import Recipe
from ui.visitors.visitors import Visitors

PROSE = "\n\n".join(toy_paragraphs(60))
OTHER = "\n\n".join(toy_paragraphs(60, seed=7))
ANN, BOB = "ann's id", "bob's id"


class FakePreviewer:
    """Shows prompt and completion."""

    def __init__(self) -> None:
        self.closed, self.counts = False, 0

    def tokenize(self, base: str, examples: Sequence[Example], max_length: int) -> list[TokenizedExample]:
        return [TokenizedExample((Segment(f"{base} {one.prompt}", True, False),), 1, 1, 0, True) for one in examples]

    def count(self, base: str, examples: Sequence[Example], max_length: int) -> Beyond:
        self.counts += 1
        return Beyond(sum(len(one.completion.split()) > max_length / 2 for one in examples), 0)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def pushed() -> list[tuple[str, str, bytes]]:
    return []


@pytest.fixture
def visitors(tmp_path: Path, pushed: list[tuple[str, str, bytes]]) -> Visitors:
    def push(token: str, name: str, data: bytes) -> Pushed:
        pushed.append((token, name, data))
        return Pushed(f"ann/{name}", "https://hub/ann")

    made = toy_visitors(tmp_path / "home", previewer=FakePreviewer(), push=push)
    made.texts.paste(ANN, PROSE, "Text")
    return made


@pytest.fixture
def recipe(visitors: Visitors) -> Recipe:
    return visitors.recipes.recipe(ANN, "embedded", "light")


def test_edits_are_the_visitors_own(visitors: Visitors, recipe: Recipe) -> None:
    visitors.texts.paste(BOB, PROSE, "Text")
    first, second, *rest = visitors.examples.made(ANN, recipe)
    visitors.examples.drop(ANN, first.id)
    visitors.examples.edit(ANN, second.id, "Asked otherwise", "Answered otherwise")
    used = visitors.examples.used(ANN, recipe)
    assert (used[0].prompt, used[0].completion) == ("Asked otherwise", "Answered otherwise")
    assert used[1:] == rest
    assert visitors.examples.used(BOB, recipe) == [first, second, *rest]
    assert visitors.examples.made(ANN, recipe) == [first, second, *rest]


def test_what_was_dropped_or_changed_can_be_restored(visitors: Visitors, recipe: Recipe) -> None:
    made = visitors.examples.made(ANN, recipe)
    visitors.examples.drop(ANN, made[0].id)
    visitors.examples.edit(ANN, made[0].id, "a", "b")
    visitors.examples.restore(ANN, made[0].id)
    assert visitors.examples.used(ANN, recipe) == made


def test_a_run_gets_the_edits_and_the_estimate_counts_them(visitors: Visitors, recipe: Recipe) -> None:
    made = visitors.examples.made(ANN, recipe)
    before = visitors.recipes.estimate(ANN, recipe)
    visitors.examples.drop(ANN, made[0].id)
    visitors.examples.drop(ANN, "an example of another day")
    after = visitors.recipes.estimate(ANN, recipe)
    assert before is not None
    assert after is not None
    assert before.examples - after.examples == 1
    assert visitors.start(ANN, "Toy", recipe).edits == Edits().drop(made[0].id)


def test_what_was_changed_in_a_text_that_is_gone_does_not_get_into_a_run(visitors: Visitors, recipe: Recipe) -> None:
    visitors.examples.edit(ANN, visitors.examples.made(ANN, recipe)[0].id, "a secret", "another secret")
    visitors.texts.remove(ANN, 0)
    visitors.texts.paste(ANN, OTHER, "Text")
    run = visitors.start(ANN, "Toy", recipe)
    assert run.edits == Edits()
    assert not any("secret" in path.read_text("utf-8") for path in run.folder.glob("*.json"))


def test_it_is_known_beforehand_how_many_examples_each_task_will_have(visitors: Visitors) -> None:
    recipe = visitors.recipes.recipe(ANN, "Qwen/Qwen3-1.7B", "light")
    assert recipe.views
    made = visitors.examples.made(ANN, recipe)
    assert {example.task for example in made} == {"write", "continue"}
    foretold = visitors.examples.foretold(ANN, recipe)
    written = sum(example.task == "write" for example in made)
    assert foretold["write"] == written
    assert foretold["rewrite"] == pytest.approx(0.35 * sum(foretold.values()), abs=1)
    without = visitors.examples.foretold(ANN, recipe.changed(views=False))
    assert without == {"write": written, "continue": len(made) - written}


def test_of_a_base_that_follows_no_instructions_no_rewriting_is_foretold(visitors: Visitors, recipe: Recipe) -> None:
    foretold = visitors.examples.foretold(ANN, recipe.changed(views=True))
    assert foretold.keys() == {"write", "continue"}
    estimated = visitors.recipes.estimate(ANN, recipe.changed(replay=0))
    assert estimated is not None
    assert estimated.examples == sum(foretold.values())


def test_edits_go_when_all_texts_do(visitors: Visitors, recipe: Recipe) -> None:
    visitors.examples.drop(ANN, visitors.examples.made(ANN, recipe)[0].id)
    visitors.texts.remove(ANN, 0)
    assert visitors.examples.made(ANN, recipe) == []
    assert visitors.examples.edits(ANN) == Edits()


def test_a_run_without_any_example_left_is_refused(visitors: Visitors, recipe: Recipe) -> None:
    for example in visitors.examples.made(ANN, recipe):
        visitors.examples.drop(ANN, example.id)
    with pytest.raises(RunError, match="Every example is dropped"):
        visitors.start(ANN, "Toy", recipe)
    with pytest.raises(RunError, match="no examples to take away"):
        visitors.examples.exported(ANN, recipe)
    assert visitors.runs(ANN) == []


def test_the_examples_are_taken_away_as_they_were_edited(
    visitors: Visitors, recipe: Recipe, pushed: list[tuple[str, str, bytes]]
) -> None:
    visitors.examples.drop(ANN, visitors.examples.made(ANN, recipe)[0].id)
    data = to_jsonl(visitors.examples.used(ANN, recipe))
    assert visitors.examples.exported(ANN, recipe) == data
    assert visitors.examples.push(ANN, recipe, "hf_token", "toy").repo_id == "ann/toy"
    assert pushed == [("hf_token", "toy", data)]
    assert "hf_token" not in repr(vars(visitors))


def test_a_visitor_without_an_id_changes_nothing(visitors: Visitors, recipe: Recipe) -> None:
    with pytest.raises(PasticheError, match="Reload it"):
        visitors.examples.drop("", "abc")
    assert visitors.examples.made("", recipe) == []


def test_examples_are_looked_at_with_the_recipes_base_and_the_child_ends_with_the_app(
    visitors: Visitors, recipe: Recipe
) -> None:
    shown = visitors.examples.made(ANN, recipe)[:2]
    assert [seen.segments[0].text for seen in visitors.examples.tokenize(recipe, shown)] == [
        f"embedded {one.prompt}" for one in shown
    ]
    visitors.examples.close()
    assert visitors.examples._previewer.closed  # type: ignore[attr-defined]
