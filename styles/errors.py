"""What can be wrong with the author's things: every error is a sentence or two that says what would be right."""

from styles import error_messages
from styles.i18n.message import Message


class PasticheError(Exception):
    """A sentence for the author: what is wrong with which thing, and what would help."""

    def __init__(self, message: Message | str) -> None:
        """Take a message of a table; a plain string, from a library or an older program, is shown as it is."""
        self.message = message if isinstance(message, Message) else Message(message, "")
        super().__init__(self.message.english)


class TextError(PasticheError):
    """A text cannot be used as it is; the sentence names it and never quotes it."""


def quoted(name: str) -> str:
    """Return a file's name as errors show it: one short line between backquotes."""
    plain = " ".join("".join(char if char.isprintable() and char != "`" else " " for char in name).split())
    return f"`{plain if len(plain) <= 80 else plain[:60] + '…' + plain[-16:]}`"


def locked(name: str) -> TextError:
    """Return the error for a file that only opens with a password; `name` is already quoted."""
    return TextError(error_messages.LOCKED(name=name))
