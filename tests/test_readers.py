"""A file of any format comes out as the author's paragraphs, and a bad one as a sentence that helps."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styles.errors import TextError
from styles.texts.readers import ReadingLimits, Text, read_bytes, read_file, read_pasted
from tests.books import RUSSIAN, epub, fb2, russian, zipped

WET = "The rain had been falling since Tuesday, and nobody in the harbour spoke of anything else."
DRY = "On Sunday it stopped."
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\1\0"


def paragraphs(text: Text) -> list[str]:
    return [block.strip() for chapter in text.text.split("\f") for block in chapter.split("\n\n") if block.strip()]


def chapters(text: Text) -> int:
    return len(text.text.split("\f"))


def removed(text: Text, reason: str) -> list[str]:
    return [removal.text for removal in text.removals if removal.reason == reason]


def error(data: bytes, name: str, limits: ReadingLimits | None = None) -> str:
    with pytest.raises(TextError) as caught:
        read_bytes(data, name, limits)
    return str(caught.value)


class TestEncodings:
    @pytest.mark.parametrize("length", [200, 2_000])
    @pytest.mark.parametrize(
        "encoding",
        ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1251", "koi8-r", "cp866", "mac-cyrillic"],
    )
    def test_russian_survives_every_common_encoding(self, encoding: str, length: int) -> None:
        written = russian(length).encode(encoding, errors="ignore")
        assert read_bytes(written, "a.txt").text == written.decode(encoding).removeprefix("\ufeff")

    @pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "mac-roman", "cp850", "latin-1"])
    def test_so_does_french(self, encoding: str) -> None:
        written = "Le garçon était très étonné : « Où est-elle ? » demanda-t-il à l'hôtel, près de la forêt."
        data = written.encode(encoding)
        assert read_bytes(data, "a.txt").text == written

    def test_polish_is_not_taken_for_french(self) -> None:
        written = "Chłopiec usiadł na ławce i zaczął liczyć gołębie; żaden nie chciał odlecieć, więc został dłużej."
        assert read_bytes(written.encode("windows-1250"), "a.txt").text == written

    def test_the_encoding_is_named(self) -> None:
        assert read_bytes(RUSSIAN.encode("windows-1251"), "a.txt").encoding == "windows-1251"
        assert read_bytes(RUSSIAN.encode("cp866", errors="ignore"), "a.txt").encoding == "cp866"
        assert read_bytes(b"Plain words only.", "a.txt").encoding == "utf-8"

    def test_a_few_damaged_bytes_do_not_change_the_rest(self) -> None:
        assert read_bytes(RUSSIAN.encode() + b"\xff", "a.txt").text.startswith("Ёлка стояла")

    def test_text_that_was_decoded_wrongly_once_is_put_right(self) -> None:
        written = "Привет, мир! Как дела у вас сегодня?"
        assert read_bytes(written.encode().decode("windows-1251").encode(), "a.txt").text == written

    def test_the_marks_of_typography_come_through_byte_for_byte(self) -> None:
        written = "«Ёж» — “two” ‘three’ „vier“… 5–7\u00a0km,\u202fdonc\u2009ça va’s"
        assert read_pasted(written).text == written


class TestEpub:
    def test_paragraphs_and_chapters(self) -> None:
        text = read_bytes(epub([f"<h1>One</h1><p>{WET}</p><p>{DRY}</p>", f"<h2>Two</h2><p>{WET}</p>"]), "a.epub")
        assert text.text == f"{WET}\n\n{DRY}\n\f\n{WET}"
        assert removed(text, "heading") == ["One", "Two"]
        assert not text.reflow

    def test_marked_words_are_not_split_and_soft_hyphens_go(self) -> None:
        body = "<p>Un<i>believ</i>able,\n  he <b>s</b>aid: won\u00adder\u00adful<span>!</span></p>"
        text = read_bytes(epub([body]), "a.epub")
        assert text.text == "Unbelievable, he said: wonderful!"
        assert removed(text, "stray character") == ["\u00ad\u00ad"]

    def test_line_breaks_stay_inside_a_paragraph(self) -> None:
        assert read_bytes(epub(["<p>One line<br/>\n another</p><p>End.</p>"]), "a.epub").text == (
            "One line\nanother\n\nEnd."
        )

    def test_entities_are_their_characters(self) -> None:
        assert read_bytes(
            epub(["<p>&mdash;&nbsp;Caf&eacute;&hellip; R&amp;D &unknown; &#151;</p>"]), "a.epub"
        ).text == ("—\u00a0Café… R&D &unknown; —")

    def test_verse_keeps_its_lines_and_stanzas(self) -> None:
        body = (
            '<div class="poem"><div class="stanza"><div>The tide comes in</div><div>and no one asks</div></div>'
            "<div class='stanza'><div>The tide goes out<span class='lnum'>10</span></div><div>at last.</div></div>"
            "</div>"
        )
        text = read_bytes(epub([f"<p>{WET}</p>{body}"]), "a.epub")
        assert paragraphs(text)[1:] == ["The tide comes in\nand no one asks", "The tide goes out\nat last."]
        assert removed(text, "line number") == ["10"]

    def test_stanzas_with_breaks_are_one_paragraph_each(self) -> None:
        body = (
            "<blockquote epub:type='z3998:poem'><p><span>One</span><br/><span>two</span></p><p>Three</p></blockquote>"
        )
        assert paragraphs(read_bytes(epub([body]), "a.epub")) == ["One\ntwo", "Three"]

    def test_notes_go_with_their_markers(self) -> None:
        body = (
            '<p>It rained<a epub:type="noteref" href="#n1">1</a>, they said '
            '<sup><a href="notes.xhtml#n2">[2]</a></sup>.'
            '</p><aside epub:type="footnote" id="n1"><p>1. Since Tuesday.</p></aside><p>10<sup>6</sup> drops.</p>'
        )
        notes = '<p id="n2">[2] <a href="page0.xhtml">Back</a> By the pilot.</p><p>He was wrong.</p><p id="n3">3</p>'
        text = read_bytes(epub({"page0": body, "notes": notes}), "a.epub")
        assert text.text == "It rained, they said.\n\n106 drops."
        assert removed(text, "note marker") == ["1", "[2]"]
        assert "Since Tuesday" in removed(text, "note")[0]

    def test_a_note_that_links_back_does_not_take_the_text_with_it(self) -> None:
        body = (
            f'<p id="r1">{WET}<sup><a href="#n1">*</a></sup></p><hr/><p id="n1"><a href="#r1">*</a> A note.</p>'
            f"<p>{DRY}</p>"
        )
        text = read_bytes(epub([body]), "a.epub")
        assert WET in paragraphs(text)
        assert removed(text, "note") == ["* A note."]

    def test_pages_around_the_text_go(self) -> None:
        pages = {
            "cover": "<p>A Book of Rain</p>",
            "title": "<h1>A Book of Rain</h1><p>by Nobody</p>",
            "imprint": '<section epub:type="imprint"><p>Printed well.</p></section>',
            "rights": "<p>Copyright © 2020 Nobody. All rights reserved. ISBN 0-00-000000-0</p>",
            "toc": '<h1>Contents</h1><p><a href="one.xhtml">One</a></p><p><a href="two.xhtml">Two</a></p>',
            "one": f"<h1>One</h1><p>{WET}</p>" + f"<p>{WET}</p>" * 20,
            "two": f'<section epub:type="chapter"><p>{DRY}</p></section>',
            "colophon": '<body epub:type="colophon"><p>Set in lead.</p></body>',
        }
        text = read_bytes(epub(pages), "a.epub")
        assert set(paragraphs(text)) == {WET, DRY}
        assert {removal.reason for removal in text.removals} == {"title page", "imprint", "contents", "heading"}

    def test_a_guide_that_calls_the_only_page_a_table_of_contents_is_not_believed(self) -> None:
        guide = '<guide><reference type="toc" href="page0.xhtml"/></guide>'
        assert read_bytes(epub([f"<p>{WET}</p>"], package=guide), "a.epub").text == WET

    def test_pages_outside_the_reading_order_go(self) -> None:
        spine = '<itemref idref="page0"/><itemref idref="page1" linear="no"/>'
        text = read_bytes(epub([f"<p>{WET}</p>", f"<p>{DRY}</p>"], spine=spine), "a.epub")
        assert text.text == WET
        assert removed(text, "outside the reading order") == [DRY]

    def test_pictures_and_tables_go_but_a_table_that_only_places_text_stays(self) -> None:
        body = (
            f'<p><img src="i/o.png" alt="O"/>n Sunday it rained. <img src="i/boat.png" alt="a boat"/></p>'
            f"<table><tr><td>1</td><td>2</td></tr></table><table><tr><td><p>{WET * 9}</p></td></tr></table>"
        )
        text = read_bytes(epub([body]), "a.epub")
        assert paragraphs(text) == ["On Sunday it rained.", WET * 9]
        assert (removed(text, "image"), removed(text, "table")) == (["a boat"], ["1 2"])

    def test_a_damaged_page_is_read_as_far_as_it_goes(self) -> None:
        body = f"<p>{WET}<p>He said <b>no</p><p>{DRY} & more < less</p>"
        words = read_bytes(epub([body]), "a.epub").text
        assert WET in words
        assert "more" in words

    def test_hidden_fonts_are_fine_but_protected_pages_are_not(self) -> None:
        def encryption(algorithm: str, path: str) -> dict[str, str | bytes]:
            return {
                "META-INF/encryption.xml": '<encryption xmlns="urn:x" xmlns:e="http://www.w3.org/2001/04/xmlenc#">'
                f'<e:EncryptedData><e:EncryptionMethod Algorithm="{algorithm}"/><e:CipherData><e:CipherReference '
                f'URI="{path}"/></e:CipherData></e:EncryptedData></encryption>'
            }

        fonts = encryption("http://www.idpf.org/2008/embedding", "OPS/font.otf")
        assert read_bytes(epub([f"<p>{WET}</p>"], files=fonts), "a.epub").text == WET
        pages = encryption("http://www.w3.org/2001/04/xmlenc#aes256-cbc", "OPS/page0.xhtml")
        assert "DRM" in error(epub([f"<p>{WET}</p>"], files=pages), "a.epub")

    def test_external_entities_are_never_read(self, tmp_path: Path) -> None:
        secret = tmp_path / "secret.txt"
        secret.write_text("the secret")
        page = (
            f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{secret}"><!ENTITY y "boom">]>'
            '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Read &x; and &y;</p></body></html>'
        )
        data = epub(["<p>First.</p>"], files={"OPS/page1.xhtml": page}, spine='<itemref idref="page0"/>')
        assert "secret" not in read_bytes(data, "a.epub").text
        text = read_bytes(page.replace("html", "FictionBook").encode(), "a.fb2").text
        assert "the secret" not in text
        assert "boom" not in text

    def test_an_unreadable_table_of_files_is_said(self) -> None:
        data = zipped({"META-INF/container.xml": b"<container/>", "OPS/page.xhtml": b"<p>x</p>"})
        assert "table of its files" in error(data, "a.epub")


class TestFb2:
    BODY = (
        "<body><title><p>Дождь</p></title><epigraph><p>Капля камень точит.</p></epigraph><section><title><p>I</p>"
        "</title>"
        f"<p>{RUSSIAN}<a l:href='#n1' type='note'>[1]</a></p><subtitle>* * *</subtitle><p>— Да, — ска<strong>"
        f"за</strong>л "
        "он.</p><poem><stanza><v>Первая строка</v><v>и вторая</v></stanza></poem><image l:href='#i.png'/><table><tr>"
        "<td>1</td></tr></table></section></body><body name='notes'><section id='n1'><p>Примечание.</p></section>"
        "</body>"
    )

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251", "koi8-r"])
    def test_the_main_body_is_read_in_its_declared_encoding(self, encoding: str) -> None:
        body = self.BODY if encoding != "koi8-r" else self.BODY.replace("«", '"').replace("»", '"').replace("—", "-")
        data = fb2(body, encoding)
        text = read_bytes(data, "a.fb2")
        assert paragraphs(text)[0] == "Капля камень точит."
        assert paragraphs(text)[1].startswith("Ёлка стояла")
        assert paragraphs(text)[1].endswith("спрашивала.")
        assert paragraphs(text)[-1] == "Первая строка\nи вторая"
        assert "сказал он" in paragraphs(text)[2]
        assert chapters(text) == 3

    def test_what_is_left_out_is_listed(self) -> None:
        text = read_bytes(fb2(self.BODY, after="<binary id='i.png'>iVBORw0KGgo=</binary>"), "a.fb2")
        assert removed(text, "heading") == ["Дождь", "I", "* * *"]
        assert removed(text, "note") == ["Примечание."]
        assert removed(text, "note marker") == ["[1]"]
        assert removed(text, "image") == ["i.png", "i.png"]
        assert removed(text, "table") == ["1"]
        assert removed(text, "description") == ["Дождь"]

    def test_a_wrong_declaration_is_seen_through(self) -> None:
        data = fb2(f"<body><section><p>{RUSSIAN}</p></section></body>").replace(b"utf-8", b"windows-1251")
        assert read_bytes(data, "a.fb2").text == RUSSIAN.strip()

    def test_the_text_may_be_zipped_and_have_a_wrong_name(self) -> None:
        data = fb2(f"<body><section><p>{RUSSIAN}</p></section></body>")
        assert read_bytes(zipped({"book.fb2": data}), "book.fb2.zip").text == RUSSIAN.strip()
        assert read_bytes(data, "book.txt").text == RUSSIAN.strip()

    def test_broken_xml_is_read_as_far_as_it_goes(self) -> None:
        data = fb2(f"<body><section><p>{RUSSIAN}</p><p>Незакрытый <b>абзац</p>")
        assert paragraphs(read_bytes(data, "a.fb2"))[0] == RUSSIAN.strip()


class TestMarkdown:
    def test_the_marks_go_and_the_words_stay(self) -> None:
        written = (
            "---\ntitle: Rain\n---\n# One\n\nIt *rained* on **Tue**sday \u2014 [again](http://x.org)[^1],\nand on.  "
            "\nHard\n\n"
            "> She said “no”.\n\n```py\nx = 1\n```\n\n![a boat](b.png)\n\n## Two\n\n    “Indented,” she said.\n\n"
            "[^1]: A note.\n"
        )
        text = read_bytes(written.encode(), "a.md")
        assert text.text == ("It rained on Tuesday — again, and on.\nHard\n\nShe said “no”.\n\f\n“Indented,” she said.")
        assert [removal.reason for removal in text.removals] == [
            "description",
            "heading",
            "note marker",
            "code",
            "image",
            "heading",
            "note",
        ]

    def test_spoken_lines_and_years_are_no_lists(self) -> None:
        text = read_bytes("- Ты кто?\n- Никто.\n\n1999. Зима.\n\n* milk\n* bread\n".encode(), "a.md")
        assert paragraphs(text) == ["- Ты кто?", "- Никто.", "1999. Зима.", "milk", "bread"]

    def test_a_paragraph_over_dashes_is_no_heading(self) -> None:
        assert paragraphs(read_bytes(f"{WET}\n---\n{DRY}\n".encode(), "a.md")) == [WET, DRY]

    def test_verse_keeps_its_lines(self) -> None:
        written = "The tide comes in\nAnd no one asks\nThe tide goes out"
        assert read_bytes(written.encode(), "a.md").text == written


class TestErrors:
    @pytest.mark.parametrize(
        ("data", "what"),
        [
            (b"", "is empty"),
            (b"\xef\xbb\xbf \r\n\r\n", "is empty"),
            (PNG, "a PNG picture"),
            (b"\xff\xd8\xff\xe0\0\x10JFIF", "a JPEG picture"),
            (b"MZ\x90\0\x03\0\0\0", "a program"),
            (b"\x7fELF\x02\x01", "a program"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(512), "is damaged: its text cannot be found"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "asks for a password"),
            (b"From: <Saved>\nMIME-Version: 1.0\nContent-Type: multipart/related;\n", "a web archive"),
            (bytes(range(256)) * 40, "encoding"),
            (b"12345 ... 67", "has no words"),
        ],
    )
    def test_what_is_no_text_is_named(self, data: bytes, what: str) -> None:
        message = error(data, "letters.txt")
        assert "`letters.txt`" in message
        assert what in message

    def test_archives_are_named(self) -> None:
        assert "a spreadsheet" in error(zipped({"xl/workbook.xml": b"<w/>", "xl/a.png": PNG}), "letters.txt")
        assert "without a text" in error(zipped({"a.jpg": PNG}), "letters.zip")
        assert "holds 2 texts" in error(zipped({"a.fb2": fb2(""), "b.fb2": fb2("")}), "letters.zip")

    def test_what_can_be_uploaded_instead_is_said(self) -> None:
        said = error(PNG, "letters.txt")
        assert all(kind in said for kind in (".txt", ".md", ".html", ".docx", ".odt", ".rtf", ".epub", ".fb2"))

    def test_sixty_megabytes_are_refused_before_they_are_read(self, tmp_path: Path) -> None:
        path = tmp_path / "all my mails.txt"
        with path.open("wb") as file:
            file.truncate(60_000_000)
        with pytest.raises(TextError, match=r"`all my mails.txt` has 60 MB; .* up to 50 MB.*split"):
            read_file(path)

    def test_too_many_words_are_refused(self) -> None:
        assert "takes up to 1,000" in error(b"rain " * 1_001, "a.txt", ReadingLimits(max_words=1_000))
        with pytest.raises(TextError, match="1,000"):
            read_pasted("rain " * 1_001, limits=ReadingLimits(max_words=1_000))

    def test_bombs_are_refused(self) -> None:
        bomb = zipped({"META-INF/container.xml": b"<a/>", "OPS/a.xhtml": b"a" * 30_000_000})
        assert "unpacks" in error(bomb, "a.epub")
        assert "unpacks" in error(epub([f"<p>{WET}</p>"]), "a.epub", ReadingLimits(max_unpacked_bytes=500))
        assert "unpacks" in error(epub([f"<p>{WET * 200}</p>"]), "a.epub", ReadingLimits(max_bytes=5_000))
        many = zipped({f"{number}.txt": b"" for number in range(20)})
        assert "20 files" in error(many, "a.epub", ReadingLimits(max_members=10))

    def test_a_broken_archive_is_said(self) -> None:
        data = epub([f"<p>{WET}</p>"])
        assert "damaged" in error(data[: len(data) // 2], "a.epub")

    def test_an_archive_with_a_password_is_said(self) -> None:
        data = bytearray(epub([f"<p>{WET}</p>"]))
        for place in range(len(data) - 4):
            if data[place : place + 4] == b"PK\x01\x02":
                data[place + 8] |= 1
        assert "password" in error(bytes(data), "a.epub")

    def test_a_book_of_pictures_is_said(self) -> None:
        assert "no words" in error(epub(['<p><img src="scan.png" alt=""/></p>']), "scan.epub")

    def test_no_error_quotes_the_file(self) -> None:
        for data, name in (
            (b"MZ\0 my secret diary", "a.txt"),
            (b"<FictionBook my secret diary", "a.fb2"),
            (b"{\\rtf1{\\info my secret diary}}", "a.rtf"),
            (zipped({"content.xml": b"<x>my secret diary</x>"}), "a.odt"),
            (zipped({"my secret diary.jpg": b"my secret diary"}), "a.epub"),
        ):
            assert "secret" not in error(data, name)

    def test_a_file_that_is_gone_is_said(self, tmp_path: Path) -> None:
        with pytest.raises(TextError, match=r"`gone.txt` cannot be opened"):
            read_file(tmp_path / "gone.txt")

    def test_the_name_in_an_error_is_one_short_line(self) -> None:
        message = error(b"", "a`\n" + "x" * 300 + ".txt")
        assert "\n" not in message
        assert message.count("`") == 2
        assert len(message) < 160

    def test_nothing_pasted_is_said(self) -> None:
        with pytest.raises(TextError, match="Nothing was pasted"):
            read_pasted(" \n\u200b ")

    @settings(max_examples=150)
    @given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.md", "a.epub", "a.fb2", "a.html"]))
    def test_no_bytes_make_it_crash(self, data: bytes, name: str) -> None:
        for start in (b"", b"PK\x03\x04", b"<FictionBook>", b"<html>", b"{\\rtf1"):
            with suppress(TextError):
                read_bytes(start + data, name)


class TestPlainText:
    def test_the_author_names_the_file(self, tmp_path: Path) -> None:
        path = tmp_path / "upload-8f3a.tmp"
        path.write_text(WET, encoding="utf-8")
        assert read_file(path, name="rain.txt") == Text("rain.txt", WET, "utf-8")

    def test_page_ends_are_no_chapter_ends(self) -> None:
        assert "\f" not in read_pasted("\f".join([WET] * 20)).text
        assert chapters(read_pasted(f"{WET * 60}\f{WET * 60}")) == 2

    def test_halves_of_characters_do_not_survive(self) -> None:
        assert read_pasted("Rain \ud83d falls").text.encode() == "Rain \ufffd falls".encode()
