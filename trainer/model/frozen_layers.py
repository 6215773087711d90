"""Layers of a frozen base with an adapter, quick on a CPU.

The formulas are the libraries' own, forward and backward. What is saved is work around the matrices: PEFT casts every
activation to the adapter's 32 bits and back, multiplies and adds in passes of their own, and autograd keeps the result
of each. Here an adapter's part is added by the matrix product itself, its weights stay in 32 bits and are cast instead
(they are small), and what is cheap is computed again in the backward pass rather than kept. Only where a layer is just
what the formula says is it replaced: each is tried on random numbers first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from types import MethodType
from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from trainer.model.few_rows import linear

ROWS = 64
"""Rows of a wide activation that are worked on at once: they stay in the processor's cache from step to step."""


def quicken(model: Any) -> int:
    """Replace forwards of a PEFT model where results agree; return how many."""
    from peft.tuners.lora import Linear

    found = 0
    for layer in model.modules():
        if isinstance(layer, Linear) and _has_plain_adapter(layer):
            found += _replaced(layer, _lora_linear, layer.in_features)
    for layer in model.modules():
        if gated := _gated_of(layer):
            found += _replaced(layer, gated, layer.gate_proj.in_features)
        elif type(layer).__name__.endswith("RMSNorm") and (norm := _rms_norm_of(layer)):
            found += _replaced(layer, norm, layer.weight.numel())
    return found


def _replaced(layer: Any, forward: Callable[..., Tensor], width: int) -> bool:
    """Replace a layer's forward if random rows agree; return whether."""
    rows = torch.randn(1, 3, width, generator=torch.Generator().manual_seed(0)).to(_dtype(layer))
    with torch.no_grad():
        before = layer(rows)
        after = forward(layer, rows)
    near = 2e-2 if rows.dtype == torch.bfloat16 else 1e-4
    if before.shape != after.shape or (before - after).abs().max() > near * before.abs().max().clamp(min=1e-6):
        return False
    layer.forward = MethodType(forward, layer)
    return True


def _dtype(layer: Any) -> torch.dtype:
    frozen = next((value for value in layer.parameters() if not value.requires_grad), None)
    return torch.float32 if frozen is None else frozen.dtype


# --- a linear layer and its adapter ---


@dataclass(frozen=True)
class _Adapted:
    """A frozen linear layer and its adapter."""

    weight: Tensor
    """(out, in), frozen."""
    bias: Tensor | None
    """(out,), frozen."""
    down: Tensor
    """(rank, in), in 32 bits."""
    up: Tensor
    """(out, rank), in 32 bits."""
    scale: float

    @property
    def tensors(self) -> tuple[Tensor, Tensor | None, Tensor, Tensor]:
        """The tensors that a backward pass needs."""
        return self.weight, self.bias, self.down, self.up

    def __call__(self, rows: Tensor) -> tuple[Tensor, Tensor]:
        """Return (tokens, out) results and the adapter's (tokens, rank) inner values."""
        low = rows @ self.down.to(rows.dtype).t()
        out = linear(rows, self.weight, self.bias)
        return out.addmm_(low, self.up.to(rows.dtype).t(), alpha=self.scale), low

    def gradients(self, grad: Tensor, low: Tensor) -> tuple[Tensor, Tensor]:
        """Return the gradients of `low`, (tokens, rank), and `up` from the output's."""
        return (grad @ self.up.to(grad.dtype)).mul_(self.scale), (grad.t() @ low).float().mul_(self.scale)

    def add_gradient(self, into: Tensor | None, grad: Tensor, grad_low: Tensor) -> Tensor:
        """Return the gradient of the rows, added to other layers' gradients."""
        into = grad @ self.weight if into is None else into.addmm_(grad, self.weight)
        return into.addmm_(grad_low, self.down.to(grad.dtype))


