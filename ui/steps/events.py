"""What most event listeners share: settings, inputs and outputs by component."""

from collections.abc import Callable, Generator
from typing import Any, TypeVar

import gradio as gr
from gradio.blocks import Block

HIDDEN: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
"""No progress bar over the outputs, and no name in the API."""
QUICK: dict[str, Any] = {**HIDDEN, "queue": False}
"""For a handler that answers at once: it never waits behind one that takes long."""
Values = dict[Block, Any]
"""What a handler gets whose inputs are a set: their values by component."""
Updates = dict[Block, Any]
"""What a handler returns: new values of outputs by component; the others stay as they are."""

Shown = TypeVar("Shown")
Outcome = TypeVar("Outcome")


def unchanged() -> Updates:
    """Return no new value; an empty dictionary would be one to Gradio."""
    skip: Updates = gr.skip()
    return skip


def progress(
    steps: Generator[Shown, None, Outcome], show: Callable[[Shown], Updates]
) -> Generator[Updates, None, Outcome]:
    """Yield what a job's steps show, and return its outcome."""
    while True:
        try:
            step = next(steps)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
        yield show(step)
