"""Does a fine-tune learn the author, or just prose?

`python -m tests.benchmarks.unseen_authors --corpora ../shared/corpora`. For each author whom the embedded base never
met: fine-tune on one work, then measure how the loss changes on another work of the same author and on works of other
authors. The own work's should fall by more than any other's.
"""

import argparse
import tempfile
from pathlib import Path
from typing import Any

from styles.cleaning import clean
from styles.corpus import prepare
from styles.readers import read_file
from trainer.bases import EMBEDDED
from trainer.recipe import Dial, Recipe
from trainer.run import Run
from trainer.worker import Worker

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
CHARACTERS = 60_000


def paragraphs(path: Path) -> list[str]:
    """Return the clean paragraphs of a work."""
    return [paragraph for chapter in clean(read_file(path, path.name)).chapters for paragraph in chapter]


def adapter_of(home: Path, path: Path, dial: Dial) -> Path:
    """Return the adapter learnt from one work."""
    recipe = Recipe.for_corpus(EMBEDDED, 50_000, dial)
    corpus = prepare([clean(read_file(path, path.name))], recipe.passage_size)
    run = Run.create(home, recipe, corpus, path.stem, "benchmark")
    worker = Worker()
    worker.start(run)
    worker.wait(run)
    if not run.has_adapter:
        raise SystemExit(f"The run on {path.stem} did not finish: {run.events[-1]}")
    return run.adapter


def losses(model: Any, tokenizer: Any, texts: dict[str, str]) -> dict[str, float]:
    """Return the loss in nats per character of each text."""
    from trainer.embedded_base.report import loss_per_character

    return {name: loss_per_character(model, tokenizer, text) for name, text in texts.items()}


def measure(corpora: Path, language: str, dial: Dial) -> None:
    """Print one language's table."""
    from peft import PeftModel

    from trainer.model import engine

    paths = {name: corpora / "authors" / test for name, (_, test) in CASES[language].items()}
    paths |= {name: corpora / "authors" / test for name, test in OTHERS[language].items()}
    texts = {}
    for name, path in paths.items():
        whole = "\n\n".join(paragraphs(path))
        texts[name] = whole[len(whole) // 3 :][:CHARACTERS]
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
    parser.add_argument("--dial", choices=("light", "medium", "strong"), default="medium")
    options = parser.parse_args()
    for language in CASES:
        measure(options.corpora, language, options.dial)


if __name__ == "__main__":
    main()
