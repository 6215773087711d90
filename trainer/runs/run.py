"""One run is one folder: the record of a fine-tune and the only channel between the page and the child.

    recipe.json    every setting                      samples.jsonl   answers to the fixed prompts as it learnt
    corpus.json    passages, split, hashes            checkpoints/    to resume from
    edits.json     examples dropped and changed       adapter/        the result: a plain PEFT folder
    run.json       name, owner, when it was made      log.txt         the child's own output
    events.jsonl   what the child said, in order      lock            held as long as a child lives
    stop           asks the child to stop             answers.jsonl   what each column wrote to the held-out briefs
    blind.jsonl    what a reader said in the blind test
    views.jsonl    briefs and plain versions that the base wrote of its passages (`trainer.runs.passage_views`)
    blend.json     of which two styles it is made, where it learns from no texts
    model/         in the adapter's place where all weights were trained: a whole model
    scorecard.json what was measured, and beside it what the measuring said (`trainer.scorecard.scoring`)
    pushed.json    where on the Hub it was pushed to

Status is derived from the last event and whether the child lives; it is never stored. A kill at any moment leaves a
folder that can be read or resumed.
"""

import contextlib
import json
import os
import re
import secrets
import shutil
import threading
import time
import unicodedata
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Self

from filelock import FileLock, Timeout

from styles.corpus.corpus import Corpus
from styles.examples.edits import Edits
from styles.i18n.message import Message
from trainer import error_messages
from trainer.adapters.weights import Weights, learnt
from trainer.errors import RunError
from trainer.runs.blend import Blend
from trainer.runs.events import LAST_WORDS, Event, Failed, Finished, Stopped, from_line, to_line
from trainer.runs.recipe import Recipe

Status = Literal["waiting", "running", "interrupted", "finished", "stopped", "failed"]
"""Waiting: no child has spoken yet. Interrupted: the child is gone and said no last word; it can be resumed."""

LOCK_SECONDS = 2.0
"""How long a child waits for its run's lock: a look at whether it is held holds it for an instant."""
SCORE_LOCK = "score.lock"
"""The file that the scoring child holds as long as it lives."""
_LOOKING = threading.Lock()
"""Held while this process looks at a lock, so that two looks at once never take each other for a child."""


@dataclass(frozen=True)
class About:
    """What a run is called and whose it is."""

    name: str
    owner: str
    """The visitor's session or Hub account; nobody else is shown the run."""
    made: float
    """Seconds since 1970."""
    language: str
    base: str


@dataclass(frozen=True)
class Sample:
    """One answer to a fixed prompt on the way."""

    step: int
    prompt: str
    text: str


