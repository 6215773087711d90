"""Foreign adapters, read without trust: what they are is understood, and whatever is odd about them is a sentence."""

import json
import struct
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trainer.adapters.files import CONFIG, WEIGHTS, inspect, plain_config, wanted
from trainer.errors import HubError
from trainer.library.gallery import GALLERY

CONFIGURED = {"peft_type": "LORA", "task_type": "CAUSAL_LM", "base_model_name_or_path": "a/base", "lora_alpha": 16}
LAYER = "base_model.model.model.layers.0.self_attn.q_proj"


def safetensors(shapes: dict[str, tuple[int, ...]], dtype: str = "F32", extra: bytes = b"") -> bytes:
    head: dict[str, Any] = {"__metadata__": {"format": "pt"}}
    place = 0
    for name, shape in shapes.items():
        size = 4
        for each in shape:
            size *= each
        head[name] = {"dtype": dtype, "shape": list(shape), "data_offsets": [place, place + size]}
        place += size
    text = json.dumps(head).encode()
    return struct.pack("<Q", len(text)) + text + bytes(place) + extra


PLAIN = {f"{LAYER}.lora_A.weight": (8, 192), f"{LAYER}.lora_B.weight": (192, 8)}


def put(folder: Path, weights: bytes = safetensors(PLAIN), **config: Any) -> Path:
    (folder / WEIGHTS).write_bytes(weights)
    (folder / CONFIG).write_text(json.dumps({**CONFIGURED, **config}), "utf-8")
    return folder


def refused(folder: Path) -> str:
    with pytest.raises(HubError) as raised:
        inspect(folder, "ada/voice")
    assert "`ada/voice` cannot be used" in str(raised.value)
    return str(raised.value)


def test_our_own_adapter_is_understood() -> None:
    folder = GALLERY / "harbour_log" / "adapter"
    facts, config = inspect(folder, "ada/voice"), json.loads((folder / CONFIG).read_text("utf-8"))
    assert (facts.base, facts.rank, facts.lora_alpha) == ("embedded", config["r"], config["lora_alpha"])
    assert {name.rpartition(".")[2] for name in facts.ranks} == set(config["target_modules"])
    assert "model.layers.0.mlp.down_proj" in facts.ranks


def test_what_is_kept_of_a_configuration_is_only_what_was_understood(tmp_path: Path) -> None:
    evil = {"auto_mapping": {"parent_library": "os"}, "megatron_core": "os", "target_modules": "(a+)+$", "x": 1}
    facts = inspect(put(tmp_path, **evil), "ada/voice")
    config = json.loads(plain_config(facts, "a/base"))
    assert config["target_modules"] == ["model.layers.0.self_attn.q_proj"]
    assert not config.keys() & {"auto_mapping", "megatron_core", "x"}
    assert (config["r"], config["lora_alpha"], config["base_model_name_or_path"]) == (8, 16, "a/base")


def test_ranks_and_alphas_that_differ_are_kept_by_module(tmp_path: Path) -> None:
    other = LAYER.replace("q_proj", "v_proj")
    shapes = {**PLAIN, f"{other}.lora_A.weight": (4, 192), f"{other}.lora_B.weight": (96, 4)}
    facts = inspect(put(tmp_path, safetensors(shapes), alpha_pattern={"v_proj": 32}), "ada/voice")
    config = json.loads(plain_config(facts, "a/base"))
    assert config["rank_pattern"] == {r"^model\.layers\.0\.self_attn\.v_proj": 4}
    assert config["alpha_pattern"] == {r"^model\.layers\.0\.self_attn\.v_proj": 32}


@pytest.mark.parametrize(
    ("config", "why"),
    [
        ({"peft_type": "IA3"}, "no LoRA adapter but IA3"),
        ({"peft_type": None}, "no LoRA adapter"),
        ({"task_type": "SEQ_CLS"}, "not for writing text"),
        ({"use_dora": True}, "use_dora"),
        ({"modules_to_save": ["lm_head"]}, "modules_to_save"),
        ({"trainable_token_indices": [1]}, "trainable_token_indices"),
        ({"layer_replication": [[0, 1]]}, "layer_replication"),
        ({"bias": "all"}, "more of the base"),
        ({"lora_alpha": "a"}, "scale makes no sense"),
        ({"lora_alpha": True}, "scale makes no sense"),
        ({"lora_alpha": -1}, "scale makes no sense"),
        ({"alpha_pattern": {"(a+)+b": 2}}, "not plain names"),
        ({"alpha_pattern": [1]}, "makes no sense"),
    ],
)
def test_what_cannot_be_compared_is_refused_by_what_it_is(tmp_path: Path, config: dict[str, Any], why: str) -> None:
    assert why in refused(put(tmp_path, **config))


