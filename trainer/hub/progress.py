"""Work with the Hub that may take minutes, done beside whoever waits for it: how far it is, and how to end it."""

import io
import queue
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from trainer.errors import HubError
from trainer.hub import error_messages

Phase = Literal["asking", "sending", "reading_back", "fetching", "loading"]
SILENCE_SECONDS = 600.0
"""A Hub that lets nothing be heard for so long will not answer any more."""
TICK_SECONDS = 0.5

Result = TypeVar("Result")


@dataclass(frozen=True)
class Step:
    """How far it is."""

    phase: Phase
    done: int = 0
    """Bytes that went or came."""
    of: int = 0
    """How many there are; 0 where that is not known."""


Say = Callable[[Step], None]


class _Abandoned(Exception):
    """Nobody waits any more."""


def beside(
    work: Callable[[Say], Result],
    look: Callable[[], Step | None] = lambda: None,
    silence_seconds: float = SILENCE_SECONDS,
    tick_seconds: float = TICK_SECONDS,
) -> Generator[Step, None, Result]:
    """Do the work in a thread and yield what it says; `look` is asked for a step while it says nothing.

    Closing the generator ends the work the next time it wants to say something.
    """
    said: queue.SimpleQueue[Step | Exception | tuple[Result]] = queue.SimpleQueue()
    over = threading.Event()

    def say(step: Step) -> None:
        if over.is_set():
            raise _Abandoned
        said.put(step)

    def run() -> None:
        try:
            said.put((work(say),))
        except Exception as error:
            said.put(error)

    threading.Thread(target=run, daemon=True, name="hub").start()
    silence, shown = 0.0, Step("asking")
    try:
        while True:
            try:
                heard = said.get(timeout=tick_seconds)
            except queue.Empty:
                seen = look()
                silence = silence + tick_seconds if seen in (None, shown) and shown.phase != "loading" else 0.0
                if silence > silence_seconds:
                    raise HubError(error_messages.SILENT) from None
                shown = seen or shown
                yield shown
                continue
            silence = 0.0
            if isinstance(heard, Exception):
                raise heard
            if isinstance(heard, tuple):
                return heard[0]
            shown = heard
            yield heard
    finally:
        over.set()


class Sent(io.BufferedReader):
    """A file that says how much of it was read since it was last at its beginning."""

    def __init__(self, path: Path, heard: Callable[[int], None]) -> None:
        super().__init__(io.FileIO(path))
        self._heard = heard

    def read(self, size: int | None = -1, /) -> bytes:
        """Read on, and say how far it is."""
        data = super().read(size)
        self._heard(self.tell())
        return data


def folder_size(folder: Path) -> int:
    """Return how many bytes are in a folder by now."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:  # a file that was moved meanwhile
            continue
    return total
