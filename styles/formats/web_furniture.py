"""Parts of a web page around its text: menus, sidebars, teasers.

Some names are sure (`sidebar`, `comments`); others (`widget`, `info`) also stand on what holds the text, and do not
count there.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

from lxml import etree

from styles.formats.elements import HEADINGS, classes_of
from styles.formats.markup import attribute, local_name, text_of
from styles.language.words import count_words
from styles.text import Reason

_FURNITURE = frozenset(["nav", "aside", "footer", "button", "select", "menu", "dialog"])
_ROLES = frozenset(["navigation", "banner", "contentinfo", "complementary", "search", "menu", "dialog", "alert"])
_NAME = (
    r"(?:site|page|main|top|bottom|left|right|post|entry|article)?[-_]?(?:{})"
    r"[-_]?(?:area|bar|block|box|container|links?|list|section|wrapper)?"
)
_SURE = re.compile(
    _NAME.format(
        r"nav|navbar|navigation|menu|sidebar|breadcrumbs?|pagination|pager|comments?|respond|related|recommended|cookies?"
        r"|newsletter|subscribe|advert|ads?|promo|footer|popup|modal"
    )
    + r"|noprint|ws-noexport|mw-editsection|mw-jump-link|navbox|catlinks|printfooter|infobox|skip-link"
    r"|screen-reader-text"
)
"""Class names and ids of what stands around the text of a page."""
_UNSURE = re.compile(_NAME.format(r"meta|info|share|sharing|social|tags|byline|dateline|widget|toolbar"))
"""Those that also stand on what holds the text."""
_TEXT = re.compile(r"(?:entry|post|article|story|e)[-_]?(?:content|body|text)")
"""Class names of the text itself."""
_TEASER = re.compile(r"(?:.*[-_])?(?:teaser|card|preview|excerpt|related|recommended|promo)(?:[-_].*)?")
"""Class names of the few lines that lead to another page."""
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
_LEAST_WORDS = 20
"""Words outside links from which an element of an unsure name may hold the text."""


def furniture(body: etree._Element) -> dict[etree._Element, Reason]:
    """Return the elements around the text, with their removal reasons."""
    most, prose = words_in([body]) / 2, _prose_words(body)
    around: dict[etree._Element, Reason] = {}
    unsure: dict[etree._Element, int] = {}
    for element in body.iterdescendants():
        reason = _reason(element)
        if reason is not None and (
            words_in([element]) <= most or _prose_words(element) < min(prose / 2, prose - _LEAST_WORDS)
        ):
            around[element] = reason
        elif reason is None and any(map(_UNSURE.fullmatch, _names(element))):
            unsure[element] = _prose_words(element)
    outermost = [element for element in unsure if element.getparent() not in unsure]
    hold_text = sum(unsure[element] for element in outermost if element not in around) > prose / 2
    for element, own in unsure.items():
        if not (_holds_named_text(element) or (hold_text and own >= _LEAST_WORDS)):
            around[element] = "navigation"
    return around


def _names(element: etree._Element) -> set[str]:
    return classes_of(element) | {attribute(element, "id").lower()}


def _holds_named_text(element: etree._Element) -> bool:
    return any(_TEXT.fullmatch(name) for inside in element.iter() for name in classes_of(inside))


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
    named = _names(element)
    if named & _NOTES:
        return "note"
    unseen = attribute(element, "hidden") == "hidden" or bool(_HIDDEN.search(attribute(element, "style")))
    return "navigation" if unseen or role in _ROLES or any(map(_SURE.fullmatch, named)) else None


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


def around_main_parts(body: etree._Element, left_out: dict[etree._Element, Reason]) -> list[etree._Element]:
    """Return the elements beside the parts that the page calls its own."""
    parts = [body]
    for is_part in (_is_main, _is_article):
        inner = [element for part in parts for element in outermost(part, is_part, left_out)]
        if is_part is _is_article and (teasers := _teasers(parts, inner, left_out)):
            return [*_around(parts, body), *teasers]
        if inner and words_in(inner) >= _MAIN_SHARE * words_in(parts):
            parts = inner
    return list(_around(parts, body))


def _teasers(
    parts: list[etree._Element], articles: list[etree._Element], left_out: dict[etree._Element, Reason]
) -> list[etree._Element]:
    """Return the articles that lead elsewhere, beside a longer text."""
    teasers = [article for article in articles if _is_teaser(article)]
    if not teasers or len(articles) < 2:
        return []
    own = {*(article for article in articles if article not in set(teasers))}
    beside = words_in(parts) - words_in(articles) - words_in(list(_outermost_of(parts, left_out)))
    longest = max(beside, *(words_in([article]) for article in own), 0) if own else beside
    return teasers if longest > max(words_in([teaser]) for teaser in teasers) else []


def _outermost_of(parts: list[etree._Element], left_out: dict[etree._Element, Reason]) -> Iterator[etree._Element]:
    for part in parts:
        walk = etree.iterwalk(part, events=("start",))
        for _, element in walk:
            if element in left_out:
                yield element
                walk.skip_subtree()


def _is_teaser(article: etree._Element) -> bool:
    if any(_TEASER.fullmatch(name) for name in _names(article)):
        return True
    heading = next((element for element in article.iter() if local_name(element) in HEADINGS), None)
    if heading is None:
        return False
    links = [link for link in (*heading.iter(), *heading.iterancestors()) if local_name(link) == "a"]
    return any(not attribute(link, "href").startswith("#") for link in links)


def _is_main(element: etree._Element) -> bool:
    return local_name(element) == "main" or attribute(element, "role").lower() == "main"


def _is_article(element: etree._Element) -> bool:
    return local_name(element) == "article" or attribute(element, "itemprop").lower() == "articlebody"


def outermost(
    part: etree._Element, is_part: Callable[[etree._Element], bool], left_out: dict[etree._Element, Reason]
) -> Iterator[etree._Element]:
    """Yield the outermost elements of a kind that are not left out."""
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


def words_in(parts: Sequence[etree._Element]) -> int:
    """Return the number of words of some elements."""
    return sum(count_words(text_of(part)) for part in parts)


def _prose_words(element: etree._Element) -> int:
    """Return the number of words outside links."""
    links = (link for link in element.iter() if local_name(link) == "a")
    return words_in([element]) - words_in([link for link in links if attribute(link, "href")])
