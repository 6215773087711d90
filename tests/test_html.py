"""A web page comes out as the text it was opened for, in whatever encoding, with its furniture listed as left out."""

import pytest

from styles.text import Text
from styles.texts.readers import read_bytes
from tests.books import RUSSIAN

WET = "The rain had been falling since Tuesday, and nobody in the harbour spoke of anything else."
DRY = "On Sunday it stopped."


def read(body: str, name: str = "a.html", head: str = "") -> Text:
    return read_bytes(
        f"<!DOCTYPE html><html><head><title>x</title>{head}</head><body>{body}</body></html>".encode(), name
    )


def removed(text: Text, reason: str) -> list[str]:
    return [removal.text for removal in text.removals if removal.reason == reason]


def test_paragraphs_lines_and_chapters() -> None:
    text = read(f"<h1>One</h1><p>{WET}<p>The tide comes in<br>and no one asks<h2>Two</h2><p>{DRY}")
    assert text.text == f"{WET}\n\nThe tide comes in\nand no one asks\n\f\n{DRY}"
    assert removed(text, "heading") == ["One", "Two"]
    assert not text.reflow


@pytest.mark.parametrize("encoding", ["windows-1251", "koi8-r", "utf-8", "utf-16"])
@pytest.mark.parametrize("said", [True, False])
def test_every_encoding_whether_it_is_said_or_not(encoding: str, said: bool) -> None:
    meta = f'<meta http-equiv="Content-Type" content="text/html; charset={encoding}">' if said else ""
    written = RUSSIAN.strip().translate(str.maketrans("«»—", '""-')) if encoding == "koi8-r" else RUSSIAN.strip()
    text = read_bytes(f"<html><head>{meta}</head><body><p>{written}</body></html>".encode(encoding), "a.html")
    assert text.text == written


def test_a_page_is_known_by_its_content_or_by_its_name() -> None:
    page = f"<html><body><p>{WET}</p></body></html>".encode()
    assert read_bytes(page, "a.txt").text == WET
    assert read_bytes(f"<p>{WET}</p>".encode(), "a.htm").text == WET
    assert "<p>" in read_bytes(f"<p>{WET}</p>".encode(), "a.txt").text


def test_the_main_part_is_the_text() -> None:
    text = read(f"<div>Shop</div><main><article><p>{WET}</p></article><div>More stories</div></main><p>Terms</p>")
    assert text.text == WET
    assert removed(text, "navigation") == ["Shop", "More stories", "Terms"]


def test_chapters_that_are_articles_all_stay() -> None:
    assert read(f"<article><p>{WET}</p></article><hr><article><p>{DRY}</p></article>").text == f"{WET}\n\f\n{DRY}"


def test_a_main_part_that_holds_little_is_not_believed() -> None:
    assert read(f"<main><p>Hello.</p></main><div><p>{WET}</p></div>").text == f"Hello.\n\n{WET}"


def test_what_stands_around_the_text_goes() -> None:
    body = (
        "<header><img src='logo.png'>The Harbour Gazette</header><nav><a href='/'>Home</a></nav><ul>"
        "<li><a href='http://x/1'>A</a><li><a href='http://x/2'>B</a><li><a href='http://x/3'>C</a></ul>"
        "<div class='breadcrumbs'>Home &gt; Rain</div>"
        f"<div id='content'><p>{WET}</p><form><input><button>Send</button></form><script>var x = '<p>no</p>';</script>"
        "<aside>Read also</aside><div class='share-buttons social'>Tweet</div><p style='display: none'>Unseen</p>"
        f"<p>{DRY}</p></div><section id='comments'><p>First!</p></section><footer>© Gazette</footer>"
        "<noscript>Turn it on</noscript>"
    )
    text = read(body)
    assert text.text == f"{WET}\n\n{DRY}"
    assert removed(text, "navigation") == [
        *("The Harbour Gazette", "Home", "A B C", "Home > Rain", "Read also", "Tweet", "Unseen", "First!", "© Gazette")
    ]


def test_a_chapters_own_header_is_a_heading_and_a_quotes_footer_is_text() -> None:
    text = read(
        f"<section><header><h2>One</h2></header><blockquote>{WET}<footer>a pilot</footer></blockquote></section>"
    )
    assert text.text == f"{WET}\n\na pilot"
    assert removed(text, "heading") == ["One"]


def test_notes_tables_and_code_go() -> None:
    body = (
        f"<p>{WET}<sup><a href='#n1'>[1]</a></sup></p><table><tr><td>1</td></tr></table>"
        f"<pre><code class='language-py'>x = 1</code></pre>"
        f"<pre><code>A line\nof verse</code></pre><p>{DRY}</p><p id='n1'>[1] A note.</p>"
        "<ol class='references'><li>Pilot, 1901.</li></ol>"
    )
    text = read(body)
    assert text.text == f"{WET}\n\nA line\nof verse\n\n{DRY}"
    assert removed(text, "note") == ["[1] A note.", "Pilot, 1901."]
    assert (removed(text, "table"), removed(text, "code")) == (["1"], ["x = 1"])


def test_short_and_repeated_paragraphs_stay() -> None:
    body = "".join(f"<p>{line}</p>" for line in ("— Да.", "— Нет.", "— Да.", "— Нет."))
    assert read(body).text == "— Да.\n\n— Нет.\n\n— Да.\n\n— Нет."


def test_a_text_file_in_the_clothes_of_a_page_is_read_as_one() -> None:
    text = read(f"<p>Library</p><pre>   {WET[:40]}\n{WET[40:]}\n   {DRY} 1 &lt; 2</pre>")
    assert text.reflow
    assert text.text == f"   {WET[:40]}\n{WET[40:]}\n   {DRY} 1 < 2"
    assert removed(text, "navigation") == ["Library"]


def test_a_damaged_page_is_read_as_browsers_do() -> None:
    assert read(f"<div><p>{WET}<b>no</div></i><p>R&D & more < less &nbsp;{DRY}").text.endswith(
        f"R&D & more < less {DRY}".replace("less ", "less \u00a0")
    )


@pytest.mark.parametrize("never_closed", ["<div>", "<dd>", "<span><br><br>", "<p><font size=2>", "<font><div>"])
def test_tags_that_are_never_closed_lose_nothing(never_closed: str) -> None:
    text = read("".join(f"{never_closed}Rain number {number}." for number in range(2_000)))
    assert text.text.split("\n\n") == [f"Rain number {number}." for number in range(2_000)]
