"""Start a child process, speak with it line by line, end it."""

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import IO, Self

ROOT = Path(__file__).parents[2]
WITHOUT_TORCH = {"USE_TORCH": "0"}
"""What a child adds to its environment that needs `datasets` only: loading torch with it would take seconds."""

KEEP_MEMORY = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": str(1 << 30)}
"""Has glibc keep freed memory for what comes next, up to 1 GiB. It would give each large activation back to the system
and have every page of the next one made and zeroed again, which took half of the time in which answers are written."""

TICK_SECONDS = 0.5
"""How long `Child.lines` waits for a line before it lets its caller look around."""
END_SECONDS = 10
"""How long a child may take to end when it is asked to."""

ChildCommand = Callable[..., list[str]]
"""Gives the command line of a child for its module's name and its arguments, as `child_command` does."""


def child_command(module: str, *arguments: str) -> list[str]:
    """Return the command line of a child.

    That is a module, such as `trainer.model.finetune`, and its arguments.
    """
    return [sys.executable, "-u", "-m", module, *arguments]


def child_environment() -> dict[str, str]:
    """Return the environment of a child.

    It is ours, with the project importable from wherever we were started.
    """
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


class ChildLost(Exception):
    """The child is gone: it takes and says nothing more."""


class Child:
    """A child process that speaks line by line.

    It is started by a command and ended by its own handle.
    """

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
        log: IO[bytes] | None = None,
        longest: int | None = -1,
    ) -> None:
        """Start the child in a folder.

        Its error stream goes into the log, or nowhere.

        `longest` is how many characters of a line are taken from it at once, -1 for all. With None there is no
        conversation: its output goes into the log too.
        """
        speaks = longest is not None
        # Nowhere, unless a log is wanted: what libraries say, and a traceback, may quote a text.
        errors = subprocess.DEVNULL if log is None else log
        self._process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE if speaks else subprocess.DEVNULL,
            stdout=subprocess.PIPE if speaks else errors,
            stderr=errors,
            encoding="ascii",
            errors="replace",
            env=child_environment() if environment is None else environment,
            cwd=folder,
        )
        self._received: queue.SimpleQueue[str] = queue.SimpleQueue()
        if longest is not None:
            threading.Thread(target=self._listen, args=(longest,), daemon=True, name="listening").start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.kill()  # what it has to say it has said

    @property
    def is_alive(self) -> bool:
        """Whether it runs."""
        return self._process.poll() is None

    def send(self, line: str) -> None:
        """Send a line; ChildLost where it takes none."""
        assert self._process.stdin
        try:
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()
        except (OSError, ValueError) as error:  # gone, or closed meanwhile
            raise ChildLost from error

    def receive(self, seconds: float | None = None) -> str:
        """Return the next line.

        Raise ChildLost after the last one, TimeoutError when none came for so long.
        """
        try:
            line = self._received.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None
        if not line:
            self._received.put("")  # for whoever asks next
            raise ChildLost
        return line

    def lines(self) -> Iterator[str | None]:
        """Yield lines until the last, and None on each silent tick.

        So the caller can cancel.
        """
        while True:
            try:
                yield self.receive(TICK_SECONDS)
            except TimeoutError:
                yield None
            except ChildLost:
                return

    def wait(self, seconds: float | None = None) -> int:
        """Return its exit code; subprocess.TimeoutExpired when it runs for longer."""
        return self._process.wait(seconds)

    def finish(self, seconds: float) -> int:
        """Close the input and return the exit code.

        A child that goes on for longer is killed, which gives 0.
        """
        self._close_input()
        try:
            return self.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()
            return 0

    def end(self) -> None:
        """End the child: by request first, by force after some seconds."""
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.wait(END_SECONDS)
        self.kill()

    def kill(self) -> None:
        """Kill it and wait until it is gone."""
        self._process.kill()
        self.wait()
        self._close_input()

    def _close_input(self) -> None:
        if self._process.stdin:
            with contextlib.suppress(OSError):
                self._process.stdin.close()

    def _listen(self, longest: int) -> None:
        assert self._process.stdout
        with contextlib.suppress(OSError, ValueError), self._process.stdout as pipe:
            while line := pipe.readline(longest):
                self._received.put(line)
        self._received.put("")


def last_line(command: list[str], seconds: float) -> str:
    """Run a child that takes no input, and return its last line.

    What goes wrong raises as `subprocess.run` does.
    """
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
