"""Events of runs and scorings: frozen dataclasses, as lines of JSON.

No event holds a word of the author's or of a model's text: samples have a file of their own beside the events.
"""

import time
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from styles.examples.examples import ExampleTask
from styles.examples.view_wordings import View
from trainer.messages import Lines

Ending = Literal["steps done", "held-out loss stopped falling", "began to recite", "nothing to train", "blended"]
"""Why a run that finished did so where it did."""


@dataclass(frozen=True)
class Started:
    """The child has started or resumed; what it trains with."""

    engine: str
    """"unsloth 2026.10.9" or "transformers + bitsandbytes + peft", for the record and the card."""
    device: str
    """"cuda" or "cpu"."""
    examples: int
    steps: int
    resumed_from: int = 0
    """The step of the checkpoint it went on from; 0 for a fresh start."""
    tasks: dict[ExampleTask, int] = field(default_factory=dict)
    """How many of the examples each task has."""
    cut: int = 0
    """How many of the author's examples are longer than the recipe's length, and not learnt to their end."""
    lost: int = 0
    """How many more there would be, had their prompts left any room for an answer."""
    at: float = field(default_factory=time.time)


@dataclass(frozen=True)
class Phase:
    """The child has begun a phase that takes a while."""

    name: str
    """One of: starting (said for the child before it can speak), loading, viewing, replaying, training, saving."""
    at: float = field(default_factory=time.time)


@dataclass(frozen=True)
class ViewsLogged:
    """Progress of summaries and paraphrases: written or given up."""

    done: int
    total: int
    seconds_left: float | None
    """None before there is anything to tell by."""
    at: float = field(default_factory=time.time)


@dataclass(frozen=True)
class ReplayLogged:
    """Progress of replay, in tokens of the base's own answers."""

    done: int
    total: int
    seconds_left: float | None
    """None before there is anything to tell by."""
    at: float = field(default_factory=time.time)


@dataclass(frozen=True)
class ViewsWritten:
    """The base has written its summaries and paraphrases, where it could."""

    passages: int
    briefs: int
    neutral: int
    able: bool
    """Whether any can be used; where not, keywords and continuation are all there is."""
    given_up: tuple[View, ...] = ()
    """Those wanted ones of which none can be used."""
    at: float = field(default_factory=time.time)


@dataclass(frozen=True)
class StepLogged:
    """One optimizer step is done."""

    step: int
    steps: int
    loss: float
    """Mean over the step's completion tokens, in nats per token."""
    learning_rate: float
    tokens_per_second: float
    """Tokens of prompts and completions, padding not counted, since the start of training."""
    seconds_left: float
    at: float = field(default_factory=time.time)


@dataclass(frozen=True)
class Evaluated:
    """The model was evaluated; what could not be measured is None."""

    step: int
    """0 is the base, before it has learnt anything."""
    held_out_loss: float
    """In nats per token of the completions."""
    best: bool
    """Whether it would be kept were the run to end here (`trainer.runs.early_stopping` has the rule)."""
    general_loss: float | None = None
    """On general texts that have nothing to do with the author's, in nats per token."""
    copied: float | None = None
    """The share of words that it copies from training passages whose beginnings it goes on with."""
    copy_limit: float | None = None
    """The share above which that is reciting."""
    at: float = field(default_factory=time.time)

    @property
    def recites(self) -> bool:
        """True if it copies more than its limit."""
        return self.copied is not None and self.copy_limit is not None and self.copied > self.copy_limit


@dataclass(frozen=True)
class Sampled:
    """The fixed prompts were answered; the texts are in samples.jsonl."""

    step: int
    at: float = field(default_factory=time.time)


@dataclass(frozen=True)
class CheckpointSaved:
    """A checkpoint was saved; a resume would start from it."""

    step: int
    at: float = field(default_factory=time.time)


@dataclass(frozen=True)
class Finished:
    """Last word: the result is saved."""

    step: int
    best_step: int
    """The checkpoint that became the style."""
    ending: Ending
    seconds: float
    peak_mib: int | None = None
    """The most memory that the child held at once; None where that was not measured."""
    peak_gpu_mib: int | None = None
    """The most GPU memory; None without a GPU."""
    at: float = field(default_factory=time.time)


@dataclass(frozen=True)
class Stopped:
    """Last word: the author stopped it; the adapter so far is saved."""

    step: int
    seconds: float
    at: float = field(default_factory=time.time)


@dataclass(frozen=True)
class Failed:
    """Last word: it failed; the reason is a sentence for the author."""

    sentence: str
    bug: bool = False
    """Whether the log holds a traceback worth reporting."""
    russian: str = ""
    """The sentence in Russian; empty where an older version said it."""
    at: float = field(default_factory=time.time)


Event = (
    Started
    | Phase
    | ViewsLogged
    | ReplayLogged
    | ViewsWritten
    | StepLogged
    | Evaluated
    | Sampled
    | CheckpointSaved
    | Finished
    | Stopped
    | Failed
)
LAST_WORDS = (Finished, Stopped, Failed)


def _up_to_date(fields: dict[str, Any]) -> dict[str, Any]:
    """Return an old event's fields in today's form.

    A run that finished once said only whether it was early.
    """
    if fields.get("kind") == "Finished" and "early" in fields:
        early = fields.pop("early")
        fields["ending"] = "held-out loss stopped falling" if early else "steps done"
    return fields


_LINES: Lines[Event] = Lines(*get_args(Event), up_to_date=_up_to_date)
to_line, from_line = _LINES.to_line, _LINES.from_line
"""An event to a line of JSON, and back; a line that is no event raises ValueError or TypeError."""


# Measuring a finished run: said in a file of its own, so that the run's last word stays the last one


@dataclass(frozen=True)
class ScorePhase:
    """The scoring has begun a part, or reports its progress."""

    name: str
    """One of: starting (said for the child before it can speak), loading, briefs, prefixes, abilities, rules,
    strengths, rewritings, losses."""
    done: int = 0
    total: int = 0
    """0 where nobody knows."""
    seconds_left: float | None = None
    """Until the scorecard is whole; None before there is anything to tell by."""
    at: float = field(default_factory=time.time)


@dataclass(frozen=True)
class Scored:
    """Last word: the scorecard is written."""

    seconds: float
    at: float = field(default_factory=time.time)


@dataclass(frozen=True)
class ScoringStopped:
    """Last word: the author stopped it; the answers so far are kept."""

    at: float = field(default_factory=time.time)


@dataclass(frozen=True)
class ScoringFailed:
    """Last word: it failed; the reason is a sentence for the author."""

    sentence: str
    bug: bool = False
    russian: str = ""
    at: float = field(default_factory=time.time)


ScoreEvent = ScorePhase | Scored | ScoringStopped | ScoringFailed
SCORE_LAST_WORDS = (Scored, ScoringStopped, ScoringFailed)

_SCORE_LINES: Lines[ScoreEvent] = Lines(*get_args(ScoreEvent))
to_score_line, from_score_line = _SCORE_LINES.to_line, _SCORE_LINES.from_line
