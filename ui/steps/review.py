"""Part of step 1: the review of what cleaning found.

The author judges what was left out, set aside, or looks private.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.blocks import Block

from styles.texts.revision import Revision
from ui.guard import Guard
from ui.html import markup, review
from ui.js.scripts import REVIEWED
from ui.steps.events import HIDDEN, Updates
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors


@dataclass(frozen=True)
class Parts:
    """The components of the review."""

    owner: gr.BrowserState
    notice: gr.HTML
    accordion: gr.Accordion
    chosen: gr.Dropdown
    """The index of the text that is reviewed."""
    panel: gr.HTML

    @property
    def shown(self) -> list[Block]:
        """What changes with the texts."""
        return [self.accordion, self.chosen, self.notice, self.panel]


@dataclass(frozen=True)
class ReviewStep:
    """What the texts' step needs of it."""

    parts: Parts
    handlers: "Handlers"
    decided: Callable[..., Any]
    """Register a handler for after a decision."""


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> ReviewStep:
    """Build the review inside an accordion."""
    parts = components(t, owner)
    handlers, inputs, outputs = Handlers(visitors, t, parts), [owner, parts.chosen], [parts.notice, parts.panel]
    parts.chosen.input(handlers.guard(handlers.drawn), inputs, outputs, **HIDDEN)
    decided = parts.panel.select(handlers.guard(handlers.decide), inputs, outputs, **HIDDEN)
    return ReviewStep(parts, handlers, decided.then)


def components(t: Strings, owner: gr.BrowserState) -> Parts:
    """Build the components."""
    notice = gr.HTML("", elem_id="private-notice")
    with gr.Accordion(t.review_title, open=False, visible=False, elem_id="review") as accordion:
        gr.HTML(markup.line(t.review_lead))
        chosen = gr.Dropdown([], label=t.review_text, elem_id="review-text", visible=False)
        panel = gr.HTML("", js_on_load=REVIEWED, elem_id="review-panel")
    return Parts(owner=owner, notice=notice, accordion=accordion, chosen=chosen, panel=panel)


class Handlers:
    """What happens when the texts change, or something is decided about them."""

    def __init__(self, visitors: Visitors, t: Strings, parts: Parts) -> None:
        self.guard = Guard(t)
        self._texts, self._t, self._parts = visitors.texts, t, parts

    def show(self, owner: str) -> Updates:
        """Return the review of the texts as they are now."""
        readings = enumerate(self._texts.readings(owner))
        choices = [(reading.name, index) for index, reading in readings if reading.text]
        first = choices[0][1] if choices else None
        return {
            self._parts.accordion: gr.Accordion(visible=bool(choices)),
            self._parts.chosen: gr.Dropdown(choices=choices, value=first, visible=len(choices) > 1),
            **self.drawn(owner, first),
        }

    def drawn(self, owner: str, index: int | None) -> Updates:
        """Return the notice and the lists for one text."""
        t, revision, corpus = self._t, self._texts.revision(owner), self._texts.reported(owner)
        text = self._texts.text(owner, index) if index is not None else None
        if text is None or corpus is None:
            return {self._parts.notice: "", self._parts.panel: ""}
        things = self._texts.private_things(owner)
        lists = (
            review.private_things(things, revision.masked, t),
            review.removals(text.name, text.removals, revision.numbers(text.name), t),
            review.set_aside(corpus, revision.kept, t),
        )
        notice = review.private_notice(things, revision.masked, t)
        return {self._parts.notice: notice, self._parts.panel: "".join(lists)}

    def decide(self, owner: str, index: int | None, event: gr.EventData) -> Updates:
        """Keep a decision, and return the lists after it."""
        self._texts.revise(owner, self._decided(owner, index, event))
        return self.drawn(owner, index)

    def _decided(self, owner: str, index: int | None, event: gr.EventData) -> Revision:
        """Return the visitor's decisions after a button was pressed."""
        act, key, use = str(event.act), str(event.of), bool(event.use)
        revision = self._texts.revision(owner)
        if act.startswith("private"):
            return revision.masking(review.things_of(self._texts.private_things(owner), act, key), use)
        if act.startswith("aside"):
            corpus = self._texts.reported(owner)
            return revision.keeping(review.ids_of(corpus, revision.kept, act, key), use) if corpus else revision
        text = self._texts.text(owner, index) if index is not None else None
        if text is None:
            return revision
        return revision.putting_back(text.name, review.numbers_of(text.removals, act, key), use)
