"""A file that is not read is refused with what it is, and with the menu that saves it as something that is."""

import pytest

from styles.errors import TextError
from styles.texts.readers import read_bytes
from tests.books import zipped
from tests.kindle_books import palm

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


@pytest.mark.parametrize(
    ("data", "what", "instead"),
    [
        (b"AT&TFORM\0\0\0\1DJVM", "DjVu", "Export Text"),
        (b"\xffWPC\x10\0\0\0", "WordPerfect", "Word (.docx)"),
        (b"HWP Document File V3.00 \x1a", "Hangul", "Word (.docx)"),
        (OLE + "HwpSummaryInformation".encode("utf-16-le"), "Hangul", "Word (.docx)"),
        (OLE + "__substg1.0_1000001F".encode("utf-16-le"), "Outlook", ".eml"),
        (OLE + "MatOST".encode("utf-16-le"), "Microsoft Works", "Word (.docx)"),
        (b"!BDN\0\0\0\0", "mail box", "mbox"),
        (b"ITOLITLS\1\0\0\0", "Microsoft Reader", "calibre"),
        (b"L\0R\0F\0\0\0\xe8", "Sony Reader", "calibre"),
        (b"SNBP000B", "Bambook", "calibre"),
        (palm([b"\0" * 132], b"PNRdPPrs"), "eReader", "calibre"),
        (b"TPZ0\4meta", "Topaz", "another version"),
        (b"CONT\2\0\0\0\0\0", "KFX", "EPUB"),
        (b"\xeaDRMION\xee\xe0\1\0\xea", "DRM", "manuscript"),
        (bytes.fromhex("e4525c7b8cd8a74daeb15378d02996d3") + bytes(64), "OneNote", "Export"),
        (bytes.fromhex("0606edf5d81d46e5bd31efe7fe74b71d") + b"DOCUMENT", "InDesign", "EPUB"),
        (
            b'{"url": "https://docs.google.com/open?id=7", "doc_id": "7", "email": "a@b.example"}',
            "Google Docs",
            "Download",
        ),
        (
            b"<?xml version='1.0'?>\n<!DOCTYPE en-export SYSTEM 'x'>\n<en-export><note/></en-export>",
            "Evernote",
            ".html",
        ),
        (b"<?xml version='1.0'?>\n<abiword><p>Rain</p></abiword>", "AbiWord", ".odt"),
        (b"%!PS-Adobe-3.0\n", "PostScript", "PDF"),
        (zipped({"Index/Document.iwa": b"x", "Metadata/Properties.plist": b"x"}), "Pages", "Export To > Word"),
        (zipped({"a.pages/Index/Document.iwa": b"x"}), "Pages", "Export To > Word"),
        (zipped({"Contents/content.hpf": b"<x/>", "Contents/section0.xml": b"<x/>"}), "Hangul", "Word (.docx)"),
        (zipped({"FixedDocSeq.fdseq": b"<x/>", "Documents/1/a.fpage": b"<x/>"}), "XPS", "PDF"),
        (zipped({"A.scriv/binder.scrivproj": b"<x/>", "A.scriv/1.rtf": b"{\\rtf1 x}"}), "Scrivener 1", "Compile"),
    ],
)
def test_each_kind_says_what_it_is_and_what_to_do(data: bytes, what: str, instead: str) -> None:
    with pytest.raises(TextError) as caught:
        read_bytes(data, "letters.txt")
    message = caught.value.message
    for sentence in (message.english, message.russian):
        assert "`letters.txt`" in sentence
    assert what in message.english
    assert instead in message.english


def test_prose_about_such_files_is_read() -> None:
    for written in ("CONT is a word, and so is TPZ.", "abiword is a name.", "{He said, doc_id}"):
        assert read_bytes(written.encode(), "a.txt").text == written
