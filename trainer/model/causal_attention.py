"""Causal attention on a CPU, trained block by block.

The scores stay in the processor's cache and are not kept. What no query may look at is not computed, and each block's
scores are computed again in the backward pass (the idea of FlashAttention, Dao et al. 2022). PyTorch's own for CPUs is
slow in its backward pass, in bfloat16 above all.
"""

from typing import Any

import torch
from torch import Tensor

NAME = "pastiche_causal"
"""What the implementation is called in a model's configuration."""
BLOCK = 128
"""Queries of a block."""


def use_causal_attention(model: Any) -> None:
    """Compute a model's attention over whole texts here.

    PyTorch computes it where more is masked than later tokens. A model with an attention of its own keeps it.
    """
    from transformers import AttentionInterface, AttentionMaskInterface
    from transformers.integrations.sdpa_attention import sdpa_attention_forward
    from transformers.masking_utils import sdpa_mask

    def attend(
        module: Any, query: Tensor, key: Tensor, value: Tensor, attention_mask: Tensor | None, **given: Any
    ) -> tuple[Tensor, None]:
        scaling = given.get("scaling") or query.shape[-1] ** -0.5
        whole = attention_mask is None and query.shape[2] == key.shape[2]
        if whole and not given.get("dropout") and given.get("is_causal") is not False:
            return _CausalAttention.apply(query, key, value, scaling).transpose(1, 2), None
        if query.shape[2] == 1 and not given.get("dropout"):
            return _attend_last(query, key, value, attention_mask, scaling).transpose(1, 2), None
        return sdpa_attention_forward(module, query, key, value, attention_mask, **given)

    if model.config._attn_implementation != "sdpa":
        return
    AttentionInterface.register(NAME, attend)
    AttentionMaskInterface.register(NAME, sdpa_mask)
    model.set_attn_implementation(NAME)


def _attend_last(query: Tensor, key: Tensor, value: Tensor, mask: Tensor | None, scaling: float) -> Tensor:
    """Return the last token's attention per row: (rows, heads, 1, width).

    PyTorch's own would first write the keys and values of each group once for each of its heads.
    """
    rows, heads, _, _ = query.shape
    scores = (_grouped(query, key.shape[1]).squeeze(2) @ _flat(key).transpose(1, 2)).mul_(scaling)
    each = scores.view(rows, heads, 1, -1)
    if mask is not None:
        each = each.masked_fill_(~mask, -torch.inf) if mask.dtype == torch.bool else each.add_(mask)
    shares = torch.softmax(scores, -1, dtype=torch.float32).to(value.dtype)
    return (shares @ _flat(value)).view(rows, heads, 1, -1)


class _CausalAttention(torch.autograd.Function):
    """softmax(scaling * q k^T + causal mask) v, forward and backward.

    All are (rows, heads, tokens, width); keys and values have fewer heads.
    """

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor, scaling: float) -> Tensor:
        rows, heads, tokens, _ = query.shape
        out = query.new_empty(rows, heads, tokens, value.shape[-1])
        grouped = _grouped(out, key.shape[1])
        keys, values, queries = _flat(key), _flat(value), _grouped(query, key.shape[1])
        for start in range(0, tokens, BLOCK):
            end = min(start + BLOCK, tokens)
            shares = _shares(queries, keys, start, end, scaling)
            grouped[:, :, start:end] = (shares @ values[:, :end]).view(grouped[:, :, start:end].shape)
        ctx.save_for_backward(query, key, value)
        ctx.scaling = scaling
        return out

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        query, key, value = ctx.saved_tensors
        keys, values = _flat(key), _flat(value)
        queries, grads = _grouped(query, key.shape[1]), _grouped(grad, key.shape[1])
        grad_query = torch.empty_like(query, memory_format=torch.contiguous_format)
        into = _grouped(grad_query, key.shape[1])
        grad_keys = torch.zeros_like(keys, dtype=torch.float32)
        grad_values = torch.zeros_like(values, dtype=torch.float32)
        for start in range(0, query.shape[2], BLOCK):
            end = min(start + BLOCK, query.shape[2])
            shares = _shares(queries, keys, start, end, ctx.scaling)
            given = _block(grads, start, end)
            grad_values[:, :end] += shares.transpose(1, 2) @ given
            wanted = given @ values[:, :end].transpose(1, 2)
            scores = torch._softmax_backward_data(wanted, shares, -1, shares.dtype).mul_(ctx.scaling)
            into[:, :, start:end] = (scores @ keys[:, :end]).view(into[:, :, start:end].shape)
            grad_keys[:, :end] += scores.transpose(1, 2) @ _block(queries, start, end)
        return grad_query, grad_keys.view_as(key).to(key.dtype), grad_values.view_as(value).to(value.dtype), None


def _flat(each: Tensor) -> Tensor:
    """Return (rows x heads, tokens, width)."""
    return each.reshape(-1, *each.shape[2:])


def _grouped(each: Tensor, heads: int) -> Tensor:
    """Return queries grouped by head of keys, as a view if possible.

    Shape: (rows x heads of keys, heads of queries for each, tokens, width).
    """
    rows, all_heads, tokens, width = each.shape
    return each.reshape(rows * heads, all_heads // heads, tokens, width)


def _block(grouped: Tensor, start: int, end: int) -> Tensor:
    """Return a block's queries stacked: (rows x key heads, queries, width)."""
    return grouped[:, :, start:end].reshape(len(grouped), -1, grouped.shape[-1])


def _shares(queries: Tensor, keys: Tensor, start: int, end: int, scaling: float) -> Tensor:
    """Return attention weights of a block: (rows x key heads, queries, keys)."""
    scores = _block(queries, start, end) @ keys[:, :end].transpose(1, 2)
    later = torch.full((end - start, end - start), -torch.inf, dtype=scores.dtype).triu_(1)
    scores.view(len(queries), -1, end - start, end)[..., start:] += later
    return torch.softmax(scores.mul_(scaling), -1, dtype=torch.float32).to(queries.dtype)