@dataclass(frozen=True)
class Run:
    """A run by its folder; nothing about it is kept in memory."""

    folder: Path

    @property
    def id(self) -> str:
        """The folder's name, which nobody can guess."""
        return self.folder.name

    @classmethod
    def create(
        cls,
        home: Path,
        recipe: Recipe,
        corpus: Corpus,
        name: str,
        owner: str,
        edits: Edits | None = None,
        blend: Blend | None = None,
    ) -> Self:
        """Write a new run's folder and return the run; a half-written folder is never left under its final name."""
        runs = home / "runs"
        identity = f"{time.strftime('%Y%m%d')}-{secrets.token_urlsafe(12)}"
        making = runs / f".{identity}"
        about = About(clean_name(name), owner, time.time(), corpus.language, recipe.base)
        try:
            making.mkdir(parents=True)
            (making / "recipe.json").write_text(recipe.to_json(), "utf-8")
            (making / "corpus.json").write_text(json.dumps(corpus.to_json(), ensure_ascii=False), "utf-8")
            (making / "run.json").write_text(json.dumps(asdict(about), ensure_ascii=False), "utf-8")
            if edits:
                (making / "edits.json").write_text(json.dumps(edits.to_json(), ensure_ascii=False), "utf-8")
            if blend:
                blend.write(making)
            making.rename(runs / identity)
        except OSError as error:
            raise RunError(error_messages.NOT_WRITTEN(reason=error.strerror)) from error
        finally:
            shutil.rmtree(making, ignore_errors=True)
        return cls(runs / identity)

    @classmethod
    def of(cls, home: Path, identity: str, owner: str | None = None) -> Self:
        """Return the run with that id; an unknown id and another owner's are the same sentence."""
        run = cls(home / "runs" / identity)
        with contextlib.suppress(OSError, ValueError, TypeError):
            # Only what can be a folder's own name: no path, and none of the hidden folders beside the runs.
            if re.fullmatch(r"[\w-]+", identity, re.ASCII) and (run.about.owner == owner or owner is None):
                return run
        raise RunError(error_messages.NO_RUN)

    @classmethod
    def all(cls, home: Path, owner: str | None = None) -> list[Self]:
        """Return the runs of an owner (of everybody: None), newest first; folders that are no runs are passed over."""
        found = []
        for path in (home / "runs").glob("[!.]*/run.json"):
            with contextlib.suppress(OSError, ValueError, TypeError):
                about = (run := cls(path.parent)).about
                if owner is None or about.owner == owner:
                    found.append((about.made, run.id, run))
        return [run for _, _, run in sorted(found, reverse=True)]

    @property
    def about(self) -> About:
        """Name, owner, time, language and base."""
        return About(**json.loads((self.folder / "run.json").read_text("utf-8")))

    @property
    def recipe(self) -> Recipe:
        """The settings it was made with."""
        return Recipe.from_json((self.folder / "recipe.json").read_text("utf-8"))

    @property
    def corpus(self) -> Corpus:
        """Its passages and their split."""
        return Corpus.from_json(json.loads((self.folder / "corpus.json").read_text("utf-8")))

    @property
    def edits(self) -> Edits:
        """What the author dropped and changed in the examples."""
        path = self.folder / "edits.json"
        return Edits.from_json(json.loads(path.read_text("utf-8"))) if path.is_file() else Edits()

    @property
    def blend(self) -> Blend | None:
        """Of which two styles it is made; None where it learns from texts."""
        return Blend.read(self.folder)

    @property
    def adapter(self) -> Path:
        """The folder of the finished adapter; it exists once the run is finished or stopped."""
        return self.folder / "adapter"

    @property
    def model(self) -> Path:
        """The folder of the finished model where all weights were trained, in the adapter's place."""
        return self.folder / "model"

    @property
    def weights(self) -> Weights:
        """What was learnt: the adapter, or the model where all weights were trained."""
        return learnt(self.folder)

    @property
    def stored(self) -> tuple[Path, ...]:
        """The files that are kept of what was learnt: weights, configuration and card."""
        folder = self.weights.folder
        return tuple(sorted(path for path in folder.iterdir() if path.is_file())) if folder.is_dir() else ()

    @property
    def has_adapter(self) -> bool:
        """Whether there is something to push."""
        return self.weights.are_there and not self.weights.are_full

    @property
    def is_few_shot(self) -> bool:
        """Whether nothing is trained: the base is shown passages, and that is the style."""
        return self.recipe.method == "few_shot"

    @property
    def has_style(self) -> bool:
        """Whether there is something to compare: weights, or without a training what it had instead of one."""
        return self.weights.are_there or (self.is_few_shot and any(isinstance(one, Finished) for one in self.events))

    def rename(self, name: str) -> None:
        """Give the run another name; its id and files stay."""
        about = asdict(self.about) | {"name": clean_name(name)}
        replace_file(self.folder / "run.json", json.dumps(about, ensure_ascii=False))

    def delete(self) -> None:
        """Remove the run with everything in it; a run whose child lives is refused."""
        if self.child_lives():
            raise RunError(error_messages.STILL_TRAINING)
        if held(self.folder / SCORE_LOCK):
            raise RunError(error_messages.STILL_MEASURED)
        # Out of sight first: a listing never meets a folder that is half gone.
        hidden = self.folder.with_name(f".deleted-{self.id}")
        self.folder.rename(hidden)
        shutil.rmtree(hidden, ignore_errors=True)

    # --- what the child says ---

    def append(self, event: Event) -> None:
        """Write an event as one line in one go, so that a reader never sees half of it as a whole one."""
        _append_line(self.folder / "events.jsonl", to_line(event))

    def read_events(self, offset: int = 0) -> tuple[list[Event], int]:
        """Return the events from a byte offset on and the offset to go on from.

        It stops at the last line break, and passes over a line that a kill or a full disk left broken.
        """
        try:
            with (self.folder / "events.jsonl").open("rb") as file:
                file.seek(offset)
                data = file.read()
        except FileNotFoundError:
            return [], offset
        whole, line_break, _ = data.rpartition(b"\n")
        events = []
        for line in whole.split(b"\n"):
            with contextlib.suppress(ValueError, TypeError):
                events.append(from_line(line.decode("utf-8")))
        return events, offset + len(whole) + len(line_break)

    @property
    def events(self) -> list[Event]:
        """Everything it has said so far."""
        return self.read_events()[0]

    def write_sample(self, sample: Sample) -> None:
        """Add an answer to the samples."""
        _append_line(self.folder / "samples.jsonl", json.dumps(asdict(sample), ensure_ascii=False))

    @property
    def samples(self) -> list[Sample]:
        """The answers to the fixed prompts so far, oldest first; one made again after a resume replaces the old."""
        found: dict[tuple[int, str], Sample] = {}
        for fields in _json_lines(self.folder / "samples.jsonl"):
            with contextlib.suppress(TypeError):
                sample = Sample(**fields)
                found[sample.step, sample.prompt] = sample
        return sorted(found.values(), key=lambda sample: sample.step)

    def add_line(self, name: str, line: str) -> None:
        """Add a line to one of its files."""
        _append_line(self.folder / name, line)

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the objects of one of its files with one a line; lines that a kill left broken are passed over."""
        yield from _json_lines(self.folder / name)

    # --- whether it goes on ---

    def status(self) -> Status:
        """Return what the run is doing now."""
        if self.child_lives():
            return "running"
        # Read after the look at the child, so that a word it says in between is not missed.
        events = self.events
        last = events[-1] if events else None
        if isinstance(last, LAST_WORDS):
            return "finished" if isinstance(last, Finished) else "stopped" if isinstance(last, Stopped) else "failed"
        return "interrupted" if last else "waiting"

    def child_lives(self) -> bool:
        """Whether some process holds the run; the system lets go of the lock when the process ends, however it ends."""
        return held(self.folder / "lock")

    def lock(self) -> FileLock:
        """Return the lock that a child holds as long as it lives; a second child that gets `filelock.Timeout`."""
        return FileLock(self.folder / "lock", timeout=LOCK_SECONDS)

    def ask_to_stop(self) -> None:
        """Ask the child to save and stop at the end of its step."""
        (self.folder / "stop").touch()

    def stop_asked(self) -> bool:
        """Whether a stop was asked for since the run was last started."""
        return (self.folder / "stop").exists()

    def clear_stop(self) -> None:
        """Forget an old wish to stop, before a start or a resume."""
        (self.folder / "stop").unlink(missing_ok=True)

    def failed(self, why: Message, bug: bool = False) -> None:
        """Say the last word for a run that cannot go on."""
        self.append(Failed(why.english, bug, russian=why.russian))


def held(lock: Path) -> bool:
    """Return whether some process holds a lock in a run's folder."""
    if not lock.parent.is_dir():  # a look would make the folder of a deleted run again
        return False
    try:
        with _LOOKING, FileLock(lock).acquire(timeout=0):
            return False
    except Timeout:
        return True


