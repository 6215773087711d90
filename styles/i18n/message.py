"""Messages in both languages, for errors and events.

They cross processes and are saved with both wordings.
"""

import string
from dataclasses import dataclass
from typing import Any, Protocol

from styles.i18n.both import Language


@dataclass(frozen=True)
class Message:
    """A sentence in both languages.

    Its Russian is empty where another program or version wrote it.
    """

    english: str
    russian: str

    def text(self, language: Language) -> str:
        """Return the sentence in a language; English without a Russian one."""
        return self.russian or self.english if language == "ru" else self.english

    def __str__(self) -> str:
        return self.english


@dataclass(frozen=True)
class Template:
    """A message with fields, filled in by calling it: `TOO_LARGE(name=name, megabytes=60)`.

    A field is written as its language writes it: `{words:,}` a whole number, `{gib:g}` a short decimal one,
    `{words:word|words}` (Russian: `{words:слово|слова|слов}`) the form that a number asks for; a value that is itself a
    message, in the same language.
    """

    english: str
    russian: str

    def __call__(self, **values: object) -> Message:
        """Return the message with its fields filled in."""
        return Message(*(_Formatter(language).vformat(getattr(self, name), (), values) for language, name in _NAMES))


_NAMES: tuple[tuple[Language, str], ...] = (("en", "english"), ("ru", "russian"))


class Worded(Protocol):
    """Anything sent or saved with a sentence and its Russian."""

    @property
    def sentence(self) -> str:
        """The sentence in English."""

    @property
    def russian(self) -> str:
        """The sentence in Russian; empty where an older version wrote it."""


def as_message(worded: Worded) -> Message:
    """Return the message that crossed a process or was saved."""
    return Message(worded.sentence, worded.russian)


class _Formatter(string.Formatter):
    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, Message):
            return value.text(self._language)
        if not format_spec:
            return str(value)
        from styles.i18n import numbers  # Babel takes a while, and children that read files seldom need it

        if "|" in format_spec:
            return numbers.form(value, format_spec.split("|"), self._language)
        if format_spec == ",":
            return numbers.whole(value, self._language)
        return numbers.general(value, self._language) if format_spec == "g" else format(value, format_spec)
