"""Messages to and from the generating child: a comparison and its answers."""

from dataclasses import dataclass
from typing import Literal, get_args

from styles.examples.templates import ask as ask_task
from styles.language.function_words import FUNCTION_WORDS
from styles.language.words import WORD
from trainer.bases import Base
from trainer.compare import error_messages
from trainer.errors import RunError
from trainer.messages import Lines

Column = Literal["base", "few_shot", "styled"]
COLUMNS: tuple[Column, ...] = ("base", "few_shot", "styled")
Mode = Literal["write", "continue", "rewrite", "free"]
"""What the prompt is: a subject or keywords to write about, a text to continue, a draft to rewrite, or a message sent
as it is."""
PASSAGES_SHOWN = 3
"""How many of the author's passages the few-shot column is shown."""
MOST_STRENGTH = 1.5
MOST_TOKENS = 400
"""Tokens of an answer at most, on the page and for programs."""
MOST_DRAFT = 12_000
"""Characters of a draft that are rewritten at once, about 2,000 words: others wait for their turn meanwhile."""


@dataclass(frozen=True)
class ComparisonRequest:
    """Prompt, mode and settings that a visitor asks a style with."""

    prompt: str
    mode: Mode = "write"
    strength: float | None = None
    """Scale of the adapter, 0 (the base) to 1.5; a whole model has only 0 and 1. None is the recommended one."""
    never_recite: bool = False
    """Whether no column may have thirteen words in a row of the author's training passages."""
    temperature: float = 1.0
    min_p: float = 0.05
    """Tokens less likely than this share of the likeliest are never drawn."""
    max_new_tokens: int = 220
    seed: int = 0


@dataclass(frozen=True)
class Comparison(ComparisonRequest):
    """A question, to be answered by every column from the same noise."""

    strength: float = 1.0
    language: str = "en"
    """Language of the corpus; it decides the wording around the prompt."""
    columns: tuple[Column, ...] = COLUMNS
    adapter: str = ""
    """Folder of the adapter, or of the whole model, for the styled column."""
    passages: tuple[str, ...] = ()
    """The author's passages for the few-shot column, nearest first; dropped from the end until they fit."""
    forbidden: tuple[str, ...] = ()
    """The author's training passages, where the columns must not recite them."""

    def __post_init__(self) -> None:
        """Refuse what makes no sense, in a sentence."""
        if not self.prompt.strip():
            raise RunError(error_messages.EMPTY_PROMPT)
        if self.mode not in get_args(Mode):
            raise RunError(error_messages.WRONG_MODE(known=", ".join(get_args(Mode))))
        if self.mode == "rewrite" and len(self.prompt.strip()) > MOST_DRAFT:
            raise RunError(error_messages.LONG_DRAFT(characters=len(self.prompt.strip()), most=MOST_DRAFT, words=2000))
        if not self.columns or not set(self.columns) <= set(COLUMNS):
            raise RunError(error_messages.WRONG_COLUMNS(known=", ".join(COLUMNS)))
        if self.max_new_tokens < 1:
            raise RunError(error_messages.NO_TOKENS)
        if not 0 <= self.strength <= MOST_STRENGTH:
            raise RunError(error_messages.WRONG_STRENGTH(most=MOST_STRENGTH))
        if not 0.05 <= self.temperature <= 2 or not 0 <= self.min_p < 1:
            raise RunError(error_messages.WRONG_SAMPLING)
        if "styled" in self.columns and not self.adapter:
            raise RunError(error_messages.NOTHING_STYLED)

    def message(self, base: Base) -> str:
        """Return the user's message that every column is asked."""
        text = self.prompt.strip()
        if self.mode == "free":
            return text
        if self.mode == "write" and not base.follows_instructions:
            # Such a base has only ever seen keywords after the wording, so a sentence is reduced to its content words.
            text = ", ".join(content_words(text, self.language)) or text
        return ask_task(self.mode, self.language, text)


@dataclass(frozen=True)
class Ready:
    """The base is loaded and the child waits for comparisons."""

    base: str
    engine: str
    seconds: float


@dataclass(frozen=True)
class Paraphrasing:
    """The base is putting a part of a draft into plain words."""

    part: int
    """Counted from 1."""
    parts: int


@dataclass(frozen=True)
class Paraphrase:
    """A part of the draft in plain words: every column rewrites it."""

    text: str
    origin: Literal["base", "draft", "keywords"]
    """Whose words they are: the base's; the draft's own, where the base gave nothing that can be used; or a few of the
    draft's, where the base follows no instructions."""


@dataclass(frozen=True)
class TextDelta:
    """A column goes on with these characters."""

    column: Column
    text: str


@dataclass(frozen=True)
class Answered:
    """A column is complete."""

    column: Column
    tokens: int
    ended: bool
    """Whether the model ended by itself, rather than at the limit or by a stop."""


@dataclass(frozen=True)
class Done:
    """The comparison is over; the child waits for the next one."""

    seconds: float
    shots: int
    """How many of the author's passages fitted into the few-shot column's prompt."""


@dataclass(frozen=True)
class Trouble:
    """The comparison could not be answered, in a sentence for the visitor."""

    sentence: str
    bug: bool = False
    russian: str = ""


Answer = Ready | Paraphrasing | Paraphrase | TextDelta | Answered | Done | Trouble
_LINES: Lines[Comparison | Answer] = Lines(Comparison, *get_args(Answer), plain=True)
to_line, from_line = _LINES.to_line, _LINES.from_line
"""A message to a line of JSON, and back; a line that is no message raises ValueError or TypeError."""


def content_words(text: str, language: str) -> list[str]:
    """Return the content words of a prompt, at most twelve.

    They are in lower case, in order, each once.
    """
    grammar = FUNCTION_WORDS.get(language, frozenset()) | _ASKING.get(language, frozenset())
    words = [match.group().lower() for match in WORD.finditer(text)]
    return list(dict.fromkeys(word for word in words if len(word) > 2 and word not in grammar))[:12]


_ASKING: dict[str, frozenset[str]] = {
    "en": frozenset(
        {"write", "tell", "describe", "story", "passage", "paragraph", "scene", "page", "text", "please"},
    ),
    "ru": frozenset(
        {"напиши", "расскажи", "опиши", "сочини", "отрывок", "абзац", "сцену", "текст", "рассказ", "пожалуйста"},
    ),
}
"""Words that ask for prose rather than say what it is about."""
