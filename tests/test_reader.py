"""Whatever a file does to the process that reads it costs that file a sentence, within a time and a memory bound."""

import json
import logging
import os
import stat
import sys
import time
import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest

from styles.cleaning.clean import clean
from styles.texts.readers import read_file
from tests import books
from tests.toy import toy_paragraphs, wait_until
from trainer.texts.reader import Progress, Reading, Source, child_command, read_files, sources
from trainer.texts.reader_messages import IntakeLimits

PROSE = "\n\n".join(toy_paragraphs(20))
SHORT = IntakeLimits(memory_bytes=500_000_000, seconds=6, seconds_per_megabyte=0)
BOUND = 60
"""Seconds that a hostile file may take here, where the computer may be busy; they all take less than five."""

CLUMSY = """
import ctypes, os, socket, sys, time
from styles.errors import TextError
from styles.texts.readers import read_file
from trainer.texts import reader_child

def read(path, name):
    match path.stem:
        case "hangs": time.sleep(600)
        case "spins":
            while True: pass
        case "crashes": ctypes.string_at(0)
        case "eats": hoard = [bytearray(50_000_000) for _ in range(1000)]
        case "leaves": os._exit(0)
        case "connects": socket.create_connection(("127.0.0.1", 9))
        case "starts": os.system("true")
        case "quotes": raise ValueError(path.read_text())
        case "prints": print("not an answer", flush=True)
        case "tells": raise TextError(f"{sorted(os.environ)} {os.getcwd()} {os.nice(0)}")
    yield read_file(path, name)

reader_child.main(read)
"""


def clumsy(limits: IntakeLimits) -> list[str]:
    """The command line of a child with the faults that readers may have."""
    return [sys.executable, "-P", "-c", CLUMSY, *child_command(limits)[-2:]]


def given(folder: Path, *names: str) -> list[Source]:
    """Write files of prose and return them as sources."""
    folder.mkdir(exist_ok=True)
    for name in names:
        (folder / name).write_text(PROSE, "utf-8")
    return [Source(folder / name, name) for name in names]


def readings(steps: Sequence[Progress]) -> list[Reading]:
    return [step.reading for step in steps if step.reading]


def sentence(data: bytes, name: str, tmp_path: Path, limits: IntakeLimits | None = None) -> str:
    """Return what is said of one file that gives no text."""
    path = tmp_path / "upload"
    path.write_bytes(data)
    began = time.monotonic()
    steps = list(read_files([Source(path, name)], tmp_path / "shelf", limits or IntakeLimits()))
    assert time.monotonic() - began < BOUND
    assert list((tmp_path / "shelf").iterdir()) == []
    (reading,) = readings(steps)
    assert reading.text is None
    assert name in reading.sentence
    return reading.sentence


def words(data: bytes, name: str, tmp_path: Path) -> str:
    """Return the text of a file that gives one."""
    path = tmp_path / "upload"
    path.write_bytes(data)
    (reading,) = readings(list(read_files([Source(path, name)], tmp_path / "shelf")))
    assert reading.text, reading.sentence
    return "\n".join(reading.text.text().paragraphs)


# What comes


def test_a_text_comes_as_reading_and_cleaning_it_here_gives_it(tmp_path: Path) -> None:
    (file,) = given(tmp_path / "in", "a.txt")
    file.path.write_text(f"[Illustration: a boat]\n\n{PROSE}\n\nЁлка «и» … – конец.", "utf-8")
    (reading,) = readings(list(read_files([file], tmp_path / "shelf")))
    here = clean(read_file(file.path, "a.txt"))
    assert reading.text
    assert reading.text.text() == here
    assert (reading.text.name, reading.text.words) == ("a.txt", here.words)
    assert reading.text.removed == {"image": 1}
    assert stat.S_IMODE(reading.text.file.stat().st_mode) == 0o600
    assert list((tmp_path / "shelf").iterdir()) == [reading.text.file]


def test_progress_tells_which_file_is_at_work_and_how_many_are_done(tmp_path: Path) -> None:
    steps = list(read_files(given(tmp_path, "a.txt", "b.txt"), tmp_path / "shelf"))
    told = dict.fromkeys((step.done, step.of, step.name, step.reading is not None) for step in steps)
    assert list(told) == [
        *((0, 2, "a.txt", False), (0, 2, "a.txt", True)),
        *((1, 2, "b.txt", False), (1, 2, "b.txt", True)),
        (2, 2, "", False),
    ]


def test_one_child_reads_many_files(tmp_path: Path) -> None:
    started: list[str] = []

    def command(limits: IntakeLimits) -> list[str]:
        started.append("a child")
        return child_command(limits)

    list(read_files(given(tmp_path, "a.txt", "b.txt", "c.txt"), tmp_path / "shelf", command=command))
    assert len(started) == 1


