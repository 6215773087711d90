"""Tokens per second of our fine-tune against a plain TRL + PEFT + bitsandbytes script, and against another build.

`python -m tests.benchmarks.training_speed [--base FOLDER] [--today WORKTREE]`. All train the same LoRA on the same
4-bit base with the same examples, batch and number of steps, in turn, each in a process of its own; the first step is
not counted. Printed are the rates, by the clock and by the processor's time (which other work on the machine does not
change), the most memory, the loss at the end, and which share of the time the bare matrix products would take.
"""

import argparse
import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
WAYS = ("plain", "today", "ours")


def recipe_of(reference: str) -> Any:
    """Return the recipe that everybody follows, and its base."""
    from trainer import bases
    from trainer.runs.recipe import Recipe

    base = bases.find(reference)
    recipe = Recipe.for_corpus(base, 8_000)
    # What makes no difference to the speed, and could differ between two builds.
    return recipe.changed(learning_rate=1e-3, lora_r=16, lora_alpha=32), base


def examples(recipe: Any) -> list[dict[str, Any]]:
    """Return prompts and completions of the English gallery style, as all get them."""
    from styles.cleaning.clean import clean
    from styles.corpus.builder import build_corpus
    from styles.examples.examples import build
    from styles.texts.readers import read_file
    from trainer.library import gallery, library

    style = library.find("gallery/harbour_log", ROOT, "")
    corpus = build_corpus([clean(read_file(path, path.name)) for path in gallery.texts(style)], recipe.passage_size)
    return [
        {
            "prompt": [{"role": "user", "content": example.prompt}],
            "completion": [{"role": "assistant", "content": example.completion}],
        }
        for example in build(corpus.train, "en", recipe.example_settings, recipe.seed)
    ]


def trained(trainer: Any, model: Any, tokenizer: Any, recipe: Any, steps: int, **settings: Any) -> dict[str, float]:
    """Train, and return what was measured from the end of the first step on."""
    import torch
    from datasets import Dataset
    from transformers import TrainerCallback
    from trl import SFTConfig

    from trainer.model import memory

    class Clock(TrainerCallback):
        began = worked = before = 0.0
        rates: dict[str, float] = {}

        def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            if state.global_step == 1:
                self.began, self.worked = time.perf_counter(), time.process_time()
                self.before = state.num_input_tokens_seen
            elif state.global_step == steps:
                tokens = float(state.num_input_tokens_seen - self.before)
                self.rates = {
                    "by_clock": tokens / (time.perf_counter() - self.began),
                    "by_processor": tokens / (time.process_time() - self.worked),
                }

    clock = Clock()
    torch.manual_seed(0)
    with tempfile.TemporaryDirectory() as folder:
        arguments = SFTConfig(
            output_dir=folder,
            max_steps=steps,
            per_device_train_batch_size=recipe.per_device_train_batch_size,
            gradient_accumulation_steps=recipe.gradient_accumulation_steps,
            max_length=recipe.max_length,
            learning_rate=recipe.learning_rate,
            save_strategy="no",
            report_to="none",
            disable_tqdm=True,
            logging_steps=1,
            include_num_input_tokens_seen="non_padding",
            **settings,
        )
        data = Dataset.from_list(examples(recipe))
        run = trainer(model=model, args=arguments, train_dataset=data, processing_class=tokenizer, callbacks=[clock])
        run.train()
    losses = [entry["loss"] for entry in run.state.log_history if "loss" in entry]
    return {**clock.rates, "memory_mib": memory.peak_mib(), "loss": float(losses[-1])}


def plain(reference: str, steps: int) -> dict[str, float]:
    """What one writes from the libraries' own guides: a quantized base, PEFT, TRL with its defaults."""
    import torch
    from peft import LoraConfig, get_peft_model, prepare_model_for_kbit_training
    from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig
    from trl import SFTTrainer

    from trainer.model.engine import bfloat16_is_quick

    recipe, base = recipe_of(reference)
    quick = bfloat16_is_quick()
    dtype = torch.bfloat16 if quick else torch.float32
    four_bits = BitsAndBytesConfig(
        load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_use_double_quant=True, bnb_4bit_compute_dtype=dtype
    )
    place = str(base.folder)
    model = AutoModelForCausalLM.from_pretrained(
        place, quantization_config=four_bits, dtype=dtype, device_map={"": "cpu"}
    )
    model = prepare_model_for_kbit_training(model)
    lora = LoraConfig(r=recipe.lora_r, lora_alpha=recipe.lora_alpha, target_modules="all-linear", task_type="CAUSAL_LM")
    tokenizer = AutoTokenizer.from_pretrained(place)
    settings = {"bf16": quick, "use_cpu": True, "dataloader_pin_memory": False}
    return trained(SFTTrainer, get_peft_model(model, lora), tokenizer, recipe, steps, **settings)


