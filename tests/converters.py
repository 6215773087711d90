"""A text as a file of each format, the way common programs write it: for round trips, fuzzing and benchmarks."""

import textwrap
from collections.abc import Callable
from html import escape

from reportlab.lib.styles import ParagraphStyle

from tests.books import Book, epub, fb2, title, zipped
from tests.kindle_books import as_azw3, as_combined, as_huffman, as_mobi, as_palm
from tests.marked_converters import as_asciidoc, as_fdx, as_fountain, as_latex, as_org, as_rst
from tests.set_books import BODY, chapters, cyrillic_font, pdf
from tests.word97 import HEADING, Word97, doc

_WORD = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def as_lines(book: Book) -> str:
    """Return plain text, one paragraph a line, blank lines between."""
    parts = ["\n\n".join([title(book, number), *chapter]) for number, chapter in enumerate(book)]
    return "\n\n\n".join(parts) + "\n"


def as_hard_wrapped(book: Book) -> str:
    """Return plain text wrapped by hand at 72 characters, blank lines between paragraphs."""
    return as_lines([[_wrapped(paragraph) for paragraph in chapter] for chapter in book])


def as_indented(book: Book) -> str:
    """Return plain text wrapped by hand, where only an indent begins a paragraph."""
    parts = [
        "\n".join([f"\n\n{title(book, number)}\n", *(_wrapped(paragraph, "    ") for paragraph in chapter)])
        for number, chapter in enumerate(book)
    ]
    return "\n".join(parts) + "\n"


def as_markdown(book: Book) -> str:
    """Return Markdown: chapters under headings, signs of Markdown behind backslashes."""
    marks = str.maketrans({mark: f"\\{mark}" for mark in "*_`[]<>#\\"})
    parts = [
        "\n\n".join([f"# {title(book, number)}", *(_plain_start(text.translate(marks)) for text in chapter)])
        for number, chapter in enumerate(book)
    ]
    return "\n\n".join(parts) + "\n"


def as_html(book: Book) -> bytes:
    """Return one web page."""
    bodies = "".join(_html(book, number) for number in range(len(book)))
    head = '<meta charset="utf-8"><title>A book</title>'
    return f"<!DOCTYPE html><html><head>{head}</head><body>{bodies}</body></html>".encode()


def as_epub(book: Book) -> bytes:
    """Return an EPUB, a page for each chapter."""
    return epub([_html(book, number).replace("<br>", "<br/>") for number in range(len(book))])


def as_fb2(book: Book) -> bytes:
    """Return an FB2, a section for each chapter; a paragraph of lines is a poem."""
    sections = "".join(
        f"<section><title><p>{title(book, number)}</p></title>{''.join(map(_fb2_paragraph, chapter))}</section>"
        for number, chapter in enumerate(book)
    )
    return fb2(f"<body>{sections}</body>")


def as_docx(book: Book) -> bytes:
    """Return a Word document: headings by style, line breaks inside paragraphs of lines."""
    paragraphs = "".join(
        '<w:p><w:pPr><w:pStyle w:val="Heading1"/></w:pPr><w:r><w:t>' + title(book, number) + "</w:t></w:r></w:p>"
        + "".join(f"<w:p><w:r>{_docx_lines(text)}</w:r></w:p>" for text in chapter)
        for number, chapter in enumerate(book)
    )  # fmt: skip
    kinds = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    package = "http://schemas.openxmlformats.org/package/2006"
    return zipped(
        {
            "[Content_Types].xml": (
                f'<Types xmlns="{package}/content-types">'
                '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
                f'<Override PartName="/word/document.xml" ContentType="{kinds}.document.main+xml"/>'
                f'<Override PartName="/word/styles.xml" ContentType="{kinds}.styles+xml"/></Types>'
            ).encode(),
            "_rels/.rels": _relation(package, "officeDocument", "word/document.xml"),
            "word/_rels/document.xml.rels": _relation(package, "styles", "styles.xml"),
            "word/styles.xml": (
                f'<w:styles {_WORD}><w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/>'
                '<w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>'
            ).encode(),
            "word/document.xml": f"<w:document {_WORD}><w:body>{paragraphs}</w:body></w:document>".encode(),
        }
    )


