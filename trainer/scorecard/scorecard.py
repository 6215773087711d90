"""The scorecard of a run: gained style, its price, and intervals.

It holds numbers and names of measures, never a word of the author's or of a model's text. A verdict judges the number
itself, its interval says how far to trust it; what could not be measured is None, and its verdict is *unknown*. It is
written part by part: `parts` says which are there.
"""

import json
import types
from collections.abc import Mapping, Sequence
from dataclasses import MISSING, asdict, dataclass, fields
from typing import Any, Literal, Self, Union, get_args, get_origin, get_type_hints

from trainer.scorecard.figures import (
    Abilities,
    LossChange,
    Meaning,
    OriginalityFigures,
    ScoreVerdict,
    Strength,
    StyleGap,
    TooFew,
)

Headline = Literal["style", "meaning", "abilities", "originality"]
HEADLINES: tuple[Headline, ...] = get_args(Headline)
Part = Literal["style", "prefixes", "abilities", "rules", "strengths", "meaning", "losses"]
"""What is measured in one go and written down. *Style* has the answers to the held-out prompts, how near they are to
the author and how much they copy; *abilities* the general texts and prompts, and refusals."""
PARTS: tuple[Part, ...] = get_args(Part)
"""In their order: what the author waits for first."""

STRENGTHS = (0.0, 0.25, 0.5, 0.75, 1.0, 1.25, 1.5)
"""Where the trade-off between style and forgetting is looked for."""


@dataclass(frozen=True)
class Scorecard:
    """All measures of one adapter."""

    base: str
    """What an adapter names as its base."""
    demonstration: bool
    """Whether that is the tiny base that ships with Pastiche."""
    language: str
    key: str
    """Of adapter, corpus and settings: another key, another scorecard."""
    made: float
    """Seconds since 1970."""
    seconds: float
    style: StyleGap | None
    """None where nothing or too little is held out, or no other authors of the language are known."""
    meaning: Meaning | None
    """None for a base that cannot rewrite."""
    abilities: Abilities | None
    originality: OriginalityFigures | None
    """None where no prompt could be made of the held-out text."""
    own: LossChange | None
    """On the author's held-out passages."""
    others: LossChange | None
    """On the gallery's passages in the same language, where they are another author's."""
    strengths: tuple[Strength, ...]
    recommended: float | None
    """The strength that `recommended` found."""
    parts: tuple[Part, ...] = PARTS
    """Which are measured; the fields of the others are None or empty."""
    too_few: TooFew | None = None
    """Why no style gap was measured, where that is why."""

    @classmethod
    def empty(cls, base: str, demonstration: bool, language: str, key: str) -> Self:
        """Return a scorecard without measures."""
        nothing = dict.fromkeys(("style", "meaning", "abilities", "originality", "own", "others", "recommended"))
        return cls(base, demonstration, language, key, 0.0, 0.0, strengths=(), parts=(), **nothing)

    @property
    def is_whole(self) -> bool:
        """True if every part is there."""
        return set(PARTS) <= set(self.parts)

    @property
    def verdicts(self) -> dict[Headline, ScoreVerdict]:
        """The verdict on each headline."""
        return {
            "style": self.style.verdict if self.style else "unknown",
            "meaning": self.meaning.verdict if self.meaning else "unknown",
            "abilities": self._settled(self.abilities.verdict if self.abilities else "unknown", "rules"),
            "originality": self._settled(self.originality.verdict if self.originality else "unknown", "prefixes"),
        }

    def _settled(self, verdict: ScoreVerdict, last: Part) -> ScoreVerdict:
        """Return a verdict that later parts cannot worsen; unknown before `last`."""
        return verdict if last in self.parts or verdict == "red" else "unknown"

    def to_json(self) -> str:
        """Return the scorecard as JSON for `from_json`, with verdicts added."""
        return json.dumps({**asdict(self), "verdicts": self.verdicts}, indent=2)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Return the scorecard of a JSON text.

        Raise ValueError, TypeError or KeyError for anything else.
        """
        found: Self = _read(cls, json.loads(text))
        return found


def recommended(strengths: Sequence[Strength]) -> float | None:
    """Return the strength that closes most of the gap with green abilities.

    None where there is none. Strength 0 is the base and never recommended. A strength whose gap is not surely closed at
    all is no choice either.
    """
    kept = [one for one in strengths if one.strength and one.verdict == "green" and one.gap and one.gap.low > 0]
    best = max(kept, key=lambda one: one.gap.value if one.gap else 0.0, default=None)
    return best.strength if best else None


def _read(kind: Any, data: Any) -> Any:
    """Return plain data as a value of a type.

    The type is a dataclass, a mapping or tuple of them, perhaps None.
    """
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        if data is None:
            return None
        return _read(next(one for one in inner if one is not type(None)), data)
    if origin is tuple:
        return tuple(_read(inner[0], one) for one in data)
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return {key: _read(inner[1], value) for key, value in data.items()}
    if hasattr(kind, "__dataclass_fields__"):
        hints = get_type_hints(kind)
        # What a scorecard of an earlier version does not have yet is as it was then.
        there = [one.name for one in fields(kind) if one.name in data or one.default is MISSING]
        return kind(**{name: _read(hints[name], data[name]) for name in there})
    return data
