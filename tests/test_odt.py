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


def test_styles_of_headers_do_not_hide_those_of_the_text() -> None:
    style = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="{}"/>'
    own = f"<office:automatic-styles>{style.format('Standard')}</office:automatic-styles>"
    spaces = 'xmlns:office="urn:office" xmlns:style="urn:style"'
    named = '<style:style style:name="Mine" style:family="paragraph" style:parent-style-name="Heading_20_2"/>'
    others = (
        f"<office:document-styles {spaces}><office:styles>{named}</office:styles><office:automatic-styles>"
        f"{style.format('Footer')}</office:automatic-styles></office:document-styles>"
    )
    body = '<text:p text:style-name="Mine">One</text:p><text:p text:style-name="P1">Rain.</text:p>'
    text = read_bytes(odt(body, own, {"styles.xml": others.encode()}), "a.odt")
    assert (text.text, removed(text, "heading")) == ("Rain.", ["One"])


def test_a_writer_s_style_based_on_title_or_footer_is_text() -> None:
    bases = {"Mine": "Footer", "Ours": "Title", "Table": "Caption", "P1": "Header", "P2": "Mine"}
    styles = "".join(
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{base}"/>'
        for name, base in bases.items()
        if name[0] != "P"
    )
    own = "".join(
        f'<style:style style:name="{name}" style:family="paragraph" style:parent-style-name="{base}"/>'
        for name, base in bases.items()
        if name[0] == "P"
    )
    before = f"<office:styles>{styles}</office:styles><office:automatic-styles>{own}</office:automatic-styles>"
    body = "".join(f'<text:p text:style-name="{name}">{name}.</text:p>' for name in bases)
    text = read(body, before)
    assert text.text == "Mine.\n\nOurs.\n\nP2."
    assert (removed(text, "image"), removed(text, "page number")) == (["Table."], ["P1."])


def test_hidden_words_paragraphs_and_sections_go() -> None:
    hidden = '<style:text-properties text:display="none"/>'
    styles = (
        f'<office:automatic-styles><style:style style:name="T1" style:family="text">{hidden}</style:style>'
        '<style:style style:name="T2" style:family="text" style:parent-style-name="T1"/>'
        f'<style:style style:name="P1" style:family="paragraph">{hidden}</style:style></office:automatic-styles>'
    )
    body = '<text:p>Rain<text:span text:style-name="T2"> secretly</text:span> fell.</text:p>'
    body += '<text:p text:style-name="P1">All of it.</text:p>'
    body += '<text:p><text:hidden-paragraph text:condition="1" text:is-hidden="true"/>Gone.</text:p>'
    body += '<text:p><text:hidden-paragraph text:condition="0" text:is-hidden="false"/>Seen'
    body += '<text:hidden-text text:is-hidden="true"> not</text:hidden-text>'
    body += '<text:hidden-text text:is-hidden="false"> twice</text:hidden-text>.</text:p>'
    body += '<text:section text:display="condition" text:is-hidden="true"><text:p>Away.</text:p></text:section>'
    body += '<text:section text:display="condition" text:is-hidden="false"><text:p>Here.</text:p></text:section>'
    text = read(body, styles)
    assert text.text == "Rain fell.\n\nSeen twice.\n\nHere."
    assert removed(text, "outside the reading order") == ["secretly", "All of it.", "Gone.", "not", "Away."]


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


def flat(body: str, kind: str = "text") -> bytes:
    names = ("office", "text", "style", "draw")
    spaces = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in names)
    style = '<style:style style:name="P1" style:family="paragraph" style:parent-style-name="Title"/>'
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document {spaces} office:version="1.2">'
        f"<office:automatic-styles>{style}</office:automatic-styles>"
        f"<office:body><office:{kind}>{body}</office:{kind}></office:body></office:document>"
    ).encode()


def test_a_flat_document_is_read_whatever_its_pictures_weigh() -> None:
    content = f"<office:binary-data>{'QUJD' * 3_000_000}</office:binary-data>"
    picture = f"<draw:frame><draw:image>{content}</draw:image></draw:frame>"
    text = read_bytes(flat(f'<text:p text:style-name="P1">One</text:p><text:p>Rain{picture} fell.</text:p>'), "a.fodt")
    assert (text.text, removed(text, "heading"), removed(text, "image")) == ("Rain fell.", ["One"], ["picture"])
    with pytest.raises(TextError, match="no text document"):
        read_bytes(flat("<text:p>1</text:p>", "spreadsheet"), "a.fods")


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
