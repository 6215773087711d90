"""The gallery's styles on a larger base: trained in the background with one click, watched, and put back."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from trainer.run import Run
from ui import markup, present, sign_in
from ui.guard import Guard
from ui.run_state import State
from ui.studio import Studio
from ui.words import Words

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


def build(studio: Studio, words: Words) -> RetrainStep:
    """Build the step and return what other steps need of it."""
    guard = Guard(words)
    handlers = _Handlers(studio, words)
    timer = gr.Timer(EVERY_SECONDS, active=False)
    with gr.Column(visible=False, elem_id="retrain") as panel:
        told = gr.HTML("", elem_id="retrain-told")
        with gr.Row(elem_classes="actions"):
            begin = gr.Button(words.retrain_go_on, elem_id="retrain-begin", scale=0, min_width=340)
            stop = gr.Button(words.stop, visible=False, elem_id="retrain-stop", scale=0, min_width=110)
            back = gr.Button(words.retrain_back, visible=False, elem_id="retrain-back", scale=0, min_width=340)
    changed = gr.Textbox(visible="hidden", show_label=False, label="changed", elem_id="retrain-changed")

    view: list[Any] = [panel, told, begin, stop, back, timer, changed]
    quick: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
    timer.tick(guard(handlers.view), None, view, **quick)
    begin.click(guard(handlers.begin), None, view, **quick)
    stop.click(guard(handlers.stop), None, view, **quick)
    back.click(guard(handlers.put_back), None, view, **quick)
    return RetrainStep(handlers.view, view, changed)


class _Handlers:
    """What happens when something is pressed; plain functions over the studio."""

    def __init__(self, studio: Studio, words: Words) -> None:
        self._studio, self._words = studio, words
        self._retraining = studio.retraining

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
        self._studio.exchange.check_decides_here(sign_in.token_of(signed_in))
        act()
        return self.view()

    def view(self) -> tuple[Any, ...]:
        """Return how far it is."""
        words, retraining = self._words, self._retraining
        base, worn_by, runs = retraining.base, retraining.worn_by, retraining.runs()
        going = any(state.is_going for _, state in runs)
        missing = base is not None and not retraining.is_done
        lines = [self._line(run, state) for run, state in runs]
        if base and missing and not runs:
            lines.insert(0, markup.line(words.retrain_lead.format(base=base.name)))
        if not missing:
            names = ", ".join(one.name for one in worn_by)
            lines = [markup.line(words.retrain_done.format(base=names), live=True)]
        label = words.retrain_go_on if runs else words.retrain_begin.format(base=base.name if base else "")
        return (
            gr.Column(visible=self._studio.exchange.somebody_decides and (missing or bool(worn_by))),
            markup.heading(words.retrain_title, level=3) + "".join(lines),
            gr.Button(label, visible=missing and not going),
            gr.Button(visible=going),
            gr.Button(visible=bool(worn_by) and not going),
            gr.Timer(active=going),
            " ".join(style.id + str(style.adapter.parent.name) for style in self._studio.gallery()),
        )

    def _line(self, run: Run, state: State) -> str:
        """Return what one of the runs is doing, and how long it will take."""
        words, progress = self._words, present.fold(present.Progress(), run.events)
        said = present.headline(progress, state.status, state.place, state.stopping, words)
        left = ""
        if state.status == "running" and progress.seconds_left is not None:
            left = f" {words.figure_left}: {present.duration(progress.seconds_left, words)}."
        kind = "busy" if state.is_going else "warning" if state.status == "failed" else ""
        return markup.line(f"{run.about.name}. {said}{left}", kind, live=True)
