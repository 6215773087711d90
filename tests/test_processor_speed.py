"""This computer's speed: measured once by a child, kept in the home folder, and never waited for unasked."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from trainer.processes.processor_speed import FILE, KEPT_DAYS, Speedometer, processor
from trainer.runs.estimate import ProcessorSpeed

SPEED = ProcessorSpeed(200.0, 50.0, 2.0, 1.0)
SAYS = f"print('Loading…'); print({SPEED.to_line()!r})"


def child(source: str) -> Callable[..., list[str]]:
    return lambda module, *arguments: [sys.executable, "-c", source]


def nobody(module: str, *arguments: str) -> list[str]:
    return ["/nowhere/python"]


def test_it_is_what_the_child_says_in_its_last_line(home: Path) -> None:
    assert Speedometer(home, child(SAYS))(60) == SPEED


def test_the_first_question_is_not_kept_waiting(home: Path) -> None:
    meter = Speedometer(home, child(f"import sys; sys.stdin.read(); {SAYS}"))
    assert not meter.is_measuring
    assert meter() is None
    assert meter(60) == SPEED
    assert meter() == SPEED
    assert not meter.is_measuring


def test_it_is_kept_for_another_process(home: Path) -> None:
    Speedometer(home, child(SAYS))(60)
    assert Speedometer(home, nobody)() == SPEED


def test_it_is_measured_again_after_some_days(home: Path) -> None:
    Speedometer(home, child(SAYS), clock=lambda: 0.0)(60)
    later = 86_400 * KEPT_DAYS
    assert Speedometer(home, nobody, clock=lambda: later - 1.0)(60) == SPEED
    assert Speedometer(home, nobody, clock=lambda: later + 1.0)(60) is None


def test_another_processor_or_version_of_torch_is_measured_anew(home: Path) -> None:
    Speedometer(home, child(SAYS))(60)
    kept = json.loads((home / FILE).read_text("utf-8"))
    assert kept["of"] == processor()
    (home / FILE).write_text(json.dumps(kept | {"of": "another"}), "utf-8")
    assert Speedometer(home, nobody)(60) is None


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"of": 3}', '{"speed": {}}'])
def test_what_is_damaged_is_measured_anew(home: Path, damaged: str) -> None:
    home.mkdir()
    (home / FILE).write_text(damaged, "utf-8")
    assert Speedometer(home, child(SAYS))(60) == SPEED


@pytest.mark.parametrize("source", ["raise SystemExit(1)", "print('nothing')", "print('[1]')", "pass"])
def test_a_computer_that_cannot_be_measured_has_no_speed(home: Path, source: str) -> None:
    meter = Speedometer(home, child(source))
    assert meter(60) is None
    assert not meter.is_measuring
    assert not (home / FILE).exists()
