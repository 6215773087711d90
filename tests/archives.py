"""Toy archives in the forms that real ones have: a mail box of Takeout, chats of Telegram and WhatsApp."""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any

from tests.toy import toy_paragraphs

ADA, BOB = "Ada Storm <ada@rain.example>", "Bob Fog <bob@fog.example>"
START = datetime(2024, 1, 5, 9, 0, tzinfo=UTC)
CANARY = "Heliotrope"
"""A word that only the other person writes."""


def day(number: int) -> datetime:
    """Return a day of the toy calendar, with its time zone."""
    return START + timedelta(days=number)


def mail(text: str, sender: str = ADA, at: int = 0, labels: str = "", **fields: str) -> EmailMessage:
    """Return a plain mail; fields are named with underscores."""
    message = EmailMessage()
    if labels:
        message["X-Gmail-Labels"] = labels
    message["From"] = sender
    message["To"] = BOB if sender == ADA else ADA
    message["Date"] = format_datetime(day(at))
    message["Message-ID"] = f"<{abs(hash((text, sender, at)))}@rain.example>"
    for field, value in fields.items():
        message[field.replace("_", "-")] = value
    message.set_content(text)
    return message


def mbox(*messages: EmailMessage) -> bytes:
    """Return the mails as one box, as Takeout writes it."""
    box = b""
    for number, message in enumerate(messages):
        body = message.as_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        box += b"From 18%d@xxx Fri Jan 05 09:00:00 +0000 2024\r\n" % number + body + b"\r\n"
    return box


def said(text: Any, sender: str = "Ada Storm", at: int = 0, **fields: Any) -> dict[str, Any]:
    """Return a message of Telegram."""
    key = {"Ada Storm": "user7", "Bob Fog": "user5"}.get(sender, "user9")
    date = {"date": day(at).strftime("%Y-%m-%dT%H:%M:%S"), "date_unixtime": str(int(day(at).timestamp()))}
    return {"id": at, "type": "message", **date, "from": sender, "from_id": key, "text": text, **fields}


def telegram_chat(messages: Sequence[dict[str, Any]], name: str = "Bob Fog", kind: str = "personal_chat") -> Any:
    """Return one chat of Telegram."""
    named = {} if kind == "saved_messages" else {"name": name}
    return {**named, "type": kind, "id": 5, "messages": list(messages)}


def telegram_account(*chats: Any) -> bytes:
    """Return an export of a whole account, which is Ada's."""
    about = "Here is the data you requested. Remember: Telegram is ad free."
    account = {
        "about": about,
        "personal_information": {"user_id": 7, "first_name": "Ada", "last_name": "Storm", "phone_number": "+0"},
        "contacts": {"about": "", "list": [{"user_id": 5, "first_name": CANARY}]},
        "chats": {"about": "", "list": list(chats)},
    }
    return json.dumps(account, ensure_ascii=False, indent=1).encode()


def whatsapp(*lines: tuple[int, str], form: str = "[%d.%m.%y, %H:%M:%S] ") -> bytes:
    """Return a chat whose messages begin with a date in some form."""
    return "".join(f"{day(at).strftime(form)}{line}\n" for at, line in lines).encode()


def talk(count: int = 40) -> list[tuple[int, str, str]]:
    """Return day, name and words of a talk of two; Bob's all have the canary."""
    ada, bob = toy_paragraphs(count, seed=3), toy_paragraphs(count, seed=4)
    pairs = enumerate(zip(ada, bob, strict=True))
    return [
        said_so
        for at, (one, other) in pairs
        for said_so in ((at, "Ada Storm", one), (at, "Bob Fog", f"{CANARY} {other}"))
    ]


def whatsapp_talk(count: int = 40) -> bytes:
    """Return the talk as WhatsApp exports it."""
    return whatsapp(*((at, f"{name}: {text}") for at, name, text in talk(count)))


def telegram_talk(count: int = 40) -> bytes:
    """Return the talk as Telegram exports one chat."""
    return json.dumps(telegram_chat([said(text, name, at) for at, name, text in talk(count)]), indent=1).encode()


def mailed_talk(count: int = 40) -> bytes:
    """Return the talk as a box of Takeout, in which Ada's mails are sent ones and quote Bob's."""
    mails = []
    for at, name, text in talk(count):
        if name == "Ada Storm":
            mails.append(mail(f"{text}\n\nOn Friday Bob wrote:\n> {CANARY} quoted\n", ADA, at, "Sent,Opened"))
        else:
            mails.append(mail(text, BOB, at, "Inbox", Subject=f"Re: {CANARY}"))
    return mbox(*mails)


def alone() -> dict[str, bytes]:
    """Return archives in which only Ada writes, for damage."""
    ada = [(at, name, text) for at, name, text in talk(8) if name == "Ada Storm"]
    chat = telegram_chat([said([text, {"type": "bold", "text": "!"}], name, at) for at, name, text in ada])
    return {
        "ada.mbox": mbox(*(mail(text, name, at) for at, _, text in ada for name in (ADA,))),
        "result.json": telegram_account(chat),
        "whatsapp.txt": whatsapp(*((at, f"{name}: {text}") for at, name, text in ada)),
    }
