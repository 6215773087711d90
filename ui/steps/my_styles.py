"""My styles: what a visitor has made, to rename, take away, go back to, or delete."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from trainer.runs.run import Run
from ui.guard import Guard
from ui.html import markup
from ui.js.download import HAND_OVER
from ui.steps import blend as blend_step
from ui.steps import publish
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors


@dataclass(frozen=True)
class StylesStep:
    """The parts that other steps speak to."""

    chosen: gr.Dropdown
    refresh: Callable[..., Any]
    """Handler (owner, chosen run id) -> the list, and the chosen one's details."""
    refreshed: list[gr.components.Component]
    """Its outputs."""
    compare: gr.Button
    watch: gr.Button
    renamed: gr.events.Dependency
    deleted: gr.events.Dependency
    blended: gr.events.Dependency


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> StylesStep:
    """Build the step and return what other steps need of it."""
    guard = Guard(t)
    handlers = _Handlers(visitors, t)

    gr.HTML(markup.heading(t.styles_title, t.styles_lead))
    none = gr.HTML(f'<p class="empty">{t.no_styles}</p>', elem_id="no-styles")
    with gr.Column(visible=False, elem_id="mine") as panel, gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=300):
            chosen = gr.Dropdown([], label=t.style, elem_id="my-style", filterable=False)
            facts = gr.HTML("", elem_id="style-facts")
        with gr.Column(scale=6, min_width=300):
            with gr.Row(elem_classes="actions"):
                compare = gr.Button(t.compare_it, variant="primary", elem_id="compare-mine", min_width=250)
                watch = gr.Button(t.watch, elem_id="watch", min_width=210)
                download = gr.Button(t.download, elem_id="download", min_width=160)
            with gr.Row(elem_classes="rename", equal_height=True):
                name = gr.Textbox(label=t.new_name, max_length=80, elem_id="new-name", scale=3)
                rename = gr.Button(t.rename, elem_id="rename", scale=0, min_width=170)
            publish.build(visitors, t, owner, chosen)
            delete = gr.Button(t.delete, variant="stop", elem_id="delete", size="sm")
            with gr.Column(visible=False, elem_id="sure", elem_classes="sure") as sure:
                gr.HTML(markup.line(t.delete_sure, "warning"))
                with gr.Row():
                    yes = gr.Button(t.delete_yes, variant="stop", elem_id="delete-yes")
                    no = gr.Button(t.delete_no, elem_id="delete-no")
    blending = blend_step.build(visitors, t, owner)
    # A file has to be made when it is asked for, so a plain button asks and this one, out of sight, hands it over.
    handover = gr.DownloadButton(visible="hidden", elem_id="handover")

    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    refreshed: list[Any] = [none, panel, chosen, facts, name, compare, download, sure]
    chosen.input(guard(handlers.describe), [owner, chosen], refreshed[3:], **hidden, queue=False)
    renamed = rename.click(guard(handlers.rename), [owner, chosen, name], refreshed, **hidden)
    gr.on([name.submit], guard(handlers.rename), [owner, chosen, name], refreshed, **hidden)
    delete.click(lambda: gr.Column(visible=True), None, sure, queue=False, **hidden)
    no.click(lambda: gr.Column(visible=False), None, sure, queue=False, **hidden)
    deleted = yes.click(guard(handlers.delete), [owner, chosen], refreshed, **hidden)
    download.click(
        guard(handlers.zip), [owner, chosen], handover, show_progress="minimal", api_visibility="private"
    ).success(None, handover, None, js=HAND_OVER)
    blended = blending.blended.then(guard(handlers.refresh), [owner, chosen], refreshed, **hidden, queue=False)
    return StylesStep(chosen, handlers.refresh, refreshed, compare, watch, renamed, deleted, blended)


class _Handlers:
    """What happens when something is pressed; plain functions over the studio."""

    def __init__(self, visitors: Visitors, t: Strings) -> None:
        self._visitors = visitors
        self._t = t

    def refresh(self, owner: str, identity: str | None) -> tuple[Any, ...]:
        """Return the list of the visitor's styles, with the same one chosen where it is still there."""
        runs = self._visitors.runs(owner)
        if not runs:
            empty = gr.Dropdown(choices=[], value=None)
            return gr.HTML(visible=True), gr.Column(visible=False), empty, *[gr.skip()] * 4, gr.Column(visible=False)
        ids = [run.id for run in runs]
        chosen = identity if identity in ids else ids[0]
        choices = [(run.about.name, run.id) for run in runs]
        head = gr.HTML(visible=False), gr.Column(visible=True), gr.Dropdown(choices=choices, value=chosen)
        return *head, *self.describe(owner, chosen)

    def describe(self, owner: str, identity: str) -> tuple[Any, ...]:
        """Return what a style is, its name to edit, and which buttons it can have."""
        t = self._t
        run = self._visitors.run(owner, identity)
        about, status = run.about, self._visitors.state(owner, identity).status
        base = self._visitors.base(about.base)
        rows = [
            (t.fact_state, t.states[status]),
            (t.fact_made, t.date(about.made)),
            (t.fact_base, base.name),
            self._made(run),
            (t.report_language, t.languages.get(about.language, about.language)),
        ]
        buttons = gr.Button(interactive=run.has_style), gr.Button(interactive=run.weights.are_there)
        return markup.facts(rows, t), about.name, *buttons, gr.Column(visible=False)

    def _made(self, run: Run) -> tuple[str, str]:
        """Return by which method a style was made, or of which styles."""
        t, blend = self._t, run.blend
        if blend is None:
            return t.fact_method, t.methods[run.recipe.method]
        parts = (f"{one.name} ({t.decimal(100 * one.weight, 0)}\u00a0%)" for one in blend.sources)
        return t.fact_blend, ", ".join(parts)

    def rename(self, owner: str, identity: str, name: str) -> tuple[Any, ...]:
        """Give a style another name and return the list."""
        self._visitors.rename(owner, identity, name)
        return self.refresh(owner, identity)

    def delete(self, owner: str, identity: str) -> tuple[Any, ...]:
        """Delete a style and return the list."""
        self._visitors.delete(owner, identity)
        return self.refresh(owner, None)

    def zip(self, owner: str, identity: str) -> str:
        """Return the path of the adapter's zip, among the files that the page may hand out."""
        return str(self._visitors.zip(owner, identity, Path(get_upload_folder())))
