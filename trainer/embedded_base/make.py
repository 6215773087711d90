"""Makes the embedded base: `python -m trainer.embedded_base.make --corpora ../shared/corpora --tokens 60e6`.

Reads top to bottom: tokenizer, rows of tokens, training, export. It can be stopped at any moment and started again with
the same work folder; started with more tokens it goes on from where the constant learning rate ended, so that the
same model gets better with every hour it is given. The learning rate is constant after a short warm-up and falls to
zero over the last seventh of the tokens (warm-up, stable, decay). Hidden matrices are trained with Muon, the rest with
AdamW.

Not covered: several GPUs, validation during training (`trainer.embedded_base.report` measures the finished model).
"""

import argparse
import contextlib
import json
import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F
from tokenizers import Tokenizer
from transformers import GenerationConfig, LlamaConfig, LlamaForCausalLM

from trainer.embedded_base import corpus, tokenizer

FOLDER = Path(__file__).parent
CONTEXT = 512
SIZE = {"hidden_size": 192, "num_hidden_layers": 6, "num_attention_heads": 6, "num_key_value_heads": 3}
INTERMEDIATE = 512
VOCABULARY = 6144
BATCH_ROWS = 16
MUON_RATE, ADAM_RATE = 0.02, 4e-3
WARM_UP_STEPS, DECAY_SHARE = 60, 0.15
SEED = 20261122


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


