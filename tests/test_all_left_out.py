"""A file of which everything was left out is a text with a sentence, and what is the author's can be put back."""

from pathlib import Path

import pytest

from styles.cleaning.clean import clean
from styles.errors import TextError
from styles.texts.readers import read_bytes
from styles.texts.restoration import put_back
from tests.books import epub
from trainer.texts.reader import Reading, Source, read_files
from ui.html import markup
from ui.strings.strings import ENGLISH, RUSSIAN

TABLE = b"| day | weather |\n|---|---|\n| Tuesday | rain |\n"


def readings(folder: Path) -> list[Reading]:
    (folder / "rain.md").write_bytes(TABLE)
    return [step.reading for step in read_files([Source(folder / "rain.md", "rain.md")], folder) if step.reading]


def test_what_was_left_out_goes_back() -> None:
    text = clean(read_bytes(TABLE, "rain.md"))
    assert text.words == 0
    assert put_back(text, [0]).chapters == (("day weather Tuesday rain",),)


def test_it_is_a_text_with_a_sentence_in_both_languages(tmp_path: Path) -> None:
    (reading,) = readings(tmp_path)
    assert reading.text is not None
    assert (reading.text.words, reading.text.removed) == (0, {"table": 1})
    assert "Everything in `rain.md` was left out" in markup.readings([reading], ENGLISH)
    assert "убрано всё" in markup.readings([reading], RUSSIAN)


def test_a_book_of_pictures_still_has_no_words() -> None:
    with pytest.raises(TextError, match="no words"):
        read_bytes(epub(['<p><img src="page one.png" alt="page one"/></p>']), "scan.epub")
