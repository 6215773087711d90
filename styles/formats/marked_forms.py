"""Plain texts with marks of their own: which reader each belongs to.

The name decides, and the content only where no other text begins so.
"""

from collections.abc import Callable
from pathlib import PurePath

from styles.formats.asciidoc import read_asciidoc
from styles.formats.fountain import read_fountain
from styles.formats.latex import looks_like_latex, read_latex
from styles.formats.org import read_org
from styles.formats.restructured_text import read_restructured_text
from styles.formats.text_builder import TextBuilder

MarkedReader = Callable[[str], TextBuilder]

_BY_NAME: dict[str, MarkedReader] = {
    **dict.fromkeys([".tex", ".latex", ".ltx"], read_latex),
    **dict.fromkeys([".rst", ".rest"], read_restructured_text),
    ".org": read_org,
    **dict.fromkeys([".adoc", ".asciidoc"], read_asciidoc),
    **dict.fromkeys([".fountain", ".spmd"], read_fountain),
}


def marked_reader(text: str, name: str) -> MarkedReader | None:
    """Return the reader of a text with marks, None for other texts."""
    reader = _BY_NAME.get(PurePath(name).suffix.lower())
    return reader or (read_latex if looks_like_latex(text) else None)
