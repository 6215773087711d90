"""Reading of Word documents (DOCX): running text without notes and tables.

Comments, deletions and the like go too. Headers and footers are files of their own, which are never opened; files of
other kinds that stand in the text (`altChunk`) are read in their place.
"""

from lxml import etree

from styles import error_messages
from styles.errors import TextError
from styles.formats.archives import Archive
from styles.formats.docx_chunks import insert_chunk, is_package
from styles.formats.docx_parts import OTHER_ROOTS, WordParts
from styles.formats.docx_styles import is_on, list_dashes, value, word_styles
from styles.formats.markup import attribute, local_name
from styles.formats.office import BODY_LEVEL, OfficeBody, parsed_part, spaced_text, unreadable
from styles.formats.symbols import PRIVATE, symbol, with_symbols
from styles.formats.text_builder import TextBuilder
from styles.text import Reason

_SILENT = frozenset(
    """ppr rpr sectpr tblpr tblgrid tblprex trpr tcpr sdtpr sdtendpr rubypr rt fallback instrtext delinstrtext
    footnoteref endnoteref footnotepr endnotepr styles lists fonts docpr""".split()
)
_LEFT_OUT: dict[str, Reason] = {"del": "deletion", "movefrom": "deletion", "tbl": "table", "omath": "image"}
_NOTE_PARTS = {"footnotereference": "footnotes", "endnotereference": "endnotes"}
_NOTES_OF_2003 = frozenset(["footnote", "endnote"])
_CHANGES_OF_2003: dict[str, Reason] = {"word.comment": "comment", "word.deletion": "deletion"}
"""Notes and changes that stand in the text itself, in Word 2003's XML."""
_GALLERIES: dict[str, Reason] = {"table of contents": "contents", "bibliographies": "back matter"}
"""What Word calls the parts that it makes itself."""
_LIST, _LEVEL = "pPr/numPr/numId", "pPr/numPr/ilvl"
_BODY = str(BODY_LEVEL)


def read_docx(archive: Archive, name: str) -> TextBuilder:
    """Return the text of a document; errors use `name`."""
    builder = TextBuilder()
    _read(archive, name, builder, is_outermost=True)
    return builder


def _read(archive: Archive, name: str, builder: TextBuilder, is_outermost: bool) -> None:
    parts = WordParts(archive)
    root = parsed_part(archive, parts.main)
    if parts.main is not None and root is None:
        raise unreadable(name)
    if root is None or local_name(root) in OTHER_ROOTS:
        raise TextError(error_messages.NO_BOOK(name=name, kind=error_messages.NO_TEXT_INSIDE))
    _Body(archive, parts, builder, name if is_outermost else None).write(root)


