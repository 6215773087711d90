"""The child that answers comparisons: `python -m trainer.model.generate BASE [16]`.

It keeps one base and a few adapters loaded, reads one comparison a line from its standard input and answers on its
standard output (`trainer.compare.comparison` has the types). All columns of a comparison are one batch. A line `stop`
ends the comparison that is being answered. With 16 the base is not in 4 bits but as it was published: so a model whose
weights were all trained is compared with the very base that it was.

Served from plain Transformers and PEFT on purpose: Unsloth's fused inference passes over `adapter_names`, and would
style every row in silence.
"""

import contextlib
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import Any, TextIO

import torch
from peft import PeftConfig, PeftModel
from peft.helpers import rescale_adapter_scale
from safetensors import safe_open
from transformers import StoppingCriteriaList

from styles.language.sentences import last_sentences
from styles.measures.no_copy import NoCopy
from trainer import bases
from trainer.adapters.weights import Weights
from trainer.compare import error_messages
from trainer.compare.comparison import Answer, Answered, Comparison, Done, Ready, TextDelta, Trouble, from_line, to_line
from trainer.compare.rewriting import Rewriter
from trainer.error_messages import BUG_ANSWERING
from trainer.errors import PasticheError, RunError, whereabouts
from trainer.model import engine, sampling
from trainer.model.never_recite import NeverRecite
from trainer.model.reading import read_apart

ADAPTERS_MOST = 4
"""Adapters kept in memory; the one that was not asked for longest goes."""
EXCERPT_WORDS = (80, 50, 30, 20)
"""To how many words the author's passages are cut, one after the other, until all fit into the few-shot prompt."""
STOP = "stop"
BASE = "__base__"
"""The name by which the base answers."""


@dataclass(frozen=True)
class Part:
    """The rows of a batch that one model in memory answers."""

    model: Any
    rows: list[int]
    routing: dict[str, Any]
    """What tells the model which adapter each row wears."""


