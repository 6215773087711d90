"""The fingerprints of the answered briefs: the author's passages once, each column's answers all, nobody mixed up."""

from dataclasses import replace

from styles.measures.fingerprint import fingerprint
from tests.toy import answered, toy_briefs
from trainer.scorecard.answered_prompts import AnsweredPrompt
from trainer.scorecard.fingerprints import fingerprints


def brief(number: int, passage: str, base: str = "One.", styled: str = "One.") -> AnsweredPrompt:
    return AnsweredPrompt(number, "about", passage, {"base": base, "few_shot": "One.", "styled": styled})


def test_the_author_and_every_column_have_their_own() -> None:
    found = fingerprints([brief(0, "Rain, rain, rain.", base="Sun! Sun!", styled="Rain, snow.")], "en")
    assert set(found) == {"base", "few_shot", "styled", "human"}
    assert found["human"] == fingerprint(["Rain, rain, rain."], "en")
    assert found["base"].punctuation["exclamation"] == 1_000
    assert found["styled"].sentences.mean == 2


def test_a_passage_that_was_answered_twice_counts_once_and_its_answers_count_both() -> None:
    found = fingerprints([brief(0, "The held passage.", "One two."), brief(1, "The held passage.", "Three.")], "en")
    assert found["human"].words == 3
    assert found["base"].words == 3
    assert found["base"].sentences.mean == 1.5


def test_answers_are_pooled_paragraph_by_paragraph() -> None:
    found = fingerprints([brief(0, "One two.\n\nThree.", "One.\n \nTwo.\nthree."), brief(1, "Four.")], "en")
    assert found["human"].paragraphs.mean == 4 / 3
    assert found["base"].paragraphs.mean == 4 / 3


def test_the_language_decides_what_a_small_word_is() -> None:
    briefs = [brief(0, "Всё это ещё не всё.")]
    assert fingerprints(briefs, "ru")["human"].function_words["все"] == 400
    assert fingerprints(briefs, "de")["human"].function_share is None


def test_a_column_that_has_not_answered_every_brief_is_left_out() -> None:
    without = replace(answered(1), answers={"base": "One.", "styled": "Two."})
    assert set(fingerprints([answered(0), without], "en")) == {"base", "styled", "human"}


def test_without_answers_nobody_has_a_word() -> None:
    assert {one.words for one in fingerprints((), "en").values()} == {0}
    assert all(one.words > 300 for one in fingerprints(toy_briefs(12), "en").values())
