"""An adapter heard once, in a process of its own: that it loads and speaks, and what it says beside its base."""

import contextlib
from pathlib import Path

from styles.i18n.message import as_message
from trainer.compare.comparison import Comparison, TextDelta, Trouble
from trainer.errors import RunError
from trainer.hub.card import Pair
from trainer.processes.child import ChildCommand, child_command
from trainer.processes.generator import Generator

PROMPTS = {
    "en": ("a door, a stranger, rain", "morning, window, letter"),
    "ru": ("дверь, незнакомец, дождь", "утро, окно, письмо"),
}
"""Our own, never anything of the author's."""
TOKENS = 90
SEED = 2026


def check_loads(
    base: str, adapter: Path, language: str, log: Path, tokens: int = TOKENS, command: ChildCommand = child_command
) -> tuple[Pair, ...]:
    """Return what base and styled model answer to our prompts; an adapter that cannot be loaded is a sentence."""
    pairs = []
    with contextlib.closing(Generator(log, command)) as generator:
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
            pairs.append(Pair(prompt, texts["base"], texts["styled"]))
    return tuple(pairs)