def test_a_pasted_text_has_no_format_to_find_out(tmp_path: Path) -> None:
    path = tmp_path / "pasted"
    path.write_text(f"<FictionBook>\n\n{PROSE}", "utf-8")
    (reading,) = readings(list(read_files([Source(path, "Pasted 1", pasted=True)], tmp_path / "shelf")))
    assert reading.text
    assert reading.text.name == "Pasted 1"
    assert "FictionBook" in next(reading.text.text().paragraphs)


def test_a_folder_gives_its_files_by_their_paths_and_no_hidden_ones(tmp_path: Path) -> None:
    given(tmp_path / "in", "b.txt", ".hidden.txt")
    given(tmp_path / "in" / "a", "c.txt")
    given(tmp_path / "in" / "__MACOSX", "d.txt")
    given(tmp_path, "alone.txt")
    found = sources([tmp_path / "in", tmp_path / "alone.txt"])
    assert [file.name for file in found] == ["in/a/c.txt", "in/b.txt", "alone.txt"]
    assert all(file.path.is_file() for file in found)


# What goes wrong


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("hangs.txt", "took longer than 6 seconds to read"),
        ("spins.txt", "took longer than 6 seconds to read"),
        ("crashes.txt", "cannot be read; it may be damaged"),
        ("leaves.txt", "cannot be read; it may be damaged"),
        ("connects.txt", "cannot be read; it may be damaged"),
        ("starts.txt", "cannot be read; it may be damaged"),
        ("eats.txt", "needs more memory"),
    ],
)
def test_a_file_that_breaks_the_child_gets_its_sentence_and_the_next_is_read(
    tmp_path: Path, name: str, said: str
) -> None:
    files = given(tmp_path, "before.txt", name, "after.txt")
    found = readings(list(read_files(files, tmp_path / "shelf", SHORT, clumsy)))
    assert [reading.name for reading in found] == ["before.txt", name, "after.txt"]
    assert found[1].sentence.startswith(f"`{name}` {said}")
    assert found[1].sentence.endswith(".")
    assert found[0].text
    assert found[2].text


def test_what_a_library_prints_is_no_answer(tmp_path: Path) -> None:
    (reading,) = readings(list(read_files(given(tmp_path, "prints.txt"), tmp_path / "shelf", SHORT, clumsy)))
    assert reading.text


@pytest.mark.parametrize("said", ["'nonsense'", '\'{"kind": "Written"}\'', "'[]'", "'é'", "'x' * 200_000"])
def test_a_child_that_talks_nonsense_is_not_believed(tmp_path: Path, said: str) -> None:
    script = f"import sys; sys.stdin.readline(); sys.stdout.buffer.write(({said}).encode() + b'\\n')"
    steps = read_files(given(tmp_path, "a.txt"), tmp_path / "shelf", SHORT, lambda _: [sys.executable, "-c", script])
    (reading,) = readings(list(steps))
    assert "cannot be read" in reading.sentence


def test_a_child_cannot_point_to_a_file_outside(tmp_path: Path) -> None:
    (tmp_path / "secret.json").write_text("{}", "utf-8")
    answer = json.dumps({"kind": "Written", "name": "a", "file": "../../secret.json", "words": 1, "removed": {}})
    script = f"import sys; sys.stdin.readline(); print({answer!r})"
    steps = read_files(given(tmp_path, "a.txt"), tmp_path / "shelf", SHORT, lambda _: [sys.executable, "-c", script])
    (reading,) = readings(list(steps))
    assert "cannot be read" in reading.sentence
    assert (tmp_path / "secret.json").exists()


def test_a_text_that_would_fill_the_disk_is_refused(tmp_path: Path) -> None:
    said = sentence(PROSE.encode(), "a.txt", tmp_path, IntakeLimits(answer_bytes=1000))
    assert "finds no room" in said


