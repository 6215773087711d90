"""A run is one folder: what is written is read again, whatever was killed, and nobody sees another's."""

import errno
import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock, Timeout
from hypothesis import given
from hypothesis import strategies as st

from styles.corpus.corpus import Corpus
from styles.examples.edits import Edits
from tests.test_events import EVENTS
from trainer.errors import RunError
from trainer.model.checkpoints import prepare_checkpoints
from trainer.processes.child import child_environment
from trainer.runs.events import Event, Failed, Finished, Phase, Started, Stopped, to_line
from trainer.runs.names import clean_name, file_name
from trainer.runs.recipe import Recipe
from trainer.runs.records import NewRun, Sample
from trainer.runs.run import Run, Status

HOLDER = """
import sys, time
from pathlib import Path
from trainer.runs.run import Run
with Run(Path(sys.argv[1])).lock():
    print("held", flush=True)
    time.sleep(60)
"""

STARTED = Started("fake", "cpu", examples=8, steps=4)
FINISHED = Finished(4, 4, "steps done", seconds=1.0)
STOPPED = Stopped(2, 1.0)


@pytest.fixture
def holder(run: Run) -> Iterator[subprocess.Popen[str]]:
    """A real process that holds the run as a training child does."""
    command = [sys.executable, "-c", HOLDER, str(run.folder)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=child_environment())
    assert child.stdout
    assert child.stdout.readline() == "held\n"
    yield child
    child.kill()
    child.communicate()


def broken_off(run: Run, piece: bytes) -> None:
    """Leave the beginning of a line at the end of the events, as a kill does."""
    with (run.folder / "events.jsonl").open("ab") as file:
        file.write(piece)


# Create, find, list, rename, delete


def test_a_new_run_gives_back_what_it_was_made_of(home: Path, corpus: Corpus) -> None:
    recipe = Recipe(seed=7)
    run = Run.create(home, NewRun(recipe, corpus, "Письма", "ann"))
    assert (run.recipe, run.corpus) == (recipe, corpus)
    assert (run.about.name, run.about.owner, run.about.language) == ("Письма", "ann", corpus.language)
    assert run.about.base == recipe.base


def test_a_run_keeps_the_authors_edits_and_one_without_has_no_file_for_them(home: Path, corpus: Corpus) -> None:
    edits = Edits().drop("a").change("b", "Дождь?", "Дождь.")
    edited = Run.create(home, NewRun(Recipe(), corpus, "Edited", "ann", edits))
    plain = Run.create(home, NewRun(Recipe(), corpus, "Plain", "ann"))
    assert (edited.edits, plain.edits) == (edits, Edits())
    assert not (plain.folder / "edits.json").exists()


def test_checkpoints_of_other_edits_are_not_gone_on_from(run: Run) -> None:
    def leave_a_checkpoint() -> Path:
        checkpoint = run.folder / "checkpoints" / "checkpoint-3"
        checkpoint.mkdir(exist_ok=True)
        (checkpoint / "trainer_state.json").write_text("{}", "utf-8")
        (checkpoint / "adapter_model.safetensors").write_bytes(b"")
        return checkpoint

    assert prepare_checkpoints(run) is None
    checkpoint = leave_a_checkpoint()
    assert prepare_checkpoints(run) == checkpoint
    (run.folder / "edits.json").write_text(json.dumps(Edits().drop("a").to_json()), "utf-8")
    assert prepare_checkpoints(run) is None
    leave_a_checkpoint()
    assert prepare_checkpoints(run) == checkpoint


def test_a_new_run_has_said_nothing_and_has_no_adapter(run: Run) -> None:
    assert (run.events, run.samples, run.has_adapter, run.status()) == ([], [], False, "waiting")


def test_an_id_cannot_be_guessed(home: Path, corpus: Corpus) -> None:
    ids = {Run.create(home, NewRun(Recipe(), corpus, "same", "ann")).id for _ in range(5)}
    assert len(ids) == 5
    assert all(re.fullmatch(r"\d{8}-[\w-]{16}", one) for one in ids)


def test_a_run_is_found_by_its_id(home: Path, run: Run) -> None:
    assert Run.of(home, run.id, "ann") == Run.of(home, run.id) == run


