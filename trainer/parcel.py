"""What a push sends, file by file: the adapter, its card, its recipe and its scorecard, and never a text."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from styles.originality import TrainingText
from trainer import card
from trainer.adapter_files import CARD, CONFIG, WEIGHTS
from trainer.card import Pair, Rights, Telling
from trainer.errors import RunError
from trainer.events import Evaluated, Started
from trainer.run import Run

RECITED_WORDS = 12
"""An answer that has more of the author's words in a row is not shown on a card."""


@dataclass(frozen=True)
class Parcel:
    """The files of one push."""

    weights: Path
    """The one that is large; it stays where it is."""
    texts: dict[str, bytes]
    """All the others, by name."""

    def hashes(self) -> dict[str, str]:
        """Return what the Hub must say of each file: SHA-256 of the weights, git's own hash of the others."""
        with self.weights.open("rb") as file:
            weights = hashlib.file_digest(file, "sha256").hexdigest()
        return {WEIGHTS: weights} | {name: git_hash(data) for name, data in self.texts.items()}


def git_hash(data: bytes) -> str:
    """Return the hash by which git, and so the Hub, knows a small file."""
    return hashlib.sha1(b"blob %d\x00" % len(data) + data, usedforsecurity=False).hexdigest()


def parcel(run: Run, repo_id: str, rights: Rights, pairs: tuple[Pair, ...]) -> Parcel:
    """Return what is sent of a run to a repository."""
    if not run.has_adapter:
        raise RunError("This style has no adapter to publish yet. Fine-tune it first.")
    telling = Telling(repo_id, rights, pairs=own_words(run, pairs))
    losses = [(event.step, event.held_out_loss) for event in run.events if isinstance(event, Evaluated)]
    engine = next((event.engine for event in reversed(run.events) if isinstance(event, Started)), "not recorded")
    text = card.write(run.about, run.recipe, run.corpus.report, losses, engine, telling)
    # PEFT has no place for our own facts, and what it wrote of the base was set right when the adapter was saved.
    config = json.loads((run.adapter / CONFIG).read_text("utf-8"))
    texts = {
        CONFIG: json.dumps(config, indent=2, ensure_ascii=False).encode() + b"\n",
        "recipe.json": card.public_recipe(run.recipe).to_json().encode() + b"\n",
        CARD: text.encode(),
    }
    return Parcel(run.adapter / WEIGHTS, texts)


def own_words(run: Run, pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    """Return the answers that recite nothing of the texts that were learnt from."""
    train = run.corpus.train
    learnt = TrainingText(tuple(one.text for one in train), tuple(one.document for one in train))

    def most(pair: Pair) -> float:
        return max(learnt.compare(text).longest for text in (pair.base, pair.styled))

    return tuple(pair for pair in pairs if most(pair) <= RECITED_WORDS)
