"""Estimate a run's minutes and memory from a short benchmark here."""

import json
import math
from dataclasses import asdict, dataclass
from typing import NamedTuple

from styles.corpus.corpus import Corpus
from styles.examples.examples import worth_viewing
from styles.examples.task_shares import SHARES
from trainer.bases import Base
from trainer.runs.recipe import Recipe
from trainer.runs.tokens import tokens_per_word

HELD_OUT_MOST = 48
"""Held-out examples measured at each evaluation: enough for a steady curve, few enough to be quick."""
USUAL_PASSAGE = 1.44
"""How many times the least length a passage usually has: it ends with the paragraph that makes it long enough."""
HELD_OUT = 0.13
"""About what share of a corpus's words is held out."""
SAMPLED = 90
"""Tokens that each of a run's fixed prompts is answered with."""
REPLAYED, REPLAYED_LONGEST = 110, 256
"""Tokens of the base's own answer to a general prompt, on an average (of a 0.5B base) and at most."""
VIEWS_ASKED = 1.5
"""How often a view is asked for, on an average, until it can be used or is given up."""
SUMMARY, PARAPHRASE = 100, 1.2
"""Tokens of the longest of sixteen summaries; and of the longest of sixteen paraphrases, as a share of a passage."""


EXAMPLE, VIEWED_EXAMPLE = 1.35, 1.6
"""Tokens of an example as a share of its passage, without and with paraphrases: the passage, and a lead or keywords of
about half its length at most. Judgement."""
GENERAL_TOKENS = 2_000
"""General texts of an evaluation: eight of 128 tokens in each of two languages (`trainer.model.evaluation`)."""
BEGUN_TOKENS, CONTINUED_TOKENS = 100, 32
"""Tokens of a training passage's beginning with its prompt (judgement), and of what goes on with it
(`trainer.model.evaluation.COPY_TOKENS`)."""
GENERAL_PROMPT_TOKENS, WORDING_TOKENS = 40, 60
"""Tokens of a general prompt, and of the wording that asks for a summary or paraphrase. Judgement."""
QUICK_BFLOAT16 = 1.25
"""How many times as quick as in float32 products in bfloat16 are at least, where a base is computed so: the inverse of
the share in `trainer.model.engine.bfloat16_is_quick`."""
ROWS_WRITTEN = 16
"""Answers that a base writes side by side without a GPU."""
PROMPT_SHARE = 0.3
"""Of an example's tokens: about how many are only read."""


@dataclass(frozen=True)
class ProcessorSpeed:
    """Speed of this computer's processor, without a model.

    GFLOP/s are billions of operations per second.
    """

    float32_gflops: float
    """With which a training example goes through a layer's matrix."""
    bfloat16_gflops: float
    float32_weights: float
    """Billions of weights that one more token of each of sixteen answers goes through in a second."""
    bfloat16_weights: float

    @property
    def bfloat16_is_quick(self) -> bool:
        """True if a base is computed in bfloat16 here.

        `trainer.model.engine.bfloat16_is_quick` decides that.
        """
        return self.bfloat16_gflops > QUICK_BFLOAT16 * self.float32_gflops

    def to_line(self) -> str:
        """Return the speed as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_line(cls, line: str) -> "ProcessorSpeed":
        """Return the speed of a line from `to_line`."""
        return cls(**{name: float(value) for name, value in json.loads(line).items()})


class Efficiency(NamedTuple):
    """Parts of the processor's speed that a base reaches, 0 to 1."""

    learning: float
    measuring: float
    writing: float


EFFICIENCY = {"float32": Efficiency(0.5, 0.6, 0.6), "bfloat16": Efficiency(0.2, 0.25, 0.6)}
"""By precision, as `python -m tests.benchmarks.estimates` finds them.

In float32, twice each on two busy cores with AVX-512: a 0.5B base learnt with 0.48 and 0.54, measured with 0.50 and
0.69, wrote with 0.59 and 0.62. A 270M base of 262,000 words learns with half of that: its loss is most of its work. In
bfloat16 the 0.5B learnt 156 tokens a second at 1,400 GFLOP/s, which is 0.2; the others are taken to be alike."""
MEMORY_IN_FLOAT32 = 1.9
"""How many times a base's `cpu_memory_gib`, which is counted in 16 bits, it takes in 32: weights and activations are
twice as large, the libraries are not. Measured 9.5 GiB for a 0.5B base."""
LOADING_SECONDS, WEIGHTS_LOADED = 15.0, 30e6
"""What the libraries take to load, and how many weights are read and quantized in a second then."""


@dataclass(frozen=True)
class TrainingSpeed:
    """Speed and memory of a few training steps on this computer."""

    tokens_per_second: float
    """Tokens of prompts and completions trained on in a second."""
    evaluated_per_second: float
    """Tokens measured in a second, without learning from them."""
    tokens_per_word: float
    """Of the base's tokenizer, on prose in the corpus's language."""
    loading_seconds: float
    memory_gib: float
    """The most the child used."""
    written_per_second: float
    """Tokens that each of sixteen answers, written side by side, gets in a second."""

    def to_line(self) -> str:
        """Return the speed as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_line(cls, line: str) -> "TrainingSpeed":
        """Return the speed of a line from `to_line`."""
        return cls(**json.loads(line))


@dataclass(frozen=True)
class Estimate:
    """Expected time, memory and size of a run."""

    minutes: float
    """Until the adapter is there, when nothing stops the run early."""
    memory_gib: float
    examples: int
    steps: int
    foreseen: bool = False
    """Whether it was told from the base's size, before the base was fetched."""


