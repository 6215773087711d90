"""Reading of one saved mail (.eml): what its writer wrote."""

import email
import re
from email.errors import MessageError

from styles.archives.mail_body import own_text
from styles.archives.mail_head import own_subject
from styles.errors import TextError
from styles.formats import error_messages
from styles.formats.text_builder import TextBuilder
from styles.text import PARAGRAPH_BREAK

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
    builder.remove("heading", own_subject(message))
    for paragraph in body.text.split(PARAGRAPH_BREAK):
        builder.write(paragraph, keep_lines=True)
        builder.end_paragraph()
    builder.remove("back matter", body.signature)
    return builder
