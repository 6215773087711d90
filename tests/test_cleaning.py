"""Cleaning leaves the author's paragraphs untouched, and lists every character that it leaves out."""

import textwrap
from collections import Counter
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from styles.cleaning.clean import CleanText, clean
from styles.text import Removal, Text, solid
from styles.texts.readers import read_bytes, read_pasted
from tests.books import RUSSIAN, epub, russian

WET = "The rain had been falling since Tuesday, and nobody in the harbour spoke of anything else."
DRY = "On Sunday it stopped, all at once, as if somebody had remembered to turn off a tap."
WIND = "“Wind,” said the pilot — “wind I can use…” He didn’t finish; he never did."
ELK = "Ёж спросил: «Где же лось?» — и никто не ответил, потому что лось ушёл ещё вчера."
PROSE = [WET, DRY, WIND, ELK]


def cleaned(*blocks: str) -> CleanText:
    return clean(read_pasted("\n\n".join(blocks)))


def texts(clean_text: CleanText, reason: str | None = None) -> list[str]:
    return [removal.text for removal in clean_text.removals if reason in (None, removal.reason)]


def rebuilt(clean_text: CleanText) -> str:
    """Put every removal back where it was."""
    kept = solid("".join(clean_text.paragraphs))
    pieces, start = [], 0
    for removal in clean_text.removals:
        pieces += [kept[start : removal.offset], solid(removal.text)]
        start = removal.offset
    return "".join((*pieces, kept[start:]))


class TestWhatStays:
    def test_prose_is_not_touched(self) -> None:
        assert cleaned(*PROSE).chapters == (tuple(PROSE),)
        assert cleaned(*PROSE).removals == ()

    def test_dialogue_dashes_short_lines_and_rows_of_dots_stay(self) -> None:
        spoken = ["— Кто там?", "- Я.", "― Да…", ". . .", "…", "— 12.", "?!", "«Нет!»", "BOOM!", "Fine.", "1 мая."]
        assert cleaned(WET, *spoken, DRY).chapters == ((WET, *spoken, DRY),)

    def test_verse_stays_in_lines(self) -> None:
        verse = "The tide comes in\nAnd no one asks\nWhich way it goes"
        assert cleaned(WET, verse, DRY).chapters == ((WET, verse, DRY),)

    def test_wrapped_lines_become_paragraphs(self) -> None:
        lines = (
            "     The rain had been falling since Tuesday, and nobody in the har-\n"
            "bour spoke  of  anything else; the harbour itself seemed to\n"
        )
        text = f"{lines}think of nothing else, day after day after day after day.\n     He left.\n" * 3
        found = clean(read_pasted(text))
        assert len(list(found.paragraphs)) == 6
        assert list(found.paragraphs)[0].startswith(
            "The rain had been falling since Tuesday, and nobody in the harbour"
        )
        assert texts(found) == ["-"] * 3
        assert rebuilt(found) == solid(text)

    def test_paragraphs_of_books_are_not_laid_out_again(self) -> None:
        text = Text("a.epub", f"{WET}\nA short line\n\n{DRY}", reflow=False)
        assert clean(text).chapters == ((f"{WET}\nA short line", DRY),)


