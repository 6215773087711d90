"""Scorecards of visitors' runs: measured, followed, read, taken away."""

import contextlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from styles.measures.fingerprint import Fingerprint
from trainer.errors import PasticheError, RunError
from trainer.runs.events import ScorePhase, ScoringFailed
from trainer.runs.names import file_name
from trainer.runs.run import Run
from trainer.scorecard.answered_prompts import read_answered_prompts
from trainer.scorecard.fingerprints import fingerprints
from trainer.scorecard.scorecard import Scorecard
from trainer.scorecard.scoring import Scoring, ScoringStatus
from trainer.scorecard.scoring_time import ScoringEstimate, seconds_left
from trainer.scorecard.scoring_time import estimate as estimate_scoring
from ui.strings import error_messages
from ui.visitors.services import Trains


@dataclass(frozen=True)
class ScoringState:
    """How the measuring of a run stands."""

    status: Literal["waiting"] | ScoringStatus
    phase: str = ""
    """What is being measured."""
    done: int = 0
    total: int = 0
    seconds_left: float | None = None
    """Until it is measured; None where nobody can tell."""
    sentence: str = ""
    """Why it failed."""
    russian: str = ""
    bug: bool = False


class VisitorScorecards:
    """Scorecards of visitors' runs, apart by owner."""

    def __init__(self, queue: Trains, run: Callable[[str, str], Run]) -> None:
        """Measure in a queue; `run` returns an owner's run by its id."""
        self._queue, self._run = queue, run

    def start(self, owner: str, run_id: str) -> None:
        """Measure a run's adapter, or go on where that was stopped."""
        self._queue.score(self._run(owner, run_id))

    def stop(self, owner: str, run_id: str) -> None:
        """Stop the measuring of a run, and keep the answers."""
        self._queue.stop_scoring(self._run(owner, run_id))

    def state(self, owner: str, run_id: str) -> ScoringState:
        """Return how the measuring of a run stands."""
        run = self._run(owner, run_id)
        status = self._queue.scoring_status(run)
        events = Scoring(run).events
        match next(iter(events[::-1]), None):
            case ScorePhase(phase, done, total):
                return ScoringState(status, phase, done, total, seconds_left(events))
            case ScoringFailed(sentence, bug, russian=russian):
                return ScoringState(status, sentence=sentence, bug=bug, russian=russian)
            case _:
                return ScoringState(status)

    def estimate(self, owner: str, run_id: str) -> ScoringEstimate | None:
        """Return the estimate of measuring a run, None if unknown.

        If it was begun, of what is left.
        """
        run = self._run(owner, run_id)
        with contextlib.suppress(PasticheError, OSError, ValueError, KeyError):
            return estimate_scoring(run, card=Scoring(run).scorecard)
        return None

    def card(self, owner: str, run_id: str) -> Scorecard | None:
        """Return the scorecard so far, None before the first part."""
        return Scoring(self._run(owner, run_id)).scorecard

    def fingerprints(self, owner: str, run_id: str) -> dict[str, Fingerprint] | None:
        """Return fingerprints of author and columns, None before a scorecard."""
        card, answered = self.card(owner, run_id), read_answered_prompts(self._run(owner, run_id).folder)
        return fingerprints(answered, card.language) if card and answered else None

    def file(self, owner: str, run_id: str, folder: Path) -> Path:
        """Write a run's scorecard as JSON and return the file.

        Its new folder has an unguessable name.
        """
        run = self._run(owner, run_id)
        card = Scoring(run).scorecard
        if card is None:
            raise RunError(error_messages.NOT_MEASURED)
        path = folder / secrets.token_urlsafe(16) / f"{file_name(run.about.name, latin=False)}-scorecard.json"
        path.parent.mkdir(parents=True, mode=0o700)
        path.write_text(card.to_json(), "utf-8")
        return path
