"""Step 1: the author's texts, by upload or by paste, and what came of them."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from ui import markup
from ui.guard import Guard
from ui.studio import Studio
from ui.words import Words

_ON_LOAD = """
element.addEventListener("click", event => {
    const button = event.target.closest("[data-remove]");
    if (button) trigger("delete", { place: Number(button.dataset.remove) });
});
"""


@dataclass(frozen=True)
class TextsStep:
    """The parts that other steps speak to."""

    show: Callable[..., Any]
    """Handler (owner) -> the list and the report."""
    shown: list[gr.components.Component]
    """Its outputs."""
    changes: list[Callable[..., Any]]
    """Register a handler for after the texts have changed: the `then` of each event that changes them."""


def build(studio: Studio, words: Words, owner: gr.BrowserState) -> TextsStep:
    """Build the step and return what other steps need of it."""
    guard = Guard(words)

    gr.HTML(markup.step_heading(1, words.texts_title, words.texts_lead))
    with gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=300):
            upload = gr.File(
                label=words.upload,
                file_count="multiple",
                type="filepath",
                height=150,
                elem_id="upload",
            )
            with gr.Accordion(words.or_paste, open=False, elem_id="paste"):
                pasted = gr.Textbox(
                    label=words.paste,
                    placeholder=words.paste_placeholder,
                    lines=7,
                    max_lines=14,
                    elem_id="pasted",
                )
                add = gr.Button(words.add_paste, elem_id="add-paste")
            gr.HTML(markup.line(words.texts_privacy), elem_classes="footnote")
        with gr.Column(scale=6, min_width=300):
            shelf = gr.HTML(markup.readings([], words), js_on_load=_ON_LOAD, elem_id="shelf")
            report = gr.HTML("", elem_id="report")

    def show(visitor: str) -> tuple[str, str]:
        size = studio.recipe(visitor, studio.default_base().id, "medium").passage_size
        corpus = studio.corpus(visitor, size) if visitor else None
        return markup.readings(studio.readings(visitor), words), markup.report(corpus.report if corpus else None, words)

    def read(visitor: str, files: list[str] | None) -> tuple[Any, str, str]:
        paths = [Path(file) for file in files or []]
        for _ in studio.read(visitor, paths, [path.name for path in paths]):
            pass
        return None, *show(visitor)

    def paste(visitor: str, text: str) -> tuple[Any, str, str]:
        studio.paste(visitor, text, words.pasted_name)
        return "", *show(visitor)

    def remove(visitor: str, event: gr.EventData) -> tuple[str, str]:
        studio.remove(visitor, int(event.place))
        return show(visitor)

    quiet: dict[str, Any] = {"show_progress": "minimal", "api_visibility": "private"}
    events = [
        upload.upload(guard(read), [owner, upload], [upload, shelf, report], concurrency_limit=2, **quiet),
        add.click(guard(paste), [owner, pasted], [pasted, shelf, report], concurrency_limit=2, **quiet),
        shelf.delete(guard(remove), [owner], [shelf, report], **quiet),
    ]
    return TextsStep(show, [shelf, report], [event.then for event in events])
