"""Conversion of one XHTML page to paragraphs, without furniture."""

import re
from collections.abc import Mapping
from functools import cached_property
from types import MappingProxyType

from lxml import etree

from styles.cleaning.paratext import CLASSES, HEADING_CLASSES, HEADING_TYPES, SECTION_TYPES, looks_like_marker
from styles.formats.elements import (
    BLOCKS,
    HEADINGS,
    MOST_HEADING_WORDS,
    blocks_with_blocks,
    classes_of,
    has_break,
    is_internal,
    is_layout,
    is_note_link,
    is_verse,
    note_blocks,
    section_types,
    with_ancestors,
)
from styles.formats.markup import attribute, local_name, text_of
from styles.formats.text_builder import TextBuilder
from styles.language.words import count_words
from styles.text import Reason

_DROPPED: dict[str, Reason] = {
    "nav": "contents",
    "figcaption": "image",
    "svg": "image",
    "audio": "image",
    "video": "image",
    "object": "image",
}
_SILENT = frozenset(["script", "style", "head", "template", "iframe", "form", "rt", "rp"])
_QUOTES = tuple("\"'«»“”„‘’‹›")
_ENGLISH = (("“", "”"), ("‘", "’"))
_MARKS_OF_QUOTES = {
    "en": _ENGLISH,
    "ru": (("«", "»"), ("„", "“")),
    "uk": (("«", "»"), ("„", "“")),
    "be": (("«", "»"), ("„", "“")),
    "de": (("„", "“"), ("‚", "‘")),
    "fr": (("« ", " »"), ("“", "”")),
    "es": (("«", "»"), ("“", "”")),
    "it": (("«", "»"), ("“", "”")),
    "pl": (("„", "”"), ("«", "»")),
}
"""Outer and inner marks of quotation (Unicode CLDR, delimiters)."""
_LANGUAGE = ("lang", "{http://www.w3.org/XML/1998/namespace}lang")
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_LONG_PAGE_WORDS = 3_000
"""Words from which a page may hold a whole book. Judgement: most of its words are then text, whatever its class
says."""
_MOST_MARKED_WORDS = 25
"""The same for a paragraph whose class says that it is a heading."""


def write_page(
    root: etree._Element,
    builder: TextBuilder,
    notes: frozenset[str] = frozenset(),
    left_out: Mapping[etree._Element, Reason] = MappingProxyType({}),
) -> None:
    """Write a page into the builder.

    `notes` are the ids of notes' bodies, `left_out` says what else goes, and why.
    """
    body = next((element for element in root.iter() if local_name(element) == "body"), root)
    _Page(body, builder, notes, left_out).write()


