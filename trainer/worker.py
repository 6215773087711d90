"""Starts, stops and watches the child processes, one fine-tune or scorecard at a time; the rest wait in a queue.

The page's process never imports torch: ending a child frees its memory. A child is only ever ended by its own handle.
"""

import contextlib
import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any, Literal

from trainer.comparison import Answer, Comparison, Done, Ready, Trouble, from_line, to_line
from trainer.errors import PasticheError, RunError
from trainer.estimate import Pace
from trainer.events import LAST_WORDS, Phase, ScorePhase, ScoringFailed
from trainer.measuring.scoring import Scoring, ScoringStatus
from trainer.measuring.scoring_time import BY_ITSELF_MINUTES, estimate
from trainer.recipe import Recipe
from trainer.run import Run, Status, replace_file
from trainer.weights import Weights

ROOT = Path(__file__).parents[1]
GRACE_SECONDS = 120
"""How long a child may take to save after a stop was asked for, before it is ended."""
MEASURE_SECONDS = 300
WITHOUT_TORCH = {"USE_TORCH": "0"}
"""What a child adds to its environment that needs `datasets` only: loading torch with it would take seconds."""

KEEP_MEMORY = {"MALLOC_MMAP_MAX_": "0", "MALLOC_TRIM_THRESHOLD_": str(1 << 30)}
"""Has glibc keep freed memory for what comes next, up to 1 GiB. It would give each large activation back to the system
and have every page of the next one made and zeroed again, which took half of the time in which answers are written."""

ChildCommand = Callable[..., list[str]]
"""Gives the command line of a child for its module's name and its arguments, as `child_command` does."""


def child_command(module: str, *arguments: str) -> list[str]:
    """Return the command line of a child."""
    return [sys.executable, "-u", "-m", f"trainer.model.{module}", *arguments]


def child_environment() -> dict[str, str]:
    """Return the environment of a child: ours, with the project importable from wherever we were started."""
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


Task = Literal["finetune", "score"]
"""What a heavy child does with a run; the name of its module, but that a blend has a module of its own."""


@dataclass(frozen=True)
class _Job:
    """A run and what is to be done with it."""

    task: Task
    run: Run
    gives_way: bool = field(default=False, compare=False)
    """Whether every job that does not goes before it."""


