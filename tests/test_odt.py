"""An OpenDocument text comes out as its running text; notes, tables, comments and deletions are listed as left out."""

import pytest

from styles.errors import TextError
from styles.text import Text
from styles.texts.readers import read_bytes
from tests.books import odt


def read(body: str, before: str = "") -> Text:
    return read_bytes(odt(body, before), "a.odt")


def removed(text: Text, reason: str) -> list[str]:
    return [removal.text for removal in text.removals if removal.reason == reason]


def test_paragraphs_spans_and_white_space() -> None:
    body = "\n <text:p>It rai<text:span>ned</text:span>\n  on<text:s text:c='3'/>Tuesday.</text:p>\n <text:p/>"
    body += "<text:p>«Да», — сказал<text:tab/>он.<text:soft-page-break/> “Yes…”</text:p>"
    text = read(body)
    assert text.text == "It rained on Tuesday.\n\n«Да», — сказал он. “Yes…”"
    assert not text.reflow


def test_verse_keeps_its_lines() -> None:
    assert read("<text:p>The tide comes in<text:line-break/>and no one asks</text:p>").text == (
        "The tide comes in\nand no one asks"
    )


def test_headings_are_told_by_element_and_by_style() -> None:
    styles = (
        '<office:automatic-styles><style:style style:name="P1" style:family="paragraph" '
        'style:parent-style-name="Heading_20_1"/></office:automatic-styles>'
    )
    body = '<text:p text:style-name="Title">A Book of Rain</text:p><text:h>One</text:h><text:p>Rain.</text:p>'
    body += '<text:p text:style-name="P1">Two</text:p><text:p text:style-name="Text_20_body">Fog.</text:p>'
    text = read(body, styles)
    assert removed(text, "heading") == ["A Book of Rain", "One", "Two"]
    assert text.text == "Rain.\n\f\nFog."


def test_a_heading_as_long_as_a_paragraph_is_text() -> None:
    assert read(f"<text:h>{'rain ' * 80}</text:h>").words == 80


def test_contents_tables_and_hidden_sections_go() -> None:
    row = "<table:table-row><table:table-cell><text:p>{}</text:p></table:table-cell></table:table-row>"
    body = "<text:table-of-content><text:index-body><text:p>One 3</text:p></text:index-body></text:table-of-content>"
    body += f"<table:table>{row.format(1)}{row.format(2)}</table:table><text:p>Rain.</text:p>"
    body += '<text:section text:display="none"><text:p>Hidden.</text:p></text:section>'
    body += f"<table:table>{row.format('fog ' * 100)}</table:table>"
    text = read(body)
    assert (removed(text, "contents"), removed(text, "table")) == (["One 3"], ["1 2"])
    assert removed(text, "outside the reading order") == ["Hidden."]
    assert text.text == f"Rain.\n\n{('fog ' * 100).strip()}"


def test_notes_and_comments_go_with_their_markers() -> None:
    body = (
        "<text:p>It rained<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>Since Tuesday."
        "</text:p></text:note-body></text:note> hard<office:annotation><text:p>Really?</text:p></office:annotation>."
        "</text:p>"
    )
    text = read(body)
    assert text.text == "It rained hard."
    assert (removed(text, "note"), removed(text, "note marker")) == (["Since Tuesday."], ["1"])
    assert removed(text, "comment") == ["Really?"]


def test_tracked_deletions_are_left_out_where_they_stood() -> None:
    body = (
        '<text:tracked-changes><text:changed-region text:id="c1"><text:deletion><office:change-info>'
        "<text:p>Editor</text:p></office:change-info><text:p>never</text:p></text:deletion></text:changed-region></text:tracked-changes>"
        '<text:p>It <text:change text:change-id="c1"/>rained.</text:p>'
    )
    text = read(body)
    assert text.text == "It rained."
    assert removed(text, "deletion") == ["never"]


def test_pictures_are_named_and_text_boxes_come_after_their_paragraph() -> None:
    picture = '<draw:frame draw:name="p1"><draw:image/><svg:desc>a boat</svg:desc></draw:frame>'
    box = "<draw:frame><draw:text-box><text:p>Boxed.</text:p></draw:text-box></draw:frame>"
    text = read(f"<text:p>Rain{picture}{box} fell.</text:p><text:p>Sun.</text:p>")
    assert text.text == "Rain fell.\n\nBoxed.\n\nSun."
    assert removed(text, "image") == ["a boat"]


def test_a_list_of_spoken_lines_keeps_its_dashes() -> None:
    level = '<text:list-level-style-bullet text:level="1" text:bullet-char="{}"/>'
    styles = "".join(
        f'<text:list-style style:name="{name}">{level.format(mark)}</text:list-style>'
        for name, mark in (("L1", "–"), ("L2", "•"))
    )
    item = "<text:list-item><text:p>{}</text:p></text:list-item>"
    body = f'<text:list text:style-name="L1">{item.format("Ты кто?")}{item.format("Никто.")}</text:list>'
    body += f'<text:list text:style-name="L2">{item.format("milk")}</text:list>'
    assert read(body, styles).text == "– Ты кто?\n\n– Никто.\n\nmilk"


def test_a_locked_document_is_said() -> None:
    manifest = b'<m:manifest xmlns:m="urn:m"><m:file-entry><m:encryption-data/></m:file-entry></m:manifest>'
    with pytest.raises(TextError, match=r"`a.odt` asks for a password"):
        read_bytes(odt("", files={"META-INF/manifest.xml": manifest, "content.xml": b"\x8f\x02"}), "a.odt")


def test_other_opendocument_files_are_said() -> None:
    with pytest.raises(TextError, match="no text document"):
        read_bytes(odt("<table:table/>", kind="spreadsheet"), "a.odt")


def test_a_document_whose_xml_is_lost_is_said() -> None:
    with pytest.raises(TextError, match=r"`a.odt` is damaged"):
        read_bytes(odt("", files={"content.xml": b""}), "a.odt")
