"""Reading of web pages: the article without the page's furniture.

General extractors of articles lose short paragraphs, repeated lines and verse, which a writer means; here only what the
page itself names as its furniture goes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from lxml import etree

from styles import error_messages
from styles.errors import TextError, quoted
from styles.formats.elements import HEADINGS, classes_of, is_note_body, note_links
from styles.formats.markup import attribute, declared_text, local_name, parse_html, text_of
from styles.formats.text_builder import TextBuilder
from styles.formats.xhtml import write_page
from styles.language.words import count_words
from styles.text import Reason, Removal, Text

_UNSEEN = ("script", "style", "noscript", "template")
_FURNITURE = frozenset(["nav", "aside", "footer", "button", "select", "menu", "dialog"])
_ROLES = frozenset(["navigation", "banner", "contentinfo", "complementary", "search", "menu", "dialog", "alert"])
_NAMES = re.compile(
    r"(?:site|page|main|top|bottom|left|right|post|entry|article)?[-_]?(?:nav|navbar|navigation|menu|sidebar|meta|info"
    r"|breadcrumbs?|pagination|pager|share|sharing|social|comments?|respond|related|recommended|cookies?|newsletter"
    r"|subscribe|advert|ads?|promo|footer|tags|byline|dateline|widget|toolbar|popup|modal)"
    r"[-_]?(?:area|bar|block|box|container|links?|list|section|wrapper)?"
    r"|noprint|ws-noexport|mw-editsection|mw-jump-link|navbox|catlinks|printfooter|infobox|skip-link|screen-reader-text"
)
"""Class names and ids of what stands around the text of a page."""
_NOTES = frozenset(["references", "reflist"])
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MENU_LINKS = 3
"""Links of a menu at least; see below."""
_MENU_ELEMENTS = 1_000
"""Elements of a menu at most; see below."""
_MENU_SHARE = 0.8
"""Lists of so many links and not of so many elements are menus if the links have this share of the list's letters."""
_MAIN_SHARE = 0.4
"""The part that a page calls its main one is believed when it has this share of the words."""
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
    left_out = _furniture(body)
    left_out |= dict.fromkeys(_around(_main_parts(body, left_out), body), "navigation")
    typed = list(_outermost(body, _is_typed, left_out))
    if typed and _words(typed) >= _TYPED_SHARE * _words([body]):
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


def _furniture(body: etree._Element) -> dict[etree._Element, Reason]:
    """Return the elements around the text, with their removal reasons."""
    most = _words([body]) / 2
    furniture: dict[etree._Element, Reason] = {}
    for element in body.iterdescendants():
        reason = _reason(element)
        if reason is not None and _words([element]) <= most:
            furniture[element] = reason
    return furniture


def _reason(element: etree._Element) -> Reason | None:
    name, role = local_name(element), attribute(element, "role").lower()
    if name == "pre":
        # converters also put indented verse into plain code elements; real code names its language or its colours
        return "code" if any(local_name(child) == "code" and classes_of(child) for child in element) else None
    if name == "header":
        return "navigation" if _is_masthead(element) else None
    if name in ("ul", "ol") and _is_menu(element):
        return "navigation"
    parent = element.getparent()
    if name in _FURNITURE and not role.startswith("doc-"):
        return None if parent is not None and local_name(parent) == "blockquote" else "navigation"
    named = classes_of(element) | {attribute(element, "id").lower()}
    if named & _NOTES:
        return "note"
    unseen = attribute(element, "hidden") == "hidden" or bool(_HIDDEN.search(attribute(element, "style")))
    return "navigation" if unseen or role in _ROLES or any(map(_NAMES.fullmatch, named)) else None


def _is_masthead(header: etree._Element) -> bool:
    """Check whether a header is the site's and not a chapter's."""
    inside = {local_name(element) for element in header.iter()}
    around = {local_name(element) for element in header.iterancestors()}
    return "nav" in inside or not (inside & HEADINGS and around & {"article", "main", "section"})


def _is_menu(element: etree._Element) -> bool:
    if next(islice(element.iter(), _MENU_ELEMENTS, None), None) is not None:
        return False
    links = [text_of(link) for link in element.iter() if local_name(link) == "a"]
    return len(links) >= _MENU_LINKS and len("".join(links)) >= _MENU_SHARE * len(text_of(element).strip())


def _main_parts(body: etree._Element, left_out: dict[etree._Element, Reason]) -> list[etree._Element]:
    """Return the page's main parts by its own names, or all."""
    parts = [body]
    for is_part in (_is_main, _is_article):
        inner = [element for part in parts for element in _outermost(part, is_part, left_out)]
        if inner and _words(inner) >= _MAIN_SHARE * _words(parts):
            parts = inner
    return parts


def _is_main(element: etree._Element) -> bool:
    return local_name(element) == "main" or attribute(element, "role").lower() == "main"


def _is_article(element: etree._Element) -> bool:
    return local_name(element) == "article" or attribute(element, "itemprop").lower() == "articlebody"


def _is_typed(element: etree._Element) -> bool:
    return local_name(element) == "pre"


def _outermost(
    part: etree._Element, is_part: Callable[[etree._Element], bool], left_out: dict[etree._Element, Reason]
) -> Iterator[etree._Element]:
    walk = etree.iterwalk(part, events=("start",))
    for _, element in walk:
        if element in left_out:
            walk.skip_subtree()
        elif element is not part and is_part(element):
            yield element
            walk.skip_subtree()


def _around(parts: list[etree._Element], body: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements beside the parts and their ancestors."""
    kept = {*parts, *(outer for part in parts for outer in part.iterancestors())}
    for outer in kept - set(parts):
        if outer is body or body in outer.iterancestors():
            yield from (child for child in outer if child not in kept)


def _note_ids(body: etree._Element) -> frozenset[str]:
    """Return the ids of likely notes that markers point to."""
    identified = {attribute(element, "id"): element for element in body.iter()}
    links = ((link.removeprefix("#"), label) for link, label in note_links(body) if link.startswith("#"))
    return frozenset(link for link, label in links if link in identified and is_note_body(identified[link], label))


def _words(parts: Sequence[etree._Element]) -> int:
    return sum(count_words(text_of(part)) for part in parts)
