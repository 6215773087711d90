"""What was found is listed with a button each; what is not ours is escaped, and nothing long is shown whole."""

import re

from styles.cleaning.clean import CleanText
from styles.corpus.builder import build_corpus
from styles.corpus.passages import PassageSize
from styles.text import Removal
from styles.texts.private import find
from tests.toy import toy_paragraphs
from ui.html import review
from ui.strings.strings import ENGLISH, RUSSIAN

FOUND = (
    Removal("heading", "One", 0),
    Removal("heading", "Two <b>", 40),
    Removal("note", "long " * 200, 60),
    Removal("stray character", "\u00ad", 0),
)
PRIVATE = find(CleanText("a.txt", (("Write to ann@example.org, and again to ann@example.org.",),), ()))


def buttons(html: str) -> list[tuple[str, str, str]]:
    return re.findall(r'data-act="([^"]*)" data-of="([^"]*)" data-use="(\d)"', html)


def test_each_removal_has_a_button_and_so_has_a_kind_with_several() -> None:
    html = review.removals("a.txt", FOUND, {1}, ENGLISH)
    assert set(buttons(html)) == {
        ("removal-all", "heading", "1"),
        ("removal", "0", "1"),
        ("removal", "1", "0"),
        ("removal", "2", "1"),
    }
    assert "1 put back" in html


def test_what_nobody_sees_cannot_be_put_back() -> None:
    assert ("removal", "3", "1") not in buttons(review.removals("a.txt", FOUND, (), ENGLISH))


def test_a_kind_that_is_wholly_back_can_be_left_out_again() -> None:
    html = review.removals("a.txt", FOUND, {0, 1}, ENGLISH)
    assert ("removal-all", "heading", "0") in buttons(html)


def test_names_and_texts_are_escaped_and_cut() -> None:
    html = review.removals("<i>.txt", FOUND, (), RUSSIAN)
    assert "<i>" not in html
    assert "Two &lt;b&gt;" in html
    assert len(html) < 4_000


def test_a_button_means_one_removal_or_all_of_its_kind() -> None:
    assert review.numbers_of(FOUND, "removal", "2") == [2]
    assert review.numbers_of(FOUND, "removal-all", "heading") == [0, 1]


def test_only_the_first_of_many_are_listed_and_the_rest_counted() -> None:
    many = [Removal("page number", str(number), number) for number in range(review.SHOWN_MOST + 12)]
    html = review.removals("a.txt", many, (), ENGLISH)
    assert len(buttons(html)) == review.SHOWN_MOST + 1
    assert "and 12 more" in html


def test_a_private_thing_is_listed_once_and_noticed_until_it_is_masked() -> None:
    assert buttons(review.private_things(PRIVATE, (), ENGLISH)) == [("private", PRIVATE[0].id, "1")]
    assert "e-mail addresses (1)" in review.private_notice(PRIVATE, (), ENGLISH)
    assert review.private_notice(PRIVATE, {PRIVATE[0].id}, ENGLISH) == ""
    assert review.things_of(PRIVATE, "private-all", "e-mail") == [PRIVATE[0].id] * 2


def test_passages_set_aside_are_listed_with_those_that_are_used_anyway() -> None:
    paragraphs = toy_paragraphs(12)
    text = CleanText("a.txt", (paragraphs + paragraphs[:3],), ())
    size = PassageSize(20, 60)
    corpus = build_corpus([text], size)
    repeated = [one.passage.id for one in corpus.left_out if one.why.reason == "near-duplicate"]
    assert review.ids_of(corpus, (), "aside-all", "near-duplicate") == repeated
    assert ("aside", repeated[0], "1") in buttons(review.set_aside(corpus, (), ENGLISH))

    kept = {repeated[0]}
    again = build_corpus([text], size, kept)
    assert ("aside", repeated[0], "0") in buttons(review.set_aside(again, kept, ENGLISH))
