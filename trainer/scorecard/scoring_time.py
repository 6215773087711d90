"""Estimate the time of a scorecard, before and during the scoring.

Part by part: what each part reads (tokens that a model is shown) and writes (tokens that it adds, one after the other)
follows from the settings and the corpus; how quickly this computer does that, from what the fine-tune measured on its
way.
"""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Self

from styles.abilities import languages_for, other_language
from styles.corpus.corpus import Corpus
from styles.measures.stylometry import POOLED_WORDS
from trainer import bases
from trainer.bases import Base
from trainer.runs.events import Event, Sampled, ScoreEvent, ScorePhase, StepLogged
from trainer.runs.run import Run
from trainer.scorecard.figures import TooFew
from trainer.scorecard.score_settings import ScoreSettings
from trainer.scorecard.scorecard import PARTS, Part, Scorecard

BY_ITSELF_MINUTES = 5.0
"""By itself a scorecard starts only where it takes no longer (`PASTICHE_SCORE_MINUTES`)."""
TOKENS_A_WORD = {"en": 1.4}
"""Of the usual tokenizers; other languages take more."""
TOKENS_A_FOREIGN_WORD = 2.4
READ_PER_TRAINED = 2.2
"""Tokens that are read while one is trained on: training goes back through the model too."""
SAMPLE_STEPS = 90
"""Tokens of an answer to a run's fixed prompts."""
ROWS = 48
"""Answers written at once."""
PROMPT_TOKENS = 45
"""Of a short question as the chat template renders it."""
_SLOWEST, _QUICKEST = 0.002, 5.0


@dataclass(frozen=True)
class ScoringSpeed:
    """Speeds of this computer at measuring with a base."""

    read_per_second: float
    """Tokens that are read, or written in a large batch, in a second."""
    step_seconds: float
    """What a token takes at least, however few answers are written at once."""
    loading_seconds: float

    @classmethod
    def of(cls, events: Sequence[Event], base: Base) -> Self:
        """Return the speeds from a fine-tune's events, or from the base's size."""
        weights = _weights(base)
        loading = 6 + weights / 1e8
        trained = [one.tokens_per_second for one in events if isinstance(one, StepLogged) and one.tokens_per_second > 0]
        read = READ_PER_TRAINED * trained[-1] if trained else min(3_000.0, 4e10 / weights)
        # The step before it may be in what a sample took: the shortest tells most.
        sampled = [two.at - one.at for one, two in pairwise(events) if isinstance(two, Sampled)]
        step = min(sampled) / SAMPLE_STEPS if sampled else 0.004 + weights * 4 / 8e9
        return cls(read, min(max(step, _SLOWEST), _QUICKEST), loading)


def _weights(base: Base) -> int:
    """Return about how many weights a base has.

    Of a folder, by its files in 16 bits.
    """
    if base.parameters:
        return base.parameters
    files = sum(path.stat().st_size for path in base.folder.glob("*.safetensors")) if base.folder else 0
    return files // 2 or 1_000_000_000


@dataclass(frozen=True)
class ScoringWork:
    """Tokens of a part, or of a piece of one."""

    read: float = 0
    """Tokens."""
    written: float = 0
    """Tokens, of all answers together."""
    steps: float = 0
    """Tokens of the longest answer of each batch: they are written one after the other."""

    def __add__(self, other: "ScoringWork") -> "ScoringWork":
        """Return both, one after the other."""
        return ScoringWork(self.read + other.read, self.written + other.written, self.steps + other.steps)

    def seconds(self, training_speed: ScoringSpeed) -> float:
        """Return the seconds at a speed."""
        return (self.read + self.written) / training_speed.read_per_second + self.steps * training_speed.step_seconds


