"""Shared walk through DOCX and ODT bodies, with removals."""

from abc import ABC, abstractmethod

from lxml import etree

from styles import error_messages
from styles.cleaning.paratext import base_style_named, style_named
from styles.errors import TextError
from styles.formats.archives import Archive
from styles.formats.elements import MOST_HEADING_WORDS, is_layout
from styles.formats.encodings import UnknownEncoding, decode_declared
from styles.formats.markup import declared_encoding, local_name, parse_xml
from styles.formats.text_builder import TextBuilder
from styles.language.words import count_words
from styles.text import Reason

DASHES = {"-": "-", "–": "–", "—": "—", "−": "–"}
"""The marks of lists that word processors make, unasked, of spoken lines; the font Symbol has a minus for a dash."""
BODY_LEVEL = 9
"""The outline level of what is no heading."""
_SHORT: frozenset[Reason] = frozenset(["heading", "contents", "image", "page number"])
"""What a paragraph's style makes of it only while it has no more words than a heading may have."""
_APART = frozenset(["p", "h", "br", "line-break", "tab", "s", "tc", "table-cell"])
"""Elements that part words, in either format."""
_FIELD_CODES = frozenset(["instrtext", "delinstrtext", "flddata"])


class OfficeBody(ABC):
    """Writes a document's body into a builder; only text boxes recurse."""

    def __init__(self, builder: TextBuilder) -> None:
        self._builder = builder
        self._boxes: list[etree._Element] = []
        """Text boxes anchored in the paragraph under way; they come after it."""

    def write(self, body: etree._Element) -> None:
        """Write everything in an element."""
        walk = etree.iterwalk(body, events=("start", "end"))
        for event, element in walk:
            name = local_name(element)
            if event == "end":
                self._close(element, name)
            elif self._open(element, name):
                walk.skip_subtree()
        self._end_paragraph()

    @abstractmethod
    def _open(self, element: etree._Element, name: str) -> bool:
        """Begin an element; return True to skip its content."""

    def _close(self, element: etree._Element, name: str) -> None:
        """End an element."""
        if name in ("p", "h"):
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        self._builder.end_paragraph()
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.write(box)

    def _leave_out(self, element: etree._Element, reason: Reason | None) -> bool:
        """Leave an element out for this reason; return success."""
        if reason is None or (reason == "table" and is_layout(element)):
            return False
        if local_name(element) in ("p", "h"):
            return leave_out_paragraph(self._builder, reason, spaced_text(element))
        self._builder.remove(reason, spaced_text(element))
        return True

    def _set_aside(self, boxes: list[etree._Element], picture: str) -> None:
        """Keep text boxes for the paragraph's end, or remove a picture."""
        if boxes:
            self._boxes += boxes
        else:
            self._builder.remove("image", picture or "picture")


def leave_out_paragraph(builder: TextBuilder, reason: Reason | None, words: str) -> bool:
    """Remove a paragraph for its style's reason; return success."""
    if reason is None:
        return False
    count = count_words(words)
    if reason in _SHORT and count > MOST_HEADING_WORDS or (reason == "heading" and not count):
        return False
    if reason == "heading":
        builder.end_chapter()
    builder.remove(reason, words)
    return True


def parsed_part(archive: Archive, path: str | None) -> etree._Element | None:
    """Return the root of an XML part, None where missing or broken."""
    if path is None:
        return None
    data = archive.read(path)
    try:
        return parse_xml(decode_declared(data, declared_encoding(data))[0])
    except UnknownEncoding:
        return None


def unreadable(name: str) -> TextError:
    """Return the error for a document with broken XML."""
    return TextError(error_messages.DAMAGED_OFFICE(name=name))


def spaced_text(element: etree._Element) -> str:
    """Return all the words in an element, spaced between paragraphs."""
    pieces: list[str] = []
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, inner in walk:
        name = local_name(inner)
        if name in _APART:
            pieces.append(" ")
        if event == "start" and name in _FIELD_CODES:
            walk.skip_subtree()
        elif event == "start":
            pieces.append(inner.text or "")
        elif inner is not element:
            pieces.append(inner.tail or "")
    return " ".join("".join(pieces).split())


class StyleSheet:
    """Paragraph styles of a document, with inheritance."""

    def __init__(
        self,
        names: dict[str, str],
        bases: dict[str, str],
        levels: dict[str, int] | None = None,
        unnamed: frozenset[str] = frozenset(),
    ) -> None:
        """Set the styles' names, base styles and outline levels, all by id.

        `unnamed` are those that a program makes for single paragraphs.
        """
        self._names = names
        self._bases = bases
        self._levels = levels or {}
        self._unnamed = unnamed
        self._reasons: dict[str, Reason | None] = {}

    def reason(self, style: str) -> Reason | None:
        """Return why paragraphs of a style are left out, or None."""
        if style not in self._reasons:
            self._reasons[style] = self._found(style)
        return self._reasons[style]

    def chain(self, style: str) -> list[str]:
        """Return a perhaps undefined style and its bases, by id."""
        chain: dict[str, None] = {}
        while style and style not in chain:
            chain[style] = None
            style = self._bases.get(style, "")
        return list(chain)

    def _found(self, style: str) -> Reason | None:
        chain = self.chain(style)
        if self._unnamed:
            chain = [each for each in chain if each not in self._unnamed]
        level = next((self._levels[each] for each in chain if each in self._levels), None)
        if level is not None and level < BODY_LEVEL:
            return "heading"
        own, *bases = [self._names.get(each, each).replace("_20_", " ") for each in chain] or [""]
        reason = style_named(own) or next(filter(None, (base_style_named(base, own) for base in bases)), None)
        return None if reason == "heading" and level is not None else reason
