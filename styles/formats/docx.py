"""DOCX to text."""

from styles.formats.archives import Archive
from styles.formats.draft import Draft


def read_docx(archive: Archive, name: str) -> Draft:
    """Return the draft of a document; `name` is how errors call it."""
    raise NotImplementedError
