"""Errors about the author's own files and settings.

Each message is a sentence or two and says what would be right.
"""

from styles import error_messages
from styles.i18n.message import Message


class PasticheError(Exception):
    """A message for the author: what is wrong, and what would help."""

    def __init__(self, message: Message | str) -> None:
        """Take a message of a table, or a plain string.

        A plain string, from a library or an older program, is shown as it is.
        """
        self.message = message if isinstance(message, Message) else Message(message, "")
        super().__init__(self.message.english)


class TextError(PasticheError):
    """A text is unusable; the message names it and never quotes it."""


def quoted(name: str) -> str:
    """Return a file's name for errors: one short line between backquotes."""
    plain = " ".join("".join(char if char.isprintable() and char != "`" else " " for char in name).split())
    return f"`{plain if len(plain) <= 80 else plain[:60] + '…' + plain[-16:]}`"


def locked(name: str) -> TextError:
    """Return the error for a password-protected file; `name` is already quoted."""
    return TextError(error_messages.LOCKED(name=name))
