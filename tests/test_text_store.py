"""The store keeps texts on disk, each visitor's apart, and leaves none behind."""

import stat
import subprocess
import sys
from pathlib import Path

import pytest

from styles.cleaning.clean import CleanText
from styles.errors import TextError
from styles.texts import saved_text
from styles.texts.revision import Revision
from styles.texts.saved_text import SavedText
from tests.toy import text
from trainer.texts.reader import Reading
from ui.visitors.text_store import TextStore


@pytest.fixture
def store(tmp_path: Path) -> TextStore:
    return TextStore(tmp_path / "shelf")


def kept(store: TextStore, clean: CleanText) -> SavedText:
    return saved_text.write(clean, store.folder / f"{clean.name}.json")


def put(store: TextStore, owner: str, name: str) -> SavedText:
    written = kept(store, text(name, 40))
    store.add(owner, [Reading(name, written)])
    return written


def test_a_text_comes_back_as_it_was_put_there(store: TextStore) -> None:
    put(store, "ada", "a.txt")
    (found,) = store.texts("ada")
    assert found.text() == text("a.txt", 40)
    assert found.words == 40


def test_nobody_else_on_the_computer_can_read_a_text(store: TextStore) -> None:
    written = put(store, "ada", "a.txt")
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(written.file.stat().st_mode) == 0o600


def test_a_removed_text_leaves_the_disk(store: TextStore) -> None:
    written = put(store, "ada", "a.txt")
    store.remove("ada", 0)
    store.remove("ada", 7)
    assert not written.file.exists()
    with pytest.raises(TextError, match="is not here any more"):
        written.text()


def test_a_file_given_again_takes_the_old_ones_place_unless_it_fails(store: TextStore) -> None:
    first = put(store, "ada", "a.txt")
    store.add("ada", [Reading("a.txt", sentence="It is empty.")])
    assert first in store.texts("ada")
    again = saved_text.write(text("a.txt", 80), store.folder / "again.json")
    store.add("ada", [Reading("a.txt", again)])
    assert [reading.text for reading in store.of("ada")] == [again]
    assert not first.file.exists()


def test_decisions_are_remembered_as_long_as_the_texts_are_here(tmp_path: Path) -> None:
    now = [0.0]
    store = TextStore(tmp_path / "shelf", clock=lambda: now[0])
    decided = Revision().putting_back("a.txt", [0, 2])
    store.revise("ada", decided)
    assert store.revision("ada") == Revision()  # she has no texts
    put(store, "ada", "a.txt")
    store.revise("ada", decided)
    assert (store.revision("ada"), store.revision("bob")) == (decided, Revision())
    now[0] = 1_000_000
    store.add("bob", [Reading("b.txt")])
    assert store.revision("ada") == Revision()


def test_forgotten_texts_go(tmp_path: Path) -> None:
    now = [0.0]
    store = TextStore(tmp_path / "shelf", clock=lambda: now[0])
    forgotten = put(store, "ada", "a.txt")
    now[0] = 1_000_000
    store.add("bob", [Reading("b.txt")])
    assert store.of("ada") == []
    assert len(store.of("bob")) == 1
    assert not forgotten.file.exists()


KEEPS = """
import os, sys
from pathlib import Path
from styles.texts import saved_text
from tests.toy import text
from ui.visitors.text_store import TextStore
store = TextStore(Path(sys.argv[1]))
saved_text.write(text("a.txt", 40), store.folder / "a.json")
if sys.argv[2] == "killed":
    os._exit(9)
"""


def end_a_process(place: Path, how: str) -> None:
    root = Path(__file__).parents[1]
    subprocess.run([sys.executable, "-c", KEEPS, str(place), how], cwd=root, check=how != "killed")


def test_nothing_stays_when_the_process_ends(tmp_path: Path) -> None:
    end_a_process(tmp_path / "shelf", "by itself")
    assert list((tmp_path / "shelf").iterdir()) == []


def test_what_a_killed_process_left_is_swept_up_and_a_living_ones_is_not(tmp_path: Path, store: TextStore) -> None:
    living = put(store, "ada", "a.txt")
    end_a_process(tmp_path / "shelf", "killed")
    assert len(list((tmp_path / "shelf").glob("*/*.json"))) == 2
    TextStore(tmp_path / "shelf")
    assert list((tmp_path / "shelf").glob("*/*.json")) == [living.file]
