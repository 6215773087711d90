"""Reading of dates, with a time zone, so that they compare."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

_SPACE_BEFORE_ZONE = re.compile(r"\s+(?=(?:[+-]\d{2}:?\d{2}|Z|UTC)$)")
_FORMS = ("%a %b %d %H:%M:%S %z %Y", "%B %d, %Y %I:%M %p", "%B %d, %Y", "%b %d, %Y, %I:%M %p")
"""The forms of X, of Notion with and without a time of the day, and of Instagram until 2021."""
_LONGEST = 60
"""Characters of a date at most; no form comes near."""


def read_date(written: object) -> datetime | None:
    """Return the date of a string in any common form, or None.

    A date without a time zone is taken to be in UTC.
    """
    if not isinstance(written, str) or not 4 < len(written.strip()) <= _LONGEST:
        return None
    written = written.strip()
    found = _iso(written) or _mailed(written)
    for form in _FORMS:
        found = found or _in_form(written, form)
    return _aware(found)


def read_seconds(seconds: object) -> datetime | None:
    """Return the date of seconds since 1970, or None."""
    try:
        count = float(seconds)  # type: ignore[arg-type]  # what is no number raises
        return datetime.fromtimestamp(count, UTC) if count > 0 else None
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _aware(found: datetime | None) -> datetime | None:
    """Return the date in a zone; a zone's own offset is kept."""
    if found is None:
        return None
    try:
        zoned = found if found.utcoffset() is not None else found.replace(tzinfo=UTC)
        zoned.timestamp()  # at the ends of the calendar a zone leads out of it
        return zoned
    except (ValueError, OverflowError):
        return None


def _iso(written: str) -> datetime | None:
    try:
        return datetime.fromisoformat(_SPACE_BEFORE_ZONE.sub("", written).replace("UTC", "Z"))
    except ValueError:
        return None


def _mailed(written: str) -> datetime | None:
    try:
        return parsedate_to_datetime(written)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _in_form(written: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(written, form)
    except ValueError:
        return None
