"""Sampling with noise that is shared: what differs between two answers is then due to the models, not to luck.

Each step draws one Gumbel vector from the seed and adds it to every row's filtered logits; the likeliest token of the
sum is a fair draw from the row's distribution (the Gumbel-max trick). Use it with `do_sample=False`.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from typing import Any

import torch
from transformers import GenerationConfig, LogitsProcessor, LogitsProcessorList, StoppingCriteria
from transformers.generation.logits_process import MinPLogitsWarper, TemperatureLogitsWarper
from transformers.generation.streamers import BaseStreamer

from trainer.model.never_recite import NeverRecite
from trainer.recipe import SMALL_BASE


class SharedGumbelNoise(LogitsProcessor):
    """Adds the step's noise vector to all rows; step k of a seed always gets the same vector, whatever the batch."""

    def __init__(self, seed: int) -> None:
        self._generator = torch.Generator("cpu").manual_seed(seed)

    def __call__(self, input_ids: torch.LongTensor, scores: torch.FloatTensor) -> torch.FloatTensor:
        """Return (rows, vocabulary) scores with one (vocabulary,) noise vector added; called once per step."""
        return scores + _gumbel(scores.shape[-1], self._generator).to(scores)  # type: ignore[return-value]


class NoiseBySeed(LogitsProcessor):
    """The same noise for rows that answer many questions at once: rows of one seed share theirs, others have others."""

    def __init__(self, seeds: Sequence[int]) -> None:
        """Take the seed of each row."""
        self._generators = {seed: torch.Generator("cpu").manual_seed(seed) for seed in seeds}
        known = list(self._generators)
        self._places = [known.index(seed) for seed in seeds]

    def __call__(self, input_ids: torch.LongTensor, scores: torch.FloatTensor) -> torch.FloatTensor:
        """Return (rows, vocabulary) scores with each row's noise vector added; called once per step."""
        drawn = [_gumbel(scores.shape[-1], generator) for generator in self._generators.values()]
        # Each vector goes to the scores' device once, however many rows it is for.
        return scores + torch.stack(drawn).to(scores)[self._places]  # type: ignore[return-value]


def _gumbel(size: int, generator: torch.Generator) -> torch.Tensor:
    """Return a (size,) vector of Gumbel noise in float64."""
    uniform = torch.rand(size, generator=generator, dtype=torch.float64)
    return -torch.log(-torch.log(uniform.clamp_(1e-300, 1 - 1e-16)))


def processors(
    seed: int | Sequence[int], temperature: float, min_p: float, never_recite: NeverRecite | None = None
) -> LogitsProcessorList:
    """Return temperature, then what is forbidden, then min-p, then the noise: of one seed, or of one for each row."""
    steps: list[Any] = [TemperatureLogitsWarper(float(temperature))]
    if never_recite:
        steps.append(never_recite)
    if min_p > 0:
        steps.append(MinPLogitsWarper(min_p))
    noise = SharedGumbelNoise(seed) if isinstance(seed, int) else NoiseBySeed(seed)
    return LogitsProcessorList([*steps, noise])


class RowStreamer(BaseStreamer):
    """Turns the tokens of a batch into text, row by row, as they come; half a character waits for its other half."""

    def __init__(self, tokenizer: Any, rows: int, end_ids: set[int], on_text: Any) -> None:
        self._tokenizer, self._end_ids, self._on_text = tokenizer, end_ids, on_text
        self.tokens: list[list[int]] = [[] for _ in range(rows)]
        self.ended = [False] * rows
        self._said = [0] * rows
        self._seen_prompt = False

    def put(self, value: torch.Tensor) -> None:
        """Take the next token of every row; the first call brings the prompts, which are passed over."""
        if not self._seen_prompt:
            self._seen_prompt = True
            return
        for row, token in enumerate(value.reshape(-1).tolist()):
            if self.ended[row]:
                continue
            if token in self._end_ids:
                self.ended[row] = True
            else:
                self.tokens[row].append(token)
            self._say(row, final=self.ended[row])

    def end(self) -> None:
        """Say what was still waiting."""
        for row, ended in enumerate(self.ended):
            if not ended:
                self._say(row, final=True)

    def _say(self, row: int, final: bool) -> None:
        text = self._tokenizer.decode(self.tokens[row], skip_special_tokens=True)
        if not final and text.endswith("\ufffd"):
            return
        if len(text) > self._said[row]:
            self._on_text(row, text[self._said[row] :])
            self._said[row] = len(text)


