"""The watched run: its progress, its loss, its samples; stop and resume.

Training lives in a child process and the run's folder tells how it goes, so nothing here is lost by a reload: a timer
reads on from where it was.
"""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from trainer.runs.run import Status
from ui.guard import Guard
from ui.html import markup, run_progress, run_sentences
from ui.html.loss_plot import loss_plot
from ui.js import scripts
from ui.steps.events import QUICK, Updates
from ui.strings.strings import Strings
from ui.visitors.run_state import State
from ui.visitors.visitors import Visitors

EVERY_SECONDS = 1.0


@dataclass(frozen=True)
class Watched:
    """The run that a visitor watches, as far as read.

    It stays on the server.
    """

    run: str = ""
    offset: int = 0
    progress: run_progress.Progress = run_progress.Progress()
    status: Status = "waiting"
    samples: int = 0


@dataclass(frozen=True)
class Parts:
    """The components of a watched run."""

    owner: gr.BrowserState
    watched: gr.State
    ended: gr.Textbox
    """Changes when the watched run has come to its end."""
    timer: gr.Timer
    panel: gr.Column
    status: gr.HTML
    stop: gr.Button
    compare_now: gr.Button
    resume: gr.Button
    tell: gr.Button
    plot: gr.HTML
    samples: gr.HTML
    compare: gr.Button

    @property
    def view(self) -> list[Any]:
        """What shows the watched run."""
        return [
            *(self.watched, self.panel, self.status, self.plot, self.samples, self.stop, self.resume),
            *(self.compare_now, self.compare, self.timer, self.ended),
        ]


@dataclass(frozen=True)
class RunStep:
    """What other steps need of this one."""

    parts: Parts
    handlers: "Handlers"


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> RunStep:
    """Build the view of a run, and the way to a comparison."""
    parts = _components(t, owner)
    handlers, watched = Handlers(visitors, t, parts), [owner, parts.watched]
    guard = handlers.guard
    parts.timer.tick(guard(handlers.poll), watched, parts.view, **QUICK)
    parts.stop.click(guard(handlers.stop), watched, parts.view, **QUICK)
    parts.resume.click(guard(handlers.resume), watched, parts.view, **QUICK)
    parts.tell.click(None, None, None, js=scripts.ask_notification(t))
    parts.status.change(None, parts.status, None, js=scripts.watch_run(t))
    return RunStep(parts, handlers)


def _components(t: Strings, owner: gr.BrowserState) -> Parts:
    watched = gr.State(Watched())
    # No state: Gradio tells of a state's change only behind its queue, and the page is polled beside it.
    ended = gr.Textbox(visible="hidden", show_label=False, label="ended", elem_id="run-ended")
    timer = gr.Timer(EVERY_SECONDS, active=False)
    with gr.Column(visible=False, elem_id="run") as panel:
        status = gr.HTML("", elem_id="run-status")
        with gr.Row(elem_classes="actions"):
            stop = gr.Button(t.stop_keep, visible=False, elem_id="stop-run", scale=0, min_width=310)
            # What comes next stands where the visitor is when it is done; step 3 is below the plot.
            compare_now = gr.Button(
                t.compare_it, variant="primary", visible=False, elem_id="compare-now", scale=0, min_width=260
            )
            resume = gr.Button(t.resume, visible=False, elem_id="resume", scale=0, min_width=160)
            tell = gr.Button(t.tell_me, size="sm", elem_id="tell-me", scale=0, min_width=220)
        with gr.Row(equal_height=False):
            with gr.Column(scale=5, min_width=300):
                plot = gr.HTML("", elem_id="plot")
            with gr.Column(scale=6, min_width=300):
                samples = gr.HTML("", elem_id="samples")
    gr.HTML(markup.step_heading(3, t.compare_title, t.compare_lead))
    with gr.Row(elem_classes="actions"):
        compare = gr.Button(
            t.compare_it, variant="primary", interactive=False, elem_id="compare-run", scale=0, min_width=260
        )
    return Parts(
        owner=owner,
        watched=watched,
        ended=ended,
        timer=timer,
        panel=panel,
        status=status,
        stop=stop,
        compare_now=compare_now,
        resume=resume,
        tell=tell,
        plot=plot,
        samples=samples,
        compare=compare,
    )


