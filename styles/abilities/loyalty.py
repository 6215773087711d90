"""Whether a model still answers in the language it is asked in, after learning from texts in another."""

from collections.abc import Iterable
from dataclasses import dataclass

from styles.intervals import Share, wilson
from styles.language import UNDETERMINED, language_of


@dataclass(frozen=True)
class Loyalty:
    """How many answers are in the language of their prompts."""

    loyal: int
    strayed: int
    undecided: int
    """Answers with too little to tell by: empty, under four words, or of hardly any words that belong to a language.

    They count neither for the model nor against it, and stand beside the share.
    """

    @property
    def share(self) -> Share:
        """The share of loyal ones among those that could be told, with its interval."""
        return wilson(self.loyal, self.loyal + self.strayed)


def language_loyalty(language: str, answers: Iterable[str]) -> Loyalty:
    """Return how many of the answers are in the language that all their prompts were in.

    Prompts that ask for another language, or for code, have no place here (`GeneralPrompt.answered_alike`).
    """
    found = [language_of(answer) for answer in answers]
    loyal, undecided = found.count(language), found.count(UNDETERMINED)
    return Loyalty(loyal, len(found) - loyal - undecided, undecided)
