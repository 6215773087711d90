"""The text of one Markdown note of Obsidian or Notion."""

import re
from datetime import datetime

from styles.archives.dates import read_date
from styles.archives.post_text import PostText, built_text
from styles.formats.markdown import read_markdown

_FRONT_MATTER = re.compile(r"\ufeff?\s*---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_PROPERTY = re.compile(r"([^\s:#-][^:\n]{0,60}):[ \t]*(.*(?:\n[ \t]+-[ \t].*|\n-[ \t].*)*)", re.MULTILINE)
_QUOTE = re.compile(r"[ \t]{0,3}>")
_CALLOUT = re.compile(r"[ \t]{0,3}>[ \t]*\[!")
_FENCE = re.compile(r"[ \t]{0,3}(?:```|~~~)")
_CREATED = re.compile(
    r"(?:date[ _-]?)?created?(?:[ _-]?(?:at|date|time|on))?|date|creation[ _-]?date|дата|создано?", re.IGNORECASE
)
_MOST_PROPERTIES = 20_000
"""Characters at a note's beginning in which properties are looked for."""


def note_text(written: str) -> PostText:
    """Return the text of a note, without quotations.

    What stands behind `>` is somebody else's words, but a callout (`> [!tip]`) is the writer's own.
    """
    return built_text(read_markdown(_without_quotes(written)))


def properties(written: str) -> dict[str, str]:
    """Return the properties in a note's front matter, with lower-case names."""
    front = _FRONT_MATTER.match(written[:_MOST_PROPERTIES])
    return named_values(front[1]) if front else {}


def named_values(lines: str) -> dict[str, str]:
    """Return the values of lines such as `created: 2021-04-05`."""
    return {match[1].strip().lower(): match[2].strip() for match in _PROPERTY.finditer(lines)}


def created(values: dict[str, str], name: str = "") -> datetime | None:
    """Return when a note was made, by its properties or its name."""
    dates = (read_date(value.strip("\"'[]@ ")) for key, value in values.items() if _CREATED.fullmatch(key))
    return next(filter(None, dates), None) or read_date(name[:10])


def _without_quotes(written: str) -> str:
    """Return Markdown without its quotations, which end at a blank line."""
    kept: list[str] = []
    is_code = is_quote = False
    for line in written.split("\n"):
        if not is_quote and _FENCE.match(line):
            is_code = not is_code
        begins = not is_code and not is_quote and bool(_QUOTE.match(line)) and not _inside_callout(kept)
        is_quote = (begins and not _CALLOUT.match(line)) or (is_quote and bool(line.strip()))
        kept.append("" if is_quote else line)
    return "\n".join(kept)


def _inside_callout(before: list[str]) -> bool:
    """Check whether the line before belongs to a callout."""
    return bool(before) and bool(_QUOTE.match(before[-1]))
