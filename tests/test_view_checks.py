"""Views are asked for in the corpus's language; one that cannot be used is told, with the reason."""

import pytest

from styles.examples.view_checks import (
    Fault,
    ask_for_brief,
    ask_for_paraphrase,
    brief_fault,
    mended_brief,
    mended_paraphrase,
    paraphrase_fault,
)
from styles.examples.view_wordings import VIEW_WORDINGS, View
from styles.language.detect import ENGLISH_NAMES
from styles.language.words import words
from tests.retold import RETOLD, Retold

ALL = [(language, view) for language, views in VIEW_WORDINGS.items() for view in views]
ENGLISH, RUSSIAN = RETOLD[0], RETOLD[2]


@pytest.mark.parametrize(("language", "view"), ALL)
def test_a_view_is_asked_for_in_a_dozen_wordings_each_with_the_text_once(language: str, view: View) -> None:
    wordings = VIEW_WORDINGS[language][view]
    assert len(set(wordings)) == len(wordings) >= 12
    assert all(
        wording.count("{text}") == 1 and not set("{}") & set(wording.replace("{text}", "")) for wording in wordings
    )


@pytest.mark.parametrize(("language", "view"), ALL)
def test_the_wordings_are_written_in_their_language(language: str, view: View) -> None:
    for wording in VIEW_WORDINGS[language][view]:
        letters = [char for char in wording.replace("{text}", "").lower() if char.isalpha()]
        assert all(("а" <= char <= "я" or char == "ё") == (language == "ru") for char in letters)


def test_wording_numbers_go_round_and_the_text_arrives_as_it_is() -> None:
    assert ask_for_brief("ru", "дом", 12) == ask_for_brief("ru", "дом") != ask_for_brief("ru", "дом", 1)
    assert ask_for_paraphrase("en", "{text} \\1 {language} ё").endswith("\n\n{text} \\1 {language} ё")


def test_another_language_is_asked_for_in_english_that_names_it() -> None:
    assert ask_for_brief("fr", "Il pleut.").startswith("The text below is in French. Answer in French too.\n\nSay in ")
    assert ask_for_paraphrase("und", "Xyzzy.").startswith("Answer in the language of the text below.\n\nRetell this")
    assert set(VIEW_WORDINGS) < set(ENGLISH_NAMES)


@pytest.mark.parametrize("one", RETOLD)
def test_what_a_careful_writer_makes_of_a_passage_is_taken(one: Retold) -> None:
    assert brief_fault(one.brief, one.passage, one.language) is None
    assert paraphrase_fault(one.paraphrase, one.passage, one.language) is None


@pytest.mark.parametrize(
    ("brief", "fault"),
    [
        ("", "empty"),
        ("…\n- 7.", "empty"),
        ("I'm sorry, but I can't help with that.", "refusal"),
        ("As an AI language model I have no opinion.", "refusal"),
        ("Sure! A woman loses her eels.", "preamble"),
        ("Here is a summary: a woman loses her eels.", "preamble"),
        ("**Summary:** A woman loses her eels.", "preamble"),
        ("What the passage tells us:\nA woman loses her eels.", "preamble"),
        ("A woman loses her eels. As an AI model, I have no opinion of it.", "refusal"),
        ("A woman loses her eels. Let me know if you would like more.", "remark"),
        ("The passage you provided is about a woman who loses her eels.", "remark"),
        ("Use your own words and quote nothing. A woman loses her eels.", "instruction"),
        ("Une femme perd ses poissons quand le mur de la rivière tombe dans l’eau.", "language"),
        (" ".join(f"Then the {way} eel left." for way in "first second third fourth".split()), "too long"),
        (" and ".join(["a woman loses her eels when the wall falls down"] * 8) + ".", "too long"),
        ("She looked at the water as a widow looks at a bill.", "copied"),
    ],
)
def test_a_brief_that_cannot_be_used_is_told_with_the_reason(brief: str, fault: Fault) -> None:
    assert brief_fault(brief, ENGLISH.passage, "en") == fault


