"""Reading of Markdown: text without marks.

Authors write stories in Markdown editors without thinking of Markdown, so the reading favours prose: an indented
paragraph is no code, a paragraph over a line of dashes is no heading, and `- Yes.` is somebody speaking.
"""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from styles.cleaning.layout import has_a_paragraph_a_line
from styles.formats.elements import MOST_HEADING_WORDS
from styles.formats.markdown_signs import Signs
from styles.formats.markup import parse_page
from styles.formats.text_builder import SPOKEN_END, TextBuilder
from styles.formats.xhtml import write_page
from styles.language.words import count_words

_FRONT_MATTER = re.compile(r"\s*(?:---[ \t]*\n.*?\n(?:---|\.\.\.)|\+\+\+[ \t]*\n.*?\n\+\+\+)[ \t]*(?:\n|\Z)", re.DOTALL)
_KEY = re.compile(r"^[\w-]+\s*[:=]", re.MULTILINE)
_NOTE = re.compile(r"^\[\^[^\]\n]+\]:[ \t]*(.*(?:\n(?:[ \t]{2,}.*|(?=\n[ \t]{2,}\S)))*)", re.MULTILINE)
_NOTE_MARKER = re.compile(r"\[\^[^\]\s]+\]")
_TAG = re.compile(r"</?(?:[abiqsu]|em|strong|span|div|p|font|sub|sup|small|big|center|del|ins|mark|code|cite)\b", re.I)
_STARTS_LINE = re.compile(r"[^\w]*[^\W\d_a-zа-яё]")
_MOST_UNDERLINED_WORDS = 20
"""Words of an underlined heading. Judgement: a longer paragraph over a line of dashes is text."""
_LONGEST_VERSE = 60
"""Characters of a line of verse. Judgement: Markdown editors do not wrap, so longer lines are prose."""


def read_markdown(text: str) -> TextBuilder:
    """Return the text of a Markdown file."""
    builder = TextBuilder()
    front = _FRONT_MATTER.match(text)
    if front and _KEY.search(front.group()):
        builder.remove("description", front.group().strip("-+. \n"))
        text = text[front.end() :]
    signs = Signs(text)
    notes = [match.group(1) for match in _NOTE.finditer(signs.text)]
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"]).disable(["code"])
    _Writer(builder, signs, has_a_paragraph_a_line(text)).write(parser.parse(_NOTE.sub("", signs.text)))
    for note in notes:
        builder.remove("note", signs.restored(note))
    return builder


class _Writer:
    """Writes the blocks of a Markdown text into a builder."""

    def __init__(self, builder: TextBuilder, signs: Signs, a_line_each: bool) -> None:
        self._builder = builder
        self._signs = signs
        self._a_line_each = a_line_each
        """Whether a line's end is a paragraph's."""
        self._lists: list[str] = []
        """The mark that each open list puts before its items, from the outermost in."""
        self._mark = ""
        """The mark of the item whose first paragraph comes next."""

    def write(self, blocks: Sequence[Token]) -> None:
        """Write all blocks; a table is removed as a whole."""
        table: list[str] | None = None
        for index, block in enumerate(blocks):
            if block.type == "table_open":
                table = []
            elif block.type == "table_close":
                self._builder.remove("table", self._signs.restored(" ".join(table or [])))
                table = None
            elif table is not None:
                table.append(block.content)
            else:
                self._write_block(block, blocks[index - 1] if index else None)
        self._builder.end_chapter()

    def _write_block(self, block: Token, before: Token | None) -> None:
        if block.type == "inline" and before is not None and before.type == "heading_open":
            self._write_heading(block, before)
        elif block.type == "inline":
            self._write_paragraph(block)
        elif block.type in ("fence", "code_block"):
            self._builder.remove("code", self._signs.restored(block.content))
        elif block.type == "html_block":
            self._write_html(block.content)
        elif block.type == "hr":
            self._builder.end_chapter()
            self._builder.remove("separator", block.markup)
        elif block.type in ("bullet_list_open", "ordered_list_open"):
            self._lists.append(block.markup)
        elif block.type in ("bullet_list_close", "ordered_list_close"):
            self._lists.pop()
        elif block.type == "list_item_open":
            self._mark = f"{block.info}{block.markup} " if block.info else f"{block.markup} "

    def _write_heading(self, block: Token, opening: Token) -> None:
        underlined, total = opening.markup in ("-", "="), count_words(block.content)
        if total > MOST_HEADING_WORDS or (
            underlined and (total > _MOST_UNDERLINED_WORDS or SPOKEN_END.search(block.content))
        ):
            self._write_paragraph(block)
            self._builder.end_chapter()
            return
        self._builder.end_chapter()
        self._builder.remove("heading", self._signs.restored(block.content))

    def _write_paragraph(self, block: Token) -> None:
        # a dash before a spoken line makes a list for Markdown; numbers may be years
        if self._mark and (self._mark[0].isdigit() or (self._mark == "- " and SPOKEN_END.search(block.content))):
            self._builder.write(self._mark)
        self._mark = ""
        self._write_inline(block.children or [], verse=_is_verse(block.content))
        self._builder.end_paragraph()

    def _write_inline(self, pieces: Sequence[Token], verse: bool) -> None:
        for piece in pieces:
            if piece.type == "text":
                self._write_text(piece.content)
            elif piece.type == "code_inline":
                self._builder.write(self._signs.restored(piece.content))
            elif piece.type == "hardbreak" or (piece.type == "softbreak" and verse):
                self._builder.break_line()
            elif piece.type == "softbreak" and self._a_line_each:
                self._builder.end_paragraph()
            elif piece.type == "softbreak":
                self._builder.write(" ")
            elif piece.type == "image":
                shown = piece.content or str(piece.attrGet("src") or "")
                self._builder.remove("image", self._signs.restored(shown))
            elif piece.type == "html_inline":
                self._write_tag(piece.content)

    def _write_text(self, text: str) -> None:
        for piece in self._signs.pieces(text):
            if isinstance(piece, str):
                self._write_words(piece)
            else:
                self._builder.remove(*piece)

    def _write_words(self, text: str) -> None:
        self._builder.write_marked(text, _NOTE_MARKER, lambda match: self._builder.mark_note(match.group()))

    def _write_tag(self, tag: str) -> None:
        if re.match(r"<br\b", tag, re.IGNORECASE):
            self._builder.break_line()
        elif not _TAG.match(tag) and not tag.startswith("<!--"):
            self._builder.write(self._signs.restored(tag))

    def _write_html(self, content: str) -> None:
        pieces = self._signs.pieces(content)
        for piece in pieces:
            if not isinstance(piece, str):
                self._builder.remove(*piece)
        content = "".join(piece for piece in pieces if isinstance(piece, str))
        page = parse_page(f"<body>{content}</body>")
        if page is not None:
            write_page(page, self._builder)


def _is_verse(content: str) -> bool:
    """Check for verse: three or more short lines, mostly with capitals."""
    lines = content.split("\n")
    if len(lines) < 3 or max(map(len, lines)) > _LONGEST_VERSE:
        return False
    return sum(bool(_STARTS_LINE.match(line)) for line in lines) > 0.7 * len(lines)
