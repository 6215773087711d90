"""Books of our own for the readers' tests, built in memory."""

import zipfile
from collections.abc import Mapping, Sequence
from io import BytesIO

Book = Sequence[Sequence[str]]
"""Paragraphs by chapter; verse lines are parted by a newline inside a paragraph."""

RUSSIAN = (
    "Ёлка стояла у самого окна, и снег за стеклом казался ей роднёй. — Дедушка, — спросила Маша, — а зачем зимой "
    "темно? Старик подумал, погладил бороду и сказал: «Затем, чтобы огни было видно издалека». Больше она "
    "не спрашивала. "
)
"""A little more than 200 characters."""


def title(book: Book, number: int) -> str:
    """Return a heading for a chapter in the language of the book."""
    russian = any("а" <= char <= "я" for char in book[0][0])
    return f"{'Глава' if russian else 'Chapter'} {number + 1}"


def russian(characters: int) -> str:
    """Return so many characters of Russian prose of our own."""
    parts = ("Кот", "Сосед", "Почтальон", "Моя тётя", "Юный лодочник", "Эхо"), ("долго", "вчера", "нехотя", "снова")
    verbs = ("ждал парома", "чинил забор", "искал ключи", "пел под окном", "объяснял дорогу", "щурился на солнце")
    sentences = [f"{who} {how} {what}. " for what in verbs for how in parts[1] for who in parts[0]]
    return (RUSSIAN + "".join(sentences))[:characters].rstrip()


def epub(
    pages: Mapping[str, str] | Sequence[str],
    package: str = "",
    files: Mapping[str, str | bytes] | None = None,
    spine: str = "",
    title: str = "A Book of Rain",
) -> bytes:
    """Return an EPUB whose pages are these bodies; `package` and `files` add to its description and its files."""
    named = pages if isinstance(pages, Mapping) else {f"page{number}": page for number, page in enumerate(pages)}
    items = "".join(f'<item id="{name}" href="{name}.xhtml" media-type="application/xhtml+xml"/>' for name in named)
    references = "".join(f'<itemref idref="{name}"/>' for name in named)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/epub+zip")
        archive.writestr(
            "META-INF/container.xml",
            '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OPS/book.opf"/></rootfiles></container>',
        )
        archive.writestr(
            "OPS/book.opf",
            '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
            f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{title}</dc:title></metadata>'
            f"<manifest>{items}</manifest><spine>{spine or references}</spine>{package}</package>",
        )
        for name, body in named.items():
            archive.writestr(f"OPS/{name}.xhtml", page(body))
        for path, content in (files or {}).items():
            archive.writestr(path, content)
    return buffer.getvalue()


def page(body: str) -> str:
    """Return an XHTML page; a body may bring its own body element."""
    inside = body if body.startswith("<body") else f"<body>{body}</body>"
    return (
        '<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml" '
        f'xmlns:epub="http://www.idpf.org/2007/ops"><head><title>A title</title></head>{inside}</html>'
    )


def fb2(bodies: str, encoding: str = "utf-8", after: str = "") -> bytes:
    """Return an FB2 file with these bodies."""
    return (
        f'<?xml version="1.0" encoding="{encoding}"?><FictionBook xmlns="http://www.gribuser.ru/xml/fictionbook/2.0" '
        'xmlns:l="http://www.w3.org/1999/xlink"><description><title-info><book-title>Дождь</book-title></title-info>'
        f"</description>{bodies}{after}</FictionBook>"
    ).encode(encoding)


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Return a zip archive of these files."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """Return a Word document with this body; `parts` are the insides of its other files (styles, footnotes, ...)."""
    spaces = (
        'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:wp="urn:wp" xmlns:mc="urn:mc"'
    )
    files = {"document": f"<w:body>{body}</w:body>"} | dict(parts or {})
    return zipped(
        {f"word/{name}.xml": f"<w:{name} {spaces}>{inside}</w:{name}>".encode() for name, inside in files.items()}
    )


def odt(body: str, before: str = "", files: Mapping[str, bytes] | None = None, kind: str = "text") -> bytes:
    """Return an OpenDocument file with this body; `before` stands before it, and `files` beside the content."""
    names = ("office", "text", "style", "table", "draw", "svg", "fo")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    content = (
        f"<office:document-content {spaces}>{before}<office:body><office:{kind}>{body}</office:{kind}></office:body>"
        "</office:document-content>"
    )
    return zipped({"content.xml": content.encode()} | dict(files or {}))