def answering(questions: float, prompt: float, tokens: float) -> ScoringWork:
    """Return the work of answers and prompts of about these lengths."""
    batches = -(-int(questions) // ROWS)
    return ScoringWork(questions * prompt, questions * tokens, batches * tokens)


def too_few(corpus: Corpus, settings: ScoreSettings) -> TooFew | None:
    """Return why too little is held out for a style gap.

    None where there is enough, or nothing at all.
    """
    words = sum(passage.words for passage in corpus.held_out)
    return TooFew(words, settings.gap_words) if 0 < words < settings.gap_words else None


def work(corpus: Corpus, base: Base, settings: ScoreSettings, adapter: bool = True) -> dict[Part, ScoringWork]:
    """Return the work of each part; only an adapter has strengths."""
    a_word = TOKENS_A_WORD.get(corpus.language, TOKENS_A_FOREIGN_WORD)
    context = base.context or 4096
    held_out = len(corpus.held_out)
    words = sum(passage.words for passage in corpus.held_out)
    gap = bool(words) and too_few(corpus, settings) is None
    pooled = min(words, POOLED_WORDS) if gap else min(words, settings.copy_briefs * settings.brief_words)
    answer = min(settings.brief_words, 1.2 * words / max(1, held_out)) * a_word
    prompts = min(held_out, settings.answers, max(1.0, pooled * a_word / answer)) if held_out else 0
    shown = min(
        settings.passages_shown * sum(one.words for one in corpus.train) / max(1, len(corpus.train)) * a_word,
        context / 2,
    )
    found = dict.fromkeys(PARTS, ScoringWork())
    found["style"] = answering(2 * prompts, PROMPT_TOKENS, answer) + answering(prompts, shown, answer)
    prefixes = min(settings.prefixes, len(corpus.train))
    found["prefixes"] = answering(prefixes, PROMPT_TOKENS + 50, 50)
    languages = languages_for(corpus.language)
    foreign = other_language(corpus.language) not in languages
    prompts = settings.general_prompts * (1.5 if foreign else 1)
    told = settings.answer_tokens + PROMPT_TOKENS
    general = len(languages) * settings.general_texts * min(settings.general_tokens, 170)
    forgetting = ScoringWork(read=general + settings.general_prompts * told)
    found["abilities"] = answering(2 * prompts, PROMPT_TOKENS, settings.answer_tokens) + forgetting + forgetting
    if gap and adapter and set(settings.strengths) - {0.0, 1.0}:
        # Two further strengths are looked at, and answered at, one after the other.
        at_one = answering(prompts, PROMPT_TOKENS, answer)
        found["strengths"] = forgetting + forgetting + forgetting + at_one + at_one
    if base.follows_instructions:
        found["rules"] = answering(2 * settings.rules, PROMPT_TOKENS, settings.rule_words * a_word * 0.7)
        passages = min(settings.meaning_passages, held_out)
        retold = min(settings.meaning_words, words / max(1, held_out)) * a_word
        found["meaning"] = answering(passages, retold + PROMPT_TOKENS, retold * 1.25)
        found["meaning"] += answering(2 * passages, retold + PROMPT_TOKENS, retold * 1.25)
    passages = settings.loss_passages + min(settings.loss_passages, held_out)
    found["losses"] = ScoringWork(read=2 * passages * (settings.loss_tokens + PROMPT_TOKENS))
    return found


@dataclass(frozen=True)
class ScoringEstimate:
    """Expected minutes of a scorecard."""

    seconds: Mapping[Part, float]
    """By part, those that are there already at 0."""
    loading: float
    too_few: TooFew | None
    """Why no style gap will be measured, where that is known before."""

    @property
    def minutes(self) -> float:
        """Minutes of all parts."""
        return (self.loading + sum(self.seconds.values())) / 60


def estimate(run: Run, settings: ScoreSettings | None = None, card: Scorecard | None = None) -> ScoringEstimate:
    """Return the estimate for the parts that a scorecard does not have."""
    settings, corpus, base = settings or ScoreSettings(), run.corpus, bases.find(run.recipe.base)
    there = card.parts if card and not card.is_whole else ()
    adapter = run.has_adapter and not run.is_few_shot
    training_speed = ScoringSpeed.of(run.events, base)
    parts = work(corpus, base, settings, adapter)
    seconds = {part: 0.0 if part in there else found.seconds(training_speed) for part, found in parts.items()}
    return ScoringEstimate(seconds, training_speed.loading_seconds, too_few(corpus, settings))


TRUST = 20.0
"""Seconds for which what was expected counts as much as what is seen."""


class Clock:
    """Estimate of the seconds left, better as the scoring goes on."""

    def __init__(self, expected: Mapping[Part, float]) -> None:
        """Take the expected seconds of each part to measure."""
        self._expected = dict(expected)
        self._done, self._began = 0.0, time.monotonic()
        self._part: Part | None = None

    def begin(self, part: Part) -> None:
        """Begin a part; the one before is done."""
        self.end()
        self._part = part

    def end(self) -> None:
        """End the current part."""
        if self._part:
            self._done += self._expected.pop(self._part, 0.0)
            self._part = None

    def seconds_left(self, share: float = 0.0, now: float | None = None) -> float:
        """Return the seconds left when a share of the part is done."""
        here = share * self._expected.get(self._part, 0.0) if self._part else 0.0
        spent = (time.monotonic() if now is None else now) - self._began
        left = sum(self._expected.values()) - here
        return max(0.0, left * (spent + TRUST) / (self._done + here + TRUST))


def seconds_left(events: Sequence[ScoreEvent], now: float | None = None) -> float | None:
    """Return the seconds left by the last event; None without an estimate."""
    said = events[-1] if events else None
    if not isinstance(said, ScorePhase) or said.seconds_left is None:
        return None
    return max(0.0, said.seconds_left - ((time.time() if now is None else now) - said.at))
