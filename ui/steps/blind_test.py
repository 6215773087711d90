"""The blind test on the page: two passages without names, a choice, and in the end what it came to."""

import contextlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

import gradio as gr

from trainer.errors import RunError
from trainer.library.style import is_sample, ordered
from trainer.scorecard.blind_test import Choice, Kind
from ui.guard import Guard
from ui.html import blind_test, markup
from ui.strings.strings import Strings
from ui.visitors.blind_tests import BlindTestSession
from ui.visitors.visitors import Visitors


@dataclass(frozen=True)
class BlindStep:
    """The parts that other steps speak to."""

    refresh: Callable[..., tuple[Any, ...]]
    """Handler (owner, chosen style id, chosen question) -> whether the step is to be shown, and its styles anew."""
    asked: list[gr.components.Component]
    """Its inputs."""
    refreshed: list[Any]
    """Its outputs; the first is the tab."""


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState, tab: gr.Tab) -> BlindStep:
    """Build the step inside its tab, which is seen only where there is something to judge."""
    guard = Guard(t)
    handlers = _Handlers(visitors, t)
    # On the server: a browser is not told which passage is which before they are judged.
    sitting = gr.State(None)

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
    with gr.Column(visible=False, elem_id="blind-desk") as visitor_texts:
        pair = gr.HTML("", js_on_load=_ON_LOAD, elem_id="blind-pair")
        voice = gr.HTML("", elem_id="blind-voice")
        with gr.Row(elem_classes="actions"):
            again = gr.Button(t.blind_again, visible=False, scale=0, min_width=150, elem_id="blind-again")
            leave = gr.Button(t.blind_stop, scale=0, min_width=150, elem_id="blind-leave")

    quick: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private", "queue": False}
    chosen: list[Any] = [owner, style, kind]
    described: list[Any] = [kind, about, recorded]
    drawn: list[Any] = [sitting, intro, visitor_texts, pair, voice, again, leave, *described]
    style.input(guard(handlers.describe), chosen, described, **quick)
    kind.input(guard(handlers.about), chosen, about, **quick)
    for button in (begin, again):
        button.click(guard(handlers.begin), chosen, drawn, **quick).success(None, None, None, js=_TO_THE_QUESTION)
    chose = pair.select(guard(handlers.choose), [sitting, reveal, *chosen], drawn, **quick)
    left = leave.click(guard(handlers.leave), [sitting, *chosen], drawn, **quick)
    for event in (chose, left):
        event.success(None, None, None, js=_TO_THE_QUESTION)
    return BlindStep(handlers.refresh, chosen, [tab, style, *described])


_ON_LOAD = """
element.addEventListener("click", event => {
    const button = event.target.closest("[data-choice]");
    if (!button) return;
    button.classList.add("chosen");
    const place = button.closest("[data-place]")?.dataset.place ?? "";
    trigger("select", { choice: button.dataset.choice, place });
});
// Digits are heard by who is in the pair, arrows also where nothing has the focus; a field keeps all its keys.
// Who was in a pair is in the next one too: when a pair gives way to it, the focus goes nowhere for a moment.
let inside = false;
const moved = event => { inside = element.contains(event.target); };
document.addEventListener("focusin", moved);
document.addEventListener("pointerdown", moved);
const choices = { ArrowLeft: "left", 1: "left", ArrowRight: "right", 2: "right", 0: "neither" };
document.addEventListener("keydown", function press(event) {
    if (!element.isConnected) return document.removeEventListener("keydown", press);
    const choice = choices[event.key], focus = document.activeElement;
    if (!choice || event.repeat || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
    const nowhere = focus === document.body && (inside || event.key.startsWith("Arrow"));
    if (!element.contains(focus) && !nowhere) return;
    const button = element.querySelector(`[data-choice=${choice}]`);
    if (!button?.checkVisibility()) return;
    event.preventDefault();
    button.click();
});
"""
_TO_THE_QUESTION = """() => { setTimeout(() => {
    const question = document.querySelector("#blind-pair .question");
    if (!question?.checkVisibility()) return document.querySelector("#blind-begin")?.focus();
    question.focus({ preventScroll: true });
    const top = question.closest(".blind").getBoundingClientRect().top;
    if (top < 0 || top > innerHeight / 2) question.closest(".blind").scrollIntoView({ block: "start" });
}, 100); }"""


