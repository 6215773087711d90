"""A Word document comes out as its running text; what reviewers, layout and notes added is listed as left out."""

import pytest

from styles.errors import TextError
from styles.text import Text
from styles.texts.readers import read_bytes
from tests.books import docx, zipped

HEADINGS = (
    '<w:style w:styleId="1"><w:name w:val="heading 1"/></w:style>'
    '<w:style w:styleId="Mine"><w:name w:val="My chapters"/><w:basedOn w:val="1"/></w:style>'
    '<w:style w:styleId="T"><w:name w:val="toc 2"/></w:style>'
    '<w:style w:styleId="Loop"><w:name w:val="Loop"/><w:basedOn w:val="Loop"/></w:style>'
)


def p(*runs: str, style: str = "", settings: str = "") -> str:
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{settings}</w:pPr>{''.join(map(r, runs))}</w:p>"


def r(text: str, settings: str = "") -> str:
    return (
        text if text.startswith("<") else f'<w:r><w:rPr>{settings}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
    )


def read(body: str, **parts: str) -> Text:
    return read_bytes(docx(body, parts), "a.docx")


def removed(text: Text, reason: str) -> list[str]:
    return [removal.text for removal in text.removals if removal.reason == reason]


def test_paragraphs_are_paragraphs_and_runs_are_not_words() -> None:
    text = read(p("It rai", r("ned", "<w:i/>"), " on Tuesday.") + p() + p("«Да», — сказал он. “Yes… no”"))
    assert text.text == "It rained on Tuesday.\n\n«Да», — сказал он. “Yes… no”"
    assert not text.reflow


def test_breaks_tabs_and_hyphens_of_the_layout() -> None:
    body = p("The tide comes in", "<w:r><w:br/></w:r>", "<w:r><w:tab/></w:r>", "and no one asks")
    body += p("a tug", "<w:r><w:noBreakHyphen/></w:r>", "boat, won", "<w:r><w:softHyphen/></w:r>", "derful")
    assert read(body).text == "The tide comes in\nand no one asks\n\na tug-boat, wonderful"


def test_headings_are_told_by_style_name_its_base_and_outline() -> None:
    body = p("One", style="1") + p("Rain.") + p("Two", style="Mine") + p("Fog.")
    body += p("Three", settings='<w:outlineLvl w:val="0"/>') + p(
        "Sun.", settings='<w:outlineLvl w:val="9"/>', style="Loop"
    )
    text = read(body, styles=HEADINGS)
    assert removed(text, "heading") == ["One", "Two", "Three"]
    assert text.text == "Rain.\n\f\nFog.\n\f\nSun."


def test_a_writer_s_style_based_on_title_header_or_caption_is_text() -> None:
    names = ("Title", "Header", "Footer", "Caption")
    styles = "".join(
        f'<w:style w:styleId="{name}"><w:name w:val="{name}"/></w:style>'
        f'<w:style w:styleId="My{name}"><w:name w:val="{name} body"/><w:basedOn w:val="{name}"/></w:style>'
        for name in names
    )
    text = read("".join(p(f"Rain {name}.", style=f"My{name}") for name in names), styles=styles)
    assert text.text == "Rain Title.\n\nRain Header.\n\nRain Footer.\n\nRain Caption."
    long = "rain " * 61
    text = read(p(long, style="Header") + p("Fog.", style="Footer"), styles=styles)
    assert (text.words, removed(text, "page number")) == (61, ["Fog."])


def test_the_outline_level_of_a_style_makes_a_heading_or_a_text() -> None:
    styles = HEADINGS + (
        '<w:style w:styleId="Part"><w:name w:val="Anything"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style>'
        '<w:style w:styleId="Flat"><w:name w:val="Flat"/><w:basedOn w:val="1"/>'
        '<w:pPr><w:outlineLvl w:val="9"/></w:pPr></w:style>'
    )
    text = read(p("One", style="Part") + p("Rain.", style="Flat"), styles=styles)
    assert (text.text, removed(text, "heading")) == ("Rain.", ["One"])


@pytest.mark.parametrize("kind", ["page", "column"])
def test_a_break_of_page_or_column_parts_words(kind: str) -> None:
    assert read(p("one", f'<w:r><w:br w:type="{kind}"/></w:r>', "two")).text == "one two"


