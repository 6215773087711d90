"""Reading of Fountain screenplays: what is spoken and told (fountain.io/syntax).

A scene is short, so only sections and acts end a chapter; scene headings are left out where they stand.
"""

import re
from collections.abc import Sequence

from styles.formats.text_builder import TextBuilder

_TITLE_KEY = re.compile(
    r"(?:title|credit|authors?|source|notes?|draft(?: date)?|date|contact|copyright|revision|format|language)\s*:",
    re.IGNORECASE,
)
_SCENE = re.compile(
    r"(?:int|ext|est|i/e|int\.?/ext|ext\.?/int|инт|экст|нат|инт\.?/(?:экст|нат)|(?:экст|нат)\.?/инт)[. ]", re.IGNORECASE
)
_TRANSITION = re.compile(
    r"[^a-zа-яё]{1,60}\b(?:TO:|НА:)|(?:FADE (?:IN|OUT|TO BLACK)|CUT TO BLACK|(?:ИЗ|В) ЗТМ|ЗАТЕМНЕНИЕ|КОНЕЦ"
    r"|THE END)[.:]?"
)
_CUE = re.compile(r"(?:@.{1,80}|(?=[^a-zа-яё(]*[A-ZА-ЯЁ])[^a-zа-яё(]{1,60}(?:\([^()]{0,60}\)\s*){0,3})\^?\s*")
_ASIDE = re.compile(r"/\*|\[\[")
_CLOSING = {"/*": "*/", "[[": "]]"}
"""The boneyard, and notes."""
_SIGN = "\ufdd1"
"""Stands where a note was; a code point that no text may use."""
_MARKED = re.compile(r"\\([*_\\~@#!.>\[\]])|(?<!\w)_(?=\S)|(?<=\S)_(?!\w)|\*{1,3}(?=\S)|(?<=\S)\*{1,3}")


def read_fountain(text: str) -> TextBuilder:
    """Return the action and the dialogue of a screenplay."""
    builder = TextBuilder()
    lines = text.split("\n")
    if lines and _TITLE_KEY.match(text.lstrip("\n ")):
        while lines and not lines[0].strip():
            del lines[0]
        end = next((index for index, line in enumerate(lines) if not line.strip()), len(lines))
        builder.remove("title page", " ".join(lines[:end]))
        lines = lines[end:]
    writer = _Writer(builder)
    for block in _blocks(_without_asides("\n".join(lines), writer)):
        writer.write(block)
    builder.end_chapter()
    return builder


def _without_asides(text: str, writer: "_Writer") -> str:
    """Return the text with a sign for each note and boneyard."""
    pieces: list[str] = []
    start = place = 0
    unclosed: set[str] = set()
    while match := _ASIDE.search(text, place):
        place, closing = match.end(), _CLOSING[match.group()]
        end = -1 if closing in unclosed else text.find(closing, place)
        if end < 0:
            unclosed.add(closing)
            continue
        writer.asides.append(text[place:end].strip())
        pieces += [text[start : match.start()].replace(_SIGN, ""), _SIGN]
        start = place = end + len(closing)
    return "".join((*pieces, text[start:].replace(_SIGN, "")))


def _blocks(text: str) -> list[list[str]]:
    """Return runs of lines; a line of two spaces ends none."""
    blocks: list[list[str]] = [[]]
    for line in text.split("\n"):
        if not line.strip() and not (line.startswith("  ") and blocks[-1]):
            blocks.append([])
        else:
            blocks[-1].append(line.strip())
    return [block for block in blocks if any(block)]


class _Writer:
    """Writes blocks of a screenplay into a builder."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self.asides: list[str] = []
        """Notes and boneyards that are still to come, each where its sign stands."""
        self._written = 0

    def write(self, block: Sequence[str]) -> None:
        """Write one block: a scene heading, a speech, action."""
        first = block[0]
        if len(block) > 1 and not first.startswith(("!", ".", ">", "~", "#")) and _CUE.fullmatch(first):
            self._speaker(first)
            self._speech(block[1:])
            return
        for number, line in enumerate(block):
            self._line(line, alone=len(block) == 1 or (number == 0 and line == line.upper()))
        self._builder.end_paragraph()

    def _speaker(self, cue: str) -> None:
        self._leave_asides(cue)
        self._builder.remove("speaker", self._plain(cue).lstrip("@").rstrip("^ "))

    def _speech(self, lines: Sequence[str]) -> None:
        for line in lines:
            if line.startswith("(") and line.endswith(")"):
                self._builder.end_paragraph()
                self._builder.remove("stage direction", self._plain(line))
            else:
                self._text(line.removeprefix("~"))
        self._builder.end_paragraph()

    def _line(self, line: str, alone: bool) -> None:
        if line.startswith("#"):
            self._builder.end_chapter()
            self._builder.remove("heading", self._plain(line).lstrip("# "))
        elif line.startswith("=") and set(line) == {"="} and len(line) >= 3:
            self._builder.remove("separator", line)
        elif line.startswith("="):
            self._builder.remove("comment", self._plain(line).lstrip("= "))
        elif re.match(r"\.\w", line) or (alone and _SCENE.match(line)):
            self._builder.end_paragraph()
            self._builder.remove("heading", self._plain(line).lstrip("."))
        elif line.startswith(">") and line.endswith("<"):
            self._text(line[1:-1].strip())
        elif line.startswith(">") or (alone and _TRANSITION.fullmatch(line[:200])):
            self._builder.end_paragraph()
            self._builder.remove("stage direction", self._plain(line).lstrip("> "))
        else:
            self._text(line[1:] if line.startswith(("!", "~")) else line)

    def _text(self, line: str) -> None:
        """Write a line; the author's line ends count."""
        pieces = line.split(_SIGN)
        for number, piece in enumerate(pieces):
            if number:
                self._leave_asides(_SIGN)
            self._builder.write(_without_marks(piece))
        self._builder.break_line()

    def _plain(self, line: str) -> str:
        return _without_marks(line.replace(_SIGN, ""))

    def _leave_asides(self, line: str) -> None:
        for _ in range(line.count(_SIGN)):
            self._builder.remove("comment", self.asides[self._written])
            self._written += 1


def _without_marks(text: str) -> str:
    return _MARKED.sub(lambda match: match.group(1) or "", text)
