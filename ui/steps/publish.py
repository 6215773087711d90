"""Publishing a style: sign-in, name, visibility, rights, progress."""

from collections.abc import Iterator
from dataclasses import dataclass

import gradio as gr
from gradio.blocks import Block

from trainer.errors import PasticheError
from trainer.hub.card import RIGHTS
from trainer.hub.push import Published, PushRequest
from trainer.runs.names import file_name
from ui.guard import Guard
from ui.html import hub_progress, markup
from ui.steps import sign_in
from ui.steps.events import HIDDEN, QUICK, Updates, Values, progress
from ui.strings.strings import Strings
from ui.visitors.hub import ShareLink
from ui.visitors.visitors import Visitors

PRIVATE, PUBLIC = "private", "public"


@dataclass(frozen=True)
class Parts:
    """The components of the step."""

    owner: gr.BrowserState
    chosen: gr.Dropdown
    """The run that is published; it belongs to the step around this one."""
    panel: gr.Accordion
    name: gr.Textbox
    seen_by: gr.Radio
    sure: gr.Checkbox
    rights: gr.Radio
    token: gr.Textbox
    button: gr.Button
    status: gr.HTML

    @property
    def request(self) -> set[Block]:
        """What a push is made of."""
        return {self.owner, self.chosen, self.name, self.seen_by, self.sure, self.rights, self.token}


@dataclass(frozen=True)
class PublishStep:
    """The step's components and handlers."""

    parts: Parts
    handlers: "Handlers"


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState, chosen: gr.Dropdown) -> PublishStep:
    """Build the step in an accordion, about the `chosen` run."""
    parts = _components(visitors, t, owner, chosen)
    handlers = Handlers(visitors, t, parts)
    guard = handlers.guard
    run = [owner, chosen, parts.seen_by]
    for trigger in (parts.panel.expand, chosen.change):
        trigger(guard(handlers.open), run, [parts.name, parts.sure, parts.status], **QUICK)
    # What one author's texts may be shared for says nothing about another's.
    chosen.change(lambda: None, None, parts.rights, **QUICK)
    parts.seen_by.input(guard(handlers.doubted), run, parts.sure, **QUICK)
    begun = parts.button.click(lambda: gr.Button(interactive=False), None, parts.button, **QUICK)
    done = begun.then(
        guard(handlers.publish), parts.request, [parts.token, parts.status], concurrency_limit=4, **HIDDEN
    )
    done.then(lambda: gr.Button(interactive=True), None, parts.button, **QUICK)
    return PublishStep(parts, handlers)


def _components(visitors: Visitors, t: Strings, owner: gr.BrowserState, chosen: gr.Dropdown) -> Parts:
    hub = visitors.hub
    with gr.Accordion(t.publish_title, open=False, elem_id="publish-panel") as panel:
        gr.HTML(markup.line(t.publish_lead))
        sign_in.button(visitors, t, "sign-in")
        name = gr.Textbox(label=t.publish_name, info=t.publish_name_info, max_length=96, elem_id="publish-name")
        seen_by = gr.Radio(
            [(t.publish_private, PRIVATE), (t.publish_public, PUBLIC)],
            value=PRIVATE,
            label=t.publish_visibility,
            elem_id="publish-visibility",
        )
        sure = gr.Checkbox(label=t.publish_sure, visible=False, elem_id="publish-sure")
        reasons = [(t.publish_rights_of[right], right) for right in RIGHTS]
        rights = gr.Radio(reasons, label=t.publish_rights, elem_id="publish-rights")
        token = gr.Textbox(
            label=t.export_token,
            info=t.export_token_info,
            type="password",
            max_length=300,
            visible=not hub.signs_in and not hub.has_token,
            html_attributes=gr.InputHTMLAttributes(autocomplete="off"),
            elem_id="publish-token",
        )
        button = gr.Button(t.publish, variant="primary", elem_id="publish")
        status = gr.HTML("", elem_id="publish-status")
    return Parts(
        owner=owner,
        chosen=chosen,
        panel=panel,
        name=name,
        seen_by=seen_by,
        sure=sure,
        rights=rights,
        token=token,
        button=button,
        status=status,
    )


class Handlers:
    """What happens when something is pressed."""

    def __init__(self, visitors: Visitors, t: Strings, parts: Parts) -> None:
        self.guard = Guard(t)
        self._visitors, self._t, self._parts = visitors, t, parts

    def open(self, owner: str, run_id: str | None, seen_by: str) -> Updates:
        """Return a name, the second question, and where the style is already."""
        parts = self._parts
        if not run_id:
            return {parts.status: ""}
        published = self._visitors.hub.published(owner, run_id)
        name = published.repo_id if published else file_name(self._visitors.run(owner, run_id).about.name)
        status = self._published(published) if published else ""
        return {parts.name: name, parts.status: status, **self.doubted(owner, run_id, seen_by)}

    def doubted(self, owner: str, run_id: str | None, seen_by: str) -> Updates:
        """Return the second question, shown if public is doubtful."""
        doubt = self._visitors.hub.doubt(owner, run_id) if run_id and seen_by == PUBLIC else None
        info = doubt.text(self._t.code) if doubt else ""
        return {self._parts.sure: gr.Checkbox(value=False, visible=bool(doubt), info=info)}

    def publish(self, values: Values, signed_in: gr.OAuthToken | None = None) -> Iterator[Updates]:
        """Yield how far the push is.

        The token goes from the page first, whatever comes of it. Who is signed in comes from
        Gradio, by the annotation alone.
        """
        t, hub, parts = self._t, self._visitors.hub, self._parts
        yield {parts.token: ""}
        if hub.signs_in and not signed_in:
            yield self._status(markup.line(t.sign_in_first, "warning", live=True))
            return
        public, sure = values[parts.seen_by] == PUBLIC, bool(values[parts.sure])
        request = PushRequest(values[parts.name], values[parts.rights], public, sure)
        token = sign_in.token_of(signed_in) or values[parts.token]
        steps = hub.publish(values[parts.owner], values[parts.chosen], request, token)
        try:
            done = yield from progress(steps, lambda step: self._status(hub_progress.told(step, t)))
        except PasticheError as error:
            yield self._status(markup.line(error.message.text(t.code), "warning", live=True))
        else:
            yield self._status(self._published(done))

    def _status(self, line: str) -> Updates:
        return {self._parts.token: "", self._parts.status: line}

    def _published(self, done: Published) -> str:
        t = self._t
        sentence = (t.published_private if done.private else t.published_public).format(repo=done.repo_id)
        link = "" if done.private else markup.link(t.published_link, "./" + ShareLink(done.repo_id).query(t.code))
        return markup.link(sentence, done.url) + link
