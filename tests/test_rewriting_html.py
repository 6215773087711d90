"""A rewritten draft on the page: marked for eyes and ears, in both languages, and never markup itself."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styles.measures.meaning import Facts
from styles.measures.word_diff import changes
from trainer.compare.comparison import Paraphrase
from ui.html import rewriting
from ui.strings.strings import ENGLISH, RUSSIAN, Strings

HOSTILE = '<img src=x onerror="alert(1)"> {{x}} ${alert(2)} {names}'


def drawn(before: str, after: str, t: Strings = ENGLISH) -> str:
    return rewriting.changes(changes(before, after), before, HOSTILE, "en", t)


def sheet(html: str) -> str:
    return html.partition('tabindex="0">')[2].removesuffix("</div></details>")


def test_what_was_put_in_and_taken_out_is_marked() -> None:
    html = sheet(drawn("He walked home, slowly.", "He ran home, very slowly."))
    assert html == "<p>He <del>walked</del> <ins>ran</ins> home, <ins>very</ins> slowly.</p>"


def test_words_that_were_apart_do_not_run_together() -> None:
    assert sheet(drawn("Slowly he went.", "he went.")) == "<p><del>Slowly</del> he went.</p>"
    assert sheet(drawn("Slowly", "Quickly")) == "<p><del>Slowly</del> <ins>Quickly</ins></p>"
    assert sheet(drawn("He went home.", "He went.")) == "<p>He went <del>home</del>.</p>"


def test_paragraphs_are_those_of_the_rewriting() -> None:
    html = sheet(drawn("One boat.\n\nTwo boats.", "One boat sank.\n\nNew boats.\n \nMore\nboats."))
    assert html.count("<p>") == html.count("</p>") == 3
    assert "More<br>boats" in html


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_the_marks_are_told_to_those_who_do_not_see_them(t: Strings) -> None:
    html = drawn("one", "two", t)
    for kind, said in t.change_kinds.items():
        assert f"--{kind}: &quot; [{said}] &quot;" in html


def test_it_says_how_many_words_stand_where_they_stood() -> None:
    assert "stood: 2 of 3." in drawn("He walked home.", "He ran home at last.")


@given(*[st.lists(st.sampled_from(["<b>", "&", "a ", '"', "'", "\n\n", "\n", "ё ", "x"])).map("".join)] * 2)
def test_no_text_is_ever_markup(before: str, after: str) -> None:
    html = sheet(drawn(before, after))
    assert set(re.findall("<[^>]*>", html)) <= {"<p>", "</p>", "<ins>", "</ins>", "<del>", "</del>", "<br>"}
    assert html.count("<ins>") == html.count("</ins>")
    assert html.count("<del>") == html.count("</del>")


def test_a_hostile_draft_name_and_language_are_shown_as_they_are() -> None:
    found = rewriting.changes(changes(HOSTILE, "new"), HOSTILE, HOSTILE, '"><b>', ENGLISH)
    found += rewriting.plain([Paraphrase(HOSTILE, "draft")], '"><b>', ENGLISH)
    found += rewriting.facts(Facts((HOSTILE,), (HOSTILE,), (HOSTILE,)), ENGLISH)
    assert "<img" not in found
    assert "<b>" not in found
    assert "&lt;img" in found


def facts(found: Facts, t: Strings = ENGLISH) -> str:
    return re.sub("<[^>]*>", "", rewriting.facts(found, t))


def test_names_and_numbers_are_told_in_a_sentence() -> None:
    assert facts(Facts(("Ada", "12"), (), ())) == "Names and numbers of your draft: 2 of 2 are here."
    whole = facts(Facts(("Ada",), ("12", "Riga"), ("May",)))
    assert whole == "Names and numbers of your draft: 1 of 3 are here. Missing: 12, Riga. New: May."
    assert facts(Facts((), (), ("May",))) == "Your draft has no names or numbers to check. New: May."
    assert "Нет: Ада." in facts(Facts((), ("Ада",), ()), RUSSIAN)


def test_of_many_names_the_rest_is_counted() -> None:
    assert "11, 12 and 3 more." in facts(Facts((), tuple(str(number) for number in range(1, 16)), ()))


def test_the_plain_version_is_shown_with_what_became_of_it() -> None:
    base = rewriting.plain([Paraphrase("One.", "base"), Paraphrase("Two.", "draft")], "en", ENGLISH)
    assert ENGLISH.paraphrase_title in base
    assert base.count(ENGLISH.paraphrase_is_draft) == 1
    assert base.index("One.") < base.index(ENGLISH.paraphrase_is_draft) < base.index("Two.")
    assert ENGLISH.paraphrase_keywords in rewriting.plain([Paraphrase("fog, bell", "keywords")], "en", ENGLISH)
    assert rewriting.plain([], "en", ENGLISH) == ""