class _Page:
    """One walk through a page, without recursion for deep nesting."""

    def __init__(
        self,
        body: etree._Element,
        builder: TextBuilder,
        notes: frozenset[str],
        left_out: Mapping[etree._Element, Reason],
    ) -> None:
        self._body = body
        self._builder = builder
        self._containers = blocks_with_blocks(body)
        self._notes = note_blocks(body, notes)
        self._left_out = left_out
        self._lines_of: etree._Element | None = None
        """The stanza whose lines are being written."""
        self._quotes: list[tuple[str, str]] = []
        """The marks of the quotations that are open."""
        self._in_verse: dict[etree._Element, bool] = {}
        self._preformatted = 0
        """How many elements are open whose line ends count."""
        self._broken_stanzas: dict[etree._Element, bool] = {}
        """Whether the blocks of a verse container break their own lines, so that each is a stanza of its own."""

    def write(self) -> None:
        self._builder.end_paragraph()
        walk = etree.iterwalk(self._body, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._open(element):
                    walk.skip_subtree()
                continue
            self._close(element)
            if element.tail and element is not self._body:
                self._write_text(element.tail, element.getparent())
        self._builder.end_paragraph()

    def _open(self, element: etree._Element) -> bool:
        """Begin an element; return True to skip its content."""
        name = local_name(element)
        if name in BLOCKS:
            self._begin_block(element)
        if name == "br":
            self._builder.break_line()
        if name == "q":
            self._quotes.append(self._marks_of_quote(element))
            self._builder.write(self._quotes[-1][0])
        if name == "hr":
            self._builder.end_chapter()
        if not name or name in _SILENT:
            return True
        if name in ("img", "image"):
            self._leave_out_image(element)
            return True
        if self._is_marker(element, name):
            self._builder.mark_note(text_of(element))
            return True
        reason = self._reason(element, name)
        if reason is not None:
            if reason == "heading":
                self._builder.end_chapter()
            self._builder.remove(reason, " ".join(str(piece) for piece in element.itertext()))
            return True
        self._preformatted += name == "pre"
        if element.text:
            self._write_text(element.text, element)
        return False

    def _marks_of_quote(self, element: etree._Element) -> tuple[str, str]:
        """Return the marks around a quotation; none beside own ones."""
        text = text_of(element).strip()
        if text[:1] in _QUOTES or self._builder.last_character() in _QUOTES:
            return "", ""
        language = next(
            (outer.get(key, "") for outer in with_ancestors(element) for key in _LANGUAGE if key in outer.attrib), ""
        )
        outer, inner = _MARKS_OF_QUOTES.get(language[:2].lower() or ("ru" if _CYRILLIC.search(text) else ""), _ENGLISH)
        return inner if any(self._quotes) else outer

    def _close(self, element: etree._Element) -> None:
        if local_name(element) == "q" and self._quotes:
            self._builder.write(self._quotes.pop()[1])
        if local_name(element) not in BLOCKS:
            return
        self._preformatted -= local_name(element) == "pre" and self._preformatted > 0
        parent = element.getparent()
        if parent is not None and self._is_verse_line(element):
            self._lines_of = parent
            self._builder.break_line()
        else:
            self._lines_of = None
            self._builder.end_paragraph()

    def _begin_block(self, element: etree._Element) -> None:
        same_stanza = self._lines_of is not None and element.getparent() is self._lines_of
        if not (same_stanza and self._is_verse_line(element)):
            self._lines_of = None
            self._builder.end_paragraph()

    def _write_text(self, text: str, around: etree._Element | None) -> None:
        if text.strip() and self._lines_of is not None and around is self._lines_of:
            self._lines_of = None
        self._builder.write(text, keep_lines=self._preformatted > 0)

    def _reason(self, element: etree._Element, name: str) -> Reason | None:
        """Return why the element is left out, else None."""
        if element in self._notes:
            return "note"
        if element in self._left_out:
            return self._left_out[element]
        if name in _DROPPED:
            return _DROPPED[name]
        types, classes = section_types(element), classes_of(element)
        named = [SECTION_TYPES[kind] for kind in sorted(types) if kind in SECTION_TYPES]
        named += [CLASSES[kind] for kind in sorted(classes) if kind in CLASSES]
        if named and element is not self._body and not ("bodymatter" in types or self._is_whole(element, types)):
            return named[0]
        if name == "table" and not is_layout(element):
            return "table"
        if self._is_heading(element, name, types, classes):
            return "heading"
        return "contents" if self._is_entry_of_contents(element, name) else None

    def _is_whole(self, element: etree._Element, types: set[str]) -> bool:
        """Check for nearly all of a long page, where class names mislead."""
        if types & set(SECTION_TYPES):
            return False
        words = count_words(text_of(element))
        return words > _LONG_PAGE_WORDS and words > 0.9 * self._words

    @cached_property
    def _words(self) -> int:
        return count_words(text_of(self._body))

    def _is_heading(self, element: etree._Element, name: str, types: set[str], classes: set[str]) -> bool:
        if name not in HEADINGS:
            marked = types & HEADING_TYPES or any(HEADING_CLASSES.fullmatch(kind) for kind in classes)
            if name not in BLOCKS or element in self._containers or not marked:
                return False
            return 0 < count_words(text_of(element)) <= _MOST_MARKED_WORDS
        return count_words(text_of(element)) <= MOST_HEADING_WORDS

    def _is_entry_of_contents(self, element: etree._Element, name: str) -> bool:
        """Check whether a paragraph is only a link into the book."""
        if name not in ("p", "li", "div", "td") or element in self._containers:
            return False
        links = [link for link in element.iter() if local_name(link) == "a" and is_internal(attribute(link, "href"))]
        if not links:
            return False
        linked = sum(len("".join(text_of(link).split())) for link in links)
        return linked > 0 and linked >= 0.9 * len("".join(text_of(element).split()))

    def _is_marker(self, element: etree._Element, name: str) -> bool:
        if name == "a":
            return is_note_link(element) or self._is_glued_number(element)
        if name != "sup" or not looks_like_marker(text_of(element)):
            return False
        if any(local_name(inner) == "a" and attribute(inner, "href") for inner in element.iter()):
            return True
        # a bare superscript number after a word is a note whose link was lost; after a digit it is a power
        before = self._builder.last_character()
        return text_of(element).strip().isdigit() and bool(re.match(r"[^\W\d_]|[.,;:!?…»”’)\"'\]*—–]", before))

    def _is_glued_number(self, link: etree._Element) -> bool:
        """Check whether a link is a number glued to a word."""
        number = text_of(link).strip()
        before = self._builder.last_character()
        return number.isdigit() and is_internal(attribute(link, "href")) and bool(before.strip())

    def _leave_out_image(self, element: etree._Element) -> None:
        alternative = attribute(element, "alt").strip()
        if len(alternative) == 1 and alternative.isalpha():
            self._builder.write(alternative)  # a drawn initial is the first letter of its word
            return
        source = attribute(element, "src") or attribute(element, "href")
        self._builder.remove("image", alternative or source.rpartition("/")[2])

    def _is_verse_line(self, element: etree._Element) -> bool:
        """Check for a leaf block in a stanza without line breaks."""
        parent = element.getparent()
        if parent is None or element in self._containers or has_break(element) or local_name(element) in HEADINGS:
            return False
        own = classes_of(element) & {"line", "l", "v", "verse", "verseline"}
        if not own and not self._is_in_verse(parent):
            return False
        if parent not in self._broken_stanzas:
            broken = any(local_name(beside) in BLOCKS and has_break(beside) for beside in parent)
            self._broken_stanzas[parent] = broken
        return not self._broken_stanzas[parent]

    def _is_in_verse(self, element: etree._Element) -> bool:
        if element not in self._in_verse:
            self._in_verse[element] = any(is_verse(outer) for outer in with_ancestors(element))
        return self._in_verse[element]
