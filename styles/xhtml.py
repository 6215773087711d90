"""One XHTML page of a book to paragraphs: running text and verse stay, the page's furniture goes."""

import re
from collections.abc import Iterable

from lxml import etree

from styles.draft import Draft
from styles.markup import attribute, local_name, text_of
from styles.paratext import (
    CLASSES,
    HEADING_CLASSES,
    HEADING_TYPES,
    NOTE_REFERENCE_CLASSES,
    NOTE_REFERENCE_TYPES,
    SECTION_TYPES,
    VERSE_CLASSES,
    VERSE_TYPES,
    looks_like_bracketed_marker,
    looks_like_marker,
)
from styles.text import Reason
from styles.tokens import count_words

_HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6", "hgroup"])
_BLOCKS = _HEADINGS | frozenset(
    """address article aside blockquote body center dd details div dl dt fieldset figure footer form header hr li main
    nav ol p pre section summary table tbody td tfoot th thead tr ul""".split()  # noqa: SIM905
)
_DROPPED: dict[str, Reason] = {
    "nav": "contents",
    "figcaption": "image",
    "svg": "image",
    "audio": "image",
    "video": "image",
    "object": "image",
}
_SILENT = frozenset(["script", "style", "head", "template", "iframe", "form", "rt", "rp"])
_MOST_HEADING_WORDS = 60
"""A heading element with more words, a chapter's summary among them, is text that somebody wanted large."""
_MOST_MARKED_WORDS = 25
"""The same for a paragraph whose class says that it is a heading."""
_LEAST_LAYOUT_WORDS = 100


def write_page(root: etree._Element, draft: Draft, notes: frozenset[str] = frozenset()) -> None:
    """Write a page into the draft; `notes` are the ids of elements that are bodies of notes."""
    body = next((element for element in root.iter() if local_name(element) == "body"), root)
    _Page(body, draft, notes).write()


def note_links(root: etree._Element) -> Iterable[tuple[str, str]]:
    """Yield where the page's note markers point to, and their text."""
    for element in root.iter():
        if local_name(element) == "a" and _is_note_link(element):
            yield attribute(element, "href"), " ".join(text_of(element).split())


def is_note_body(element: etree._Element, label: str) -> bool:
    """Tell whether a marker with this text calls the element as its note; a note's way back leads to running text."""
    sign = label.strip("[](){}. ")
    return text_of(_block_around(element)).lstrip(" \t\r\n\u00a0[({").startswith(sign)


def first_heading(root: etree._Element) -> str:
    """Return the text of the page's first heading, "" when it has none."""
    headings = (element for element in root.iter() if local_name(element) in _HEADINGS)
    return next((" ".join(text_of(element).split()) for element in headings), "")


