"""What a child says, line by line, without waiting so long for it that nobody could cancel."""

import contextlib
import queue
import threading
from collections.abc import Iterator
from typing import IO

TICK_SECONDS = 0.5
MOST_LINE = 100_000
"""No answer is longer; a child that writes more was taken over by what it read."""


def lines(pipe: IO[str]) -> Iterator[str | None]:
    """Yield the lines as they come, and None whenever nothing came for a tick; the end is the pipe's."""
    said: queue.SimpleQueue[str] = queue.SimpleQueue()

    def listen() -> None:
        with contextlib.suppress(OSError, ValueError):  # no text, or closed meanwhile
            while line := pipe.readline(MOST_LINE):
                said.put(line)
        said.put("")

    threading.Thread(target=listen, daemon=True, name="listening").start()
    while True:
        try:
            line = said.get(timeout=TICK_SECONDS)
        except queue.Empty:
            yield None
            continue
        if not line:
            return
        yield line
