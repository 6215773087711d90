"""Queue of fine-tunes and scorecards: one child works, the rest wait.

The page's process never imports torch: ending a child frees its memory. A child is only ever ended by its own handle.
"""

import contextlib
import subprocess
import threading
from dataclasses import dataclass, field
from typing import Literal

from styles.i18n.message import Message
from trainer import error_messages
from trainer.errors import PasticheError, RunError
from trainer.processes.child import Child, ChildCommand, child_command
from trainer.runs.events import LAST_WORDS, Phase, ScorePhase, ScoringFailed
from trainer.runs.run import Run, Status
from trainer.scorecard.scoring import Scoring, ScoringStatus
from trainer.scorecard.scoring_time import BY_ITSELF_MINUTES, estimate

GRACE_SECONDS = 120
"""How long a child may take to save after a stop was asked for, before it is ended."""
Task = Literal["finetune", "score"]
"""What a heavy child does with a run; the name of its module, but that a blend has a module of its own."""


@dataclass(frozen=True)
class _Job:
    """A run and what is to be done with it."""

    task: Task
    run: Run
    gives_way: bool = field(default=False, compare=False)
    """Whether every job that does not goes before it."""


class TrainingQueue:
    """Queue of one process's fine-tunes and scorecards, with one child at work.

    Two would only slow each other down.
    """

    def __init__(
        self,
        command: ChildCommand = child_command,
        grace_seconds: float = GRACE_SECONDS,
        score_finished: bool = False,
        score_minutes: float = BY_ITSELF_MINUTES,
    ) -> None:
        """Make an empty queue.

        With `score_finished`, a fine-tune that finished is measured at once when nothing else waits, and it is expected
        to take `score_minutes` at most.
        """
        self._command, self._grace_seconds, self._score_finished = command, grace_seconds, score_finished
        self._score_minutes = score_minutes
        self._changed = threading.Condition()
        self._waiting: list[_Job] = []
        self._current: tuple[_Job, Child] | None = None
        self._thread: threading.Thread | None = None

    def start(self, run: Run, gives_way: bool = False) -> None:
        """Start a run, or resume it from its last checkpoint.

        It waits when another one is training; RunError where it trains or waits already. One that gives way waits for
        all that do not, also for those that come later.
        """
        with self._changed:
            if self._has(_Job("finetune", run)) or run.child_lives():
                raise RunError(error_messages.TRAINING_ALREADY)
            run.clear_stop()
            self._add(_Job("finetune", run, gives_way))

    def score(self, run: Run) -> None:
        """Measure what a run has learnt, from the answers so far on.

        It waits while a child is at work. RunError where it is measured already, or has nothing to measure.
        """
        with self._changed:
            if self._has(_Job("score", run)) or Scoring(run).status() == "running":
                raise RunError(error_messages.MEASURED_ALREADY)
            if not run.has_style:
                raise RunError(error_messages.NOTHING_TO_MEASURE)
            Scoring(run).clear_stop()
            self._add(_Job("score", run))

    def stop(self, run: Run) -> None:
        """Ask a run to save and stop, or remove it.

        A waiting one leaves the queue.
        """
        if not self._left_queue(_Job("finetune", run)):
            run.ask_to_stop()
            self._end_if_deaf(_Job("finetune", run))

    def stop_scoring(self, run: Run) -> None:
        """Ask a scoring to stop; its parts and answers are kept."""
        if not self._left_queue(_Job("score", run)):
            Scoring(run).ask_to_stop()
            self._end_if_deaf(_Job("score", run))

    def place_in_queue(self, run: Run, task: Task = "finetune") -> int:
        """Return the number of children before this one, 0 if not waiting."""
        with self._changed:
            if _Job(task, run) not in self._waiting:
                return 0
            return self._waiting.index(_Job(task, run)) + (1 if self._current else 0)

    def status(self, run: Run) -> Status:
        """Return a run's status.

        A child that was just started counts as running before it takes its lock.
        """
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

    def wait(self, run: Run, seconds: float | None = None, task: Task = "finetune") -> bool:
        """Wait for the end of a run; return False on timeout."""
        with self._changed:
            return self._changed.wait_for(lambda: not self._has(_Job(task, run)), seconds)

    def close(self) -> None:
        """Empty the queue and end its child; the run can be resumed."""
        with self._changed:
            self._waiting.clear()
            self._score_finished = False
            child = self._current[1] if self._current else None
        if child:
            child.end()

    def _has(self, job: _Job) -> bool:
        return job in self._waiting or bool(self._current and self._current[0] == job)

    def _is_at_work(self, job: _Job) -> bool:
        return bool(self._current and self._current[0] == job and self._current[1].is_alive)

    def _add(self, job: _Job) -> None:
        self._line_up(job)
        if self._thread is None or not self._thread.is_alive():
            self._thread = threading.Thread(target=self._work, daemon=True, name="children")
            self._thread.start()

    def _line_up(self, job: _Job) -> None:
        """Put a job behind all others but those of low priority."""
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
                offset = job.run.read_events()[1]
                try:
                    _cover_last_word(job)
                    child = _start(self._command, job)
                except OSError:
                    with contextlib.suppress(OSError):  # the disk is full, or the run is gone
                        _fail(job, error_messages.NOT_STARTED[job.task])
                    self._changed.notify_all()
                    continue
                self._current = (job, child)
            code = child.wait()
            with contextlib.suppress(OSError):
                _close_silence(job, code, offset)
            with self._changed:
                self._current = None
                if self._score_finished and job.task == "finetune" and code == 0 and self._has_time_for(job):
                    self._score_after(job)
                self._changed.notify_all()

    def _has_time_for(self, job: _Job) -> bool:
        """Return whether only jobs of low priority wait.

        One that gives way itself can always wait once more.
        """
        return job.gives_way or all(one.gives_way for one in self._waiting)

    def _score_after(self, job: _Job) -> None:
        """Queue the scoring of a run that has just finished.

        One that was stopped is left alone.
        """
        with contextlib.suppress(OSError):
            if job.run.status() == "finished" and job.run.has_style and self._is_short(job.run):
                Scoring(job.run).clear_stop()
                self._line_up(_Job("score", job.run, job.gives_way))

    def _is_short(self, run: Run) -> bool:
        with contextlib.suppress(PasticheError, OSError, ValueError, TypeError, KeyError):
            return estimate(run).minutes <= self._score_minutes
        return False


