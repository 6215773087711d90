"""Layers computed the quick way: the same answers, the same gradients, whatever the architecture."""

import pytest
import torch

from tests.tiny_models import VOCABULARY, adapted, gradients, tiny_model
from trainer.model.frozen_layers import quicken

IDS = torch.arange(2 * 90).reshape(2, 90) % VOCABULARY
LAYERS = 2 * 4 + 2 * 3
"""Of two layers: four linear ones outside the gated part, and the three of it."""


def loss_of(model, ids=IDS):
    return model(input_ids=ids, labels=ids).loss


@pytest.mark.parametrize("kind", ["llama", "qwen2", "qwen3", "gemma3_text", "mistral", "smollm3"])
def test_losses_and_gradients_are_those_of_the_libraries(kind):
    model = adapted(tiny_model(kind))
    before = loss_of(model)
    wanted = gradients(model, before)
    # Each gated part, and at least two norms a layer and the last one.
    assert quicken(model) >= LAYERS + 2 + 5
    after = loss_of(model)
    torch.testing.assert_close(after, before)
    found = gradients(model, after)
    assert found.keys() == wanted.keys()
    for name, grad in wanted.items():
        torch.testing.assert_close(
            found[name], grad, atol=1e-6, rtol=1e-4, msg=lambda said, name=name: f"{name}: {said}"
        )


def test_in_bfloat16_gradients_are_as_near_to_exact_ones_as_the_libraries_are():
    exact = adapted(tiny_model("qwen2"))
    wanted = gradients(exact, loss_of(exact))
    model = adapted(tiny_model("qwen2", torch.bfloat16))
    plain = gradients(model, loss_of(model))
    quicken(model)
    quick = gradients(model, loss_of(model))

    def off(found):
        return sum((found[name] - grad).norm() ** 2 for name, grad in wanted.items()) ** 0.5

    assert {grad.dtype for grad in quick.values()} == {torch.float32}
    assert off(quick) <= 1.1 * off(plain)


def test_fewer_wide_activations_are_kept_for_the_backward_pass():
    """Two of a gated part's, where the libraries keep what each step made."""

    def kept(model):
        sizes = {}

        def keep(tensor):
            sizes[tensor.untyped_storage().data_ptr()] = tensor.numel() * tensor.itemsize
            return tensor

        with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
            loss_of(model)
        weights = {value.untyped_storage().data_ptr() for value in model.parameters()}
        return sum(size for place, size in sizes.items() if place not in weights)

    model = adapted(tiny_model("qwen2", intermediate_size=8 * 48))
    before = kept(model)
    quicken(model)
    assert kept(model) < 0.75 * before


def test_with_the_adapter_off_it_is_the_base():
    base = tiny_model("qwen2").eval()
    with torch.no_grad():
        wanted = base(input_ids=IDS).logits
        model = adapted(base).eval()
        quicken(model)
        assert not torch.allclose(model(input_ids=IDS).logits, wanted)
        with model.disable_adapter():
            torch.testing.assert_close(model(input_ids=IDS).logits, wanted)


def test_a_model_that_wears_two_adapters_in_one_batch_answers_as_before():
    model = adapted(tiny_model("qwen2")).eval()
    names = ["__base__", "default"]
    with torch.no_grad():
        wanted = model(input_ids=IDS, adapter_names=names).logits
        quicken(model)
        torch.testing.assert_close(model(input_ids=IDS, adapter_names=names).logits, wanted)


def test_layers_with_dropout_are_left_to_the_library():
    model = adapted(tiny_model("qwen2"), dropout=0.5)
    assert quicken(model) == 5, "the norms alone"
    torch.manual_seed(0)
    first = loss_of(model)
    torch.manual_seed(1)
    assert loss_of(model) != first


def test_a_gate_with_an_activation_that_is_not_known_is_left_to_the_library():
    model = adapted(tiny_model("qwen2", hidden_act="relu"))
    wanted = gradients(model, loss_of(model))
    quicken(model)
    found = gradients(model, loss_of(model))
    for name, grad in wanted.items():
        torch.testing.assert_close(found[name], grad, atol=1e-6, rtol=1e-4)
