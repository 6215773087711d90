"""Linear layers of a loaded model: decoding and names.

Torch is imported inside functions, for Unsloth must come before Transformers.
"""

from typing import Any

LINEAR_LAYERS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
"""The linear layers of the architectures that the catalogue offers; others are found by their type."""


def decode_once(model: Any) -> int:
    """Replace 4-bit layers by frozen plain layers; return how many.

    The values are the same.
    """
    import torch
    from bitsandbytes.functional import dequantize_4bit
    from bitsandbytes.nn import Linear4bit

    quantized = [(name, layer) for name, layer in model.named_modules() if isinstance(layer, Linear4bit)]
    for name, layer in quantized:
        values = dequantize_4bit(layer.weight.data, layer.weight.quant_state).to(model.dtype)
        plain = torch.nn.Linear(layer.in_features, layer.out_features, bias=layer.bias is not None, device="meta")
        plain.weight = torch.nn.Parameter(values.reshape(layer.out_features, layer.in_features), requires_grad=False)
        if layer.bias is not None:
            plain.bias = torch.nn.Parameter(layer.bias.data.to(model.dtype), requires_grad=False)
        model.set_submodule(name, plain)
    # The libraries treat a model that says it is quantized differently, and after this it no longer is.
    for attribute in ("hf_quantizer", "quantization_method"):
        if hasattr(model, attribute):
            delattr(model, attribute)
    model.is_loaded_in_4bit = model.is_quantized = False
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    return len(quantized)


def linear_layers(model: Any) -> list[str]:
    """Return the names of the linear layers that get an adapter.

    The usual seven where a model has them, else every one but the output.
    """
    import torch

    # Names from the text part only: an adapter on a vision tower would learn nothing from prose.
    names = [
        name
        for name, layer in model.named_modules()
        if isinstance(layer, torch.nn.Linear) and "lm_head" not in name and "vision" not in name
    ]
    leaves = {name.rpartition(".")[2] for name in names}
    usual = [leaf for leaf in LINEAR_LAYERS if leaf in leaves]
    return usual or sorted(leaves)