def as_odt(book: Book) -> bytes:
    """Return an OpenDocument text."""
    names = f'xmlns:office="{_OFFICE}:office:1.0" xmlns:text="{_OFFICE}:text:1.0"'
    return zipped(
        {
            "mimetype": b"application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content {names}><office:body><office:text>{_odt_body(book)}"
                "</office:text></office:body></office:document-content>"
            ).encode(),
        }
    )


def as_fodt(book: Book) -> bytes:
    """Return an OpenDocument text in one XML file."""
    names = f'xmlns:office="{_OFFICE}:office:1.0" xmlns:text="{_OFFICE}:text:1.0"'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {names} '
        'office:mimetype="application/vnd.oasis.opendocument.text"><office:body><office:text>'
        f"{_odt_body(book)}</office:text></office:body></office:document>"
    ).encode()


def as_doc(book: Book) -> bytes:
    """Return a Word 97 document: headings by style, text in two pieces."""
    paragraphs: list[str] = []
    styles: dict[int, tuple[int, bytes]] = {}
    for number, chapter in enumerate(book):
        styles[len(paragraphs)] = (HEADING, b"")
        paragraphs += [title(book, number), *(text.replace("\n", "\x0b") for text in chapter)]
    text = "".join(f"{paragraph}\r" for paragraph in paragraphs)
    return doc(Word97(text, paragraphs=styles, compressed=(False, False)))


def as_rtf(book: Book) -> bytes:
    """Return an RTF document in code page 1252, other letters by number."""
    body = "".join(
        rf"\pard\s1\outlinelevel0\b {_rtf(title(book, number))}\b0\par" + "\n"
        + "".join(rf"\pard\plain {_rtf(text)}\par" + "\n" for text in chapter)
        for number, chapter in enumerate(book)
    )  # fmt: skip
    return (r"{\rtf1\ansi\ansicpg1252\uc1{\stylesheet{\s1 heading 1;}}" + "\n" + body + "}").encode("ascii")


def as_pdf(book: Book) -> bytes:
    """Return a PDF set in lines of even length; Russian needs a font of this computer."""
    russian = title(book, 0).startswith("Г")
    style = ParagraphStyle("text", BODY, fontName=cyrillic_font() if russian else BODY.fontName)
    named = {
        title(book, number): [escape(text).replace("\n", "<br/>") for text in chapter]
        for number, chapter in enumerate(book)
    }
    return pdf(chapters(named, style))


CONVERTERS: dict[str, Callable[[Book], bytes]] = {
    "lines.txt": lambda book: as_lines(book).encode(),
    "utf-16.txt": lambda book: as_lines(book).encode("utf-16"),
    "cp1251.txt": lambda book: as_lines(book).encode("windows-1251", errors="replace"),
    "hard_wrapped.txt": lambda book: as_hard_wrapped(book).encode(),
    "indented.txt": lambda book: as_indented(book).replace("\n", "\r\n").encode(),
    "book.md": lambda book: as_markdown(book).encode(),
    "book.html": as_html,
    "book.epub": as_epub,
    "book.fb2": as_fb2,
    "book.fb2.zip": lambda book: zipped({"book.fb2": as_fb2(book)}),
    "book.docx": as_docx,
    "book.odt": as_odt,
    "book.fodt": as_fodt,
    "book.doc": as_doc,
    "book.rtf": as_rtf,
    "book.pdf": as_pdf,
    "book.fountain": lambda book: as_fountain(book).encode(),
    "book.fdx": as_fdx,
    "book.tex": lambda book: as_latex(book).encode(),
    "book.rst": lambda book: as_rst(book).encode(),
    "book.org": lambda book: as_org(book).encode(),
    "book.adoc": lambda book: as_asciidoc(book).encode(),
    "book.mobi": lambda book: as_mobi(_pages(book)),
    "huffman.mobi": lambda book: as_huffman(_pages(book)),
    "book.azw3": lambda book: as_azw3(_pages(book)),
    "combined.mobi": lambda book: as_combined(_pages(book)),
    "palm.prc": lambda book: as_palm(as_lines(book)),
    "book.scriv.zip": lambda book: as_scrivener(book),
}