class TestHeadings:
    def test_chapters_end_at_headings(self) -> None:
        for heading in (
            "CHAPTER I",
            "Chapter One",
            "Chapter 12. The Boat",
            "Глава 1",
            "ЧАСТЬ ПЕРВАЯ.",
            "Глава двадцать первая",
            "Erstes Kapitel",
            "CHAPITRE PREMIER",
            "Rozdział 3",
            "Epilogue",
            "ПРОЛОГ",
        ):
            found = cleaned(WET, heading, DRY)
            assert found.chapters == ((WET,), (DRY,)), heading
            assert texts(found, "heading") == [heading]

    def test_numerals_that_stand_alone_are_headings(self) -> None:
        found = cleaned("I", WET, "II", DRY, "ХIII.", WIND)
        assert found.chapters == ((WET,), (DRY,), (WIND,))
        assert cleaned("1", WET, "2.", DRY).chapters == ((WET,), (DRY,))
        assert cleaned(WET, "X", DRY).chapters == ((WET, "X", DRY),)

    def test_titles_under_headings_go_too(self) -> None:
        found = cleaned(WET, "CHAPTER II.\nIN WHICH IT RAINS\nAND RAINS", DRY, "Chapter 3", "The Boat", WIND)
        assert found.chapters == ((WET,), (DRY,), (WIND,))
        assert texts(found) == ["CHAPTER II.\nIN WHICH IT RAINS\nAND RAINS", "Chapter 3\nThe Boat"]

    def test_but_never_the_first_line_of_a_paragraph(self) -> None:
        opening = "Лет двенадцать тому назад на самой главной улице нашего города, рядом с большой\nпочтой, жил лоцман."
        found = clean(read_pasted(f"{ELK}\n\nII\n   {opening} Он молчал.\n   {ELK}\n\nIII\n   {ELK}\n"))
        assert "Лет двенадцать" in found.chapters[1][0]

    def test_sentences_that_begin_like_headings_stay(self) -> None:
        kept = ["Part two of the plan was simple.", "Глава 3 была скучной.", "Book one. He read it.", "I left."]
        assert cleaned(WET, *kept, DRY).chapters == ((WET, *kept, DRY),)

    def test_a_line_in_capitals_at_a_chapters_end_is_a_signature(self) -> None:
        assert cleaned(WET, "HELEN CRANE.", "CHAPTER II", DRY).chapters == ((WET, "HELEN CRANE."), (DRY,))

    def test_lines_that_stand_apart_are_titles(self) -> None:
        found = clean(read_pasted(f"{WET}\n\n{DRY}\n\n{DRY}\n\n\n\nThe Other Boat\n\n{WET} {DRY}\n\n{DRY}"))
        assert texts(found, "heading") == ["The Other Boat"]

    def test_headings_left_out_by_the_reader_make_their_numerals_a_series(self) -> None:
        book = epub([f"<h2>I</h2><p>{WET}</p>", f"<h2>II</h2><p>{DRY}</p><p>Х</p><p>{WIND}</p>"])
        assert [removal.text for removal in clean(read_bytes(book, "a.epub")).removals] == ["I", "II", "Х"]

    def test_separators_part_long_scenes_only(self) -> None:
        long = " ".join([WET] * 5)
        for mark in ("* * *", "***", "-----", "⁂", "#", "— — —", "-oOo-"):
            assert cleaned(long, mark, long).chapters == ((long,), (long,)), mark
        found = cleaned(long, "* * *", DRY, "* * *", WET)
        assert found.chapters == ((long, DRY, WET),)
        assert texts(found, "separator") == ["* * *", "* * *"]

    def test_a_year_under_the_last_line_goes(self) -> None:
        assert texts(cleaned(WET, DRY, "1892"), "date") == ["1892"]
        assert cleaned(WET, "1892", DRY).chapters == ((WET, "1892", DRY),)


class TestBooksAroundTexts:
    def test_project_gutenbergs_notices_go(self) -> None:
        found = cleaned(
            "The Project Gutenberg eBook of Rain",
            "Title: Rain",
            "*** START OF THE PROJECT GUTENBERG EBOOK RAIN ***",
            "Produced by Nobody and the Distributed\nProofreading Team",
            "[Illustration: A boat\nin the rain]",
            WET,
            DRY,
            "End of the Project Gutenberg EBook of Rain",
            "*** END OF THE PROJECT GUTENBERG EBOOK RAIN ***",
            "Updated editions will replace the previous one.",
        )
        assert found.chapters == ((WET, DRY),)
        assert [removal.reason for removal in found.removals] == ["project gutenberg", "image", "project gutenberg"]

    def test_the_small_print_of_old_files_goes(self) -> None:
        found = cleaned(
            "***START**THE SMALL PRINT!**FOR PUBLIC DOMAIN ETEXTS**START***",
            "[1] You know: lawyers.",
            "*END THE SMALL PRINT! FOR PUBLIC DOMAIN ETEXTS*Ver.04.29.93*END*",
            WET,
            DRY,
            "End of the Project Gutenberg Etext of Rain",
        )
        assert found.chapters == ((WET, DRY),)

    def test_title_pages_and_contents_go(self) -> None:
        found = cleaned(
            "A BOOK OF RAIN",
            "by\nNobody Inparticular",
            "Copyright 1901",
            "CONTENTS",
            "  I. The Boat . . . . 1\n II. The Other Boat . . . 12\nIII. No Boat . . . . 40",
            "I",
            "The Boat",
            WET,
            "II",
            "The Other Boat",
            DRY,
            "III",
            WIND,
        )
        assert found.chapters == ((WET,), (DRY,), (WIND,))
        assert {removal.reason for removal in found.removals} == {"title page", "imprint", "contents", "heading"}

    def test_contents_at_the_end_go_too(self) -> None:
        found = cleaned(ELK, RUSSIAN.strip(), "ОГЛАВЛЕНИЕ", "Ёж 3\nЛось 12\nНикто 40")
        assert found.chapters == ((ELK, RUSSIAN.strip()),)

    def test_a_russian_title_and_author_go(self) -> None:
        found = cleaned("Иван Никтоев. Палата No 7", "I", ELK * 2, "II", ELK * 2)
        assert found.chapters == ((ELK * 2,), (ELK * 2,))

    def test_an_opening_line_without_a_full_stop_stays_where_none_has_one(self) -> None:
        lines = ["привет всем кто тут", "сегодня опять дождь и лодки стоят", "никто не пришёл", "ну и ладно"] * 4
        assert cleaned(*lines).chapters == (tuple(lines),)

    def test_a_text_that_is_nothing_but_a_title_stays(self) -> None:
        assert cleaned("The Boat").chapters == (("The Boat",),)


