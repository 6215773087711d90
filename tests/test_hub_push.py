"""Pushing an adapter by the Hub's own client to a Hub of our own: private, read back, heard; every trouble is said."""

import json
import logging
import re
from pathlib import Path
from typing import Any

import pytest
from huggingface_hub import ModelCard

from tests.hub_faults import BOB, PAIRS, READ, TOKEN, hub, load_fake, run_with_adapter
from tests.hub_server import Grant, HubServer
from trainer.errors import HubError, PasticheError, RunError
from trainer.hub.progress import Step, run_in_thread
from trainer.hub.push import LoadCheck, Published, Push, PushRequest, push
from trainer.hub.push import published as published_of
from trainer.runs.run import Run
from trainer.texts.reader import outcome

__all__ = ["hub"]
PRIVATE = PushRequest("voice", "own")
PUBLIC = PushRequest("voice", "own", public=True, sure=True)


@pytest.fixture
def run(home: Path) -> Run:
    return run_with_adapter(home)


def pushed(
    hub: HubServer,
    run: Run,
    request: PushRequest = PRIVATE,
    token: str = TOKEN,
    check_load: LoadCheck = load_fake,
) -> Published:
    return outcome(push(run, request, token, hub.address, check_load), lambda step: None)


def refused(
    hub: HubServer,
    run: Run,
    request: PushRequest = PRIVATE,
    token: str = TOKEN,
    check_load: LoadCheck = load_fake,
) -> str:
    with pytest.raises(PasticheError) as raised:
        pushed(hub, run, request, token, check_load)
    sentence = str(raised.value)
    assert "hf_" not in sentence
    assert sentence.endswith(".")
    return sentence


def test_a_push_is_private_and_holds_adapter_card_and_recipe(hub: HubServer, run: Run) -> None:
    done = pushed(hub, run)
    repo = hub.repos["models", "ada/voice"]
    assert done == Published("ada/voice", f"{hub.address}/ada/voice", repo.sha, private=True)
    assert repo.private
    assert set(repo.files) == {"adapter_config.json", "adapter_model.safetensors", "README.md", "recipe.json"}
    assert repo.files["adapter_model.safetensors"] == (run.adapter / "adapter_model.safetensors").read_bytes()
    assert json.loads(repo.files["recipe.json"])["base"] == "embedded"
    assert published_of(run) == done


def test_the_card_on_the_hub_says_who_and_how_and_is_found_by_its_tag(hub: HubServer, run: Run) -> None:
    pushed(hub, run)
    text = hub.repos["models", "ada/voice"].files["README.md"].decode()
    card = ModelCard(text)
    assert {"pastiche", "lora"} <= set(card.data.tags or ())
    assert "Whoever shared it says that they wrote the texts themselves." in text
    assert '"ada/voice"' in text
    assert "The base said this." in text


def test_no_word_of_the_texts_and_no_place_of_this_computer_is_sent(hub: HubServer, run: Run) -> None:
    pushed(hub, run)
    everything = b"".join(hub.repos["models", "ada/voice"].files.values())
    assert not [passage for passage in run.corpus.train if passage.text[:40].encode() in everything]
    assert str(run.folder).encode() not in everything
    assert run.about.owner.encode() not in everything


def test_an_answer_that_recites_is_left_off_the_card(hub: HubServer, run: Run) -> None:
    stolen = run.corpus.train[0].text

    def reciting(*_: Any) -> Any:
        return (*PAIRS, type(PAIRS[0])("a", "b", stolen))

    pushed(hub, run, check_load=reciting)
    text = hub.repos["models", "ada/voice"].files["README.md"].decode()
    assert stolen[:60] not in text
    assert "The base said this." in text


def test_one_is_told_how_far_it_is_and_in_which_order(hub: HubServer, run: Run) -> None:
    steps = list(push(run, PRIVATE, TOKEN, hub.address, load_fake))
    phases = list(dict.fromkeys(step.phase for step in steps))
    assert phases == ["asking", "loading", "sending", "reading_back"]
    assert steps[-1].phase == "loading"
    size = (run.adapter / "adapter_model.safetensors").stat().st_size
    assert Step("sending", size, size) in steps
    assert [step.done for step in steps if step.phase == "sending"][0] < size


