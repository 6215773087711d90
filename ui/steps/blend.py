"""Blending: two styles on one base become a third.

It is kept and compared like any other.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr

from styles.i18n.message import as_message
from trainer.runs.events import Failed
from ui.guard import Guard
from ui.html import markup
from ui.steps.events import HIDDEN, QUICK, Updates
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors

EVERY_SECONDS = 0.5
PATIENCE_SECONDS = 600
"""How long the page waits beside a blend; one that waits longer for its turn is found in the list."""


@dataclass(frozen=True)
class Parts:
    """The components of the step."""

    panel: gr.Accordion
    first: gr.Dropdown
    second: gr.Dropdown
    weight: gr.Slider
    name: gr.Textbox
    button: gr.Button
    status: gr.HTML


@dataclass(frozen=True)
class BlendStep:
    """What other steps need of this one."""

    parts: Parts
    handlers: "Handlers"
    blended: gr.events.Dependency
    """Is over when the blend is there."""


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> BlendStep:
    """Build the step in an accordion; return what other steps need."""
    parts = _components(t)
    handlers = Handlers(visitors, t, parts)
    guard = handlers.guard
    lists = [parts.first, parts.second]
    parts.panel.expand(guard(handlers.open), [owner, *lists], lists, **QUICK)
    begun = parts.button.click(lambda: gr.Button(interactive=False), None, parts.button, **QUICK)
    blended = begun.then(
        guard(handlers.blend), [owner, *lists, parts.weight, parts.name], parts.status, concurrency_limit=4, **HIDDEN
    )
    blended.then(lambda: gr.Button(interactive=True), None, parts.button, **QUICK)
    return BlendStep(parts, handlers, blended)


def _components(t: Strings) -> Parts:
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
    return Parts(panel=panel, first=first, second=second, weight=weight, name=name, button=button, status=status)


class Handlers:
    """What happens when something is pressed."""

    def __init__(self, visitors: Visitors, t: Strings, parts: Parts) -> None:
        self.guard = Guard(t)
        self._visitors, self._t, self._parts = visitors, t, parts

    def open(self, owner: str, first: str | None, second: str | None) -> Updates:
        """Return both lists: the styles that are adapters, two different ones chosen."""
        adapters = [style for style in self._visitors.styles(owner) if style.is_ready and style.has_strength]
        choices = [(style.name, style.id) for style in adapters]
        ids = [style.id for style in adapters]
        first = first if first in ids else next(iter(ids), None)
        second = second if second in ids else next((style_id for style_id in ids if style_id != first), None)
        return {
            self._parts.first: gr.Dropdown(choices=choices, value=first),
            self._parts.second: gr.Dropdown(choices=choices, value=second),
        }

    def blend(self, owner: str, first: str | None, second: str | None, weight: float, name: str) -> Iterator[Updates]:
        """Yield how far the blend is."""
        t, status = self._t, self._parts.status
        run = self._visitors.blend(owner, first or "", second or "", float(weight), name.strip())
        for _ in range(round(PATIENCE_SECONDS / EVERY_SECONDS)):
            state = self._visitors.state(owner, run.id)
            if state.status not in ("waiting", "running"):
                break
            waits = t.run_waiting_behind.format(runs=t.counted("runs", state.place)) if state.place else ""
            yield {status: markup.line(waits or t.blend_doing, "busy", live=True)}
            time.sleep(EVERY_SECONDS)
        last = run.events[-1] if run.events else None
        if isinstance(last, Failed):
            yield {status: markup.line(t.bug if last.bug else as_message(last).text(t.code), "warning", live=True)}
        elif run.has_style:
            yield {status: markup.line(t.blend_done.format(name=run.about.name), live=True)}
