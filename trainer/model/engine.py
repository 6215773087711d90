"""Load a base for a recipe's method, with Unsloth or without.

Unsloth puts LoRA on the base where it supports the host. The stock engine is Transformers + bitsandbytes + PEFT. On a
CPU the 4-bit weights are decoded once into plain frozen layers: bitsandbytes would decode them again in every forward
and backward pass. The values, and so the adapter, are the same. All weights are trained with Transformers alone: what
Unsloth speeds up is adapters. Heavy libraries are imported inside functions, because Unsloth must come before
Transformers when it is used.
"""

import importlib.metadata
import importlib.util
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from trainer import bases, error_messages
from trainer.bases import Base
from trainer.errors import BaseError
from trainer.host import check_full, measure_host
from trainer.model.layers import decode_once, linear_layers
from trainer.runs.recipe import Recipe

CLEARLY_QUICKER = 0.8
"""Share of the seconds in float32 that bfloat16 may take to count as clearly quicker. Judgement."""

PLAIN_TEMPLATE = (
    "{{ bos_token or '' }}{% for message in messages %}{{ message['content'] }}"
    "{{ eos_token if message['role'] == 'assistant' else '\n\n' }}{% endfor %}"
)
"""How a base that was only pretrained, and so has no chat template, is asked: a paragraph, and then what follows it."""


@dataclass
class Loaded:
    """A base in memory."""

    model: Any
    tokenizer: Any
    engine: str
    """Which libraries hold it, for the record and the card."""
    device: str
    bfloat16: bool = False
    """Whether training computes in bfloat16."""


def unsloth_supports_host() -> bool:
    """Check that the installed Unsloth can train on this host.

    That is on a CUDA GPU, or on a CPU when it has a backend for it.
    """
    import torch

    spec = importlib.util.find_spec("unsloth_zoo")
    if spec is None or not spec.submodule_search_locations:
        return False
    has_cpu_backend = any((Path(path) / "cpu" / "loader.py").is_file() for path in spec.submodule_search_locations)
    return torch.cuda.is_available() or has_cpu_backend


def load_for_training(base: Base, recipe: Recipe) -> Loaded:
    """Return the base with a fresh LoRA adapter, or with trainable weights.

    The adapter is on all linear layers.
    """
    if recipe.method == "full":
        return _all_weights(base, recipe)
    return _with_unsloth(base, recipe) if unsloth_supports_host() else _with_peft(base, recipe)


def trained_on(base: Base, recipe: Recipe) -> Base:
    """Return the base to train on: itself, or its pretrained checkpoint."""
    if recipe.train_on == "instruct":
        return base
    bases.check_pretrained(base)
    return replace(base, id=base.pretrained_id or "", four_bit_id=None, folder=None)


def _with_peft(base: Base, recipe: Recipe) -> Loaded:
    loaded = _with_transformers(
        trained_on(base, recipe), load_tokenizer(base), bfloat16_is_quick(), four_bits=recipe.method == "qlora"
    )
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
    else:
        _compute_quickly(loaded.model)
    return loaded


def _compute_quickly(model: Any) -> None:
    """Use our own layers to train a model on a CPU."""
    from trainer.model.frozen_layers import quicken

    _answer_quickly(model)
    quicken(model)


def _answer_quickly(model: Any) -> None:
    """Use our own layers for a frozen model on a CPU."""
    from trainer.model.causal_attention import use_causal_attention
    from trainer.model.few_rows import use_few_rows

    use_causal_attention(model)
    use_few_rows(model)


def load(base: Base, bfloat16: bool | None = None, four_bits: bool = True) -> Loaded:
    """Return the base without an adapter, through plain Transformers.

    Comparisons are served from it. It is in 4 bits, or as it was published on request. It computes in bfloat16 where
    that is quick, else in float32, unless one of them is asked for; on a GPU always in bfloat16.
    """
    bfloat16 = bfloat16_is_quick() if bfloat16 is None else bfloat16
    return _with_transformers(base, load_tokenizer(base), bfloat16, four_bits)