def ours(reference: str, steps: int) -> dict[str, float]:
    """The engine and the trainer settings of `trainer.model.finetune`, of whichever build is imported."""
    from trainer.model import engine, finetune

    recipe, base = recipe_of(reference)
    loaded = engine.load_for_training(base, recipe)
    import trl

    trainer = finetune.trainer_for(loaded) if hasattr(finetune, "trainer_for") else trl.SFTTrainer
    found = trained(trainer, loaded.model, loaded.tokenizer, recipe, steps, **finetune.computation(loaded))
    return found | {"limit": matrix_limit(loaded)}


def matrix_limit(loaded: Any) -> float:
    """Return the tokens a second that could be trained on if nothing but matrix products took time.

    A token is multiplied with each weight of each layer forward and, for the gradient of what came in, once back. The
    output layer counts in full, though prompts do not go through it.
    """
    import torch

    layers = [layer.weight for layer in loaded.model.modules() if isinstance(layer, torch.nn.Linear)]
    frozen = sorted((weight for weight in layers if not weight.requires_grad), key=lambda weight: weight.numel())
    usual = frozen[len(frozen) // 2]
    rows = torch.randn(512, usual.shape[1]).to(usual.dtype)
    times = []
    for _ in range(12):
        began = time.perf_counter()
        torch.nn.functional.linear(rows, usual)
        times.append(time.perf_counter() - began)
    operations = 2 * rows.numel() * usual.shape[0] / min(times)
    return operations / (2 * 2 * sum(weight.numel() for weight in frozen))


def main() -> None:
    """Print the rates of each turn, and the medians of the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", default="embedded")
    parser.add_argument("--today", type=Path, help="a checkout of another build to compare with")
    parser.add_argument("--turns", type=int, default=3)
    parser.add_argument("--steps", type=int, default=0, help="20 on the embedded base, else 4")
    parser.add_argument("--without-plain", action="store_true")
    parser.add_argument("--one", choices=WAYS, help=argparse.SUPPRESS)
    options = parser.parse_args()
    steps = options.steps or (20 if options.base == "embedded" else 4)
    if options.one:
        print(json.dumps((plain if options.one == "plain" else ours)(options.base, steps)))
        return
    ways = [way for way in WAYS if (way != "today" or options.today) and (way != "plain" or not options.without_plain)]
    ratios: dict[str, list[float]] = {}
    for _ in range(options.turns):
        found = {way: _in_a_process(way, options.base, steps, options.today) for way in ways}
        for way, one in found.items():
            share = f", {one['by_clock'] / one['limit']:.0%} of what matrices allow" if "limit" in one else ""
            print(
                f"{way:5} {one['by_clock']:7.1f} tokens/s, {one['by_processor']:7.1f} a processor second, "
                f"{one['memory_mib']:.0f} MiB, loss {one['loss']:.4f}{share}",
                flush=True,
            )
        for way in ways[:-1]:
            for name in ("by_clock", "by_processor", "memory_mib"):
                ratios.setdefault(f"{name} against {way}", []).append(found["ours"][name] / found[way][name])
    for name, each in ratios.items():
        print(f"median of {name}: {statistics.median(each):.2f}")


def _in_a_process(way: str, base: str, steps: int, today: Path | None) -> dict[str, float]:
    from tests.benchmarks.builds import (
        environment_of,
        printed_by,
    )  # not there in another build, which imports this file too

    place = today.resolve() if way == "today" and today else ROOT
    command = [__file__, "--one", way, "--base", base, "--steps", str(steps)]
    plain = {**os.environ, "PYTHONPATH": str(place), "OMP_WAIT_POLICY": "PASSIVE", "PYTHONSAFEPATH": "1"}
    environment = plain if way == "plain" else environment_of(place)
    return dict(printed_by(place, command, environment))


if __name__ == "__main__":
    main()
