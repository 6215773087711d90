"""The gallery without a browser: what is here, what is on the Hub, fetched with a click and taken away again."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.fakes import toy_visitors
from tests.hub_faults import BOB, TOKEN, adapter_files, hub
from tests.hub_server import HubServer
from tests.steps import built
from trainer.errors import PasticheError
from trainer.hub.error_messages import OUT_OF_REACH
from trainer.library import gallery
from ui.steps import gallery as gallery_step
from ui.strings.strings import ENGLISH, RUSSIAN, Strings
from ui.visitors.hub import VisitorHub
from ui.visitors.visitors import Visitors

__all__ = ["hub"]
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


def step_of(visitors: Visitors, t: Strings = ENGLISH) -> Any:
    return built(lambda owner: gallery_step.build(visitors, t, owner))


@pytest.fixture
def step(visitors: Visitors) -> Any:
    return step_of(visitors)


def here(step: Any, owner: str) -> str:
    return str(step.handlers.refresh(owner)[step.parts.here])


def there(step: Any, *asked: Any) -> str:
    return str(step.handlers.find(*asked)[step.parts.there])


def pressed(act: str, of: str) -> Any:
    return SimpleNamespace(act=act, of=of)


def put(hub: HubServer, identity: str = "ada/voice", private: bool = False) -> None:
    hub.add("models", identity, private, {**adapter_files(), "README.md": CARD})


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_what_ships_is_here_with_a_button_to_compare_and_none_to_take_it_away(visitors: Visitors, t: Strings) -> None:
    cards = here(step_of(visitors, t), "ann")
    assert cards.count("<article") == len(gallery.shipped())
    assert cards.count('data-act="compare"') == len(gallery.shipped())
    assert 'data-act="delete"' not in cards
    readable = [one.language == t.code for one in sorted(gallery.shipped(), key=lambda one: cards.index(one.name))]
    assert readable == sorted(readable, reverse=True)


def test_a_press_chooses_a_style_that_is_here(step: Any) -> None:
    output = step.handlers.choose(pressed("compare", "gallery/harbour_log"), "ann")
    assert output[step.parts.chosen] == "gallery/harbour_log"


def test_a_listed_style_is_fetched_chosen_and_stands_among_those_that_are_here(step: Any, hub: HubServer) -> None:
    put(hub)
    parts = step.parts
    assert 'data-of="ada/voice"' in there(step, "", "")
    outputs = list(step.handlers.pull_listed(pressed("pull", "ada/voice"), "ann"))
    assert ENGLISH.hub_phases["asking"] in outputs[0][parts.status]
    chosen, status, cards = (outputs[-1][part] for part in (parts.chosen, parts.status, parts.here))
    assert (chosen.partition("/")[0], status) == ("pulled", "")
    assert f'data-act="delete" data-of="{chosen}"' in cards
    assert cards == here(step, "ann")
    assert "ada/voice" not in here(step, "bob")


def test_a_fetched_style_is_taken_away_by_its_owner_only(step: Any, hub: HubServer) -> None:
    put(hub)
    chosen = list(step.handlers.pull("ann", "ada/voice"))[-1][step.parts.chosen]
    with pytest.raises(PasticheError, match="There is no such"):
        step.handlers.choose(pressed("delete", chosen), "bob")
    assert chosen in here(step, "ann")
    output = step.handlers.choose(pressed("delete", chosen), "ann")
    assert (output[step.parts.chosen], chosen in output[step.parts.here]) == ("", False)


def test_what_strangers_wrote_reaches_the_page_as_text(step: Any, hub: HubServer) -> None:
    put(hub)
    cards = list(step.handlers.pull("ann", "ada/voice"))[-1][step.parts.here]
    assert "A &lt;b&gt;bold&lt;/b&gt; voice" in cards
    assert "<b>" not in cards


def test_the_hub_is_searched_by_name_and_language(step: Any, hub: HubServer) -> None:
    put(hub)
    put(hub, "ada/secret", private=True)
    found = there(step, "voice", "en")
    assert "Qwen/Qwen3-1.7B" in found
    assert "0 downloads" in found.replace("\u00a0", " ")
    assert "ada/secret" not in there(step, "", "")
    assert ENGLISH.gallery_none in there(step, "voice", "ru")


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_a_hub_that_does_not_answer_is_a_sentence_and_what_is_here_stays(
    visitors: Visitors, hub: HubServer, t: Strings
) -> None:
    hub.order(".", drop=True)
    step = step_of(visitors, t)
    sentence = OUT_OF_REACH.text(t.code)
    assert sentence in there(step, "", "")
    assert sentence in list(step.handlers.pull("ann", "ada/voice"))[-1][step.parts.status]
    assert here(step, "ann").count("<article") == len(gallery.shipped())


@pytest.mark.parametrize("reference", ["", "voice", "../../etc/passwd", "ada/nothing", "<script>alert(1)</script>"])
def test_what_cannot_be_fetched_is_a_sentence_and_chooses_nothing(step: Any, reference: str) -> None:
    output = list(step.handlers.pull("ann", reference))[-1]
    status = output[step.parts.status]
    assert step.parts.chosen not in output
    assert 'class="line warning"' in status
    assert "<script" not in status


@pytest.mark.parametrize("nobody", ["", None])
def test_a_visitor_without_an_id_fetches_nothing(step: Any, hub: HubServer, nobody: str) -> None:
    put(hub)
    assert "Reload" in list(step.handlers.pull(nobody, "ada/voice"))[-1][step.parts.status]
    assert hub.requests == []


def test_a_private_style_comes_to_the_one_who_is_signed_in_and_to_nobody_else(step: Any, hub: HubServer) -> None:
    put(hub, private=True)
    for token in (None, SimpleNamespace(token=BOB)):
        assert "not for everybody" in list(step.handlers.pull("bob", "ada/voice", token))[-1][step.parts.status]
    output = list(step.handlers.pull("ann", "ada/voice", SimpleNamespace(token=TOKEN)))[-1]
    assert output[step.parts.chosen].startswith("pulled/")
    assert "ada/voice" not in here(step, "bob")


def test_ones_own_styles_on_the_hub_come_first_with_the_private_ones(step: Any, hub: HubServer) -> None:
    put(hub, "bob/voice")
    put(hub, "ada/voice")
    put(hub, "ada/secret", private=True)
    ada = SimpleNamespace(token=TOKEN)
    found = there(step, "", "", ada)
    assert found.index("ada/secret") < found.index("bob/voice")
    assert (found.count("<article"), found.count(ENGLISH.publish_private)) == (3, 1)
    assert "ada/secret" not in there(step, "voice", "", ada)
    assert "ada/secret" not in there(step, "", "ru", ada)
    for stranger in (None, SimpleNamespace(token=BOB), SimpleNamespace(token="hf_wrong")):
        found = there(step, "", "", stranger)
        assert "bob/voice" in found
        assert "ada/secret" not in found
    fetched = step.handlers.pull_listed(pressed("pull", "ada/secret"), "ann", ada)
    assert list(fetched)[-1][step.parts.chosen].startswith("pulled/")


def test_a_computers_own_token_lists_its_owners_styles(hub: HubServer, home: Path) -> None:
    put(hub, "ada/secret", private=True)
    mine = VisitorHub(home, endpoint=hub.address, machine_token=lambda: TOKEN)
    shared = VisitorHub(home, own_computer=False, endpoint=hub.address, machine_token=lambda: TOKEN)
    assert [one.repo_id for one in mine.own()] == ["ada/secret"]
    assert shared.own() == []
