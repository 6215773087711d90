"""An answer in another language is noticed, and one too short to tell is said to be that."""

import pytest

from styles.abilities.general_texts import general_texts
from styles.abilities.loyalty import LEAST_WORDS, Loyalty, language_loyalty

ENGLISH = "The shop is open, and they have what you want."
RUSSIAN = "Магазин открыт, и у них есть всё, что вам нужно."


def test_answers_are_told_apart() -> None:
    found = language_loyalty("en", [ENGLISH, RUSSIAN, ENGLISH, "", "Yes.", "42"])
    assert found == Loyalty(loyal=2, strayed=1, undecided=3)
    assert found.share.value == pytest.approx(2 / 3)
    assert found.share.low < 2 / 3 < found.share.high


def test_the_same_answers_are_loyal_the_other_way_round() -> None:
    assert language_loyalty("ru", [ENGLISH, RUSSIAN, RUSSIAN, "Да"]) == Loyalty(2, 1, 1)


def test_general_prose_is_loyal_and_its_counterpart_has_strayed() -> None:
    texts = {language: general_texts(language) for language in ("en", "ru")}
    assert language_loyalty("en", texts["en"]) == Loyalty(len(texts["en"]), 0, 0)
    assert language_loyalty("en", texts["ru"]) == Loyalty(0, len(texts["ru"]), 0)
    assert language_loyalty("ru", texts["en"]) == Loyalty(0, len(texts["en"]), 0)


def test_no_short_stretch_is_held_against_its_own_language() -> None:
    for language in ("en", "ru"):
        stretches = [
            " ".join(pieces[start : start + 10])
            for text in general_texts(language)
            for pieces in [text.split()]
            for start in range(0, len(pieces), 10)
        ]
        found = language_loyalty(language, stretches)
        assert found.strayed == 0
        assert found.loyal > 0.7 * len(stretches)


def test_a_language_of_the_same_script_takes_more_words_to_tell() -> None:
    german = "Der Laden ist offen, und sie haben dort alles, was Sie brauchen. "
    assert language_loyalty("en", [german]) == Loyalty(0, 0, 1)
    assert language_loyalty("en", [german * (1 + LEAST_WORDS // 12)]) == Loyalty(0, 1, 0)


def test_names_in_another_script_are_not_held_against_an_answer() -> None:
    assert language_loyalty("ru", ["Python, JavaScript, Rust, Go"]).strayed == 0


def test_without_answers_nothing_is_known() -> None:
    assert language_loyalty("en", []).share.value is None
