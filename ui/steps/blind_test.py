"""The blind test: two passages without names, a choice, and the result."""

import contextlib
from dataclasses import dataclass
from typing import get_args

import gradio as gr
from gradio.blocks import Block

from trainer.errors import RunError
from trainer.library.style import is_sample, ordered
from trainer.scorecard.blind_test import Choice, Kind
from ui.guard import Guard
from ui.html import blind_test, markup
from ui.js.scripts import script
from ui.steps.events import QUICK, Updates, unchanged
from ui.strings.strings import Strings
from ui.visitors.blind_tests import BlindTestSession
from ui.visitors.visitors import Visitors


@dataclass(frozen=True)
class Parts:
    """The components of the step."""

    owner: gr.BrowserState
    tab: gr.Tab
    session: gr.State
    intro: gr.Column
    style: gr.Dropdown
    kind: gr.Radio
    about: gr.HTML
    reveal: gr.Checkbox
    begin: gr.Button
    recorded: gr.HTML
    """What is kept of a style."""
    test: gr.Column
    """The pairs; it takes the place of the intro."""
    pair: gr.HTML
    voice: gr.HTML
    again: gr.Button
    leave: gr.Button

    @property
    def chosen(self) -> list[Block]:
        """Whose style is judged, and by which question."""
        return [self.owner, self.style, self.kind]

    @property
    def outputs(self) -> list[Block]:
        """What the handlers change."""
        intro = [self.tab, self.intro, self.style, self.kind, self.about, self.recorded]
        return [*intro, self.session, self.test, self.pair, self.voice, self.again, self.leave]


@dataclass(frozen=True)
class BlindTestStep:
    """What other steps need of this one."""

    parts: Parts
    handlers: "Handlers"


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState, tab: gr.Tab) -> BlindTestStep:
    """Build the step inside its tab."""
    parts = components(t, owner, tab)
    handlers = Handlers(visitors, t, parts)
    guard, chosen, outputs = handlers.guard, parts.chosen, parts.outputs
    parts.style.input(guard(handlers.describe), chosen, outputs, **QUICK)
    parts.kind.input(guard(handlers.about), chosen, outputs, **QUICK)
    begun = [button.click(guard(handlers.begin), chosen, outputs, **QUICK) for button in (parts.begin, parts.again)]
    chose = parts.pair.select(guard(handlers.choose), [parts.session, parts.reveal, owner], outputs, **QUICK)
    left = parts.leave.click(guard(handlers.leave), [parts.session, *chosen], outputs, **QUICK)
    for event in (*begun, chose, left):
        event.success(None, None, None, js=script("to_the_question"))
    return BlindTestStep(parts, handlers)


def components(t: Strings, owner: gr.BrowserState, tab: gr.Tab) -> Parts:
    """Build the components inside the tab."""
    # On the server: a browser is not told which passage is which before they are judged.
    session = gr.State(None)
    with gr.Column(elem_id="blind-intro", elem_classes="blind-intro") as intro:
        gr.HTML(markup.heading(t.blind_title, t.blind_lead))
        with gr.Row(equal_height=False):
            with gr.Column(scale=2, min_width=260):
                style = gr.Dropdown([], label=t.style, elem_id="blind-style", filterable=False)
            with gr.Column(scale=3, min_width=300):
                kind = gr.Radio([], label=t.blind_question, elem_id="blind-kind")
                about = gr.HTML("", elem_id="blind-about")
        reveal = gr.Checkbox(label=t.blind_reveal, info=t.blind_reveal_info, elem_id="blind-reveal")
        begin = gr.Button(t.blind_begin, variant="primary", elem_id="blind-begin")
        recorded = gr.HTML("", elem_id="blind-recorded")
    with gr.Column(visible=False, elem_id="blind-desk") as test:
        pair = gr.HTML("", js_on_load=script("blind_pair"), elem_id="blind-pair")
        voice = gr.HTML("", elem_id="blind-voice")
        with gr.Row(elem_classes="actions"):
            again = gr.Button(t.blind_again, visible=False, scale=0, min_width=150, elem_id="blind-again")
            leave = gr.Button(t.blind_stop, scale=0, min_width=150, elem_id="blind-leave")
    return Parts(
        owner=owner, tab=tab, session=session, intro=intro, style=style, kind=kind, about=about, reveal=reveal,
        begin=begin, recorded=recorded, test=test, pair=pair, voice=voice, again=again, leave=leave,
    )  # fmt: skip


