"""Real files of every kind: each begins and ends with its text, and has as many words, or is refused for its reason."""

import re
from pathlib import Path

import pytest

from styles.cleaning.clean import clean
from styles.errors import TextError
from styles.texts.readers import read_file

pytestmark = pytest.mark.corpora

READ = [
    # name, words, how the text begins and ends, chapters
    ("en_article.pdf", 727, "Large language models (LLMs) are becoming", "steps. (Section 2.2)", 1),
    ("en_article_with_tables.docx", 609, "Qingyun Wu , Gagan Bansal", "Test Image:", 4),
    ("en_big_with_images_and_tables.fb2", 2_590, "Test epigraph line here.", "techically not-an-author", 39),
    ("en_dubliners.epub", 67_541, "There was no hope", "the living and the dead.", 25),
    ("en_epub2_no_cover.epub", 3, "Pandoc EPUB2 Test", "Pandoc EPUB2 Test", 1),
    ("en_footnotes.docx", 1, "Ouch.", "Ouch.", 1),
    ("en_notes.fb2", 3, "Note.", "Second note.", 1),
    ("en_sample.rtf", 15, "It is included to test if", "can correctly convert RTF files.", 1),
    ("en_scan_with_ocr_layer.pdf", 2_278, "however, did not last long", "through the air (No. 2.)", 1),
    ("en_simple.odt", 20, "• Parrots", "DOYLESTOWN, PA 18901", 1),
    ("en_utf8_bom.txt", 110, "About 2 months ago I", "a global awareness day", 1),
    ("en_wasteland.epub", 1_337, "April is the cruellest month", "good night, good night.", 2),
    ("en_writer.fb2", 897, "This is a set of tests", "Here is a movie icon.", 22),
    ("ru_cp1251_palata_6.fb2", 16_083, "В больничном дворе стоит", "Михаил Аверьяныч и Дарьюшка.", 19),
    ("ru_cp1251_palata_6_hardwrapped.txt", 16_083, "В больничном дворе стоит", "Михаил Аверьяныч и Дарьюшка.", 19),
    ("ru_cp866_nos.txt", 7_650, "Марта 25 числа случилось", "редко, но бывают.", 3),
]
REFUSED = [
    ("empty.docx", "has no words in it"),
    ("password.pdf", "asks for a password"),
]

GARBLED = re.compile("[\ufffd\x7f-\x9f]|[ÐÑÃÂ][\xa0-\xbf]|(?:[РС][°-ї‘’“”•–—™]){3}")
"""What a wrong encoding makes of letters."""


def test_every_file_is_in_the_table(corpora: Path) -> None:
    files = {path.name for path in (corpora / "awkward").iterdir()} - {"SOURCE.txt"}
    assert files == {name for name, *_ in READ} | {name for name, _ in REFUSED}


@pytest.mark.parametrize(("name", "words", "first", "last", "chapters"), READ)
def test_real_files_begin_and_end_with_their_text(
    corpora: Path, name: str, words: int, first: str, last: str, chapters: int
) -> None:
    cleaned = clean(read_file(corpora / "awkward" / name))
    found = list(cleaned.paragraphs)
    assert found[0].startswith(first)
    assert found[-1].endswith(last)
    assert cleaned.words == words
    assert len(cleaned.chapters) == chapters
    assert not GARBLED.search("\n".join(found))


@pytest.mark.parametrize(("name", "why"), REFUSED)
def test_what_cannot_be_read_is_refused_for_its_reason(corpora: Path, name: str, why: str) -> None:
    with pytest.raises(TextError, match=why) as caught:
        read_file(corpora / "awkward" / name)
    assert f"`{name}`" in str(caught.value)


def test_wrong_encodings_are_seen() -> None:
    assert GARBLED.search("Привет".encode().decode("windows-1251", "replace"))
    assert GARBLED.search("été".encode().decode("windows-1252"))
    assert not GARBLED.search("Привет, été — «ÎÏ»")


def test_the_lines_of_a_long_poem_stay_lines(corpora: Path) -> None:
    found = list(clean(read_file(corpora / "awkward" / "en_wasteland.epub")).paragraphs)
    assert sum(paragraph.count("\n") + 1 for paragraph in found) == 172
    assert not any(char.isdigit() or char == "*" for paragraph in found for char in paragraph)


def test_two_layouts_of_one_story_come_out_the_same(corpora: Path) -> None:
    book, lines = (
        [" ".join(paragraph.split()) for paragraph in clean(read_file(corpora / "awkward" / name)).paragraphs]
        for name in ("ru_cp1251_palata_6.fb2", "ru_cp1251_palata_6_hardwrapped.txt")
    )
    assert book == lines
