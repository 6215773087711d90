"""The visitors' texts: on this computer's disk, in a folder that only this process opens; each visitor's apart.

A library of books fits no memory, so what is kept there of a text is its name and its counts. A text's file goes when
the text is removed or forgotten, and the whole folder when the process ends; what a killed process has left is swept up
at the next start. Not covered: what was started. A run keeps its own copy in its folder.
"""

import secrets
import shutil
import threading
import time
import weakref
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from filelock import FileLock, Timeout

from styles import manuscript
from styles.cleaning import CleanText
from styles.manuscript import Manuscript
from trainer.intake import Reading

IDLE_SECONDS = 12 * 3600
"""Texts that nobody has come back to for so long are forgotten."""
MOST_VISITORS = 200
"""Over this many visitors with texts, the one who was not here for longest is forgotten."""


class Shelf:
    """Every visitor's readings, in the order they were added."""

    def __init__(self, place: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._place, self._clock = place, clock
        self._lock = threading.Lock()
        self._folder: Path | None = None
        self._readings: dict[str, list[Reading]] = {}
        self._seen: dict[str, float] = {}

    @property
    def folder(self) -> Path:
        """This process's own folder; it is made when it is first asked for, and goes when the process ends."""
        with self._lock:
            if self._folder is None:
                sweep(self._place)
                self._folder, close = _private_folder(self._place)
                weakref.finalize(self, close)
            return self._folder

    def add(self, owner: str, readings: list[Reading]) -> None:
        """Put readings on an owner's shelf; one of the same name takes the older one's place unless it failed."""
        with self._lock:
            mine = self._readings.setdefault(owner, [])
            for reading in readings:
                replaced = [old for old in mine if old.name == reading.name and (reading.text or not old.text)]
                mine[:] = [old for old in mine if old not in replaced]
                mine.append(reading)
                _discard(replaced)
            self._touch(owner)

    def of(self, owner: str) -> list[Reading]:
        """Return an owner's readings, oldest first."""
        with self._lock:
            self._touch(owner)
            return list(self._readings.get(owner, []))

    def texts(self, owner: str) -> list[Manuscript]:
        """Return the texts that could be read."""
        return [reading.text for reading in self.of(owner) if reading.text is not None]

    def change(self, owner: str, place: int, text: CleanText) -> None:
        """Put a text in the place of the one that it was made from."""
        written = manuscript.write(text, self.folder / f"{secrets.token_hex(12)}.json")
        with self._lock:
            mine = self._readings.get(owner, [])
            if 0 <= place < len(mine):
                _discard([mine[place]])
                mine[place] = replace(mine[place], text=written)
            else:
                written.file.unlink()

    def remove(self, owner: str, place: int) -> None:
        """Take the reading at a place off an owner's shelf; a place that is not there changes nothing."""
        with self._lock:
            mine = self._readings.get(owner, [])
            if 0 <= place < len(mine):
                _discard([mine.pop(place)])

    def _touch(self, owner: str) -> None:
        now = self._clock()
        if owner in self._readings:
            self._seen[owner] = now
        oldest_first = sorted(self._seen, key=self._seen.__getitem__)
        too_many = oldest_first[: max(0, len(oldest_first) - MOST_VISITORS)]
        for gone in {*too_many, *(who for who, seen in self._seen.items() if now - seen > IDLE_SECONDS)}:
            del self._seen[gone]
            _discard(self._readings.pop(gone))


def sweep(place: Path) -> None:
    """Remove the folders of processes that are no more."""
    for lock in place.glob("*.lock"):
        try:
            with FileLock(lock, timeout=0):
                shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                lock.unlink(missing_ok=True)
        except Timeout:
            continue  # its process lives


def _private_folder(place: Path) -> tuple[Path, Callable[[], None]]:
    """Return a new folder that only this user opens, and what removes it with everything in it."""
    folder = place / secrets.token_hex(12)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    # The lock is held before there is a folder, so that another process never sweeps it up.
    lock = FileLock(folder.with_suffix(".lock"))
    lock.acquire()
    folder.mkdir(mode=0o700)

    def close() -> None:
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()
        Path(lock.lock_file).unlink(missing_ok=True)

    return folder, close


def _discard(readings: list[Reading]) -> None:
    for reading in readings:
        if reading.text is not None:
            reading.text.file.unlink(missing_ok=True)
