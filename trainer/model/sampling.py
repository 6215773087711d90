"""Sampling with shared noise, so that only models make a difference.

Each step has one Gumbel vector by the seed, which is added to every row's filtered logits; the likeliest token of the
sum is a fair draw from the row's distribution (the Gumbel-max trick). Use it with `do_sample=False`.
"""

import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import accumulate
from typing import Any

import torch
from transformers import GenerationConfig, LogitsProcessor, LogitsProcessorList, StoppingCriteria
from transformers.generation.logits_process import TemperatureLogitsWarper
from transformers.generation.streamers import BaseStreamer

from trainer.model.growing_cache import growing_cache, takes_a_cache
from trainer.model.never_recite import NeverRecite
from trainer.runs.recipe import SMALL_BASE

_LIKELY = 64
"""Tokens among which min-p is looked for first: a sort of a large vocabulary takes longer than all the rest."""
_READ_AGAIN = 48
"""Tokens that are decoded again when one more has come, at most."""


class SharedNoise(LogitsProcessor):
    """Add noise to the tokens that min-p leaves; exclude all others.

    Step k of a seed has the same noise in every batch; called once per step.
    """

    def __init__(self, seeds: int | Sequence[int], min_p: float = 0.0) -> None:
        """Take one seed for all rows, or one for each row."""
        each = [seeds] if isinstance(seeds, int) else list(seeds)
        self._generators = {seed: torch.Generator("cpu").manual_seed(seed % 2**63) for seed in each}
        known = list(self._generators)
        self._places = torch.tensor([known.index(seed) for seed in each])
        self._min_p = min_p

    def __call__(self, input_ids: torch.LongTensor, scores: torch.FloatTensor) -> torch.FloatTensor:
        """Return (rows, vocabulary) scores with noise; excluded tokens are minus infinity."""
        # Each vector goes to the scores' device once, however many rows it is for.
        drawn = torch.stack([gumbel(scores.shape[-1], generator) for generator in self._generators.values()])
        noise = drawn.to(scores.device)[self._places.expand(len(scores)).to(scores.device)]
        liked, tokens = self._left(scores)
        return torch.full_like(scores, -torch.inf).scatter_(  # type: ignore[return-value]
            1, tokens, liked + noise.gather(1, tokens).to(scores)
        )

    def _left(self, scores: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
        """Return (rows, some) scores and tokens with all that min-p leaves.

        Others among them are minus infinity.
        """
        size = scores.shape[-1]
        if self._min_p > 0:
            for count in (_LIKELY, 16 * _LIKELY):
                found, tokens = scores.topk(min(count, size))
                least = found[:, :1] + math.log(self._min_p)
                if count >= size or bool((found[:, -1:] < least).all()):
                    return found.masked_fill(found < least, -torch.inf), tokens
            scores = scores.masked_fill(scores < least, -torch.inf)
        return scores, torch.arange(size, device=scores.device).expand_as(scores)


def gumbel(size: int, generator: torch.Generator) -> torch.Tensor:
    """Return a (size,) vector of Gumbel noise, -log(-log(1 - u)), u uniform.

    It is fine where the noise is large.
    """
    uniform = torch.rand(size, generator=generator, dtype=torch.float64).clamp_(2.0**-60, 1 - 2.0**-53).float()
    return uniform.clamp_(max=1 - 2.0**-24).neg_().log1p_().neg_().log_().neg_()


def processors(
    seed: int | Sequence[int], temperature: float, min_p: float, never_recite: NeverRecite | None = None
) -> LogitsProcessorList:
    """Return logits processors with noise of one seed, or one per row.

    In order: temperature, what is forbidden, min-p, the noise.
    """
    steps: list[Any] = [] if temperature == 1 else [TemperatureLogitsWarper(float(temperature))]
    if never_recite:
        steps.append(never_recite)
    return LogitsProcessorList([*steps, SharedNoise(seed, min_p)])


class RowStreamer(BaseStreamer):
    """Turn a batch's tokens into text, row by row, as they come.

    Half a character waits for its other half.
    """

    def __init__(self, tokenizer: Any, rows: int, end_ids: set[int], on_text: Any) -> None:
        self._tokenizer, self._end_ids, self._on_text = tokenizer, end_ids, on_text
        self.tokens: list[list[int]] = [[] for _ in range(rows)]
        self.ended = [False] * rows
        self._said = [0] * rows
        self._from = [0] * rows
        self._seen_prompt = False

    def put(self, value: torch.Tensor) -> None:
        """Take the next token of every row; the first call brings prompts."""
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
        """Pass on the text that still waits."""
        for row, ended in enumerate(self.ended):
            if not ended:
                self._say(row, final=True)

    def _say(self, row: int, final: bool) -> None:
        text = self._read(row)
        if not final and text.endswith("\ufffd"):
            return
        if len(text) > self._said[row]:
            self._on_text(row, text[self._said[row] :])
            self._said[row] = len(text)
        if len(self.tokens[row]) - self._from[row] > _READ_AGAIN:
            # From here on only the last ones are read again, behind which the next reads as behind all.
            self._from[row] = len(self.tokens[row]) - _READ_AGAIN // 2
            self._said[row] = len(self._read(row))

    def _read(self, row: int) -> str:
        return str(self._tokenizer.decode(self.tokens[row][self._from[row] :], skip_special_tokens=True))


class StopWhen(StoppingCriteria):
    """End the generation of all rows when a function returns true."""

    def __init__(self, asked: Any) -> None:
        self._asked = asked

    def __call__(self, input_ids: torch.LongTensor, scores: torch.FloatTensor, **_: Any) -> torch.Tensor:
        """Return (rows,) booleans, all alike."""
        return torch.full((input_ids.shape[0],), bool(self._asked()), device=input_ids.device)


class StopStragglers(StoppingCriteria):
    """Break off the last rows of a batch when most have ended.

    All wait for the longest, which often rambles.
    """

    MOST, LONGER, AT_LEAST = 0.75, 1.25, 32
    """When so many have ended, the rest may become so many times as long as these, and so many tokens longer."""

    def __init__(self, ends: set[int], prompt_tokens: int) -> None:
        self._ends, self._prompt_tokens = torch.tensor(sorted(ends)), prompt_tokens
        self._ended: torch.Tensor | None = None
        self._most: float | None = None

    def __call__(self, input_ids: torch.LongTensor, scores: torch.FloatTensor, **_: Any) -> torch.Tensor:
        """Return (rows,) booleans, all alike."""
        now = torch.isin(input_ids[:, -1], self._ends.to(input_ids.device))
        self._ended = now if self._ended is None else self._ended | now
        written = input_ids.shape[1] - self._prompt_tokens
        if self._most is None and float(self._ended.float().mean()) >= self.MOST:
            self._most = max(self.LONGER * written, written + self.AT_LEAST)
        return torch.full_like(now, self._most is not None and written >= self._most)


@contextmanager
def answering(model: Any, tokenizer: Any) -> Iterator[None]:
    """Return a context for a model's answers or measures amid training.

    Afterwards its state is as it was.
    """
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
    """Return (rows, prompt and answer) ids, with the likeliest token each time.

    Only the arguments decide, whatever the base ships as its defaults. On a CPU a small model writes with one thread:
    its steps are so small that waking a second one takes longer than half of the work, twice as long in all.
    """
    plain = GenerationConfig(
        max_new_tokens=max_new_tokens,
        do_sample=False,
        use_cache=True,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=sorted(end_ids(model, tokenizer)) or None,
        pad_token_id=tokenizer.pad_token_id,
    )
    if takes_a_cache(model):
        asked.setdefault("past_key_values", growing_cache(model))
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
    """Return a context in which only this generation configuration counts.

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
    """Return the ids of all tokens that end an answer.

    Those that the base names, and the end of a turn of its chat.
    """
    named = model.generation_config.eos_token_id
    ids = named if isinstance(named, list) else [named]
    return {int(value) for value in [*ids, tokenizer.eos_token_id, _turn_end(tokenizer)] if value is not None}


def _turn_end(tokenizer: Any) -> int | None:
    """Return the chat template's special token after an answer, if any."""
    if not tokenizer.chat_template:
        return None
    messages = [{"role": "user", "content": "question"}, {"role": "assistant", "content": "answer"}]
    behind = str(tokenizer.apply_chat_template(messages, tokenize=False)).rpartition("answer")[2].strip()
    ids = tokenizer(behind, add_special_tokens=False)["input_ids"]
    added = tokenizer.added_tokens_decoder.get(ids[0]) if ids else None
    return ids[0] if added and added.special else None


def rendered(tokenizer: Any, messages: list[dict[str, str]]) -> str:
    """Return messages by the chat template, up to the model's answer.

    Thinking models do not think.
    """
    text = tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True, enable_thinking=False)
    return str(text)


def question(tokenizer: Any, message: str) -> str:
    """Return one message by the chat template, up to the model's answer."""
    return rendered(tokenizer, [{"role": "user", "content": message}])


def count_tokens(tokenizer: Any, text: str) -> int:
    """Return the number of a text's tokens, without special tokens."""
    return len(tokenizer(text, add_special_tokens=False)["input_ids"])


def encoded(tokenizer: Any, prompts: list[str], device: Any) -> dict[str, torch.Tensor]:
    """Return the prompts as one left-padded batch: (rows, longest) ids and mask."""
    tokenizer.padding_side = "left"
    batch = tokenizer(prompts, return_tensors="pt", padding=True, add_special_tokens=False)
    return {name: batch[name].to(device) for name in ("input_ids", "attention_mask")}
