"""Limits of a process that reads files of strangers."""

import contextlib
import os
from pathlib import Path

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

NICENESS = 5


def limit(memory_bytes: int, file_bytes: int) -> None:
    """Limit this process's address space, written files and priority; no core dump."""
    if resource is None:
        return
    os.nice(NICENESS)
    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_FSIZE, file_bytes),
        (resource.RLIMIT_CORE, 0),
    ):
        # A system may know the name of a limit but not the limit, or have a lower one already.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(what, (most, most))


def taken_bytes() -> int:
    """Return the bytes of this process's address space; 0 if unknown.

    Libraries take much of it.
    """
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0
