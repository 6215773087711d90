"""The components of the examples."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.blocks import Block

from ui.html import markup
from ui.js.scripts import PRESSED
from ui.steps import sign_in
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors


@dataclass(frozen=True)
class Position:
    """Where in the examples a visitor is; it stays on the server."""

    open: bool = False
    page: int = 0
    task: str = ""


@dataclass(frozen=True)
class Parts:
    """The components of the step."""

    recipe: Sequence[Any]
    """The owner, and what makes a recipe: base, dial and all settings."""
    position: gr.State
    editing: gr.State
    """The id of the example in the editor."""
    accordion: gr.Accordion
    status: gr.HTML
    task: gr.Radio
    cards: gr.HTML
    pages: gr.Row
    back: gr.Button
    number: gr.HTML
    """Which page it is."""
    on: gr.Button
    editor: gr.Column
    prompt: gr.Textbox
    completion: gr.Textbox
    save: gr.Button
    cancel: gr.Button
    download: gr.Button
    name: gr.Textbox
    token: gr.Textbox
    push: gr.Button
    pushed: gr.HTML
    handover: gr.Textbox

    @property
    def asked(self) -> list[Any]:
        """What the examples are drawn from."""
        return [self.position, *self.recipe]

    @property
    def drawn(self) -> list[Block]:
        """What changes when the examples are drawn."""
        return [self.position, self.status, self.task, self.cards, self.pages, self.back, self.number, self.on]


def components(visitors: Visitors, t: Strings, recipe: Sequence[Any]) -> Parts:
    """Build the components."""
    states: dict[str, Any] = {
        "position": gr.State(Position()),
        # Apart from the rest, for a list that is drawn meanwhile would put an older one back.
        "editing": gr.State(""),
    }
    with gr.Accordion(t.examples_title, open=False, elem_id="examples") as accordion:
        shown = {**_list(t), **_editor(t), **_export(visitors, t)}
    # The file is made in the browser out of what is handed over here: no text lies in a folder for downloads.
    handover = gr.Textbox(visible="hidden", elem_id="export-handover")
    return Parts(recipe=recipe, accordion=accordion, handover=handover, **states, **shown)


def _list(t: Strings) -> dict[str, Any]:
    """Build one page of the examples."""
    gr.HTML(markup.line(t.examples_lead))
    status = gr.HTML("", elem_id="examples-status")
    task = gr.Radio([], label=t.examples_task, visible=False, elem_id="examples-task")
    cards = gr.HTML("", js_on_load=PRESSED, elem_id="examples-cards")
    with gr.Row(visible=False, elem_classes="actions", elem_id="examples-pages") as pages:
        back = gr.Button(t.page_back, size="sm", scale=0, min_width=90, elem_id="examples-back")
        number = gr.HTML("", elem_id="examples-place", min_width=120)
        on = gr.Button(t.page_on, size="sm", scale=0, min_width=90, elem_id="examples-on")
    return {"status": status, "task": task, "cards": cards, "pages": pages, "back": back, "number": number, "on": on}


def _editor(t: Strings) -> dict[str, Any]:
    """Build the two boxes of an example."""
    with gr.Column(visible=False, elem_id="example-editor") as editor:
        prompt = gr.Textbox(label=t.example_prompt, lines=3, max_lines=12, elem_id="example-prompt")
        completion = gr.Textbox(label=t.example_completion, lines=8, max_lines=24, elem_id="example-completion")
        with gr.Row(elem_classes="actions"):
            save = gr.Button(t.example_save, variant="primary", scale=0, min_width=140, elem_id="example-save")
            cancel = gr.Button(t.example_cancel, scale=0, min_width=140, elem_id="example-cancel")
    return {"editor": editor, "prompt": prompt, "completion": completion, "save": save, "cancel": cancel}


def _export(visitors: Visitors, t: Strings) -> dict[str, Any]:
    """Build what takes the examples away."""
    with gr.Accordion(t.export_title, open=False, elem_id="export"):
        gr.HTML(markup.line(t.export_lead))
        sign_in.button(visitors, t, "sign-in-examples")
        download = gr.Button(t.export_download, elem_id="export-jsonl")
        with gr.Row(elem_classes="rename", equal_height=True):
            name = gr.Textbox(
                label=t.export_name, placeholder="my-letters", max_length=200, min_width=250, elem_id="export-name"
            )
            token = gr.Textbox(
                label=t.export_token, info=t.export_token_info, type="password", max_length=300,
                min_width=250, html_attributes=gr.InputHTMLAttributes(autocomplete="off"), elem_id="export-token",
                visible=not visitors.hub.signs_in,
            )  # fmt: skip
        push = gr.Button(t.export_push, elem_id="export-push")
        pushed = gr.HTML("", elem_id="export-pushed")
    return {"download": download, "name": name, "token": token, "push": push, "pushed": pushed}