@dataclass(frozen=True)
class TrainingWork:
    """The amounts of a run that take time."""

    words: float
    """Of a training passage, on an average."""
    viewed: int
    """Training passages that the base writes views of, where the recipe asks for them."""
    examples: int
    """Made of the author's passages."""
    held_out: int
    """Examples measured at each evaluation."""

    @classmethod
    def of(cls, corpus: Corpus, recipe: Recipe, examples: int, held_out: int) -> "TrainingWork":
        """Return the work of a corpus with this number of examples."""
        words = [passage.words for passage in corpus.train] or [recipe.passage_least]
        viewed = len(worth_viewing(corpus.train, recipe.example_settings)) if recipe.viewed else 0
        return cls(sum(words) / len(words), viewed, examples, min(held_out, HELD_OUT_MOST))

    @classmethod
    def of_words(cls, words: int, recipe: Recipe) -> "TrainingWork":
        """Return the usual work of a corpus with this number of words.

        Nothing need be made of it yet.
        """
        a_passage = min(USUAL_PASSAGE * recipe.passage_least, recipe.passage_most)
        train, held_out = ((1 - HELD_OUT) * words / a_passage, HELD_OUT * words / a_passage)
        # Of each passage there is an example that is written from a summary, and a part of the others.
        each = 1 / SHARES["write"] if recipe.viewed else 2
        viewed = min(math.ceil(train), math.ceil(SHARES["write"] * recipe.most_examples)) if recipe.viewed else 0
        most = recipe.most_examples
        return cls(a_passage, viewed, min(math.ceil(each * train), most), min(math.ceil(2 * held_out), HELD_OUT_MOST))


def estimate(recipe: Recipe, work: TrainingWork, training_speed: TrainingSpeed) -> Estimate:
    """Return the expected time and memory of a whole run."""
    a_passage = work.words * training_speed.tokens_per_word
    # Prompt and completion: a passage, and a lead or keywords of about half a passage's length at most; of those that
    # are rewritten, the paraphrase.
    tokens = min(a_passage * (VIEWED_EXAMPLE if recipe.viewed else EXAMPLE), recipe.max_length)
    replayed = round(work.examples * recipe.replayed / (1 - recipe.replayed))
    steps = recipe.steps(work.examples + replayed)
    a_step = recipe.per_device_train_batch_size * recipe.gradient_accumulation_steps
    training = steps * a_step * tokens / training_speed.tokens_per_second
    measuring = (recipe.evaluations + 1) * work.held_out * tokens / training_speed.evaluated_per_second
    sampling = (recipe.samples + 1) * SAMPLED / training_speed.written_per_second
    # General texts, and training passages' beginnings that are gone on with.
    continuing = _writing(recipe.copy_passages, BEGUN_TOKENS, CONTINUED_TOKENS, training_speed)
    watching = (recipe.evaluations + 1) * (GENERAL_TOKENS / training_speed.evaluated_per_second + continuing)
    # As many tokens as the share asks for, in answers of which each batch waits for the longest.
    answers = math.ceil(replayed * a_passage / REPLAYED)
    replaying = _writing(answers, GENERAL_PROMPT_TOKENS, REPLAYED_LONGEST, training_speed)
    # Some are asked for again, in another wording.
    asked = math.ceil(work.viewed * VIEWS_ASKED)
    viewing = sum(
        _writing(asked, WORDING_TOKENS + a_passage, longest, training_speed)
        for longest in (SUMMARY, PARAPHRASE * a_passage)
    )
    seconds = training_speed.loading_seconds + training + measuring + watching + sampling + replaying + viewing
    return Estimate(round(seconds / 60, 1), training_speed.memory_gib, work.examples + replayed, steps)


def _writing(answers: int, prompt: float, longest: float, training_speed: TrainingSpeed) -> float:
    """Return the seconds to read prompts and write answers.

    `prompt` and `longest` are in tokens. Sixteen answers at once wait for the longest of them.
    """
    return answers * prompt / training_speed.evaluated_per_second + math.ceil(answers / ROWS_WRITTEN) * longest / (
        training_speed.written_per_second
    )


def foreseen_training_speed(base: Base, speed: ProcessorSpeed, language: str) -> TrainingSpeed | None:
    """Return a base's expected speed on a processor, from its size alone.

    None where the size is not known. A token that is learnt costs about four operations for each weight of the layers
    (forward, and the backward pass of the inputs: frozen weights get no gradient), and as many for each weight of the
    output layer where it belongs to a completion. A token that is only measured costs half of that, and one that is
    written passes every weight once.
    """
    if not base.parameters or base.embedding_parameters is None:
        return None
    quick = speed.bfloat16_is_quick
    gflops, weights = (
        (speed.bfloat16_gflops, speed.bfloat16_weights) if quick else (speed.float32_gflops, speed.float32_weights)
    )
    used = EFFICIENCY["bfloat16" if quick else "float32"]
    layers = base.parameters - base.embedding_parameters
    a_token = layers + (1 - PROMPT_SHARE) * base.embedding_parameters
    return TrainingSpeed(
        tokens_per_second=used.learning * gflops * 1e9 / (4 * a_token),
        evaluated_per_second=used.measuring * gflops * 1e9 / (2 * a_token),
        tokens_per_word=tokens_per_word(language),
        loading_seconds=LOADING_SECONDS + base.parameters / WEIGHTS_LOADED,
        memory_gib=(base.cpu_memory_gib or 0) * (1 if quick else MEMORY_IN_FLOAT32),
        written_per_second=used.writing * weights * 1e9 / base.parameters,
    )
