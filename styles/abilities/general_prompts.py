"""Everyday assistant prompts, without any author's style.

On the answers the styled model is compared with the base.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from styles.abilities import FOLDER, LANGUAGES

PromptKind = Literal[
    "chat", "advice", "reasoning", "facts", "list", "explanation", "code", "translation", "summary", "writing"
]
PROMPT_KINDS: tuple[PromptKind, ...] = get_args(PromptKind)
_ANSWERED_OTHERWISE: tuple[PromptKind, ...] = ("code", "translation")


@dataclass(frozen=True)
class GeneralPrompt:
    """One everyday prompt."""

    kind: PromptKind
    language: str
    """The language that it is asked in."""
    text: str

    @property
    def answered_alike(self) -> bool:
        """Whether the answer's language is the prompt's, unlike code and translations."""
        return self.kind not in _ANSWERED_OTHERWISE


@cache
def general_prompts(language: str) -> tuple[GeneralPrompt, ...]:
    """Return the prompts of a language, with the kinds in turn.

    The first few so hold some of each kind. There are none for other than `LANGUAGES`.
    """
    if language not in LANGUAGES:
        return ()
    written = tomllib.loads((FOLDER / f"prompts_{language}.toml").read_text("utf-8"))
    # Each kind is spread evenly over the whole.
    positioned = [
        ((number + 0.5) / len(written[kind]), GeneralPrompt(kind, language, text.strip()))
        for kind in PROMPT_KINDS
        for number, text in enumerate(written[kind])
    ]
    return tuple(prompt for _, prompt in sorted(positioned, key=lambda item: item[0]))