def make_tokenizer(corpora: Path, work: Path) -> Tokenizer:
    """Return the tokenizer, learnt once from a sample that gives both languages the same number of characters."""
    path = work / "tokenizer.json"
    if not path.exists():
        learnt_from = [item for item in corpus.works(corpora) if not item.unseen]
        texts = []
        for language in corpus.LANGUAGES:
            paragraphs = [text for item in learnt_from if item.language == language for text in item.paragraphs[::4]]
            budget = 8_000_000
            for text in paragraphs[:: max(1, sum(map(len, paragraphs)) // budget)]:
                texts.append(text)
        tokenizer.train(texts, VOCABULARY).save(str(path))
    return Tokenizer.from_file(str(path))


def epoch_rows(corpora: Path, work: Path, epoch: int) -> np.ndarray:
    """Return the rows of one pass over the texts, made once and kept; each pass draws other forms and wordings."""
    path = work / f"rows_{epoch:02d}.npy"
    if not path.exists():
        chosen = [item for item in corpus.works(corpora) if not item.unseen]
        pieces = corpus.segments(chosen, SEED + epoch)
        rows = corpus.rows(pieces, make_tokenizer(corpora, work), CONTEXT)
        partial = path.with_suffix(".part.npy")
        np.save(partial, rows)
        os.replace(partial, path)
    return np.load(path, mmap_mode="r")


class Batches:
    """Rows by step number, through the passes one after the other: the same step always gets the same rows."""

    def __init__(self, corpora: Path, work: Path) -> None:
        self._corpora, self._work, self._passes = corpora, work, [epoch_rows(corpora, work, 0)]

    def __getitem__(self, step: int) -> torch.Tensor:
        first, epoch = step * BATCH_ROWS, 0
        while first + BATCH_ROWS > len(self._passes[epoch]):
            first = max(0, first - len(self._passes[epoch]))
            epoch += 1
            if epoch == len(self._passes):
                self._passes.append(epoch_rows(self._corpora, self._work, epoch))
        return torch.from_numpy(self._passes[epoch][first : first + BATCH_ROWS].astype(np.int64))


def optimizers(model: LlamaForCausalLM) -> list[torch.optim.Optimizer]:
    """Return Muon for the hidden matrices and AdamW for embeddings and norms."""
    matrices = [value for name, value in model.named_parameters() if value.ndim == 2 and "embed" not in name]
    chosen = {id(value) for value in matrices}
    others = [value for value in model.parameters() if id(value) not in chosen]
    return [
        torch.optim.Muon(matrices, lr=MUON_RATE, weight_decay=0.01, momentum=0.95),
        torch.optim.AdamW(others, lr=ADAM_RATE, betas=(0.9, 0.95), weight_decay=0.0),
    ]


def rate_factor(step: int, steps: int) -> float:
    """Return the share of the full learning rate at a step: warm-up, constant, then down to zero."""
    decay = max(1, int(steps * DECAY_SHARE))
    return min(1.0, (step + 1) / WARM_UP_STEPS, (steps - step) / decay)


def loss_function(model: LlamaForCausalLM, device: str) -> Callable[[torch.Tensor], torch.Tensor]:
    """Return the mean next-token loss of a batch of rows, in bfloat16 where the host is quick with it."""

    def loss(batch: torch.Tensor) -> torch.Tensor:
        with torch.autocast(device, torch.bfloat16):
            hidden = model.model(input_ids=batch).last_hidden_state
            logits = model.lm_head(hidden[:, :-1])
        return F.cross_entropy(logits.float().reshape(-1, logits.shape[-1]), batch[:, 1:].reshape(-1))

    # Compiling needs a C compiler; it nearly doubles the speed and changes nothing else.
    return torch.compile(loss) if shutil.which("gcc") or device == "cuda" else loss


def save_checkpoint(path: Path, model: LlamaForCausalLM, parts: list[torch.optim.Optimizer], step: int) -> None:
    """Write everything that training needs to go on; a kill in the middle leaves the checkpoint before it."""
    partial = path.with_suffix(".part")
    torch.save(
        {"step": step, "model": model.state_dict(), "optimizers": [part.state_dict() for part in parts]}, partial
    )
    os.replace(partial, path)


def load_checkpoint(paths: list[Path], model: LlamaForCausalLM, parts: list[torch.optim.Optimizer]) -> int:
    """Load the first checkpoint there is and return the step to go on with, 0 when there is none."""
    for path in paths:
        if path.exists():
            state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=True)
            model.load_state_dict(state["model"])
            for part, saved in zip(parts, state["optimizers"], strict=True):
                part.load_state_dict(saved)
            return int(state["step"])
    return 0


def train(corpora: Path, work: Path, tokens: float) -> LlamaForCausalLM:
    """Return the model trained on that many tokens, going on from the work folder's checkpoints."""
    device = "cuda" if torch.cuda.is_available() else "cpu"
    model = new_model().to(device)
    parts = optimizers(model)
    steps = int(tokens / (BATCH_ROWS * CONTEXT))
    decay_from = steps - int(steps * DECAY_SHARE)
    # The stable checkpoint serves every later, longer run; the decaying one only this number of tokens.
    stable, decaying = work / "stable.pt", work / f"decaying_{steps}.pt"
    start = load_checkpoint([decaying, stable], model, parts)
    if start > decay_from and not decaying.exists():
        raise SystemExit(
            f"The work folder has already seen {start * BATCH_ROWS * CONTEXT / 1e6:.1f} million tokens; ask for more."
        )
    batches, loss_of = Batches(corpora, work), loss_function(model, device)
    log = (work / "log.jsonl").open("a")
    began, running = time.monotonic(), 0.0
    for step in range(start, steps):
        for part, rate in zip(parts, (MUON_RATE, ADAM_RATE), strict=True):
            for group in part.param_groups:
                group["lr"] = rate * rate_factor(step, steps)
        loss = loss_of(batches[step].to(device))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for part in parts:
            part.step()
            part.zero_grad(set_to_none=True)
        running += loss.item()
        done = step + 1
        if done % 20 == 0:
            speed = (done - start) * BATCH_ROWS * CONTEXT / (time.monotonic() - began)
            line = {"step": done, "steps": steps, "loss": round(running / 20, 4), "tokens_per_second": round(speed)}
            print(json.dumps(line), file=log, flush=True)
            running = 0.0
        if done % 100 == 0 or done in (decay_from, steps):
            save_checkpoint(stable if done <= decay_from else decaying, model, parts, done)
    return model


def export(model: LlamaForCausalLM, work: Path, folder: Path, tokens: float) -> None:
    """Write the model in bfloat16 with tokenizer and chat template, and what was trained, into a folder."""
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
    parser.add_argument("--tokens", type=float, default=60e6, help="tokens to train on in all, earlier ones included")
    parser.add_argument("--out", type=Path, default=FOLDER, help="folder that receives the model")
    parser.add_argument("--threads", type=int, default=0, help="CPU threads; 0 leaves the choice to torch")
    options = parser.parse_args()
    if options.threads:
        torch.set_num_threads(options.threads)
    options.work.mkdir(parents=True, exist_ok=True)
    with contextlib.suppress(KeyboardInterrupt):
        make_tokenizer(options.corpora, options.work)
        model = train(options.corpora, options.work, options.tokens)
        export(model, options.work, options.out, options.tokens)


if __name__ == "__main__":
    main()
