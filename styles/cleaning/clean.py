"""Cleaning: removal of all that is not the author's prose or verse.

Nothing is ever changed: quotes, dashes, ellipses, ё and every other character come out as they went in. Each character
of the text ends up either in a chapter or in a removal; only white space is laid out anew.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, zip_longest

from styles.cleaning.boilerplate import remove_brackets, remove_gutenberg, remove_notes
from styles.cleaning.divisions import remove_divisions
from styles.cleaning.front_matter import remove_contents, remove_title_page
from styles.cleaning.layout import LINE_END_HYPHEN, line_end_hyphens, reflow
from styles.cleaning.marked_lines import MarkedLines
from styles.cleaning.page_furniture import remove_page_furniture, remove_timings
from styles.language.words import count_words
from styles.text import (
    CHAPTER_BORDER,
    PARAGRAPH_BREAK,
    STRAY_CHARACTERS,
    Reason,
    Removal,
    Text,
    solid,
    with_newlines,
    without_strays,
)

__all__ = ["CleanText", "Removal", "clean"]

_SOFT_HYPHEN = "\u00ad"
_STRAYS = re.compile(f"[{re.escape(STRAY_CHARACTERS)}]")
_EARLY_STRAYS = re.compile(f"[{re.escape(STRAY_CHARACTERS.replace(_SOFT_HYPHEN, ''))}]")
_INSERTS: tuple[tuple[Reason, str], ...] = (
    ("image", r"\[ *(?:illustrations?|иллюстраци[яи])\b[^\]\n\f]{0,300}\]"),
    ("page number", r"\[ *(?:pg|page|p)\.? *\d{1,4} *\]|\{ *(?:pg|page|p)\.? *\d{1,4} *\}"),
    ("note marker", r"\[ *(?:\d{1,3}|\*{1,3}|†|footnote \d{1,3}) *\]|\{\d{1,3}\}"),
)
_INSERT = re.compile("|".join(f"({pattern})" for _, pattern in _INSERTS), re.IGNORECASE)
_PUNCTUATION = frozenset('.,;:!?…)]}»”’"')
_LEAST_SCENE_WORDS = 50
"""A scene of prose with fewer words stays with its neighbour."""


@dataclass(frozen=True)
class CleanText:
    """One text ready for the corpus: paragraphs by chapter, and removals."""

    name: str
    chapters: tuple[tuple[str, ...], ...]
    """Paragraphs by chapter; verse lines are parted by a newline inside a paragraph."""
    removals: tuple[Removal, ...]
    """What reader and cleaning left out, in the order of the text."""
    requests: tuple[str, ...] = ()
    """Of a file of chats: what each chapter, which is one answer, was asked. Empty for prose."""
    dates: tuple[str, ...] = ()
    """Of an archive: when each chapter was written, as an ISO 8601 interval or "". Empty for all else."""

    @property
    def words(self) -> int:
        """Number of words left."""
        return sum(count_words(paragraph) for chapter in self.chapters for paragraph in chapter)

    @property
    def paragraphs(self) -> Iterator[str]:
        """Yield all paragraphs in order."""
        return (paragraph for chapter in self.chapters for paragraph in chapter)


@dataclass(frozen=True)
class _Cut:
    """One removal, with its first character's offset in the input text."""

    origin: int
    reason: Reason
    text: str


def clean(text: Text) -> CleanText:
    """Return the author's paragraphs by chapter, with all removals."""
    if text.requests:
        return _clean_answers(text)
    if text.dates:
        return _clean_dated(text)
    written = _plain_lines(text.text)
    strays = "".join(_STRAYS.findall(written))
    marked = MarkedLines(_EARLY_STRAYS.sub("", written), wrapped=text.reflow)
    _mark_read_headings(marked, text.removals)
    _remove(marked, [removal.text for removal in text.removals if removal.reason == "heading"])
    lines_cut = [_Cut(*removal) for removal in marked.removed()]
    headed = [marked.borders[index] for index in sorted(marked.borders)]
    laid_out = reflow(marked.text()) if text.reflow else marked.text()
    kept, inserts = _cut_inserts(laid_out)
    cuts = lines_cut + _with_origins(inserts, lines_cut)
    chapters = [_paragraphs(chapter) for chapter in kept.split(CHAPTER_BORDER)]
    return CleanText(text.name, _merged_scenes(chapters, headed), _all_removals(cuts, text.removals, strays))


def _clean_answers(text: Text) -> CleanText:
    """Return answers unchanged, without invisible characters.

    Whoever made the pairs chose every line.
    """
    strays = "".join(_STRAYS.findall(text.text))
    answers = without_strays(text.text).split(f"\n{CHAPTER_BORDER}\n")
    chapters = tuple(tuple(answer.split(PARAGRAPH_BREAK)) for answer in answers)
    return CleanText(text.name, chapters, _all_removals([], text.removals, strays), text.requests)


def _clean_dated(text: Text) -> CleanText:
    """Return the text cleaned chapter by chapter, each with its date."""
    chapters: list[tuple[str, ...]] = []
    removals: list[Removal] = []
    dates: list[str] = []
    waiting = list(text.removals)
    read = kept = 0
    for chapter, date in zip_longest(text.text.split(f"\n{CHAPTER_BORDER}\n"), text.dates, fillvalue=""):
        end = read + len(solid(chapter))
        count = next((number for number, removal in enumerate(waiting) if removal.offset >= end), len(waiting))
        own, waiting = waiting[:count], waiting[count:]
        placed = tuple(replace(removal, offset=removal.offset - read) for removal in own)
        cleaned = clean(replace(text, text=chapter, removals=placed, dates=()))
        removals += [replace(removal, offset=removal.offset + kept) for removal in cleaned.removals]
        chapters += cleaned.chapters
        dates += [date] * len(cleaned.chapters)
        kept += sum(len(solid(paragraph)) for paragraph in cleaned.paragraphs)
        read = end
    removals += [replace(removal, offset=kept) for removal in waiting]
    return CleanText(text.name, tuple(chapters), tuple(removals), dates=tuple(dates))


