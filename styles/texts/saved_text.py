"""A clean text on disk, with its figures in memory.

A library of books fits no memory.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from styles import error_messages
from styles.cleaning.clean import CleanText, Removal
from styles.errors import TextError, quoted


@dataclass(frozen=True)
class SavedText:
    """One clean text in a file."""

    name: str
    """What the author calls it."""
    file: Path
    """A private file; whoever takes the text away deletes it."""
    words: int
    removed: dict[str, int] = field(default_factory=dict, hash=False)
    """How many things were left out of it, by reason."""

    def text(self) -> CleanText:
        """Return the text itself."""
        try:
            fields = json.loads(self.file.read_bytes())
            return _from_json(fields | {"name": self.name})
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise TextError(error_messages.GONE(name=quoted(self.name))) from error


def write(text: CleanText, file: Path) -> SavedText:
    """Write a text into a private file and return its record."""
    file.touch(mode=0o600)
    # Half a character in a broken book must not cost the book.
    file.write_bytes(json.dumps(asdict(text), ensure_ascii=False).encode("utf-8", "replace"))
    return SavedText(text.name, file, text.words, dict(Counter(removal.reason for removal in text.removals)))


def _from_json(fields: Mapping[str, Any]) -> CleanText:
    lists = {name: tuple(value) for name, value in fields.items() if isinstance(value, list)}
    chapters = tuple(tuple(chapter) for chapter in fields["chapters"])
    removals = tuple(Removal(**removal) for removal in fields["removals"])
    return CleanText(**{**fields, **lists, "chapters": chapters, "removals": removals})
