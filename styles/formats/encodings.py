"""Detection of text encodings, also for short Russian texts.

Byte-order marks and UTF-8 come first, since they hardly ever lie; then UTF-16 without a mark. What is left is one byte
a character. General detectors are wrong on short Cyrillic texts, so the few encodings of each alphabet are tried and
the one whose letters look most like a language is taken. Everything else (Greek, Chinese, ...) goes to
charset-normalizer.

Not covered: short texts in Japanese, Hebrew and other alphabets that are neither UTF-8 nor UTF-16.
"""

import codecs
import re
from collections import Counter
from math import log

from charset_normalizer import from_bytes

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CYRILLIC = ("windows-1251", "koi8-r", "cp866", "mac-cyrillic", "koi8-u", "cp1125", "iso8859-5")
"""Likelier encodings first: near twins (cp866 and cp1125, koi8-r and koi8-u) give the same Russian."""
_LATIN = ("windows-1252", "windows-1250", "mac-roman", "cp850", "iso8859-2", "cp852", "windows-1254")
_SAMPLE = 100_000
"""Bytes, or characters, that are looked at. Judgement: letter shares of a longer text are the same."""

_RUSSIAN = dict(
    zip(
        "оеаинтсрвлкмдпуяыьгзбчйхжшюцщэфъёіїєґў",
        (0.109, 0.085, 0.08, 0.074, 0.067, 0.063, 0.055, 0.047, 0.045, 0.044, 0.035, 0.032, 0.03, 0.028, 0.026, 0.02)
        + (0.019, 0.017, 0.017, 0.0165, 0.016, 0.0144, 0.012, 0.0097, 0.0094, 0.0073, 0.0064, 0.0048, 0.0036, 0.0032)
        + (0.0026, 0.0004, 0.0004, 0.003, 0.0015, 0.0015, 0.0003, 0.0005),
        strict=True,
    )
)
"""How often each letter occurs in Russian, with small shares for the letters of Ukrainian and Belarusian."""
_ALPHABETS = (
    "éèêàâçîïôûùœæëü",
    "äöüß",
    "áéíóúñü",
    "àèéìòù",
    "áâãàçéêíóôõú",
    "ąćęłńóśźż",
    "áčďéěíňóřšťúůýž",
    "áéíóöőúüű",
    "ăâîşţ",
    "čćđšž",
    "åäöé",
    "æøåé",
    "çğıöşüâ",
)
"""The letters beyond ASCII of French, German, Spanish, Italian, Portuguese, Polish, Czech, Hungarian, Romanian,
Croatian, Swedish, Danish and Turkish."""
_TYPOGRAPHY = frozenset("«»—–…„“”‘’№§©°•\u00a0¿¡")
_IMPLAUSIBLE = log(0.00002)
_LEAST_RUSSIAN = -3.8
"""Pieces of 30 characters of Russian prose score -3.5 and more, Greek read as Cyrillic -4.3 and less."""
_CAPITALS = 0.5
"""Taken off when most letters are capitals: Hebrew read as koi8-r looks like that."""
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1a\x7f-\x84\x86-\x9f]")
_HIGH_WORD = re.compile(rb"[A-Za-z\x80-\xff]+")


class UnknownEncoding(ValueError):
    """The bytes are not text in any known encoding."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the characters and the encoding, or raise `UnknownEncoding`."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, errors="replace"), encoding
    if b"\0" in data[:_SAMPLE]:
        return _wide(data)
    text = _utf8(data)
    if text is not None:
        return _unmangled(text)
    encoding = _one_byte_encoding(data)
    text = data.decode(encoding, errors="replace")
    if _share_unseen(text) > 0.02:
        raise UnknownEncoding
    return text, encoding


def decode_declared(data: bytes, declared: str | None) -> tuple[str, str]:
    """Return characters and encoding, as declared (by XML) unless untrue."""
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or b"\0" in data[:200]:
        return decode(data)
    if not data.isascii() and (text := _utf8(data)) is not None:
        return text, "utf-8"
    try:
        encoding = codecs.lookup(declared or "utf-8").name
        return data.decode(encoding), {"cp1251": "windows-1251", "cp1252": "windows-1252"}.get(encoding, encoding)
    except (LookupError, UnicodeError, ValueError):
        return decode(data)


def _utf8(data: bytes) -> str | None:
    """Return the text if it is (slightly damaged) UTF-8, else None."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = data.decode("utf-8", errors="replace")
    damaged = text.count("\ufffd")
    sound = sum(char > "\x7f" for char in text) - damaged
    return text if sound > 20 * damaged else None


