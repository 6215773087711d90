"""Chats of Telegram and WhatsApp give what people typed, with its dates, and nothing that the program wrote."""

import json
from io import BytesIO
from typing import Any

import pytest

from styles.archives import telegram
from styles.archives import whatsapp as whatsapp_reader
from styles.archives.pieces import Piece
from tests.archives import CANARY, day, said, telegram_account, telegram_chat, whatsapp

WET = "The rain is falling"


def from_telegram(*messages: dict[str, Any], **chat: str) -> list[Piece]:
    written = json.dumps(telegram_chat(messages, **chat)).encode()
    assert telegram.looks_like(written[:4096].decode())
    return list(telegram.read(BytesIO(written)))


def from_whatsapp(*lines: tuple[int, str], form: str = "[%d.%m.%y, %H:%M:%S] ") -> list[Piece]:
    return list(whatsapp_reader.read(BytesIO(whatsapp(*lines, form=form))))


def texts(pieces: list[Piece]) -> list[str]:
    return [piece.text for piece in pieces]


# Telegram


def test_a_message_of_telegram_has_writer_date_and_chat() -> None:
    (piece,) = from_telegram(said(WET, at=2))
    assert piece.writer
    assert (piece.writer.key, piece.writer.name) == ("user7", "Ada Storm")
    assert (piece.text, piece.date, piece.thread) == (WET, day(2), "Bob Fog")


def test_marked_parts_are_put_together_and_quotes_and_code_left_out() -> None:
    marked = [
        {"type": "plain", "text": "It is "},
        {"type": "bold", "text": "wet"},
        {"type": "blockquote", "text": CANARY},
        {"type": "pre", "text": "x = 1"},
        {"type": "plain", "text": " here"},
    ]
    assert texts(from_telegram(said(["It is ", {"type": "bold", "text": "wet"}]))) == ["It is wet"]
    (text,) = texts(from_telegram(said("", text_entities=marked)))
    assert text.split() == ["It", "is", "wet", "here"]


@pytest.mark.parametrize(
    "fields",
    [
        {"forwarded_from": "Bob"},
        {"forwarded_from": None},
        {"saved_from": "Bob"},
        {"via_bot": "@gif"},
        {"type": "service", "action": "pin_message"},
        {"type": "unsupported"},
        {"text": "/start"},
        {"text": ""},
    ],
)
def test_what_is_passed_on_or_written_by_a_program_is_left_out(fields: dict[str, Any]) -> None:
    assert texts(from_telegram(said(CANARY) | fields, said(WET))) == [WET]


def test_an_account_names_its_owner_and_every_chat_its_name() -> None:
    account = telegram_account(
        telegram_chat([said(WET), said("Dry", "Bob Fog")]),
        telegram_chat([said("Buy milk")], kind="saved_messages"),
        telegram_chat([said(CANARY)], kind="bot_chat", name="Weather"),
        telegram_chat([said("Fog")], name="Harbour", kind="private_group"),
    )
    assert telegram.looks_like(account[:4096].decode())
    found = [(piece.text, piece.thread, piece.by_owner) for piece in telegram.read(BytesIO(account))]
    assert found == [
        (WET, "Bob Fog", True),
        ("Dry", "Bob Fog", False),
        ("Buy milk", "saved messages", True),
        ("Fog", "Harbour", True),
    ]


def test_control_characters_as_telegram_writes_them_do_not_end_the_reading() -> None:
    """Telegram Desktop writes them as `\\x0b`, which is no JSON."""
    written = json.dumps(telegram_chat([said(WET), said("a\\b\x0bc"), said("Dry")])).replace("\\u000b", "\\x0b")
    assert texts(list(telegram.read(BytesIO(written.encode())))) == [WET, "a\\b\x0bc", "Dry"]


def test_an_export_larger_than_what_is_read_at_once_is_whole() -> None:
    messages = [said(f"{WET} {number} " + "ё" * 500, at=number) for number in range(1500)]
    assert len(from_telegram(*messages)) == 1500


def test_an_export_that_was_cut_off_gives_what_came_before() -> None:
    written = json.dumps(telegram_chat([said(WET, at=number) for number in range(9)])).encode()
    assert len(list(telegram.read(BytesIO(written[:-150])))) == 8


def test_other_json_is_no_chat_of_telegram() -> None:
    assert not telegram.looks_like('{"messages": [{"role": "user", "content": "Rain?"}]}')
    assert not telegram.looks_like('{"name": "boats", "version": "1.0"}')


# WhatsApp