def test_a_plain_version_keeps_the_length_the_meaning_and_the_names() -> None:
    passage, paraphrase = ENGLISH.passage, ENGLISH.paraphrase
    assert paraphrase_fault(passage, passage, "en") == "copied"
    assert paraphrase_fault(" ".join(paraphrase.split()[:40]), passage, "en") == "too short"
    assert paraphrase_fault(f"{paraphrase} {paraphrase}", passage, "en") == "too long"
    assert paraphrase_fault(RETOLD[1].paraphrase, passage, "en") == "meaning"
    nameless = paraphrase.replace("Marta Quill", "a girl").replace("Marta", "The girl").replace("1840", "long ago")
    assert paraphrase_fault(nameless.replace("Hexby", "the sea"), passage, "en") == "names"
    assert paraphrase_fault(RUSSIAN.paraphrase, passage, "en") == "language"


def test_refusals_and_preambles_are_known_in_russian_too() -> None:
    passage, brief = RUSSIAN.passage, RUSSIAN.brief
    assert brief_fault("К сожалению, я не могу пересказать этот текст.", passage, "ru") == "refusal"
    assert brief_fault(f"Конечно! {brief}", passage, "ru") == "preamble"
    assert brief_fault(f"Краткое содержание: {brief}", passage, "ru") == "preamble"
    assert brief_fault("Своими словами и без цитат. Старик хранит часы.", passage, "ru") == "instruction"
    assert brief_fault(ENGLISH.brief, passage, "ru") == "language"


def test_a_passage_may_begin_as_a_refusal_does() -> None:
    passage = f"Of course, I cannot tell it all. {ENGLISH.passage}"
    assert paraphrase_fault(f"Of course, not all of it can be told. {ENGLISH.paraphrase}", passage, "en") is None


@pytest.mark.parametrize("one", RETOLD)
def test_what_can_be_used_is_left_word_for_word(one: Retold) -> None:
    assert mended_brief(one.brief, one.passage) == one.brief
    assert mended_paraphrase(one.paraphrase, one.passage) == one.paraphrase


SAID = [
    ("Sure! ", ""),
    ("Sure, here is a summary of the passage in plain words:\n\n", ""),
    ("Here's the rewritten passage: ", ""),
    ("**Summary:** ", ""),
    ("### Summary\n\n", ""),
    ("**Plain version**\n", ""),
    ("“", "”"),
    ('"', '"'),
    ("**", "**"),
    ("```\n", "\n```"),
    ('Certainly! Here is the retelling:\n\n"', '"'),
    ("", "\n\nLet me know if you need anything else!"),
    ("", "\n\n---\n\nNote: this version keeps all facts. I hope this helps!"),
    ("Конечно! Вот краткое содержание отрывка:\n\n", ""),
    ("Краткое содержание: ", ""),
    ("«", "»"),
    ("", "\n\nЕсли у вас есть вопросы, обращайтесь."),
]


@pytest.mark.parametrize(("before", "after"), SAID)
@pytest.mark.parametrize("one", [ENGLISH, RUSSIAN])
def test_what_is_said_beside_a_view_is_taken_off(one: Retold, before: str, after: str) -> None:
    assert mended_brief(f"{before}{one.brief}{after}", one.passage) == one.brief
    assert mended_paraphrase(f"{before}{one.paraphrase}{after}", one.passage) == one.paraphrase


@pytest.mark.parametrize("one", [ENGLISH, RUSSIAN])
def test_a_brief_ends_after_its_third_sentence_or_after_what_fits(one: Retold) -> None:
    four = "A woman loses her eels. It is early. She sits down. She thinks of supper."
    assert mended_brief(four, one.passage) == "A woman loses her eels. It is early. She sits down."
    lines = "A woman loses her eels. It is early.\n\nShe sits down.\nShe thinks of supper."
    assert mended_brief(lines, one.passage) == "A woman loses her eels. It is early.\nShe sits down."
    long = "A woman loses her eels. " + "She looks" + " at the water and looks" * 12 + "."
    assert mended_brief(long, one.passage) == "A woman loses her eels."