def test_every_break_tab_and_hyphen_of_word_parts_or_joins_as_it_shows() -> None:
    body = p(
        "one", "<w:r><w:cr/></w:r>", "two", "<w:r><w:ptab/></w:r>", "three", "<w:r><w:noBreakHyphen/></w:r>", "four"
    )
    assert read(body).text == "one\ntwo three-four"


@pytest.mark.parametrize("kind", ["drop", "margin"])
def test_a_large_initial_belongs_to_its_word(kind: str) -> None:
    body = p("T", settings=f'<w:framePr w:dropCap="{kind}" w:lines="3"/>') + p("he rain came.") + p("Fog.")
    assert read(body).text == "The rain came.\n\nFog."


def test_symbols_are_characters_of_their_font() -> None:
    signs = '<w:r><w:sym w:font="Symbol" w:char="F0BE"/></w:r>', '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>'
    odd = '<w:r><w:sym w:font="Nobody" w:char="F041"/></w:r>'
    assert read(p("He said", signs[0], "no", odd, "more ", signs[1])).text == "He said—no more ☺"
    typed = '<w:rFonts w:ascii="Symbol" w:hAnsi="Symbol"/>'
    assert read(p("Alpha ", r("\uf061\uf0be", typed), "omega")).text == "Alpha α—omega"


def test_words_that_a_style_hides_are_no_text() -> None:
    styles = (
        '<w:style w:styleId="Off"><w:name w:val="Off"/><w:rPr><w:vanish/></w:rPr></w:style>'
        '<w:style w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="Off"/></w:style>'
    )
    body = p("Rain ", r("secretly ", '<w:rStyle w:val="Own"/>'), "fell.") + p("All of it.", style="Off")
    text = read(body + p(r("Seen.", '<w:vanish w:val="0"/>'), style="Off"), styles=styles)
    assert text.text == "Rain fell.\n\nSeen."
    assert removed(text, "outside the reading order") == ["secretly", "All of it."]


def test_a_page_break_between_paragraphs_ends_a_chapter() -> None:
    page = '<w:r><w:br w:type="page"/></w:r>'
    assert read(p("Rain.") + p(page, "Fog ", page, "and sun.")).text == "Rain.\n\f\nFog and sun."


def test_contents_and_tables_go_but_a_table_that_only_places_text_stays() -> None:
    gallery = '<w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
    cell = "<w:tbl><w:tr><w:tc>{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>"
    body = f"<w:sdt>{gallery}<w:sdtContent>{p('One 3')}</w:sdtContent></w:sdt>" + p("Two 5", style="T")
    body += cell.format(p("1"), p("2")) + cell.format(p("rain " * 100), p("sun"))
    text = read(body, styles=HEADINGS)
    assert removed(text, "contents") == ["One 3", "Two 5"]
    assert removed(text, "table") == ["1 2"]
    assert text.text == f"{('rain ' * 100).strip()}\n\nsun"


def test_notes_and_comments_go_with_their_markers() -> None:
    body = p(
        "It rained",
        '<w:r><w:footnoteReference w:id="2"/></w:r>',
        " hard",
        '<w:r><w:commentReference w:id="7"/></w:r>',
        ".",
    )
    text = read(body, footnotes=f'<w:footnote w:id="2">{p("Since Tuesday.")}</w:footnote>',
                comments=f'<w:comment w:id="7">{p("Really?")}</w:comment>')  # fmt: skip
    assert text.text == "It rained hard."
    assert (removed(text, "note"), removed(text, "note marker")) == (["Since Tuesday."], ["[1]"])
    assert removed(text, "comment") == ["Really?"]


def test_what_was_deleted_or_moved_away_goes_and_what_was_inserted_stays() -> None:
    gone = "<w:r><w:delText>never </w:delText></w:r>"
    body = p(
        "It ",
        f"<w:del>{gone}</w:del>",
        f"<w:ins>{r('always ')}</w:ins>",
        f"<w:moveFrom>{r('twice ')}</w:moveFrom>",
        "rained",
    )
    body = body.replace("<w:pPr>", "<w:pPr><w:rPr><w:del/></w:rPr>") + p(" here.")
    text = read(body)
    assert text.text == "It always rained here."
    assert removed(text, "deletion") == ["never", "twice"]


