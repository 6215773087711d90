"""A run: one folder, the record of a fine-tune.

It is the only channel between the page and the child.

    recipe.json    every setting                      samples.jsonl   answers to the fixed prompts as it learnt
    corpus.json    passages, split, hashes            checkpoints/    to resume from
    edits.json     examples dropped and changed       adapter/        the result: a plain PEFT folder
    run.json       name, owner, when it was made      log.txt         the child's own output
    events.jsonl   the child's events, in order       lock            held as long as a child lives
    stop           asks the child to stop             answers.jsonl   each column's answers to the held-out prompts
    blind.jsonl    judgements of the blind test
    views.jsonl    summaries and paraphrases that the base wrote of its passages (`trainer.runs.passage_views`)
    blend.json     of which two styles it is made, where it learns from no texts
    model/         in the adapter's place where all weights were trained: a whole model
    scorecard.json the measures, and beside it the scoring's events (`trainer.scorecard.scoring`)
    pushed.json    where on the Hub it was pushed to

Status is derived from the last event and whether the child lives; it is never stored. A kill at any moment leaves a
folder that can be read or resumed.
"""

import contextlib
import json
import re
import secrets
import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, Self

from filelock import FileLock

from styles.corpus.corpus import Corpus
from styles.examples.edits import Edits
from styles.i18n.message import Message
from trainer import error_messages
from trainer.adapters.weights import Weights, learnt
from trainer.errors import RunError
from trainer.runs.blend import Blend
from trainer.runs.events import LAST_WORDS, Event, Failed, Finished, Stopped, from_line, to_line
from trainer.runs.files import LOCK_SECONDS, SCORE_LOCK, append_line, held, json_lines, replace_file, whole_lines
from trainer.runs.names import clean_name
from trainer.runs.recipe import Recipe
from trainer.runs.records import About, NewRun, Sample

Status = Literal["waiting", "running", "interrupted", "finished", "stopped", "failed"]
"""Waiting: no child has spoken yet. Interrupted: the child is gone and said no last word; it can be resumed."""


