"""Files of a foreign adapter: read without trust, and checked.

Nothing is unpickled and no code is run. What is kept of the configuration is written anew from what was understood, so
that nothing else of it ever reaches a library. Not covered: whether the numbers do any good.
"""

import json
import math
import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from styles.i18n.message import Message
from trainer.adapters import error_messages
from trainer.errors import HubError

WEIGHTS, CONFIG, CARD = "adapter_model.safetensors", "adapter_config.json", "README.md"
EXTRAS = ("recipe.json", "scorecard.json")
MOST_WEIGHT_BYTES = 2_000_000_000
"""Of the weights. Judgement: rank 16 on an 8B base in 32 bits has some 170 MB."""
MOST_TEXT_BYTES = 1_000_000
"""Configuration and card; those of a real adapter have some thousands."""
MOST_HEADER_BYTES = 20_000_000
MOST_RANK = 512
MOST_MODULES = 20_000
"""The head of the weights' file, the rank of a layer, and the layers. Judgement: far above any real adapter."""
_SIZES = {"F32": 4, "F16": 2, "BF16": 2}
_NAME = re.compile(r"(?:base_model\.model\.)?([\w.]+)\.lora_([AB])(?:\.\w+)?\.weight", re.ASCII)
_PICKLES = (".bin", ".pt", ".pth", ".pkl", ".ckpt")


@dataclass(frozen=True)
class AdapterFacts:
    """Facts of an adapter by its own files."""

    base: str
    """The base that its configuration names; may be empty, or a path of somebody's computer."""
    ranks: dict[str, int]
    """The rank of each module it changes, by the module's path."""
    alphas: dict[str, float]
    """Alphas that differ from `lora_alpha`, by module."""
    lora_alpha: float
    parameters: int
    use_rslora: bool = False
    fan_in_fan_out: bool = False

    @property
    def rank(self) -> int:
        """The largest rank."""
        return max(self.ranks.values())


def wanted(repo_id: str, files: Mapping[str, int]) -> dict[str, int]:
    """Return the wanted files of a repository with their sizes in bytes.

    Raise HubError where no usable adapter is among them.
    """
    if WEIGHTS not in files or CONFIG not in files:
        if CONFIG in files and any(name.startswith("adapter_model") and name.endswith(_PICKLES) for name in files):
            raise HubError(error_messages.PICKLE(name=repo_id))
        raise HubError(error_messages.NO_ADAPTER(name=repo_id))
    for name in (CONFIG, WEIGHTS):
        most = MOST_WEIGHT_BYTES if name == WEIGHTS else MOST_TEXT_BYTES
        if not 0 < files[name] <= most:
            raise HubError(error_messages.TOO_LARGE(name=repo_id, file=name, size=files[name], most=most))
    optional = [name for name in (CARD, *EXTRAS) if files.get(name, MOST_TEXT_BYTES + 1) <= MOST_TEXT_BYTES]
    return {name: files[name] for name in (CONFIG, WEIGHTS, *optional)}


def inspect(folder: Path, repo_id: str) -> AdapterFacts:
    """Return the facts of the adapter in a folder.

    Raise HubError for one that does anything else than LoRA on a text model.
    """
    config = _json(folder / CONFIG, repo_id)
    kind = config.get("peft_type")
    if kind != "LORA":
        raise _refused(repo_id, error_messages.NO_LORA(kind=_shown(kind)))
    if config.get("task_type") not in (None, "CAUSAL_LM"):
        raise _refused(repo_id, error_messages.OTHER_TASK(task=_shown(config["task_type"])))
    for name in ("use_dora", "use_qalora", "use_bdlora", "lora_bias", "modules_to_save", "trainable_token_indices",
                 "target_parameters", "layer_replication", "alora_invocation_tokens", "arrow_config"):  # fmt: skip
        if config.get(name):
            raise _refused(repo_id, error_messages.EXTRA(setting=name))
    if config.get("bias") not in (None, "none"):
        raise _refused(repo_id, error_messages.MORE_THAN_LORA)
    ranks, parameters = _modules(folder / WEIGHTS, repo_id)
    alpha = _number(config.get("lora_alpha", 8), repo_id)
    patterns = config.get("alpha_pattern") or {}
    if not isinstance(patterns, dict):
        raise _refused(repo_id, error_messages.NO_ALPHAS)
    alphas: dict[str, float] = {}
    for pattern, value in patterns.items():
        # PEFT takes these as regular expressions; a stranger's could keep it busy for ever.
        if not re.fullmatch(r"\^?[\w.]+", pattern, re.ASCII):
            raise _refused(repo_id, error_messages.ALPHAS_NOT_PLAIN)
        name = pattern.removeprefix("^")
        alphas |= {module: _number(value, repo_id) for module in ranks if module == name or module.endswith(f".{name}")}
    base = config.get("base_model_name_or_path")
    return AdapterFacts(
        base if isinstance(base, str) else "",
        ranks,
        alphas,
        alpha,
        parameters,
        use_rslora=config.get("use_rslora") is True,
        fan_in_fan_out=config.get("fan_in_fan_out") is True,
    )


