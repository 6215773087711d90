"""A mail box gives what each of its writers wrote, and nothing that a program or somebody else did."""

from email.message import EmailMessage
from io import BytesIO

import pytest

from styles.archives import mbox as reader
from styles.archives.mbox import looks_like, mails
from styles.archives.pieces import Piece
from tests.archives import ADA, BOB, CANARY, day, mail, mbox

WET = "The rain had been falling since Tuesday, and nobody in the harbour spoke of it."


def pieces(*messages: EmailMessage, box: str = "") -> list[Piece]:
    return list(reader.read(BytesIO(mbox(*messages)), box))


def texts(*messages: EmailMessage) -> list[str]:
    return [piece.text for piece in pieces(*messages)]


def test_a_box_is_told_by_its_first_lines() -> None:
    assert looks_like(mbox(mail(WET))[:400].decode())
    assert not looks_like("From the harbour the boats went out.\nIt rained: all day.")
    assert not looks_like("From: ada@rain.example\nSubject: Rain\n\nWet.")


def test_a_mail_has_writer_date_and_its_own_subject() -> None:
    (piece,) = pieces(mail(WET, ADA, at=3, Subject="Rain again"))
    assert piece.writer
    assert (piece.writer.key, piece.writer.name) == ("ada@rain.example", "Ada Storm")
    assert (piece.text, piece.date, piece.title) == (WET, day(3), "Rain again")


@pytest.mark.parametrize("subject", [f"Re: {CANARY}", f"Отв: {CANARY}", f"AW: {CANARY}", f"Fwd: {CANARY}"])
def test_the_subject_of_an_answer_is_not_its_writers(subject: str) -> None:
    assert pieces(mail(WET, Subject=subject))[0].title == ""
    assert pieces(mail(WET, Subject=CANARY, In_Reply_To="<1@fog.example>"))[0].title == ""


def test_what_is_quoted_or_forwarded_is_nobodys_here() -> None:
    quoted = f"{WET}\n\nOn Fri, 5 Jan 2024 at 09:00, Bob Fog <bob@fog.example> wrote:\n> {CANARY} is wet.\n"
    forwarded = f"{WET}\n\n---------- Forwarded message ---------\nFrom: Bob <bob@fog.example>\n\n{CANARY} is wet.\n"
    assert texts(mail(quoted)) == [WET]
    assert texts(mail(forwarded)) == [WET]


def test_a_mail_of_html_only_is_read() -> None:
    page = mail("x")
    page.set_content(f"<html><body><p>{WET}</p><blockquote type='cite'>{CANARY}</blockquote></body></html>", "html")
    assert texts(page) == [WET]


@pytest.mark.parametrize("charset", ["koi8-r", "windows-1251", "utf-8"])
def test_encodings_are_those_that_the_mail_names(charset: str) -> None:
    page = mail("x")
    page.set_content("Дождь шёл со вторника.", charset=charset)
    assert texts(page) == ["Дождь шёл со вторника."]


def test_only_the_text_of_a_mail_with_a_file_is_read() -> None:
    page = mail(WET)
    page.add_attachment(CANARY.encode(), maintype="text", subtype="plain", filename="b.txt")
    assert texts(page) == [WET]


@pytest.mark.parametrize(
    "fields",
    [
        {"labels": "Spam"},
        {"labels": "=?UTF-8?Q?=D0=A7=D0=B5=D1=80=D0=BD=D0=BE=D0=B2=D0=B8=D0=BA=D0=B8?="},
        {"labels": "Chat"},
        {"Auto_Submitted": "auto-replied"},
        {"X_Autoreply": "yes"},
        {"List_Unsubscribe": "<https://shop.example>"},
        {"Precedence": "bulk"},
        {"sender": "Shop <no-reply@shop.example>"},
    ],
)
def test_what_no_person_sent_is_left_out(fields: dict[str, str]) -> None:
    assert texts(mail(WET, **fields), mail("Dry.")) == ["Dry."]


def test_invitations_are_left_out() -> None:
    invited = mail(WET)
    invited.add_alternative("BEGIN:VCALENDAR", subtype="calendar")
    assert texts(invited) == []


def test_a_letter_to_a_list_on_which_people_talk_is_its_writers() -> None:
    assert texts(mail(WET, List_Unsubscribe="<x>", List_Post="<mailto:list@rain.example>")) == [WET]


@pytest.mark.parametrize("labels", ["Sent,Opened", "=?UTF-8?B?0J7RgtC/0YDQsNCy0LvQtdC90L3Ri9C1?=,Important"])
def test_sent_mails_are_the_owners_in_every_language(labels: str) -> None:
    assert [piece.by_owner for piece in pieces(mail(WET, labels=labels), mail(WET, BOB, labels="Inbox"))] == [
        True,
        False,
    ]
    assert pieces(mail(WET), box="Takeout/Mail/Sent.mbox")[0].by_owner


def test_the_same_mail_under_two_labels_is_one() -> None:
    assert texts(mail(WET), mail(WET)) == [WET]


def test_a_sentence_that_begins_with_from_parts_no_mail() -> None:
    body = f"{WET}\n\nFrom here at 09:00 on one sees nothing.\n\nStill wet."
    assert len(list(mails(BytesIO(mbox(mail(body), mail("Dry.")))))) == 2
    assert texts(mail(body)) == [body]


def test_a_large_attachment_is_passed_over_and_not_kept() -> None:
    page = mail(WET)
    page.add_attachment(bytes(3_000_000), maintype="image", subtype="png", filename="b.png")
    found = list(mails(BytesIO(mbox(page, mail("Dry.")))))
    assert [len(one) < 1_100_000 for one in found] == [True, True]
    assert texts(page, mail("Dry.")) == [WET, "Dry."]


def test_a_damaged_mail_does_not_cost_the_others() -> None:
    broken = (
        b"From 1@x Fri Jan 05 09:00:00 2024\nFrom: Ada <ada@rain.example>\nContent-Type: multipart/mixed; boundary\n\n"
    )
    assert [piece.text for piece in reader.read(BytesIO(broken + b"\n" + mbox(mail("Dry."))))][-1:] == ["Dry."]
