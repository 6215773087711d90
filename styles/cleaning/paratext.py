"""Names that e-books and headings give to parts outside the text."""

import re

from styles.text import Reason

SECTION_TYPES: dict[str, Reason] = {
    "toc": "contents",
    "toc-brief": "contents",
    "landmarks": "contents",
    "page-list": "contents",
    "pagelist": "contents",
    "loi": "contents",
    "lot": "contents",
    "loa": "contents",
    "lov": "contents",
    "cover": "title page",
    "titlepage": "title page",
    "title-page": "title page",
    "halftitlepage": "title page",
    "halftitle-page": "title page",
    "imprint": "imprint",
    "copyright-page": "imprint",
    "copyright": "imprint",
    "imprimatur": "imprint",
    "colophon": "imprint",
    "revision-history": "imprint",
    "errata": "imprint",
    "seriespage": "imprint",
    "dedication": "front matter",
    "foreword": "front matter",
    "acknowledgments": "front matter",
    "acknowledgements": "front matter",
    "contributors": "front matter",
    "other-credits": "front matter",
    "bibliography": "back matter",
    "biblioentry": "back matter",
    "glossary": "back matter",
    "index": "back matter",
    "footnote": "note",
    "footnotes": "note",
    "endnote": "note",
    "endnotes": "note",
    "rearnote": "note",
    "rearnotes": "note",
    "note": "note",
    "notes": "note",
    "annotation": "note",
    "pagebreak": "page number",
    "backlink": "note marker",
}
"""The section names of EPUB 3 (`epub:type`, and `role` without its `doc-`), of guides and landmarks."""

HEADING_TYPES = frozenset(
    ["title", "subtitle", "halftitle", "fulltitle", "covertitle", "ordinal", "label", "bridgehead", "heading"]
)
NOTE_REFERENCE_TYPES = frozenset(["noteref", "annoref"])
VERSE_TYPES = frozenset(["verse", "poem", "song", "hymn", "lyrics"])

CLASSES: dict[str, Reason] = {
    **dict.fromkeys(["pagenum", "pageno", "page-number", "page_number", "pagenumber", "pagebreak"], "page number"),
    **dict.fromkeys(["lnum", "linenum", "linenumber", "line-number", "lineno", "linenr", "ln"], "line number"),
    **dict.fromkeys(["footnote", "footnotes", "endnote", "endnotes", "rearnote", "rearnotes", "note-body"], "note"),
    **dict.fromkeys(["toc", "contents", "tableofcontents", "table-of-contents"], "contents"),
    **dict.fromkeys(["titlepage", "title-page", "halftitlepage"], "title page"),
    **dict.fromkeys(["copyright", "copyright-page", "copyrightpage", "imprint", "colophon"], "imprint"),
    **dict.fromkeys(["pg-boilerplate", "pgheader", "pgfooter"], "project gutenberg"),
    **dict.fromkeys(["transnote", "transcriber-note", "transcribers-note", "tnote"], "transcriber's note"),
    **dict.fromkeys(["caption", "figcaption"], "image"),
}
"""Class names that converters and Project Gutenberg use for the same things."""
NOTE_REFERENCE_CLASSES = frozenset(
    ["noteref", "note-ref", "fnref", "fn-ref", "fnanchor", "footnoteref", "footnote-ref", "endnoteref", "endnote-ref"]
)
VERSE_CLASSES = frozenset(
    ["poem", "poetry", "poetry-container", "verse", "verses", "stanza", "strophe", "lg", "linegroup", "line-group"]
    + ["line-block", "lyrics", "song"]
)
HEADING_CLASSES = re.compile(
    r"(?:chapter|section|part|book|story)?[-_]?(?:title|subtitle|heading|head|header|number|num)|ct|cn|chaptitle|chapnum"
)

