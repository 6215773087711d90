"""Plain modern prose on everyday subjects, for measuring loss drift."""

import re
from functools import cache

from styles.abilities import FOLDER, LANGUAGES

_MARKER = re.compile(r"^=== .*\n", re.MULTILINE)
"""The line above each passage says what it is: a recipe, a notice, a letter."""


@cache
def general_texts(language: str) -> tuple[str, ...]:
    """Return the general passages of a language.

    Each has 100 to 130 words; there are none for other than `LANGUAGES`.
    """
    if language not in LANGUAGES:
        return ()
    written = (FOLDER / f"texts_{language}.txt").read_text("utf-8")
    return tuple(passage.strip() for passage in _MARKER.split(written)[1:])
