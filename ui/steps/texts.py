"""Step 1: the author's texts, uploaded or pasted, and their report."""

import contextlib
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.blocks import Block

from trainer.texts.reader import Progress
from ui.guard import Guard
from ui.html import markup
from ui.js.scripts import script
from ui.steps import author, fingerprint, review
from ui.steps.events import HIDDEN, Updates
from ui.steps.fingerprint import FingerprintStep
from ui.steps.review import ReviewStep
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors

EVERY_SECONDS = 0.5
"""How often the line that says what is being read changes at most."""


@dataclass(frozen=True)
class Parts:
    """The components of the step."""

    owner: gr.BrowserState
    upload: gr.File
    busy: gr.Row
    """Seen while texts are read."""
    reading: gr.HTML
    cancel: gr.Button
    author: author.Parts
    pasted: gr.Textbox
    add: gr.Button
    dataset: gr.Textbox
    column: gr.Textbox
    fetch: gr.Button
    store: gr.HTML
    """The texts that are there."""
    report: gr.HTML
    review: ReviewStep
    fingerprint: FingerprintStep

    @property
    def counted(self) -> list[Block]:
        """What changes with the corpus."""
        return [self.store, self.report, self.fingerprint.parts.drawer]

    @property
    def shown(self) -> list[Block]:
        """What changes with the texts."""
        return [*self.counted, *self.author.shown, *self.review.parts.shown]


@dataclass(frozen=True)
class TextsStep:
    """What other steps need of this one."""

    parts: Parts
    handlers: "Handlers"
    changes: list[Callable[..., Any]]
    """Register a handler for after the texts have changed: the `then` of each event that changes them."""


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> TextsStep:
    """Build the step and return what other steps need of it."""
    parts = components(visitors, t, owner)
    handlers, fingerprints = Handlers(visitors, t, parts), parts.fingerprint
    guard, shown = handlers.guard, parts.shown
    quiet: dict[str, Any] = {"show_progress": "minimal", "api_visibility": "private"}
    reading: dict[str, Any] = {"concurrency_limit": 2, **HIDDEN}
    read = [parts.upload, parts.busy, parts.reading, parts.cancel, *shown]
    parts.cancel.click(guard(visitors.texts.stop_reading), [owner], None, queue=False, **HIDDEN)
    events = [
        parts.upload.upload(guard(handlers.read), [owner, parts.upload], read, **reading),
        parts.author.answer.click(
            guard(handlers.answer), [owner, parts.author.people, parts.author.other], read, **reading
        ),
        parts.fetch.click(guard(handlers.read_dataset), [owner, parts.dataset, parts.column], read, **reading),
        parts.add.click(
            guard(handlers.paste), [owner, parts.pasted], [parts.pasted, *shown], concurrency_limit=2, **quiet
        ),
        parts.store.delete(guard(handlers.remove), [owner], shown, **quiet),
        parts.review.decided(guard(handlers.counted), [owner], parts.counted, **HIDDEN),
    ]
    for event in events:
        inputs = [owner, fingerprints.parts.is_open]
        event.then(guard(fingerprints.handlers.refresh), inputs, fingerprints.parts.plots, **HIDDEN)
    return TextsStep(parts, handlers, [event.then for event in events])


def components(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> Parts:
    """Build the components, with the review and the fingerprint below them."""
    gr.HTML(markup.step_heading(1, t.texts_title, t.texts_lead))
    with gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=300):
            added = {**_upload(t), "author": author.components(t), **_paste(t), **_dataset(visitors, t)}
            gr.HTML(markup.line(t.texts_privacy), elem_classes="footnote")
        with gr.Column(scale=6, min_width=300):
            store = gr.HTML(markup.readings([], t), js_on_load=script("removed"), elem_id="shelf")
            report = gr.HTML("", elem_id="report")
            reviewed = review.build(visitors, t, owner)
    drawer = fingerprint.build(visitors, t, owner)
    return Parts(owner=owner, store=store, report=report, review=reviewed, fingerprint=drawer, **added)


def _upload(t: Strings) -> dict[str, Any]:
    """Build the place for files, and how far their reading is."""
    upload = gr.File(label=t.upload, file_count="multiple", type="filepath", height=150, elem_id="upload")
    with gr.Row(visible=False, elem_classes="actions") as busy:
        reading = gr.HTML("", elem_id="reading")
        cancel = gr.Button(t.cancel, elem_id="cancel-reading", scale=0, min_width=110)
    return {"upload": upload, "busy": busy, "reading": reading, "cancel": cancel}


