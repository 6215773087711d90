"""What else than QLoRA can be trained: 16-bit LoRA and all weights, in real children; and nothing at all."""

import contextlib
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.scored_runs import scored
from tests.test_generate import texts
from tests.toy import process_of, quick_run, wait_until
from trainer.bases import EMBEDDED
from trainer.compare.comparison import Answered, Comparison, Done, Trouble
from trainer.library.style import Style
from trainer.processes.generator import Generator
from trainer.processes.queue import TrainingQueue
from trainer.runs.events import CheckpointSaved, Evaluated, Finished, Started
from trainer.runs.recipe import Method
from trainer.runs.run import Run
from trainer.scorecard.scorecard import Scorecard

pytestmark = pytest.mark.slow

PATIENCE = 240


def trained(home: Path, method: Method, **fields: object) -> Run:
    run = quick_run(home, **{"method": method, "samples": 0, "evaluations": 2, **fields})
    queue = TrainingQueue()
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert run.has_style, (run.folder / "log.txt").read_text()[-2000:]
    return run


@pytest.fixture(scope="module")
def make(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Run]:
    return lambda method, **fields: trained(tmp_path_factory.mktemp("home"), method, **fields)


@pytest.fixture(scope="module")
def whole(make: Callable[..., Run]) -> Run:
    return make("full", max_steps=12, learning_rate=1e-3)


@pytest.fixture(scope="module")
def untouched(make: Callable[..., Run]) -> tuple[Run, Scorecard]:
    run = make("full", max_steps=1, learning_rate=1e-7, evaluations=1)
    return run, scored(run)


@pytest.fixture(scope="module")
def generator(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Generator]:
    with contextlib.closing(Generator(tmp_path_factory.mktemp("log") / "generate.log")) as made:
        yield made


def said(run: Run, kind: type) -> list:
    return [event for event in run.events if isinstance(event, kind)]


def texts_of(generator: Generator, style: Style, **fields: object) -> dict[str, str]:
    comparison = Comparison(
        **{
            "prompt": "gate, river, clock",
            "adapter": str(style.adapter),
            "columns": style.columns,
            "passages": style.passages[:1],
            "seed": 7,
            "max_new_tokens": 40,
            **fields,
        }
    )
    return texts(generator, comparison)


# All weights


def test_all_weights_learn_and_are_kept_as_a_plain_model_with_our_card(whole: Run) -> None:
    losses = said(whole, Evaluated)
    assert min(event.held_out_loss for event in losses[1:]) < losses[0].held_out_loss - 0.1
    names = {path.name for path in whole.model.iterdir()}
    assert {"config.json", "model.safetensors", "tokenizer.json", "README.md"} <= names
    assert not whole.adapter.exists()
    assert "all of whose weights were trained" in (whole.model / "README.md").read_text("utf-8")
    # In 16 bits, as the base is published.
    assert whole.weights.bytes == pytest.approx((EMBEDDED.folder / "model.safetensors").stat().st_size, rel=0.01)
    assert not (whole.folder / "checkpoints").exists()


def test_no_word_of_the_author_and_no_path_of_this_computer_is_beside_the_weights(whole: Run) -> None:
    sentence = whole.corpus.train[0].text.split(". ")[0]
    for path in whole.model.iterdir():
        if path.suffix in (".json", ".md", ".jinja"):
            written = path.read_text("utf-8")
            assert sentence not in written, path.name
            assert str(EMBEDDED.folder.parent) not in written, path.name


def test_a_run_that_finished_says_what_memory_it_took(whole: Run) -> None:
    (finished,) = said(whole, Finished)
    assert finished.peak_mib > 100
    assert finished.peak_gpu_mib is None


def test_the_model_answers_beside_its_base_from_the_same_noise(whole: Run, generator: Generator) -> None:
    style = Style.of_run(whole)
    found = texts_of(generator, style)
    assert all(found.values())
    assert found["styled"] != found["base"]
    assert texts_of(generator, style) == found
    nothing = texts_of(generator, style, strength=0.0)
    assert nothing["styled"] == nothing["base"] == found["base"]


