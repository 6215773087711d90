"""Of an archive in which several people wrote, only the words of the chosen one are ever stored."""

import json
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from styles.archives.authors import SHOWN, Question
from styles.text import ReadingLimits, Text
from styles.texts.uploads import Unread, read_upload
from tests import post_archives
from tests.archives import (
    CANARY,
    mail,
    mailed_talk,
    mbox,
    said,
    telegram_account,
    telegram_chat,
    telegram_talk,
    whatsapp,
    whatsapp_talk,
)
from tests.books import zipped
from tests.fakes import toy_visitors
from tests.steps import built
from trainer.cli.commands import main
from trainer.errors import TextError
from ui.steps import author, texts
from ui.strings.strings import ENGLISH
from ui.visitors.visitors import Visitors

TALKS: dict[str, Callable[[], bytes]] = {
    "all.mbox": mailed_talk,
    "result.json": telegram_talk,
    "WhatsApp Chat with Bob Fog.txt": whatsapp_talk,
}
SPOKEN = [(0, "Ada: It rains."), (1, "Ada: Still."), (2, "Bob: Yes.")]


def upload(folder: Path, name: str, data: bytes, authors: list[str] | None = None) -> list[Text | Unread | Question]:
    path = folder / "upload.tmp"
    path.write_bytes(data)
    return list(read_upload(path, name, authors=authors))


def question(folder: Path, name: str, data: bytes) -> Question:
    (asked,) = upload(folder, name, data)
    assert isinstance(asked, Question)
    return asked


def guessed(asked: Question) -> list[str]:
    return [one.key for one in asked.candidates if one.guessed]


# Who is asked


@pytest.mark.parametrize("name", TALKS)
def test_the_question_names_people_with_counts_and_guesses_the_owner(name: str, tmp_path: Path) -> None:
    asked = question(tmp_path, name, TALKS[name]())
    assert {one.name for one in asked.candidates} == {"Ada Storm", "Bob Fog"}
    assert [one.pieces for one in asked.candidates] == [40, 40]
    if name != "result.json":  # a single chat does not say whose it is
        assert [one.name for one in asked.candidates if one.guessed] == ["Ada Storm"]


@pytest.mark.parametrize("name", TALKS)
def test_the_answer_gives_only_that_persons_words(name: str, tmp_path: Path) -> None:
    for called in ("Ada Storm", question(tmp_path, name, TALKS[name]()).candidates[0].key):
        found = upload(tmp_path, name, TALKS[name](), [called])
        own = [item for item in found if isinstance(item, Text)]
        assert own
        written = " ".join(text.text + " ".join(one.text for one in text.removals) for text in own)
        assert (CANARY in written) == (called.casefold() not in ("ada storm", "user7", "ada@rain.example"))


def test_nobody_is_asked_where_only_one_person_wrote(tmp_path: Path) -> None:
    (text,) = upload(tmp_path, "chat.txt", whatsapp(*SPOKEN[:2]))
    assert isinstance(text, Text)
    assert text.text == "It rains.\n\nStill."


def test_a_name_that_nobody_has_is_said(tmp_path: Path) -> None:
    (unread,) = upload(tmp_path, "chat.txt", whatsapp(*SPOKEN), ["Cy"])
    assert isinstance(unread, Unread)
    assert "Nobody in `chat.txt` is called `Cy`" in unread.message.english


def test_the_owner_of_an_account_is_guessed_though_others_write_more(tmp_path: Path) -> None:
    account = telegram_account(telegram_chat([said("Rain"), *(said("Fog and fog", "Bob Fog") for _ in range(9))]))
    assert guessed(question(tmp_path, "result.json", account)) == ["user7"]


def test_who_sent_mails_is_guessed_with_all_their_addresses(tmp_path: Path) -> None:
    old = "Ada Storm <ada@old.example>"
    others = (mail(f"Sun {at}", "B <b@x.example>", at) for at in (2, 3))
    box = mbox(mail("Rain", labels="Sent"), mail("Fog", old, 1), *others)
    asked = question(tmp_path, "all.mbox", box)
    assert set(guessed(asked)) == {"ada@rain.example", "ada@old.example"}


def test_who_wrote_in_most_chats_is_guessed(tmp_path: Path) -> None:
    chats = {
        "Chat with Bob.txt": whatsapp((0, "Ada: Rain."), (1, "Bob: It has been raining here for days.")),
        "Chat with Cy.txt": whatsapp((0, "Ada: Fog."), (1, "Cy: It has been foggy here for days and days.")),
    }
    assert guessed(question(tmp_path, "chats.zip", zipped(chats))) == ["ada"]


