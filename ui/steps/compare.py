"""The first screen: one prompt, three columns that answer it side by side."""

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from styles.i18n.message import as_message
from styles.measures.meaning import compare_facts
from styles.measures.word_diff import changes
from trainer.bases import EMBEDDED, name_of
from trainer.compare.ask import AskOptions
from trainer.compare.comparison import (
    COLUMNS,
    MOST_STRENGTH,
    MOST_TOKENS,
    PASSAGES_SHOWN,
    Answer,
    Column,
    Comparison,
    Mode,
)
from trainer.compare.real_pair import real_pair
from trainer.errors import PasticheError
from trainer.library.style import Style, ordered
from ui.guard import Guard
from ui.html import hub_progress, markup, rewriting
from ui.html.comparison_progress import Columns, paced
from ui.js import sharing
from ui.steps import sign_in
from ui.strings.strings import Strings, strings
from ui.visitors.hub import ShareLink
from ui.visitors.visitors import OPENING_SEED, Visitors

EVERY_SECONDS = 0.1
"""How often the columns are drawn while they are written; oftener costs the browser more than it shows."""
DESCRIBED = 10 + len(COLUMNS)
"""How many parts of the page belong to the style that is chosen."""


@dataclass(frozen=True)
class CompareStep:
    """The parts that other steps speak to."""

    style: gr.Dropdown
    refresh: Callable[..., tuple[Any, ...]]
    """Handler (owner, chosen style id) -> the style list anew, the choice kept where it is still there."""
    choose: Callable[..., tuple[Any, ...]]
    """Handler (owner, style id) -> the style list with that style chosen."""
    refreshed: list[gr.components.Component]
    """The outputs of both."""
    ask_on: Callable[[Callable[..., Any]], None]
    """Have an event put the question to all columns."""
    follow_link: Callable[..., Any]
    """Handler (owner, request) -> the style of the visitor's address, fetched where it has to be."""
    asking: gr.Textbox
    """Its first output: when it changes, the question is put to all columns."""
    status: gr.HTML
    """Its second output; `refreshed` are the others."""
    make: gr.Button
    """The way to a style of one's own."""


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState, page: gr.Blocks) -> CompareStep:
    """Build the comparison and return what other steps need of it."""
    guard = Guard(t)
    handlers = _Handlers(visitors, t, guard)
    first = handlers.first_style()

    with gr.Row(equal_height=False, elem_classes="ask"):
        with gr.Column(scale=3, min_width=260):
            style = gr.Dropdown(handlers.choices(""), value=first, label=t.style, elem_id="style", filterable=False)
            about = gr.HTML(handlers.about("", first), elem_classes="style-about")
            make = gr.Button(t.make_one, elem_id="make-one")
        with gr.Column(scale=7, min_width=300):
            prompt = gr.Textbox(
                handlers.prompts("", first)[0],
                label=t.prompt,
                placeholder=t.prompt_placeholder,
                lines=1,
                max_lines=6,
                elem_id="prompt",
            )
            examples = gr.Dataset(
                components=[prompt],
                samples=[[text] for text in handlers.prompts("", first)],
                label=t.example_prompts,
                elem_id="prompts",
            )
            with gr.Row(elem_classes="actions", equal_height=True):
                mode = gr.Radio(
                    [
                        (t.mode_write, "write"),
                        (t.mode_continue, "continue"),
                        (t.mode_rewrite, "rewrite"),
                    ],
                    value="write",
                    label=t.mode,
                    show_label=False,
                    container=False,
                    elem_id="mode",
                    min_width=280,
                )
                compare = gr.Button(t.compare, variant="primary", elem_id="compare", scale=0, min_width=160)
                stop = gr.Button(t.stop, interactive=False, elem_id="stop-compare", scale=0, min_width=110)
            note = gr.HTML(visible=False, elem_id="mode-note")
    status = gr.HTML(markup.line(t.compare_ready, live=True), elem_id="compare-status")

    sheets: dict[Column, gr.HTML] = {}
    titles: dict[Column, gr.HTML] = {}
    leaves: dict[Column, gr.Column] = {}
    with gr.Row(elem_classes="columns", equal_height=True):
        for column in COLUMNS:
            with gr.Column(min_width=280, elem_id=f"column-{column}", elem_classes=["sheet", column]) as leaves[column]:
                with gr.Row(elem_classes="sheet-head"):
                    titles[column] = gr.HTML(handlers.title(column, "", first), elem_id=f"title-{column}")
                    copy = gr.Button(t.copy, size="sm", scale=0, min_width=108, elem_classes="copy")
                sheets[column] = gr.HTML(handlers.empty())
                copy.click(None, None, None, js=sharing.copy_js(column, t))
    draft = gr.HTML(elem_id="draft")
    with gr.Row(elem_classes="knobs", equal_height=False):
        strength = gr.Slider(
            0,
            MOST_STRENGTH,
            value=1.0,
            step=0.05,
            label=t.strength,
            info=t.strength_info,
            elem_id="strength",
            scale=3,
            min_width=280,
        )
        with gr.Column(scale=2, min_width=280), gr.Row(elem_classes="seed", equal_height=True):
            seed = gr.Number(OPENING_SEED, precision=0, label=t.seed, info=t.seed_info, elem_id="seed", min_width=150)
            dice = gr.Button(t.new_seed, elem_id="new-seed", scale=0, min_width=160)
    with gr.Accordion(t.advanced, open=False, elem_id="sampling"), gr.Row():
        temperature = gr.Slider(0.05, 2, value=1.0, step=0.05, label=t.temperature, info=t.temperature_info)
        min_p = gr.Slider(0, 0.5, value=Comparison.min_p, step=0.01, label=t.min_p, info=t.min_p_info)
        length = gr.Slider(
            20, MOST_TOKENS, Comparison.max_new_tokens, step=10, label=t.length, info=t.length_info, elem_id="length"
        )
        never_recite = gr.Checkbox(label=t.never_recite, info=t.never_recite_info, elem_id="never-recite")
    with gr.Row(elem_classes="actions", elem_id="share"):
        link = gr.Button(t.link_copy, size="sm", scale=0, min_width=180, elem_id="copy-link")
        share = gr.Button(t.share_card, size="sm", scale=0, min_width=150, elem_id="share-card")
        with_prompt = gr.Checkbox(label=t.link_prompt, container=False, min_width=240, elem_id="link-prompt")
    address = gr.Textbox(
        show_label=False, container=False, visible="hidden", interactive=False, elem_id="link-address", label="link"
    )
    share.click(None, None, None, js=sharing.share_js(t))
    # No state: Gradio tells of a state's change only behind its queue.
    linked = gr.Textbox(visible="hidden", show_label=False, label="linked", elem_id="linked")
    footnote = gr.HTML(handlers.footnote("", first), elem_classes="footnote")

    asked = [owner, style, prompt, mode, seed, strength, temperature, min_p, length, never_recite]
    shown = [*sheets.values(), titles["few_shot"], draft, status]
    buttons = [compare, stop]

    def busy() -> tuple[Any, Any]:
        return gr.Button(interactive=False), gr.Button(interactive=True)

    def idle() -> tuple[Any, Any]:
        return gr.Button(interactive=True), gr.Button(interactive=False)

    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    quick: dict[str, Any] = {**hidden, "queue": False}
    opening = page.load(guard(handlers.opening), None, shown, concurrency_id="compare", **hidden)
    new_seed = dice.click(lambda: random.randrange(1, 10_000), None, seed, **quick)
    # Moving the strength or drawing a new seed is a question too.
    ask: list[Callable[..., Any]] = [compare.click, prompt.submit, strength.release, new_seed.then]

    def ask_on(trigger: Callable[..., Any]) -> None:
        """Have an event put the question to all columns."""
        begun = trigger(busy, None, buttons, cancels=[opening], **quick)
        answer = begun.then(
            guard(handlers.answer), asked, shown, concurrency_id="compare", concurrency_limit=4, **hidden
        )
        answer.then(idle, None, buttons, **quick)
        stop.click(None, None, None, cancels=[answer])

    for trigger in ask:
        ask_on(trigger)
    stop.click(
        lambda: (*idle(), markup.line(t.compare_stopped, live=True)),
        None,
        [*buttons, status],
        cancels=[opening],
        **quick,
    )
    examples.click(lambda chosen: chosen[0], examples, prompt, **quick)
    described: list[Any] = [
        about, prompt, examples, titles["styled"], leaves["few_shot"], strength, leaves["styled"], *sheets.values(),
        mode, draft, footnote,
    ]  # fmt: skip
    for_mode: tuple[Any, ...] = (
        guard(handlers.mode_chosen),
        [owner, style, mode, prompt],
        [prompt, examples, note, with_prompt, length],
    )
    style.input(guard(handlers.described), [owner, style, mode], described, **quick).then(*for_mode, **quick)
    mode.change(*for_mode, **quick)
    link_asked: list[Any] = [owner, style, strength, prompt, with_prompt, mode]
    link.click(guard(handlers.link), link_asked, address, **quick).success(
        None, address, address, js=sharing.link_js(t)
    )
    return CompareStep(
        style, handlers.refresh, handlers.choose, [style, *described], ask_on, handlers.linked, linked, status, make
    )


