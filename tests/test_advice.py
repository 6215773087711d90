"""The report's sentences say the verdict, the next best step and what is held out, in both languages."""

from dataclasses import replace

import pytest

from styles.corpus.advice import advice as advice_with_joined_words
from styles.corpus.builder import build_corpus
from styles.corpus.corpus import CorpusReport
from styles.i18n.both import Language
from tests.toy import SIZE, text


def advice(report: CorpusReport, language: Language, used: int | None = None) -> list[str]:
    """The sentences with spaces a keyboard has."""
    return [sentence.replace("\u00a0", " ") for sentence in advice_with_joined_words(report, language, used)]


@pytest.mark.parametrize(
    ("count", "english", "russian"),
    [
        (
            810,
            "810 words: too little, a style needs about 2,000; add 1,200 more by the same author.",
            "810 слов: мало, стилю нужно около 2 000; добавьте ещё 1 200 того же автора.",
        ),
        (
            5_400,
            "5,400 words: enough for a rough try; 4,600 more would make a good sketch.",
            "5 400 слов: хватит на первую пробу; ещё 4 600, и выйдет хороший набросок.",
        ),
        (
            12_400,
            "12,400 words: good for a sketch; 38,000 more would make it reliable.",
            "12 400 слов: хорошо для наброска; ещё 38 000, и стиль станет надёжным.",
        ),
        (60_000, "60,000 words: enough for a reliable style.", "60 000 слов: хватит для надёжного стиля."),
    ],
)
def test_the_first_advice_is_the_verdict_and_the_next_step(count: int, english: str, russian: str) -> None:
    report = build_corpus([text("a.txt", count)]).report
    assert advice(report, "en")[0] == english
    assert advice(report, "ru")[0] == russian


def test_the_advice_names_a_second_language_that_is_large() -> None:
    report = replace(build_corpus([text("a.txt", 900)]).report, languages={"en": 0.6, "ru": 0.4})
    assert advice(report, "en")[1].startswith("About 40% of the words are Russian")
    assert advice(report, "ru")[1].startswith("Около 40 % слов — русские")


def test_the_advice_says_which_text_is_held_out() -> None:
    report = build_corpus([text("novel.txt", 9_000, "one"), text("letters.txt", 1_000, "two")]).report
    assert "`letters.txt`, 1,000 words (10%)" in advice(report, "en")[-1]
    assert "`letters.txt`, 1 000 слов (10 %)" in advice(report, "ru")[-1]


def test_the_advice_names_three_of_many_held_out_texts() -> None:
    report = build_corpus([text(f"{letter}.txt", 40, letter) for letter in "abcdefghijklmnopqrst"], SIZE).report
    many = replace(report, held_out_documents=("a", "b", "c", "d", "e"))
    assert "`a`, `b`, `c` and 2 more, " in advice(many, "en")[-1]
    assert "`a`, `b`, `c` и ещё 2, " in advice(many, "ru")[-1]


def test_the_advice_says_that_the_end_is_held_out_and_a_gap_left() -> None:
    report = build_corpus([text("novel.txt", 10_000)]).report
    gap = report.words - report.train_words - report.held_out_words
    assert f"the last {report.held_out_words:,} words" in advice(report, "en")[-1]
    assert f"{gap} words before them" in advice(report, "en")[-1]


def test_the_advice_speaks_of_texts_given_twice() -> None:
    report = build_corpus([text("a.txt", 900), text("b.txt", 900)]).report
    assert any("used once" in sentence for sentence in advice(report, "en"))


def test_what_was_set_aside_is_told_with_its_words() -> None:
    left_out = {"near-duplicate": 300, "shared with held-out": 1, "another language": 2_000}
    report = replace(build_corpus([text("a.txt", 9_000)]).report, left_out_words=left_out)
    english, russian = " ".join(advice(report, "en")), " ".join(advice(report, "ru"))
    for told in ("300 words repeat", "1 word with", "2,000 words in"):
        assert told in english
    for told in ("300 слов", "1 слово", "2 000 слов"):
        assert told in russian


def test_what_is_set_aside_does_not_count_for_the_verdict() -> None:
    report = replace(build_corpus([text("a.txt", 9_000)]).report, left_out_words={"near-duplicate": 3_600})
    assert advice(report, "en")[0] == "5,400 words: enough for a rough try; 4,600 more would make a good sketch."


def test_that_a_library_is_drawn_from_is_told_after_the_verdict() -> None:
    report = replace(build_corpus([text("a.txt", 9_000)]).report, passages=97_210)
    told = "4,600 of the 97,210 passages are used, drawn evenly from all the texts."
    assert advice(report, "en", 4_600)[1] == f"That is more than a style can learn from: {told}"
    assert "из 97 210 отрывков взято 4 600" in advice(report, "ru", 4_600)[1]
    assert advice(report, "en", 97_210) == advice(report, "en")
