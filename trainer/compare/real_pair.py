"""Answers of a real base and of its style to one prompt.

They are shown wherever the demonstration model writes. It is written by `python -m tests.benchmarks.real_pair`, never
by hand.
"""

import json
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).parents[2] / "styles" / "gallery" / "harbour_log" / "real_pair.json"


@dataclass(frozen=True)
class RealPair:
    """What was asked, of whom, and both answers."""

    base: str
    """The base's name on the Hub."""
    style: str
    """The name of the sample style whose texts it learnt."""
    language: str
    steps: int
    """How many steps it learnt."""
    seed: int
    prompt: str
    base_answer: str
    styled_answer: str


@cache
def real_pair() -> RealPair:
    """Return the pair that ships with the project."""
    return RealPair(**json.loads(FILE.read_text("utf-8")))


def write(pair: RealPair) -> None:
    """Put another pair in its place."""
    FILE.write_text(json.dumps(asdict(pair), ensure_ascii=False, indent=2) + "\n", "utf-8")
    real_pair.cache_clear()
