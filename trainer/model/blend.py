"""Blend two adapters: `python -m trainer.model.blend RUN_FOLDER`.

No weight of the base is needed, only its shape: the memory that the base would fill is set aside and never written to.
"""

import os
import time
from pathlib import Path
from typing import Any

from trainer import bases
from trainer.adapters.weights import Weights
from trainer.bases import Base
from trainer.compare import error_messages
from trainer.errors import RunError
from trainer.model import memory
from trainer.model.finetune import main
from trainer.model.saving import keep, save_adapter
from trainer.runs.blend import Blend
from trainer.runs.events import Finished, Phase
from trainer.runs.run import Run


def blend(run: Run) -> None:
    """Build a run's adapter from the two adapters of its blend."""
    began = time.monotonic()
    base, made_of = bases.find(run.recipe.base), run.blend
    if made_of is None:
        raise RunError(error_messages.NO_BLEND)
    run.append(Phase("loading"))
    model = blended(base, made_of)
    run.append(Phase("saving"))
    keep(run, lambda folder: save_adapter(model, base, folder), [], "peft")
    run.append(Finished(0, 0, "blended", round(time.monotonic() - began, 1), memory.peak_mib()))


def blended(base: Base, made_of: Blend) -> Any:
    """Return the base's shape with one adapter, the weighted sum of both."""
    import torch
    from peft import PeftModel
    from transformers import AutoConfig, AutoModelForCausalLM

    for source in made_of.sources:
        if not Weights(Path(source.adapter)).are_there:
            raise RunError(error_messages.BLENDED_GONE(name=source.name))
    config = AutoConfig.from_pretrained(str(base.folder or base.id))
    with torch.device("meta"):
        # The new adapter takes its base's precision, and in 16 bits the sum would be rounded.
        shape = AutoModelForCausalLM.from_config(config, dtype=torch.float32)
    first, second = made_of.sources
    model = PeftModel.from_pretrained(shape.to_empty(device="cpu"), first.adapter, adapter_name="first")
    model.load_adapter(second.adapter, adapter_name="second")
    # The sum's scale is in its weights already; this way of scaling by rank would scale it again.
    model.peft_config["first"].use_rslora = False
    model.add_weighted_adapter(["first", "second"], [first.weight, second.weight], "default", combination_type="cat")
    for name in ("first", "second"):
        model.delete_adapter(name)
    return model


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    raise SystemExit(main(blend))
