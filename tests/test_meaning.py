"""Meaning kept is measured by characters, names and numbers."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styles.measures.meaning import Facts, Recall, chrf, compare_facts, names_and_numbers

TEXTS = st.text(st.sampled_from("abc дё\u0301漁 .\n"), max_size=30)


def test_the_score_is_that_of_the_formula() -> None:
    # Of "abc" and "abd": 2 of 3 letters, 1 of 2 pairs, 0 of 1 triple, on either side.
    assert chrf([("abc", "abd")]) == pytest.approx((2 / 3 + 1 / 2 + 0) / 3)
    # Precision 1 at both lengths; recall 2/4 and 1/3, and only lengths that both have count.
    recall = (2 / 4 + 1 / 3) / 2
    assert chrf([("ab", "abcd")]) == pytest.approx(5 * recall / (4 + recall))


@given(TEXTS)
def test_a_text_is_wholly_like_itself_whatever_its_spaces_and_composition(text: str) -> None:
    other = unicodedata.normalize("NFD", text).replace(" ", "\n ")
    assert chrf([(other, text)]) == pytest.approx(1.0 if text.split() else 0.0)


@given(st.lists(st.tuples(TEXTS, TEXTS), max_size=4))
def test_the_score_is_a_share(pairs: list[tuple[str, str]]) -> None:
    assert 0 <= chrf(pairs) <= 1 + 1e-9


def test_what_is_left_out_costs_more_than_what_is_added() -> None:
    half, whole = "the old boat", "the old boat was mended by the postman"
    assert chrf([(half, whole)]) < chrf([(whole, half)])


def test_names_and_numbers_are_found_again_in_other_forms() -> None:
    source = "В 1911 году Анна писала Ивану, что Москва ей не нужна. Потом пришли 1 000 писем и 3,5 пуда муки."
    output = "Анне было всё равно. Иван жил под Москвой с 1911 года: 3.5 пуда, 1000 писем."
    # The first word of a sentence is no name: «В», «Потом».
    assert names_and_numbers([(output, source)]) == Recall(6, 6)
    assert names_and_numbers([("Ничего.", source)]) == Recall(0, 6)


@pytest.mark.parametrize(
    ("source", "output", "recall"),
    [
        ("She met Mr Hale at the pier on 3 June.", "hale came on June 3", Recall(3, 4)),
        ("Where is he? “There,” I said. — Yes.", "", Recall(0, 0)),
        ("The Hales’ boat and Hale himself: Hale.", "The Hale boat", Recall(1, 1)),
        ("It cost 1,250 marks, not 12 and not 1.5.", "1250, 12", Recall(2, 3)),
        ("他有１２條船", "12", Recall(1, 1)),
        ("في عام ١٩٩٩", "1999", Recall(1, 1)),
        ("", "Anna 5", Recall(0, 0)),
    ],
)
def test_recall_counts_each_once(source: str, output: str, recall: Recall) -> None:
    assert names_and_numbers([(output, source)]) == recall


def test_pairs_are_counted_together_and_nothing_to_keep_is_no_share() -> None:
    found = names_and_numbers([("In Riga.", "We went to Riga."), ("", "We went to Oslo.")])
    assert (found, found.share) == (Recall(1, 2), 0.5)
    assert Recall(0, 0).share is None


def test_names_and_numbers_are_told_as_they_are_written() -> None:
    draft = "We met Anna Hale in Riga, and paid 1,250 marks and 3.5 pence. There was Hale again."
    told = compare_facts("In Riga we met old Mrs Hales and Peter for 1 250 marks and 12 pence.", draft)
    assert told == Facts(kept=("Hale", "Riga", "1,250"), missing=("Anna", "3.5"), added=("Mrs", "Peter", "12"))


def test_a_name_at_a_sentences_beginning_is_not_new() -> None:
    assert compare_facts("They called Anna.", "Anna left.").added == ()
    assert compare_facts("Anna left.", "They called Anna.").missing == ()


def test_without_names_and_numbers_there_is_nothing_to_tell() -> None:
    assert compare_facts("", "") == compare_facts("nothing at all", "Rain fell.") == Facts((), (), ())
