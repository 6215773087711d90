"""Language loyalty: answers in the language of their prompts.

Learning from texts in another language may weaken it.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from styles.language.detect import UNDETERMINED, language_of, script
from styles.language.words import count_words
from styles.measures.intervals import Share, wilson

LEAST_WORDS = 40
"""Words from which an answer is distinguished from one in another language of the same script: of stretches of the
general texts and the gallery, up to 3 % are mistaken with 10 words, up to 0.5 % with 30, and none with 40."""


@dataclass(frozen=True)
class Loyalty:
    """Numbers of answers in the language of their prompts."""

    loyal: int
    strayed: int
    undecided: int
    """Answers with too little to tell by: empty, of a few words, or short and only seemingly in another language of
    the same script. They count neither for the model nor against it, and stand beside the share."""

    @property
    def share(self) -> Share:
        """Share of loyal answers among the decided ones, with its interval."""
        return wilson(self.loyal, self.loyal + self.strayed)


def language_loyalty(language: str, answers: Iterable[str]) -> Loyalty:
    """Return how many answers are in the prompts' language.

    Prompts that ask for another language, or for code, do not belong here (`GeneralPrompt.answered_alike`).
    """
    verdicts = [_is_loyal(language, answer) for answer in answers]
    return Loyalty(verdicts.count(True), verdicts.count(False), verdicts.count(None))


def _is_loyal(language: str, answer: str) -> bool | None:
    """Check the answer's main language; None where it is undecided."""
    detected = language_of(answer)
    if detected == language:
        return True
    sure = script(detected) != script(language) or count_words(answer) >= LEAST_WORDS
    return False if sure and detected != UNDETERMINED else None