class _Handlers:
    """What happens when something is pressed; plain functions over the visitors' sittings."""

    def __init__(self, visitors: Visitors, t: Strings) -> None:
        self._sittings = visitors.blind_tests
        self._t = t

    def refresh(self, owner: str, identity: str | None, kind: str | None) -> tuple[Any, ...]:
        """Return whether there is anything to judge, and the styles anew, the choice kept where it is still there."""
        # The gallery's in the page's language come before its others; a visitor's own stay first.
        styles = ordered(self._sittings.styles(owner), self._t.code)
        if not styles:
            return gr.Tab(visible=False), gr.Dropdown(choices=[], value=None), *[gr.skip()] * 3
        choices = [(style.name, style.id) for style in styles]
        if kind and identity in [one for _, one in choices]:
            # What the visitor chooses meanwhile must not be put back.
            recorded = blind_test.recorded(self._sittings.recorded(owner, identity), self._t)
            return gr.Tab(visible=True), gr.Dropdown(choices=choices), gr.skip(), gr.skip(), recorded
        chosen = choices[0][1]
        dropdown = gr.Dropdown(choices=choices, value=chosen)
        return gr.Tab(visible=True), dropdown, *self.describe(owner, chosen, kind)

    def describe(self, owner: str, identity: str, kind: str | None) -> tuple[Any, ...]:
        """Return the questions about a style, what the chosen one means, and what is kept of it."""
        t = self._t
        choices = [(t.blind_kinds[one], one) for one in self._sittings.kinds(identity)]
        radio = gr.Radio(choices=choices, value=self._kind(identity, kind))
        results = blind_test.recorded(self._sittings.recorded(owner, identity), t)
        return radio, self.about(owner, identity, kind), results

    def about(self, owner: str, identity: str, kind: str | None) -> str:
        """Return what a question about a style means."""
        note = self._t.blind_kind_notes[self._kind(identity, kind)]
        return markup.line(f"{note} {self._t.blind_game}" if is_sample(identity) else note)

    def begin(self, owner: str, identity: str, kind: str | None) -> tuple[Any, ...]:
        """Show the first pair."""
        style = self._sittings.style(owner, identity)
        sitting = self._sittings.begin(owner, identity, self._kind(identity, kind))
        voice = blind_test.voice(style, self._t)
        head = sitting, gr.Column(visible=False), gr.Column(visible=True)
        return *head, self._page(owner, sitting), voice, *self._buttons(sitting), *[gr.skip()] * 3

    def choose(
        self, event: gr.EventData, sitting: BlindTestSession | None, reveal: bool, owner: str, identity: str, kind: str
    ) -> tuple[Any, ...]:
        """Take a choice, and show the names or the next pair; a second press on the same pair changes nothing."""
        if sitting is None:
            return (gr.skip(),) * 10
        if event.choice == "next":
            return self._drawn(owner, sitting)
        if sitting.is_over or event.choice not in get_args(Choice) or str(event.place) != str(sitting.place):
            return (gr.skip(),) * 10
        return self._drawn(owner, self._sittings.judge(owner, sitting, event.choice), told=reveal)

    def leave(self, sitting: BlindTestSession | None, owner: str, identity: str, kind: str | None) -> tuple[Any, ...]:
        """Show what has been judged so far; where that has been seen or is nothing, go back to the beginning."""
        if sitting and sitting.verdicts and not sitting.is_over:
            # Passages that have changed since cannot be shown again; what was judged of the others is kept.
            with contextlib.suppress(RunError):
                return self._drawn(owner, sitting.stopped())
        head = None, gr.Column(visible=True), gr.Column(visible=False), "", ""
        return *head, gr.skip(), gr.skip(), *self.describe(owner, identity, kind)

    def _drawn(self, owner: str, sitting: BlindTestSession, told: bool = False) -> tuple[Any, ...]:
        page = self._told(owner, sitting) if told else self._page(owner, sitting)
        buttons = self._buttons(sitting, told)
        return sitting, gr.skip(), gr.skip(), page, gr.skip(), *buttons, *[gr.skip()] * 3

    def _told(self, owner: str, sitting: BlindTestSession) -> str:
        passages = self._sittings.passages(owner, sitting, sitting.place - 1)
        return blind_test.told(sitting, passages, self._language(owner, sitting), self._t)

    def _page(self, owner: str, sitting: BlindTestSession) -> str:
        """Return the pair to be judged, or what the sitting came to."""
        sittings, language = self._sittings, self._language(owner, sitting)
        if not sitting.is_over:
            return blind_test.asking(sitting, sittings.passages(owner, sitting, sitting.place), language, self._t)
        pairs = [sittings.passages(owner, sitting, place) for place in range(len(sitting.pairs))]
        return blind_test.outcome(sitting, sittings.result(owner, sitting), pairs, language, self._t)

    def _language(self, owner: str, sitting: BlindTestSession) -> str:
        return self._sittings.style(owner, sitting.style).language

    def _buttons(self, sitting: BlindTestSession, told: bool = False) -> tuple[Any, Any]:
        over = sitting.is_over and not told
        label = self._t.blind_back if over else self._t.blind_stop
        return gr.Button(visible=over), gr.Button(label)

    def _kind(self, identity: str, kind: str | None) -> Kind:
        """Return the chosen question, or the first that may be asked about the style."""
        kinds = self._sittings.kinds(identity)
        return next((one for one in kinds if one == kind), kinds[0])
