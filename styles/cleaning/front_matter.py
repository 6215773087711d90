"""Removal of title pages and tables of contents in plain text."""

import re

from styles.cleaning.divisions import plain_title
from styles.cleaning.headings import is_capitals, is_heading, looks_like_title
from styles.cleaning.marked_lines import MarkedLines
from styles.cleaning.paratext import imprint_marks, section_named
from styles.language.words import count_words
from styles.text import Reason

_ENTRY = re.compile(r"\W*(?:\d{1,3}|[IVXLC]+)(?:[.):]|\s)|.*(?:(?:\.\s?){3,}|…{2,}|\s)\d{1,4}\s*$")
_ENDS = re.compile(r"[.!?…,;][\"'»”’)\]]*$")
_CREDIT = re.compile(
    r"(?:by|translated (?:by|from)|illustrated by|edited by|author:|title:|перевод|перев[её]л[аи]?|автор|иллюстрации"
    r"|редактор|художник|ocr|spell ?check|вычитка|сканирование|форматирование|оригинал|источник:|изд(?:ание)?\.|origin:"
    r"|date:|e-?mail:|www|isbn|роман|повесть|рассказы?|комедия|драма|трагедия|поэма|a novel|a tale|stories|poems)\b.*",
    re.IGNORECASE,
)
_LEAST_FINISHED = 0.7
"""The share of paragraphs with end marks from which lines without one are titles. With 0.99 title pages stay in
tests/test_cleaning.py; 0.2 passes."""
_MOST_BLOCKS = 30
"""Blocks before the first heading that may be front matter. Judgement: more are a text. tests/test_cleaning.py passes
from 5 to 200."""
_MOST_UNHEADED_BLOCKS = 6
"""The same where no heading follows. Judgement: fewer, as nothing shows where the text begins. tests/test_cleaning.py
passes from 2 to 20."""
_LONGEST_CONTENTS = 600
"""Lines in which a table of contents ends. Judgement: an anthology has hundreds. tests/test_cleaning.py passes from 10
up."""
_LONGEST_IMPRINT = 3_000
"""Characters of a block that may be an imprint. Judgement: licences are long, chapters longer. tests/test_cleaning.py
passes from 100 up."""
_LONGEST_ENTRY = 200
"""Characters of an entry that are looked at: keeps the patterns fast on long lines. With 20 contents stay in
tests/test_cleaning.py."""
_MOST_TABLES = 300
"""Converters put a link to the contents before every chapter; more of them are no book."""


def remove_contents(marked: MarkedLines) -> frozenset[str]:
    """Remove tables of contents and return their titles.

    They are at the start or the end; titles are as `plain_title` gives them.
    """
    titles: set[str] = set()
    tables = [index for index in marked.kept_indices() if _heads_contents(marked.lines[index].strip())]
    for index in tables[:_MOST_TABLES]:
        if not marked.kept(index):
            continue
        end = _end_of_contents(marked, index)
        if end is not None:
            titles |= {plain_title(marked.lines[inside]) for inside in range(index + 1, end) if marked.kept(inside)}
            marked.remove(index, end, "contents")
            marked.end_chapter(end, headed=True)
    return frozenset(titles - {""})


def _heads_contents(line: str) -> bool:
    return len(line) <= 60 and section_named(line) == "contents"


def remove_title_page(marked: MarkedLines) -> None:
    """Remove the title, the author and the imprint before the text."""
    blocks = list(marked.blocks())[: _MOST_BLOCKS + 1]
    headed = next((border for border, by_heading in sorted(marked.borders.items()) if by_heading), len(marked.lines))
    before = sum(start < headed for start, _ in blocks)
    front = _front(marked, blocks[:before]) if 0 < before <= _MOST_BLOCKS else []
    if len(front) < before or before == 0:
        front = _front(marked, blocks[:_MOST_UNHEADED_BLOCKS]) if _is_punctuated(marked, blocks) else []
    if sum(count_words(marked.words_in(start, end)) for start, end in blocks[len(front) :]) < 20:
        return
    for (start, end), reason in zip(blocks, front, strict=False):
        marked.remove(start, end, reason)


def _front(marked: MarkedLines, blocks: list[tuple[int, int]]) -> list[Reason]:
    """Return the reasons for removing the first blocks, until one is text."""
    reasons: list[Reason] = []
    for start, end in blocks:
        reason = _front_reason(marked, start, end)
        if reason is None:
            break
        reasons.append(reason)
    return reasons


def _is_punctuated(marked: MarkedLines, blocks: list[tuple[int, int]]) -> bool:
    """Check whether lines without punctuation are titles for this author."""
    later = blocks[_MOST_UNHEADED_BLOCKS:] or blocks[1:]
    finished = sum(bool(_ENDS.search(marked.lines[end - 1].strip())) for _, end in later)
    return finished >= _LEAST_FINISHED * len(later)


def _front_reason(marked: MarkedLines, start: int, end: int) -> Reason | None:
    """Return why a block is front matter, None for possible text."""
    lines = [marked.lines[index].strip() for index in range(start, end)]
    block = " ".join(lines)
    if len(block) < _LONGEST_IMPRINT and imprint_marks(block) >= (1 if len(block) < 300 else 2):
        return "imprint"
    if len(lines) <= 8 and is_capitals(block) and count_words(block) <= 60:
        return "title page"
    credited = any(_is_credit(line) for line in lines)
    if len(lines) > 4 or (len(lines) > 1 and not credited):
        return None
    return "title page" if all(_is_credit(line) or looks_like_title(line, titled=True) for line in lines) else None


def _is_credit(line: str) -> bool:
    return bool(_CREDIT.fullmatch(line)) and count_words(line) <= 15 and not _ENDS.search(line)


def _end_of_contents(marked: MarkedLines, index: int) -> int | None:
    """Return the index after this heading's table of contents, or None."""
    furthest = min(index + _LONGEST_CONTENTS, len(marked.lines))
    rest = [other for other in range(index + 1, furthest) if marked.kept(other)]
    if not rest:
        return None
    first = plain_title(marked.lines[rest[0]])
    again = next((other for other in rest[1:] if _is_same_heading(marked.lines[other], first)), None)
    blocks = list(marked.blocks(index + 1, rest[-1] + 1))
    listed = [_is_listing([marked.lines[other] for other in range(start, end)]) for start, end in blocks]
    if again is not None and all(sound for sound, (start, _) in zip(listed, blocks, strict=True) if start < again):
        return again
    end = index + 1
    for sound, (_, after) in zip(listed, blocks, strict=True):
        if not sound:
            break
        end = after
    return end if end > index + 2 else None


def _is_same_heading(line: str, first: str) -> bool:
    """Check whether a line repeats the first entry, perhaps without its title."""
    plain = plain_title(line)
    return plain == first or (bool(plain) and first.startswith(f"{plain} ") and is_heading(line))


def _is_listing(lines: list[str]) -> bool:
    """Check whether a block lists titles and page numbers."""
    lines = [line.strip()[:_LONGEST_ENTRY] for line in lines]
    if all(_ENTRY.match(line) or is_heading(line) for line in lines):
        return True
    if is_heading(lines[0]) or _ENTRY.match(lines[0]):
        return len(lines) < 8 or sum(bool(_ENTRY.match(line)) for line in lines) > 0.3 * len(lines)
    running_on = sum(line[:1].islower() for line in lines)
    return max(map(len, lines)) < 90 and running_on <= 0.3 * len(lines) and not _ENDS.search(lines[-1])
