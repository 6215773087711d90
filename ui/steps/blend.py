"""Blending: two styles on one base become a third, which is kept and compared like any other."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from styles.i18n.message import as_message
from trainer.runs.events import Failed
from ui.guard import Guard
from ui.html import markup
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors

EVERY_SECONDS = 0.5
PATIENCE_SECONDS = 600
"""How long the page waits beside a blend; one that waits longer for its turn is found in the list."""


@dataclass(frozen=True)
class BlendStep:
    """The parts that other steps speak to."""

    blended: gr.events.Dependency
    """Is over when the blend is there."""


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> BlendStep:
    """Build the step inside an accordion and return what other steps need of it."""
    guard = Guard(t)
    handlers = _Handlers(visitors, t)
    with gr.Accordion(t.blend_title, open=False, elem_id="blend-panel") as panel:
        gr.HTML(markup.line(t.blend_lead))
        with gr.Row(equal_height=True):
            first = gr.Dropdown([], label=t.blend_first, elem_id="blend-first", filterable=False, min_width=240)
            second = gr.Dropdown([], label=t.blend_second, elem_id="blend-second", filterable=False, min_width=240)
        with gr.Row(equal_height=True):
            weight = gr.Slider(
                0,
                1,
                value=0.5,
                step=0.05,
                label=t.blend_weight,
                info=t.blend_weight_info,
                elem_id="blend-weight",
                min_width=240,
            )
            name = gr.Textbox(label=t.style_name, max_length=80, elem_id="blend-name", min_width=240)
        button = gr.Button(t.blend, variant="primary", elem_id="blend", scale=0, min_width=180)
        status = gr.HTML("", elem_id="blend-status")

    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    panel.expand(guard(handlers.open), [owner, first, second], [first, second], **hidden, queue=False)
    begun = button.click(lambda: gr.Button(interactive=False), None, button, **hidden, queue=False)
    blended = begun.then(
        guard(handlers.blend), [owner, first, second, weight, name], status, concurrency_limit=4, **hidden
    )
    blended.then(lambda: gr.Button(interactive=True), None, button, **hidden, queue=False)
    return BlendStep(blended)


class _Handlers:
    """What happens when something is pressed; plain functions over the studio."""

    def __init__(self, visitors: Visitors, t: Strings) -> None:
        self._visitors = visitors
        self._t = t

    def open(self, owner: str, first: str | None, second: str | None) -> tuple[Any, Any]:
        """Return both lists: the styles that are adapters, two different ones chosen."""
        adapters = [style for style in self._visitors.styles(owner) if style.is_ready and style.has_strength]
        choices = [(style.name, style.id) for style in adapters]
        ids = [style.id for style in adapters]
        first = first if first in ids else next(iter(ids), None)
        second = second if second in ids else next((one for one in ids if one != first), None)
        return gr.Dropdown(choices=choices, value=first), gr.Dropdown(choices=choices, value=second)

    def blend(self, owner: str, first: str | None, second: str | None, weight: float, name: str) -> Iterator[str]:
        """Yield how far the blend is."""
        t = self._t
        run = self._visitors.blend(owner, first or "", second or "", float(weight), name.strip())
        for _ in range(round(PATIENCE_SECONDS / EVERY_SECONDS)):
            state = self._visitors.state(owner, run.id)
            if state.status not in ("waiting", "running"):
                break
            waits = t.run_waiting_behind.format(runs=t.counted("runs", state.place)) if state.place else ""
            yield markup.line(waits or t.blend_doing, "busy", live=True)
            time.sleep(EVERY_SECONDS)
        last = run.events[-1] if run.events else None
        if isinstance(last, Failed):
            yield markup.line(t.bug if last.bug else as_message(last).text(t.code), "warning", live=True)
        elif run.has_style:
            yield markup.line(t.blend_done.format(name=run.about.name), live=True)
