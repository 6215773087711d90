"""What ships of other authors is numbers, and tells an author's own habits from everybody's."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from styles.measures.fingerprint import MARKS, fingerprint
from styles.profiles import FOLDER, Profile, load, profile, reference
from styles.profiles.make import LEFT_OUT, passages, profile_data
from tests.test_cleaning import DRY, WET


def numbers(*paragraphs: str) -> dict[str, Any]:
    return fingerprint(paragraphs, "en").to_json()


def loaded(language: str) -> Profile:
    found = load(language)
    assert found
    return found


@pytest.mark.parametrize(("language", "authors"), [("en", 30), ("ru", 15)])
def test_a_language_comes_with_many_authors(language: str, authors: int) -> None:
    found = loaded(language)
    assert len(found.authors) >= authors
    assert set(found.average.punctuation) == set(MARKS)
    assert all(author.words > 5_000 and author.language == language for author in found.authors.values())
    assert sum(found.average.sentences.shares) == pytest.approx(1, abs=0.01)
    assert 0.2 < found.average.dialogue < 0.8


def test_other_languages_have_none() -> None:
    assert load("de") is load("und") is load("../en") is None
    assert reference("de") is reference("und") is reference("../en") is None


@pytest.mark.parametrize(("language", "authors", "usual"), [("en", 30, "the"), ("ru", 15, "и")])
def test_a_language_comes_with_its_culled_words(language: str, authors: int, usual: str) -> None:
    found = reference(language)
    assert found
    assert found.words[0] == usual
    assert len(set(found.words)) == 500
    assert len(found.authors) >= authors
    assert not set(LEFT_OUT) & set(found.authors)
    assert (found.deviation > 0).all()
    assert all(0.3 < rates.sum() < 0.9 for rates in found.authors.values())
    average = sum(found.authors.values()) / len(found.authors)
    assert abs(found.style(average)).mean() < 0.3


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.name)
def test_a_profile_is_small(path: Path) -> None:
    assert path.stat().st_size < 400_000


def test_passages_are_spread_over_the_whole_work() -> None:
    work = [" ".join([word] * 200) for word in ("one", "two", "three", "four", "five", "six")]
    assert [passage[0] for passage in passages(work, 3)] == ["one", "three", "five"]
    assert [len(passage) for passage in passages([*work, "seven"], 100)] == [200] * 6
    assert list(passages(["short"], 3)) == []


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.json")), ids=lambda path: path.name)
def test_a_profile_holds_numbers_and_single_words_only(path: Path) -> None:
    def texts(data: Any) -> list[str]:
        if isinstance(data, dict):
            return [*data, *(text for value in data.values() for text in texts(value))]
        return (
            [text for item in data for text in texts(item)]
            if isinstance(data, list)
            else [data] * isinstance(data, str)
        )

    found = texts(json.loads(path.read_text("utf-8")))
    assert found
    assert not [text for text in found if len(text) > 20 or len(text.split()) > 1]


def test_the_average_is_over_authors_and_the_spread_too() -> None:
    found = profile("en", {"a": numbers("One two."), "b": numbers("One two three four. Five six seven eight.")})
    assert found.average.paragraphs.mean == 5
    assert found.average.sentences.mean == 3
    assert found.spread.sentences.mean == pytest.approx(2**0.5)
    assert found.average.variety is None


def test_a_number_that_one_author_lacks_comes_from_the_others() -> None:
    lost = numbers(WET)
    del lost["punctuation"]["dash"]
    assert profile("en", {"a": lost, "b": numbers("One — two.")}).average.punctuation["dash"] == 500


def test_telling_words_are_those_of_no_other_author() -> None:
    average = loaded("en")
    own = replace(average.average, function_words={**average.average.function_words, "upon": 40.0, "the": 0.0})
    first, second, *rest = average.telling_words(own, 5)
    assert {first.word, second.word} == {"upon", "the"}
    assert (first.score > 0) != (second.score > 0)
    assert all(word.score == 0 for word in rest)


def test_an_authors_works_count_alike_and_lost_dashes_not_at_all() -> None:
    dashed, lost = fingerprint(["One — two."], "en"), fingerprint([WET, DRY] * 3, "en")
    found = profile_data({"somebody": [dashed, lost]})["somebody"]["fingerprint"]
    assert found["words"] == dashed.words + lost.words
    assert found["punctuation"]["dash"] == 500
    assert found["paragraphs"]["mean"] == pytest.approx((2 + lost.paragraphs.mean) / 2, abs=0.001)
    assert "the" in found["function_words"]
