"""Removal of notices and notes: Project Gutenberg, transcribers, captions, footnotes."""

import re
from collections import Counter

from styles.cleaning.headings import is_heading
from styles.cleaning.marked_lines import MarkedLines
from styles.cleaning.paratext import section_named

_START = re.compile(r"\*{3}\s*START OF (?:THE|THIS) PROJECT GUTENBERG|\*END\*?\s*THE SMALL PRINT", re.IGNORECASE)
_END = re.compile(r"\*{3}\s*END OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_LAST_LINE = re.compile(r"End of (?:the )?Project Gutenberg(?:['’]s)?\b", re.IGNORECASE)
_HEADER = re.compile(
    r"\**\s*(?:the )?project gutenberg|(?:this header|please (?:do not|take)|copyright laws|welcome to the world"
    r"|e-?(?:text|book)s readable|these e-?(?:text|book)s|this (?:e-?text|e-?book)|(?:release date|posting date|edition"
    r"|character set encoding|language):)",
    re.IGNORECASE,
)
"""How the blocks begin that the project put before a text."""
_MOST_NOTICE_WORDS = 8_000
"""Words of a header or footer, or of both between two works: the licence has 3,000, old small print 2,600."""
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
_MOST_NOTE_PARAGRAPHS = 4
"""Paragraphs of a note after its first. Judgement: more are text between two sections of notes."""
_LEAST_NOTED = 0.2
"""The share of called notes whose bodies must be there. Judgement: with fewer, bracketed numbers merely begin a
line."""
_LONGEST_BRACKET = 60
"""Lines in which a bracket closes. Judgement: a long note; after more the bracket was never closed."""
_CREDIT_BLOCKS = 6
"""Blocks after the start line that may hold credits. Judgement: later ones are the book's own."""


def remove_gutenberg(marked: MarkedLines) -> None:
    """Remove Project Gutenberg's header and footer of each work."""
    begin = 0
    struck = False
    """Whether the lines from `begin` are a footer."""
    for index, line in enumerate(marked.lines):
        if "*" not in line[:9]:
            continue
        if _START.match(line.strip()) and _is_near(marked, begin, index):
            if (last := _last_line(marked, begin, index)) is not None:  # small print behind the text
                marked.remove(last, index + 1, "project gutenberg")
                begin, struck = index + 1, True
                continue
            end = _end_of_marker(marked, index)
            marked.remove(begin, end, "project gutenberg")
            marked.end_chapter(end, headed=True)
            _remove_credits(marked, end)
            struck = False
        elif _END.match(line.strip()):
            marked.remove(_with_last_line(marked, index), index + 1, "project gutenberg")
            begin, struck = index, True
    last = begin if struck and _is_near(marked, begin, len(marked.lines)) else _unmarked_end(marked)
    marked.remove(last, len(marked.lines), "project gutenberg")
    if any(reason == "project gutenberg" for reason in marked.reasons):
        _remove_unmarked_header(marked)


def _is_near(marked: MarkedLines, begin: int, end: int) -> bool:
    """Check whether lines are few enough for a header or footer."""
    words = 0
    for index in range(begin, end):
        words += len(marked.lines[index].split())
        if words > _MOST_NOTICE_WORDS:
            return False
    return True


def _last_line(marked: MarkedLines, begin: int, end: int) -> int | None:
    """Return the index of the line that ends the work, if any."""
    return next((index for index in range(begin, end) if _LAST_LINE.match(marked.lines[index].strip())), None)


def _remove_unmarked_header(marked: MarkedLines) -> None:
    """Remove the project's blocks before a text without a start line."""
    for start, end in list(marked.blocks(0, 60)):
        if not _HEADER.match(marked.words_in(start, end)):
            return
        marked.remove(start, end, "project gutenberg")


def remove_brackets(marked: MarkedLines) -> None:
    """Remove bracketed captions, footnotes and transcriber's notes."""
    for start, end in list(marked.blocks()):
        index = start
        while index < end:
            line = marked.lines[index].strip()
            last = _end_of_bracket(marked, index) if line.startswith("[") else None
            if last is not None and _PICTURE.match(line):
                marked.remove(index, last, "image")
            elif last is not None and _FOOTNOTE.match(line):
                marked.remove(index, last, "note")
            elif last is not None and _TRANSCRIBER.match(line):
                marked.remove(index, last, "transcriber's note")
            elif index == start and _TRANSCRIBER.match(line):
                marked.remove(*_extent_of_note(marked, start, end), "transcriber's note")
                break
            index = max(index + 1, last or 0)


def remove_notes(marked: MarkedLines) -> None:
    """Remove sections of notes, and bodies of notes with markers before."""
    for index in marked.kept_indices():
        if marked.kept(index) and section_named(marked.lines[index].strip()) == "note":
            end = _end_of_notes(marked, index + 1)
            marked.remove(index, end if end > index + 1 else index, "note")
    margin = _margin(marked)
    bodies = {
        index: match["label"]
        for index in marked.kept_indices()
        if (match := _NOTE_BODY.match(marked.lines[index])) and _begins_paragraph(marked, index, margin)
    }
    if not bodies:
        return
    called: dict[str, int] = {}
    for index, line in enumerate(marked.lines):
        for label in _CALL.findall(line) if index not in bodies and ("[" in line or "{" in line) else ():
            called.setdefault(label, index)
    noted = {index: label for index, label in bodies.items() if called.get(label, index) < index}
    if len(set(noted.values())) < _LEAST_NOTED * len(called):
        return  # a few markers that happen to begin a line
    for index in noted:
        if marked.kept(index):
            marked.remove(index, _end_of_note(marked, index, bodies), "note")


def _margin(marked: MarkedLines) -> int:
    """Return the indent of most lines."""
    indents = Counter(_indent(marked.lines[index]) for index in marked.kept_indices())
    return indents.most_common(1)[0][0] if indents else 0


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _begins_paragraph(marked: MarkedLines, index: int, margin: int) -> bool:
    """Check for a blank line or note before, or extra indent."""
    if index == 0 or not marked.kept(index - 1) or _NOTE_BODY.match(marked.lines[index - 1]):
        return True
    return not marked.airy and _indent(marked.lines[index]) > margin


def _end_of_notes(marked: MarkedLines, start: int) -> int:
    """Return the end of a section of numbered notes.

    A note may have several paragraphs: those before the note of the next number are its own.
    """
    end, waiting, number = start, 0, None
    for first, after in marked.blocks(start):
        line = marked.lines[first]
        if is_heading(line) or any(index in marked.borders for index in range(end, first)):
            break
        if _NUMBERED.match(line):
            found = _number(line)
            if waiting and found != number:
                break
            end, waiting, number = after, 0, None if found is None else found + 1
        elif end == start or waiting == _MOST_NOTE_PARAGRAPHS or number is None:
            break
        else:
            waiting += 1
    return end


def _number(line: str) -> int | None:
    match = re.search(r"\d{1,3}", line[:20])
    return int(match.group()) if match else None


def _end_of_marker(marked: MarkedLines, index: int) -> int:
    """Return the index after a start line, which may be wrapped."""
    for end in range(index, min(index + 4, len(marked.lines))):
        if marked.lines[end].rstrip().endswith("*"):
            return end + 1
    return index + 1


def _unmarked_end(marked: MarkedLines) -> int:
    """Return the index of an unmarked last line, else the end."""
    total = len(marked.lines)
    last = [index for index in range(max(0, total - 30), total) if _LAST_LINE.match(marked.lines[index].strip())]
    return last[0] if last else total


def _remove_credits(marked: MarkedLines, index: int) -> None:
    for start, end in list(marked.blocks(index, index + 60))[:_CREDIT_BLOCKS]:
        block = marked.words_in(start, end)
        if _CREDIT.match(block) or (len(block) < 300 and _PROJECT.search(block)):
            marked.remove(start, end, "project gutenberg")


def _with_last_line(marked: MarkedLines, index: int) -> int:
    for before in range(index - 1, max(index - 8, -1), -1):
        if _LAST_LINE.match(marked.lines[before].strip()):
            return before
    return index


def _end_of_bracket(marked: MarkedLines, index: int) -> int | None:
    """Return the index after the closing bracket's line, None before text."""
    depth = 0
    for end in range(index, min(index + _LONGEST_BRACKET, len(marked.lines))):
        line = marked.lines[end]
        depth += line.count("[") - line.count("]")
        if depth <= 0:
            return end + 1 if line.rstrip(" .*_").endswith("]") else None
    return None


def _extent_of_note(marked: MarkedLines, start: int, end: int) -> tuple[int, int]:
    """Return the lines of a transcriber's note: block, title or rest."""
    title_only = end - start == 1 and len(marked.lines[start].split()) <= 3
    if start > 0.9 * len(marked.lines):
        return start, len(marked.lines)
    if not title_only:
        return start, end
    following = next(marked.blocks(end), (start, end))
    return start, following[1]


def _end_of_note(marked: MarkedLines, index: int, bodies: dict[int, str]) -> int:
    """Return a note's end: blank line, next note, or own line."""
    if not marked.airy and not marked.lines[index][:1].isspace():
        return index + 1
    end = index + 1
    while end < len(marked.lines) and marked.kept(end) and end not in bodies:
        if not marked.airy and marked.lines[end][:1].isspace():
            break
        end += 1
    return end
