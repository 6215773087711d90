"""Sentences end where a reader would end them, and no character is lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styles.language.sentences import last_sentences, sentences

SCRAPS = [
    *(
        "Mr",
        "Mrs.",
        "e.g.",
        "no.",
        "I.",
        "J.",
        "т.",
        "е.",
        "г.",
        "им.",
        "могу-с.",
        "она",
        "Она",
        "She",
        "ran",
        "1860",
        "Ἀθήνα",
    ),
    *(".", "!", "?", "…", "...", ";", '"', "'", "“", "”", "«", "»", "(", ")", "—", "-", ":)", "،", "؟", "।"),
    *(" ", " ", " ", "\n", "\t", "\u00a0", "\u2009", "\x1c", "\u3000", "\u0301", "\U0001f642"),
]

ENGLISH = [
    ["The train was late.", "Nobody minded."],
    ["Mr. Alder met Mrs. Alder at St. Ives.", "It rained."],
    ["Dr. J. R. Hale wrote to Prof. Stone.", "No reply came."],
    ["See No. 7 and vol. II of it.", "Then stop."],
    ["She said no.", "He left."],
    ["“So it was I.", "Who else?”"],
    ["I. A. Moss sang."],
    ["Some birds, e.g. Rooks, i.e. the black ones, stayed.", "Others left."],
    ["“Stop!” he cried.", "“Why?”"],
    ["“He said, ‘Stop!’”", "Nobody did."],
    ["He whistled (badly.)", "She laughed."],
    ["I waited; Mary did not."],
    ["Well...", "Perhaps not."],
    ["What?!", "Again?"],
    ["He sold it to Messrs. Bright at 5 p.m.", "Then he slept."],
    ["It wasn’t.", "It was hers’.", "Good."],
]
RUSSIAN = [
    ["Поезд опоздал.", "Никто не спешил."],
    ["Это видел г. Лунин, т. е. Пётр Лунин.", "Он молчал."],
    ["Дом купили в 1860 г.", "Потом продали."],
    ["А. С. Ветров жил на ул. Садовой.", "Там тихо."],
    ["Не могу-с.", "Право, не могу-с."],
    ["Она не верила им.", "Чашка упала на пол.", "Который час?"],
    ["— Да! — сказал он.", "— Нет…", "— Да."],
    ["«Кто там?» — спросила Вера.", "«Я!»", "Она открыла."],
    ["Он сказал: „Мало что будет!“", "Все встали."],
    ["Ветер стих; Анна спала."],
]
OTHERS = [
    ["Πού είναι;", "Εδώ."],
    ["ماذا؟", "لا."],
    ["„Halt!“", "Er ging.", "Danach war es still."],
    ["« Allez ! »", "Il partit."],
    ["i woke up.", "then i slept again.", "mr. crow did not."],
    ["Привет :)", "Как дела?"],
]


@pytest.mark.parametrize("expected", ENGLISH + RUSSIAN + OTHERS, ids=" ".join)
def test_a_paragraph_is_cut_where_a_reader_would_cut_it(expected: list[str]) -> None:
    assert sentences(" ".join(expected)) == expected


@settings(max_examples=60)
@given(st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join) | st.text(max_size=200))
def test_no_character_but_white_space_is_lost_or_changed(paragraph: str) -> None:
    assert "".join("".join(sentences(paragraph)).split()) == "".join(paragraph.split())


@settings(max_examples=60)
@given(st.lists(st.sampled_from(SCRAPS), max_size=60).map("".join))
def test_every_sentence_stands_in_the_paragraph_as_it_is_and_in_order(paragraph: str) -> None:
    end = 0
    for sentence in sentences(paragraph):
        assert sentence
        assert sentence == sentence.strip()
        start = paragraph.find(sentence, end)
        assert not paragraph[end:start].strip()
        end = start + len(sentence)


@pytest.mark.parametrize("paragraph", ["", " \n\t "])
def test_white_space_has_no_sentences(paragraph: str) -> None:
    assert sentences(paragraph) == []
    assert last_sentences(paragraph, 10) == ""


def test_line_breaks_inside_a_sentence_stay() -> None:
    assert sentences("The rain\ncame down.\nWe ran.") == ["The rain\ncame down.", "We ran."]


def test_the_last_sentences_are_whole_and_as_many_as_fit() -> None:
    paragraph = "One two three. Four five. Six seven eight."
    assert last_sentences(paragraph, 5) == "Four five. Six seven eight."
    assert last_sentences(paragraph, 4) == "Six seven eight."


def test_the_last_sentence_comes_back_even_when_it_is_too_long() -> None:
    assert last_sentences("Short. This one is longer than that.", 2) == "This one is longer than that."


def test_the_last_sentences_keep_the_line_breaks_between_them() -> None:
    assert last_sentences("Gone.\nThe rain came.\nWe ran.", 5) == "The rain came.\nWe ran."


def test_a_paragraph_longer_than_one_look_is_cut_as_short_ones_are() -> None:
    assert set(sentences(" ".join(["Mr. Alder sang to Mrs. Alder.", "Nobody minded."] * 1_000))) == {
        "Mr. Alder sang to Mrs. Alder.",
        "Nobody minded.",
    }


@pytest.mark.parametrize("scrap", ["word; ", "a.b.", "so “it” goes, ", "И. "])
def test_a_huge_paragraph_without_a_sentence_end_comes_out_whole(scrap: str) -> None:
    paragraph = scrap * (100_000 // len(scrap))
    found = sentences(paragraph)
    assert "".join("".join(found).split()) == "".join(paragraph.split())
