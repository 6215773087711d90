"""Measuring a finished run, watched as it goes, into a scorecard.

A button starts it, or it starts by itself.
"""

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
from ui.js.scripts import DOWNLOAD
from ui.steps.events import QUICK, Updates
from ui.strings.strings import Strings
from ui.visitors.scorecards import ScoringState
from ui.visitors.visitors import Visitors

EVERY_SECONDS = 1.5


@dataclass(frozen=True)
class Parts:
    """The components of the step."""

    owner: gr.BrowserState
    chosen: gr.State
    """The id of the run."""
    shown: gr.State
    """Which state of the scorecard stands on the page."""
    measured: gr.Textbox
    """Changes when the watched run has got its scorecard."""
    timer: gr.Timer
    panel: gr.Column
    status: gr.HTML
    measure: gr.Button
    stop: gr.Button
    cards: gr.HTML
    fingerprints: gr.HTML
    plot: gr.HTML
    drawer: gr.Accordion
    details: gr.HTML
    download: gr.Button
    handover: gr.DownloadButton

    @property
    def view(self) -> list[Any]:
        """What shows a run's scorecard."""
        return [
            *(self.chosen, self.shown, self.measured, self.timer, self.panel, self.status, self.measure, self.stop),
            *(self.cards, self.fingerprints, self.plot, self.drawer, self.details),
        ]


@dataclass(frozen=True)
class ScorecardStep:
    """What other steps need of this one."""

    parts: Parts
    handlers: "Handlers"


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> ScorecardStep:
    """Build the step and return what other steps need of it."""
    parts = _components(t, owner)
    handlers, run = Handlers(visitors, t, parts), [owner, parts.chosen]
    guard = handlers.guard
    parts.timer.tick(guard(handlers.poll), [*run, parts.shown], parts.view, **QUICK)
    parts.measure.click(guard(handlers.measure), run, parts.view, **QUICK)
    parts.stop.click(guard(handlers.stop), run, parts.view, **QUICK)
    parts.download.click(
        guard(handlers.file), run, parts.handover, show_progress="minimal", api_visibility="private"
    ).success(None, parts.handover, None, js=DOWNLOAD)
    return ScorecardStep(parts, handlers)


def _components(t: Strings, owner: gr.BrowserState) -> Parts:
    chosen = gr.State("")
    shown = gr.State("")
    measured = gr.Textbox(visible="hidden", show_label=False, label="measured", elem_id="run-measured")
    timer = gr.Timer(EVERY_SECONDS, active=False)
    with gr.Column(visible=False, elem_id="scorecard") as panel:
        gr.HTML(markup.step_heading(4, t.score_title, t.score_lead))
        status = gr.HTML("", elem_id="score-status")
        with gr.Row(elem_classes="actions"):
            measure = gr.Button(t.measure, elem_id="measure", scale=0, min_width=180)
            stop = gr.Button(t.stop_measuring, visible=False, elem_id="stop-measuring", scale=0, min_width=180)
        cards = gr.HTML("", elem_id="score-cards")
        fingerprints = gr.HTML("", elem_id="score-voices")
        plot = gr.HTML("", elem_id="score-plot")
        with gr.Accordion(t.score_details, open=False, visible=False, elem_id="score-details") as drawer:
            details = gr.HTML("")
            download = gr.Button(t.score_download, elem_id="score-download", scale=0, min_width=200)
    handover = gr.DownloadButton(visible="hidden", elem_id="score-handover")
    return Parts(
        owner=owner,
        chosen=chosen,
        shown=shown,
        measured=measured,
        timer=timer,
        panel=panel,
        status=status,
        measure=measure,
        stop=stop,
        cards=cards,
        fingerprints=fingerprints,
        plot=plot,
        drawer=drawer,
        details=details,
        download=download,
        handover=handover,
    )


