"""The comparison's components."""

from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.blocks import Block

from trainer.compare.comparison import COLUMNS, MOST_STRENGTH, MOST_TOKENS, Column, Comparison
from trainer.library.style import Style
from ui.html import markup
from ui.steps.compare_view import View
from ui.strings.strings import Strings
from ui.visitors.visitors import OPENING_SEED, Visitors

"""Tokens of an answer at most."""


@dataclass(frozen=True)
class Parts:
    """The components of the step."""

    owner: gr.BrowserState
    style: gr.Dropdown
    about: gr.HTML
    make: gr.Button
    """The way to a style of one's own."""
    prompt: gr.Textbox
    examples: gr.Dataset
    mode: gr.Radio
    compare: gr.Button
    stop: gr.Button
    note: gr.HTML
    status: gr.HTML
    sheets: dict[Column, gr.HTML]
    """What each column answers."""
    titles: dict[Column, gr.HTML]
    leaves: dict[Column, gr.Column]
    """The whole columns."""
    copies: dict[Column, gr.Button]
    draft: gr.HTML
    """What became of a draft."""
    strength: gr.Slider
    seed: gr.Number
    dice: gr.Button
    temperature: gr.Slider
    min_p: gr.Slider
    length: gr.Slider
    never_recite: gr.Checkbox
    link: gr.Button
    share: gr.Button
    with_prompt: gr.Checkbox
    address: gr.Textbox
    asking: gr.Textbox
    """When it changes, the question is put to all columns."""
    footnote: gr.HTML

    @property
    def question(self) -> set[Block]:
        """What the columns are asked."""
        sampling = {self.seed, self.strength, self.temperature, self.min_p, self.length, self.never_recite}
        return {self.owner, self.style, self.prompt, self.mode, *sampling}

    @property
    def answers(self) -> list[Block]:
        """What changes while the columns answer."""
        return [*self.sheets.values(), self.titles["few_shot"], self.draft, self.status]

    @property
    def refreshed(self) -> list[Block]:
        """The style list, and what belongs to the chosen style."""
        return [self.style, *self.described]

    @property
    def described(self) -> list[Block]:
        """What belongs to the chosen style."""
        heads = [self.titles["styled"], self.leaves["few_shot"], self.leaves["styled"]]
        prompts = [self.prompt, self.examples, self.mode, self.strength]
        return [self.about, *prompts, *heads, *self.sheets.values(), self.draft, self.footnote]


