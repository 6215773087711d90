"""Tokenizer for RTF: groups, control words and decoded text.

Bytes are in the code page of the font they are set in, as Word writes Russian, else in that of the document.
"""

import re
from codecs import lookup
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from styles.formats.encodings import UnknownEncoding, decode
from styles.formats.symbols import is_symbol_font, symbol, with_symbols

_UNICODE_RUN = r"(?:\\u-?\d{1,6} ?(?:\?|\\'[0-9A-Fa-f]{2}))+"
"""Unicode characters, each with one stand-in for readers that know no Unicode."""
_OTHERS = r"((?:\\'[0-9A-Fa-f]{2})+)|\\(?:([A-Za-z]{1,32})(-?\d{1,9})? ?|([^A-Za-z]))|([{}])|([^\\{}\r\n]+)|[\r\n]+"
"""Runs of bytes, control words and their numbers, control symbols, braces, and text."""
_TOKEN = re.compile(rf"({_UNICODE_RUN})|{_OTHERS}")
_TOKEN_WITHOUT_RUNS = re.compile(rf"((?!))|{_OTHERS}")
_UNIT = re.compile(r"\\u(-?\d+)")
_CHARACTERS = {
    "emdash": "—",
    "endash": "–",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "bullet": "•",
    "tab": "\t",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "zwj": "\u200d",
    "zwnj": "\u200c",
}
_SYMBOLS = {"~": "\u00a0", "_": "-", "\\": "\\", "{": "{", "}": "}"}
_CODE_PAGES = {
    **{77: "mac-roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gb18030", 136: "cp950", 161: "cp1253"},
    **{162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 186: "cp1257", 204: "cp1251", 222: "cp874"},
    **{238: "cp1250", 254: "cp437", 255: "cp850"},
}
"""The encodings of the character sets that fonts name; the others are those of the whole document."""
_SYMBOL_SET = 2
"""The character set of symbol fonts."""
_DOCUMENT_PAGES = {"mac": "mac-roman", "pc": "cp437", "pca": "cp850"}
_START = re.compile(rb"\{\\rtf")
_MORE = re.compile(r"[\s}]*+\{|(?s:.*?)\\(?:par|pard|plain|line|f\d+)\b")
"""What follows a lost brace in the middle of a file, and no bytes after its end."""
_MARKS = re.compile(rb"\\[A-Za-z]+-?\d* ?|[{}\r\n]")
_HEX = re.compile(rb"\\'([0-9A-Fa-f]{2})")
_LATIN = "cp1252"
_DEEPEST = 500
"""Groups that are nested deeper than any writer nests them are not opened, nor closed."""


@dataclass(frozen=True)
class RtfMark:
    """One mark: group start or end, control word, or text."""

    kind: Literal["open", "close", "word", "text"]
    text: str = ""
    number: int | None = None


def marks(data: bytes) -> Iterator[RtfMark]:
    """Yield the marks of a file, with balanced and limited groups."""
    start = _START.search(data)
    return _Tokenizer(data[start.start() :] if start else data).read()