def test_it_is_heard_here_first_and_again_from_the_hub_before_it_is_done(hub: HubServer, run: Run) -> None:
    places = []

    def check_load(base: str, folder: Path, language: str, log: Path) -> Any:
        places.append((folder == run.adapter, ("models", "ada/voice") in hub.repos))
        return load_fake(base, folder, language, log)

    pushed(hub, run, check_load=check_load)
    assert places == [(True, False), (False, True)]


def test_one_that_cannot_be_loaded_is_never_sent(hub: HubServer, run: Run) -> None:
    def deaf(*_: Any) -> Any:
        raise RunError("This style does not fit this version of the base. Fine-tune it again.")

    assert "does not fit" in refused(hub, run, check_load=deaf)
    assert hub.repos == {}


def test_one_that_cannot_be_loaded_from_the_hub_is_not_done_and_stays_private(hub: HubServer, run: Run) -> None:
    def deaf_later(base: str, folder: Path, language: str, log: Path) -> Any:
        if folder != run.adapter:
            raise RunError("It does not load.")
        return PAIRS

    assert "does not load" in refused(hub, run, PUBLIC, check_load=deaf_later)
    assert hub.repos["models", "ada/voice"].private
    assert published_of(run) is None


def test_public_comes_last_and_is_read_back(hub: HubServer, run: Run) -> None:
    def check_load(base: str, folder: Path, language: str, log: Path) -> Any:
        assert all(repo.private for repo in hub.repos.values())
        return load_fake(base, folder, language, log)

    assert pushed(hub, run, PUBLIC, check_load=check_load).private is False
    assert not hub.repos["models", "ada/voice"].private


def test_public_asks_twice_where_nobody_knows_whether_it_recites(hub: HubServer, run: Run) -> None:
    assert "Confirm once more" in refused(hub, run, PushRequest("voice", "own", public=True))
    assert hub.requests == []


def test_without_a_reason_why_it_may_be_shared_nothing_is_sent(hub: HubServer, run: Run) -> None:
    assert "why you may share" in refused(hub, run, PushRequest("voice", None))
    assert hub.requests == []


def test_a_run_without_an_adapter_has_nothing_to_push(hub: HubServer, home: Path) -> None:
    run = run_with_adapter(home)
    (run.adapter / "adapter_model.safetensors").unlink()
    assert "no adapter" in refused(hub, run)


def test_a_second_push_is_a_new_commit_in_the_same_place(hub: HubServer, run: Run) -> None:
    first = pushed(hub, run)
    run.rename("Another name")
    second = pushed(hub, run)
    assert second.repo_id == first.repo_id
    assert second.sha != first.sha
    assert "# Another name" in hub.repos["models", "ada/voice"].files["README.md"].decode()
    assert hub.asked("PUT /lfs/") == 1


def test_a_private_push_into_a_public_repository_is_refused(hub: HubServer, run: Run) -> None:
    pushed(hub, run, PUBLIC)
    commits = len(hub.repos["models", "ada/voice"].commits)
    assert "already on the Hub and public" in refused(hub, run)
    assert len(hub.repos["models", "ada/voice"].commits) == commits


def test_a_name_that_is_taken_is_left_alone(hub: HubServer, run: Run) -> None:
    hub.add("models", "ada/voice", private=True, files={"model.safetensors": b"another model"})
    assert "with something else in it" in refused(hub, run)
    assert hub.repos["models", "ada/voice"].files == {"model.safetensors": b"another model"}


@pytest.mark.parametrize(
    ("token", "name", "said"),
    [
        ("", "voice", "There is no token"),
        ("hf_wrong", "voice", "does not know this token"),
        ("hf_a\nX-Evil: b", "voice", "does not know this token"),
        (READ, "voice", "may not write to `ada/voice`"),
        (BOB, "ada/voice", "may not write to `ada/voice`"),
        (TOKEN, "my voice", "cannot be the name of an adapter"),
        (TOKEN, "../voice", "cannot be the name"),
        (TOKEN, "", "cannot be the name"),
    ],
)
def test_who_may_not_push_is_told_so_and_leaves_nothing(
    hub: HubServer, run: Run, token: str, name: str, said: str
) -> None:
    assert said in refused(hub, run, PushRequest(name, "own"), token)
    assert hub.repos == {}