def test_a_bug_in_a_reader_is_logged_without_the_text(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        (reading,) = readings(list(read_files(given(tmp_path, "quotes.txt"), tmp_path / "shelf", SHORT, clumsy)))
    assert "cannot be read" in reading.sentence
    assert "ValueError" in caplog.text
    assert PROSE[:40] not in caplog.text


def test_the_child_knows_no_token_and_steps_back_behind_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    (reading,) = readings(list(read_files(given(tmp_path, "tells.txt"), tmp_path / "shelf", SHORT, clumsy)))
    assert "PYTHONPATH" in reading.sentence
    assert "TOKEN" not in reading.sentence
    assert f"{tmp_path}/shelf/.desk" in reading.sentence
    assert int(reading.sentence.rpartition(" ")[2]) >= min(19, os.nice(0) + 5)


def test_giving_up_ends_the_child_and_leaves_nothing_half_done(tmp_path: Path) -> None:
    script = f"import os; open({str(tmp_path / 'pid')!r}, 'w').write(str(os.getpid()))\n" + CLUMSY
    files = given(tmp_path, "a.txt", "hangs.txt")
    command = [sys.executable, "-P", "-c", script, *child_command(SHORT)[-2:]]
    steps = read_files(files, tmp_path / "shelf", SHORT, lambda _: command)
    kept = next(step.reading for step in steps if step.reading)
    next(steps)
    steps.close()
    child = int((tmp_path / "pid").read_text())
    wait_until(lambda: _is_gone(child), 5, "the child's end")
    assert kept.text
    assert list((tmp_path / "shelf").iterdir()) == [kept.text.file]


def _is_gone(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return True
    return False


# Hostile files


LAUGHS = "<!DOCTYPE b [<!ENTITY a0 'ha'>" + "".join(
    f"<!ENTITY a{number} '{f'&a{number - 1};' * 10}'>" for number in range(1, 12)
)


def test_a_zip_bomb_is_refused(tmp_path: Path) -> None:
    said = sentence(books.zipped({"book.fb2": b"<FictionBook>" + bytes(300_000_000)}), "bomb.fb2.zip", tmp_path)
    assert "unpacks to far more" in said


def test_an_archive_in_an_archive_is_not_opened_for_ever(tmp_path: Path) -> None:
    data = PROSE.encode()
    for level in range(30):
        data = books.zipped({f"level{level}.zip": data})
    sentence(data, "nested.zip", tmp_path)


@pytest.mark.parametrize("wrap", ["fb2", "epub"])
def test_entities_that_multiply_stay_small(tmp_path: Path, wrap: str) -> None:
    if wrap == "fb2":
        plain = books.fb2(f"<body><section><p>&a11; {PROSE}</p></section></body>").decode()
        data = plain.replace("?>", f"?>{LAUGHS}]>", 1).encode()
    else:
        page = books.page(f"<p>&a11; {PROSE}</p>").replace("<!DOCTYPE html>", f"{LAUGHS}]>")
        book = books.epub({"page0": "<p>x</p>"})
        with zipfile.ZipFile(BytesIO(book)) as old:
            files = {name: old.read(name) for name in old.namelist()}
        data = books.zipped(files | {"OPS/page0.xhtml": page.encode()})
    path = tmp_path / "upload"
    path.write_bytes(data)
    began = time.monotonic()
    (reading,) = readings(list(read_files([Source(path, f"laughs.{wrap}")], tmp_path / "shelf")))
    assert time.monotonic() - began < BOUND
    assert reading.sentence or (reading.text and reading.text.words < 2 * len(PROSE))


def test_an_external_entity_brings_no_file_of_this_computer(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("the password is swordfish", "utf-8")
    entity = f"<!DOCTYPE b [<!ENTITY x SYSTEM '{(tmp_path / 'secret').as_uri()}'>]>"
    plain = books.fb2(f"<body><section><p>&x; {PROSE}</p></section></body>").decode()
    assert "swordfish" not in words(plain.replace("?>", f"?>{entity}", 1).encode(), "a.fb2", tmp_path)


def test_a_page_nested_a_hundred_thousand_deep_is_dealt_with(tmp_path: Path) -> None:
    deep = "<div>" * 100_000 + f"<p>{PROSE}</p>" + "</div>" * 100_000
    path = tmp_path / "deep.epub"
    path.write_bytes(books.epub([deep, f"<p>{PROSE}</p>"]))
    began = time.monotonic()
    (reading,) = readings(list(read_files([Source(path, path.name)], tmp_path / "shelf")))
    assert time.monotonic() - began < BOUND
    assert bool(reading.text) != bool(reading.sentence)


def test_a_huge_attribute_is_dealt_with(tmp_path: Path) -> None:
    path = tmp_path / "wide.epub"
    path.write_bytes(books.epub([f'<p title="{"wide " * 4_000_000}">{PROSE}</p>']))
    began = time.monotonic()
    (reading,) = readings(list(read_files([Source(path, path.name)], tmp_path / "shelf")))
    assert time.monotonic() - began < BOUND
    assert bool(reading.text) != bool(reading.sentence)


def test_a_picture_that_says_it_is_a_text_is_told(tmp_path: Path) -> None:
    assert "PNG picture" in sentence(b"\x89PNG\r\n\x1a\n" + bytes(1000), "a.txt", tmp_path)


def test_a_book_that_says_it_is_a_text_is_read(tmp_path: Path) -> None:
    assert PROSE[:60] in words(books.epub([f"<p>{PROSE}</p>"]), "a.txt", tmp_path)


def test_a_file_without_end_costs_no_more_than_the_childs_memory(tmp_path: Path) -> None:
    (reading,) = readings(list(read_files([Source(Path("/dev/zero"), "zero.txt")], tmp_path / "shelf")))
    assert "needs more memory" in reading.sentence