class _Tokenizer:
    def __init__(self, data: bytes) -> None:
        self._text = data.decode("latin-1")
        self._page = _code_page(data)
        self._is_utf8 = _is_raw_utf8(data)
        self._symbols: dict[int, str] = {}
        """The names of symbol fonts, whose numbers are no letters."""
        self._pages: dict[int, str] = {}
        self._font = self._default_font = 0
        self._after_unicode = 1
        """How many characters after a Unicode one stand in for it."""
        self._stand_ins = 0
        """How many of them are still to come."""
        self._groups: list[tuple[int, int]] = []
        self._too_deep = 0
        self._goes_on = False
        """True when the file goes on after its first group, as one with a lost brace does."""
        self._bytes = bytearray()
        self._units: list[int] = []

    def read(self) -> Iterator[RtfMark]:
        offset = 0
        while match := self._token.search(self._text, offset):
            offset = match.end()
            units, run, word, number, symbol, brace, plain = match.groups()
            if plain is not None:
                yield from self._add_letters(plain) if self._is_utf8 else self._add(plain.encode("latin-1"))
            elif units is not None:
                yield from self._add_units(_UNIT.findall(units))
                self._stand_ins = 0
            elif run is not None:
                yield from self._add(bytes.fromhex(run.replace("\\'", "")))
            elif word == "u" and number is not None:
                yield from self._add_units([number])
            elif word == "bin":
                offset += max(0, int(number or 0))
            elif symbol is not None or word in _CHARACTERS:
                yield from self._flush()
                yield from self._symbol(symbol or _CHARACTERS[word])
            elif word is not None:
                yield from self._flush()
                self._apply(word, int(number) if number else None)
                yield RtfMark("word", word, int(number) if number else None)
            elif brace is not None:
                yield from self._flush()
                yield from self._open() if brace == "{" else self._close()
                if not self._groups and self._is_end(offset):
                    return
        yield from self._flush()
        yield from [RtfMark("close")] * len(self._groups)

    def _is_end(self, offset: int) -> bool:
        """Check whether the document has ended; looked at once."""
        if self._goes_on:
            return False
        self._goes_on = _MORE.match(self._text, offset) is not None
        return not self._goes_on

    @property
    def _token(self) -> re.Pattern[str]:
        return _TOKEN if self._after_unicode == 1 else _TOKEN_WITHOUT_RUNS

    def _open(self) -> Iterator[RtfMark]:
        if len(self._groups) < _DEEPEST:
            self._groups.append((self._font, self._after_unicode))
            yield RtfMark("open")
        else:
            self._too_deep += 1

    def _close(self) -> Iterator[RtfMark]:
        if self._too_deep:
            self._too_deep -= 1
        elif self._groups:
            self._font, self._after_unicode = self._groups.pop()
            yield RtfMark("close")

    def _symbol(self, symbol: str) -> Iterator[RtfMark]:
        if symbol in "*\r\n":
            yield RtfMark("word", "*" if symbol == "*" else "par")
        elif symbol not in "-|:":
            yield RtfMark("text", _SYMBOLS.get(symbol, symbol))

    def _apply(self, word: str, number: int | None) -> None:
        """Store what a control word says about later characters."""
        if word == "f":
            self._font = number or 0
        elif word == "fcharset" and number in _CODE_PAGES:
            self._pages[self._font] = _CODE_PAGES[number]
        elif word == "fcharset" and number == _SYMBOL_SET:
            self._symbols[self._font] = ""
        elif word == "deff":
            self._font = self._default_font = number or 0
        elif word == "plain":
            self._font = self._default_font
        elif word == "uc":
            self._after_unicode = max(0, number or 0)

    def _add_letters(self, plain: str) -> Iterator[RtfMark]:
        data = plain.encode("latin-1")
        if data.isascii():
            yield from self._add(data)
            return
        letters = data.decode("utf-8", errors="replace")
        skipped = min(self._stand_ins, len(letters))
        left = self._stand_ins - skipped
        yield from self._flush()
        self._stand_ins = left
        if letters[skipped:]:
            yield RtfMark("text", letters[skipped:])

    def _add(self, data: bytes) -> Iterator[RtfMark]:
        skipped = min(self._stand_ins, len(data))
        self._stand_ins -= skipped
        if len(data) > skipped:
            yield from self._flush_units()
            self._bytes += data[skipped:]

    def _add_units(self, numbers: list[str]) -> Iterator[RtfMark]:
        yield from self._flush_bytes()
        self._units += [int(number) % 0x10000 for number in numbers]
        self._stand_ins = self._after_unicode

    def _flush(self) -> Iterator[RtfMark]:
        self._stand_ins = 0
        yield from self._flush_units()
        yield from self._flush_bytes()

    def _flush_bytes(self) -> Iterator[RtfMark]:
        if self._bytes:
            page = self._pages.get(self._font, self._page)
            text = self._bytes.decode(page, errors="replace")
            if self._font in self._symbols:
                text = self._symbolic(text)
            yield RtfMark("text", text)
            self._bytes.clear()

    def _symbolic(self, text: str) -> str:
        """Return a symbol font's bytes as signs, or take its name."""
        if not self._symbols[self._font] and text.endswith(";"):
            self._symbols[self._font] = text.rstrip("; ") or "symbol"
        font = self._symbols[self._font]
        return "".join(symbol(font, byte) for byte in self._bytes) if is_symbol_font(font) else text

    def _flush_units(self) -> Iterator[RtfMark]:
        if self._units:
            pairs = b"".join(unit.to_bytes(2, "little") for unit in self._units)
            text = pairs.decode("utf-16-le", errors="replace")
            yield RtfMark("text", with_symbols(text, self._symbols.get(self._font, "")))
            self._units.clear()


def _is_raw_utf8(data: bytes) -> bool:
    """Check whether the bytes as they stand are UTF-8."""
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not data.isascii()


def _code_page(data: bytes) -> str:
    """Return the bytes' encoding; nominal Latin may be Cyrillic."""
    named = re.search(rb"\\(?:ansicpg(\d{1,5})|(mac|pca?)\b)", data[:4_000])
    page = (
        _LATIN if named is None else _DOCUMENT_PAGES.get((named[2] or b"").decode(), f"cp{(named[1] or b'').decode()}")
    )
    try:
        page = {"cp65001": "utf-8", "cp10000": "mac-roman", "cp10007": "mac-cyrillic"}.get(page) or lookup(page).name
    except LookupError:
        page = _LATIN
    if page != _LATIN or b"\\fcharset204" in data:
        return page
    plain = _HEX.sub(lambda match: bytes([int(match[1], 16)]), _MARKS.sub(b"", data))
    try:
        actual = decode(plain)[1]
    except UnknownEncoding:
        return page
    return actual if actual.startswith(("windows-", "koi8", "cp", "mac")) else page
