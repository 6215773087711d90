"""Answer comparisons: `python -m trainer.model.generate BASE [16]`.

It keeps one base and a few adapters loaded, reads one comparison a line from its standard input and answers on its
standard output (`trainer.compare.comparison` has the types). All columns of a comparison are one batch. A line `stop`
ends the current comparison. With 16 the base is not in 4 bits but as it was published: so a model whose weights were
all trained is compared with the very base that it was.

Served from plain Transformers and PEFT on purpose: Unsloth's fused inference passes over `adapter_names`, and would
style every row in silence.
"""

import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import torch
from transformers import StoppingCriteriaList

from trainer import bases
from trainer.compare import error_messages
from trainer.compare.comparison import Answer, Answered, Comparison, Done, Ready, TextDelta, Trouble, from_line, to_line
from trainer.compare.rewriting import Rewriter
from trainer.error_messages import BUG_ANSWERING
from trainer.errors import PasticheError, RunError, whereabouts
from trainer.model import sampling
from trainer.model.loaded_styles import BASE, LoadedStyles
from trainer.model.never_recite import NeverRecite
from trainer.model.prompts import column_prompts
from trainer.model.reading import read_apart
from trainer.processes.channel import open_channel

LEAST_ROOM = 16
"""Tokens that a prompt leaves for the answer at least. Judgement: fewer are no answer."""
STOP = "stop"


def answer(
    loaded_styles: LoadedStyles, comparison: Comparison, say: Callable[[Answer], None], stopped: Callable[[], bool]
) -> None:
    """Answer all columns in one batch; `say` gets each piece of text.

    A model whose weights were all trained answers after the base, from the same noise.
    """
    began = time.monotonic()
    style = loaded_styles.use(Path(comparison.adapter)) if "styled" in comparison.columns else BASE
    style = _at_strength(loaded_styles, style, comparison.strength)
    names = [style if column == "styled" else BASE for column in comparison.columns]
    texts, shots = column_prompts(loaded_styles, comparison)
    batch = sampling.encoded(loaded_styles.loaded.tokenizer, texts, loaded_styles.loaded.device)
    for part in loaded_styles.parts(names):
        # Anew for each model: the noise of a second one begins where that of the first began.
        settings = _settings(loaded_styles, comparison, batch["input_ids"].shape[1])
        columns = [comparison.columns[row] for row in part.rows]
        streamer = sampling.RowStreamer(
            loaded_styles.loaded.tokenizer,
            len(columns),
            sampling.end_ids(part.model, loaded_styles.loaded.tokenizer),
            lambda row, text, columns=columns: say(TextDelta(columns[row], text)),
        )
        with torch.no_grad(), loaded_styles.at_strength(comparison.strength):
            rows: dict[str, Any] = {name: values[part.rows] for name, values in batch.items()}
            sampling.generate(
                part.model,
                loaded_styles.loaded.tokenizer,
                **rows,
                **part.routing,
                **read_apart(part.model, rows, part.routing.get("adapter_names")),
                **settings,
                stopping_criteria=StoppingCriteriaList([sampling.StopWhen(stopped)]),
                streamer=streamer,
            )
        for column, tokens, ended in zip(columns, streamer.tokens, streamer.ended, strict=True):
            say(Answered(column, len(tokens), ended))
    say(Done(round(time.monotonic() - began, 2), shots))


def _settings(loaded_styles: LoadedStyles, comparison: Comparison, prompt_tokens: int) -> dict[str, Any]:
    """Return how answers to prompts of this length are drawn."""
    room = loaded_styles.context - prompt_tokens
    if room < LEAST_ROOM:
        raise RunError(error_messages.LONG_PROMPT)
    never_recite = None
    if comparison.forbidden:
        no_copy = loaded_styles.no_copy(comparison.forbidden)
        never_recite = NeverRecite(no_copy, loaded_styles.loaded.tokenizer, prompt_tokens, comparison.min_p)
    processors = sampling.processors(comparison.seed, comparison.temperature, comparison.min_p, never_recite)
    return {"max_new_tokens": min(comparison.max_new_tokens, room), "logits_processor": processors}


def _at_strength(loaded_styles: LoadedStyles, style: str, strength: float) -> str:
    """Return the name that answers for a style at a strength.

    What is no adapter, is the base at 0 and itself at 1.
    """
    if style == BASE or loaded_styles.is_adapter(style):
        return style
    if strength not in (0.0, 1.0):
        raise RunError(error_messages.NO_STRENGTH)
    return style if strength else BASE


def serve(reference: str, lines: Iterator[str], say: Callable[[Answer], None], four_bits: bool = True) -> None:
    """Load the base, then answer comparisons until the input ends."""
    began = time.monotonic()
    try:
        loaded_styles = LoadedStyles(bases.find(reference), four_bits)
    except PasticheError as error:
        say(Trouble(str(error), russian=error.message.russian))
        return
    say(Ready(loaded_styles.base.id, loaded_styles.loaded.engine, round(time.monotonic() - began, 1)))
    asked: queue.Queue[Comparison | None] = queue.Queue()
    stop = threading.Event()
    threading.Thread(target=_listen, args=(lines, asked, stop), daemon=True).start()
    rewriter = Rewriter(loaded_styles.base, loaded_styles.tokens, partial(answer, loaded_styles))
    while (comparison := asked.get()) is not None:
        try:
            if comparison.mode == "rewrite":
                rewriter.rewrite(comparison, say, stop.is_set)
            else:
                answer(loaded_styles, comparison, say, stop.is_set)
        except PasticheError as error:
            say(Trouble(str(error), russian=error.message.russian))
        except Exception as error:
            print(whereabouts(error), file=sys.stderr)
            say(Trouble(BUG_ANSWERING.english, bug=True, russian=BUG_ANSWERING.russian))


def _listen(lines: Iterator[str], asked: "queue.Queue[Comparison | None]", stop: threading.Event) -> None:
    """Queue comparisons, and note a `stop` while one is answered."""
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
    serve(sys.argv[1], iter(sys.stdin.readline, ""), open_channel(to_line), four_bits="16" not in sys.argv[2:])


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    main()
