"""Watch a training or a measuring from the command line."""

from collections.abc import Iterator

from trainer.cli.console import print_progress
from trainer.errors import RunError
from trainer.processes.queue import TrainingQueue
from trainer.runs.events import (
    Evaluated,
    Event,
    Failed,
    Finished,
    ReplayLogged,
    Scored,
    ScoreEvent,
    ScorePhase,
    ScoringFailed,
    Started,
    StepLogged,
    Stopped,
    ViewsLogged,
    ViewsWritten,
)
from trainer.runs.run import Run
from trainer.scorecard.score_sentences import beforehand, headlines, minutes, remarks
from trainer.scorecard.scoring import Scoring
from trainer.scorecard.scoring_time import estimate, seconds_left
from trainer.texts.reader import Progress

RESUME = "finetune --resume {run}"


def train(run: Run, again: str = RESUME) -> None:
    """Train a run in a child and print its events."""
    queue = TrainingQueue()
    queue.start(run)
    follow(run, queue, again)


def follow(run: Run, queue: TrainingQueue, again: str = RESUME) -> None:
    """Print the events of a run; Ctrl-C stops it.

    What was learnt is kept. `again` is the command that goes on with the run when it is ended from outside; that, and a
    failed run, raise RunError.
    """
    offset, stopping = run.read_events()[1], False
    while True:
        try:
            over = queue.wait(run, 0.5)
            events, offset = run.read_events(offset)
            for event in events:
                for line in (*_preparation_lines(event), *_training_lines(event)):
                    print(line)
            if over:
                break
        except KeyboardInterrupt:
            if stopping:
                queue.close()
                raise
            stopping = True
            print("Stopping; what was learnt is kept. Press Ctrl-C again to end at once.")
            queue.stop(run)
    last = run.events[-1] if run.events else None
    if isinstance(last, Failed):
        raise RunError(last.sentence)
    if not isinstance(last, Finished | Stopped):
        raise RunError(f"The training process was ended from outside. Go on with: {again.format(run=run.id)}")


def measure(run: Run, again: str = "score {run}") -> None:
    """Measure a run and print its scorecard; Ctrl-C stops it.

    The answers so far are kept. `again` is as in `follow`.
    """
    queue, scoring = TrainingQueue(), Scoring(run)
    queue.score(run)
    expected = estimate(run, card=scoring.scorecard)
    print(f"Measuring takes {minutes(60 * expected.minutes, 'en')} here.")
    if expected.too_few:
        print(beforehand(expected.too_few, "en"))
    shown: ScoreEvent | None = None
    while True:
        try:
            over = queue.wait(run, 0.5, "score")
            last = next(iter(scoring.events[::-1]), None)
            if isinstance(last, ScorePhase) and last != shown:
                left = seconds_left([last])
                name = last.name if left is None else f"{last.name}, {minutes(left, 'en')} left"
                print_progress(Progress(last.done, last.total or 1, name))
                shown = last
            if over:
                break
        except KeyboardInterrupt:
            print("Stopping; what was measured is kept.")
            queue.stop_scoring(run)
    _print_scorecard(scoring, again)


def _print_scorecard(scoring: Scoring, again: str) -> None:
    run = scoring.run
    last = next(iter(scoring.events[::-1]), None)
    if isinstance(last, ScoringFailed):
        raise RunError(last.sentence)
    card = scoring.scorecard
    if not isinstance(last, Scored) or card is None or not card.is_whole:
        raise RunError(f"The measuring was ended before it was done. Go on with: {again.format(run=run.id)}")
    for headline in headlines(card, "en"):
        print(f"{headline.title}: {headline.figure} ({headline.judged}). {headline.sentence}")
    for remark in remarks(card, "en"):
        print(remark)
    print(f"Measured in {card.seconds:.0f} s; the numbers are in {run.folder / 'scorecard.json'}.")


def _preparation_lines(event: Event) -> Iterator[str]:
    """Yield the lines for an event before the training."""
    match event:
        case Started():
            resumed = f", resumed from step {event.resumed_from}" if event.resumed_from else ""
            tasks = ", ".join(f"{count} {task}" for task, count in sorted(event.tasks.items()))
            each = f" ({tasks})" if tasks else ""
            yield f"{event.examples} examples{each}, {event.steps} steps, {event.engine} on {event.device}{resumed}"
            if event.cut or event.lost:
                yield f"Longer than max_length: {event.cut} are learnt without their end, {event.lost} more not at all."
        case ViewsLogged() if event.done:
            left = "" if event.seconds_left is None else f", {event.seconds_left:.0f} s left"
            yield f"  {event.done} of {event.total} briefs and plain versions are written or given up{left}"
        case ReplayLogged():
            left = "" if event.seconds_left is None else f", {event.seconds_left:.0f} s left"
            yield f"  {event.done / max(1, event.total):.0%} of the base's own answers are written down{left}"
        case ViewsWritten(able=False):
            yield "The base does not follow instructions well enough to write briefs: keywords take their place."
        case ViewsWritten():
            yield f"Of {event.passages} passages the base wrote {event.briefs} briefs, {event.neutral} plain versions."
            for view in event.given_up:
                yield f"None of its {'briefs' if view == 'brief' else 'plain versions'} can be used."


def _training_lines(event: Event) -> Iterator[str]:
    """Yield the lines for an event of the training."""
    match event:
        case StepLogged() if event.step % max(1, event.steps // 20) == 0:
            yield (
                f"step {event.step}/{event.steps}  loss {event.loss:.3f}  {event.tokens_per_second:.0f} tokens/s  "
                f"{event.seconds_left:.0f} s left"
            )
        case Evaluated():
            general = "" if event.general_loss is None else f", general loss {event.general_loss:.4f}"
            copied = "" if event.copied is None else f", copies {event.copied:.1%}"
            best = " (best)" if event.best else " (recites)" if event.recites else ""
            yield f"  held-out loss at step {event.step}: {event.held_out_loss:.4f}{general}{copied}{best}"
        case Finished(ending="nothing to train"):
            yield "Nothing is trained: the base is shown the author's passages, and that is the style."
        case Finished(ending="blended"):
            yield f"Blended in {event.seconds:.0f} s."
        case Finished():
            yield f"Finished at step {event.step} ({event.ending}); kept step {event.best_step}; {event.seconds:.0f} s"
        case Stopped():
            yield f"Stopped at step {event.step}; what was learnt is kept."
