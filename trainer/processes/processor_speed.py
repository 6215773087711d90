"""Speed of this computer's processor, measured by a child.

It is kept in the home folder, and measured again after some days.
The page's process asks here and is never kept waiting unless it says for how long; torch is in the child alone.
"""

import contextlib
import importlib.metadata
import json
import os
import platform
import subprocess
import threading
import time
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from trainer.processes.child import ChildCommand, child_command, last_line
from trainer.runs.estimate import ProcessorSpeed
from trainer.runs.files import replace_file

FILE = "speed.json"
KEPT_DAYS = 3
"""How long a measurement stands: a computer may be given other cores, or was busy when it was measured."""
MEASURE_SECONDS = 120


class Speedometer:
    """This computer's speed, measured in the background at the first call."""

    def __init__(self, home: Path, command: ChildCommand = child_command, clock: Callable[[], float] = time.time):
        self._file, self._command, self._clock = home / FILE, command, clock
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._speed: ProcessorSpeed | None = None

    def __call__(self, seconds: float = 0.0) -> ProcessorSpeed | None:
        """Return the speed after at most so many seconds; None if unknown.

        It may be known later, or never.
        """
        with self._starting:
            if self._thread is None:
                self._speed = self._kept()
                self._thread = threading.Thread(target=self._measure, daemon=True, name="speed")
                if self._speed is None:
                    self._thread.start()
        if seconds and self._thread.ident:
            self._thread.join(seconds)
        return self._speed

    @property
    def is_measuring(self) -> bool:
        """Whether the child measures now."""
        return bool(self._thread and self._thread.is_alive())

    def _kept(self) -> ProcessorSpeed | None:
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, AttributeError):
            kept: dict[str, Any] = json.loads(self._file.read_text("utf-8"))
            if kept["of"] == processor() and 0 <= self._clock() - kept["at"] < KEPT_DAYS * 86_400:
                return ProcessorSpeed(**kept["speed"])
        return None

    def _measure(self) -> None:
        with contextlib.suppress(subprocess.SubprocessError, OSError, ValueError, TypeError, AttributeError):
            self._speed = ProcessorSpeed.from_line(
                last_line(self._command("trainer.model.processor_benchmark"), MEASURE_SECONDS)
            )
        if self._speed:
            kept = {"of": processor(), "at": int(self._clock()), "speed": asdict(self._speed)}
            with contextlib.suppress(OSError):  # a full disk costs the memory, not the choice
                self._file.parent.mkdir(parents=True, exist_ok=True)
                replace_file(self._file, json.dumps(kept, indent=2))


def processor() -> str:
    """Return processor, cores and version of torch: a measurement is of these."""
    name = platform.processor() or platform.machine()
    with contextlib.suppress(OSError, StopIteration):
        lines = Path("/proc/cpuinfo").read_text("utf-8", "replace").splitlines()
        name = next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    torch = ""
    with contextlib.suppress(importlib.metadata.PackageNotFoundError):
        torch = importlib.metadata.version("torch")
    return f"{name}, {os.cpu_count()} cores, torch {torch}"
