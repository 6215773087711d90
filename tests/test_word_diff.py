"""A rewriting's changes: together they are both texts, and they are found in stretches that can be read."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styles.measures.word_diff import Change, changes, kept_words

PIECES = ("old ", "boat ", "в ", "the ", "1 ", ", ", ".", "\n\n", "—", "👩\u200d🚀", "<b>")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)


def solid(text: str) -> str:
    return "".join(text.split())


def texts(before: str, after: str) -> list[tuple[str, str]]:
    return [(change.kind, change.text) for change in changes(before, after)]


@given(TEXTS, TEXTS)
def test_what_is_kept_and_added_is_the_new_text_and_what_is_kept_and_removed_the_old(before: str, after: str) -> None:
    found = changes(before, after)
    assert "".join(change.text for change in found if change.kind != "removed") == after.rstrip()
    old = "".join(change.text for change in found if change.kind != "added")
    assert solid(old) == solid(before)


@given(TEXTS)
def test_a_text_that_was_not_changed_is_kept_whole(text: str) -> None:
    assert all(change.kind == "kept" for change in changes(text, text))


def test_what_was_taken_out_comes_before_what_stands_in_its_place() -> None:
    assert texts("He walked slowly towards the old house.", "He strolled towards the ancient house.") == [
        ("kept", "He"),
        ("removed", " walked slowly"),
        ("added", " strolled"),
        ("kept", " towards the"),
        ("removed", " old"),
        ("added", " ancient"),
        ("kept", " house."),
    ]


def test_a_small_word_between_two_changes_does_not_break_what_is_read() -> None:
    assert texts("Red hens and blue ducks sang.", "Grey cats and tall mice sang.") == [
        ("removed", "Red hens and blue ducks"),
        ("added", "Grey cats and tall mice"),
        ("kept", " sang."),
    ]


def test_punctuation_is_a_change_of_its_own_and_a_quotation_mark_is_no_part_of_a_word() -> None:
    assert texts("“Rain”, said Ada.", "“Rain” — said Ada.") == [
        ("kept", "“Rain”"),
        ("removed", ","),
        ("added", " —"),
        ("kept", " said Ada."),
    ]


def test_paragraphs_are_those_of_the_new_text() -> None:
    assert texts("One boat.\n\nTwo boats.", "One boat. Two boats.") == [("kept", "One boat. Two boats.")]


@pytest.mark.parametrize(("before", "after"), [("", ""), (" \n", " "), ("", "New words."), ("Old words.", "")])
def test_where_there_is_nothing_there_is_nothing_to_keep(before: str, after: str) -> None:
    assert kept_words(changes(before, after)) == 0


def test_kept_words_are_counted() -> None:
    assert kept_words([Change("kept", "He walked"), Change("added", " far away"), Change("kept", ", home.")]) == 3
    assert kept_words(changes("The old boat sank in May.", "The old boat was lost in May.")) == 5
