"""What the command line shows while children work: a training, a measuring, a comparison, and how far each is."""

import sys

from styles.measures.meaning import compare_facts
from styles.measures.retrieval import PassageIndex
from trainer.compare.comparison import (
    PASSAGES_SHOWN,
    Answered,
    Comparison,
    Done,
    Paraphrase,
    Paraphrasing,
    Ready,
    TextDelta,
    Trouble,
)
from trainer.errors import RunError
from trainer.home import default_home
from trainer.hub.progress import Step
from trainer.library.style import Style
from trainer.processes.generator import Generator
from trainer.processes.queue import TrainingQueue
from trainer.runs.events import (
    Evaluated,
    Event,
    Failed,
    Finished,
    ReplayLogged,
    Sampled,
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


def train(run: Run, again: str = "finetune --resume {run}") -> None:
    """Train a run in a child and print what it says; Ctrl-C stops it and keeps what was learnt.

    `again` is the command that goes on with it when it is ended from outside.
    """
    queue = TrainingQueue()
    queue.start(run)
    offset, asked = run.read_events()[1], False
    while True:
        try:
            over = queue.wait(run, 0.5)
            events, offset = run.read_events(offset)
            for event in events:
                _print_event(event)
            if over:
                break
        except KeyboardInterrupt:
            if asked:
                queue.close()
                raise
            asked = True
            print("Stopping; what was learnt is kept. Press Ctrl-C again to end at once.")
            queue.stop(run)
    last = run.events[-1] if run.events else None
    if isinstance(last, Failed):
        raise RunError(last.sentence)
    if not isinstance(last, Finished | Stopped):
        raise RunError(f"The training process was ended from outside. Go on with: {again.format(run=run.id)}")


def measure(run: Run, again: str = "score {run}") -> None:
    """Measure a run in a child and print its scorecard; Ctrl-C stops it and keeps the answers so far."""
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
    last = next(iter(scoring.events[::-1]), None)
    if isinstance(last, ScoringFailed):
        raise RunError(last.sentence)
    card = scoring.scorecard
    if not isinstance(last, Scored) or card is None or not card.is_whole:
        raise RunError(f"The measuring was ended before it was done. Go on with: {again.format(run=run.id)}")
    for said in headlines(card, "en"):
        print(f"{said.title}: {said.figure} ({said.judged}). {said.sentence}")
    for remark in remarks(card, "en"):
        print(remark)
    print(f"Measured in {card.seconds:.0f} s; the numbers are in {run.folder / 'scorecard.json'}.")


def show(style: Style, prompt: str, mode: str, strength: float, seed: int, tokens: int) -> None:
    """Ask every column of a style and print what each wrote, and of a draft what was made of it."""
    nearest = PassageIndex(style.passages).nearest(prompt, PASSAGES_SHOWN) if style.passages else []
    comparison = Comparison(
        prompt,
        mode,  # type: ignore[arg-type]
        style.language,
        columns=style.columns,
        adapter=str(style.adapter),
        passages=tuple(style.passages[place] for place in nearest),
        strength=strength,
        seed=seed,
        max_new_tokens=tokens,
    )
    texts = dict.fromkeys(style.columns, "")
    paraphrase: list[Paraphrase] = []
    generator = Generator(default_home() / "generate.log")
    try:
        for message in generator.compare(style.base, comparison):
            match message:
                case TextDelta():
                    texts[message.column] += message.text
                case Paraphrase():
                    paraphrase.append(message)
                case Trouble():
                    raise RunError(message.sentence)
                case Done():
                    shots = message.shots
                case Ready() | Answered() | Paraphrasing():
                    pass
    finally:
        generator.close()
    for plain in paraphrase:
        print(f"\n--- {_ORIGINS[plain.origin]} ---\n{plain.text}")
    titles = {"base": "Base", "few_shot": f"Base shown {shots} passages", "styled": f"Styled: {style.name}"}
    for column, text in texts.items():
        print(f"\n--- {titles[column]} ---\n{text.strip()}")
        if paraphrase:
            found = compare_facts(text, prompt)
            for name, listed in (("Missing", found.missing), ("New", found.added)):
                print(f"{name} names and numbers: {', '.join(listed) or 'none'}.")


def print_progress(progress: Progress) -> None:
    """Show how far a long job is, on a terminal only and on one line."""
    if sys.stderr.isatty() and progress.of != 1:
        line = f"{progress.done:,} of {progress.of:,}" if progress.of else f"{progress.done:,} parts"
        line = f"{line}  {progress.name}"[:79]
        print(f"\r{line:<79}", end="" if progress.name else "\n", file=sys.stderr, flush=True)


def print_hub_step(step: Step) -> None:
    """Show what is on its way to or from the Hub, on a terminal only and on one line."""
    if sys.stderr.isatty():
        doing = step.phase.replace("_", " ") + (f" {step.done / 1e6:.1f} of {step.of / 1e6:.1f} MB" if step.of else "")
        print(f"\r{doing:<79}", end="\n" if step.of and step.done == step.of else "", file=sys.stderr, flush=True)


def _print_event(event: Event) -> None:
    match event:
        case Started():
            resumed = f", resumed from step {event.resumed_from}" if event.resumed_from else ""
            tasks = ", ".join(f"{count} {task}" for task, count in sorted(event.tasks.items()))
            each = f" ({tasks})" if tasks else ""
            print(f"{event.examples} examples{each}, {event.steps} steps, {event.engine} on {event.device}{resumed}")
            if event.cut or event.lost:
                print(
                    f"Longer than max_length: {event.cut} are learnt without their end, {event.lost} more not at all."
                )
        case ViewsLogged() if event.done:
            left = "" if event.seconds_left is None else f", {event.seconds_left:.0f} s left"
            print(f"  {event.done} of {event.total} briefs and plain versions are written or given up{left}")
        case ReplayLogged():
            left = "" if event.seconds_left is None else f", {event.seconds_left:.0f} s left"
            print(f"  {event.done / max(1, event.total):.0%} of the base's own answers are written down{left}")
        case ViewsWritten(able=False):
            print("The base does not follow instructions well enough to write briefs: keywords take their place.")
        case ViewsWritten():
            print(f"Of {event.passages} passages the base wrote {event.briefs} briefs, {event.neutral} plain versions.")
            for view in event.given_up:
                print(f"None of its {'briefs' if view == 'brief' else 'plain versions'} can be used.")
        case StepLogged() if event.step % max(1, event.steps // 20) == 0:
            print(
                f"step {event.step}/{event.steps}  loss {event.loss:.3f}  {event.tokens_per_second:.0f} tokens/s  "
                f"{event.seconds_left:.0f} s left"
            )
        case Evaluated():
            general = "" if event.general_loss is None else f", general loss {event.general_loss:.4f}"
            copied = "" if event.copied is None else f", copies {event.copied:.1%}"
            best = " (best)" if event.best else " (recites)" if event.recites else ""
            print(f"  held-out loss at step {event.step}: {event.held_out_loss:.4f}{general}{copied}{best}")
        case Finished(ending="nothing to train"):
            print("Nothing is trained: the base is shown the author's passages, and that is the style.")
        case Finished(ending="blended"):
            print(f"Blended in {event.seconds:.0f} s.")
        case Finished():
            print(f"Finished at step {event.step} ({event.ending}); kept step {event.best_step}; {event.seconds:.0f} s")
        case Stopped():
            print(f"Stopped at step {event.step}; what was learnt is kept.")
        case Sampled() | _:
            pass


_ORIGINS = {
    "base": "The draft in plain words, which every column rewrites",
    "draft": "The draft as it is: the base gave no plain version that can be used",
    "keywords": "This base follows no instructions; it writes anew from these words of the draft",
}
