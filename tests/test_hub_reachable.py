"""Where the Hub is, and which bases have come from it already."""

from pathlib import Path

import pytest

from trainer import bases
from trainer.hub.reachable import address, fetched

SMALL = bases.find("Qwen/Qwen2.5-0.5B-Instruct")


def keep(cache: Path, identity: str, file: str) -> None:
    folder = cache / f"models--{identity.replace('/', '--')}" / "snapshots" / "0123abc"
    folder.mkdir(parents=True)
    (folder / file).write_bytes(b"weights")


def test_a_base_whose_weights_are_on_the_disk_is_fetched_in_either_form(tmp_path: Path) -> None:
    assert not fetched(SMALL, tmp_path)
    keep(tmp_path / "one", SMALL.id, "model.safetensors")
    assert fetched(SMALL, tmp_path / "one")
    keep(tmp_path / "other", SMALL.four_bit_id or "", "model-00001-of-00002.safetensors")
    assert fetched(SMALL, tmp_path / "other")


def test_a_base_of_which_only_small_files_came_is_not_fetched(tmp_path: Path) -> None:
    keep(tmp_path, SMALL.id, "config.json")
    assert not fetched(SMALL, tmp_path)


def test_a_folder_and_what_ships_need_no_fetching(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    assert fetched(bases.EMBEDDED, tmp_path)
    assert fetched(bases.find(str(tmp_path)), tmp_path / "empty")


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({}, "https://huggingface.co"),
        ({"HF_ENDPOINT": "http://127.0.0.1:1"}, "http://127.0.0.1:1"),
        ({"HF_ENDPOINT": "http://127.0.0.1:1", "HF_HUB_OFFLINE": "yes"}, ""),
    ],
)
def test_the_environment_says_where_the_hub_is(
    environment: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HF_ENDPOINT", "HF_HUB_OFFLINE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    assert address() == expected
