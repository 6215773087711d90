"""Children are started, watched and ended by their own handle; toy children stand in for the ones with a model."""

import json
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Empty, Queue
from typing import Any

import pytest

from styles.corpus.corpus import Corpus
from tests.toy import wait_until
from trainer.compare.comparison import Answer, Answered, Comparison, Done, Ready, TextDelta, Trouble
from trainer.errors import RunError
from trainer.processes.benchmark import measure
from trainer.processes.child import ChildCommand, child_command, child_environment
from trainer.processes.generator import Generator
from trainer.processes.queue import TrainingQueue
from trainer.runs.estimate import TrainingSpeed
from trainer.runs.events import Failed, Started, Stopped
from trainer.runs.recipe import Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run

PATIENCE = 20

FINETUNE = """
import json, os, time
from pathlib import Path
from filelock import FileLock, Timeout
from trainer.runs.events import Failed, Finished, Started, Stopped, to_line

def say(event):
    with open("events.jsonl", "a", encoding="utf-8") as file:
        file.write(to_line(event) + chr(10))

plan = json.loads(Path("run.json").read_text("utf-8"))["name"]
if plan == "mute":
    raise SystemExit("cannot even begin")
try:
    lock = FileLock("lock", timeout=0).acquire()
except Timeout:
    raise SystemExit(2)
Path("pid").write_text(str(os.getpid()))
say(Started("fake", "cpu", 1, 1))
if plan == "crash":
    raise RuntimeError("a bug")
if plan == "says why":
    say(Failed("The disk is full."))
    raise SystemExit(1)
stop = Path("stop")
while plan == "long" and not stop.exists() or plan == "deaf":
    time.sleep(0.01)
say(Stopped(1, 0.0) if stop.exists() else Finished(1, 1, "steps done", 0.0))
"""

GENERATE = """
import os, queue, sys, threading, time
from trainer.compare.comparison import Answered, Done, Ready, Trouble, TextDelta, from_line, to_line

def say(message):
    print(to_line(message), flush=True)

def listen():
    for line in sys.stdin:
        stop.set() if line == "stop\\n" else asked.put(from_line(line))

if sys.argv[2] == "broken":
    say(Trouble("This base cannot be loaded."))
    sys.exit()
if sys.argv[2] == "dead":
    os._exit(9)
say(Ready(sys.argv[2], str(os.getpid()), 0.0))
asked, stop = queue.Queue(), threading.Event()
threading.Thread(target=listen, daemon=True).start()
while True:
    comparison = asked.get()
    stop.clear()
    if comparison.prompt == "trouble":
        say(Trouble("This style has no adapter any more."))
        continue
    for column in comparison.columns:
        say(TextDelta(column, comparison.prompt))
        if comparison.prompt == "die":
            os._exit(9)
        while comparison.prompt == "endless" and not stop.is_set():
            say(TextDelta(column, "endless"))
            time.sleep(0.002)
        say(Answered(column, 1, not stop.is_set()))
    say(Done(0.0, len(comparison.passages)))
"""

MEASURE = """
from trainer.runs.estimate import TrainingSpeed
import os
os.write(1, b"\\xff a library says hello\\n")
print(TrainingSpeed(100.0, 300.0, 1.5, 2.0, 0.5, 3.0).to_line())
"""


@pytest.fixture
def child(tmp_path: Path) -> Callable[[str], ChildCommand]:
    """Makes the command of a toy child from its source."""

    def make(source: str) -> ChildCommand:
        script = tmp_path / "child.py"
        script.write_text(source, "utf-8")
        return lambda module, *arguments: [sys.executable, str(script), module, *arguments]

    return make


def in_time(task: Callable[[], Any]) -> Any:
    """Return what a task returns, or fail when it hangs; what it raises is raised here."""
    results: Queue[tuple[Any, BaseException | None]] = Queue()

    def work() -> None:
        try:
            results.put((task(), None))
        except BaseException as error:
            results.put((None, error))

    threading.Thread(target=work, daemon=True).start()
    try:
        value, error = results.get(timeout=PATIENCE)
    except Empty:
        raise AssertionError(f"nothing came of it in {PATIENCE} s") from None
    if error:
        raise error
    return value


def lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


# Fine-tunes


@pytest.fixture
def queue(child: Callable[[str], ChildCommand]) -> Iterator[TrainingQueue]:
    made = TrainingQueue(child(FINETUNE), grace_seconds=PATIENCE)
    yield made
    made.close()


@pytest.fixture
def make(home: Path, corpus: Corpus) -> Callable[[str], Run]:
    """Makes a run; its name says what the toy child does with it."""
    return lambda plan: Run.create(home, NewRun(Recipe(), corpus, plan, "ann"))