def renamed(name: str) -> dict[str, tuple[int, ...]]:
    return {name: (8, 192), **PLAIN}


@pytest.mark.parametrize(
    ("weights", "why"),
    [
        (b"", "damaged"),
        (b"\x80\x04\x95pickle", "damaged"),
        (struct.pack("<Q", 2**60) + b"{}", "damaged"),
        (struct.pack("<Q", 2) + b"[]", "damaged"),
        (struct.pack("<Q", 100_000) + b"[" * 100_000, "damaged"),
        (safetensors(PLAIN, extra=b"hidden"), "damaged"),
        (safetensors(PLAIN)[:-1], "damaged"),
        (safetensors(PLAIN, dtype="F16"), "damaged"),
        (safetensors(PLAIN, dtype="I64"), "damaged"),
        (safetensors({f"{LAYER}.lora_A.weight": (8,)}), "damaged"),
        (safetensors({}), "no LoRA layers"),
        (safetensors({f"{LAYER}.lora_A.weight": (8, 192)}), "halves"),
        (safetensors({**PLAIN, f"{LAYER}.lora_B.weight": (192, 9)}), "halves"),
        (safetensors({f"{LAYER}.lora_A.weight": (600, 2), f"{LAYER}.lora_B.weight": (2, 600)}), "halves"),
        (safetensors(renamed("base_model.model.lm_head.weight")), "no part of a LoRA layer"),
        (safetensors(renamed(f"{LAYER}.lora_magnitude_vector.weight")), "no part of a LoRA layer"),
        (safetensors(renamed("../../etc.lora_A.weight")), "no part of a LoRA layer"),
    ],
)
def test_weights_that_are_not_plain_lora_layers_are_refused(tmp_path: Path, weights: bytes, why: str) -> None:
    assert why in refused(put(tmp_path, weights))


@pytest.mark.parametrize("config", [b"", b"[]", b"\xff", b"[" * 100_000, b"null"])
def test_a_configuration_that_is_none_is_a_sentence(tmp_path: Path, config: bytes) -> None:
    put(tmp_path)
    (tmp_path / CONFIG).write_bytes(config)
    assert "configuration cannot be read" in refused(tmp_path)


@settings(max_examples=200)
@given(
    st.binary(max_size=200)
    | st.builds(lambda text: struct.pack("<Q", len(text)) + text, st.binary(max_size=200))
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    ).map(lambda value: struct.pack("<Q", len(json.dumps(value).encode())) + json.dumps(value).encode())
)
def test_no_bytes_do_anything_but_be_refused(tmp_path_factory: pytest.TempPathFactory, weights: bytes) -> None:
    refused(put(tmp_path_factory.mktemp("fuzz"), weights))


def test_only_adapter_configuration_and_small_texts_are_taken() -> None:
    files = {CONFIG: 900, WEIGHTS: 10_000, "README.md": 500, "recipe.json": 10_000_000, "evil.py": 5, "a.bin": 5}
    assert wanted("ada/voice", files) == {CONFIG: 900, WEIGHTS: 10_000, "README.md": 500}


@pytest.mark.parametrize(
    ("files", "why"),
    [
        ({}, "no LoRA adapter"),
        ({"model.safetensors": 5, "config.json": 5}, "no LoRA adapter"),
        ({CONFIG: 5, "adapter_model.bin": 5}, "pickle"),
        ({CONFIG: 5, WEIGHTS: 3_000_000_000}, "3,000,000,000 bytes"),
        ({CONFIG: 5_000_000, WEIGHTS: 5}, "5,000,000 bytes"),
        ({CONFIG: 5, WEIGHTS: 0}, "0 bytes"),
    ],
)
def test_a_repository_without_a_usable_adapter_is_refused(files: dict[str, int], why: str) -> None:
    with pytest.raises(HubError, match=why):
        wanted("ada/voice", files)
