"""Does a fine-tune learn the author, or just prose?

`python -m tests.benchmarks.unseen_authors --corpora ../shared/corpora`. For each author whom the embedded base never
met: fine-tune on one work, then measure how the loss changes on another work of the same author and on works of other
authors. The own work's should fall by more than any other's. Dashes and quotation marks are written alike in all works
first, in training and measuring: here they tell the source of a file, not its author.
"""

import argparse
import re
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import Any

from styles.cleaning.clean import CleanText, clean
from styles.corpus.builder import build_corpus
from styles.examples.examples import Example, ExampleSettings, held_out_examples
from styles.texts.readers import read_file
from trainer.bases import EMBEDDED
from trainer.processes.queue import TrainingQueue
from trainer.runs.recipe import Dial, Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run

CASES = {
    "en": {
        "Joyce": ("en/joyce/dubliners.txt", "en/joyce/ulysses.txt"),
        "Poe": ("en/poe/arthur_gordon_pym.txt", "en/poe/short_fiction.txt"),
    },
    "ru": {
        "Pushkin": ("ru/pushkin/kapitanskaya_dochka.txt", "ru/pushkin/dubrovskij.txt"),
        "Gorky": ("ru/gorky/foma_gordeev.txt", "ru/gorky/mat.txt"),
    },
}
"""By author: the work that is learnt from, and the work that is measured."""
OTHERS = {
    "en": {
        "Austen": "en/austen/persuasion.txt",
        "Dickens": "en/dickens/great_expectations.txt",
        "Twain": "en/twain/adventures_of_huckleberry_finn.txt",
        "Melville": "en/melville/white_jacket.txt",
    },
    "ru": {
        "Chekhov": "ru/chekhov/palata_6.txt",
        "Tolstoy": "ru/tolstoy/voskresenie.txt",
        "Dostoevsky": "ru/dostoevsky/besy.txt",
    },
}
EXAMPLES = 80
"""Measured of each work, spread evenly over it."""


def read(path: Path) -> CleanText:
    """Return a work with its source's typographic habits folded away."""
    text = read_file(path, path.name)
    folded = re.sub(r"(?<=\s)(?:-{1,2}|–)(?=\s)|--", "—", re.sub(r"[«»“”„]", '"', re.sub(r"[‘’]", "'", text.text)))
    return clean(replace(text, text=folded))


def examples(path: Path, language: str) -> list[Example]:
    """Return a work's passages as they are asked for in use: *continue* and *write*, in the standard wording."""
    recipe = Recipe.for_corpus(EMBEDDED, 50_000)
    corpus = build_corpus([read(path)], recipe.passage_size)
    return held_out_examples(corpus.train, language, ExampleSettings(most_examples=EXAMPLES))


def adapter_of(home: Path, path: Path, dial: Dial) -> Path:
    """Return the adapter learnt from one work."""
    recipe = Recipe.for_corpus(EMBEDDED, 50_000, dial)
    corpus = build_corpus([read(path)], recipe.passage_size)
    run = Run.create(home, NewRun(recipe, corpus, path.stem, "benchmark"))
    queue = TrainingQueue()
    queue.start(run)
    queue.wait(run)
    if not run.has_adapter:
        raise SystemExit(f"The run on {path.stem} did not finish: {run.events[-1]}")
    return run.adapter


def loss_per_character(model: Any, tokenizer: Any, asked: list[Example]) -> float:
    """Return the mean loss of the completions in nats per character; the prompts are read, not measured."""
    import torch
    import torch.nn.functional as F

    from trainer.model import sampling

    total, characters = 0.0, 0
    for example in asked:
        prompt = sampling.rendered(tokenizer, [{"role": "user", "content": example.prompt}])
        before = tokenizer(prompt, add_special_tokens=False)["input_ids"]
        completion = tokenizer(example.completion, add_special_tokens=False)["input_ids"]
        ids = torch.tensor([(before + completion)[:512]])
        with torch.no_grad():
            logits = model(input_ids=ids).logits[0, len(before) - 1 : -1].float()
        total += F.cross_entropy(logits, ids[0, len(before) :], reduction="sum").item()
        characters += len(tokenizer.decode(ids[0, len(before) :]))
    return total / characters


def losses(model: Any, tokenizer: Any, works: dict[str, list[Example]]) -> dict[str, float]:
    """Return the loss of each work."""
    return {name: loss_per_character(model, tokenizer, asked) for name, asked in works.items()}


def measure(corpora: Path, language: str, dial: Dial) -> None:
    """Print one language's table."""
    from peft import PeftModel

    from trainer.model import engine

    paths = {name: corpora / "authors" / test for name, (_, test) in CASES[language].items()}
    paths |= {name: corpora / "authors" / test for name, test in OTHERS[language].items()}
    texts = {name: examples(path, language) for name, path in paths.items()}
    loaded = engine.load(EMBEDDED)
    before = losses(loaded.model, loaded.tokenizer, texts)
    print(f"\n| learnt from ({language}) | {' | '.join(texts)} | own falls most |")
    print(f"|---|{'---|' * (len(texts) + 1)}")
    print(f"| base, nats per character | {' | '.join(f'{before[name]:.3f}' for name in texts)} | |")
    for author, (train, _) in CASES[language].items():
        with tempfile.TemporaryDirectory() as home:
            adapter = adapter_of(Path(home), corpora / "authors" / train, dial)
            fresh = engine.load(EMBEDDED)
            styled = PeftModel.from_pretrained(fresh.model, str(adapter))
            after = losses(styled, fresh.tokenizer, texts)
        change = {name: after[name] - before[name] for name in texts}
        own_falls_most = min(change, key=lambda name: change[name]) == author
        cells = [f"**{change[name]:+.3f}**" if name == author else f"{change[name]:+.3f}" for name in texts]
        print(
            f"| {author}: {Path(train).stem} | {' | '.join(cells)} | {'yes' if own_falls_most else 'NO'} |", flush=True
        )


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--dial", choices=("light", "medium", "strong"), default="light")
    parser.add_argument("--languages", nargs="+", choices=tuple(CASES), default=list(CASES))
    options = parser.parse_args()
    for language in options.languages:
        measure(options.corpora, language, options.dial)


if __name__ == "__main__":
    main()