def training(run: Run) -> int:
    """Wait until the run's child has begun, and return its process id."""
    wait_until(lambda: bool(run.events), PATIENCE, "the child's first word")
    return int((run.folder / "pid").read_text("ascii"))


def said(run: Run) -> list[str]:
    return [type(event).__name__ for event in run.events]


def test_a_run_is_trained_by_a_child_to_its_end(queue: TrainingQueue, make: Callable[[str], Run]) -> None:
    run = make("short")
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert (queue.status(run), said(run)) == ("finished", ["Started", "Finished"])


def test_runs_train_one_at_a_time_in_the_order_they_were_started(
    queue: TrainingQueue, make: Callable[[str], Run]
) -> None:
    runs = [make("short") for _ in range(3)]
    for run in runs:
        queue.start(run)
    assert all(queue.wait(run, PATIENCE) for run in runs)
    moments = [event.at for run in runs for event in run.events]
    assert moments == sorted(moments)


def test_a_waiting_run_knows_how_many_are_before_it(queue: TrainingQueue, make: Callable[[str], Run]) -> None:
    runs = [make("long") for _ in range(3)]
    for run in runs:
        queue.start(run)
    training(runs[0])
    assert [queue.place_in_queue(run) for run in runs] == [0, 1, 2]
    assert [queue.status(run) for run in runs] == ["running", "waiting", "waiting"]


def test_what_gives_way_waits_for_what_comes_later(queue: TrainingQueue, make: Callable[[str], Run]) -> None:
    first, *gallery, mine, theirs = runs = [make("long") for _ in range(5)]
    for run in runs:
        queue.start(run, gives_way=run in gallery)
    training(first)
    assert [queue.place_in_queue(run) for run in (mine, theirs, *gallery)] == [1, 2, 3, 4]


def test_a_waiting_run_that_is_stopped_leaves_the_queue_untouched(
    queue: TrainingQueue, make: Callable[[str], Run]
) -> None:
    first, second, third = runs = [make(plan) for plan in ("long", "short", "short")]
    for run in runs:
        queue.start(run)
    queue.stop(second)
    assert queue.wait(second, 0)
    assert queue.place_in_queue(third) == 1
    queue.stop(first)
    assert queue.wait(third, PATIENCE)
    assert (second.events, second.stop_asked()) == ([], False)


def test_a_run_that_is_stopped_keeps_what_it_learnt(queue: TrainingQueue, make: Callable[[str], Run]) -> None:
    run = make("long")
    queue.start(run)
    training(run)
    queue.stop(run)
    assert queue.wait(run, PATIENCE)
    assert (queue.status(run), said(run)) == ("stopped", ["Started", "Stopped"])


def test_a_stopped_run_that_is_started_again_forgets_the_stop(queue: TrainingQueue, make: Callable[[str], Run]) -> None:
    run = make("long")
    run.ask_to_stop()
    queue.start(run)
    training(run)
    assert (run.stop_asked(), queue.status(run)) == (False, "running")


def test_a_resumed_child_killed_before_its_first_word_leaves_no_old_last_word(
    child: Callable[[str], ChildCommand], make: Callable[[str], Run]
) -> None:
    queue, run = TrainingQueue(child("import os, signal; os.kill(os.getpid(), signal.SIGKILL)")), make("any")
    run.append(Stopped(3, 1.0))
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert queue.status(run) == "interrupted"


def test_a_child_that_is_deaf_to_a_stop_is_ended(
    child: Callable[[str], ChildCommand], make: Callable[[str], Run]
) -> None:
    queue, run = TrainingQueue(child(FINETUNE), grace_seconds=0.05), make("deaf")
    queue.start(run)
    process = training(run)
    queue.stop(run)
    assert queue.wait(run, PATIENCE)
    assert (queue.status(run), lives(process)) == ("interrupted", False)


def test_a_run_is_not_started_twice(queue: TrainingQueue, make: Callable[[str], Run]) -> None:
    running, waiting = make("long"), make("long")
    for run in (running, waiting):
        queue.start(run)
    for run in (running, waiting):
        with pytest.raises(RunError, match="already training or waiting"):
            queue.start(run)


def test_a_run_that_another_process_trains_is_not_started(queue: TrainingQueue, make: Callable[[str], Run]) -> None:
    run = make("short")
    with run.lock(), pytest.raises(RunError, match="already training"):
        queue.start(run)


def test_a_run_that_another_process_began_meanwhile_is_left_to_it(
    queue: TrainingQueue, make: Callable[[str], Run]
) -> None:
    first, second = make("long"), make("short")
    queue.start(first)
    queue.start(second)
    with second.lock():
        queue.stop(first)
        assert queue.wait(second, PATIENCE)
        assert second.events == []


