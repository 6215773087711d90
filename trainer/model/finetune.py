"""The child that fine-tunes: `python -m trainer.model.finetune RUN_FOLDER`.

Reads top to bottom: take the lock, load the base, let it write its views of the passages, build the examples, train,
save what was learnt with its card. Everything it has to say goes into the run's events; its own output is the run's
log. Started again on the same folder it resumes from the newest whole checkpoint, as long as recipe, corpus, views and
edits are the same.

Not covered: scoring.
"""

import hashlib
import json
import os
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from filelock import Timeout

from styles.examples.examples import Example, held_out_examples
from trainer import bases, error_messages
from trainer.adapters.weights import Weights
from trainer.errors import PasticheError, whereabouts
from trainer.hub import card
from trainer.model import engine, memory
from trainer.model.training_rows import check_room, fitted, without_untrue_ends
from trainer.runs.estimate import HELD_OUT_MOST
from trainer.runs.events import Finished, Phase, Started, Stopped
from trainer.runs.passage_views import views_digest
from trainer.runs.run import Run
from trainer.runs.training_examples import training_examples


def main(work: Callable[[Run], None]) -> int:
    """Do the work on the run named on the command line; every ending is said in its events."""
    run = Run(Path(sys.argv[1]))
    try:
        with run.lock():
            return _guarded(run, work)
    except Timeout:
        print("Another process is already training this run.", file=sys.stderr)
        return 2


def _guarded(run: Run, work: Callable[[Run], None]) -> int:
    try:
        work(run)
        return 0
    except PasticheError as error:
        run.failed(error.message)
    except MemoryError:
        run.failed(error_messages.OUT_OF_MEMORY)
    except Exception as error:
        print(whereabouts(error), file=sys.stderr)
        if "out of memory" in str(error).lower() or "can't allocate memory" in str(error).lower():
            run.failed(error_messages.OUT_OF_MEMORY)
        elif isinstance(error, OSError) and error.strerror:
            run.failed(error_messages.RUN_BROKEN_OFF(reason=error.strerror))
        else:
            run.failed(error_messages.BUG_TRAINING, bug=True)
    return 1


def finetune(run: Run) -> None:
    """Train as the run's recipe says and save what was learnt, from the start or from the last checkpoint."""
    began = time.monotonic()
    recipe, corpus = run.recipe, run.corpus
    base = bases.find(recipe.base)
    if recipe.method == "few_shot":
        # Passages and base are all there is to it: they are in the run's folder already.
        run.append(Finished(0, 0, "nothing to train", round(time.monotonic() - began, 1), memory.peak_mib()))
        return
    run.append(Phase("loading"))
    loaded = engine.load_for_training(base, recipe)
    # Only now: it imports Transformers, and Unsloth must come before.
    from trainer.model.evaluation import Evaluation
    from trainer.model.replay import replay
    from trainer.model.write_views import make_views

    # Before the base writes anything, which takes long.
    check_room(loaded.tokenizer, training_examples(run), recipe, base.context)
    make_views(run, loaded)
    built = training_examples(run)
    fits = partial(fitted, loaded.tokenizer, max_length=recipe.max_length)
    whole_or_cut = fits(built)
    train = whole_or_cut.kept
    held_out = fits(held_out_examples(corpus.held_out, corpus.language, recipe.example_settings)[:HELD_OUT_MOST]).kept
    run.append(Phase("replaying"))
    replayed = fits(replay(run, loaded, train)).kept
    trainer = make_trainer(run, loaded, mixed(train, replayed, recipe.seed), held_out)
    evaluation = Evaluation(run, loaded, train) if held_out else None
    if evaluation:
        trainer.add_callback(evaluation)
    checkpoint = prepare_checkpoints(run)
    resumed_from = int(checkpoint.name.rpartition("-")[2]) if checkpoint else 0
    steps = recipe.steps(len(train) + len(replayed))
    tasks = Counter(example.task for example in (*train, *replayed))
    beyond = {"cut": whole_or_cut.cut, "lost": len(built) - len(train)}
    run.append(Started(loaded.engine, loaded.device, tasks.total(), steps, resumed_from, dict(tasks), **beyond))

    run.append(Phase("training"))
    trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)

    run.append(Phase("saving"))
    save(run, loaded, trainer)
    seconds = round(time.monotonic() - began, 1)
    last = trainer.state.global_step
    if run.stop_asked():
        run.append(Stopped(last, seconds))
    else:
        ending = evaluation.ending if evaluation and last < steps else None
        best = trainer.state.best_global_step or last
        peaks = memory.peak_mib(), memory.peak_gpu_mib()
        run.append(Finished(last, best, ending or "steps done", seconds, *peaks))
        # A stopped run keeps its checkpoints: it may be resumed.
        shutil.rmtree(run.folder / "checkpoints", ignore_errors=True)


