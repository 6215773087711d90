"""Kinds of pages, books, notes and plain files that were read wrongly once, each by its own toy text."""

import json
import unicodedata
from collections.abc import Sequence

import pytest

from styles.cleaning.clean import CleanText, clean
from styles.errors import TextError
from styles.formats.encodings import decode, decode_declared
from styles.language.words import count_words, folded_words, words
from styles.text import Text
from styles.texts.readers import read_bytes, read_pasted
from tests.books import epub, fb2, russian

WET = "The rain had been falling since Tuesday, and nobody in the harbour spoke of anything else."
DRY = "On Sunday it stopped, all at once, as if somebody had turned off a tap."
PLAIN = "The pilot sat in the small room over the boats and counted the lamps on the other side of the water"


def read(body: str) -> Text:
    return read_bytes(f"<!DOCTYPE html><html><body>{body}</body></html>".encode(), "a.html")


def markdown(written: str) -> Text:
    return read_bytes(written.encode(), "a.md")


def paragraphs(text: Text) -> list[str]:
    return list(clean(text).paragraphs)


def removed(text: Text | CleanText, reason: str) -> list[str]:
    return [removal.text for removal in text.removals if removal.reason == reason]


def error(data: str, name: str) -> str:
    with pytest.raises(TextError) as caught:
        read_bytes(data.encode(), name)
    return str(caught.value)


def mangled(text: str, encoding: str) -> str:
    """The text's UTF-8 read as another encoding; bytes without a character are controls, as in browsers."""
    pieces = []
    for byte in text.encode():
        try:
            pieces.append(bytes([byte]).decode(encoding))
        except UnicodeDecodeError:
            pieces.append(chr(byte))
    return "".join(pieces)


class TestEncodings:
    @pytest.mark.parametrize("encoding", ["windows-1252", "mac-roman"])
    def test_names_of_several_western_languages_stand_in_one_text(self, encoding: str) -> None:
        few = f"{PLAIN}; très naïve. {PLAIN}; Søren and señor Núñez. {PLAIN}."
        many = "Café, señor Núñez, naïve Søren, Håkon, Ångström, Köln, très bien."
        for written in (few, many):
            assert decode(written.encode(encoding))[0] == written

    def test_czech_is_still_czech_where_most_words_have_its_letters(self) -> None:
        written = "Příliš žluťoučký kůň úpěl ďábelské ódy, a včera ještě pršelo."
        assert decode(written.encode("windows-1250"))[0] == written

    @pytest.mark.parametrize("declared", ["iso-8859-1", "iso-8859-15", "iso-8859-9"])
    def test_an_iso_name_means_the_code_page_with_its_typography(self, declared: str) -> None:
        page = (
            f"<html><head><meta charset='{declared}'></head><body><p>“It’s so — yes,” he said… café</p></body></html>"
        )
        assert read_bytes(page.encode("windows-1252"), "a.html").text == "“It’s so — yes,” he said… café"

    def test_the_letters_of_an_iso_alphabet_stay_its_own(self) -> None:
        assert decode_declared("5 € à l'œuvre".encode("iso-8859-15"), "iso-8859-15")[0] == "5 € à l'œuvre"
        assert decode_declared("Chłopiec śpi".encode("iso-8859-2"), "iso-8859-2")[0] == "Chłopiec śpi"

    @pytest.mark.parametrize("declared", ["koi8-r", "cp866", "iso-8859-1", "windows-1252", "iso-8859-5"])
    def test_an_untrue_name_of_one_byte_is_seen_through(self, declared: str) -> None:
        written = russian(300)
        assert decode_declared(written.encode("windows-1251"), declared)[0] == written

    def test_a_western_page_that_calls_itself_russian_is_western(self) -> None:
        assert decode_declared("Le garçon était étonné.".encode("windows-1252"), "windows-1251")[0] == (
            "Le garçon était étonné."
        )

    @pytest.mark.parametrize(
        ("written", "encoding"),
        [
            ("“It wasn’t raining,” she said. “Crème à la carte…” ", "windows-1252"),
            (russian(300), "windows-1251"),
            (russian(300), "windows-1252"),
        ],
    )
    def test_text_that_was_decoded_wrongly_is_put_right_as_a_whole_and_in_parts(
        self, written: str, encoding: str
    ) -> None:
        wrong = mangled(written, encoding)
        assert decode(wrong.encode())[0] == written
        assert decode(f"{written}\n{wrong}".encode())[0] == f"{written}\n{written}"
        assert decode(b"\xef\xbb\xbf" + wrong.encode())[0] == written

    def test_russian_read_as_latin_is_put_right(self) -> None:
        written = russian(300)
        assert decode(written.encode("windows-1251").decode("latin-1").encode())[0] == written

    @pytest.mark.parametrize(
        "written",
        [
            "NÃO É AMANHÃ… MANHÃ” NÃO, NÃO. AMANHÃ…",
            "CAFÉ’S É… “café”—",
            "СССР» РФ… «СЁСТРЫ» СІРІ",
            "He wrote about â€œ.",
        ],
    )
    def test_sound_text_with_such_signs_is_not_repaired(self, written: str) -> None:
        assert decode(written.encode()) == (written, "utf-8")

    def test_pasted_single_bytes_do_not_change_the_rest(self) -> None:
        written = "The café was open. “Come in,” she said. It’s late."
        data = "The café was open. ".encode() + "“Come in,” she said. It’s late.".encode("windows-1252")
        assert decode(data)[0] == written
        assert decode(russian(300).encode() + " «Да»".encode("windows-1251"))[0] == f"{russian(300)} «Да»"


