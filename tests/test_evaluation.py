"""A real run is measured on its way: a planted reciter is caught, and what is kept is from before."""

import dataclasses
import subprocess
import sys

import pytest

from styles.cleaning.clean import clean
from styles.corpus.builder import build_corpus
from styles.texts.readers import read_file
from tests.toy import quick_recipe
from trainer.library import gallery
from trainer.processes.child import ROOT, child_environment
from trainer.processes.queue import TrainingQueue
from trainer.runs.events import Evaluated, Finished
from trainer.runs.records import NewRun
from trainer.runs.run import Run

pytestmark = pytest.mark.slow

PATIENCE = 900
RECITED = """
import sys
from pathlib import Path
from peft import PeftModel
from styles.examples.examples import build
from styles.measures.copying import TrainingText
from trainer import bases
from trainer.model import engine, recitation
from trainer.runs.run import Run
run = Run(Path(sys.argv[1]))
loaded = engine.load(bases.EMBEDDED)
model = PeftModel.from_pretrained(loaded.model, str(run.adapter))
train = build(run.corpus.train, run.corpus.language, run.recipe.example_settings, run.recipe.seed)
begun = recitation.prefixes(loaded.tokenizer, [(one.prompt, one.completion) for one in train], 16)
training = TrainingText(passage.text for passage in run.corpus.train)
print("copied", recitation.recited(model, loaded.tokenizer, training, begun).pooled.coverage)
"""


@pytest.fixture(scope="module")
def reciter(tmp_path_factory) -> Run:
    """Twenty passages of prose, sixty times over and with a high rate; only reciting can end it early."""
    high = {"learning_rate": 5e-3, "lora_r": 32, "lora_alpha": 64}
    recipe = quick_recipe(**high, num_train_epochs=60, max_steps=0, evaluations=30, patience=0, samples=0)
    style = next(style for style in gallery.shipped() if style.language == "en")
    whole = build_corpus([clean(read_file(path, path.name)) for path in gallery.texts(style)], recipe.passage_size)
    corpus = dataclasses.replace(whole, train=whole.train[:20], held_out=whole.held_out[:6])
    run = Run.create(tmp_path_factory.mktemp("home"), NewRun(recipe, corpus, "Reciter", "me"))
    queue = TrainingQueue()
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert run.status() == "finished", (run.folder / "log.txt").read_text("utf-8")[-2000:]
    return run


def test_a_planted_reciter_is_caught_long_before_its_last_step(reciter: Run) -> None:
    last = reciter.events[-1]
    assert isinstance(last, Finished)
    assert last.ending == "began to recite"
    assert last.step < reciter.recipe.steps(40) / 2


def test_what_is_kept_of_a_reciter_is_a_step_that_does_not_recite(reciter: Run) -> None:
    measured = {event.step: event for event in reciter.events if isinstance(event, Evaluated)}
    last = reciter.events[-1]
    assert isinstance(last, Finished)
    kept, became = measured[last.best_step], measured[last.step]
    assert became.recites
    assert not kept.recites
    assert kept.copied is not None
    assert became.copied is not None
    assert kept.copied < became.copied / 2


def test_the_saved_adapter_is_that_step(reciter: Run) -> None:
    answer = subprocess.run(
        [sys.executable, "-c", RECITED, str(reciter.folder)],
        capture_output=True, text=True, timeout=PATIENCE, cwd=ROOT, env=child_environment(),
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr[-2000:]
    limit = next(event.copy_limit for event in reciter.events if isinstance(event, Evaluated))
    assert limit is not None
    assert float(answer.stdout.split()[-1]) < limit