class Worker:
    """The queue of one process's fine-tunes and scorecards, and the one child that is at work: two would only slow each
    other down."""

    def __init__(
        self,
        command: ChildCommand = child_command,
        grace_seconds: float = GRACE_SECONDS,
        score_finished: bool = False,
        score_minutes: float = BY_ITSELF_MINUTES,
    ) -> None:
        """With `score_finished`, a fine-tune that finished is measured at once when nothing else waits, and it is
        expected to take `score_minutes` at most."""
        self._command, self._grace_seconds, self._score_finished = command, grace_seconds, score_finished
        self._score_minutes = score_minutes
        self._changed = threading.Condition()
        self._waiting: list[_Job] = []
        self._current: tuple[_Job, subprocess.Popen[bytes]] | None = None
        self._thread: threading.Thread | None = None

    def start(self, run: Run, gives_way: bool = False) -> None:
        """Start a run, or resume it from its last checkpoint; it waits when another one is training.

        One that gives way waits for all that do not, also for those that come later.
        """
        with self._changed:
            if self._has(_Job("finetune", run)) or run.child_lives():
                raise RunError("This run is already training or waiting for its turn.")
            run.clear_stop()
            self._add(_Job("finetune", run, gives_way))

    def score(self, run: Run) -> None:
        """Measure what a run has learnt; it waits while a child is at work, and goes on from the answers so far."""
        with self._changed:
            if self._has(_Job("score", run)) or Scoring(run).status() == "running":
                raise RunError("This run is already being measured or waiting for its turn.")
            if not run.has_style:
                raise RunError("This run has no adapter yet, so there is nothing to measure.")
            Scoring(run).clear_stop()
            self._add(_Job("score", run))

    def stop(self, run: Run) -> None:
        """Ask a run to keep what it has learnt and stop; one that is still waiting leaves the queue."""
        if not self._left_queue(_Job("finetune", run)):
            run.ask_to_stop()
            self._end_if_deaf(_Job("finetune", run))

    def stop_scoring(self, run: Run) -> None:
        """Ask the scoring of a run to stop; its parts and answers so far are kept."""
        if not self._left_queue(_Job("score", run)):
            Scoring(run).ask_to_stop()
            self._end_if_deaf(_Job("score", run))

    def place_in_queue(self, run: Run, task: Task = "finetune") -> int:
        """Return how many children are before this one, 0 when it is not waiting."""
        with self._changed:
            if _Job(task, run) not in self._waiting:
                return 0
            return self._waiting.index(_Job(task, run)) + (1 if self._current else 0)

    def status(self, run: Run) -> Status:
        """Return a run's status; a child that was just started counts as running before it takes its lock."""
        with self._changed:
            if _Job("finetune", run) in self._waiting:
                return "waiting"
            if self._is_at_work(_Job("finetune", run)):
                return "running"
        return run.status()

    def scoring_status(self, run: Run) -> Literal["waiting"] | ScoringStatus:
        """Return how the scoring of a run stands."""
        with self._changed:
            if _Job("score", run) in self._waiting:
                return "waiting"
            if self._is_at_work(_Job("score", run)):
                return "running"
        return Scoring(run).status()

    @property
    def current_child(self) -> "subprocess.Popen[bytes] | None":
        """The child that is at work now, if there is one."""
        with self._changed:
            return self._current[1] if self._current else None

    def wait(self, run: Run, seconds: float | None = None, task: Task = "finetune") -> bool:
        """Wait until the run is neither at work nor waiting; return False when the time ran out first."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._has(_Job(task, run)), seconds)

    def close(self) -> None:
        """Empty the queue and end the child that is at work; its run can be resumed."""
        with self._changed:
            self._waiting.clear()
            self._score_finished = False
            child = self._current[1] if self._current else None
        if child:
            end(child)

    def _has(self, job: _Job) -> bool:
        return job in self._waiting or bool(self._current and self._current[0] == job)

    def _is_at_work(self, job: _Job) -> bool:
        return bool(self._current and self._current[0] == job and self._current[1].poll() is None)

    def _add(self, job: _Job) -> None:
        self._line_up(job)
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._work, daemon=True, name="children")
            self._thread.start()

    def _line_up(self, job: _Job) -> None:
        """Put a job behind all that waits, but before what gives way to it."""
        behind = [place for place, one in enumerate(self._waiting) if one.gives_way and not job.gives_way]
        self._waiting.insert(min(behind, default=len(self._waiting)), job)

    def _left_queue(self, job: _Job) -> bool:
        with self._changed:
            if job not in self._waiting:
                return False
            self._waiting.remove(job)
            self._changed.notify_all()
            return True

    def _end_if_deaf(self, job: _Job) -> None:
        with self._changed:
            child = self._current[1] if self._current and self._current[0] == job else None
        if child:
            threading.Thread(target=_end_after_grace, args=(child, self._grace_seconds), daemon=True).start()

    def _work(self) -> None:
        while True:
            with self._changed:
                if not self._waiting:
                    self._thread = None
                    return
                job = self._waiting.pop(0)
                said_before = job.run.read_events()[1]
                try:
                    _cover_last_word(job)
                    child = _start(self._command, job)
                except OSError:
                    with contextlib.suppress(OSError):  # the disk is full, or the run is gone
                        _fail(job, "process could not be started; the disk may be full.")
                    self._changed.notify_all()
                    continue
                self._current = (job, child)
            code = child.wait()
            with contextlib.suppress(OSError):
                _close_silence(job, code, said_before)
            with self._changed:
                self._current = None
                if self._score_finished and job.task == "finetune" and code == 0 and self._has_time_for(job):
                    self._score_after(job)
                self._changed.notify_all()

    def _has_time_for(self, job: _Job) -> bool:
        """Return whether nothing waits but what gives way; what gives way itself can always wait once more."""
        return job.gives_way or all(one.gives_way for one in self._waiting)

    def _score_after(self, job: _Job) -> None:
        """Put a run that has just finished into the queue again, to be measured; one that was stopped is left alone."""
        with contextlib.suppress(OSError):
            if job.run.status() == "finished" and job.run.has_style and self._is_short(job.run):
                Scoring(job.run).clear_stop()
                self._line_up(_Job("score", job.run, job.gives_way))

    def _is_short(self, run: Run) -> bool:
        with contextlib.suppress(PasticheError, OSError, ValueError, TypeError, KeyError):
            return estimate(run).minutes <= self._score_minutes
        return False


def _start(command: ChildCommand, job: _Job) -> subprocess.Popen[bytes]:
    name = "log.txt" if job.task == "finetune" else "score.log"
    with (job.run.folder / name).open("ab") as log:
        return subprocess.Popen(
            command("blend" if job.task == "finetune" and job.run.blend else job.task, str(job.run.folder)),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            env=child_environment(),
            cwd=job.run.folder,
        )


def _cover_last_word(job: _Job) -> None:
    """Say a first word for a child: an old last word must not stand when it is killed before it says anything."""
    if job.task == "score":
        Scoring(job.run).say(ScorePhase("starting"))
    elif (said := job.run.events) and isinstance(said[-1], LAST_WORDS):
        job.run.append(Phase("starting"))


def _close_silence(job: _Job, code: int, said_before: int) -> None:
    """Say the last word for a child that ended by an error of its own before it could.

    A killed one can be resumed; one that found the run held by another process leaves the last word to that one.
    """
    if code <= 0:
        return
    if job.task == "score":
        scoring = Scoring(job.run)
        silent = not scoring.is_over and scoring.status() != "running"
    else:
        said, _ = job.run.read_events(said_before)
        silent = not (said and isinstance(said[-1], LAST_WORDS)) and not job.run.child_lives()
    if silent:
        _fail(job, "process ended before it could say why; the run's log may tell.")


def _fail(job: _Job, what: str) -> None:
    """Say the last word for a child that cannot."""
    if job.task == "score":
        Scoring(job.run).say(ScoringFailed(f"The measuring {what}", bug=True))
    else:
        job.run.failed(f"The training {what}", bug=True)


def _end_after_grace(child: subprocess.Popen[bytes], seconds: float) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(seconds)
        return
    end(child)


def end(child: "subprocess.Popen[Any]") -> None:
    """End a child by its own handle, and wait until it is gone."""
    child.terminate()
    try:
        child.wait(10)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()


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
            self._command("generate", *serves),
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
            raise RunError(message.sentence)
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
    return RunError("The model's process ended unexpectedly; this computer may be short of memory. Try again.")


def measure(recipe: Recipe, language: str, home: Path, command: ChildCommand = child_command) -> Pace:
    """Return this computer's pace for a recipe: measured once by a child, then remembered in the home folder."""
    memory = home / "paces.json"
    key = f"{recipe.base} {recipe.method} {language} r{recipe.lora_r}"
    key += f" {recipe.per_device_train_batch_size}x{recipe.max_length} {recipe.passage_most}"
    known: dict[str, Any] = {}
    with contextlib.suppress(OSError, ValueError, TypeError):
        known = dict(json.loads(memory.read_text("utf-8")))
    with contextlib.suppress(KeyError, TypeError):
        return Pace(**known[key])
    pace = _measured(command, recipe, language)
    with contextlib.suppress(OSError):  # a full disk costs the memory, not the estimate
        home.mkdir(parents=True, exist_ok=True)
        replace_file(memory, json.dumps({**known, key: asdict(pace)}, indent=2))
    return pace


def _measured(command: ChildCommand, recipe: Recipe, language: str) -> Pace:
    try:
        return Pace.from_line(last_line(command("measure", recipe.to_json(), language), MEASURE_SECONDS))
    except (subprocess.SubprocessError, OSError, ValueError, TypeError) as error:
        raise RunError("This computer's speed could not be measured, so there is no estimate.") from error


def last_line(command: list[str], seconds: float) -> str:
    """Return the last line that a child prints, whose answer it is; what goes wrong raises as `subprocess.run` does."""
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
