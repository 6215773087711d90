"""My styles: a visitor's styles, to rename, download, watch or delete."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from trainer.runs.run import Run
from ui.guard import Guard
from ui.html import markup
from ui.js.scripts import DOWNLOAD
from ui.steps import blend as blend_step
from ui.steps import publish
from ui.steps.events import HIDDEN, QUICK, Updates
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors


@dataclass(frozen=True)
class Parts:
    """The components of the step."""

    owner: gr.BrowserState
    none: gr.HTML
    """Stands there as long as there is no style."""
    panel: gr.Column
    chosen: gr.Dropdown
    facts: gr.HTML
    compare: gr.Button
    watch: gr.Button
    download: gr.Button
    name: gr.Textbox
    rename: gr.Button
    delete: gr.Button
    sure: gr.Column
    delete_yes: gr.Button
    delete_no: gr.Button
    handover: gr.DownloadButton

    @property
    def details(self) -> list[Any]:
        """What is about the chosen style."""
        return [self.facts, self.name, self.compare, self.download, self.sure]

    @property
    def refreshed(self) -> list[Any]:
        """The list, and the chosen one's details."""
        return [self.none, self.panel, self.chosen, *self.details]


@dataclass(frozen=True)
class MyStylesStep:
    """What other steps need of this one."""

    parts: Parts
    handlers: "Handlers"
    renamed: gr.events.Dependency
    deleted: gr.events.Dependency
    blended: gr.events.Dependency


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> MyStylesStep:
    """Build the step and return what other steps need of it."""
    parts = _components(visitors, t, owner)
    handlers, run = Handlers(visitors, t, parts), [owner, parts.chosen]
    guard = handlers.guard
    blended = blend_step.build(visitors, t, owner).blended.then(guard(handlers.refresh), run, parts.refreshed, **QUICK)
    parts.chosen.input(guard(handlers.describe), run, parts.details, **QUICK)
    renamed = parts.rename.click(guard(handlers.rename), [*run, parts.name], parts.refreshed, **HIDDEN)
    parts.name.submit(guard(handlers.rename), [*run, parts.name], parts.refreshed, **HIDDEN)
    parts.delete.click(lambda: gr.Column(visible=True), None, parts.sure, **QUICK)
    parts.delete_no.click(lambda: gr.Column(visible=False), None, parts.sure, **QUICK)
    deleted = parts.delete_yes.click(guard(handlers.delete), run, parts.refreshed, **HIDDEN)
    parts.download.click(
        guard(handlers.zip), run, parts.handover, show_progress="minimal", api_visibility="private"
    ).success(None, parts.handover, None, js=DOWNLOAD)
    return MyStylesStep(parts, handlers, renamed, deleted, blended)


def _components(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> Parts:
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
            sure, yes, no = _sure(t)
    # A file has to be made when it is asked for, so a plain button asks and this one, out of sight, hands it over.
    handover = gr.DownloadButton(visible="hidden", elem_id="handover")
    return Parts(
        owner=owner,
        none=none,
        panel=panel,
        chosen=chosen,
        facts=facts,
        compare=compare,
        watch=watch,
        download=download,
        name=name,
        rename=rename,
        delete=delete,
        sure=sure,
        delete_yes=yes,
        delete_no=no,
        handover=handover,
    )


def _sure(t: Strings) -> tuple[gr.Column, gr.Button, gr.Button]:
    """Build the question before a style is deleted, with its two answers."""
    with gr.Column(visible=False, elem_id="sure", elem_classes="sure") as panel:
        gr.HTML(markup.line(t.delete_sure, "warning"))
        with gr.Row():
            yes = gr.Button(t.delete_yes, variant="stop", elem_id="delete-yes")
            no = gr.Button(t.delete_no, elem_id="delete-no")
    return panel, yes, no


class Handlers:
    """What happens when something is pressed."""

    def __init__(self, visitors: Visitors, t: Strings, parts: Parts) -> None:
        self.guard = Guard(t)
        self._visitors, self._t, self._parts = visitors, t, parts

    def refresh(self, owner: str, run_id: str | None) -> Updates:
        """Return the list of the visitor's styles.

        The same one stays chosen if it is still there.
        """
        parts = self._parts
        names = {run.id: run.about.name for run in self._visitors.runs(owner)}
        listed: Updates = {parts.none: gr.HTML(visible=not names), parts.panel: gr.Column(visible=bool(names))}
        if not names:
            return listed | {parts.chosen: gr.Dropdown(choices=[], value=None), parts.sure: gr.Column(visible=False)}
        chosen = run_id if run_id in names else next(iter(names))
        choices = [(name, key) for key, name in names.items()]
        return listed | {parts.chosen: gr.Dropdown(choices=choices, value=chosen)} | self.describe(owner, chosen)

    def describe(self, owner: str, run_id: str) -> Updates:
        """Return a style's facts, its name to edit, and its buttons."""
        t, parts = self._t, self._parts
        run = self._visitors.run(owner, run_id)
        about, status = run.about, self._visitors.state(owner, run_id).status
        base = self._visitors.recipes.base(about.base)
        rows = [
            (t.fact_state, t.states[status]),
            (t.fact_made, t.date(about.made)),
            (t.fact_base, base.name),
            self._made(run),
            (t.report_language, t.languages.get(about.language, about.language)),
        ]
        return {
            parts.facts: markup.facts(rows, t),
            parts.name: about.name,
            parts.compare: gr.Button(interactive=run.has_style),
            parts.download: gr.Button(interactive=run.weights.are_there),
            parts.sure: gr.Column(visible=False),
        }

    def _made(self, run: Run) -> tuple[str, str]:
        """Return by which method a style was made, or of which styles."""
        t, blend = self._t, run.blend
        if blend is None:
            return t.fact_method, t.methods[run.recipe.method]
        sources = (f"{source.name} ({t.decimal(100 * source.weight, 0)}\u00a0%)" for source in blend.sources)
        return t.fact_blend, ", ".join(sources)

    def rename(self, owner: str, run_id: str, name: str) -> Updates:
        """Give a style another name and return the list."""
        self._visitors.rename(owner, run_id, name)
        return self.refresh(owner, run_id)

    def delete(self, owner: str, run_id: str) -> Updates:
        """Delete a style and return the list."""
        self._visitors.delete(owner, run_id)
        return self.refresh(owner, None)

    def zip(self, owner: str, run_id: str) -> Updates:
        """Return the path of the adapter's zip, among the files for downloads."""
        return {self._parts.handover: str(self._visitors.zip(owner, run_id, Path(get_upload_folder())))}