class _Page:
    """One walk through a page, without recursion: a page may be nested deeper than Python likes."""

    def __init__(self, body: etree._Element, draft: Draft, notes: frozenset[str]) -> None:
        self._body = body
        self._draft = draft
        self._containers = _blocks_with_blocks(body)
        self._notes = _note_blocks(body, notes)
        self._lines_of: etree._Element | None = None
        """The stanza whose lines are being written."""
        self._broken_stanzas: dict[etree._Element, bool] = {}
        """Whether the blocks of a verse container break their own lines, so that each is a stanza of its own."""

    def write(self) -> None:
        self._draft.end_paragraph()
        walk = etree.iterwalk(self._body, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._open(element):
                    walk.skip_subtree()
                continue
            self._close(element)
            if element.tail and element is not self._body:
                self._write_text(element.tail, element.getparent())
        self._draft.end_paragraph()

    def _open(self, element: etree._Element) -> bool:
        """Begin an element; return True when what is in it is left out."""
        name = local_name(element)
        if name in _BLOCKS:
            self._begin_block(element)
        if name == "br":
            self._draft.break_line()
        if name == "hr":
            self._draft.end_chapter()
        if not name or name in _SILENT:
            return True
        if name in ("img", "image"):
            self._leave_out_image(element)
            return True
        if self._is_marker(element, name):
            self._draft.mark_note(text_of(element))
            return True
        reason = self._reason(element, name)
        if reason is not None:
            if reason == "heading":
                self._draft.end_chapter()
            self._draft.remove(reason, " ".join(str(piece) for piece in element.itertext()))
            return True
        if element.text:
            self._write_text(element.text, element)
        return False

    def _close(self, element: etree._Element) -> None:
        if local_name(element) not in _BLOCKS:
            return
        parent = element.getparent()
        if parent is not None and self._is_verse_line(element):
            self._lines_of = parent
            self._draft.break_line()
        else:
            self._lines_of = None
            self._draft.end_paragraph()

    def _begin_block(self, element: etree._Element) -> None:
        same_stanza = self._lines_of is not None and element.getparent() is self._lines_of
        if not (same_stanza and self._is_verse_line(element)):
            self._lines_of = None
            self._draft.end_paragraph()

    def _write_text(self, text: str, around: etree._Element | None) -> None:
        keeps_lines = around is not None and any(local_name(outer) == "pre" for outer in _with_ancestors(around))
        if text.strip() and self._lines_of is not None and around is self._lines_of:
            self._lines_of = None
        self._draft.write(text, keep_lines=keeps_lines)

    def _reason(self, element: etree._Element, name: str) -> Reason | None:
        """Return why the element is left out, None when it is not."""
        if element in self._notes:
            return "note"
        if name in _DROPPED:
            return _DROPPED[name]
        types, classes = section_types(element), _classes(element)
        named = [SECTION_TYPES[kind] for kind in types if kind in SECTION_TYPES]
        named += [CLASSES[kind] for kind in classes if kind in CLASSES]
        if named and element is not self._body and not ("bodymatter" in types or _is_whole(element, self._body)):
            return named[0]
        if name == "table" and not _is_layout(element):
            return "table"
        if self._is_heading(element, name, types, classes):
            return "heading"
        return "contents" if self._is_entry_of_contents(element, name) else None

    def _is_heading(self, element: etree._Element, name: str, types: set[str], classes: set[str]) -> bool:
        if name not in _HEADINGS:
            marked = types & HEADING_TYPES or any(HEADING_CLASSES.fullmatch(kind) for kind in classes)
            if name not in _BLOCKS or element in self._containers or not marked:
                return False
            return 0 < count_words(text_of(element)) <= _MOST_MARKED_WORDS
        return count_words(text_of(element)) <= _MOST_HEADING_WORDS

    def _is_entry_of_contents(self, element: etree._Element, name: str) -> bool:
        """Tell whether a paragraph is nothing but a link to another place of the book."""
        if name not in ("p", "li", "div", "td") or element in self._containers:
            return False
        links = [link for link in element.iter() if local_name(link) == "a" and _is_internal(attribute(link, "href"))]
        if not links:
            return False
        linked = sum(len("".join(text_of(link).split())) for link in links)
        return linked > 0 and linked >= 0.9 * len("".join(text_of(element).split()))

    def _is_marker(self, element: etree._Element, name: str) -> bool:
        if name == "a":
            return _is_note_link(element) or self._is_glued_number(element)
        if name != "sup" or not looks_like_marker(text_of(element)):
            return False
        if any(local_name(inner) == "a" and attribute(inner, "href") for inner in element.iter()):
            return True
        # a bare superscript number after a word is a note whose link was lost; after a digit it is a power
        before = self._draft.last_character()
        return text_of(element).strip().isdigit() and bool(re.match(r"[^\W\d_]|[.,;:!?»”’)]", before))

    def _is_glued_number(self, link: etree._Element) -> bool:
        """Tell whether a link is a bare number stuck to the word before it."""
        number = text_of(link).strip()
        before = self._draft.last_character()
        return number.isdigit() and _is_internal(attribute(link, "href")) and bool(before.strip())

    def _leave_out_image(self, element: etree._Element) -> None:
        alternative = attribute(element, "alt").strip()
        if len(alternative) == 1 and alternative.isalpha():
            self._draft.write(alternative)  # a drawn initial is the first letter of its word
            return
        source = attribute(element, "src") or attribute(element, "href")
        self._draft.remove("image", alternative or source.rpartition("/")[2])

    def _is_verse_line(self, element: etree._Element) -> bool:
        """Tell whether a block is one line of verse: a leaf in a stanza, no line breaks in it or beside it."""
        parent = element.getparent()
        if parent is None or element in self._containers or _has_break(element) or local_name(element) in _HEADINGS:
            return False
        own = _classes(element) & {"line", "l", "v", "verse", "verseline"}
        if not own and not any(_is_verse(outer) for outer in _with_ancestors(parent)):
            return False
        if parent not in self._broken_stanzas:
            broken = any(local_name(beside) in _BLOCKS and _has_break(beside) for beside in parent)
            self._broken_stanzas[parent] = broken
        return not self._broken_stanzas[parent]


def _is_note_link(element: etree._Element) -> bool:
    text = text_of(element)
    if not looks_like_marker(text):
        return False
    if section_types(element) & NOTE_REFERENCE_TYPES or _classes(element) & NOTE_REFERENCE_CLASSES:
        return True
    if not _is_internal(attribute(element, "href")):
        return False
    inner = any(local_name(inside) == "sup" for inside in element.iter())
    parent = element.getparent()
    outer = parent is not None and local_name(parent) == "sup"
    return inner or outer or looks_like_bracketed_marker(text)


def _note_blocks(body: etree._Element, notes: frozenset[str]) -> set[etree._Element]:
    """Return the blocks that hold notes; what stands between two notes belongs to the first."""
    if not notes:
        return set()
    blocks = {_block_around(element) for element in body.iter() if attribute(element, "id") in notes}
    blocks.discard(body)
    for block in list(blocks):
        between: list[etree._Element] = []
        for after in block.itersiblings():
            if after in blocks:
                blocks.update(between)
                break
            if local_name(after) in _HEADINGS or len(between) > 20:
                break
            between.append(after)
    return blocks


def _block_around(element: etree._Element) -> etree._Element:
    return next((outer for outer in _with_ancestors(element) if local_name(outer) in _BLOCKS), element)


def _blocks_with_blocks(body: etree._Element) -> set[etree._Element]:
    """Return the blocks that have other blocks inside."""
    containers: set[etree._Element] = set()
    for element in body.iter():
        if local_name(element) not in _BLOCKS:
            continue
        outer = element.getparent()
        while outer is not None and outer not in containers:
            containers.add(outer)
            outer = outer.getparent()
    return containers


def _with_ancestors(element: etree._Element) -> Iterable[etree._Element]:
    yield element
    yield from element.iterancestors()


def section_types(element: etree._Element) -> set[str]:
    """Return the element's `epub:type` names without their prefixes, and its `doc-` roles as the same names."""
    kinds = [str(value) for key, value in element.attrib.items() if str(key).endswith(("}type", ":type"))]
    roles = attribute(element, "role").lower().split()
    named = {kind.rpartition(":")[2] for kind in " ".join(kinds).lower().split()}
    return named | {role[4:] for role in roles if role.startswith("doc-")}


def _classes(element: etree._Element) -> set[str]:
    return set(attribute(element, "class").lower().split())


def _is_verse(element: etree._Element) -> bool:
    return bool(section_types(element) & VERSE_TYPES or _classes(element) & VERSE_CLASSES)


def _has_break(element: etree._Element) -> bool:
    return any(local_name(inside) == "br" for inside in element.iter())


def _is_internal(link: str) -> bool:
    return bool(link) and not re.match(r"[a-z][a-z0-9+.-]*:|//", link, re.IGNORECASE)


def _is_whole(element: etree._Element, body: etree._Element) -> bool:
    """Tell whether a class name is on nearly all of a long page, so that it cannot be the whole truth."""
    if section_types(element) & set(SECTION_TYPES):
        return False
    words = count_words(text_of(element))
    return words > 3_000 and words > 0.9 * count_words(text_of(body))


def _is_layout(table: etree._Element) -> bool:
    """Tell whether a table only places running text on the page."""
    cells = (cell for cell in table.iter() if local_name(cell) == "td")
    return any(count_words(text_of(cell)) >= _LEAST_LAYOUT_WORDS for cell in cells)
