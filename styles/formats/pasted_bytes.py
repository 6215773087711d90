"""UTF-8 with some bytes of another encoding: pasted single bytes, and damage."""

import re
from collections import Counter

SAMPLE = 100_000
"""Bytes, or characters, that are looked at. Judgement: letter shares of a longer text are the same."""
_PLAUSIBLE = re.compile("[\u00a0-\u017f\u0370-\u045f\u0490\u0491\u2002-\u2044\u20ac\u2116\u2122\U0001f300-\U0001faff]")
"""What the few characters of a file with single bytes may be: letters of Europe, typography and emoji."""
_MOST_SINGLE, _MOST_SINGLE_ALONE = 100, 5
"""Runs of single bytes for each run of UTF-8, in and without words of Latin letters. Judgement: in a file of one byte a
letter such runs happen once in thousands of words."""
_HIGH = re.compile(rb"[\x80-\xff]+")
HIGH_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")


def mostly_utf8(data: bytes) -> str | None:
    """Return the text if most of it is UTF-8, else None."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    high = {char: times for char, times in Counter(text).items() if char > "\x7f"}
    damaged = high.pop("\ufffd", 0)
    sound = sum(high.values())
    plausible = sum(times for char, times in high.items() if _PLAUSIBLE.match(char))
    sample = informative_part(data)
    valid, single = _stretches(sample)
    most = valid * (_MOST_SINGLE_ALONE if is_unmixed(sample) else _MOST_SINGLE)
    if plausible < 0.9 * sound or single > most:
        return text if sound > 20 * damaged else None
    cyrillic = sum(times for char, times in high.items() if "\u0400" <= char <= "\u045f") > 0.5 * sound
    return _HIGH.sub(_Pasted("windows-1251" if cyrillic else "windows-1252").as_utf8, data).decode("utf-8")


def _stretches(sample: bytes) -> tuple[int, int]:
    """Return how many runs of high bytes are UTF-8, and not."""
    valid = total = 0
    for match in _HIGH.finditer(sample):
        total += 1
        valid += _is_utf8(match.group())
    return valid, total - valid


def _is_utf8(stretch: bytes) -> bool:
    try:
        stretch.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


class _Pasted:
    """Single bytes of another encoding in a file of UTF-8."""

    def __init__(self, encoding: str) -> None:
        self._encoding = encoding

    def as_utf8(self, match: re.Match[bytes]) -> bytes:
        """Return a run of bytes above ASCII as UTF-8."""
        stretch = match.group()
        text = stretch.decode("utf-8", errors="replace")
        if "\ufffd" not in text:
            return stretch
        if text.strip("\ufffd"):  # half a character beside whole ones is damage, unless it is a mark of typography
            text = re.sub(rb"[\x82-\x97]+$|^[\x82-\x97]+", self._mark, stretch).decode("utf-8", errors="replace")
            return text.encode()
        return stretch.decode(self._encoding, errors="replace").encode()

    def _mark(self, match: re.Match[bytes]) -> bytes:
        before = match.string[: match.start()]
        if self._encoding == "windows-1251" or (match.start() and not _is_utf8(before)):
            return match.group()
        return match.group().decode("windows-1252", errors="replace").encode()


def informative_part(data: bytes) -> bytes:
    """Return a part with enough bytes above ASCII."""
    if len(data) <= SAMPLE:
        return data
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 100) if first else 0
    return data[start : start + SAMPLE]


def is_unmixed(sample: bytes) -> bool:
    """Check whether most letters above ASCII stand in words without others."""
    words = [word for word in HIGH_WORD.findall(sample) if not word.isascii()]
    return sum(len(word) for word in words if not re.search(rb"[A-Za-z]", word)) > 0.5 * sum(map(len, words))
