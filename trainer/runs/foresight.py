"""Estimate fine-tuning without a GPU for every base, before a download.

From it follows which base is chosen for a writer who has not chosen one, on the page and on the command line alike.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from styles.language.detect import UNDETERMINED, language_of
from styles.texts.saved_text import SavedText
from trainer import bases
from trainer.bases import Base
from trainer.host import Host, default_base
from trainer.runs.estimate import Estimate, ProcessorSpeed, TrainingWork, estimate, foreseen_training_speed
from trainer.runs.recipe import Dial, Recipe

USUAL_WORDS = 5_000
"""How long the texts are taken to be before there are any."""
TOLD_BY = 5
"""The language is told by so many of the longest texts."""


@dataclass(frozen=True)
class Foresight:
    """Facts before a run: the computer, and the texts' language and length."""

    host: Host
    hub_reachable: bool
    speed: ProcessorSpeed | None
    """None on a computer with a GPU, and where it is not measured (yet)."""
    language: str
    words: int = 0
    """0 before there are texts."""
    work: TrainingWork | None = None
    """What a base of the catalogue learns of them, where that is known; else it is taken to be what is usual."""

    @property
    def choice(self) -> Base:
        """The default base for a writer, whatever the dial.

        Writers may turn the dial.
        """
        return default_base(self.host, self.hub_reachable, self.language, self.minutes)

    @property
    def quickest(self) -> tuple[Base, float] | None:
        """The quickest base here with its minutes; None where none is known.

        It knows the language, and anybody may fetch it.
        """
        able = [base for base in bases.catalogue() if not base.gated and bases.knows(base, self.language)]
        known = [(base, took) for base in able if (took := self.minutes(base)) is not None]
        return min(known, key=lambda one: one[1], default=None)

    def minutes(self, base: Base, dial: Dial = "medium") -> float | None:
        """Return the minutes of a base here.

        None where that is not known, or where it does not fit into memory.
        """
        words = self.words or USUAL_WORDS
        recipe = Recipe.for_corpus(base, words, dial, language=self.language)
        found = self.estimate(base, recipe, self.work or TrainingWork.of_words(words, recipe))
        return found.minutes if found and found.memory_gib <= self.host.memory_gib else None

    def estimate(self, base: Base, recipe: Recipe, work: TrainingWork) -> Estimate | None:
        """Return the estimate of a run; None where that is not known."""
        training_speed = foreseen_training_speed(base, self.speed, self.language) if self.speed else None
        return replace(estimate(recipe, work, training_speed), foreseen=True) if training_speed else None


def told_language(texts: Sequence[SavedText]) -> str:
    """Return the language of most words in some texts, or ""."""
    words: dict[str, int] = {}
    for text in islice(sorted(texts, key=lambda one: -one.words), TOLD_BY):
        language = language_of("\n".join(text.text().paragraphs))
        words[language] = words.get(language, 0) + text.words
    words.pop(UNDETERMINED, None)
    return max(words, key=lambda language: words[language], default="")
