"""The gallery without a browser: what is here, what is on the Hub, fetched with a click and taken away again."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.fakes import toy_visitors
from tests.hub_faults import BOB, TOKEN, adapter_files, hub
from tests.hub_server import HubServer
from trainer.errors import PasticheError
from trainer.hub.error_messages import OUT_OF_REACH
from trainer.library import gallery
from ui.steps import gallery as gallery_step
from ui.strings.strings import ENGLISH, RUSSIAN, Strings
from ui.visitors.hub import VisitorHub
from ui.visitors.visitors import Visitors

__all__ = ["hub"]
SKIPPED = {"__type__": "update"}
CARD = b"""---
language: en
tags: [pastiche, lora]
base_model: Qwen/Qwen3-1.7B
base_model_relation: adapter
---
# A <b>bold</b> voice
"""


@pytest.fixture
def visitors(hub: HubServer, home: Path) -> Visitors:
    return toy_visitors(home, visitor_hub=VisitorHub(home, own_computer=False, endpoint=hub.address))


@pytest.fixture
def step(visitors: Visitors) -> Any:
    return gallery_step._Handlers(visitors, ENGLISH)


def pressed(act: str, of: str) -> Any:
    return SimpleNamespace(act=act, of=of)


def put(hub: HubServer, identity: str = "ada/voice", private: bool = False) -> None:
    hub.add("models", identity, private, {**adapter_files(), "README.md": CARD})


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_what_ships_is_here_with_a_button_to_compare_and_none_to_take_it_away(visitors: Visitors, t: Strings) -> None:
    here = gallery_step._Handlers(visitors, t).here("ann")
    assert here.count("<article") == len(gallery.shipped())
    assert here.count('data-act="compare"') == len(gallery.shipped())
    assert 'data-act="delete"' not in here
    readable = [one.language == t.code for one in sorted(gallery.shipped(), key=lambda one: here.index(one.name))]
    assert readable == sorted(readable, reverse=True)


def test_a_press_chooses_a_style_that_is_here(step: Any) -> None:
    assert step.choose(pressed("compare", "gallery/harbour_log"), "ann")[0] == "gallery/harbour_log"


def test_a_listed_style_is_fetched_chosen_and_stands_among_those_that_are_here(step: Any, hub: HubServer) -> None:
    put(hub)
    assert 'data-of="ada/voice"' in step.find("", "")
    outputs = list(step.pull_listed(pressed("pull", "ada/voice"), "ann"))
    assert ENGLISH.hub_phases["asking"] in outputs[0][1]
    chosen, status, here = outputs[-1]
    assert (chosen.partition("/")[0], status) == ("pulled", "")
    assert f'data-act="delete" data-of="{chosen}"' in here
    assert here == step.here("ann")
    assert "ada/voice" not in step.here("bob")


def test_a_fetched_style_is_taken_away_by_its_owner_only(step: Any, hub: HubServer) -> None:
    put(hub)
    chosen = list(step.pull("ann", "ada/voice"))[-1][0]
    with pytest.raises(PasticheError, match="There is no such"):
        step.choose(pressed("delete", chosen), "bob")
    assert chosen in step.here("ann")
    cleared, here, _ = step.choose(pressed("delete", chosen), "ann")
    assert (cleared, chosen in here) == ("", False)


def test_what_strangers_wrote_reaches_the_page_as_text(step: Any, hub: HubServer) -> None:
    put(hub)
    here = list(step.pull("ann", "ada/voice"))[-1][2]
    assert "A &lt;b&gt;bold&lt;/b&gt; voice" in here
    assert "<b>" not in here


def test_the_hub_is_searched_by_name_and_language(step: Any, hub: HubServer) -> None:
    put(hub)
    put(hub, "ada/secret", private=True)
    found = step.find("voice", "en")
    assert "Qwen/Qwen3-1.7B" in found
    assert "0 downloads" in found.replace("\u00a0", " ")
    assert "ada/secret" not in step.find("", "")
    assert ENGLISH.gallery_none in step.find("voice", "ru")


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_a_hub_that_does_not_answer_is_a_sentence_and_what_is_here_stays(
    visitors: Visitors, hub: HubServer, t: Strings
) -> None:
    hub.order(".", drop=True)
    step: Any = gallery_step._Handlers(visitors, t)
    sentence = OUT_OF_REACH.text(t.code)
    assert sentence in step.find("", "")
    assert sentence in list(step.pull("ann", "ada/voice"))[-1][1]
    assert step.here("ann").count("<article") == len(gallery.shipped())


@pytest.mark.parametrize("reference", ["", "voice", "../../etc/passwd", "ada/nothing", "<script>alert(1)</script>"])
def test_what_cannot_be_fetched_is_a_sentence_and_chooses_nothing(step: Any, reference: str) -> None:
    chosen, status, _ = list(step.pull("ann", reference))[-1]
    assert chosen == SKIPPED
    assert 'class="line warning"' in status
    assert "<script" not in status


@pytest.mark.parametrize("nobody", ["", None])
def test_a_visitor_without_an_id_fetches_nothing(step: Any, hub: HubServer, nobody: str) -> None:
    put(hub)
    assert "Reload" in list(step.pull(nobody, "ada/voice"))[-1][1]
    assert hub.requests == []


def test_a_private_style_comes_to_the_one_who_is_signed_in_and_to_nobody_else(step: Any, hub: HubServer) -> None:
    put(hub, private=True)
    for token in (None, SimpleNamespace(token=BOB)):
        assert "not for everybody" in list(step.pull("bob", "ada/voice", token))[-1][1]
    assert list(step.pull("ann", "ada/voice", SimpleNamespace(token=TOKEN)))[-1][0].startswith("pulled/")
    assert "ada/voice" not in step.here("bob")


def test_ones_own_styles_on_the_hub_come_first_with_the_private_ones(step: Any, hub: HubServer) -> None:
    put(hub, "bob/voice")
    put(hub, "ada/voice")
    put(hub, "ada/secret", private=True)
    ada = SimpleNamespace(token=TOKEN)
    found = step.find("", "", ada)
    assert found.index("ada/secret") < found.index("bob/voice")
    assert (found.count("<article"), found.count(ENGLISH.publish_private)) == (3, 1)
    assert "ada/secret" not in step.find("voice", "", ada)
    assert "ada/secret" not in step.find("", "ru", ada)
    for stranger in (None, SimpleNamespace(token=BOB), SimpleNamespace(token="hf_wrong")):
        found = step.find("", "", stranger)
        assert "bob/voice" in found
        assert "ada/secret" not in found
    fetched = step.pull_listed(pressed("pull", "ada/secret"), "ann", ada)
    assert list(fetched)[-1][0].startswith("pulled/")


def test_a_computers_own_token_lists_its_owners_styles(hub: HubServer, home: Path) -> None:
    put(hub, "ada/secret", private=True)
    mine = VisitorHub(home, endpoint=hub.address, machine_token=lambda: TOKEN)
    shared = VisitorHub(home, own_computer=False, endpoint=hub.address, machine_token=lambda: TOKEN)
    assert [one.repo_id for one in mine.own()] == ["ada/secret"]
    assert shared.own() == []