@pytest.fixture
def least(hub: HubServer) -> str:
    """Return the token of an app that may make repositories and reach those, as the one of a Space does."""
    hub.accounts["hf_oauthLeast"] = "ada"
    hub.grants["hf_oauthLeast"] = Grant("a space", frozenset({"openid", "profile", "contribute-repos"}))
    return "hf_oauthLeast"


def test_the_least_right_that_a_visitor_can_give_is_enough_to_push_and_to_push_again(
    hub: HubServer, run: Run, least: str
) -> None:
    assert pushed(hub, run, PUBLIC, least).private is False
    run.rename("Another name")
    assert pushed(hub, run, PUBLIC, least).sha == hub.repos["models", "ada/voice"].sha
    assert len(hub.repos["models", "ada/voice"].commits) == 3


def test_what_an_app_may_not_reach_it_leaves_alone(hub: HubServer, run: Run, least: str) -> None:
    hub.add("models", "ada/voice", private=True, files={"model.safetensors": b"another model"})
    assert "may not write to `ada/voice`" in refused(hub, run, token=least)
    assert hub.repos["models", "ada/voice"].files == {"model.safetensors": b"another model"}
    hub.grants[least] = Grant("a space", frozenset({"openid", "profile"}))
    assert "may not write to `ada/other`" in refused(hub, run, PushRequest("other", "own"), least)


def flipped(data: bytes) -> bytes:
    return re.sub(rb'"sha256": ".', b'"sha256": "x', data)


STORAGE = {"status": 403, "message": "Private repository storage limit reached"}
FAULTS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("GET /api/whoami", {"status": 401, "message": "Invalid credentials in Authorization header"}, "does not know"),
    ("GET /api/whoami", {"status": 429, "headers": {"Retry-After": "130"}}, "Try again in 3 min"),
    ("GET /api/whoami", {"drop": True}, "cannot be reached"),
    ("GET /api/whoami", {"alter": lambda body: b"<html>Welcome to the hotel</html>"}, "makes no sense"),
    ("GET /api/whoami", {"alter": lambda body: b"{}"}, "makes no sense"),
    ("POST /api/repos/create", {"status": 403}, "may not write"),
    ("POST /api/repos/create", {"status": 402}, "no room left"),
    ("POST /api/repos/create", {"status": 500}, "error 500"),
    ("POST /api/repos/create", {"drop": True}, "cannot be reached"),
    ("GET /api/models/ada/voice", {"status": 503}, "error 503"),
    ("POST .*/preupload/", {"status": 413}, "no room left"),
    ("POST .*/preupload/", {"status": 500}, "error 500"),
    ("POST .*/preupload/", {"drop": True}, "cannot be reached"),
    ("POST .*/objects/batch", STORAGE, "no room left"),
    ("POST .*/objects/batch", {"status": 429, "headers": {"Retry-After": "1"}}, "asks for a pause"),
    ("PUT /lfs/", {"status": 500}, "error 500"),
    ("PUT /lfs/", {"drop": True}, "broke in the middle"),
    ("PUT /lfs/", {"status": 400}, "error 400"),
    ("POST /lfs/.*/verify", {"status": 404}, "may not write"),
    ("POST .*/commit/main", {"status": 409}, "at the same moment"),
    ("POST .*/commit/main", {"status": 412}, "at the same moment"),
    ("POST .*/commit/main", {"status": 500}, "error 500"),
    ("POST .*/commit/main", {"drop": True}, "cannot be reached"),
    ("POST .*/commit/main", {"cut": 5}, "cannot be reached"),
    ("GET .*/revision/", {"alter": flipped}, "not on the Hub as it was sent"),
    ("GET .*/revision/", {"status": 404, "code": "RevisionNotFound"}, "may not write"),
    ("GET .*/resolve/.*safetensors", {"cut": 0}, "cannot be reached"),
    ("GET .*/resolve/.*safetensors", {"alter": lambda body: bytes(len(body))}, "did not arrive as the Hub has it"),
    ("HEAD .*/resolve/", {"status": 500}, "cannot be reached"),
    ("GET .*/resolve/", {"status": 500}, "error 500"),
)