def test_hidden_words_and_field_codes_are_no_text() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGEREF x</w:instrText></w:r>'
    text = read(p("Rain", field, r(" secretly", "<w:vanish/>"), r(" fell", '<w:vanish w:val="0"/>'), "."))
    assert text.text == "Rain fell."
    assert removed(text, "outside the reading order") == ["secretly"]


def test_pictures_are_named_and_text_boxes_come_after_their_paragraph() -> None:
    picture = '<w:r><w:drawing><wp:docPr name="Picture 1" descr="a boat"/></w:drawing></w:r>'
    box = f"<w:drawing><w:txbxContent>{p('Boxed.')}</w:txbxContent></w:drawing>"
    twice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
    twice = f"<w:r><mc:AlternateContent>{twice}</mc:AlternateContent></w:r>"
    text = read(p("Rain", picture, twice, " fell.") + p("Sun."))
    assert text.text == "Rain fell.\n\nBoxed.\n\nSun."
    assert removed(text, "image") == ["a boat"]


def test_boxes_in_boxes_are_each_written_once() -> None:
    opening, closing = "<w:drawing><w:txbxContent><w:p>", "</w:p></w:txbxContent></w:drawing>"
    assert read(f"<w:p>{(opening + r('Rain.')) * 40}{closing * 40}</w:p>").words == 40


def test_a_list_of_spoken_lines_keeps_its_dashes() -> None:
    numbering = (
        '<w:abstractNum w:abstractNumId="5"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="–"/></w:lvl>'
        '<w:lvl w:ilvl="1"><w:numFmt w:val="bullet"/><w:lvlText w:val="o"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="3"><w:abstractNumId w:val="5"/></w:num>'
    )
    listed = '<w:numPr><w:ilvl w:val="{}"/><w:numId w:val="3"/></w:numPr>'
    body = p("Ты кто?", settings=listed.format(0)) + p("milk", settings=listed.format(1))
    assert read(body, numbering=numbering).text == "– Ты кто?\n\nmilk"


def test_a_document_whose_xml_is_lost_is_said() -> None:
    with pytest.raises(TextError, match=r"`a.docx` is damaged"):
        read_bytes(zipped({"word/document.xml": b""}), "a.docx")


def test_a_damaged_document_is_read_as_far_as_it_goes() -> None:
    document = b'<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>Rain.</w:t></w:r></w:p><w:p><w:r><w:t>Fo'
    assert read_bytes(zipped({"word/document.xml": document}), "a.docx").text == "Rain.\n\nFo"


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def relations(**targets: str) -> bytes:
    each = "".join(
        f'<Relationship Id="{name}" Type="{RELATIONS}/{name}" Target="{to}"/>' for name, to in targets.items()
    )
    return f'<Relationships xmlns="urn:r">{each}</Relationships>'.encode()


def packaged(chunk: str, content: bytes) -> bytes:
    """A document with a chunk of another kind between two paragraphs."""
    body = f'{p("Before.")}<w:altChunk r:id="aFChunk"/>{p("After.")}'
    document = f'<w:document xmlns:w="urn:w" xmlns:r="urn:r"><w:body>{body}</w:body></w:document>'.encode()
    related = relations(aFChunk=chunk.rpartition("/")[2])
    return zipped({"word/document.xml": document, "word/_rels/document.xml.rels": related, chunk: content})


MAILED = (
    b'MIME-Version: 1.0\nContent-Type: multipart/related; type="text/html"; boundary="x"\n\n--x\n'
    b'Content-Type: text/html; charset="utf-8"\nContent-Transfer-Encoding: quoted-printable\n\n'
    b"<!DOCTYPE html><html><body><h1>One</h1><p>The caf=C3=A9 was =\nopen.</p></body></html>\n--x--\n"
)


