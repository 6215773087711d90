"""Reading of Word documents (DOCX): running text without notes and tables.

Comments, deletions and the like go too. Headers and footers are files of their own, which are never opened.
"""

from lxml import etree

from styles.formats.archives import Archive
from styles.formats.markup import attribute, local_name
from styles.formats.office import DASHES, OfficeBody, StyleSheet, parsed_part, spaced_text, unreadable
from styles.formats.text_builder import TextBuilder
from styles.text import Reason

_SILENT = frozenset(
    """ppr rpr sectpr tblpr tblgrid tblprex trpr tcpr sdtpr sdtendpr rubypr rt fallback instrtext delinstrtext
    footnoteref endnoteref""".split()
)
_LEFT_OUT: dict[str, Reason] = {"del": "deletion", "movefrom": "deletion", "tbl": "table", "omath": "image"}
_NOTE_FILES = {"footnotereference": "word/footnotes.xml", "endnotereference": "word/endnotes.xml"}
_GALLERIES: dict[str, Reason] = {"table of contents": "contents", "bibliographies": "back matter"}
"""What Word calls the parts that it makes itself."""
_LIST, _LEVEL = "pPr/numPr/numId", "pPr/numPr/ilvl"
_BODY_LEVEL = "9"
"""The outline level of what is no heading."""


def read_docx(archive: Archive, name: str) -> TextBuilder:
    """Return the text of a document; errors use `name`."""
    paths = (path for path in archive.names if path.lower().startswith("word/document"))
    root = parsed_part(archive, archive.find("word/document.xml") or next(paths, None))
    if root is None:
        raise unreadable(name)
    builder = TextBuilder()
    _Body(archive, builder).write(root)
    return builder


class _Body(OfficeBody):
    def __init__(self, archive: Archive, builder: TextBuilder) -> None:
        super().__init__(builder)
        self._styles = _styles(parsed_part(archive, archive.find("word/styles.xml")))
        self._notes = {kind: _texts(archive, path) for kind, path in _NOTE_FILES.items()}
        self._comments = _texts(archive, "word/comments.xml")
        self._dashes = _dashes(parsed_part(archive, archive.find("word/numbering.xml")))
        self._markers = 0

    def _open(self, element: etree._Element, name: str) -> bool:
        if name in _SILENT:
            return True
        if name == "t":
            self._builder.write(element.text or "")
        elif name in ("tab", "ptab"):
            self._builder.write(" ")
        elif name in ("br", "cr"):
            self._break(attribute(element, "type"))
        elif name == "nobreakhyphen":
            self._builder.write("-")
        elif name in self._notes:
            self._leave_out_note(self._notes[name].get(attribute(element, "id"), ""))
        elif name == "commentreference":
            self._builder.remove("comment", self._comments.get(attribute(element, "id"), ""))
        elif name in ("drawing", "pict", "object"):
            self._set_aside_drawing(element)
            return True
        elif self._leave_out(element, self._reason(element, name)):
            return True
        elif name == "p":
            self._builder.write(self._dashes.get((_value(element, _LIST), _value(element, _LEVEL)), ""))
        return False

    def _close(self, element: etree._Element, name: str) -> None:
        # a deleted paragraph mark joins the paragraph with the next one
        if name == "p" and element.find("{*}pPr/{*}rPr/{*}del") is None:
            self._end_paragraph()

    def _reason(self, element: etree._Element, name: str) -> Reason | None:
        """Return why the element is left out, else None."""
        if name == "p":
            outlined = _value(element, "pPr/outlineLvl") not in ("", _BODY_LEVEL)
            return "heading" if outlined else self._styles.reason(_value(element, "pPr/pStyle"))
        if name == "r" and _is_on(element.find("{*}rPr/{*}vanish")):
            return "outside the reading order"
        if name == "sdt":
            return _GALLERIES.get(_value(element, "sdtPr/docPartObj/docPartGallery").lower())
        return _LEFT_OUT.get(name)

    def _break(self, kind: str) -> None:
        if kind not in ("page", "column"):
            self._builder.break_line()
        elif kind == "page" and not self._builder.last_character():
            self._builder.end_chapter()

    def _leave_out_note(self, note: str) -> None:
        self._markers += 1
        self._builder.mark_note(f"[{self._markers}]")
        self._builder.remove("note", note)

    def _set_aside_drawing(self, element: etree._Element) -> None:
        boxes: list[etree._Element] = []
        picture = ""
        walk = etree.iterwalk(element, events=("start",))
        for _, inner in walk:
            name = local_name(inner)
            if name == "txbxcontent":
                boxes.append(inner)
            elif name == "docpr":
                picture = picture or attribute(inner, "descr") or attribute(inner, "name")
            if name in ("txbxcontent", "fallback"):
                walk.skip_subtree()
        self._set_aside(boxes, picture)


def _is_on(setting: etree._Element | None) -> bool:
    return setting is not None and attribute(setting, "val").lower() not in ("0", "false", "off")


def _styles(root: etree._Element | None) -> StyleSheet:
    """Return the paragraph styles of the document."""
    names: dict[str, str] = {}
    bases: dict[str, str] = {}
    for style in root.iter("{*}style") if root is not None else ():
        identifier = attribute(style, "styleid")
        names[identifier] = _value(style, "name") or identifier
        bases[identifier] = _value(style, "basedOn")
    return StyleSheet(names, bases)


def _dashes(root: etree._Element | None) -> dict[tuple[str, str], str]:
    """Return list dashes by list id and item level."""
    marks: dict[tuple[str, str], str] = {}
    for level in root.iter("{*}lvl") if root is not None else ():
        if _value(level, "lvlText") in DASHES and (parent := level.getparent()) is not None:
            marks[attribute(parent, "abstractnumid"), attribute(level, "ilvl")] = f"{_value(level, 'lvlText')} "
    lists = (
        {} if root is None else {attribute(num, "numid"): _value(num, "abstractNumId") for num in root.iter("{*}num")}
    )
    return {(num, level): mark for num, kind in lists.items() for (of, level), mark in marks.items() if of == kind}


def _value(element: etree._Element, path: str) -> str:
    """Return the value of a nested setting, "" where it is missing."""
    setting = element.find("/".join(f"{{*}}{name}" for name in path.split("/")))
    return "" if setting is None else attribute(setting, "val")


def _texts(archive: Archive, path: str) -> dict[str, str]:
    """Return a file's notes or comments, by id."""
    root = parsed_part(archive, archive.find(path))
    return {} if root is None else {attribute(entry, "id"): spaced_text(entry) for entry in root}
