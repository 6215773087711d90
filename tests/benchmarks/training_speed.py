"""Tokens per second of our fine-tune against a plain TRL + PEFT + bitsandbytes script.

`python -m tests.benchmarks.training_speed`. Both train the same LoRA on the same 4-bit embedded base with the same
examples, batch size and number of steps, in turn, each in a process of its own; the first two steps are not counted.
What is printed is the ratio of each pair.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from typing import Any

from trainer.worker import ROOT, child_environment

STEPS, WARM_UP = 20, 2


def examples() -> list[dict[str, Any]]:
    """Return prompts and completions of the English gallery style, as both scripts get them."""
    from styles.cleaning import clean
    from styles.corpus_builder import prepare
    from styles.examples import build
    from styles.readers import read_file
    from trainer import gallery, library
    from trainer.bases import EMBEDDED
    from trainer.recipe import Recipe

    recipe = Recipe.for_corpus(EMBEDDED, 8_000)
    style = library.find("gallery/harbour_log", ROOT, "")
    corpus = prepare([clean(read_file(path, path.name)) for path in gallery.texts(style)], recipe.passage_size)
    return [
        {
            "prompt": [{"role": "user", "content": example.prompt}],
            "completion": [{"role": "assistant", "content": example.completion}],
        }
        for example in build(corpus.train, "en", recipe.example_settings, recipe.seed)
    ]


def trained(model: Any, tokenizer: Any, **settings: Any) -> float:
    """Train and return the tokens per second after the warm-up."""
    import torch
    from datasets import Dataset
    from transformers import TrainerCallback
    from trl import SFTConfig, SFTTrainer

    class Clock(TrainerCallback):
        began, before, rate = 0.0, 0.0, 0.0

        def on_step_end(self, args: Any, state: Any, control: Any, **_: Any) -> None:
            if state.global_step == WARM_UP:
                self.began, self.before = time.perf_counter(), state.num_input_tokens_seen
            elif state.global_step == STEPS:
                self.rate = float(state.num_input_tokens_seen - self.before) / (time.perf_counter() - self.began)

    clock = Clock()
    common = {
        "output_dir": "/tmp/pastiche-benchmark",
        "max_steps": STEPS,
        "per_device_train_batch_size": 8,
        "max_length": 512,
        "learning_rate": 1e-3,
        "save_strategy": "no",
        "report_to": "none",
        "disable_tqdm": True,
        "include_num_input_tokens_seen": "non_padding",
    }
    torch.manual_seed(0)
    data = Dataset.from_list(examples())
    arguments = SFTConfig(**common, **settings)
    SFTTrainer(model=model, args=arguments, train_dataset=data, processing_class=tokenizer, callbacks=[clock]).train()
    return clock.rate


def plain() -> float:
    """What one writes from the libraries' own guides: a quantized base, PEFT, TRL with its defaults."""
    import torch
    from peft import LoraConfig, get_peft_model, prepare_model_for_kbit_training
    from transformers import AutoModelForCausalLM, AutoTokenizer, BitsAndBytesConfig

    from trainer.bases import EMBEDDED

    four_bits = BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=torch.float32,
    )
    place = str(EMBEDDED.folder)
    model = AutoModelForCausalLM.from_pretrained(place, quantization_config=four_bits, device_map={"": "cpu"})
    model = prepare_model_for_kbit_training(model)
    lora = LoraConfig(r=32, lora_alpha=64, target_modules="all-linear", task_type="CAUSAL_LM")
    return trained(
        get_peft_model(model, lora),
        AutoTokenizer.from_pretrained(place),
        bf16=False,
        use_cpu=True,
        dataloader_pin_memory=False,
    )


def ours() -> float:
    """The engine and the trainer settings of `trainer.model.finetune`."""
    from trainer.bases import EMBEDDED
    from trainer.model import engine, finetune
    from trainer.recipe import Recipe

    loaded = engine.load_for_training(EMBEDDED, Recipe.for_corpus(EMBEDDED, 8_000))
    return trained(loaded.model, loaded.tokenizer, **finetune.computation(loaded))


def main() -> None:
    """Print the rates of each pair and the median ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pairs", type=int, default=3)
    parser.add_argument("--one", choices=("plain", "ours"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps({"plain": plain, "ours": ours}[options.one]()))
        return
    ratios = []
    for _ in range(options.pairs):
        rates = {name: _in_a_process(name) for name in ("plain", "ours")}
        ratios.append(rates["ours"] / rates["plain"])
        print(
            f"plain {rates['plain']:6.0f} tokens/s   ours {rates['ours']:6.0f} tokens/s   ratio {ratios[-1]:.2f}",
            flush=True,
        )
    print(f"median ratio {statistics.median(ratios):.2f}")


def _in_a_process(name: str) -> float:
    command = [sys.executable, "-m", "tests.benchmarks.training_speed", "--one", name]
    answer = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT, env=child_environment())
    return float(json.loads(answer.stdout.strip().rpartition("\n")[2]))


if __name__ == "__main__":
    main()
