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
from collections.abc import Sequence
from math import log

from charset_normalizer import from_bytes

from styles.formats.mangled import repaired
from styles.formats.pasted_bytes import HIGH_WORD, SAMPLE, informative_part, is_unmixed, mostly_utf8

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
_WESTERN = "éèêàâçîïôûùœæëüäößáíóúñìòãõåø"
"""The letters of Western languages together."""
_RARE = 0.15
"""Words with letters above ASCII in a text that only has names and loans from elsewhere. Judgement: French, Czech and
the like have them in a fifth of their words and more."""
_TYPOGRAPHY = frozenset("«»—–…„“”‘’№§©°•\u00a0¿¡")
_IMPLAUSIBLE = log(0.00002)
_LEAST_RUSSIAN = -3.8
"""Pieces of 30 characters of Russian prose score -3.5 and more, Greek read as Cyrillic -4.3 and less."""
_CAPITALS = 0.5
"""Taken off when most letters are capitals: Hebrew read as koi8-r looks like that."""
_CLOSE = 0.1
"""A declared encoding whose score is so near the best is believed: near twins give the same Russian."""
_ONE_BYTE = {
    "cp1251": "windows-1251",
    "cp1252": "windows-1252",
    **{codecs.lookup(name).name: name for name in _CYRILLIC},
}
_CONTROLS_OF = {
    "iso8859-1": "windows-1252",
    "iso8859-2": "windows-1250",
    "iso8859-5": "windows-1251",
    "iso8859-7": "windows-1253",
    "iso8859-9": "windows-1254",
    "iso8859-13": "windows-1257",
    "iso8859-15": "windows-1252",
}
"""The code page whose marks of typography stand in the place of an alphabet's controls."""
_MIXED = re.compile("[A-Za-z][Ѐ-ӿ]|[Ѐ-ӿ][A-Za-z]")
_CONTROLS = re.compile("[\x80-\x9f]")
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1a\x7f-\x84\x86-\x9f]")


class UnknownEncoding(ValueError):
    """The bytes are not text in any known encoding."""


