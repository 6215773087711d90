"""Fine-tune: `python -m trainer.model.finetune RUN_FOLDER`.

Reads top to bottom: take the lock, load the base, let it write summaries and paraphrases of the passages, build the
examples, train, save adapter or model with its card. All messages go into the run's events; its own output is the run's
log. Started again on the same folder it resumes from the newest whole checkpoint, as long as recipe, corpus, summaries,
paraphrases and edits are the same.

Not covered: scoring.
"""

import os
import random
import shutil
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from styles.examples.examples import Example, held_out_examples
from trainer import bases, error_messages
from trainer.model import engine, memory
from trainer.model.checkpoints import prepare_checkpoints
from trainer.model.saving import save
from trainer.model.training_rows import check_room, fitted, without_untrue_ends
from trainer.processes.guarded import FailureSentences, guarded
from trainer.runs.estimate import HELD_OUT_MOST
from trainer.runs.events import Ending, Finished, Phase, Started, Stopped
from trainer.runs.recipe import Recipe
from trainer.runs.run import Run
from trainer.runs.training_examples import training_examples

FAILURES = FailureSentences(
    busy="Another process is already training this run.",
    memory=error_messages.OUT_OF_MEMORY,
    disk=error_messages.RUN_BROKEN_OFF,
    unexpected=error_messages.BUG_TRAINING,
)


def main(work: Callable[[Run], None]) -> int:
    """Train the run on the command line; return the exit code.

    Every ending is one of the run's events.
    """
    run = Run(Path(sys.argv[1]))
    return guarded(run.lock(), lambda: work(run), run.failed, FAILURES)


def finetune(run: Run) -> None:
    """Train by the run's recipe and save; resume from a checkpoint."""
    began = time.monotonic()
    recipe = run.recipe
    base = bases.find(recipe.base)
    if recipe.method == "few_shot":
        # Passages and base are all there is to it: they are in the run's folder already.
        run.append(Finished(0, 0, "nothing to train", round(time.monotonic() - began, 1), memory.peak_mib()))
        return
    run.append(Phase("loading"))
    loaded = engine.load_for_training(base, recipe)
    # Only now: it imports Transformers, and Unsloth must come before.
    from trainer.model.evaluation import Evaluation

    learnt = _examples(run, loaded, base)
    trainer = make_trainer(run, loaded, mixed(learnt.train, learnt.replayed, recipe.seed), learnt.held_out)
    evaluation = Evaluation(run, loaded, learnt.train) if learnt.held_out else None
    if evaluation:
        trainer.add_callback(evaluation)
    checkpoint = prepare_checkpoints(run)
    resumed_from = int(checkpoint.name.rpartition("-")[2]) if checkpoint else 0
    steps = recipe.steps(len(learnt.train) + len(learnt.replayed))
    tasks = Counter(example.task for example in (*learnt.train, *learnt.replayed))
    beyond = {"cut": learnt.cut, "lost": learnt.lost}
    run.append(Started(loaded.engine, loaded.device, tasks.total(), steps, resumed_from, dict(tasks), **beyond))

    run.append(Phase("training"))
    trainer.train(resume_from_checkpoint=str(checkpoint) if checkpoint else None)

    run.append(Phase("saving"))
    save(run, loaded, trainer)
    ending = evaluation.ending if evaluation and trainer.state.global_step < steps else None
    _end(run, trainer.state, ending or "steps done", round(time.monotonic() - began, 1))


@dataclass(frozen=True)
class _Learnt:
    """The examples of a run, as long as the recipe allows."""

    train: list[Example]
    held_out: list[Example]
    replayed: list[Example]
    cut: int
    """Training examples that are learnt without their end."""
    lost: int
    """Training examples of whose answer nothing is left."""