@pytest.mark.parametrize(
    "marks", [("1. ", "2. ", "3. "), ("- ", "- ", "- "), ("* ", "* ", "* "), ("1) ", "2) ", "3) ")]
)
def test_a_brief_in_points_becomes_sentences_in_a_row(marks: tuple[str, str, str]) -> None:
    points = ("A woman loses her eels.", "It is early", "She sits down!")
    listed = "\n".join(mark + point for mark, point in zip(marks, points, strict=True))
    assert mended_brief(listed, ENGLISH.passage) == "A woman loses her eels. It is early. She sits down!"
    assert mended_brief("In 1840. A woman\nloses her eels.", ENGLISH.passage) == "In 1840. A woman\nloses her eels."


def test_a_brief_that_was_broken_off_keeps_its_whole_sentences() -> None:
    assert mended_brief("A woman loses her eels. It is ea", ENGLISH.passage, whole=False) == "A woman loses her eels."
    assert mended_brief("A woman loses her", ENGLISH.passage, whole=False) == ""
    assert mended_paraphrase(ENGLISH.paraphrase, ENGLISH.passage, whole=False) == ""


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        ("Sure! I'm sorry, but I can't help with that.", "refusal"),
        ("Sure, here is the summary: I cannot summarize this passage.", "refusal"),
        ("“I'm sorry, I am unable to do so.”", "refusal"),
        ("A woman stands at a weir. I can't assist with that request.", "refusal"),
        ("Sure!", "preamble"),
        ("Let me know if you need anything else.", "empty"),
        ("Please provide the passage that you would like me to sum up.", "empty"),
        ("Пожалуйста, предоставьте отрывок.", "empty"),
    ],
)
def test_no_mend_makes_a_brief_of_a_refusal_or_of_a_remark(answer: str, fault: Fault) -> None:
    assert brief_fault(mended_brief(answer, ENGLISH.passage), ENGLISH.passage, "en") == fault


def test_what_the_passage_itself_begins_or_ends_with_is_kept() -> None:
    told = f"Of course, not all of it can be told. {ENGLISH.paraphrase}"
    assert mended_paraphrase(told, f"Of course, I cannot tell it all. {ENGLISH.passage}") == told
    quoted = f"“{RETOLD[1].paraphrase.replace('“', '').replace('”', '')}”"
    assert mended_paraphrase(quoted, "“All of this is said by one who was there.”") == quoted


def test_speech_at_both_ends_is_no_quotation_of_the_whole() -> None:
    told = "“The eels are gone,” Marta said. She sat down. “That was supper.”"
    assert mended_paraphrase(told, ENGLISH.passage) == told


def test_a_language_that_nobody_could_tell_is_not_asked_for() -> None:
    assert brief_fault(RUSSIAN.brief, RUSSIAN.passage, "en") == "language"
    assert brief_fault(RUSSIAN.brief, RUSSIAN.passage, "und") is None


def test_the_retellings_of_these_tests_are_no_shorter_than_a_passage_may_be() -> None:
    assert all(len(words(one.passage)) >= 70 for one in RETOLD)


@pytest.mark.parametrize("one", RETOLD, ids=lambda one: one.brief[:20])
def test_a_brief_that_is_about_something_else_altogether_is_refused(one):
    rambling = {
        "en": "Quarterly revenue exceeded projections. Shareholders approved further investment in software licences.",
        "ru": "Квартальная выручка превысила прогноз. Акционеры одобрили вложения в программное обеспечение.",
    }
    assert brief_fault(rambling[one.language], one.passage, one.language) == "meaning"
    assert brief_fault(one.brief, one.passage, one.language) is None
