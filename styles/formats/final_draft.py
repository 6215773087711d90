"""Reading of Final Draft screenplays (.fdx): what is spoken and told."""

from lxml import etree

from styles.errors import TextError
from styles.formats import error_messages
from styles.formats.markup import attribute, declared_text, local_name, parse_xml, text_of
from styles.formats.text_builder import TextBuilder
from styles.text import Reason

_LEFT_OUT: dict[str, Reason] = {
    "scene heading": "heading",
    "shot": "heading",
    "character": "speaker",
    "parenthetical": "stage direction",
    "transition": "stage direction",
    "new act": "heading",
    "end of act": "heading",
    "cast list": "front matter",
    "show/ep. title": "title page",
    "outline 1": "heading",
    "outline 2": "heading",
    "outline 3": "heading",
    "outline 4": "heading",
    "outline body": "comment",
}
"""Types of paragraphs that are neither dialogue nor action."""
_ENDS_CHAPTER = frozenset(["new act", "outline 1", "outline 2"])
"""A scene is short, so it ends no chapter."""
_ASIDE = frozenset(["sceneproperties", "dynamiclabel", "scriptnotes", "titlepage", "altcollection", "summary"])


def read_final_draft(data: bytes, name: str) -> tuple[TextBuilder, str]:
    """Return a screenplay's text and encoding; errors use `name`."""
    text, encoding = declared_text(data, name)
    root = parse_xml(text)
    if root is None or local_name(root) != "finaldraft":
        raise TextError(error_messages.DAMAGED_FINAL_DRAFT(name=name))
    builder = TextBuilder()
    for part in root:
        if local_name(part) == "content":
            _write(part, builder)
        elif local_name(part) == "titlepage":
            builder.remove("title page", _spaced(part))
    builder.end_chapter()
    return builder, encoding


def _write(content: etree._Element, builder: TextBuilder) -> None:
    walk = etree.iterwalk(content, events=("start", "end"))
    for event, element in walk:
        name = local_name(element)
        if event == "end":
            if name == "paragraph":
                builder.end_paragraph()
        elif name in _ASIDE:
            walk.skip_subtree()
        elif name in ("scriptnote", "omitted", "omittedscene"):
            builder.remove("comment" if name == "scriptnote" else "deletion", _spaced(element))
            walk.skip_subtree()
        elif name == "paragraph":
            builder.end_paragraph()
            if _leave_out(element, builder):
                walk.skip_subtree()
        elif name == "text":
            builder.write(text_of(element), keep_lines=True)
            walk.skip_subtree()


def _leave_out(paragraph: etree._Element, builder: TextBuilder) -> bool:
    kind = attribute(paragraph, "type").lower()
    reason = _LEFT_OUT.get(kind)
    if reason is None or any(local_name(inner) == "paragraph" for inner in paragraph.iter() if inner is not paragraph):
        return False
    if kind in _ENDS_CHAPTER:
        builder.end_chapter()
    words = "".join(text_of(child) for child in paragraph if local_name(child) == "text")
    builder.remove(reason, words)
    return True


def _spaced(element: etree._Element) -> str:
    texts = (inner for inner in element.iter() if local_name(inner) == "text")
    return " ".join("".join(map(str, text.itertext())) for text in texts)
