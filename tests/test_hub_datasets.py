"""Pushing a dataset through the Hub's own client to a Hub of our own: private, read back, every trouble a sentence."""

import logging
from collections.abc import Iterator

import pytest
from huggingface_hub import constants

from styles.examples.examples import Example
from tests.hub_server import HubServer
from trainer.errors import HubError
from trainer.hub.datasets import Pushed, push_dataset
from trainer.hub.jsonl import to_jsonl

TOKEN, READ, BOB = "hf_ada", "hf_ada-read", "hf_bob"
DATA = to_jsonl([Example("write", "Напиши про: дождь", "Шёл «дождь».\n\nИ ёлка.", 0)])


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    with HubServer({TOKEN: "ada", READ: "ada", BOB: "bob"}) as server:
        yield server


def refused(hub: HubServer, token: str = TOKEN, name: str = "letters") -> str:
    with pytest.raises(HubError) as raised:
        push_dataset(token, name, DATA, hub.address)
    sentence = str(raised.value)
    assert token.strip() not in sentence or not token.strip()
    return sentence


def test_a_push_makes_a_private_dataset_with_the_examples(hub: HubServer) -> None:
    assert push_dataset(f" {TOKEN}\n", "letters", DATA, hub.address) == Pushed(
        "ada/letters", f"{hub.address}/datasets/ada/letters"
    )
    repo = hub.repos["datasets", "ada/letters"]
    assert repo.private
    assert repo.files == {"train.jsonl": DATA}
    assert hub.requests[-1] == ("GET", "/api/datasets/ada/letters")


def test_a_second_push_replaces_the_first(hub: HubServer) -> None:
    push_dataset(TOKEN, "ada/letters", DATA, hub.address)
    push_dataset(TOKEN, "https://huggingface.co/datasets/ada/letters", b"{}\n", hub.address)
    assert hub.repos["datasets", "ada/letters"].files == {"train.jsonl": b"{}\n"}


def test_a_public_dataset_of_that_name_is_left_alone(hub: HubServer) -> None:
    repo = hub.add("datasets", "ada/letters", private=False)
    assert "already on the Hub and public" in refused(hub)
    assert repo.files == {}


def test_a_hub_that_makes_it_public_gets_no_text(hub: HubServer) -> None:
    hub.ignores_private = True
    assert "public" in refused(hub)
    assert hub.repos["datasets", "ada/letters"].files == {}


@pytest.mark.parametrize(
    ("token", "name", "said"),
    [
        ("", "letters", "There is no token"),
        ("hf_\n\x00", "letters", "does not know this token"),
        ("hf_wrong", "letters", "does not know this token"),
        (READ, "letters", "may not write to `ada/letters`"),
        (BOB, "ada/letters", "may not write to `ada/letters`"),
        (TOKEN, "", "cannot be the name of a dataset"),
        (TOKEN, "my letters", "cannot be the name of a dataset"),
        (TOKEN, "a/b/c", "cannot be the name of a dataset"),
        (TOKEN, "../letters", "cannot be the name of a dataset"),
    ],
)
def test_what_cannot_be_pushed_is_a_sentence_and_leaves_nothing(
    hub: HubServer, token: str, name: str, said: str
) -> None:
    assert said in refused(hub, token, name)
    assert hub.repos == {}


def test_a_private_dataset_of_somebody_else_is_not_told_of(hub: HubServer) -> None:
    hub.add("datasets", "ada/letters", private=True)
    assert "may not write" in refused(hub, BOB, "ada/letters")


@pytest.mark.parametrize(
    ("ending", "status", "said"),
    [
        ("/create", 402, "no room left"),
        ("/main", 413, "no room left"),
        ("/main", 409, "at the same moment"),
        ("/whoami-v2", 418, "error 418"),
    ],
)
def test_other_troubles_of_the_hub_are_sentences_too(hub: HubServer, ending: str, status: int, said: str) -> None:
    hub.fails[ending] = status
    assert said in refused(hub)


def test_a_hub_that_is_not_there_is_a_sentence(hub: HubServer, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), pytest.raises(HubError, match="cannot be reached"):
        push_dataset(TOKEN, "ada/letters", DATA, "http://127.0.0.1:9")
    assert TOKEN not in caplog.text


def test_offline_mode_is_a_sentence(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", True)
    assert "cannot be reached" in refused(hub)
