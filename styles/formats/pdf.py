"""Reading of PDF text layers: lines with positions, for `pdf_paragraphs`."""

import math
import re
from collections.abc import Iterator
from ctypes import c_double

import pypdfium2
import pypdfium2.raw as pdfium

from styles import error_messages
from styles.errors import TextError, locked
from styles.formats.pdf_lines import MARKER_END, MARKER_START, Line
from styles.formats.pdf_paragraphs import typeset
from styles.formats.text_builder import TextBuilder
from styles.language.words import count_words
from styles.text import ReadingLimits, without_half_characters

_HYPHEN = "\x02"
"""What PDFium gives for a hyphen at a line's end, in place of the line's end."""
_LINE = re.compile(rf"[^\r\n{_HYPHEN}]+{_HYPHEN}?")
_GLUED_NUMBER = re.compile(
    r"(?<=[^\W\d_]|[.,;:!?…»«”“’‘\"'″′)\]}—–*†‡])(?:\d{1,3}|[*†‡]{1,3})(?![\w%])|^(?:\d{1,3}|[*†‡]{1,3})"
)
_RESERVED = dict.fromkeys(map(ord, MARKER_START + MARKER_END), "\ufffd")
_NO_LETTER = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")
_MOST_UNKNOWN = 0.2
"""The share of characters without a meaning from which a document is refused. Judgement: fewer are ornaments; with 0.9,
tests/test_pdf.py reads a document of signs."""
_LEAST_RAISED = 0.8
"""Digits smaller than this share of their line's type are note markers."""
_WIDE = 1.0
"""A gap of more than the size of the type may part two cells of a table, or two columns."""
_UPRIGHT = 0.1
"""Radians by which an upright line may be turned. Judgement: a crooked scan has less, a vertical note 1.6."""
_TURN = math.tau
"""Radians of a whole turn."""


def read_pdf(data: bytes, name: str, limits: ReadingLimits) -> TextBuilder:
    """Return the text of a document; errors use `name`."""
    document = _opened(data, name)
    try:
        if len(document) > limits.max_pages:
            raise TextError(error_messages.PDF_PAGES(name=name, pages=len(document), most=limits.max_pages))
        pages = list(_pages(document, name, limits))
    finally:
        document.close()
    letters = "".join(line.text for page in pages for line in page)
    if len(_NO_LETTER.findall(letters)) > _MOST_UNKNOWN * len(letters):
        raise TextError(error_messages.PDF_LETTERS(name=name))
    return typeset(pages)


def _opened(data: bytes, name: str) -> pypdfium2.PdfDocument:
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
            raise locked(name) from error
        raise TextError(error_messages.DAMAGED_PDF(name=name)) from error


def _pages(document: pypdfium2.PdfDocument, name: str, limits: ReadingLimits) -> Iterator[list[Line]]:
    """Yield the lines of each page, none for an unreadable page."""
    words = 0
    for number in range(len(document)):
        try:
            page = document[number]
            lines = list(_lines(_Page(page)))
            page.close()
        except pypdfium2.PdfiumError:
            lines = []
        words += sum(count_words(line.text) for line in lines)
        if words > limits.max_words:
            raise TextError(error_messages.PDF_WORDS(name=name, most=limits.max_words))
        yield lines


class _Page:
    """Characters of one page, placed as a viewer turns it."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self._characters = page.get_textpage()
        self._turns = page.get_rotation() // 90
        """Quarters of a turn, clockwise."""
        shown = page.get_size()
        self._width, self._height = shown if self._turns % 2 == 0 else shown[::-1]

    def written(self) -> str:
        """Return the page's characters, one for each index."""
        total = max(0, pdfium.FPDFText_CountChars(self._characters))
        text: str = self._characters.get_text_range().replace("\ufffe", _HYPHEN)
        if len(text) != total:  # halves of characters and others that would shift all indices
            text = "".join(chr(pdfium.FPDFText_GetUnicode(self._characters, index)) for index in range(total))
        return text

    def is_upright(self, index: int) -> bool:
        """Check whether a character stands upright for the reader."""
        angle = pdfium.FPDFText_GetCharAngle(self._characters, index) + self._turns * _TURN / 4
        return bool(min(angle % _TURN, -angle % _TURN) < _UPRIGHT)

    def size(self, index: int) -> float:
        """Return a character's drawn type size, in points."""
        matrix = pdfium.FS_MATRIX()
        if not pdfium.FPDFText_GetMatrix(self._characters, index, matrix):
            return 0.0
        scale = float((matrix.c**2 + matrix.d**2) ** 0.5)
        return float(pdfium.FPDFText_GetFontSize(self._characters, index)) * scale

    def origin(self, index: int) -> tuple[float, float]:
        """Return where a character begins on its baseline."""
        x, y = c_double(), c_double()
        pdfium.FPDFText_GetCharOrigin(self._characters, index, x, y)
        return self._turned(x.value, y.value)

    def right(self, index: int) -> float:
        """Return the right edge of a character."""
        box = pdfium.FS_RECTF()
        pdfium.FPDFText_GetLooseCharBox(self._characters, index, box)
        if self._turns == 0:
            return float(box.right)
        return max(self._turned(x, y)[0] for x, y in ((box.left, box.bottom), (box.right, box.top)))

    def _turned(self, x: float, y: float) -> tuple[float, float]:
        """Return a place on the page as it is shown."""
        places = ((x, y), (y, self._width - x), (self._width - x, self._height - y), (self._height - y, x))
        return places[self._turns]


def _lines(page: _Page) -> Iterator[Line]:
    """Yield the lines in drawing order."""
    text = page.written()
    text = text.translate(_RESERVED)
    for match in _LINE.finditer(text):
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        end = match.start() + len(match.group().rstrip())
        if start < end:
            yield from _cells(page, text, start, end)


def _cells(page: _Page, text: str, start: int, end: int) -> Iterator[Line]:
    """Yield a line, or its cells or columns between wide gaps."""
    size = sorted(page.size(index) for index in (start, (start + end) // 2, end - 1))[1]
    upright = page.is_upright((start + end) // 2)
    if size <= 0:
        return
    gaps = list(_wide_gaps(page, text, start, end, size))
    for first, after in zip([start, *(gap for _, gap in gaps)], [*(gap for gap, _ in gaps), end], strict=True):
        left, baseline = page.origin(first)
        words = _with_markers(page, text[first:after], first, size)
        yield Line(_whole(words), left, page.right(after - 1), baseline, size, upright)


def _wide_gaps(page: _Page, text: str, start: int, end: int, size: float) -> Iterator[tuple[int, int]]:
    """Yield the beginning and the end of each wide gap between words."""
    for match in re.finditer(" +", text[start:end]):
        before, after = start + match.start(), start + match.end()
        if before > start and after < end and page.origin(after)[0] - page.right(before - 1) > _WIDE * size:
            yield before, after


def _with_markers(page: _Page, words: str, start: int, size: float) -> str:
    """Return the words with raised small numbers between marks."""

    def marked(match: re.Match[str]) -> str:
        small = page.size(start + match.start()) < _LEAST_RAISED * size
        return f"{MARKER_START}{match.group()}{MARKER_END}" if small else match.group()

    return _GLUED_NUMBER.sub(marked, words)


def _whole(words: str) -> str:
    """Return the words with plain hyphens and whole characters."""
    words = words.replace(_HYPHEN, "-")
    return without_half_characters(words)
