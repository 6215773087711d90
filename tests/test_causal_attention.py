"""Attention in blocks: what PyTorch's own gives, forward and backward, and left to it where more is masked."""

import pytest
import torch

from tests.tiny_models import VOCABULARY, adapted, gradients, tiny_model
from trainer.model import causal_attention
from trainer.model.causal_attention import BLOCK, NAME, use_causal_attention


@pytest.mark.parametrize("tokens", [1, BLOCK - 1, BLOCK, 2 * BLOCK + 3])
@pytest.mark.parametrize("heads", [(6, 2), (4, 4), (3, 1)], ids=str)
def test_answers_and_gradients_are_those_of_pytorch(tokens, heads):
    torch.manual_seed(0)
    # Transposed as models hand them on: (rows, tokens, heads, width) in memory.
    query, key, value = (
        torch.randn(2, tokens, count, 8).transpose(1, 2).requires_grad_() for count in (heads[0], heads[1], heads[1])
    )
    weights = torch.randn(2, heads[0], tokens, 8)
    found = causal_attention._CausalAttention.apply(query, key, value, 0.3)
    got = torch.autograd.grad((found * weights).sum(), (query, key, value))
    wanted = torch.nn.functional.scaled_dot_product_attention(
        query, key, value, is_causal=True, scale=0.3, enable_gqa=True
    )
    expected = torch.autograd.grad((wanted * weights).sum(), (query, key, value))
    torch.testing.assert_close(found, wanted)
    for one, other in zip(got, expected, strict=True):
        torch.testing.assert_close(one, other, atol=1e-5, rtol=1e-4)


@pytest.mark.parametrize(
    ("kind", "fields"), [("qwen2", {}), ("gemma3_text", {"sliding_window": 64, "num_hidden_layers": 6})]
)
def test_a_model_learns_the_same_with_it(kind, fields):
    """Gemma's layers look back over a window, which is more than causal."""
    ids = torch.arange(200)[None] % VOCABULARY
    model = adapted(tiny_model(kind, **fields))
    wanted = gradients(model, model(input_ids=ids, labels=ids).loss)
    use_causal_attention(model)
    assert model.config._attn_implementation == NAME
    found = gradients(model, model(input_ids=ids, labels=ids).loss)
    for name, grad in wanted.items():
        torch.testing.assert_close(found[name], grad, atol=1e-6, rtol=1e-3)


@pytest.mark.parametrize("heads", [(6, 2), (4, 4), (3, 1)], ids=str)
@pytest.mark.parametrize("mask", ["none", "padding", "bias"])
def test_one_more_token_attends_as_in_pytorch(heads, mask):
    torch.manual_seed(0)
    query, key, value = torch.randn(2, heads[0], 1, 8), *torch.randn(2, 2, heads[1], 9, 8)
    masks = {"none": None, "padding": torch.arange(9).expand(2, 1, 1, 9) > 3, "bias": torch.randn(2, 1, 1, 9)}
    wanted = torch.nn.functional.scaled_dot_product_attention(
        query, key, value, attn_mask=masks[mask], scale=0.3, enable_gqa=True
    )
    torch.testing.assert_close(causal_attention._attend_last(query, key, value, masks[mask], 0.3), wanted)


def test_padded_rows_and_answers_token_by_token_are_as_before():
    model = tiny_model("qwen2").eval()
    ids = torch.arange(40).reshape(2, 20) + 1
    mask = torch.ones_like(ids)
    mask[0, :7] = 0
    asked = {"input_ids": ids, "attention_mask": mask, "max_new_tokens": 12, "do_sample": False}
    wanted = model.generate(**asked)
    use_causal_attention(model)
    assert model.generate(**asked).tolist() == wanted.tolist()


def test_a_model_with_an_attention_of_its_own_keeps_it():
    model = tiny_model("qwen2")
    model.set_attn_implementation("eager")
    use_causal_attention(model)
    assert model.config._attn_implementation == "eager"
