"""Reading of Word 97 documents (DOC): text without notes and tables.

Comments, deletions and the like go too, and so do headers and footers. Word up to 2003 writes these
files; what their bytes mean is in Microsoft's [MS-DOC].
"""

import re
from collections.abc import Iterable, Iterator

from styles import error_messages
from styles.errors import TextError, locked
from styles.formats.office import BODY_LEVEL
from styles.formats.set_paragraphs import SetParagraphs
from styles.formats.symbols import symbol, with_symbols
from styles.formats.text_builder import TextBuilder
from styles.formats.word97_file import WordFile, streams
from styles.formats.word97_formatting import PLAIN, CharacterFormat, Formatting, positions, word97_dashes, word97_styles
from styles.i18n.message import Message
from styles.text import Reason

_BODY, _FOOTNOTES, _COMMENTS, _ENDNOTES, _BOXES = 0, 1, 4, 5, 6
"""Ranks of the stories."""
_NOTES: tuple[tuple[int, Reason, int, int, int], ...] = (
    (_FOOTNOTES, "note", 2, 3, 2),
    (_ENDNOTES, "note", 46, 47, 2),
    (_COMMENTS, "comment", 4, 5, 30),
)
"""Story, reason, the tables of marks and of notes, and the bytes that a mark has beside its position."""
_SECTIONS, _SECTION_SIZE = 6, 12
_SPECIAL = re.compile("[\x00-\x1f(]")
_ENDS = re.compile("[\r\x07\x0c]")
_FIELD = re.compile("[\x13\x14\x15]")
_HALF = re.compile("[\ud800-\udfff]")
_SIGNS = {"\t": " ", "\x0e": " ", "\x1e": "-"}
_OTHERS: dict[str, Message] = {
    "workbook": error_messages.OTHER_FILE(kind="an old spreadsheet"),
    "book": error_messages.OTHER_FILE(kind="an old spreadsheet"),
    "powerpoint document": error_messages.OTHER_FILE(kind="an old presentation"),
    "visiodocument": error_messages.OTHER_FILE(kind="a drawing"),
    "quill": error_messages.OTHER_FILE(kind="a Publisher document"),
    "matost": error_messages.OTHER_FILE(kind="a Works document"),
    "__properties_version1.0": error_messages.OTHER_FILE(kind="an Outlook message"),
}
"""Streams that tell what else a compound file is."""


def read_doc(data: bytes, name: str) -> TextBuilder:
    """Return the text of a document; errors use `name`."""
    found = streams(data)
    if found is None:
        raise TextError(error_messages.DAMAGED_DOC(name=name))
    if "encryptedpackage" in found:
        raise locked(name)
    if "worddocument" not in found:
        kind = next((kind for stream, kind in _OTHERS.items() if stream in found), error_messages.OLD_OFFICE)
        raise TextError(error_messages.NOT_TEXT(name=name, kind=kind))
    file = WordFile(found)
    if file.is_encrypted:
        raise locked(name)
    if not file.is_word:
        raise TextError(error_messages.NOT_TEXT(name=name, kind=error_messages.OLD_WORD))
    if not file.text:
        raise TextError(error_messages.DAMAGED_DOC(name=name))
    builder = TextBuilder()
    _Document(file, builder).write()
    return builder