class StopWhen(StoppingCriteria):
    """Ends the generation of all rows as soon as a function says so."""

    def __init__(self, asked: Any) -> None:
        self._asked = asked

    def __call__(self, input_ids: torch.LongTensor, scores: torch.FloatTensor, **_: Any) -> torch.Tensor:
        """Return (rows,) booleans, all alike."""
        return torch.full((input_ids.shape[0],), bool(self._asked()), device=input_ids.device)


@contextmanager
def answering(model: Any, tokenizer: Any) -> Iterator[None]:
    """A context in which a model in training answers or is measured; afterwards all is as it was."""
    side, training = tokenizer.padding_side, model.training
    # Not training, layers do not recompute themselves either, which would cost them their cache.
    model.eval()
    try:
        with torch.no_grad():
            yield
    finally:
        model.train(training)
        tokenizer.padding_side = side


def generate(model: Any, tokenizer: Any, max_new_tokens: int, **asked: Any) -> torch.Tensor:
    """Return the prompts and what is written after them, the likeliest token each time: (rows, prompt and answer) ids.

    Nothing but what is asked has a say in it, whatever the base ships as its defaults. On a CPU a small model writes
    with one thread: its steps are so small that waking a second one takes longer than half of the work, twice as long
    in all.
    """
    plain = GenerationConfig(
        max_new_tokens=max_new_tokens,
        do_sample=False,
        use_cache=True,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=sorted(end_ids(model, tokenizer)) or None,
        pad_token_id=tokenizer.pad_token_id,
    )
    threads = torch.get_num_threads()
    try:
        if model.device.type == "cpu" and _is_small(model):
            torch.set_num_threads(1)
        with _configured(model, plain):
            written: torch.Tensor = model.generate(generation_config=plain, **asked)
        return written
    finally:
        torch.set_num_threads(threads)


@contextmanager
def _configured(model: Any, plain: GenerationConfig) -> Iterator[None]:
    """A context in which a model has no generation configuration but this one.

    `generate` fills in from the model's own whatever the one it is given leaves open. Wrappers keep one as well.
    """
    own = [(part, vars(part)["generation_config"]) for part in model.modules() if "generation_config" in vars(part)]
    try:
        for part, _ in own:
            part.generation_config = plain
        yield
    finally:
        for part, configuration in own:
            part.generation_config = configuration


def _is_small(model: Any) -> bool:
    return all(counted < SMALL_BASE for counted in accumulate(weights.numel() for weights in model.parameters()))


def end_ids(model: Any, tokenizer: Any) -> set[int]:
    """Return the ids of the tokens that end an answer: those that the base names, and what ends a turn of its chat."""
    named = model.generation_config.eos_token_id
    ids = named if isinstance(named, list) else [named]
    return {int(value) for value in [*ids, tokenizer.eos_token_id, _turn_end(tokenizer)] if value is not None}


def _turn_end(tokenizer: Any) -> int | None:
    """Return the special token that the chat template sets behind an answer, where it sets one."""
    if not tokenizer.chat_template:
        return None
    messages = [{"role": "user", "content": "question"}, {"role": "assistant", "content": "answer"}]
    behind = str(tokenizer.apply_chat_template(messages, tokenize=False)).rpartition("answer")[2].strip()
    ids = tokenizer(behind, add_special_tokens=False)["input_ids"]
    added = tokenizer.added_tokens_decoder.get(ids[0]) if ids else None
    return ids[0] if added and added.special else None


def rendered(tokenizer: Any, messages: list[dict[str, str]]) -> str:
    """Return the chat template's text for messages, up to where the model answers; thinking models do not think."""
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True, enable_thinking=False)
    return str(text)


def question(tokenizer: Any, message: str) -> str:
    """Return the chat template's text for one message, up to where the model answers."""
    return rendered(tokenizer, [{"role": "user", "content": message}])


def count_tokens(tokenizer: Any, text: str) -> int:
    """Return how many tokens a text has, without what a tokenizer puts before and behind it."""
    return len(tokenizer(text, add_special_tokens=False)["input_ids"])


def encoded(tokenizer: Any, prompts: list[str], device: Any) -> dict[str, torch.Tensor]:
    """Return the prompts as one left-padded batch: (rows, longest) ids and mask."""
    tokenizer.padding_side = "left"
    batch = tokenizer(prompts, return_tensors="pt", padding=True, add_special_tokens=False)
    return {name: batch[name].to(device) for name in ("input_ids", "attention_mask")}
