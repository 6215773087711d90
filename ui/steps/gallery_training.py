"""The gallery's styles on a larger base: trained in the background with one click, watched, and put back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from ui.guard import Guard
from ui.html import markup, run_progress
from ui.steps import sign_in
from ui.strings.strings import Strings
from ui.visitors.gallery_training import Retrained
from ui.visitors.visitors import Visitors

EVERY_SECONDS = 2.0


@dataclass(frozen=True)
class RetrainStep:
    """The parts that other steps speak to."""

    refresh: Callable[..., Any]
    """Handler () -> the view of how far it is; nothing where there is nothing to train or to put back."""
    view: list[gr.components.Component]
    """Its outputs."""
    changed: gr.Textbox
    """Changes when the gallery has other styles than before."""


def build(visitors: Visitors, t: Strings) -> RetrainStep:
    """Build the step and return what other steps need of it."""
    guard = Guard(t)
    handlers = _Handlers(visitors, t)
    timer = gr.Timer(EVERY_SECONDS, active=False)
    with gr.Column(visible=False, elem_id="retrain") as panel:
        told = gr.HTML("", elem_id="retrain-told")
        with gr.Row(elem_classes="actions"):
            begin = gr.Button(t.resume, elem_id="retrain-begin", scale=0, min_width=340)
            stop = gr.Button(t.stop, visible=False, elem_id="retrain-stop", scale=0, min_width=110)
            back = gr.Button(t.retrain_back, visible=False, elem_id="retrain-back", scale=0, min_width=340)
    changed = gr.Textbox(
        handlers.active(), visible="hidden", show_label=False, label="changed", elem_id="retrain-changed"
    )

    view: list[Any] = [panel, told, begin, stop, back, timer, changed]
    quick: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
    timer.tick(guard(handlers.view), None, view, **quick)
    begin.click(guard(handlers.begin), None, view, **quick)
    stop.click(guard(handlers.stop), None, view, **quick)
    back.click(guard(handlers.put_back), None, view, **quick)
    return RetrainStep(handlers.view, view, changed)


class _Handlers:
    """What happens when something is pressed; plain functions over the studio."""

    def __init__(self, visitors: Visitors, t: Strings) -> None:
        self._visitors, self._t = visitors, t
        self._retraining = visitors.gallery_training

    def begin(self, signed_in: gr.OAuthToken | None = None) -> tuple[Any, ...]:
        """Train what is not trained yet."""
        return self._decided(self._retraining.begin, signed_in)

    def stop(self, signed_in: gr.OAuthToken | None = None) -> tuple[Any, ...]:
        """Stop the training; what was learnt is kept."""
        return self._decided(self._retraining.stop, signed_in)

    def put_back(self, signed_in: gr.OAuthToken | None = None) -> tuple[Any, ...]:
        """Use the styles that ship again."""
        return self._decided(self._retraining.put_back, signed_in)

    def _decided(self, act: Callable[[], None], signed_in: gr.OAuthToken | None) -> tuple[Any, ...]:
        """Do what whoever runs this computer decides for all its visitors; who is signed in comes from Gradio."""
        self._visitors.hub.check_decides_here(sign_in.token_of(signed_in))
        act()
        return self.view()

    def view(self) -> tuple[Any, ...]:
        """Return how far it is."""
        t, retraining = self._t, self._retraining
        base, active, runs = retraining.base, retraining.active, retraining.runs
        busy = any(one.is_busy for one in runs)
        missing = base is not None and not retraining.is_done
        lines = [self._line(one) for one in runs if missing or busy]
        if active:
            told = ", ".join(f"{name} ({of})" for name, of in active.items())
            lines.insert(0, markup.line(t.retrain_done.format(styles=told), live=True))
        elif base and missing and not runs:
            lines.insert(0, markup.line(t.retrain_lead.format(base=base.name)))
        label = t.resume if runs else t.retrain_begin.format(base=base.name if base else "")
        return (
            gr.Column(visible=self._visitors.hub.somebody_decides and (missing or busy or bool(active))),
            markup.heading(t.retrain_title, level=3) + "".join(lines),
            gr.Button(label, visible=missing and not busy),
            gr.Button(visible=busy),
            gr.Button(visible=bool(active) and not busy),
            gr.Timer(active=busy),
            self.active(),
        )

    def active(self) -> str:
        """Return what tells the gallery as it is now from what it was."""
        return " ".join(str(style.adapter.parent.name) for style in self._visitors.gallery())

    def _line(self, one: Retrained) -> str:
        """Return what one of the runs is doing, and how long it will take."""
        t, progress, state = self._t, run_progress.fold(run_progress.Progress(), one.run.events), one.state
        said = run_progress.headline(progress, state.status, state.place, state.stopping, t)
        if one.measured:
            said = t.score_phases["starting"]
        elif state.status == "running" and progress.seconds_left is not None:
            said += f" {t.figure_left}: {run_progress.duration(progress.seconds_left, t)}."
        kind = "busy" if one.is_busy else "warning" if state.status == "failed" else ""
        return markup.line(f"{one.run.about.name}. {said}", kind, live=True)
