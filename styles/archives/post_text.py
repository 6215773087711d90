"""The text of one post: from HTML, or from plain lines.

A quotation in a post is somebody else's words: what stands in `blockquote` goes without a trace, and so do cards of
other posts, forms and buttons. Headings, tables, code, notes and pictures are the writer's own and become removals.
"""

import re
from collections.abc import Iterable
from html import unescape

from lxml import etree

from styles.formats.elements import classes_of, is_note_body, note_links
from styles.formats.markup import attribute, local_name, parse_html, text_of
from styles.formats.text_builder import TextBuilder
from styles.formats.xhtml import write_page
from styles.text import CHAPTER_BORDER, PARAGRAPH_BREAK, Reason, Removal, in_one_chapter, solid

PostText = tuple[str, tuple[Removal, ...]]
"""The text with its removals; the text is "" where nothing of it can be seen."""

_OTHERS = frozenset(["blockquote", "iframe", "button", "lj-embed", "lj-poll", "lj-like", "lj-repost"])
"""Elements with the words of others, or of the service."""
_OTHERS_CLASSES = frozenset(
    """wp-block-embed wp-block-pullquote wp-block-quote wp-block-latest-comments wp-block-latest-posts wp-block-rss
    wp-block-button wp-block-buttons wp-block-file wp-block-jetpack-subscriptions sharedaddy jp-relatedposts
    subscription-widget-wrap subscription-widget-wrap-editor subscription-widget button-wrapper captioned-button-wrap
    embedded-post-wrap embedded-publication-wrap digest-post-embed tweet twitter-embed tweet-embed youtube-wrap comment
    community-chat install-substack-app-embed poll-embed pullquote instagram file-embed-wrapper paywall-jump
    native-audio-embed native-video-embed directmessage graf--mixtapeembed graf--pullquote blogger-post-footer
    quote-inline invisible bookmark link-to-page""".split()
)
"""Class names of WordPress, Substack, Medium, Blogger, Mastodon and Notion for the same."""
_CODE_CLASSES = frozenset(["wp-block-code", "graf--pre", "highlight", "highlighted_code_block", "syntaxhighlighter"])
_NOTE_CLASSES = frozenset(["footnote", "wp-block-footnotes", "footnotes"])
_MARKER_CLASSES = frozenset(["footnote-anchor", "footnote-number"])
_TAG = re.compile(r"(<[^<>]*>)")
_MARK = re.compile(r"</?(?:em|i|b|strong|sup|sub|span|u|a|br|small|code|mark)\b[^<>]{0,500}>", re.IGNORECASE)
"""The elements that a title may have."""
_KEEPS_LINES = re.compile(r"<(/?)(?:pre|script|style|textarea)\b", re.IGNORECASE)


def html_text(written: str, line_breaks: bool = False) -> PostText:
    """Return the text of a post's HTML.

    With `line_breaks`, line ends count, as in the old editors of WordPress and LiveJournal.
    """
    root = parse_html(f"<div>{_with_breaks(written) if line_breaks else written}</div>") if written.strip() else None
    if root is None:
        return "", ()
    return element_text(root)


def element_text(root: etree._Element) -> PostText:
    """Return the text of a parsed post, which is changed."""
    for element in list(root.iter()):
        if _is_others(element):
            tail = element.tail
            element.clear()
            element.tail = tail
    builder = TextBuilder()
    write_page(root, builder, _note_ids(root), _left_out(root.iter()))
    return built_text(builder)


def plain_text(written: str) -> PostText:
    """Return the text of a post without marks: lines and paragraphs."""
    builder = TextBuilder()
    builder.write(in_one_chapter(written), keep_lines=True)
    builder.end_paragraph()
    return built_text(builder)


def one_line(written: str) -> str:
    """Return a title or a name without entities, marks and line ends."""
    return " ".join(unescape(_MARK.sub("", in_one_chapter(written))).split())


def joined(texts: Iterable[PostText]) -> PostText:
    """Return texts in one, each in paragraphs of its own."""
    whole: list[str] = []
    removals: list[Removal] = []
    kept = 0
    for text, left_out in texts:
        removals += [removal.after(kept) for removal in left_out]
        whole.append(text)
        kept += len(solid(text))
    return PARAGRAPH_BREAK.join(text for text in whole if text), tuple(removals)


def built_text(builder: TextBuilder) -> PostText:
    """Return what a builder has, in one chapter."""
    text = builder.text.replace(f"\n{CHAPTER_BORDER}\n", PARAGRAPH_BREAK).replace(CHAPTER_BORDER, " ")
    return (text, builder.removals) if solid(text) else ("", ())


def _is_others(element: etree._Element) -> bool:
    return local_name(element) in _OTHERS or bool(classes_of(element) & _OTHERS_CLASSES)


def _left_out(elements: Iterable[etree._Element]) -> dict[etree._Element, Reason]:
    """Return the writer's own elements that are no running text."""
    reasons: dict[etree._Element, Reason] = {}
    for element in elements:
        classes = classes_of(element)
        if classes & _CODE_CLASSES or (local_name(element) == "pre" and _holds_code(element)):
            reasons[element] = "code"
        elif classes & _NOTE_CLASSES:
            reasons[element] = "note"
        elif classes & _MARKER_CLASSES:
            reasons[element] = "note marker"
    return reasons


def _holds_code(pre: etree._Element) -> bool:
    return any(local_name(child) == "code" for child in pre)


def _note_ids(root: etree._Element) -> frozenset[str]:
    """Return the ids of likely notes that markers point to."""
    identified = {attribute(element, "id"): element for element in root.iter() if attribute(element, "id")}
    links = ((link.rpartition("#")[2], label) for link, label in note_links(root))
    return frozenset(link for link, label in links if link in identified and is_note_body(identified[link], label))


def _with_breaks(written: str) -> str:
    """Return HTML with its line ends as break elements."""
    pieces: list[str] = []
    open_blocks = 0
    for piece in _TAG.split(written.replace("\r\n", "\n")):
        if kept := _KEEPS_LINES.match(piece):
            open_blocks = max(0, open_blocks - 1) if kept[1] else open_blocks + 1
        in_text = not piece.startswith("<") and not open_blocks
        pieces.append(piece.replace("\n", "<br>\n") if in_text else piece)
    return "".join(pieces)


def heading_of(root: etree._Element, names: frozenset[str]) -> str:
    """Return the text of the first element with some class, or ""."""
    named = (element for element in root.iter() if classes_of(element) & names)
    return next((one_line(text_of(element)) for element in named), "")
