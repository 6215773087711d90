"""Measuring a finished run: started with a button or by itself, watched while it goes on, read as a scorecard."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from styles.i18n.message import as_message
from trainer.scorecard import score_sentences
from ui.guard import Guard
from ui.html import markup, scorecard
from ui.html.fingerprint_comparison import voices
from ui.js.download import HAND_OVER
from ui.strings.strings import Strings
from ui.visitors.visitors import ScoringState, Visitors

EVERY_SECONDS = 1.5


@dataclass(frozen=True)
class ScoreStep:
    """The parts that other steps speak to."""

    refresh: Callable[..., Any]
    """Handler (owner, run id) -> the view of that run's scorecard; without one, nothing is shown."""
    view: list[gr.components.Component]
    """Its outputs."""
    measured: gr.Textbox
    """Changes when the watched run has got its scorecard."""


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> ScoreStep:
    """Build the step and return what other steps need of it."""
    guard = Guard(t)
    handlers = _Handlers(visitors, t)

    chosen = gr.State("")
    grown = gr.State("")
    measured = gr.Textbox(visible="hidden", show_label=False, label="measured", elem_id="run-measured")
    timer = gr.Timer(EVERY_SECONDS, active=False)
    with gr.Column(visible=False, elem_id="scorecard") as panel:
        gr.HTML(markup.step_heading(4, t.score_title, t.score_lead))
        status = gr.HTML("", elem_id="score-status")
        with gr.Row(elem_classes="actions"):
            measure = gr.Button(t.measure, elem_id="measure", scale=0, min_width=180)
            stop = gr.Button(t.stop_measuring, visible=False, elem_id="stop-measuring", scale=0, min_width=180)
        cards = gr.HTML("", elem_id="score-cards")
        side_by_side = gr.HTML("", elem_id="score-voices")
        plot = gr.HTML("", elem_id="score-plot")
        with gr.Accordion(t.score_details, open=False, visible=False, elem_id="score-details") as drawer:
            details = gr.HTML("")
            download = gr.Button(t.score_download, elem_id="score-download", scale=0, min_width=200)
    handover = gr.DownloadButton(visible="hidden", elem_id="score-handover")

    view: list[Any] = [
        chosen,
        panel,
        status,
        measure,
        stop,
        cards,
        plot,
        drawer,
        details,
        timer,
        measured,
        side_by_side,
        grown,
    ]
    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    polled: dict[str, Any] = {**hidden, "queue": False}
    timer.tick(guard(handlers.poll), [owner, chosen, grown], view, **polled)
    measure.click(guard(handlers.measure), [owner, chosen], view, **polled)
    stop.click(guard(handlers.stop), [owner, chosen], view, **polled)
    download.click(
        guard(handlers.file), [owner, chosen], handover, show_progress="minimal", api_visibility="private"
    ).success(None, handover, None, js=HAND_OVER)
    return ScoreStep(handlers.refresh, view, measured)


class _Handlers:
    """What happens when something is pressed; plain functions over the studio."""

    def __init__(self, visitors: Visitors, t: Strings) -> None:
        self._visitors = visitors
        self._t = t

    def refresh(self, owner: str, identity: str) -> tuple[Any, ...]:
        """Return the view of a run's scorecard; of one without a style, nothing."""
        if not identity or identity not in {run.id for run in self._visitors.runs(owner)}:
            return self._nothing()
        if not self._visitors.run(owner, identity).has_style:
            return self._nothing()
        return self._view(owner, identity, fresh=True)

    def poll(self, owner: str, identity: str, grown: str = "") -> tuple[Any, ...]:
        """Return how far the measuring is, and what has been measured since `grown` was shown."""
        if not identity or identity not in {run.id for run in self._visitors.runs(owner)}:
            return self._nothing()
        return self._view(owner, identity, fresh=False, grown=grown)

    def measure(self, owner: str, identity: str) -> tuple[Any, ...]:
        """Measure the run."""
        self._visitors.score(owner, identity)
        return self._view(owner, identity, fresh=True)

    def stop(self, owner: str, identity: str) -> tuple[Any, ...]:
        """Stop measuring; what was answered is kept."""
        self._visitors.stop_scoring(owner, identity)
        return self._view(owner, identity, fresh=True)

    def file(self, owner: str, identity: str) -> str:
        """Return the path of the scorecard as JSON, among the files that the page may hand out."""
        return str(self._visitors.scorecard_file(owner, identity, Path(get_upload_folder())))

    def _nothing(self) -> tuple[Any, ...]:
        head = "", gr.Column(visible=False), "", gr.Button(), gr.Button(visible=False)
        return *head, "", "", gr.Accordion(visible=False), "", gr.Timer(active=False), "", "", ""

    def _view(self, owner: str, identity: str, fresh: bool, grown: str = "") -> tuple[Any, ...]:
        t, skip = self._t, gr.skip()
        state = self._visitors.scoring(owner, identity)
        going = state.status in ("waiting", "running")
        card = self._visitors.scorecard(owner, identity)
        shown = f"{card.key} {card.made}" if card else ""
        if going and not fresh and shown == grown:
            return identity, skip, self._status(state), *[skip] * 10
        found = self._visitors.fingerprints(owner, identity)
        whole = card is not None and card.is_whole
        return (
            identity,
            gr.Column(visible=True),
            self._status(state) + ("" if going or whole else self._beforehand(owner, identity)),
            gr.Button(t.measure_again if whole else t.measure, visible=not going),
            gr.Button(visible=going),
            scorecard.cards(card, t) if card else "",
            scorecard.tradeoff(card, t) if card else "",
            gr.Accordion(visible=card is not None),
            scorecard.details(card, t) if card else "",
            # A fine-tune that has just finished may be about to be measured by itself: one more look.
            gr.Timer(active=going or fresh),
            f"{identity} {card.key} {card.made}" if card and not going else skip,
            voices(found, t) if found else "",
            shown,
        )

    def _beforehand(self, owner: str, identity: str) -> str:
        """Return how long measuring will take, and what will not be measured."""
        expected, t = self._visitors.scoring_estimate(owner, identity), self._t
        if expected is None:
            return ""
        took = score_sentences.minutes(60 * expected.minutes, t.code)
        said = [t.score_takes.format(time=took)]
        if expected.too_few:
            said.append(score_sentences.beforehand(expected.too_few, t.code))
        return markup.line(" ".join(said))

    def _status(self, state: ScoringState) -> str:
        t = self._t
        if state.status == "waiting":
            return markup.line(t.score_waiting, "busy", live=True)
        if state.status == "running":
            return markup.line(self._doing(state), "busy", live=True)
        if state.status == "failed":
            said = t.bug if state.bug else as_message(state).text(t.code)
            return markup.line(said, "warning", live=True)
        said = t.score_states.get(state.status, "")
        return markup.line(said, live=True) if said else ""

    def _doing(self, state: ScoringState) -> str:
        t = self._t
        doing = t.score_phases.get(state.phase, t.score_phases["starting"])
        if state.total and doing.endswith(":"):
            doing += " " + t.of.format(part=t.number(state.done), whole=t.number(state.total))
        if state.seconds_left is None:
            return doing
        left = t.score_left.format(time=score_sentences.minutes(state.seconds_left, t.code))
        return (
            f"{doing} {left[0].upper()}{left[1:]}" if doing.endswith("…") else f"{doing}. {left[0].upper()}{left[1:]}"
        )
