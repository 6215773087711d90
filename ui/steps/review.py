"""Part of step 1: what was left out, set aside, or looks private; for the author to judge."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from styles.texts.revision import Revision
from ui.guard import Guard
from ui.html import markup, review
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors

_ON_LOAD = """
const open = new Set();
element.addEventListener("click", event => {
    const button = event.target.closest("[data-act]");
    if (button) trigger("select", {
        act: button.dataset.act, of: button.dataset.of, use: button.dataset.use === "1",
    });
});
// The list is drawn anew after each decision; what was open stays open.
element.addEventListener("toggle", event => {
    const key = event.target.dataset?.key;
    if (key) event.target.open ? open.add(key) : open.delete(key);
}, true);
new MutationObserver(() => {
    for (const one of element.querySelectorAll("details[data-key]"))
        if (open.has(one.dataset.key)) one.open = true;
}).observe(element, { childList: true, subtree: true });
"""


@dataclass(frozen=True)
class ReviewStep:
    """The parts that the texts' step speaks to."""

    show: Callable[..., Any]
    """Handler (owner) -> the review of the texts as they are now."""
    shown: list[gr.components.Component]
    """Its outputs."""
    decided: Callable[..., Any]
    """Register a handler for after a decision."""


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> ReviewStep:
    """Build the review inside an accordion and return what the texts' step needs of it."""
    guard = Guard(t)
    notice = gr.HTML("", elem_id="private-notice")
    with gr.Accordion(t.review_title, open=False, visible=False, elem_id="review") as accordion:
        gr.HTML(markup.line(t.review_lead))
        chosen = gr.Dropdown([], label=t.review_text, elem_id="review-text", visible=False)
        panel = gr.HTML("", js_on_load=_ON_LOAD, elem_id="review-panel")

    def show(visitor: str) -> tuple[Any, ...]:
        places = [(one.name, place) for place, one in enumerate(visitors.texts.readings(visitor)) if one.text]
        first = places[0][1] if places else None
        return (
            gr.Accordion(visible=bool(places)),
            gr.Dropdown(choices=places, value=first, visible=len(places) > 1),
            *drawn(visitor, first),
        )

    def drawn(visitor: str, place: int | None) -> tuple[str, str]:
        """Return the notice and the lists."""
        revision, corpus = visitors.texts.revision(visitor), visitors.texts.reported(visitor)
        text = visitors.texts.text(visitor, place) if place is not None else None
        if text is None or corpus is None:
            return "", ""
        things = visitors.texts.private_things(visitor)
        lists = (
            review.private_things(things, revision.masked, t),
            review.removals(text.name, text.removals, revision.numbers(text.name), t),
            review.set_aside(corpus, revision.kept, t),
        )
        return review.private_notice(things, revision.masked, t), "".join(lists)

    def decide(visitor: str, place: int | None, event: gr.EventData) -> tuple[str, str]:
        act, key, use = str(event.act), str(event.of), bool(event.use)
        visitors.texts.revise(visitor, _decided(visitors, visitor, place, act, key, use))
        return drawn(visitor, place)

    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    chosen.input(guard(drawn), [owner, chosen], [notice, panel], **quiet)
    decided = panel.select(guard(decide), [owner, chosen], [notice, panel], **quiet)
    return ReviewStep(show, [accordion, chosen, notice, panel], decided.then)


def _decided(visitors: Visitors, visitor: str, place: int | None, act: str, key: str, use: bool) -> Revision:
    """Return the visitor's decisions after a button was pressed."""
    revision = visitors.texts.revision(visitor)
    if act.startswith("private"):
        return revision.masking(review.things_of(visitors.texts.private_things(visitor), act, key), use)
    if act.startswith("aside"):
        corpus = visitors.texts.reported(visitor)
        return revision.keeping(review.ids_of(corpus, revision.kept, act, key), use) if corpus else revision
    text = visitors.texts.text(visitor, place) if place is not None else None
    if text is None:
        return revision
    return revision.putting_back(text.name, review.numbers_of(text.removals, act, key), use)
