"""Texts become passages; each sentence is trained on or held out exactly once; the report says so plainly."""

import json
import time
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styles.advice import advice
from styles.cleaning import CleanText
from styles.corpus import Corpus, check_enough, prepare
from styles.errors import TextError
from styles.sentences import sentences
from styles.text import Removal
from styles.tokens import count_words
from tests.toy import SIZE, text

SCRIPTS = (
    "stone river window mother étude Straße don’t well-known",
    "камень река окно мать ёлка кто-то подъезд",
    "πέτρα ποτάμι παράθυρο μητέρα θάλασσα",
    "քար գետ պատուհան մայր",
    "حجر نهر نافذة أم",
)


@st.composite
def clean_texts(draw: st.DrawFn) -> list[CleanText]:
    """A few texts in one script each, of sentences that all differ."""
    numbers = iter(range(10_000))
    texts = []
    for name in range(draw(st.integers(0, 4))):
        vocabulary = draw(st.sampled_from(SCRIPTS)).split()
        sentence = st.lists(st.sampled_from(vocabulary), min_size=1, max_size=9)
        chapters = draw(st.lists(st.lists(st.lists(sentence, min_size=1, max_size=8), max_size=5), max_size=3))
        texts.append(
            CleanText(
                name=f"{name}.txt",
                chapters=tuple(
                    tuple(
                        " ".join(f"{' '.join(one).capitalize()} {next(numbers)}." for one in lines) for lines in chapter
                    )
                    for chapter in chapters
                ),
                removals=(),
            )
        )
    return texts


def all_sentences(paragraphs: Sequence[str]) -> Counter[str]:
    return Counter(one for paragraph in paragraphs for block in paragraph.split("\n\n") for one in sentences(block))


def left_out(corpus: Corpus) -> int:
    report = corpus.report
    return report.words - report.train_words - report.held_out_words


@settings(max_examples=30)
@given(clean_texts())
def test_every_sentence_is_in_train_or_held_out_exactly_once_but_for_the_gap(texts: list[CleanText]) -> None:
    corpus = prepare(texts, SIZE)
    kept = all_sentences([one.text for one in (*corpus.train, *corpus.held_out)])
    given_once = {paragraph: None for one in texts for chapter in one.chapters for paragraph in chapter}
    missing = all_sentences(list(given_once)) - kept
    assert not kept - all_sentences(list(given_once))
    assert sum(count_words(one) * times for one, times in missing.items()) == left_out(corpus)
    assert bool(missing) == bool(corpus.report.removed.get("between train and held-out"))


@settings(max_examples=30)
@given(clean_texts())
def test_train_and_held_out_have_no_sentence_in_common(texts: list[CleanText]) -> None:
    corpus = prepare(texts, SIZE)
    assert not all_sentences([one.text for one in corpus.train]) & all_sentences([one.text for one in corpus.held_out])


@settings(max_examples=30)
@given(clean_texts())
def test_the_same_texts_give_the_same_corpus_and_it_survives_json(texts: list[CleanText]) -> None:
    corpus = prepare(texts, SIZE)
    again = Corpus.from_json(json.loads(json.dumps(corpus.to_json())))
    assert again == corpus == prepare(texts, SIZE)
    assert again.content_hash == corpus.content_hash


@settings(max_examples=30)
@given(clean_texts())
def test_the_reports_numbers_add_up(texts: list[CleanText]) -> None:
    report = prepare(texts, SIZE).report
    assert report.words == sum(count_words(paragraph) for one in texts for part in one.chapters for paragraph in part)
    assert 0 <= report.train_words + report.held_out_words <= report.words


def test_a_passage_knows_where_it_comes_from_and_what_came_before() -> None:
    paragraphs = tuple(f"Number {word} of the long and winding paragraphs here has twelve words." for word in "abcdef")
    corpus = prepare([CleanText(name="a.txt", chapters=(paragraphs[:4], paragraphs[4:]), removals=())], SIZE)
    first, second, third = corpus.train
    assert (first.document, first.chapter, first.words, first.before) == ("a.txt", 0, 24, "")
    assert second.before == paragraphs[1]
    assert (third.chapter, third.before) == (1, "")


