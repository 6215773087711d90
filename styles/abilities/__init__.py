"""Tests of general abilities, before and after a style is learnt.

Texts, prompts and rules were written for this project in `LANGUAGES`; nothing here knows of a model.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "ru")


def languages_for(corpus: str) -> tuple[str, ...]:
    """Return English, and the corpus's language if among `LANGUAGES`."""
    return tuple(dict.fromkeys(("en", corpus))) if corpus in LANGUAGES else ("en",)


def other_language(corpus: str) -> str:
    """Return the loyalty test's language: English, or Russian for English."""
    return "ru" if corpus == "en" else "en"