class LoadedStyles:
    """One base, the adapters that have been asked for, and perhaps a model whose weights were all trained."""

    def __init__(self, base: bases.Base, four_bits: bool = True) -> None:
        self.base = base
        self.loaded = engine.load(base, four_bits=four_bits)
        self.model: Any = self.loaded.model
        """The base with the adapters."""
        self._names: dict[str, str] = {}
        self._full: tuple[str, Any] = "", None
        self._four_bits = four_bits
        self.no_copy = lru_cache(maxsize=ADAPTERS_MOST)(NoCopy)

    def use(self, folder: Path) -> str:
        """Return the name under which the adapter, or the model, of a folder is loaded, after loading it if need be."""
        weights = Weights(folder)
        if not weights.are_there:
            raise RunError(error_messages.ADAPTER_GONE)
        # Content, not the path, is the key: a run that was trained on has new weights in the same place.
        key = weights.digest[:16]
        if weights.are_full:
            return self._use_full(folder, f"model_{key}")
        if key not in self._names:
            self._check(folder)
            self._load(folder, key)
        self._names[key] = self._names.pop(key)
        return self._names[key]

    def _load(self, folder: Path, key: str) -> None:
        name = f"style_{key}"
        if isinstance(self.model, PeftModel):
            self.model.load_adapter(str(folder), adapter_name=name)
        else:
            self.model = PeftModel.from_pretrained(self.model, str(folder), adapter_name=name)
        self.model.set_adapter(name)
        self.model.eval()
        self._names[key] = name
        if len(self._names) > ADAPTERS_MOST:
            self.model.delete_adapter(self._names.pop(next(iter(self._names))))

    def _use_full(self, folder: Path, name: str) -> str:
        """Load a whole model as the base is loaded; the one before it goes first, for there may be no room for both."""
        if self._full[0] != name:
            self._full = "", None
            loaded = engine.load(replace(self.base, id=str(folder), folder=folder), four_bits=self._four_bits)
            if loaded.model.config.get_text_config().vocab_size != self.model.config.get_text_config().vocab_size:
                raise _unfit()
            self._full = name, loaded.model.eval()
        return name

    def parts(self, names: Sequence[str]) -> Iterator[Part]:
        """Yield who answers which rows of a batch, by the names that the rows are meant for."""
        full = [row for row, name in enumerate(names) if name == self._full[0]]
        rest = [row for row in range(len(names)) if row not in full]
        if rest:
            # A base that has met no adapter yet knows nothing of adapter names.
            active = isinstance(self.model, PeftModel)
            yield Part(self.model, rest, {"adapter_names": [names[row] for row in rest]} if active else {})
        if full:
            yield Part(self._full[1], full, {})

    @contextlib.contextmanager
    def only(self, name: str) -> Iterator[Any]:
        """A context with the model that speaks with one voice whoever asks it, and knows of no others."""
        if name == self._full[0]:
            yield self._full[1]
        elif not isinstance(self.model, PeftModel):
            yield self.model
        elif name == BASE:
            with self.model.disable_adapter():
                yield self.model
        else:
            self.model.set_adapter(name)
            yield self.model

    def is_adapter(self, name: str) -> bool:
        """Whether a voice is an adapter, which the base can wear by degrees."""
        return name in self._names.values()

    def at_strength(self, strength: float) -> contextlib.AbstractContextManager[None]:
        """Return a context in which adapters count `strength` times; it restores itself."""
        if not isinstance(self.model, PeftModel) or strength == 1.0:
            return contextlib.nullcontext()
        return rescale_adapter_scale(self.model, strength)

    def _check(self, folder: Path) -> None:
        """Refuse an adapter that was made for another base, before anything is changed."""
        config = PeftConfig.from_pretrained(str(folder))
        made_for = config.base_model_name_or_path
        if made_for and made_for not in (self.base.public_id, self.base.four_bit_id):
            raise RunError(error_messages.OTHER_BASE(made_for=made_for, base=self.base.public_id))
        # Asked of the layers, not of their weights: those of a 4-bit layer are packed into another shape.
        widths = {layer.in_features for layer in self.model.modules() if isinstance(layer, torch.nn.Linear)}
        with safe_open(folder / "adapter_model.safetensors", "pt") as file:
            for name in file.keys():  # noqa: SIM118 (not a dictionary)
                if "lora_A" in name and file.get_slice(name).get_shape()[1] not in widths:
                    raise _unfit()

    def prompts(self, comparison: Comparison) -> tuple[list[str], int]:
        """Return the rendered prompt of each column, and how many of the author's passages fitted into few-shot's."""
        message = comparison.message(self.base)
        plain = [{"role": "user", "content": message}]
        texts, shots = [], 0
        for column in comparison.columns:
            if column == "few_shot":
                messages, shots = self._with_passages(comparison, message)
            else:
                messages = plain
            texts.append(sampling.rendered(self.loaded.tokenizer, messages))
        return texts, shots

    def _with_passages(self, comparison: Comparison, message: str) -> tuple[list[dict[str, str]], int]:
        """Return the few-shot messages that leave room for the answer, and how many passages are in them.

        Rather than drop a passage, all are cut to their last sentences: three glimpses of a voice show more than one.
        """
        passages = comparison.passages
        for words in (None, *EXCERPT_WORDS):
            shown = passages if words is None else tuple(last_sentences(passage, words) for passage in passages)
            messages = few_shot(self.base, comparison, message, shown)
            if self._fits(messages, comparison):
                return messages, len(shown)
        for shots in range(len(passages) - 1, 0, -1):
            messages = few_shot(self.base, comparison, message, shown[:shots])
            if self._fits(messages, comparison):
                return messages, shots
        return [{"role": "user", "content": message}], 0

    def _fits(self, messages: list[dict[str, str]], comparison: Comparison) -> bool:
        """Whether the messages leave room for the answer."""
        tokens = self.tokens(sampling.rendered(self.loaded.tokenizer, messages))
        return tokens + comparison.max_new_tokens <= (self.base.context or 4096)

    def tokens(self, text: str) -> int:
        """Return how many tokens a text has."""
        return sampling.count_tokens(self.loaded.tokenizer, text)


def _unfit() -> RunError:
    return RunError(error_messages.OLDER_BASE)


def few_shot(base: bases.Base, comparison: Comparison, message: str, passages: tuple[str, ...]) -> list[dict[str, str]]:
    """Return the messages that show the author's passages and then ask.

    An instruct base gets them in one message, as people paste them today. A base that cannot follow instructions gets
    them as earlier answers: that is the only form in which it has met text before a prompt.
    """
    if base.follows_instructions:
        intro, close, rewrite = _IMITATE.get(comparison.language, _IMITATE["en"])
        if comparison.mode == "rewrite":
            close, message = rewrite, comparison.prompt
        shown = "\n\n---\n\n".join(passages)
        return [{"role": "user", "content": f"{intro}\n\n{shown}\n\n---\n\n{close}\n\n{message}"}]
    turns = []
    for passage in reversed(passages):
        earlier = Comparison(passage, comparison.mode, comparison.language, columns=("base",)).message(base)
        turns += [{"role": "user", "content": earlier}, {"role": "assistant", "content": passage}]
    return [*turns, {"role": "user", "content": message}]


_IMITATE = {
    "en": (
        "Here are passages by one author.",
        "Answer in this author's voice and style.",
        "Rewrite the following text in this author's voice and style. Keep what it says.",
    ),
    "ru": (
        "Вот отрывки одного автора.",
        "Ответь голосом и стилем этого автора.",
        "Перепиши следующий текст голосом и стилем этого автора. Сохрани то, о чём в нём сказано.",
    ),
}