def test_of_a_long_and_a_short_text_the_short_one_is_held_out() -> None:
    corpus = prepare([text("letters.txt", 400, "one"), text("novel.txt", 3_000, "two")], SIZE)
    assert {one.document for one in corpus.held_out} == {"letters.txt"}
    assert {one.document for one in corpus.train} == {"novel.txt"}
    assert left_out(corpus) == 0


def test_the_document_nearest_to_an_eighth_is_held_out() -> None:
    lengths = {"a": 2_000, "b": 1_000, "c": 500, "d": 300}
    corpus = prepare([text(name, count, name) for name, count in lengths.items()], SIZE)
    assert corpus.report.held_out_documents == ("c",)


def test_several_small_documents_are_held_out_together() -> None:
    corpus = prepare(
        [text(f"{number}.txt", 200, f"letter{'abcdefghijklmnopqrst'[number]}") for number in range(20)], SIZE
    )
    assert 2 <= len(corpus.report.held_out_documents) <= 3
    assert corpus.report.held_out_words == pytest.approx(0.12 * corpus.report.words, rel=0.3)


def test_thousands_of_letters_are_soon_split() -> None:
    letters = [CleanText(f"{day}.txt", ((f"Dear Ann, on day {day} it rained.",),), ()) for day in range(2_000)]
    started = time.perf_counter()
    report = prepare(letters, SIZE).report
    assert time.perf_counter() - started < 5
    assert report.held_out_words == pytest.approx(0.12 * report.words, rel=0.02)


def test_the_upload_order_does_not_change_what_is_held_out() -> None:
    texts = [text(f"{letter}.txt", 200, letter) for letter in "abcdefghijklmnopqrst"]
    chosen = [set(prepare(order, SIZE).report.held_out_documents) for order in (texts, texts[::-1])]
    assert chosen[0] == chosen[1]


def test_a_text_in_another_language_is_not_held_out() -> None:
    english = "The long evening came down over the harbour and nobody in the house had lit the lamps. "
    russian = "Долгий вечер спускался над гаванью, и никто в доме ещё не зажигал ни одной лампы. "
    texts = [
        CleanText(name="long.txt", chapters=((english * 4,) * 60,), removals=()),
        CleanText(name="ru.txt", chapters=((russian * 4,) * 10,), removals=()),
    ]
    corpus = prepare(texts, SIZE)
    assert corpus.language == "en"
    assert "ru.txt" not in corpus.report.held_out_documents


def test_the_language_is_the_largest_that_could_be_told() -> None:
    english = "The long evening came down over the harbour and nobody in the house had lit the lamps."
    listed = "Xylem brick, quartz plinth, zinc fjord, nymph glyph, sphinx crypt, tryst hymn, lynx myrrh, gypsum psalm."
    chapters = ((listed,) * 60, (english,) * 20)
    corpus = prepare([CleanText(name="a.txt", chapters=chapters, removals=())])
    assert next(iter(corpus.report.languages)) == "und"
    assert corpus.language == corpus.report.language == "en"
    assert not any("another language" in sentence for sentence in advice(corpus.report, "en"))


def test_one_text_gives_its_end_after_a_gap_of_one_passage() -> None:
    corpus = prepare([text("novel.txt", 3_000)], SIZE)
    assert corpus.report.held_out == "end"
    assert 0.10 <= corpus.report.held_out_words / corpus.report.words <= 0.15
    assert corpus.report.removed == {"between train and held-out": 1}
    assert left_out(corpus) == 20


def test_two_texts_of_equal_length_give_the_end_of_the_second() -> None:
    corpus = prepare([text("a.txt", 1_000, "one"), text("b.txt", 1_000, "two")], SIZE)
    assert {one.document for one in corpus.train} == {"a.txt", "b.txt"}
    assert {one.document for one in corpus.held_out} == {"b.txt"}


