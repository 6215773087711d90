"""The link: an address opens a comparison with its style fetched, its strength and prompt set; and "Copy link"."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.hub_faults import adapter_files, hub, run_with_adapter
from tests.hub_server import HubServer
from tests.test_app import FakeGenerator, FakeWorker
from tests.toy import toy_corpus
from trainer.bases import Host
from trainer.errors import PasticheError
from trainer.estimate import Pace
from trainer.events import Finished
from trainer.recipe import Recipe
from trainer.run import Run
from ui import compare_step
from ui.exchange import Exchange
from ui.guard import Guard
from ui.studio import Studio
from ui.words import ENGLISH, RUSSIAN, Words

__all__ = ["hub"]
ASKING, STATUS, STYLE, PROMPT, BESIDE, STRENGTH, STYLED = 0, 1, 2, 4, 7, 8, 9
SKIPPED = {"__type__": "update"}


def step_at(hub: HubServer, home: Path, words: Words = ENGLISH) -> Any:
    studio = Studio(
        home,
        FakeWorker(),
        FakeGenerator(),
        Host(gpu_memory_gib=0, memory_gib=8, cores=2),
        lambda: False,
        lambda recipe, language, home: Pace(1000, 3000, 1.5, 5, 1.2),
        exchange=Exchange(home, own_computer=False, endpoint=hub.address),
    )
    return compare_step._Handlers(studio, words, Guard(words))


@pytest.fixture
def step(hub: HubServer, home: Path) -> Any:
    return step_at(hub, home)


def request(**asked: str) -> Any:
    return SimpleNamespace(query_params=asked)


@pytest.fixture
def shared(hub: HubServer) -> HubServer:
    hub.add("models", "ada/voice", files={**adapter_files(), "README.md": b"---\nlanguage: en\n---\n# The Log\n"})
    return hub


def test_a_link_fetches_its_style_visibly_and_then_asks_its_question(step: Any, shared: HubServer) -> None:
    asked = request(adapter="ada/voice", strength="0.8", prompt="fog, bell")
    *coming, last = list(step.linked("ann", asked))
    assert ENGLISH.hub_phases["asking"] in coming[0][STATUS]
    assert last[ASKING].startswith("pulled/")
    assert last[STYLE].value == last[ASKING]
    assert ("The Log", last[ASKING]) in last[STYLE].choices
    assert (last[PROMPT], last[STRENGTH].value) == ("fog, bell", 0.8)
    # The author's texts are not here, so there is no column that was shown some.
    assert not last[BESIDE].visible
    assert set(shared.tokens) == {""}


def test_a_link_without_strength_and_prompt_takes_the_styles_own(step: Any) -> None:
    [last] = list(step.linked("ann", request(style="gallery/harbour_log")))
    style = step._studio.style("ann", "gallery/harbour_log")
    assert (last[ASKING], last[PROMPT], last[STRENGTH].value) == (style.id, style.prompts[0], style.strength)
    assert last[STRENGTH].interactive
    assert last[BESIDE].visible
    assert last[STYLED].visible


def test_an_address_that_asks_for_nothing_asks_nothing(step: Any, hub: HubServer) -> None:
    [last] = list(step.linked("ann", request(lang="ru")))
    assert last[ASKING] == ""
    assert all(one == SKIPPED for one in last[1:])
    assert hub.requests == []


@pytest.mark.parametrize("words", [ENGLISH, RUSSIAN])
def test_a_link_to_what_is_not_there_is_a_sentence_and_nothing_else_changes(
    hub: HubServer, home: Path, words: Words
) -> None:
    last = list(step_at(hub, home, words).linked("ann", request(adapter="ada/nothing")))[-1]
    sentence = "`ada/nothing` is not on the Hub, or not for everybody. Check its name; sign in if it is yours."
    assert words.translated(sentence) in last[STATUS].replace("<code>", "`").replace("</code>", "`")
    assert last[ASKING] == ""
    assert all(one == SKIPPED for one in last[2:])


def test_a_link_to_another_visitors_run_opens_nothing(step: Any, home: Path) -> None:
    run = run_with_adapter(home)
    with pytest.raises(PasticheError, match="There is no such"):
        list(step.linked("bob", request(style=f"run/{run.id}")))


def test_the_opening_comparison_gives_way_to_a_link(step: Any) -> None:
    [last] = list(step.opening(request(adapter="ada/voice")))
    assert all(one == SKIPPED for one in last)
    assert len(list(step.opening(request(lang="en")))) > 1


def test_what_copy_link_copies_opens_the_same_comparison(step: Any, shared: HubServer) -> None:
    identity = list(step.linked("ann", request(adapter="ada/voice")))[-1][ASKING]
    assert step.link("ann", identity, 1, "my own words", False) == "?adapter=ada/voice&strength=1&lang=en"
    assert "prompt=my+own+words" in step.link("ann", identity, 1, "my own words", True)
    with pytest.raises(PasticheError, match="There is no such"):
        step.link("bob", identity, 1, "", False)


def test_a_style_without_a_training_has_two_columns_and_no_strength(step: Any, home: Path) -> None:
    run = Run.create(home, Recipe(method="few_shot"), toy_corpus(12), "Shown", "ann")
    run.append(Finished(0, 0, "nothing to train", 0.1))
    about, _, _, _, beside, strength, styled, *_ = step.described("ann", f"run/{run.id}")
    assert ENGLISH.few_shot_style in about
    assert (beside.visible, styled.visible) == (True, False)
    assert (strength.value, strength.interactive) == (1.0, False)


def test_a_whole_model_has_all_columns_and_no_strength(step: Any, home: Path) -> None:
    run = Run.create(home, Recipe(method="full"), toy_corpus(12), "Whole", "ann")
    run.model.mkdir()
    (run.model / "model.safetensors").write_bytes(b"weights")
    _, _, _, _, beside, strength, styled, *_ = step.described("ann", f"run/{run.id}")
    assert (beside.visible, styled.visible) == (True, True)
    assert (strength.value, strength.interactive, strength.info) == (1.0, False, ENGLISH.strength_none)
