"""A child process: it answers line by line, within a deadline, and is gone when it is ended."""

import sys
import time
from pathlib import Path

import pytest

from trainer.processes.child import Child, ChildLost

ECHO = "import sys\nfor line in sys.stdin: print(line.strip() * 2, flush=True)"
SILENT = "import time\ntime.sleep(60)"


def child_of(source: str, **settings: int | None) -> Child:
    return Child([sys.executable, "-c", source], **settings)  # type: ignore[arg-type]


def test_it_answers_line_by_line_and_ends_when_its_input_does() -> None:
    with child_of(ECHO) as child:
        for word in ("fog", "bell"):
            child.send(word)
            assert child.receive() == f"{word * 2}\n"
        assert child.finish(20) == 0
        for _ in range(2):
            with pytest.raises(ChildLost):
                child.receive()
        with pytest.raises(ChildLost):
            child.send("fog")
    assert list(child.lines()) == []


def test_nobody_waits_for_its_answer_longer_than_they_want_to() -> None:
    with child_of(SILENT) as child:
        began = time.monotonic()
        with pytest.raises(TimeoutError):
            child.receive(0.1)
        assert next(child.lines()) is None
        assert time.monotonic() - began < 30
        assert child.is_alive
    assert not child.is_alive


def test_one_that_does_not_end_by_itself_is_killed() -> None:
    child = child_of(SILENT)
    assert child.finish(0.1) == 0
    assert not child.is_alive


def test_a_line_without_end_comes_in_pieces() -> None:
    with child_of("print('x' * 25)", longest=10) as child:
        assert "".join(filter(None, child.lines())) == "x" * 25 + "\n"


def test_without_a_conversation_all_it_prints_is_in_its_log(tmp_path: Path) -> None:
    with (tmp_path / "log").open("wb") as log:
        source = "import sys\nprint('out', flush=True)\nprint('err', file=sys.stderr)"
        child = Child([sys.executable, "-c", source], folder=tmp_path, log=log, longest=None)
    assert child.wait(60) == 0
    assert (tmp_path / "log").read_text("utf-8").split() == ["out", "err"]
