"""The author's decisions change the texts, one by one, and each can be undone."""

from styles.cleaning.clean import CleanText
from styles.text import Removal
from styles.texts.private import find
from styles.texts.revision import Revision

TEXT = CleanText(
    "diary.txt",
    (("The pump waits. Write to ann@example.org today.", "Write to ann@example.org or bob@example.org."),),
    (Removal("heading", "One", 0), Removal("note", "A note.", 13)),
)
ADDRESSES = {thing.text: thing.id for thing in find(TEXT)}


def paragraphs(revision: Revision) -> list[str]:
    return list(revision.applied(TEXT).paragraphs)


def test_no_decision_leaves_a_text_as_it_is() -> None:
    assert Revision().applied(TEXT) == TEXT


def test_a_removal_goes_back_and_is_left_out_again() -> None:
    back = Revision().putting_back("diary.txt", [0])
    assert paragraphs(back)[0] == "One"
    assert [removal.text for removal in back.applied(TEXT).removals] == ["A note."]
    assert back.putting_back("diary.txt", [0], back=False) == Revision()


def test_a_decision_on_one_text_does_not_touch_another() -> None:
    assert Revision().putting_back("letters.txt", [0]).applied(TEXT) == TEXT


def test_a_private_thing_is_masked_wherever_it_occurs_and_no_other() -> None:
    masked = Revision().masking([ADDRESSES["ann@example.org"]])
    whole = "\n".join(paragraphs(masked))
    assert whole.count("[e-mail]") == 2
    assert "ann@" not in whole
    assert "bob@example.org" in whole
    assert masked.masking([ADDRESSES["ann@example.org"]], mask=False) == Revision()


def test_a_private_thing_that_is_put_back_with_a_removal_is_masked_too() -> None:
    note = CleanText("a.txt", (("The pump waits.",),), (Removal("note", "Ask ann@example.org.", 13),))
    decided = Revision().putting_back("a.txt", [0]).masking([ADDRESSES["ann@example.org"]])
    assert list(decided.applied(note).paragraphs) == ["The pump waits.", "Ask [e-mail]."]


def test_the_decisions_hold_no_private_text() -> None:
    assert "ann" not in repr(Revision().masking(ADDRESSES.values()))


def test_passages_are_kept_and_set_aside_again() -> None:
    kept = Revision().keeping(["abc", "def"])
    assert kept.keeping(["abc"], keep=False).kept == {"def"}
