"""Publishing a style: who signs in, what it is called, who may see it, why it may be shared; then how far it is."""

from collections.abc import Iterator
from typing import Any

import gradio as gr

from trainer.errors import PasticheError
from trainer.hub.card import RIGHTS
from trainer.hub.push import PushRequest
from trainer.runs.run import file_name
from ui.guard import Guard
from ui.html import hub_progress, markup
from ui.steps import sign_in
from ui.strings.strings import Strings
from ui.visitors.hub import ShareLink
from ui.visitors.visitors import Visitors

PRIVATE, PUBLIC = "private", "public"


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState, chosen: gr.Dropdown) -> None:
    """Build the step inside an accordion; `chosen` is the run it is about."""
    guard = Guard(t)
    handlers = _Handlers(visitors, t)
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
        rights = gr.Radio(
            [(t.publish_rights_of[one], one) for one in RIGHTS],
            label=t.publish_rights,
            elem_id="publish-rights",
        )
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

    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    asked: list[Any] = [owner, chosen, name, seen_by, rights, sure, token]
    panel.expand(guard(handlers.open), [owner, chosen, seen_by], [name, sure, status], **hidden, queue=False)
    chosen.change(guard(handlers.open), [owner, chosen, seen_by], [name, sure, status], **hidden, queue=False)
    # What one author's texts may be shared for says nothing about another's.
    chosen.change(lambda: None, None, rights, **hidden, queue=False)
    seen_by.input(guard(handlers.doubted), [owner, chosen, seen_by], sure, **hidden, queue=False)
    begun = button.click(lambda: gr.Button(interactive=False), None, button, **hidden, queue=False)
    done = begun.then(guard(handlers.publish), asked, [token, status], concurrency_limit=4, **hidden)
    done.then(lambda: gr.Button(interactive=True), None, button, **hidden, queue=False)


class _Handlers:
    """What happens when something is pressed; plain functions over the studio."""

    def __init__(self, visitors: Visitors, t: Strings) -> None:
        self._visitors = visitors
        self._t = t

    def open(self, owner: str, identity: str | None, seen_by: str) -> tuple[Any, ...]:
        """Return the name that is proposed, the second question, and where the style is already."""
        if not identity:
            return gr.skip(), gr.skip(), ""
        done = self._visitors.hub.published(owner, identity)
        name = done.repo_id if done else file_name(self._visitors.run(owner, identity).about.name)
        return name, self.doubted(owner, identity, seen_by), self._told(done) if done else ""

    def doubted(self, owner: str, identity: str | None, seen_by: str) -> Any:
        """Return the second question where public is asked for and there is a doubt."""
        why = self._visitors.hub.doubt(owner, identity) if identity and seen_by == PUBLIC else None
        return gr.Checkbox(value=False, visible=bool(why), info=why.text(self._t.code) if why else "")

    def publish(
        self,
        owner: str,
        identity: str,
        name: str,
        seen_by: str,
        rights: Any,
        sure: bool,
        pasted: str,
        signed_in: gr.OAuthToken | None = None,
    ) -> Iterator[tuple[Any, ...]]:
        """Yield how far the push is; the token goes from the page first, whatever comes of it.

        Who is signed in comes from Gradio, by the annotation alone.
        """
        t, hub = self._t, self._visitors.hub
        yield "", gr.skip()
        if hub.signs_in and not signed_in:
            yield "", markup.line(t.sign_in_first, "warning", live=True)
            return
        request = PushRequest(name, rights, seen_by == PUBLIC, bool(sure))
        steps = hub.publish(owner, identity, request, sign_in.token_of(signed_in) or pasted)
        while True:
            try:
                step = next(steps)
            except StopIteration as end:
                yield "", self._told(end.value)
                return
            except PasticheError as error:
                yield "", markup.line(error.message.text(t.code), "warning", live=True)
                return
            yield "", hub_progress.told(step, t)

    def _told(self, done: Any) -> str:
        t = self._t
        sentence = (t.published_private if done.private else t.published_public).format(repo=done.repo_id)
        link = "" if done.private else markup.link(t.published_link, "./" + ShareLink(done.repo_id).query(t.code))
        return markup.link(sentence, done.url) + link
