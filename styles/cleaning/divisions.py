"""Where a text's chapters and scenes end: headings and separators found among the lines, by their look and their place.

A heading is struck out when its words say so (`CHAPTER I`), when it is one of a series of numerals that stand alone, or
when it stands apart the way titles do. A single odd line is left in the text: a title that stays does less harm than a
sentence that goes.
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
_LONGEST_TITLE = 200
_MOST_TITLE_BLOCKS = 2


def strike_divisions(marked: MarkedLines, listed: frozenset[str] = frozenset(), read: Iterable[str] = ()) -> None:
    """Strike out headings and separators, and end chapters there.

    `listed` are the titles of a table of contents, `read` the headings that the reader left out already.
    """
    _Divisions(marked, listed, [numeral(heading) for heading in read]).strike()


class _Divisions:
    """The kept lines of a galley, and which of them divide it."""

    def __init__(self, marked: MarkedLines, listed: frozenset[str], read: list[Numeral | None]) -> None:
        self._galley = marked
        self._read = [found for found in read if found is not None]
        self._listed = listed
        self._places = marked.places()
        self._index = {place: index for index, place in enumerate(self._places)}
        lengths = sorted(len(marked.lines[place].strip()) for place in self._places)
        self._width = lengths[len(lengths) * 9 // 10] if lengths else 0
        """How long full lines are."""
        self._found: set[int] = set()
        """The lines that divide the text."""

    def strike(self) -> None:
        marked = self._galley
        separators = [place for place in self._places if is_separator(marked.lines[place])]
        self._found.update(separators)
        for place in separators:
            marked.strike(place, place + 1, "separator")
            marked.end_chapter(place, headed=False)
        headings = {place for place in self._places if self._stands(place) and is_heading(marked.lines[place])}
        self._found |= headings
        headings |= self._numerals()
        headings |= self._apart() | self._capitals()
        for place in sorted(headings):
            headings |= self._titles_after(place)
        for place in sorted(headings):
            marked.strike(place, place + 1, "heading")
            marked.end_chapter(place, headed=True)
        self._found |= headings
        for place in self._places:
            if marked.kept(place) and is_year(marked.lines[place]) and self._alone(place) and self._ends_chapter(place):
                marked.strike(place, place + 1, "date")

    def _gap(self, place: int, step: int) -> int:
        """Return how many blank lines stand beside a line, a large number at the text's ends."""
        other = self._neighbour(place, step)
        return 99 if other is None else abs(other - place) - 1

    def _neighbour(self, place: int, step: int) -> int | None:
        index = self._index[place] + step
        return self._places[index] if 0 <= index < len(self._places) else None

    def _stands(self, place: int) -> bool:
        """Tell whether a line can begin something: after a blank line, a finished sentence or another division."""
        before = self._neighbour(place, -1)
        if before is None or self._gap(place, -1) or before in self._found:
            return True
        return bool(_ENDS.search(self._galley.lines[before].strip())) or is_heading(self._galley.lines[before])

    def _alone(self, place: int) -> bool:
        """Tell whether a line is a paragraph by itself."""
        if self._galley.airy:
            return all(self._gap(place, step) or self._neighbour(place, step) in self._found for step in (-1, 1))
        return self._stands(place)

    def _opens(self, place: int) -> bool:
        """Tell whether a line stands right over a paragraph, with a blank line above."""
        after = self._neighbour(place, 1)
        if after is None or not self._gap(place, -1):
            return False
        opening = self._galley.lines[after].strip().lstrip("\"'«“„‘(")
        return opening[:1].isupper() or opening[:1] in "-–—"

    def _ends_chapter(self, place: int) -> bool:
        after = self._neighbour(place, 1)
        return after is None or after in self._found or self._border_between(place, after)

    def _border_between(self, place: int, after: int) -> bool:
        return any(border in self._galley.borders for border in range(place + 1, min(after, place + 50) + 1))

    def _numerals(self) -> set[int]:
        """Return the lines of each kind of numeral that make a series; a lone one must be the first to be a heading."""
        kinds: dict[bool, dict[int, Numeral]] = {True: {}, False: {}}
        for place in self._places:
            found = numeral(self._galley.lines[place]) if len(self._galley.lines[place]) < 100 else None
            if found is not None and (self._alone(place) or (not found.titled and self._opens(place))):
                kinds[found.roman][place] = found
        headings: set[int] = set()
        for roman, found_at in kinds.items():
            values = {found.value for found in (*found_at.values(), *self._read) if found.roman == roman}
            untitled = {found.value for found in found_at.values() if not found.titled}
            if len(values) > 1 or untitled == {1}:
                headings |= set(found_at)
        self._found |= headings
        return headings

    def _apart(self) -> set[int]:
        """Return titles that more blank lines set apart than paragraphs, or that the contents list."""
        headings = set()
        usual = self._usual_gap()
        for place in self._places:
            line = self._galley.lines[place].strip()
            if place in self._found or len(line) > 100 or not self._alone(place):
                continue
            set_apart = self._galley.wrapped and usual and looks_like_title(line) and self._is_set_apart(place, usual)
            if set_apart or (plain_title(line) in self._listed and not _QUOTED_SENTENCE.search(line)):
                headings.add(place)
        self._found |= headings
        return headings

    def _is_set_apart(self, place: int, usual: int) -> bool:
        """Tell whether more blank lines than usual part a short line from a finished text before it."""
        if self._gap(place, -1) <= usual or self._gap(place, 1) < 1 or count_words(self._galley.lines[place]) > 8:
            return False
        before = self._neighbour(place, -1)
        if (
            before is not None
            and before not in self._found
            and not _FINISHED.search(self._galley.lines[before].strip())
        ):
            return False
        after = self._neighbour(place, 1)
        reads_on = after is not None and self._galley.lines[after].strip()[:1].islower()
        return not reads_on and self._words_after(place) >= 20

    def _capitals(self) -> set[int]:
        """Return lines in capitals that stand beside a heading, or that are many and each begin a long paragraph."""
        lines = self._galley.lines
        rest = (place for place in self._places if place not in self._found and is_capitals(lines[place]))
        alone = [place for place in rest if looks_like_title(lines[place]) and self._alone(place)]
        times = Counter(lines[place].strip() for place in alone)  # who speaks in a play comes again and again
        alone = [place for place in alone if times[lines[place].strip()] < 3]
        opening = [place for place in alone if self._words_after(place) >= 30 and not self._shouts_after(place)]
        headings = set(opening) if len(opening) >= _LEAST_SERIES and len(opening) >= 0.8 * len(alone) else set()
        for place in alone:  # a line in capitals at a chapter's end is somebody's signature, so it must begin something
            before = self._neighbour(place, -1)
            if before is None or before in self._found | headings:
                headings.add(place)
        self._found |= headings
        return headings

    def _titles_after(self, place: int) -> set[int]:
        """Return the lines after a heading that are its title."""
        titles: set[int] = set()
        current = self._neighbour(place, 1)
        for number in range(_MOST_TITLE_BLOCKS):
            if current is None or current in self._found or self._border_between(place, current):
                break
            end = self._galley.block_end(current) if self._galley.airy else current + 1
            if not self._is_title_block(current, end, beside=current == place + 1, capitals_only=number > 0):
                break
            titles |= {inside for inside in range(current, end) if self._galley.kept(inside)}
            place, current = end - 1, self._neighbour(end - 1, 1)
        self._found |= titles
        return titles

    def _is_title_block(self, start: int, end: int, beside: bool, capitals_only: bool) -> bool:
        """Tell whether a block after a heading is its title: capitals, or one line that reads like a title."""
        block = [self._galley.lines[place].strip() for place in range(start, end)]
        after = self._neighbour(end - 1, 1)
        if after is None or len(block) > 4:
            return False
        if all(is_capitals(line) for line in block):
            return True
        if capitals_only or len(block) > 1 or not looks_like_title(block[0], titled=True):
            return False
        if after == end:  # no blank line tells the title from the first line of a paragraph
            opening = self._galley.lines[after].strip()
            return len(block[0]) < 0.6 * self._width and not opening[:1].islower()
        closing = self._galley.lines[self._galley.block_end(after) - 1].strip()
        return beside or self._words_after(end - 1) > 8 or bool(_FINISHED.search(closing))

    def _words_after(self, place: int) -> int:
        """Return how many words the paragraph after this line has."""
        after = self._neighbour(place, 1)
        if after is None:
            return 0
        end = self._galley.block_end(after) if self._galley.airy else after + 1
        return count_words(self._galley.words_in(after, min(end, after + 20)))

    def _shouts_after(self, place: int) -> bool:
        after = self._neighbour(place, 1)
        return after is not None and is_capitals(self._galley.lines[after])

    def _usual_gap(self) -> int:
        """Return how many blank lines part most paragraphs."""
        gaps = Counter(gap for place in self._places[1:] if (gap := self._gap(place, -1)))
        return gaps.most_common(1)[0][0] if gaps else 0


def plain_title(line: str) -> str:
    """Return a title as contents and headings are compared: small letters and digits, no page number."""
    line = re.sub(r"[\s.…·]+\d{1,4}\s*$", "", line.strip()[:_LONGEST_TITLE])
    return " ".join(re.findall(r"\w+", line.casefold()))
