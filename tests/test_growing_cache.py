"""What a model remembers grows in place, and is what the library's own cache would hold."""

import pytest
import torch
from transformers import DynamicCache

from tests.tiny_models import tiny_model
from trainer.model.growing_cache import ROOM, GrowingLayer, growing_cache, remembers_all, takes_a_cache


def some(tokens: int, rows: int = 2) -> tuple[torch.Tensor, torch.Tensor]:
    return torch.randn(rows, 3, tokens, 4), torch.randn(rows, 3, tokens, 5)


@pytest.mark.parametrize("steps", [(7, 1, 1, 1), (1,) * (ROOM + 5), (3, ROOM, 2, ROOM + 9, 1)], ids=len)
def test_it_holds_what_the_librarys_own_holds(steps: tuple[int, ...]) -> None:
    ours, theirs = GrowingLayer(), DynamicCache().layer_class_to_replicate()
    for tokens in steps:
        keys, values = some(tokens)
        for found, wanted in zip(ours.update(keys, values), theirs.update(keys, values), strict=True):
            assert torch.equal(found, wanted)
    assert ours.get_seq_length() == sum(steps)


def test_one_more_token_is_written_in_place() -> None:
    layer = GrowingLayer()
    layer.update(*some(5))
    before = layer.keys.data_ptr()
    layer.update(*some(1))
    assert layer.keys.data_ptr() == before


def test_rows_that_are_put_in_other_places_and_tokens_that_are_taken_away_are_gone_on_from() -> None:
    layer = GrowingLayer()
    layer.update(*some(6))
    kept = layer.keys[:, :, :4].clone()
    layer.crop(4)
    keys, values = some(1)
    assert torch.equal(layer.update(keys, values)[0], torch.cat([kept, keys], 2))
    layer.reorder_cache(torch.tensor([1, 0]))
    more, _ = some(1)
    assert torch.equal(layer.update(more, values)[0], torch.cat([torch.cat([kept, keys], 2).flip(0), more], 2))


def test_a_model_answers_with_it_as_with_its_own() -> None:
    model = tiny_model("qwen2").eval()
    ids = torch.arange(24).reshape(2, 12) + 1
    asked = {"input_ids": ids, "max_new_tokens": ROOM + 20, "do_sample": False}
    wanted = model.generate(**asked)
    assert takes_a_cache(model)
    assert model.generate(**asked, past_key_values=growing_cache(model)).tolist() == wanted.tolist()


def test_layers_that_look_back_over_a_window_remember_in_their_own_way() -> None:
    model = tiny_model("gemma3_text", sliding_window=8, num_hidden_layers=6)
    assert not remembers_all(growing_cache(model))
    assert remembers_all(growing_cache(tiny_model("qwen2")))
    ids = torch.arange(20)[None] + 1
    asked = {"input_ids": ids, "max_new_tokens": 12, "do_sample": False}
    assert torch.equal(model.generate(**asked, past_key_values=growing_cache(model)), model.generate(**asked))
