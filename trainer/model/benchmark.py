"""Benchmark training on this computer: `python -m trainer.model.benchmark RECIPE_JSON LANGUAGE`.

It trains a few steps of the recipe on our own sample prose, in memory only, has the base write a few words, and prints
a `trainer.runs.estimate.TrainingSpeed`.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from trainer import bases
from trainer.model import engine, memory
from trainer.runs.estimate import PROMPT_SHARE, ROWS_WRITTEN, TrainingSpeed
from trainer.runs.recipe import Recipe

STEPS, ENOUGH_SECONDS = 3, 15.0
"""Steps of each kind, or fewer once that many seconds are over."""
WRITTEN = 8
"""Tokens of each text that is written."""
PROMPT_WORDS = 8
_GALLERY = Path(__file__).parents[2] / "styles" / "gallery"


def measure(recipe: Recipe, language: str) -> TrainingSpeed:
    """Return the speed of a few steps of the recipe."""
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

    usual, loss = batch(length), _loss_function(loaded)
    step = _training_step(loaded, loss)
    loaded.model.train()
    training = rows * length / _seconds_each(lambda: step(usual))
    loaded.model.eval()
    with torch.no_grad():
        measuring = rows * length / _seconds_each(lambda: loss(usual))
    writing = steps_written_per_second(loaded, text)
    loaded.model.train()
    # An example may be so long, and what one such step takes is not given back: it is the run's peak.
    step(batch(recipe.max_length))
    return TrainingSpeed(
        round(training, 1),
        round(measuring, 1),
        round(per_word, 2),
        round(loading, 1),
        peak_memory_gib(),
        round(writing, 2),
    )


def _loss_function(loaded: engine.Loaded) -> Callable[[Any], Any]:
    """Return the loss of (rows, tokens) ids, computed as in training."""
    from trainer.model.completion_loss import IGNORED, completion_loss, is_quicker

    quick = is_quicker(loaded)

    def loss(ids: Any) -> Any:
        labels = ids.clone()
        labels[:, : int(PROMPT_SHARE * ids.shape[1])] = IGNORED  # a prompt is only read
        return completion_loss(loaded.model, ids, labels) if quick else loaded.model(input_ids=ids, labels=labels).loss

    return loss


def _training_step(loaded: engine.Loaded, loss: Callable[[Any], Any]) -> Callable[[Any], None]:
    """Return a step over (rows, tokens) ids that changes next to nothing."""
    import torch

    optimizer = torch.optim.AdamW((value for value in loaded.model.parameters() if value.requires_grad), lr=1e-9)

    def step(ids: Any) -> None:
        loss(ids).backward()
        optimizer.step()
        optimizer.zero_grad()

    return step


def steps_written_per_second(loaded: engine.Loaded, text: str) -> float:
    """Return the tokens per second of each of sixteen answers.

    They are written as a run has its base write.
    """
    from trainer.model.answers import Manner
    from trainer.model.own_answers import own_answers
    from trainer.model.sampling import question

    words = text.split()
    prompts = [question(loaded.tokenizer, " ".join(words[row : row + PROMPT_WORDS])) for row in range(ROWS_WRITTEN)]

    times: list[float] = []

    def note_time() -> bool:
        """Answer that no stop is asked, and note the time.

        It is called after every token, and at the end.
        """
        times.append(time.monotonic())
        return False

    own_answers(loaded, prompts, range(ROWS_WRITTEN), Manner(WRITTEN), stopped=note_time)
    # The first token waits for the prompts to be read, the second for what is set up once.
    written = times[1:-1]
    return (len(written) - 1) / max(written[-1] - written[0], 1e-6)


def sample_prose(language: str) -> str:
    """Return gallery prose in a language, or else in English."""
    import tomllib

    for wanted in (language, "en"):
        for style in sorted(_GALLERY.glob("*/style.toml")):
            if tomllib.loads(style.read_text("utf-8"))["language"] == wanted:
                return "\n\n".join(path.read_text("utf-8") for path in sorted((style.parent / "texts").glob("*.txt")))
    return ""


def peak_memory_gib() -> float:
    """Return this process's peak memory in GiB, of the GPU if any."""
    return round((memory.peak_gpu_mib() or memory.peak_mib()) / 1024, 2)


def _seconds_each(step: Callable[[], Any]) -> float:
    """Return the mean seconds of a step after a warm-up step."""
    step()
    began, done = time.monotonic(), 0
    while done < STEPS and time.monotonic() - began < ENOUGH_SECONDS:
        step()
        done += 1
    return (time.monotonic() - began) / done


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    training_speed = measure(Recipe.from_json(sys.argv[1]), sys.argv[2])
    # The last line is the answer; whatever libraries print comes before it.
    print(training_speed.to_line(), flush=True)