def test_runs_are_listed_newest_first_and_only_the_owners(home: Path, corpus: Corpus) -> None:
    made = [Run.create(home, NewRun(Recipe(), corpus, "one", owner)) for owner in ("ann", "bob", "ann")]
    assert Run.all(home, "ann") == [made[2], made[0]]
    assert Run.all(home) == made[::-1]


def test_a_home_that_is_not_there_yet_has_no_runs(tmp_path: Path) -> None:
    assert Run.all(tmp_path / "nowhere") == []


def test_folders_that_are_no_runs_are_passed_over(home: Path, run: Run) -> None:
    for name, content in {"empty": None, "torn": '{"name": "x", "ow', "list": "[]", "other": '{"a": 1}'}.items():
        (home / "runs" / name).mkdir()
        if content:
            (home / "runs" / name / "run.json").write_text(content, "utf-8")
    assert Run.all(home) == [run]


def test_another_owners_run_is_as_unknown_as_one_that_never_was(home: Path, run: Run) -> None:
    sentences = set()
    for identity in (run.id, "20260101-AAAAAAAAAAAAAAAA"):
        with pytest.raises(RunError) as caught:
            Run.of(home, identity, "bob")
        sentences.add(str(caught.value))
    assert len(sentences) == 1


def test_nobody_without_a_name_is_everybody(home: Path, run: Run) -> None:
    with pytest.raises(RunError):
        Run.of(home, run.id, "")
    assert Run.all(home, "") == []


@pytest.mark.parametrize(
    "reach",
    [
        lambda identity: f"../{identity}",
        lambda identity: f"../../runs/{identity}",
        lambda identity: f"x/../{identity}",
        lambda identity: f"{identity}/",
        lambda identity: f"{identity}\0",
        lambda identity: f"{identity}\n",
        lambda identity: "../outside",
        lambda identity: "..",
        lambda identity: ".",
        lambda identity: "",
        lambda identity: ".hidden",
        lambda identity: "x" * 300,
        lambda identity: "\ud800",
        lambda identity: "бег",
    ],
)
def test_an_id_is_never_a_path(home: Path, run: Run, reach: Callable[[str], str]) -> None:
    about = (run.folder / "run.json").read_text("utf-8")
    for place in (home / "outside", home, home / "runs" / ".hidden"):
        place.mkdir(exist_ok=True)
        (place / "run.json").write_text(about, "utf-8")
    with pytest.raises(RunError, match="no such run"):
        Run.of(home, reach(run.id), "ann")


def test_a_run_with_a_damaged_record_is_unknown(home: Path, run: Run) -> None:
    (run.folder / "run.json").write_text("{", "utf-8")
    with pytest.raises(RunError, match="no such run"):
        Run.of(home, run.id, "ann")


def test_a_new_name_keeps_everything_else(run: Run) -> None:
    before = run.about
    run.rename("  Her \n letters ")
    assert run.about == type(before)("Her letters", before.owner, before.made, before.language, before.base)
    assert {path.name for path in run.folder.iterdir()} == {"recipe.json", "corpus.json", "run.json"}


def test_a_deleted_run_leaves_nothing_behind(home: Path, run: Run) -> None:
    run.append(STARTED)
    run.delete()
    assert list((home / "runs").iterdir()) == []


def test_looking_at_a_deleted_run_does_not_bring_its_folder_back(run: Run) -> None:
    run.delete()
    assert run.status() == "waiting"
    assert not run.folder.exists()


@pytest.mark.usefixtures("holder")
def test_a_run_that_is_training_cannot_be_deleted(run: Run) -> None:
    with pytest.raises(RunError, match="Stop it first"):
        run.delete()
    assert run.folder.is_dir()


# When the disk gives no room


class FullDisk(Corpus):
    """A corpus during whose writing the disk fills up."""

    error: Exception = OSError(errno.ENOSPC, "No space left on device")

    def to_json(self) -> dict[str, Any]:
        raise self.error


def test_a_disk_that_is_full_leaves_no_part_of_a_run(home: Path, corpus: Corpus) -> None:
    full = FullDisk(corpus.language, corpus.train, corpus.held_out, corpus.report)
    with pytest.raises(RunError, match="No space left on device"):
        Run.create(home, NewRun(Recipe(), full, "Toy", "ann"))
    assert list((home / "runs").iterdir()) == []


