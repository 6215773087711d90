"""A toy scorecard, all of whose numbers are good, and the means to spoil one."""

from dataclasses import replace
from typing import Any

from styles.measures.intervals import Interval, wilson
from trainer.scorecard.figures import (
    Abilities,
    Copying,
    LossChange,
    LoyaltyChange,
    OriginalityFigures,
    Prefixes,
    Rules,
    Strength,
    StyleGap,
)
from trainer.scorecard.scorecard import STRENGTHS, Scorecard, recommended


def about(value: float, width: float = 0.05) -> Interval:
    """Return an interval around a number."""
    return Interval(value, value - width, value + width)


def toy_style(**changes: Any) -> StyleGap:
    """Return a style well learnt."""
    good = StyleGap(
        words=4_900,
        passages=24,
        answers=1,
        distances={"base": about(1.0), "few_shot": about(0.9), "styled": about(0.7), "human": about(0.6)},
        few_shot=about(0.25),
        styled=about(0.75),
        lead=about(0.5),
        rank=1,
        candidates=23,
        verified=0.9,
        human_verified=1.0,
    )
    return replace(good, **changes)


def toy_abilities(**changes: Any) -> Abilities:
    """Return abilities that are all kept."""
    good = Abilities(
        drift=about(0.01, 0.005),
        languages={"en": about(0.01, 0.005)},
        kl=about(0.02, 0.005),
        rules=Rules(wilson(50, 60), wilson(49, 60), about(1.7, 3)),
        loyalty=LoyaltyChange("ru", wilson(28, 28), wilson(28, 28), 2),
    )
    return replace(good, **changes)


def toy_originality(**changes: Any) -> OriginalityFigures:
    """Return originality no worse than the author's own."""
    good = OriginalityFigures(
        styled=Copying(4_900, 0.012, 7),
        base=Copying(4_900, 0.004, 6),
        few_shot=Copying(4_900, 0.02, 9),
        human=Copying(5_200, 0.01, 8),
        green=0.02,
        prefixes=Prefixes(100, 0, 0, 1.5),
        verdict="green",
    )
    return replace(good, **changes)


def toy_strength(strength: float, gap: float, drift: float) -> Strength:
    """Return a point of the trade-off."""
    return Strength(strength, about(gap), about(drift, 0), about(drift, 0))


def toy_scorecard(**changes: Any) -> Scorecard:
    """Return a scorecard with good numbers, but for the changes."""
    strengths = tuple(toy_strength(one, 0.7 * one, 0.015 * one) for one in STRENGTHS)
    good = Scorecard(
        base="embedded",
        demonstration=True,
        language="en",
        key="0" * 64,
        made=1_795_000_000.0,
        seconds=120.0,
        style=toy_style(),
        meaning=None,
        abilities=toy_abilities(),
        originality=toy_originality(),
        own=LossChange(40, 3.2, 3.0, about(-0.2), 0.9, 0.85),
        others=LossChange(40, 3.3, 3.35, about(0.05, 0.02), 0.92, 0.93),
        strengths=strengths,
        recommended=recommended(strengths),
    )
    return replace(good, **changes)
