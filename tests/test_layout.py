"""Whatever layout a text file has, its paragraphs and its lines of verse come out as they were meant."""

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styles.cleaning.layout import dehyphenate, reflow

STORY = [
    "The pump by the green gate had not worked since the spring, but my uncle oiled it every Sunday after church.",
    "“It remembers,” he said when we laughed at him, and went on oiling, slowly, as if somebody were asleep inside.",
    "Then, in the second week of October, water came out of it — brown at first, then clear, then far too much.",
    "Nobody laughed after that; we carried the spoons, the clock and the postman’s hat up to the loft and waited.",
]


def wrapped(width: int, first: str = "", gap: str = "\n\n") -> str:
    """Return the story as somebody wraps it by hand."""
    return gap.join(textwrap.fill(paragraph, width, initial_indent=first) for paragraph in STORY)


@pytest.mark.parametrize("width", [40, 60, 72, 78])
def test_wrapped_lines_are_joined(width: int) -> None:
    assert reflow(wrapped(width)) == "\n\n".join(STORY)


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_an_indent_begins_a_paragraph(gap: str) -> None:
    assert reflow(wrapped(60, first="    ", gap=gap)) == "\n\n".join(STORY)


def test_a_short_last_line_ends_a_paragraph() -> None:
    assert reflow(wrapped(45, gap="\n")) == "\n\n".join(STORY)


def test_one_paragraph_a_line() -> None:
    assert reflow("\n".join(STORY)) == "\n\n".join(STORY)


def test_so_do_lines_of_dialogue_however_short() -> None:
    lines = [STORY[0], "— Кто там?", "— Я.", "— Кто я?", "— Никто.", STORY[1] * 2, "— Да.", STORY[2]]
    assert reflow("\n".join(f"   {line}" for line in lines)) == "\n\n".join(lines)


def test_verse_keeps_its_lines() -> None:
    verse = "The tide comes in\nAnd no one asks\nWhich way it goes"
    assert reflow(verse) == verse
    assert reflow(f"{wrapped(60)}\n\n{textwrap.indent(verse, '      ')}\n\n{wrapped(60)}").split("\n\n")[4] == verse


def test_long_even_lines_of_verse_are_no_wrapped_prose() -> None:
    verse = "\n".join(
        f"{start} the grey and patient river carried down,"
        for start in ("Whatever", "Whenever", "However", "Wherever", "Forever", "So never", "As ever", "Wheresoe’er")
    )
    assert reflow(f"{verse}\n\n{verse}") == f"{verse}\n\n{verse}"


def test_spoken_lines_between_wrapped_paragraphs_are_paragraphs() -> None:
    spoken = "    — Кто там, спрашиваю?\n    — Я тут.\n    — Кто я?"
    found = reflow(f"{wrapped(72, first='    ', gap=chr(10))}\n\n{spoken}\n\n{wrapped(72, first='    ', gap=chr(10))}")
    assert found.split("\n\n")[4:7] == ["— Кто там, спрашиваю?", "— Я тут.", "— Кто я?"]


def test_blank_lines_already_part_paragraphs() -> None:
    assert reflow("\n\n\n".join(STORY)) == "\n\n".join(STORY)


def test_all_chapters_have_one_layout() -> None:
    short = textwrap.fill(STORY[0], 60)
    assert reflow(f"{wrapped(60)}\f{short}").split("\f") == ["\n\n".join(STORY), STORY[0]]


def test_justified_lines_lose_their_extra_spaces_only() -> None:
    assert reflow("He  said:   “No.”\u00a0\u00a0He\u2009left.") == "He said: “No.”\u00a0\u00a0He\u2009left."


def test_line_ends_of_all_systems() -> None:
    for end in ("\r\n", "\r"):
        assert reflow(wrapped(60).replace("\n", end)) == "\n\n".join(STORY)


def test_an_empty_text_is_empty() -> None:
    assert reflow("") == reflow("\n \n") == ""


class TestHyphens:
    LINES = (
        "the other harbour was the harbour that the people of the town liked\n"
        "best of all and so they went there for a well or the other day and were\n"
    )

    def joined(self, left: str, right: str, elsewhere: str = "") -> str:
        said = f"and then there came the day when somebody said {left}-\n{right} and was gone\n"
        return dehyphenate(reflow(f"{self.LINES * 3}{elsewhere}\n{said}{self.LINES}"))

    def test_split_words_are_joined(self) -> None:
        assert "said harbour and" in self.joined("har", "bour")

    def test_a_hyphen_of_the_word_stays(self) -> None:
        assert "said well-known and" in self.joined("well", "known", "that was a well-known thing of the people here")
        assert "said people-town and" in self.joined("people", "town")

    def test_a_dash_at_a_line_end_stays(self) -> None:
        assert "said no -- and" in dehyphenate(
            reflow(f"{self.LINES * 3}until somebody in the town at last said no --\nand")
        )

    def test_a_soft_hyphen_joins_without_a_space(self) -> None:
        text = reflow(f"{self.LINES * 3}until somebody in the town at last said har\u00ad\nbour and left it\n")
        assert "har\u00adbour" in text

    def test_text_without_split_words_comes_back_as_it_was(self) -> None:
        assert dehyphenate("a well-known\u2060 thing") == "a well-known\u2060 thing"


@settings(max_examples=150)
@given(st.text(alphabet=st.sampled_from("ab Яя.,-—\u00ad\n\n\f\t“é"), max_size=300))
def test_words_are_never_changed(text: str) -> None:
    assert "".join(dehyphenate(reflow(text)).replace("-", "").split()) == "".join(text.replace("-", "").split())