class Handlers:
    """What happens when something is pressed."""

    def __init__(self, visitors: Visitors, t: Strings, parts: Parts) -> None:
        self.guard = Guard(t)
        self._visitors, self._t, self._parts = visitors, t, parts

    def watch(self, owner: str, run_id: str = "") -> Updates:
        """Return the view of a run from its beginning.

        Without an id it is the visitor's newest.
        """
        if not run_id:
            run_id = next((run.id for run in self._visitors.runs(owner)), "")
        return self._view(owner, Watched(run_id), fresh=True)

    def poll(self, owner: str, watched: Watched) -> Updates:
        """Return what has changed since the last look.

        A run that is gone is looked at no more.
        """
        return self._view(owner, watched, fresh=False)

    def stop(self, owner: str, watched: Watched) -> Updates:
        """Ask the watched run to keep what it has learnt."""
        self._visitors.stop(owner, watched.run)
        return self._view(owner, watched, fresh=True)

    def resume(self, owner: str, watched: Watched) -> Updates:
        """Let the watched run go on."""
        self._visitors.resume(owner, watched.run)
        return self._view(owner, watched, fresh=True)

    def _nothing(self) -> Updates:
        parts = self._parts
        return {
            parts.watched: Watched(),
            parts.panel: gr.Column(visible=False),
            **dict.fromkeys((parts.status, parts.plot, parts.samples, parts.ended), ""),
            **{button: gr.Button(visible=False) for button in (parts.stop, parts.resume, parts.compare_now)},
            parts.compare: gr.Button(interactive=False),
            parts.timer: gr.Timer(active=False),
        }

    def _view(self, owner: str, watched: Watched, fresh: bool) -> Updates:
        """Return the view of a run.

        Unless it is drawn `fresh`, only what has changed.
        """
        t, parts = self._t, self._parts
        if not watched.run or watched.run not in {run.id for run in self._visitors.runs(owner)}:
            return self._nothing()
        events, offset = self._visitors.events(owner, watched.run, watched.offset)
        progress = run_progress.fold(watched.progress, events)
        state = self._visitors.state(owner, watched.run)
        run = self._visitors.run(owner, watched.run)
        samples = self._visitors.samples(owner, watched.run)
        now = Watched(watched.run, offset, progress, state.status, len(samples))
        updates: Updates = {parts.watched: now, parts.status: self._status(now, run.about.name, state)}
        if fresh:
            updates[parts.panel] = gr.Column(visible=True)
        if fresh or events:
            updates[parts.plot] = loss_plot(progress, (sample.step for sample in samples), t)
        if fresh or len(samples) != watched.samples:
            updates[parts.samples] = markup.samples(samples, run.about.language, t)
        turned = fresh or now.status != watched.status
        if turned or state.stopping:
            updates[parts.stop] = gr.Button(visible=state.is_going, interactive=not state.stopping)
        return updates | (self._turned(now, state, run.has_style) if turned else {})

    def _status(self, watched: Watched, name: str, state: State) -> str:
        t, progress = self._t, watched.progress
        status = markup.RunStatus(
            name,
            kind=state.status,
            headline=run_sentences.headline(progress, state.status, state.place, state.stopping, t),
            share=run_sentences.share_done(progress),
            figures=run_sentences.figures(progress, t),
            remarks=run_sentences.remarks(progress, t),
        )
        return markup.status(status, t)

    def _turned(self, watched: Watched, state: State, has_style: bool) -> Updates:
        """Return what changes when the run starts, stops or ends."""
        parts, over = self._parts, not state.is_going
        updates: Updates = {
            parts.resume: gr.Button(visible=over and state.status != "finished"),
            parts.compare_now: gr.Button(visible=over and has_style),
            parts.compare: gr.Button(interactive=over and has_style),
            parts.timer: gr.Timer(active=state.is_going),
        }
        return updates | ({parts.ended: f"{watched.run} {state.status} {watched.offset}"} if over else {})