def test_a_model_that_has_learnt_nothing_is_its_base(untouched: tuple[Run, Scorecard], generator: Generator) -> None:
    run, card = untouched
    found = texts_of(generator, Style.of_run(run))
    assert found["styled"] == found["base"]
    assert card.own
    assert abs(card.own.change.value) < 1e-3
    assert abs(card.abilities.drift.value) < 1e-3
    assert card.abilities.kl.value < 1e-3
    assert card.originality
    assert card.originality.styled == card.originality.base
    assert [one.strength for one in card.strengths] == [0.0, 1.0]


def test_what_all_weights_have_learnt_is_measured(whole: Run) -> None:
    card = scored(whole)
    assert card.own
    assert card.own.change.high < -0.1
    assert [one.general_kl.value > 0.01 for one in card.strengths] == [False, True]
    assert card.style
    assert card.style.distances["styled"] != card.style.distances["base"]


def test_there_is_no_strength_between_the_base_and_a_whole_model(whole: Run, generator: Generator) -> None:
    comparison = Comparison("fog", adapter=str(whole.model), columns=("base", "styled"), strength=0.5)
    last = list(generator.compare("embedded", comparison))[-1]
    assert isinstance(last, Trouble)
    assert "no strength between" in last.sentence


def test_a_killed_training_of_all_weights_goes_on_from_its_checkpoint(tmp_path: Path) -> None:
    run = quick_run(tmp_path, method="full", max_steps=30, evaluations=15, samples=0)
    queue = TrainingQueue()
    queue.start(run)
    wait_until(lambda: len(said(run, CheckpointSaved)) >= 2, PATIENCE, "two checkpoints")
    process_of(queue).kill()
    assert queue.wait(run, 30)
    queue.start(run)
    wait_until(lambda: len(said(run, Started)) == 2, PATIENCE, "the second start")
    assert said(run, Started)[1].resumed_from >= 2
    queue.stop(run)
    assert queue.wait(run, PATIENCE)
    assert run.weights.are_full


# An adapter on the base in 16 bits


def test_an_adapter_can_be_trained_on_the_base_in_16_bits(make: Callable[..., Run], generator: Generator) -> None:
    exact, coarse = (make(method, max_steps=2, learning_rate=3e-3) for method in ("lora", "qlora"))
    first = [said(run, Evaluated)[0].held_out_loss for run in (exact, coarse)]
    # What the base itself loses on held-out text is not the same in 4 bits.
    assert first[0] != first[1]
    assert exact.has_adapter
    assert (
        json.loads((exact.adapter / "adapter_config.json").read_text("utf-8"))["base_model_name_or_path"] == "embedded"
    )
    assert texts_of(generator, Style.of_run(exact))["styled"]


# Nothing at all


def test_without_a_training_the_run_is_finished_at_once_and_compared_in_two_columns(
    make: Callable[..., Run], generator: Generator
) -> None:
    run = make("few_shot")
    assert [type(event) for event in run.events] == [Finished]
    assert run.status() == "finished"
    style = Style.of_run(run)
    found = texts_of(generator, style)
    assert found.keys() == {"base", "few_shot"}
    assert found["few_shot"] != found["base"]
    comparison = Comparison("fog", columns=style.columns, passages=style.passages[:1], max_new_tokens=10)
    messages = list(generator.compare("embedded", comparison))
    assert [message.column for message in messages if isinstance(message, Answered)] == ["base", "few_shot"]
    assert isinstance(messages[-1], Done)
    assert messages[-1].shots == 1


def test_without_a_training_the_style_is_measured_by_what_the_base_says_when_it_is_shown_passages(
    make: Callable[..., Run],
) -> None:
    run = make("few_shot")
    card = scored(run)
    assert card.style
    assert card.style.distances["styled"] == card.style.distances["few_shot"] != card.style.distances["base"]
    assert (card.style.styled, card.originality.styled) == (card.style.few_shot, card.originality.few_shot)
    assert (card.abilities.drift.value, card.abilities.kl.value, card.own.change.value) == (0, 0, 0)
    assert [one.strength for one in card.strengths] == [0.0, 1.0]
