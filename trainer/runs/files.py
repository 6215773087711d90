"""Files of a run's folder: locks, whole replacements, and JSON Lines."""

import contextlib
import json
import os
import secrets
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

LOCK_SECONDS = 2.0
"""How long a child waits for its run's lock: a look at whether it is held holds it for an instant."""
SCORE_LOCK = "score.lock"
"""The file that the scoring child holds as long as it lives."""
_LOOKING = threading.Lock()
"""Held while this process looks at a lock, so that two looks at once never take each other for a child."""


def held(lock: Path) -> bool:
    """Check whether some process holds a lock in a run's folder."""
    if not lock.parent.is_dir():  # a look would make the folder of a deleted run again
        return False
    try:
        with _LOOKING, FileLock(lock).acquire(timeout=0):
            return False
    except Timeout:
        return True


def replace_file(path: Path, text: str) -> None:
    """Write a file so that readers see either old or new text."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    partial.write_text(text, "utf-8")
    os.replace(partial, path)


def append_line(path: Path, line: str) -> None:
    """Append a line; start a new one after a broken line.

    A kill or a full disk may have left that one.
    """
    with path.open("a+b", buffering=0) as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                line = "\n" + line
        file.write((line + "\n").encode())


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON Lines file; broken lines are skipped."""
    with contextlib.suppress(FileNotFoundError):
        for line in path.read_bytes().split(b"\n"):
            with contextlib.suppress(ValueError):
                fields = json.loads(line.decode("utf-8"))
                if isinstance(fields, dict):
                    yield fields


def whole_lines(path: Path, offset: int) -> tuple[list[bytes], int]:
    """Return the whole lines from a byte offset, and the next offset."""
    try:
        with path.open("rb") as file:
            file.seek(offset)
            data = file.read()
    except FileNotFoundError:
        return [], offset
    whole, line_break, _ = data.rpartition(b"\n")
    return whole.split(b"\n"), offset + len(whole) + len(line_break)
