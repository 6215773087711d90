"""The files of a scoring: separate from the run's own record, kept or dropped by what they were made with."""

import os
from pathlib import Path

import pytest

from tests.scorecards import toy_scorecard
from trainer.errors import RunError
from trainer.runs.events import Finished, Scored, ScorePhase, ScoringFailed, ScoringStopped
from trainer.runs.run import Run
from trainer.scorecard.answered_prompts import AnsweredPrompt
from trainer.scorecard.scoring import Scoring

BRIEF = AnsweredPrompt(0, "Write about: fog", "Fog came.", {"base": "a", "few_shot": "b", "styled": "c"})


def with_adapter(run: Run) -> Scoring:
    run.adapter.mkdir()
    (run.adapter / "adapter_model.safetensors").write_bytes(b"weights")
    return Scoring(run)


def test_measuring_leaves_the_runs_last_word_the_last(run: Run) -> None:
    run.append(Finished(1, 1, "steps done", 2.0))
    said, offset = run.read_events()
    scoring = Scoring(run)
    scoring.say(ScorePhase("briefs", 3, 24))
    with scoring.lock():
        assert scoring.status() == "running"
        assert run.status() == "finished"
    assert run.read_events() == (said, offset)


@pytest.mark.parametrize(
    ("event", "status"),
    [
        (ScorePhase("losses"), "interrupted"),
        (ScoringStopped(), "stopped"),
        (ScoringFailed("No memory."), "failed"),
        (Scored(1.0), "measured"),
    ],
)
def test_the_status_follows_from_the_last_thing_said(run: Run, event, status) -> None:
    scoring = with_adapter(run)
    assert scoring.status() == "unmeasured"
    scoring.write(toy_scorecard())
    scoring.say(event)
    assert scoring.status() == status


def test_a_scorecard_is_read_back_and_a_new_adapter_has_none_yet(run: Run) -> None:
    scoring = with_adapter(run)
    assert scoring.scorecard is None
    scoring.write(toy_scorecard())
    scoring.say(Scored(1.0))
    assert scoring.scorecard == toy_scorecard()
    later = (run.folder / "scorecard.json").stat().st_mtime + 60
    os.utime(run.adapter / "adapter_model.safetensors", (later, later))
    assert scoring.scorecard is None
    assert scoring.status() == "unmeasured"


def test_a_scorecard_that_was_cut_off_is_gone_on_with_under_the_same_key_only(run: Run) -> None:
    scoring = with_adapter(run)
    begun = toy_scorecard(parts=("style",))
    scoring.write(begun)
    assert scoring.begun(begun.key) == begun
    assert scoring.begun("another") is None
    scoring.write(toy_scorecard())
    assert scoring.begun(begun.key) is None


def test_a_broken_scorecard_is_none(run: Run) -> None:
    scoring = with_adapter(run)
    (run.folder / "scorecard.json").write_text('{"base": 1}', "utf-8")
    assert scoring.scorecard is None


def test_answers_are_kept_for_the_same_key_and_dropped_for_another(run: Run) -> None:
    scoring = Scoring(run)
    scoring.prepare("one")
    scoring.add_answered(BRIEF)
    scoring.add_at_strength(0, 0.5, "d")
    scoring.prepare("one")
    assert scoring.answered == {0: BRIEF}
    assert scoring.at_strengths == {(0, 0.5): "d"}
    scoring.prepare("two")
    assert scoring.answered == {}
    assert scoring.at_strengths == {}


def test_a_line_that_a_kill_left_broken_is_passed_over(run: Run) -> None:
    scoring = Scoring(run)
    scoring.prepare("one")
    scoring.add_answered(BRIEF)
    for name in ("answers.jsonl", "scoring.jsonl"):
        with (run.folder / name).open("a") as file:
            file.write('{"number": 1, "prom')
    scoring.say(ScorePhase("losses"))
    assert scoring.answered == {0: BRIEF}
    assert [type(event) for event in scoring.events] == [ScorePhase]


def test_a_run_that_is_being_measured_cannot_be_deleted(run: Run) -> None:
    with Scoring(run).lock(), pytest.raises(RunError, match="being measured"):
        run.delete()
    run.delete()
    assert not Path(run.folder).exists()


def test_a_wish_to_stop_is_heard_until_it_is_cleared(run: Run) -> None:
    scoring = Scoring(run)
    scoring.ask_to_stop()
    assert scoring.stop_asked()
    assert not run.stop_asked()
    scoring.clear_stop()
    assert not scoring.stop_asked()
