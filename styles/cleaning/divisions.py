"""Chapter and scene borders: headings and separators among the lines.

They are recognised by their look and their position. A heading is removed when its words say so (`CHAPTER I`), when
it is one of a series of numerals that stand alone, or when it stands apart the way titles do. A single odd line is left
in the text: a title that stays does less harm than a sentence that goes.
"""

import re
from collections import Counter
from collections.abc import Iterable

from styles.cleaning.headings import Numeral, is_capitals, is_heading, is_separator, is_year, looks_like_title, numeral
from styles.cleaning.marked_lines import MarkedLines
from styles.language.words import count_words

_ENDS = re.compile(r"[.!?…:;][\"'»”’)\]*_—–-]*$")
_FINISHED = re.compile(r"[.!?…][\"'»”’)\]*_]*$")
_QUOTED_SENTENCE = re.compile(r"[.!?…,][\"'»”’]+$")
_LEAST_SERIES = 5
"""Lines in capitals that are headings by their number alone. Judgement: fewer may be signs or letters that a story
quotes."""
_LONGEST_TITLE = 200
"""Characters of a line that are compared as a title: keeps the patterns fast on long lines."""
_MOST_TITLE_BLOCKS = 2
"""Blocks after a heading that may be its title and subtitle. Judgement: a third is text."""


def remove_divisions(marked: MarkedLines, listed: frozenset[str] = frozenset(), read: Iterable[str] = ()) -> None:
    """Remove headings and separators, and end chapters there.

    `"CHAPTER I\\n\\nThe rain"` -> `CHAPTER I` removed as a heading, a chapter begins; `"* * *"` alone -> separator.

    `listed` are the titles of a table of contents, `read` the headings that the reader left out already.
    """
    _Divisions(marked, listed, [numeral(heading) for heading in read]).remove()


