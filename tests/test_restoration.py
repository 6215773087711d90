"""What was left out goes back where it was, in any order, and what stays out keeps its place."""

from collections.abc import Collection

from hypothesis import given, settings
from hypothesis import strategies as st

from styles.cleaning.clean import CleanText, clean
from styles.text import Reason, Removal, Text, solid
from styles.texts.readers import read_pasted
from styles.texts.restoration import put_back, returnable
from tests.test_cleaning import DRY, ELK, LAYOUTS, WET, WIND, cleaned, rebuilt


def back(text: CleanText, *reasons: Reason) -> CleanText:
    """Put back all removals of these kinds."""
    return put_back(text, [number for number, removal in enumerate(text.removals) if removal.reason in reasons])


def whole(text: CleanText) -> str:
    return solid("".join(text.paragraphs))


def held(paragraphs: Collection[str], *removals: Removal) -> CleanText:
    return CleanText("a.txt", (tuple(paragraphs),), removals)


class TestParagraphsOfTheirOwn:
    def test_a_heading_opens_its_chapter(self) -> None:
        text = cleaned(WET, "CHAPTER II\nThe Boat", DRY)
        assert back(text, "heading").chapters == ((WET,), ("CHAPTER II\nThe Boat", DRY))
        assert back(text, "heading").removals == ()

    def test_a_note_stays_with_the_chapter_before(self) -> None:
        text = cleaned(WET, f"It rained.[1] {DRY}", "[1] Since Tuesday.", "CHAPTER II", WIND)
        kept = f"It rained. {DRY}"
        assert back(text, "note", "heading").chapters == ((WET, kept, "[1] Since Tuesday."), ("CHAPTER II", WIND))
        assert back(text, "note").chapters == ((WET, kept, "[1] Since Tuesday."), (WIND,))

    def test_a_table_inside_a_paragraph_parts_it(self) -> None:
        place = len(solid("The rain had been"))
        text = held([WET, DRY], Removal("table", "1 2\n3 4", place))
        assert back(text, "table").chapters == (("The rain had been", "1 2\n3 4", WET[18:], DRY),)

    def test_a_contents_page_keeps_its_paragraphs(self) -> None:
        text = held([WET], Removal("contents", "CONTENTS\n\n I. The Boat\nII. No Boat \n \n", 0))
        assert back(text, "contents").chapters == (("CONTENTS", "I. The Boat\nII. No Boat", WET),)

    def test_a_text_of_which_nothing_was_left_comes_back(self) -> None:
        text = CleanText("a.txt", (), (Removal("table", "1 2", 0), Removal("date", "1892", 0)))
        assert put_back(text, [0, 1]).chapters == (("1 2", "1892"),)


class TestTheRunningText:
    def test_a_marker_clings_to_its_word(self) -> None:
        text = cleaned(f"It rained [1], they said[2] often.[3]\n\n{WET}")
        assert back(text, "note marker").chapters == (("It rained[1], they said[2] often.[3]", WET),)

    def test_a_hyphen_goes_back_into_its_word(self) -> None:
        text = held(["in the harbour"], Removal("line-end hyphen", "-", len("inthehar")))
        assert back(text, "line-end hyphen").chapters == (("in the har-bour",),)

    def test_a_page_number_in_the_middle_of_a_line_stands_there_again(self) -> None:
        text = cleaned(f"It rained [Pg 12] again. {WET}")
        assert back(text, "page number").chapters == ((f"It rained [Pg 12] again. {WET}",),)

    def test_a_marker_behind_a_heading_begins_the_paragraph_after_it(self) -> None:
        text = cleaned(WET, "CHAPTER II", f"[1] {DRY}")
        for reasons in (("note marker",), ("heading", "note marker")):
            assert back(text, *reasons).chapters[1][-1] == f"[1] {DRY}"

    def test_characters_that_nobody_sees_stay_out(self) -> None:
        text = cleaned(f"won\u00adder {WET}")
        assert not returnable(text.removals[0])
        assert put_back(text, [0]) == text


class TestWhatStaysOut:
    def test_it_keeps_its_place_and_its_order(self) -> None:
        text = cleaned("CHAPTER I", WET, "CHAPTER II", ELK, "* * *", WIND)
        found = put_back(text, [0, 1])
        (separator,) = found.removals
        assert whole(found)[: separator.offset] == solid(f"CHAPTER I {WET} CHAPTER II {ELK}")

    def test_nothing_is_put_back_without_being_asked(self) -> None:
        text = cleaned("CHAPTER I", WET)
        assert put_back(text, []) == text


@settings(max_examples=200)
@given(LAYOUTS, st.booleans())
def test_everything_put_back_is_the_text_again(written: str, reflow: bool) -> None:
    text = clean(Text("a.txt", written, reflow=reflow))
    found = put_back(text, range(len(text.removals)))
    assert whole(found) == solid(written)
    assert not any(returnable(removal) for removal in found.removals)
    assert all(paragraph.strip() == paragraph for paragraph in found.paragraphs)


@settings(max_examples=200)
@given(LAYOUTS, st.sets(st.integers(0, 12)))
def test_whatever_is_put_back_the_rest_still_rebuilds_the_text(written: str, numbers: set[int]) -> None:
    text = clean(Text("a.txt", written))
    found = put_back(text, numbers)
    strays = [removal for removal in found.removals if not returnable(removal)]
    assert rebuilt(found) == "".join(solid(removal.text) for removal in strays) + solid(written)
    again = put_back(found, range(len(found.removals)))
    assert whole(again) == whole(put_back(text, range(len(text.removals)))) == solid(written)


def test_thousands_of_removals_of_a_novel_go_back() -> None:
    novel = "\n\n".join(f"{WET} [{number % 999}] {DRY}\n\nCHAPTER {number}\n\n{ELK}" for number in range(4_000))
    text = clean(read_pasted(novel))
    assert len(text.removals) > 4_900
    found = back(text, "note marker", "heading")
    assert whole(found) == solid(novel)
