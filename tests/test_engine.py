"""The base in 4 bits: decoded once, the same values, the same answers; in 16 bits, as a whole, and as it once was."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from trainer.bases import EMBEDDED, Base
from trainer.errors import BaseError
from trainer.runs.recipe import Recipe

pytestmark = pytest.mark.slow

PROMPT = "Write a passage about: gate, river, clock"


@pytest.fixture(scope="module")
def quantized():
    """The embedded base as bitsandbytes holds it, decoding its weights in every forward pass."""
    import torch
    from transformers import AutoModelForCausalLM, BitsAndBytesConfig

    four_bits = BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=torch.float32,
    )
    return AutoModelForCausalLM.from_pretrained(
        str(EMBEDDED.folder), quantization_config=four_bits, dtype=torch.float32, device_map={"": "cpu"}
    )


@pytest.fixture(scope="module")
def loaded():
    from trainer.model import engine

    return engine.load(EMBEDDED)


def test_the_base_is_really_quantized_to_4_bits_before_it_is_decoded(loaded):
    """Each weight of a block of 64 takes one of 16 values times the block's scale, so few differ."""
    weight = loaded.model.model.layers[0].mlp.down_proj.weight
    block = weight.detach().flatten()[:64]
    assert len(block.unique()) <= 16


def test_decoding_once_gives_the_logits_of_the_4_bit_layers(quantized, loaded):
    import torch

    ids = loaded.tokenizer(PROMPT, return_tensors="pt")["input_ids"]
    # In evaluation bitsandbytes repacks the layers for a bfloat16 kernel on some processors; in training it is exact.
    expected = quantized.train()(input_ids=ids).logits
    torch.testing.assert_close(loaded.model(input_ids=ids).logits, expected, atol=1e-4, rtol=1e-4)


def test_after_decoding_no_layer_is_left_in_4_bits_and_every_value_is_frozen(loaded):
    from bitsandbytes.nn import Linear4bit

    from trainer.model import layers

    assert not any(isinstance(layer, Linear4bit) for layer in loaded.model.modules())
    assert layers.decode_once(loaded.model) == 0
    linear = [value for name, value in loaded.model.named_parameters() if "_proj" in name]
    assert len(linear) == 42
    assert not any(value.requires_grad for value in linear)


def test_lora_goes_on_all_seven_linear_layers_and_on_nothing_else(loaded):
    from trainer.model import layers

    assert set(layers.linear_layers(loaded.model)) == set(layers.LINEAR_LAYERS)


def test_a_base_that_is_not_there_gives_a_sentence(tmp_path):
    from trainer.model import engine

    with pytest.raises(BaseError, match="could not be loaded from the folder"):
        engine.load(Base(id=str(tmp_path), name="nothing", folder=tmp_path))


@pytest.mark.parametrize("method", ["qlora", "full"])
def test_what_learns_on_a_cpu_is_computed_in_our_order_of_steps(method):
    from trainer.model import causal_attention, engine, finetune

    loaded = engine.load_for_training(EMBEDDED, Recipe(method=method, lora_r=4))
    assert loaded.model.config._attn_implementation == causal_attention.NAME
    quick = [name for name, layer in loaded.model.named_modules() if "forward" in vars(layer) and "layers" in name]
    assert bool(quick) == (method == "qlora"), "frozen layers only"
    ours = finetune.trainer_for(loaded).__name__ == "CompletionTrainer"
    assert ours == (method == "qlora"), "an output layer that learns needs its scores"


def test_a_base_computes_in_bfloat16_where_that_is_quick(monkeypatch):
    import torch

    from trainer.model import engine

    for quick, dtype in ((True, torch.bfloat16), (False, torch.float32)):
        monkeypatch.setattr(engine, "bfloat16_is_quick", lambda quick=quick: quick)
        loaded = engine.load(EMBEDDED)
        assert loaded.model.dtype == dtype
        assert loaded.bfloat16 == quick


