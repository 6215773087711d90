"""The base's own answers, drawn once before it learns, are a set share of what it then learns from."""

import json

import pytest

from styles.abilities.general_prompts import general_prompts
from styles.examples import Example
from tests.toy import quick_run, toy_paragraphs
from trainer.bases import EMBEDDED
from trainer.run import Run

pytestmark = pytest.mark.slow

EXAMPLES = [Example("write", "gate, river", text, place) for place, text in enumerate(toy_paragraphs(40))]


@pytest.fixture(scope="module")
def loaded():
    from trainer.model import engine

    return engine.load(EMBEDDED)


@pytest.fixture
def run(home) -> Run:
    return quick_run(home, replay=0.2)


def tokens(loaded, examples: list[Example]) -> int:
    return sum(len(loaded.tokenizer(one.completion)["input_ids"]) for one in examples)


def test_the_share_of_the_tokens_is_the_recipes(loaded, run):
    from trainer.model.replay import replay

    answers = replay(run, loaded, EXAMPLES)
    share = tokens(loaded, answers) / (tokens(loaded, answers) + tokens(loaded, EXAMPLES))
    # The last answer may be as long as an example can be.
    assert 0.2 <= share < 0.2 + run.recipe.max_length / tokens(loaded, EXAMPLES)


def test_the_prompts_are_the_general_ones_and_no_answer_comes_twice(loaded, run):
    from trainer.model.replay import replay

    answers = replay(run, loaded, EXAMPLES)
    assert {one.task for one in answers} == {"replay"}
    assert {one.prompt for one in answers} <= {prompt.text for prompt in general_prompts("en")}
    assert len({one.completion for one in answers}) == len(answers) > 5


def test_a_resumed_run_learns_the_same_answers_and_another_recipe_others(loaded, run):
    from trainer.model.replay import replay

    first = replay(run, loaded, EXAMPLES)
    kept = (run.folder / "replay.json").read_text("utf-8")
    assert replay(run, loaded, EXAMPLES) == first
    assert (run.folder / "replay.json").read_text("utf-8") == kept
    (run.folder / "recipe.json").write_text(run.recipe.changed(seed=5).to_json(), "utf-8")
    assert replay(run, loaded, EXAMPLES) != first


def test_a_file_that_a_kill_left_of_other_settings_is_drawn_anew(loaded, run):
    from trainer.model.replay import replay

    (run.folder / "replay.json").write_text(json.dumps({"key": "another", "answers": [["a", "b"]]}), "utf-8")
    assert "b" not in [one.completion for one in replay(run, loaded, EXAMPLES)]


def test_without_a_share_there_is_no_replay(loaded, home):
    from trainer.model.replay import replay

    assert replay(quick_run(home, replay=0), loaded, EXAMPLES) == []


def test_an_answer_is_a_fair_draw_without_a_cut(loaded):
    import torch

    from trainer.model.sampling import SharedNoise

    likely = torch.tensor([0.7, 0.25, 0.05])
    noise = SharedNoise(range(50))
    rows = torch.cat([noise(None, likely.log().expand(50, 3)).argmax(-1) for _ in range(80)])
    shares = torch.bincount(rows, minlength=3) / len(rows)
    assert torch.allclose(shares, likely, atol=0.025)


def test_a_stop_is_heard_before_all_is_written_and_nothing_half_is_kept(loaded, run):
    from trainer.model.replay import replay

    run.ask_to_stop()
    assert replay(run, loaded, EXAMPLES) == []
    assert not (run.folder / "replay.json").exists()
