"""Repair of wrongly decoded text, whole or in parts.

UTF-8 that was read as a one-byte encoding leaves pairs that no language writes (`â€œ`, `Ã©`, `вЂ”`); Russian in
windows-1251 that was read as Latin-1 leaves whole words of accented letters. Both are repaired where they stand, so
that a file put together of sound and mangled parts comes out right. A text with few such signs is left alone.
"""

import re
from collections.abc import Callable

_SAMPLE = 100_000
"""Characters that are looked at. Judgement: a longer text has the same signs."""


def _table(encoding: str) -> dict[int, str]:
    """Return the bytes above ASCII as characters; bytes without one stay controls."""
    letters = {}
    for byte in range(0x80, 0x100):
        try:
            letters[byte] = bytes([byte]).decode(encoding)
        except UnicodeDecodeError:
            letters[byte] = chr(byte)
    return letters


_WESTERN, _RUSSIAN = _table("windows-1252"), _table("windows-1251")
_FOLLOWING = "".join(re.escape(_WESTERN[byte]) for byte in range(0x80, 0xC0))
_FOLLOWING_RUSSIAN = "".join(re.escape(_RUSSIAN[byte]) for byte in range(0x80, 0xC0))
_PAIRS = re.compile(f"â[€„†ˆ‰Š][{_FOLLOWING}\ufffd]?|[ÃÂÄÅÐÑ][{_FOLLOWING}]|ðŸ[{_FOLLOWING}]{{2}}|ï[»¿][{_FOLLOWING}]")
"""UTF-8 read as windows-1252: Latin letters, Cyrillic ones, typographic marks and emoji."""
_SURE = re.compile(f"â€|Ã[{_FOLLOWING}]|Â[\u00a0-\u00bf]|(?:[ÐÑ][{_FOLLOWING}]){{2}}")
_LEADS = re.compile("[ÃÂÐÑ](?! )")
_RUSSIAN_RUN = re.compile(f"(?:[РС][{_FOLLOWING_RUSSIAN}]|вЂ[{_FOLLOWING_RUSSIAN}]|В[\u00a0«»©°])+")
"""UTF-8 read as windows-1251."""
_SURE_RUSSIAN = re.compile(f"(?:[РС][{_FOLLOWING_RUSSIAN}]){{3}}|вЂ[“”™\u0098\u009dњќ¦]")
_LEAST_SIGNS = 3
"""Sure signs that a text was mangled. Judgement: fewer could be a sentence about such signs."""
_MOST_ODD = 0.1
"""Leading letters that are followed by something else, for each pair: real words with those letters have many."""
_AS_LATIN = re.compile("(?<![A-Za-z])[\u0080-\u009fÀ-ÿ¨¸³²ªº¿¯´¥¢¡]+(?![A-Za-z])")
"""Words, and marks of typography, of windows-1251 read as Latin-1 or windows-1252."""
_CYRILLIC_AS_LATIN = {ord(_WESTERN[byte]): _RUSSIAN[byte] for byte in (*range(0xA1, 0xC0), *range(0xC0, 0x100))} | {
    byte: _RUSSIAN[byte] for byte in range(0x80, 0xA0)
}
_LATIN_WORD = re.compile(r"[A-Za-zÀ-ÿ]+")
_UNMIXED = 0.8
"""The share of accented letters in words without plain ones: no language written in Latin letters has such words."""
_LEAST_LETTERS = 12


def repaired(text: str, score: Callable[[str], float], least: float) -> tuple[str, str]:
    """Return the repaired text and its encoding, "utf-8" where nothing was wrong.

    `score` says how much a text looks like Russian; from `least` up it is Russian.
    """
    sample = text if len(text) <= _SAMPLE else text[: _SAMPLE // 2] + text[-_SAMPLE // 2 :]
    if _is_western(sample):
        return _PAIRS.sub(_from_western, re.sub("Ã(?= )", "à", text)), "utf-8 read as windows-1252"
    if len(_SURE_RUSSIAN.findall(sample)) >= _LEAST_SIGNS or _whole(sample, "РС"):
        return _RUSSIAN_RUN.sub(_from_russian, text), "utf-8 read as windows-1251"
    if _is_cyrillic_as_latin(sample, score, least):
        return _AS_LATIN.sub(_from_latin, text), "windows-1251 read as windows-1252"
    return text, "utf-8"


def _is_western(sample: str) -> bool:
    pairs = len(_SURE.findall(sample))
    if not pairs:
        return False
    odd = len(_LEADS.findall(_PAIRS.sub("", sample)))
    return (pairs >= _LEAST_SIGNS or _whole(sample, "ÃÂâÐÑ")) and odd <= _MOST_ODD * pairs


def _whole(sample: str, leads: str) -> bool:
    """Check whether a short text is mangled as a whole."""
    high = [char for char in sample if char > "\x7f"]
    return len(high) >= 6 and sum(char in leads for char in high) >= 0.3 * len(high) and _decodes(sample, leads)


def _decodes(sample: str, leads: str) -> bool:
    table = _RUSSIAN if leads == "РС" else _WESTERN
    return _bytes_read_as(sample, table) is not None


def _from_western(match: re.Match[str]) -> str:
    pair = match.group()
    if pair in ("â€", "â€\ufffd"):  # the closing quote's last byte has no character in windows-1252
        return "”"
    return _bytes_read_as(pair, _WESTERN) or pair


def _from_russian(match: re.Match[str]) -> str:
    return _bytes_read_as(match.group(), _RUSSIAN) or match.group()


def _from_latin(match: re.Match[str]) -> str:
    return match.group().translate(_CYRILLIC_AS_LATIN)


def _bytes_read_as(text: str, table: dict[int, str]) -> str | None:
    """Return what the bytes behind the characters are in UTF-8, else None."""
    byte_of = {char: byte for byte, char in table.items()}
    try:
        return bytes(byte_of[char] if char > "\x7f" else ord(char) for char in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


def _is_cyrillic_as_latin(sample: str, score: Callable[[str], float], least: float) -> bool:
    words = [word for word in _LATIN_WORD.findall(sample) if not word.isascii()]
    high = sum(char > "\x7f" for word in words for char in word)
    unmixed = [word for word in words if word.isalpha() and not re.search("[A-Za-z]", word)]
    if high < _LEAST_LETTERS or sum(map(len, unmixed)) < _UNMIXED * high:
        return False
    return score(" ".join(unmixed).translate(_CYRILLIC_AS_LATIN)) > least