def _wide(data: bytes) -> tuple[str, str]:
    """Return text and encoding of UTF-16 without a byte-order mark.

    Its letters, spaces and line ends keep to few rows of the code table.
    """
    best, encoding = 0.0, ""
    for candidate in ("utf-16-le", "utf-16-be"):
        sample = data[: _SAMPLE - _SAMPLE % 2].decode(candidate, errors="replace")
        rows = Counter(ord(char) >> 8 for char in sample)
        plain = sum(char.isalpha() or char in " \r\n\t.,-" for char in sample if ord(char) < 0x3100)
        share = min(plain, sum(count for _, count in rows.most_common(3))) / max(len(sample), 1)
        if share > best and _share_unseen(sample) < 0.01:
            best, encoding = share, candidate
    if best < 0.6:
        raise UnknownEncoding
    return data.decode(encoding, errors="replace"), encoding


def _one_byte_encoding(data: bytes) -> str:
    sample = _informative_part(data)
    words = _HIGH_WORD.findall(sample)
    high = sum(len(word) for word in words if not word.isascii())
    unmixed = sum(len(word) for word in words if not re.search(rb"[A-Za-z]", word))
    if unmixed > 0.5 * high:
        score, index = max((_cyrillic_score(sample, name), -index) for index, name in enumerate(_CYRILLIC))
        if score > _LEAST_RUSSIAN:
            return _CYRILLIC[-index]
        detected = _detected(sample)
        if detected is None:
            raise UnknownEncoding
        return detected
    score, index = max((_latin_score(sample, name), -index) for index, name in enumerate(_LATIN))
    return _LATIN[-index] if score > 0.8 else _detected(sample) or _LATIN[-index]


def _detected(sample: bytes) -> str | None:
    """Return charset-normalizer's guess, None where it finds no text."""
    guess = from_bytes(sample).best()
    return None if guess is None or guess.encoding in ("ascii", "utf_8") else guess.encoding


def _informative_part(data: bytes) -> bytes:
    """Return a part with enough bytes above ASCII."""
    if len(data) <= _SAMPLE:
        return data
    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, first.start() - 100) if first else 0
    return data[start : start + _SAMPLE]


def _cyrillic_score(sample: bytes, encoding: str) -> float:
    """Return the mean log share of letters above ASCII in this encoding."""
    text = sample.decode(encoding, errors="replace")
    total, count = 0.0, 0
    for char, times in Counter(text).items():
        if char < "\x80" or char in _TYPOGRAPHY:
            continue
        total += times * (log(_RUSSIAN[char.lower()]) if char.lower() in _RUSSIAN else _IMPLAUSIBLE)
        count += times
    odd = len(re.findall(r"(?<=[а-яёіїєґў])[А-ЯЁІЇЄҐЎ]|[a-zA-Z](?=[а-яё])|(?<=[а-яёА-ЯЁ])[«„“№©°§€•](?=[а-яё])", text))
    shouting = sum(char.isupper() for char in text) > sum(char.islower() for char in text)
    return (total + odd * _IMPLAUSIBLE) / max(count, 1) - shouting * _CAPITALS


def _latin_score(sample: bytes, encoding: str) -> float:
    """Return the share of non-ASCII characters that one language explains."""
    text = sample.decode(encoding, errors="replace")
    high = Counter(char for char in text if char > "\x7f")
    marks = sum(times for char, times in high.items() if char in _TYPOGRAPHY)
    letters = max(sum(times for char, times in high.items() if char.lower() in alphabet) for alphabet in _ALPHABETS)
    odd = len(re.findall(r"(?<=[a-z])(?:[À-ÖØ-Þ]|[«„“°§©•€](?=[a-z]))", text))
    return (marks + letters - odd) / max(high.total(), 1)


def _unmangled(text: str) -> tuple[str, str]:
    """Undo UTF-8 read as a one-byte encoding; other text is unchanged."""
    for encoding, lead in (("windows-1251", "РС"), ("windows-1252", "ÃÂâÐÑ")):
        high = [char for char in text[:_SAMPLE] if char > "\x7f"]
        if len(high) < 6 or sum(char in lead for char in high) < 0.3 * len(high):
            continue
        try:
            return text.encode(encoding).decode("utf-8"), f"utf-8 read as {encoding}"
        except UnicodeError:
            continue
    return text, "utf-8"


def _share_unseen(text: str) -> float:
    sample = text[:_SAMPLE]
    return len(_UNSEEN.findall(sample)) / max(len(sample), 1)
