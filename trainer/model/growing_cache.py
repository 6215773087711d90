"""A cache of keys and values that writes new tokens in place.

The library's own copies all that is remembered for each token, which at some hundred tokens of a few dozen rows takes
as long as the model itself.
"""

from typing import Any

from torch import Tensor
from transformers import DynamicCache
from transformers.cache_utils import DynamicLayer

ROOM = 128
"""Tokens by which a layer grows when it is full."""


class GrowingLayer(DynamicLayer):
    """One layer's keys and values, (rows, heads, tokens, width) each.

    They are the beginning of tensors with room for more.
    """

    _roomy: tuple[Tensor, Tensor] | None = None

    def update(self, key_states: Tensor, value_states: Tensor, *args: Any, **kwargs: Any) -> tuple[Tensor, Tensor]:
        """Add the keys and values of the next tokens; return all."""
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        before = self.get_seq_length()
        after = before + key_states.shape[2]
        keys, values = self._with_room(key_states, value_states, before, after)
        keys[:, :, before:after], values[:, :, before:after] = key_states, value_states
        self.keys, self.values = keys[:, :, :after], values[:, :, :after]
        return self.keys, self.values

    def _with_room(self, keys: Tensor, values: Tensor, before: int, after: int) -> tuple[Tensor, Tensor]:
        """Return tensors with all keys and values and room for more tokens."""
        if before and self._roomy and self._roomy[0].shape[2] >= after and self._is_its_beginning():
            return self._roomy
        roomy = []
        for remembered, new in ((self.keys, keys), (self.values, values)):
            grown = new.new_empty(*new.shape[:2], after + ROOM, new.shape[3])
            if before:
                grown[:, :, :before] = remembered
            roomy.append(grown)
        self._roomy = (roomy[0], roomy[1])
        return self._roomy

    def _is_its_beginning(self) -> bool:
        """Check that keys and values still begin the tensors with room.

        The library may have put other rows or fewer tokens in place of what was last returned.
        """
        pairs = zip((self.keys, self.values), self._roomy or (), strict=True)
        return all(now.data_ptr() == roomy.data_ptr() and len(now) == len(roomy) for now, roomy in pairs)


def growing_cache(model: Any) -> DynamicCache:
    """Return an empty cache for a model.

    Layers that remember in another way keep their own.
    """
    cache = DynamicCache(config=model.config.get_text_config(decoder=True))
    cache.layers = [GrowingLayer() if type(layer) is DynamicLayer else layer for layer in cache.layers]
    return cache


def remembers_all(cache: DynamicCache) -> bool:
    """Check that each layer of a cache remembers every token.

    Others keep only the last few, or a state.
    """
    return bool(cache.layers) and all(isinstance(layer, GrowingLayer) for layer in cache.layers)


def takes_a_cache(model: Any) -> bool:
    """Check that a model accepts such a cache.

    A few architectures remember in a way of their own.
    """
    tells = getattr(model, "_supports_default_dynamic_cache", None)
    return bool(tells and tells())
