"""Progress of a run in sentences and rows of numbers."""

from collections.abc import Mapping

from styles.examples.task_shares import FEW
from styles.i18n.message import as_message
from trainer.runs.events import Evaluated, Failed, Finished, Stopped
from trainer.runs.run import Status
from ui.html.run_progress import Progress
from ui.strings.strings import Strings


def headline(progress: Progress, status: Status, place: int, stopping: bool, t: Strings) -> str:
    """Return what a run is doing, in a sentence."""
    last = progress.last_word
    if status == "waiting":
        return t.run_waiting_behind.format(runs=t.counted("runs", place)) if place else t.run_waiting
    if status == "running":
        return t.run_stopping if stopping else _doing(progress, t)
    if status == "interrupted":
        if progress.checkpoint:
            return t.run_interrupted.format(step=t.number(progress.checkpoint))
        return t.run_interrupted_early if progress.phase else t.run_not_started
    if isinstance(last, Failed):
        said = as_message(last).text(t.code)
        return f"{said} {t.run_bug}" if last.bug else said
    if isinstance(last, Stopped):
        return t.run_stopped.format(step=t.number(last.step))
    if isinstance(last, Finished):
        sentence = t.run_finished[last.ending]
        if last.ending == "began to recite" and last.best_step == last.step:
            sentence = t.run_recites_throughout
        return sentence.format(step=t.number(last.step), best=t.number(last.best_step), time=duration(last.seconds, t))
    return t.run_stopped_waiting


def _doing(progress: Progress, t: Strings) -> str:
    if progress.phase == "viewing" and progress.viewed:
        done, total = (t.number(count) for count in (progress.viewed.done, progress.viewed.total))
        return t.phase_viewing_at.format(done=done, total=total)
    if progress.phase == "replaying" and progress.replayed:
        share = progress.replayed.done / max(1, progress.replayed.total)
        return t.phase_replaying_at.format(percent=t.percent(share))
    phases = {
        "loading": t.phase_loading,
        "viewing": t.phase_viewing,
        "replaying": t.phase_replaying,
        "training": t.phase_training,
        "saving": t.phase_saving,
    }
    return phases.get(progress.phase, t.phase_starting)


def remarks(progress: Progress, t: Strings) -> list[str]:
    """Return sentences about the examples of a run."""
    found, views = [], progress.views
    if views and not views.able:
        found.append(t.views_unable)
    elif views:
        briefs, neutral, passages = (t.number(one) for one in (views.briefs, views.neutral, views.passages))
        found.append(t.views_written.format(briefs=briefs, neutral=neutral, passages=passages))
        found.extend(t.views_given_up[view] for view in views.given_up)
    if progress.tasks:
        found.append(t.examples_by_task.format(tasks=by_task(progress.tasks, t)))
    return found + beyond_the_length(progress.cut, progress.lost, t) + few_examples(progress.tasks, t)


def beyond_the_length(cut: int, lost: int, t: Strings) -> list[str]:
    """Return sentences about examples longer than the recipe's length, if any."""
    told = ((t.examples_cut, cut), (t.examples_lost, lost))
    return [sentence.format(examples=t.counted("examples", count)) for sentence, count in told if count]


def by_task(tasks: Mapping[str, int], t: Strings) -> str:
    """Return how many examples each task has, as a list."""
    named = ((name, tasks.get(task, 0)) for task, name in t.example_tasks.items())
    return ", ".join(f"{name} {t.number(count)}" for name, count in named if count)


def few_examples(tasks: Mapping[str, int], t: Strings) -> list[str]:
    """Return a warning where the author's examples are few."""
    own = sum(count for task, count in tasks.items() if task != "replay")
    return [t.examples_few.format(few=t.number(FEW))] if 0 < own < FEW else []


def figures(progress: Progress, t: Strings) -> list[tuple[str, str]]:
    """Return names and values of the numbers beside the headline.

    What is not known yet is a dash.
    """
    last = progress.training[-1].loss if progress.training else None
    best = min((one.held_out_loss for one in progress.measured), default=None)
    step = t.of.format(part=t.number(progress.step), whole=t.number(progress.steps)) if progress.steps else "–"
    running = progress.last_word is None and progress.seconds_left is not None
    return [
        (t.figure_step, step),
        (t.figure_loss, t.decimal(last, 2)),
        (t.figure_held_out, t.decimal(best, 2)),
        (t.figure_speed, t.per_second.format(tokens=t.number(round(progress.tokens_per_second))))
        if progress.tokens_per_second
        else (t.figure_speed, "–"),
        (t.figure_left, duration(progress.seconds_left or 0, t) if running else "–"),
    ]


def share_done(progress: Progress) -> float:
    """Return how much of the run is done, 0 to 1."""
    if isinstance(progress.last_word, Finished):
        return 1.0
    for phase, preparing in (("viewing", progress.viewed), ("replaying", progress.replayed)):
        if progress.phase == phase and preparing:
            return preparing.done / max(1, preparing.total)
    return min(1.0, progress.step / progress.steps) if progress.steps else 0.0


def duration(seconds: float, t: Strings) -> str:
    """Return a length of time as one says it."""
    if seconds < 50:
        return t.under_a_minute
    minutes = max(1, round(seconds / 60))
    if minutes < 60:
        return t.about.format(time=t.counted("minutes", minutes))
    hours, rest = divmod(5 * round(minutes / 5), 60)
    whole = t.counted("hours", hours)
    return t.about.format(time=f"{whole} {t.counted('minutes', rest)}" if rest else whole)


def first_recital(progress: Progress) -> Evaluated | None:
    """Return the first evaluation that found it reciting, if one did."""
    return next((one for one in progress.measured if one.recites), None)


def plot_sentence(progress: Progress, t: Strings) -> str:
    """Return the loss plot in words, empty before there is one."""
    if not progress.measured:
        return ""
    first, last = progress.measured[0], progress.measured[-1]
    best = min(progress.measured, key=lambda one: one.held_out_loss)
    before, after = (t.decimal(one.held_out_loss, 2) for one in (first, best))
    if last.step == first.step:
        sentences = [t.plot_at_first.format(first=before)]
    else:
        sentences = [t.plot_in_words.format(first=before, best=after, step=t.number(best.step))]
    if first.general_loss is not None and last.general_loss is not None and last.step > first.step:
        sentences.append(
            t.general_in_words.format(first=t.decimal(first.general_loss, 2), last=t.decimal(last.general_loss, 2))
        )
    found = first_recital(progress) or last
    if found.copied is not None and found.copy_limit is not None:
        sentence = t.recites_in_words if found.recites else t.copied_in_words
        sentences.append(
            sentence.format(
                step=t.number(found.step),
                copied=t.percent(found.copied, 1),
                limit=t.percent(found.copy_limit, 1),
            )
        )
    return " ".join(sentences)
