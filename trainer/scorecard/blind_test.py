"""The blind test: how often readers choose the styled model's passage.

A pair, shown without names, is a styled answer against the few-shot base's to the same held-out prompt ("which sounds
more like the author?"), or against the author's own held-out passage ("which one is the author?"). Both are cut alike
(`styles/measures/cut_alike.py`); sides and order are drawn from a seed; every prompt makes one pair of a kind and comes
once.

"Cannot tell" counts as half a win, so the rate of a reader who never can is one half, as of one who guesses. Only the
first judgement of a pair counts: after that its reader has been told. A judgement is about two texts and an adapter;
when one of them changes, it counts no longer. Not covered: readers who know the held-out passages by heart, and what
one reader says for others: the interval is about these pairs, not about all readers.
"""

import contextlib
import hashlib
import json
import random
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal, Self, get_args

from styles.i18n.message import Message
from styles.measures.cut_alike import cut_alike
from styles.measures.intervals import Share, wilson
from trainer.adapters.weights import learnt
from trainer.errors import RunError
from trainer.runs.run import Run
from trainer.scorecard import blind_test_strings as strings
from trainer.scorecard.answered_prompts import FILE, AnsweredPrompt, read_answered_prompts

Kind = Literal["few_shot", "author"]
"""What the styled answer stands against."""
KINDS: tuple[Kind, ...] = get_args(Kind)
Choice = Literal["left", "right", "neither"]
PairVerdict = Literal["styled", "other", "unsure"]
"""What was chosen, once the sides are known."""

JUDGEMENTS = "blind.jsonl"
"""Of a run's folder: one judgement a line."""
MOST_PAIRS = 24
"""Pairs of a kind: some twenty minutes of reading for an interval of 19 points to either side."""
GAME_PAIRS = 8
"""Pairs of a game, where nothing is measured."""


@dataclass(frozen=True)
class BlindPair:
    """One pair to judge, without its text.

    It says what the reader must not know, so it never leaves the server.
    """

    kind: Kind
    number: int
    """Of the held-out prompt."""
    styled_left: bool
    key: str
    """Of both texts and the adapter."""

    def verdict(self, choice: Choice) -> PairVerdict:
        """Return the verdict of a chosen side."""
        if choice == "neither":
            return "unsure"
        return "styled" if (choice == "left") == self.styled_left else "other"


@dataclass(frozen=True)
class Judgement:
    """A reader's judgement of a pair: numbers and keys, no text."""

    kind: Kind
    number: int
    verdict: PairVerdict
    styled_left: bool
    key: str
    at: float
    """Seconds since 1970."""


def write_judgement(run: Run, judgement: Judgement) -> None:
    """Add a reader's judgement to a run's folder."""
    run.add_line(JUDGEMENTS, json.dumps(asdict(judgement)))


def read_judgements(run: Run) -> list[Judgement]:
    """Return a run's judgements, oldest first; broken lines are passed over."""
    found = []
    for fields in run.lines(JUDGEMENTS):
        with contextlib.suppress(TypeError):
            found.append(Judgement(**fields))
    return found


@dataclass(frozen=True)
class BlindTestResult:
    """Wins and losses of the styled passage in one kind of pairs."""

    kind: Kind
    wins: int
    """The styled one was chosen."""
    losses: int
    undecided: int

    @property
    def pairs(self) -> int:
        """Number of judged pairs."""
        return self.wins + self.losses + self.undecided

    @property
    def share(self) -> Share:
        """The win rate with its 95 % interval."""
        return wilson(self.wins + self.undecided / 2, self.pairs)

    @property
    def message(self) -> Message:
        """The result in plain words."""
        if not self.pairs:
            return strings.NO_PAIR
        share, low, high = map(_percent, (self.share.value or 0, self.share.low, self.share.high))
        rate = strings.RATE(share=share, low=low, high=high, pairs=self.pairs)
        return strings.RESULTS[self.kind](rate=rate, meaning=strings.MEANINGS[self.kind][self._leaning()])

    def _leaning(self) -> int:
        """Return 1 if chosen above chance, -1 if below, else 0."""
        return (self.share.low > 0.5) - (self.share.high < 0.5)


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def result(kind: Kind, verdicts: Collection[PairVerdict]) -> BlindTestResult:
    """Return the result of verdicts on pairs of one kind."""
    counts = [sum(verdict == one for one in verdicts) for verdict in get_args(PairVerdict)]
    return BlindTestResult(kind, *counts)


def offered(folder: Path) -> bool:
    """Check that a folder has answers to make pairs of."""
    return (folder / FILE).is_file()


@dataclass(frozen=True)
class BlindTest:
    """The answered held-out prompts of one style, as pairs."""

    prompts: tuple[AnsweredPrompt, ...]
    adapter: str
    """Digest of the adapter, or the model, that answered them."""

    @classmethod
    def of(cls, folder: Path) -> Self:
        """Return the blind test of a run's or gallery style's folder."""
        return cls(read_answered_prompts(folder), learnt(folder).digest)

    def pairs(self, kind: Kind, seed: str, most: int = MOST_PAIRS) -> list[BlindPair]:
        """Return pairs of a kind in a seeded order, with seeded sides."""
        rng = random.Random(f"{kind} {seed}")
        keys = self._keys(kind)
        numbers = rng.sample(sorted(keys), min(len(keys), most))
        # As many on either side: a reader who always takes the left one comes out at one half.
        sides = [index % 2 == 0 for index in range(len(numbers))]
        rng.shuffle(sides)
        return [BlindPair(kind, number, left, keys[number]) for number, left in zip(numbers, sides, strict=True)]

    def passages(self, pair: BlindPair) -> tuple[str, str]:
        """Return the left and the right passage of a pair.

        Raise RunError when they have changed since it was drawn.
        """
        named = (prompt for prompt in self.prompts if prompt.number == pair.number)
        texts = dict(_cut_texts(named, pair.kind)).get(pair.number)
        if texts is None or self._key(texts) != pair.key:
            raise RunError(strings.CHANGED)
        styled, other = texts
        return (styled, other) if pair.styled_left else (other, styled)

    def results(self, judgements: Iterable[Judgement]) -> dict[Kind, BlindTestResult]:
        """Return the results by kind; kinds without judgements are left out."""
        return {
            kind: result(kind, list(firsts.values())) for kind in KINDS if (firsts := self.judged(kind, judgements))
        }

    def judged(self, kind: Kind, judgements: Iterable[Judgement]) -> dict[int, PairVerdict]:
        """Return the first verdict on each prompt's pair of a kind.

        Only verdicts on the passages as they are now count.
        """
        keys = self._keys(kind)
        found: dict[int, PairVerdict] = {}
        for one in judgements:
            if one.kind == kind and keys.get(one.number) == one.key:
                found.setdefault(one.number, one.verdict)
        return found

    def _keys(self, kind: Kind) -> dict[int, str]:
        return {number: self._key(texts) for number, texts in _cut_texts(self.prompts, kind)}

    def _key(self, texts: tuple[str, str]) -> str:
        return hashlib.sha256("\0".join((self.adapter, *texts)).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _cut_texts(prompts: Iterable[AnsweredPrompt], kind: Kind) -> Iterator[tuple[int, tuple[str, str]]]:
    """Yield each prompt's number with two texts, cut alike.

    The styled text comes first. Prompts that make no pair are left out.
    """
    for prompt in prompts:
        other = prompt.passage if kind == "author" else prompt.answers.get("few_shot", "")
        cut = cut_alike(prompt.answers.get("styled", ""), other)
        if cut and cut[0] != cut[1]:
            yield prompt.number, cut