@pytest.mark.parametrize(("on", "what", "said"), FAULTS, ids=[f"{on} {', '.join(what)}" for on, what, _ in FAULTS])
def test_a_fault_is_a_sentence_and_never_done_and_the_next_push_goes_on(
    hub: HubServer, run: Run, caplog: pytest.LogCaptureFixture, on: str, what: dict[str, Any], said: str
) -> None:
    mine = {path: path.read_bytes() for path in run.folder.rglob("*") if path.is_file()}
    hub.order(on, **what)
    with caplog.at_level(logging.DEBUG):
        assert said in refused(hub, run)
    assert published_of(run) is None
    assert {path: path.read_bytes() for path in mine} == mine
    assert all(repo.private for repo in hub.repos.values())
    assert TOKEN not in caplog.text

    hub.faults.clear()
    assert pushed(hub, run).sha == hub.repos["models", "ada/voice"].sha
    assert TOKEN not in "".join(path.read_text("utf-8", "replace") for path in run.folder.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    ("on", "what"),
    [
        *((on, {"status": 500, "times": 2}) for on in ("/preupload/", "/objects/batch", "PUT /lfs/", "/verify")),
        *((on, {"drop": True, "times": 1}) for on in ("/preupload/", "PUT /lfs/", "GET .*/resolve/")),
    ],
)
def test_what_passes_by_itself_is_tried_again_and_not_told(
    hub: HubServer, run: Run, on: str, what: dict[str, Any]
) -> None:
    fault = hub.order(on, **what)
    assert pushed(hub, run).private
    assert fault.times == 0


def test_what_arrived_before_the_cut_is_not_sent_again(hub: HubServer, run: Run) -> None:
    hub.order("POST .*/commit/main", status=500)
    refused(hub, run)
    hub.faults.clear()
    pushed(hub, run)
    assert hub.asked("PUT /lfs/") == 1


def test_a_hub_that_makes_a_private_push_public_is_found_out(hub: HubServer, run: Run) -> None:
    hub.ignores_private = True
    assert "already on the Hub and public" in refused(hub, run)
    assert hub.asked("PUT /lfs/") == 0


@pytest.mark.parametrize(("again", "said"), [(False, "private again now"), (True, "Make it private there now")])
def test_one_that_becomes_public_in_the_middle_is_closed_again(
    hub: HubServer, run: Run, again: bool, said: str
) -> None:
    def open_it(body: bytes) -> bytes:
        hub.repos["models", "ada/voice"].private, hub.ignores_private = False, again
        return body

    hub.order("POST .*/commit/main", alter=open_it)
    assert said in refused(hub, run)
    assert published_of(run) is None


@pytest.mark.parametrize("what", [{}, {"status": 403}, {"status": 500}, {"drop": True}])
def test_one_that_cannot_be_made_public_is_not_said_to_be_and_is_there_for_its_author(
    hub: HubServer, run: Run, what: dict[str, Any]
) -> None:
    hub.order("PUT .*/settings", **{"alter": lambda body: close(hub) or body, **what})
    assert "could not be made public" in refused(hub, run, PUBLIC)
    repo = hub.repos["models", "ada/voice"]
    assert published_of(run) == Published("ada/voice", f"{hub.address}/ada/voice", repo.sha, private=True)
    hub.faults.clear()
    assert pushed(hub, run, PUBLIC).private is False


def close(hub: HubServer) -> None:
    hub.repos["models", "ada/voice"].private = True


def test_a_hub_that_falls_silent_is_not_waited_for(hub: HubServer, run: Run) -> None:
    hub.order("POST .*/commit/main", seconds=8)
    work = Push(run, PRIVATE, TOKEN, hub.address, load_fake)
    with pytest.raises(HubError, match="stopped answering"):
        outcome(run_in_thread(work, silence_seconds=1), lambda step: None)


def test_a_push_that_nobody_waits_for_ends(hub: HubServer, run: Run) -> None:
    sending = push(run, PRIVATE, TOKEN, hub.address, load_fake)
    for step in sending:
        if step.phase == "sending":
            break
    sending.close()
    assert published_of(run) is None
    assert pushed(hub, run).private


def test_a_hub_that_is_not_there_is_a_sentence(run: Run, hub: HubServer) -> None:
    with pytest.raises(HubError, match="cannot be reached"):
        outcome(push(run, PRIVATE, TOKEN, "http://127.0.0.1:9", load_fake), lambda step: None)
