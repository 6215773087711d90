"""What a model could do before it learnt a style, and whether it still can: texts, prompts, rules and their measures.

Texts, prompts and rules were written for this project in `LANGUAGES`; nothing here knows of a model.
"""

from pathlib import Path

FOLDER = Path(__file__).parent
LANGUAGES = ("en", "ru")


def languages_for(corpus: str) -> tuple[str, ...]:
    """Return the languages to measure abilities in: English, and the corpus's where it is one of `LANGUAGES`."""
    return tuple(dict.fromkeys(("en", corpus))) if corpus in LANGUAGES else ("en",)


def other_language(corpus: str) -> str:
    """Return the language to test loyalty in: English, or Russian where the corpus is English itself."""
    return "ru" if corpus == "en" else "en"
