"""A step of the page on its own, with the components that its handlers speak of."""

from collections.abc import Callable
from typing import TypeVar

import gradio as gr

Step = TypeVar("Step")


def built(make: Callable[[gr.BrowserState], Step]) -> Step:
    """Return what `make` builds for an owner, in a page of its own."""
    with gr.Blocks(analytics_enabled=False):
        return make(gr.BrowserState(""))
