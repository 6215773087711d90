"""Speed of this computer with a base, measured once."""

import contextlib
import json
import subprocess
from dataclasses import asdict
from pathlib import Path
from typing import Any

from trainer import error_messages
from trainer.errors import RunError
from trainer.processes.child import ChildCommand, child_command, last_line
from trainer.runs.estimate import TrainingSpeed
from trainer.runs.files import replace_file
from trainer.runs.recipe import Recipe

MEASURE_SECONDS = 300


def measure(recipe: Recipe, language: str, home: Path, command: ChildCommand = child_command) -> TrainingSpeed:
    """Return this computer's speed for a recipe.

    A child measures it once; then it is kept in the home folder. RunError where it cannot be measured.
    """
    memory = home / "paces.json"
    key = f"{recipe.base} {recipe.method} {language} r{recipe.lora_r}"
    key += f" {recipe.per_device_train_batch_size}x{recipe.max_length} {recipe.passage_most}"
    known: dict[str, Any] = {}
    with contextlib.suppress(OSError, ValueError, TypeError):
        known = dict(json.loads(memory.read_text("utf-8")))
    with contextlib.suppress(KeyError, TypeError):
        return TrainingSpeed(**known[key])
    training_speed = _measured(command, recipe, language)
    with contextlib.suppress(OSError):  # a full disk costs the memory, not the estimate
        home.mkdir(parents=True, exist_ok=True)
        replace_file(memory, json.dumps({**known, key: asdict(training_speed)}, indent=2))
    return training_speed


def _measured(command: ChildCommand, recipe: Recipe, language: str) -> TrainingSpeed:
    try:
        return TrainingSpeed.from_line(
            last_line(command("trainer.model.benchmark", recipe.to_json(), language), MEASURE_SECONDS)
        )
    except (subprocess.SubprocessError, OSError, ValueError, TypeError) as error:
        raise RunError(error_messages.NO_SPEED) from error
