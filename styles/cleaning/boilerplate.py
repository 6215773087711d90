"""What others put around a text and into it: Project Gutenberg's notices, transcribers' notes, captions, footnotes."""

import re
from collections import Counter

from styles.cleaning.headings import is_heading
from styles.cleaning.marked_lines import MarkedLines
from styles.cleaning.paratext import section_named

_START = re.compile(r"\*{3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG|\*END\*?\s*THE SMALL PRINT", re.IGNORECASE)
_END = re.compile(r"\*{3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_LAST_LINE = re.compile(r"End of (?:the )?Project Gutenberg(?:['’]s)?\b", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?:produced by|(?:e-?text )?prepared by|transcribed (?:by|from)|scanned (?:by|and)|proofread by|digiti[sz]ed by"
    r"|this (?:e-?text|e-?book) (?:was|is)\b|html version|credits?:|\[e-?(?:book|text) #|release date|language:)",
    re.IGNORECASE,
)
_PROJECT = re.compile(r"gutenberg|distributed proofread|pgdp", re.IGNORECASE)
_TRANSCRIBER = re.compile(
    r"\[?\s*(?:transcriber[’']?s?[’']? (?:note|comment)s?|прим(?:ечание|\.) (?:ocr|сканировщика))\b",
    re.IGNORECASE,
)
_PICTURE = re.compile(r"\[\s*(?:illustrations?|иллюстраци[яи]|рисунок|image|blank page|decoration)\b", re.IGNORECASE)
_FOOTNOTE = re.compile(r"\[\s*(?:foot)?note\b[^\]:]{0,12}:|\[сноска\b", re.IGNORECASE)
_NOTE_BODY = re.compile(r"\s*(?P<label>\[(?:\d{1,3}|[*†]{1,3})\]|\{\d{1,3}\})\s*\S")
_NUMBERED = re.compile(r"\s*[\[({]{0,2}(?:(?:сноска|note|footnote)\s*)?(?:\d{1,3}|[*†]{1,3})[\])}.:\s]", re.IGNORECASE)
_CALL = re.compile(r"(?<=\S)\s?(\[(?:\d{1,3}|[*†]{1,3})\]|\{\d{1,3}\})")
_LEAST_NOTED = 0.2
_LONGEST_BRACKET = 60
_CREDIT_BLOCKS = 6


def strike_gutenberg(marked: MarkedLines) -> None:
    """Strike out Project Gutenberg's header and footer, of each work where a file holds several."""
    begin = 0
    places = [place for place, line in enumerate(marked.lines) if _START.search(line) or _END.search(line)]
    for place in places:
        line = marked.lines[place]
        if _START.search(line):
            end = _end_of_marker(marked, place)
            marked.strike(begin, end, "project gutenberg")
            marked.end_chapter(end, headed=True)
            _strike_credits(marked, end)
        else:
            marked.strike(_with_last_line(marked, place), place + 1, "project gutenberg")
            begin = place
    last = places[-1] if places and begin == places[-1] else _unmarked_end(marked)
    marked.strike(last, len(marked.lines), "project gutenberg")


def strike_brackets(marked: MarkedLines) -> None:
    """Strike out blocks in square brackets that hold a picture's caption, a footnote or a transcriber's note."""
    for start, end in list(marked.blocks()):
        place = start
        while place < end:
            line = marked.lines[place].strip()
            last = _end_of_bracket(marked, place) if line.startswith("[") else None
            if last is not None and _PICTURE.match(line):
                marked.strike(place, last, "image")
            elif last is not None and _FOOTNOTE.match(line):
                marked.strike(place, last, "note")
            elif last is not None and _TRANSCRIBER.match(line):
                marked.strike(place, last, "transcriber's note")
            elif place == start and _TRANSCRIBER.match(line):
                marked.strike(*_extent_of_note(marked, start, end), "transcriber's note")
                break
            place = max(place + 1, last or 0)


def strike_notes(marked: MarkedLines) -> None:
    """Strike out sections of notes, and the bodies of notes (`[12] See ...`) whose markers stand in the text before."""
    for place in marked.places():
        if marked.kept(place) and section_named(marked.lines[place].strip()) == "note":
            end = _end_of_notes(marked, place + 1)
            marked.strike(place, end if end > place + 1 else place, "note")
    margin = _margin(marked)
    bodies = {
        place: match["label"]
        for place in marked.places()
        if (match := _NOTE_BODY.match(marked.lines[place])) and _begins_paragraph(marked, place, margin)
    }
    if not bodies:
        return
    called: dict[str, int] = {}
    for place, line in enumerate(marked.lines):
        for label in _CALL.findall(line) if place not in bodies and ("[" in line or "{" in line) else ():
            called.setdefault(label, place)
    noted = {place: label for place, label in bodies.items() if called.get(label, place) < place}
    if len(set(noted.values())) < _LEAST_NOTED * len(called):
        return  # a few markers that happen to begin a line
    for place in noted:
        if marked.kept(place):
            marked.strike(place, _end_of_note(marked, place, bodies), "note")


def _margin(marked: MarkedLines) -> int:
    """Return how far most lines are set in."""
    indents = Counter(_indent(marked.lines[place]) for place in marked.places())
    return indents.most_common(1)[0][0] if indents else 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _begins_paragraph(marked: MarkedLines, place: int, margin: int) -> bool:
    """Tell whether a line begins a paragraph: after a blank line or a note, or set in further than most."""
    if place == 0 or not marked.kept(place - 1) or _NOTE_BODY.match(marked.lines[place - 1]):
        return True
    return not marked.airy and _indent(marked.lines[place]) > margin


def _end_of_notes(marked: MarkedLines, start: int) -> int:
    """Return where a section of notes ends: its blocks begin with a number or sign."""
    end = start
    for first, after in marked.blocks(start):
        if not _NUMBERED.match(marked.lines[first]) or is_heading(marked.lines[first]):
            break
        end = after
    return end


def _end_of_marker(marked: MarkedLines, place: int) -> int:
    """Return the place after a start line, which may be wrapped."""
    for end in range(place, min(place + 4, len(marked.lines))):
        if marked.lines[end].rstrip().endswith("*"):
            return end + 1
    return place + 1


def _unmarked_end(marked: MarkedLines) -> int:
    """Return the place of a last line that ends the text where no marker does, else the end of all lines."""
    total = len(marked.lines)
    last = [place for place in range(max(0, total - 30), total) if _LAST_LINE.match(marked.lines[place].strip())]
    return last[0] if last else total


def _strike_credits(marked: MarkedLines, place: int) -> None:
    for start, end in list(marked.blocks(place, place + 60))[:_CREDIT_BLOCKS]:
        block = marked.words_in(start, end)
        if _CREDIT.match(block) or (len(block) < 300 and _PROJECT.search(block)):
            marked.strike(start, end, "project gutenberg")


def _with_last_line(marked: MarkedLines, place: int) -> int:
    for before in range(place - 1, max(place - 8, -1), -1):
        if _LAST_LINE.match(marked.lines[before].strip()):
            return before
    return place


def _end_of_bracket(marked: MarkedLines, place: int) -> int | None:
    """Return the place after the line that closes the bracket opened on this one, None when text follows it there."""
    depth = 0
    for end in range(place, min(place + _LONGEST_BRACKET, len(marked.lines))):
        line = marked.lines[end]
        depth += line.count("[") - line.count("]")
        if depth <= 0:
            return end + 1 if line.rstrip(" .*_").endswith("]") else None
    return None


def _extent_of_note(marked: MarkedLines, start: int, end: int) -> tuple[int, int]:
    """Return the stretch of a transcriber's note: to the end of the text when it stands there, else its block."""
    title_only = end - start == 1 and len(marked.lines[start].split()) <= 3
    if start > 0.9 * len(marked.lines):
        return start, len(marked.lines)
    if not title_only:
        return start, end
    following = next(marked.blocks(end), (start, end))
    return start, following[1]


def _end_of_note(marked: MarkedLines, place: int, bodies: dict[int, str]) -> int:
    """Return where a note ends: at a blank line or the next note; at its own line where paragraphs are lines."""
    if not marked.airy and not marked.lines[place][:1].isspace():
        return place + 1
    end = place + 1
    while end < len(marked.lines) and marked.kept(end) and end not in bodies:
        if not marked.airy and marked.lines[end][:1].isspace():
            break
        end += 1
    return end
