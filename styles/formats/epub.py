"""Reading of EPUB 2 and 3: the spine's pages without front matter.

What a page is (contents, copyright page, notes) follows from the book's own names for its parts where it gives any,
then from the guide, the page's file name and its first heading; these weaker signs only count while the page looks the
part.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from styles import error_messages
from styles.cleaning.paratext import SECTION_TYPES, imprint_marks, section_named
from styles.errors import TextError
from styles.formats.archives import Archive
from styles.formats.elements import anchors, first_heading, is_note_body, note_links, section_types
from styles.formats.encodings import UnknownEncoding, decode_declared
from styles.formats.fan_archives import fan_archive_parts
from styles.formats.markup import attribute, declared_encoding, local_name, parse_page, parse_xml, text_of
from styles.formats.text_builder import TextBuilder
from styles.formats.xhtml import write_page
from styles.language.words import count_words, words
from styles.text import Reason

_FONT_ALGORITHMS = ("http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC")
_PAGE = re.compile(r"\.(?:x?html?|xml)$", re.IGNORECASE)
_MOST_WORDS: dict[Reason, int] = {"title page": 150, "imprint": 1_500, "front matter": 2_500, "contents": 10_000}
"""Longer pages are not what a guide, a file name or a heading calls them."""
_MOST_APPARATUS_WORDS = 3_000
"""A longer page that holds most of the book is its text, whatever it is called."""
_FILE_NAMES: dict[str, Reason] = {
    **SECTION_TYPES,
    "nav": "contents",
    "tableofcontents": "contents",
    "uncopyright": "imprint",
    "halftitle": "title page",
    "aboutauthor": "back matter",
    "abouttheauthor": "back matter",
    "alsoby": "back matter",
    "newsletter": "back matter",
}
"""What pages of this name are; a name is compared without its numbers and separators."""
_NAMES_OF_TEXT = frozenset(["index", "note", "annotation", "cover"])
"""File names that say too little: converters call the first page, or all pages, `index`."""


@dataclass
class _Page:
    """One page of the spine."""

    path: str
    root: etree._Element
    text: str
    linear: bool = True
    properties: frozenset[str] = frozenset()
    guide_names: set[str] = field(default_factory=set)
    """What the guide and the landmarks call it."""
    notes: set[str] = field(default_factory=set)
    """The ids of the notes on it."""

    @cached_property
    def words(self) -> int:
        """Number of words on the page."""
        return count_words(self.text)


def read_epub(archive: Archive, name: str) -> TextBuilder:
    """Return the text of a book; errors use `name`."""
    package = _Package(archive, name)
    pages = list(package.pages())
    _find_notes(pages)
    builder = _text_of_pages(pages, package.title, use_weak_signs=True)
    return builder if builder.text else _text_of_pages(pages, package.title, use_weak_signs=False)


class _Package:
    """The package file: pages, their order and their names."""

    def __init__(self, archive: Archive, name: str) -> None:
        self._archive = archive
        path = self._find()
        root = _parsed(archive, path)
        if path is None or root is None:
            raise TextError(error_messages.NO_EPUB(name=name))
        self._folder = posixpath.dirname(path)
        parts: dict[str, list[etree._Element]] = {}
        for element in root.iter():
            parts.setdefault(local_name(element), []).append(element)
        self._items = {attribute(item, "id"): item for item in parts.get("item", [])}
        self._spine = parts.get("itemref", [])
        self._references = parts.get("reference", [])
        self.title = next((text_of(title) for title in parts.get("title", [])), "")
        self._refuse_encrypted(name)

    def pages(self) -> Iterator[_Page]:
        """Yield the pages in reading order, without missing files."""
        guide_names = self._guide_names()
        for path, linear, properties in self._order():
            root = _parsed(self._archive, path, page=True)
            if root is not None:
                body = next((element for element in root.iter() if local_name(element) == "body"), root)
                text = " ".join(" ".join(str(piece) for piece in body.itertext()).split())
                yield _Page(path, root, text, linear, properties, guide_names.get(path, set()))

    def _find(self) -> str | None:
        container = _parsed(self._archive, self._archive.find("META-INF/container.xml"))
        for element in container.iter() if container is not None else ():
            path = self._archive.find(attribute(element, "full-path")) if local_name(element) == "rootfile" else None
            if path is not None:
                return path
        return next((name for name in self._archive.names if name.lower().endswith(".opf")), None)

    def _order(self) -> list[tuple[str, bool, frozenset[str]]]:
        listed = [(self._items.get(attribute(ref, "idref")), attribute(ref, "linear") != "no") for ref in self._spine]
        if not any(item is not None for item, _ in listed):
            listed = [(item, True) for item in self._items.values()]
        order: list[tuple[str, bool, frozenset[str]]] = []
        named: set[str] = set()  # reading systems show a page once, however often the spine names it
        for item, linear in listed:
            path = None if item is None else self._archive.find(attribute(item, "href"), self._folder)
            if item is not None and path is not None and path not in named and _is_page(item, path):
                named.add(path)
                order.append((path, linear, frozenset(attribute(item, "properties").split())))
        if order:
            return order
        return [(name, True, frozenset()) for name in sorted(filter(_PAGE.search, self._archive.names), key=_in_order)]

    def _guide_names(self) -> dict[str, set[str]]:
        """Return the guide's and landmarks' names of pages with one entry."""
        entries = [(attribute(ref, "type"), attribute(ref, "href"), self._folder) for ref in self._references]
        for item in self._items.values():
            if "nav" in attribute(item, "properties").split():
                path = self._archive.find(attribute(item, "href"), self._folder)
                entries += _landmarks(_parsed(self._archive, path, page=True), posixpath.dirname(path or ""))
        guide_names: dict[str, set[str]] = {}
        for kind, link, folder in entries:
            path = self._archive.find(link.partition("#")[0], folder)
            if path is not None:
                guide_names.setdefault(path, set()).add(kind.lower().removeprefix("other."))
        return guide_names

    def _refuse_encrypted(self, name: str) -> None:
        root = _parsed(self._archive, self._archive.find("META-INF/encryption.xml"))
        pages = {path for path, _, _ in self._order()}
        for data in root.iter() if root is not None else ():
            if local_name(data) != "encrypteddata":
                continue
            methods = [attribute(element, "algorithm") for element in data.iter()]
            links = [attribute(element, "uri") for element in data.iter() if local_name(element) == "cipherreference"]
            if not set(methods) & set(_FONT_ALGORITHMS) and pages & {self._archive.find(link) for link in links}:
                raise TextError(error_messages.COPY_PROTECTED(name=name))


def _text_of_pages(pages: list[_Page], title: str, use_weak_signs: bool) -> TextBuilder:
    builder = TextBuilder()
    opened = False
    most = max(_MOST_APPARATUS_WORDS, sum(page.words for page in pages) // 2)
    for page in pages:
        weak = use_weak_signs and page.words <= most
        reason = _own_name(page) or (_weak_signs(page, title, opened) if weak else None)
        if reason is None:
            write_page(page.root, builder, frozenset(page.notes), fan_archive_parts(page.root))
            opened = opened or page.words >= 150
        else:
            builder.remove(reason, page.text)
        builder.end_chapter()
    return builder


def _own_name(page: _Page) -> Reason | None:
    """Return the removal reason that the page itself names, or None."""
    if "nav" in page.properties:
        return "contents"
    body = next((element for element in page.root.iter() if local_name(element) == "body"), page.root)
    return next((SECTION_TYPES[kind] for kind in sorted(section_types(body)) if kind in SECTION_TYPES), None)


def _weak_signs(page: _Page, title: str, opened: bool) -> Reason | None:
    """Return a likely removal reason; `opened` once text has begun."""
    stem = posixpath.basename(page.path).partition(".")[0].lower()
    plain = re.sub(r"[\d_\-. ]+", "", stem)
    signs = [SECTION_TYPES.get(kind) for kind in sorted(page.guide_names)]
    signs += [_FILE_NAMES.get(stem.strip("0123456789_-. ")) or _FILE_NAMES.get(plain)] * (plain not in _NAMES_OF_TEXT)
    signs.append(section_named(first_heading(page.root)))
    for reason in signs:
        if reason is not None and page.words <= _MOST_WORDS.get(reason, page.words) and _looks_like(page, reason):
            return reason
    if page.words < 600 and imprint_marks(page.text) >= 2:
        return "imprint"
    if not opened and _is_title_page(page, title):
        return "title page"
    return None if page.linear else "outside the reading order"


def _looks_like(page: _Page, reason: Reason) -> bool:
    if reason != "contents":
        return True
    links = sum(count_words(text_of(link)) for link in page.root.iter() if local_name(link) == "a")
    return links >= 0.5 * page.words or section_named(first_heading(page.root)) == "contents"


def _is_title_page(page: _Page, title: str) -> bool:
    named = words(title)
    return bool(named) and page.words <= len(named) + 40 and " ".join(named) in " ".join(words(page.text))


def _find_notes(pages: list[_Page]) -> None:
    """Store the ids of likely notes on each page."""
    by_path = {page.path: page for page in pages}
    identified: dict[str, dict[str, etree._Element]] = {}
    for page in pages:
        for link, label in note_links(page.root):
            target, _, identifier = link.partition("#")
            path = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), target)) if target else page.path
            if path not in by_path or not identifier:
                continue
            if path not in identified:
                identified[path] = anchors(by_path[path].root)
            element = identified[path].get(identifier)
            if element is not None and is_note_body(element, label):
                by_path[path].notes.add(identifier)


def _landmarks(root: etree._Element | None, folder: str) -> list[tuple[str, str, str]]:
    landmarks = []
    for element in root.iter() if root is not None else ():
        if local_name(element) == "nav" and "landmarks" in section_types(element):
            links = [link for link in element.iter() if local_name(link) == "a"]
            landmarks += [(kind, attribute(link, "href"), folder) for link in links for kind in section_types(link)]
    return landmarks


def _parsed(archive: Archive, path: str | None, page: bool = False) -> etree._Element | None:
    """Return the root of a file, None where missing or broken."""
    if path is None:
        return None
    data = archive.read(path)
    try:
        text, _ = decode_declared(data, declared_encoding(data))
    except UnknownEncoding:
        return None
    return parse_page(text) if page else parse_xml(text)


def _is_page(item: etree._Element, path: str) -> bool:
    return "html" in attribute(item, "media-type") or bool(_PAGE.search(path))


def _in_order(name: str) -> list[tuple[int, str]]:
    """Return a sort key with `part2` before `part10`."""
    return [(int(number or 0), letters) for letters, number in re.findall(r"(\D*)(\d{0,9})", name)]