def as_scrivener(book: Book) -> bytes:
    """Return a zipped Scrivener project: a folder for each chapter, with one document in it."""
    files, items = {}, ""
    for number, chapter in enumerate(book):
        written = r"{\rtf1\ansi\ansicpg1252\uc1 " + "".join(rf"\pard {_rtf(text)}\par" + "\n" for text in chapter) + "}"
        files[f"Book.scriv/Files/Data/D{number}/content.rtf"] = written.encode("ascii")
        files[f"Book.scriv/Files/Data/D{number}/notes.rtf"] = rb"{\rtf1 Find out about the rain.}"
        document = f'<BinderItem UUID="D{number}" Type="Text"><Title>Scene</Title></BinderItem>'
        items += f'<BinderItem UUID="F{number}" Type="Folder"><Title>{title(book, number)}</Title>'
        items += f"<Children>{document}</Children></BinderItem>"
    draft = f'<BinderItem UUID="DRAFT" Type="DraftFolder"><Title>Draft</Title><Children>{items}</Children></BinderItem>'
    binder = f"<ScrivenerProject><Binder>{draft}</Binder></ScrivenerProject>"
    return zipped({"Book.scriv/Book.scrivx": binder.encode(), **files})


def _pages(book: Book) -> list[str]:
    return [_html(book, number).replace("<br>", "<br/>") for number in range(len(book))]


def _wrapped(paragraph: str, first: str = "") -> str:
    lines = paragraph.split("\n")
    if len(lines) > 1:
        return "\n".join(f"        {line}" for line in lines)
    return textwrap.fill(paragraph, 72, initial_indent=first, break_long_words=False, break_on_hyphens=False)


def _plain_start(text: str) -> str:
    """Return a paragraph of Markdown whose lines do not begin like a list."""
    lines = [f"\\{line}" if line[:1] in "-+=~|" else line for line in text.split("\n")]
    return "  \n".join(line.replace(".", "\\.", 1) if line.partition(".")[0].isdigit() else line for line in lines)


def _html(book: Book, number: int) -> str:
    paragraphs = "".join(f"<p>{escape(text).replace(chr(10), '<br>')}</p>\n" for text in book[number])
    return f"<h2>{title(book, number)}</h2>\n{paragraphs}"


def _fb2_paragraph(text: str) -> str:
    lines = escape(text).split("\n")
    if len(lines) == 1:
        return f"<p>{lines[0]}</p>"
    return f"<poem><stanza>{''.join(f'<v>{line}</v>' for line in lines)}</stanza></poem>"


def _docx_lines(text: str) -> str:
    return "<w:br/>".join(f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n"))


def _odt_body(book: Book) -> str:
    return "".join(
        f'<text:h text:outline-level="1">{title(book, number)}</text:h>'
        + "".join(f"<text:p>{escape(text).replace(chr(10), '<text:line-break/>')}</text:p>" for text in chapter)
        for number, chapter in enumerate(book)
    )


def _relation(package: str, kind: str, target: str) -> bytes:
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    return (
        f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{office}/{kind}" Target="{target}"/></Relationships>'
    ).encode()


def _rtf(text: str) -> str:
    escaped = text.replace("\\", r"\\").replace("{", r"\{").replace("}", r"\}").replace("\n", r"\line ")
    return "".join(char if char.isascii() else _rtf_number(char) for char in escaped)


def _rtf_number(char: str) -> str:
    halves = char.encode("utf-16-le")
    codes = (int.from_bytes(halves[place : place + 2], "little", signed=True) for place in range(0, len(halves), 2))
    return "".join(rf"\u{code}?" for code in codes)
