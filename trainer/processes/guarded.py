"""Run a child's work under a lock and report each failure."""

import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass

from filelock import Timeout

from styles.i18n.message import Message, Template
from trainer.errors import PasticheError, whereabouts


@dataclass(frozen=True)
class FailureSentences:
    """What the author is told when a child's work fails."""

    busy: str
    """Another process holds the lock."""
    memory: Message
    unexpected: Message
    """A bug."""
    disk: Template | None = None
    """An error of the system's, with a field for its reason; a bug too, if None."""


def guarded(
    lock: AbstractContextManager[object],
    work: Callable[[], None],
    fail: Callable[[Message, bool], None],
    sentences: FailureSentences,
) -> int:
    """Do a child's work under its lock and return the exit code.

    `fail` takes the message of a failure, and whether that is a bug. A lock that another process holds gives 2.
    """
    try:
        with lock:
            return _attempt(work, fail, sentences)
    except Timeout:
        print(sentences.busy, file=sys.stderr)
        return 2


def _attempt(work: Callable[[], None], fail: Callable[[Message, bool], None], sentences: FailureSentences) -> int:
    try:
        work()
        return 0
    except PasticheError as error:
        fail(error.message, False)
    except Exception as error:
        print(whereabouts(error), file=sys.stderr)
        if is_out_of_memory(error):
            fail(sentences.memory, False)
        elif sentences.disk and isinstance(error, OSError) and error.strerror:
            fail(sentences.disk(reason=error.strerror), False)
        else:
            fail(sentences.unexpected, True)
    return 1


def is_out_of_memory(error: Exception) -> bool:
    """Return whether an error means that memory ran out.

    On the processor or on the GPU.
    """
    text = str(error).lower()
    return isinstance(error, MemoryError) or "out of memory" in text or "can't allocate memory" in text
