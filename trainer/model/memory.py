"""Peak memory of this process."""

import re
import resource
import sys
from pathlib import Path


def peak_mib() -> int:
    """Return the peak of main memory in MiB."""
    try:
        status = Path("/proc/self/status").read_text("ascii")
    except OSError:
        status = ""
    # The usual figure counts what the parent held before this process was itself; the kernel's own does not.
    if found := re.search(r"^VmHWM:\s+(\d+) kB", status, re.MULTILINE):
        return int(found[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1024**2 if sys.platform == "darwin" else 1024)


def peak_gpu_mib() -> int | None:
    """Return the peak of reserved GPU memory in MiB; None without GPU."""
    import torch

    return torch.cuda.max_memory_reserved() // 1024**2 if torch.cuda.is_available() else None
