"""The gallery on a larger base, from the page: offered where there is a GPU, watched, worn when finished, put back."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.fakes import SMALL, FakeGenerator, FakeWorker, toy_studio
from tests.hub_faults import BOB, TOKEN, hub
from tests.hub_server import HubServer
from tests.toy import learnt
from trainer.bases import DEFAULT_ON_A_GPU, Host
from trainer.errors import RunError
from trainer.library import gallery
from trainer.runs.events import Failed, Finished, Started, StepLogged
from ui.steps import gallery_training
from ui.strings.strings import ENGLISH, RUSSIAN, Words
from ui.visitors.hub import Exchange
from ui.visitors.visitors import Asked, Studio

__all__ = ["hub"]
LARGE = Host(gpu_memory_gib=24, memory_gib=64, cores=8)
COUNT = len(gallery.shipped())


@pytest.fixture
def worker() -> FakeWorker:
    return FakeWorker()


@pytest.fixture
def studio(home: Path, worker: FakeWorker) -> Studio:
    return toy_studio(home, worker, host=LARGE, hub=True)


@pytest.fixture
def step(studio: Studio) -> Any:
    return gallery_training._Handlers(studio, ENGLISH)


def view(outputs: tuple[Any, ...]) -> SimpleNamespace:
    panel, told, begin, stop, back, timer, changed = outputs
    buttons = {name: one.visible for name, one in {"begin": begin, "stop": stop, "back": back}.items()}
    return SimpleNamespace(
        shown=panel.visible, told=told, label=begin.value, timer=timer.active, changed=changed, **buttons
    )


def finish(worker: FakeWorker) -> None:
    """Let everything that waits be trained to its end."""
    for run in list(worker.waiting):
        learnt(run).append(Finished(6, 6, "steps done", 60.0))
        worker.waiting.remove(run)


@pytest.mark.parametrize(("host", "reachable"), [(SMALL, True), (SMALL, False), (LARGE, False)])
def test_nothing_is_offered_without_a_gpu_or_without_the_hub(home: Path, host: Host, reachable: bool) -> None:
    studio = toy_studio(home, host=host, hub=reachable)
    assert not view(gallery_training._Handlers(studio, ENGLISH).view()).shown
    with pytest.raises(RunError, match="no other base"):
        studio.retraining.begin()


@pytest.mark.parametrize("words", [ENGLISH, RUSSIAN])
def test_one_click_trains_every_style_on_this_computers_base(studio: Studio, worker: FakeWorker, words: Words) -> None:
    step = gallery_training._Handlers(studio, words)
    seen = view(step.view())
    assert (seen.shown, seen.begin, seen.stop, seen.back, seen.timer) == (True, True, False, False, False)
    assert "Qwen" in seen.label
    assert "Qwen" in seen.told
    seen = view(step.begin())
    assert [run.recipe.base for run in worker.waiting] == COUNT * [DEFAULT_ON_A_GPU]
    assert (seen.begin, seen.stop, seen.back, seen.timer) == (False, True, False, True)
    assert all(style.name in seen.told for style in gallery.shipped())


def test_a_second_click_starts_nothing_twice(step: Any, worker: FakeWorker) -> None:
    step.begin()
    step.begin()
    assert len(worker.waiting) == COUNT


def test_one_sees_how_far_it_is_and_how_long_it_will_take(studio: Studio, step: Any, worker: FakeWorker) -> None:
    step.begin()
    first = worker.waiting.pop(0)
    first.append(Started("unsloth", "cuda", 300, 60))
    first.append(StepLogged(6, 60, 2.5, 1e-4, 900.0, 300.0))
    with first.lock():
        seen = view(step.view())
        assert (seen.timer, seen.stop) == (True, True)
        assert f"{first.about.name}. " in seen.told
        assert "5\u00a0minutes" in seen.told


def test_when_they_are_finished_they_are_what_a_visitor_sees(studio: Studio, step: Any, worker: FakeWorker) -> None:
    before = view(step.begin()).changed
    finish(worker)
    seen = view(step.view())
    assert (seen.begin, seen.stop, seen.back, seen.timer) == (False, False, True, False)
    assert "Qwen" in seen.told
    assert seen.changed != before
    first = studio.first_style("en")
    assert first
    assert first.base == DEFAULT_ON_A_GPU
    asked: list[str] = []
    studio._generator = SimpleNamespace(compare=lambda base, comparison: asked.append(base) or iter(()))  # type: ignore[func-returns-value, assignment]
    assert list(studio.opening("en")) == []
    assert list(studio.compare("", Asked("gallery/harbour_log", "fog"))) == []
    assert asked == [DEFAULT_ON_A_GPU, DEFAULT_ON_A_GPU]


def test_what_was_stopped_goes_on_and_what_failed_says_why(studio: Studio, step: Any, worker: FakeWorker) -> None:
    step.begin()
    seen = view(step.stop())
    assert worker.waiting == []
    assert (seen.begin, seen.label, seen.stop) == (True, ENGLISH.resume, False)
    first = studio.retraining.runs[0].run
    first.append(Failed("The disk is full. Free some space and resume."))
    assert "The disk is full." in view(step.view()).told
    step.begin()
    assert first in worker.waiting
    assert len(worker.waiting) == COUNT


def test_the_demonstration_ones_are_put_back_even_where_the_gpu_is_gone(
    studio: Studio, step: Any, worker: FakeWorker, home: Path
) -> None:
    step.begin()
    finish(worker)
    later = toy_studio(home)
    seen = view(gallery_training._Handlers(later, ENGLISH).view())
    assert (seen.shown, seen.begin, seen.back) == (True, False, True)
    seen = view(gallery_training._Handlers(later, ENGLISH).put_back())
    assert not seen.shown
    assert later.gallery() == list(gallery.shipped())


def test_two_clicks_at_once_start_nothing_twice(step: Any, worker: FakeWorker) -> None:
    with ThreadPoolExecutor(2) as threads:
        list(threads.map(lambda _: step.begin(), range(2)))
    assert len(worker.waiting) == COUNT


def test_a_hub_that_falls_silent_takes_nothing_away_from_what_goes_on(home: Path, worker: FakeWorker) -> None:
    answers = [True]
    studio = Studio(home, worker, FakeGenerator(), LARGE, lambda: answers[0], lambda *_: None)  # type: ignore[arg-type, return-value]
    step: Any = gallery_training._Handlers(studio, ENGLISH)
    step.begin()
    answers[0] = False
    seen = view(step.view())
    assert (seen.shown, seen.begin, seen.stop, seen.timer) == (True, False, True, True)
    step.stop()
    assert worker.waiting == []


def test_what_is_being_measured_is_stopped_before_it_can_be_put_back(
    studio: Studio, step: Any, worker: FakeWorker, monkeypatch: pytest.MonkeyPatch
) -> None:
    step.begin()
    finish(worker)
    measured, stopped = studio.retraining.runs[0].run, []
    monkeypatch.setattr(worker, "scoring_status", lambda run: "running" if run == measured else "unmeasured")
    monkeypatch.setattr(worker, "stop_scoring", stopped.append)
    seen = view(step.view())
    assert (seen.stop, seen.back, seen.timer) == (True, False, True)
    with pytest.raises(RunError, match="Stop that first"):
        step.put_back()
    assert len(studio.retraining.worn) == COUNT
    step.stop()
    assert stopped == [measured]


def test_on_a_space_its_owner_decides(hub: HubServer, home: Path, worker: FakeWorker) -> None:
    exchange = Exchange(home, True, "ada/pastiche", own_computer=False, endpoint=hub.address)
    step: Any = gallery_training._Handlers(toy_studio(home, worker, host=LARGE, hub=True, exchange=exchange), ENGLISH)
    for visitor in (None, SimpleNamespace(token=BOB)):
        for act in (step.begin, step.stop, step.put_back):
            with pytest.raises(RunError, match="Only this Space's owner"):
                act(visitor)
    assert worker.waiting == []
    step.begin(SimpleNamespace(token=TOKEN))
    assert len(worker.waiting) == COUNT


@pytest.mark.parametrize(("role", "decides"), [("admin", True), ("write", True), ("read", False), ("", False)])
def test_of_an_organizations_space_those_decide_who_may_write_in_it(
    hub: HubServer, home: Path, worker: FakeWorker, role: str, decides: bool
) -> None:
    hub.organizations["bob"] = {"press": role}
    exchange = Exchange(home, True, "press/pastiche", own_computer=False, endpoint=hub.address)
    step: Any = gallery_training._Handlers(toy_studio(home, worker, host=LARGE, hub=True, exchange=exchange), ENGLISH)
    if decides:
        step.begin(SimpleNamespace(token=BOB))
    else:
        with pytest.raises(RunError, match="Only this Space's owner"):
            step.begin(SimpleNamespace(token=BOB))
    assert len(worker.waiting) == (COUNT if decides else 0)


def test_on_a_space_without_a_sign_in_nothing_is_offered(home: Path) -> None:
    exchange = Exchange(home, False, "ada/pastiche", own_computer=False)
    studio = toy_studio(home, host=LARGE, hub=True, exchange=exchange)
    assert not view(gallery_training._Handlers(studio, ENGLISH).view()).shown
