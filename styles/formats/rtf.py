"""RTF to text."""

from styles.formats.draft import Draft


def read_rtf(data: bytes) -> Draft:
    """Return the draft of a document."""
    raise NotImplementedError
