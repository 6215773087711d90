"""A library's corpus, made by a child from Arrow files, is the one that would be made here; a drawn part is even."""

import sys
from pathlib import Path

import pytest

from styles.cleaning.clean import CleanText
from styles.corpus import builder
from styles.corpus.corpus import Passage
from styles.corpus.passages import PassageSize
from styles.errors import TextError
from styles.text import Removal
from styles.texts import private, saved_text
from styles.texts.revision import Revision
from styles.texts.saved_text import SavedText
from tests.toy import toy_paragraphs
from trainer.errors import RunError
from trainer.texts.corpus_child import PAGE, ArrowPassages, drawn
from trainer.texts.preparation import Draw, prepare
from trainer.texts.reader import Progress, outcome

SIZE = PassageSize(40, 90)


@pytest.fixture
def library(tmp_path: Path) -> list[SavedText]:
    texts = [CleanText(f"book {seed}.txt", (toy_paragraphs(40, seed),), ()) for seed in range(1, 7)]
    texts.append(CleanText("again.txt", texts[0].chapters, ()))
    return [saved_text.write(text, tmp_path / f"{place}.json") for place, text in enumerate(texts)]


def desks(folder: Path) -> list[Path]:
    return list(folder.glob(".*"))


def test_a_child_makes_the_corpus_that_would_be_made_here(library: list[SavedText], tmp_path: Path) -> None:
    steps: list[Progress] = []
    made = outcome(prepare(library, SIZE, tmp_path, library_words=0), steps.append)
    assert made == builder.build_corpus((text.text() for text in library), SIZE)
    assert made.report.removed["identical text"] == 1
    names = [text.name for text in library]
    told = [Progress(done, 7, names[min(done, 6)]) for done in range(8)]
    assert list(dict.fromkeys(steps)) == [*told, Progress(7, 7)]
    assert desks(tmp_path) == []


def test_a_few_texts_need_no_child(library: list[SavedText], tmp_path: Path) -> None:
    steps: list[Progress] = []
    made = outcome(prepare(library, SIZE, tmp_path, command=lambda *_: ["no such program"]), steps.append)
    assert made.report.documents == 6
    assert steps == []


def test_of_a_library_an_even_part_is_kept_and_the_report_covers_all(library: list[SavedText], tmp_path: Path) -> None:
    whole = outcome(prepare(library, SIZE, tmp_path))
    part = outcome(prepare(library, SIZE, tmp_path, draw=Draw(12, 3, 3), library_words=0))
    assert part.report == whole.report
    assert (len(part.train), len(part.held_out)) == (12, 3)
    assert part.passages == 15 < part.report.passages == whole.passages
    places = [whole.train.index(passage) for passage in part.train]
    steps = {after - before for before, after in zip(places, places[1:], strict=False)}
    assert max(steps) - min(steps) <= 1
    assert {passage.document for passage in part.train} == {passage.document for passage in whole.train}
    assert set(part.held_out) <= set(whole.held_out)


def test_what_the_author_decided_is_told_to_the_child(tmp_path: Path) -> None:
    paragraphs = (*toy_paragraphs(60), "Write to ann@example.org at once.")
    removal = Removal("heading", "The lost heading", 0)
    book = saved_text.write(CleanText("a.txt", (paragraphs, paragraphs[:20]), (removal,)), tmp_path / "a.json")
    first = outcome(prepare([book], SIZE, tmp_path, library_words=0))
    repeated = {one.passage.id for one in first.left_out if one.why.reason == "near-duplicate"}
    (address,) = private.find(book.text())
    revision = Revision().putting_back("a.txt", [0]).masking([address.id]).keeping(repeated)
    made = outcome(prepare([book], SIZE, tmp_path, revision, library_words=0))
    assert repeated
    assert made == outcome(prepare([book], SIZE, tmp_path, revision))
    assert made != first
    assert "The lost heading" in made.train[0].text


def test_giving_up_leaves_nothing_behind(library: list[SavedText], tmp_path: Path) -> None:
    steps = prepare(library, SIZE, tmp_path, library_words=0)
    assert next(steps).name == "book 1.txt"
    assert len(desks(tmp_path)) == 1
    steps.close()
    assert desks(tmp_path) == []


def test_a_text_that_was_taken_away_meanwhile_is_named(library: list[SavedText], tmp_path: Path) -> None:
    library[2].file.unlink()
    with pytest.raises(TextError, match=r"`book 3\.txt` is not here any more"):
        outcome(prepare(library, SIZE, tmp_path, library_words=0))
    assert desks(tmp_path) == []


@pytest.mark.parametrize("script", ["", "input(); print('nonsense')", "import os; os.abort()"])
def test_a_child_that_ends_without_a_word_is_told(library: list[SavedText], tmp_path: Path, script: str) -> None:
    with pytest.raises(RunError, match="could not be prepared"):
        outcome(prepare(library, SIZE, tmp_path, library_words=0, command=lambda *_: [sys.executable, "-c", script]))
    assert desks(tmp_path) == []


def test_passages_come_back_from_the_arrow_file_as_they_went_in(tmp_path: Path) -> None:
    passages = [Passage(f"Ёж «{number}» …\n\n—", number, "a.txt", number % 3, "") for number in range(2 * PAGE + 7)]
    store = ArrowPassages(tmp_path / "passages.arrow")
    for passage in passages:
        store.append(passage)
    assert [store[place] for place in range(len(passages))] == passages
    assert store[0] == passages[0]


def test_places_are_drawn_at_even_distances() -> None:
    assert drawn(range(10), 20) == list(range(10))
    assert drawn(range(10), 5) == [0, 2, 4, 6, 8]
    assert drawn({7: "a", 1: "b"}, 1) == [1]
    assert drawn([], 3) == []
