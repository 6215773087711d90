"""PDF books of our own for the readers' tests, set by reportlab in memory."""

from collections.abc import Callable, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from reportlab.lib.pagesizes import A5
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, PageBreak, PageTemplate, Paragraph

LATIN = "Times-Roman"
WIDTH, HEIGHT = A5
BODY = ParagraphStyle("body", fontName=LATIN, fontSize=11, leading=14, alignment=4, firstLineIndent=16)
BLOCK = ParagraphStyle("block", BODY, firstLineIndent=0, spaceAfter=8)
RAGGED = ParagraphStyle("ragged", BODY, alignment=0)
HEADING = ParagraphStyle("heading", BODY, fontSize=16, leading=20, alignment=1, firstLineIndent=0, spaceAfter=20)
WHOLE = [Frame(50, 50, WIDTH - 100, HEIGHT - 100)]
COLUMNS = [Frame(40, 40, 165, HEIGHT - 80), Frame(215, 40, 165, HEIGHT - 80)]

Drawing = Callable[[Canvas, int], None]


def cyrillic_font() -> str | None:
    """Return the name of a font of this computer with Cyrillic letters, None where there is none."""
    for place in Path("/usr/share/fonts").rglob("*Serif-Regular.ttf"):
        if place.stem in ("LiberationSerif-Regular", "DejaVuSerif-Regular"):
            pdfmetrics.registerFont(TTFont(place.stem, str(place)))
            return place.stem
    return None


def pdf(
    story: Sequence[Flowable | str],
    style: ParagraphStyle = BODY,
    frames: Sequence[Frame] = WHOLE,
    furniture: Drawing | None = None,
    **settings: Any,
) -> bytes:
    """Return a PDF of paragraphs and other things; `furniture` draws on every page, given its number."""
    buffer = BytesIO()

    def draw(canvas: Canvas, document: BaseDocTemplate) -> None:
        if furniture is not None:
            canvas.saveState()
            furniture(canvas, document.page)
            canvas.restoreState()

    book = BaseDocTemplate(buffer, pagesize=A5, **settings)
    book.addPageTemplates(PageTemplate(frames=[*frames], onPage=draw))
    book.build([Paragraph(thing, style) if isinstance(thing, str) else thing for thing in story])
    return buffer.getvalue()


def chapters(titles_and_paragraphs: Mapping[str, Sequence[str]], style: ParagraphStyle = BODY) -> list[Flowable]:
    """Return chapters, each on a new page under its heading."""
    story: list[Flowable] = []
    for title, paragraphs in titles_and_paragraphs.items():
        story += [PageBreak()] if story else []
        story += [Paragraph(title, ParagraphStyle("title", HEADING, fontName=style.fontName))]
        story += [Paragraph(text, style) for text in paragraphs]
    return story


def drawn(draw: Callable[[Canvas], None], **settings: Any) -> bytes:
    """Return a PDF drawn by hand; the font is set to the body's at first."""
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A5, **settings)
    canvas.setFont(LATIN, 11)
    draw(canvas)
    canvas.save()
    return buffer.getvalue()


def with_objects(*objects: bytes) -> bytes:
    """Return a PDF of raw objects, the first of which is the catalog."""
    written, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(written))
        written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return written + b"xref\n0 %d\n0000000000 65535 f \n%btrailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        table,
        len(objects) + 1,
        len(written),
    )


def stream(content: bytes) -> bytes:
    """Return a stream object."""
    return b"<</Length %d>>stream\n%b\nendstream" % (len(content), content)
