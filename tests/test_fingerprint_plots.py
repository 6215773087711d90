"""The fingerprint's plots say in words and numbers what they draw, in both languages, with and without comparison."""

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from styles.measures.fingerprint import MARKS, Fingerprint, fingerprint
from styles.profiles import Profile, load
from tests.test_cleaning import PROSE
from ui.html.fingerprint_plots import plots
from ui.strings.strings import ENGLISH, RUSSIAN, Strings

BOTH = pytest.mark.parametrize("t", [ENGLISH, RUSSIAN], ids=lambda words: words.code)


@pytest.fixture(scope="module")
def own() -> Fingerprint:
    return fingerprint(PROSE * 100, "en")


@pytest.fixture(scope="module")
def others() -> Profile:
    found = load("en")
    assert found
    return found


def parsed(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(html)


def rows(html: str) -> dict[str, list[str]]:
    """The numbers of each row of the tables, by its name."""
    found = {}
    for row in parsed(html).iter("tr"):
        name, *cells = ["".join(cell.itertext()) for cell in row]
        found[name] = [cell for cell in cells if cell]
    return found


def dots(html: str) -> list[float]:
    return [float(found) for found in re.findall(r'<circle class="own" cx="([\d.]+)%"', html)]


@BOTH
def test_every_picture_has_its_words(own: Fingerprint, others: Profile, t: Strings) -> None:
    pictures = list(parsed(plots(own, others, t)).iter("svg"))
    assert len(pictures) > 20
    for picture in pictures:
        assert picture.get("aria-hidden") == "true" or (picture.get("role") == "img" and picture.get("aria-label"))


@BOTH
def test_tables_hold_the_numbers(own: Fingerprint, others: Profile, t: Strings) -> None:
    found = rows(plots(own, others, t))
    for mark in MARKS:
        average = others.average.punctuation[mark]
        assert found[t.marks[mark]] == [t.decimal(own.punctuation[mark], 1), t.decimal(average, 1)]
    assert found[t.dialogue][0] == t.percent(own.dialogue)


def test_the_average_author_stands_in_the_middle(others: Profile) -> None:
    assert set(dots(plots(others.average, others, ENGLISH))) == {50.0}


def test_a_dot_is_on_its_side_and_never_outside(own: Fingerprint, others: Profile) -> None:
    extreme = replace(own, punctuation={**dict.fromkeys(MARKS, 0.0), "comma": 900.0})
    comma, semicolon, *_ = found = dots(plots(extreme, others, ENGLISH))
    assert semicolon < 50 < comma
    assert all(0 <= dot <= 100 for dot in found)


@BOTH
def test_without_other_authors_only_the_own_numbers_are_shown(own: Fingerprint, t: Strings) -> None:
    html = plots(own, None, t)
    assert dots(html) == []
    assert rows(html)[t.marks["comma"]] == [t.decimal(own.punctuation["comma"], 1)]
    assert t.others not in re.sub("<[^>]*>", " ", html).split()


def test_a_text_without_words_is_drawn_too(others: Profile) -> None:
    html = plots(fingerprint([], "en"), others, ENGLISH)
    assert "nan" not in html
    assert rows(html)[ENGLISH.variety][0] == "–"


def test_words_of_the_text_are_marked_as_its_language(others: Profile) -> None:
    own = replace(others.average, function_words={"upon": 60.0})
    html = plots(own, others, RUSSIAN)
    assert '<th scope="row" lang="en">upon</th>' in html


@BOTH
def test_all_marks_have_names(t: Strings) -> None:
    assert t.marks.keys() == set(MARKS)
