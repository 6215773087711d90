"""The child that answers comparisons, as the page's process sees it."""

import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import IO

from styles.i18n.message import as_message
from trainer import error_messages
from trainer.adapters.weights import Weights
from trainer.compare.comparison import Answer, Comparison, Done, Ready, Trouble, from_line, to_line
from trainer.errors import RunError
from trainer.processes.child import ChildCommand, child_command, child_environment, end


class Generator:
    """The child that answers comparisons; it is started when first asked, and again for another base."""

    def __init__(self, log: Path, command: ChildCommand = child_command) -> None:
        self._log, self._command = log, command
        self._turn = threading.Lock()
        self._serves: tuple[str, ...] = ()
        self._child: subprocess.Popen[str] | None = None
        self._log_file: IO[bytes] | None = None

    def compare(self, base: str, comparison: Comparison) -> Iterator[Answer]:
        """Yield the answers to a comparison as they come; a `Ready` comes first when the base had to be loaded.

        One comparison is answered at a time, others wait for their turn. Closing the iterator stops the answer.
        """
        with self._turn:
            serves = (base, *_precision(comparison))
            child = self._child_for(serves)
            over = True  # nothing is being answered yet
            try:
                if self._serves != serves:
                    yield self._until_ready(serves, child)
                over = False
                self._send(child, to_line(comparison))
                while not over:
                    message = self._receive(child)
                    over = isinstance(message, Done | Trouble)
                    yield message
            finally:
                if not over and child.poll() is None:
                    self._abandon(child)

    def close(self) -> None:
        """End the child and free its memory."""
        if self._child:
            end(self._child)
        if self._log_file:
            self._log_file.close()
        self._child, self._serves, self._log_file = None, (), None

    def _child_for(self, serves: tuple[str, ...]) -> "subprocess.Popen[str]":
        if self._child and self._child.poll() is None and self._serves == serves:
            return self._child
        self.close()
        self._log.parent.mkdir(parents=True, exist_ok=True)
        self._log_file = self._log.open("wb")
        self._child = subprocess.Popen(
            self._command("trainer.model.generate", *serves),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._log_file,
            text=True,
            encoding="ascii",
            bufsize=1,
            env=child_environment(),
        )
        return self._child

    def _until_ready(self, serves: tuple[str, ...], child: "subprocess.Popen[str]") -> Ready:
        message = self._receive(child)
        if isinstance(message, Trouble):
            self.close()
            raise RunError(as_message(message))
        assert isinstance(message, Ready)
        self._serves = serves
        return message

    def _abandon(self, child: "subprocess.Popen[str]") -> None:
        """Stop an answer that nobody waits for, and clear the pipe for the next one."""
        try:
            self._send(child, "stop")
            while not isinstance(self._receive(child), Done | Trouble):
                pass
        except RunError:
            self.close()

    def _send(self, child: "subprocess.Popen[str]", line: str) -> None:
        assert child.stdin
        try:
            child.stdin.write(line + "\n")
            child.stdin.flush()
        except OSError as error:
            raise _gone() from error

    def _receive(self, child: "subprocess.Popen[str]") -> Answer:
        assert child.stdout
        line = child.stdout.readline()
        if not line:
            raise _gone()
        message = from_line(line)
        assert not isinstance(message, Comparison)
        return message


def _precision(comparison: Comparison) -> tuple[str, ...]:
    """Return what a child is told of how its base is loaded: nothing, or to load it in 16 bits beside a whole model."""
    styled = Weights(Path(comparison.adapter)) if comparison.adapter else None
    return ("16",) if styled and styled.are_full else ()


def _gone() -> RunError:
    return RunError(error_messages.MODEL_ENDED)