class _AdaptedProduct(torch.autograd.Function):
    """Product of a linear layer with its adapter.

    rows @ weight.T + bias + scale * (rows @ down.T) @ up.T
    """

    @staticmethod
    def forward(
        ctx: Any, rows: Tensor, weight: Tensor, bias: Tensor | None, down: Tensor, up: Tensor, scale: float
    ) -> Tensor:
        out, low = _Adapted(weight, bias, down, up, scale)(rows)
        ctx.save_for_backward(rows, low, weight, bias, down, up)
        ctx.scale = scale
        return out

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        rows, low, weight, bias, down, up = ctx.saved_tensors
        layer = _Adapted(weight, bias, down, up, ctx.scale)
        grad_low, grad_up = layer.gradients(grad, low)
        grad_rows = layer.add_gradient(None, grad, grad_low) if ctx.needs_input_grad[0] else None
        return grad_rows, None, None, (grad_low.t() @ rows).float(), grad_up, None


def _lora_linear(self: Any, x: Tensor, *args: Any, **kwargs: Any) -> Tensor:
    """Compute a PEFT layer, by PEFT where rows differ in adapters."""
    adapted = _adapted(self)
    if adapted is None or args or kwargs:
        return type(self).forward(self, x, *args, **kwargs)
    out = _AdaptedProduct.apply(x.reshape(-1, x.shape[-1]), *adapted.tensors, adapted.scale)
    return out.view(*x.shape[:-1], -1)


def _adapted(layer: Any) -> _Adapted | None:
    """Return a PEFT layer's parts if one unmerged adapter serves all rows.

    A PEFT hook says which row uses which adapter.
    """
    if layer._forward_pre_hooks or layer.disable_adapters or layer.merged or len(layer.active_adapters) != 1:
        return None
    (name,) = layer.active_adapters
    if name not in layer.lora_A:
        return None
    base = layer.base_layer
    down, up = layer.lora_A[name].weight, layer.lora_B[name].weight
    return _Adapted(base.weight, base.bias, down, up, float(layer.scaling[name]))


def _has_plain_adapter(layer: Any) -> bool:
    """Check that a PEFT layer only adds scale * up(down(x))."""
    names = getattr(layer, "active_adapters", [])
    return (
        type(getattr(layer, "base_layer", None)) is torch.nn.Linear
        and not layer.base_layer.weight.requires_grad
        and all(
            isinstance(layer.lora_dropout[name], torch.nn.Identity)
            and not layer.use_dora.get(name, False)
            and layer.lora_B[name].bias is None
            for name in names
        )
        and not getattr(layer, "lora_variant", None)
    )


# --- the gated part of a layer ---

_GATED = ("gate_proj", "up_proj", "down_proj")
_ACTIVATIONS: dict[str, tuple[Callable[[Tensor], Tensor], Callable[[Tensor, Tensor], Tensor]]] = {
    "silu": (F.silu, torch.ops.aten.silu_backward),
    "gelu": (
        lambda gate: F.gelu(gate, approximate="tanh"),
        lambda grad, gate: torch.ops.aten.gelu_backward(grad, gate, approximate="tanh"),
    ),
}
"""What goes through the gate, and its gradient: from the gradient behind it and what came in."""


class _GatedProduct(torch.autograd.Function):
    """down(act(gate(x)) * up(x)); keeps two of the three wide activations."""

    @staticmethod
    def forward(ctx: Any, rows: Tensor, activation: str, scales: tuple[float, ...], *tensors: Tensor) -> Tensor:
        gate, up, down = _three(tensors, scales)
        gated, low_gate = gate(rows)
        plain, low_up = up(rows)
        through = _ACTIVATIONS[activation][0]
        inner = torch.empty_like(gated)
        for part in _parts(len(rows)):
            torch.mul(through(gated[part]), plain[part], out=inner[part])
        out, low_down = down(inner)
        ctx.save_for_backward(rows, gated, plain, low_gate, low_up, low_down, *tensors)
        ctx.activation, ctx.scales = activation, scales
        return out

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        rows, gated, plain, low_gate, low_up, low_down, *tensors = ctx.saved_tensors
        gate, up, down = _three(tensors, ctx.scales)
        through, back = _ACTIVATIONS[ctx.activation]
        grad_low, grad_down_up = down.gradients(grad, low_down)
        # First the gradient of the inner activation, then, in its place, that of `plain`.
        inner = down.add_gradient(None, grad, grad_low)
        grad_gated = torch.empty_like(gated)
        grad_down = torch.zeros_like(down.down)
        for part in _parts(len(rows)):
            opened = through(gated[part])
            grad_down += grad_low[part].t() @ (opened * plain[part])
            grad_gated[part] = back(inner[part] * plain[part], gated[part])
            inner[part] *= opened
        low_gate_grad, grad_gate_up = gate.gradients(grad_gated, low_gate)
        low_up_grad, grad_up_up = up.gradients(inner, low_up)
        grad_rows = None
        if ctx.needs_input_grad[0]:
            grad_rows = gate.add_gradient(None, grad_gated, low_gate_grad)
            grad_rows = up.add_gradient(grad_rows, inner, low_up_grad)
        return (
            *(grad_rows, None, None),
            *(None, None, (low_gate_grad.t() @ rows).float(), grad_gate_up),
            *(None, None, (low_up_grad.t() @ rows).float(), grad_up_up),
            *(None, None, grad_down, grad_down_up),
        )


