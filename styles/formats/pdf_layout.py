"""Page layout of a PDF: furniture, notes, tables and headings."""

import re
from collections import Counter
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from styles.cleaning.headings import is_heading
from styles.cleaning.page_furniture import is_page_number
from styles.cleaning.paratext import imprint_marks, section_named
from styles.formats.pdf_lines import (
    MARKER_START,
    Line,
    PageEdge,
    are_aligned,
    are_cells,
    body_size,
    head_key,
    is_centred_title,
)
from styles.language.words import WORD, count_words
from styles.text import Reason

_Times = Counter[tuple[bool, str | None, int]]


_ENTRY = re.compile(r".*(?:(?:\.\s?){3,}|…{2,}|\s)\d{1,4}\s*")
_ENTRY_END = 80
"""Characters at the end of a line of contents in which its dots and its number stand."""
_NOTE = re.compile(rf"[{MARKER_START}\d*†‡§(\[]")
_LARGE, _SMALL = 1.12, 0.93
"""Sizes of type, as shares of the text's, beyond which a line is a heading or a note. Judgement: notes are often 9
points to 10; tests/test_pdf.py passes from 1.03 to 1.4 and from 0.8 to 0.99."""
_DROP_CAPITAL = 1.7
"""The least size of a large initial, as a share of the text's. Judgement: two lines high; with 4 it fails the test of
the large first letter in tests/test_pdf.py."""
_LONGEST_HEADING = 120
"""Characters of a line in larger type that may be a heading. Judgement: longer ones are text set large."""
_LONGEST_HEAD = 90
"""Characters of a row that may be a running head. Judgement: longer ones are full lines of text."""
_LEAST_TIMES = 3
"""How often furniture comes back at the least. With 2 and with 8, tests of headings and heads in tests/test_pdf.py
fail."""
_LEAST_CELLS = 6
"""Rows of so many cells together are a table."""
_COLUMN_LETTERS = 20
"""The lines of columns of prose are longer on average; the cells of a table are shorter."""
_MOST_FRONT_PAGES = 8
"""Pages before the text at most. Judgement: more of them are a text with short pages, such as poems. With 1,
the test of the pages before the text in tests/test_pdf.py fails."""
_MOST_FRONT_WORDS = 60
"""Words of a page before the text at most. With 300, tests of headings and these pages in tests/test_pdf.py fail; 15
passes."""
_MOST_IMPRINT_WORDS = 600
"""Words of a page with two signs of an imprint at most. Judgement: a longer one is text that names a publisher."""
_LEADED = 1.35
"""A gap of so many usual ones between baselines parts two paragraphs."""


