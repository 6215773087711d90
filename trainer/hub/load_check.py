"""Load an adapter in a fresh process; sample it beside its base."""

import contextlib
from pathlib import Path

from styles.i18n.message import as_message
from trainer.compare.comparison import Comparison, TextDelta, Trouble
from trainer.errors import RunError
from trainer.hub.card import SamplePair
from trainer.processes.child import child_command
from trainer.processes.generator import Generator

PROMPTS = {
    "en": ("a door, a stranger, rain", "morning, window, letter"),
    "ru": ("дверь, незнакомец, дождь", "утро, окно, письмо"),
}
"""Our own, never anything of the author's."""
TOKENS = 90
"""Tokens of an answer at most: as many as of the samples of a run."""
SEED = 2026
"""Any number: base and styled model only have to share it."""


def check_loads(base: str, adapter: Path, language: str, log: Path, tokens: int = TOKENS) -> tuple[SamplePair, ...]:
    """Return base's and styled model's answers to our own prompts.

    Raise RunError for an adapter that cannot be loaded.
    """
    pairs = []
    with contextlib.closing(Generator(log, child_command)) as generator:
        for prompt in PROMPTS.get(language, PROMPTS["en"]):
            texts = {"base": "", "styled": ""}
            comparison = Comparison(
                prompt,
                language=language,
                columns=("base", "styled"),
                adapter=str(adapter),
                max_new_tokens=tokens,
                seed=SEED,
            )
            for message in generator.compare(base, comparison):
                match message:
                    case TextDelta():
                        texts[message.column] += message.text
                    case Trouble():
                        raise RunError(as_message(message))
                    case _:
                        pass
            pairs.append(SamplePair(prompt, texts["base"], texts["styled"]))
    return tuple(pairs)
