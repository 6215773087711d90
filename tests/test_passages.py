"""Passages hold whole sentences, in order, each exactly once, and are about as long as asked."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styles.corpus.passages import PassageSize, split
from styles.language.words import count_words
from styles.text import PARAGRAPH_BREAK

SIZE = PassageSize(least=15, most=40)

word = st.sampled_from(
    ["stone", "river", "дом", "вода", "λόγος", "θάλασσα", "été", "Straße", "well-known", "don’t", "7", "—"]
)
sentence = st.lists(word, min_size=1, max_size=12).map(lambda words: " ".join(words).capitalize() + ".")
paragraph = st.lists(sentence, min_size=1, max_size=10).flatmap(
    lambda found: st.sampled_from([" ", "\n", "\u00a0"]).map(lambda space: space.join(found))
)
chapter = st.lists(paragraph, max_size=12)


def line(count: int, start: str = "Word") -> str:
    return " ".join([start, *["word"] * (count - 1)]) + "."


@settings(max_examples=40)
@given(chapter)
def test_the_passages_together_are_the_chapter(paragraphs: list[str]) -> None:
    assert "".join("".join(split(paragraphs, SIZE)).split()) == "".join("".join(paragraphs).split())


@settings(max_examples=40)
@given(chapter)
def test_a_passage_has_too_many_words_only_as_one_sentence_or_with_a_short_tail(paragraphs: list[str]) -> None:
    *others, last = split(paragraphs, SIZE) or [""]
    assert all(count_words(passage) <= SIZE.most for passage in others)
    assert count_words(last) <= SIZE.most * 1.25


@settings(max_examples=40)
@given(chapter)
def test_only_the_last_passage_is_short_where_no_sentence_is_very_long(paragraphs: list[str]) -> None:
    assert all(count_words(passage) >= SIZE.least for passage in split(paragraphs, SIZE)[:-1])


def test_paragraphs_that_fit_stay_whole_with_a_blank_line_between_them() -> None:
    assert split([line(10), line(10), line(20)], SIZE) == [line(10) + PARAGRAPH_BREAK + line(10), line(20)]


def test_a_long_paragraph_is_cut_between_sentences() -> None:
    assert split([" ".join([line(10)] * 6)], SIZE) == [" ".join([line(10)] * 2)] * 3


def test_a_short_passage_takes_sentences_of_a_paragraph_that_does_not_fit_whole() -> None:
    first, second = split([line(5), " ".join([line(10)] * 4)], SIZE)
    assert first == line(5) + PARAGRAPH_BREAK + line(10)
    assert second == " ".join([line(10)] * 3)


def test_line_breaks_inside_a_long_paragraph_stay() -> None:
    verse = "\n".join([line(8)] * 6)
    assert split([verse], SIZE) == ["\n".join([line(8)] * 2)] * 3


def test_one_very_long_sentence_is_not_cut() -> None:
    assert split([line(90)], SIZE) == [line(90)]


def test_a_very_long_sentence_does_not_join_a_short_passage() -> None:
    assert split([line(10), line(90), line(20)], SIZE) == [line(10), line(90), line(20)]


def test_a_short_end_joins_the_passage_before_it() -> None:
    assert split([line(30), line(5)], SIZE) == [line(30) + PARAGRAPH_BREAK + line(5)]


def test_a_short_end_stays_alone_where_both_would_be_far_too_long() -> None:
    assert split([line(40), line(14)], SIZE) == [line(40), line(14)]


@pytest.mark.parametrize("paragraphs", [[], [""], ["  ", "\n"]])
def test_a_chapter_without_text_has_no_passages(paragraphs: list[str]) -> None:
    assert split(paragraphs, SIZE) == []


@pytest.mark.parametrize(("least", "most"), [(0, 10), (11, 10)])
def test_an_impossible_size_is_refused(least: int, most: int) -> None:
    with pytest.raises(ValueError, match="cannot be"):
        PassageSize(least, most)
