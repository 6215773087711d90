"""Restoration of removals at their original offsets.

Numbers of removals always count in the text that came out of cleaning: whoever shows the list keeps a set of them, adds
to it or takes away, and asks for the text again. So the order of the clicks cannot matter, and each can be undone.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, groupby

from styles.cleaning.clean import CleanText
from styles.text import CHAPTER_BORDER, PARAGRAPH_BREAK, Reason, Removal, solid
from styles.texts.char_offsets import CharOffsets, chapters_of, laid_out

RUNNING: frozenset[Reason] = frozenset({"note marker", "line number", "line-end hyphen"})
"""What stood inside a paragraph; all the rest gets a paragraph of its own, or several."""
OPENING: frozenset[Reason] = frozenset(
    {"heading", "separator", "title page", "contents", "imprint", "front matter", "description", "image"}
)
"""What belongs to the chapter that follows, where a chapter ends at its offset."""
NO_PROSE: frozenset[Reason] = frozenset(
    {"system message", "unanswered request", "other message", "reasoning", "broken line"}
)
"""What stood around the answers of a file of chats, and belongs in none of them."""

_MARKED = ("[", "{")
"""How a picture or a page number begins that stood in the middle of a line."""


@dataclass(frozen=True)
class _Item:
    """One removal at a gap between two characters of the kept text."""

    removal: Removal
    returns: bool


def returnable(removal: Removal) -> bool:
    """Check whether a removal can be put back, unlike invisible characters."""
    return bool(solid(removal.text)) and removal.reason not in NO_PROSE


def put_back(text: CleanText, removals: Collection[int]) -> CleanText:
    """Return the text with these removals, by number, put back.

    The removals that stay out are listed as before, with their offsets in the new text.
    """
    returns = [number in removals and returnable(removal) for number, removal in enumerate(text.removals)]
    if not any(returns):
        return text
    kept = laid_out(text)
    offsets = CharOffsets(kept)
    pieces, start = [], 0
    for offset, items in groupby(map(_Item, text.removals, returns), key=lambda item: item.removal.offset):
        group = tuple(items)
        if not any(item.returns for item in group):
            continue
        begin, end = offsets.gap(offset)
        pieces += [kept[start:begin], _filled(kept[begin:end], begin == 0 or end == len(kept), group)]
        start = end
    pieces.append(kept[start:])
    return replace(text, chapters=chapters_of("".join(pieces)), removals=_left_out(text.removals, returns))


def _filled(gap: str, at_end: bool, items: Sequence[_Item]) -> str:
    """Return the gap with its returning items in order.

    Between two paragraphs, with a chapter border in the gap, a note marker, a note and a heading give
    `"[1]" + break + note + border + heading + break`.

    What runs in the text clings to what stood before it, unless something with a paragraph of its own came between.
    """
    between = at_end or PARAGRAPH_BREAK in gap or CHAPTER_BORDER in gap
    # Running items before the first with a paragraph of its own stay with the text before the gap.
    first = next((number for number, item in enumerate(items) if not _runs(item.removal, between)), len(items))
    clinging = "".join(_run(item.removal, gap) for item in items[:first] if item.returns)
    paragraphs: list[str] = []
    opening = 0
    """How many of the paragraphs belong to the chapter before the border."""
    waiting = ""
    """Running text after a paragraph of its own, for the next paragraph or the text after the gap."""
    for item in items[first:]:
        if not item.returns:
            continue
        if _runs(item.removal, between):
            waiting += _run(item.removal, "")
            continue
        if waiting:
            paragraphs.append(waiting)
            waiting = ""
        # The first heading or the like opens the next chapter, and all after it follows there.
        if item.removal.reason not in OPENING and opening == len(paragraphs):
            opening += 1
        paragraphs.append(_own_paragraphs(item.removal.text))
    following = waiting + " " if waiting and gap else waiting
    if not paragraphs:
        return clinging + gap + following
    if CHAPTER_BORDER not in gap:
        return PARAGRAPH_BREAK.join((clinging, *paragraphs, following))
    before, after = paragraphs[:opening], paragraphs[opening:]
    return f"{PARAGRAPH_BREAK.join((clinging, *before))}{CHAPTER_BORDER}{PARAGRAPH_BREAK.join((*after, following))}"


def _runs(removal: Removal, between: bool) -> bool:
    """Check whether a removal returns into running text.

    `between` paragraphs, marks get their own.
    """
    return removal.reason in RUNNING or (not between and removal.text.startswith(_MARKED))


def _run(removal: Removal, gap: str) -> str:
    text = " ".join(removal.text.split())
    return text if removal.reason in RUNNING or not gap else f" {text}"


def _own_paragraphs(text: str) -> str:
    """Return the removal's text with its lines, as paragraphs."""
    lines = text.replace(CHAPTER_BORDER, PARAGRAPH_BREAK).splitlines()
    return re.sub(r"\n\s*\n", PARAGRAPH_BREAK, "\n".join(line.rstrip() for line in lines)).strip("\n")


def _left_out(removals: Sequence[Removal], returns: Sequence[bool]) -> tuple[Removal, ...]:
    """Return the remaining removals, with offsets in the new text."""
    moved = accumulate(
        (len(solid(removal.text)) if back else 0 for removal, back in zip(removals, returns, strict=True)), initial=0
    )
    return tuple(
        replace(removal, offset=removal.offset + before)
        for removal, back, before in zip(removals, returns, moved, strict=False)
        if not back
    )
