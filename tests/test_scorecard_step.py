"""Measuring from the page, with a child that has no model: pressed, watched, stopped, read, taken away."""

import json
import sys
from pathlib import Path

import pytest

from styles.corpus.corpus import Corpus
from tests.fakes import toy_visitors
from tests.scorecards import toy_scorecard
from tests.steps import built
from tests.toy import toy_briefs, toy_corpus, wait_until, write_answers
from trainer.errors import PasticheError
from trainer.processes.child import ROOT
from trainer.processes.queue import TrainingQueue
from trainer.runs.events import Finished, ScorePhase
from trainer.runs.recipe import Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run
from trainer.scorecard.scoring import Scoring
from ui.steps.scorecard import Handlers, Parts, build
from ui.strings.strings import ENGLISH, RUSSIAN, Strings
from ui.visitors.visitors import Visitors

PATIENCE = 60


def command(module: str, *arguments: str) -> list[str]:
    return [sys.executable, str(ROOT / "tests" / "scoring_child.py"), module, *arguments]


@pytest.fixture
def visitors(home: Path):
    queue = TrainingQueue(command)
    yield toy_visitors(home, queue=queue)
    queue.close()


def finished(home: Path, corpus: Corpus, plan: str) -> Run:
    run = Run.create(home, NewRun(Recipe(), corpus, plan, "ann"))
    run.adapter.mkdir()
    (run.adapter / "adapter_model.safetensors").write_bytes(b"weights")
    run.append(Finished(1, 1, "steps done", 1.0))
    return run


def step_of(visitors: Visitors, t: Strings = ENGLISH) -> tuple[Handlers, Parts]:
    step = built(lambda owner: build(visitors, t, owner))
    return step.handlers, step.parts


def over(visitors: Visitors, run: Run) -> bool:
    return visitors.scorecards.state("ann", run.id).status not in ("waiting", "running")


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_a_press_measures_and_the_cards_appear(visitors: Visitors, home: Path, corpus: Corpus, t: Strings) -> None:
    run = finished(home, corpus, "plain")
    step, parts = step_of(visitors, t)
    before = step.refresh("ann", run.id)
    assert before[parts.panel].visible
    assert t.score_states["unmeasured"] in before[parts.status]
    assert before[parts.cards] == ""
    begun = step.measure("ann", run.id)
    assert begun[parts.timer].active
    wait_until(lambda: over(visitors, run), PATIENCE, "the scorecard")
    after = step.poll("ann", run.id)
    assert after[parts.cards].count("<article") == 4
    assert "<svg" in after[parts.plot]
    assert after[parts.drawer].visible
    assert not after[parts.timer].active
    assert run.id in after[parts.measured]


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_how_long_it_takes_is_said_before_and_what_will_not_be_measured(
    visitors: Visitors, home: Path, t: Strings
) -> None:
    run = finished(home, toy_corpus(), "plain")
    step, parts = step_of(visitors, t)
    sentence = step.refresh("ann", run.id)[parts.status]
    assert t.score_takes.partition("{")[0] in sentence
    assert "800" in sentence


def test_parts_appear_as_they_are_measured(visitors: Visitors, home: Path, corpus: Corpus) -> None:
    run = finished(home, corpus, "long")
    step, parts = step_of(visitors)
    step.measure("ann", run.id)
    wait_until(lambda: bool(Scoring(run).answered), PATIENCE, "the first answer")
    assert parts.shown not in step.poll("ann", run.id)
    Scoring(run).write(toy_scorecard(parts=("style",), abilities=None, strengths=()))
    grown = step.poll("ann", run.id)
    assert "Not measured yet." in grown[parts.cards]
    assert parts.measured not in grown
    assert grown[parts.measure].visible is False
    assert parts.cards not in step.poll("ann", run.id, grown[parts.shown])
    step.stop("ann", run.id)
    wait_until(lambda: over(visitors, run), PATIENCE, "the stop")
    assert step.poll("ann", run.id)[parts.measure].value == ENGLISH.measure