def decode(data: bytes) -> tuple[str, str]:
    """Return the characters and the encoding, or raise `UnknownEncoding`."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, errors="replace")
            return (repaired(text, _russian_score, _LEAST_RUSSIAN)[0] if mark == codecs.BOM_UTF8 else text), encoding
    if b"\0" in data[:SAMPLE]:
        return _wide(data)
    text_or_none = mostly_utf8(data)
    if text_or_none is not None:
        return repaired(text_or_none, _russian_score, _LEAST_RUSSIAN)
    encoding = _one_byte_encoding(data)
    text = data.decode(encoding, errors="replace")
    if _share_unseen(text) > 0.02:
        raise UnknownEncoding
    return text, encoding


def decode_declared(data: bytes, declared: str | None) -> tuple[str, str]:
    """Return characters and encoding, as declared (by XML) unless untrue."""
    if data.startswith(tuple(mark for mark, _ in _MARKS)) or b"\0" in data[:200]:
        return decode(data)
    if not data.isascii() and (text := mostly_utf8(data)) is not None:
        return repaired(text, _russian_score, _LEAST_RUSSIAN)
    try:
        encoding = codecs.lookup(declared or "utf-8").name
        if encoding in _CONTROLS_OF or encoding in _ONE_BYTE:
            return _one_byte_declared(data, encoding)
        return data.decode(encoding), encoding
    except (LookupError, UnicodeError, ValueError):
        return decode(data)


def _one_byte_declared(data: bytes, declared: str) -> tuple[str, str]:
    """Return characters and encoding; untrue names are seen through."""
    encoding = _ONE_BYTE.get(declared, declared)
    if not data.isascii() and not _agrees(informative_part(data), encoding):
        encoding = _one_byte_encoding(data)
    if encoding not in _CONTROLS_OF:
        return data.decode(encoding), encoding
    # Pages that name an ISO alphabet mean the code page of Windows (WHATWG Encoding Standard): its marks of typography
    # stand where the ISO alphabets have controls.
    windows = _CONTROLS_OF[encoding]
    if encoding == "iso8859-1":
        return data.decode(windows, errors="replace"), windows
    text = data.decode(encoding, errors="replace")
    controls = set(_CONTROLS.findall(text))
    marks = {ord(char): char.encode("latin-1").decode(windows, errors="replace") for char in controls}
    return text.translate(marks), windows if controls else encoding


def _agrees(sample: bytes, encoding: str) -> bool:
    """Check whether the letters of a declared encoding make words."""
    if is_unmixed(sample):
        best = max(_cyrillic_score(sample, name) for name in _CYRILLIC)
        return best <= _LEAST_RUSSIAN or _cyrillic_score(sample, encoding) > best - _CLOSE
    if encoding in _CYRILLIC:
        return not _MIXED.search(sample.decode(encoding, errors="replace"))
    if _CONTROLS_OF.get(encoding, encoding) != "windows-1252":
        return True
    own = _latin_score(sample, "windows-1252" if encoding == "iso8859-1" else encoding, (*_ALPHABETS, _WESTERN))
    return own >= 0.8 or _best_latin(sample, _ALPHABETS)[0] <= 0.9


def _wide(data: bytes) -> tuple[str, str]:
    """Return text and encoding of UTF-16 without a byte-order mark.

    Its letters, spaces and line ends keep to few rows of the code table.
    """
    best, encoding = 0.0, ""
    for candidate in ("utf-16-le", "utf-16-be"):
        sample = data[: SAMPLE - SAMPLE % 2].decode(candidate, errors="replace")
        rows = Counter(ord(char) >> 8 for char in sample)
        plain = sum(char.isalpha() or char in " \r\n\t.,-" for char in sample if ord(char) < 0x3100)
        share = min(plain, sum(count for _, count in rows.most_common(3))) / max(len(sample), 1)
        if share > best and _share_unseen(sample) < 0.01:
            best, encoding = share, candidate
    if best < 0.6:
        raise UnknownEncoding
    return data.decode(encoding, errors="replace"), encoding


def _one_byte_encoding(data: bytes) -> str:
    sample = informative_part(data)
    if is_unmixed(sample):
        score, index = max((_cyrillic_score(sample, name), -index) for index, name in enumerate(_CYRILLIC))
        if score > _LEAST_RUSSIAN:
            return _CYRILLIC[-index]
        detected = _detected(sample)
        if detected is None:
            raise UnknownEncoding
        return detected
    single, western = (_best_latin(sample, alphabets) for alphabets in (_ALPHABETS, (_WESTERN,)))
    # names of several languages in a text whose own has no such letters, or has them all
    if western[0] > 0.9 and (single[0] <= 0.8 or _is_rare(sample)):
        return western[1]
    return single[1] if single[0] > 0.8 else _detected(sample) or single[1]


def _best_latin(sample: bytes, alphabets: Sequence[str]) -> tuple[float, str]:
    """Return the highest score and its encoding."""
    score, index = max((_latin_score(sample, name, alphabets), -index) for index, name in enumerate(_LATIN))
    return score, _LATIN[-index]


def _is_rare(sample: bytes) -> bool:
    """Check whether few words have letters above ASCII."""
    words = HIGH_WORD.findall(sample)
    return sum(not word.isascii() for word in words) < _RARE * len(words)


def _detected(sample: bytes) -> str | None:
    """Return charset-normalizer's guess, None where it finds no text."""
    guess = from_bytes(sample).best()
    return None if guess is None or guess.encoding in ("ascii", "utf_8") else guess.encoding


def _cyrillic_score(sample: bytes, encoding: str) -> float:
    """Return the mean log share of letters above ASCII in this encoding."""
    return _russian_score(sample.decode(encoding, errors="replace"))


def _russian_score(text: str) -> float:
    """Return the mean log share of letters above ASCII in Russian."""
    total, count = 0.0, 0
    for char, times in Counter(text).items():
        if char < "\x80" or char in _TYPOGRAPHY:
            continue
        total += times * (log(_RUSSIAN[char.lower()]) if char.lower() in _RUSSIAN else _IMPLAUSIBLE)
        count += times
    odd = len(re.findall(r"(?<=[а-яёіїєґў])[А-ЯЁІЇЄҐЎ]|[a-zA-Z](?=[а-яё])|(?<=[а-яёА-ЯЁ])[«„“№©°§€•](?=[а-яё])", text))
    shouting = sum(char.isupper() for char in text) > sum(char.islower() for char in text)
    return (total + odd * _IMPLAUSIBLE) / max(count, 1) - shouting * _CAPITALS


def _latin_score(sample: bytes, encoding: str, alphabets: Sequence[str]) -> float:
    """Return the share of non-ASCII characters that one alphabet explains."""
    text = sample.decode(encoding, errors="replace")
    high = Counter(char for char in text if char > "\x7f")
    marks = sum(times for char, times in high.items() if char in _TYPOGRAPHY or char in "€£")
    letters = max(sum(times for char, times in high.items() if char.lower() in alphabet) for alphabet in alphabets)
    odd = len(re.findall(r"(?<=[a-z])(?:[À-ÖØ-Þ]|[«„“°§©•€](?=[a-z]))", text))
    return (marks + letters - odd) / max(high.total(), 1)


def _share_unseen(text: str) -> float:
    sample = text[:SAMPLE]
    return len(_UNSEEN.findall(sample)) / max(len(sample), 1)