def _examples(run: Run, loaded: engine.Loaded, base: bases.Base) -> _Learnt:
    """Return the run's examples, after the base wrote its share of them."""
    from trainer.model.replay import replay
    from trainer.model.write_views import make_views

    recipe, corpus = run.recipe, run.corpus
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
    return _Learnt(train, held_out, replayed, whole_or_cut.cut, len(built) - len(train))


def _end(run: Run, state: Any, ending: Ending, seconds: float) -> None:
    """Write the last word; delete the checkpoints of a finished run.

    A stopped run keeps them: it may be resumed.
    """
    last = state.global_step
    if run.stop_asked():
        run.append(Stopped(last, seconds))
        return
    run.append(
        Finished(last, state.best_global_step or last, ending, seconds, memory.peak_mib(), memory.peak_gpu_mib())
    )
    shutil.rmtree(run.folder / "checkpoints", ignore_errors=True)


def make_trainer(run: Run, loaded: engine.Loaded, train: list[Example], held_out: list[Example]) -> Any:
    """Return TRL's trainer for the recipe, with loss on completions only.

    Where something is held out, it keeps the checkpoint that `trainer.model.evaluation`, added to it, ranks first.
    """
    from trl import SFTConfig

    from trainer.model.reporting import Reporter

    steps = run.recipe.steps(len(train))
    settings = SFTConfig(
        output_dir=str(run.folder / "checkpoints"),
        max_steps=steps,
        **_optimization(run.recipe, steps),
        **computation(loaded),
        **_evaluations(run.recipe, steps, bool(held_out)),
        logging_steps=1,
        report_to="none",
        disable_tqdm=True,
        seed=run.recipe.seed,
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


def _optimization(recipe: Recipe, steps: int) -> dict[str, Any]:
    """Return the settings of the examples and of each step."""
    return {
        **tokenization(recipe.max_length),
        "learning_rate": recipe.learning_rate,
        "lr_scheduler_type": recipe.lr_scheduler_type,
        "warmup_steps": max(1, int(recipe.warmup_ratio * steps)),
        "weight_decay": recipe.weight_decay,
        "per_device_train_batch_size": recipe.per_device_train_batch_size,
        "per_device_eval_batch_size": recipe.per_device_train_batch_size,
        "gradient_accumulation_steps": recipe.gradient_accumulation_steps,
        "include_num_input_tokens_seen": "non_padding",
    }


def _evaluations(recipe: Recipe, steps: int, held_out: bool) -> dict[str, Any]:
    """Return the settings of evaluations and checkpoints, at even distances."""
    from trainer.model.evaluation import RANK

    every = max(1, -(-steps // recipe.evaluations))
    return {
        "eval_strategy": "steps" if held_out else "no",
        "eval_steps": every,
        # The base's own held-out loss: what the adapter has to beat.
        "eval_on_start": held_out,
        "save_strategy": "steps",
        "save_steps": every,
        "save_total_limit": 2,
        "load_best_model_at_end": held_out,
        "metric_for_best_model": RANK,
        "greater_is_better": False,
    }


def trainer_for(loaded: engine.Loaded) -> Any:
    """Return TRL's trainer class, or the one with a quicker CPU loss."""
    import trl

    from trainer.model.completion_loss import completion_trainer, is_quicker

    return completion_trainer() if is_quicker(loaded) else trl.SFTTrainer


def computation(loaded: engine.Loaded) -> dict[str, Any]:
    """Return the settings that decide the speed of training only."""
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
    """Return the author's and the replay examples in one seeded order."""
    order = [*train, *replayed]
    if replayed:  # without them the examples have their order already
        random.Random(seed).shuffle(order)
    return order


def tokenization(max_length: int | None) -> dict[str, Any]:
    """Return the settings that decide which tokens of an example are learnt.

    The page of examples shows them with the same settings.
    """
    return {"completion_only_loss": True, "max_length": max_length}


def dataset(examples: list[Example]) -> Any:
    """Return a dataset of prompt and completion messages.

    TRL renders them with the chat template.
    """
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


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    raise SystemExit(main(finetune))
