"""Texts become passages; each sentence is trained on or held out exactly once; the report says so plainly."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styles.cleaning.clean import CleanText
from styles.corpus.advice import advice
from styles.corpus.builder import CorpusBuilder, build_corpus
from styles.corpus.corpus import Corpus, Passage, check_enough
from styles.errors import TextError
from styles.language.detect import UNDETERMINED
from styles.language.sentences import sentences
from styles.language.words import folded, words
from styles.text import Removal
from tests.test_language import SENTENCES
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
    """A few texts in one script each; new sentences all differ, and some chapters are those of earlier texts again."""
    numbers = iter(range(10_000))
    earlier: list[tuple[str, ...]] = []
    texts = []
    for name in range(draw(st.integers(0, 5))):
        vocabulary = draw(st.sampled_from(SCRIPTS)).split()
        sentence = st.lists(st.sampled_from(vocabulary), min_size=1, max_size=9)
        chapters = [
            tuple(" ".join(f"{' '.join(one).capitalize()} {next(numbers)}." for one in lines) for lines in chapter)
            for chapter in draw(st.lists(st.lists(st.lists(sentence, min_size=1, max_size=8), max_size=8), max_size=3))
        ]
        if earlier:
            chapters += draw(st.lists(st.sampled_from(earlier), max_size=2))
        earlier += chapters
        texts.append(CleanText(name=f"{name}.txt", chapters=tuple(chapters), removals=()))
    return texts


def all_sentences(paragraphs: Iterable[str]) -> Counter[str]:
    return Counter(one for paragraph in paragraphs for block in paragraph.split("\n\n") for one in sentences(block))


def given_once(texts: Sequence[CleanText]) -> list[CleanText]:
    """The texts without those whose words all stood in the same order in an earlier one."""
    return list({tuple("".join(one.paragraphs).split()): one for one in reversed(texts)}.values())


def every_passage(corpus: Corpus) -> list[Passage]:
    return [*corpus.train, *corpus.held_out, *(one.passage for one in corpus.left_out)]


def spans(passages: Iterable[Passage], length: int = 30) -> set[tuple[str, ...]]:
    found = [[folded(word) for word in words(one.text)] for one in passages]
    return {tuple(one[start : start + length]) for one in found for start in range(len(one) - length + 1)}


def reasons(corpus: Corpus) -> Counter[str]:
    return Counter(one.why.reason for one in corpus.left_out)


@settings(max_examples=50)
@given(clean_texts(), st.data())
def test_every_sentence_is_trained_on_held_out_or_listed_as_left_out_exactly_once(
    texts: list[CleanText], data: st.DataObject
) -> None:
    corpus = build_corpus(texts, SIZE)
    wanted = all_sentences(paragraph for one in given_once(texts) for paragraph in one.paragraphs)
    assert all_sentences(one.text for one in every_passage(corpus)) == wanted
    if corpus.left_out:
        kept = data.draw(st.lists(st.sampled_from([one.passage.id for one in corpus.left_out])))
        corpus = build_corpus(texts, SIZE, kept)
        assert all_sentences(one.text for one in every_passage(corpus)) == wanted
        assert not {one.passage.id for one in corpus.left_out if one.why.reason != "shared with held-out"} & set(kept)


@settings(max_examples=50)
@given(clean_texts(), st.data())
def test_train_and_held_out_never_have_thirty_words_in_a_row_in_common(
    texts: list[CleanText], data: st.DataObject
) -> None:
    corpus = build_corpus(texts, SIZE)
    assert not spans(corpus.train) & spans(corpus.held_out)
    if corpus.left_out:
        kept = data.draw(st.lists(st.sampled_from([one.passage.id for one in corpus.left_out])))
        corpus = build_corpus(texts, SIZE, kept)
        assert not spans(corpus.train) & spans(corpus.held_out)


@settings(max_examples=30)
@given(clean_texts())
def test_the_same_texts_give_the_same_corpus_and_it_survives_json(texts: list[CleanText]) -> None:
    corpus = build_corpus(texts, SIZE)
    again = Corpus.from_json(json.loads(json.dumps(corpus.to_json())))
    assert again == corpus == build_corpus(texts, SIZE)
    assert again.content_hash == corpus.content_hash


@settings(max_examples=30)
@given(clean_texts())
def test_the_reports_numbers_add_up(texts: list[CleanText]) -> None:
    corpus = build_corpus(texts, SIZE)
    report = corpus.report
    assert report.words == sum(one.words for one in given_once(texts))
    assert report.words == report.train_words + report.held_out_words + sum(report.left_out_words.values())
    assert {reason: report.removed[reason] for reason in report.left_out_words} == reasons(corpus)
    assert report.passages == len(corpus.train) + len(corpus.held_out)


def test_texts_are_taken_one_by_one() -> None:
    store: list[Passage] = []
    seen = []
    builder = CorpusBuilder(store, SIZE)
    for number in range(3):
        builder.add(text(f"{number}.txt", 400, str(number)))
        seen.append(len(store))
    plan = builder.plan()
    assert seen == sorted(set(seen))
    assert sorted([*plan.train, *plan.held_out, *plan.left_out]) == list(range(len(store)))
    assert build_corpus((text(f"{number}.txt", 400, str(number)) for number in range(3)), SIZE).report == plan.report


def test_a_corpus_written_before_passages_were_listed_that_are_left_out_can_be_read() -> None:
    corpus = build_corpus([text("a.txt", 900)], SIZE)
    old = corpus.to_json()
    del old["left_out"], old["report"]["left_out_words"]
    again = Corpus.from_json(old)
    assert (again.train, again.held_out, again.content_hash) == (corpus.train, corpus.held_out, corpus.content_hash)
    assert again.left_out == ()


def test_of_two_versions_of_a_chapter_the_first_is_kept_and_the_other_can_be_put_back() -> None:
    novel = text("novel.txt", 6_000, chapters=3)
    first, *_ = novel.chapters
    other = text("magazine.txt", 4_000, "magazine")
    version = tuple(paragraph.replace("wet heron", "wet crane").replace(".", "!") for paragraph in first)
    texts = [novel, replace(other, chapters=(*other.chapters, version))]
    corpus = build_corpus(texts)
    repeated = [one for one in corpus.left_out if one.why.reason == "near-duplicate"]
    assert sum(one.passage.words for one in repeated) == 2_000
    assert {(one.passage.document, one.passage.chapter) for one in repeated} == {("magazine.txt", 1)}
    by_id = {one.id: one for one in every_passage(corpus)}
    assert {(by_id[one.why.like].document, by_id[one.why.like].chapter) for one in repeated} == {("novel.txt", 0)}
    again = build_corpus(texts, kept_anyway=[one.passage.id for one in repeated])
    assert not reasons(again)["near-duplicate"]
    assert repeated[0].passage in (*again.train, *again.held_out)


def test_repeated_lines_are_voice() -> None:
    novel = text("novel.txt", 3_000)
    (paragraphs,) = novel.chapters
    refrain = "And the rain came down on the roofs of the town, and nobody asked it why."
    corpus = build_corpus(
        [replace(novel, chapters=tuple((*paragraphs[start : start + 20], refrain) for start in range(0, 300, 20)))]
    )
    kept = " ".join(one.text for one in (*corpus.train, *corpus.held_out))
    assert kept.count(refrain) >= 13
    assert set(reasons(corpus)) <= {"between train and held-out"}


def test_a_training_passage_that_quotes_the_held_out_text_is_set_aside() -> None:
    letters, novel = text("letters.txt", 1_000, "letters"), text("novel.txt", 9_000)
    quoted = letters.chapters[0][40:46]
    texts = [replace(novel, chapters=((*novel.chapters[0], *quoted),)), letters]
    corpus = build_corpus(texts)
    (shared,) = [one for one in corpus.left_out if one.why.reason == "shared with held-out"]
    assert shared.passage.document == "novel.txt"
    assert shared.why.like in {one.id for one in corpus.held_out}
    again = build_corpus(texts, kept_anyway=[shared.passage.id])
    assert shared.passage in again.train
    assert {one.passage.document for one in again.left_out} == {"letters.txt"}


def test_a_held_out_passage_is_set_aside_when_much_of_the_training_text_quotes_it() -> None:
    letters, novel = text("letters.txt", 1_000, "letters"), text("novel.txt", 9_000)
    prayer = " ".join(letters.chapters[0][4:8])
    often = [(*novel.chapters[0][start : start + 40], prayer) for start in range(0, 900, 40)]
    corpus = build_corpus([replace(novel, chapters=tuple(often)), letters])
    assert {one.passage.document for one in corpus.left_out} == {"letters.txt"}
    assert {one.document for one in corpus.train} == {"novel.txt"}


FRENCH = (
    "Le garçon s’assit près de la fenêtre et regarda la mer. Il était tard, et sa mère n’était pas encore rentrée de "
    "la ville, où elle était allée le matin avec les autres femmes du port."
)


def test_a_passage_wholly_in_another_language_is_set_aside_and_can_be_put_back() -> None:
    novel = text("novel.txt", 3_000)
    texts = [replace(novel, chapters=(*novel.chapters, (FRENCH,)))]
    corpus = build_corpus(texts, SIZE)
    (foreign,) = [one for one in corpus.left_out if one.why.reason == "another language"]
    assert (foreign.passage.text, foreign.why.language) == (FRENCH, "fr")
    again = build_corpus(texts, SIZE, kept_anyway=[foreign.passage.id])
    assert reasons(again)["another language"] == 0


def test_a_foreign_paragraph_among_others_is_voice() -> None:
    novel = text("novel.txt", 3_000)
    (paragraphs,) = novel.chapters
    corpus = build_corpus([replace(novel, chapters=((*paragraphs[:50], FRENCH, *paragraphs[50:]),))])
    assert reasons(corpus)["another language"] == 0
    assert corpus.language == "en"


def test_a_passage_knows_where_it_comes_from_and_what_came_before() -> None:
    paragraphs = tuple(f"Number {word} of the long and winding paragraphs here has twelve words." for word in "abcdef")
    corpus = build_corpus([CleanText(name="a.txt", chapters=(paragraphs[:4], paragraphs[4:]), removals=())], SIZE)
    first, second, third = corpus.train
    assert (first.document, first.chapter, first.words, first.before) == ("a.txt", 0, 24, "")
    assert second.before == paragraphs[1]
    assert (third.chapter, third.before) == (1, "")


def test_of_a_long_and_a_short_text_the_short_one_is_held_out() -> None:
    corpus = build_corpus([text("letters.txt", 400, "one"), text("novel.txt", 3_000, "two")], SIZE)
    assert {one.document for one in corpus.held_out} == {"letters.txt"}
    assert {one.document for one in corpus.train} == {"novel.txt"}
    assert not corpus.left_out


def test_the_document_nearest_to_an_eighth_is_held_out() -> None:
    lengths = {"a": 2_000, "b": 1_000, "c": 500, "d": 300}
    corpus = build_corpus([text(name, count, name) for name, count in lengths.items()], SIZE)
    assert corpus.report.held_out_documents == ("c",)


def test_several_small_documents_are_held_out_together() -> None:
    corpus = build_corpus(
        [text(f"{number}.txt", 200, f"letter{'abcdefghijklmnopqrst'[number]}") for number in range(20)], SIZE
    )
    assert 2 <= len(corpus.report.held_out_documents) <= 3
    assert corpus.report.held_out_words == pytest.approx(0.12 * corpus.report.words, rel=0.3)


def test_of_thousands_of_letters_an_eighth_is_held_out() -> None:
    letters = [CleanText(f"{day}.txt", ((f"Dear Ann, on day {day} it rained.",),), ()) for day in range(2_000)]
    report = build_corpus(letters, SIZE).report
    assert report.held_out_words == pytest.approx(0.12 * report.words, rel=0.02)


def test_the_upload_order_does_not_change_what_is_held_out() -> None:
    texts = [text(f"{letter}.txt", 200, letter) for letter in "abcdefghijklmnopqrst"]
    chosen = [set(build_corpus(order, SIZE).report.held_out_documents) for order in (texts, texts[::-1])]
    assert chosen[0] == chosen[1]


def test_a_text_in_another_language_is_not_held_out() -> None:
    english = "The long evening came down over the harbour and nobody in the house had lit the lamps. "
    russian = "Долгий вечер спускался над гаванью, и никто в доме ещё не зажигал ни одной лампы. "
    texts = [
        CleanText(name="long.txt", chapters=((english * 4,) * 60,), removals=()),
        CleanText(name="ru.txt", chapters=((russian * 4,) * 10,), removals=()),
    ]
    corpus = build_corpus(texts, SIZE)
    assert corpus.language == "en"
    assert "ru.txt" not in corpus.report.held_out_documents


def test_the_language_is_the_largest_that_could_be_told() -> None:
    english = "The long evening came down over the harbour and nobody in the house had lit the lamps."
    listed = "Xylem brick, quartz plinth, zinc fjord, nymph glyph, sphinx crypt, tryst hymn, lynx myrrh, gypsum psalm."
    chapters = ((listed,) * 60, (english,) * 20)
    corpus = build_corpus([CleanText(name="a.txt", chapters=chapters, removals=())])
    assert next(iter(corpus.report.languages)) == "und"
    assert corpus.language == corpus.report.language == "en"
    assert not any("another language" in sentence for sentence in advice(corpus.report, "en"))


def test_one_text_gives_its_end_after_a_gap_of_one_passage() -> None:
    corpus = build_corpus([text("novel.txt", 3_000)], SIZE)
    assert corpus.report.held_out == "end"
    assert 0.10 <= corpus.report.held_out_words / corpus.report.words <= 0.15
    assert corpus.report.removed == {"between train and held-out": 1}
    assert corpus.report.left_out_words == {"between train and held-out": 20}


def test_two_texts_of_equal_length_give_the_end_of_the_second() -> None:
    corpus = build_corpus([text("a.txt", 1_000, "one"), text("b.txt", 1_000, "two")], SIZE)
    assert {one.document for one in corpus.train} == {"a.txt", "b.txt"}
    assert {one.document for one in corpus.held_out} == {"b.txt"}


def test_something_is_always_left_to_train_on() -> None:
    long_sentence = " ".join(["Word", *["word"] * 2_000]) + "."
    chapter = (long_sentence, *[" ".join(["Other", *["word"] * 15]) + "."] * 3)
    corpus = build_corpus([CleanText(name="a.txt", chapters=(chapter,), removals=())], SIZE)
    assert [one.words for one in corpus.train] == [2_001]
    assert len(corpus.held_out) == 2


def test_a_text_of_three_passages_is_too_short_to_hold_anything_out() -> None:
    corpus = build_corpus([text("a.txt", 60)], SIZE)
    assert (len(corpus.train), corpus.held_out, corpus.report.held_out) == (3, (), "nothing")


def test_a_text_given_twice_is_used_once() -> None:
    corpus = build_corpus([text("a.txt", 900), text("copy of a.txt", 900)], SIZE)
    assert (corpus.report.documents, corpus.report.words) == (1, 900)
    assert corpus.report.removed["identical text"] == 1


def test_a_copy_with_other_quotes_and_dashes_is_the_same_text() -> None:
    one = CleanText(name="a.txt", chapters=(("“Yes,” she said — twice.",),), removals=())
    other = CleanText(name="a.epub", chapters=(('"Yes," she', "said - twice."),), removals=())
    assert build_corpus([one, other]).report.documents == 1


def test_texts_that_differ_in_a_number_are_two() -> None:
    days = [CleanText(name=f"{day}.txt", chapters=((f"Day {day}. Rain.",),), removals=()) for day in (1, 2)]
    assert build_corpus(days).report.documents == 2


def test_two_texts_with_one_name_are_told_apart() -> None:
    names = ["a.txt", "a.txt (2)", "a.txt", "a.txt"]
    corpus = build_corpus([text(name, 900, f"number{'abcd'[place]}") for place, name in enumerate(names)], SIZE)
    used = {one.document for one in (*corpus.train, *corpus.held_out)}
    assert used == {"a.txt", "a.txt (2)", "a.txt (3)", "a.txt (4)"}


def test_what_the_cleaning_removed_is_counted_by_reason() -> None:
    removals = (Removal("heading", "I", 0), Removal("heading", "II", 9), Removal("note", "*", 9))
    cleaned = CleanText(name="a.txt", chapters=text("a.txt", 60).chapters, removals=removals)
    assert build_corpus([cleaned], SIZE).report.removed == {"heading": 2, "note": 1}


def test_the_content_hash_changes_with_a_single_character() -> None:
    one = text("a.txt", 900)
    (first, *rest), *others = one.chapters
    other = replace(one, chapters=((first.replace(".", "!", 1), *rest), *others))
    assert build_corpus([one], SIZE).content_hash != build_corpus([other], SIZE).content_hash


@pytest.mark.parametrize(
    ("count", "verdict"),
    [(1_990, "too little"), (2_000, "sketch"), (9_990, "sketch"), (10_000, "good"), (50_000, "reliable")],
)
def test_the_verdict_follows_the_words(count: int, verdict: str) -> None:
    assert build_corpus([text("a.txt", count)]).report.verdict == verdict


def test_a_short_text_is_refused_by_name() -> None:
    with pytest.raises(TextError) as refusal:
        check_enough(build_corpus([text("letters.txt", 810)]))
    assert str(refusal.value) == (
        "`letters.txt` has 810 words; a style needs about 2,000. Add more texts by the same author."
    )


def test_several_short_texts_are_refused_together() -> None:
    with pytest.raises(TextError, match=r"^The texts have 1,000 words; a style needs about 2,000\."):
        check_enough(build_corpus([text("a.txt", 800, "one"), text("b.txt", 200, "two")]))


@pytest.mark.parametrize("texts", [[], [CleanText(name="a.txt", chapters=(), removals=())]])
def test_no_text_at_all_is_refused(texts: list[CleanText]) -> None:
    with pytest.raises(TextError, match="There is no text yet"):
        check_enough(build_corpus(texts))


def test_enough_text_passes() -> None:
    check_enough(build_corpus([text("a.txt", 2_000)]))


def languages_of(paragraphs: Sequence[str]) -> dict[str, float]:
    return build_corpus([CleanText("a.txt", (tuple(paragraphs),), ())], SIZE).report.languages


def test_two_languages_get_their_shares() -> None:
    shares = languages_of([SENTENCES["ru"]] * 6 + [SENTENCES["en"]] * 4)
    assert list(shares) == ["ru", "en"]
    assert sum(shares.values()) == pytest.approx(1)
    assert 0.4 < shares["ru"] < 0.65


def test_short_lines_count_with_their_neighbours() -> None:
    spoken = ["— Да.", "— Нет?", "— Не знаю, может быть.", "— А он что сказал?", "— Что ты уже была у них."] * 8
    assert languages_of([SENTENCES["ru"], *spoken])["ru"] > 0.9


def test_nothing_has_no_languages() -> None:
    assert languages_of([]) == {}
    assert languages_of(["", "123"]) == {UNDETERMINED: 0.0}
