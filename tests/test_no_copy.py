"""Thirteen words of the training text, or as many as is asked, never come in a row; one fewer may."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styles.language.words import placed_words
from styles.measures.copying import TrainingText
from styles.measures.no_copy import SPAN, NoCopy

TALE = "The postman mended the net behind the church before the rain came in from the grey bay and slept"
WORDS = [placed.word for placed in placed_words(TALE)]


def test_the_word_that_would_complete_a_span_is_forbidden() -> None:
    other = TALE.replace("in from", "out of")
    filtered = NoCopy([TALE, other, "Something else."])
    assert filtered.after(WORDS[:12]) == {"in", "out"}
    assert filtered.after(["so", *WORDS[1:13]]) == {"from"}
    assert filtered.after(WORDS[1:12]) == filtered.after(WORDS[-12:]) == filtered.after([]) == frozenset()


@pytest.mark.parametrize(
    ("more", "forbidden"),
    [
        (" in", True),
        (" IN", True),
        ("\n— in the", True),
        (" into", False),
        (" i", False),
        (".", False),
        ("r in", False),
    ],
)
def test_a_text_recites_as_soon_as_the_word_is_whole(more: str, forbidden: bool) -> None:
    text = "So " + " ".join(WORDS[:12])
    filtered = NoCopy([TALE])
    assert filtered.copies(text, more) is forbidden
    assert filtered.is_near(text)


def test_a_word_in_pieces_is_seen_when_its_last_piece_comes() -> None:
    filtered = NoCopy([TALE])
    assert filtered.copies("The postman mended the net behind the church before the rain came i", "n")


def test_scripts_without_spaces_go_by_the_letter() -> None:
    filtered = NoCopy(["老漁夫在海邊修補他的舊漁網直到天黑"])
    assert filtered.copies("老漁夫在海邊修補他的", "舊漁網")
    assert not filtered.copies("老漁夫在海邊修補", "他的舊漁")


def test_what_has_nothing_in_common_is_not_near() -> None:
    filtered = NoCopy([TALE])
    assert not filtered.is_near("It was nobody's net, and the postman had never mended one behind any church.")
    assert not filtered.is_near("")
    assert not NoCopy([]).is_near(TALE)
    assert not NoCopy(["", "One."]).copies("", TALE)


LETTERS = st.lists(st.sampled_from("ab"), max_size=60)


@given(st.lists(LETTERS, max_size=3), LETTERS, st.sampled_from([5, SPAN]))
def test_a_text_written_under_the_filter_has_no_forbidden_span(
    passages: list[list[str]], wanted: list[str], span: int
) -> None:
    training = [" ".join(passage) for passage in passages]
    filtered, text = NoCopy(training, span), ""
    for word in wanted:
        if filtered.copies(text, f" {word}"):
            assert filtered.is_near(text)
            word = "c"
        text += f" {word}"
    assert TrainingText(training).compare(text).longest < span
