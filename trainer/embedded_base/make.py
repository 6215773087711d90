"""Make the embedded base: `python -m trainer.embedded_base.make --work FOLDER --tokens 800e6`.

Reads top to bottom: tokenizer, rows of tokens, training, export. It can be stopped at any moment and started again with
the same work folder; started with more tokens it goes on from where the constant learning rate ended, so that the same
model gets better with every hour it is given. The learning rate is constant after a short warm-up and falls to zero at
the end (warm-up, stable, decay). Hidden matrices are trained with Muon, the rest with AdamW.

On a GPU it takes minutes: one H200 trains on 1.5 million tokens a second. `--rows-only` does before what needs no GPU;
the work folder then holds all that is needed.

Not covered: several GPUs.
"""

import argparse
import contextlib
import json
import os
import shutil
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM

from trainer.embedded_base import corpus, tokenizer
from trainer.embedded_base.batches import (
    CONTEXT,
    PASSES,
    SEED,
    VOCABULARY,
    Batches,
    make_tokenizer,
    pass_rows,
    unseen_rows,
)

FOLDER = Path(__file__).parent
SIZE = {"hidden_size": 256, "num_hidden_layers": 6, "num_attention_heads": 8, "num_key_value_heads": 2}
INTERMEDIATE = 512
"""Sizes of the model. Judgement: its file, some 7 MB, ships with the repository."""
BATCH_ROWS = {"cpu": 16, "cuda": 128}
"""A step's rows: few where steps are slow, enough to keep a GPU busy."""
MUON_RATE, ADAM_RATE, MUON_WEIGHT_DECAY = 0.02, 4e-3, 0.05
"""Learning rates at their largest, and weight decay. Judgement: no sweep is recorded."""
WARM_UP_STEPS, DECAY_SHARE = 100, 0.3
"""Steps of warm-up, and the share of all steps in which the rate falls. Judgement."""
CHECKPOINT_SECONDS = 60
"""Training that a kill costs at most."""
LOG_STEPS = 20
"""Steps of a line in the log; unseen authors are measured for every tenth line."""


def new_model() -> LlamaForCausalLM:
    """Return the model with random weights."""
    torch.manual_seed(SEED)
    config = LlamaConfig(
        vocab_size=VOCABULARY,
        intermediate_size=INTERMEDIATE,
        max_position_embeddings=CONTEXT,
        tie_word_embeddings=True,
        pad_token_id=tokenizer.SPECIAL.index(tokenizer.PAD),
        bos_token_id=tokenizer.SPECIAL.index(tokenizer.START),
        eos_token_id=tokenizer.SPECIAL.index(tokenizer.END),
        **SIZE,
    )
    return LlamaForCausalLM(config)


def optimizers(model: LlamaForCausalLM) -> list[torch.optim.Optimizer]:
    """Return Muon for the hidden matrices and AdamW for embeddings and norms."""
    matrices = [value for name, value in model.named_parameters() if value.ndim == 2 and "embed" not in name]
    chosen = {id(value) for value in matrices}
    others = [value for value in model.parameters() if id(value) not in chosen]
    return [
        torch.optim.Muon(matrices, lr=MUON_RATE, weight_decay=MUON_WEIGHT_DECAY, momentum=0.95),
        torch.optim.AdamW(others, lr=ADAM_RATE, betas=(0.9, 0.95), weight_decay=0.0),
    ]


def rate_factor(step: int, steps: int) -> float:
    """Return the learning rate's factor: warm-up, constant, then down to zero."""
    decay = max(1, int(steps * DECAY_SHARE))
    return min(1.0, (step + 1) / WARM_UP_STEPS, (steps - step) / decay)


def loss_function(model: LlamaForCausalLM, device: str) -> Callable[[torch.Tensor], torch.Tensor]:
    """Return the mean next-token loss of a (rows, tokens) batch.

    In bfloat16 where the host is quick with it.
    """

    def loss(batch: torch.Tensor) -> torch.Tensor:
        with torch.autocast(device, torch.bfloat16):
            hidden = model.model(input_ids=batch).last_hidden_state
            logits = model.lm_head(hidden[:, :-1])
        return F.cross_entropy(logits.float().reshape(-1, logits.shape[-1]), batch[:, 1:].reshape(-1))

    # Compiling needs a C compiler; it nearly doubles the speed and changes nothing else.
    return torch.compile(loss) if shutil.which("gcc") or device == "cuda" else loss


def save_checkpoint(path: Path, model: LlamaForCausalLM, parts: list[torch.optim.Optimizer], step: int) -> None:
    """Write the training state; a kill leaves the checkpoint before it."""
    partial = path.with_suffix(".part")
    torch.save(
        {"step": step, "model": model.state_dict(), "optimizers": [part.state_dict() for part in parts]}, partial
    )
    os.replace(partial, path)


def load_checkpoint(paths: list[Path], model: LlamaForCausalLM, parts: list[torch.optim.Optimizer]) -> int:
    """Load the first checkpoint; return the next step, 0 without one."""
    for path in paths:
        if path.exists():
            state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
            model.load_state_dict(state["model"])
            for part, saved in zip(parts, state["optimizers"], strict=True):
                part.load_state_dict(saved)
            return int(state["step"])
    return 0


