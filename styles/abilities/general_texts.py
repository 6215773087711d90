"""Plain modern prose on everyday subjects: how much worse a model foretells it after learning a style is its drift."""

import re
from functools import cache

from styles.abilities import FOLDER, LANGUAGES

_MARKER = re.compile(r"^=== .*\n", re.MULTILINE)
"""The line above each passage says what it is: a recipe, a notice, a letter."""


@cache
def general_texts(language: str) -> tuple[str, ...]:
    """Return the general passages of a language, of 100 to 130 words each; none for other than `LANGUAGES`."""
    if language not in LANGUAGES:
        return ()
    written = (FOLDER / f"texts_{language}.txt").read_text("utf-8")
    return tuple(passage.strip() for passage in _MARKER.split(written)[1:])
