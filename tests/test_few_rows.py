"""A linear layer gives the same for few rows as for many, whichever side its product is computed from."""

import pytest
import torch
import torch.nn.functional as F

from tests.tiny_models import tiny_model
from trainer.model import few_rows
from trainer.model.few_rows import FEWEST, MOST, linear, use_few_rows


@pytest.fixture(autouse=True)
def quicker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(few_rows, "turned_is_quicker", lambda dtype: True)


@pytest.mark.parametrize("rows", [1, FEWEST, 16, MOST, MOST + 1])
@pytest.mark.parametrize("bias", [None, torch.randn(5)], ids=["plain", "bias"])
def test_it_is_the_same_product(rows: int, bias: torch.Tensor | None) -> None:
    each, weight = torch.randn(rows, 7), torch.randn(5, 7)
    found = linear(each, weight, bias)
    torch.testing.assert_close(found, F.linear(each, weight, bias))
    assert found.is_contiguous()


def test_rows_that_learn_get_the_same_gradient() -> None:
    each, weight = torch.randn(8, 7, requires_grad=True), torch.randn(5, 7)
    (found,) = torch.autograd.grad(linear(each, weight, torch.ones(5)).square().sum(), each)
    (wanted,) = torch.autograd.grad(F.linear(each, weight, torch.ones(5)).square().sum(), each)
    torch.testing.assert_close(found, wanted)


def test_a_weight_that_learns_keeps_the_libraries_way() -> None:
    weight = torch.randn(5, 7, requires_grad=True)
    assert linear(torch.randn(8, 7), weight, None).grad_fn.name() == F.linear(torch.randn(8, 7), weight).grad_fn.name()


def test_a_model_answers_the_same_with_it() -> None:
    model = tiny_model("qwen2").eval()
    ids = torch.arange(FEWEST * 6).reshape(FEWEST, 6) + 1
    wanted = model(input_ids=ids).logits
    use_few_rows(model)
    assert "forward" in vars(model.lm_head)
    torch.testing.assert_close(model(input_ids=ids).logits, wanted, atol=1e-5, rtol=1e-4)
