"""Author, base and styled model side by side: in words and numbers what is drawn, and never a word of a text."""

import re
from collections.abc import Mapping
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from styles.i18n.both import both
from styles.measures.fingerprint import BINS, MARKS, SENTENCE_BIN, Fingerprint, fingerprint
from tests.test_cleaning import PROSE
from tests.toy import toy_briefs, toy_paragraphs
from trainer.scorecard.fingerprints import LEAST_WORDS, fingerprints
from ui.html.fingerprint_comparison import voices
from ui.strings.strings import ENGLISH, RUSSIAN, Strings

BOTH = pytest.mark.parametrize("t", [ENGLISH, RUSSIAN], ids=lambda words: words.code)
COLUMNS = ("base", "few_shot", "styled", "human")


@pytest.fixture(scope="module")
def prose() -> Fingerprint:
    return fingerprint(PROSE * 100, "en")


@pytest.fixture
def found(prose: Fingerprint) -> dict[str, Fingerprint]:
    """The author's dashes are 20, the styled model's 15, the base's none."""
    return {column: dashes(prose, number) for column, number in zip(COLUMNS, (0.0, 5.0, 15.0, 20.0), strict=True)}


def dashes(one: Fingerprint, number: float) -> Fingerprint:
    return replace(one, punctuation={**dict.fromkeys(MARKS, 0.0), "dash": number})


