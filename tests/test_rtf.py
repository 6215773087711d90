r"""An RTF file comes out as its running text, whatever the writer of the file did with its letters."""

from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styles.errors import TextError
from styles.text import Text
from styles.texts.readers import read_bytes
from tests.books import RUSSIAN

FONTS = (
    r"{\fonttbl{\f0\froman\fcharset0 Times;}{\f1\froman\fcharset204{\*\fname Times;}Times Cyr;}{\f2\fcharset238 CE;}}"
)


def rtf(body: str, head: str = r"\ansi\ansicpg1252\deff0" + FONTS) -> bytes:
    return f"{{\\rtf1{head}\n{body}}}".encode("latin-1")


def read(body: str, head: str = r"\ansi\ansicpg1252\deff0" + FONTS) -> Text:
    return read_bytes(rtf(body, head), "a.rtf")


def hexed(text: str, encoding: str) -> str:
    return "".join(chr(byte) if byte < 0x80 else f"\\'{byte:02x}" for byte in text.encode(encoding))


def removed(text: Text, reason: str) -> list[str]:
    return [removal.text for removal in text.removals if removal.reason == reason]


def test_paragraphs_are_paragraphs_and_lines_are_lines() -> None:
    text = read("\\pard It {\\i rai}ned\n on Tuesday.\\par\nThe tide comes in\\line and no one asks\\par")
    assert text.text == "It rained on Tuesday.\n\nThe tide comes in\nand no one asks"
    assert not text.reflow


class TestLetters:
    def test_bytes_are_in_the_code_page_of_their_font(self) -> None:
        text = read(
            rf"\f1 {hexed('Ёлка', 'cp1251')}\f0  caf\'e9 {{\f2 {hexed('łąka', 'cp1250')}}} \f1 {hexed('да', 'cp1251')}"
        )
        assert text.text == "Ёлка café łąka да"

    def test_else_in_that_of_the_document(self) -> None:
        assert read(hexed(RUSSIAN, "cp1251"), r"\ansi\ansicpg1251").text == RUSSIAN.strip()
        assert read(hexed("Été — là", "mac-roman"), r"\mac").text == "Été — là"

    @pytest.mark.parametrize("raw", [False, True])
    def test_russian_that_calls_itself_latin_is_seen_through(self, raw: bool) -> None:
        written = RUSSIAN.encode("cp1251").decode("latin-1") if raw else hexed(RUSSIAN, "cp1251")
        assert read(written, r"\ansi\deff0{\fonttbl{\f0 Arial Cyr;}}").text == RUSSIAN.strip()

    def test_latin_stays_latin(self) -> None:
        french = "Le garçon était très étonné : « Où est-elle ? » demanda-t-il"
        assert read(hexed(french, "cp1252")).text == french

    @pytest.mark.parametrize(
        "written",
        [
            r"\u1044?\u1072?",
            r"\u1044\'c4\u1072\'e0",
            r"\uc0\u1044\u1072 ",
            r"\uc2\u1044\'81\'40\u1072??",
            r"{\uc1\u1044 X\u1072 Y}",
            r"{\uc0 x}{\u1044?}\u1072?".replace("x", ""),
        ],
    )
    def test_unicode_comes_without_its_stand_ins(self, written: str) -> None:
        assert read(f"{written}!").text == "Да!"

    def test_characters_of_two_halves_and_negative_numbers(self) -> None:
        assert read(r"\u-10179?\u-8704? \u-1025?x").text.startswith("\U0001f600")

    def test_letters_of_two_bytes(self) -> None:
        assert read(hexed("雨が降る", "cp932"), r"\ansi\deff0{\fonttbl{\f0\fcharset128 M;}}").text == "雨が降る"

    def test_named_characters_and_symbols(self) -> None:
        text = read(r"\ldblquote a\rdblquote\emdash b\~c\_d\-e \{f\} \\ g\endash\lquote h\rquote")
        assert text.text == "“a”—b\u00a0c-de {f} \\ g–‘h’"

    def test_letters_in_raw_utf_8_are_seen_through(self) -> None:
        data = "{\\rtf1\\ansi\\ansicpg1252 The café — «да» \\uc1\\u1044Д\\par}".encode()
        assert read_bytes(data, "a.rtf").text == "The café — «да» Д"

    def test_words_in_two_ways_come_once_in_unicode(self) -> None:
        text = read(r"It {\upr{r?ined}{\*\ud r\u257?ined}} hard. {\upr{Fog}{\*\ud{F\u333?g}}}")
        assert text.text == "It rāined hard. Fōg"

    def test_symbols_are_characters_of_their_font(self) -> None:
        fonts = r"{\fonttbl{\f0 Times;}{\f3\froman\fcharset2\fprq2{\*\panose 0505}Symbol;}{\f4\fcharset2 Wingdings;}}"
        text = read(r"He said{\f3\'be}no, {\f3 ab}, {\f3\u-3906?}, {\f4\'4a}.", r"\ansi\ansicpg1252\deff0" + fonts)
        assert text.text == "He said—no, αβ, —, ☺."


