"""Real fine-tunes of the embedded base in real children: finish, stop, kill, resume, and what the adapter is."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.toy import process_of, quick_run, wait_until
from trainer.bases import EMBEDDED
from trainer.processes.child import ROOT, child_environment
from trainer.processes.queue import TrainingQueue
from trainer.runs.events import CheckpointSaved, Evaluated, Finished, Started, StepLogged, Stopped
from trainer.runs.run import Run

pytestmark = pytest.mark.slow

PATIENCE = 240


@pytest.fixture(scope="module")
def finished(tmp_path_factory) -> Run:
    run = quick_run(tmp_path_factory.mktemp("home"), max_steps=12, learning_rate=3e-3)
    queue = TrainingQueue()
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    return run


def said(run: Run, kind: type) -> list:
    return [event for event in run.events if isinstance(event, kind)]


def test_a_run_finishes_with_an_adapter_and_one_last_word(finished):
    assert finished.status() == "finished", (finished.folder / "log.txt").read_text()[-2000:]
    assert len(said(finished, Finished)) == 1
    assert isinstance(finished.events[-1], Finished)
    assert finished.has_adapter


def test_training_lowers_the_held_out_loss_that_the_base_starts_with(finished):
    losses = said(finished, Evaluated)
    assert losses[0].step == 0
    assert min(event.held_out_loss for event in losses[1:]) < losses[0].held_out_loss - 0.2


def test_every_evaluation_says_what_is_forgotten_and_what_is_copied(finished):
    measured = said(finished, Evaluated)
    assert all(event.general_loss > 0 for event in measured)
    assert measured[-1].general_loss != measured[0].general_loss
    assert all(0 <= event.copied <= 1 for event in measured)
    assert len({event.copy_limit for event in measured}) == 1


def test_a_run_that_learns_as_it_should_is_not_taken_for_a_reciter(finished):
    assert finished.events[-1].ending == "steps done"
    assert not any(event.recites for event in said(finished, Evaluated))
    best = [event.step for event in said(finished, Evaluated) if event.best][-1]
    assert finished.events[-1].best_step == best


def test_every_step_says_its_loss_its_pace_and_the_time_left(finished):
    steps = said(finished, StepLogged)
    assert [event.step for event in steps] == list(range(1, 13))
    assert all(event.loss > 0 and event.tokens_per_second > 0 for event in steps)
    assert steps[-1].seconds_left == 0


def test_samples_show_the_base_first_and_change_as_it_learns(finished):
    samples = finished.samples
    assert {sample.step for sample in samples} == {0, 12}
    first, last = (next(item.text for item in samples if item.step == step) for step in (0, 12))
    assert first != last


def test_the_adapter_is_a_plain_peft_folder_with_our_card(finished):
    names = {path.name for path in finished.adapter.iterdir()}
    assert {"adapter_config.json", "adapter_model.safetensors", "README.md"} <= names
    assert not any(name.endswith((".bin", ".pt", ".pkl")) for name in names)
    settings = json.loads((finished.adapter / "adapter_config.json").read_text("utf-8"))
    assert settings["task_type"] == "CAUSAL_LM"
    assert settings["base_model_name_or_path"] == "embedded"
    assert "made with Pastiche" in (finished.adapter / "README.md").read_text("utf-8")


def test_the_adapter_loads_in_a_fresh_process_with_plain_peft_and_changes_the_answer(finished):
    code = """
import sys, torch
from peft import PeftModel
from transformers import AutoModelForCausalLM, AutoTokenizer
base = AutoModelForCausalLM.from_pretrained(sys.argv[1], dtype=torch.float32)
tokens = AutoTokenizer.from_pretrained(sys.argv[1])("The clock", return_tensors="pt")["input_ids"]
plain = base(input_ids=tokens).logits
styled = PeftModel.from_pretrained(base, sys.argv[2])(input_ids=tokens).logits
print("difference", float((plain - styled).abs().max()))
"""
    command = [sys.executable, "-c", code, str(EMBEDDED.folder), str(finished.adapter)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)
    assert float(answer.stdout.split()[-1]) > 0.1


def test_no_word_of_the_author_is_in_events_log_or_card(finished):
    sentence = finished.corpus.train[0].text.split(". ")[0]
    for name in ("events.jsonl", "log.txt", "adapter/README.md", "recipe.json"):
        assert sentence not in (finished.folder / name).read_text("utf-8"), name


def test_the_loss_is_on_the_completion_only_and_the_completion_ends_with_the_end_token(tmp_path):
    code = """
