"""What belongs to the printed page: page numbers, running heads, and the times of subtitles."""

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
_TIMING = re.compile(r"\d{1,2}:\d\d:\d\d[,.]\d{1,3}\s*-->\s*\d{1,2}:\d\d:\d\d[,.]\d{1,3}.*")
_ENDS = re.compile(r"[.!?…:;][\"'»”’)\]*_]*$")
_HEAD = re.compile(r"(?:\d{1,4} )?(?P<head>\D{2,70}?)(?: \d{1,4})?")
_LEAST_TIMES = 3


def is_page_number(line: str) -> bool:
    """Tell whether a line is nothing but the number of a page, also a Roman one."""
    return bool(_NUMBER.fullmatch(line) or _EXPLICIT.fullmatch(line) or _ROMAN.fullmatch(line))


def strike_timings(marked: MarkedLines) -> None:
    """Strike out the numbers and times of subtitles, so that what is said reads on."""
    for place in marked.places():
        if _TIMING.fullmatch(marked.lines[place].strip()):
            first = place - 1 if place and marked.lines[place - 1].strip().isdigit() else place
            marked.strike(first, place + 1, "timing")
            _read_on(marked, first, place + 1)


def strike_page_furniture(marked: MarkedLines) -> None:
    """Strike out page numbers and running heads; a sentence that they cut in two reads on."""
    numbers = _page_numbers(marked)
    heads = _running_heads(marked, numbers)
    struck: dict[int, Reason] = {**dict.fromkeys(heads, "running head"), **dict.fromkeys(numbers, "page number")}
    for place, reason in struck.items():
        marked.strike(place, place + 1, reason)
    for place in sorted(struck):
        _read_on(marked, place, place + 1)


def _page_numbers(marked: MarkedLines) -> list[int]:
    """Return the lines that number pages; numbers that always stand between whole paragraphs number chapters."""
    places = marked.places()
    explicit = [place for place in places if _EXPLICIT.fullmatch(marked.lines[place].strip())]
    bare = [place for place in places if _NUMBER.fullmatch(marked.lines[place].strip()) and place not in explicit]
    if len(bare) < _LEAST_TIMES or sum(_cuts_sentence(marked, place) for place in bare) < 0.1 * len(bare):
        bare = []
    return sorted(explicit + bare)


def _running_heads(marked: MarkedLines, numbers: list[int]) -> list[int]:
    """Return the lines beside page numbers that come back page after page, with or without the number in them."""
    beside = [place for number in numbers for place in _neighbours(marked, number)]
    numbered = [place for place in marked.places() if re.search(r"\d", marked.lines[place])]
    found: list[int] = []
    for places, must_cut in ((beside, False), (numbered, True)):
        named = {place: head for place in places if (head := _head(marked.lines[place]))}
        by_head: dict[str, list[int]] = {}
        for place, head in named.items():
            by_head.setdefault(head, []).append(place)
        for own in by_head.values():
            cuts = sum(_cuts_sentence(marked, place) for place in own)
            if len(own) >= _LEAST_TIMES and (not must_cut or cuts >= 0.2 * len(own)):
                found += own
    return sorted(set(found) - set(numbers))


def _head(line: str) -> str:
    """Return the words of a line that may be a running head, "" when it cannot be one."""
    line = " ".join(line.split())
    match = _HEAD.fullmatch(line)
    if match is None or is_heading(line) or _ENDS.search(line) or line[0] in "-–—":
        return ""
    head = match["head"].strip().casefold()
    return head if sum(char.isalpha() for char in head) >= 5 else ""


def _neighbours(marked: MarkedLines, place: int) -> list[int]:
    """Return the nearest kept lines before and after, no further than three lines away."""
    found = []
    for step in (-1, 1):
        for distance in range(1, 4):
            other = place + step * distance
            if 0 <= other < len(marked.lines) and marked.kept(other):
                found.append(other)
                break
    return found


def _cuts_sentence(marked: MarkedLines, place: int) -> bool:
    """Tell whether the text before this line is unfinished and goes on after it, or after a running head there."""
    before, after = _around(marked, place, place + 1)
    if before is None or after is None or _ENDS.search(marked.lines[before].strip()):
        return False
    _, second = _around(marked, place, after + 1)
    return any(marked.lines[other].strip()[:1].islower() for other in (after, second) if other is not None)


def _read_on(marked: MarkedLines, start: int, end: int) -> None:
    """Close the gap over struck lines when the sentence before goes on after them."""
    before, after = _around(marked, start, end)
    if before is None or after is None:
        return
    unfinished = not _ENDS.search(marked.lines[before].strip())
    if unfinished and (marked.lines[after].strip()[:1].islower() or not marked.airy):
        marked.closed.update(range(before + 1, after))


def _around(marked: MarkedLines, start: int, end: int) -> tuple[int | None, int | None]:
    """Return the nearest kept lines around a stretch, None where there is none within a few lines."""
    before = next((place for place in range(start - 1, max(start - 9, -1), -1) if marked.kept(place)), None)
    after = next((place for place in range(end, min(end + 8, len(marked.lines))) if marked.kept(place)), None)
    return before, after
