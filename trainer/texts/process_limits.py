"""What a process may take that reads what strangers have written."""

import contextlib
import os
from pathlib import Path

try:
    import resource
except ImportError:  # Windows has no such limits
    resource = None  # type: ignore[assignment]

NICENESS = 5


def limit(memory_bytes: int, file_bytes: int) -> None:
    """Limit this process: its address space, the files it writes, its priority; no core dump."""
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
    """Return the address space that this process has by now, which libraries take much of; 0 where nobody can tell."""
    try:
        return int(Path("/proc/self/statm").read_text().split()[0]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError, AttributeError):
        return 0
