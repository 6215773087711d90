"""Scorecards wait in the queue of the fine-tunes; a fine-tune that finished is measured by itself where one wishes."""

import sys
from pathlib import Path

import pytest

from styles.corpus.corpus import Corpus
from tests.toy import process_of, wait_until
from trainer.errors import RunError
from trainer.processes.child import ROOT
from trainer.processes.queue import TrainingQueue
from trainer.runs.events import Finished, Scored, ScoringFailed, ScoringStopped
from trainer.runs.recipe import Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run
from trainer.scorecard.scoring import Scoring

PATIENCE = 60


def command(module: str, *arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "tests" / "scoring_child.py"), module, *arguments]


@pytest.fixture
def queue():
    made = TrainingQueue(command)
    yield made
    made.close()


def new(home: Path, corpus: Corpus, plan: str, adapter: bool = True) -> Run:
    run = Run.create(home, NewRun(Recipe(), corpus, plan, "ann"))
    if adapter:
        run.adapter.mkdir()
        (run.adapter / "adapter_model.safetensors").write_bytes(b"weights")
        run.append(Finished(1, 1, "steps done", 1.0))
    return run


def test_a_run_is_measured_and_stays_finished(home, corpus, queue) -> None:
    run = new(home, corpus, "plain")
    queue.score(run)
    assert queue.wait(run, PATIENCE, "score")
    assert isinstance(Scoring(run).events[-1], Scored)
    assert queue.scoring_status(run) == "measured"
    assert queue.status(run) == "finished"


def test_a_run_without_an_adapter_and_one_that_is_being_measured_are_refused(home, corpus, queue) -> None:
    with pytest.raises(RunError, match="no adapter"):
        queue.score(new(home, corpus, "plain", adapter=False))
    run = new(home, corpus, "long")
    queue.score(run)
    with pytest.raises(RunError, match="already being measured"):
        queue.score(run)


def test_one_child_is_at_work_and_the_next_waits_until_it_is_done(home, corpus, queue) -> None:
    first, second = new(home, corpus, "long"), new(home, corpus, "new", adapter=False)
    queue.score(first)
    wait_until(lambda: bool(Scoring(first).answered), PATIENCE, "the first answer")
    queue.start(second)
    assert queue.status(second) == "waiting"
    assert queue.place_in_queue(second) == 1
    queue.stop_scoring(first)
    assert queue.wait(second, PATIENCE)
    assert queue.scoring_status(first) == "stopped"
    assert isinstance(Scoring(first).events[-1], ScoringStopped)
    assert second.status() == "finished"


def test_a_scoring_that_waits_leaves_the_queue_when_it_is_stopped(home, corpus, queue) -> None:
    first, second = new(home, corpus, "long"), new(home, corpus, "plain")
    queue.score(first)
    queue.score(second)
    assert queue.scoring_status(second) == "waiting"
    queue.stop_scoring(second)
    assert queue.wait(second, PATIENCE, "score")
    assert queue.scoring_status(second) == "unmeasured"


def test_a_killed_scoring_is_interrupted_and_can_be_started_again(home, corpus, queue) -> None:
    run = new(home, corpus, "long")
    queue.score(run)
    wait_until(lambda: bool(Scoring(run).answered), PATIENCE, "the first answer")
    process_of(queue).kill()
    assert queue.wait(run, PATIENCE, "score")
    assert queue.scoring_status(run) == "interrupted"
    run.rename("plain")
    queue.score(run)
    assert queue.wait(run, PATIENCE, "score")
    assert queue.scoring_status(run) == "measured"


def test_a_child_that_dies_without_a_word_is_spoken_for(home, corpus, queue) -> None:
    run = new(home, corpus, "mute")
    queue.score(run)
    assert queue.wait(run, PATIENCE, "score")
    last = Scoring(run).events[-1]
    assert isinstance(last, ScoringFailed)
    assert last.bug
    assert queue.status(run) == "finished"


def test_a_child_that_says_why_has_the_last_word(home, corpus, queue) -> None:
    run = new(home, corpus, "says why")
    queue.score(run)
    assert queue.wait(run, PATIENCE, "score")
    assert "memory" in Scoring(run).events[-1].sentence


def test_a_fine_tune_that_finished_is_measured_by_itself_only_when_nothing_else_waits(home, corpus) -> None:
    queue = TrainingQueue(command, score_finished=True)
    runs = [new(home, corpus, f"new {number}", adapter=False) for number in range(2)]
    try:
        for run in runs:
            queue.start(run)
        assert queue.wait(runs[1], PATIENCE)
        assert queue.wait(runs[1], PATIENCE, "score")
        assert [queue.scoring_status(run) for run in runs] == ["unmeasured", "measured"]
    finally:
        queue.close()


def test_what_would_take_long_is_not_measured_by_itself(home, corpus) -> None:
    queue = TrainingQueue(command, score_finished=True, score_minutes=0.01)
    run = new(home, corpus, "new", adapter=False)
    try:
        queue.start(run)
        assert queue.wait(run, PATIENCE)
        assert queue.wait(run, PATIENCE, "score")
        assert queue.scoring_status(run) == "unmeasured"
        queue.score(run)
        assert queue.wait(run, PATIENCE, "score")
        assert queue.scoring_status(run) == "measured"
    finally:
        queue.close()


def test_what_gives_way_is_measured_last_and_keeps_nobody_from_being_measured(home, corpus) -> None:
    queue = TrainingQueue(command, score_finished=True)
    first, second, mine = (new(home, corpus, f"new {name}", adapter=False) for name in ("a", "b", "mine"))
    try:
        queue.start(first, gives_way=True)
        queue.start(second, gives_way=True)
        queue.start(mine)
        for run in (mine, second, first):
            assert queue.wait(run, PATIENCE)
            assert queue.wait(run, PATIENCE, "score")
            assert queue.scoring_status(run) == "measured"
        ends = {run.id: Scoring(run).events[-1].at for run in (first, second, mine)}
        trained = {run.id: run.events[-1].at for run in (first, second, mine)}
        assert ends[mine.id] < trained[second.id]
        assert trained[second.id] < min(ends[first.id], ends[second.id])
    finally:
        queue.close()


def test_a_plain_worker_measures_only_when_asked(home, corpus, queue) -> None:
    run = new(home, corpus, "new", adapter=False)
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert queue.scoring_status(run) == "unmeasured"
