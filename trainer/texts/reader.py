"""Files to clean texts on disk, read by a child within limits.

Losing the child costs that one file a sentence.
"""

import contextlib
import logging
import os
import signal
import sys
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self, TypeVar

from styles.archives.authors import Question
from styles.errors import quoted
from styles.formats.archives import may_be_text
from styles.i18n.message import Message, as_message
from styles.texts.saved_text import SavedText
from trainer.processes.child import TICK_SECONDS, Child, ChildLost
from trainer.texts import error_messages
from trainer.texts.private_folder import scratch_folder
from trainer.texts.reader_messages import (
    Answer,
    Asked,
    Broken,
    Exhausted,
    IntakeLimits,
    Order,
    Over,
    Refused,
    Written,
    from_line,
    to_line,
)

ROOT = Path(__file__).parents[2]
STANDARD_LIMITS = IntakeLimits()
_NEEDED = ("PATH", "LD_LIBRARY_PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "TEMP")
"""What the reading child is told of our environment: no token, no key."""
GRACE_SECONDS = 0.2
"""How long a child may take to see that nothing more is ordered."""
LONGEST_LINE = 100_000
"""No answer is longer; a child that writes more was taken over by what it read."""
_log = logging.getLogger("pastiche.intake")

Outcome = TypeVar("Outcome")
Shown = TypeVar("Shown")
ChildCommand = Callable[[IntakeLimits], list[str]]
"""Gives the command line of the reading child, as `child_command` does."""


@dataclass(frozen=True)
class Source:
    """A file to be read."""

    path: Path
    name: str
    """What the author calls it."""
    pasted: bool = False
    """Whether it holds a text that was pasted, as UTF-8."""
    authors: tuple[str, ...] | None = None
    """Of an archive: the keys or names of the people who are the author, where that was asked."""


@dataclass(frozen=True)
class Reading:
    """Result of one file or paste: a text or an error."""

    name: str
    text: SavedText | None = None
    sentence: str = ""
    """What is wrong with it; a text has one where all of it was left out."""
    russian: str = ""
    question: Question | None = None
    """Which people of an archive are the author, where only they know it; there is no text yet."""
    upload: Path | None = None
    """Where the archive waits for the answer; whoever takes the question away deletes it."""

    @classmethod
    def asking(cls, question: Question) -> Self:
        """Return the question that came of an archive."""
        why = error_messages.WHICH_IS_YOU(name=quoted(question.name))
        return cls(question.name, sentence=why.english, russian=why.russian, question=question)

    @classmethod
    def without_text(cls, name: str, why: Message) -> Self:
        """Return what came of a file that gave no text."""
        return cls(name, sentence=why.english, russian=why.russian)


@dataclass(frozen=True)
class Progress:
    """How far a job is."""

    done: int
    of: int
    name: str = ""
    """The file that is at work; empty at the end."""
    reading: Reading | None = None
    """What has just come of it."""


def child_command(limits: IntakeLimits) -> list[str]:
    """Return the command line of the reading child."""
    amounts = (str(limits.memory_bytes), str(limits.answer_bytes))
    return [sys.executable, "-P", "-m", "trainer.texts.reader_child", *amounts]


def bare_environment(also: Sequence[str] = (), **more: str) -> dict[str, str]:
    """Return an environment without anything of use to a hostile file.

    It has the variables named here, and more.
    """
    kept = {name: os.environ[name] for name in (*_NEEDED, *also) if name in os.environ}
    paths = [str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {**kept, "PYTHONPATH": os.pathsep.join(paths), "OMP_NUM_THREADS": "1", **more}


def sources(paths: Sequence[Path]) -> list[Source]:
    """Return the files of paths, and of the folders among them.

    Those of a folder are called by their paths in there; pictures are passed over.
    """
    files: list[Source] = []
    for path in paths:
        if path.is_dir():
            inside = sorted(each.relative_to(path).as_posix() for each in path.rglob("*") if each.is_file())
            files += [Source(path / each, f"{path.name}/{each}") for each in inside if may_be_text(each)]
        else:
            files.append(Source(path, path.name))
    return files


def read_files(
    files: Sequence[Source],
    folder: Path,
    limits: IntakeLimits = STANDARD_LIMITS,
    command: ChildCommand = child_command,
) -> Generator[Progress]:
    """Read files into texts in the folder; yield each result.

    Closing the iterator ends the child. It also yields, with nothing new, while a file takes its time: so that the one
    who shows it can cancel.
    """
    with (
        scratch_folder(folder, "desk") as scratch,
        contextlib.closing(_ReaderProcess(scratch, limits, command)) as process,
    ):
        for index, file in enumerate(files):
            at_work = Progress(index, len(files), file.name)
            yield at_work
            for reading in process.read(file):
                yield replace(at_work, reading=_moved(reading, folder)) if reading else at_work
        yield Progress(len(files), len(files))


def outcome(steps: Generator[Shown, None, Outcome], show: Callable[[Shown], object] = lambda _: None) -> Outcome:
    """Return the result of a job, showing its progress."""
    while True:
        try:
            show(next(steps))
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome


def _moved(reading: Reading, folder: Path) -> Reading:
    """Move a text from the child's folder to where it stays."""
    if reading.text is None:
        return reading
    text = reading.text
    stays = text.file.rename(folder / text.file.name)
    return replace(reading, text=replace(text, file=stays))


def _all_left_out(text: SavedText) -> Reading:
    """Return a text without words, with a sentence on what to do."""
    why = error_messages.ALL_LEFT_OUT(name=quoted(text.name))
    return Reading(text.name, text, why.english, why.russian)


class _Lost(Exception):
    """The child is gone, or talks nonsense."""

    def __init__(self, late: bool = False) -> None:
        self.late = late


class _ReaderProcess:
    """The child, started for the first file and again after a loss."""

    def __init__(self, scratch: Path, limits: IntakeLimits, command: ChildCommand) -> None:
        self._scratch, self._limits, self._command = scratch, limits, command
        self._child: Child | None = None

    def read(self, file: Source) -> Iterator[Reading | None]:
        """Yield the results of a file, and None while there are none.

        Whatever the file does to the child, it has a result.
        """
        size = 0
        with contextlib.suppress(OSError):  # the child says it
            size = file.path.stat().st_size
        seconds = self._limits.seconds_for(size)
        try:
            yield from self._readings(file, seconds)
        except _Lost as lost:
            code = self.close()
            yield Reading.without_text(file.name, _loss(file.name, code, lost.late, seconds))

    def close(self) -> int:
        """End the child; return its exit code, 0 if killed."""
        child, self._child = self._child, None
        return child.finish(GRACE_SECONDS) if child else 0  # it has nothing to save

    def _readings(self, file: Source, seconds: float) -> Iterator[Reading | None]:
        order = Order(str(file.path.absolute()), file.name, str(self._scratch), seconds, file.pasted, file.authors)
        child = self._send(order)
        for answer in self._answers(child, seconds):
            match answer:
                case None:
                    yield None
                case Written(name, written, words, removed):
                    text = SavedText(name, self._scratch / Path(written).name, words, removed)
                    if not text.file.is_file():
                        raise _Lost
                    yield Reading(name, text) if words else _all_left_out(text)
                case Asked() as asked:
                    yield _asking(asked)
                case Refused(name) as refused:
                    yield Reading.without_text(name, as_message(refused))
                case Exhausted():
                    self.close()
                    yield Reading.without_text(file.name, error_messages.TOO_HUNGRY(name=quoted(file.name)))
                    return
                case Broken(error, places):
                    _log.error("A bug while reading: %s\n%s", error, places)
                    yield Reading.without_text(file.name, error_messages.UNREADABLE(name=quoted(file.name)))
                case Over():
                    return

    def _send(self, order: Order) -> Child:
        if self._child is None:
            self._child = Child(self._command(self._limits), bare_environment(), self._scratch, longest=LONGEST_LINE)
        try:
            self._child.send(to_line(order))
        except ChildLost as error:
            raise _Lost from error
        return self._child

    def _answers(self, child: Child, seconds: float) -> Iterator[Answer | None]:
        """Yield the child's answers, and None at each tick without one.

        Too long a silence ends the child.
        """
        silence = 0.0
        for line in child.lines():
            silence = 0.0 if line else silence + TICK_SECONDS
            if silence > seconds:
                child.kill()
                raise _Lost(late=True)
            if line is None:
                yield None
                continue
            try:
                answer = from_line(line)
            except (ValueError, TypeError, AttributeError) as error:
                raise _Lost from error
            if isinstance(answer, Order):
                raise _Lost
            yield answer
        raise _Lost


def _asking(asked: Asked) -> Reading:
    try:
        return Reading.asking(asked.question)
    except (TypeError, ValueError) as error:
        raise _Lost from error


def _loss(name: str, code: int, late: bool, seconds: float) -> Message:
    """Return the sentence for a file that cost us the child."""
    if late or code == -getattr(signal, "SIGXCPU", 0) != 0:
        return error_messages.TOO_SLOW(name=quoted(name), seconds=round(seconds))
    # Nobody but the system, short of memory, kills the child in the middle of a file.
    killed = code == -getattr(signal, "SIGKILL", 0) != 0
    return (error_messages.TOO_HUNGRY if killed else error_messages.UNREADABLE)(name=quoted(name))