@pytest.mark.parametrize("plan", ["crash", "mute"])
def test_a_child_that_dies_by_an_error_gets_a_last_word(
    queue: TrainingQueue, make: Callable[[str], Run], plan: str
) -> None:
    run = make(plan)
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert queue.status(run) == "failed"
    assert isinstance(last := run.events[-1], Failed)
    assert last.bug
    assert (run.folder / "log.txt").stat().st_size > 0


def test_a_child_that_said_why_it_failed_has_the_last_word(queue: TrainingQueue, make: Callable[[str], Run]) -> None:
    run = make("says why")
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert said(run) == ["Started", "Failed"]


def test_a_resume_that_fails_before_its_first_word_is_not_passed_over(
    queue: TrainingQueue, make: Callable[[str], Run]
) -> None:
    run = make("mute")
    run.append(Started("fake", "cpu", 1, 1))
    run.append(Stopped(1, 0.0))
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert queue.status(run) == "failed"


def test_a_child_that_cannot_be_started_is_a_failure_with_a_sentence(make: Callable[[str], Run]) -> None:
    queue, run = TrainingQueue(lambda module, *arguments: ["/nowhere/python"]), make("short")
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert isinstance(run.events[-1], Failed)


def test_a_killed_run_can_be_started_again(queue: TrainingQueue, make: Callable[[str], Run]) -> None:
    run = make("long")
    queue.start(run)
    os.kill(training(run), signal.SIGKILL)
    assert queue.wait(run, PATIENCE)
    assert queue.status(run) == "interrupted"
    run.rename("short")
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert queue.status(run) == "finished"


def test_a_run_that_was_deleted_while_it_waited_does_not_hold_up_the_queue(
    queue: TrainingQueue, make: Callable[[str], Run]
) -> None:
    first, gone, last = make("long"), make("short"), make("short")
    for run in (first, gone, last):
        queue.start(run)
    gone.delete()
    queue.stop(first)
    assert queue.wait(last, PATIENCE)
    assert queue.status(last) == "finished"
    assert not gone.folder.exists()


def test_closing_ends_the_child_and_its_run_can_be_resumed(queue: TrainingQueue, make: Callable[[str], Run]) -> None:
    running, waiting = make("long"), make("long")
    queue.start(running)
    queue.start(waiting)
    process = training(running)
    queue.close()
    assert queue.wait(running, PATIENCE)
    assert queue.wait(waiting, PATIENCE)
    assert (queue.status(running), waiting.events, lives(process)) == ("interrupted", [], False)


def test_a_wait_gives_up_when_its_time_is_over(queue: TrainingQueue, make: Callable[[str], Run]) -> None:
    run = make("long")
    queue.start(run)
    assert not queue.wait(run, 0.01)


def test_a_child_is_a_module_of_the_project_from_wherever_we_were_started() -> None:
    assert child_command("trainer.model.finetune", "run") == [
        sys.executable,
        "-u",
        "-m",
        "trainer.model.finetune",
        "run",
    ]
    root = child_environment()["PYTHONPATH"].split(os.pathsep)[0]
    assert (Path(root) / "trainer" / "model" / "finetune.py").is_file()


# Comparisons


@pytest.fixture
def generator(child: Callable[[str], ChildCommand], tmp_path: Path) -> Iterator[Generator]:
    made = Generator(tmp_path / "log" / "generate.log", child(GENERATE))
    yield made
    made.close()


def ask(prompt: str) -> Comparison:
    return Comparison(prompt, columns=("base", "few_shot"), passages=("one", "two"))


def answers(generator: Generator, prompt: str, base: str = "embedded") -> list[Answer]:
    said: list[Answer] = in_time(lambda: list(generator.compare(base, ask(prompt))))
    return said


def process_of(said: list[Answer]) -> int:
    """The toy child gives its process id as its engine."""
    assert isinstance(said[0], Ready)
    return int(said[0].engine)


def test_the_answers_of_every_column_come_in_order(generator: Generator) -> None:
    said = answers(generator, "ёж")
    assert isinstance(said[0], Ready)
    assert said[1:] == [
        TextDelta("base", "ёж"),
        Answered("base", 1, True),
        TextDelta("few_shot", "ёж"),
        Answered("few_shot", 1, True),
        Done(0.0, 2),
    ]


def test_words_come_while_the_child_still_answers(generator: Generator) -> None:
    running = generator.compare("embedded", ask("endless"))
    first = in_time(lambda: [next(running) for _ in range(4)])
    in_time(running.close)
    assert first[1:] == [TextDelta("base", "endless")] * 3


def test_a_base_is_loaded_once_for_many_comparisons(generator: Generator) -> None:
    assert isinstance(answers(generator, "one")[0], Ready)
    assert answers(generator, "two")[0] == TextDelta("base", "two")


def test_another_base_is_another_child(generator: Generator) -> None:
    first, second = process_of(answers(generator, "a", "one")), process_of(answers(generator, "a", "two"))
    assert first != second
    assert not lives(first)


