"""Questions about single XHTML elements: names, notes, verse, layout tables."""

import re
from collections.abc import Iterable

from lxml import etree

from styles.cleaning.paratext import (
    NOTE_REFERENCE_CLASSES,
    NOTE_REFERENCE_TYPES,
    VERSE_CLASSES,
    VERSE_TYPES,
    looks_like_bracketed_marker,
    looks_like_marker,
)
from styles.formats.markup import attribute, local_name, text_of
from styles.language.words import count_words

HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "hgroup"])
BLOCKS = HEADINGS | frozenset(
    """address article aside blockquote body center dd details div dl dt fieldset figure footer form header hr li main
    nav ol p pre section summary table tbody td tfoot th thead tr ul""".split()
)
MOST_HEADING_WORDS = 60
"""A heading element with more words, a chapter's summary among them, is text that somebody wanted large."""
_CELLS = frozenset(["td", "tc", "table-cell"])
"""The cells of a table in a page, a Word document and an OpenDocument text."""
LEAST_LAYOUT_WORDS = 100
"""A cell of a table with so many words is running text that the table only places."""
_MOST_NOTE_BLOCKS = 20
"""Blocks between two notes that may belong to the first. Judgement: more are a text of their own."""
_OPENING_CHARACTERS = 40
"""Characters of an element in which a note's number stands, with brackets and spaces before it."""


def note_links(root: etree._Element) -> Iterable[tuple[str, str]]:
    """Yield targets and texts of the page's note markers."""
    for element in root.iter():
        if local_name(element) == "a" and is_note_link(element):
            yield attribute(element, "href"), " ".join(text_of(element).split())


def anchors(root: etree._Element) -> dict[str, etree._Element]:
    """Return the elements with an id or an anchor name."""
    named = {attribute(element, "name"): element for element in root.iter() if local_name(element) == "a"}
    return named | {attribute(element, "id"): element for element in root.iter()}


def is_note_body(element: etree._Element, label: str) -> bool:
    """Check for the marker at an element's start; running text has none."""
    sign = label.strip("[](){}. ")
    return _opening(_block_around(element)).lstrip(" \t\r\n\u00a0[({").startswith(sign)


def _opening(element: etree._Element) -> str:
    """Return the first 40 characters of an element's text."""
    opening = ""
    for piece in element.itertext():
        opening = (opening + str(piece)).lstrip()
        if len(opening) > _OPENING_CHARACTERS:
            break
    return opening[:_OPENING_CHARACTERS]


def first_heading(root: etree._Element) -> str:
    """Return the text of the page's first heading, or ""."""
    headings = (element for element in root.iter() if local_name(element) in HEADINGS)
    return next((" ".join(text_of(element).split()) for element in headings), "")


def is_note_link(element: etree._Element) -> bool:
    """Check whether a link is the number or sign of a note."""
    text = text_of(element)
    if not looks_like_marker(text):
        return False
    if section_types(element) & NOTE_REFERENCE_TYPES or classes_of(element) & NOTE_REFERENCE_CLASSES:
        return True
    if not is_internal(attribute(element, "href")):
        return False
    inner = any(local_name(inside) == "sup" for inside in element.iter())
    parent = element.getparent()
    outer = parent is not None and local_name(parent) == "sup"
    return inner or outer or looks_like_bracketed_marker(text)


def note_blocks(body: etree._Element, notes: frozenset[str]) -> set[etree._Element]:
    """Return the blocks of notes; blocks between two notes are included."""
    if not notes:
        return set()
    blocks = {_block_around(element) for name, element in anchors(body).items() if name in notes}
    blocks.discard(body)
    for block in list(blocks):
        between: list[etree._Element] = []
        for after in block.itersiblings():
            if after in blocks:
                blocks.update(between)
                break
            if local_name(after) in HEADINGS or len(between) > _MOST_NOTE_BLOCKS:
                break
            between.append(after)
    return blocks


def _block_around(element: etree._Element) -> etree._Element:
    after = element.getnext()
    if after is not None and local_name(after) in BLOCKS and not (text_of(element) + (element.tail or "")).strip():
        return after  # an empty anchor between paragraphs names the one after it
    return next((outer for outer in with_ancestors(element) if local_name(outer) in BLOCKS), element)


def blocks_with_blocks(body: etree._Element) -> set[etree._Element]:
    """Return the blocks with other blocks inside."""
    containers: set[etree._Element] = set()
    for element in body.iter():
        if local_name(element) not in BLOCKS:
            continue
        outer = element.getparent()
        while outer is not None and outer not in containers:
            containers.add(outer)
            outer = outer.getparent()
    return containers


def with_ancestors(element: etree._Element) -> Iterable[etree._Element]:
    """Yield the element and its ancestors, from the inside out."""
    yield element
    yield from element.iterancestors()


def section_types(element: etree._Element) -> set[str]:
    """Return the element's `epub:type` and `doc-` role names, without prefixes."""
    kinds = [str(value) for key, value in element.attrib.items() if str(key).endswith(("}type", ":type"))]
    roles = attribute(element, "role").lower().split()
    named = {kind.rpartition(":")[2] for kind in " ".join(kinds).lower().split()}
    return named | {role[4:] for role in roles if role.startswith("doc-")}


def classes_of(element: etree._Element) -> set[str]:
    """Return the element's class names in lower case."""
    return set(attribute(element, "class").lower().split())


def is_verse(element: etree._Element) -> bool:
    """Check whether the element's names mean verse."""
    return bool(section_types(element) & VERSE_TYPES or classes_of(element) & VERSE_CLASSES)


def has_break(element: etree._Element) -> bool:
    """Check whether the element has a line break."""
    return any(local_name(inside) == "br" for inside in element.iter())


def is_internal(link: str) -> bool:
    """Check whether a link points into the book itself."""
    return bool(link) and not re.match(r"[a-z][a-z0-9+.-]*:|//", link, re.IGNORECASE)


def is_layout(table: etree._Element) -> bool:
    """Check whether a table only places running text on the page."""
    cells = (cell for cell in table.iter() if local_name(cell) in _CELLS)
    return any(count_words(text_of(cell)) >= LEAST_LAYOUT_WORDS for cell in cells)
