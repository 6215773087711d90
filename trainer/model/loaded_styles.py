"""The base of a child with the styles that it has loaded."""

import contextlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import torch
from peft import PeftConfig, PeftModel
from peft.helpers import rescale_adapter_scale
from safetensors import safe_open

from styles.measures.no_copy import NoCopy
from trainer import bases
from trainer.adapters.weights import Weights
from trainer.compare import error_messages
from trainer.errors import RunError
from trainer.model import engine, sampling

ADAPTERS_MOST = 4
"""Adapters kept in memory; the one that was not asked for longest goes."""
CONTEXT = 4096
"""Tokens of a base whose context is not known."""
BASE = "__base__"
"""The name by which the base answers."""


@dataclass(frozen=True)
class BatchPart:
    """The rows of a batch for one model in memory."""

    model: Any
    rows: list[int]
    routing: dict[str, Any]
    """What tells the model which adapter each row uses."""


class LoadedStyles:
    """One base, its loaded adapters, and perhaps a fully trained model."""

    def __init__(self, base: bases.Base, four_bits: bool = True) -> None:
        self.base = base
        self.loaded = engine.load(base, four_bits=four_bits)
        self.model: Any = self.loaded.model
        """The base with the adapters."""
        self._names: dict[str, str] = {}
        self._full: tuple[str, Any] = "", None
        self._four_bits = four_bits
        self.no_copy = lru_cache(maxsize=ADAPTERS_MOST)(NoCopy)

    def use(self, folder: Path) -> str:
        """Return the name of a folder's adapter or model, after loading it.

        Raise RunError where it has none, or does not fit the base.
        """
        weights = Weights(folder)
        if not weights.are_there:
            raise RunError(error_messages.ADAPTER_GONE)
        # Content, not the path, is the key: a run that was trained on has new weights in the same place.
        key = weights.digest[:16]
        if weights.are_full:
            return self._use_full(folder, f"model_{key}")
        if key not in self._names:
            self._check(folder)
            self._load(folder, key)
        self._names[key] = self._names.pop(key)
        return self._names[key]

    def _load(self, folder: Path, key: str) -> None:
        name = f"style_{key}"
        if isinstance(self.model, PeftModel):
            self.model.load_adapter(str(folder), adapter_name=name)
        else:
            self.model = PeftModel.from_pretrained(self.model, str(folder), adapter_name=name)
        self.model.set_adapter(name)
        self.model.eval()
        self._names[key] = name
        if len(self._names) > ADAPTERS_MOST:
            self.model.delete_adapter(self._names.pop(next(iter(self._names))))

    def _use_full(self, folder: Path, name: str) -> str:
        """Load a whole model in the way that the base is loaded.

        The one before it goes first, for there may be no room for both.
        """
        if self._full[0] != name:
            self._full = "", None
            loaded = engine.load(replace(self.base, id=str(folder), folder=folder), four_bits=self._four_bits)
            if loaded.model.config.get_text_config().vocab_size != self.model.config.get_text_config().vocab_size:
                raise _unfit()
            self._full = name, loaded.model.eval()
        return name

    def parts(self, names: Sequence[str]) -> Iterator[BatchPart]:
        """Yield each model in memory with its rows, by the rows' names."""
        full = [row for row, name in enumerate(names) if name == self._full[0]]
        rest = [row for row in range(len(names)) if row not in full]
        if rest:
            # A base that has met no adapter yet knows nothing of adapter names.
            active = isinstance(self.model, PeftModel)
            yield BatchPart(self.model, rest, {"adapter_names": [names[row] for row in rest]} if active else {})
        if full:
            yield BatchPart(self._full[1], full, {})

    @contextlib.contextmanager
    def only(self, name: str) -> Iterator[Any]:
        """Return a context with the model of one name, without adapter names."""
        if name == self._full[0]:
            yield self._full[1]
        elif not isinstance(self.model, PeftModel):
            yield self.model
        elif name == BASE:
            with self.model.disable_adapter():
                yield self.model
        else:
            self.model.set_adapter(name)
            yield self.model

    def is_adapter(self, name: str) -> bool:
        """Check that a name is an adapter's, which has strengths."""
        return name in self._names.values()

    def at_strength(self, strength: float) -> contextlib.AbstractContextManager[None]:
        """Return a context in which adapters count `strength` times."""
        if not isinstance(self.model, PeftModel) or strength == 1.0:
            return contextlib.nullcontext()
        return rescale_adapter_scale(self.model, strength)

    def _check(self, folder: Path) -> None:
        """Refuse an adapter for another base, before anything is changed."""
        config = PeftConfig.from_pretrained(str(folder))
        made_for = config.base_model_name_or_path
        if made_for and made_for not in (self.base.public_id, self.base.four_bit_id):
            raise RunError(error_messages.OTHER_BASE(made_for=made_for, base=self.base.public_id))
        # Asked of the layers, not of their weights: those of a 4-bit layer are packed into another shape.
        widths = {layer.in_features for layer in self.model.modules() if isinstance(layer, torch.nn.Linear)}
        with safe_open(folder / "adapter_model.safetensors", "pt") as file:
            for name in file.keys():  # noqa: SIM118 (not a dictionary)
                if "lora_A" in name and file.get_slice(name).get_shape()[1] not in widths:
                    raise _unfit()

    @property
    def context(self) -> int:
        """Tokens that the base can attend to."""
        return self.base.context or CONTEXT

    def tokens(self, text: str) -> int:
        """Return the number of a text's tokens."""
        return sampling.count_tokens(self.loaded.tokenizer, text)


def _unfit() -> RunError:
    return RunError(error_messages.OLDER_BASE)