def test_the_most_frequent_are_shown_and_others_can_be_typed(tmp_path: Path) -> None:
    box = mbox(*(mail(f"Rain {at} " * (200 - at), f"N{at} <n{at}@x.example>", at) for at in range(100)))
    asked = question(tmp_path, "all.mbox", box)
    assert (len(asked.candidates), asked.people) == (SHOWN, 100)
    (text,) = upload(tmp_path, "all.mbox", box, ["n99@x.example"])
    assert isinstance(text, Text)
    assert text.text.startswith("Rain 99")


def test_an_owner_whom_the_archive_does_not_name_can_be_the_answer(tmp_path: Path) -> None:
    posts = post_archives.seeds()["instagram.zip"]
    asked = question(tmp_path, "instagram.zip", posts)
    assert guessed(asked) == [""]
    (text,) = upload(tmp_path, "instagram.zip", posts, [""])
    assert isinstance(text, Text)
    assert len(text.text.split()) == asked.candidates[0].words


# In a zip


@pytest.mark.parametrize(
    ("member", "data"),
    [
        ("Takeout/Mail/All mail Including Spam and Trash.mbox", mailed_talk()),
        ("DataExport_2024-01-05/result.json", telegram_talk()),
        ("_chat.txt", whatsapp_talk()),
    ],
)
def test_an_archive_in_a_zip_is_found_by_what_is_in_it(member: str, data: bytes, tmp_path: Path) -> None:
    packed = zipped({member: data, "photos/a.jpg": b"x"})
    assert question(tmp_path, "export.zip", packed).people == 2
    (text,) = upload(tmp_path, "export.zip", packed, ["ada storm"])
    assert isinstance(text, Text)
    assert CANARY not in text.text


def test_a_file_that_was_sent_in_a_chat_is_not_taken_for_the_authors(tmp_path: Path) -> None:
    asked, beside = upload(
        tmp_path, "chat.zip", zipped({"_chat.txt": whatsapp(*SPOKEN), "letter.txt": CANARY.encode()})
    )
    assert isinstance(asked, Question)
    assert isinstance(beside, Unread)
    assert "1 were passed over" in beside.message.english


def test_an_archive_that_says_nothing_of_who_wrote_is_asked_for_in_another_form(tmp_path: Path) -> None:
    (unread,) = upload(
        tmp_path,
        "facebook.zip",
        zipped(
            {
                "your_facebook_activity/messages/inbox/ann_1/message_1.html": f"<p>{CANARY}</p>".encode(),
                "your_facebook_activity/posts/your_posts_1.html": b"<p>A pier.</p>",
            }
        ),
    )
    assert isinstance(unread, Unread)
    assert "in the format JSON" in unread.message.english


def test_a_mail_box_larger_than_any_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "all.mbox"
    path.write_bytes(mailed_talk())
    (asked,) = read_upload(path, limits=ReadingLimits(max_bytes=1000))
    assert isinstance(asked, Question)


# On the page


@pytest.fixture
def visitors(tmp_path: Path) -> Visitors:
    return toy_visitors(tmp_path / "home")


def given(visitors: Visitors, folder: Path, name: str = "WhatsApp Chat with Bob Fog.txt") -> Path:
    file = folder / name
    file.write_bytes(TALKS[name]())
    list(visitors.texts.read("ada", [file]))
    return file


def waiting(visitors: Visitors) -> Path:
    (reading,) = visitors.texts.questions("ada")
    assert reading.upload
    return reading.upload


def files(home: Path) -> list[Path]:
    return [path for path in home.rglob("*") if path.is_file() and not path.name.endswith(".lock")]


def test_an_archive_waits_in_private_and_its_upload_is_gone(visitors: Visitors, tmp_path: Path) -> None:
    file = given(visitors, tmp_path)
    assert not file.exists()
    assert stat.S_IMODE(waiting(visitors).stat().st_mode) == 0o600
    assert visitors.texts.words("ada") == 0
    assert visitors.texts.questions("bob") == []


