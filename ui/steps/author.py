"""Part of step 1: the question who the author is."""

from collections.abc import Generator, Sequence
from dataclasses import dataclass

import gradio as gr
from gradio.blocks import Block

from trainer.texts.reader import Progress, Reading
from ui.html import authors
from ui.steps.events import Updates
from ui.strings.strings import Strings
from ui.visitors.texts import VisitorTexts


@dataclass(frozen=True)
class Parts:
    """The components of the question."""

    box: gr.Column
    """Seen while an archive waits."""
    asked: gr.HTML
    people: gr.CheckboxGroup
    """Values are the archive and a place among its people."""
    other: gr.Textbox
    """An address or a name that is not among the people shown."""
    answer: gr.Button

    @property
    def shown(self) -> list[Block]:
        """What changes with the question."""
        return [self.box, self.asked, self.people, self.other]


def components(t: Strings) -> Parts:
    """Build the components, hidden until an archive waits."""
    with gr.Column(visible=False, elem_id="author") as box:
        asked = gr.HTML("", elem_id="author-asked")
        people = gr.CheckboxGroup([], label=t.author_people, elem_id="author-people")
        other = gr.Textbox(label=t.author_other, info=t.author_other_info, max_length=400, elem_id="author-other")
        answer = gr.Button(t.author_answer, variant="primary", elem_id="author-answer")
    return Parts(box, asked, people, other, answer)


def show(readings: Sequence[Reading], parts: Parts, t: Strings) -> Updates:
    """Return the first question that waits, hidden where there is none."""
    waiting = next(((one, one.question) for one in readings if one.question and one.upload), None)
    if waiting is None:
        return {parts.box: gr.Column(visible=False), parts.people: gr.CheckboxGroup([], value=[]), parts.other: ""}
    reading, question = waiting
    upload = reading.upload.name if reading.upload else ""
    choices = [(authors.label(one, t), f"{upload}/{place}") for place, one in enumerate(question.candidates)]
    guessed = [value for (_, value), one in zip(choices, question.candidates, strict=True) if one.guessed]
    return {
        parts.box: gr.Column(visible=True),
        parts.asked: authors.question(question, t),
        parts.people: gr.CheckboxGroup(choices, value=guessed),
        parts.other: gr.Textbox(value="", visible=question.people > len(question.candidates)),
    }


def answered(texts: VisitorTexts, owner: str, chosen: Sequence[str], other: str) -> Generator[Progress]:
    """Read what the chosen people wrote; yield progress."""
    waiting = {one.upload.name: one.question for one in texts.questions(owner) if one.upload and one.question}
    upload = next((value.rpartition("/")[0] for value in chosen), next(iter(waiting), ""))
    question = waiting.get(upload)
    if question is None:
        return
    places = {int(value.rpartition("/")[2]) for value in chosen if value.rpartition("/")[0] == upload}
    keys = [one.key for place, one in enumerate(question.candidates) if place in places]
    typed = [name.strip() for name in other.split(",") if name.strip()]
    yield from texts.answer(owner, upload, [*keys, *typed])
