"""What the dial should mean on a real base: learning rates and batches, measured after each epoch.

`python -m tests.benchmarks.recipe_sweep --base FOLDER --author Joyce`. One base in memory, a fresh adapter for each
setting. Learnt from the first words of one work of an author; measured on another work of theirs, on other authors, on
general texts, on the base's own answers to general prompts (what they cost more now is the KL from the base), by
copying, and by how many ordinary prompts are refused. The rate is constant behind a warm-up of two steps, so that each
epoch's figures stand for a run of so many epochs.
"""

import argparse
import json
import math
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from styles.abilities.general_prompts import general_prompts
from styles.abilities.general_texts import general_texts
from styles.abilities.refusals import refuses
from styles.corpus.builder import build_corpus
from styles.corpus.corpus import Passage
from styles.examples.examples import Example, build, held_out_examples
from styles.examples.templates import ask
from styles.measures.copying import TrainingText
from tests.benchmarks.unseen_authors import CASES, OTHERS, read
from trainer import bases
from trainer.runs.recipe import Recipe

OWN, OTHER, GENERAL, ANSWERS = 8, 2, 6, 8
"""Examples of the author's other work, of each other author, general texts, and answers of the base, that are measured
after each epoch."""
ORDINARY = {
    "en": ("road, stranger, rain", "morning, window, letter", "harbour, lamp, silence", "kitchen, quarrel, bread"),
    "ru": ("дорога, незнакомец, дождь", "утро, окно, письмо", "гавань, фонарь, тишина", "кухня, ссора, хлеб"),
}


@dataclass(frozen=True)
class Setting:
    """One way to learn."""

    rate: float
    batch: int
    rank: int
    replayed: bool