def train(corpora: Path, work: Path, tokens: float) -> LlamaForCausalLM:
    """Return the model after that many tokens, resumed if possible.

    The work folder has the checkpoints.
    """
    device = "cuda" if torch.cuda.is_available() else "cpu"
    torch.set_float32_matmul_precision("high")
    model = new_model().to(device)
    parts = optimizers(model)
    step_tokens = BATCH_ROWS[device] * CONTEXT
    steps = int(tokens / step_tokens)
    decay_from = steps - int(steps * DECAY_SHARE)
    # The stable checkpoint serves every later, longer run; the decaying one only this number of tokens.
    stable, decaying = work / f"stable_{device}.pt", work / f"decaying_{device}_{steps}.pt"
    start = load_checkpoint([decaying, stable], model, parts)
    if start > decay_from and not decaying.exists():
        raise SystemExit(
            f"The work folder has already seen {start * step_tokens / 1e6:.1f} million tokens; ask for more."
        )
    batches, loss_of = Batches(corpora, work, BATCH_ROWS[device], device), loss_function(model, device)
    log = Log(work / "log.jsonl", start, steps, step_tokens, unseen_rows(corpora, work))
    saved_at = time.monotonic()
    for step in range(start, steps):
        loss = loss_of(batches[step])
        loss.backward()
        _optimize(model, parts, rate_factor(step, steps))
        done = step + 1
        log.add(model, done, loss.detach())
        if done in (decay_from, steps) or time.monotonic() - saved_at > CHECKPOINT_SECONDS:
            save_checkpoint(stable if done <= decay_from else decaying, model, parts, done)
            saved_at = time.monotonic()
    return model


def _optimize(model: LlamaForCausalLM, parts: list[torch.optim.Optimizer], factor: float) -> None:
    """Take an optimizer step at a share of the full learning rates."""
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    for part, rate in zip(parts, (MUON_RATE, ADAM_RATE), strict=True):
        for group in part.param_groups:
            group["lr"] = rate * factor
        part.step()
        part.zero_grad(set_to_none=True)


class Log:
    """Losses and speed in tokens per second, as lines of JSON."""

    def __init__(self, path: Path, start: int, steps: int, step_tokens: int, unseen: dict[str, torch.Tensor]) -> None:
        self._file = path.open("a")
        self._start, self._steps, self._step_tokens, self._unseen = start, steps, step_tokens, unseen
        self._began = time.monotonic()
        self._losses: list[torch.Tensor] = []

    def add(self, model: LlamaForCausalLM, done: int, loss: torch.Tensor) -> None:
        """Add a step's loss; write a line every `LOG_STEPS` steps."""
        self._losses.append(loss)
        if done % LOG_STEPS:
            return
        line = {
            "step": done,
            "steps": self._steps,
            "loss": round(torch.stack(self._losses).sum().item() / LOG_STEPS, 4),
            "tokens_per_second": round((done - self._start) * self._step_tokens / (time.monotonic() - self._began)),
        }
        if done % (10 * LOG_STEPS) == 0 or done == self._steps:
            line |= {name: round(mean_loss(model, rows, loss.device), 4) for name, rows in self._unseen.items()}
        print(json.dumps(line), file=self._file, flush=True)
        self._losses.clear()


@torch.no_grad()
def mean_loss(model: LlamaForCausalLM, rows: torch.Tensor, device: torch.device) -> float:
    """Return the mean next-token loss over rows, in nats per token."""
    losses = []
    for batch in rows.to(device).split(32):
        with torch.autocast(device.type, torch.bfloat16):
            logits = model(input_ids=batch).logits[:, :-1]
        losses.append(F.cross_entropy(logits.float().reshape(-1, logits.shape[-1]), batch[:, 1:].reshape(-1)))
    return float(torch.stack(losses).mean())


def export(model: LlamaForCausalLM, work: Path, folder: Path, tokens: float) -> None:
    """Write the bfloat16 model, tokenizer, chat template and training figures."""
    model = model.to("cpu", torch.bfloat16)
    model.generation_config = GenerationConfig(
        do_sample=True,
        temperature=1.0,
        min_p=0.05,
        bos_token_id=model.config.bos_token_id,
        eos_token_id=model.config.eos_token_id,
        pad_token_id=model.config.pad_token_id,
    )
    model.config.use_cache = True
    model.save_pretrained(folder)
    tokenizer.save(Tokenizer.from_file(str(work / "tokenizer.json")), folder, CONTEXT)
    facts = {"tokens_seen": int(tokens), "parameters": model.num_parameters(), "seed": SEED}
    (folder / "training.json").write_text(json.dumps(facts, indent=2) + "\n", "utf-8")


def main() -> None:
    """Train and export from the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"), help="folder of the texts")
    parser.add_argument(
        "--work", type=Path, required=True, help="folder for rows and checkpoints, outside the repository"
    )
    parser.add_argument("--tokens", type=float, default=800e6, help="tokens to train on in all, earlier ones included")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder that receives the model")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads; 0 leaves the choice to torch")
    parser.add_argument("--rows-only", type=int, metavar="PROCESSES", help="only make the rows, in so many processes")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(KeyboardInterrupt):
        make_tokenizer(options.corpora, options.work)
        corpus.passages(options.corpora, options.work)
        corpus.unseen(options.corpora, options.work)
        if options.rows_only:
            with ProcessPoolExecutor(options.rows_only) as pool:
                made = [pool.submit(pass_rows, options.corpora, options.work, number) for number in range(PASSES)]
                print([one.result().shape for one in made])
            return
        model = train(options.corpora, options.work, options.tokens)
        export(model, options.work, options.out, options.tokens)


if __name__ == "__main__":
    main()
