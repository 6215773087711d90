"""Finding styles on a Hub of our own: by our tag, by language, by name, and one's own."""

import pytest

from tests.hub_faults import BOB, TOKEN, hub
from tests.hub_server import HubServer
from trainer.errors import HubError
from trainer.hub.listing import Listed, on_hub, own_on_hub

__all__ = ["hub"]


def card(language: str, tag: str = "pastiche", gap: object = 0.61) -> dict[str, bytes]:
    metric = f'{{"type": "style_gap_closed", "value": {gap}}}'
    results = f'{{"task": {{"type": "t"}}, "dataset": {{"type": "d", "name": "D"}}, "metrics": [{metric}]}}'
    head = (
        f"language: [{language}]\ntags: [{tag}]\nbase_model: Qwen/Qwen3-4B\nbase_model_relation: adapter\n"
        f'model-index: [{{"name": "x", "results": [{results}]}}]'
    )
    return {"README.md": f"---\n{head}\n---\n# A\n".encode()}


@pytest.fixture(autouse=True)
def styles(hub: HubServer) -> None:
    hub.add("models", "ada/chekhov", files=card("ru")).downloads = 3
    hub.add("models", "bob/joyce", files=card("en", gap='"good"')).downloads = 8
    hub.add("models", "bob/secret", private=True, files=card("en"))
    hub.add("models", "eve/other", files=card("en", tag="lora"))


def test_everybodys_styles_are_found_by_our_tag_the_most_downloaded_first(hub: HubServer) -> None:
    assert on_hub(endpoint=hub.address) == [
        Listed("bob/joyce", "en", "Qwen/Qwen3-4B", None, 8, private=False),
        Listed("ada/chekhov", "ru", "Qwen/Qwen3-4B", 0.61, 3, private=False),
    ]
    assert set(hub.tokens) == {""}


def test_they_are_found_by_language_and_by_name(hub: HubServer) -> None:
    assert [one.repo_id for one in on_hub(language="ru", endpoint=hub.address)] == ["ada/chekhov"]
    assert [one.repo_id for one in on_hub("JOY", endpoint=hub.address)] == ["bob/joyce"]
    assert on_hub("nothing", endpoint=hub.address) == []


def test_ones_own_are_found_with_the_private_ones(hub: HubServer) -> None:
    assert [(one.repo_id, one.private) for one in own_on_hub(BOB, hub.address)] == [
        ("bob/joyce", False),
        ("bob/secret", True),
    ]
    assert [one.repo_id for one in own_on_hub(TOKEN, hub.address)] == ["ada/chekhov"]


@pytest.mark.parametrize("what", [{"status": 500}, {"drop": True}, {"alter": lambda body: b"<html>"}])
def test_a_hub_in_trouble_is_a_sentence(hub: HubServer, what: dict[str, object]) -> None:
    hub.order("GET /api/models", **what)
    with pytest.raises(HubError):
        on_hub(endpoint=hub.address)