def _three(tensors: Any, scales: tuple[float, ...]) -> list[_Adapted]:
    each = zip(tensors[::4], tensors[1::4], tensors[2::4], tensors[3::4], scales, strict=True)
    return [_Adapted(weight, bias, down, up, scale) for weight, bias, down, up, scale in each]


def _parts(rows: int) -> list[slice]:
    return [slice(start, start + ROWS) for start in range(0, rows, ROWS)]


def _gated_of(layer: Any) -> Callable[[Any, Tensor], Tensor] | None:
    """Return the forward of a gated block with plain adapters.

    The adapters are on or off.
    """
    if not all(_has_plain_adapter(getattr(layer, name, None)) for name in _GATED) or not hasattr(layer, "act_fn"):
        return None
    # What goes through the gate is told by what it makes of a few numbers.
    numbers = torch.linspace(-3, 3, 13)
    known = (name for name, (act, _) in _ACTIVATIONS.items() if torch.allclose(act(numbers), layer.act_fn(numbers)))
    activation = next(known, None)
    if activation is None:
        return None

    def gated(self: Any, x: Tensor) -> Tensor:
        found = [layer for name in _GATED if (layer := _adapted(getattr(self, name)))]
        if len(found) < len(_GATED):
            return type(self).forward(self, x)
        tensors = [tensor for layer in found for tensor in layer.tensors]
        scales = tuple(layer.scale for layer in found)
        out = _GatedProduct.apply(x.reshape(-1, x.shape[-1]), activation, scales, *tensors)
        return out.view(x.shape)

    return gated


# --- the norm before a layer ---


class _RootMeanSquareNorm(torch.autograd.Function):
    """x / sqrt(mean(x^2) + eps) * weight, computed in 32 bits.

    Source: Zhang and Sennrich 2019.
    """

    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor, eps: float) -> Tensor:
        wide = x.float()
        inverse = torch.linalg.vector_norm(wide, dim=-1, keepdim=True).square_().div_(x.shape[-1]).add_(eps).rsqrt_()
        ctx.save_for_backward(x, inverse, weight)
        return (wide * inverse).mul_(weight).to(x.dtype)

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, ...]:
        x, inverse, weight = ctx.saved_tensors
        wide = x.float()
        out = grad.float() * weight
        along = torch.linalg.vecdot(out, wide).unsqueeze(-1).mul_(inverse.pow(3)).div_(x.shape[-1])
        return out.mul_(inverse).addcmul_(wide, along, value=-1).to(x.dtype), None, None


def _rms_norm_of(layer: Any) -> Callable[[Any, Tensor], Tensor] | None:
    """Return the forward of a norm with frozen weights.

    Its weights count as they are or, as Gemma has it, plus 1.
    """
    eps = getattr(layer, "variance_epsilon", getattr(layer, "eps", None))
    weight = getattr(layer, "weight", None)
    if eps is None or weight is None or weight.requires_grad:
        return None
    rows = torch.randn(2, weight.numel(), generator=torch.Generator().manual_seed(0)).to(weight.dtype)
    with torch.no_grad():
        known = type(layer).forward(layer, rows).float()
        plain = _RootMeanSquareNorm.apply(rows, weight.float(), eps).float()
    offset = 0.0 if (known - plain).abs().max() <= 2e-2 * known.abs().max() else 1.0

    def norm(self: Any, x: Tensor) -> Tensor:
        return _RootMeanSquareNorm.apply(x, self.weight.float() + offset, eps)

    return norm
