"""Texts as readable prose, with marks on what is copied."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from styles.measures.copying import CopiedSpan, CopiedText
from ui.strings.strings import Strings

_PARAGRAPH_BREAK = re.compile(r"\n\r*\n")


@dataclass(frozen=True)
class Mark:
    """A marked span of a text, with its title."""

    begin: int
    end: int
    title: str


def prose(text: str, language: str, placeholder: str = "", busy: bool = False, marks: Sequence[Mark] = ()) -> str:
    """Return a text as paragraphs of readable prose that scroll.

    A caret follows it while it is being written. Marks come in order; where two overlap, the second begins where the
    first ends.
    """
    state = " writing" if busy else ""
    inner = _paragraphs(text, marks) or f'<p class="placeholder">{escape(placeholder)}</p>'
    # What scrolls can be focused.
    return f'<div class="prose-sheet{state}" lang="{escape(language)}" tabindex="0">{inner}</div>'


def still_prose(text: str, language: str) -> str:
    """Return a text as paragraphs of readable prose that do not scroll."""
    return f'<div class="prose-sheet" lang="{escape(language)}">{_paragraphs(text, ())}</div>'


def _paragraphs(text: str, marks: Sequence[Mark]) -> str:
    inner, start = "", 0
    for end, after in [*(match.span() for match in _PARAGRAPH_BREAK.finditer(text)), (len(text), len(text))]:
        block = text[start:end]
        if block.strip():
            begin = start + len(block) - len(block.lstrip())
            inner += f"<p>{_marked(text, begin, start + len(block.rstrip()), marks)}</p>"
        start = after
    return inner


def _marked(text: str, begin: int, end: int, marks: Sequence[Mark]) -> str:
    """Return a piece of the text with its part of the marks."""
    done = ""
    for mark in marks:
        first, last = max(begin, mark.begin), min(end, mark.end)
        if first < last:
            title = escape(mark.title)
            done += f'{_lines(text[begin:first])}<mark title="{title}">{_lines(text[first:last])}</mark>'
            begin = last
    return done + _lines(text[begin:end])


def _lines(text: str) -> str:
    return escape(text.replace("\r", "")).replace("\n", "<br>")


def originality(found: CopiedText | None, t: Strings) -> str:
    """Return the line that tells how much of a column is copied.

    An empty one keeps its place until that is known.
    """
    return f'<p class="line originality">{escape(_copied(found, t)) if found else ""}</p>'


def _copied(found: CopiedText, t: Strings) -> str:
    longest = found.longest_span
    if longest is None:
        return t.copied_nothing if found.words else ""
    copied, most = t.counted("words", found.copied), t.counted("words", longest.words)
    return t.copied_spans.format(copied=copied, longest=most, place=_place(longest, t))


def copied_marks(found: CopiedText | None, t: Strings) -> list[Mark]:
    """Return the copied spans as marks with their source.

    Only spans that are worth showing.
    """
    return [
        Mark(
            span.begin,
            span.end,
            t.copied_from.format(words=t.counted("words", span.words), place=_place(span, t)),
        )
        for span in (found.worth_showing if found else ())
    ]


def _place(span: CopiedSpan, t: Strings) -> str:
    place = t.copied_place if span.document else t.copied_passage
    return place.format(document=span.document, passage=t.number(span.number))
