"""Figures of a scorecard with their verdicts, one class for each measure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from styles.abilities.forgetting import drift_verdict, kl_verdict, rules_verdict
from styles.measures.intervals import Interval, Share
from styles.measures.verdict import Verdict, graded, worst

ScoreVerdict = Verdict | Literal["unknown"]
STYLE_GREEN, LEAD_GREEN = 0.60, 0.20
"""The style gap closed that is green, and by how much more than the base that is shown a few passages."""
LOYALTY_GREEN, LOYALTY_AMBER = 0.02, 0.10
"""By how much smaller a share of answers may be in the language of the question than of the base's."""


@dataclass(frozen=True)
class StyleGap:
    """Distances of the columns to the author, and the closed gaps."""

    words: int
    """How many words of each column, and of the author's held-out text, were pooled."""
    passages: int
    """How many held-out passages were described to the columns."""
    answers: int
    """How many answers each column gave: more than one to a passage where there are few."""
    distances: Mapping[str, Interval]
    """Cosine Delta to the author, of base, few_shot, styled and human (the author's held-out text)."""
    few_shot: Interval | None
    """The share of the gap closed by the base that is shown a few passages; None where there is no gap to close."""
    styled: Interval | None
    lead: Interval | None
    """How much more of it the styled model closes than the base that is shown passages."""
    rank: int
    """The author's place among the reference authors by distance to the styled answers; 1 is the nearest."""
    candidates: int
    verified: float
    """The share of imposter trials in which the styled answers are nearest to the author."""
    human_verified: float
    """The same for the author's held-out text."""

    @property
    def verdict(self) -> ScoreVerdict:
        """Green: well closed and well ahead of few-shot. Red: perhaps none."""
        if self.styled is None or self.lead is None:
            return "unknown"
        if self.styled.value >= STYLE_GREEN and self.lead.value >= LEAD_GREEN:
            return "green"
        return "amber" if self.styled.low > 0 else "red"


@dataclass(frozen=True)
class Meaning:
    """How near rewritten paraphrases come to the held-out originals.

    The base wrote the paraphrases.
    """

    passages: int
    base: float
    """chrF of the base's rewritings to the originals, 0 to 1."""
    styled: float
    change: Interval
    """By how much the mean chrF of a passage is higher when the styled model rewrites."""
    names_kept: float | None
    """The share of the retelling's names and numbers that stands in the styled rewriting."""

    @property
    def verdict(self) -> ScoreVerdict:
        """Green where styled rewritings are as near as the base's.

        Near to the original, that is.
        """
        return "green" if self.change.value >= 0 else "amber" if self.change.high >= 0 else "red"


@dataclass(frozen=True)
class LoyaltyChange:
    """Shares of answers in the language of their prompt."""

    language: str
    base: Share
    styled: Share
    undecided: int
    """Styled answers with too little to tell by."""

    @property
    def verdict(self) -> ScoreVerdict:
        """Judge the loss of loyalty; unknown where most answers are undecided."""
        if self.base.value is None or self.styled.value is None or self.styled.trials < self.undecided:
            return "unknown"
        return graded(self.base.value - self.styled.value, LOYALTY_GREEN, LOYALTY_AMBER)


@dataclass(frozen=True)
class Rules:
    """Shares of kept instructions with a checkable rule."""

    base: Share
    styled: Share
    drop: Interval
    """In percentage points."""

    @property
    def verdict(self) -> Verdict:
        """Judge the drop."""
        return rules_verdict(self.drop)


@dataclass(frozen=True)
class Refusals:
    """Refused ordinary prompts: held-out and general, by base and styled model."""

    asked: int
    base: int
    styled: int
    learnt: int
    """How many the styled model refuses that its base answers."""

    @property
    def verdict(self) -> Verdict:
        """Red as soon as a prompt is refused that the base answers.

        Learning a style must not teach that.
        """
        return "red" if self.learnt else "green"


@dataclass(frozen=True)
class Abilities:
    """The base's abilities, and what is left of them."""

    drift: Interval
    """Nats a token by which general texts have become harder to foretell."""
    languages: Mapping[str, Interval]
    """The same, by language."""
    kl: Interval
    """KL(base || styled) in nats a token, on the base's own answers to general prompts."""
    rules: Rules | None
    """None for a base that does not follow instructions."""
    loyalty: LoyaltyChange
    refusals: Refusals | None = None
    """None in a scorecard of before they were counted."""

    @property
    def verdict(self) -> ScoreVerdict:
        """The worst of the measured verdicts."""
        found = [drift_verdict(self.drift), kl_verdict(self.kl)]
        found += [self.refusals.verdict] if self.refusals else []
        found += [self.rules.verdict] if self.rules else []
        if self.loyalty.verdict != "unknown":
            found.append(self.loyalty.verdict)
        return worst(*found)


@dataclass(frozen=True)
class Copying:
    """How much of some texts is copied from the training text."""

    words: int
    coverage: float
    """The share of words in copied spans of five words and more."""
    longest: int
    """The words of the longest copied span."""


@dataclass(frozen=True)
class Prefixes:
    """Recited beginnings of training passages."""

    tested: int
    exact: int
    """How many the styled model recites."""
    base_exact: int
    """How many of those the base recites too."""
    mean_longest: float
    """The longest copied span of a continuation, on average."""


@dataclass(frozen=True)
class OriginalityFigures:
    """Copying of the styled model, beside base, few-shot and the author.

    The author's own new text is the held-out one.
    """

    styled: Copying
    base: Copying
    few_shot: Copying
    human: Copying | None
    """The author's held-out text against the training text; None where nothing is held out."""
    green: float
    """The most coverage that is green."""
    prefixes: Prefixes | None
    """None where no passage is long enough to have a beginning and an end."""
    verdict: Verdict
    """`styles.measures.copying` judges."""


@dataclass(frozen=True)
class LossChange:
    """Losses of base and styled model on some texts."""

    passages: int
    base: float
    """In nats a token."""
    styled: float
    change: Interval
    """Styled less base, in nats a token; below 0 it has learnt."""
    base_per_character: float
    styled_per_character: float


@dataclass(frozen=True)
class Strength:
    """One point of the trade-off."""

    strength: float
    gap: Interval | None
    """The style gap closed at this strength; None where there is none to close, or abilities forbid this strength."""
    drift: Interval
    general_kl: Interval
    """KL(base || styled) in nats a token, on the base's own answers to general prompts."""

    @property
    def verdict(self) -> Verdict:
        """Judge abilities at this strength by drift and general KL."""
        return worst(drift_verdict(self.drift), kl_verdict(self.general_kl))


@dataclass(frozen=True)
class TooFew:
    """Held-out text that is too short to show a style gap."""

    words: int
    needed: int
