"""A child that scores like the true one but has no model: `MODULE RUN_FOLDER`; its plan is the run's name."""

import sys
import time
from pathlib import Path

from filelock import Timeout

from tests.scorecards import toy_scorecard
from trainer.error_messages import OUT_OF_MEMORY_MEASURING
from trainer.runs.events import Finished, Scored, ScorePhase, ScoringFailed, ScoringStopped
from trainer.runs.run import Run
from trainer.scorecard.answered_prompts import AnsweredPrompt
from trainer.scorecard.scoring import Scoring

module, folder = sys.argv[1:]
run = Run(Path(folder))
scoring, plan = Scoring(run), run.about.name
if module == "trainer.model.finetune":
    run.adapter.mkdir(exist_ok=True)
    (run.adapter / "adapter_model.safetensors").write_bytes(b"weights")
    run.append(Finished(1, 1, "steps done", 1.0))
    raise SystemExit
if plan == "mute":
    raise SystemExit("cannot even begin")
try:
    lock = scoring.lock().acquire()
except Timeout:
    raise SystemExit(2) from None
scoring.say(ScorePhase("briefs", 3, 24))
scoring.prepare("key")
scoring.add_answered(AnsweredPrompt(0, "about", "passage", {"base": "a", "few_shot": "b", "styled": "c"}))
while plan == "long" and not scoring.stop_asked():
    time.sleep(0.01)
if scoring.stop_asked():
    scoring.say(ScoringStopped())
elif plan == "says why":
    why = OUT_OF_MEMORY_MEASURING
    scoring.say(ScoringFailed(why.english, russian=why.russian))
    raise SystemExit(1)
else:
    scoring.write(toy_scorecard())
    scoring.say(Scored(1.0))