class _Body(OfficeBody):
    def __init__(self, archive: Archive, parts: WordParts, builder: TextBuilder, name: str | None) -> None:
        """Begin a document; only an outermost one has a name, and chunks."""
        super().__init__(builder)
        self._archive, self._parts, self._name = archive, parts, name
        self._styles, self._hidden = word_styles(parsed_part(archive, parts.find("styles")))
        self._notes = {kind: _texts(archive, parts.find(part)) for kind, part in _NOTE_PARTS.items()}
        self._comments = _texts(archive, parts.find("comments"))
        self._dashes = list_dashes(parsed_part(archive, parts.find("numbering")))
        self._chunks: set[str] = set()
        self._markers = 0

    def _open(self, element: etree._Element, name: str) -> bool:
        if name in _SILENT:
            return True
        if name == "t":
            self._builder.write(_written(element))
        elif name == "sym":
            self._builder.write(_symbol(element))
        elif name in ("tab", "ptab"):
            self._builder.write(" ")
        elif name in ("br", "cr"):
            self._break(attribute(element, "type"))
        elif name == "nobreakhyphen":
            self._builder.write("-")
        elif name in _NOTES_OF_2003:
            self._leave_out_note(spaced_text(element))
            return True
        elif name in self._notes:
            self._leave_out_note(self._notes[name].get(attribute(element, "id"), ""))
        elif name == "commentreference":
            self._builder.remove("comment", self._comments.get(attribute(element, "id"), ""))
        elif name == "altchunk":
            self._insert_chunk(attribute(element, "id"))
        elif name in ("drawing", "pict", "object"):
            self._set_aside_drawing(element)
            return True
        elif self._leave_out(element, self._reason(element, name)):
            return True
        elif name == "p":
            self._builder.write(self._dashes.get((value(element, _LIST), value(element, _LEVEL)), ""))
        return False

    def _close(self, element: etree._Element, name: str) -> None:
        # a deleted paragraph mark joins the paragraph with the next one, and so does a large initial in its frame
        if name == "p" and element.find("{*}pPr/{*}rPr/{*}del") is None and not _is_initial(element):
            self._end_paragraph()

    def _reason(self, element: etree._Element, name: str) -> Reason | None:
        """Return why the element is left out, else None."""
        if name == "p":
            level = value(element, "pPr/outlineLvl")
            reason = "heading" if level not in ("", _BODY) else self._styles.reason(value(element, "pPr/pStyle"))
            return None if reason == "heading" and level == _BODY else reason
        if name == "r" and self._is_hidden(element):
            return "outside the reading order"
        if name == "sdt":
            return _GALLERIES.get(value(element, "sdtPr/docPartObj/docPartGallery").lower())
        if name == "annotation":
            return _CHANGES_OF_2003.get(attribute(element, "type").lower())
        return _LEFT_OUT.get(name)

    def _is_hidden(self, run: etree._Element) -> bool:
        own = run.find("{*}rPr/{*}vanish")
        if own is not None or not self._hidden:
            return is_on(own)
        paragraph = next((outer for outer in run.iterancestors() if local_name(outer) == "p"), run)
        used = (value(run, "rPr/rStyle"), value(paragraph, "pPr/pStyle"))
        named = (self._hidden[each] for style in used for each in self._styles.chain(style) if each in self._hidden)
        return next(named, False)

    def _insert_chunk(self, identifier: str) -> None:
        """Write the file that stands here, or record it as unread."""
        relation = self._parts.relations.get(identifier)
        path = relation.path if relation else None
        if path is not None and self._name is not None and path not in self._chunks:
            self._chunks.add(path)  # each once: a file named a thousand times would be a bomb
            data = self._archive.read(path)
            if is_package(data):
                if self._insert_document(data):
                    return
            elif insert_chunk(self._builder, data, path):
                return
        self._builder.remove("outside the reading order", relation.target if relation else "altChunk")

    def _insert_document(self, data: bytes) -> bool:
        name, inserted = self._name or "", TextBuilder()
        try:
            _read(self._archive.inner(data, name), name, inserted, is_outermost=False)
        except TextError:
            return False
        self._builder.insert(inserted.text, inserted.removals)
        return True

    def _break(self, kind: str) -> None:
        if kind not in ("page", "column"):
            self._builder.break_line()
        elif self._builder.last_character():
            self._builder.write(" ")
        elif kind == "page":
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


def _written(text: etree._Element) -> str:
    """Return the characters of a run, with those of symbol fonts."""
    written = text.text or ""
    if PRIVATE.search(written) is None or (run := text.getparent()) is None:
        return written
    fonts = run.find("{*}rPr/{*}rFonts")
    return written if fonts is None else with_symbols(written, attribute(fonts, "ascii") or attribute(fonts, "hansi"))


def _symbol(element: etree._Element) -> str:
    try:
        return symbol(attribute(element, "font"), int(attribute(element, "char"), 16))
    except ValueError:
        return " "


def _is_initial(paragraph: etree._Element) -> bool:
    frame = paragraph.find("{*}pPr/{*}framePr")
    return frame is not None and attribute(frame, "dropcap").lower() in ("drop", "margin")


def _texts(archive: Archive, path: str | None) -> dict[str, str]:
    """Return a file's notes or comments, by id."""
    root = parsed_part(archive, path)
    return {} if root is None else {attribute(entry, "id"): spaced_text(entry) for entry in root}