class Handlers:
    """What happens when something is pressed."""

    def __init__(self, visitors: Visitors, t: Strings, parts: Parts) -> None:
        self.guard = Guard(t)
        self._tests, self._t, self._parts = visitors.blind_tests, t, parts

    def refresh(self, owner: str, style_id: str | None, kind: str | None) -> Updates:
        """Return the styles anew; without any the tab is hidden.

        The choice is kept where it is still there.
        """
        parts, styles = self._parts, ordered(self._tests.styles(owner), self._t.code)
        if not styles:
            return {parts.tab: gr.Tab(visible=False), parts.style: gr.Dropdown(choices=[], value=None)}
        choices, tab = [(style.name, style.id) for style in styles], gr.Tab(visible=True)
        if kind and style_id in [style.id for style in styles]:
            # What the visitor chooses meanwhile must not be put back.
            return {parts.tab: tab, parts.style: gr.Dropdown(choices=choices), **self._recorded(owner, style_id)}
        first = styles[0].id
        dropdown = gr.Dropdown(choices=choices, value=first)
        return {parts.tab: tab, parts.style: dropdown, **self.describe(owner, first, kind)}

    def describe(self, owner: str, style_id: str, kind: str | None) -> Updates:
        """Return the questions about a style, and what is kept of it."""
        choices = [(self._t.blind_kinds[kind], kind) for kind in self._tests.kinds(style_id)]
        radio = gr.Radio(choices=choices, value=self._kind(style_id, kind))
        return {self._parts.kind: radio, **self.about(owner, style_id, kind), **self._recorded(owner, style_id)}

    def about(self, owner: str, style_id: str, kind: str | None) -> Updates:
        """Return what a question about a style means."""
        note = self._t.blind_kind_notes[self._kind(style_id, kind)]
        return {self._parts.about: markup.line(f"{note} {self._t.blind_game}" if is_sample(style_id) else note)}

    def begin(self, owner: str, style_id: str, kind: str | None) -> Updates:
        """Show the first pair."""
        parts, style = self._parts, self._tests.style(owner, style_id)
        session = self._tests.begin(owner, style_id, self._kind(style_id, kind))
        voice = blind_test.voice(style, self._t)
        return self._shown(test=True) | {parts.voice: voice} | self._drawn(owner, session)

    def choose(self, event: gr.EventData, session: BlindTestSession | None, reveal: bool, owner: str) -> Updates:
        """Take a choice, and show the names or the next pair.

        A second press on the same pair changes nothing.
        """
        if session is None:
            return unchanged()
        if event.choice == "next":
            return self._drawn(owner, session)
        if session.is_over or event.choice not in get_args(Choice) or str(event.place) != str(session.place):
            return unchanged()
        return self._drawn(owner, self._tests.judge(owner, session, event.choice), named=reveal)

    def leave(self, session: BlindTestSession | None, owner: str, style_id: str, kind: str | None) -> Updates:
        """Show what has been judged so far.

        Where that has been seen or is nothing, go back to the beginning.
        """
        if session and session.verdicts and not session.is_over:
            # Passages that have changed since cannot be shown again; what was judged of the others is kept.
            with contextlib.suppress(RunError):
                return self._drawn(owner, session.stopped())
        nothing = {self._parts.session: None, self._parts.pair: "", self._parts.voice: ""}
        return self._shown(test=False) | nothing | self.describe(owner, style_id, kind)

    def _shown(self, test: bool) -> Updates:
        return {self._parts.intro: gr.Column(visible=not test), self._parts.test: gr.Column(visible=test)}

    def _recorded(self, owner: str, style_id: str) -> Updates:
        return {self._parts.recorded: blind_test.recorded(self._tests.recorded(owner, style_id), self._t)}

    def _drawn(self, owner: str, session: BlindTestSession, named: bool = False) -> Updates:
        parts, over = self._parts, session.is_over and not named
        return {
            parts.session: session,
            parts.pair: self._named(owner, session) if named else self._page(owner, session),
            parts.again: gr.Button(visible=over),
            parts.leave: gr.Button(self._t.blind_back if over else self._t.blind_stop),
        }

    def _named(self, owner: str, session: BlindTestSession) -> str:
        """Return the last pair with the names of its passages."""
        passages = self._tests.passages(owner, session, session.place - 1)
        return blind_test.told(session, passages, self._language(owner, session), self._t)

    def _page(self, owner: str, session: BlindTestSession) -> str:
        """Return the pair to be judged, or the session's result."""
        tests, language = self._tests, self._language(owner, session)
        if not session.is_over:
            return blind_test.asking(session, tests.passages(owner, session, session.place), language, self._t)
        pairs = [tests.passages(owner, session, index) for index in range(len(session.pairs))]
        return blind_test.outcome(session, tests.result(owner, session), pairs, language, self._t)

    def _language(self, owner: str, session: BlindTestSession) -> str:
        return self._tests.style(owner, session.style).language

    def _kind(self, style_id: str, chosen: str | None) -> Kind:
        """Return the chosen question, or else the style's first."""
        kinds = self._tests.kinds(style_id)
        return next((kind for kind in kinds if kind == chosen), kinds[0])
