"""Building of a text: paragraphs, verse lines, chapter borders and removals."""

import re
from collections.abc import Callable, Iterable
from statistics import median

from styles.text import CHAPTER_BORDER, PARAGRAPH_BREAK, STRAY_CHARACTERS, Reason, Removal, solid, without_strays

_MARKER = "\ufdd0"
"""Stands in a paragraph under way where a note marker was; a code point that no text may use."""
_LONGEST_VERSE = 120
"""Lines of a paragraph that are mostly longer are no verse."""
_SPACES = re.compile("  +")
_BLANK_LINE = re.compile(r"\n[ \t]*\n\s*")
_SPACE = re.compile(r"[ \t\r\n]+")
_AROUND_MARKER = re.compile(rf"[ \n]{{0,2}}{_MARKER}+(?=[.,;:!?…)\]}}»”’\"])|(?<= ){_MARKER}+ +|{_MARKER}+")
SPOKEN_END = re.compile(r"[.!?…:,;][\"'»”’)\]]*$")
"""How a line of dialogue ends: a dash before it is the author's, and no sign of a list."""
_STRAYS = re.compile(f"[{re.escape(STRAY_CHARACTERS.replace(_MARKER, ''))}]")


class TextBuilder:
    """Collects a text piece by piece into `text` and `removals`."""

    def __init__(self) -> None:
        self._chapters: list[list[str]] = [[]]
        self._pieces: list[str] = []
        self._markers: list[str] = []
        self._removals: list[Removal] = []
        self._strays: list[str] = []
        self._kept = 0
        self._pending = 0

    def write(self, text: str, keep_lines: bool = False) -> None:
        """Add running text, with white space collapsed unless `keep_lines`."""
        text = text.replace(_MARKER, "")
        self._pending += len(solid(text))
        self._pieces.append(text.replace("\r\n", "\n") if keep_lines else _SPACE.sub(" ", text))

    def write_marked(
        self,
        text: str,
        marks: re.Pattern[str],
        write_mark: Callable[[re.Match[str]], None],
        plain: Callable[[str], str] = str,
    ) -> None:
        """Add running text whose marks `write_mark` writes.

        What stands around the marks is written as `plain` has it.
        """
        start = 0
        for match in marks.finditer(text):
            self.write(plain(text[start : match.start()]))
            write_mark(match)
            start = match.end()
        self.write(plain(text[start:]))

    def break_line(self) -> None:
        """End a line inside the paragraph; two end the paragraph."""
        self._pieces.append("\n")

    def mark_note(self, text: str) -> None:
        """Remove a note marker and the space before it."""
        if text.strip():
            self._markers.append(text.strip())
            self._pieces.append(_MARKER)

    def remove(self, reason: Reason, text: str) -> None:
        """Record a removal here."""
        text = " ".join(text.split())
        if text:
            self._removals.append(Removal(reason, text, self._kept + self._pending))

    def last_character(self) -> str:
        """Return the paragraph's last character, "" at its beginning."""
        for piece in reversed(self._pieces):
            if piece:
                return piece[-1]
        return ""

    def end_paragraph(self) -> None:
        """Finish the paragraph, unless it is empty."""
        if not self._pieces:
            return
        written, self._pieces = "".join(self._pieces), []
        self._pending = 0
        self._strays += _STRAYS.findall(written)
        if self._markers:
            self._place_markers(written)
            written = _AROUND_MARKER.sub("", written)
        for block in _BLANK_LINE.split(written):
            paragraph = "\n".join(_SPACES.sub(" ", line).strip() for line in block.split("\n"))
            paragraph = _STRAYS.sub("", paragraph).strip()
            for whole in _lines_or_paragraph(paragraph):
                self._chapters[-1].append(whole)
                self._kept += len(solid(whole))

    def end_chapter(self) -> None:
        """Finish the paragraph and the chapter, unless it is empty."""
        self.end_paragraph()
        if self._chapters[-1]:
            self._chapters.append([])

    def insert(self, text: str, removals: Iterable[Removal]) -> None:
        """Add a text that was read elsewhere, in the form of `Text.text`."""
        self.end_paragraph()
        self._removals += [removal.after(self._kept) for removal in removals]
        for number, chapter in enumerate(text.split(CHAPTER_BORDER)):
            if number:
                self.end_chapter()
            paragraphs = [paragraph.strip("\n") for paragraph in chapter.split(PARAGRAPH_BREAK)]
            self._chapters[-1] += [paragraph for paragraph in paragraphs if paragraph]
        self._kept += len(solid(text))

    @property
    def text(self) -> str:
        """The text so far, in the form of `Text.text`."""
        chapters = [PARAGRAPH_BREAK.join(chapter) for chapter in self._chapters if chapter]
        return f"\n{CHAPTER_BORDER}\n".join(chapters)

    @property
    def removals(self) -> tuple[Removal, ...]:
        """Removals so far, in text order."""
        strays = [Removal("stray character", "".join(self._strays), 0)] if self._strays else []
        return (*strays, *sorted(self._removals, key=lambda removal: removal.offset))

    def _place_markers(self, written: str) -> None:
        pieces = [solid(without_strays(piece)) for piece in written.split(_MARKER)]
        offset = self._kept
        for piece, marker in zip(pieces, self._markers, strict=False):
            offset += len(piece)
            self._removals.append(Removal("note marker", marker, offset))
        self._markers.clear()


def _lines_or_paragraph(text: str) -> list[str]:
    """Return long lines as paragraphs, or the text in one."""
    lines = [line for line in text.split("\n") if line]
    if len(lines) > 2 and median(len(line) for line in lines) > _LONGEST_VERSE:
        return lines
    return [text] if text else []
