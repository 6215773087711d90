"""The child that reads and cleans: `python -m trainer.texts.reader_child MEMORY_BYTES ANSWER_BYTES`.

A file may be made to hang, crash or bloat whatever reads it, so this process is one that may be lost: it confines
itself, takes one `trainer.texts.reader_messages.Order` a line from its standard input, writes the texts to disk and
answers on its standard output. It opens no connection, starts no process and has no token in its environment.
"""

import contextlib
import secrets
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from styles.cleaning.clean import clean
from styles.errors import quoted
from styles.text import Text
from styles.texts import saved_text
from styles.texts.readers import read_pasted
from styles.texts.uploads import Question, Unread, read_upload
from trainer.errors import PasticheError, TextError
from trainer.processes.channel import open_channel
from trainer.texts import error_messages
from trainer.texts.process_limits import limit
from trainer.texts.reader_messages import (
    Answer,
    Asked,
    Broken,
    Exhausted,
    Order,
    Over,
    Refused,
    Written,
    from_line,
    to_line,
)

try:
    import resource
except ImportError:  # Windows has no such limits; the clock still runs in the parent
    resource = None  # type: ignore[assignment]

_FORBIDDEN = ("socket.connect", "socket.getaddrinfo", "subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")

Read = Callable[..., Iterable[Text | Unread | Question]]
"""Gives the texts of a file by its path and the author's name for it, as `read_upload` does."""


def main(read: Read = read_upload) -> None:
    """Read what is ordered until the parent closes the pipe."""
    memory_bytes, answer_bytes = map(int, sys.argv[1:3])
    send = open_channel(to_line)
    confine(memory_bytes, answer_bytes)
    for line in sys.stdin:
        order = from_line(line)
        assert isinstance(order, Order)
        for answer in _answers(order, read):
            send(answer)
            if isinstance(answer, Exhausted):
                return


def confine(memory_bytes: int, answer_bytes: int) -> None:
    """Limit this process: what it takes, and no connection, no child."""
    sys.addaudithook(_refuse)
    limit(memory_bytes, answer_bytes)


def _refuse(event: str, _: object) -> None:
    if event in _FORBIDDEN:
        raise PermissionError("Reading a file needs no network and no other program.")


def _allow(seconds: float) -> None:
    """Give this process so many more seconds of processor time.

    After that the system ends it.
    """
    if resource is not None:
        used = resource.getrusage(resource.RUSAGE_SELF)
        hard = resource.getrlimit(resource.RLIMIT_CPU)[1]
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CPU, (int(used.ru_utime + used.ru_stime + seconds) + 1, hard))


def _answers(order: Order, read: Read) -> Iterator[Answer]:
    try:
        _allow(order.seconds)
        for text in _pasted(order) if order.pasted else read(Path(order.path), order.name, **_chosen(order)):
            yield _answer(text, Path(order.folder))
            _allow(order.seconds)
    except PasticheError as error:
        yield Refused(order.name, str(error), error.message.russian)
    except MemoryError:
        yield Exhausted()
        return
    except Exception as error:
        yield Broken(type(error).__name__, "".join(traceback.format_tb(error.__traceback__)))
    yield Over()


def _chosen(order: Order) -> dict[str, tuple[str, ...]]:
    return {} if order.authors is None else {"authors": order.authors}


def _pasted(order: Order) -> Iterator[Text]:
    pasted = Path(order.path).read_bytes().decode("utf-8", "surrogatepass")
    yield replace(read_pasted(pasted), name=order.name)


def _answer(text: Text | Unread | Question, folder: Path) -> Written | Refused | Asked:
    if isinstance(text, Question):
        return Asked.of(text)
    if isinstance(text, Unread):
        return Refused(text.name, text.message.english, text.message.russian)
    try:
        kept = saved_text.write(clean(text), folder / f"{secrets.token_hex(12)}.json")
    except OSError as error:
        raise TextError(error_messages.NO_ROOM(name=quoted(text.name))) from error
    return Written(kept.name, kept.file.name, kept.words, kept.removed)


if __name__ == "__main__":
    main()
