"""Seconds in which three columns of 200 tokens are written, and to the first word, beside another worktree.

`python -m tests.benchmarks.writing_speed --base FOLDER [--today WORKTREE]`. The base wears a random adapter of rank 8;
all three columns of a comparison are answered as on the page, one of them shown three passages. Each build is started
three times, in turn; a first answer warms it up. An answer that ended early counts as if it had gone on at its rate.
"""

import argparse
import json
import statistics
import tempfile
from pathlib import Path

TOKENS, ROUNDS = 200, 3
PASSAGE = (
    "The pump waits by the green gate, and my uncle counts the moons over the harbour until the lamps are lit. " * 4
)


def make_adapter(reference: str, folder: Path) -> None:
    """Write a random adapter for the base into a folder."""
    import torch
    from peft import LoraConfig, get_peft_model

    from trainer import bases
    from trainer.model import engine, layers

    torch.manual_seed(0)
    loaded = engine.load(bases.find(reference))
    settings = LoraConfig(r=8, lora_alpha=2, target_modules=layers.linear_layers(loaded.model), init_lora_weights=False)
    get_peft_model(loaded.model, settings).save_pretrained(str(folder))
    config = json.loads((folder / "adapter_config.json").read_text("utf-8"))
    (folder / "adapter_config.json").write_text(json.dumps(config | {"base_model_name_or_path": None}), "utf-8")


def write(reference: str, adapter: str) -> None:
    """Print, as JSON, the seconds to the first word and in all."""
    import time

    from trainer import bases
    from trainer.compare.comparison import Answered, Comparison, TextDelta
    from trainer.model.generate import answer
    from trainer.model.loaded_styles import LoadedStyles

    styles = LoadedStyles(bases.find(reference))

    def seconds(tokens: int, seed: int) -> tuple[float, float]:
        said, began = [], time.perf_counter()
        asked = Comparison(
            "gate, river, clock", adapter=adapter, passages=(PASSAGE,) * 3, max_new_tokens=tokens, seed=seed
        )
        answer(styles, asked, lambda message: said.append((time.perf_counter() - began, message)), lambda: False)
        first = next(at for at, message in said if isinstance(message, TextDelta))
        longest = max(message.tokens for _, message in said if isinstance(message, Answered))
        return first, first + (said[-1][0] - first) * tokens / longest

    seconds(8, 0)
    print(json.dumps(seconds(TOKENS, 1)))


def main() -> None:
    """Print the medians of this worktree, and of another one with the ratios of each pair."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True, help="folder of a base model")
    parser.add_argument("--today", type=Path, help="worktree of another build")
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    from tests.benchmarks.builds import (
        environment_of,
        printed_by,
    )  # not there in another build, which imports this file too

    builds = [Path(__file__).parents[2], *filter(None, [options.today])]
    found: dict[Path, list[tuple[float, float]]] = {place: [] for place in builds}
    with tempfile.TemporaryDirectory() as adapter:
        make_adapter(options.base, Path(adapter))
        for _ in range(options.rounds):
            for place in builds:
                call = f"from writing_speed import write; write({options.base!r}, {adapter!r})"
                environment = environment_of(place.resolve(), Path(__file__).parent)
                found[place].append(tuple(printed_by(place, ["-c", call], environment)))
    for place, what in ((place, what) for what in (0, 1) for place in builds):
        name = ("seconds to the first word", f"seconds for {TOKENS} tokens")[what]
        print(f"{place.name}: {statistics.median(pair[what] for pair in found[place]):.1f} {name}")
    for ours, other in zip(found[builds[0]], found[builds[-1]], strict=True):
        if options.today:
            print(f"share of the other build's: first word {ours[0] / other[0]:.2f}, all {ours[1] / other[1]:.2f}")


if __name__ == "__main__":
    main()