def test_a_comparison_after_an_abandoned_one_gets_only_its_own_answers(generator: Generator) -> None:
    abandoned = generator.compare("embedded", ask("endless"))
    in_time(lambda: [next(abandoned) for _ in range(3)])
    in_time(abandoned.close)
    said = answers(generator, "mine")
    assert {message.text for message in said if isinstance(message, TextDelta)} == {"mine"}
    assert isinstance(said[-1], Done)


def test_a_visitor_who_leaves_while_the_base_loads_holds_up_nobody(generator: Generator) -> None:
    leaving = generator.compare("embedded", ask("never asked"))
    assert isinstance(in_time(lambda: next(leaving)), Ready)
    in_time(leaving.close)
    assert answers(generator, "mine")[0] == TextDelta("base", "mine")


def test_a_child_that_dies_in_an_answer_is_a_sentence_and_the_next_comparison_gets_a_new_one(
    generator: Generator,
) -> None:
    with pytest.raises(RunError, match=r"Try again\.$"):
        answers(generator, "die")
    assert isinstance(answers(generator, "again")[0], Ready)


def test_a_child_that_dies_while_it_loads_is_a_sentence(generator: Generator) -> None:
    with pytest.raises(RunError, match=r"Try again\.$"):
        answers(generator, "a", "dead")


def test_a_base_that_cannot_be_loaded_says_why(generator: Generator) -> None:
    with pytest.raises(RunError, match=r"^This base cannot be loaded\.$"):
        answers(generator, "a", "broken")
    assert isinstance(answers(generator, "a", "whole")[-1], Done)


def test_trouble_with_one_comparison_does_not_end_the_child(generator: Generator) -> None:
    first = process_of(answers(generator, "one"))
    assert answers(generator, "trouble") == [Trouble("This style has no adapter any more.")]
    assert answers(generator, "two")[-1] == Done(0.0, 2)
    assert lives(first)


def test_several_who_ask_at_once_wait_for_their_turn_and_get_their_own(generator: Generator) -> None:
    got: dict[str, set[str]] = {}

    def visitor(name: str) -> None:
        for _ in range(5):
            for message in generator.compare("embedded", ask(name)):
                if isinstance(message, TextDelta):
                    got.setdefault(name, set()).add(message.text)

    threads = [threading.Thread(target=visitor, args=(name,), daemon=True) for name in ("ann", "bob", "eve")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(PATIENCE)
    assert got == {"ann": {"ann"}, "bob": {"bob"}, "eve": {"eve"}}


def test_closing_ends_the_child(generator: Generator) -> None:
    process = process_of(answers(generator, "one"))
    generator.close()
    assert not lives(process)


def test_no_locale_bends_the_letters_on_the_way(generator: Generator, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"}.items():
        monkeypatch.setenv(name, value)
    assert TextDelta("base", "«Ёж» — \u2028“да”\U0001f994") in answers(generator, "«Ёж» — \u2028“да”\U0001f994")


# The pace of this computer


def test_a_pace_is_what_the_child_printed_last(child: Callable[[str], ChildCommand], home: Path) -> None:
    assert measure(Recipe(), "en", home, child(MEASURE)) == TrainingSpeed(100.0, 300.0, 1.5, 2.0, 0.5, 3.0)


def test_a_pace_is_measured_once_and_remembered(child: Callable[[str], ChildCommand], home: Path) -> None:
    first = measure(Recipe(), "en", home, child(MEASURE))
    assert measure(Recipe(), "en", home, lambda module, *arguments: ["/nowhere/python"]) == first


def test_another_language_is_measured_anew(child: Callable[[str], ChildCommand], home: Path) -> None:
    measure(Recipe(), "en", home, child(MEASURE))
    with pytest.raises(RunError):
        measure(Recipe(), "ru", home, lambda module, *arguments: ["/nowhere/python"])


@pytest.mark.parametrize("memory", ["{", "[]", "null", '{"x": 1}'])
def test_a_damaged_memory_is_measured_anew(child: Callable[[str], ChildCommand], home: Path, memory: str) -> None:
    home.mkdir()
    (home / "paces.json").write_text(memory, "utf-8")
    assert measure(Recipe(), "en", home, child(MEASURE)).tokens_per_second == 100.0
    assert json.loads((home / "paces.json").read_text("utf-8"))


@pytest.mark.parametrize("source", ["raise SystemExit(1)", "print('hello')", ""])
def test_a_computer_that_cannot_be_measured_is_a_sentence(
    child: Callable[[str], ChildCommand], home: Path, source: str
) -> None:
    with pytest.raises(RunError, match="no estimate"):
        measure(Recipe(), "en", home, child(source))
    assert not (home / "paces.json").exists()
