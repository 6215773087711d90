"""The first screen: three columns that answer one prompt side by side."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.blocks import Block

from trainer.compare.comparison import COLUMNS, Answer, ComparisonRequest
from trainer.errors import PasticheError
from trainer.library.style import Style
from ui.guard import Guard
from ui.html import hub_progress, markup
from ui.html.comparison_progress import Columns, paced
from ui.js import scripts
from ui.steps import sign_in
from ui.steps.compare_parts import Parts, components
from ui.steps.compare_view import View
from ui.steps.events import HIDDEN, QUICK, Updates, Values, progress, unchanged
from ui.strings.strings import Strings, strings
from ui.visitors.hub import ShareLink
from ui.visitors.visitors import Visitors

EVERY_SECONDS = 0.1
"""How often the columns are drawn while they are written; oftener costs the browser more than it shows."""


@dataclass(frozen=True)
class CompareStep:
    """What other steps need of this one."""

    parts: Parts
    handlers: "Handlers"
    opening: gr.events.Dependency
    """The comparison on arrival, which gives way to each question."""

    def ask_on(self, trigger: Callable[..., Any]) -> None:
        """Have an event put the question to all columns."""
        parts, handlers = self.parts, self.handlers
        buttons = [parts.compare, parts.stop]
        begun = trigger(handlers.busy, None, buttons, cancels=[self.opening], **QUICK)
        turns: dict[str, Any] = {"concurrency_id": "compare", "concurrency_limit": 4}
        answer = begun.then(handlers.guard(handlers.answer), parts.question, parts.answers, **turns, **HIDDEN)
        answer.then(handlers.idle, None, buttons, **QUICK)
        parts.stop.click(None, None, None, cancels=[answer])


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState, page: gr.Blocks) -> CompareStep:
    """Build the comparison and return what other steps need of it."""
    parts = components(visitors, t, owner)
    handlers = Handlers(visitors, t, parts)
    opening = page.load(handlers.guard(handlers.opening), None, parts.answers, concurrency_id="compare", **HIDDEN)
    step = CompareStep(parts, handlers, opening)
    new_seed = parts.dice.click(lambda: random.randrange(1, 10_000), None, parts.seed, **QUICK)
    # Moving the strength or drawing a new seed is a question too.
    for trigger in (parts.compare.click, parts.prompt.submit, parts.strength.release, new_seed.then):
        step.ask_on(trigger)
    parts.stop.click(handlers.stopped, None, [parts.compare, parts.stop, parts.status], cancels=[opening], **QUICK)
    _wire_style(parts, handlers)
    _wire_sharing(parts, handlers, t)
    return step


def _wire_style(parts: Parts, handlers: "Handlers") -> None:
    """Have the page follow the chosen style and mode."""
    guard = handlers.guard
    parts.examples.click(lambda chosen: chosen[0], parts.examples, parts.prompt, **QUICK)
    for_mode: tuple[Any, ...] = (
        guard(handlers.mode_chosen),
        [parts.owner, parts.style, parts.mode, parts.prompt],
        [parts.prompt, parts.examples, parts.note, parts.with_prompt, parts.length],
    )
    chosen = [parts.owner, parts.style, parts.mode]
    parts.style.input(guard(handlers.described), chosen, parts.described, **QUICK).then(*for_mode, **QUICK)
    parts.mode.change(*for_mode, **QUICK)


def _wire_sharing(parts: Parts, handlers: "Handlers", t: Strings) -> None:
    """Have the buttons copy columns and links, and make cards."""
    for column, button in parts.copies.items():
        button.click(None, None, None, js=scripts.copy_column(column, t))
    parts.share.click(None, None, None, js=scripts.share_card(t))
    inputs: set[Block] = {parts.owner, parts.style, parts.strength, parts.prompt, parts.with_prompt, parts.mode}
    copied = parts.link.click(handlers.guard(handlers.link), inputs, parts.address, **QUICK)
    copied.success(None, parts.address, parts.address, js=scripts.copy_link(t))


class Handlers:
    """What happens when something is pressed."""

    def __init__(self, visitors: Visitors, t: Strings, parts: Parts) -> None:
        self.guard = Guard(t)
        self._visitors, self._t, self._parts = visitors, t, parts
        self._view = View(visitors, t)

    # The buttons

    def busy(self) -> Updates:
        """Let the question only be stopped."""
        return {self._parts.compare: gr.Button(interactive=False), self._parts.stop: gr.Button(interactive=True)}

    def idle(self) -> Updates:
        """Let a question be asked again."""
        return {self._parts.compare: gr.Button(interactive=True), self._parts.stop: gr.Button(interactive=False)}

    def stopped(self) -> Updates:
        """Say that the columns were stopped."""
        return self.idle() | {self._parts.status: markup.line(self._t.compare_stopped, live=True)}

    # Styles and modes

    def refresh(self, owner: str, style_id: str | None) -> Updates:
        """Return the style list anew.

        A style that is gone gives way to the first; else nothing but the list and the footnote changes.
        """
        parts, choices = self._parts, self._view.choices(owner)
        if style_id in [choice for _, choice in choices]:
            # Which is chosen is left alone: a link, or the visitor, may have chosen another one meanwhile.
            style = self._visitors.style(owner, style_id)
            return {parts.style: gr.Dropdown(choices=choices), parts.footnote: self._view.footnote(style)}
        first = self._view.first_style()
        return self.choose(owner, first) if first else unchanged()

    def choose(self, owner: str, style_id: str) -> Updates:
        """Return the style list with one chosen, and what belongs to it."""
        dropdown = gr.Dropdown(choices=self._view.choices(owner), value=style_id)
        return {self._parts.style: dropdown, **self.described(owner, style_id)}

    def described(self, owner: str, style_id: str, mode: str = "") -> Updates:
        """Return what belongs to a newly chosen style, and empty columns.

        Nothing of another style's may stand. A draft stays in its box, and what is done with it: whoever chooses
        another style has not pasted it in vain.
        """
        parts, view, style = self._parts, self._view, self._visitors.style(owner, style_id)
        updates: Updates = {
            parts.about: view.about(style),
            # What another style has said must not stand under this one's name.
            parts.titles["styled"]: view.title("styled", style),
            parts.strength: view.strength(style, style.strength),
            parts.draft: "",
            parts.footnote: view.footnote(style),
        }
        updates |= {parts.leaves[one]: gr.Column(visible=one in style.columns) for one in COLUMNS if one != "base"}
        updates |= {sheet: view.empty() for sheet in parts.sheets.values()}
        if mode != "rewrite":
            prompts = view.prompts(style)
            updates |= {parts.prompt: prompts[0], parts.examples: gr.Dataset(samples=[[text] for text in prompts])}
        return updates if mode else updates | {parts.mode: "write"}

    def mode_chosen(self, owner: str, style_id: str, mode: str, prompt: str) -> Updates:
        """Return the box as a mode needs it, with what goes along.

        It is a prompt's or a draft's. What was written stays, unless it is one of our own examples for another mode.
        """
        t, parts, style = self._t, self._parts, self._visitors.style(owner, style_id)
        prompts, drafts = self._view.prompts(style), list(strings(style.language).drafts)
        if mode != "rewrite":
            begun = prompts[0] if not prompt.strip() or prompt in drafts else prompt
            return {
                parts.prompt: gr.Textbox(begun, label=t.prompt, placeholder=t.prompt_placeholder, lines=1, max_lines=6),
                parts.examples: gr.Dataset(samples=[[text] for text in prompts]),
                parts.note: gr.HTML(visible=False),
                parts.with_prompt: gr.Checkbox(visible=True),
                parts.length: gr.Slider(visible=True),
            }
        begun = "" if prompt in prompts else prompt
        can = self._visitors.rewrites(style)
        note = markup.line(t.rewrite_note if can else t.rewrite_note_keywords, "quiet" if can else "warning")
        return {
            parts.prompt: gr.Textbox(begun, label=t.draft, placeholder=t.draft_placeholder, lines=8, max_lines=16),
            parts.examples: gr.Dataset(samples=[[text] for text in drafts]),
            parts.note: gr.HTML(note, visible=True),
            # A draft never goes into a link, and a rewriting is as long as its draft.
            parts.with_prompt: gr.Checkbox(False, visible=False),
            parts.length: gr.Slider(visible=False),
        }

    # Links

    def follow_link(self, owner: str, request: gr.Request, signed_in: gr.OAuthToken | None = None) -> Iterator[Updates]:
        """Yield the style of the visitor's address, chosen, with its question.

        A style that has to be fetched first is shown on its way.
        """
        parts, link, t = self._parts, _link(request), self._t
        style_id = link.style
        if link.adapter:
            steps = self._visitors.hub.pull(owner, link.adapter, sign_in.token_of(signed_in))
            try:
                pulled = yield from progress(steps, lambda step: {parts.status: hub_progress.told(step, t)})
            except PasticheError as error:
                yield {parts.asking: "", parts.status: markup.line(error.message.text(t.code), "warning", live=True)}
                return
            style_id = pulled.id
        if not style_id:
            yield {parts.asking: ""}
            return
        updates = self.choose(owner, style_id)
        if link.strength is not None:
            updates[parts.strength] = self._view.strength(self._visitors.style(owner, style_id), link.strength)
        if link.prompt:
            updates[parts.prompt] = link.prompt
        yield {parts.asking: style_id, **updates}

    def link(self, values: Values) -> str:
        """Return the part of an address that opens this comparison elsewhere.

        A draft never goes into it.
        """
        parts, owner = self._parts, values[self._parts.owner]
        style = self._visitors.style(owner, values[parts.style])
        shown = "" if values[parts.mode] == "rewrite" else values[parts.prompt]
        strength, with_prompt = float(values[parts.strength]), bool(values[parts.with_prompt])
        return self._visitors.hub.link(style, owner, strength, shown, with_prompt, self._t.code)

    # Answers

    def opening(self, request: gr.Request) -> Iterator[Updates]:
        """Yield the comparison on arrival.

        Nothing comes where a link asks for another one.
        """
        style, link = self._visitors.first_style(self._t.code), _link(request)
        if style is None or not style.is_ready or link.adapter or link.style:
            yield unchanged()
            return
        yield from self._shown(self._visitors.opening(self._t.code), style, style.prompts[0])

    def answer(self, values: Values) -> Iterator[Updates]:
        """Yield the columns while they are written."""
        parts, owner = self._parts, values[self._parts.owner]
        # JSON has one kind of number: a slider at 1.0 comes back as the whole number 1.
        request = ComparisonRequest(
            values[parts.prompt],
            values[parts.mode],
            strength=float(values[parts.strength]),
            never_recite=bool(values[parts.never_recite]),
            temperature=float(values[parts.temperature]),
            min_p=float(values[parts.min_p]),
            max_new_tokens=int(values[parts.length]),
            seed=int(values[parts.seed] or 0),
        )
        style = self._visitors.style(owner, values[parts.style])
        answers = self._visitors.compare(owner, style.id, request)
        yield from self._shown(answers, style, request.prompt)

    def _shown(self, answers: Iterator[Answer], style: Style, prompt: str) -> Iterator[Updates]:
        # Nothing is cleared before the first word comes: an error must not cost the visitor what is on the page.
        status = self._parts.status
        yield {status: markup.line(self._t.compare_loading, "busy", live=True)}
        try:
            for columns in paced(answers, time.monotonic, EVERY_SECONDS):
                yield self.drawn(columns, style, prompt)
        except Exception as error:
            yield {status: markup.line(self.guard.sentence(error), "warning", live=True)}

    def drawn(self, columns: Columns, style: Style, prompt: str) -> Updates:
        """Return the columns as they are now.

        Before the first word only the status changes.
        """
        parts, view = self._parts, self._view
        updates: Updates = {parts.status: view.status(columns)}
        if columns.stage in ("writing", "done") or any(columns.texts.values()):
            updates |= {parts.sheets[column]: view.sheet(columns, column, style, prompt) for column in COLUMNS}
            updates[parts.draft] = view.draft(columns, style, prompt)
        if columns.stage == "done":
            updates[parts.titles["few_shot"]] = view.title("few_shot", shown=columns.shots)
        return updates


def _link(request: gr.Request) -> ShareLink:
    """Return what the visitor's address asks for."""
    return ShareLink.of(dict(request.query_params))
