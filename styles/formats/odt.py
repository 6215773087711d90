"""Reading of OpenDocument texts (ODT, FODT): text without notes, tables.

Comments, deletions and the like go too. Headers and footers belong to the page styles, which are not read.
"""

import re

from lxml import etree

from styles import error_messages
from styles.errors import TextError, locked
from styles.formats.archives import Archive
from styles.formats.markup import attribute, declared_text, local_name, parse_xml
from styles.formats.odt_hidden import HiddenStyles
from styles.formats.office import DASHES, OfficeBody, StyleSheet, parsed_part, spaced_text, unreadable
from styles.formats.symbols import with_symbols
from styles.formats.text_builder import TextBuilder
from styles.text import Reason

_SILENT = frozenset(
    """tracked-changes variable-decls sequence-decls user-field-decls dde-connection-decls forms ruby-text
    annotation-end""".split()
)
_LEFT_OUT: dict[str, Reason] = {
    "h": "heading",
    "table": "table",
    "annotation": "comment",
    "table-of-content": "contents",
    "illustration-index": "contents",
    "table-index": "contents",
    "object-index": "contents",
    "user-index": "contents",
    "alphabetical-index": "back matter",
    "bibliography": "back matter",
}
_PICTURES = re.compile("(?<=<office:binary-data>)[^<]+")
"""Pictures in a flat file: a parser with limits would stop at their length."""
_SHAPES = frozenset(["frame", "custom-shape", "rect", "ellipse", "g"])


def read_odt(archive: Archive, name: str) -> TextBuilder:
    """Return the text of a document; errors use `name`."""
    _refuse_encrypted(archive, name)
    content = parsed_part(archive, archive.find("content.xml"))
    return _read(content, parsed_part(archive, archive.find("styles.xml")), name)


def read_fodt(data: bytes, name: str) -> TextBuilder:
    """Return the text of a flat document; errors use `name`."""
    written, _ = declared_text(data, name)
    return _read(parse_xml(_PICTURES.sub("", written)), None, name)


def _read(root: etree._Element | None, styles: etree._Element | None, name: str) -> TextBuilder:
    if root is None:
        raise unreadable(name)
    body = root.find("{*}body/{*}text")
    if body is None:
        raise TextError(error_messages.NO_TEXT_DOCUMENT(name=name))
    builder = TextBuilder()
    _Body(root, styles, builder).write(body)
    return builder


class _Body(OfficeBody):
    def __init__(self, root: etree._Element, styles: etree._Element | None, builder: TextBuilder) -> None:
        super().__init__(builder)
        # The automatic styles of styles.xml are those of headers and footers, under the same names as the body's.
        named = [] if styles is None else styles.findall("{*}styles")
        roots = [*named, *(part for part in root if local_name(part) != "body")]
        self._styles = _styles(roots)
        self._dashes = _dashes(roots)
        self._hidden = HiddenStyles(roots, root)
        regions = root.iter("{*}changed-region")
        self._deleted = {attribute(region, "id"): region.find("{*}deletion") for region in regions}

    def _open(self, element: etree._Element, name: str) -> bool:
        if name in _SILENT:
            return True
        if name in ("s", "tab"):
            self._builder.write(" ")
        elif name == "line-break":
            self._builder.break_line()
        elif name == "note":
            self._leave_out_note(element)
            return True
        elif name == "change":
            self._leave_out_deletion(attribute(element, "change-id"))
        elif name in _SHAPES:
            self._set_aside_shape(element, name)
            return True
        elif self._leave_out(element, self._reason(element, name)):
            return True
        elif name == "p":
            self._builder.write(self._dash(element))
        self._builder.write(element.text or "")
        return False

    def _close(self, element: etree._Element, name: str) -> None:
        super()._close(element, name)
        self._builder.write(element.tail or "")

    def _reason(self, element: etree._Element, name: str) -> Reason | None:
        """Return why the element is left out, else None."""
        if self._hidden.hides(element, name):
            return "outside the reading order"
        if name == "p":
            return self._styles.reason(attribute(element, "style-name"))
        return _LEFT_OUT.get(name)

    def _dash(self, paragraph: etree._Element) -> str:
        """Return the list's dash before a paragraph, or ""."""
        parent = paragraph.getparent()
        if parent is None or local_name(parent) != "list-item" or paragraph.getprevious() is not None:
            return ""
        lists = [outer for outer in paragraph.iterancestors() if local_name(outer) == "list"]
        style = next((name for outer in lists if (name := attribute(outer, "style-name"))), "")
        return self._dashes.get((style, str(len(lists))), "")

    def _leave_out_note(self, element: etree._Element) -> None:
        citation, body = (element.find(f"{{*}}note-{part}") for part in ("citation", "body"))
        self._builder.mark_note(spaced_text(citation) if citation is not None else "*")
        self._builder.remove("note", spaced_text(body) if body is not None else "")

    def _leave_out_deletion(self, change: str) -> None:
        deletion = self._deleted.get(change)
        for child in deletion if deletion is not None else ():
            if local_name(child) != "change-info":
                self._builder.remove("deletion", spaced_text(child))

    def _set_aside_shape(self, element: etree._Element, name: str) -> None:
        pictures = [inner for inner in element.iter() if local_name(inner) == "image"]
        boxes = [element] if name != "frame" else [box for box in element if local_name(box) == "text-box"]
        if pictures or not spaced_text(element):
            self._builder.remove("image", spaced_text(element) or attribute(element, "name") or "picture")
        else:
            self._set_aside([child for box in boxes for child in box], "")


def _styles(roots: list[etree._Element]) -> StyleSheet:
    """Return the paragraph styles of the document."""
    styles = [style for root in roots for style in root.iter("{*}style") if attribute(style, "family") == "paragraph"]
    bases = {attribute(style, "name"): attribute(style, "parent-style-name") for style in styles}
    groups = [root for root in roots if local_name(root) == "automatic-styles"]
    unnamed = frozenset(attribute(style, "name") for group in groups for style in group.iter("{*}style"))
    return StyleSheet({}, bases, unnamed=unnamed)


def _dashes(roots: list[etree._Element]) -> dict[tuple[str, str], str]:
    """Return list dashes by list style and item level."""
    marks: dict[tuple[str, str], str] = {}
    for level in (level for root in roots for level in root.iter("{*}list-level-style-bullet")):
        style, mark = level.getparent(), with_symbols(attribute(level, "bullet-char"), "symbol")
        if style is not None and mark in DASHES:
            marks[attribute(style, "name"), attribute(level, "level")] = f"{DASHES[mark]} "
    return marks


def _refuse_encrypted(archive: Archive, name: str) -> None:
    manifest = parsed_part(archive, archive.find("META-INF/manifest.xml"))
    if manifest is not None and next(manifest.iter("{*}encryption-data"), None) is not None:
        raise locked(name)
