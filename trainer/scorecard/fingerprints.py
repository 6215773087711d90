"""Fingerprints of the author and of each column, side by side.

The author's are the held-out passages, which nobody has trained on; the columns' are their answers to the prompts of
those passages, so that all write about the same things. They are numbers; no text leaves this.
"""

import re
from collections.abc import Sequence

from styles.measures.fingerprint import Fingerprint, fingerprint
from styles.measures.stylometry import HUMAN
from trainer.compare.comparison import COLUMNS
from trainer.scorecard.answered_prompts import AnsweredPrompt

LEAST_WORDS = 300
"""Of a sample with fewer words, numbers show chance and no habits."""

_PARAGRAPH_BREAK = re.compile(r"\n\s*\n")


def fingerprints(answered: Sequence[AnsweredPrompt], language: str) -> dict[str, Fingerprint]:
    """Return the fingerprints of the author, `HUMAN`, and of complete columns.

    A complete column answered every prompt. A passage that was answered more than once counts once. What an answer
    breaks off with counts as it stands.
    """
    samples: dict[str, Sequence[str]] = {
        column: [one.answers[column] for one in answered]
        for column in COLUMNS
        if all(column in one.answers for one in answered)
    }
    samples[HUMAN] = list(dict.fromkeys(one.passage for one in answered))
    return {
        name: fingerprint((paragraph for text in texts for paragraph in _PARAGRAPH_BREAK.split(text)), language)
        for name, texts in samples.items()
    }
