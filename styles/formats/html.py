"""Reading of web pages: the article without the page's furniture.

General extractors of articles lose short paragraphs, repeated lines and verse, which a writer means; here only what the
page itself names as its furniture goes.
"""

from collections.abc import Sequence

from lxml import etree

from styles import error_messages
from styles.errors import TextError, quoted
from styles.formats.elements import anchors, is_note_body, note_links
from styles.formats.fan_archives import fan_archive_parts
from styles.formats.markup import declared_text, local_name, parse_html, text_of
from styles.formats.text_builder import TextBuilder
from styles.formats.web_furniture import around_main_parts, furniture, outermost, words_in
from styles.formats.xhtml import write_page
from styles.text import Removal, Text

_UNSEEN = ("script", "style", "noscript", "template")
_TYPED_SHARE = 0.5
"""A page with this share of its words in preformatted lines is a text file in the clothes of a page."""


def read_html(data: bytes, name: str) -> Text:
    """Return the text of a page; `name` is the author's."""
    written, encoding = declared_text(data, quoted(name))
    root = parse_html(written)
    if root is None:
        raise TextError(error_messages.DAMAGED_HTML(name=quoted(name)))
    etree.strip_elements(root, *(f"{{*}}{tag}" for tag in _UNSEEN), with_tail=False)
    body = next((element for element in root.iter() if local_name(element) == "body"), root)
    left_out = furniture(body)
    left_out |= dict.fromkeys(around_main_parts(body, left_out), "navigation")
    for part, reason in fan_archive_parts(body).items():
        if (around := part.getparent()) is not None:
            left_out.pop(around, None)  # only its parts go, so that a chapter's heading still ends one
        left_out[part] = reason
    typed = list(outermost(body, _is_typed, left_out))
    if typed and words_in(typed) >= _TYPED_SHARE * words_in([body]):
        return _read_typed(body, typed, name, encoding)
    builder = TextBuilder()
    write_page(body, builder, _note_ids(body), left_out)
    return Text(name, builder.text, encoding, builder.removals, reflow=False)


def _read_typed(body: etree._Element, typed: Sequence[etree._Element], name: str, encoding: str) -> Text:
    """Return the preformatted lines as the lines of a text file."""
    lines = "\n\n".join(text_of(element) for element in typed)
    for element in typed:
        element.clear()
    around = " ".join(" ".join(str(piece) for piece in body.itertext()).split())
    return Text(name, lines, encoding, (Removal("navigation", around, 0),) if around else ())


def _is_typed(element: etree._Element) -> bool:
    return local_name(element) == "pre"


def _note_ids(body: etree._Element) -> frozenset[str]:
    """Return the ids of likely notes that markers point to."""
    links = [(link.removeprefix("#"), label) for link, label in note_links(body) if link.startswith("#")]
    anchored = anchors(body) if links else {}
    return frozenset(link for link, label in links if link in anchored and is_note_body(anchored[link], label))
