"""What the tests of pushing and pulling share: a run with a real adapter, a Hub of their own, and no waiting."""

import shutil
import types
from collections.abc import Iterator
from pathlib import Path

import pytest
from huggingface_hub import constants
from huggingface_hub.utils import _http

from tests.hub_server import HubServer
from tests.toy import toy_corpus
from trainer.hub.card import SamplePair
from trainer.library.gallery import GALLERY
from trainer.runs.recipe import Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run

TOKEN, READ, BOB = "hf_adaSecretToken", "hf_adaSecretToken-read", "hf_bobSecretToken"
ADAPTER = GALLERY / "harbour_log" / "adapter"
PAIRS = (SamplePair("a door, a stranger, rain", "The base said this.", "The style said *that*.\n\nAnd | this."),)


def adapter_files() -> dict[str, bytes]:
    """Return the files of a real adapter of the embedded base."""
    return {path.name: path.read_bytes() for path in ADAPTER.iterdir()}


def run_with_adapter(home: Path, owner: str = "ann") -> Run:
    run = Run.create(home, NewRun(Recipe(lora_r=16, lora_alpha=32), toy_corpus(12), "The Harbour Log", owner))
    shutil.copytree(ADAPTER, run.adapter)
    return run


def load_fake(base: str, folder: Path, language: str, log: Path) -> tuple[SamplePair, ...]:
    """Stands for the child that loads the adapter."""
    assert (folder / "adapter_model.safetensors").read_bytes() == (ADAPTER / "adapter_model.safetensors").read_bytes()
    return PAIRS


@pytest.fixture
def hub(monkeypatch: pytest.MonkeyPatch) -> Iterator[HubServer]:
    monkeypatch.setattr(constants, "HF_HUB_OFFLINE", False)
    # The client waits before it tries again; how long is its own affair.
    monkeypatch.setattr(_http, "time", types.SimpleNamespace(sleep=lambda seconds: None, time=_http.time.time))
    with HubServer({TOKEN: "ada", READ: "ada", BOB: "bob"}) as server:
        yield server
