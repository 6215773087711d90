"""This project as a Space: made, brought up to date, private by default, and nothing of the developer's in it."""

import pytest

from tests.hub_faults import BOB, READ, TOKEN, hub
from tests.hub_server import HubServer
from trainer.errors import HubError
from trainer.hub.space import push_space

__all__ = ["hub"]


def test_a_space_has_what_it_runs_on_and_nothing_else(hub: HubServer) -> None:
    made = push_space(TOKEN, "ada/pastiche", endpoint=hub.address)
    repo = hub.repos["spaces", "ada/pastiche"]
    assert made.private
    assert repo.private
    assert repo.card["sdk"] == "gradio"
    assert {"app.py", "README.md", "requirements.txt", "trainer/hub/space.py", "ui/page.css"} <= repo.files.keys()
    assert "trainer/embedded_base/model.safetensors" in repo.files
    parts = {name.partition("/")[0] for name in repo.files}
    assert not parts & {"tests", "shared", ".git", ".venv"}
    assert not [name for name in repo.files if "__pycache__" in name or "/." in name]


def test_an_update_takes_away_what_is_gone_and_leaves_what_is_not_ours(hub: HubServer) -> None:
    files = {"ui/old_step.py": b"old", "notes.txt": b"mine", ".gitattributes": b""}
    hub.add("spaces", "ada/pastiche", private=True, files=files)
    push_space(TOKEN, "ada/pastiche", endpoint=hub.address)
    there = hub.repos["spaces", "ada/pastiche"].files
    assert "ui/old_step.py" not in there
    assert there["notes.txt"] == b"mine"


def test_a_bucket_is_mounted_where_the_home_is_looked_for(hub: HubServer) -> None:
    push_space(TOKEN, "https://huggingface.co/spaces/ada/pastiche", bucket="ada/runs", endpoint=hub.address)
    volumes = str(hub.repos["spaces", "ada/pastiche"].card["volumes"])
    assert "ada/runs" in volumes
    assert "/data" in volumes


def test_a_public_space_is_touched_only_when_public_is_said(hub: HubServer) -> None:
    hub.add("spaces", "ada/pastiche")
    with pytest.raises(HubError, match="already on the Hub and public"):
        push_space(TOKEN, "ada/pastiche", endpoint=hub.address)
    assert not push_space(TOKEN, "ada/pastiche", public=True, endpoint=hub.address).private


@pytest.mark.parametrize(("token", "said"), [("", "no token"), (READ, "may not write"), (BOB, "may not write")])
def test_who_may_not_is_told_so(hub: HubServer, token: str, said: str) -> None:
    with pytest.raises(HubError, match=said):
        push_space(token, "ada/pastiche", endpoint=hub.address)
    assert hub.repos == {}


def test_an_account_without_a_plan_is_told_so(hub: HubServer) -> None:
    hub.order("POST /api/repos/create", status=402)
    with pytest.raises(HubError, match="paid plan"):
        push_space(TOKEN, "ada/pastiche", endpoint=hub.address)
