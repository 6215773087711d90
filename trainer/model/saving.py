"""Save an adapter as a PEFT folder, or a whole model."""

import json
import shutil
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from trainer import bases
from trainer.hub import card
from trainer.model import engine
from trainer.runs.run import Run


def save(run: Run, loaded: engine.Loaded, trainer: Any) -> None:
    """Save the adapter as a PEFT folder, or the model as Transformers'."""
    losses = [
        (int(entry["step"]), float(entry["eval_loss"])) for entry in trainer.state.log_history if "eval_loss" in entry
    ]
    base = bases.find(run.recipe.base)
    full = run.recipe.method == "full"
    write = partial(save_model, loaded) if full else partial(save_adapter, trainer.model, base)
    keep(run, write, losses, loaded.engine)


def keep(run: Run, write: Callable[[Path], None], losses: Sequence[tuple[int, float]], libraries: str) -> None:
    """Move what `write` wrote, with our card, into its place.

    It is there complete or not at all.
    """
    making = run.folder / ".learnt"
    shutil.rmtree(making, ignore_errors=True)
    write(making)
    # Last of all: PEFT has put a card of its own there.
    facts = card.RunFacts(run.about, run.recipe, run.corpus.report, losses, libraries, run.blend)
    text = card.write(facts)
    (making / "README.md").write_text(text, "utf-8")
    target = run.model if run.recipe.method == "full" else run.adapter
    shutil.rmtree(target, ignore_errors=True)
    making.rename(target)


def save_adapter(model: Any, base: bases.Base, folder: Path) -> None:
    """Write an adapter that names its base by the public id."""
    model.save_pretrained(folder, safe_serialization=True)
    # PEFT writes the place the base was loaded from, which is a path of this computer or a quantized copy.
    path = folder / "adapter_config.json"
    settings = json.loads(path.read_text("utf-8")) | {"base_model_name_or_path": base.public_id}
    path.write_text(json.dumps(settings, indent=2, ensure_ascii=False) + "\n", "utf-8")


def save_model(loaded: engine.Loaded, folder: Path) -> None:
    """Write a whole model in 16 bits with its tokenizer.

    Bases are published in 16 bits.
    """
    import torch

    loaded.model.to(torch.bfloat16).save_pretrained(folder)
    loaded.tokenizer.save_pretrained(folder)
