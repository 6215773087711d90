"""Parts of a fan archive's download that are not the story.

They are header, tags, notes around chapters and a request to comment.

The names are those of Archive of Our Own's own templates (otwarchive, app/views/downloads) and of FanFicFare.
"""

import re

from lxml import etree

from styles.formats.elements import HEADINGS
from styles.formats.markup import local_name
from styles.text import Reason

_MARKED = re.compile(r"userstuff\d?|toc-heading")
"""Class names that no other pages have."""
_PARTS: dict[str, Reason] = {"preface": "front matter", "afterword": "back matter"}
_COLLECTED: dict[str, Reason] = {
    "fff_titlepage": "title page",
    "fff_tocpage": "contents",
    "fff_logpage": "imprint",
    "fff_chapter_notes": "front matter",
}
"""FanFicFare's."""


def fan_archive_parts(root: etree._Element) -> dict[etree._Element, Reason]:
    """Return a fan archive's parts around the story, with reasons."""
    parts: dict[etree._Element, Reason] = {}
    collected: dict[etree._Element, Reason] = {}
    groups: list[etree._Element] = []
    marked = False
    for element in root.iter():
        identifier, classes = element.get("id", "").lower(), element.get("class", "").split()
        marked = marked or any(map(_MARKED.fullmatch, classes))
        if identifier in _PARTS:
            parts[element] = _PARTS[identifier]
        elif "meta" in classes and local_name(element) == "div":
            groups.append(element)
        for name in set(classes) & _COLLECTED.keys():
            whole = list(element) if local_name(element) == "body" else [element]
            collected |= dict.fromkeys(whole, _COLLECTED[name])
    if not marked:
        return collected
    for group in groups:
        reason: Reason = "back matter" if group.get("id", "").startswith("endnotes") else "front matter"
        parts |= {child: reason for child in group if local_name(child) not in HEADINGS}
    return parts | collected