def _with_transformers(base: Base, tokenizer: Any, bfloat16: bool, four_bits: bool) -> Loaded:
    import torch
    from transformers import BitsAndBytesConfig

    bfloat16 = bfloat16 or torch.cuda.is_available()
    dtype = torch.bfloat16 if bfloat16 else torch.float32
    quantization = BitsAndBytesConfig(
        load_in_4bit=True,
        bnb_4bit_quant_type="nf4",
        bnb_4bit_use_double_quant=True,
        bnb_4bit_compute_dtype=dtype,
    )
    model = _model(base, dtype, **({"quantization_config": quantization} if four_bits else {}))
    if model.device.type == "cpu":
        if four_bits:
            decode_once(model)
        _answer_quickly(model)
    libraries = _versions("transformers", *(["bitsandbytes"] if four_bits else []), "peft")
    return Loaded(model, tokenizer, libraries, model.device.type, bfloat16)


def _all_weights(base: Base, recipe: Recipe) -> Loaded:
    """Return the base with all weights in 32 bits, ready to train.

    Small steps would be lost in 16 bits.
    """
    import torch

    check_full(base, measure_host(), _parameters(base))
    model, bfloat16 = _model(base, torch.float32), bfloat16_is_quick()
    if model.device.type == "cpu":
        from trainer.model.causal_attention import use_causal_attention

        use_causal_attention(model)
    return Loaded(model, load_tokenizer(base), _versions("transformers"), model.device.type, bfloat16)


def _model(base: Base, dtype: Any, **settings: Any) -> Any:
    import torch
    from transformers import AutoModelForCausalLM

    device = "cuda" if torch.cuda.is_available() else "cpu"
    try:
        return AutoModelForCausalLM.from_pretrained(
            str(base.folder or base.id), dtype=dtype, device_map={"": device}, use_safetensors=True, **settings
        )
    except (OSError, ValueError) as error:
        raise _not_loaded(base) from error


def _parameters(base: Base) -> int:
    """Return the number of a base's weights from its configuration."""
    import torch
    from transformers import AutoConfig, AutoModelForCausalLM

    try:
        with torch.device("meta"):
            model = AutoModelForCausalLM.from_config(AutoConfig.from_pretrained(str(base.folder or base.id)))
    except (OSError, ValueError) as error:
        raise _not_loaded(base) from error
    return int(model.num_parameters())


def load_tokenizer(base: Base) -> Any:
    """Return the base's tokenizer with its chat template, without the model."""
    from transformers import AutoTokenizer

    try:
        tokenizer = AutoTokenizer.from_pretrained(str(base.folder or base.id))
    except (OSError, ValueError) as error:
        raise _not_loaded(base) from error
    _complete(tokenizer)
    return tokenizer


def _with_unsloth(base: Base, recipe: Recipe) -> Loaded:
    import unsloth  # isort: skip
    import torch

    device = "cuda" if torch.cuda.is_available() else "cpu"
    four_bits, bfloat16 = recipe.method == "qlora", bfloat16_is_quick()
    trained = trained_on(base, recipe)
    try:
        model, tokenizer = unsloth.FastLanguageModel.from_pretrained(
            model_name=str(trained.folder or (four_bits and trained.four_bit_id) or trained.id),
            max_seq_length=recipe.max_length,
            load_in_4bit=four_bits,
            load_in_16bit=not four_bits,
            dtype=None if device == "cuda" else torch.bfloat16 if bfloat16 else torch.float32,
        )
    except (OSError, ValueError) as error:
        raise _not_loaded(trained) from error
    tokenizer = getattr(tokenizer, "tokenizer", tokenizer)  # models that see images come with a processor
    if trained is base:
        _complete(tokenizer)
    else:  # it has no chat template, or another one than the base that the adapter will be put on
        tokenizer = load_tokenizer(base)
    if device == "cpu" and four_bits:
        decode_once(model)
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
    if device == "cpu":
        _compute_quickly(model)
    return Loaded(model, tokenizer, _versions("unsloth"), device, model.dtype == torch.bfloat16)


def bfloat16_is_quick() -> bool:
    """Check that bfloat16 matrix products are clearly quicker than float32 here.

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

    return seconds(torch.bfloat16) < CLEARLY_QUICKER * seconds(torch.float32)


def _complete(tokenizer: Any) -> None:
    """Add a missing chat template and padding token to a tokenizer."""
    if not tokenizer.chat_template:
        tokenizer.chat_template = PLAIN_TEMPLATE
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token


def _not_loaded(base: Base) -> BaseError:
    folder, hub = error_messages.BASE_IN_FOLDER, error_messages.BASE_ON_HUB
    place = folder(folder=base.folder) if base.folder else hub(base=base.id)
    return BaseError(error_messages.BASE_NOT_LOADED(place=place))


def _versions(*packages: str) -> str:
    return " + ".join(f"{package} {importlib.metadata.version(package)}" for package in packages)
