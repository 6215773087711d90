"""What can be wrong with the author's things: every error is a sentence or two that says what would be right."""


class PasticheError(Exception):
    """A sentence for the author: what is wrong with which thing, and what would help."""


class TextError(PasticheError):
    """A text cannot be used as it is; the sentence names it and never quotes it."""
