"""Web pages to text: the article stays, what the page has around it goes."""

from styles.formats.draft import Draft


def read_html(data: bytes, name: str) -> tuple[Draft, str]:
    """Return the draft of a page and the file's encoding; `name` is how errors call it."""
    raise NotImplementedError
