"""Entries of XML exports: posts, each with the texts of its fields."""

from lxml import etree

from styles.errors import TextError
from styles.formats.markup import declared_text, local_name, parse_xml


def xml_root(data: bytes) -> etree._Element | None:
    """Return the root of an export, repaired, or None."""
    try:
        return parse_xml(declared_text(data, "")[0])
    except TextError:
        return None


def fields(entry: etree._Element) -> dict[str, str]:
    """Return the texts of an entry's children by their local names.

    The first child of a name counts. The excerpts of WordPress have the local name of its contents, and are left out.
    """
    texts: dict[str, str] = {}
    for child in entry:
        name = local_name(child)
        if name and "excerpt" not in str(child.tag):
            texts.setdefault(name, (child.text or "").strip())
    return texts


def children(entry: etree._Element, name: str) -> list[etree._Element]:
    """Return the children of one local name."""
    return [child for child in entry if local_name(child) == name]