@pytest.mark.parametrize("before", [b"\xef\xbb\xbf", b"\r\n ", b"\xef\xbb\xbf\n"])
def test_a_mark_or_blank_space_may_stand_before_the_document(before: bytes) -> None:
    assert read_bytes(before + rtf("Rain."), "a.rtf").text == "Rain."


@pytest.mark.parametrize("after", [b"\0" * 99, b"\n8$DMq|\x11", b"fell.", b"<html>fog"])
def test_bytes_after_the_end_are_no_text(after: bytes) -> None:
    assert read_bytes(rtf("Rain.") + after, "a.rtf").text == "Rain."


def test_a_lost_brace_does_not_end_the_document() -> None:
    assert read_bytes(rtf(r"Rain.\par} Fog.\par Sun."), "a.rtf").text == "Rain.\n\nFog.\n\nSun."


def test_a_break_of_page_or_column_parts_words() -> None:
    assert read(r"one\page two\column three").text == "one two three"


def test_a_large_initial_belongs_to_its_word() -> None:
    assert read(r"\pard\dropcapli3\dropcapt1 T\par\pard he rain.\par\pard Fog.").text == "The rain.\n\nFog."


def test_inline_notes_and_styles_of_scrivener_go() -> None:
    mark = (
        r"\{\\Scrv_annot \\color=\{\\R=1.0\\G=0.0\\B=0.0\} \\text=check {\b the} date\par and place\\end_Scrv_annot\}"
    )
    text = read(rf"Rain{mark} fell\{{\\Scrv_fn=A note.\\end_Scrv_fn\}}. <$Scr_Ps::0>Styled.<!$Scr_Ps::0>\par Fog.")
    assert text.text == "Rain\n\nfell. Styled.\n\nFog."
    assert (removed(text, "comment"), removed(text, "note")) == (["check the date and place"], ["A note."])


def test_headings_are_told_by_outline_and_style() -> None:
    styles = r"{\stylesheet{\s0 Normal;}{\s3\sbasedon0 heading 1;}{\s4\sbasedon3 My chapters;}{\*\cs5 Title;}}"
    body = r"{\pard\outlinelevel0 One\par}\pard Rain.\par\pard\s3 Two\par\pard\s4 Three\par\pard\s0 Fog.\par"
    text = read(styles + body)
    assert removed(text, "heading") == ["One", "Two", "Three"]
    assert text.text == "Rain.\n\f\nFog."


def test_what_is_no_text_is_silent_or_listed() -> None:
    body = (
        r"{\info{\title Secret}}{\header Running head\par}{\*\generator Word;}It rained{\super\chftn}{\footnote\pard "
        r"{\super\chftn} Since Tuesday.\par} hard{\*\annotation Really?}. {\*\shppict{\pict\pngblip 89504e47}}"
        r"{\nonshppict{\pict 00}}{\deleted never }{\v secret}{\field{\*\fldinst HYPERLINK x}{\fldrslt Here}}\par"
    )
    text = read(body)
    assert text.text == "It rained hard. Here"
    assert (removed(text, "note"), removed(text, "note marker")) == (["Since Tuesday."], ["[1]"])
    assert (removed(text, "comment"), removed(text, "image")) == (["Really?"], ["picture"])
    assert (removed(text, "deletion"), removed(text, "outside the reading order")) == (["never"], ["secret"])


def test_tables_go_but_a_table_that_only_places_text_stays() -> None:
    row = r"\trowd\cellx1\cellx2\pard\intbl {}\cell {}\cell\row "
    body = (
        "Rain.\\par" + row.format("1", "2") + row.format("3", "4") + r"\pard Fog.\par" + row.format("sun " * 100, "5")
    )
    text = read(body)
    assert removed(text, "table") == ["1 2 3 4"]
    assert text.text == f"Rain.\n\nFog.\n\n{('sun ' * 100).strip()}\n\n5"


def test_a_list_of_spoken_lines_keeps_its_dashes() -> None:
    text = read(r"{\listtext\endash\tab}Yes.\par{\pntext\'b7\tab}milk\par")
    assert text.text == "– Yes.\n\nmilk"


def test_a_page_break_between_paragraphs_ends_a_chapter() -> None:
    assert read(r"Rain.\par\page Fog \page and sun.\par").text == "Rain.\n\f\nFog and sun."


def test_pictures_in_bytes_are_passed_over() -> None:
    assert read("{\\pict\\bin9 }\\par}{}x}Rain.").text == "Rain."


def test_damaged_groups_lose_nothing() -> None:
    assert read(r"}}{Rain{{ fell").text == "Rain fell"


def test_groups_in_groups_have_an_end() -> None:
    deep = read("{" * 50_000 + "Rain" + "}" * 50_000 + " fell")
    assert deep.text == "Rain fell"


@settings(max_examples=300)
@given(st.text(alphabet="\\{}'*abcdu0159 \n-?", max_size=80))
def test_no_marks_make_it_crash(body: str) -> None:
    with suppress(TextError):
        read(body)
