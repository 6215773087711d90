"""How long a run will take and how much memory it needs, from a short measurement of this very computer."""

import json
import math
from dataclasses import asdict, dataclass

from styles.corpus import Corpus
from styles.examples import worth_viewing
from trainer.recipe import Recipe


@dataclass(frozen=True)
class Pace:
    """What a few training steps on this computer showed."""

    tokens_per_second: float
    """Tokens of prompts and completions trained on in a second."""
    evaluated_per_second: float
    """Tokens measured in a second, without learning from them."""
    tokens_per_word: float
    """Of the base's tokenizer, on prose in the corpus's language."""
    loading_seconds: float
    memory_gib: float
    """The most the child used."""

    def to_line(self) -> str:
        """Return the pace as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_line(cls, line: str) -> "Pace":
        """Return the pace of a line that `to_line` made."""
        return cls(**json.loads(line))


@dataclass(frozen=True)
class Estimate:
    """What to expect of a run."""

    minutes: float
    """Until the adapter is there, when nothing stops the run early."""
    memory_gib: float
    examples: int
    steps: int


def estimate(recipe: Recipe, corpus: Corpus, examples: int, held_out: int, pace: Pace) -> Estimate:
    """Return what a run over that many of the author's examples will take at a pace, all that goes with it included."""
    words = [passage.words for passage in corpus.train] or [recipe.passage_least]
    a_passage = sum(words) / len(words) * pace.tokens_per_word
    # Prompt and completion: a passage, and a lead or keywords of about half a passage's length at most; of those that
    # are rewritten, the plain version.
    tokens = min(a_passage * (1.6 if recipe.viewed else 1.35), recipe.max_length)
    replayed = round(examples * recipe.replayed / (1 - recipe.replayed))
    steps = recipe.steps(examples + replayed)
    a_step = recipe.per_device_train_batch_size * recipe.gradient_accumulation_steps
    training = steps * a_step * tokens / pace.tokens_per_second
    measuring = (recipe.evaluations + 1) * held_out * tokens / pace.evaluated_per_second
    written = max(20.0, pace.tokens_per_second / 40)
    sampling = (recipe.samples + 1) * 200 / written
    # The base's answers are written sixteen at once, until the longest of them ends.
    replaying = math.ceil(replayed / 16) * 0.8 * recipe.max_length / written
    # General texts, and training passages' beginnings that are gone on with, sixteen at once.
    watching = (recipe.evaluations + 1) * (
        2_000 / pace.evaluated_per_second + math.ceil(recipe.copy_passages / 16) * 100 / written
    )
    viewed = len(worth_viewing(corpus.train, recipe.example_settings)) if recipe.viewed else 0
    # A brief and a plain version, sixteen at once, and half of them a second time.
    viewing = math.ceil(viewed / 16) * 1.5 * (60 + a_passage) / written
    seconds = pace.loading_seconds + training + measuring + watching + sampling + replaying + viewing
    return Estimate(round(seconds / 60, 1), pace.memory_gib, examples + replayed, steps)
