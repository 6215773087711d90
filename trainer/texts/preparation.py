"""From texts on disk to a corpus, in a child if large.

The child streams its passages through Arrow files. A run learns from some thousands of examples at most, so of a
library's passages an evenly drawn part is kept; the report covers all of them.
"""

import contextlib
import json
import threading
from collections.abc import Generator, Sequence
from dataclasses import dataclass
from pathlib import Path

from styles.corpus import builder
from styles.corpus.corpus import Corpus
from styles.corpus.passages import PassageSize
from styles.i18n.message import as_message
from styles.texts.revision import Revision
from styles.texts.saved_text import SavedText
from trainer.errors import RunError, TextError
from trainer.messages import Lines
from trainer.processes.child import WITHOUT_TORCH, Child, ChildCommand, ChildLost, child_command, child_environment
from trainer.texts import error_messages
from trainer.texts.private_folder import scratch_folder
from trainer.texts.reader import LONGEST_LINE, Progress

LIBRARY_WORDS = 400_000
"""From so many words on, the texts are a library: a child takes them, and starting it no longer counts."""


@dataclass(frozen=True)
class Draw:
    """Number of passages drawn evenly from a library.

    More than a run uses.
    """

    train: int = 4_000
    held_out: int = 600
    left_out: int = 600


@dataclass(frozen=True)
class Preparing:
    """Request: make the corpus of texts, as `corpus.json` in the folder."""

    folder: str
    names: tuple[str, ...]
    files: tuple[str, ...]
    """The manuscripts' files, in the order of the names."""
    least: int
    most: int
    """The words of a passage."""
    put_back: tuple[tuple[str, int], ...] = ()
    masked: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    """What the author decided, as in `Revision`."""
    train: int = 4_000
    held_out: int = 600
    left_out: int = 600
    """How many passages are drawn."""

    @property
    def revision(self) -> Revision:
        """The author's decisions."""
        put_back = frozenset((name, number) for name, number in self.put_back)
        return Revision(put_back, frozenset(self.masked), frozenset(self.kept))


@dataclass(frozen=True)
class Taken:
    """Answer: so many texts are cut into passages."""

    texts: int


@dataclass(frozen=True)
class Prepared:
    """The corpus is written."""


@dataclass(frozen=True)
class Unprepared:
    """There is no corpus, in a sentence for the author."""

    sentence: str
    russian: str = ""


_LINES: Lines[Preparing | Taken | Prepared | Unprepared] = Lines(Preparing, Taken, Prepared, Unprepared, plain=True)
to_line, from_line = _LINES.to_line, _LINES.from_line
"""A message to a line of JSON, and back; a line that is no message raises ValueError or TypeError."""


def prepare(
    texts: Sequence[SavedText],
    size: PassageSize,
    folder: Path,
    revision: Revision | None = None,
    draw: Draw | None = None,
    library_words: int = LIBRARY_WORDS,
    command: ChildCommand = child_command,
) -> Generator[Progress, None, Corpus]:
    """Yield how far it is, and return the corpus.

    Closing the generator ends the work, and nothing of it stays. TextError, RunError: there is no corpus.

    The texts are taken as the author's revision wants them. `folder` is private, and takes the files of a library while
    it is prepared.
    """
    revision = revision or Revision()
    if sum(text.words for text in texts) < library_words:
        return builder.build_corpus((revision.applied(text.text()) for text in texts), size, revision.kept)
    with scratch_folder(folder, "corpus") as scratch:
        draw = draw or Draw()
        order = Preparing(
            str(scratch),
            tuple(text.name for text in texts),
            tuple(str(text.file) for text in texts),
            size.least,
            size.most,
            tuple(sorted(revision.put_back)),
            tuple(sorted(revision.masked)),
            tuple(sorted(revision.kept)),
            draw.train,
            draw.held_out,
            draw.left_out,
        )
        yield from _in_a_child(order, command)
        return Corpus.from_json(json.loads((scratch / "corpus.json").read_text("utf-8")))


def _in_a_child(order: Preparing, command: ChildCommand) -> Generator[Progress]:
    environment = child_environment() | WITHOUT_TORCH
    with Child(command("trainer.texts.corpus_child"), environment, Path(order.folder), longest=LONGEST_LINE) as child:
        # A library's order may be longer than what a pipe holds, and the child reads it only once it has started.
        threading.Thread(target=_send, args=(child, to_line(order)), daemon=True).start()
        yield from _steps(child, order.names)


def _send(child: Child, line: str) -> None:
    with contextlib.suppress(ChildLost):  # the silence tells
        child.send(line)


def _steps(child: Child, names: Sequence[str]) -> Generator[Progress]:
    progress = Progress(0, len(names), names[0])
    yield progress
    for line in child.lines():
        with contextlib.suppress(ValueError, TypeError):
            match from_line(line) if line else None:
                case Taken(texts):
                    progress = Progress(texts, len(names), names[min(texts, len(names) - 1)])
                case Prepared():
                    yield Progress(len(names), len(names))
                    return
                case Unprepared() as unprepared:
                    raise TextError(as_message(unprepared))
        yield progress
    raise RunError(error_messages.PREPARED_NOT)
