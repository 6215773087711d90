"""A Word 97 document comes out as its running text; notes, tables, comments and deletions are listed as left out."""

import pytest

from styles.errors import TextError
from styles.text import Text
from styles.texts.readers import read_bytes
from tests.word97 import (
    DELETED,
    HEADING,
    IN_TABLE,
    INITIAL,
    OUTLINE,
    ROW_END,
    SYMBOL,
    VANISH,
    Note,
    Word97,
    compound,
    doc,
    modifier,
)


def read(document: Word97 | str) -> Text:
    return read_bytes(doc(Word97(document) if isinstance(document, str) else document), "a.doc")


def removed(text: Text, reason: str) -> list[str]:
    return [removal.text for removal in text.removals if removal.reason == reason]


def error(data: bytes) -> str:
    with pytest.raises(TextError) as caught:
        read_bytes(data, "a.doc")
    return str(caught.value)


def test_paragraphs_lines_tabs_and_hyphens() -> None:
    text = read("It rained\ton Tuesday.\rThe tide comes in\x0band no one asks\ra tug\x1eboat, won\x1fderful\r")
    assert text.text == "It rained on Tuesday.\n\nThe tide comes in\nand no one asks\n\na tug-boat, wonderful"
    assert not text.reflow


@pytest.mark.parametrize("compressed", [(True,), (False,), (True, False, True)])
def test_pieces_have_one_byte_a_character_or_two(compressed: tuple[bool, ...]) -> None:
    words = "“It’s so — yes,” said the café owner… twice.\r"
    assert read(Word97(words, compressed=compressed)).text == words.strip()


def test_russian_and_characters_of_two_halves() -> None:
    assert read("— Да, — сказал он. 😀 Ёлка\r").text == "— Да, — сказал он. 😀 Ёлка"


def test_headings_are_told_by_style_its_base_and_outline() -> None:
    document = Word97(
        "One\rRain.\rTwo\rFog.\rThree\rSun.\rPlain words in a style of the writer.\r",
        paragraphs={
            0: (HEADING, b""),
            2: (2, b""),
            4: (0, modifier(OUTLINE, 0)),
            5: (HEADING, modifier(OUTLINE, 9)),
            6: (4, b""),
        },
        styles=[("My chapters", HEADING, 4094), ("Название", 0, 62), ("My body", 3, 4094)],
    )
    text = read(document)
    assert removed(text, "heading") == ["One", "Two", "Three"]
    assert text.text == "Rain.\n\f\nFog.\n\f\nSun.\n\nPlain words in a style of the writer."


def test_notes_and_comments_go_with_their_marks() -> None:
    words = "It rained\x02 hard\x05.\rFog*.\r"
    notes = [Note(words.index("\x02"), "Since Tuesday."), Note(words.index("*"), "Thick.")]
    text = read(Word97(words, footnotes=notes, comments=[Note(words.index("\x05"), "Really?")]))
    assert text.text == "It rained hard.\n\nFog."
    assert (removed(text, "note"), removed(text, "comment")) == (["Since Tuesday.", "Thick."], ["Really?"])
    assert removed(text, "note marker") == ["[1]", "*"]


def test_codes_of_fields_go_and_their_results_stay() -> None:
    words = "See \x13 HYPERLINK \x13 QUOTE x \x14y\x15 \x14the harbour\x15 now.\x13 PAGE \x15 Open \x13 end.\r"
    assert read(words).text == "See the harbour now. Open end."


def test_hidden_words_and_deletions_go_and_a_deleted_mark_joins() -> None:
    words = "Rain secretly fell\ronce here.\r"
    hidden, gone = words.index("secretly"), words.index("once")
    characters = [
        (hidden, hidden + 9, modifier(VANISH, 1)),
        (gone - 1, gone, modifier(DELETED, 1)),
        (gone, gone + 5, modifier(DELETED, 1)),
    ]
    text = read(Word97(words, characters=characters))
    assert text.text == "Rain fellhere."
    assert (removed(text, "outside the reading order"), removed(text, "deletion")) == (["secretly"], ["once"])


def test_tables_go_but_a_table_that_only_places_text_stays() -> None:
    cell, end = (0, modifier(IN_TABLE, 1)), (0, modifier(IN_TABLE, 1) + modifier(ROW_END, 1))
    words = "Rain.\r1\x072\x07\x07Fog.\r" + "sun " * 100 + "\x07moon\x07\x07"
    text = read(Word97(words, paragraphs={1: cell, 2: cell, 3: end, 5: cell, 6: cell, 7: end}))
    assert removed(text, "table") == ["1 2"]
    assert text.text == f"Rain.\n\nFog.\n\n{('sun ' * 100).strip()}\n\nmoon"


def test_a_page_break_between_paragraphs_ends_a_chapter() -> None:
    assert read("Rain.\r\x0cFog \x0cand\x0csun.\r").text == "Rain.\n\f\nFog and sun."


def test_a_large_initial_belongs_to_its_word() -> None:
    assert read(Word97("T\rhe rain.\r", paragraphs={0: (0, modifier(INITIAL, 0x19))})).text == "The rain."


def test_symbols_are_characters_of_their_font() -> None:
    words = "He said(no (yes).\r"
    dash = modifier(SYMBOL, 0xF0BE << 16 | 1)
    document = Word97(words, characters=[(7, 8, dash)], fonts=["Times", "Symbol"])
    assert read(document).text == "He said—no (yes)."


def test_text_boxes_are_said() -> None:
    text = read(Word97("Rain.\r", boxes="Boxed (words).\r"))
    assert removed(text, "outside the reading order") == ["Boxed (words)."]


class TestWhatIsNotRead:
    def test_older_documents_and_other_files_of_office_are_said(self) -> None:
        assert "Word 95 or older" in error(doc(Word97("Rain.\r", version=104)))
        assert "an old spreadsheet" in error(compound({"Workbook": b"x"}))
        assert "an old presentation" in error(compound({"PowerPoint Document": b"x", "Pictures": b"x"}))
        assert "an old Office document" in error(compound({"Something": b"x"}))

    def test_a_password_is_said(self) -> None:
        assert "asks for a password" in error(doc(Word97("Rain.\r", flags=0x0100)))

    def test_damage_is_said(self) -> None:
        whole = doc(Word97("Rain.\r"))
        assert "is damaged" in error(whole[:700])
        assert "is damaged" in error(whole.replace(b"\x02\x10\x00\x00\x00\x00\x00\x00\x00", b"\x09" * 9))

    def test_a_header_that_promises_endless_tables_is_not_followed(self) -> None:
        whole = bytearray(doc(Word97("Rain.\r")))
        whole[44:48] = whole[72:76] = b"\xff\xff\xff\x7f"
        assert "is damaged" in error(bytes(whole))