class TestBoilerplate:
    PARAGRAPHS = tuple(f"{number}. {WET} {DRY}" for number in ("One", "Two", "Three"))

    def test_small_print_behind_the_text_strikes_no_text(self) -> None:
        header = "The Project Gutenberg Etext of Rain\n\nThis header should be the first thing seen."
        footer = (
            "End of The Project Gutenberg Etext of Rain\n\nThe small print.\n\n*END THE SMALL PRINT! FOR ETEXTS*END*"
        )
        found = clean(read_pasted("\n\n".join([header, *self.PARAGRAPHS, footer])))
        assert tuple(found.paragraphs) == self.PARAGRAPHS

    @pytest.mark.parametrize(
        "mark", ["*** START OF THE PROJECT GUTENBERG EBOOK X ***", "*** END OF THE PROJECT GUTENBERG"]
    )
    def test_a_mark_far_from_where_notices_stand_strikes_no_text(self, mark: str) -> None:
        long = [f"{number}: {WET} {DRY}" for number in range(400)]
        found = clean(read_pasted("\n\n".join([*long, mark, *long])))
        assert found.words > 0.99 * count_words(" ".join(long * 2))

    def test_a_mark_inside_a_sentence_is_text(self) -> None:
        said = "He read *** START OF THE PROJECT GUTENBERG EBOOK RAIN *** aloud."
        assert paragraphs(read_pasted(f"{WET}\n\n{said}\n\n{DRY}")) == [WET, said, DRY]

    def test_a_note_of_two_paragraphs_goes_whole(self) -> None:
        notes = "FOOTNOTES:\n\n[1] A note.\n\nMore of the same note.\n\n[2] Another note."
        found = clean(read_pasted(f"It rained.[1] {WET}\n\n{notes}\n\n\nCHAPTER II\n\nIt stopped.[2] {DRY}"))
        assert found.chapters == ((f"It rained. {WET}",), (f"It stopped. {DRY}",))
        assert "More of the same note." in removed(found, "note")


