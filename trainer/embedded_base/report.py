"""Measure the embedded base and write its README.

`python -m trainer.embedded_base.report --corpora ../shared/corpora`. Loss per character on works of authors it never
met, and samples for fixed prompts. A loss per token would flatter a tokenizer with short tokens; per character, models
with different tokenizers can be compared.
"""

import argparse
import json
import math
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import torch
import torch.nn.functional as F

from styles.examples.templates import ask
from trainer.bases import EMBEDDED
from trainer.embedded_base import corpus
from trainer.model import engine, sampling

FOLDER = Path(__file__).parent
CHARACTERS = 120_000
"""Measured of each work, from its middle."""
PROMPTS = (
    ("en", "write", "storm, ship, captain, night"),
    ("en", "continue", "She closed the letter and went to the window. The garden was dark."),
    ("ru", "write", "дорога, снег, лошадь, вечер"),
    ("ru", "continue", "Он закрыл письмо и подошёл к окну. В саду было темно."),
)
AGAIN = (
    "## Make it again, or better",
    "",
    "```",
    "python -m trainer.embedded_base.make --corpora ../shared/corpora --work ~/embedded-base --tokens 740e6",
    "python -m trainer.embedded_base.report --corpora ../shared/corpora",
    "python -m trainer gallery",
    "```",
    "",
    "`make` goes on from the checkpoints in its work folder: asked for more tokens, it continues the same model. "
    "Adapters belong to the weights they were trained on, so the gallery's are trained again after it.",
    "",
)
"""Last lines of the README: how to make the base anew."""


def loss_per_character(model: Any, tokenizer: Any, text: str, window: int = 512) -> float:
    """Return the mean loss in nats per character.

    Each window's first token has no prediction and is not counted.
    """
    ids = torch.tensor(tokenizer(text, add_special_tokens=False)["input_ids"])
    total, characters = 0.0, 0
    with torch.no_grad():
        for rows in _windows(ids, window):
            logits = model(input_ids=rows).logits[:, :-1]
            loss = F.cross_entropy(
                logits.float().reshape(-1, logits.shape[-1]), rows[:, 1:].reshape(-1), reduction="sum"
            )
            total += loss.item()
            characters += sum(len(tokenizer.decode(row[1:].tolist())) for row in rows)
    return total / max(1, characters)


def _windows(ids: torch.Tensor, window: int) -> Iterator[torch.Tensor]:
    """Yield batches of (8, window) ids; the last one is smaller."""
    rows = ids[: len(ids) // window * window].reshape(-1, window)
    yield from rows.split(8)


def unseen(corpora: Path) -> list[tuple[str, str, str]]:
    """Return (author, language, text) of the unseen authors.

    They were kept out of the pretraining; the text is a stretch from each one's works.
    """
    found: dict[tuple[str, str], list[str]] = {}
    for work in corpus.works(corpora, unseen=True):
        text = "\n\n".join(work.paragraphs)
        start = max(0, len(text) // 2 - CHARACTERS // 4)
        author = work.name.partition("_")[0].capitalize()
        found.setdefault((author, work.language), []).append(text[start : start + CHARACTERS // 2])
    return [(author, language, "\n\n".join(parts)[:CHARACTERS]) for (author, language), parts in found.items()]


def samples(model: Any, tokenizer: Any, seed: int = 1) -> list[tuple[str, str]]:
    """Return (prompt, answer) for the fixed prompts."""
    found = []
    for language, task, text in PROMPTS:
        prompt = ask(task, language, text)  # type: ignore[arg-type]
        rendered = sampling.rendered(tokenizer, [{"role": "user", "content": prompt}])
        batch = sampling.encoded(tokenizer, [rendered], "cpu")
        with torch.no_grad():
            ids = model.generate(
                **batch,
                do_sample=False,
                max_new_tokens=120,
                pad_token_id=tokenizer.pad_token_id,
                logits_processor=sampling.processors(seed, temperature=0.8, min_p=0.05),
            )
        answer = tokenizer.decode(ids[0, batch["input_ids"].shape[1] :], skip_special_tokens=True)
        found.append((prompt, str(answer)))
    return found


def write(corpora: Path) -> str:
    """Return the README's text with fresh measurements."""
    loaded = engine.load(EMBEDDED)
    lines = _introduction()
    for author, language, text in unseen(corpora):
        loss = loss_per_character(loaded.model, loaded.tokenizer, text)
        lines.append(f"| {author} | {language} | {loss:.3f} | {loss / math.log(2):.3f} |")
    lines += ["", "## Samples", "", "Temperature 0.8, min-p 0.05, the first answer to each prompt.", ""]
    for prompt, answer in samples(loaded.model, loaded.tokenizer):
        lines += [f"**{' '.join(prompt.split())}**", "", *(f"> {line}" for line in answer.strip().split("\n")), ""]
    return "\n".join([*lines, *AGAIN])


def _introduction() -> list[str]:
    """Return the README's lines down to the head of the losses' table."""
    facts = json.loads((FOLDER / "training.json").read_text("utf-8"))
    return [
        "# The embedded base",
        "",
        "A tiny Llama-layout language model, English and Russian, that ships with Pastiche so that everything works "
        "without a network. It is a demonstration: it shows what a fine-tune changes; its prose is not to be judged. "
        "Its weights were made by this folder's own script from public-domain prose of the nineteenth and early "
        "twentieth centuries; the texts themselves are not in the repository.",
        "",
        "| | |",
        "|---|---|",
        f"| parameters | {facts['parameters']:,} |",
        f"| tokens seen | {facts['tokens_seen']:,} ({facts['tokens_seen'] / facts['parameters']:.1f} a parameter) |",
        f"| file | bfloat16, {(FOLDER / 'model.safetensors').stat().st_size / 1e6:.1f} MB |",
        "| context | 512 tokens |",
        "| forms it was trained in | plain prose, *continue*, *write* from keywords, *write* after earlier answers |",
        "",
        "## Loss on authors it never met",
        "",
        "Loaded in 4 bits, as Pastiche uses it, on a stretch of each author's works "
        "(`python -m trainer.embedded_base.report`).",
        "",
        "| author | language | nats per character | bits per character |",
        "|---|---|---|---|",
    ]


def main() -> None:
    """Write README.md beside the weights."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    text = write(parser.parse_args().corpora)
    (FOLDER / "README.md").write_text(text, "utf-8")
    print(text)


if __name__ == "__main__":
    main()
