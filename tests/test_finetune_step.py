"""Which base the page proposes without a GPU, what it says of it, and how one goes to the other and back."""

import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.fakes import SMALL, with_texts
from tests.fakes import toy_visitors as some_visitors
from tests.steps import built
from trainer.bases import EMBEDDED
from trainer.host import Host
from trainer.runs.estimate import ProcessorSpeed, TrainingSpeed
from ui.steps import finetune, recipe_fields
from ui.steps.events import Updates, unchanged
from ui.strings.strings import ENGLISH, RUSSIAN, Strings
from ui.visitors.owner import new_owner
from ui.visitors.visitors import Visitors

QUICK = ProcessorSpeed(float32_gflops=400, bfloat16_gflops=3_000, float32_weights=5, bfloat16_weights=9)
UNHURRIED = ProcessorSpeed(float32_gflops=40, bfloat16_gflops=300, float32_weights=0.5, bfloat16_weights=0.9)
"""With which the dial's places lie minutes apart for the smallest base."""
SLOW = ProcessorSpeed(float32_gflops=5, bfloat16_gflops=5, float32_weights=0.1, bfloat16_weights=0.1)
RUSSIAN_PROSE = "\n\n".join(
    f"Мы шли по берегу, и она рассказывала, что в году {year} рыба не пришла, а сети сушатся зря."
    for year in range(400)
)


class Meter:
    """A speedometer whose child has answered, or not yet."""

    def __init__(self, speed: ProcessorSpeed | None = None) -> None:
        self.speed = speed

    @property
    def is_measuring(self) -> bool:
        return self.speed is None

    def __call__(self, seconds: float = 0.0) -> ProcessorSpeed | None:
        return self.speed


def studio_with(home: Path, meter: Meter, hub: bool = True, host: Host = SMALL) -> Visitors:
    return some_visitors(home, host=host, hub=hub, speedometer=meter, fetched=lambda base: base.folder is not None)


def step_of(visitors: Visitors, t: Strings = ENGLISH) -> Any:
    return Step(built(lambda owner: finetune.build(visitors, t, owner)))


class Step:
    """The step's handlers, with what the page shows after them by name."""

    def __init__(self, step: finetune.FinetuneStep) -> None:
        self.parts, self.handlers = step.parts, step.handlers

    def __getattr__(self, name: str) -> Callable[..., SimpleNamespace]:
        return lambda *asked: self.view(getattr(self.handlers, name)(*asked))

    def view(self, output: Updates) -> SimpleNamespace:
        parts, controls = self.parts, self.parts.controls
        base, other = output[controls.base], output[parts.other]
        return SimpleNamespace(
            base=base.value,
            labels={base_id: label for label, base_id in base.choices},
            picked=output[parts.picked],
            waits=output[parts.settling].active,
            note=re.sub(r"<.*?>", " ", output[parts.base_note]),
            other=other.value if other.visible else "",
            settings=[output[control] for control in controls.settings.values() if control in output],
        )


@pytest.fixture
def meter() -> Meter:
    return Meter(QUICK)


@pytest.fixture
def visitors(home: Path, meter: Meter) -> Visitors:
    return studio_with(home, meter)


@pytest.fixture
def owner() -> str:
    return new_owner()


def test_the_page_begins_with_a_real_base_and_says_why(visitors: Visitors, owner: str) -> None:
    seen = step_of(visitors).texts_changed(owner, "embedded", False, "medium")
    chosen = visitors.recipes.default_base(owner)
    assert seen.base == chosen.id != "embedded"
    assert "largest one that knows English" in seen.note
    assert re.search(r"For texts of 5,000 words it takes about \d+.minutes", seen.note)
    assert re.search(r"About [\d.]+ GB are fetched", seen.note)
    assert not seen.waits
    assert seen.settings == recipe_fields.values(visitors.recipes.recipe(owner, chosen.id, "medium"))


def test_every_base_says_how_long_it_takes_and_the_dial_changes_it(
    visitors: Visitors, owner: str, meter: Meter
) -> None:
    meter.speed = UNHURRIED
    with_texts(visitors, owner)
    step = step_of(visitors)
    light, strong = (step.texts_changed(owner, "embedded", False, dial).labels for dial in ("light", "strong"))
    assert light.keys() == strong.keys()
    for base_id, label in light.items():
        if base_id == "embedded":
            assert label == EMBEDDED.name
        else:
            assert re.search(r": about \d+.(minutes?|hours?)", label)
            assert label != strong[base_id]


def test_what_the_list_says_is_what_the_choice_and_the_estimate_go_by(visitors: Visitors, owner: str) -> None:
    with_texts(visitors, owner)
    step = step_of(visitors)
    step.texts_changed(owner, "embedded", False, "medium")
    seen = step.texts_changed(owner, "embedded", False, "medium")
    *_, last = step.handlers.estimate(owner, seen.base, "medium", *seen.settings)
    estimated = last[step.parts.estimated]
    (minutes,) = re.findall(r": (about \d+.minutes)", seen.labels[seen.base])
    assert minutes in estimated
    assert "foreseen" in estimated