def parsed(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(html)


def rows(html: str) -> dict[str, list[str]]:
    """The numbers of each row of the tables, by its name."""
    return {
        "".join(row[0].itertext()): ["".join(cell.itertext()) for cell in row[1:]]
        for row in parsed(html).iter("tr")
        if row.get("aria-hidden") != "true"
    }


def strips(html: str) -> dict[str, dict[str, float]]:
    """Where each shape stands on the strip of each row, in percent; `way` has both ends of the line."""
    found, name = {}, ""
    for row in parsed(html).iter("tr"):
        if row.get("aria-hidden") != "true":
            name = "".join(row[0].itertext())
            continue
        places = {}
        for mark in row.iter("svg"):
            if mark.get("x"):
                places[mark[0].get("class", "")] = float(mark.get("x", "").rstrip("%"))
        way = next(line for line in row.iter("line") if line.get("class") == "way")
        found[name] = {**places, "begins": percent(way, "x1"), "ends": percent(way, "x2")}
    return found


def percent(element: ElementTree.Element, name: str) -> float:
    return float(element.get(name, "").rstrip("%"))


def label(html: str) -> str:
    (picture,) = [svg for svg in parsed(html).iter("svg") if svg.get("role") == "img"]
    return picture.get("aria-label", "")


@BOTH
def test_every_habit_has_everybodys_number(found: Mapping[str, Fingerprint], t: Strings) -> None:
    numbers = rows(voices(found, t))
    assert numbers[t.marks["dash"]] == [t.decimal(number, 1) for number in (0, 5, 15, 20)]
    assert numbers[t.voices_sentence][3] == t.decimal(found["human"].sentences.mean, 1)
    assert numbers[t.dialogue][0] == t.percent(found["base"].dialogue)
    assert all(len(row) == len(COLUMNS) for row in numbers.values())


@BOTH
def test_every_picture_is_named_or_stands_beside_its_numbers(found: Mapping[str, Fingerprint], t: Strings) -> None:
    tree = parsed(voices(found, t))
    hidden = {inner for svg in tree.iter("svg") if svg.get("aria-hidden") == "true" for inner in svg.iter()}
    hidden |= {inner for svg in tree.iter("svg") if svg.get("role") == "img" for inner in svg.iter()}
    assert all(svg in hidden for svg in tree.iter("svg"))
    assert t.voices_note in "".join(tree.itertext())


@BOTH
def test_the_label_says_all_that_the_plot_of_lengths_shows(found: Mapping[str, Fingerprint], t: Strings) -> None:
    short = replace(
        found["styled"],
        sentences=replace(found["styled"].sentences, mean=4.25, median=3.0, shares=(0.75, 0.25) + (0,) * 9),
    )
    said = label(voices({**found, "styled": short}, t))
    assert said.startswith(t.sentence_lengths)
    for column in COLUMNS:
        assert said.count(t.voices_columns[column]) >= 2
    assert f"{t.voices_columns['styled']} {t.decimal(4.25, 1)}" in said
    assert f"{t.voices_columns['styled']} {t.percent(0.75)}" in said
    assert said.count("%") == 3 * BINS
    assert f"{SENTENCE_BIN * (BINS - 1) + 1}+" in said


def test_the_line_leads_from_the_base_to_the_styled_model(found: Mapping[str, Fingerprint]) -> None:
    places = strips(voices(found, ENGLISH))[ENGLISH.marks["dash"]]
    assert places["base"] < places["few_shot"] < places["styled"] < places["human"]
    assert (places["begins"], places["ends"]) == (places["base"], places["styled"])
    assert places["styled"] - places["base"] == pytest.approx(0.75 * (places["human"] - places["base"]), abs=0.2)


def test_no_mark_is_outside_its_strip(found: Mapping[str, Fingerprint]) -> None:
    extreme = {**found, "styled": dashes(found["styled"], 900.0)}
    nothing = {column: replace(one, function_share=0.0, dialogue=0.0) for column, one in extreme.items()}
    drawn = [
        place
        for html in (voices(extreme, ENGLISH), voices(nothing, RUSSIAN))
        for strip in strips(html).values()
        for place in strip.values()
    ]
    assert min(drawn) > 0
    assert max(drawn) < 100


def test_a_difference_that_may_be_chance_looks_small(prose: Fingerprint) -> None:
    rare = {column: dashes(prose, number) for column, number in (("base", 0.0), ("styled", 1.0), ("human", 0.0))}
    common = {column: dashes(prose, number) for column, number in (("base", 99.0), ("styled", 100.0), ("human", 99.0))}
    for few in (rare, common):
        places = strips(voices(few, ENGLISH))[ENGLISH.marks["dash"]]
        assert 0 < places["styled"] - places["base"] <= 10
        assert places["human"] == places["base"]


def test_a_styled_model_that_has_arrived_lies_in_the_diamond(found: Mapping[str, Fingerprint]) -> None:
    html = voices({**found, "styled": found["human"]}, ENGLISH)
    for places in strips(html).values():
        assert places["styled"] == places["human"]
    row = next(svg for svg in parsed(html).iter("td") if svg.get("colspan"))
    shapes = [mark[0].get("class") for mark in row.iter("svg") if mark.get("x")]
    assert shapes.index("human") < shapes.index("styled")


def test_shapes_differ_without_colour(found: Mapping[str, Fingerprint]) -> None:
    legend = next(part for part in parsed(voices(found, ENGLISH)).iter("p") if part.get("class") == "legend")
    keys = {"".join(key.itertext()): [mark[0] for mark in key.iter("svg") if mark.get("x")] for key in legend}
    assert list(keys) == [ENGLISH.score_columns[column] for column in COLUMNS]
    assert len({ElementTree.tostring(mark) for marks in keys.values() for mark in marks}) == len(COLUMNS)


def test_what_nobody_does_and_what_not_all_have_is_left_out(found: Mapping[str, Fingerprint]) -> None:
    numbers = rows(voices({**found, "human": replace(found["human"], variety=None)}, ENGLISH))
    assert ENGLISH.marks["semicolon"] not in numbers
    assert ENGLISH.variety not in numbers
    assert ENGLISH.function_words in numbers
    assert ENGLISH.variety in rows(voices(found, ENGLISH))
    silent = voices({column: dashes(one, 0.0) for column, one in found.items()}, ENGLISH)
    assert ENGLISH.punctuation not in silent


def test_a_column_that_is_not_there_is_not_drawn(found: Mapping[str, Fingerprint]) -> None:
    html = voices({column: one for column, one in found.items() if column != "few_shot"}, ENGLISH)
    assert "few_shot" not in html
    assert all(len(row) == 3 for row in rows(html).values())


@BOTH
def test_too_few_words_are_said_and_not_drawn(found: Mapping[str, Fingerprint], t: Strings) -> None:
    html = voices({**found, "base": replace(found["base"], words=LEAST_WORDS - 1)}, t)
    assert "<svg" not in html
    assert t.counted("words", LEAST_WORDS - 1) in html
    assert t.counted("words", LEAST_WORDS) in html
    assert "<svg" in voices({**found, "base": replace(found["base"], words=LEAST_WORDS)}, t)


def test_no_word_of_a_text_is_in_it() -> None:
    html = voices(fingerprints(toy_briefs(12), "en"), ENGLISH)
    said = set(re.findall(r"\w+", re.sub("<[^>]*>", " ", html).lower() + " " + label(html).lower()))
    written = set(re.findall(r"[a-z]+", " ".join(toy_paragraphs(200)).lower())) - {"the", "counted"}
    assert len(written) > 50
    assert not said & written


def test_strings_are_escaped(found: Mapping[str, Fingerprint]) -> None:
    names = {column: f'<{column} & "so">' for column in COLUMNS}

    class Sharp(Strings):
        voices = both("<b>", "")
        voices_columns = both(names, names)
        score_columns = both(names, names)
        sentence_lengths = both('"><i>', "")

    html = voices(found, Sharp("en"))
    assert label(html).startswith('"><i>. ')
    assert "<b>" not in html
    assert "&lt;styled &amp; &quot;so&quot;&gt;" in html
