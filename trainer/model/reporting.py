"""Report the trainer's progress as events; stop it on request.

A stop is noticed at the end of a step.
"""

import time
from typing import Any

from transformers import TrainerCallback, TrainerControl, TrainerState, TrainingArguments

from styles.examples.templates import ask
from trainer.model import sampling
from trainer.model.engine import Loaded
from trainer.runs.events import CheckpointSaved, Sampled, StepLogged
from trainer.runs.records import Sample
from trainer.runs.run import Run

SAMPLE_KEYWORDS = {
    "en": ("morning, window, letter", "road, stranger, rain"),
    "ru": ("утро, окно, письмо", "дорога, незнакомец, дождь"),
}
"""What the fixed prompts are about; never anything of the author's."""
SAMPLE_TOKENS = 90


class Reporter(TrainerCallback):
    """Trainer callback that writes the run's events."""

    def __init__(self, run: Run, loaded: Loaded, steps: int) -> None:
        self._run, self._loaded, self._recipe = run, loaded, run.recipe
        self._steps, self._tokens_before = steps, 0.0
        self._began = time.monotonic()
        self._first_step = 0
        samples = self._recipe.samples
        self._sample_at = {round(steps * share / samples) for share in range(samples + 1)} if samples else set()

    def on_train_begin(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Note the first step; a fresh run samples the base first."""
        self._first_step = state.global_step
        self._tokens_before = state.num_input_tokens_seen
        if state.global_step == 0 and 0 in self._sample_at:
            self._sample(0)

    def on_step_begin(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Start the clock with the first step.

        Samples and evaluations before it do not count for the speed.
        """
        if state.global_step == self._first_step:
            self._began = time.monotonic()

    def on_step_end(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Notice a stop: evaluate, save and end the training."""
        if self._run.stop_asked():
            control.should_training_stop = True
            control.should_evaluate = control.should_save = True
        if state.global_step in self._sample_at:
            self._sample(state.global_step)

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: dict[str, float] | None = None,
        **_: Any,
    ) -> None:
        """Write a step's loss and speed."""
        if not logs or "loss" not in logs:
            return
        seconds = max(1e-6, time.monotonic() - self._began)
        done = max(1, state.global_step - self._first_step)
        event = StepLogged(
            step=state.global_step,
            steps=self._steps,
            loss=round(float(logs["loss"]), 4),
            learning_rate=float(logs.get("learning_rate", 0.0)),
            tokens_per_second=round((state.num_input_tokens_seen - self._tokens_before) / seconds, 1),
            seconds_left=round(seconds / done * (self._steps - state.global_step), 1),
        )
        self._run.append(event)

    def on_save(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **_: Any) -> None:
        """Write the step that a resume would start from."""
        self._run.append(CheckpointSaved(state.global_step))

    def _sample(self, step: int) -> None:
        """Answer the fixed prompts, with the same noise every time.

        So only the training makes a difference.
        """
        language = self._run.corpus.language
        prompts = [
            ask("write", language, keywords) for keywords in SAMPLE_KEYWORDS.get(language, SAMPLE_KEYWORDS["en"])
        ]
        for prompt, text in zip(prompts, self._answers(prompts), strict=True):
            self._run.write_sample(Sample(step, prompt, text))
        self._run.append(Sampled(step))

    def _answers(self, prompts: list[str]) -> list[str]:
        model, tokenizer = self._loaded.model, self._loaded.tokenizer
        texts = [sampling.question(tokenizer, prompt) for prompt in prompts]
        with sampling.answering(model, tokenizer):
            batch = sampling.encoded(tokenizer, texts, model.device)
            answers = sampling.generate(
                model,
                tokenizer,
                **batch,
                max_new_tokens=SAMPLE_TOKENS,
                logits_processor=sampling.processors(self._recipe.seed, temperature=0.8, min_p=0.05),
            )
        new = answers[:, batch["input_ids"].shape[1] :]
        return [str(text) for text in tokenizer.batch_decode(new, skip_special_tokens=True)]