def _start(command: ChildCommand, job: _Job) -> Child:
    name = "log.txt" if job.task == "finetune" else "score.log"
    with (job.run.folder / name).open("ab") as log:
        arguments = command(f"trainer.model.{_module(job)}", str(job.run.folder))
        return Child(arguments, folder=job.run.folder, log=log, longest=None)


def _module(job: _Job) -> str:
    return "blend" if job.task == "finetune" and job.run.blend else job.task


def _cover_last_word(job: _Job) -> None:
    """Write a first event for a child.

    An old last event must not stand when the child is killed before it writes any.
    """
    if job.task == "score":
        Scoring(job.run).say(ScorePhase("starting"))
    elif (said := job.run.events) and isinstance(said[-1], LAST_WORDS):
        job.run.append(Phase("starting"))


def _close_silence(job: _Job, code: int, offset: int) -> None:
    """Write the last event for a child that failed without one.

    A killed one can be resumed; one that found the run held by another process leaves the last word to that one.
    """
    if code <= 0:
        return
    if job.task == "score":
        scoring = Scoring(job.run)
        silent = not scoring.is_over and scoring.status() != "running"
    else:
        said, _ = job.run.read_events(offset)
        silent = not (said and isinstance(said[-1], LAST_WORDS)) and not job.run.child_lives()
    if silent:
        _fail(job, error_messages.ENDED_SILENTLY[job.task])


def _fail(job: _Job, why: Message) -> None:
    """Write the failure of a child as its last event."""
    if job.task == "score":
        Scoring(job.run).say(ScoringFailed(why.english, bug=True, russian=why.russian))
    else:
        job.run.failed(why, bug=True)


def _end_after_grace(child: Child, seconds: float) -> None:
    with contextlib.suppress(subprocess.TimeoutExpired):
        child.wait(seconds)
        return
    child.end()