class Handlers:
    """What happens when something is pressed."""

    def __init__(self, visitors: Visitors, t: Strings, parts: Parts) -> None:
        self.guard = Guard(t)
        self._visitors, self._t, self._parts = visitors, t, parts

    def refresh(self, owner: str, run_id: str) -> Updates:
        """Return the view of a run's scorecard.

        Of a run without a style it is empty.
        """
        if not self._has(owner, run_id) or not self._visitors.run(owner, run_id).has_style:
            return self._nothing()
        return self._view(owner, run_id, fresh=True)

    def poll(self, owner: str, run_id: str, shown: str = "") -> Updates:
        """Return how far it is, and results newer than `shown`."""
        return self._view(owner, run_id, fresh=False, shown=shown) if self._has(owner, run_id) else self._nothing()

    def measure(self, owner: str, run_id: str) -> Updates:
        """Measure the run."""
        self._visitors.scorecards.start(owner, run_id)
        return self._view(owner, run_id, fresh=True)

    def stop(self, owner: str, run_id: str) -> Updates:
        """Stop measuring; what was answered is kept."""
        self._visitors.scorecards.stop(owner, run_id)
        return self._view(owner, run_id, fresh=True)

    def file(self, owner: str, run_id: str) -> Updates:
        """Write the scorecard as JSON among the downloads; return its path."""
        return {self._parts.handover: str(self._visitors.scorecards.file(owner, run_id, Path(get_upload_folder())))}

    def _has(self, owner: str, run_id: str) -> bool:
        return bool(run_id) and run_id in {run.id for run in self._visitors.runs(owner)}

    def _nothing(self) -> Updates:
        parts = self._parts
        empty = (parts.chosen, parts.shown, parts.measured, parts.status)
        return {
            **dict.fromkeys((*empty, parts.cards, parts.fingerprints, parts.plot, parts.details), ""),
            parts.panel: gr.Column(visible=False),
            parts.stop: gr.Button(visible=False),
            parts.drawer: gr.Accordion(visible=False),
            parts.timer: gr.Timer(active=False),
        }

    def _view(self, owner: str, run_id: str, fresh: bool, shown: str = "") -> Updates:
        t, parts = self._t, self._parts
        state = self._visitors.scorecards.state(owner, run_id)
        going = state.status in ("waiting", "running")
        card = self._visitors.scorecards.card(owner, run_id)
        version = f"{card.key} {card.made}" if card else ""
        if going and not fresh and version == shown:
            return {parts.chosen: run_id, parts.status: self._status(state)}
        fingerprints = self._visitors.scorecards.fingerprints(owner, run_id)
        whole = card is not None and card.is_whole
        updates: Updates = {
            parts.chosen: run_id,
            parts.shown: version,
            parts.panel: gr.Column(visible=True),
            parts.status: self._status(state) + ("" if going or whole else self._beforehand(owner, run_id)),
            parts.measure: gr.Button(t.measure_again if whole else t.measure, visible=not going),
            parts.stop: gr.Button(visible=going),
            parts.cards: scorecard.cards(card, t) if card else "",
            parts.fingerprints: voices(fingerprints, t) if fingerprints else "",
            parts.plot: scorecard.tradeoff(card, t) if card else "",
            parts.drawer: gr.Accordion(visible=card is not None),
            parts.details: scorecard.details(card, t) if card else "",
            # A fine-tune that has just finished may be about to be measured by itself: one more look.
            parts.timer: gr.Timer(active=going or fresh),
        }
        if card and not going:
            updates[parts.measured] = f"{run_id} {version}"
        return updates

    def _beforehand(self, owner: str, run_id: str) -> str:
        """Return how long measuring will take, and what will not be measured."""
        estimate, t = self._visitors.scorecards.estimate(owner, run_id), self._t
        if estimate is None:
            return ""
        sentences = [t.score_takes.format(time=score_sentences.minutes(60 * estimate.minutes, t.code))]
        if estimate.too_few:
            sentences.append(score_sentences.beforehand(estimate.too_few, t.code))
        return markup.line(" ".join(sentences))

    def _status(self, state: ScoringState) -> str:
        t = self._t
        if state.status == "waiting":
            return markup.line(t.score_waiting, "busy", live=True)
        if state.status == "running":
            return markup.line(self._phase(state), "busy", live=True)
        if state.status == "failed":
            return markup.line(t.bug if state.bug else as_message(state).text(t.code), "warning", live=True)
        sentence = t.score_states.get(state.status, "")
        return markup.line(sentence, live=True) if sentence else ""

    def _phase(self, state: ScoringState) -> str:
        t = self._t
        phase = t.score_phases.get(state.phase, t.score_phases["starting"])
        if state.total and phase.endswith(":"):
            phase += " " + t.of.format(part=t.number(state.done), whole=t.number(state.total))
        if state.seconds_left is None:
            return phase
        left = t.score_left.format(time=score_sentences.minutes(state.seconds_left, t.code))
        return f"{phase}{'' if phase.endswith('…') else '.'} {left[0].upper()}{left[1:]}"
