"""The same runs and comparisons on a CUDA GPU, where Unsloth's own kernels train and 4-bit layers stay packed."""

from pathlib import Path

import pytest

from tests.toy import quick_run, toy_corpus
from trainer import bases
from trainer.bases import EMBEDDED
from trainer.compare.comparison import Comparison, Done, TextDelta
from trainer.processes.generator import Generator
from trainer.processes.queue import TrainingQueue
from trainer.runs.events import Evaluated, Finished, Started
from trainer.runs.recipe import Method, Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run

pytestmark = [pytest.mark.gpu, pytest.mark.slow]

PATIENCE = 500


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Run:
    return trained(quick_run(tmp_path_factory.mktemp("home"), max_steps=12, learning_rate=3e-3))


@pytest.fixture(scope="module")
def billion(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A base of real shape with random weights: speed and memory do not depend on the values."""
    import torch
    from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM

    folder = tmp_path_factory.mktemp("billion")
    tokenizer = AutoTokenizer.from_pretrained(str(EMBEDDED.folder))
    shape = LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=2048,
        intermediate_size=8192,
        num_hidden_layers=16,
        num_attention_heads=32,
        num_key_value_heads=8,
        max_position_embeddings=4096,
        tie_word_embeddings=True,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )
    torch.manual_seed(1)
    LlamaForCausalLM(shape).to(torch.bfloat16).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


def trained(run: Run) -> Run:
    queue = TrainingQueue()
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert run.status() == "finished", (run.folder / "log.txt").read_text("utf-8")[-3000:]
    return run


def said(run: Run, kind: type) -> list:
    return [event for event in run.events if isinstance(event, kind)]


def columns(adapter: Path, strength: float) -> dict[str, str]:
    generator = Generator(adapter.parent / "generate.log")
    asked = Comparison("gate, river, clock", adapter=str(adapter), strength=strength, seed=7, max_new_tokens=60)
    found = dict.fromkeys(asked.columns, "")
    try:
        for message in generator.compare("embedded", asked):
            if isinstance(message, TextDelta):
                found[message.column] += message.text
        assert isinstance(message, Done)
    finally:
        generator.close()
    return {str(column): text for column, text in found.items()}


def test_unsloth_trains_on_the_gpu_and_the_held_out_loss_falls(finished: Run) -> None:
    started = said(finished, Started)[-1]
    assert started.device == "cuda"
    assert started.engine.startswith("unsloth")
    losses = said(finished, Evaluated)
    assert min(event.held_out_loss for event in losses[1:]) < losses[0].held_out_loss - 0.2


def test_strength_nought_is_the_base_token_for_token_on_the_gpu_too(finished: Run) -> None:
    none, full = columns(finished.adapter, 0.0), columns(finished.adapter, 1.0)
    assert none["styled"] == none["base"] == full["base"]
    assert full["styled"] != full["base"]


@pytest.mark.parametrize(("method", "rate"), [("lora", 3e-3), ("full", 1e-3)])
def test_the_other_methods_learn_on_the_gpu_too(tmp_path: Path, method: Method, rate: float) -> None:
    run = trained(quick_run(tmp_path, method=method, max_steps=12, learning_rate=rate, samples=0))
    losses = said(run, Evaluated)
    assert min(event.held_out_loss for event in losses[1:]) < losses[0].held_out_loss - 0.1
    assert said(run, Finished)[-1].peak_gpu_mib > 0
    found = columns(run.weights.folder, 1.0)
    assert found["styled"] != found["base"]


def test_a_base_of_a_billion_weights_is_trained_in_four_bits(billion: Path, tmp_path: Path) -> None:
    base = bases.find(str(billion))
    recipe = Recipe.for_corpus(base, 20_000, gpu=True).changed(base=str(billion), max_steps=4, evaluations=1, samples=0)
    run = trained(Run.create(tmp_path, NewRun(recipe, toy_corpus(200), "Billion", "me")))
    assert said(run, Finished)
    assert run.has_adapter