def _remove(marked: MarkedLines, headings: list[str]) -> None:
    """Run all removal steps on the lines, in order."""
    remove_gutenberg(marked)
    remove_brackets(marked)
    if marked.wrapped:
        remove_timings(marked)
        remove_page_furniture(marked)
    remove_notes(marked)
    titles = remove_contents(marked)
    remove_divisions(marked, titles, headings)
    if marked.wrapped:
        remove_title_page(marked)


def _plain_lines(text: str) -> str:
    """Return the text with every kind of line end as a newline."""
    text = with_newlines(text).replace("\u2029", "\n\n")
    text = re.sub("[\u2028\x85\x0b\x1c\x1d\x1e]", "\n", text)
    return re.sub("\n{8,}", "\n" * 8, text)


def _mark_read_headings(marked: MarkedLines, removals: tuple[Removal, ...]) -> None:
    """Mark borders as headed where the reader left out a heading."""
    headings = {removal.offset for removal in removals if removal.reason == "heading"}
    for index in marked.borders:
        marked.borders[index] = marked.origin(index) in headings


def _cut_inserts(text: str) -> tuple[str, list[_Cut]]:
    """Return the text without inserts, and cuts with offsets in it."""
    cuts: list[tuple[int, int, Reason]] = [(index, index + 1, "line-end hyphen") for index in line_end_hyphens(text)]
    cuts += [(match.start(), match.end(), _INSERTS[(match.lastindex or 1) - 1][0]) for match in _INSERT.finditer(text)]
    pieces: list[str] = []
    inserts: list[_Cut] = []
    start = before = 0
    for begin, end, reason in sorted(cuts):
        if begin < start:
            continue  # a hyphen inside a caption that goes as a whole
        piece = text[start:begin]
        before += len(solid(piece))
        inserts.append(_Cut(before, reason, text[begin:end]))
        before += len(solid(text[begin:end]))
        glued = reason != "line-end hyphen" and piece.endswith(" ")
        if glued and text[end : end + 1] in _PUNCTUATION:
            piece = piece.rstrip(" ")
        elif glued or not piece or piece.endswith("\n"):
            end = _after_spaces(text, end)
        pieces.append(piece)
        start = end
    pieces.append(text[start:])
    return without_strays("".join(pieces).replace(LINE_END_HYPHEN, "")), inserts


def _after_spaces(text: str, index: int) -> int:
    while text[index : index + 1] == " ":
        index += 1
    return index


def _with_origins(cuts: list[_Cut], earlier: list[_Cut]) -> list[_Cut]:
    """Return later cuts with origins in the text before earlier cuts."""
    lengths = [len(solid(cut.text)) for cut in earlier]
    total = [0, *accumulate(lengths)]
    left = [cut.origin - gone for cut, gone in zip(earlier, total, strict=False)]
    return [_Cut(cut.origin + total[bisect_right(left, cut.origin)], cut.reason, cut.text) for cut in cuts]


def _all_removals(cuts: list[_Cut], read: tuple[Removal, ...], strays: str) -> tuple[Removal, ...]:
    """Return all removals in order, with offsets in the kept text."""
    cuts = sorted(cuts, key=lambda cut: cut.origin)
    total = [0, *accumulate(len(solid(cut.text)) for cut in cuts)]
    placed = [
        (cut.origin, 1, Removal(cut.reason, cut.text, cut.origin - gone))
        for cut, gone in zip(cuts, total, strict=False)
    ]
    origins = [cut.origin for cut in cuts]
    ends = [cut.origin + len(solid(cut.text)) for cut in cuts]
    for removal in read:
        number = bisect_right(origins, removal.offset)
        inside = max(0, ends[number - 1] - removal.offset) if number else 0
        placed.append(
            (removal.offset, 0, Removal(removal.reason, removal.text, removal.offset - total[number] + inside))
        )
    ordered = [removal for _, _, removal in sorted(placed, key=lambda item: item[:2])]
    return (*([Removal("stray character", strays, 0)] if strays else []), *ordered)


def _paragraphs(chapter: str) -> tuple[str, ...]:
    return tuple(paragraph for block in chapter.split(PARAGRAPH_BREAK) if (paragraph := block.strip()))


def _merged_scenes(chapters: list[tuple[str, ...]], headed: list[bool]) -> tuple[tuple[str, ...], ...]:
    """Return chapters with text; a short scene joins the one before."""
    joined: list[tuple[str, ...]] = []
    heading = True
    for chapter, begins in zip(chapters, [True, *headed], strict=True):
        heading = heading or begins
        if not chapter:
            continue
        if not heading and joined and (_is_short(chapter) or _is_short(joined[-1])):
            joined[-1] += chapter
        else:
            joined.append(chapter)
        heading = False
    return tuple(joined)


def _is_short(chapter: tuple[str, ...]) -> bool:
    verse = any("\n" in paragraph for paragraph in chapter)
    return not verse and sum(count_words(paragraph) for paragraph in chapter[:_LEAST_SCENE_WORDS]) < _LEAST_SCENE_WORDS
