"""Answers to many prompts, in batches that fit into memory.

Each prompt is answered by the model that it names. Rows with the same seed share their noise, whichever batch they are
in: the columns of a held-out prompt differ by the models alone, and strength 0 gives the base's answer.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import torch
from transformers import LogitsProcessorList, StoppingCriteriaList

from trainer.host import measure_host
from trainer.model import sampling
from trainer.model.engine import Loaded
from trainer.model.loaded_styles import LoadedStyles
from trainer.model.never_recite import NeverRecite
from trainer.model.reading import read_apart

MOST_ROWS = {"cpu": 48, "cuda": 96}
"""Rows of a batch at most: more are no quicker a row, and one long answer holds up all of them."""
SHARE_OF_MEMORY = 0.25
"""The part of the free memory that a batch may fill."""


@dataclass(frozen=True)
class PromptRequest:
    """One prompt, as the chat template renders it, and its model."""

    prompt: str
    model: str
    """The name of the model that answers."""
    seed: int


@dataclass(frozen=True)
class Manner:
    """How answers are drawn."""

    most_tokens: int
    temperature: float = 1.0
    min_p: float = 0.0
    greedy: bool = False

    def processors(self, seeds: Sequence[int], never_recite: NeverRecite | None = None) -> LogitsProcessorList:
        """Return the logits processors for rows with these seeds; none if greedy."""
        if self.greedy:
            return LogitsProcessorList()
        return sampling.processors(seeds, self.temperature, self.min_p, never_recite)


class StopRequested(Exception):
    """The author asked to stop while an answer was written."""


def answers(
    loaded_styles: LoadedStyles, asked: Sequence[PromptRequest], manner: Manner, stopped: Callable[[], bool]
) -> list[str]:
    """Return the answers to one batch of questions, in their order."""
    tokenizer = loaded_styles.loaded.tokenizer
    batch = sampling.encoded(tokenizer, [one.prompt for one in asked], loaded_styles.loaded.device)
    found: dict[int, str] = {}
    for part in loaded_styles.parts([one.model for one in asked]):
        with torch.no_grad():
            rows = {name: values[part.rows] for name, values in batch.items()}
            written = sampling.generate(
                part.model,
                tokenizer,
                **rows,
                **part.routing,
                **read_apart(part.model, rows, part.routing.get("adapter_names")),
                max_new_tokens=manner.most_tokens,
                logits_processor=manner.processors([asked[row].seed for row in part.rows]),
                stopping_criteria=StoppingCriteriaList([sampling.StopWhen(stopped)]),
            )
        if stopped():
            raise StopRequested
        new = written[:, batch["input_ids"].shape[1] :]
        found |= zip(part.rows, map(str, tokenizer.batch_decode(new, skip_special_tokens=True)), strict=True)
    return [found[row] for row in range(len(asked))]


def rows_that_fit(loaded: Loaded, tokens: int) -> int:
    """Return how many rows of that many tokens fit at once."""
    config = loaded.model.config.get_text_config()
    heads = getattr(config, "num_key_value_heads", None) or config.num_attention_heads
    width = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    # Keys and values of every layer; copied once when they grow.
    a_token = 2 * 2 * config.num_hidden_layers * heads * width * loaded.model.dtype.itemsize
    return _rows(loaded, a_token * tokens, MOST_ROWS[loaded.device])


def _rows(loaded: Loaded, bytes_each: int, most: int) -> int:
    on_gpu = loaded.device == "cuda"
    free = torch.cuda.mem_get_info()[0] if on_gpu else int(measure_host().memory_gib * 1024**3)
    return max(1, min(most, int(SHARE_OF_MEMORY * free) // bytes_each))
