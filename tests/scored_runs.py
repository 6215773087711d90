"""Tiny fine-tunes of the embedded base, truly trained and truly measured, as little as shows what is looked for."""

from pathlib import Path

from tests.toy import quick_run
from trainer.processes.child import child_command
from trainer.processes.queue import TrainingQueue
from trainer.runs.run import Run
from trainer.scorecard.score_settings import ScoreSettings
from trainer.scorecard.scorecard import Scorecard
from trainer.scorecard.scoring import Scoring

PATIENCE = 600
FEW = ScoreSettings(
    briefs=4,
    gap_words=50,
    rounds=1,
    general_texts=12,
    general_prompts=8,
    answer_tokens=40,
    rules=12,
    prefixes=24,
)
"""So little that a test takes seconds; what is planted is large enough to be seen all the same."""


def command(module: str, *arguments: str) -> list[str]:
    return child_command(module, *arguments, *([FEW.to_json()] if module == "trainer.model.score" else []))


def trained(home: Path, **fields: object) -> Run:
    run = quick_run(home, samples=0, evaluations=1, **fields)
    queue = TrainingQueue()
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert run.has_adapter, (run.folder / "log.txt").read_text()[-2000:]
    return run


def scored(run: Run) -> Scorecard:
    queue = TrainingQueue(command)
    queue.score(run)
    assert queue.wait(run, PATIENCE, "score")
    card = Scoring(run).scorecard
    assert card, (run.folder / "score.log").read_text()[-2000:]
    return card
