"""Part of step 1: the fingerprint, in a drawer; it is measured when the drawer is opened, and not before."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from ui.guard import Guard
from ui.html import markup
from ui.html.fingerprint_plots import plots
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors


@dataclass(frozen=True)
class FingerprintStep:
    """The parts that the texts' step speaks to."""

    drawer: gr.Accordion
    """Hidden until there are texts."""
    refresh: Callable[..., Any]
    """Handler (asked) -> the fingerprint of the texts as they are now, if the drawer is open."""
    asked: list[Any]
    drawn: list[Any]


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> FingerprintStep:
    """Build the drawer and return what the texts' step needs of it."""
    guard = Guard(t)
    is_open = gr.State(False)
    with gr.Accordion(t.fingerprint, open=False, visible=False, elem_id="fingerprint") as drawer:
        drawn = gr.HTML("")

    def measured(visitor: str) -> str:
        found = visitors.texts.fingerprint(visitor)
        return plots(*found, t) if found else ""

    def opened(visitor: str) -> Iterator[tuple[bool, str]]:
        yield True, markup.line(t.fingerprint_measuring, "busy", live=True)
        yield True, measured(visitor)

    def refresh(visitor: str, is_open: bool) -> Any:
        return measured(visitor) if is_open else gr.skip()

    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    drawer.expand(guard(opened), owner, [is_open, drawn], concurrency_limit=2, **hidden)
    drawer.collapse(lambda: False, None, is_open, queue=False, **hidden)
    return FingerprintStep(drawer, refresh, [owner, is_open], [drawn])
