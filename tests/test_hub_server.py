"""The Hub of the tests speaks as the Hub does: driven by the unmodified client."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from huggingface_hub import CommitOperationAdd, HfApi, constants
from huggingface_hub.errors import GatedRepoError, HfHubHTTPError, RemoteEntryNotFoundError, RepositoryNotFoundError

from tests.hub_server import HubServer

WEIGHTS = bytes(range(256)) * 400
CARD = b"---\ntags: [pastiche]\nbase_model: qwen/base\nbase_model_relation: adapter\nlanguage: [ru]\n---\n# A\n"


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    with HubServer({"hf_ada": "ada", "hf_bob": "bob"}) as server:
        yield server


@pytest.fixture
def api(hub: HubServer) -> HfApi:
    return HfApi(endpoint=hub.address, token="hf_ada")


def commit(api: HfApi) -> str:
    api.create_repo("ada/voice", private=True, exist_ok=True)
    files = {"adapter_model.safetensors": WEIGHTS, "README.md": CARD}
    operations = [CommitOperationAdd(name, data) for name, data in files.items()]
    return api.create_commit("ada/voice", operations, commit_message="A voice").oid


def test_what_is_committed_is_downloaded_the_same(hub: HubServer, api: HfApi, tmp_path: Path) -> None:
    sha = commit(api)
    path = api.hf_hub_download("ada/voice", "adapter_model.safetensors", revision=sha, local_dir=tmp_path)
    assert Path(path).read_bytes() == WEIGHTS
    assert hub.asked(r"PUT /lfs/") == 1


def test_a_large_file_that_is_there_is_not_sent_again(hub: HubServer, api: HfApi) -> None:
    assert commit(api) == commit(api)
    assert hub.asked(r"PUT /lfs/") == 1
    assert len(hub.repos["models", "ada/voice"].commits) == 2


def test_files_are_told_with_their_sizes_and_hashes(api: HfApi) -> None:
    commit(api)
    info = api.model_info("ada/voice", files_metadata=True)
    found = {file.rfilename: file for file in info.siblings or []}
    assert info.private
    assert found["adapter_model.safetensors"].size == len(WEIGHTS)
    assert found["adapter_model.safetensors"].lfs["sha256"] == hashlib.sha256(WEIGHTS).hexdigest()
    assert found["README.md"].lfs is None


def test_a_private_model_is_its_owners_and_a_public_one_everybodys(hub: HubServer, api: HfApi) -> None:
    commit(api)
    stranger = HfApi(endpoint=hub.address, token=False)
    with pytest.raises(RepositoryNotFoundError):
        stranger.model_info("ada/voice")
    assert list(stranger.list_models(filter="pastiche")) == []
    api.update_repo_settings("ada/voice", visibility="public")
    assert not stranger.model_info("ada/voice").private
    tags = ["pastiche", "base_model:adapter:qwen/base", "ru"]
    assert [model.id for model in stranger.list_models(filter=tags, author="ada", search="VOI")] == ["ada/voice"]
    assert list(stranger.list_models(filter="other")) == []


def test_a_gated_model_is_told_of_and_not_given(hub: HubServer, api: HfApi, tmp_path: Path) -> None:
    hub.add("models", "bob/closed", files={"a.safetensors": WEIGHTS}).gated = "manual"
    assert api.model_info("bob/closed").gated == "manual"
    with pytest.raises(GatedRepoError):
        api.hf_hub_download("bob/closed", "a.safetensors", local_dir=tmp_path)


def test_a_file_that_is_not_there_is_missing(api: HfApi, tmp_path: Path) -> None:
    commit(api)
    with pytest.raises(RemoteEntryNotFoundError):
        api.hf_hub_download("ada/voice", "adapter_model.bin", local_dir=tmp_path)


def test_a_commit_on_top_of_an_old_one_is_refused(api: HfApi) -> None:
    first = commit(api)
    api.create_commit("ada/voice", [CommitOperationAdd("a.json", b"{}")], commit_message="Another")
    with pytest.raises(HfHubHTTPError) as raised:
        api.create_commit(
            "ada/voice", [CommitOperationAdd("b.json", b"{}")], commit_message="Late", parent_commit=first
        )
    assert raised.value.response.status_code == 412


@pytest.mark.parametrize("head", ["a: [", "base_model: /home/ada/model"])
def test_a_card_whose_head_the_hub_could_not_read_is_refused(hub: HubServer, api: HfApi, head: str) -> None:
    hub.add("models", "ada/voice")
    card = CommitOperationAdd("README.md", f"---\n{head}\n---\n".encode())
    with pytest.raises(ValueError, match="[Ii]nvalid"):
        api.create_commit("ada/voice", [card], commit_message="A card")
    assert len(hub.repos["models", "ada/voice"].commits) == 1


def test_faults_strike_when_they_are_ordered_and_as_often(hub: HubServer, api: HfApi) -> None:
    hub.order(r"GET /api/whoami", status=418, times=1, after=1)
    assert api.whoami()["name"] == "ada"
    with pytest.raises(HfHubHTTPError):
        api.whoami()
    assert api.whoami()["name"] == "ada"


def test_a_download_that_is_cut_off_goes_on_where_it_was(hub: HubServer, api: HfApi, tmp_path: Path) -> None:
    sha = commit(api)
    hub.order(r"GET /ada/voice/resolve", cut=10_000, times=1)
    path = api.hf_hub_download("ada/voice", "adapter_model.safetensors", revision=sha, local_dir=tmp_path)
    assert Path(path).read_bytes() == WEIGHTS
    assert hub.asked(r"GET /ada/voice/resolve") == 2
