"""Events of a run as the page shows them.

Not covered: how a progress is worded (`ui/html/run_sentences.py`) and looks (`ui/html/markup.py`).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import singledispatch

from trainer.runs.events import (
    CheckpointSaved,
    Evaluated,
    Event,
    Failed,
    Finished,
    Phase,
    ReplayLogged,
    Sampled,
    Started,
    StepLogged,
    Stopped,
    ViewsLogged,
    ViewsWritten,
)


@dataclass(frozen=True)
class Point:
    """One measured loss."""

    step: int
    loss: float


@dataclass(frozen=True)
class Progress:
    """State of a run, folded from its events."""

    phase: str = ""
    engine: str = ""
    examples: int = 0
    tasks: Mapping[str, int] = field(default_factory=dict)
    """How many of the examples each task has."""
    cut: int = 0
    """How many of the author's are not learnt to their end."""
    lost: int = 0
    """How many more there would be, had they any room."""
    viewed: ViewsLogged | None = None
    """How far the base is with its views of the passages."""
    replayed: ReplayLogged | None = None
    """How far the base is with its own answers, to be learnt beside the author's text."""
    views: ViewsWritten | None = None
    """What came of them."""
    steps: int = 0
    step: int = 0
    tokens_per_second: float = 0.0
    seconds_left: float | None = None
    training: tuple[Point, ...] = ()
    measured: tuple[Evaluated, ...] = ()
    """The evaluations on the way that led here, each step once."""
    checkpoint: int = 0
    """The step a resume would go on from."""
    last_word: Finished | Stopped | Failed | None = None


def fold(progress: Progress, events: list[Event]) -> Progress:
    """Return the progress after some more events."""
    for event in events:
        progress = after(event, progress)
    return progress


@singledispatch
def after(event: object, progress: Progress) -> Progress:
    """Return the progress after an event; an unknown kind raises."""
    raise TypeError(f"The page does not know events of the kind {type(event).__name__}.")


@after.register
def _started(event: Started, progress: Progress) -> Progress:
    """Return the progress after a start or a resume.

    A resume goes on from a checkpoint: what was measured after it is measured again.
    """
    return replace(
        progress,
        engine=event.engine,
        examples=event.examples,
        tasks={str(task): count for task, count in event.tasks.items()},
        cut=event.cut,
        lost=event.lost,
        steps=event.steps,
        step=event.resumed_from,
        training=_until(progress.training, event.resumed_from),
        measured=tuple(one for one in progress.measured if one.step <= event.resumed_from),
        last_word=None,
    )


@after.register
def _phase(event: Phase, progress: Progress) -> Progress:
    return replace(progress, phase=event.name, last_word=None, seconds_left=None)


@after.register
def _views_logged(event: ViewsLogged, progress: Progress) -> Progress:
    return replace(progress, viewed=event, seconds_left=event.seconds_left)


@after.register
def _replay_logged(event: ReplayLogged, progress: Progress) -> Progress:
    return replace(progress, replayed=event, seconds_left=event.seconds_left)


@after.register
def _views_written(event: ViewsWritten, progress: Progress) -> Progress:
    return replace(progress, views=event)


@after.register
def _step_logged(event: StepLogged, progress: Progress) -> Progress:
    return replace(
        progress,
        step=event.step,
        steps=event.steps,
        tokens_per_second=event.tokens_per_second,
        seconds_left=event.seconds_left,
        training=(*progress.training, Point(event.step, event.loss)),
    )


@after.register
def _evaluated(event: Evaluated, progress: Progress) -> Progress:
    # A resume measures its checkpoint once more.
    return replace(progress, measured=(*[one for one in progress.measured if one.step != event.step], event))


@after.register
def _sampled(event: Sampled, progress: Progress) -> Progress:
    return progress  # the texts are in a file of their own


@after.register
def _checkpoint_saved(event: CheckpointSaved, progress: Progress) -> Progress:
    return replace(progress, checkpoint=event.step)


@after.register
def _finished(event: Finished, progress: Progress) -> Progress:
    return replace(progress, last_word=event, step=event.step)


@after.register
def _stopped(event: Stopped, progress: Progress) -> Progress:
    return replace(progress, last_word=event, step=event.step)


@after.register
def _failed(event: Failed, progress: Progress) -> Progress:
    return replace(progress, last_word=event)


def _until(points: tuple[Point, ...], step: int) -> tuple[Point, ...]:
    return tuple(point for point in points if point.step <= step)
