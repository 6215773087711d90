"""Training of the gallery's styles on a larger base, in the background.

Started with one click, watched, and put back.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from ui.guard import Guard
from ui.html import markup, run_progress, run_sentences
from ui.steps import sign_in
from ui.steps.events import QUICK, Updates
from ui.strings.strings import Strings
from ui.visitors.gallery_training import Retrained
from ui.visitors.visitors import Visitors

EVERY_SECONDS = 2.0


@dataclass(frozen=True)
class Parts:
    """The components of the step."""

    timer: gr.Timer
    panel: gr.Column
    progress: gr.HTML
    begin: gr.Button
    stop: gr.Button
    back: gr.Button
    changed: gr.Textbox
    """Changes when the gallery has other styles than before."""

    @property
    def view(self) -> list[Any]:
        """What shows how far the training is."""
        return [self.panel, self.progress, self.begin, self.stop, self.back, self.timer, self.changed]


@dataclass(frozen=True)
class GalleryTrainingStep:
    """What other steps need of this one."""

    parts: Parts
    handlers: "Handlers"


def build(visitors: Visitors, t: Strings) -> GalleryTrainingStep:
    """Build the step and return what other steps need of it."""
    parts = _components(visitors, t)
    handlers = Handlers(visitors, t, parts)
    guard = handlers.guard
    parts.timer.tick(guard(handlers.view), None, parts.view, **QUICK)
    parts.begin.click(guard(handlers.begin), None, parts.view, **QUICK)
    parts.stop.click(guard(handlers.stop), None, parts.view, **QUICK)
    parts.back.click(guard(handlers.put_back), None, parts.view, **QUICK)
    return GalleryTrainingStep(parts, handlers)


def _components(visitors: Visitors, t: Strings) -> Parts:
    timer = gr.Timer(EVERY_SECONDS, active=False)
    with gr.Column(visible=False, elem_id="retrain") as panel:
        progress = gr.HTML("", elem_id="retrain-told")
        with gr.Row(elem_classes="actions"):
            begin = gr.Button(t.resume, elem_id="retrain-begin", scale=0, min_width=340)
            stop = gr.Button(t.stop, visible=False, elem_id="retrain-stop", scale=0, min_width=110)
            back = gr.Button(t.retrain_back, visible=False, elem_id="retrain-back", scale=0, min_width=340)
    changed = gr.Textbox(
        _active(visitors), visible="hidden", show_label=False, label="changed", elem_id="retrain-changed"
    )
    return Parts(timer=timer, panel=panel, progress=progress, begin=begin, stop=stop, back=back, changed=changed)


def _active(visitors: Visitors) -> str:
    """Return a text that changes whenever the gallery does."""
    return " ".join(str(style.adapter.parent.name) for style in visitors.gallery())


class Handlers:
    """What happens when something is pressed."""

    def __init__(self, visitors: Visitors, t: Strings, parts: Parts) -> None:
        self.guard = Guard(t)
        self._visitors, self._t, self._parts = visitors, t, parts
        self._training = visitors.gallery_training

    def begin(self, signed_in: gr.OAuthToken | None = None) -> Updates:
        """Train what is not trained yet."""
        return self._decided(self._training.begin, signed_in)

    def stop(self, signed_in: gr.OAuthToken | None = None) -> Updates:
        """Stop the training; what was learnt is kept."""
        return self._decided(self._training.stop, signed_in)

    def put_back(self, signed_in: gr.OAuthToken | None = None) -> Updates:
        """Use the styles that ship again."""
        return self._decided(self._training.put_back, signed_in)

    def _decided(self, act: Callable[[], None], signed_in: gr.OAuthToken | None) -> Updates:
        """Do what whoever runs this computer decides for all its visitors.

        Who is signed in comes from Gradio.
        """
        self._visitors.hub.check_decides_here(sign_in.token_of(signed_in))
        act()
        return self.view()

    def view(self) -> Updates:
        """Return how far the training is.

        Nothing is shown where there is nothing to train or to put back.
        """
        t, training, parts = self._t, self._training, self._parts
        base, active, runs = training.base, training.active, training.runs
        busy = any(run.is_busy for run in runs)
        missing = base is not None and not training.is_done
        lines = [self._line(run) for run in runs if missing or busy]
        if active:
            styles = ", ".join(f"{name} ({base_name})" for name, base_name in active.items())
            lines.insert(0, markup.line(t.retrain_done.format(styles=styles), live=True))
        elif base and missing and not runs:
            lines.insert(0, markup.line(t.retrain_lead.format(base=base.name)))
        label = t.resume if runs else t.retrain_begin.format(base=base.name if base else "")
        return {
            parts.panel: gr.Column(visible=self._visitors.hub.somebody_decides and (missing or busy or bool(active))),
            parts.progress: markup.heading(t.retrain_title, level=3) + "".join(lines),
            parts.begin: gr.Button(label, visible=missing and not busy),
            parts.stop: gr.Button(visible=busy),
            parts.back: gr.Button(visible=bool(active) and not busy),
            parts.timer: gr.Timer(active=busy),
            parts.changed: _active(self._visitors),
        }

    def _line(self, training: Retrained) -> str:
        """Return what a run is doing, and how long it takes."""
        t, run, state = self._t, training.run, training.state
        progress = run_progress.fold(run_progress.Progress(), run.events)
        sentence = run_sentences.headline(progress, state.status, state.place, state.stopping, t)
        if training.measured:
            sentence = t.score_phases["starting"]
        elif state.status == "running" and progress.seconds_left is not None:
            sentence += f" {t.figure_left}: {run_sentences.duration(progress.seconds_left, t)}."
        kind = "busy" if training.is_busy else "warning" if state.status == "failed" else ""
        return markup.line(f"{run.about.name}. {sentence}", kind, live=True)
