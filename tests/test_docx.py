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


def test_the_name_may_lie() -> None:
    assert read_bytes(docx(p("Rain.")), "wrong.txt").text == "Rain."


def test_external_entities_are_never_read() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "boom"><!ENTITY b "&a;&a;">]>'
    document = (
        f'{bomb}<w:document xmlns:w="urn:w"><w:body><w:p><w:r><w:t>Rain &b;</w:t></w:r></w:p></w:body></w:document>'
    )
    assert "boom" not in read_bytes(zipped({"word/document.xml": document.encode()}), "a.docx").text
