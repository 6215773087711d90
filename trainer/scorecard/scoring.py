"""The scoring of one run by its files: between page and child.

    scorecard.json   the result, growing by parts     answers.jsonl     the columns' answers to the held-out prompts
    scoring.jsonl    what the child said, in order    strengths.jsonl   the styled model's at other strengths
    score.stop       asks the child to stop           answers.key       of what the answers were made with
    score.log        the child's own output           score.lock        held as long as the child lives

The run's own events stay as they are, so its last word is still the last one. A kill at any moment leaves parts of the
scorecard and answers that the next scoring goes on from, as long as adapter, corpus and settings are the same.
"""

import contextlib
import json
from dataclasses import asdict, dataclass
from typing import Literal

from filelock import FileLock

from trainer.runs.events import (
    SCORE_LAST_WORDS,
    Scored,
    ScoreEvent,
    ScoringFailed,
    ScoringStopped,
    from_score_line,
    to_score_line,
)
from trainer.runs.files import LOCK_SECONDS, SCORE_LOCK, held, replace_file
from trainer.runs.run import Run
from trainer.scorecard.answered_prompts import FILE as ANSWERS
from trainer.scorecard.answered_prompts import AnsweredPrompt, read_answered_prompts
from trainer.scorecard.scorecard import Scorecard

ScoringStatus = Literal["unmeasured", "running", "interrupted", "measured", "stopped", "failed"]
"""Interrupted: the child is gone and said no last word; it can be started again and goes on."""
STRENGTH_ANSWERS, KEY, EVENTS, CARD, STOP = (
    "strengths.jsonl",
    "answers.key",
    "scoring.jsonl",
    "scorecard.json",
    "score.stop",
)


@dataclass(frozen=True)
class Scoring:
    """Files of one run's scoring; nothing of it is kept in memory."""

    run: Run

    @property
    def scorecard(self) -> Scorecard | None:
        """The scorecard of the weights; None if missing, older or unreadable.

        One that is older than the weights is that of others; one that cannot be read is from another version of
        Pastiche.
        """
        path = self.run.folder / CARD
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            if self.run.has_style and path.stat().st_mtime >= self.run.weights.made:
                return Scorecard.from_json(path.read_text("utf-8"))
        return None

    def begun(self, key: str) -> Scorecard | None:
        """Return the unfinished scorecard with that key; None without one."""
        card = self.scorecard
        return card if card and card.key == key and not card.is_whole else None

    def write(self, card: Scorecard) -> None:
        """Write the scorecard into the run's folder."""
        replace_file(self.run.folder / CARD, card.to_json() + "\n")

    # --- what the child says ---

    def say(self, event: ScoreEvent) -> None:
        """Append an event as one line in one write."""
        self.run.add_line(EVENTS, to_score_line(event))

    @property
    def events(self) -> list[ScoreEvent]:
        """All events of the child so far."""
        found: list[ScoreEvent] = []
        for fields in self.run.lines(EVENTS):
            with contextlib.suppress(ValueError, TypeError):
                found.append(from_score_line(json.dumps(fields)))
        return found

    def status(self) -> ScoringStatus:
        """Return the status of the scoring."""
        if held(self.run.folder / SCORE_LOCK):
            return "running"
        match next(iter(self.events[::-1]), None):
            case None:
                return "unmeasured"
            case Scored():
                return "measured" if self.scorecard else "unmeasured"
            case ScoringStopped():
                return "stopped"
            case ScoringFailed():
                return "failed"
            case _:
                return "interrupted"

    def lock(self) -> FileLock:
        """Return the lock that the child holds; a second child gets `filelock.Timeout`."""
        return FileLock(self.run.folder / SCORE_LOCK, timeout=LOCK_SECONDS)

    @property
    def is_over(self) -> bool:
        """True if the last event is a last word."""
        return isinstance(next(iter(self.events[::-1]), None), SCORE_LAST_WORDS)

    def ask_to_stop(self) -> None:
        """Ask the child to stop; the answers so far are kept."""
        (self.run.folder / STOP).touch()

    def stop_asked(self) -> bool:
        """Check whether a stop was asked for since the last start."""
        return (self.run.folder / STOP).exists()

    def clear_stop(self) -> None:
        """Remove an old request to stop."""
        (self.run.folder / STOP).unlink(missing_ok=True)

    # --- the answers ---

    def prepare(self, key: str) -> None:
        """Keep answers with the same adapter, corpus and settings; delete others."""
        mark = self.run.folder / KEY
        if not mark.exists() or mark.read_text("ascii") != key:
            for name in (ANSWERS, STRENGTH_ANSWERS):
                (self.run.folder / name).unlink(missing_ok=True)
            mark.write_text(key, "ascii")

    @property
    def answered(self) -> dict[int, AnsweredPrompt]:
        """The answered held-out prompts, by number."""
        return {answered.number: answered for answered in read_answered_prompts(self.run.folder)}

    def add_answered(self, answered: AnsweredPrompt) -> None:
        """Add a held-out prompt with every column's answer."""
        self.run.add_line(ANSWERS, json.dumps(asdict(answered), ensure_ascii=False))

    @property
    def at_strengths(self) -> dict[tuple[int, float], str]:
        """The styled model's answers by prompt number and strength."""
        found = {}
        for fields in self.run.lines(STRENGTH_ANSWERS):
            with contextlib.suppress(KeyError, TypeError):
                found[fields["number"], fields["strength"]] = str(fields["text"])
        return found

    def add_at_strength(self, number: int, strength: float, text: str) -> None:
        """Add an answer of the styled model at a strength."""
        fields = {"number": number, "strength": strength, "text": text}
        self.run.add_line(STRENGTH_ANSWERS, json.dumps(fields, ensure_ascii=False))
