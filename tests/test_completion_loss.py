"""The loss on completions: the libraries' value and gradients, without the scores of a whole example."""

import pytest
import torch

from tests.tiny_models import VOCABULARY, adapted, gradients, tiny_model
from trainer.model import completion_loss as losses
from trainer.model.completion_loss import IGNORED, completion_loss, has_plain_head

IDS = (torch.arange(2 * 50).reshape(2, 50) * 7) % (VOCABULARY - 1) + 1
LABELS = IDS.clone()
LABELS[0, :20] = IGNORED
LABELS[1, :5] = IGNORED
# The second row is the shorter one: padded on its right.
IDS[1, 40:], LABELS[1, 40:] = 0, IGNORED
MASK = (torch.arange(50) < torch.tensor([[50], [40]])).long()


@pytest.mark.parametrize("kind", ["qwen2", "llama", "gemma3_text"])
def test_loss_and_gradients_are_those_of_the_library(kind, monkeypatch):
    monkeypatch.setattr(losses, "SCORES", 17 * VOCABULARY)  # several parts, the last one shorter
    model = adapted(tiny_model(kind))
    assert has_plain_head(model)
    plain = model(input_ids=IDS, attention_mask=MASK, labels=LABELS).loss
    wanted = gradients(model, plain)
    ours = completion_loss(model, IDS, LABELS)
    torch.testing.assert_close(ours, plain.detach())
    for name, grad in gradients(model, ours).items():
        torch.testing.assert_close(grad, wanted[name], atol=1e-6, rtol=1e-4)


def test_it_is_divided_by_the_tokens_of_all_batches_of_a_step():
    model = adapted(tiny_model("qwen2"))
    learnt = int((LABELS != IGNORED).sum())
    whole, half = completion_loss(model, IDS, LABELS), completion_loss(model, IDS, LABELS, torch.tensor(2 * learnt))
    torch.testing.assert_close(half, whole / 2)


def test_without_gradients_it_has_the_same_value():
    model = adapted(tiny_model("qwen2"))
    wanted = completion_loss(model, IDS, LABELS)
    with torch.no_grad():
        torch.testing.assert_close(completion_loss(model, IDS, LABELS), wanted.detach())


def test_scores_that_the_output_layer_does_not_have_the_last_word_on_are_left_to_the_library():
    """Gemma 2 caps its scores."""
    assert not has_plain_head(tiny_model("gemma2", final_logit_softcapping=0.5))
    model = tiny_model("qwen2")
    model.get_output_embeddings().weight.requires_grad_(True)
    assert not has_plain_head(model), "a head that learns needs a gradient too"
