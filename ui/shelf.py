"""The visitors' texts: in this process's memory and nowhere else, each visitor's apart from all others.

Not covered: what was started. A run keeps its own copy in its folder.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from styles.cleaning import CleanText

IDLE_SECONDS = 12 * 3600
"""Texts that nobody has come back to for so long are forgotten."""
MOST_VISITORS = 200
"""Over this many visitors with texts, the one who was not here for longest is forgotten."""


@dataclass(frozen=True)
class Reading:
    """What came of one uploaded file or paste: a text, or the sentence that says why not."""

    name: str
    text: CleanText | None = None
    sentence: str = ""


class Shelf:
    """Every visitor's readings, in the order they were added."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._readings: dict[str, list[Reading]] = {}
        self._seen: dict[str, float] = {}

    def add(self, owner: str, readings: list[Reading]) -> None:
        """Put readings on an owner's shelf; one of the same name takes the older one's place unless it failed."""
        with self._lock:
            mine = self._readings.setdefault(owner, [])
            for reading in readings:
                replaced = [old for old in mine if old.name == reading.name and (reading.text or not old.text)]
                mine[:] = [old for old in mine if old not in replaced]
                mine.append(reading)
            self._touch(owner)

    def of(self, owner: str) -> list[Reading]:
        """Return an owner's readings, oldest first."""
        with self._lock:
            self._touch(owner)
            return list(self._readings.get(owner, []))

    def texts(self, owner: str) -> list[CleanText]:
        """Return the texts that could be read."""
        return [reading.text for reading in self.of(owner) if reading.text is not None]

    def remove(self, owner: str, place: int) -> None:
        """Take the reading at a place off an owner's shelf; a place that is not there changes nothing."""
        with self._lock:
            mine = self._readings.get(owner, [])
            if 0 <= place < len(mine):
                del mine[place]

    def _touch(self, owner: str) -> None:
        now = self._clock()
        if owner in self._readings:
            self._seen[owner] = now
        oldest_first = sorted(self._seen, key=self._seen.__getitem__)
        too_many = oldest_first[: max(0, len(oldest_first) - MOST_VISITORS)]
        for gone in {*too_many, *(who for who, seen in self._seen.items() if now - seen > IDLE_SECONDS)}:
            del self._seen[gone], self._readings[gone]
