"""The child that answers comparisons, as the page's process sees it."""

import threading
from collections.abc import Iterator
from pathlib import Path

from styles.i18n.message import as_message
from trainer import error_messages
from trainer.adapters.weights import Weights
from trainer.compare.comparison import Answer, Comparison, Done, Ready, Trouble, from_line, to_line
from trainer.errors import RunError
from trainer.processes.child import Child, ChildCommand, ChildLost, child_command


class Generator:
    """The child that answers comparisons.

    It is started for the first comparison, and again for another base.
    """

    def __init__(self, log: Path, command: ChildCommand = child_command) -> None:
        self._log, self._command = log, command
        self._turn = threading.Lock()
        self._serves: tuple[str, ...] = ()
        self._child: Child | None = None

    def compare(self, base: str, comparison: Comparison) -> Iterator[Answer]:
        """Yield the answers to a comparison as they come.

        A `Ready` comes first when the base had to be loaded. One comparison is answered at a time, others wait for
        their turn. Closing the iterator stops the answer.
        """
        with self._turn:
            serves = (base, *_precision(comparison))
            child = self._child_for(serves)
            is_over = True  # nothing is being answered yet
            try:
                if self._serves != serves:
                    yield self._until_ready(serves, child)
                is_over = False
                self._send(child, to_line(comparison))
                while not is_over:
                    message = self._receive(child)
                    is_over = isinstance(message, Done | Trouble)
                    yield message
            finally:
                if not is_over and child.is_alive:
                    self._abandon(child)

    def close(self) -> None:
        """End the child and free its memory."""
        if self._child:
            self._child.end()
        self._child, self._serves = None, ()

    def _child_for(self, serves: tuple[str, ...]) -> Child:
        if self._child and self._child.is_alive and self._serves == serves:
            return self._child
        self.close()
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("wb") as log:
            self._child = Child(self._command("trainer.model.generate", *serves), log=log)
        return self._child

    def _until_ready(self, serves: tuple[str, ...], child: Child) -> Ready:
        message = self._receive(child)
        if isinstance(message, Trouble):
            self.close()
            raise RunError(as_message(message))
        assert isinstance(message, Ready)
        self._serves = serves
        return message

    def _abandon(self, child: Child) -> None:
        """Stop an answer, and clear the pipe for the next one."""
        try:
            self._send(child, "stop")
            while not isinstance(self._receive(child), Done | Trouble):
                pass
        except RunError:
            self.close()

    def _send(self, child: Child, line: str) -> None:
        try:
            child.send(line)
        except ChildLost as error:
            raise _gone() from error

    def _receive(self, child: Child) -> Answer:
        try:
            message = from_line(child.receive())
        except ChildLost as error:
            raise _gone() from error
        assert not isinstance(message, Comparison)
        return message


def _precision(comparison: Comparison) -> tuple[str, ...]:
    """Return the arguments for how the base is loaded.

    There are none, or to load it in 16 bits beside a whole model.
    """
    styled = Weights(Path(comparison.adapter)) if comparison.adapter else None
    return ("16",) if styled and styled.are_full else ()


def _gone() -> RunError:
    return RunError(error_messages.MODEL_ENDED)