class _Handlers:
    """What happens when something is pressed; plain functions over the studio."""

    def __init__(self, visitors: Visitors, t: Strings, guard: Guard) -> None:
        self._visitors = visitors
        self._t = t
        self._guard = guard

    def choices(self, owner: str) -> list[tuple[str, str]]:
        """Return the styles as (label, id), those in the page's language first among the gallery's."""
        return [(style.name, style.id) for style in ordered(self._visitors.styles(owner), self._t.code)]

    def first_style(self) -> str | None:
        """Return the id of the style that a first visitor sees."""
        style = self._visitors.first_style(self._t.code)
        return style.id if style else None

    def prompts(self, owner: str, identity: str | None) -> list[str]:
        """Return prompts worth trying with a style."""
        style = self._visitors.style(owner, identity or "")
        return list(style.prompts or strings(style.language).prompts)

    def about(self, owner: str, identity: str | None) -> str:
        """Return what a style is, and whether it is there."""
        style = self._visitors.style(owner, identity or "")
        own = self._t.own_style if style.origin == "own" else ""
        if style.few_shot:
            own = self._t.few_shot_style
        if style.repo_id:
            own = self._t.pulled_style.format(repo=style.repo_id)
        missing = "" if style.is_ready else markup.line(self._t.style_missing.format(name=style.name), "warning")
        return markup.line(style.description or own) + missing

    def title(self, column: Column, owner: str = "", identity: str | None = None, shown: int = PASSAGES_SHOWN) -> str:
        """Return the head of a column; the styled one bears the style's name."""
        t = self._t
        title = t.column_titles[column].format(passages=t.counted("passages", shown))
        if column == "styled" and identity:
            title = t.styled_as.format(name=self._visitors.style(owner, identity).name)
        return markup.column_heading(title, t.column_notes[column])

    def described(self, owner: str, identity: str, mode: str = "") -> tuple[Any, ...]:
        """Return what belongs to a newly chosen style, and empty columns: nothing of another style's may stand.

        A draft stays in its box, and what is done with it: whoever chooses another style has not pasted it in vain.
        """
        prompts = self.prompts(owner, identity)
        prompt: Any = gr.skip() if mode == "rewrite" else prompts[0]
        samples = gr.skip() if mode == "rewrite" else gr.Dataset(samples=[[text] for text in prompts])
        # What another style has said must not stand under this one's name.
        title = self.title("styled", owner, identity)
        style = self._visitors.style(owner, identity)
        beside, styled = (gr.Column(visible=column in style.columns) for column in ("few_shot", "styled"))
        empty = [self.empty() for _ in COLUMNS]
        kept_mode: Any = gr.skip() if mode else "write"
        strength = self._strength(style, style.strength)
        shown = self.about(owner, identity), prompt, samples, title, beside, strength, styled
        return *shown, *empty, kept_mode, "", self.footnote(owner, identity)

    def mode_chosen(self, owner: str, identity: str, mode: str, prompt: str) -> tuple[Any, ...]:
        """Return the box as a mode needs it: a prompt's or a draft's, and what is said and asked beside it.

        What was written stays, unless it is one of our own examples for another mode.
        """
        t, style = self._t, self._visitors.style(owner, identity)
        prompts, drafts = self.prompts(owner, identity), list(strings(style.language).drafts)
        if mode != "rewrite":
            begun = prompts[0] if not prompt.strip() or prompt in drafts else prompt
            box = gr.Textbox(begun, label=t.prompt, placeholder=t.prompt_placeholder, lines=1, max_lines=6)
            samples = gr.Dataset(samples=[[text] for text in prompts])
            return box, samples, gr.HTML(visible=False), gr.Checkbox(visible=True), gr.Slider(visible=True)
        begun = "" if prompt in prompts else prompt
        box = gr.Textbox(begun, label=t.draft, placeholder=t.draft_placeholder, lines=8, max_lines=16)
        samples = gr.Dataset(samples=[[text] for text in drafts])
        can = self._visitors.rewrites(style)
        note = markup.line(t.rewrite_note if can else t.rewrite_note_keywords, "quiet" if can else "warning")
        # A draft never goes into a link, and a rewriting is as long as its draft.
        return box, samples, gr.HTML(note, visible=True), gr.Checkbox(False, visible=False), gr.Slider(visible=False)

    def _strength(self, style: Style, value: float) -> Any:
        """Return the slider as a style has it: what is no adapter is as it is."""
        t = self._t
        info = t.strength_info if style.has_strength else t.strength_none
        if style.has_strength and style.strength != 1:
            info += " " + t.strength_recommended.format(strength=t.decimal(style.strength, 2))
        return gr.Slider(value=value if style.has_strength else 1.0, interactive=style.has_strength, info=info)

    def empty(self) -> str:
        """Return a column that nothing has been asked of."""
        sheet = markup.prose("", self._t.code, placeholder=self._t.column_empty)
        return sheet + markup.originality(None, self._t)

    def refresh(self, owner: str, identity: str | None) -> tuple[Any, ...]:
        """Return the style list anew; a style that is gone gives way to the first, else nothing else changes."""
        choices = self.choices(owner)
        if identity in [one for _, one in choices]:
            # Which is chosen is left alone: a link, or the visitor, may have chosen another one meanwhile.
            kept = [gr.skip() for _ in range(DESCRIBED - 1)]
            return gr.Dropdown(choices=choices), *kept, self.footnote(owner, identity)
        first = self.first_style()
        return self.choose(owner, first) if first else tuple(gr.skip() for _ in range(1 + DESCRIBED))

    def choose(self, owner: str, identity: str) -> tuple[Any, ...]:
        """Return the style list with one style chosen, and what belongs to that style."""
        return gr.Dropdown(choices=self.choices(owner), value=identity), *self.described(owner, identity)

    def opening(self, request: gr.Request) -> Iterator[tuple[Any, ...]]:
        """Yield the comparison that a visitor finds on arrival; nothing where a link asks for another one."""
        style, link = self._visitors.first_style(self._t.code), _link(request)
        if style is None or not style.is_ready or link.adapter or link.style:
            yield tuple(gr.skip() for _ in range(len(COLUMNS) + 3))
            return
        yield from self._shown(self._visitors.opening(self._t.code), style, style.prompts[0])

    def linked(
        self, owner: str, request: gr.Request, signed_in: gr.OAuthToken | None = None
    ) -> Iterator[tuple[Any, ...]]:
        """Yield how far the style of the visitor's address is, then that style, chosen, with its question."""
        link, t = _link(request), self._t
        nothing = [gr.skip() for _ in range(1 + DESCRIBED)]
        if not link.adapter and not link.style:
            yield "", gr.skip(), *nothing
            return
        identity = link.style
        if link.adapter:
            steps = self._visitors.hub.pull(owner, link.adapter, sign_in.token_of(signed_in))
            while True:
                try:
                    step = next(steps)
                except StopIteration as end:
                    identity = end.value.id
                    break
                except PasticheError as error:
                    yield "", markup.line(error.message.text(t.code), "warning", live=True), *nothing
                    return
                yield gr.skip(), hub_progress.told(step, t), *nothing
        style, about, prompt, *rest = self.choose(owner, identity)
        if link.strength is not None:
            rest[3] = self._strength(self._visitors.style(owner, identity), link.strength)
        yield identity, gr.skip(), style, about, link.prompt or prompt, *rest

    def link(
        self, owner: str, identity: str, strength: float, prompt: str, with_prompt: bool, mode: str = "write"
    ) -> str:
        """Return the part of an address that opens this comparison elsewhere; a draft never goes into it."""
        style = self._visitors.style(owner, identity)
        shown = "" if mode == "rewrite" else prompt
        return self._visitors.hub.link(style, owner, float(strength), shown, bool(with_prompt), self._t.code)

    def answer(
        self,
        owner: str,
        identity: str,
        prompt: str,
        mode: Mode,
        seed: float | None,
        strength: float,
        temperature: float,
        min_p: float,
        length: float,
        never_recite: bool,
    ) -> Iterator[tuple[Any, ...]]:
        """Yield the columns while they are written."""
        # JSON has one kind of number: a slider at 1.0 comes back as the whole number 1.
        options = AskOptions(
            mode=mode,
            temperature=float(temperature),
            min_p=float(min_p),
            max_new_tokens=int(length),
            seed=int(seed or 0),
        )
        style = self._visitors.style(owner, identity)
        answers = self._visitors.compare(owner, identity, prompt, float(strength), bool(never_recite), **options)
        yield from self._shown(answers, style, prompt)

    def _shown(self, answers: Iterator[Answer], style: Style, prompt: str) -> Iterator[tuple[Any, ...]]:
        # Nothing is cleared before the first word comes: an error must not cost the visitor what is on the page.
        kept = [gr.skip() for _ in range(len(COLUMNS) + 2)]
        yield (*kept, markup.line(self._t.compare_loading, "busy", live=True))
        try:
            for columns in paced(answers, time.monotonic, EVERY_SECONDS):
                yield self._drawn(columns, style, prompt)
        except Exception as error:
            yield (*kept, markup.line(self._guard.sentence(error), "warning", live=True))

    def _drawn(self, columns: Columns, style: Style, prompt: str) -> tuple[Any, ...]:
        sheets: list[Any] = [gr.skip() for _ in COLUMNS]
        draft: Any = gr.skip()
        if columns.stage in ("writing", "done") or any(columns.texts.values()):
            sheets = [self._sheet(columns, one, style, prompt) for one in COLUMNS]
            draft = self._draft(columns, style, prompt)
        shots = self.title("few_shot", shown=columns.shots) if columns.stage == "done" else gr.skip()
        return (*sheets, shots, draft, self._status(columns))

    def _sheet(self, columns: Columns, column: Column, style: Style, prompt: str) -> str:
        """Return a column's words; once all are written, with what they copy from the author."""
        t, text = self._t, columns.texts[column]
        found = self._visitors.originality(style, text, prompt) if columns.stage == "done" else None
        busy = columns.stage == "writing" and column not in columns.tokens
        marks = markup.copied_marks(found, t)
        sheet = markup.prose(text, style.language, busy, t.column_silent, marks)
        checked = columns.paraphrase and columns.stage == "done" and text.strip()
        kept = rewriting.facts(compare_facts(text, prompt), t) if checked else ""
        return sheet + markup.originality(found, t) + kept

    def _draft(self, columns: Columns, style: Style, prompt: str) -> str:
        """Return what was made of a draft, below the columns; empty where nothing is rewritten."""
        told = rewriting.plain(columns.paraphrase, style.language, self._t)
        rewritten = columns.texts[style.columns[-1]]
        if not told or columns.stage != "done" or not rewritten.strip():
            return told
        found = changes(prompt, rewritten)
        return told + rewriting.changes(found, prompt, style.name, style.language, self._t)

    def _status(self, columns: Columns) -> str:
        t = self._t
        if columns.trouble:
            bug = columns.trouble.bug
            return markup.line(t.bug if bug else as_message(columns.trouble).text(t.code), "warning", live=True)
        if columns.stage == "neutralising" and columns.neutralising:
            of = columns.neutralising
            part, parts = t.number(of.part), t.number(of.parts)
            many = t.compare_paraphrasing_part.format(part=part, parts=parts)
            return markup.line(t.compare_paraphrasing if of.parts == 1 else many, "busy", live=True)
        if columns.stage == "done":
            return markup.line(t.compare_done.format(seconds=t.decimal(columns.seconds, 1)), live=True)
        return markup.line(t.compare_writing, "busy", live=True)

    def footnote(self, owner: str, identity: str | None) -> str:
        """Return what the visitor should know of how the columns are made, and of the style's base."""
        t, base = self._t, self._visitors.style(owner, identity or "").base
        demonstrates = base == EMBEDDED.id
        lines = [t.shared_noise, t.demonstration if demonstrates else t.base_of.format(base=name_of(base))]
        if not self._visitors.hub_reachable():
            lines.append(t.hub_silent)
        beside = markup.real_pair(real_pair(), t) if demonstrates else ""
        return "".join(markup.line(sentence) for sentence in lines) + beside


def _link(request: gr.Request) -> ShareLink:
    """Return what the visitor's address asks for."""
    return ShareLink.of(dict(request.query_params))
