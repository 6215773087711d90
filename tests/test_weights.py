"""The weights in a folder: an adapter's or a whole model's, known by what they say."""

import hashlib
import os
from pathlib import Path

import pytest

from trainer.adapters.weights import Weights, learnt


def write(folder: Path, **files: bytes) -> Weights:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / f"{name}.safetensors").write_bytes(data)
    return Weights(folder)


def test_a_folder_without_weights_has_none(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    for weights in (Weights(tmp_path), Weights(tmp_path / "nowhere")):
        assert (weights.are_there, weights.are_full, weights.files) == (False, False, ())
        assert (weights.bytes, weights.made, weights.digest) == (0, 0.0, "")


def test_an_adapter_is_not_a_whole_model(tmp_path: Path) -> None:
    adapter = write(tmp_path / "adapter", adapter_model=b"small")
    model = write(tmp_path / "model", model=b"large weights")
    assert (adapter.are_there, adapter.are_full, adapter.bytes) == (True, False, 5)
    assert (model.are_there, model.are_full, model.bytes) == (True, True, 13)


def test_the_digest_of_one_file_is_the_files_own(tmp_path: Path) -> None:
    assert write(tmp_path, adapter_model=b"small").digest == hashlib.sha256(b"small").hexdigest()


def test_the_parts_of_a_large_model_are_one(tmp_path: Path) -> None:
    parts = {"model-00001-of-00002": b"first", "model-00002-of-00002": b"second"}
    model, copy = write(tmp_path / "a", **parts), write(tmp_path / "b", **parts)
    other = write(tmp_path / "c", **{**parts, "model-00002-of-00002": b"other!"})
    assert model.bytes == 11
    assert model.digest == copy.digest != other.digest


def test_weights_that_were_written_anew_are_known_as_others(tmp_path: Path) -> None:
    weights = write(tmp_path, model=b"before")
    before = weights.digest
    write(tmp_path, model=b"after!")
    os.utime(tmp_path / "model.safetensors", (7, 7))
    assert weights.digest != before
    assert weights.made == 7


@pytest.mark.parametrize("place", ["adapter", "model"])
def test_what_was_learnt_is_found_wherever_it_was_put(tmp_path: Path, place: str) -> None:
    name = "adapter_model" if place == "adapter" else "model"
    assert learnt(tmp_path).are_there is False
    write(tmp_path / place, **{name: b"weights"})
    assert learnt(tmp_path).folder == tmp_path / place
