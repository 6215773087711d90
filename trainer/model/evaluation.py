"""Measurements during a run, and their effects on checkpoints and ending.

Beside the held-out loss, which the trainer measures, these are the loss on general texts (what is forgotten) and the
share of words that it copies when it goes on with the beginnings of what it was trained on (what is memorized). The
rule is in `trainer.runs.early_stopping`; what it needs to know after a resume is in the run's events.
"""

from collections.abc import Sequence
from typing import Any

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from styles.abilities import languages_for
from styles.abilities.general_texts import general_texts
from styles.examples.examples import Example
from styles.language.words import count_words
from styles.measures.copying import TrainingText, copy_limit, human_floor
from trainer.model import losses, recitation
from trainer.model.engine import Loaded
from trainer.runs import early_stopping
from trainer.runs.events import Ending, Evaluated
from trainer.runs.run import Run

RANK = "eval_rank"
"""The metric by which the trainer knows the best checkpoint."""
GENERAL_TEXTS, GENERAL_TOKENS = 8, 128
"""General texts of each language that are measured, and how much of each."""
COPY_TOKENS = 32
"""Tokens by which each beginning is gone on with: fewer than in a finished run's test, since it is done many times."""


class Evaluation(TrainerCallback):
    """Measure the model at each evaluation; end the run by the rule."""

    def __init__(self, run: Run, loaded: Loaded, train: Sequence[Example]) -> None:
        """Keep the examples that the model learns from."""
        self._run, self._loaded, self._recipe = run, loaded, run.recipe
        corpus = run.corpus
        # Spread over the kinds of text, which stand one kind after the other.
        self._general = [
            text
            for language in languages_for(corpus.language)
            for text in general_texts(language)[:: len(general_texts(language)) // GENERAL_TEXTS][:GENERAL_TEXTS]
        ]
        self._training = TrainingText(passage.text for passage in corpus.train)
        self._floor = human_floor(self._training, [passage.text for passage in corpus.held_out])
        self._prefixes = recitation.prefixes(
            loaded.tokenizer, _once_each(train), self._recipe.copy_passages, new=COPY_TOKENS
        )
        self._measured: list[Evaluated] = []
        self.ending: Ending | None = None
        """Why the run ends before its last step; None where it does not."""

    def on_train_begin(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Read the measurements up to the checkpoint that a resume starts from."""
        self._measured = early_stopping.measured(self._run.events)

    def on_evaluate(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        metrics: dict[str, float],
        **_: Any,
    ) -> None:
        """Measure the rest; set the checkpoint's rank and whether to stop."""
        before = [one for one in self._measured if one.step < state.global_step]
        now = self._measure(state.global_step, float(metrics["eval_loss"]), before)
        self._measured = [*before, now]
        self._run.append(now)
        metrics[RANK] = early_stopping.rank(now)
        self.ending = early_stopping.ending(self._measured, self._recipe.patience)
        if self.ending:
            control.should_training_stop = True

    def _measure(self, step: int, held_out_loss: float, before: Sequence[Evaluated]) -> Evaluated:
        model, tokenizer = self._loaded.model, self._loaded.tokenizer
        general = losses.mean_loss(losses.text_losses(model, tokenizer, self._general, GENERAL_TOKENS))
        copied = limit = None
        if self._prefixes:
            found = recitation.recited(model, tokenizer, self._training, self._prefixes, COPY_TOKENS)
            copied = found.pooled.coverage
            limit = self._limit(before[0].copied if before else copied)
        return early_stopping.judged(
            Evaluated(
                step,
                round(held_out_loss, 4),
                best=False,
                general_loss=None if general is None else round(general, 4),
                copied=None if copied is None else round(copied, 4),
                copy_limit=None if limit is None else round(limit, 4),
            ),
            before,
        )

    def _limit(self, base: float | None) -> float | None:
        """Return the copy limit, from what the base copied before training.

        None where the recipe sets no limit.
        """
        factor = self._recipe.copy_factor
        words = sum(count_words(one.expected) for one in self._prefixes)
        return copy_limit(self._floor, base or 0.0, words, factor) if factor else None


def _once_each(train: Sequence[Example]) -> list[tuple[str, str]]:
    """Return prompt and completion of each passage, with its shortest prompt.

    They are in the examples' order.
    """
    found: dict[int, Example] = {}
    for example in train:
        known = found.setdefault(example.passage, example)
        if len(example.prompt) < len(known.prompt):
            found[example.passage] = example
    return [(one.prompt, one.completion) for one in found.values()]