def test_something_is_always_left_to_train_on() -> None:
    long_sentence = " ".join(["Word", *["word"] * 2_000]) + "."
    chapter = (long_sentence, *[" ".join(["Other", *["word"] * 15]) + "."] * 3)
    corpus = prepare([CleanText(name="a.txt", chapters=(chapter,), removals=())], SIZE)
    assert [one.words for one in corpus.train] == [2_001]
    assert len(corpus.held_out) == 2


def test_a_text_of_three_passages_is_too_short_to_hold_anything_out() -> None:
    corpus = prepare([text("a.txt", 60)], SIZE)
    assert (len(corpus.train), corpus.held_out, corpus.report.held_out) == (3, (), "nothing")


def test_a_text_given_twice_is_used_once() -> None:
    corpus = prepare([text("a.txt", 900), text("copy of a.txt", 900)], SIZE)
    assert (corpus.report.documents, corpus.report.words) == (1, 900)
    assert corpus.report.removed["identical text"] == 1


def test_a_copy_with_other_quotes_and_dashes_is_the_same_text() -> None:
    one = CleanText(name="a.txt", chapters=(("“Yes,” she said — twice.",),), removals=())
    other = CleanText(name="a.epub", chapters=(('"Yes," she', "said - twice."),), removals=())
    assert prepare([one, other]).report.documents == 1


def test_texts_that_differ_in_a_number_are_two() -> None:
    days = [CleanText(name=f"{day}.txt", chapters=((f"Day {day}. Rain.",),), removals=()) for day in (1, 2)]
    assert prepare(days).report.documents == 2


def test_two_texts_with_one_name_are_told_apart() -> None:
    names = ["a.txt", "a.txt (2)", "a.txt", "a.txt"]
    corpus = prepare([text(name, 900, f"number{'abcd'[place]}") for place, name in enumerate(names)], SIZE)
    used = {one.document for one in (*corpus.train, *corpus.held_out)}
    assert used == {"a.txt", "a.txt (2)", "a.txt (3)", "a.txt (4)"}


def test_what_the_cleaning_removed_is_counted_by_reason() -> None:
    removals = (Removal("heading", "I", 0), Removal("heading", "II", 9), Removal("note", "*", 9))
    cleaned = CleanText(name="a.txt", chapters=text("a.txt", 60).chapters, removals=removals)
    assert prepare([cleaned], SIZE).report.removed == {"heading": 2, "note": 1}


def test_the_content_hash_changes_with_a_single_character() -> None:
    one, other = text("a.txt", 900, "one"), text("a.txt", 900, "one.")
    assert prepare([one], SIZE).content_hash != prepare([other], SIZE).content_hash


@pytest.mark.parametrize(
    ("count", "verdict"),
    [(1_990, "too little"), (2_000, "sketch"), (9_990, "sketch"), (10_000, "good"), (50_000, "reliable")],
)
def test_the_verdict_follows_the_words(count: int, verdict: str) -> None:
    assert prepare([text("a.txt", count)]).report.verdict == verdict


def test_a_short_text_is_refused_by_name() -> None:
    with pytest.raises(TextError) as refusal:
        check_enough(prepare([text("letters.txt", 810)]))
    assert str(refusal.value) == (
        "`letters.txt` has 810 words; a style needs about 2,000. Add more texts by the same author."
    )


def test_several_short_texts_are_refused_together() -> None:
    with pytest.raises(TextError, match=r"^The texts have 1,000 words; a style needs about 2,000\."):
        check_enough(prepare([text("a.txt", 800, "one"), text("b.txt", 200, "two")]))


@pytest.mark.parametrize("texts", [[], [CleanText(name="a.txt", chapters=(), removals=())]])
def test_no_text_at_all_is_refused(texts: list[CleanText]) -> None:
    with pytest.raises(TextError, match="There is no text yet"):
        check_enough(prepare(texts))


def test_enough_text_passes() -> None:
    check_enough(prepare([text("a.txt", 2_000)]))
