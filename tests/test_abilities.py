"""Abilities are measured in English and in the corpus's language, loyalty in another than the corpus's."""

import pytest

from styles.abilities import LANGUAGES, languages_for, other_language


@pytest.mark.parametrize(("corpus", "measured"), [("en", ("en",)), ("ru", ("en", "ru")), ("de", ("en",))])
def test_english_is_always_measured_and_the_corpus_language_where_it_can_be(
    corpus: str, measured: tuple[str, ...]
) -> None:
    assert languages_for(corpus) == measured


@pytest.mark.parametrize("corpus", [*LANGUAGES, "de", "und"])
def test_loyalty_is_tested_in_a_language_that_was_not_learnt(corpus: str) -> None:
    assert other_language(corpus) in LANGUAGES
    assert other_language(corpus) != corpus
