"""The readable fingerprint counts what a reader would count, whatever signs the source of a text uses."""

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styles.measures.fingerprint import BINS, MARKS, MOST_CHARACTERS, Fingerprint, Lengths, fingerprint
from tests.test_cleaning import DRY, ELK, PROSE, WET, WIND


def of(*paragraphs: str, language: str = "en") -> Fingerprint:
    return fingerprint(paragraphs, language)


def per_thousand(mark: str, *paragraphs: str) -> float:
    found = of(*paragraphs)
    return found.punctuation[mark] * found.words / 1_000


class TestLengths:
    def test_sentences_and_paragraphs_are_measured_in_words(self) -> None:
        found = of("One two three. Four five!", "Six — seven… Eight, nine, ten?")
        assert found.words == 10
        assert (found.sentences.mean, found.sentences.median) == (10 / 4, 2.5)
        assert (found.paragraphs.mean, found.paragraphs.deviation) == (5, 0)

    def test_lengths_fall_into_bins(self) -> None:
        found = Lengths.of([1, 5, 6, 51, 400], 5)
        assert found.shares == (0.4, 0.2, *(0.0,) * 8, 0.4)
        assert Lengths.of([], 5).shares == (0.0,) * BINS


class TestPunctuation:
    @pytest.mark.parametrize(
        ("mark", "paragraph", "count"),
        [
            ("comma", "One, two, three.", 2),
            ("semicolon", "One; two.", 1),
            ("colon", "He said: go.", 1),
            ("exclamation", "Go!! Now!", 3),
            ("question", "Who?! Why?", 2),
            ("dash", "It was — well -- he—she – gone - all", 5),
            ("dash", "- Кто там? — спросил кто-то.", 2),
            ("dash", "A well-known war, 1914–1918", 0),
            ("ellipsis", "Wait… no... or . . . yes?..", 4),
            ("ellipsis", "No. 5. Go.", 0),
            ("quotes", '“One” and «два» and "three" and „vier“', 4),
            ("quotes", "‘Don’t,’ he said, ‘Go’; and 'Stay,' said the boys' aunt.", 3),
        ],
    )
    def test_marks_are_counted_per_thousand_words(self, mark: str, paragraph: str, count: int) -> None:
        assert per_thousand(mark, paragraph) == pytest.approx(count)

    def test_the_signs_of_a_source_make_no_difference(self) -> None:
        typed = of('He said -- "I don\'t..." -- and left.', "Все ещё тут.")
        set_in_type = of("He said — “I don’t…” — and left.", "Всё еще тут.")
        assert typed == set_in_type
        assert set(typed.punctuation) == set(MARKS)


class TestDialogue:
    @pytest.mark.parametrize(
        "paragraph",
        [
            "— Кто там?",
            "-- Это я, -- сказал он.",
            "- Я.",
            "Он сказал: «Приду завтра!» — и ушёл.",
            "“Go,” he said.",
            "He turned. “Go,” he said, and left.",
            "‘I can’t,’ she said.",
            "She turned. 'I can't go,' she said.",
        ],
    )
    def test_somebody_speaks(self, paragraph: str) -> None:
        assert of(paragraph).dialogue == 1

    @pytest.mark.parametrize(
        "paragraph",
        [
            WET,
            "He read “The Boat” and “Rain” all day.",
            "Он читал «Лодку» и «Дождь» — весь день.",
            "The boys’ boat wasn’t theirs – nor was it ’Arry’s.",
        ],
    )
    def test_nobody_speaks(self, paragraph: str) -> None:
        assert of(paragraph).dialogue == 0

    def test_the_share_is_of_paragraphs(self) -> None:
        assert of(WET, WIND, ELK, DRY).dialogue == 0.5


class TestWords:
    def test_letters_of_a_word(self) -> None:
        assert of("It's well-known: не он.").word_letters == (3 + 9 + 2 + 2) / 4

    def test_function_words_are_counted_in_their_language(self) -> None:
        found = of("The boat and the harbour and the rain")
        assert found.function_share == 5 / 8
        assert found.function_words == {"the": 375.0, "and": 250.0}
        assert of("Всё это ещё не всё", language="ru").function_words["все"] == 400.0
        assert of("Das Boot", language="de").function_share is None

    def test_variety_needs_a_thousand_words(self) -> None:
        assert of(WET).variety is None
        assert of(*["one two three four five"] * 200).variety == 0.005
        assert of(*["one two three four five"] * 399).variety == 0.005


class TestLongTexts:
    def test_stretches_of_a_long_text_stand_for_it(self) -> None:
        paragraphs = [f"{PROSE[number % 4]} {'!' if number < 15_000 else '?'}" for number in range(30_000)]
        size = sum(map(len, paragraphs))
        assert size > 2 * MOST_CHARACTERS
        found, whole = fingerprint(iter(paragraphs), "en", size), fingerprint(paragraphs, "en")
        assert found.words < whole.words / 2
        assert found.sentences.mean == pytest.approx(whole.sentences.mean, rel=0.02)
        assert found.punctuation["exclamation"] == pytest.approx(whole.punctuation["exclamation"], rel=0.05)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(PROSE) | st.text(max_size=60), max_size=8), st.sampled_from(["en", "ru", "und"]))
def test_every_text_has_a_fingerprint_that_survives_writing(paragraphs: list[str], language: str) -> None:
    found = fingerprint(paragraphs, language)
    written = json.loads(json.dumps(found.to_json()))
    assert Fingerprint.from_json(written).to_json() == written
    assert 0 <= found.dialogue <= 1
    assert sum(found.sentences.shares) == pytest.approx(1 if found.words else 0)
