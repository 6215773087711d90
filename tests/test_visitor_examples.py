"""What a visitor can do with the examples: look, edit, drop, take away; theirs alone, and carried into the run."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from styles.examples.edits import Edits
from styles.examples.examples import Example
from tests.fakes import toy_studio
from tests.toy import toy_paragraphs
from trainer.errors import PasticheError, RunError
from trainer.hub.datasets import Pushed
from trainer.hub.jsonl import to_jsonl
from trainer.processes.tokenized_examples import Beyond, Seen, Segment
from trainer.runs.recipe import Recipe
from ui.visitors.visitors import Studio

PROSE = "\n\n".join(toy_paragraphs(60))
OTHER = "\n\n".join(toy_paragraphs(60, seed=7))
ANN, BOB = "ann's id", "bob's id"


class FakePreviewer:
    """Shows prompt and completion."""

    def __init__(self) -> None:
        self.closed, self.counts = False, 0

    def look(self, base: str, examples: Sequence[Example], max_length: int) -> list[Seen]:
        return [Seen((Segment(f"{base} {one.prompt}", True, False),), 1, 1, 0, True) for one in examples]

    def count(self, base: str, examples: Sequence[Example], max_length: int) -> Beyond:
        self.counts += 1
        return Beyond(sum(len(one.completion.split()) > max_length / 2 for one in examples), 0)

    def close(self) -> None:
        self.closed = True


@pytest.fixture
def pushed() -> list[tuple[str, str, bytes]]:
    return []


@pytest.fixture
def studio(tmp_path: Path, pushed: list[tuple[str, str, bytes]]) -> Studio:
    def push(token: str, name: str, data: bytes) -> Pushed:
        pushed.append((token, name, data))
        return Pushed(f"ann/{name}", "https://hub/ann")

    made = toy_studio(tmp_path / "home", previewer=FakePreviewer(), push=push)
    made.desk.paste(ANN, PROSE, "Text")
    return made


@pytest.fixture
def recipe(studio: Studio) -> Recipe:
    return studio.recipe(ANN, "embedded", "light")


def test_edits_are_the_visitors_own(studio: Studio, recipe: Recipe) -> None:
    studio.desk.paste(BOB, PROSE, "Text")
    first, second, *rest = studio.workbook.made(ANN, recipe)
    studio.workbook.drop(ANN, first.id)
    studio.workbook.edit(ANN, second.id, "Asked otherwise", "Answered otherwise")
    used = studio.workbook.used(ANN, recipe)
    assert (used[0].prompt, used[0].completion) == ("Asked otherwise", "Answered otherwise")
    assert used[1:] == rest
    assert studio.workbook.used(BOB, recipe) == [first, second, *rest]
    assert studio.workbook.made(ANN, recipe) == [first, second, *rest]


def test_what_was_dropped_or_changed_can_be_restored(studio: Studio, recipe: Recipe) -> None:
    made = studio.workbook.made(ANN, recipe)
    studio.workbook.drop(ANN, made[0].id)
    studio.workbook.edit(ANN, made[0].id, "a", "b")
    studio.workbook.restore(ANN, made[0].id)
    assert studio.workbook.used(ANN, recipe) == made


def test_a_run_gets_the_edits_and_the_estimate_counts_them(studio: Studio, recipe: Recipe) -> None:
    made = studio.workbook.made(ANN, recipe)
    before = studio.estimate(ANN, recipe)
    studio.workbook.drop(ANN, made[0].id)
    studio.workbook.drop(ANN, "an example of another day")
    after = studio.estimate(ANN, recipe)
    assert before is not None
    assert after is not None
    assert before.examples - after.examples == 1
    assert studio.start(ANN, "Toy", recipe).edits == Edits().drop(made[0].id)


def test_what_was_changed_in_a_text_that_is_gone_does_not_get_into_a_run(studio: Studio, recipe: Recipe) -> None:
    studio.workbook.edit(ANN, studio.workbook.made(ANN, recipe)[0].id, "a secret", "another secret")
    studio.desk.remove(ANN, 0)
    studio.desk.paste(ANN, OTHER, "Text")
    run = studio.start(ANN, "Toy", recipe)
    assert run.edits == Edits()
    assert not any("secret" in path.read_text("utf-8") for path in run.folder.glob("*.json"))


def test_it_is_known_beforehand_how_many_examples_each_task_will_have(studio: Studio) -> None:
    recipe = studio.recipe(ANN, "Qwen/Qwen3-1.7B", "light")
    assert recipe.views
    made = studio.workbook.made(ANN, recipe)
    assert {example.task for example in made} == {"write", "continue"}
    foretold = studio.workbook.foretold(ANN, recipe)
    written = sum(example.task == "write" for example in made)
    assert foretold["write"] == written
    assert foretold["rewrite"] == pytest.approx(0.35 * sum(foretold.values()), abs=1)
    without = studio.workbook.foretold(ANN, recipe.changed(views=False))
    assert without == {"write": written, "continue": len(made) - written}


def test_of_a_base_that_follows_no_instructions_no_rewriting_is_foretold(studio: Studio, recipe: Recipe) -> None:
    foretold = studio.workbook.foretold(ANN, recipe.changed(views=True))
    assert foretold.keys() == {"write", "continue"}
    estimated = studio.estimate(ANN, recipe.changed(replay=0))
    assert estimated is not None
    assert estimated.examples == sum(foretold.values())


def test_edits_go_when_all_texts_do(studio: Studio, recipe: Recipe) -> None:
    studio.workbook.drop(ANN, studio.workbook.made(ANN, recipe)[0].id)
    studio.desk.remove(ANN, 0)
    assert studio.workbook.made(ANN, recipe) == []
    assert studio.workbook.edits(ANN) == Edits()


def test_a_run_without_any_example_left_is_refused(studio: Studio, recipe: Recipe) -> None:
    for example in studio.workbook.made(ANN, recipe):
        studio.workbook.drop(ANN, example.id)
    with pytest.raises(RunError, match="Every example is dropped"):
        studio.start(ANN, "Toy", recipe)
    with pytest.raises(RunError, match="no examples to take away"):
        studio.workbook.exported(ANN, recipe)
    assert studio.runs(ANN) == []


def test_the_examples_are_taken_away_as_they_were_edited(
    studio: Studio, recipe: Recipe, pushed: list[tuple[str, str, bytes]]
) -> None:
    studio.workbook.drop(ANN, studio.workbook.made(ANN, recipe)[0].id)
    data = to_jsonl(studio.workbook.used(ANN, recipe))
    assert studio.workbook.exported(ANN, recipe) == data
    assert studio.workbook.push(ANN, recipe, "hf_token", "toy").repo_id == "ann/toy"
    assert pushed == [("hf_token", "toy", data)]
    assert "hf_token" not in repr(vars(studio))


def test_a_visitor_without_an_id_changes_nothing(studio: Studio, recipe: Recipe) -> None:
    with pytest.raises(PasticheError, match="Reload it"):
        studio.workbook.drop("", "abc")
    assert studio.workbook.made("", recipe) == []


def test_examples_are_looked_at_with_the_recipes_base_and_the_child_ends_with_the_app(
    studio: Studio, recipe: Recipe
) -> None:
    shown = studio.workbook.made(ANN, recipe)[:2]
    assert [seen.segments[0].text for seen in studio.workbook.look(recipe, shown)] == [
        f"embedded {one.prompt}" for one in shown
    ]
    studio.workbook.close()
    assert studio.workbook._previewer.closed  # type: ignore[attr-defined]
