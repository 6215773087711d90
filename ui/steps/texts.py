"""Step 1: the author's texts, by upload or by paste, and what came of them."""

import contextlib
import time
from collections.abc import Callable, Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr

from trainer.texts.reader import Progress
from ui.guard import Guard
from ui.html import markup
from ui.steps import fingerprint, review
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors

_ON_LOAD = """
element.addEventListener("click", event => {
    const button = event.target.closest("[data-remove]");
    if (button) trigger("delete", { place: Number(button.dataset.remove) });
});
"""


EVERY_SECONDS = 0.5
"""How often the line that says what is being read changes at most."""


@dataclass(frozen=True)
class TextsStep:
    """The parts that other steps speak to."""

    show: Callable[..., Any]
    """Handler (owner) -> the list and the report."""
    shown: list[Any]
    """Its outputs."""
    changes: list[Callable[..., Any]]
    """Register a handler for after the texts have changed: the `then` of each event that changes them."""


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> TextsStep:
    """Build the step and return what other steps need of it."""
    guard = Guard(t)

    gr.HTML(markup.step_heading(1, t.texts_title, t.texts_lead))
    with gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=300):
            upload = gr.File(
                label=t.upload,
                file_count="multiple",
                type="filepath",
                height=150,
                elem_id="upload",
            )
            with gr.Row(visible=False, elem_classes="actions") as busy:
                reading = gr.HTML("", elem_id="reading")
                cancel = gr.Button(t.cancel, elem_id="cancel-reading", scale=0, min_width=110)
            with gr.Accordion(t.or_paste, open=False, elem_id="paste"):
                pasted = gr.Textbox(
                    label=t.paste,
                    placeholder=t.paste_placeholder,
                    lines=7,
                    max_lines=14,
                    elem_id="pasted",
                )
                add = gr.Button(t.add_paste, elem_id="add-paste")
            with gr.Accordion(t.or_dataset, open=False, elem_id="dataset"):
                dataset = gr.Textbox(
                    label=t.dataset,
                    info=t.dataset_info if visitors.folders_allowed else t.dataset_info_hub,
                    placeholder="user/name",
                    max_length=400,
                    elem_id="dataset-id",
                )
                column = gr.Textbox(label=t.dataset_column, info=t.dataset_column_info, max_length=200)
                fetch = gr.Button(t.dataset_fetch, elem_id="fetch-dataset")
            gr.HTML(markup.line(t.texts_privacy), elem_classes="footnote")
        with gr.Column(scale=6, min_width=300):
            store = gr.HTML(markup.readings([], t), js_on_load=_ON_LOAD, elem_id="shelf")
            report = gr.HTML("", elem_id="report")
            reviewing = review.build(visitors, t, owner)
    printed = fingerprint.build(visitors, t, owner)

    def counted(visitor: str) -> tuple[Any, ...]:
        corpus = visitors.texts.reported(visitor)
        readings = markup.readings(visitors.texts.readings(visitor), t)
        return readings, markup.report(corpus, t), gr.Accordion(visible=corpus is not None)

    def show(visitor: str) -> tuple[Any, ...]:
        return *counted(visitor), *reviewing.show(visitor)

    def read(visitor: str, files: list[str] | None) -> Iterator[tuple[Any, ...]]:
        paths = [Path(file) for file in files or []]
        yield from reading_of(visitor, visitors.texts.read(visitor, paths, [path.name for path in paths]))

    def read_dataset(visitor: str, wanted: str, column: str) -> Iterator[tuple[Any, ...]]:
        yield from reading_of(visitor, visitors.texts.read_dataset(visitor, wanted, column))

    def reading_of(visitor: str, texts: Generator[Progress]) -> Iterator[tuple[Any, ...]]:
        """Say how far the reading is, then how far the report is; what is on the page stays until both are done."""
        same = [gr.skip() for _ in shown]
        can, cannot, row = gr.Button(visible=True), gr.Button(visible=False), gr.Row(visible=True)
        with contextlib.closing(texts) as steps:
            for step in paced_steps(steps, time.monotonic):
                yield gr.skip(), row, markup.reading(step.done, step.of, step.name, t), can, *same
        with contextlib.closing(visitors.texts.reporting(visitor)) as steps:
            yield None, row, markup.counting(0, 1, t), cannot, *same
            for step in paced_steps(steps, time.monotonic):
                yield gr.skip(), gr.skip(), markup.counting(step.done, step.of, t), gr.skip(), *same
        yield None, gr.Row(visible=False), "", gr.skip(), *show(visitor)

    def paste(visitor: str, text: str) -> tuple[Any, ...]:
        visitors.texts.paste(visitor, text, t.pasted_name)
        return "", *show(visitor)

    def remove(visitor: str, event: gr.EventData) -> tuple[Any, ...]:
        visitors.texts.remove(visitor, int(event.place))
        return show(visitor)

    quiet: dict[str, Any] = {"show_progress": "minimal", "api_visibility": "private"}
    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    shown = [store, report, printed.drawer, *reviewing.shown]
    read_into = [upload, busy, reading, cancel, *shown]
    cancel.click(guard(visitors.texts.stop_reading), [owner], None, queue=False, **hidden)
    events = [
        upload.upload(guard(read), [owner, upload], read_into, concurrency_limit=2, **hidden),
        fetch.click(guard(read_dataset), [owner, dataset, column], read_into, concurrency_limit=2, **hidden),
        add.click(guard(paste), [owner, pasted], [pasted, *shown], concurrency_limit=2, **quiet),
        store.delete(guard(remove), [owner], shown, **quiet),
        reviewing.decided(guard(counted), [owner], [store, report, printed.drawer], **hidden),
    ]
    for event in events:
        event.then(guard(printed.refresh), printed.asked, printed.drawn, **hidden)
    return TextsStep(show, shown, [event.then for event in events])


def paced_steps(steps: Iterable[Progress], clock: Callable[[], float]) -> Iterator[Progress]:
    """Yield the first step, and then one every half second at most: a library has hundreds."""
    last = None
    for step in steps:
        if step.name and (last is None or clock() - last >= EVERY_SECONDS):
            last = clock()
            yield step