class _Document:
    """One walk through the text of a document."""

    def __init__(self, file: WordFile, builder: TextBuilder) -> None:
        self._file, self._builder = file, builder
        self._body = SetParagraphs(builder)
        self._formatting = Formatting(file)
        self._styles = word97_styles(file)
        self._dashes = word97_dashes(file, self._formatting.fonts)
        self._notes = {mark: note for kind in _NOTES for mark, note in self._marked(*kind)}
        start, end = file.story(_BODY)
        self._text, self._own_marks = _with_marks(without_codes(file.text[start:end]), self._notes)
        self._sections = frozenset(positions(file.table(_SECTIONS), _SECTION_SIZE))
        self._markers = 0

    def write(self) -> None:
        start, runs = 0, self._runs()
        run = next(runs)
        for match in _ENDS.finditer(self._text):
            position = match.start()
            if match.group() == "\x0c" and position + 1 not in self._sections:
                continue
            while run[1] <= position:
                self._put(max(start, run[0]), run[1], run[2])
                run = next(runs)
            self._put(max(start, run[0]), position, run[2])
            self._end_paragraph(position, run[2])
            start = position + 1
        for rest in (run, *runs):
            self._put(max(start, rest[0]), rest[1], rest[2])
        self._body.end_paragraph(None)
        for begin, end in [self._file.story(_BOXES)]:
            self._builder.remove("outside the reading order", plain_words(self._file.text[begin:end]))

    def _runs(self) -> Iterator[tuple[int, int, CharacterFormat]]:
        """Yield the whole text in stretches of one format."""
        done, end = 0, len(self._text)
        for first, after, format_ in self._formatting.characters():
            first, after = max(first, done), min(after, end)
            if first >= after:
                continue
            yield done, first, PLAIN
            yield first, after, format_
            done = after
        yield done, end + 1, PLAIN

    def _marked(
        self, story: int, reason: Reason, marks: int, notes: int, size: int
    ) -> Iterator[tuple[int, tuple[Reason, str]]]:
        """Yield positions of notes' marks, with the words of the notes."""
        start, end = self._file.story(story)
        places = positions(self._file.table(notes), 0)
        for rank, mark in enumerate(positions(self._file.table(marks), size)[:-1]):
            if rank + 1 < len(places):
                note = self._file.text[min(start + places[rank], end) : min(start + places[rank + 1], end)]
                yield mark, (reason, plain_words(note))

    def _put(self, start: int, end: int, format_: CharacterFormat) -> None:
        """Write a stretch of one format."""
        done, end = start, min(end, len(self._text))
        kind: Reason | None = "deletion" if format_.deleted else "outside the reading order" if format_.hidden else None
        for match in _SPECIAL.finditer(self._text, start, end):
            position, sign = match.start(), match.group()
            if sign == "(" and format_.symbol is None:
                continue
            self._write(self._text[done:position], kind, format_)
            done = position + 1
            if sign == "(" and format_.symbol is not None:
                self._write(symbol(self._font(format_.symbol[0]), format_.symbol[1]), kind, PLAIN)
            elif kind is not None or sign in _SIGNS:
                self._write(_SIGNS.get(sign, " "), kind, PLAIN)
            else:
                self._put_special(position, sign)
        self._write(self._text[done:end], kind, format_)

    def _put_special(self, position: int, sign: str) -> None:
        pieces = self._body.pieces
        if position in self._notes and sign in "\x02\x05":
            reason, note = self._notes[position]
            if reason == "note":
                own = self._own_marks.get(position)
                self._markers += own is None
                pieces.append(("note marker", own or f"[{self._markers}]"))
            pieces.append((reason, note))
        elif sign == "\x0b":
            pieces.append(("line", "\n"))
        elif sign == "\x01":
            pieces.append(("image", "picture"))
        elif sign == "\x0c" and pieces:
            pieces.append(("text", " "))
        elif sign == "\x0c":
            self._body.end_chapter()

    def _write(self, text: str, kind: Reason | None, format_: CharacterFormat) -> None:
        if not text:
            return
        if format_.font is not None:
            text = with_symbols(text, self._font(format_.font))
        if _HALF.search(text):
            text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        self._body.pieces.append((kind or "text", text))

    def _font(self, rank: int) -> str:
        fonts = self._formatting.fonts
        return fonts[rank] if rank < len(fonts) else ""

    def _end_paragraph(self, position: int, format_: CharacterFormat) -> None:
        sign = self._text[position]
        paragraph = self._formatting.paragraph(position)
        if sign == "\r" and (format_.deleted or paragraph.initial):
            return
        reason = self._styles.reason(paragraph.style)
        if paragraph.level is not None:
            reason = "heading" if paragraph.level < BODY_LEVEL else None if reason == "heading" else reason
        if dash := self._dashes.get(paragraph.item):
            self._body.pieces.insert(0, ("text", dash))
        self._body.end_paragraph(reason, paragraph.in_table, of_cell=sign == "\x07")


def _with_marks(text: str, notes: Iterable[int]) -> tuple[str, dict[int, str]]:
    """Return text with writers' own marks of notes as Word's, and these."""
    own = {place: text[place] for place in notes if place < len(text) and text[place] not in "\x02\x05\r\x07\x0c"}
    characters = list(text) if own else []
    for place in own:
        characters[place] = "\x02"
    return "".join(characters) or text, own


def without_codes(text: str) -> str:
    """Return text with the codes of its fields as zero characters."""
    opened: list[int] = []
    codes: list[tuple[int, int]] = []
    for match in _FIELD.finditer(text):
        if match.group() == "\x13":
            opened.append(match.start())
        elif opened:
            start = opened[-1]
            if start >= 0:
                codes.append((start, match.end()))
            if match.group() == "\x14":
                opened[-1] = -1  # the result is text
            else:
                opened.pop()
    pieces: list[str] = []
    done = 0
    for start, end in sorted(codes):
        if end > done:
            start = max(start, done)
            pieces += [text[done:start], "\0" * (end - start)]
            done = end
    return "".join([*pieces, text[done:]])


def plain_words(story: str) -> str:
    """Return the words of a note or a text box."""
    return " ".join(_SPECIAL.sub(lambda match: "(" if match.group() == "(" else " ", without_codes(story)).split())