class TestPages:
    def test_a_note_may_be_anchored_by_name(self) -> None:
        marker = "<a href='#n1' name='r1'><sup>1</sup></a>"
        note = f"<p>{WET}{marker}</p><p>{DRY}</p><p><a name='n1' href='#r1'>1</a> A note.</p>"
        empty = f"<p>{WET}{marker}</p><p>{DRY}</p><a name='n1'></a><p>1. A note.</p>"
        for body in (note, empty):
            assert read(body).text == f"{WET}\n\n{DRY}"
            assert read_bytes(epub([body]), "a.epub").text == f"{WET}\n\n{DRY}"

    @pytest.mark.parametrize("before", ["…", '"', "'", "]", "—", "»", "?"])
    def test_a_raised_number_is_a_note_after_any_mark(self, before: str) -> None:
        text = read(f"<p>So it was{before}<sup>3</sup> and 10<sup>6</sup> more.</p>")
        assert text.text == f"So it was{before} and 106 more."
        assert removed(text, "note marker") == ["3"]

    def test_a_fan_archives_download_is_only_the_story(self) -> None:
        def chapter(number: int, said: str) -> str:
            return (
                f"<div class='meta group'><h2 class='heading'>Chapter {number}</h2><p>Chapter Notes</p>"
                f"<blockquote class='userstuff'><p>Thanks!</p></blockquote></div><div class='userstuff'><p>{said}</p>"
                f"</div><div class='meta' id='endnotes{number}'><p>See you.</p></div>"
            )

        body = (
            "<div id='preface'><h2 class='toc-heading'>Preface</h2><p class='message'>Posted originally.</p></div>"
            f"<div id='chapters' class='userstuff'>{chapter(1, WET)}{chapter(2, DRY)}</div>"
            "<div id='afterword'><p class='message'>Please comment!</p></div>"
        )
        for text in (read(body), read_bytes(epub([body]), "a.epub")):
            assert text.text == f"{WET}\n\f\n{DRY}"
            assert removed(text, "heading") == ["Chapter 1", "Chapter 2"]

    def test_a_collectors_title_page_and_notes_go(self) -> None:
        title = "<body class='fff_titlepage'><h3>Rain</h3><div>Summary: wet</div></body>"
        notes = f"<div class='fff_chapter_notes'>Hello!</div><p>{WET}</p>"
        assert read_bytes(epub({"a": title, "b": notes}), "a.epub").text == WET

    def test_a_page_that_the_spine_names_twice_is_read_once(self) -> None:
        spine = "<itemref idref='page0'/><itemref idref='page1'/><itemref idref='page0'/>"
        assert read_bytes(epub([f"<p>{WET}</p>", f"<p>{DRY}</p>"], spine=spine), "a.epub").text == f"{WET}\n\f\n{DRY}"

    def test_quotations_have_the_marks_of_their_language(self) -> None:
        assert read("<p>She said, <q>He said <q>no</q> twice,</q> and left.</p>").text == (
            "She said, “He said ‘no’ twice,” and left."
        )
        assert read("<p lang='de'><q>Ja</q></p>").text == "„Ja“"
        assert read("<p>Она сказала: <q>Да</q>.</p>").text == "Она сказала: «Да»."
        assert read("<p><q>“Own”</q> «<q>signs</q>»</p>").text == "“Own” «signs»"

    @pytest.mark.parametrize("name", ["widget Blog", "post-info", "share-box", "entry-meta"])
    def test_a_post_is_text_under_a_name_of_furniture(self, name: str) -> None:
        links = "".join(
            f"<li><a href='http://x.example/{number}'>Another page, {number}</a></li>" for number in range(30)
        )
        text = read(f"<div class='{name}'><p>{WET}</p><p>{DRY}</p></div><div class='sidebar'><ul>{links}</ul></div>")
        assert text.text == f"{WET}\n\n{DRY}"

    def test_a_short_part_of_such_a_name_is_furniture(self) -> None:
        text = read(f"<p>{WET} {DRY}</p><div class='widget'>Like us</div><p class='meta'>By Ann</p>")
        assert text.text == f"{WET} {DRY}"
        assert removed(text, "navigation") == ["Like us", "By Ann"]

    @pytest.mark.parametrize(
        "teaser", ["<article class='teaser'><h4>Other</h4>", "<article><h3><a href='/other'>Other</a></h3>"]
    )
    def test_teasers_beside_a_post_go_though_they_are_articles(self, teaser: str) -> None:
        teasers = f"{teaser}<p>Another thing happened.</p></article>" * 9
        for post in (f"<div><p>{WET}</p></div>", f"<article><h1>Rain</h1><p>{WET}</p></article>"):
            assert read(f"{post}{teasers}").text == WET

    def test_posts_of_a_blog_with_linked_titles_all_stay(self) -> None:
        posts = "".join(f"<article><h2><a href='/{said[:2]}'>T</a></h2><p>{said}</p></article>" for said in (WET, DRY))
        assert paragraphs(read(posts)) == [WET, DRY]


