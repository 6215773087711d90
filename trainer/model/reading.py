"""Read prompts before their answers are written, by length.

In one batch all are as long as the longest: a short question beside one with passages before it would be read as if it
had as many words. So those of like length are read together, and the cache is put into one batch.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import torch
from transformers import DynamicCache

from trainer.model.growing_cache import growing_cache, remembers_all, takes_a_cache

WORTH = 0.8
"""Up to which share of the whole batch's tokens it is worth reading in parts."""


def read_apart(model: Any, batch: Mapping[str, torch.Tensor], names: Sequence[str] | None = None) -> dict[str, Any]:
    """Return `generate` arguments for a left-padded batch that is already read.

    All tokens but one are read. Empty where that would save little, or a model remembers in a way of its own. `names`
    are the adapters of the rows.
    """
    lengths = batch["attention_mask"].sum(-1).tolist()
    parts, whole = list(_alike(lengths)), len(lengths) * max(lengths)
    if not takes_a_cache(model) or not remembers_all(whole_cache := growing_cache(model)):
        return {}
    if min(lengths) < 2 or sum(len(rows) * lengths[rows[0]] for rows in parts) > WORTH * whole:
        return {}
    caches = [_read(model, batch, rows, lengths[rows[0]], names) for rows in parts]
    for layer_index in range(len(whole_cache.layers)):
        layers = [cache.layers[layer_index] for cache in caches]
        keys, values = (
            _padded([getattr(layer, kind) for layer in layers], parts, max(lengths) - 1) for kind in ("keys", "values")
        )
        whole_cache.update(keys, values, layer_index)
    return {"past_key_values": whole_cache}


def _alike(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield rows to read together, the longest first.

    None is shorter than half of the longest.
    """
    part: list[int] = []
    for row in sorted(range(len(lengths)), key=lambda row: -lengths[row]):
        if part and 2 * lengths[row] < lengths[part[0]]:
            yield part
            part = []
        part.append(row)
    yield part


def _read(
    model: Any, batch: Mapping[str, torch.Tensor], rows: list[int], longest: int, names: Sequence[str] | None
) -> DynamicCache:
    ids, mask = (batch[name][rows, -longest:-1] for name in ("input_ids", "attention_mask"))
    cache = growing_cache(model)
    active = {"adapter_names": [names[row] for row in rows]} if names else {}
    positions = (mask.cumsum(-1) - 1).clamp(min=0)
    model(input_ids=ids, attention_mask=mask, position_ids=positions, past_key_values=cache, logits_to_keep=1, **active)
    return cache


def _padded(parts: Sequence[torch.Tensor], rows: Sequence[list[int]], length: int) -> torch.Tensor:
    """Return the parts in one (rows, heads, tokens, width) batch, left-padded."""
    _, heads, _, width = parts[0].shape
    whole = parts[0].new_zeros(sum(map(len, rows)), heads, length, width)
    for part, part_rows in zip(parts, rows, strict=True):
        whole[part_rows, :, length - part.shape[2] :] = part
    return whole
