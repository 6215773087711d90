"""Of a mail only what its writer wrote is text; words of others are nowhere, not even among what was left out."""

import pytest

from styles.archives.mail_body import own_words, parted
from styles.errors import TextError
from styles.text import Text
from styles.texts.readers import read_bytes

WET = "The rain had been falling since Tuesday."
DRY = "On Sunday it stopped."
THEIRS = "Did it stop at last?"
HEAD = "From: Ann <ann@rain.example>\nTo: Ben <ben@rain.example>\nSubject: {}\nMessage-ID: <1@rain.example>\n"


def mail(body: str, subject: str = "The rain", more: str = "Content-Type: text/plain; charset=utf-8") -> Text:
    return read_bytes(f"{HEAD.format(subject)}{more}\n\n{body}".encode(), "letter.eml")


class TestQuotes:
    @pytest.mark.parametrize(
        "says_who",
        [
            "On Mon, May 3, 2021 at 10:00 AM Ben <ben@rain.example> wrote:",
            "On Monday, 3 May 2021, Ben Marsh with a very long name\n<ben@rain.example> wrote:",
            "Am 03.05.2021 um 10:00 schrieb Ben:",
            "Le 3 mai 2021 à 10:00, Ben a écrit :",
            "пн, 3 мая 2021 г. в 10:00, Бен <ben@rain.example>:",
            "03.05.2021 10:00, Бен пишет:",
        ],
    )
    def test_a_quote_goes_with_what_says_whose_it_is(self, says_who: str) -> None:
        assert own_words(f"{WET}\n\n{says_who}\n> {THEIRS}\n> > Older.\n\n{DRY}\n") == f"{WET}\n\n{DRY}"

    @pytest.mark.parametrize(
        "border",
        [
            "-----Original Message-----",
            "-------- Пересылаемое сообщение --------",
            "---------- Forwarded message ---------",
            "Begin forwarded message:",
            "________________________________\nFrom: Ben\nSent: Monday\nTo: Ann\nSubject: Rain",
            "От: Бен\nОтправлено: понедельник\nКому: Анна\nТема: Дождь",
            "Von: Ben\nGesendet: Montag\nAn: Ann\nBetreff: Regen",
            "On Mon, May 3, 2021 at 10:00 AM Ben <ben@rain.example> wrote:",
        ],
    )
    def test_an_older_mail_below_goes_without_quote_signs(self, border: str) -> None:
        assert own_words(f"{WET}\n\n{border}\n\n{THEIRS}\n") == WET

    @pytest.mark.parametrize(
        "own",
        [
            "He told me three things:\n\nnone of them was true.",
            "In May 1901 my father wrote:\n\nnothing at all.",
            "From: is a strange word to begin with.",
            "5 > 4, and a -> b.",
        ],
    )
    def test_the_writers_own_words_stay(self, own: str) -> None:
        assert own_words(own) == own

    def test_answers_between_quotes_stay_and_so_does_what_came_before(self) -> None:
        body = f"Dear Ben:\n\n> {THEIRS}\n\n{DRY}\n\n> And then?\n\n{WET}"
        assert own_words(body) == f"Dear Ben:\n\n{DRY}\n\n{WET}"

    def test_a_line_that_a_mail_box_guarded_is_the_writers(self) -> None:
        assert own_words(f"{WET}\n\n>From Monday on it rained.") == f"{WET}\n\nFrom Monday on it rained."


class TestSignatures:
    @pytest.mark.parametrize("border", ["-- ", "--"])
    def test_a_signature_is_apart(self, border: str) -> None:
        body = parted(f"{WET}\n{border}\nAnn Marsh\nHarbour Office\n")
        assert (body.text, body.signature) == (WET, "Ann Marsh Harbour Office")

    @pytest.mark.parametrize(
        "last", ["Sent from my iPhone", "Get Outlook for iOS", "Отправлено с iPhone", "Von meinem iPhone gesendet"]
    )
    def test_the_telephones_line_goes(self, last: str) -> None:
        assert own_words(f"{WET}\n\n{last}\n") == WET

    def test_a_break_of_two_dashes_in_a_long_text_is_none(self) -> None:
        body = f"{WET}\n\n--\n\n" + "\n\n".join([DRY] * 30)
        assert own_words(body) == body

    def test_the_foot_of_a_mailing_list_goes(self) -> None:
        assert (
            own_words(f"{WET}\n_______________________________________________\nRain mailing list\nrain@x.example\n")
            == WET
        )


