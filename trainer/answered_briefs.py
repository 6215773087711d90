"""The briefs of a run's held-out text with every column's answer: what the scorecard measures and the blind test shows.

They are kept in the run's folder (`answers.jsonl`, one brief a line) and never leave it: the passage is the author's.
"""

from dataclasses import dataclass

from trainer.comparison import Column


@dataclass(frozen=True)
class AnsweredBrief:
    """One held-out passage, the brief that describes it, and what each column wrote to that brief."""

    number: int
    """Its place among the run's briefs, from 0."""
    prompt: str
    """What every column was asked."""
    passage: str
    """What the author wrote: held out, never trained on."""
    answers: dict[Column, str]
    """What each column wrote, in the order base, few_shot, styled."""
