"""Two texts are cut alike: to whole sentences, and so that neither their length nor their end tells them apart."""

import pytest

from styles.language.sentences import sentence_ends
from styles.language.words import count_words
from styles.measures.cut_alike import LEAST_WORDS, MOST_WORDS, TOO_FAR, cut_alike
from tests.toy import toy_paragraphs


def story(sentences: int, words: int = 8, start: str = "boat") -> str:
    """Return so many sentences of so many words, in paragraphs of three."""
    each = [f"The {start} went {'on ' * (words - 4)}home." for _ in range(sentences)]
    return "\n\n".join(" ".join(each[place : place + 3]) for place in range(0, sentences, 3))


def lengths(cut: tuple[str, str] | None) -> tuple[int, int]:
    assert cut
    return count_words(cut[0]), count_words(cut[1])


def test_both_have_about_as_many_words_and_end_in_a_whole_sentence() -> None:
    first, second = story(40, 8), story(9, 11, "crow")
    one, other = lengths(cut_alike(first, second))
    assert abs(one - other) <= 0.1 * max(one, other)
    assert 70 <= one <= MOST_WORDS
    assert all(text.endswith("home.") for text in cut_alike(first, second) or ())


def test_an_answer_that_broke_off_loses_its_broken_sentence() -> None:
    whole = story(6)
    assert cut_alike(f"{whole} And then the", whole) == (whole, whole)
    assert cut_alike(f"{whole}\n\nAnd then the", whole) == (whole, whole)


def test_what_is_kept_is_not_changed() -> None:
    first = "\n  «Стой…» — сказал он.\n\nТут ещё\nдве строки: " + "вода и " * 20 + "лёд!\n\n— Нет?! " + "Да, да. " * 10
    cut = cut_alike(first, first)
    assert cut
    assert cut[0] == cut[1]
    assert first.strip().startswith(cut[0])
    assert "\n\n" in cut[0]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("", story(6)),
        (story(6), "  \n "),
        (story(2), story(2)),
        (story(6), "no end anywhere " * 30),
        # One sentence each, thirty words and a hundred: nothing makes them alike.
        (story(1, 30), story(1, 100)),
        # The first sentence is longer than all that is shown.
        (story(1, MOST_WORDS + 5), story(6)),
    ],
)
def test_what_cannot_be_made_alike_is_no_pair(first: str, second: str) -> None:
    assert cut_alike(first, second) is None


def test_a_pair_that_comes_only_fairly_close_is_cut_at_its_closest() -> None:
    one, other = lengths(cut_alike(story(1, 60), story(6, 35, "crow")))
    assert (one, other) == (60, 70)
    assert 1 - one / other < TOO_FAR


def test_toy_passages_are_cut_alike_whatever_they_are() -> None:
    paragraphs = toy_paragraphs(20)
    for one, other in zip(paragraphs, paragraphs[1:], strict=False):
        found = lengths(cut_alike(f"{one}\n\n{other}", f"{other}\n\n{one}"))
        assert min(found) >= LEAST_WORDS


def test_the_ends_of_sentences_are_places_in_the_text() -> None:
    text = "A heading\n\nOne. “Two!” he said. Three…\n\nFour? And"
    ends = sentence_ends(text)
    assert [text[:end].rsplit(" ", 1)[-1].rsplit("\n", 1)[-1] for end in ends] == ["One.", "said.", "Three…", "Four?"]
    assert sentence_ends("") == []
