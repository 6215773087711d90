"""Answers of the base itself while its adapter is in training.

The adapter is off meanwhile, and the model's state stays.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from transformers import StoppingCriteriaList

from styles.measures.no_copy import NoCopy
from trainer.model import sampling
from trainer.model.answers import Manner, StopRequested
from trainer.model.engine import Loaded
from trainer.model.never_recite import NeverRecite


@dataclass(frozen=True)
class OwnAnswer:
    """One answer of the base."""

    text: str
    ended: bool
    """Whether the base ended it, rather than the limit."""


def own_answers(
    loaded: Loaded,
    prompts: Sequence[str],
    seeds: Sequence[int],
    manner: Manner,
    never: Sequence[NoCopy] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> list[OwnAnswer]:
    """Return the base's answers to rendered prompts, in one batch.

    Answers of one seed have their noise in common. `never` is what each answer may not recite. The last few of a batch
    are broken off when they go on for much longer than all others. A stop in the middle raises `StopRequested`.
    """
    model, tokenizer = loaded.model, loaded.tokenizer
    with sampling.answering(model, tokenizer), _adapter_off(model):
        batch = sampling.encoded(tokenizer, list(prompts), model.device)
        asked, ends = batch["input_ids"].shape[1], sampling.end_ids(model, tokenizer)
        recite = NeverRecite(never, tokenizer, asked, manner.min_p) if never else None
        written = sampling.generate(
            model,
            tokenizer,
            **batch,
            max_new_tokens=manner.most_tokens,
            logits_processor=manner.processors(seeds, recite),
            stopping_criteria=StoppingCriteriaList([sampling.StopWhen(stopped), sampling.StopStragglers(ends, asked)]),
        )
        if stopped():
            raise StopRequested
        new = written[:, asked:]
        ended = [not ends.isdisjoint(row) for row in new.tolist()]
        texts = tokenizer.batch_decode(new, skip_special_tokens=True)
    return [OwnAnswer(str(text), whole) for text, whole in zip(texts, ended, strict=True)]


def _adapter_off(model: Any) -> AbstractContextManager[None]:
    """Return a context in which a model with adapter is its base."""
    return model.disable_adapter() if hasattr(model, "disable_adapter") else nullcontext()
