"""The base in 4 bits: decoded once, the same values, the same answers."""

import pytest

from trainer.bases import EMBEDDED, Base
from trainer.errors import BaseError

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

    from trainer.model import engine

    assert not any(isinstance(layer, Linear4bit) for layer in loaded.model.modules())
    assert engine.decode_once(loaded.model) == 0
    linear = [value for name, value in loaded.model.named_parameters() if "_proj" in name]
    assert len(linear) == 42
    assert not any(value.requires_grad for value in linear)


def test_lora_goes_on_all_seven_linear_layers_and_on_nothing_else(loaded):
    from trainer.model import engine

    assert set(engine.linear_layers(loaded.model)) == set(engine.LINEAR_LAYERS)


def test_a_base_that_is_not_there_gives_a_sentence(tmp_path):
    from trainer.model import engine

    with pytest.raises(BaseError, match="could not be loaded from the folder"):
        engine.load(Base(id=str(tmp_path), name="nothing", folder=tmp_path))


def test_attention_in_plain_steps_gives_what_the_fused_one_gives(loaded):
    import torch

    from trainer.model import engine
    from trainer.recipe import Recipe

    quick = engine.load(EMBEDDED, bfloat16=True)
    asked = quick.tokenizer(PROMPT, return_tensors="pt")["input_ids"]
    fused = quick.model(input_ids=asked).logits
    engine.attend_quickly(quick.model, Recipe())
    assert quick.model.config._attn_implementation == "eager"
    assert torch.allclose(quick.model(input_ids=asked).logits.float(), fused.float(), atol=0.2)


def test_attention_stays_fused_in_float32_and_where_its_scores_would_not_fit(loaded):
    from trainer.model import engine
    from trainer.recipe import Recipe

    engine.attend_quickly(loaded.model, Recipe())
    quick = engine.load(EMBEDDED, bfloat16=True)
    engine.attend_quickly(quick.model, Recipe(max_length=8_192))
    assert {model.config._attn_implementation for model in (loaded.model, quick.model)} == {"sdpa"}
