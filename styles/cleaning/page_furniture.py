"""Removal of page numbers, running heads and subtitle times."""

import re

from styles.cleaning.headings import is_heading
from styles.cleaning.marked_lines import MarkedLines
from styles.text import Reason

_NUMBER = re.compile(
    r"(?:[-–—~|]\s*)?(?:(?:page|p\.|pg\.?|стр\.?|страница|seite|s\.)\s*)?\d{1,4}(?:\s*(?:of|/|из)\s*\d{1,4})?"
    r"(?:\s*[-–—~|])?",
    re.IGNORECASE,
)
_EXPLICIT = re.compile(
    r"[\[{(]\s*(?:pg|page|p|стр)\.?\s*\d{1,4}\s*[\]})]|(?:page|стр\.|страница)\s*\d{1,4}", re.IGNORECASE
)
_ROMAN = re.compile(r"[ivxl]{1,7}")
_TIME = r"(?:\d{1,3}:)?\d\d?:\d\d[,.]\d{1,3}"
_TIMING = re.compile(rf"{_TIME}\s*-->\s*{_TIME}.*")
_ENDS = re.compile(r"[.!?…:;][\"'»”’)\]*_]*$")
_HEAD = re.compile(r"(?:\d{1,4} )?(?P<head>\D{2,70}?)(?: \d{1,4})?")
_LEAST_TIMES = 3
"""Pages on which furniture comes back. Judgement: two equal lines may be a refrain. tests/test_cleaning.py passes from
2 to 8."""


def is_page_number(line: str) -> bool:
    """Check whether a line is only a page number, perhaps Roman."""
    return bool(_NUMBER.fullmatch(line) or _EXPLICIT.fullmatch(line) or _ROMAN.fullmatch(line))


def remove_timings(marked: MarkedLines) -> None:
    """Remove the numbers and times of subtitles; speech reads on."""
    for index in marked.kept_indices():
        if _TIMING.fullmatch(marked.lines[index].strip()):
            first = index - 1 if index and marked.lines[index - 1].strip().isdigit() else index
            marked.remove(first, index + 1, "timing")
            _read_on(marked, first, index + 1)


def remove_page_furniture(marked: MarkedLines) -> None:
    """Remove page numbers and running heads; cut sentences read on."""
    numbers = _page_numbers(marked)
    heads = _running_heads(marked, numbers)
    removed: dict[int, Reason] = {**dict.fromkeys(heads, "running head"), **dict.fromkeys(numbers, "page number")}
    for index, reason in removed.items():
        marked.remove(index, index + 1, reason)
    for index in sorted(removed):
        _read_on(marked, index, index + 1)


def _page_numbers(marked: MarkedLines) -> list[int]:
    """Return the indices of page-number lines.

    Numbers that are always between whole paragraphs number chapters.
    """
    indices = marked.kept_indices()
    explicit = [index for index in indices if _EXPLICIT.fullmatch(marked.lines[index].strip())]
    bare = [index for index in indices if _NUMBER.fullmatch(marked.lines[index].strip()) and index not in explicit]
    if len(bare) < _LEAST_TIMES or sum(_cuts_sentence(marked, index) for index in bare) < 0.1 * len(bare):
        bare = []
    return sorted(explicit + bare)


def _running_heads(marked: MarkedLines, numbers: list[int]) -> list[int]:
    """Return repeated lines beside page numbers, with or without the number."""
    beside = [index for number in numbers for index in _neighbours(marked, number)]
    numbered = [index for index in marked.kept_indices() if re.search(r"\d", marked.lines[index])]
    heads: list[int] = []
    for indices, must_cut in ((beside, False), (numbered, True)):
        named = {index: head for index in indices if (head := _head(marked.lines[index]))}
        by_head: dict[str, list[int]] = {}
        for index, head in named.items():
            by_head.setdefault(head, []).append(index)
        for repeated in by_head.values():
            cuts = sum(_cuts_sentence(marked, index) for index in repeated)
            if len(repeated) >= _LEAST_TIMES and (not must_cut or cuts >= 0.2 * len(repeated)):
                heads += repeated
    return sorted(set(heads) - set(numbers))


def _head(line: str) -> str:
    """Return a possible running head's words, "" for other lines."""
    line = " ".join(line.split())
    match = _HEAD.fullmatch(line)
    if match is None or is_heading(line) or _ENDS.search(line) or line[0] in "-–—":
        return ""
    head = match["head"].strip().casefold()
    return head if sum(char.isalpha() for char in head) >= 5 else ""


def _neighbours(marked: MarkedLines, index: int) -> list[int]:
    """Return the nearest kept lines within three lines either way."""
    neighbours = []
    for step in (-1, 1):
        for distance in range(1, 4):
            other = index + step * distance
            if 0 <= other < len(marked.lines) and marked.kept(other):
                neighbours.append(other)
                break
    return neighbours


def _cuts_sentence(marked: MarkedLines, index: int) -> bool:
    """Check for a sentence across this line and perhaps a head."""
    before, after = _around(marked, index, index + 1)
    if before is None or after is None or _ENDS.search(marked.lines[before].strip()):
        return False
    _, second = _around(marked, index, after + 1)
    return any(marked.lines[other].strip()[:1].islower() for other in (after, second) if other is not None)


def _read_on(marked: MarkedLines, start: int, end: int) -> None:
    """Close the gap over removed lines within a sentence."""
    before, after = _around(marked, start, end)
    if before is None or after is None:
        return
    unfinished = not _ENDS.search(marked.lines[before].strip())
    if unfinished and (marked.lines[after].strip()[:1].islower() or not marked.airy):
        marked.closed.update(range(before + 1, after))


def _around(marked: MarkedLines, start: int, end: int) -> tuple[int | None, int | None]:
    """Return the nearest kept lines within eight, or None."""
    before = next((index for index in range(start - 1, max(start - 9, -1), -1) if marked.kept(index)), None)
    after = next((index for index in range(end, min(end + 8, len(marked.lines))) if marked.kept(index)), None)
    return before, after