def test_a_bug_while_writing_leaves_no_part_of_a_run(home: Path, corpus: Corpus) -> None:
    class Bug(FullDisk):
        error = KeyError("passages")

    with pytest.raises(KeyError):
        Run.create(
            home, NewRun(Recipe(), Bug(corpus.language, corpus.train, corpus.held_out, corpus.report), "Toy", "ann")
        )
    assert list((home / "runs").iterdir()) == []


def test_a_home_that_is_a_file_is_a_sentence(tmp_path: Path, corpus: Corpus) -> None:
    (tmp_path / "file").write_text("not a folder", "utf-8")
    with pytest.raises(RunError, match=r"^The run cannot be written: .*\.$"):
        Run.create(tmp_path / "file", NewRun(Recipe(), corpus, "Toy", "ann"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_home_that_is_read_only_is_a_sentence(tmp_path: Path, corpus: Corpus) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(RunError, match="cannot be written"):
        Run.create(tmp_path / "home", NewRun(Recipe(), corpus, "Toy", "ann"))


# Names


@given(st.text())
def test_any_name_becomes_one_short_printable_line(name: str) -> None:
    cleaned = clean_name(name)
    assert 0 < len(cleaned) <= 80
    assert cleaned.isprintable()


@given(st.text())
def test_a_clean_name_stays_as_it_is(name: str) -> None:
    assert clean_name(clean_name(name)) == clean_name(name)


def test_a_name_that_is_cut_between_two_words_ends_in_no_blank() -> None:
    assert clean_name("x" * 79 + " y") == "x" * 79


def test_letters_and_quotes_of_a_name_stay() -> None:
    assert clean_name("«Ёлка» — Anna's “best”") == "«Ёлка» — Anna's “best”"


@pytest.mark.parametrize("name", ["", " ", "\n\t", "\u2028"])
def test_a_run_without_a_name_is_untitled(name: str) -> None:
    assert clean_name(name) == "Untitled"


# Events and samples


@given(events=st.lists(EVENTS, max_size=5))
def test_what_is_appended_is_read_in_order(tmp_path_factory: pytest.TempPathFactory, events: list[Event]) -> None:
    run = Run(tmp_path_factory.mktemp("run"))
    for event in events:
        run.append(event)
    assert repr(run.events) == repr(events)


def test_a_reader_goes_on_where_it_left_off(run: Run) -> None:
    run.append(STARTED)
    first, offset = run.read_events()
    run.append(STOPPED)
    second, end = run.read_events(offset)
    assert (first, second) == ([STARTED], [STOPPED])
    assert run.read_events(end) == ([], end)


def test_a_run_that_has_said_nothing_keeps_the_offset(run: Run) -> None:
    assert run.read_events(0) == ([], 0)


def test_half_a_line_is_not_read_until_it_is_whole(run: Run) -> None:
    run.append(STARTED)
    line = (to_line(Failed("Нет места — диск полон.")) + "\n").encode()
    middle = line.index("Н".encode()) + 1  # inside a letter
    broken_off(run, line[:middle])
    said, offset = run.read_events()
    assert said == [STARTED]
    broken_off(run, line[middle:])
    assert [type(event) for event in run.read_events(offset)[0]] == [Failed]


@pytest.mark.parametrize(
    "broken", [b'{"kind": "Fin', b"\xd0", b"\xff\xfe", b"null", b"[]", b"\0\0\0", b'{"kind": "X"}']
)
def test_a_broken_line_is_passed_over_and_costs_no_other(run: Run, broken: bytes) -> None:
    run.append(STARTED)
    broken_off(run, broken)
    run.append(STOPPED)
    assert run.events == [STARTED, STOPPED]


def test_a_separator_inside_a_sentence_ends_no_line(run: Run) -> None:
    failed = Failed("one\u2028two\x85three\rfour\nfive")
    run.append(failed)
    assert run.events == [failed]


def test_a_sample_keeps_its_paragraphs_and_letters(run: Run) -> None:
    sample = Sample(5, "Напиши: ёж", "— Ёж!\n\n«Да…»\u2028— сказал он.")
    run.write_sample(sample)
    assert run.samples == [sample]


def test_a_sample_made_again_replaces_the_old_one(run: Run) -> None:
    for sample in (Sample(0, "a", "old"), Sample(5, "a", "five"), Sample(0, "a", "new"), Sample(0, "b", "other")):
        run.write_sample(sample)
    assert {(sample.step, sample.text) for sample in run.samples} == {(0, "new"), (0, "other"), (5, "five")}
    assert [sample.step for sample in run.samples] == [0, 0, 5]


@pytest.mark.parametrize("broken", [b'{"step": 3, "pro', b"\xd0", b"null", b'{"mood": 1}'])
def test_a_broken_sample_is_passed_over_and_costs_no_other(run: Run, broken: bytes) -> None:
    with (run.folder / "samples.jsonl").open("wb") as file:
        file.write(broken)
    run.write_sample(Sample(5, "a", "ё"))
    assert run.samples == [Sample(5, "a", "ё")]


# Status


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ([], "waiting"),
        ([Phase("loading")], "interrupted"),
        ([STARTED, Phase("training")], "interrupted"),
        ([STARTED, FINISHED], "finished"),
        ([STARTED, STOPPED], "stopped"),
        ([Failed("No.")], "failed"),
        ([STARTED, STOPPED, Phase("loading")], "interrupted"),
        ([Failed("No."), STARTED, FINISHED], "finished"),
    ],
)
def test_a_status_follows_from_the_last_event(run: Run, said: list[Event], status: Status) -> None:
    for event in said:
        run.append(event)
    assert run.status() == status


