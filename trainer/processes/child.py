"""How a child process is started and ended: its command line, environment and last line."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
WITHOUT_TORCH = {"USE_TORCH": "0"}
"""What a child adds to its environment that needs `datasets` only: loading torch with it would take seconds."""

KEEP_MEMORY = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": str(1 << 30)}
"""Has glibc keep freed memory for what comes next, up to 1 GiB. It would give each large activation back to the system
and have every page of the next one made and zeroed again, which took half of the time in which answers are written."""

ChildCommand = Callable[..., list[str]]
"""Gives the command line of a child for its module's name and its arguments, as `child_command` does."""


def child_command(module: str, *arguments: str) -> list[str]:
    """Return the command line of a child: a module, such as `trainer.model.finetune`, and its arguments."""
    return [sys.executable, "-u", "-m", module, *arguments]


def child_environment() -> dict[str, str]:
    """Return the environment of a child: ours, with the project importable from wherever we were started."""
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {
        # Threads that wait by spinning fight over the cores with everything else on a shared host: with one other busy
        # process, training was seen to run at a tenth of its speed. The author's own setting goes first.
        "OMP_WAIT_POLICY": "PASSIVE",
        **KEEP_MEMORY,
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "TOKENIZERS_PARALLELISM": "false",
    }


def end(child: "subprocess.Popen[Any]") -> None:
    """End a child by its own handle, and wait until it is gone."""
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


def last_line(command: list[str], seconds: float) -> str:
    """Return the last line that a child prints, whose answer it is; what goes wrong raises as `subprocess.run` does."""
    child = subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        errors="replace",  # what libraries print is not ours to check
        timeout=seconds,
        env=child_environment(),
        check=True,
    )
    return child.stdout.strip().rpartition("\n")[2]