@pytest.mark.parametrize(
    ("chunk", "content"),
    [
        ("word/a.htm", "<html><body><h1>One</h1><p>The café was open.</p></body></html>".encode()),
        ("word/b.html", "<p>The café was open.</p>".encode()),
        ("word/c.rtf", rb"{\rtf1\ansi The caf\'e9 was open.\par}"),
        ("word/d.txt", "The café was open.\r\n".encode()),
        ("word/e.mht", MAILED),
        ("word/f.docx", docx(p("The café was open."))),
    ],
)
def test_files_of_other_kinds_are_read_where_they_stand(chunk: str, content: bytes) -> None:
    text = read_bytes(packaged(chunk, content), "a.docx")
    assert [*text.text.replace("\f", "").split()] == "Before. The café was open. After.".split()
    assert all(removal.offset == len("Before.") for removal in text.removals)


def test_a_chunk_that_cannot_be_read_is_said_and_none_is_read_twice() -> None:
    text = read_bytes(packaged("word/a.png", b"\x89PNG\r\n\x1a\n\0"), "a.docx")
    assert (text.text, removed(text, "outside the reading order")) == ("Before.\n\nAfter.", ["a.png"])
    inner = packaged("word/a.txt", b"Rain.")
    text = read_bytes(packaged("word/b.docx", inner), "a.docx")
    assert (text.words, removed(text, "outside the reading order")) == (4, ["a.txt"])


def test_the_main_part_is_where_the_package_says() -> None:
    document = f'<w:document xmlns:w="urn:w"><w:body>{p("One", style="H")}{p("Rain.")}</w:body></w:document>'.encode()
    styles = b'<w:styles xmlns:w="urn:w"><w:style w:styleId="H"><w:name w:val="heading 1"/></w:style></w:styles>'
    files = {"_rels/.rels": relations(officeDocument="doc/main.xml"), "doc/main.xml": document}
    files |= {"doc/_rels/main.xml.rels": relations(styles="/other/s.xml"), "other/s.xml": styles}
    text = read_bytes(zipped(files), "a.docx")
    assert (text.text, removed(text, "heading")) == ("Rain.", ["One"])
    book = {"_rels/.rels": relations(officeDocument="doc/main.xml"), "doc/main.xml": b"<workbook/>"}
    with pytest.raises(TextError, match="without a text"):
        read_bytes(zipped(book), "a.docx")


def test_documents_in_one_xml_file_are_read_with_their_notes_and_styles() -> None:
    styles = '<w:styles><w:style w:styleId="H"><w:name w:val="heading 1"/></w:style></w:styles>'
    note = f"<w:r><w:footnote>{p('Since Tuesday.')}</w:footnote></w:r>"
    body = p("One", style="H") + p("It rained", note, " hard.") + p("Fog.")
    of_2003 = (
        '<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">'
        f"{styles}<w:body>{body}</w:body></w:wordDocument>"
    )
    text = read_bytes(of_2003.encode(), "a.xml")
    assert (text.text, removed(text, "heading"), removed(text, "note")) == (
        "It rained hard.\n\nFog.", ["One"], ["Since Tuesday."],
    )  # fmt: skip
    part = '<pkg:part pkg:name="{}"><pkg:xmlData>{}</pkg:xmlData></pkg:part>'
    spaces = 'xmlns:w="urn:w"'
    flat = (
        '<pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage">'
        + part.format("/_rels/.rels", relations(officeDocument="word/document.xml").decode())
        + part.format("/word/document.xml", f"<w:document {spaces}><w:body>{body}</w:body></w:document>")
        + part.format("/word/styles.xml", styles.replace("<w:styles", f"<w:styles {spaces}"))
        + "</pkg:package>"
    )
    text = read_bytes(flat.encode(), "a.xml")
    assert (text.text, removed(text, "note")) == ("It rained hard.\n\nFog.", ["Since Tuesday."])


def test_the_name_may_lie() -> None:
    assert read_bytes(docx(p("Rain.")), "wrong.txt").text == "Rain."


def test_external_entities_are_never_read() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY b "&a;&a;">]>'
    document = (
        f'{bomb}<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>Rain &b;</w:t></w:r></w:p></w:body></w:document>'
    )
    assert "boom" not in read_bytes(zipped({"word/document.xml": document.encode()}), "a.docx").text
