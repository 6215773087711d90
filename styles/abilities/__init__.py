"""Tests of general abilities, before and after a style is learnt.

Texts, prompts and rules were written for this project in `LANGUAGES`; nothing here knows of a model.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "ru")


def languages_for(corpus: str) -> tuple[str, ...]:
    """Return the languages for ability tests.

    English, and the corpus's language where it is one of `LANGUAGES`.
    """
    return tuple(dict.fromkeys(("en", corpus))) if corpus in LANGUAGES else ("en",)


def other_language(corpus: str) -> str:
    """Return the language for the loyalty test.

    English, or Russian where the corpus is English itself.
    """
    return "ru" if corpus == "en" else "en"
