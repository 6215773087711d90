"""Kindle and Palm books come out as an EPUB would, whichever way they are packed; locked ones are refused."""

import pytest

from styles.errors import TextError
from styles.text import ReadingLimits, Text
from styles.texts.readers import read_bytes
from tests.books import RUSSIAN
from tests.kindle_books import as_azw3, as_combined, as_huffman, as_mobi, as_palm, packed, palm

WET = "The rain had been falling since Tuesday — and nobody in the harbour spoke of it."
DRY = "On Sunday it stopped, and the boats went out again."
PAGES = [f"<h2>One</h2><p>{WET}</p><p>{DRY}</p>", f"<h2>Two</h2><p>{RUSSIAN.strip()}</p><p>{WET}</p>"]


def read(data: bytes, name: str = "book.mobi") -> Text:
    return read_bytes(data, name)


@pytest.mark.parametrize("form", [as_mobi, as_huffman, as_azw3, as_combined])
def test_every_form_of_book_is_read_by_chapters(form: object) -> None:
    assert callable(form)
    text = read(form(PAGES))
    assert text.text == f"{WET}\n\n{DRY}\n\f\n{RUSSIAN.strip()}\n\n{WET}"
    assert [removal.text for removal in text.removals if removal.reason == "heading"] == ["One", "Two"]


def test_a_long_book_goes_over_many_records() -> None:
    pages = [f"<p>{WET}</p>" * 300, f"<p>{RUSSIAN}</p>" * 100]
    for form in (as_mobi, as_huffman, as_azw3):
        first, second = read(form(pages)).text.split("\n\f\n")
        assert first.split("\n\n") == [WET] * 300
        assert second.split("\n\n") == [RUSSIAN.strip()] * 100


def test_an_old_code_page_is_read() -> None:
    assert read(as_mobi(["<p>Café — “naïve”</p>"], code=1252)).text == "Café — “naïve”"
    assert read(as_mobi([f"<p>{RUSSIAN}</p>"], code=1251)).text == RUSSIAN.strip()


def test_notes_that_a_position_names_are_left_out() -> None:
    def page(position: int) -> str:
        return f"<p>{WET}<a filepos={position:010}><sup>1</sup></a></p><p>{DRY}</p>"

    start = len(f"<html><body>{page(0)}<mbp:pagebreak/>".encode())
    text = read(as_mobi([page(start), "<p>1. A note about the rain.</p>"]))
    assert text.text == f"{WET}\n\n{DRY}"
    assert ("note", "1. A note about the rain.") in [(removal.reason, removal.text) for removal in text.removals]


def test_notes_that_a_kindle_link_names_are_left_out() -> None:
    first = f'<p>{WET}<sup><a href="kindle:pos:fid:0002:off:0000000000">1</a></sup></p><p>{DRY}</p>'
    text = read(as_azw3([first, "<p>1. A note about the rain.</p>"]))
    assert text.text == f"{WET}\n\n{DRY}"
    assert ("note", "1. A note about the rain.") in [(removal.reason, removal.text) for removal in text.removals]


def test_a_book_with_damaged_tables_is_read_as_it_stands() -> None:
    data = as_azw3(PAGES).replace(b"TAGX", b"XXXX")
    assert WET in read(data).text
    assert RUSSIAN.strip() in read(data).text


@pytest.mark.parametrize("lock", [1, 2])
def test_a_protected_book_is_refused_and_says_what_would_help(lock: int) -> None:
    with pytest.raises(TextError, match=r"`book.mobi` is a Kindle book with copy protection.*manuscript"):
        read(as_mobi(PAGES, lock=lock))


def test_a_plain_palm_text_is_read_by_its_lines() -> None:
    text = read(as_palm(f"{WET}\n\n{DRY}"), "book.prc")
    assert text.text == f"{WET}\n\n{DRY}"
    assert text.reflow


def test_a_palm_text_may_hold_a_page() -> None:
    assert read(as_palm(f"<html><body><p>{WET}</p></body></html>"), "book.pdb").text == WET


def test_a_repetition_may_reach_into_itself() -> None:
    run = b"a" + b"\x80\x0f"  # one back, ten long
    data = palm(
        [(2).to_bytes(2, "big") + bytes(2) + (12).to_bytes(4, "big") + b"\0\1" + bytes(6), b"ha " + run], b"TEXtREAd"
    )
    assert read(data).text == "ha " + "a" * 11
    assert len(packed(b"rain " * 100)) < 200


def test_phrases_that_name_each_other_end_in_a_sentence() -> None:
    data = as_huffman(PAGES)
    at = data.index(b"CDIC")
    # the packed phrase of `e` names itself
    ring = data[:at] + data[at:].replace(b"\0\x01" + bytes((254,)), b"\0\x01" + bytes((255 - ord("e"),)), 1)
    assert ring != data
    with pytest.raises(TextError, match="damaged"):
        read(ring)


def test_a_book_that_unpacks_to_too_much_is_refused() -> None:
    with pytest.raises(TextError, match="damaged"):
        read_bytes(as_mobi([f"<p>{WET}</p>" * 300]), "book.mobi", ReadingLimits(max_bytes=15_000))
