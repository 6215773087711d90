"""Safe and tolerant parsing of XML, XHTML and HTML.

Damaged files are read as far as they go, and nothing foreign is ever loaded. Document types are cut off before parsing
and entities are replaced by their characters, so that no entity is left for a parser to expand, whatever the file
defines.
"""

import re
from collections.abc import Mapping
from html import unescape
from html.entities import html5
from typing import Any

from lxml import etree

from styles import error_messages
from styles.errors import TextError
from styles.formats.encodings import UnknownEncoding, decode_declared

_DECLARATION = re.compile(rb"<\?xml[^>]*?encoding\s*=\s*[\"']([A-Za-z0-9._:-]{1,40})[\"']")
_META = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([A-Za-z0-9._:-]{1,40})", re.IGNORECASE)
_PROLOGUE = re.compile(r"<\?xml[^>]{0,400}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]{0,2000}", re.IGNORECASE)
_END_OF_SUBSET = re.compile(r"\]\s*>")
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_NUMBERED = re.compile(r"&#(?:0*(?P<decimal>\d{3,7})|[xX]0*(?P<hex>[0-9a-fA-F]{2,6}));")
_LOOSE_AMPERSAND = re.compile(r"&(?!#\d{1,7};|#[xX][0-9a-fA-F]{1,6};|(?:amp|lt|gt|quot|apos);)")
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_TAG = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")
_ATTRIBUTE = re.compile(r"(?:([A-Za-z][\w.-]*):)?([A-Za-z_][\w.-]*)", re.ASCII)
_DEEPEST = 200
"""Elements inside each other in a tree. Judgement: more than any page has, and below the 256 at which libxml2 stops."""
_KEPT_NAMES = frozenset(["amp", "lt", "gt", "quot", "apos"])
_SAFE: dict[str, Any] = {
    "no_network": True,
    "huge_tree": False,
    "remove_comments": True,
    "remove_pis": True,
    "encoding": "utf-8",
}
_SAFE_XML: dict[str, Any] = {**_SAFE, "resolve_entities": False, "load_dtd": False, "dtd_validation": False}


def declared_encoding(data: bytes) -> str | None:
    """Return the encoding that an XML or XHTML file declares, or None."""
    match = _DECLARATION.search(data[:400]) or _META.search(data[:2000])
    return match.group(1).decode("ascii") if match else None


def declared_text(data: bytes, name: str) -> tuple[str, str]:
    """Return a file's characters and encoding; errors use `name`."""
    try:
        return decode_declared(data, declared_encoding(data))
    except UnknownEncoding as error:
        raise TextError(error_messages.UNKNOWN_XML_ENCODING(name=name)) from error


def parse_xml(text: str) -> etree._Element | None:
    """Return the root of an XML text, repaired; None without one."""
    data = _prepared(text)
    try:
        return etree.fromstring(data, etree.XMLParser(**_SAFE_XML))
    except (etree.XMLSyntaxError, ValueError):
        return _recovered(data, etree.XMLParser(**_SAFE_XML, recover=True))


def parse_html(text: str) -> etree._Element | None:
    """Return a web page's root, parsed as HTML unless sound XML.

    None where there is no root. It is read as browsers do unless it is sound XML.
    """
    data = _prepared(text)
    try:
        return etree.fromstring(data, etree.XMLParser(**_SAFE_XML))
    except (etree.XMLSyntaxError, ValueError):
        return _as_html(data)


def parse_page(text: str) -> etree._Element | None:
    """Return the root of an XHTML or HTML page.

    A damaged one is read in whichever way loses less.
    """
    data = _prepared(text)
    try:
        return etree.fromstring(data, etree.XMLParser(**_SAFE_XML))
    except (etree.XMLSyntaxError, ValueError):
        as_xml = _recovered(data, etree.XMLParser(**_SAFE_XML, recover=True))
        as_html = _as_html(data)
    return max(as_html, as_xml, key=lambda root: -1 if root is None else len(text_of(root)))


def text_of(element: etree._Element) -> str:
    """Return all the text inside the element, unseparated."""
    return "".join(str(piece) for piece in element.itertext())


def local_name(element: etree._Element) -> str:
    """Return the lower-case name without namespace, "" for other nodes."""
    tag = element.tag
    return tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(tag, str) else ""


def attribute(element: etree._Element, name: str) -> str:
    """Return the attribute in any namespace, "" where it is missing."""
    for key, value in element.attrib.items():
        if re.split("[}:]", str(key))[-1].lower() == name:
            return str(value)
    return ""


class _ShallowTree:
    """Parser target for HTML with limited depth.

    Elements beyond it are beside each other instead of in each other. Pages that never close what they open are nested
    thousands deep, and the parser's own tree would end at its limit without a word.
    """

    def __init__(self) -> None:
        self._builder = etree.TreeBuilder()
        self._depth = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._depth += 1
        tag = tag if _TAG.fullmatch(tag) else "span"
        named = ((_ATTRIBUTE.fullmatch(name), value) for name, value in attributes.items())
        self._builder.start(
            tag, {f"{{{match[1]}}}{match[2]}" if match[1] else match[2]: value for match, value in named if match}
        )
        if self._depth > _DEEPEST:
            self._builder.end(tag)

    def end(self, tag: str) -> None:
        if self._depth <= _DEEPEST:
            self._builder.end(tag if _TAG.fullmatch(tag) else "span")
        self._depth -= 1

    def data(self, text: str) -> None:
        self._builder.data(text)

    def close(self) -> etree._Element | None:
        try:
            return self._builder.close()
        except AssertionError:
            return None


def _as_html(data: bytes) -> etree._Element | None:
    target: Any = _ShallowTree()
    return _recovered(data, etree.HTMLParser(target=target, recover=True, no_network=True, encoding="utf-8"))


def _recovered(data: bytes, parser: Any) -> etree._Element | None:
    try:
        root: etree._Element | None = etree.fromstring(data, parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    return root


def _prepared(text: str) -> bytes:
    """Return the text as UTF-8 without prologue, doctype, entities and illegal characters."""
    text = _PROLOGUE.sub("", _ILLEGAL.sub("", text).lstrip("\ufeff"), count=1)
    text = _without_doctype(text)
    if "&" in text:
        text = _NAMED.sub(_character, _NUMBERED.sub(_numbered_character, text))
        text = _LOOSE_AMPERSAND.sub("&amp;", text)
    return text.lstrip().encode("utf-8", errors="replace")


def _without_doctype(text: str) -> str:
    """Return the text without its first document type, searched once."""
    match = _DOCTYPE.search(text, 0, 10_000)
    if match is None:
        return text
    if text[match.end() : match.end() + 1] != "[":
        return text[: match.start()] + text[match.end() + 1 :]
    end = _END_OF_SUBSET.search(text, match.end())
    return text[: match.start()] + text[end.end() if end else match.end() + 1 :]


def _numbered_character(match: re.Match[str]) -> str:
    """Return a non-ASCII reference's character, also in Windows' numbering."""
    code = int(match["decimal"]) if match["decimal"] else int(match["hex"], 16)
    return unescape(match.group()) if code > 126 else match.group()


def _character(match: re.Match[str]) -> str:
    name = match.group(1)
    return match.group() if name in _KEPT_NAMES else html5.get(f"{name};", match.group())
