"""Private folders for the author's texts, removed with the process."""

import contextlib
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout


@contextlib.contextmanager
def private_folder(place: Path) -> Iterator[Path]:
    """A context with a new folder, which is removed at its end.

    What killed processes have left in the place goes right away.
    """
    sweep(place)
    folder = place / secrets.token_hex(12)
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    # The lock is held before there is a folder, so that another process never sweeps it up.
    lock = FileLock(folder.with_suffix(".lock"))
    try:
        with lock:
            folder.mkdir(mode=0o700)
            try:
                yield folder
            finally:
                shutil.rmtree(folder, ignore_errors=True)
    finally:
        Path(lock.lock_file).unlink(missing_ok=True)


@contextlib.contextmanager
def scratch_folder(folder: Path, name: str) -> Iterator[Path]:
    """A context with a new hidden folder, removed at its end."""
    scratch = folder / f".{name}-{secrets.token_hex(8)}"
    scratch.mkdir(parents=True, mode=0o700)
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def sweep(place: Path) -> None:
    """Remove the folders of processes that have ended."""
    for lock in place.glob("*.lock"):
        try:
            with FileLock(lock, timeout=0):
                shutil.rmtree(lock.with_suffix(""), ignore_errors=True)
                lock.unlink(missing_ok=True)
        except Timeout:
            continue  # its process lives
