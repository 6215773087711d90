"""Loss on completions without the logits of a whole example.

The output layer is applied to the completion's tokens only, some at a time, and the gradient is taken at once: scores
over 150,000 words for a thousand tokens would be most of a run's memory, and are needed twice otherwise.
"""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor

from trainer.model.engine import Loaded

SCORES = 1 << 24
"""Scores computed at once: 64 MB in 32 bits."""
IGNORED = -100
"""The label of a token that is read, not learnt."""


class _HeadLoss(torch.autograd.Function):
    """Sum of -log softmax(hidden @ weight.T)[label] over all tokens.

    Its gradient is computed with it.
    """

    @staticmethod
    def forward(ctx: Any, hidden: Tensor, weight: Tensor, labels: Tensor) -> Tensor:
        total = hidden.new_zeros((), dtype=torch.float32)
        learning = ctx.needs_input_grad[0]
        grad = torch.empty_like(hidden) if learning else None
        step = max(1, SCORES // len(weight))
        for start in range(0, len(hidden), step):
            part = slice(start, start + step)
            scores = (hidden[part] @ weight.t()).float()
            wanted = labels[part, None]
            highest = scores.amax(-1, keepdim=True)
            label_scores = scores.gather(-1, wanted)
            shares = scores.sub_(highest).exp_()
            sums = shares.sum(-1, keepdim=True)
            total += (sums.log() + highest - label_scores).sum()
            if grad is not None:
                shares.div_(sums).scatter_add_(-1, wanted, -torch.ones_like(sums))
                grad[part] = shares.to(hidden.dtype) @ weight
        if grad is not None:
            ctx.save_for_backward(grad)
        return total

    @staticmethod
    def backward(ctx: Any, grad: Tensor) -> tuple[Tensor | None, None, None]:
        (hidden,) = ctx.saved_tensors
        return hidden.mul_(grad.to(hidden.dtype)), None, None


def has_plain_head(model: Any) -> bool:
    """Check that logits are just hidden states times a frozen output layer."""
    head = model.get_output_embeddings()
    if type(head) is not torch.nn.Linear or head.bias is not None or head.weight.requires_grad:
        return False
    ids = torch.arange(4, device=head.weight.device)[None]
    with torch.no_grad():
        known, ours = model(input_ids=ids).logits.float(), head(_hidden(model, ids)).float()
    return known.shape == ours.shape and torch.allclose(known, ours, atol=1e-3, rtol=1e-3)


def is_quicker(loaded: Loaded) -> bool:
    """Check that this loss is quicker: a CPU and a plain head."""
    return loaded.device == "cpu" and has_plain_head(loaded.model)


def completion_loss(model: Any, ids: Tensor, labels: Tensor, tokens: Any = None) -> Tensor:
    """Return the loss of (rows, tokens) ids in nats per token.

    The divisor is `tokens`, or else the number of tokens that are learnt. `model` has a plain head. Rows are padded on
    their right, where no token that counts looks: nothing is masked.
    """
    follows = F.pad(labels, (0, 1), value=IGNORED)[:, 1:]
    learnt = follows != IGNORED
    hidden = _hidden(model, ids)[learnt]
    total = _HeadLoss.apply(hidden, model.get_output_embeddings().weight, follows[learnt])
    return total / (learnt.sum() if tokens is None else tokens)


def _hidden(model: Any, ids: Tensor) -> Tensor:
    """Return the output layer's input: (rows, tokens, width)."""
    inner = model.get_base_model() if hasattr(model, "get_base_model") else model
    states: Tensor = getattr(inner, inner.base_model_prefix)(input_ids=ids, use_cache=False).last_hidden_state
    return states


def completion_trainer() -> Any:
    """Return TRL's trainer with this loss for training and evaluation.

    TRL is imported late, after Unsloth.
    """
    from trl import SFTTrainer

    class CompletionTrainer(SFTTrainer):
        """SFT trainer with the loss on completions."""

        def compute_loss(
            self, model: Any, inputs: dict[str, Any], return_outputs: bool = False, num_items_in_batch: Any = None
        ) -> Any:
            """Return a batch's loss, and on request outputs without logits."""
            loss = completion_loss(model, inputs["input_ids"], inputs["labels"], num_items_in_batch)
            return (loss, {"loss": loss}) if return_outputs else loss

    return CompletionTrainer