import sys
from pathlib import Path
from styles.examples.examples import build
from trainer import bases
from trainer.model import engine, finetune
from trainer.runs.run import Run
run = Run(Path(sys.argv[1]))
loaded = engine.load_for_training(bases.EMBEDDED, run.recipe)
corpus = run.corpus
examples = build(corpus.train, corpus.language, run.recipe.example_settings, 1)
rows = finetune.make_trainer(run, loaded, examples, []).train_dataset
for row, example in zip(rows, examples):
    learnt = [token for token in row["labels"] if token != -100]
    text = loaded.tokenizer.decode(learnt)
    assert text == example.completion + "<|end|>", (text, example.completion)
    assert row["labels"][: len(row["labels"]) - len(learnt)] == [-100] * (len(row["labels"]) - len(learnt))
print("checked", len(rows))
"""
    run = quick_run(tmp_path)
    answer = subprocess.run(
        [sys.executable, "-c", code, str(run.folder)],
        capture_output=True, text=True, timeout=PATIENCE, cwd=ROOT, env=child_environment(),
    )  # fmt: skip
    assert answer.returncode == 0, answer.stderr[-2000:]
    assert int(answer.stdout.split()[-1]) > 20


def test_a_child_killed_in_mid_training_leaves_a_run_that_resumes_from_its_checkpoint(tmp_path):
    run = quick_run(tmp_path, max_steps=40, evaluations=20, samples=0)
    queue = TrainingQueue()
    queue.start(run)
    wait_until(lambda: len(said(run, CheckpointSaved)) >= 2, PATIENCE, "two checkpoints")
    os.kill(process_of(queue).pid, signal.SIGKILL)
    assert queue.wait(run, 30)
    assert queue.status(run) == "interrupted"

    before = len(said(run, StepLogged))
    queue.start(run)
    wait_until(lambda: len(said(run, Started)) == 2, PATIENCE, "the second start")
    assert said(run, Started)[1].resumed_from >= 2
    wait_until(lambda: len(said(run, StepLogged)) > before, PATIENCE, "a step after the resume")
    assert said(run, StepLogged)[before].step == said(run, Started)[1].resumed_from + 1

    queue.stop(run)
    assert queue.wait(run, PATIENCE)
    assert isinstance(run.events[-1], Stopped)
    # What the base copied before it learnt anything is remembered over the kill.
    assert len({event.copy_limit for event in said(run, Evaluated)}) == 1
    assert run.status() == "stopped"
    assert run.has_adapter


def test_a_run_with_an_impossible_base_fails_with_a_sentence_and_no_traceback(tmp_path):
    run = quick_run(tmp_path, base=str(tmp_path / "gone"))
    queue = TrainingQueue()
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert run.status() == "failed"
    assert "gone" in run.events[-1].sentence
    assert not run.events[-1].bug


@pytest.mark.parametrize("method", ["qlora", "lora"])
def test_unsloths_own_cpu_backend_trains_the_same_run(tmp_path, method):
    """There it is the `FastLanguageModel` code that a GPU runs; `make test` puts it beside the environment."""
    beside = Path(os.environ.get("PASTICHE_UNSLOTH_CPU", ROOT / ".venv" / "unsloth-cpu"))
    if not (beside / "unsloth").is_dir():
        assert not os.environ.get("CI"), "make test installs Unsloth's CPU backend; in CI it must be there"
        pytest.skip("Unsloth with a CPU backend is not installed beside the environment")
    run = quick_run(tmp_path, max_steps=4, evaluations=1, samples=0, method=method)
    environment = child_environment()
    environment["PYTHONPATH"] = os.pathsep.join([str(beside), environment["PYTHONPATH"]])
    command = [sys.executable, "-m", "trainer.model.finetune", str(run.folder)]
    answer = subprocess.run(command, capture_output=True, text=True, timeout=2 * PATIENCE, env=environment)
    assert answer.returncode == 0, answer.stderr[-2000:]
    assert said(run, Started)[0].engine.startswith("unsloth 2026.")
    assert run.status() == "finished"
    assert said(run, Evaluated)[-1].held_out_loss < said(run, Evaluated)[0].held_out_loss