@dataclass(frozen=True)
class Run:
    """A run by its folder; nothing of it is kept in memory."""

    folder: Path

    @property
    def id(self) -> str:
        """The folder's name, which nobody can guess."""
        return self.folder.name

    @classmethod
    def create(cls, home: Path, new: NewRun) -> Self:
        """Write a new run's folder, complete or not at all.

        Raise RunError where the disk is full or refuses it.
        """
        runs = home / "runs"
        run_id = f"{time.strftime('%Y%m%d')}-{secrets.token_urlsafe(12)}"
        making = runs / f".{run_id}"
        about = About(clean_name(new.name), new.owner, time.time(), new.corpus.language, new.recipe.base)
        try:
            making.mkdir(parents=True)
            (making / "recipe.json").write_text(new.recipe.to_json(), "utf-8")
            (making / "corpus.json").write_text(json.dumps(new.corpus.to_json(), ensure_ascii=False), "utf-8")
            (making / "run.json").write_text(json.dumps(asdict(about), ensure_ascii=False), "utf-8")
            if new.edits:
                (making / "edits.json").write_text(json.dumps(new.edits.to_json(), ensure_ascii=False), "utf-8")
            if new.blend:
                new.blend.write(making)
            making.rename(runs / run_id)
        except OSError as error:
            raise RunError(error_messages.NOT_WRITTEN(reason=error.strerror)) from error
        finally:
            shutil.rmtree(making, ignore_errors=True)
        return cls(runs / run_id)

    @classmethod
    def of(cls, home: Path, run_id: str, owner: str | None = None) -> Self:
        """Return the run with that id.

        Raise RunError for an unknown id; another owner's raises the same sentence.
        """
        run = cls(home / "runs" / run_id)
        with contextlib.suppress(OSError, ValueError, TypeError):
            # Only what can be a folder's own name: no path, and none of the hidden folders beside the runs.
            if re.fullmatch(r"[\w-]+", run_id, re.ASCII) and (run.about.owner == owner or owner is None):
                return run
        raise RunError(error_messages.NO_RUN)

    @classmethod
    def all(cls, home: Path, owner: str | None = None) -> list[Self]:
        """Return the runs of an owner, newest first.

        None stands for all owners. Folders that are no runs are passed over.
        """
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
        """The settings of the run."""
        return Recipe.from_json((self.folder / "recipe.json").read_text("utf-8"))

    @property
    def corpus(self) -> Corpus:
        """Its passages and their split."""
        return Corpus.from_json(json.loads((self.folder / "corpus.json").read_text("utf-8")))

    @property
    def edits(self) -> Edits:
        """The examples that the author dropped and changed."""
        path = self.folder / "edits.json"
        return Edits.from_json(json.loads(path.read_text("utf-8"))) if path.is_file() else Edits()

    @property
    def blend(self) -> Blend | None:
        """The two styles of a blend; None for a run with texts."""
        return Blend.read(self.folder)

    @property
    def adapter(self) -> Path:
        """The adapter's folder, there once the run is finished or stopped."""
        return self.folder / "adapter"

    @property
    def model(self) -> Path:
        """The model's folder, in the adapter's place for full training."""
        return self.folder / "model"

    @property
    def weights(self) -> Weights:
        """The learnt weights: the adapter's, or the whole model's."""
        return learnt(self.folder)

    @property
    def has_adapter(self) -> bool:
        """True if there is an adapter to push."""
        return self.weights.are_there and not self.weights.are_full

    @property
    def is_few_shot(self) -> bool:
        """True if nothing is trained: the base is shown passages instead."""
        return self.recipe.method == "few_shot"

    @property
    def has_style(self) -> bool:
        """True if there is something to compare.

        That is weights, or a finished run without training.
        """
        return self.weights.are_there or (self.is_few_shot and any(isinstance(one, Finished) for one in self.events))

    def rename(self, name: str) -> None:
        """Give the run another name; its id and files stay."""
        about = asdict(self.about) | {"name": clean_name(name)}
        replace_file(self.folder / "run.json", json.dumps(about, ensure_ascii=False))

    def delete(self) -> None:
        """Delete the run with everything in it.

        Raise RunError while its child lives or it is being measured.
        """
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
        """Append an event as one line in one write.

        So a reader never takes half of it for a whole one.
        """
        append_line(self.folder / "events.jsonl", to_line(event))

    def read_events(self, offset: int = 0) -> tuple[list[Event], int]:
        """Return the events from a byte offset, and the next offset.

        It stops at the last line break, and passes over a line that a kill or a full disk left broken.
        """
        lines, end = whole_lines(self.folder / "events.jsonl", offset)
        events = []
        for line in lines:
            with contextlib.suppress(ValueError, TypeError):
                events.append(from_line(line.decode("utf-8")))
        return events, end

    @property
    def events(self) -> list[Event]:
        """All events so far."""
        return self.read_events()[0]

    def write_sample(self, sample: Sample) -> None:
        """Add an answer to the samples."""
        append_line(self.folder / "samples.jsonl", json.dumps(asdict(sample), ensure_ascii=False))

    @property
    def samples(self) -> list[Sample]:
        """The answers to the fixed prompts, oldest first.

        One made again after a resume replaces the old.
        """
        found: dict[tuple[int, str], Sample] = {}
        for fields in json_lines(self.folder / "samples.jsonl"):
            with contextlib.suppress(TypeError):
                sample = Sample(**fields)
                found[sample.step, sample.prompt] = sample
        return sorted(found.values(), key=lambda sample: sample.step)

    def add_line(self, name: str, line: str) -> None:
        """Add a line to one of its files."""
        append_line(self.folder / name, line)

    def lines(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the objects of a JSON Lines file; broken lines are skipped."""
        yield from json_lines(self.folder / name)

    # --- whether it goes on ---

    def status(self) -> Status:
        """Return the current status."""
        if self.child_lives():
            return "running"
        # Read after the look at the child, so that a word it says in between is not missed.
        events = self.events
        last = events[-1] if events else None
        if isinstance(last, LAST_WORDS):
            return "finished" if isinstance(last, Finished) else "stopped" if isinstance(last, Stopped) else "failed"
        return "interrupted" if last else "waiting"

    def child_lives(self) -> bool:
        """Check whether some process holds the run's lock.

        The system lets go of the lock when the process ends, however it ends.
        """
        return held(self.folder / "lock")

    def lock(self) -> FileLock:
        """Return the lock that a child holds as long as it lives.

        A second child gets `filelock.Timeout`.
        """
        return FileLock(self.folder / "lock", timeout=LOCK_SECONDS)

    def ask_to_stop(self) -> None:
        """Ask the child to save and stop after its step."""
        (self.folder / "stop").touch()

    def stop_asked(self) -> bool:
        """Check whether a stop was asked for since the last start."""
        return (self.folder / "stop").exists()

    def clear_stop(self) -> None:
        """Remove an old request to stop, before a start or resume."""
        (self.folder / "stop").unlink(missing_ok=True)

    def failed(self, why: Message, bug: bool = False) -> None:
        """Write the last word of a run that cannot go on."""
        self.append(Failed(why.english, bug, why.russian))