_STYLE_NAMES: dict[Reason, str] = {
    "contents": r"toc\b.*|contents\b.*|table of (?:contents|figures)|index\b.*|оглавление.*|содержание.*",
    "heading": r"(?:heading|заголовок|title|subtitle|название|подзаголовок|chapter(?: title| heading| number)?|глава"
    r"|überschrift|titre|título|titolo)[\s\d.]*",
    "image": r"(?:.* ?)?caption|illustration|figure|drawing|название объекта|подпись",
    "back matter": r"bibliography\b.*|список литературы",
    "note": r"(?:foot|end)note(?: text)?|текст (?:концевой )?сноски",
    "page number": r"(?:header|footer)(?: (?:left|right|first))?|верхний колонтитул|нижний колонтитул",
}
_STYLES = {reason: re.compile(names, re.IGNORECASE) for reason, names in _STYLE_NAMES.items()}
"""What word processors call the paragraph styles of what is no running text."""
_BASE_STYLES: dict[Reason, re.Pattern[str]] = {
    "contents": re.compile(r"(?:toc|contents|index)\b.*|оглавление.*", re.IGNORECASE),
    "heading": re.compile(r"(?:heading|заголовок|überschrift|titre|título|titolo)[\s.]*\d*", re.IGNORECASE),
}
"""Styles whose meaning goes to those based on them; a writer's body style may be based on Title, Header or Caption."""
_CAPTIONS = frozenset(["table", "text"])
"""What LibreOffice calls two of its styles based on Caption; without that base they are a writer's own."""

_SECTION_NAMES: dict[Reason, str] = {
    "contents": "contents|table of contents|list of illustrations|illustrations|list of chapters|содержание|оглавление"
    "|зміст|змест|inhalt|inhaltsverzeichnis|table des matières|sommaire|índice|indice|sommario|sumário|spis treści",
    "title page": "title page|titlepage|half ?title|half title page|cover|cover page|обложка|титульный лист",
    "imprint": "copyright|copyright page|copyright notice|copyright information|imprint|colophon|uncopyright|impressum"
    "|legal notice|выходные данные|об издании|mentions légales",
    "front matter": "dedication|acknowledge?ments?|praise for .+|благодарности|посвящение|danksagung|remerciements",
    "back matter": "about the authors?|also by .+|by the same author|other books by .+|about the publisher|newsletter"
    "|bibliography|references|glossary|index|об авторе|другие книги автора|библиография|литература|über den autor",
    "note": "notes|endnotes|end notes|footnotes|примечания|сноски|комментарии|примітки|anmerkungen|fußnoten|notas|note"
    "|przypisy",
    "transcriber's note": r"transcriber[’']?s[’']? notes?",
}
_SECTIONS = {reason: re.compile(rf"(?:{names})\s*[.:]?", re.IGNORECASE) for reason, names in _SECTION_NAMES.items()}

_IMPRINT = re.compile(
    r"copyright|©|\(c\) ?\d{4}|all rights reserved|isbn|published by|first published|printed in|publishing|\bpress\b"
    r"|no part of this (?:book|publication)|this is a work of fiction|library of congress|e-?book edition"
    r"|все права защищены|издательство|издание|тираж|подписано в печать|удк|ббк|фрагмент .{0,40}правообладател"
    r"|alle rechte vorbehalten|tous droits réservés",
    re.IGNORECASE,
)
_NUMBER = r"(?:\d{1,4}|[ivxlcdm]{1,6})"
_MARKER = re.compile(rf"[\[({{]?\s*(?:(?:notes? )?{_NUMBER}|[a-z]|[*†‡§¶#•]{{1,4}})\s*[\])}}]?\.?", re.IGNORECASE)
_BRACKETED_MARKER = re.compile(rf"[\[({{]\s*(?:{_NUMBER}|[*†‡])\s*[\])}}]|[*†‡§]{{1,3}}|\d{{1,4}}[)\]]", re.IGNORECASE)


def section_named(heading: str) -> Reason | None:
    """Return the removal reason for a section heading, else None."""
    heading = " ".join(heading.split()).strip("*_ ")
    return next((reason for reason, names in _SECTIONS.items() if names.fullmatch(heading)), None)


def style_named(name: str) -> Reason | None:
    """Return the removal reason for a paragraph style, else None."""
    return next((reason for reason, names in _STYLES.items() if names.fullmatch(name.strip())), None)


def base_style_named(name: str, style: str) -> Reason | None:
    """Return the reason that a style takes from its base, else None."""
    name = name.strip()
    if style.strip().lower() in _CAPTIONS and style_named(name) == "image":
        return "image"
    return next((reason for reason, names in _BASE_STYLES.items() if names.fullmatch(name)), None)


def imprint_marks(text: str) -> int:
    """Return how many different signs of a copyright page occur."""
    return len({match.group().lower() for match in _IMPRINT.finditer(text)})


def looks_like_marker(text: str) -> bool:
    """Check whether link or superscript text can be a note marker."""
    return bool(_MARKER.fullmatch(text.strip()))


def looks_like_bracketed_marker(text: str) -> bool:
    """Check whether the text is almost surely a note marker."""
    return bool(_BRACKETED_MARKER.fullmatch(text.strip()))
