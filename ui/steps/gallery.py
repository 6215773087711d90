"""The gallery: styles here and on the Hub, compared with a click."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from trainer.errors import PasticheError
from trainer.hub.listing import Listed
from trainer.library.style import Style, ordered
from ui.guard import Guard
from ui.html import hub_progress, markup
from ui.js.scripts import PRESSED
from ui.steps import gallery_training, sign_in
from ui.steps.events import HIDDEN, Updates, progress
from ui.steps.gallery_training import GalleryTrainingStep
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors


@dataclass(frozen=True)
class Parts:
    """The components of the step."""

    owner: gr.BrowserState
    here: gr.HTML
    """The styles that are here."""
    search: gr.Textbox
    language: gr.Dropdown
    find: gr.Button
    there: gr.HTML
    """The styles on the Hub."""
    reference: gr.Textbox
    pull: gr.Button
    status: gr.HTML
    chosen: gr.Textbox
    """Becomes the id of the style that is to be compared."""

    @property
    def pulled(self) -> list[Any]:
        """What follows from a pull."""
        return [self.chosen, self.status, self.here]


@dataclass(frozen=True)
class GalleryStep:
    """What other steps need of this one."""

    parts: Parts
    handlers: "Handlers"
    training: GalleryTrainingStep


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> GalleryStep:
    """Build the step and return what other steps need of it."""
    gr.HTML(markup.heading(t.gallery_here, t.gallery_here_note))
    here = gr.HTML("", js_on_load=PRESSED, elem_id="gallery-here")
    training = gallery_training.build(visitors, t)
    parts = _components(visitors, t, owner, here)
    handlers = Handlers(visitors, t, parts)
    guard = handlers.guard
    here.select(guard(handlers.choose), owner, parts.pulled, **HIDDEN)
    for trigger in (parts.find.click, parts.search.submit, parts.language.input):
        trigger(guard(handlers.find), [parts.search, parts.language], parts.there, concurrency_limit=4, **HIDDEN)
    gr.on(
        [parts.pull.click, parts.reference.submit],
        guard(handlers.pull),
        [owner, parts.reference],
        parts.pulled,
        concurrency_limit=4,
        **HIDDEN,
    )
    parts.there.select(guard(handlers.pull_listed), owner, parts.pulled, concurrency_limit=4, **HIDDEN)
    training.parts.changed.change(guard(handlers.refresh), owner, here, **HIDDEN)
    return GalleryStep(parts, handlers, training)


def _components(visitors: Visitors, t: Strings, owner: gr.BrowserState, here: gr.HTML) -> Parts:
    gr.HTML(markup.heading(t.gallery_hub, t.gallery_hub_note))
    if visitors.hub.signs_in:
        with gr.Row(elem_classes="actions"):
            sign_in.button(visitors, t, "sign-in-gallery")
            gr.HTML(markup.line(t.sign_in_why))
    with gr.Row(elem_classes="rename", equal_height=True):
        search = gr.Textbox(label=t.gallery_search, max_length=100, scale=3, min_width=220, elem_id="gallery-search")
        language = gr.Dropdown(
            [(t.gallery_any, ""), *((t.languages[code], code) for code in ("en", "ru"))],
            value="",
            label=t.report_language,
            filterable=False,
            min_width=160,
            elem_id="gallery-language",
        )
        find = gr.Button(t.gallery_find, scale=0, min_width=140, elem_id="gallery-find")
    there = gr.HTML("", js_on_load=PRESSED, elem_id="gallery-there")
    with gr.Row(elem_classes="rename", equal_height=True):
        reference = gr.Textbox(
            label=t.pull_reference, placeholder="user/name", max_length=500, scale=3, min_width=220,
            elem_id="pull-reference",
        )  # fmt: skip
        pull = gr.Button(t.pull, scale=0, min_width=200, elem_id="pull")
    status = gr.HTML("", elem_id="pull-status")
    chosen = gr.Textbox("", visible="hidden", elem_id="gallery-chosen")
    return Parts(
        owner=owner,
        here=here,
        search=search,
        language=language,
        find=find,
        there=there,
        reference=reference,
        pull=pull,
        status=status,
        chosen=chosen,
    )


class Handlers:
    """What happens when something is pressed."""

    def __init__(self, visitors: Visitors, t: Strings, parts: Parts) -> None:
        self.guard = Guard(t)
        self._visitors, self._t, self._parts = visitors, t, parts

    def refresh(self, owner: str) -> Updates:
        """Return the styles that are here.

        Of the gallery's, those in the page's language come first.
        """
        styles = ordered(self._visitors.styles(owner), self._t.code)
        return {self._parts.here: _cards([self._style(style) for style in styles])}

    def choose(self, event: gr.EventData, owner: str) -> Updates:
        """Compare a style that is here, or take a pulled one away."""
        parts = self._parts
        if event.act == "compare":
            return {parts.chosen: str(event.of), parts.status: ""}
        self._visitors.hub.delete(owner, str(event.of))
        return {parts.chosen: "", parts.status: "", **self.refresh(owner)}

    def find(self, search: str, language: str | None, signed_in: gr.OAuthToken | None = None) -> Updates:
        """Return the styles on the Hub, the visitor's own first.

        Who is signed in comes from Gradio.
        """
        t, hub, there = self._t, self._visitors.hub, self._parts.there
        search, language = search or "", language or ""
        try:
            others = hub.find(search, language)
        except PasticheError as error:
            return {there: markup.line(error.message.text(t.code), "warning", live=True)}
        own = [
            style
            for style in hub.own(sign_in.token_of(signed_in))
            if search.strip().lower() in style.repo_id.lower() and language in ("", style.language)
        ]
        mine = {style.repo_id for style in own}
        listed = [*own, *(style for style in others if style.repo_id not in mine)]
        return {there: _cards([self._listed(style) for style in listed]) or markup.line(t.gallery_none, live=True)}

    def pull(self, owner: str, reference: str, signed_in: gr.OAuthToken | None = None) -> Iterator[Updates]:
        """Yield how far a style's coming is, then its id.

        A private one comes to whoever is signed in as its owner.
        """
        yield from self._pull(owner, reference, sign_in.token_of(signed_in))

    def pull_listed(self, event: gr.EventData, owner: str, signed_in: gr.OAuthToken | None = None) -> Iterator[Updates]:
        """Fetch one of the styles that were found."""
        yield from self._pull(owner, str(event.of), sign_in.token_of(signed_in))

    def _pull(self, owner: str, reference: str, token: str) -> Iterator[Updates]:
        t, parts, steps = self._t, self._parts, self._visitors.hub.pull(owner, reference, token)
        try:
            style = yield from progress(steps, lambda step: {parts.status: hub_progress.told(step, t)})
        except PasticheError as error:
            yield {parts.status: markup.line(error.message.text(t.code), "warning", live=True)}
        else:
            yield {parts.chosen: style.id, parts.status: "", **self.refresh(owner)}

    def _style(self, style: Style) -> str:
        t, base = self._t, self._visitors.recipes.base(style.base)
        facts = [t.languages.get(style.language, style.language), base.name, style.repo_id]
        buttons = [("compare", t.compare_it)]
        if style.repo_id:
            buttons.append(("delete", t.pulled_delete))
        return _card(style.name, facts, style.description, buttons, style.id)

    def _listed(self, style: Listed) -> str:
        t = self._t
        facts = [t.languages.get(style.language, style.language), style.base, t.counted("downloads", style.downloads)]
        if style.private:
            facts.insert(0, t.publish_private)
        if style.gap_closed is not None:
            facts.append(t.gallery_gap.format(percent=t.percent(style.gap_closed)))
        return _card(style.repo_id, facts, "", [("pull", t.pull)], style.repo_id)


def _cards(cards: list[str]) -> str:
    return f'<div class="style-cards">{"".join(cards)}</div>' if cards else ""


def _card(title: str, facts: list[str], note: str, buttons: list[tuple[str, str]], style_id: str) -> str:
    """Return a style as a card, with buttons for its id."""
    row = "".join(
        f'<button type="button" data-act="{act}" data-of="{escape(style_id)}">{escape(label)}</button>'
        for act, label in buttons
    )
    about = f"<p>{escape(note)}</p>" if note else ""
    line = " · ".join(escape(fact) for fact in facts if fact)
    return (
        f'<article class="style-card"><header><strong>{escape(title)}</strong></header>'
        f'<p class="facts">{line}</p>{about}<footer>{row}</footer></article>'
    )
