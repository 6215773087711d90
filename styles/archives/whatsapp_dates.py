"""Dates of WhatsApp's exports, whose order follows the telephone's language."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime

_SPACE = r"[\s\u00a0\u202f]"
BEGIN = re.compile(
    rf"\[?(?P<a>\d{{1,4}})(?P<sign>[./\-]{_SPACE}?)(?P<b>\d{{1,2}})[./\-]{_SPACE}?(?P<c>\d{{1,4}})\.?"
    rf"(?:{_SPACE}?(?:BE|г\.|年))?[,،]?{_SPACE}(?:(?:klo|um|at|в|kl\.?|à){_SPACE})?"
    rf"(?P<early>[^\W\d_]{{2}}{_SPACE}?)?(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}})(?:[:.](?P<second>\d{{2}}))?"
    rf"(?:{_SPACE}?(?P<half>[AaPpчд]\.?{_SPACE}?[MmМм]\.?|[صم]|[πΠμΜ]\.?[μΜ]\.?))?(?:{_SPACE}?(?:\]|[-–—]|:){_SPACE}|\]{_SPACE}?)"
)
"""What a message begins with: `[31.12.24, 23:59:00] ` or `12/31/24, 11:59 PM - `."""
_AFTERNOON = ("p", "م", "μμ", "ΜΜ")
_BUDDHIST_YEARS = 543
"""Years that the Thai calendar is ahead of ours."""
_Parts = tuple[int, int, int]


class DateOrder:
    """The order of day, month and year in one file."""

    def __init__(self, heads: Iterable[re.Match[str]]) -> None:
        """Find out from all dates of the file."""
        dates: list[_Parts] = []
        dots = clock = 0
        for head in heads:
            dates.append((int(head["a"]), int(head["b"]), int(head["c"])))
            dots += "." in head["sign"]
            clock += bool(head["half"])
        self._order = _order(dates, 2 * dots > len(dates), 2 * clock > len(dates))

    def date(self, head: re.Match[str]) -> datetime | None:
        """Return a date as if in UTC; None for what is none."""
        numbers = (int(head["a"]), int(head["b"]), int(head["c"]))
        year, month, day = (numbers[self._order.index(field)] for field in "ymd")
        year += 2000 if year < 100 else -_BUDDHIST_YEARS if year > 2400 else 0
        hour = int(head["hour"])
        if half := (head["half"] or "").lower():
            hour = hour % 12 + 12 * half.replace(".", "").startswith(_AFTERNOON)
        try:
            return datetime(year, month, day, hour, int(head["minute"]), int(head["second"] or 0), tzinfo=UTC)
        except ValueError:
            return None


def _order(dates: list[_Parts], dots: bool, halves: bool) -> str:
    """Return the order of the fields: `dmy`, `mdy` or `ymd`.

    A number over 12 is no month. Where all are small, the order in which the dates go up most steadily is right, and
    where that is the same for both, dots and 24 hours mean that the day is first.
    """
    if any(first > 31 for first, _, _ in dates):
        return "ymd"
    if any(first > 12 for first, _, _ in dates):
        return "dmy"
    if any(second > 12 for _, second, _ in dates):
        return "mdy"
    back_dmy = _steps_back((year, month, day) for day, month, year in dates)
    back_mdy = _steps_back((year, month, day) for month, day, year in dates)
    if back_dmy != back_mdy:
        return "dmy" if back_dmy < back_mdy else "mdy"
    return "mdy" if halves and not dots else "dmy"


def _steps_back(dates: Iterable[_Parts]) -> int:
    ordered = list(dates)
    return sum(one > other for one, other in zip(ordered, ordered[1:], strict=False))
