"""The gallery on a larger base, from the page: offered where there is a GPU, watched, worn when finished, put back."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.fakes import SMALL, FakeGenerator, FakeQueue, toy_visitors
from tests.hub_faults import BOB, TOKEN, hub
from tests.hub_server import HubServer
from tests.steps import built
from tests.toy import learnt
from trainer.bases import DEFAULT_ON_A_GPU
from trainer.compare.comparison import ComparisonRequest
from trainer.errors import RunError
from trainer.host import Host
from trainer.library import gallery
from trainer.runs.events import Failed, Finished, Started, StepLogged
from ui.steps import gallery_training
from ui.steps.events import Updates
from ui.strings.strings import ENGLISH, RUSSIAN, Strings
from ui.visitors.hub import VisitorHub
from ui.visitors.services import Services
from ui.visitors.visitors import Visitors

__all__ = ["hub"]
LARGE = Host(gpu_memory_gib=24, memory_gib=64, cores=8)
COUNT = len(gallery.shipped())


@pytest.fixture
def queue() -> FakeQueue:
    return FakeQueue()


@pytest.fixture
def visitors(home: Path, queue: FakeQueue) -> Visitors:
    return toy_visitors(home, queue, host=LARGE, hub=True)


@pytest.fixture
def step(visitors: Visitors) -> Any:
    return step_of(visitors)


class Step:
    """The step's handlers, with what the page shows after them by name."""

    def __init__(self, visitors: Visitors, t: Strings) -> None:
        step = built(lambda _: gallery_training.build(visitors, t))
        self._parts, handlers = step.parts, step.handlers
        self.view, self.begin, self.stop, self.put_back = map(
            self._shown, (handlers.view, handlers.begin, handlers.stop, handlers.put_back)
        )

    def _shown(self, handler: Callable[..., Updates]) -> Callable[..., SimpleNamespace]:
        return lambda *asked: self._view(handler(*asked))

    def _view(self, output: Updates) -> SimpleNamespace:
        parts = self._parts
        buttons = {name: output[getattr(parts, name)].visible for name in ("begin", "stop", "back")}
        return SimpleNamespace(
            shown=output[parts.panel].visible,
            told=output[parts.progress],
            label=output[parts.begin].value,
            timer=output[parts.timer].active,
            changed=output[parts.changed],
            **buttons,
        )


def step_of(visitors: Visitors, t: Strings = ENGLISH) -> Any:
    return Step(visitors, t)


def finish(queue: FakeQueue) -> None:
    """Let everything that waits be trained to its end."""
    for run in list(queue.waiting):
        learnt(run).append(Finished(6, 6, "steps done", 60.0))
        queue.waiting.remove(run)


@pytest.mark.parametrize(("host", "reachable"), [(SMALL, True), (SMALL, False), (LARGE, False)])
def test_nothing_is_offered_without_a_gpu_or_without_the_hub(home: Path, host: Host, reachable: bool) -> None:
    visitors = toy_visitors(home, host=host, hub=reachable)
    assert not step_of(visitors).view().shown
    with pytest.raises(RunError, match="no other base"):
        visitors.gallery_training.begin()


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_one_click_trains_every_style_on_this_computers_base(visitors: Visitors, queue: FakeQueue, t: Strings) -> None:
    step = step_of(visitors, t)
    seen = step.view()
    assert (seen.shown, seen.begin, seen.stop, seen.back, seen.timer) == (True, True, False, False, False)
    assert "Qwen" in seen.label
    assert "Qwen" in seen.told
    seen = step.begin()
    assert [run.recipe.base for run in queue.waiting] == COUNT * [DEFAULT_ON_A_GPU]
    assert (seen.begin, seen.stop, seen.back, seen.timer) == (False, True, False, True)
    assert all(style.name in seen.told for style in gallery.shipped())


def test_a_second_click_starts_nothing_twice(step: Any, queue: FakeQueue) -> None:
    step.begin()
    step.begin()
    assert len(queue.waiting) == COUNT


def test_one_sees_how_far_it_is_and_how_long_it_will_take(visitors: Visitors, step: Any, queue: FakeQueue) -> None:
    step.begin()
    first = queue.waiting.pop(0)
    first.append(Started("unsloth", "cuda", 300, 60))
    first.append(StepLogged(6, 60, 2.5, 1e-4, 900.0, 300.0))
    with first.lock():
        seen = step.view()
        assert (seen.timer, seen.stop) == (True, True)
        assert f"{first.about.name}. " in seen.told
        assert "5\u00a0minutes" in seen.told