def test_a_16_bit_adapter_is_trained_on_the_weights_as_they_were_published():
    import torch

    from trainer.model import engine

    loaded = engine.load_for_training(EMBEDDED, Recipe(method="lora", lora_r=4))
    plain = engine.load(EMBEDDED, four_bits=False)
    name = "model.layers.0.mlp.down_proj"
    layer = loaded.model.base_model.model.get_submodule(name)
    torch.testing.assert_close(layer.base_layer.weight, plain.model.get_submodule(name).weight.to(layer.weight.dtype))
    trained = {name for name, value in loaded.model.named_parameters() if value.requires_grad}
    assert trained
    assert all("lora_" in name for name in trained)


def test_all_weights_can_be_trained_and_none_is_rounded():
    import torch

    from trainer.model import engine

    loaded = engine.load_for_training(EMBEDDED, Recipe(method="full"))
    assert all(value.requires_grad and value.dtype == torch.float32 for value in loaded.model.parameters())


@pytest.fixture
def pair(tmp_path) -> Base:
    """An instruct base and the checkpoint of the same shape that it was made of, which has no chat template."""
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    folders = [tmp_path / name for name in ("instruct", "pretrained")]
    config = AutoConfig.from_pretrained(str(EMBEDDED.folder))
    config.num_hidden_layers, config.layer_types = 1, None
    for seed, folder in enumerate(folders):
        torch.manual_seed(seed)
        AutoModelForCausalLM.from_config(config).save_pretrained(folder)
        for path in Path(str(EMBEDDED.folder)).glob("*token*"):
            shutil.copy(path, folder)
    for path in (folders[1] / "tokenizer_config.json", folders[0] / "tokenizer_config.json"):
        settings = json.loads(path.read_text("utf-8"))
        settings["chat_template"] = None if "pretrained" in str(path) else "{{ messages[0]['content'] }}"
        path.write_text(json.dumps(settings), "utf-8")
    return replace(EMBEDDED, id=str(folders[0]), name="pair", folder=folders[0], pretrained_id=str(folders[1]))


def test_an_adapter_is_trained_on_the_pretrained_checkpoint_and_worn_by_the_instruct_base(pair, tmp_path):
    import torch
    from peft import PeftModel
    from safetensors.torch import load_file

    from trainer.model import engine
    from trainer.model.saving import save_adapter

    recipe = Recipe(method="lora", train_on="pretrained", lora_r=4)
    loaded = engine.load_for_training(pair, recipe)
    assert loaded.tokenizer.chat_template
    name = "model.layers.0.mlp.down_proj"
    expected = load_file(Path(pair.pretrained_id) / "model.safetensors")[f"{name}.weight"]
    layer = loaded.model.base_model.model.get_submodule(name)
    torch.testing.assert_close(layer.base_layer.weight, expected.to(layer.weight.dtype))
    for each in loaded.model.modules():
        if hasattr(each, "lora_B"):
            torch.nn.init.normal_(each.lora_B["default"].weight)
    save_adapter(loaded.model, pair, tmp_path / "adapter")
    settings = json.loads((tmp_path / "adapter" / "adapter_config.json").read_text("utf-8"))
    assert settings["base_model_name_or_path"] == "pair"
    instruct = engine.load(pair, four_bits=False)
    ids = instruct.tokenizer("The clock", return_tensors="pt")["input_ids"]
    before = instruct.model(input_ids=ids).logits
    active = PeftModel.from_pretrained(instruct.model, str(tmp_path / "adapter"))
    assert (active(input_ids=ids).logits - before).abs().max() > 0.1


def test_without_a_known_checkpoint_there_is_nothing_else_to_train_on():
    from trainer.model import engine

    with pytest.raises(BaseError, match="No checkpoint is known"):
        engine.load_for_training(EMBEDDED, Recipe(train_on="pretrained"))
