"""Store of visitors' texts on disk, each visitor's apart.

Only this process opens its folder.

A library of books fits no memory, so what is kept there of a text is its name and its counts. A text's file goes when
the text is removed or forgotten, and the whole folder when the process ends; what a killed process has left is swept up
at the next start. Not covered: what was started. A run keeps its own copy in its folder.
"""

import contextlib
import threading
import time
import weakref
from collections.abc import Callable
from pathlib import Path

from styles.texts.revision import Revision
from styles.texts.saved_text import SavedText
from trainer.texts.private_folder import private_folder, sweep
from trainer.texts.reader import Reading

IDLE_SECONDS = 12 * 3600
"""Texts that nobody has come back to for so long are forgotten."""
MOST_VISITORS = 200
"""Over this many visitors with texts, the one who was not here for longest is forgotten."""


class TextStore:
    """Every visitor's readings, in the order they were added."""

    def __init__(self, place: Path, clock: Callable[[], float] = time.monotonic) -> None:
        sweep(place)
        self._place, self._clock = place, clock
        self._lock = threading.Lock()
        self._folder: Path | None = None
        self._readings: dict[str, list[Reading]] = {}
        self._revisions: dict[str, Revision] = {}
        self._seen: dict[str, float] = {}

    @property
    def folder(self) -> Path:
        """Return this process's own folder.

        It is made when it is first asked for, and goes when the process ends.
        """
        with self._lock:
            if self._folder is None:
                held = contextlib.ExitStack()
                self._folder = held.enter_context(private_folder(self._place))
                weakref.finalize(self, held.close)
            return self._folder

    def add(self, owner: str, readings: list[Reading]) -> None:
        """Add readings to an owner's texts.

        One of the same name replaces the older one, unless it failed. An archive that waits for an answer is deleted
        with its question.
        """
        with self._lock:
            mine = self._readings.setdefault(owner, [])
            for reading in readings:
                replaced = [old for old in mine if old.name == reading.name and _replaces(reading, old)]
                mine[:] = [old for old in mine if old not in replaced]
                mine.append(reading)
                _discard(replaced)
            self._touch(owner)

    def of(self, owner: str) -> list[Reading]:
        """Return an owner's readings, oldest first."""
        with self._lock:
            self._touch(owner)
            return list(self._readings.get(owner, []))

    def texts(self, owner: str) -> list[SavedText]:
        """Return the texts that could be read."""
        return [reading.text for reading in self.of(owner) if reading.text is not None]

    def revision(self, owner: str) -> Revision:
        """Return what an owner decided about what was found in their texts."""
        with self._lock:
            return self._revisions.get(owner, Revision())

    def revise(self, owner: str, revision: Revision) -> None:
        """Remember what an owner decided, as long as their texts are here."""
        with self._lock:
            if owner in self._readings:
                self._revisions[owner] = revision

    def remove(self, owner: str, place: int) -> None:
        """Remove the reading at an index, if there is one."""
        with self._lock:
            mine = self._readings.get(owner, [])
            if 0 <= place < len(mine):
                _discard([mine.pop(place)])

    def take_question(self, owner: str, upload: str) -> Reading | None:
        """Take a question away and return it, with its archive.

        Whoever takes it deletes the archive or adds the question again.
        """
        with self._lock:
            mine = self._readings.get(owner, [])
            asked = next((one for one in mine if one.upload is not None and one.upload.name == upload), None)
            if asked is not None:
                mine.remove(asked)
            return asked

    def _touch(self, owner: str) -> None:
        now = self._clock()
        if owner in self._readings:
            self._seen[owner] = now
        oldest_first = sorted(self._seen, key=self._seen.__getitem__)
        too_many = oldest_first[: max(0, len(oldest_first) - MOST_VISITORS)]
        for gone in {*too_many, *(who for who, seen in self._seen.items() if now - seen > IDLE_SECONDS)}:
            del self._seen[gone]
            _discard(self._readings.pop(gone))
            self._revisions.pop(gone, None)


def _replaces(reading: Reading, old: Reading) -> bool:
    """Check whether a reading replaces one of its name."""
    if reading.text:
        return True
    return not old.text and (reading.question is not None or old.question is None)


def _discard(readings: list[Reading]) -> None:
    for reading in readings:
        if reading.upload is not None:
            reading.upload.unlink(missing_ok=True)
        if reading.text is not None:
            reading.text.file.unlink(missing_ok=True)