def test_when_they_are_finished_they_are_what_a_visitor_sees(visitors: Visitors, step: Any, queue: FakeQueue) -> None:
    before = step.begin().changed
    finish(queue)
    seen = step.view()
    assert (seen.begin, seen.stop, seen.back, seen.timer) == (False, False, True, False)
    assert "Qwen" in seen.told
    assert seen.changed != before
    first = visitors.first_style("en")
    assert first
    assert first.base == DEFAULT_ON_A_GPU
    asked: list[str] = []
    visitors._generator = SimpleNamespace(compare=lambda base, comparison: asked.append(base) or iter(()))  # type: ignore[func-returns-value, assignment]
    assert list(visitors.opening("en")) == []
    assert list(visitors.compare("", "gallery/harbour_log", ComparisonRequest("fog"))) == []
    assert asked == [DEFAULT_ON_A_GPU, DEFAULT_ON_A_GPU]


def test_what_was_stopped_goes_on_and_what_failed_says_why(visitors: Visitors, step: Any, queue: FakeQueue) -> None:
    step.begin()
    seen = step.stop()
    assert queue.waiting == []
    assert (seen.begin, seen.label, seen.stop) == (True, ENGLISH.resume, False)
    first = visitors.gallery_training.runs[0].run
    first.append(Failed("The disk is full. Free some space and resume."))
    assert "The disk is full." in step.view().told
    step.begin()
    assert first in queue.waiting
    assert len(queue.waiting) == COUNT


def test_the_demonstration_ones_are_put_back_even_where_the_gpu_is_gone(
    visitors: Visitors, step: Any, queue: FakeQueue, home: Path
) -> None:
    step.begin()
    finish(queue)
    later = toy_visitors(home)
    seen = step_of(later).view()
    assert (seen.shown, seen.begin, seen.back) == (True, False, True)
    seen = step_of(later).put_back()
    assert not seen.shown
    assert later.gallery() == list(gallery.shipped())


def test_two_clicks_at_once_start_nothing_twice(step: Any, queue: FakeQueue) -> None:
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda _: step.begin(), range(2)))
    assert len(queue.waiting) == COUNT


def test_a_hub_that_falls_silent_takes_nothing_away_from_what_goes_on(home: Path, queue: FakeQueue) -> None:
    answers = [True]
    visitors = Visitors(Services(home, queue, FakeGenerator(), LARGE, lambda: answers[0], lambda *_: None))  # type: ignore[arg-type, return-value]
    step = step_of(visitors)
    step.begin()
    answers[0] = False
    seen = step.view()
    assert (seen.shown, seen.begin, seen.stop, seen.timer) == (True, False, True, True)
    step.stop()
    assert queue.waiting == []


def test_what_is_being_measured_is_stopped_before_it_can_be_put_back(
    visitors: Visitors, step: Any, queue: FakeQueue, monkeypatch: pytest.MonkeyPatch
) -> None:
    step.begin()
    finish(queue)
    measured, stopped = visitors.gallery_training.runs[0].run, []
    monkeypatch.setattr(queue, "scoring_status", lambda run: "running" if run == measured else "unmeasured")
    monkeypatch.setattr(queue, "stop_scoring", stopped.append)
    seen = step.view()
    assert (seen.stop, seen.back, seen.timer) == (True, False, True)
    with pytest.raises(RunError, match="Stop that first"):
        step.put_back()
    assert len(visitors.gallery_training.active) == COUNT
    step.stop()
    assert stopped == [measured]


def test_on_a_space_its_owner_decides(hub: HubServer, home: Path, queue: FakeQueue) -> None:
    visitor_hub = VisitorHub(home, True, "ada/pastiche", own_computer=False, endpoint=hub.address)
    step = step_of(toy_visitors(home, queue, host=LARGE, hub=True, visitor_hub=visitor_hub))
    for visitor in (None, SimpleNamespace(token=BOB)):
        for act in (step.begin, step.stop, step.put_back):
            with pytest.raises(RunError, match="Only this Space's owner"):
                act(visitor)
    assert queue.waiting == []
    step.begin(SimpleNamespace(token=TOKEN))
    assert len(queue.waiting) == COUNT


@pytest.mark.parametrize(("role", "decides"), [("admin", True), ("write", True), ("read", False), ("", False)])
def test_of_an_organizations_space_those_decide_who_may_write_in_it(
    hub: HubServer, home: Path, queue: FakeQueue, role: str, decides: bool
) -> None:
    hub.organizations["bob"] = {"press": role}
    visitor_hub = VisitorHub(home, True, "press/pastiche", own_computer=False, endpoint=hub.address)
    step = step_of(toy_visitors(home, queue, host=LARGE, hub=True, visitor_hub=visitor_hub))
    if decides:
        step.begin(SimpleNamespace(token=BOB))
    else:
        with pytest.raises(RunError, match="Only this Space's owner"):
            step.begin(SimpleNamespace(token=BOB))
    assert len(queue.waiting) == (COUNT if decides else 0)


def test_on_a_space_without_a_sign_in_nothing_is_offered(home: Path) -> None:
    visitor_hub = VisitorHub(home, False, "ada/pastiche", own_computer=False)
    visitors = toy_visitors(home, host=LARGE, hub=True, visitor_hub=visitor_hub)
    assert not step_of(visitors).view().shown