class _Divisions:
    """The kept lines of a text, and which of them divide it."""

    def __init__(self, marked: MarkedLines, listed: frozenset[str], read: list[Numeral | None]) -> None:
        self._marked = marked
        self._read = [heading for heading in read if heading is not None]
        self._listed = listed
        self._kept = marked.kept_indices()
        self._positions = {index: position for position, index in enumerate(self._kept)}
        lengths = sorted(len(marked.lines[index].strip()) for index in self._kept)
        self._width = lengths[len(lengths) * 9 // 10] if lengths else 0
        """How long full lines are."""
        self._dividers: set[int] = set()
        """The lines that divide the text."""

    def remove(self) -> None:
        marked = self._marked
        # Each step may build on the dividers before it: what stands beside a sure one is less likely text.
        separators = [index for index in self._kept if is_separator(marked.lines[index])]
        self._dividers.update(separators)
        for index in separators:
            marked.remove(index, index + 1, "separator")
            marked.end_chapter(index, headed=False)
        headings = {index for index in self._kept if self._stands(index) and is_heading(marked.lines[index])}
        self._dividers |= headings
        # Less sure than words like "Chapter": numerals in series, then titles set apart, then capitals.
        headings |= self._numerals()
        headings |= self._apart() | self._capitals()
        # A heading's own title is often an ordinary line below it.
        for index in sorted(headings):
            headings |= self._titles_after(index)
        for index in sorted(headings):
            marked.remove(index, index + 1, "heading")
            marked.end_chapter(index, headed=True)
        self._dividers |= headings
        # A year alone is text, unless it ends a chapter as an author's date does.
        for index in self._kept:
            if marked.kept(index) and is_year(marked.lines[index]) and self._alone(index) and self._ends_chapter(index):
                marked.remove(index, index + 1, "date")

    def _gap(self, index: int, step: int) -> int:
        """Return the blank lines beside a line, 99 at the ends."""
        other = self._neighbour(index, step)
        return 99 if other is None else abs(other - index) - 1

    def _neighbour(self, index: int, step: int) -> int | None:
        position = self._positions[index] + step
        return self._kept[position] if 0 <= position < len(self._kept) else None

    def _stands(self, index: int) -> bool:
        """Check for a blank line, finished sentence or division before."""
        before = self._neighbour(index, -1)
        if before is None or self._gap(index, -1) or before in self._dividers:
            return True
        return bool(_ENDS.search(self._marked.lines[before].strip())) or is_heading(self._marked.lines[before])

    def _alone(self, index: int) -> bool:
        """Check whether a line is a paragraph by itself."""
        if self._marked.airy:
            return all(self._gap(index, step) or self._neighbour(index, step) in self._dividers for step in (-1, 1))
        return self._stands(index)

    def _opens(self, index: int) -> bool:
        """Check whether a line is right above a paragraph, after blank lines."""
        after = self._neighbour(index, 1)
        if after is None or not self._gap(index, -1):
            return False
        opening = self._marked.lines[after].strip().lstrip("\"'«“„‘(")
        return opening[:1].isupper() or opening[:1] in "-–—"

    def _ends_chapter(self, index: int) -> bool:
        after = self._neighbour(index, 1)
        return after is None or after in self._dividers or self._border_between(index, after)

    def _border_between(self, index: int, after: int) -> bool:
        return any(border in self._marked.borders for border in range(index + 1, min(after, index + 50) + 1))

    def _numerals(self) -> set[int]:
        """Return the lines with numerals in series.

        A lone numeral must be the first one to be a heading.
        """
        kinds: dict[bool, dict[int, Numeral]] = {True: {}, False: {}}
        for index in self._kept:
            match = numeral(self._marked.lines[index]) if len(self._marked.lines[index]) < 100 else None
            if match is not None and (self._alone(index) or (not match.titled and self._opens(index))):
                kinds[match.roman][index] = match
        headings: set[int] = set()
        for roman, numerals in kinds.items():
            values = {match.value for match in (*numerals.values(), *self._read) if match.roman == roman}
            untitled = {match.value for match in numerals.values() if not match.titled}
            if len(values) > 1 or untitled == {1}:
                headings |= set(numerals)
        self._dividers |= headings
        return headings

    def _apart(self) -> set[int]:
        """Return listed titles, and titles with unusual gaps around."""
        headings = set()
        usual = self._usual_gap()
        for index in self._kept:
            line = self._marked.lines[index].strip()
            if index in self._dividers or len(line) > 100 or not self._alone(index):
                continue
            set_apart = self._marked.wrapped and usual and looks_like_title(line) and self._is_set_apart(index, usual)
            if set_apart or (plain_title(line) in self._listed and not _QUOTED_SENTENCE.search(line)):
                headings.add(index)
        self._dividers |= headings
        return headings

    def _is_set_apart(self, index: int, usual: int) -> bool:
        """Check for an unusual gap between finished text and a short line."""
        if self._gap(index, -1) <= usual or self._gap(index, 1) < 1 or count_words(self._marked.lines[index]) > 8:
            return False
        before = self._neighbour(index, -1)
        if (
            before is not None
            and before not in self._dividers
            and not _FINISHED.search(self._marked.lines[before].strip())
        ):
            return False
        after = self._neighbour(index, 1)
        reads_on = after is not None and self._marked.lines[after].strip()[:1].islower()
        return not reads_on and self._words_after(index) >= 20

    def _capitals(self) -> set[int]:
        """Return lines in capitals that are headings.

        They are beside a heading, or many, each before a long paragraph.
        """
        lines = self._marked.lines
        rest = (index for index in self._kept if index not in self._dividers and is_capitals(lines[index]))
        alone = [index for index in rest if looks_like_title(lines[index]) and self._alone(index)]
        times = Counter(lines[index].strip() for index in alone)  # who speaks in a play comes again and again
        alone = [index for index in alone if times[lines[index].strip()] < 3]
        opening = [index for index in alone if self._words_after(index) >= 30 and not self._shouts_after(index)]
        headings = set(opening) if len(opening) >= _LEAST_SERIES and len(opening) >= 0.8 * len(alone) else set()
        for index in alone:  # a line in capitals at a chapter's end is somebody's signature, so it must begin something
            before = self._neighbour(index, -1)
            if before is None or before in self._dividers | headings:
                headings.add(index)
        self._dividers |= headings
        return headings

    def _titles_after(self, index: int) -> set[int]:
        """Return the title lines after a heading."""
        titles: set[int] = set()
        current = self._neighbour(index, 1)
        for number in range(_MOST_TITLE_BLOCKS):
            if current is None or current in self._dividers or self._border_between(index, current):
                break
            end = self._marked.block_end(current) if self._marked.airy else current + 1
            if not self._is_title_block(current, end, beside=current == index + 1, capitals_only=number > 0):
                break
            titles |= {inside for inside in range(current, end) if self._marked.kept(inside)}
            index, current = end - 1, self._neighbour(end - 1, 1)
        self._dividers |= titles
        return titles

    def _is_title_block(self, start: int, end: int, beside: bool, capitals_only: bool) -> bool:
        """Check for a heading's title: capitals, or one line like one."""
        block = [self._marked.lines[index].strip() for index in range(start, end)]
        after = self._neighbour(end - 1, 1)
        if after is None or len(block) > 4:
            return False
        if all(is_capitals(line) for line in block):
            return True
        if capitals_only or len(block) > 1 or not looks_like_title(block[0], titled=True):
            return False
        if after == end:  # no blank line tells the title from the first line of a paragraph
            opening = self._marked.lines[after].strip()
            return len(block[0]) < 0.6 * self._width and not opening[:1].islower()
        closing = self._marked.lines[self._marked.block_end(after) - 1].strip()
        return beside or self._words_after(end - 1) > 8 or bool(_FINISHED.search(closing))

    def _words_after(self, index: int) -> int:
        """Return how many words the paragraph after this line has."""
        after = self._neighbour(index, 1)
        if after is None:
            return 0
        end = self._marked.block_end(after) if self._marked.airy else after + 1
        return count_words(self._marked.words_in(after, min(end, after + 20)))

    def _shouts_after(self, index: int) -> bool:
        after = self._neighbour(index, 1)
        return after is not None and is_capitals(self._marked.lines[after])

    def _usual_gap(self) -> int:
        """Return how many blank lines separate most paragraphs."""
        gaps = Counter(gap for index in self._kept[1:] if (gap := self._gap(index, -1)))
        return gaps.most_common(1)[0][0] if gaps else 0


def plain_title(line: str) -> str:
    """Return a title for comparison: lower-case, without signs and page number."""
    line = re.sub(r"[\s.…·]+\d{1,4}\s*$", "", line.strip()[:_LONGEST_TITLE])
    return " ".join(re.findall(r"\w+", line.casefold()))