def make_trainer(run: Run, loaded: engine.Loaded, train: list[Example], held_out: list[Example]) -> Any:
    """Return TRL's trainer: loss on completions only, evaluations and checkpoints as the recipe says.

    Where something is held out, it keeps the checkpoint that `trainer.model.evaluation`, added to it, ranks first.
    """
    from trl import SFTConfig

    from trainer.model.evaluation import RANK
    from trainer.model.reporting import Reporter

    recipe = run.recipe
    steps = recipe.steps(len(train))
    every = max(1, -(-steps // recipe.evaluations))
    settings = SFTConfig(
        output_dir=str(run.folder / "checkpoints"),
        **tokenization(recipe.max_length),
        max_steps=steps,
        learning_rate=recipe.learning_rate,
        lr_scheduler_type=recipe.lr_scheduler_type,
        warmup_steps=max(1, int(recipe.warmup_ratio * steps)),
        weight_decay=recipe.weight_decay,
        per_device_train_batch_size=recipe.per_device_train_batch_size,
        per_device_eval_batch_size=recipe.per_device_train_batch_size,
        gradient_accumulation_steps=recipe.gradient_accumulation_steps,
        include_num_input_tokens_seen="non_padding",
        **computation(loaded),
        eval_strategy="steps" if held_out else "no",
        eval_steps=every,
        # The base's own held-out loss: what the adapter has to beat.
        eval_on_start=bool(held_out),
        save_strategy="steps",
        save_steps=every,
        save_total_limit=2,
        load_best_model_at_end=bool(held_out),
        metric_for_best_model=RANK,
        greater_is_better=False,
        logging_steps=1,
        report_to="none",
        disable_tqdm=True,
        seed=recipe.seed,
    )
    trainer = trainer_for(loaded)(
        model=loaded.model,
        args=settings,
        train_dataset=dataset(train),
        eval_dataset=dataset(held_out) if held_out else None,
        processing_class=loaded.tokenizer,
        callbacks=[Reporter(run, loaded, steps)],
    )
    trainer.train_dataset = without_untrue_ends(trainer.train_dataset, train, loaded.tokenizer.eos_token_id)
    return trainer


def trainer_for(loaded: engine.Loaded) -> Any:
    """Return TRL's trainer, or the one that computes its loss as a CPU does it best."""
    import trl

    from trainer.model.completion_loss import completion_trainer, is_quicker

    return completion_trainer() if is_quicker(loaded) else trl.SFTTrainer


def computation(loaded: engine.Loaded) -> dict[str, Any]:
    """Return the settings that decide how quickly it is learnt, and not what."""
    on_cpu = loaded.device == "cpu"
    settings = {
        # Rows of like length side by side: less padding to compute.
        "train_sampling_strategy": "group_by_length",
        "gradient_checkpointing": not on_cpu,
        "gradient_checkpointing_kwargs": {"use_reentrant": False},
        "optim": "adamw_torch" if on_cpu else "adamw_8bit",
        # A model whose own weights are in bfloat16 needs nothing cast; what casts on a CPU would cast the adapter too.
        "bf16": loaded.bfloat16 and not (on_cpu and loaded.model.dtype.itemsize == 2),
        "use_cpu": on_cpu,
        "dataloader_pin_memory": not on_cpu,
    }
    if on_cpu and loaded.engine.startswith("unsloth"):
        # By this name Unsloth's own loss is meant, which computes no more than completions need; TRL's computes twice.
        settings["loss_type"] = "nll"
    return settings


def mixed(train: list[Example], replayed: list[Example], seed: int) -> list[Example]:
    """Return the author's examples and the base's own answers in one order, drawn from the seed."""
    order = [*train, *replayed]
    if replayed:  # without them the examples have their order already
        random.Random(seed).shuffle(order)
    return order


def tokenization(max_length: int | None) -> dict[str, Any]:
    """Return the settings that decide what the model sees of an example; the preview shows it with the same ones."""
    return {"completion_only_loss": True, "max_length": max_length}


def dataset(examples: list[Example]) -> Any:
    """Return the examples as a dataset of prompt and completion messages, which TRL renders with the chat template."""
    from datasets import Dataset

    rows = [
        {
            "prompt": [{"role": "user", "content": example.prompt}],
            "completion": [{"role": "assistant", "content": example.completion}],
            "chat_template_kwargs": {"enable_thinking": False},
        }
        for example in examples
    ]
    return Dataset.from_list(rows)


def prepare_checkpoints(run: Run) -> Path | None:
    """Return the newest whole checkpoint, None for a fresh start; those of other settings, texts, views or edits go."""
    folder = run.folder / "checkpoints"
    edits = json.dumps(run.edits.to_json()) if run.edits else ""
    learnt = run.recipe.to_json() + run.corpus.content_hash + views_digest(run) + edits
    key = hashlib.sha256(learnt.encode()).hexdigest()
    mark = folder / "key"
    if folder.exists() and (not mark.exists() or mark.read_text("ascii") != key):
        shutil.rmtree(folder)
    folder.mkdir(exist_ok=True)
    mark.write_text(key, "ascii")
    whole = [path for path in folder.glob("checkpoint-*") if _is_whole(path)]
    return max(whole, key=lambda path: int(path.name.rpartition("-")[2]), default=None)


def _is_whole(checkpoint: Path) -> bool:
    """Whether a kill did not cut its writing short: the trainer's state is the last file of a checkpoint."""
    try:
        json.loads((checkpoint / "trainer_state.json").read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return Weights(checkpoint).are_there


def save(run: Run, loaded: engine.Loaded, trainer: Any) -> None:
    """Keep the adapter as a plain PEFT folder, or the model as a plain Transformers one."""
    losses = [
        (int(entry["step"]), float(entry["eval_loss"])) for entry in trainer.state.log_history if "eval_loss" in entry
    ]
    base = bases.find(run.recipe.base)
    full = run.recipe.method == "full"
    write = partial(save_model, loaded) if full else partial(save_adapter, trainer.model, base)
    keep(run, write, losses, loaded.engine)


def keep(run: Run, write: Callable[[Path], None], losses: Sequence[tuple[int, float]], libraries: str) -> None:
    """Put what `write` writes into a folder into its place, with our card: complete or not at all."""
    making = run.folder / ".learnt"
    shutil.rmtree(making, ignore_errors=True)
    write(making)
    # Last of all: PEFT has put a card of its own there.
    text = card.write(run.about, run.recipe, run.corpus.report, losses, libraries, blend=run.blend)
    (making / "README.md").write_text(text, "utf-8")
    place = run.model if run.recipe.method == "full" else run.adapter
    shutil.rmtree(place, ignore_errors=True)
    making.rename(place)


def save_adapter(model: Any, base: bases.Base, folder: Path) -> None:
    """Write an adapter, which names its base as others know it."""
    model.save_pretrained(folder, safe_serialization=True)
    # PEFT writes the place the base was loaded from, which is a path of this computer or a quantized copy.
    path = folder / "adapter_config.json"
    settings = json.loads(path.read_text("utf-8")) | {"base_model_name_or_path": base.public_id}
    path.write_text(json.dumps(settings, indent=2, ensure_ascii=False) + "\n", "utf-8")


def save_model(loaded: engine.Loaded, folder: Path) -> None:
    """Write a whole model in 16 bits, as bases are published, with its tokenizer."""
    import torch

    loaded.model.to(torch.bfloat16).save_pretrained(folder)
    loaded.tokenizer.save_pretrained(folder)


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    raise SystemExit(main(finetune))
