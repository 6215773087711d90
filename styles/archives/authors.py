"""The writers in an archive, and its likely owner."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from styles.archives.pieces import Person, Piece
from styles.language.words import count_words

SHOWN = 30
"""People of a question at most; others are told by an address or a name that the author types."""
MOST_PEOPLE = 100_000
"""People that are counted; a mail box of a lifetime has fewer."""
_LONGEST_NAME = 80
_MOST_THREADS = 1_000_000
OWNER = Person("", "")
"""Whose the pieces without a writer are: the archive's owner, whom it does not name."""


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be the author."""

    key: str
    """As in `Person`; "" is the owner of the archive, whom it does not name."""
    name: str
    pieces: int
    words: int
    guessed: bool = False
    """True where the archive lets this one be taken for its owner."""


@dataclass(frozen=True)
class Question:
    """The question which people of an archive are the author."""

    name: str
    """What the author calls the upload."""
    service: str
    candidates: tuple[Candidate, ...]
    """At most `SHOWN`: first the guess, then those who wrote most."""
    people: int
    """How many there are in all."""


@dataclass
class _Count:
    name: str
    pieces: int = 0
    words: int = 0
    by_owner: int = 0
    threads: set[str] = field(default_factory=set)


class People:
    """Counts of what everybody wrote; no text is kept."""

    def __init__(self, not_owner: str = "") -> None:
        """Count; `not_owner` is the name of somebody who only takes part."""
        self._counts: dict[str, _Count] = {}
        self._not_owner = not_owner.casefold()
        self._threads = 0

    def add(self, piece: Piece) -> None:
        """Count a piece."""
        writer = piece.writer or OWNER
        count = self._counts.get(writer.key)
        if count is None:
            if len(self._counts) >= MOST_PEOPLE:
                return
            count = self._counts[writer.key] = _Count(shown_name(writer))
        elif count.name == writer.key and writer.name:
            count.name = shown_name(writer)
        count.pieces += 1
        count.words += count_words(piece.text)
        count.by_owner += piece.by_owner or not writer.key
        if piece.thread not in count.threads and self._threads < _MOST_THREADS:
            count.threads.add(piece.thread)
            self._threads += 1

    def __len__(self) -> int:
        return len(self._counts)

    @property
    def keys(self) -> tuple[str, ...]:
        """The keys of all people."""
        return tuple(self._counts)

    def question(self, name: str, service: str) -> Question:
        """Return the question, with a guess."""
        guess = self._guess()
        shown = sorted(self._counts, key=lambda key: (key not in guess, -self._counts[key].words, key))[:SHOWN]
        people = tuple(
            Candidate(_short(key), count.name, count.pieces, count.words, key in guess)
            for key in shown
            for count in (self._counts[key],)
        )
        return Question(name, service, people, len(self._counts))

    def named(self, names: Iterable[str]) -> set[str]:
        """Return the keys of the people with these keys or names."""
        wanted = {name.strip().casefold() for name in names}
        return {
            key
            for key, count in self._counts.items()
            if {key.casefold(), _short(key).casefold()} & wanted or (key and count.name.casefold() in wanted)
        }

    def _guess(self) -> set[str]:
        """Return the keys of the likely owner, who may have several addresses.

        That is whom the archive names; else who is not the other one of two; else who wrote most in most threads.
        """
        owners = {key for key, count in self._counts.items() if 2 * count.by_owner > count.pieces}
        others = [key for key, count in self._counts.items() if count.name.casefold() == self._not_owner]
        if not owners and len(self._counts) == 2 and len(others) == 1:
            owners = set(self._counts).difference(others)
        if not owners and self._counts:
            owners = {max(self._counts, key=lambda key: (len(self._counts[key].threads), self._counts[key].words, key))}
        names = {self._counts[key].name.casefold() for key in owners} & self._full_names()
        return owners | {key for key, count in self._counts.items() if count.name.casefold() in names}

    def _full_names(self) -> set[str]:
        """Return the names of two words and more: few people share one."""
        return {count.name.casefold() for count in self._counts.values() if len(count.name.split()) > 1}


def _short(key: str) -> str:
    return key[: 2 * _LONGEST_NAME]


def printable_line(text: str) -> str:
    """Return a text on one line, without control characters."""
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


def shown_name(person: Person) -> str:
    """Return what people call somebody, in one short line."""
    name = printable_line(person.name or person.key)
    return name if len(name) <= _LONGEST_NAME else f"{name[: _LONGEST_NAME - 1]}…"
