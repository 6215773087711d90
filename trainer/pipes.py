"""What a child says, line by line, without waiting so long for it that nobody could cancel."""

import contextlib
import queue
import subprocess
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO

TICK_SECONDS = 0.5
MOST_LINE = 100_000
"""No answer is longer; a child that writes more was taken over by what it read."""


@contextlib.contextmanager
def answering(
    command: Sequence[str], environment: Mapping[str, str], folder: Path
) -> Iterator[tuple[IO[str], IO[str]]]:
    """Start a child in a folder, and give its input and its output; it ends with the context."""
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,  # what libraries say, and a traceback, may quote a text
        text=True,
        encoding="ascii",
        env=environment,
        cwd=folder,
    )
    assert child.stdin
    assert child.stdout
    try:
        yield child.stdin, child.stdout
    finally:
        child.kill()  # what it has to say it has said
        child.wait()


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
