"""Run long Hub work in a thread, with progress and cancelling."""

import io
import queue
import threading
from collections.abc import Callable, Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from trainer.errors import HubError
from trainer.hub import error_messages

HubPhase = Literal["asking", "sending", "reading_back", "fetching", "loading"]
SILENCE_SECONDS = 600.0
"""Without progress for so long, a Hub will not answer any more."""
TICK_SECONDS = 0.5

Outcome = TypeVar("Outcome")


@dataclass(frozen=True)
class Step:
    """Progress of the work."""

    phase: HubPhase
    done: int = 0
    """Bytes that went or came."""
    of: int = 0
    """How many there are; 0 where that is not known."""


Say = Callable[[Step], None]


class _Abandoned(Exception):
    """The caller waits no longer."""


def run_in_thread(
    work: Callable[[Say], Outcome],
    look: Callable[[], Step | None] = lambda: None,
    silence_seconds: float = SILENCE_SECONDS,
    tick_seconds: float = TICK_SECONDS,
) -> Generator[Step, None, Outcome]:
    """Run the work in a thread and yield its steps.

    `look` is asked for a step while the work reports none. Closing the generator ends the work at its next report.
    Raise HubError after `silence_seconds` without progress, and what the work raises.
    """
    reports: queue.SimpleQueue[Step | Exception | tuple[Outcome]] = queue.SimpleQueue()
    over = threading.Event()
    _start(work, reports, over)
    silence, shown = 0.0, Step("asking")
    try:
        while True:
            try:
                report = reports.get(timeout=tick_seconds)
            except queue.Empty:
                looked = look()
                silence = silence + tick_seconds if looked in (None, shown) and shown.phase != "loading" else 0.0
                if silence > silence_seconds:
                    raise HubError(error_messages.SILENT) from None
                shown = looked or shown
                yield shown
                continue
            silence = 0.0
            if isinstance(report, Exception):
                raise report
            if isinstance(report, tuple):
                return report[0]
            shown = report
            yield report
    finally:
        over.set()


def _start(
    work: Callable[[Say], Outcome],
    reports: "queue.SimpleQueue[Step | Exception | tuple[Outcome]]",
    over: threading.Event,
) -> None:
    """Start the work; queue its steps, then its outcome or its error."""

    def say(step: Step) -> None:
        if over.is_set():
            raise _Abandoned
        reports.put(step)

    def run() -> None:
        try:
            reports.put((work(say),))
        except Exception as error:
            reports.put(error)

    threading.Thread(target=run, daemon=True, name="hub").start()


class Sent(io.BufferedReader):
    """A file that reports its position while it is sent.

    The position starts anew when it is read from its beginning again.
    """

    def __init__(self, path: Path, report: Callable[[int], None]) -> None:
        super().__init__(io.FileIO(path))
        self._report = report

    def read(self, size: int | None = -1, /) -> bytes:
        """Read on, and report the position in bytes."""
        data = super().read(size)
        self._report(self.tell())
        return data


def folder_size(folder: Path) -> int:
    """Return the current size of a folder in bytes."""
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:  # a file that was moved meanwhile
            continue
    return total
