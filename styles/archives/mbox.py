"""Reading of a mail box in one file (mbox).

Google Takeout has this form, with labels.
It is read mail by mail, so that its size does not matter. Only what the writers themselves wrote is yielded, as
`mail_body` tells it; newsletters, automatic answers, invitations, drafts, spam and old chats are left out.
"""

import email
import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import Message
from email.utils import parseaddr
from typing import IO

from styles.archives.dates import read_date
from styles.archives.mail_body import own_text
from styles.archives.mail_head import head_field, own_subject
from styles.archives.mail_labels import LEFT_OUT, SENT
from styles.archives.pieces import Person, Piece
from styles.archives.post_text import plain_text

_LARGEST_MAIL = 1_000_000
"""Bytes of a mail that are looked at; attached files come after the text."""
_LONGEST_LINE = 1 << 16
_BEGIN = re.compile(rb"From \S.{0,200}\d\d:\d\d|From \S{1,200} ?\r?\n")
_FIELD = re.compile(rb">?[!-9;-~]{1,80}:")
_OPENING = re.compile(r"From \S[^\n]{0,300}\n>?[!-9;-~]{1,80}:")
_ROBOT = re.compile(
    r"(?:no-?reply|do-?not-?reply|mailer-daemon|postmaster|notifications?|newsletter|bounces?|robot|daemon)[@+.-]", re.I
)
_AUTOMATIC = re.compile(r"\s*(?:bulk|junk|auto_reply)\b", re.I)
_MOST_IDS = 2_000_000


def looks_like(opening: str) -> bool:
    """Check whether a file begins like a mail box."""
    return bool(_OPENING.match(opening.replace("\r\n", "\n")))


def read(stream: IO[bytes], box: str = "") -> Iterator[Piece]:
    """Yield the mails in the box's order, each once.

    `box` is the file's name: what is in a box of sent mails is the owner's.
    """
    ids: set[int] = set()
    sent = box.rpartition("/")[2].lower().removesuffix(".mbox").removesuffix(".txt") in SENT
    for data in mails(stream):
        try:
            message = email.message_from_bytes(data)
            number = hash(str(message.get("Message-ID") or "").strip() or data[:2000])
            if number not in ids:
                yield from _mail(message, sent)
        except (RecursionError, ValueError, LookupError, TypeError, AttributeError, MessageError):
            continue  # a damaged mail does not cost the others
        if len(ids) < _MOST_IDS:
            ids.add(number)


def mails(stream: IO[bytes]) -> Iterator[bytes]:
    """Yield each mail of a box, without its separator, from the beginning."""
    lines: list[bytes] = []
    size, blank = 0, True
    begin = b""
    while line := stream.readline(_LONGEST_LINE):
        if begin:
            # The line after a separator is a field; otherwise somebody began a sentence with this word.
            if _FIELD.match(line):
                if lines:
                    yield b"".join(lines)
                lines, size = [], 0
            elif size < _LARGEST_MAIL:
                lines.append(begin)
            begin = b""
        if blank and _BEGIN.match(line):
            begin = line
        elif size < _LARGEST_MAIL:
            lines.append(line)
            size += len(line)
        blank = line in (b"\n", b"\r\n")
    if lines:
        yield b"".join(lines)


def _mail(message: Message, sent: bool) -> Iterator[Piece]:
    """Yield what the writer of a mail wrote."""
    labels = {label.strip().lower() for label in head_field(message, "X-Gmail-Labels").split(",")}
    is_sent = sent or bool(labels & SENT)
    name, address = parseaddr(head_field(message, "From"))
    key = address.strip().lower()
    if "@" not in key or labels & LEFT_OUT or (not is_sent and _is_automatic(message, key)) or _is_service(message):
        return
    text, removals = plain_text(own_text(message).text)
    if not text:
        return
    title = "" if message.get("In-Reply-To") or message.get("References") else own_subject(message)
    writer = Person(key, name.strip() or key)
    yield Piece(writer, text, read_date(head_field(message, "Date")), "", title, removals, by_owner=is_sent)


def _is_automatic(message: Message, address: str) -> bool:
    """Check whether a program sent a mail to many.

    A list on which people talk to each other says where to post.
    """
    to_many = message.get("List-Unsubscribe") and not message.get("List-Post")
    return bool(to_many or _ROBOT.match(address) or _AUTOMATIC.match(str(message.get("Precedence") or "")))


def _is_service(message: Message) -> bool:
    """Check for automatic answers, delivery reports and invitations."""
    automatic = str(message.get("Auto-Submitted") or "no").strip().lower() != "no"
    answers = any(message.get(field) for field in ("X-Autoreply", "X-Autorespond", "X-Failed-Recipients"))
    kinds = {part.get_content_type() for part in message.walk()}
    return automatic or answers or bool(kinds & {"text/calendar", "multipart/report", "text/x-chat"})