class TestInsertsAndFurniture:
    def test_note_markers_go_with_their_notes(self) -> None:
        found = cleaned(f"It rained [1], they said[2]; {WET}", DRY, "[1] Since Tuesday.", "[2] The pilot did.", WIND)
        assert found.chapters == ((f"It rained, they said; {WET}", DRY, WIND),)
        assert texts(found, "note marker") == ["[1]", "[2]"]
        assert texts(found, "note") == ["[1] Since Tuesday.", "[2] The pilot did."]

    def test_a_section_of_notes_goes(self) -> None:
        found = cleaned(WET, DRY, "NOTES", "1. Since Tuesday.", "2. The pilot did.", "CHAPTER II", WIND)
        assert found.chapters == ((WET, DRY), (WIND,))

    def test_brackets_that_are_the_authors_stay(self) -> None:
        kept = "He wrote “recieved [sic]” and [sighing] put {down} the pen [in 1999]."
        assert cleaned(kept, WET).chapters == ((kept, WET),)

    def test_pages_are_joined_over_their_numbers_and_heads(self) -> None:
        written = russian(4_000)
        lines = textwrap.wrap(written, 60)
        pages = [lines[start : start + 8] for start in range(0, len(lines), 8)]
        text = "\n".join("\n".join(page) + f"\n\n{number}\n\nКНИГА ДОЖДЯ\n" for number, page in enumerate(pages, 7))
        found = clean(read_pasted(text))
        assert " ".join(found.paragraphs) == written
        assert len(texts(found, "page number")) == len(texts(found, "running head")) == len(pages)

    def test_numbers_between_whole_paragraphs_number_chapters(self) -> None:
        assert len(cleaned("1", WET, "2", DRY, "3", WIND).chapters) == 3

    def test_the_times_of_subtitles_go(self) -> None:
        found = cleaned("1\n00:00:01,000 --> 00:00:03,500\nIt rained", "2\n00:00:04,000 --> 00:00:06,000\nand rained.")
        assert "-->" not in "".join(found.paragraphs)
        assert found.words == 4

    def test_characters_that_nobody_sees_go(self) -> None:
        found = cleaned("\ufeffwon\u00adder\u00adful\u2060 rain\x07 and a👩\u200d🚀 family", WET)
        assert found.chapters[0][0] == "wonderful rain and a👩\u200d🚀 family"
        assert Counter("".join(texts(found, "stray character"))) == Counter("\u00ad\u00ad\u2060\x07")


LINES = [
    *PROSE,
    "",
    "",
    "",
    "I",
    "II.",
    "CHAPTER III",
    "Глава 4. Приезд",
    "The Boat",
    "THE BOAT",
    "* * *",
    "---",
    "12",
    "- 13 -",
    "1892",
    "CONTENTS",
    "ПРИМЕЧАНИЯ",
    "[1] A note.",
    "word [1] and [12], more{3}.",
    "[Illustration: a boat",
    "in the rain]",
    "[Footnote 2: see",
    "Transcriber's Note: none.",
    "*** START OF THE PROJECT GUTENBERG EBOOK X ***",
    "*** END OF THE PROJECT GUTENBERG EBOOK X ***",
    "00:00:01,000 --> 00:00:03,500",
    "a line that ends in a hy-",
    "phen and a soft\u00ad",
    "hyphen\u00ad",
    "    — Да, — сказал он",
    "by Nobody",
    "\f",
    "λόγος 字 \u00a0\u2009\u202f é",
    "\ufeff\x00\u2028\x85",
]
LAYOUTS = st.lists(st.sampled_from(LINES) | st.text(max_size=30), max_size=40).map("\n".join)


class TestNothingIsLost:
    @settings(max_examples=250)
    @given(LAYOUTS, st.booleans())
    def test_every_character_ends_in_a_chapter_or_in_a_removal(self, text: str, reflow: bool) -> None:
        found = clean(Text("a.txt", text, reflow=reflow))
        strays = "".join(texts(found, "stray character"))
        assert rebuilt(replace(found, removals=tuple(r for r in found.removals if r.reason != "stray character"))) == (
            solid(text)
        )
        assert Counter(strays) == Counter("".join(text.split())) - Counter(solid(text))

    @settings(max_examples=60)
    @given(st.lists(st.sampled_from(PROSE), min_size=1, max_size=9))
    def test_removals_of_the_reader_keep_their_places(self, blocks: list[str]) -> None:
        place = len(solid(blocks[0]))
        text = Text(
            "a.epub",
            "\n\n".join(["CHAPTER I", *blocks]),
            removals=(Removal("image", "a boat", place + len("CHAPTERI")),),
            reflow=False,
        )
        found = {removal.reason: removal.offset for removal in clean(text).removals}
        assert found == {"heading": 0, "image": place}
