"""Measuring a finished run: started with a button or by itself, watched while it goes on, read as a scorecard."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from trainer.scorecard import score_sentences
from ui.guard import Guard
from ui.html import markup, scorecard
from ui.html.fingerprint_comparison import voices
from ui.js.download import HAND_OVER
from ui.strings.strings import Words
from ui.visitors.visitors import ScoringState, Studio

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


def build(studio: Studio, words: Words, owner: gr.BrowserState) -> ScoreStep:
    """Build the step and return what other steps need of it."""
    guard = Guard(words)
    handlers = _Handlers(studio, words)

    chosen = gr.State("")
    grown = gr.State("")
    measured = gr.Textbox(visible="hidden", show_label=False, label="measured", elem_id="run-measured")
    timer = gr.Timer(EVERY_SECONDS, active=False)
    with gr.Column(visible=False, elem_id="scorecard") as panel:
        gr.HTML(markup.step_heading(4, words.score_title, words.score_lead))
        status = gr.HTML("", elem_id="score-status")
        with gr.Row(elem_classes="actions"):
            measure = gr.Button(words.measure, elem_id="measure", scale=0, min_width=180)
            stop = gr.Button(words.stop_measuring, visible=False, elem_id="stop-measuring", scale=0, min_width=180)
        cards = gr.HTML("", elem_id="score-cards")
        side_by_side = gr.HTML("", elem_id="score-voices")
        plot = gr.HTML("", elem_id="score-plot")
        with gr.Accordion(words.score_details, open=False, visible=False, elem_id="score-details") as drawer:
            details = gr.HTML("")
            download = gr.Button(words.score_download, elem_id="score-download", scale=0, min_width=200)
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

    def __init__(self, studio: Studio, words: Words) -> None:
        self._studio = studio
        self._words = words

    def refresh(self, owner: str, identity: str) -> tuple[Any, ...]:
        """Return the view of a run's scorecard; of one without a style, nothing."""
        if not identity or identity not in {run.id for run in self._studio.runs(owner)}:
            return self._nothing()
        if not self._studio.run(owner, identity).has_style:
            return self._nothing()
        return self._view(owner, identity, fresh=True)

    def poll(self, owner: str, identity: str, grown: str = "") -> tuple[Any, ...]:
        """Return how far the measuring is, and what has been measured since `grown` was shown."""
        if not identity or identity not in {run.id for run in self._studio.runs(owner)}:
            return self._nothing()
        return self._view(owner, identity, fresh=False, grown=grown)

    def measure(self, owner: str, identity: str) -> tuple[Any, ...]:
        """Measure the run."""
        self._studio.score(owner, identity)
        return self._view(owner, identity, fresh=True)

    def stop(self, owner: str, identity: str) -> tuple[Any, ...]:
        """Stop measuring; what was answered is kept."""
        self._studio.stop_scoring(owner, identity)
        return self._view(owner, identity, fresh=True)

    def file(self, owner: str, identity: str) -> str:
        """Return the path of the scorecard as JSON, among the files that the page may hand out."""
        return str(self._studio.scorecard_file(owner, identity, Path(get_upload_folder())))

    def _nothing(self) -> tuple[Any, ...]:
        head = "", gr.Column(visible=False), "", gr.Button(), gr.Button(visible=False)
        return *head, "", "", gr.Accordion(visible=False), "", gr.Timer(active=False), "", "", ""

    def _view(self, owner: str, identity: str, fresh: bool, grown: str = "") -> tuple[Any, ...]:
        words, skip = self._words, gr.skip()
        state = self._studio.scoring(owner, identity)
        going = state.status in ("waiting", "running")
        card = self._studio.scorecard(owner, identity)
        shown = f"{card.key} {card.made}" if card else ""
        if going and not fresh and shown == grown:
            return identity, skip, self._status(state), *[skip] * 10
        found = self._studio.fingerprints(owner, identity)
        whole = card is not None and card.is_whole
        return (
            identity,
            gr.Column(visible=True),
            self._status(state) + ("" if going or whole else self._beforehand(owner, identity)),
            gr.Button(words.measure_again if whole else words.measure, visible=not going),
            gr.Button(visible=going),
            scorecard.cards(card, words) if card else "",
            scorecard.tradeoff(card, words) if card else "",
            gr.Accordion(visible=card is not None),
            scorecard.details(card, words) if card else "",
            # A fine-tune that has just finished may be about to be measured by itself: one more look.
            gr.Timer(active=going or fresh),
            f"{identity} {card.key} {card.made}" if card and not going else skip,
            voices(found, words) if found else "",
            shown,
        )

    def _beforehand(self, owner: str, identity: str) -> str:
        """Return how long measuring will take, and what will not be measured."""
        expected, words = self._studio.scoring_estimate(owner, identity), self._words
        if expected is None:
            return ""
        took = score_sentences.minutes(60 * expected.minutes, words.code)
        said = [words.score_takes.format(time=took)]
        if expected.too_few:
            said.append(score_sentences.beforehand(expected.too_few, words.code))
        return markup.line(" ".join(said))

    def _status(self, state: ScoringState) -> str:
        words = self._words
        if state.status == "waiting":
            return markup.line(words.score_waiting, "busy", live=True)
        if state.status == "running":
            return markup.line(self._doing(state), "busy", live=True)
        if state.status == "failed":
            said = words.bug if state.bug else words.translated(state.sentence)
            return markup.line(said, "warning", live=True)
        said = words.score_states.get(state.status, "")
        return markup.line(said, live=True) if said else ""

    def _doing(self, state: ScoringState) -> str:
        words = self._words
        doing = words.score_phases.get(state.phase, words.score_phases["starting"])
        if state.total and doing.endswith(":"):
            doing += " " + words.of.format(part=words.number(state.done), whole=words.number(state.total))
        if state.seconds_left is None:
            return doing
        left = words.score_left.format(time=score_sentences.minutes(state.seconds_left, words.code))
        return (
            f"{doing} {left[0].upper()}{left[1:]}" if doing.endswith("…") else f"{doing}. {left[0].upper()}{left[1:]}"
        )
