"""A dataset of the Hub as a source of texts.

A child streams its rows into plain text files, which are then read.
"""

import contextlib
import re
from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path

from styles.errors import quoted
from styles.i18n.message import Message, as_message
from trainer.errors import HubError, TextError
from trainer.messages import Lines
from trainer.processes.child import TICK_SECONDS, WITHOUT_TORCH, Child, ChildCommand, ChildLost, child_command
from trainer.texts import error_messages
from trainer.texts.reader import LONGEST_LINE, Progress, Source, bare_environment
from trainer.texts.reader_messages import IntakeLimits

SILENCE_SECONDS = 180
"""A child that has said nothing for so long waits for a server that does not answer."""
_ID = re.compile(r"[a-z0-9][\w.-]{0,95}(/[a-z0-9][\w.-]{0,95})?", re.ASCII | re.IGNORECASE)
"""Nothing that could be a path: neither `..` nor a hidden folder."""
_FOR_THE_HUB = (
    "HF_ENDPOINT",
    "HF_HUB_OFFLINE",
    "HF_HUB_DISABLE_TELEMETRY",
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "NO_PROXY",
    "SSL_CERT_FILE",
)
_PLAIN_MEMORY = {"ARROW_DEFAULT_MEMORY_POOL": "system", "MALLOC_ARENA_MAX": "2"}
"""Other ways to keep memory reserve far more than they use, and a limit counts what is reserved."""


@dataclass(frozen=True)
class Wanted:
    """What to take from which data set."""

    dataset: str
    """A Hub id, `author/name`; or the path of a local file or folder, where `local` says so."""
    column: str = ""
    """Which column has the texts; found out when empty."""
    config: str = ""
    """Which of its parts, where it has several; its only or default one when empty."""
    split: str = "train"
    """Its first one where there is none of that name."""
    local: bool = False
    """Whether `dataset` is a path on this computer."""
    token: str = ""
    """The visitor's own token; without one, only what everybody may read."""
    most_characters: int = 300_000_000
    """Where to stop; about 500 novels."""
    memory_bytes: int = IntakeLimits.memory_bytes
    """The address space that reading may take, as that of a file; the libraries' own comes on top."""
    answer_bytes: int = IntakeLimits.answer_bytes
    """The largest file that the child may write."""


@dataclass(frozen=True)
class Fetched:
    """What has come of a data set."""

    files: list[Source]
    notice: Message | None = None
    """That it is not all, where there was more."""


@dataclass(frozen=True)
class Part:
    """Some rows, one after the other, are in this file."""

    file: str
    """The file's own name in the child's folder."""


@dataclass(frozen=True)
class Missing:
    """The rows cannot be had, in a sentence for the author."""

    sentence: str
    hub: bool = False
    """Whether the Hub is the reason."""
    russian: str = ""


@dataclass(frozen=True)
class Complete:
    """No more rows come."""

    whole: bool
    """Whether these were all."""


_LINES: Lines[Wanted | Part | Missing | Complete] = Lines(Wanted, Part, Missing, Complete, plain=True)
to_line, from_line = _LINES.to_line, _LINES.from_line
"""A message to a line of JSON, and back; a line that is no message raises ValueError or TypeError."""


def fetch(wanted: Wanted, folder: Path, command: ChildCommand = child_command) -> Generator[Progress, None, Fetched]:
    """Yield the number of parts so far, and return them as files.

    They are in the folder; nobody knows how many come (0 in all). HubError where the Hub is the reason that none come,
    TextError where the dataset is. Closing the generator ends the child; the caller's folder keeps what came.
    """
    dataset = Path(wanted.dataset).name if wanted.local else wanted.dataset
    if not wanted.local and not _ID.fullmatch(dataset):
        unnamed = error_messages.DATASET_NOT_NAMED
        raise HubError(error_messages.NO_DATASET_NAME(name=quoted(dataset)) if dataset.strip() else unnamed)
    # A home of its own: nothing of the computer's is read there, and nothing stays.
    home = {"HF_HOME": str(folder / "of the hub"), "HF_HUB_DISABLE_TELEMETRY": "1"}
    environment = bare_environment(_FOR_THE_HUB, **home, **_PLAIN_MEMORY) | WITHOUT_TORCH
    with Child(command("trainer.texts.dataset_child"), environment, folder, longest=LONGEST_LINE) as child:
        return (yield from _parts(child, wanted, dataset, folder))


def _parts(child: Child, wanted: Wanted, dataset: str, folder: Path) -> Generator[Progress, None, Fetched]:
    with contextlib.suppress(ChildLost):  # the silence tells
        child.send(to_line(wanted))
    files: list[Source] = []
    silence = 0.0
    yield Progress(0, 0, dataset)
    for line in child.lines():
        silence = 0.0 if line else silence + TICK_SECONDS
        if silence > SILENCE_SECONDS:
            break
        with contextlib.suppress(ValueError, TypeError):
            match from_line(line) if line else None:
                case Part(file):
                    files.append(Source(folder / Path(file).name, f"{dataset} {len(files) + 1}", pasted=True))
                case Missing(hub=hub) as missing:
                    raise HubError(as_message(missing)) if hub else TextError(as_message(missing))
                case Complete(whole):
                    return Fetched(files, None if whole else _more(dataset, wanted.most_characters))
        yield Progress(len(files), 0, dataset)
    raise HubError(error_messages.DATASET_STOPPED(name=quoted(dataset)))


def _more(dataset: str, most: int) -> Message:
    return error_messages.DATASET_GOES_ON(name=quoted(dataset), millions=round(most / 1_000_000))
