"""What the children that measure this computer find: with a base, and without one."""

from pathlib import Path

import pytest

from trainer.bases import EMBEDDED
from trainer.model.benchmark import measure
from trainer.processes.processor_speed import Speedometer
from trainer.runs.estimate import ProcessorSpeed
from trainer.runs.recipe import Recipe

pytestmark = pytest.mark.slow


def test_a_pace_has_all_that_an_estimate_needs() -> None:
    training_speed = measure(Recipe.for_corpus(EMBEDDED, 3_000, "light"), "en")
    assert training_speed.tokens_per_second > 0
    assert training_speed.evaluated_per_second > 0
    assert training_speed.written_per_second > 0
    assert training_speed.memory_gib > 0
    assert 1.5 < training_speed.tokens_per_word < 2.2


def test_the_speed_of_this_computer_is_measured_and_kept(home: Path) -> None:
    found = Speedometer(home)(120)
    assert isinstance(found, ProcessorSpeed)
    assert min(found.float32_gflops, found.bfloat16_gflops, found.float32_weights, found.bfloat16_weights) > 0
    assert Speedometer(home)() == found
