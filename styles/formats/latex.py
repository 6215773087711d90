r"""Reading of LaTeX: the prose without commands, notes, tables and formulas.

An unknown command keeps its argument, as `\emph{this}` does; a command that is known to hold no prose goes with its
arguments. Nothing is executed, and no other file is read.
"""

import re
from unicodedata import normalize

from styles.formats.latex_names import (
    ACCENTS,
    CHARACTERS,
    ENVIRONMENTS_LEFT_OUT,
    HEADINGS,
    LEFT_OUT,
    LETTERS,
    SHORTHANDS,
    SILENT,
)
from styles.formats.text_builder import TextBuilder
from styles.text import Reason

_TOKEN = re.compile(
    r"(?P<comment>%[^\n]*\n?[ \t]*)|\\(?P<command>[A-Za-z@]+)\*?|\\(?P<sign>.)|(?P<brace>[{}])|(?P<math>\$\$?)"
    r"|(?P<line>\n[ \t]*)|(?P<text>[^\\{}$%\n]+)|.",
    re.DOTALL,
)
_BRACE = re.compile(r"\\.|%[^\n]*|[{}]", re.DOTALL)
_OPTION = re.compile(r"\[[^\[\]]{0,500}\]")
_DEFINED = re.compile(r"(?<=command)\\[A-Za-z@]{1,60}")
"""The name in `\\newcommand\\name{…}`."""
_SPACES = re.compile(r"[ \t]*\n?[ \t]*")
_MACRO = re.compile(r"\\(?:re)?newcommand\*?\s{0,9}\{?\\([A-Za-z]{1,40})\}?\s{0,9}\{([^{}\\]{1,200})\}")
_SIGNS = (("---", "—"), ("--", "–"), ("``", "“"), ("''", "”"), ("`", "‘"), ("'", "’"), ("<<", "«"), (">>", "»"))
_FORMULA = re.compile(r"[^$\n]{0,60}\$")
_PLAIN_FORMULA = re.compile(r"[\w .,+\-]*")
_DEEPEST = 3
"""Notes and headings inside each other. Judgement: nobody writes more."""
_BEGIN = r"\begin{document}"


def looks_like_latex(text: str) -> bool:
    """Check for a document that says that it is LaTeX."""
    return bool(re.match(r"(?:\s|%[^\n]*\n){0,200}\\(?:documentclass|documentstyle|begin\{document\})", text[:20_000]))


def read_latex(text: str) -> TextBuilder:
    """Return the prose of a LaTeX file; it needs no preamble."""
    builder = TextBuilder()
    preamble, begins, body = text.partition(_BEGIN)
    if not begins:
        preamble, body = "", text
    else:
        builder.remove("code", preamble)
    body = body.partition(r"\end{document}")[0]
    macros = dict(_MACRO.findall(text))
    shorthands = bool(re.search(r"german|russian|ukrainian|belarusian|babelshorthands", preamble))
    _Writer(builder, body, macros, shorthands).write()
    builder.end_chapter()
    return builder


