"""The words that styles are told apart by are those that nearly all authors use."""

from collections import Counter

import numpy as np
import pytest

from styles.measures.reference import Reference, culled


def small_reference() -> Reference:
    return Reference.of(
        "en",
        {
            "ann": [["the", "the", "and", "heron"]] * 30,
            "bob": [["the", "and", "and", "kettle"]] * 30,
        },
    )


def test_culled_words_are_used_by_nine_in_ten_authors_and_the_commonest_come_first() -> None:
    authors = [Counter({"and": 2, "the": 3, "once": 1}) for _ in range(10)]
    authors[0] = Counter({"the": 5, "heron": 100})
    assert culled(authors) == ("the", "and", "once")
    assert culled(authors, 1) == ("the",)
    authors[1] = Counter({"the": 5})
    assert culled(authors) == ("the",)


def test_a_prolific_author_does_not_choose_the_words_alone() -> None:
    assert culled([Counter({"a": 2_000, "b": 1_000}), Counter({"a": 1, "b": 9})], 1) == ("b",)


def test_rates_are_shares_of_all_words_whatever_their_spelling() -> None:
    found = small_reference()
    assert found.words == ("and", "the")
    assert found.rates(["The — AND…", "the heron"]).tolist() == [0.25, 0.5]
    assert found.rates(["", "…"]).tolist() == [0, 0]
    assert found.authors["ann"].tolist() == [0.25, 0.5]


def test_a_style_is_in_deviations_from_the_mean_of_all_authors() -> None:
    found = small_reference()
    assert found.mean.tolist() == [0.375, 0.375]
    assert found.style(found.authors["ann"]) == pytest.approx(-found.style(found.authors["bob"]))
    assert found.style(found.mean).tolist() == [0, 0]
    assert found.style(found.authors["ann"]) == pytest.approx([-1, 1], rel=0.001)


def test_a_reference_survives_its_file() -> None:
    found = small_reference()
    back = Reference.from_json("en", found.to_json())
    assert back.words == found.words
    assert back.to_json() == found.to_json()
    assert np.allclose(back.style(back.authors["bob"]), found.style(found.authors["bob"]))


def test_an_author_can_be_left_out() -> None:
    found = small_reference()
    assert list(found.without("ann", "nobody").authors) == ["bob"]
    assert set(found.authors) == {"ann", "bob"}


def test_authors_can_be_known_as_inexactly_as_from_a_short_text() -> None:
    found = small_reference()
    exact = found.authors["ann"]
    off = [abs(found.known_from(words).authors["ann"] - exact).max() for words in (100, 10_000, 100_000_000)]
    assert off[0] > off[1] > off[2]
    assert off[2] < 0.001
    again = found.known_from(100)
    assert again.authors["ann"].tolist() == found.known_from(100).authors["ann"].tolist()
    assert again.mean.tolist() == found.mean.tolist()
