"""Loads a base in 4 bits and attaches LoRA: Unsloth where it supports the host, else the stock engine.

The stock engine is Transformers + bitsandbytes + PEFT. On a CPU the 4-bit weights are decoded once into plain frozen
layers: bitsandbytes would decode them again in every forward and backward pass. The values, and so the adapter, are the
same. Heavy libraries are imported inside functions, because Unsloth must come before Transformers when it is used.
"""

import importlib.metadata
import importlib.util
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from trainer.bases import Base
from trainer.errors import BaseError
from trainer.recipe import Recipe

LINEAR_LAYERS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")
"""The linear layers of the architectures that the catalogue offers; others are found by their type."""
ATTENTION_BYTES = 1024**3
"""What attention scores may take while training on a CPU."""


@dataclass
class Loaded:
    """A base in memory."""

    model: Any
    tokenizer: Any
    engine: str
    """Which libraries hold it, for the record and the card."""
    device: str


def unsloth_supports_host() -> bool:
    """Tell whether the installed Unsloth can train here: on a CUDA GPU, or on a CPU when it has a backend for it."""
    import torch

    if os.environ.get("PASTICHE_ENGINE") == "stock":
        return False
    spec = importlib.util.find_spec("unsloth_zoo")
    if spec is None or not spec.submodule_search_locations:
        return False
    has_cpu_backend = any((Path(place) / "cpu" / "loader.py").is_file() for place in spec.submodule_search_locations)
    return torch.cuda.is_available() or has_cpu_backend


def load_for_training(base: Base, recipe: Recipe) -> Loaded:
    """Return the base in 4 bits with a fresh LoRA adapter on all its linear layers, ready to be trained."""
    if unsloth_supports_host():
        return _with_unsloth(base, recipe)
    loaded = load(base, bfloat16=bfloat16_is_quick())
    attend_quickly(loaded.model, recipe)
    from peft import LoraConfig, get_peft_model

    settings = LoraConfig(
        r=recipe.lora_r,
        lora_alpha=recipe.lora_alpha,
        lora_dropout=recipe.lora_dropout,
        target_modules=linear_layers(loaded.model),
        task_type="CAUSAL_LM",
    )
    loaded.model = get_peft_model(loaded.model, settings)
    if loaded.device == "cuda":
        loaded.model.gradient_checkpointing_enable(gradient_checkpointing_kwargs={"use_reentrant": False})
        loaded.model.enable_input_require_grads()
    return loaded


def load(base: Base, bfloat16: bool = False) -> Loaded:
    """Return the base in 4 bits without an adapter, through plain Transformers: what comparisons are served from.

    On a CPU it computes in float32, which every processor does exactly, or in bfloat16 on request; on a GPU always in
    bfloat16.
    """
    import torch
    from transformers import AutoModelForCausalLM, BitsAndBytesConfig

    device = "cuda" if torch.cuda.is_available() else "cpu"
    dtype = torch.bfloat16 if device == "cuda" or bfloat16 else torch.float32
    four_bits = BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=dtype,
    )
    tokenizer = load_tokenizer(base)
    try:
        model = AutoModelForCausalLM.from_pretrained(
            str(base.folder or base.id),
            quantization_config=four_bits,
            dtype=dtype,
            device_map={"": device},
            use_safetensors=True,
        )
    except (OSError, ValueError) as error:
        raise _not_loaded(base) from error
    if device == "cpu":
        decode_once(model)
    return Loaded(model, tokenizer, _versions("transformers", "bitsandbytes", "peft"), device)


def load_tokenizer(base: Base) -> Any:
    """Return the base's tokenizer with its chat template, without the model."""
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(str(base.folder or base.id))
    except (OSError, ValueError) as error:
        raise _not_loaded(base) from error
    _check_tokenizer(tokenizer, base)
    return tokenizer


def _with_unsloth(base: Base, recipe: Recipe) -> Loaded:
    import unsloth  # isort: skip
    import torch

    device = "cuda" if torch.cuda.is_available() else "cpu"
    try:
        model, tokenizer = unsloth.FastLanguageModel.from_pretrained(
            model_name=str(base.folder or base.four_bit_id or base.id),
            max_seq_length=recipe.max_length,
            load_in_4bit=True,
            dtype=None if device == "cuda" else torch.bfloat16 if bfloat16_is_quick() else torch.float32,
        )
    except (OSError, ValueError) as error:
        raise _not_loaded(base) from error
    tokenizer = getattr(tokenizer, "tokenizer", tokenizer)  # models that see images come with a processor
    _check_tokenizer(tokenizer, base)
    if device == "cpu":
        decode_once(model)
        attend_quickly(model, recipe)
    model = unsloth.FastLanguageModel.get_peft_model(
        model,
        r=recipe.lora_r,
        lora_alpha=recipe.lora_alpha,
        lora_dropout=recipe.lora_dropout,
        target_modules=linear_layers(model),
        bias="none",
        use_gradient_checkpointing="unsloth" if device == "cuda" else False,
        random_state=recipe.seed,
    )
    return Loaded(model, tokenizer, _versions("unsloth"), device)


def bfloat16_is_quick() -> bool:
    """Tell whether this processor (or GPU) multiplies matrices in bfloat16 clearly faster than in float32.

    Measured in some milliseconds rather than read off a list of processors: without the instructions for it, bfloat16
    on a CPU is many times slower.
    """
    import torch

    if torch.cuda.is_available():
        return torch.cuda.is_bf16_supported()

    def seconds(dtype: Any) -> float:
        matrix = torch.ones(256, 256, dtype=dtype)
        times = []
        for _ in range(12):
            began = time.perf_counter()
            torch.mm(matrix, matrix)
            times.append(time.perf_counter() - began)
        # The quickest of several: anything else that runs on the machine can only slow one down.
        return min(times)

    return seconds(torch.bfloat16) < 0.8 * seconds(torch.float32)


def attend_quickly(model: Any, recipe: Recipe) -> None:
    """Have attention computed in plain steps where a CPU does that quicker: in bfloat16, while the steps fit.

    PyTorch's fused attention for CPUs is slow in bfloat16, its backward pass above all; matrices are what the processor
    is quick at. The plain steps keep each row's scores for the backward pass, and their softmax in float32.
    """
    import torch

    if model.device.type != "cpu" or model.dtype != torch.bfloat16:
        return
    config = model.config.get_text_config()
    scores = recipe.per_device_train_batch_size * config.num_attention_heads * recipe.max_length**2
    if config.num_hidden_layers * scores * (4 + 2) <= ATTENTION_BYTES:
        model.set_attn_implementation("eager")


def decode_once(model: Any) -> int:
    """Replace every 4-bit layer by a frozen plain layer with the same values; return how many there were."""
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
    """Return the names of the linear layers that an adapter goes on: the usual seven, or every one but the output."""
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


def _check_tokenizer(tokenizer: Any, base: Base) -> None:
    if not tokenizer.chat_template:
        raise BaseError(f"`{base.name}` has no chat template, so it cannot be asked. Choose an instruct model.")
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token


def _not_loaded(base: Base) -> BaseError:
    where = f"the folder `{base.folder}`" if base.folder else f"`{base.id}` on the Hugging Face Hub"
    return BaseError(
        f"The base model could not be loaded from {where}. Check that it exists, that its terms were accepted if it is "
        "gated, and that the network is there; or choose another base."
    )


def _versions(*packages: str) -> str:
    return " + ".join(f"{package} {importlib.metadata.version(package)}" for package in packages)