class _Writer:
    """Writes LaTeX into a builder in one pass, without recursion into groups."""

    def __init__(
        self, builder: TextBuilder, text: str, macros: dict[str, str], shorthands: bool, depth: int = 0
    ) -> None:
        self._builder, self._text, self._macros, self._depth = builder, text, macros, depth
        self._signs = (*SHORTHANDS, *_SIGNS) if shorthands else _SIGNS
        self._shorthands = shorthands
        self._ends = _groups(text)
        self._line_begins = True

    def write(self) -> None:
        place = 0
        while match := _TOKEN.match(self._text, place):
            place = match.end()
            kind = match.lastgroup
            if kind == "comment":
                self._builder.remove("comment", match.group().strip("% \n"))
                self._line_begins = match.group().rstrip(" \t").endswith("\n")
                continue
            if kind == "line":
                self._line_end()
                continue
            self._line_begins = False
            if kind == "command":
                place = self._command(match.group("command"), place)
            elif kind == "sign":
                place = self._sign(match.group("sign"), place)
            elif kind == "math":
                place = self._formula(match.group(), place)
            elif kind == "text":
                self._builder.write(self._typeset(match.group()))
        self._builder.end_paragraph()

    def _line_end(self) -> None:
        if self._line_begins:
            self._builder.end_paragraph()
        else:
            self._builder.write(" ")
        self._line_begins = True

    def _typeset(self, text: str) -> str:
        """Return text with the characters that LaTeX sets for it."""
        for written, sign in self._signs:
            if written in text:
                text = text.replace(written, sign)
        return text.replace("~", "\u00a0")

    def _command(self, name: str, place: int) -> int:
        """Write a command; return where its arguments end."""
        if name in ("begin", "end"):
            return self._environment(name, place)
        if name in self._macros:
            self._builder.write(self._typeset(self._macros[name]))
            return place
        if name in CHARACTERS:
            self._builder.write(CHARACTERS[name])
            return _end_of(_SPACES, self._text, place)
        if name in ACCENTS:
            return self._accent(ACCENTS[name], _end_of(_SPACES, self._text, place))
        if name == "verb":
            return self._verbatim(place)
        if name == "iffalse":
            return self._skip(r"\fi", "comment", place)
        if name in HEADINGS or name in LEFT_OUT:
            return self._leave_out(name, place)
        if name in ("par", "newpage", "clearpage", "item"):
            self._builder.end_paragraph()
        elif name in ("newline", "linebreak"):
            self._builder.break_line()
        count = SILENT.get(name)
        place = self._after_options(place)
        for _ in range(count or 0):
            place = self._after_options(_end_of(_DEFINED, self._text, self._group(place)[1]))
        return place if count or self._text[place : place + 1] == "{" else _end_of(_SPACES, self._text, place, "\n")

    def _leave_out(self, name: str, place: int) -> int:
        words, end = self._group(self._after_options(place))
        if end == place and name in LEFT_OUT:
            return place
        reason: Reason = "heading" if name in HEADINGS else LEFT_OUT[name]
        if reason == "heading":
            self._builder.end_chapter()
        self._remove(reason, words)
        return end

    def _remove(self, reason: Reason, words: str) -> None:
        if self._depth >= _DEEPEST:
            return
        inner = TextBuilder()
        _Writer(inner, words, self._macros, self._shorthands, self._depth + 1).write()
        self._builder.remove(reason, inner.text.replace("\f", " "))

    def _environment(self, which: str, place: int) -> int:
        name, end = self._group(place)
        plain = name.strip().rstrip("*")
        if which == "end":
            self._builder.end_paragraph()
            return end
        if plain in ENVIRONMENTS_LEFT_OUT:
            return self._skip(f"\\end{{{name}}}", ENVIRONMENTS_LEFT_OUT[plain], end)
        if plain != "document":
            self._builder.end_paragraph()
        end = self._after_options(end)
        return self._group(end)[1] if plain in ("minipage", "multicols", "spacing", "otherlanguage") else end

    def _skip(self, closing: str, reason: Reason, place: int) -> int:
        """Leave out everything up to a command, or to the end."""
        end = self._text.find(closing, place)
        end = len(self._text) if end < 0 else end
        self._builder.remove(reason, self._text[place:end])
        return end + len(closing)

    def _sign(self, sign: str, place: int) -> int:
        """Write a command of one sign."""
        if sign in ACCENTS:
            return self._accent(ACCENTS[sign], place)
        if sign == "\\":
            place = self._after_options(place + (self._text[place : place + 1] == "*"))
            self._builder.break_line()
            return _end_of(_SPACES, self._text, place, "\n")
        if sign in "([":
            return self._skip({"(": "\\)", "[": "\\]"}[sign], "code", place)
        if sign in "&%$#_{}":
            self._builder.write(sign)
        elif sign in ", ;:!\n~":
            self._builder.write({",": "\u202f", "!": ""}.get(sign, " "))
        return place

    def _accent(self, combining: str, place: int) -> int:
        match = LETTERS.match(self._text, place)
        if match is None:
            return place
        letter = {"\\i": "i", "\\j": "j"}.get(match.group().strip("{} "), match.group().strip("{} "))
        self._builder.write(_composed(letter, combining))
        return match.end()

    def _formula(self, sign: str, place: int) -> int:
        """Leave out a formula; one of letters and numbers alone is text."""
        if (
            sign == "$"
            and (match := _FORMULA.match(self._text, place))
            and _PLAIN_FORMULA.fullmatch(match.group()[:-1])
        ):
            self._builder.write(match.group()[:-1])
            return match.end()
        end = self._text.find(sign, place)
        if end < 0 or "\n\n" in self._text[place:end]:
            return place
        self._builder.remove("code", self._text[place:end])
        return end + len(sign)

    def _verbatim(self, place: int) -> int:
        sign = self._text[place : place + 1]
        end = self._text.find(sign, place + 1, place + 1_000) if sign else -1
        if end < 0:
            return place
        self._builder.write(self._text[place + 1 : end])
        return end + 1

    def _group(self, place: int) -> tuple[str, int]:
        """Return the words of the group that begins here, and its end."""
        start = _end_of(_SPACES, self._text, place)
        end = self._ends.get(start)
        return ("", place) if end is None else (self._text[start + 1 : end], end + 1)

    def _after_options(self, place: int) -> int:
        while match := _OPTION.match(self._text, place):
            place = match.end()
        return place


def _groups(text: str) -> dict[int, int]:
    """Return where each group ends, by where it begins, in one pass."""
    ends: dict[int, int] = {}
    opened: list[int] = []
    for match in _BRACE.finditer(text):
        if match.group() == "{":
            opened.append(match.start())
        elif match.group() == "}" and opened:
            ends[opened.pop()] = match.start()
    return ends


def _end_of(pattern: re.Pattern[str], text: str, place: int, unless: str = "") -> int:
    """Return where spaces end, or the place itself before a line end."""
    match = pattern.match(text, place)
    if match is None or (unless and unless in match.group()):
        return place
    return match.end()


def _composed(letter: str, combining: str) -> str:
    return normalize("NFC", letter[:1] + combining) + letter[1:] if letter else ""