def clean_name(name: str) -> str:
    """Return a name as it may be shown and used for a file: printable, on one line, at most 80 characters."""
    printable = "".join(char if char.isprintable() else " " for char in name)
    return " ".join(printable.split())[:80].strip() or "Untitled"


def file_name(name: str) -> str:
    """Return a name as every file system, and the Hub, takes it."""
    plain = unicodedata.normalize("NFKD", name.lower().translate(_LATIN))
    kept = "".join(
        char if char.isascii() and char.isalnum() else "-" for char in plain if not unicodedata.combining(char)
    )
    return "-".join(filter(None, kept.split("-")))[:60].strip("-") or "style"


_LATIN = str.maketrans(
    dict(zip("абвгдезийклмнопрстуфыэ", "abvgdeziiklmnoprstufye", strict=True))
    | {"ё": "yo", "ж": "zh", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "yu"}
    | {"я": "ya"}
)


def replace_file(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new one, never half of it."""
    partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    partial.write_text(text, "utf-8")
    os.replace(partial, path)


def _append_line(path: Path, line: str) -> None:
    """Add a line; what a kill or a full disk left of the line before becomes a line of its own."""
    with path.open("a+b", buffering=0) as file:
        if file.seek(0, os.SEEK_END):
            file.seek(-1, os.SEEK_END)
            if file.read(1) != b"\n":
                line = "\n" + line
        file.write((line + "\n").encode())


def _json_lines(path: Path) -> Iterator[dict[str, Any]]:
    with contextlib.suppress(FileNotFoundError):
        for line in path.read_bytes().split(b"\n"):
            with contextlib.suppress(ValueError):
                fields = json.loads(line.decode("utf-8"))
                if isinstance(fields, dict):
                    yield fields
