"""Reading of Word documents in one XML file: 2003, or flat."""

import re
import zipfile
from io import BytesIO

from lxml import etree

from styles.formats.archives import Archive
from styles.formats.docx import read_docx
from styles.formats.markup import attribute, declared_text, local_name, parse_xml
from styles.formats.office import unreadable
from styles.formats.text_builder import TextBuilder
from styles.text import ReadingLimits

_PICTURES = re.compile(r"(?<=<)((?:pkg:binaryData|w:binData)\b[^>]*>)[^<]+")
"""Pictures in the file: a parser with limits would stop at their length."""


def read_word_xml(data: bytes, name: str, limits: ReadingLimits) -> TextBuilder:
    """Return the text of a document; errors use `name`."""
    root = parse_xml(_PICTURES.sub(r"\1", declared_text(data, name)[0]))
    if root is None:
        raise unreadable(name)
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        for path, part in _parts(root).items():
            package.writestr(path, etree.tostring(part, encoding="utf-8"))
    return read_docx(Archive(buffer.getvalue(), name, limits), name)


def _parts(root: etree._Element) -> dict[str, etree._Element]:
    """Return the parts of a document by their paths in a package."""
    if local_name(root) == "package":
        named = ((attribute(part, "name").lstrip("/"), part.find("{*}xmlData")) for part in root)
        return {path: content[0] for path, content in named if path and content is not None and len(content)}
    styles = root.find("{*}styles")
    return {"word/document.xml": root} | ({} if styles is None else {"word/styles.xml": styles})
