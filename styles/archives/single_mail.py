"""Reading of one saved mail (.eml): what its writer wrote."""

import email
import re
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message

from styles.archives.mail_body import own_text
from styles.errors import TextError
from styles.formats import error_messages
from styles.formats.text_builder import TextBuilder
from styles.text import PARAGRAPH_BREAK

_ANSWERS = re.compile(r"\s*(?:re|fwd?|aw|wg|sv|vs|tr|rv|odp|отв|ответ|пересл?)\s*(?:\[\d+\])?:", re.IGNORECASE)
_COUNT = re.compile(rb"(\d{1,9})[ \t]*\r?\n")


def read_mail(data: bytes, name: str) -> TextBuilder:
    """Return the own text of a mail; errors use `name`."""
    counted = _COUNT.match(data)
    if counted:  # Apple's .emlx says how long the mail is, before a list of its own
        data = data[counted.end() : counted.end() + int(counted[1])]
    try:
        message = email.message_from_bytes(data)
        body = own_text(message)
    except (RecursionError, ValueError, LookupError, MessageError) as error:
        raise TextError(error_messages.DAMAGED_MAIL(name=name)) from error
    if not body.text:
        raise TextError(error_messages.MAIL_OF_OTHERS(name=name))
    builder = TextBuilder()
    subject = _subject(message)
    if subject and not _ANSWERS.match(subject):
        builder.remove("heading", subject)
    for paragraph in body.text.split(PARAGRAPH_BREAK):
        builder.write(paragraph, keep_lines=True)
        builder.end_paragraph()
    builder.remove("back matter", body.signature)
    return builder


def _subject(message: Message) -> str:
    try:
        return " ".join(str(make_header(decode_header(str(message.get("Subject", ""))))).split())
    except (ValueError, LookupError, MessageError):
        return ""
