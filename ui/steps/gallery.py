"""The gallery: the styles that are here, and those on the Hub, to compare with a click."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

import gradio as gr

from trainer.errors import PasticheError
from trainer.hub.listing import Listed
from trainer.library.style import Style
from ui.guard import Guard
from ui.html import hub_progress, markup
from ui.steps import gallery_training, sign_in
from ui.steps.gallery_training import RetrainStep
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors


@dataclass(frozen=True)
class GalleryStep:
    """The parts that other steps speak to."""

    chosen: gr.Textbox
    """Becomes the id of the style that is to be compared."""
    refresh: Callable[..., Any]
    """Handler (owner) -> the styles that are here."""
    here: gr.HTML
    """Its output."""
    retraining: RetrainStep


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> GalleryStep:
    """Build the step and return what other steps need of it."""
    guard = Guard(t)
    handlers = _Handlers(visitors, t)
    gr.HTML(markup.heading(t.gallery_here, t.gallery_here_note))
    here = gr.HTML("", js_on_load=_ON_LOAD, elem_id="gallery-here")
    retraining = gallery_training.build(visitors, t)
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
    there = gr.HTML("", js_on_load=_ON_LOAD, elem_id="gallery-there")
    with gr.Row(elem_classes="rename", equal_height=True):
        reference = gr.Textbox(
            label=t.pull_reference, placeholder="user/name", max_length=500, scale=3, min_width=220,
            elem_id="pull-reference",
        )  # fmt: skip
        pull = gr.Button(t.pull, scale=0, min_width=200, elem_id="pull")
    status = gr.HTML("", elem_id="pull-status")
    chosen = gr.Textbox("", visible="hidden", elem_id="gallery-chosen")

    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    here.select(guard(handlers.choose), owner, [chosen, here, status], **hidden)
    for trigger in (find.click, search.submit, language.input):
        trigger(guard(handlers.find), [search, language], there, concurrency_limit=4, **hidden)
    pulled = [chosen, status, here]
    gr.on(
        [pull.click, reference.submit], guard(handlers.pull), [owner, reference], pulled, concurrency_limit=4, **hidden
    )
    there.select(guard(handlers.pull_listed), owner, pulled, concurrency_limit=4, **hidden)
    retraining.changed.change(guard(handlers.here), owner, here, **hidden)
    return GalleryStep(chosen, handlers.here, here, retraining)


_ON_LOAD = """
element.addEventListener("click", event => {
    const button = event.target.closest("[data-act]");
    if (button) trigger("select", { act: button.dataset.act, of: button.dataset.of });
});
"""


class _Handlers:
    """What happens when something is pressed; plain functions over the studio."""

    def __init__(self, visitors: Visitors, t: Strings) -> None:
        self._visitors = visitors
        self._t = t

    def here(self, owner: str) -> str:
        """Return the styles that are here; of the gallery's, those in the page's language come first."""
        code = self._t.code
        found = sorted(
            self._visitors.styles(owner), key=lambda one: one.id.startswith("gallery/") and one.language != code
        )
        return _cards([self._style(style) for style in found])

    def choose(self, event: gr.EventData, owner: str) -> tuple[Any, ...]:
        """Compare a style that is here, or take a pulled one away."""
        if event.act == "compare":
            return str(event.of), gr.skip(), ""
        self._visitors.hub.delete(owner, str(event.of))
        return "", self.here(owner), ""

    def find(self, search: str, language: str | None, signed_in: gr.OAuthToken | None = None) -> str:
        """Return the styles on the Hub, the visitor's own first; who is signed in comes from Gradio."""
        t, hub = self._t, self._visitors.hub
        search, language = search or "", language or ""
        try:
            others = hub.find(search, language)
        except PasticheError as error:
            return markup.line(error.message.text(t.code), "warning", live=True)
        own = [
            one
            for one in hub.own(sign_in.token_of(signed_in))
            if search.strip().lower() in one.repo_id.lower() and language in ("", one.language)
        ]
        mine = {one.repo_id for one in own}
        found = [*own, *(one for one in others if one.repo_id not in mine)]
        return _cards([self._listed(one) for one in found]) or markup.line(t.gallery_none, live=True)

    def pull(self, owner: str, reference: str, signed_in: gr.OAuthToken | None = None) -> Iterator[tuple[Any, ...]]:
        """Yield how far a style's coming is, then its id; a private one comes to whoever is signed in as its owner."""
        yield from self._pull(owner, reference, sign_in.token_of(signed_in))

    def pull_listed(
        self, event: gr.EventData, owner: str, signed_in: gr.OAuthToken | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Fetch one of the styles that were found."""
        yield from self._pull(owner, str(event.of), sign_in.token_of(signed_in))

    def _pull(self, owner: str, reference: str, token: str) -> Iterator[tuple[Any, ...]]:
        t, steps = self._t, self._visitors.hub.pull(owner, reference, token)
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                yield end.value.id, "", self.here(owner)
                return
            except PasticheError as error:
                yield gr.skip(), markup.line(error.message.text(t.code), "warning", live=True), gr.skip()
                return
            yield gr.skip(), hub_progress.told(step, t), gr.skip()

    def _style(self, style: Style) -> str:
        t, base = self._t, self._visitors.base(style.base)
        facts = [t.languages.get(style.language, style.language), base.name, style.repo_id]
        buttons = [("compare", t.compare_it)]
        if style.repo_id:
            buttons.append(("delete", t.pulled_delete))
        return _card(style.name, facts, style.description, buttons, style.id)

    def _listed(self, one: Listed) -> str:
        t = self._t
        facts = [t.languages.get(one.language, one.language), one.base, t.counted("downloads", one.downloads)]
        if one.private:
            facts.insert(0, t.publish_private)
        if one.gap_closed is not None:
            facts.append(t.gallery_gap.format(percent=t.percent(one.gap_closed)))
        return _card(one.repo_id, facts, "", [("pull", t.pull)], one.repo_id)


def _cards(cards: list[str]) -> str:
    return f'<div class="style-cards">{"".join(cards)}</div>' if cards else ""


def _card(title: str, facts: list[str], note: str, buttons: list[tuple[str, str]], identity: str) -> str:
    told = " · ".join(escape(fact) for fact in facts if fact)
    row = "".join(
        f'<button type="button" data-act="{act}" data-of="{escape(identity)}">{escape(label)}</button>'
        for act, label in buttons
    )
    about = f"<p>{escape(note)}</p>" if note else ""
    return (
        f'<article class="style-card"><header><strong>{escape(title)}</strong></header>'
        f'<p class="facts">{told}</p>{about}<footer>{row}</footer></article>'
    )