@pytest.mark.usefixtures("holder")
@pytest.mark.parametrize("said", [[], [STARTED], [STARTED, STOPPED]], ids=len)
def test_a_run_whose_child_lives_is_running(run: Run, said: list[Event]) -> None:
    for event in said:
        run.append(event)
    assert run.status() == "running"


def test_a_run_whose_child_was_killed_is_interrupted(run: Run, holder: subprocess.Popen[str]) -> None:
    run.append(STARTED)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    assert run.status() == "interrupted"


def test_a_last_word_said_while_one_looks_is_not_missed(run: Run) -> None:
    class EndingNow(Run):
        def child_lives(self) -> bool:
            self.append(FINISHED)
            return False

    run.append(STARTED)
    assert EndingNow(run.folder).status() == "finished"


def test_several_who_look_at_once_do_not_take_each_other_for_a_child(run: Run) -> None:
    seen: set[bool] = set()

    def look() -> None:
        seen.update(run.child_lives() for _ in range(100))

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {False}


def test_a_look_never_keeps_a_child_from_its_run(run: Run) -> None:
    look = FileLock(run.folder / "lock", thread_local=False)
    look.acquire()
    threading.Timer(0.05, look.release).start()
    with run.lock():
        assert not look.is_locked


@pytest.mark.usefixtures("holder")
def test_a_second_child_does_not_get_the_run(run: Run) -> None:
    with pytest.raises(Timeout):
        run.lock().acquire(timeout=0)


def test_a_wish_to_stop_is_heard_and_can_be_forgotten(run: Run) -> None:
    run.ask_to_stop()
    assert run.stop_asked()
    run.clear_stop()
    run.clear_stop()
    assert not run.stop_asked()


def test_the_record_is_plain_text_that_a_person_can_read(run: Run) -> None:
    run.rename("Тётя Зоя")
    assert json.loads((run.folder / "run.json").read_text("utf-8"))["name"] == "Тётя Зоя"
    assert "Тётя Зоя" in (run.folder / "run.json").read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("The Harbour Log", "the-harbour-log"),
        ("Чехов: «Письма» — том 1", "chekhov-pisma-tom-1"),
        ("Щёлкунчик, объём", "shchyolkunchik-obyom"),
        ("Été à l’ombre", "ete-a-l-ombre"),
        ("../../x", "x"),
        ("日本", "style"),
        ("a" * 90, "a" * 60),
    ],
)
def test_a_name_becomes_one_that_file_systems_and_the_hub_take(name: str, file: str) -> None:
    assert file_name(name) == file