def test_nothing_is_fetched_for_an_estimate(home: Path, owner: str) -> None:
    def measure(*_: Any) -> TrainingSpeed:
        raise AssertionError("the base would be downloaded for this")

    visitors = studio_with(home, Meter(QUICK))
    visitors.recipes._measure = measure
    with_texts(visitors, owner)
    found = visitors.recipes.estimate(owner, visitors.recipes.recipe(owner, "Qwen/Qwen2.5-0.5B-Instruct", "medium"))
    assert found
    assert found.foreseen


def test_a_base_that_is_here_is_measured(visitors: Visitors, owner: str) -> None:
    visitors.recipes._fetched = lambda base: True
    with_texts(visitors, owner)
    found = visitors.recipes.estimate(owner, visitors.recipes.recipe(owner, "Qwen/Qwen2.5-0.5B-Instruct", "medium"))
    assert found
    assert not found.foreseen
    assert found.memory_gib == 1.2


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_one_click_leads_to_the_demonstration_model_and_back(visitors: Visitors, owner: str, t: Strings) -> None:
    step = step_of(visitors, t)
    first = step.texts_changed(owner, "embedded", False, "medium")
    assert first.other == t.base_demonstration
    second = step.other_picked(owner, first.base, first.picked, "medium")
    assert (second.base, second.picked) == ("embedded", True)
    assert second.settings == recipe_fields.values(visitors.recipes.recipe(owner, "embedded", "medium"))
    assert visitors.recipes.base(first.base).name in second.other
    third = step.other_picked(owner, second.base, second.picked, "medium")
    assert (third.base, third.picked, third.other) == (first.base, True, first.other)


def test_what_the_visitor_picked_stays_whatever_comes(visitors: Visitors, owner: str) -> None:
    step = step_of(visitors)
    assert step.picked(owner, "embedded", False, "medium").picked
    with_texts(visitors, owner)
    seen = step.texts_changed(owner, "embedded", True, "medium")
    assert (seen.base, seen.picked) == ("embedded", True)


def test_the_language_is_that_of_the_texts_and_before_any_that_of_the_page(visitors: Visitors, owner: str) -> None:
    # On so slow a computer only the two small ones are quick enough, which know English alone.
    slow = studio_with(visitors.home, Meter(ProcessorSpeed(90, 90, 1.4, 1.4)), host=Host(0, 64, 2))
    step = step_of(slow, RUSSIAN)
    english = step_of(slow).texts_changed(owner, "embedded", False, "medium")
    assert english.base.startswith("HuggingFaceTB/")
    before = step.texts_changed(owner, "embedded", False, "medium")
    assert before.base == "embedded"
    assert "русский" in before.note
    slow.texts.paste(owner, RUSSIAN_PROSE, "Text")
    for words in (ENGLISH, RUSSIAN):
        assert step_of(slow, words).texts_changed(owner, "embedded", False, "medium").base == "embedded"


def test_where_none_is_quick_enough_the_demonstration_model_stays_and_the_page_says_so(home: Path, owner: str) -> None:
    seen = step_of(studio_with(home, Meter(SLOW))).texts_changed(owner, "embedded", False, "medium")
    assert (seen.base, seen.other) == ("embedded", "")
    assert "would learn here in half an hour" in seen.note


def test_while_the_computer_is_measured_the_page_can_be_used_and_then_settles(
    visitors: Visitors, meter: Meter, owner: str
) -> None:
    meter.speed, step = None, step_of(visitors)
    seen = step.texts_changed(owner, "embedded", False, "medium")
    assert (seen.base, seen.waits, seen.other) == ("embedded", True, "")
    assert "Measuring this computer" in seen.note
    assert step.handlers.settle(owner, "embedded", False, "medium") == unchanged()
    meter.speed = QUICK
    settled = step.settle(owner, "embedded", False, "medium")
    assert settled.base == visitors.recipes.default_base(owner).id != "embedded"
    assert not settled.waits


def test_what_was_picked_while_the_computer_is_measured_keeps_its_settings(
    visitors: Visitors, meter: Meter, owner: str
) -> None:
    seen = step_of(visitors).settle(owner, "embedded", True, "medium")
    assert (seen.base, seen.picked, seen.waits) == ("embedded", True, False)
    assert seen.settings == []


@pytest.mark.parametrize(
    ("host", "hub"), [(SMALL, False), (Host(gpu_memory_gib=24, memory_gib=64, cores=8), True)], ids=["no Hub", "a GPU"]
)
def test_with_a_gpu_or_without_the_hub_nothing_is_measured_or_told_of_minutes(
    home: Path, owner: str, host: Host, hub: bool
) -> None:
    def asked(seconds: float = 0.0) -> ProcessorSpeed:
        raise AssertionError("nobody needs the speed")

    visitors = studio_with(home, Meter(), hub, host)
    visitors.recipes._speedometer = SimpleNamespace(is_measuring=False, __call__=asked)  # type: ignore[assignment]
    seen = step_of(visitors).texts_changed(owner, "embedded", False, "medium")
    assert (seen.waits, seen.other) == (False, "")
    assert not any("minute" in label for label in seen.labels.values())


def test_an_opened_recipes_base_counts_as_picked(visitors: Visitors, owner: str) -> None:
    seen = step_of(visitors).opened(owner, "embedded", False, "medium")
    assert (seen.base, seen.picked) == ("embedded", True)
