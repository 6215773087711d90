"""Part of step 1: the fingerprint, in a drawer.

It is measured when the drawer is opened, and not before.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr
from gradio.blocks import Block

from ui.guard import Guard
from ui.html import markup
from ui.html.fingerprint_plots import plots
from ui.steps.events import HIDDEN, QUICK, Updates, unchanged
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors


@dataclass(frozen=True)
class Parts:
    """The components of the drawer."""

    owner: gr.BrowserState
    is_open: gr.State
    drawer: gr.Accordion
    """Hidden until there are texts."""
    plots: gr.HTML

    @property
    def drawn(self) -> list[Block]:
        """What changes with the fingerprint."""
        return [self.is_open, self.plots]


@dataclass(frozen=True)
class FingerprintStep:
    """What the texts' step needs of it."""

    parts: Parts
    handlers: "Handlers"


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> FingerprintStep:
    """Build the drawer and return what the texts' step needs."""
    is_open = gr.State(False)
    with gr.Accordion(t.fingerprint, open=False, visible=False, elem_id="fingerprint") as drawer:
        parts = Parts(owner=owner, is_open=is_open, drawer=drawer, plots=gr.HTML(""))
    handlers = Handlers(visitors, t, parts)
    drawer.expand(handlers.guard(handlers.open), owner, parts.drawn, concurrency_limit=2, **HIDDEN)
    drawer.collapse(handlers.close, None, is_open, **QUICK)
    return FingerprintStep(parts, handlers)


class Handlers:
    """What happens when the drawer is opened, or the texts change."""

    def __init__(self, visitors: Visitors, t: Strings, parts: Parts) -> None:
        self.guard = Guard(t)
        self._visitors, self._t, self._parts = visitors, t, parts

    def open(self, owner: str) -> Iterator[Updates]:
        """Yield that the texts are measured, then their fingerprint."""
        measuring = markup.line(self._t.fingerprint_measuring, "busy", live=True)
        yield {self._parts.is_open: True, self._parts.plots: measuring}
        yield self._measured(owner)

    def close(self) -> Updates:
        """Measure nothing more until it is opened again."""
        return {self._parts.is_open: False}

    def refresh(self, owner: str, is_open: bool) -> Updates:
        """Return the texts' fingerprint anew, if the drawer is open."""
        return self._measured(owner) if is_open else unchanged()

    def _measured(self, owner: str) -> Updates:
        measured = self._visitors.texts.fingerprint(owner)
        return {self._parts.plots: plots(*measured, self._t) if measured else ""}