def answer(
    voices: LoadedStyles, comparison: Comparison, say: Callable[[Answer], None], stopped: Callable[[], bool]
) -> None:
    """Answer every column of a comparison in one batch, saying words as they come.

    A model whose weights were all trained answers after the base, from the same noise.
    """
    began = time.monotonic()
    style = voices.use(Path(comparison.adapter)) if "styled" in comparison.columns else BASE
    style = _at_strength(voices, style, comparison.strength)
    names = [style if column == "styled" else BASE for column in comparison.columns]
    texts, shots = voices.prompts(comparison)
    tokenizer = voices.loaded.tokenizer
    batch = sampling.encoded(tokenizer, texts, voices.loaded.device)
    prompt_tokens = batch["input_ids"].shape[1]
    room = (voices.base.context or 4096) - prompt_tokens
    if room < 16:
        raise RunError(error_messages.LONG_PROMPT)
    never_recite = None
    if comparison.never_recite:
        no_copy = voices.no_copy(comparison.never_recite)
        never_recite = NeverRecite(no_copy, tokenizer, prompt_tokens, comparison.min_p)
    for part in voices.parts(names):
        columns = [comparison.columns[row] for row in part.rows]
        streamer = sampling.RowStreamer(
            tokenizer,
            len(columns),
            sampling.end_ids(part.model, tokenizer),
            lambda row, text, columns=columns: say(TextDelta(columns[row], text)),
        )
        with torch.no_grad(), voices.at_strength(comparison.strength):
            asked = {name: values[part.rows] for name, values in batch.items()}
            sampling.generate(
                part.model,
                tokenizer,
                **asked,
                **part.routing,
                **read_apart(part.model, asked, part.routing.get("adapter_names")),
                max_new_tokens=min(comparison.max_new_tokens, room),
                logits_processor=sampling.processors(
                    comparison.seed, comparison.temperature, comparison.min_p, never_recite
                ),
                stopping_criteria=StoppingCriteriaList([sampling.StopWhen(stopped)]),
                streamer=streamer,
            )
        for column, tokens, ended in zip(columns, streamer.tokens, streamer.ended, strict=True):
            say(Answered(column, len(tokens), ended))
    say(Done(round(time.monotonic() - began, 2), shots))


def _at_strength(voices: LoadedStyles, style: str, strength: float) -> str:
    """Return who answers for a style at a strength: what no adapter is, is the base at 0 and itself at 1."""
    if style == BASE or voices.is_adapter(style):
        return style
    if strength not in (0.0, 1.0):
        raise RunError(error_messages.NO_STRENGTH)
    return style if strength else BASE


def serve(reference: str, lines: Iterator[str], say: Callable[[Answer], None], four_bits: bool = True) -> None:
    """Load the base, then answer comparisons line by line until the input ends."""
    began = time.monotonic()
    try:
        voices = LoadedStyles(bases.find(reference), four_bits)
    except PasticheError as error:
        say(Trouble(str(error), russian=error.message.russian))
        return
    say(Ready(voices.base.id, voices.loaded.engine, round(time.monotonic() - began, 1)))
    asked: queue.Queue[Comparison | None] = queue.Queue()
    stop = threading.Event()
    threading.Thread(target=_listen, args=(lines, asked, stop), daemon=True).start()
    rewriter = Rewriter(voices.base, voices.tokens, partial(answer, voices))
    while (comparison := asked.get()) is not None:
        try:
            if comparison.mode == "rewrite":
                rewriter.rewrite(comparison, say, stop.is_set)
            else:
                answer(voices, comparison, say, stop.is_set)
        except PasticheError as error:
            say(Trouble(str(error), russian=error.message.russian))
        except Exception as error:
            print(whereabouts(error), file=sys.stderr)
            say(Trouble(BUG_ANSWERING.english, bug=True, russian=BUG_ANSWERING.russian))


def _listen(lines: Iterator[str], asked: "queue.Queue[Comparison | None]", stop: threading.Event) -> None:
    """Hand on comparisons, and hear `stop` while one is being answered."""
    for line in lines:
        if line.strip() == STOP:
            stop.set()
        else:
            message = from_line(line)
            if isinstance(message, Comparison):
                # Here, not when the answer begins: a stop that comes in between is meant for it.
                stop.clear()
                asked.put(message)
    asked.put(None)


def main() -> None:
    """Serve the base named on the command line."""
    # Libraries print; the pipe to the page must carry nothing but answers.
    pipe: TextIO = os.fdopen(os.dup(1), "w", encoding="ascii", buffering=1)
    os.dup2(2, 1)

    def say(message: Answer) -> None:
        pipe.write(to_line(message) + "\n")
        pipe.flush()

    serve(sys.argv[1], iter(sys.stdin.readline, ""), say, four_bits="16" not in sys.argv[2:])


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    main()
