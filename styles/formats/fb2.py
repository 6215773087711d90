"""Reading of FictionBook (FB2): paragraphs, verse and quotations."""

import re

from lxml import etree

from styles import error_messages
from styles.cleaning.paratext import looks_like_bracketed_marker, looks_like_marker, section_named
from styles.errors import TextError
from styles.formats.elements import MOST_HEADING_WORDS
from styles.formats.markup import attribute, declared_text, local_name, parse_xml, text_of
from styles.formats.text_builder import TextBuilder
from styles.language.words import count_words

_BINARY = re.compile(r"<binary\b([^>]{0,300})>[^<]*</binary\s{0,9}>", re.IGNORECASE)
_IDENTIFIER = re.compile(r"\bid\s*=\s*[\"']([^\"']{1,200})")
_NOTE_BODIES = frozenset(["notes", "comments", "footnotes", "endnotes", "примечания", "сноски", "комментарии"])
_PARAGRAPHS = frozenset(["p", "subtitle", "text-author", "date", "td", "th"])
_SECTIONS = frozenset(["body", "section"])
_ENDS_SENTENCE = re.compile(r"[.!?…;][\"'»”’)\]]*$")
_MOST_TITLE_WORDS = 12
"""Words of a subtitle that may be a title without an end mark. Judgement, as in `styles.cleaning.headings`."""


def read_fb2(data: bytes, name: str) -> tuple[TextBuilder, str]:
    """Return a book's text and encoding; errors use `name`."""
    text, encoding = declared_text(data, name)
    builder = TextBuilder()
    pictures = [match.group(1) for match in _BINARY.finditer(text)]
    root = parse_xml(_BINARY.sub("", text))  # a picture is one huge word, which the parser would rightly refuse
    if root is None or local_name(root) != "fictionbook":
        raise TextError(error_messages.DAMAGED_FB2(name=name))
    _Book(root, builder).write()
    for picture in pictures:
        identifier = _IDENTIFIER.search(picture)
        builder.remove("image", identifier.group(1) if identifier else "picture")
    return builder, encoding


class _Book:
    """One walk through a book, without recursion."""

    def __init__(self, root: etree._Element, builder: TextBuilder) -> None:
        self._root = root
        self._builder = builder
        bodies = [child for child in root if local_name(child) == "body"]
        self._note_bodies = {body for body in bodies[1:] if _holds_notes(body)}
        identifiers = (attribute(element, "id") for body in self._note_bodies for element in body.iter())
        self._notes = {identifier for identifier in identifiers if identifier}
        sections = (attribute(element, "id") for element in root.iter() if local_name(element) == "section")
        self._chapters = set(sections) - self._notes

    def write(self) -> None:
        walk = etree.iterwalk(self._root, events=("start", "end"))
        for event, element in walk:
            if event == "start":
                if self._open(element, local_name(element)):
                    walk.skip_subtree()
                continue
            self._close(local_name(element))
            if element.tail and element is not self._root:
                self._builder.write(element.tail)
        self._builder.end_chapter()

    def _open(self, element: etree._Element, name: str) -> bool:
        """Begin an element; return True to skip its content."""
        if name in _PARAGRAPHS or name in ("poem", "stanza", "cite", "epigraph", "empty-line"):
            self._builder.end_paragraph()
        if name in _SECTIONS or name == "title":
            self._builder.end_chapter()
        if self._leave_out(element, name):
            return True
        if element.text:
            self._builder.write(element.text)
        return False

    def _close(self, name: str) -> None:
        if name == "v":
            self._builder.break_line()
        elif name in _SECTIONS:
            self._builder.end_chapter()
        elif name in _PARAGRAPHS or name in ("stanza", "poem", "cite", "epigraph"):
            self._builder.end_paragraph()

    def _leave_out(self, element: etree._Element, name: str) -> bool:
        """Leave out an element of no running text; return success."""
        words = " ".join(str(piece) for piece in element.itertext())
        if name in ("description", "stylesheet", "binary"):
            self._builder.remove("description", words)
        elif element in self._note_bodies:
            self._builder.remove("note", words)
        elif (name == "title" and count_words(words) <= MOST_HEADING_WORDS) or (
            name == "subtitle" and _is_title(words)
        ):
            self._builder.end_chapter()
            self._builder.remove("heading", words)
        elif name == "section" and section_named(_title_of(element)) == "note":
            self._builder.remove("note", words)
        elif name == "p" and self._is_way_to_chapters(element):
            self._builder.remove("contents", words)
        elif name == "date":
            self._builder.remove("date", words)
        elif name == "table":
            self._builder.remove("table", words)
        elif name == "image":
            self._builder.remove("image", attribute(element, "alt") or attribute(element, "href").lstrip("#"))
        elif name in ("a", "sup") and self._is_marker(element, name):
            self._builder.mark_note("".join(words.split()))
        else:
            return False
        return True

    def _is_marker(self, element: etree._Element, name: str) -> bool:
        links = [link for link in element.iter() if local_name(link) == "a"]
        text = text_of(element)
        if not links or (name == "sup" and not looks_like_marker(text)):
            return False
        target = attribute(links[0], "href").lstrip("#")
        typed = attribute(links[0], "type") in ("note", "comment") or target in self._notes
        number = looks_like_marker(text) or (bool(text.strip()) and not re.search(r"[^\W\d_]{2}", text))
        return (typed and number) or looks_like_bracketed_marker(text) or (name == "sup" and number)

    def _is_way_to_chapters(self, paragraph: etree._Element) -> bool:
        """Check whether a paragraph is only links to chapters."""
        links = [link for link in paragraph.iter() if local_name(link) == "a"]
        linked = [text_of(link) for link in links if attribute(link, "href").lstrip("#") in self._chapters]
        return bool(linked) and len("".join(linked)) >= 0.9 * len("".join(text_of(paragraph).split()))


def _holds_notes(body: etree._Element) -> bool:
    name = attribute(body, "name").strip().lower()
    return name in _NOTE_BODIES or (bool(name) and section_named(_title_of(body)) == "note")


def _title_of(section: etree._Element) -> str:
    title = next((child for child in section if local_name(child) == "title"), None)
    return "" if title is None else " ".join(text_of(title).split())


def _is_title(text: str) -> bool:
    """Check whether a subtitle is a title and no sentence."""
    words = count_words(text)
    return words <= 5 or (words <= _MOST_TITLE_WORDS and not _ENDS_SENTENCE.search(text.strip()))
