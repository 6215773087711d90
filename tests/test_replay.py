"""The base's own answers, drawn once before it learns, are a set share of what it then learns from."""

import json

import pytest

from styles.abilities.general_prompts import general_prompts
from styles.examples.examples import Example
from tests.toy import quick_run, toy_paragraphs
from trainer.bases import EMBEDDED
from trainer.runs.run import Run

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
    from trainer.model.replay import ENOUGH, replay

    answers = replay(run, loaded, EXAMPLES)
    share = tokens(loaded, answers) / (tokens(loaded, answers) + tokens(loaded, EXAMPLES))
    # The last answer may be as long as an example can be.
    assert 0.2 * ENOUGH <= share < 0.2 + run.recipe.max_length / tokens(loaded, EXAMPLES)


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


def test_an_answer_that_was_broken_off_is_not_learnt_to_end():
    from datasets import Dataset

    from trainer.model.training_rows import without_untrue_ends

    end = 7
    rows = [{"input_ids": [1, 2, 3, end], "labels": [-100, 2, 3, end], "prompt": [{"content": "ask"}]}] * 2
    examples = [Example("replay", "ask", "answer", -1, ended) for ended in (True, False)]
    whole, broken_off = without_untrue_ends(Dataset.from_list(rows), examples, end)
    assert whole == rows[0]
    assert broken_off == {"input_ids": [1, 2, 3], "labels": [-100, 2, 3], "prompt": [{"content": "ask"}]}


def test_it_is_known_which_answers_the_base_did_not_end(run, loaded, monkeypatch):
    from trainer.model import replay as replaying

    monkeypatch.setattr(replaying, "LONGEST", 12)
    answers = replaying.replay(run, loaded, EXAMPLES)
    assert not all(one.ended for one in answers)
    # Read and encoded again, a text may have a token or two more.
    assert max(len(loaded.tokenizer(one.completion, add_special_tokens=False)["input_ids"]) for one in answers) <= 14
    # Kept in the run's folder as they are.
    assert replaying.replay(run, loaded, EXAMPLES) == answers


@pytest.mark.parametrize("useless", ["I'm sorry, but I can't assist with that.", "  "])
def test_a_refusal_is_not_learnt_and_a_base_that_does_nothing_else_is_left_alone(run, loaded, monkeypatch, useless):
    from trainer.model import replay as replaying
    from trainer.model.own_answers import OwnAnswer

    said = iter(["A pier is a kind of bridge.", *[useless] * 1_000])
    monkeypatch.setattr(
        replaying, "own_answers", lambda _, prompts, *rest, **given: [OwnAnswer(next(said), True) for _ in prompts]
    )
    assert [one.completion for one in replaying.replay(run, loaded, EXAMPLES)] == ["A pier is a kind of bridge."]