class TestMarkdown:
    def test_a_line_is_a_paragraph_where_nobody_wrapped_the_lines(self) -> None:
        lines = [f"{WET} {DRY}", f"{DRY} {WET}", "“Who is there?” she said.", "“Only me.”", WET]
        assert paragraphs(markdown("\n".join(lines))) == lines

    def test_wrapped_lines_are_one_paragraph(self) -> None:
        wrapped = "The rain had been falling since\nTuesday, and nobody in the harbour\nspoke of it, not\neven Ann."
        assert paragraphs(markdown(f"{wrapped}\n\n{wrapped}")) == [wrapped.replace("\n", " ")] * 2

    @pytest.mark.parametrize(
        ("written", "shown", "left_out"),
        [
            ("She met [[Anna Marsh|Anna]] and [[Peter]].", "She met Anna and Peter.", []),
            ("It was ==early== then.", "It was early then.", []),
            ("It rained.%%check the date%%", "It rained.", [("comment", "check the date")]),
            ("It rained.\n\n![[map.png]]\n\n![[Notes]]", "It rained.", [("image", "map.png"), ("navigation", "Notes")]),
            ("#draft #part/one\n\nIt rained.", "It rained.", [("description", "#draft #part/one")]),
            ("It rained. ^a1b2", "It rained.", [("navigation", "^a1b2")]),
            ("> [!note] Mind\n> It rained.", "It rained.", [("heading", "[!note] Mind")]),
            ("It {++really ++}rained.", "It really rained.", []),
            ("It {--never --}rained.", "It rained.", [("deletion", "never")]),
            ("It {~~poured~>rained~~}.", "It rained.", [("deletion", "poured")]),
            ("It {==rained==}{>>why?<<}.", "It rained.", [("comment", "why?")]),
            ("It rained^[A note [of] sorts.].", "It rained.", [("note", "A note [of] sorts.")]),
            ("::: center\nIt rained.\n:::", "It rained.", [("separator", "::: center"), ("separator", ":::")]),
            ("`[[x]]` a == b, c == d, 100%% and 5%% #1", "[[x]] a == b, c == d, 100%% and 5%% #1", []),
        ],
    )
    def test_the_signs_of_editors_are_no_text(
        self, written: str, shown: str, left_out: Sequence[tuple[str, str]]
    ) -> None:
        text = markdown(written)
        assert text.text == shown
        assert [(removal.reason, removal.text) for removal in text.removals] == left_out

    def test_a_heading_as_long_as_a_paragraph_is_one(self) -> None:
        long = f"{WET} {DRY} {WET} {DRY} {WET} {DRY}"
        assert paragraphs(markdown(f"# {long}\n\n{DRY}")) == [long, DRY]
        book = fb2(f"<body><section><title><p>{long}</p></title><p>{DRY}</p></section></body>")
        assert paragraphs(read_bytes(book, "a.fb2")) == [long, DRY]


class TestWords:
    def test_decomposed_letters_are_letters(self) -> None:
        written = "Мой ёжик, её йод. Café naïve."
        apart = unicodedata.normalize("NFD", written)
        assert words(apart) == words(written) == ["мой", "ёжик", "её", "йод", "café", "naïve"]
        assert count_words(apart) == 6
        assert folded_words(apart) == folded_words(written)

    def test_a_stress_mark_makes_no_other_word(self) -> None:
        assert words("за\u0301мок") == ["замок"]