class TestOneMail:
    def test_lines_are_joined_and_the_subject_and_signature_are_listed(self) -> None:
        text = mail(
            "The rain had been falling since Tuesday, and nobody in the whole harbour\nspoke of it.\n\n"
            f"{DRY}\n-- \nAnn\n"
        )
        assert (
            text.text
            == f"The rain had been falling since Tuesday, and nobody in the whole harbour spoke of it.\n\n{DRY}"
        )
        assert [(removal.reason, removal.text) for removal in text.removals] == [
            ("heading", "The rain"),
            ("back matter", "Ann"),
        ]

    def test_soft_line_ends_are_joined(self) -> None:
        text = mail(f"One \ntwo.\nThree.\n> {THEIRS}\n", more="Content-Type: text/plain; format=flowed")
        assert text.text == "One two.\n\nThree."

    def test_the_plain_part_comes_before_the_page(self) -> None:
        parts = f"--B\nContent-Type: text/plain\n\n{WET}\n--B\nContent-Type: text/html\n\n<p>{DRY}</p>\n--B--\n"
        assert mail(parts, more="Content-Type: multipart/alternative; boundary=B").text == WET

    @pytest.mark.parametrize(
        "quote",
        [
            f'<div class="gmail_quote">On Monday Ben wrote:<blockquote>{THEIRS}</blockquote></div>',
            f'<blockquote type="cite">{THEIRS}</blockquote>',
            f'<div class="moz-cite-prefix">Ben wrote:</div><blockquote type="cite">{THEIRS}</blockquote>',
            f'<hr><div id="divRplyFwdMsg">From: Ben</div><div>{THEIRS}</div>',
        ],
    )
    def test_of_a_page_the_quotes_go(self, quote: str) -> None:
        text = mail(f"<html><body><p>{WET}</p>{quote}</body></html>", more="Content-Type: text/html; charset=utf-8")
        assert text.text == WET
        assert THEIRS not in str(text)

    def test_words_of_others_are_not_among_what_was_left_out(self) -> None:
        text = mail(f"{WET}\n\n> {THEIRS}\n\n-----Original Message-----\n{THEIRS}\n", subject=f"Re: {THEIRS}")
        assert THEIRS not in str(text)

    def test_attached_texts_and_mails_are_others(self) -> None:
        attached = f'Content-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\n{THEIRS}'
        forwarded = f"Content-Type: message/rfc822\n\nFrom: b@rain.example\n\n{THEIRS}"
        parts = f"--B\nContent-Type: text/plain\n\n{WET}\n--B\n{attached}\n--B\n{forwarded}\n--B--\n"
        text = mail(parts, more="Content-Type: multipart/mixed; boundary=B")
        assert text.text == WET
        assert THEIRS not in str(text)

    def test_another_encoding_is_read_and_an_untrue_one_seen_through(self) -> None:
        head = HEAD.format("x").encode()
        body = "Дождь шёл со вторника, и никто о нём не говорил."
        for charset, encoding in (("koi8-r", "koi8-r"), ("windows-1251", "windows-1251"), ("no-such", "utf-8")):
            data = head + f"Content-Type: text/plain; charset={charset}\n\n".encode() + body.encode(encoding)
            assert read_bytes(data, "a.eml").text == body

    def test_a_mail_of_quotes_alone_is_refused_for_what_it_is(self) -> None:
        with pytest.raises(TextError, match="only words of others"):
            mail(f"> {THEIRS}\n")

    def test_it_is_known_by_its_head_and_prose_is_none(self) -> None:
        assert read_bytes(f"{HEAD.format('x')}\n{WET}\n".encode(), "a.txt").text == WET
        written = f"From: the sea\nTo: the hills\n\n{WET}"
        assert read_bytes(written.encode(), "a.txt").text == written

    def test_apples_form_of_a_mail_is_read(self) -> None:
        whole = f"{HEAD.format('x')}\n{WET}\n".encode()
        assert read_bytes(b"%d   \n" % len(whole) + whole + b"<?xml version='1.0'?><plist/>", "7.emlx").text == WET
