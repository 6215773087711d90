"""A text as a screenplay, and in the marks of editors for plain text: for round trips and fuzzing."""

import re
from html import escape

from tests.books import Book, title

_LATEX = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "%": r"\%",
    "_": r"\_",
    "^": r"\textasciicircum{}",
    "~": r"\textasciitilde{}",
    "'": r"\textquotesingle{}",
    "`": r"\textasciigrave{}",
    "-": "-{}",
    "<": "<{}",
    ">": ">{}",
    "\n": "\\\\\n",
}


def as_fountain(book: Book) -> str:
    """Return a screenplay: chapters are sections, every second paragraph is spoken."""
    blocks = ["Title: A Book"]
    for number, chapter in enumerate(book):
        blocks += [f"# {title(book, number)}", "INT. A HOUSE - DAY"]
        for place, text in enumerate(chapter):
            lines = [re.sub(r"([*_\\~@#!.>\[\]])", r"\\\1", line) for line in text.split("\n")]
            spoken = place % 2 and not lines[0].startswith("(")
            blocks.append("\n".join(["ANNA (O.S.)", "(quietly)", *lines] if spoken else [f"!{line}" for line in lines]))
    return "\n\n".join(blocks) + "\n"


def as_fdx(book: Book) -> bytes:
    """Return a Final Draft screenplay: a chapter is an act, every second paragraph is spoken."""
    paragraphs = [_fdx("Scene Heading", "INT. A HOUSE - DAY")]
    for number, chapter in enumerate(book):
        paragraphs.append(_fdx("New Act", title(book, number)))
        for place, text in enumerate(chapter):
            if place % 2:
                paragraphs += [_fdx("Character", "ANNA"), _fdx("Parenthetical", "(quietly)")]
            paragraphs.append(_fdx("Dialogue" if place % 2 else "Action", text))
    page = f"<TitlePage><Content>{_fdx('Custom', 'A Book')}</Content></TitlePage>"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no" ?><FinalDraft DocumentType="Script" Version="5">'
        f"<Content>{''.join(paragraphs)}</Content>{page}</FinalDraft>"
    ).encode()


def as_latex(book: Book) -> str:
    """Return a LaTeX document with chapters."""
    parts = []
    for number, chapter in enumerate(book):
        paragraphs = ["".join(_LATEX.get(char, char) for char in text) for text in chapter]
        parts.append("\n\n".join([rf"\chapter{{{title(book, number)}}}", *paragraphs]))
    body = "\n\n".join(parts)
    return f"\\documentclass{{book}}\n\\begin{{document}}\n\\maketitle\n{body}\n\\end{{document}}\n"


def as_rst(book: Book) -> str:
    """Return reStructuredText: underlined chapters, stanzas as line blocks."""
    parts = []
    for number, chapter in enumerate(book):
        parts.append(f"{title(book, number)}\n{'=' * 20}")
        for text in chapter:
            lines = [_guarded(re.sub(r"([*\\`|_\[\]:])", r"\\\1", line), "\\") for line in text.split("\n")]
            parts.append(lines[0] if len(lines) == 1 else "\n".join(f"| {line}" for line in lines))
    return "\n\n".join(parts) + "\n"


def as_org(book: Book) -> str:
    """Return an Org file; a zero-width space keeps a sign from being a mark."""
    parts = ["#+TITLE: A Book"]
    for number, chapter in enumerate(book):
        parts.append(f"* {title(book, number)}")
        for text in chapter:
            lines = [
                _guarded(re.sub(r"([*/_=~+\[\]<\\-])", "\u200b\\1\u200b", line), "\u200b") for line in text.split("\n")
            ]
            parts.append(" \\\\\n".join(lines))
    return "\n\n".join(parts) + "\n"


def as_asciidoc(book: Book) -> str:
    """Return an AsciiDoc file with chapters."""
    parts = ["= A Book\n:toc:"]
    for number, chapter in enumerate(book):
        parts.append(f"== {title(book, number)}")
        for text in chapter:
            lines = [re.sub(r"[*_`#^~{\[<.\-'\"]", _numbered, line) for line in text.split("\n")]
            parts.append(" +\n".join(_guarded(line, "{empty}") for line in lines))
    return "\n\n".join(parts) + "\n"


def _numbered(sign: re.Match[str]) -> str:
    return f"&#{ord(sign.group())};"


def _guarded(line: str, guard: str) -> str:
    """Return a line that does not begin like a list or another block."""
    if line.startswith(guard):
        return line
    return line if line[:1].isalpha() and line[1:2] not in (".", ")") else f"{guard}{line}"


def _fdx(kind: str, text: str) -> str:
    return f'<Paragraph Type="{kind}"><Text>{escape(text)}</Text></Paragraph>'