def test_the_time_left_is_said_while_it_goes_on(visitors: Visitors, home: Path, corpus: Corpus) -> None:
    run = finished(home, corpus, "long")
    step, parts = step_of(visitors)
    step.measure("ann", run.id)
    wait_until(lambda: bool(Scoring(run).answered), PATIENCE, "the first answer")
    Scoring(run).say(ScorePhase("abilities", seconds_left=290.0))
    assert "About 5 min left." in step.poll("ann", run.id)[parts.status]


def test_who_writes_how_is_drawn_once_there_are_words_enough(visitors: Visitors, home: Path, corpus: Corpus) -> None:
    run = finished(home, corpus, "plain")
    step, parts = step_of(visitors)
    write_answers(run.folder, toy_briefs(2))
    assert step.refresh("ann", run.id)[parts.fingerprints] == ""
    Scoring(run).write(toy_scorecard())
    assert "too few words" in step.refresh("ann", run.id)[parts.fingerprints]
    write_answers(run.folder, toy_briefs(12))
    assert 'role="img"' in step.refresh("ann", run.id)[parts.fingerprints]


def test_what_is_being_measured_is_said_with_how_far_it_is(visitors: Visitors, home: Path, corpus: Corpus) -> None:
    run = finished(home, corpus, "long")
    step, parts = step_of(visitors)
    step.measure("ann", run.id)
    wait_until(lambda: bool(Scoring(run).answered), PATIENCE, "the first answer")
    assert "held-out briefs: 3 of 24" in step.poll("ann", run.id)[parts.status]
    step.stop("ann", run.id)
    wait_until(lambda: over(visitors, run), PATIENCE, "the stop")
    stopped = step.poll("ann", run.id)
    assert ENGLISH.score_states["stopped"] in stopped[parts.status]
    assert stopped[parts.measure].visible


def test_why_it_failed_is_said_in_the_language_of_the_page(visitors: Visitors, home: Path, corpus: Corpus) -> None:
    run = finished(home, corpus, "says why")
    step, parts = step_of(visitors, RUSSIAN)
    step.measure("ann", run.id)
    wait_until(lambda: over(visitors, run), PATIENCE, "the end")
    assert "памяти" in step.poll("ann", run.id)[parts.status]


def test_a_run_that_is_not_there_or_has_no_adapter_shows_nothing(
    visitors: Visitors, home: Path, corpus: Corpus
) -> None:
    step, parts = step_of(visitors)
    bare = Run.create(home, NewRun(Recipe(), corpus, "bare", "ann"))
    for run_id in ("", "gone", bare.id):
        assert not step.refresh("ann", run_id)[parts.panel].visible


def test_another_visitors_scorecard_is_out_of_reach(visitors: Visitors, home: Path, corpus: Corpus) -> None:
    run = finished(home, corpus, "plain")
    Scoring(run).write(toy_scorecard())
    assert visitors.scorecards.card("ann", run.id)
    for attempt in (
        lambda: visitors.scorecards.card("bob", run.id),
        lambda: visitors.scorecards.fingerprints("bob", run.id),
        lambda: visitors.scorecards.start("bob", run.id),
        lambda: visitors.scorecards.stop("bob", run.id),
        lambda: visitors.scorecards.state("bob", run.id),
        lambda: visitors.scorecards.file("bob", run.id, home),
    ):
        with pytest.raises(PasticheError, match="There is no such"):
            attempt()


def test_the_scorecard_can_be_taken_away_as_json(
    visitors: Visitors, home: Path, corpus: Corpus, tmp_path: Path
) -> None:
    run = finished(home, corpus, "plain")
    with pytest.raises(PasticheError, match="not measured"):
        visitors.scorecards.file("ann", run.id, tmp_path)
    Scoring(run).write(toy_scorecard())
    written = json.loads(visitors.scorecards.file("ann", run.id, tmp_path).read_text("utf-8"))
    assert written["verdicts"]["style"] == "green"


def test_the_slider_starts_where_the_scorecard_recommends(visitors: Visitors, home: Path, corpus: Corpus) -> None:
    run = finished(home, corpus, "plain")
    assert visitors.style("ann", f"run/{run.id}").strength == 1.0
    Scoring(run).write(toy_scorecard(recommended=0.75))
    assert visitors.style("ann", f"run/{run.id}").strength == 0.75