class PageLayout:
    """Lines of all pages in reading order, with removal reasons."""

    def __init__(self, pages: list[list[Line]]) -> None:
        self.pages = pages
        self.reasons: list[list[Reason | None]] = [[None] * len(page) for page in pages]
        self.body, self.even = body_size(line for page in pages for line in page)
        self.leading = self._leading()

    def remove_paratext(self) -> None:
        """Set the reasons of all lines outside the text."""
        for number, page in enumerate(self.pages):
            for index, line in enumerate(page):
                if not line.upright:
                    self.reasons[number][index] = "outside the reading order"
        # Furniture first: a page number below them would hide notes at the foot.
        self._remove_furniture()
        self._remove_contents()
        self._remove_front()
        for number in range(len(self.pages)):
            self._remove_tables(number)
        # Where no size of type is the text's, small and large mean nothing, as in scans.
        if self.even:
            self._remove_notes()
            self._remove_headings()

    @cached_property
    def known_words(self) -> frozenset[str]:
        """All words on the pages, in lower case."""
        return frozenset(word.lower() for page in self.pages for line in page for word in WORD.findall(line.text))

    def kept(self, number: int) -> list[int]:
        """Return the indices of a page's remaining text lines."""
        return [index for index, reason in enumerate(self.reasons[number]) if reason is None]

    def is_body(self, line: Line) -> bool:
        """Check for the text's size; true where sizes mean nothing."""
        return not self.even or _SMALL <= line.size / self.body <= _LARGE

    def parts(self, before: tuple[int, Line], after: tuple[int, Line]) -> bool:
        """Check for an unusual gap between two lines, with page numbers."""
        gap = before[1].baseline - after[1].baseline
        return before[0] == after[0] and gap > _LEADED * self.leading

    def are_beside(self, before: tuple[int, Line] | None, after: tuple[int, Line]) -> bool:
        """Check for one baseline, with the second line to the right."""
        if before is None or before[0] != after[0] or after[1].left < before[1].left:
            return False
        return abs(before[1].baseline - after[1].baseline) < 0.25 * self.body

    def _leading(self) -> float:
        gaps = Counter(
            round((above.baseline - below.baseline) * 2) / 2
            for page in self.pages
            for above, below in pairwise(page)
            if 0.5 * self.body < above.baseline - below.baseline < 3 * self.body
        )
        return gaps.most_common(1)[0][0] if gaps else 1.2 * self.body

    def _rows(self, number: int) -> list[list[int]]:
        """Return a page's kept lines by baseline, from top to foot."""
        page = self.pages[number]
        rows: list[list[int]] = []
        for index in sorted(self.kept(number), key=lambda index: (-page[index].baseline, page[index].left)):
            if rows and page[rows[-1][0]].baseline - page[index].baseline < 0.25 * self.body:
                rows[-1].append(index)
            else:
                rows.append([index])
        return rows

    def _remove_furniture(self) -> None:
        """Remove repeated heads and page numbers at tops and feet."""
        edges = [edge for number in range(len(self.pages)) for edge in self._edges(number)]
        times: _Times = Counter((edge.top, edge.key, edge.height) for edge in edges if edge.key is not None)
        repeated = {edge for edge in edges if edge.key is not None and _times(times, edge) >= _LEAST_TIMES}
        heights = Counter((edge.top, edge.height) for edge in repeated)
        for edge in edges:
            # Sure by repetition; sure as a lone number; likely in a band that is furniture on other pages.
            is_repeated = edge in repeated
            number_alone = edge.key == "" and edge.apart and edge.outermost
            in_band = edge.apart and not edge.heading and heights[edge.top, edge.height] >= _LEAST_TIMES
            if is_repeated or number_alone or in_band:
                for index in edge.indices:
                    numbering = is_page_number(self.pages[edge.page][index].plain.strip())
                    self.reasons[edge.page][index] = "page number" if numbering else "running head"

    def _edges(self, number: int) -> Iterator[PageEdge]:
        """Yield possible furniture of a page: first and last two rows."""
        page, rows = self.pages[number], self._rows(number)
        for top, order in ((True, rows), (False, rows[::-1])):
            for rank, row in enumerate(order[:2]):
                text = " ".join(page[index].plain.strip() for index in row)
                if len(text) > _LONGEST_HEAD:
                    break
                inner = order[rank + 1] if rank + 1 < len(order) else None
                gap = abs(page[row[0]].baseline - page[inner[0]].baseline) if inner else 99 * self.leading
                heading = is_heading(text) or (self.even and page[row[0]].size > _LARGE * self.body)
                yield PageEdge(
                    number,
                    tuple(row),
                    top,
                    head_key(text, heading),
                    round(page[row[0]].baseline / 3),
                    gap > 1.25 * self.leading,
                    rank == 0,
                    heading,
                )

    def _remove_contents(self) -> None:
        """Remove pages with mostly lines that end in page numbers."""
        for number in range(len(self.pages)):
            rows = [" ".join(self.pages[number][index].plain for index in row) for row in self._rows(number)]
            if len(rows) >= 4 and sum(bool(_ENTRY.fullmatch(row[-_ENTRY_END:])) for row in rows) > 0.6 * len(rows):
                self._remove_page(number, "contents")

    def _remove_front(self) -> None:
        """Remove title page and imprint: first pages with few words."""
        front: list[Reason] = []
        for number, page in enumerate(self.pages[: _MOST_FRONT_PAGES + 1]):
            lines = [page[index].plain for index in self.kept(number)]
            text = " ".join(lines)
            if count_words(text) < _MOST_IMPRINT_WORDS and imprint_marks(text) >= 2:
                front.append("imprint")
            elif count_words(text) > _MOST_FRONT_WORDS or any(map(is_heading, lines)):
                break
            else:
                front.append("title page")
        if len(front) <= min(_MOST_FRONT_PAGES, len(self.pages) // 2):
            for number, reason in enumerate(front):
                self._remove_page(number, reason)

    def _remove_page(self, number: int, reason: Reason) -> None:
        for index in self.kept(number):
            self.reasons[number][index] = reason

    def _remove_tables(self, number: int) -> None:
        """Remove rows of aligned cells."""
        self._mend_columns(number)
        page = self.pages[number]
        rows: list[list[int]] = []
        for index in self.kept(number):
            if rows and self.are_beside((0, page[rows[-1][-1]]), (0, page[index])):
                rows[-1].append(index)
            else:
                rows.append([index])
        tables: list[list[list[int]]] = [[]]
        for above, row in zip([[], *rows], rows, strict=False):
            cells = [page[index] for index in row]
            if not are_cells(cells) or not tables[-1] or not are_aligned([page[index] for index in above], cells):
                tables.append([])
            if are_cells(cells):
                tables[-1].append(row)
        for table in tables:
            cells_of_table = [index for row in table for index in row]
            if len(table) > 1 and len(cells_of_table) >= _LEAST_CELLS:
                for index in cells_of_table:
                    self.reasons[number][index] = "table"

    def _remove_notes(self) -> None:
        """Remove numbered small type at feet of pages, with its continuation."""
        before = False
        for number, page in enumerate(self.pages):
            # From the foot upwards as long as the type is small.
            small: list[int] = []
            rows = self._rows(number)
            for row in reversed(rows):
                if any(page[index].size >= _SMALL * self.body for index in row):
                    break
                small = row + small
            first = page[min(small)].text if small else ""
            before = len(small) < sum(map(len, rows)) and bool(small) and (before or bool(_NOTE.match(first)))
            for index in small if before else ():
                self.reasons[number][index] = "note"

    def _remove_headings(self) -> None:
        """Remove lines in larger type, and centred titles with space around."""
        for number, page in enumerate(self.pages):
            rows = self._rows(number)
            left = min((page[index].left for row in rows for index in row), default=0.0)
            right = max((page[index].right for row in rows for index in row), default=0.0)
            heights = [99 * self.leading, *(page[row[0]].baseline for row in rows), -99 * self.leading]
            for row, (above, own, below) in zip(
                rows, zip(heights, heights[1:], heights[2:], strict=False), strict=True
            ):
                clear = len(rows) > _LEAST_TIMES and min(above - own, own - below) > 1.6 * self.leading
                for index in row:
                    line = page[index]
                    large = line.size > _LARGE * self.body and len(line.text) <= _LONGEST_HEADING
                    if not large and not (clear and is_centred_title(line, left, right)):
                        continue
                    if section_named(line.plain) != "contents" and not self.is_drop_capital(number, index):
                        self.reasons[number][index] = "heading"  # a list of contents is left to the cleaning

    def is_drop_capital(self, number: int, index: int) -> bool:
        """Check whether a line is a large initial beside its text."""
        page = self.pages[number]
        line = page[index]
        if not self.even:
            return False
        letters = sum(char.isalpha() for char in line.text)
        if letters != 1 or len(line.text) > 3 or line.size < _DROP_CAPITAL * self.body or index + 1 >= len(page):
            return False
        after = page[index + 1]
        return self.is_body(after) and after.left > line.left and after.baseline > line.baseline - self.leading

    def _mend_columns(self, number: int) -> None:
        """Put a two-column page drawn row by row into reading order."""
        page, rows = self.pages[number], self._rows(number)
        # Most rows have two lines, all on either side of one gutter, too long for cells: read the left side first.
        pairs = [[page[index] for index in row] for row in rows if len(row) == 2]
        if len(pairs) < max(0.7 * len(rows), _LEAST_CELLS):
            return
        middle = (max(left.right for left, _ in pairs) + min(right.left for _, right in pairs)) / 2
        parted = all(left.right < middle < right.left for left, right in pairs)
        prose = sum(len(line.text) for pair in pairs for line in pair) > _COLUMN_LETTERS * 2 * len(pairs)
        if not parted or not prose:
            return
        order = sorted(range(len(page)), key=lambda index: (page[index].left > middle, -page[index].baseline))
        self.pages[number] = [page[index] for index in order]
        self.reasons[number] = [self.reasons[number][index] for index in order]


def _times(times: _Times, edge: PageEdge) -> int:
    return sum(times[edge.top, edge.key, edge.height + near] for near in (-1, 0, 1))