class TestChats:
    @pytest.mark.parametrize(
        "answer",
        [
            {"content": "<think>\nHm.\n</think>\n\nIt rained."},
            {"content": "<thinking>Hm.</thinking>It rained."},
            {"content": "Hm.\n</think>\n\nIt rained."},
            {"content": "It rained.", "reasoning_content": "Hm."},
            {"content": "It rained.", "reasoning": "Hm."},
            {"content": [{"type": "thinking", "thinking": "Hm."}, {"type": "text", "text": "It rained."}]},
        ],
    )
    def test_what_a_model_thought_is_no_part_of_its_answer(self, answer: dict[str, object]) -> None:
        entry = {"messages": [{"role": "user", "content": "Rain?"}, {"role": "assistant", **answer}]}
        text = read_bytes(json.dumps(entry).encode(), "a.jsonl")
        assert (text.text, text.requests) == ("It rained.", ("Rain?",))
        assert removed(text, "reasoning") == ["Hm."]

    def test_an_answer_that_was_cut_off_in_thought_is_none(self) -> None:
        talk = [("user", "A?"), ("assistant", "<think>Hm"), ("user", "B?"), ("assistant", "He wrote <think>x</think>.")]
        entry = {"messages": [{"role": role, "content": content} for role, content in talk]}
        assert read_bytes(json.dumps(entry).encode(), "a.jsonl").text == "He wrote <think>x</think>."


class TestStructuredText:
    @pytest.mark.parametrize(
        ("table", "name"),
        [
            ("id,text\n1,It rained.\n2,It stopped.\n", "a.csv"),
            (f'id;text\n1;"{WET}"\n2;{DRY}\n', "a.csv"),
            ("id\ttext\n1\tIt rained.\n2\tIt stopped.\n", "a.tsv"),
            ("id,who,text\n" + '1,ann,"It rained, she said."\n' * 12, "a.txt"),
        ],
    )
    def test_a_table_is_refused_with_the_way_to_its_column(self, table: str, name: str) -> None:
        assert "Or take a dataset" in error(table, name)

    @pytest.mark.parametrize(
        "prose", [f"{WET}\n\n" * 12, "One, two, the rain\n" * 12, f"\t{WET}\n" * 12, f"ANN\t{WET}\n" * 12]
    )
    def test_prose_with_even_commas_and_tabs_is_no_table(self, prose: str) -> None:
        assert read_bytes(prose.encode(), "a.txt").words == count_words(prose)

    def test_prose_in_a_file_called_a_table_is_read(self) -> None:
        assert paragraphs(read_bytes(f"{WET}\n\nYes.\n\n{WET}{DRY}".encode(), "a.csv"))[:2] == [WET, "Yes."]

    @pytest.mark.parametrize(
        ("written", "kind"),
        [
            ("<?xml version='1.0'?><!DOCTYPE en-export SYSTEM 'x'><en-export><note>a b</note></en-export>", "XML"),
            ("<svg xmlns='http://www.w3.org/2000/svg'><text>a b</text></svg>", "XML"),
            ("<opml><body><a>x</a><a>y</a><a>z</a></body></opml>", "XML"),
            ("BEGIN:VCALENDAR\nSUMMARY:rain", "calendar"),
            ("BEGIN:VCARD\nFN:Ann", "address book"),
            ("#!/bin/sh\necho rain", "program"),
        ],
    )
    def test_files_of_other_programs_are_named_whatever_they_are_called(self, written: str, kind: str) -> None:
        assert kind in error(written, "a.txt")

    def test_the_tags_of_a_page_in_a_text_file_are_no_text(self) -> None:
        assert read_bytes(f"<p>{WET}</p>\n<p>&ldquo;Yes&rdquo;</p>".encode(), "a.txt").text == f"{WET}\n\n“Yes”"
        assert paragraphs(read_bytes(f"<i>{WET}</i>\n\n<b>Yes</b> &amp; <em>no</em>".encode(), "a.txt")) == [
            WET,
            "Yes & no",
        ]

    def test_a_text_about_tags_keeps_them(self) -> None:
        about = "He wrote <p> on the board, then <br>, where a < b and <c <d <e."
        assert read_bytes(about.encode(), "a.txt").text == about

    def test_subtitles_of_the_web_are_their_speech(self) -> None:
        cues = (
            "WEBVTT\nKind: captions\n\nNOTE mine\n\nfirst\n00:01.000 --> 00:02.000 align:start\n"
            "<v Ann>It <i>rained</i>\n\n01:00:03.000 --> 01:00:04.000\nand rained &amp; rained.\n"
        )
        found = clean(read_bytes(cues.encode(), "a.vtt"))
        assert " ".join(" ".join(found.paragraphs).split()) == "It rained and rained & rained."
        assert removed(found, "comment") == ["NOTE mine"]