def _paste(t: Strings) -> dict[str, Any]:
    """Build the box for a pasted text."""
    with gr.Accordion(t.or_paste, open=False, elem_id="paste"):
        pasted = gr.Textbox(label=t.paste, placeholder=t.paste_placeholder, lines=7, max_lines=14, elem_id="pasted")
        add = gr.Button(t.add_paste, elem_id="add-paste")
    return {"pasted": pasted, "add": add}


def _dataset(visitors: Visitors, t: Strings) -> dict[str, Any]:
    """Build what fetches a data set."""
    with gr.Accordion(t.or_dataset, open=False, elem_id="dataset"):
        info = t.dataset_info if visitors.recipes.folders_allowed else t.dataset_info_hub
        dataset = gr.Textbox(label=t.dataset, info=info, placeholder="user/name", max_length=400, elem_id="dataset-id")
        column = gr.Textbox(label=t.dataset_column, info=t.dataset_column_info, max_length=200)
        fetch = gr.Button(t.dataset_fetch, elem_id="fetch-dataset")
    return {"dataset": dataset, "column": column, "fetch": fetch}


class Handlers:
    """What happens when texts are added or removed."""

    def __init__(self, visitors: Visitors, t: Strings, parts: Parts) -> None:
        self.guard = Guard(t)
        self._texts, self._t, self._parts = visitors.texts, t, parts

    def counted(self, owner: str) -> Updates:
        """Return the texts and the report on them."""
        parts, corpus = self._parts, self._texts.reported(owner)
        return {
            parts.store: markup.readings(self._texts.readings(owner), self._t),
            parts.report: markup.report(corpus, self._t),
            parts.fingerprint.parts.drawer: gr.Accordion(visible=corpus is not None),
        }

    def show(self, owner: str) -> Updates:
        """Return the texts, the report and the review."""
        question = author.show(self._texts.readings(owner), self._parts.author, self._t)
        return self.counted(owner) | question | self._parts.review.handlers.show(owner)

    def read(self, owner: str, files: list[str] | None) -> Iterator[Updates]:
        """Read uploaded files."""
        paths = [Path(file) for file in files or []]
        yield from self._reading(owner, self._texts.read(owner, paths, [path.name for path in paths]))

    def answer(self, owner: str, chosen: list[str], other: str) -> Iterator[Updates]:
        """Read what the author wrote in an archive that waits."""
        yield from self._reading(owner, author.answered(self._texts, owner, chosen, other))

    def read_dataset(self, owner: str, dataset: str, column: str) -> Iterator[Updates]:
        """Read a data set."""
        yield from self._reading(owner, self._texts.read_dataset(owner, dataset, column))

    def _reading(self, owner: str, texts: Generator[Progress]) -> Iterator[Updates]:
        """Yield how far the reading is, then how far the report is.

        What is on the page stays until both are done.
        """
        parts, t = self._parts, self._t
        row: Updates = {parts.busy: gr.Row(visible=True)}
        with contextlib.closing(texts) as steps:
            for step in paced_steps(steps, time.monotonic):
                line = markup.reading(step.done, step.of, step.name, t)
                yield {**row, parts.reading: line, parts.cancel: gr.Button(visible=True)}
        with contextlib.closing(self._texts.reporting(owner)) as steps:
            line = markup.counting(0, 1, t)
            yield {**row, parts.upload: None, parts.reading: line, parts.cancel: gr.Button(visible=False)}
            for step in paced_steps(steps, time.monotonic):
                yield {parts.reading: markup.counting(step.done, step.of, t)}
        yield {parts.upload: None, parts.busy: gr.Row(visible=False), parts.reading: "", **self.show(owner)}

    def paste(self, owner: str, text: str) -> Updates:
        """Add a pasted text."""
        self._texts.paste(owner, text, self._t.pasted_name)
        return {self._parts.pasted: "", **self.show(owner)}

    def remove(self, owner: str, event: gr.EventData) -> Updates:
        """Remove a text."""
        self._texts.remove(owner, int(event.place))
        return self.show(owner)


def paced_steps(steps: Iterable[Progress], clock: Callable[[], float]) -> Iterator[Progress]:
    """Yield the first step, and then one every half second at most.

    A library has hundreds.
    """
    last = None
    for step in steps:
        if step.name and (last is None or clock() - last >= EVERY_SECONDS):
            last = clock()
            yield step
