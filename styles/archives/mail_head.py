"""Fields at the head of a mail."""

import re
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

from styles.text import without_half_characters

_ANSWERS = re.compile(
    r"\s*(?:re|fwd?|aw|wg|sv|vs|vb|tr|rv|r|i|odp|pd|ynt|antw|doorst|enc|res|отв|ответ|пересл?)\s*(?:\[\d+\])?\s*:",
    re.IGNORECASE,
)


def head_field(message: Message, field: str) -> str:
    """Return a field's characters on one line, "" if it is missing."""
    value = message.get(field)
    if value is None:
        return ""
    try:
        written = str(make_header(decode_header(str(value))))
    except (ValueError, LookupError, MessageError):
        written = str(value)
    return " ".join(without_half_characters(written).split())


def own_subject(message: Message) -> str:
    """Return the subject, "" if the mail answers or forwards another.

    The subject of an answer is somebody else's.
    """
    subject = head_field(message, "Subject")
    return "" if _ANSWERS.match(subject) else subject
