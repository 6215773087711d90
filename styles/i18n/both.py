"""Strings in English and in Russian, defined side by side."""

from collections.abc import Mapping
from typing import Any, Generic, Literal, Self, TypeVar, overload

Language = Literal["en", "ru"]
T = TypeVar("T")
Key = TypeVar("Key")


class Bilingual:
    """Base of classes with fields from `both` and `table`.

    An instance speaks one language.
    """

    def __init__(self, code: Language) -> None:
        self.code = code

    @classmethod
    def names(cls) -> list[str]:
        """Return the names of all fields, those of base classes first."""
        return [name for base in cls.__mro__[::-1] for name, value in vars(base).items() if isinstance(value, both)]


class both(Generic[T]):
    """A field with a value for each language: `stop = both("Stop", "Остановить")`."""

    def __init__(self, english: T, russian: T) -> None:
        self._values = {"en": english, "ru": russian}

    @overload
    def __get__(self, instance: None, owner: Any) -> Self: ...

    @overload
    def __get__(self, instance: Bilingual, owner: Any) -> T: ...

    def __get__(self, instance: Bilingual | None, owner: Any) -> T | Self:
        """Return the value in the language of the instance."""
        return self if instance is None else self._values[instance.code]


def table(entries: Mapping[Key, tuple[T, T]]) -> both[dict[Key, T]]:
    """Return a field with a table for each language.

    Such as `{"a": ("An apple", "Яблоко")}`.
    """
    english, russian = ({key: pair[index] for key, pair in entries.items()} for index in (0, 1))
    return both(english, russian)
