"""The child that measures this computer: `python -m trainer.model.measure RECIPE_JSON LANGUAGE`.

It trains a few steps of the recipe on our own sample prose, in memory only, and prints a `trainer.estimate.Pace`.
"""

import os
import sys
import time
from pathlib import Path

from trainer import bases
from trainer.estimate import Pace
from trainer.model import engine, memory
from trainer.recipe import Recipe

STEPS = 3
_GALLERY = Path(__file__).parents[2] / "styles" / "gallery"


def measure(recipe: Recipe, language: str) -> Pace:
    """Return the pace of a few steps like the recipe's."""
    began = time.monotonic()
    loaded = engine.load_for_training(bases.find(recipe.base), recipe)
    import torch

    loading = time.monotonic() - began
    text = sample_prose(language)
    ids = loaded.tokenizer(text, add_special_tokens=False)["input_ids"]
    per_word = len(ids) / len(text.split())
    length = min(recipe.max_length, int(recipe.passage_most * per_word))
    rows = recipe.per_device_train_batch_size
    many = ids * (1 + rows * recipe.max_length // len(ids))

    def batch(length: int) -> torch.Tensor:
        return torch.tensor(many[: rows * length], device=loaded.device).reshape(rows, length)

    usual = batch(length)
    optimizer = torch.optim.AdamW((value for value in loaded.model.parameters() if value.requires_grad), lr=1e-9)

    def step(ids: torch.Tensor) -> None:
        loaded.model(input_ids=ids, labels=ids).loss.backward()
        optimizer.step()
        optimizer.zero_grad()

    loaded.model.train()
    training = rows * length / _seconds_each(lambda: step(usual))
    loaded.model.eval()
    with torch.no_grad():
        measuring = rows * length / _seconds_each(lambda: loaded.model(input_ids=usual, labels=usual))
    loaded.model.train()
    # An example may be so long, and what one such step takes is not given back: it is the run's peak.
    step(batch(recipe.max_length))
    return Pace(round(training, 1), round(measuring, 1), round(per_word, 2), round(loading, 1), peak_memory_gib())


def sample_prose(language: str) -> str:
    """Return prose of the gallery in a language, English where there is none."""
    import tomllib

    for wanted in (language, "en"):
        for style in sorted(_GALLERY.glob("*/style.toml")):
            if tomllib.loads(style.read_text("utf-8"))["language"] == wanted:
                return "\n\n".join(path.read_text("utf-8") for path in sorted((style.parent / "texts").glob("*.txt")))
    return ""


def peak_memory_gib() -> float:
    """Return the most memory this process has used: the GPU's where there is one, else its own."""
    return round((memory.peak_gpu_mib() or memory.peak_mib()) / 1024, 2)


def _seconds_each(step: "object") -> float:
    """Return the mean time of a step, the first one, which warms up, not counted."""
    assert callable(step)
    step()
    began = time.monotonic()
    for _ in range(STEPS):
        step()
    return (time.monotonic() - began) / STEPS


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    pace = measure(Recipe.from_json(sys.argv[1]), sys.argv[2])
    # The last line is the answer; whatever libraries print comes before it.
    print(pace.to_line(), flush=True)
