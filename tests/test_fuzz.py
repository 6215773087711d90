"""No damage to a file makes a reader crash; the long run is `python -m tests.fuzz`."""

from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styles.cleaning.clean import clean
from styles.formats.signatures import kind_of
from styles.texts.readers import read_bytes, read_pasted
from tests.books import epub, fb2, zipped
from tests.fuzz import damaged, made, read_all, read_and_prepare, seeds


@pytest.mark.parametrize("name", seeds())
def test_the_files_are_sound_before_they_are_damaged(name: str, tmp_path: Path) -> None:
    upload = tmp_path / name
    upload.write_bytes(seeds()[name])
    texts = list(read_all(upload, name))
    assert texts
    assert all(clean(text).words > 10 for text in texts)


@pytest.mark.parametrize("name", seeds())
@settings(max_examples=20)
@given(rng=st.randoms(use_true_random=False))
def test_a_damaged_file_is_read_or_refused_in_a_sentence(name: str, rng: Random) -> None:
    read_and_prepare(damaged(name, rng), name)


@settings(max_examples=60)
@given(st.recursive(st.text(max_size=9), lambda inner: st.tuples(st.sampled_from(
    ["p", "div", "table", "section", "v", "poem", "a", "br", "h1", "w:p", "w:t", "text:p", "sup", "body", "title"]
), st.lists(inner, max_size=4)), max_leaves=30))  # fmt: skip
def test_elements_may_stand_anywhere(tree: object) -> None:
    written = markup(tree)
    read_and_prepare(epub([written]), "a.epub")
    read_and_prepare(fb2(written), "a.fb2")
    read_and_prepare(f"<html><body>{written}</body></html>".encode(), "a.html")
    read_and_prepare(zipped({"word/document.xml": f"<w:document>{written}</w:document>".encode()}), "a.docx")
    read_and_prepare(zipped({"content.xml": f"<office:text>{written}</office:text>".encode()}), "a.odt")


def markup(tree: object) -> str:
    """The tree written as elements."""
    if isinstance(tree, tuple):
        name, children = tree
        return f"<{name}>{''.join(map(markup, children))}</{name}>"
    return str(tree)


@settings(max_examples=150)
@given(st.text(max_size=400))
def test_any_pasted_text_is_cleaned(text: str) -> None:
    if text.strip() and any(char.isalpha() for char in text):
        clean(read_pasted(f"rain {text}"))


def test_the_same_number_makes_the_same_file() -> None:
    assert made(7) == made(7)
    assert made(7) != made(8)


DEEP = 20_000


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"<html><body>" + b"<div>" * DEEP + b"rain", "a.html"),
        (b"<html><body>" + b"<table><tr><td>" * DEEP + b"rain", "a.html"),
        (fb2("<body>" + "<section>" * DEEP + "<p>rain</p>"), "a.fb2"),
        (epub(["<div>" * DEEP + "rain"]), "a.epub"),
        (b"{\\rtf1 " + b"{" * DEEP + b"rain", "a.rtf"),
        (zipped({"word/document.xml": b"<w:document>" + b"<w:p>" * DEEP + b"<w:t>rain</w:t>"}), "a.docx"),
        (zipped({"content.xml": b"<office:text>" + b"<text:p>" * DEEP + b"rain"}), "a.odt"),
        (b"> " * DEEP + b"rain", "a.md"),
        (b"[" * DEEP + b"rain", "a.md"),
        (b"*" * DEEP + b"rain", "a.md"),
        (b"- " * DEEP + b"rain", "a.md"),
        (b"{" * DEEP + b"rain", "a.tex"),
        (b"\\footnote{" * DEEP + b"rain", "a.tex"),
        (b"*_" * DEEP + b"rain", "a.adoc"),
        (b"*_" * (DEEP // 2) + b"rain" + b"_*" * (DEEP // 2), "a.adoc"),
        (b"*/" * (DEEP // 2) + b"rain" + b"/*" * (DEEP // 2), "a.org"),
        (b"".join(b" " * (number % 200) + b".. note::\n\n" for number in range(2_000)) + b"rain", "a.rst"),
        (b"<FinalDraft><Content>" + b"<Paragraph><DualDialogue>" * DEEP + b"<Text>rain", "a.fdx"),
        (zipped({"a.scrivx": b"<S><Binder>" + b"<BinderItem ID='1'><Children>" * DEEP}), "a.zip"),
        (b"".join(b"Content-Type: multipart/mixed; boundary=B%d\n\n--B%d\n" % (n, n) for n in range(3_000)), "a.eml"),
        (b"On " * DEEP + b"wrote:\n> rain", "a.eml"),
    ],
)
def test_deep_nesting_ends_soon(data: bytes, name: str) -> None:
    read_and_prepare(data, name)


@pytest.mark.parametrize("space", [b" ", b"<!DOCTYPE x ["])
def test_what_stands_before_the_root_takes_no_quadratic_time(space: bytes) -> None:
    """A regular expression looked for the XML declaration from each of many spaces: 9 seconds for 50,000 of them."""
    read_and_prepare(zipped({"word/document.xml": space * 60_000 + b"<w:document>rain</w:document>"}), "a.docx")
    read_and_prepare(fb2("<body><p>rain</p></body>").replace(b"?>", b"?>" + space * 60_000), "a.fb2")


def test_comments_before_what_is_no_page_take_no_exponential_time() -> None:
    """A regular expression tried every way to part them into longer ones: each two more took four times as long."""
    assert kind_of(b"<!---->" * 500 + b"The rain") == "text"
    assert kind_of(b"<!-- a --> <!-- b -->\n" * 50 + b"<html>") == "html"


def test_spaces_between_words_and_a_number_take_no_cubic_time() -> None:
    """A regular expression for running heads shared them out between three of its parts: 40 minutes for these."""
    read_and_prepare(("The rain had been falling\n" + f"0{' ' * 15_000}falling since Tuesday.\n" * 5).encode(), "a.txt")


@pytest.mark.parametrize("half", ["&#xD800;", "&#55296;", "&#x0dfff;"])
def test_half_a_character_by_number_is_no_character(half: str) -> None:
    """The parser let it through, and handed out text that no decoder took."""
    assert read_bytes(fb2(f"<body><p>The {half}rain</p></body>"), "a.fb2").text == "The rain"
    assert read_bytes(epub([f"<p>The {half}rain</p>"]), "a.epub").text == "The rain"


def test_a_file_without_a_name_in_an_archive_is_passed_over() -> None:
    """The zip library looked at the last character of its name."""
    data = zipped({"rain.txt": b"The rain", "x.txt": b"Nothing"}).replace(b"x.txt", b"\0.txt")
    assert read_bytes(data, "a.zip").text == "The rain"