class Bench:
    """A base with an adapter that is made anew for each setting, and everything that is measured of it."""

    def __init__(self, base: bases.Base, language: str, author: str, corpora: Path, words: int) -> None:
        from trainer.model import engine, recitation

        self.recipe = Recipe.for_corpus(base, words, "light")
        self.language = language
        learnt, measured = (corpora / "authors" / work for work in CASES[language][author])
        self.passages = self._first(build_corpus([read(learnt)], self.recipe.passage_size).train, words)
        settings = self.recipe.example_settings
        self.examples = build(self.passages, language, settings, self.recipe.seed)
        self.own = self._asked(measured, OWN)
        self.others = [
            one
            for work in list(OTHERS[language].values())[:3]
            for one in self._asked(corpora / "authors" / work, OTHER)
        ]
        self.loaded = engine.load_for_training(base, self.recipe)
        self.training = TrainingText(passage.text for passage in self.passages)
        pairs = {one.passage: (one.prompt, one.completion) for one in self.examples}
        self.prefixes = recitation.prefixes(self.loaded.tokenizer, pairs.values(), 8, new=32)
        prompts = [prompt.text for prompt in general_prompts(language)]
        answers = self._written(prompts[: 2 * ANSWERS], 96, seeds=list(range(2 * ANSWERS)))
        pairs_of = [
            Example("replay", *pair, -1)
            for pair in zip(prompts, answers, strict=False)
            if pair[1].strip() and not refuses(pair[1])
        ]
        self.answered, self.replayed = pairs_of[:ANSWERS], pairs_of[ANSWERS:]

    @staticmethod
    def _first(passages: Sequence[Passage], words: int) -> list[Passage]:
        taken: list[Passage] = []
        while sum(one.words for one in taken) < words and len(taken) < len(passages):
            taken.append(passages[len(taken)])
        return taken

    def _asked(self, work: Path, count: int) -> list[Example]:
        """Return examples of a work, spread evenly over it."""
        passages = build_corpus([read(work)], self.recipe.passage_size).train
        asked = held_out_examples(passages, self.language, self.recipe.example_settings)
        return [asked[place * len(asked) // count] for place in range(count)]

    def _written(self, prompts: Sequence[str], tokens: int, seeds: list[int] | None = None) -> list[str]:
        """Return answers drawn at temperature 1, or the likeliest ones without seeds."""
        from trainer.model import sampling

        model, tokenizer = self.loaded.model, self.loaded.tokenizer
        with sampling.answering(model, tokenizer):
            batch = sampling.encoded(tokenizer, [sampling.question(tokenizer, one) for one in prompts], "cpu")
            asked = {"logits_processor": sampling.processors(seeds, 1.0, 0.0)} if seeds else {}
            written = sampling.generate(model, tokenizer, **batch, max_new_tokens=tokens, **asked)
        return list(tokenizer.batch_decode(written[:, batch["input_ids"].shape[1] :], skip_special_tokens=True))

    def loss(self, example: Example) -> Any:
        """Return the loss of a completion."""
        import torch

        from trainer.model import sampling
        from trainer.model.completion_loss import IGNORED, completion_loss

        tokenizer = self.loaded.tokenizer
        before = tokenizer(sampling.question(tokenizer, example.prompt), add_special_tokens=False)["input_ids"]
        after = [*tokenizer(example.completion, add_special_tokens=False)["input_ids"], tokenizer.eos_token_id]
        ids = [*before, *after][: self.recipe.max_length]
        labels = torch.tensor([[IGNORED] * len(before) + ids[len(before) :]])
        return completion_loss(self.loaded.model, torch.tensor([ids]), labels)

    def measured(self) -> dict[str, float]:
        """Return the losses in nats a token."""
        import torch

        from trainer.model import losses

        model, tokenizer = self.loaded.model, self.loaded.tokenizer
        model.eval()
        with torch.no_grad():
            found = {
                name: sum(float(self.loss(one)) for one in asked) / max(1, len(asked))
                for name, asked in (("own", self.own), ("others", self.others), ("kl", self.answered))
            }
        texts = general_texts(self.language)[:: len(general_texts(self.language)) // GENERAL][:GENERAL]
        return found | {"drift": losses.mean_loss(losses.text_losses(model, tokenizer, texts, 96)) or 0.0}

    def copied_and_refused(self) -> dict[str, float]:
        """Return the share of copied words, and how many ordinary prompts are refused."""
        from trainer.model import recitation

        found = recitation.recited(self.loaded.model, self.loaded.tokenizer, self.training, self.prefixes, 32)
        asked = [ask("write", self.language, about) for about in ORDINARY[self.language]]
        refused = sum(map(refuses, self._written(asked, 32)))
        return {"copied": found.pooled.coverage, "refused": refused}

    def renew(self, rank: int) -> None:
        """Make the adapter new."""
        import torch

        torch.manual_seed(self.recipe.seed)
        for layer in self.loaded.model.modules():
            if hasattr(layer, "lora_A") and "default" in layer.lora_A:
                assert layer.r["default"] == rank, "the rank of the recipe"
                layer.reset_lora_parameters("default", True)

    def learn(self, setting: Setting, epochs: int) -> list[dict[str, float]]:
        """Train a fresh adapter and return what was measured after each epoch."""
        import torch

        self.renew(setting.rank)
        weights = [value for value in self.loaded.model.parameters() if value.requires_grad]
        optimizer = torch.optim.AdamW(weights, lr=setting.rate, weight_decay=self.recipe.weight_decay)
        examples = [*self.examples, *(self.replayed if setting.replayed else [])]
        order, step, found = random.Random(0), 0, []
        for epoch in range(epochs):
            began = time.monotonic()
            self.loaded.model.train()
            order.shuffle(examples)
            for start in range(0, len(examples), setting.batch):
                batch = examples[start : start + setting.batch]
                step += 1
                for group in optimizer.param_groups:
                    group["lr"] = setting.rate * min(1.0, step / 2)
                for one in batch:
                    (self.loss(one) / len(batch)).backward()
                torch.nn.utils.clip_grad_norm_(weights, 1.0)
                optimizer.step()
                optimizer.zero_grad()
            trained = time.monotonic() - began
            last = self.copied_and_refused() if epoch in (0, epochs - 1) else {}
            found.append({"epoch": epoch + 1, "steps": step, "seconds": round(trained), **self.measured(), **last})
            print(json.dumps(found[-1]), flush=True)
        return found


def main() -> None:
    """Print a line for each epoch of each setting, against the base."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True)
    parser.add_argument("--author", default="Joyce")
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--words", type=int, default=3_000)
    parser.add_argument("--rates", default="2e-4,6e-4,2e-3")
    parser.add_argument("--batches", default="4")
    parser.add_argument("--epochs", type=int, default=3)
    parser.add_argument("--no-replay", action="store_true")
    options = parser.parse_args()
    language = next(language for language, cases in CASES.items() if options.author in cases)
    bench = Bench(bases.find(options.base), language, options.author, options.corpora, options.words)
    before = bench.measured() | bench.copied_and_refused()
    print(f"{len(bench.passages)} passages, {len(bench.examples)} examples; base {json.dumps(before)}", flush=True)
    print(
        "| rate | batch | epoch | steps | own | others | drift | KL | copied | refused | seconds |\n"
        + "|---" * 11
        + "|"
    )
    for rate in map(float, options.rates.split(",")):
        for batch in map(int, options.batches.split(",")):
            setting = Setting(rate, batch, bench.recipe.lora_r, not options.no_replay)
            for one in bench.learn(setting, options.epochs):
                changes = [f"{one[name] - before[name]:+.3f}" for name in ("own", "others", "drift", "kl")]
                ends = [f"{one.get(name, math.nan):.3g}" for name in ("copied", "refused")]
                cells = [
                    f"{rate:g}",
                    str(batch),
                    str(one["epoch"]),
                    str(one["steps"]),
                    *changes,
                    *ends,
                    str(one["seconds"]),
                ]
                print(f"| {' | '.join(cells)} |", flush=True)


if __name__ == "__main__":
    main()