def components(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> Parts:
    """Build the components, showing the first style."""
    view = View(visitors, t)
    first = visitors.style("", view.first_style() or "")
    parts = {
        **_question(view, t, first),
        "status": gr.HTML(markup.line(t.compare_ready, live=True), elem_id="compare-status"),
        **_columns(view, t, first),
        "draft": gr.HTML(elem_id="draft"),
        **_sampling(t),
        **_sharing(t),
        # No state: Gradio tells of a state's change only behind its queue.
        "asking": gr.Textbox(visible="hidden", show_label=False, label="linked", elem_id="linked"),
        "footnote": gr.HTML(view.footnote(first), elem_classes="footnote"),
    }
    return Parts(owner, **parts)


def _question(view: View, t: Strings, first: Style) -> dict[str, Any]:
    """Build what is asked: style, prompt and mode."""
    prompts = view.prompts(first)
    modes = [(t.mode_write, "write"), (t.mode_continue, "continue"), (t.mode_rewrite, "rewrite")]
    with gr.Row(equal_height=False, elem_classes="ask"):
        with gr.Column(scale=3, min_width=260):
            style = gr.Dropdown(view.choices(""), value=first.id, label=t.style, elem_id="style", filterable=False)
            about = gr.HTML(view.about(first), elem_classes="style-about")
            make = gr.Button(t.make_one, elem_id="make-one")
        with gr.Column(scale=7, min_width=300):
            prompt = gr.Textbox(
                prompts[0], label=t.prompt, placeholder=t.prompt_placeholder, lines=1, max_lines=6, elem_id="prompt"
            )
            samples = [[text] for text in prompts]
            examples = gr.Dataset(components=[prompt], samples=samples, label=t.example_prompts, elem_id="prompts")
            with gr.Row(elem_classes="actions", equal_height=True):
                mode = gr.Radio(
                    modes, value="write", label=t.mode, show_label=False, container=False, elem_id="mode",
                    min_width=280,
                )  # fmt: skip
                compare = gr.Button(t.compare, variant="primary", elem_id="compare", scale=0, min_width=160)
                stop = gr.Button(t.stop, interactive=False, elem_id="stop-compare", scale=0, min_width=110)
            note = gr.HTML(visible=False, elem_id="mode-note")
    asked = {"prompt": prompt, "examples": examples, "mode": mode, "compare": compare, "stop": stop, "note": note}
    return {"style": style, "about": about, "make": make, **asked}


def _columns(view: View, t: Strings, first: Style) -> dict[str, Any]:
    """Build the columns side by side."""
    sheets, titles, leaves, copies = {}, {}, {}, {}
    with gr.Row(elem_classes="columns", equal_height=True):
        for column in COLUMNS:
            with gr.Column(min_width=280, elem_id=f"column-{column}", elem_classes=["sheet", column]) as leaves[column]:
                with gr.Row(elem_classes="sheet-head"):
                    titles[column] = gr.HTML(view.title(column, first), elem_id=f"title-{column}")
                    copies[column] = gr.Button(t.copy, size="sm", scale=0, min_width=108, elem_classes="copy")
                sheets[column] = gr.HTML(view.empty())
    return {"sheets": sheets, "titles": titles, "leaves": leaves, "copies": copies}


def _sampling(t: Strings) -> dict[str, Any]:
    """Build the settings of sampling."""
    with gr.Row(elem_classes="knobs", equal_height=False):
        strength = gr.Slider(
            0, MOST_STRENGTH, value=1.0, step=0.05, label=t.strength, info=t.strength_info, elem_id="strength",
            scale=3, min_width=280,
        )  # fmt: skip
        with gr.Column(scale=2, min_width=280), gr.Row(elem_classes="seed", equal_height=True):
            seed = gr.Number(OPENING_SEED, precision=0, label=t.seed, info=t.seed_info, elem_id="seed", min_width=150)
            dice = gr.Button(t.new_seed, elem_id="new-seed", scale=0, min_width=160)
    with gr.Accordion(t.advanced, open=False, elem_id="sampling"), gr.Row():
        temperature = gr.Slider(0.05, 2, value=1.0, step=0.05, label=t.temperature, info=t.temperature_info)
        min_p = gr.Slider(0, 0.5, value=0.05, step=0.01, label=t.min_p, info=t.min_p_info)
        length = gr.Slider(
            20,
            MOST_TOKENS,
            value=Comparison.max_new_tokens,
            step=10,
            label=t.length,
            info=t.length_info,
            elem_id="length",
        )
        never_recite = gr.Checkbox(label=t.never_recite, info=t.never_recite_info, elem_id="never-recite")
    noise = {"temperature": temperature, "min_p": min_p, "length": length, "never_recite": never_recite}
    return {"strength": strength, "seed": seed, "dice": dice, **noise}


def _sharing(t: Strings) -> dict[str, Any]:
    """Build what takes a comparison along."""
    with gr.Row(elem_classes="actions", elem_id="share"):
        link = gr.Button(t.link_copy, size="sm", scale=0, min_width=180, elem_id="copy-link")
        share = gr.Button(t.share_card, size="sm", scale=0, min_width=150, elem_id="share-card")
        with_prompt = gr.Checkbox(label=t.link_prompt, container=False, min_width=240, elem_id="link-prompt")
    address = gr.Textbox(
        show_label=False, container=False, visible="hidden", interactive=False, elem_id="link-address", label="link"
    )
    return {"link": link, "share": share, "with_prompt": with_prompt, "address": address}