FORMS = [
    ("[%d.%m.%y, %H:%M:%S] ", "iPhone, German and Russian"),
    ("[%d/%m/%Y, %H:%M:%S] ", "iPhone, British"),
    ("[%m/%d/%y, %I:%M:%S\u202f%p] ", "iPhone, American"),
    ("[%d.%m.%Y klo %H.%M.%S] ", "iPhone, Finnish"),
    ("%d/%m/%Y, %H:%M - ", "Android, British"),
    ("%m/%d/%y, %I:%M\u202f%p - ", "Android, American"),
    ("%d/%m/%y, %I:%M %p - ", "Android, Indian"),
    ("%d.%m.%y, %H:%M - ", "Android, Russian"),
    ("%d.%m.%y %H:%M - ", "Android, Czech"),
    ("%d/%m/%y %H.%M - ", "Android, Indonesian"),
    ("%Y-%m-%d, %H:%M - ", "Android, Swedish"),
    ("%d-%m-%Y %H:%M - ", "Android, Dutch"),
]


@pytest.mark.parametrize("form", [form for form, _ in FORMS], ids=[name for _, name in FORMS])
def test_dates_are_read_in_the_order_of_the_telephones_language(form: str) -> None:
    lines = [(at, f"Ada: {WET} {at}") for at in (0, 2, 20, 40)]
    assert whatsapp_reader.looks_like(whatsapp(*lines, form=form).decode())
    assert [piece.date for piece in from_whatsapp(*lines, form=form)] == [day(at) for at in (0, 2, 20, 40)]


def test_small_numbers_are_ordered_as_the_chat_goes() -> None:
    """All days are under 13: read as months they would jump back and forth."""
    days = (0, 1, 2, 27, 28, 29)  # from 5 January to 3 February
    for form in ("%d/%m/%Y, %H:%M - ", "%m/%d/%Y, %H:%M - "):
        found = from_whatsapp(*((at, f"Ada: {WET}") for at in days), form=form)
        assert [piece.date for piece in found] == [day(at) for at in days]


def test_a_message_goes_on_over_its_lines() -> None:
    found = from_whatsapp((0, "Ada: It rains.\nStill: rain\n\nAnd fog."), (1, "Bob: Yes"))
    assert [(piece.writer.name if piece.writer else "", piece.text) for piece in found] == [
        ("Ada", "It rains.\nStill: rain\n\nAnd fog."),
        ("Bob", "Yes"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "Messages and calls are end-to-end encrypted. Tap to learn more.",
        "Сообщения и звонки защищены сквозным шифрованием.",
        'Ada changed the subject from "Rain: a group" to "Fog: a group"',
        "Harbour: \u200eAda created this group",
        "Ada: \u200eimage omitted",
        "Ada: \u200e<attached: 00000042-PHOTO-2024-01-05.jpg>",
        "Ada: <Media omitted>",
        "Ada: <Без медиафайлов>",
        "Ada: <Média vynechány>",
        "Ada: IMG-20240105-WA0002.jpg (file attached)",
        "Ada: \u200eIMG-20240105-WA0002.jpg (файл добавлен)",
        "Ada: This message was deleted",
        "Ada: You deleted this message.",
        "Ada: Данное сообщение удалено",
        "Ada: Diese Nachricht wurde gelöscht.",
        "Ada: location: https://maps.google.com/?q=59.9,10.7",
        "Ada: null",
        "Ada: Missed voice call",
    ],
)
@pytest.mark.parametrize("form", ["[%d.%m.%y, %H:%M:%S] ", "%d/%m/%Y, %H:%M - "])
def test_what_the_program_wrote_is_left_out(line: str, form: str) -> None:
    assert texts(from_whatsapp((0, line), (1, f"Ada: {WET}"), form=form)) == [WET]


def test_words_to_a_picture_and_before_the_mark_of_a_change_are_kept() -> None:
    found = from_whatsapp(
        (0, "Ada: IMG-1.jpg (file attached)\nOur boat"),
        (1, "Ada: It leaks \u200e<This message was edited>"),
        (2, "\u202aAda\u202c: <3 you"),
    )
    assert texts(found) == ["Our boat", "It leaks", "<3 you"]
    assert {piece.writer.key for piece in found if piece.writer} == {"ada"}


def test_prose_with_dates_is_no_chat() -> None:
    assert not whatsapp_reader.looks_like("12.05.24 it rained.\nAda: I went out.\n13.05.24 it rained: again.\n")
    assert not whatsapp_reader.looks_like("Ada: It rains.\nBob: Yes.\n")