@pytest.mark.parametrize("name", TALKS)
def test_after_the_answer_nothing_of_the_others_is_on_the_disk(visitors: Visitors, tmp_path: Path, name: str) -> None:
    given(visitors, tmp_path, name)
    list(visitors.texts.answer("ada", waiting(visitors).name, ["Ada Storm"]))
    assert visitors.texts.questions("ada") == []
    (reading,) = visitors.texts.readings("ada")
    assert reading.text
    assert reading.text.words > 100
    written = [path.read_bytes() for path in files(tmp_path / "home")]
    assert written
    assert not [data for data in written if CANARY.encode() in data]


def test_a_removed_question_takes_its_archive_with_it(visitors: Visitors, tmp_path: Path) -> None:
    given(visitors, tmp_path)
    upload = waiting(visitors)
    visitors.texts.remove("ada", 0)
    assert not upload.exists()


def test_a_wrong_answer_and_none_leave_the_question(visitors: Visitors, tmp_path: Path) -> None:
    given(visitors, tmp_path)
    upload = waiting(visitors)
    for authors, said_so in (["Cy"], "Nobody in"), ([], "Nobody is ticked"):
        with pytest.raises(TextError, match=said_so):
            list(visitors.texts.answer("ada", upload.name, authors))
        assert waiting(visitors) == upload
        assert upload.exists()


def test_an_answer_that_is_cancelled_can_be_given_again(visitors: Visitors, tmp_path: Path) -> None:
    given(visitors, tmp_path)
    upload = waiting(visitors)
    steps = visitors.texts.answer("ada", upload.name, ["Ada Storm"])
    next(steps)
    steps.close()
    assert waiting(visitors) == upload
    list(visitors.texts.answer("ada", upload.name, ["Ada Storm"]))
    assert visitors.texts.words("ada") > 100
    assert not upload.exists()


def test_nobody_answers_for_another_visitor(visitors: Visitors, tmp_path: Path) -> None:
    given(visitors, tmp_path)
    list(visitors.texts.answer("bob", waiting(visitors).name, ["Ada Storm"]))
    assert visitors.texts.words("bob") == 0
    assert waiting(visitors).exists()


def test_the_same_archive_given_again_asks_once(visitors: Visitors, tmp_path: Path) -> None:
    given(visitors, tmp_path)
    first = waiting(visitors)
    given(visitors, tmp_path)
    assert not first.exists()
    assert waiting(visitors).exists()


def test_the_page_asks_below_the_upload_and_shows_the_text_after_the_answer(visitors: Visitors, tmp_path: Path) -> None:
    step = built(lambda owner: texts.build(visitors, ENGLISH, owner))
    parts, handlers = step.parts, step.handlers
    assert handlers.show("ada")[parts.author.box].visible is False
    file = tmp_path / "all.mbox"
    file.write_bytes(mailed_talk())
    *_, asked = handlers.read("ada", [str(file)])
    assert asked[parts.author.box].visible is True
    assert "Which of these is you?" in asked[parts.author.asked]
    people = asked[parts.author.people]
    labels = [label for label, _ in people.choices]
    assert labels[0].replace("\u00a0", " ").startswith("Ada Storm <ada@rain.example> — 40 pieces, 1,")
    ticked = [label for label, value in people.choices if value in people.value]
    assert len(ticked) == 1
    assert ticked[0].startswith("Ada")
    *_, answered = handlers.answer("ada", people.value, "")
    assert answered[parts.author.box].visible is False
    assert "all.mbox" in answered[parts.store]
    assert "latest" in answered[parts.report]


@pytest.mark.parametrize("chosen", [["x/0"], ["x"], ["/"], []])
def test_an_answer_to_a_question_that_is_gone_changes_nothing(visitors: Visitors, chosen: list[str]) -> None:
    assert list(author.answered(visitors.texts, "ada", chosen, "")) == []


# On the command line


def test_the_command_line_lists_the_people_and_takes_the_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PASTICHE_HOME", str(tmp_path / "home"))
    file = tmp_path / "all.mbox"
    file.write_bytes(mailed_talk())
    assert main(["prepare", str(file), "--base", "embedded"]) == 1
    told = capsys.readouterr().err
    assert "Ada Storm <ada@rain.example> (40 pieces" in told
    assert "Bob Fog <bob@fog.example> (40 pieces" in told
    assert "likely the owner" in told
    assert "--author" in told
    out = tmp_path / "corpus.json"
    assert main(["prepare", str(file), "--base", "embedded", "--author", "ada@rain.example", "--out", str(out)]) == 0
    corpus = json.loads(out.read_text("utf-8"))
    assert corpus["report"]["held_out"] == "latest"
    assert CANARY not in out.read_text("utf-8")
    assert file.exists()