def plain_config(facts: AdapterFacts, base: str) -> str:
    """Return a configuration with the understood facts and nothing else."""
    rank = facts.rank
    return json.dumps(
        {
            "peft_type": "LORA",
            "task_type": "CAUSAL_LM",
            "base_model_name_or_path": base,
            "inference_mode": True,
            "r": rank,
            "lora_alpha": facts.lora_alpha,
            "lora_dropout": 0.0,
            "bias": "none",
            "fan_in_fan_out": facts.fan_in_fan_out,
            "use_rslora": facts.use_rslora,
            "target_modules": sorted(facts.ranks),
            "rank_pattern": {f"^{re.escape(name)}": each for name, each in facts.ranks.items() if each != rank},
            "alpha_pattern": {f"^{re.escape(name)}": each for name, each in facts.alphas.items()},
        },
        indent=2,
    )


def _modules(path: Path, repo_id: str) -> tuple[dict[str, int], int]:
    """Return each module's rank, and the total of numbers.

    Only the head of the file is read.
    """
    shapes: dict[str, dict[str, tuple[int, int]]] = {}
    parameters = 0
    for name, (rows, columns) in _tensors(path, repo_id).items():
        found = _NAME.fullmatch(name)
        if not found:
            raise _refused(repo_id, error_messages.NO_LORA_PART(part=_shown(name)))
        shapes.setdefault(found[1], {})[found[2]] = rows, columns
        parameters += rows * columns
    ranks = {}
    for module, parts in shapes.items():
        if parts.keys() != {"A", "B"} or parts["A"][0] != parts["B"][1] or not 1 <= parts["A"][0] <= MOST_RANK:
            raise _refused(repo_id, error_messages.HALVES_DIFFER(module=_shown(module)))
        ranks[module] = parts["A"][0]
    if not 1 <= len(ranks) <= MOST_MODULES:
        raise _refused(repo_id, error_messages.WRONG_LAYERS)
    return ranks, parameters


def _tensors(path: Path, repo_id: str) -> dict[str, tuple[int, int]]:
    """Return the shape of every matrix in a safetensors file.

    Its head must say no more and no less than is there.
    """
    damaged = _refused(repo_id, error_messages.DAMAGED)
    size = path.stat().st_size
    with path.open("rb") as file:
        start = file.read(8)
        if len(start) < 8:
            raise damaged
        (length,) = struct.unpack("<Q", start)
        if length > min(MOST_HEADER_BYTES, size - 8):
            raise damaged
        head = file.read(length)
    try:
        entries = json.loads(head)
        entries.pop("__metadata__", None)
        spans, shapes = [], {}
        for name, entry in entries.items():
            (rows, columns), (begin, end) = entry["shape"], entry["data_offsets"]
            if not all(type(number) is int and number >= 0 for number in (rows, columns, begin, end)):
                raise damaged
            if end - begin != rows * columns * _SIZES[entry["dtype"]]:
                raise damaged
            spans.append((begin, end))
            shapes[name] = rows, columns
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        raise damaged from None
    reached = 0
    for begin, end in sorted(spans):
        if begin != reached:
            raise damaged
        reached = end
    if reached != size - 8 - length:
        raise damaged
    return shapes


def _json(path: Path, repo_id: str) -> dict[str, Any]:
    try:
        config = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        config = None
    if not isinstance(config, dict):
        raise _refused(repo_id, error_messages.NO_CONFIG)
    return config


def _number(value: object, repo_id: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < 1e6 or not math.isfinite(value):
        raise _refused(repo_id, error_messages.WRONG_SCALE)
    return value


def _shown(value: object) -> str:
    """Return a stranger's value in a form that a sentence can hold."""
    return "".join(char for char in str(value) if char.isprintable() and char != "`")[:60] or "nothing"


def _refused(repo_id: str, why: Message) -> HubError:
    return HubError(error_messages.REFUSED(name=repo_id, why=why))
