"""Noise that columns share: a fair draw, the same in every batch, and none for what min-p cuts off."""

from typing import Any

import pytest
import torch
from transformers.generation.logits_process import MinPLogitsWarper

from trainer.model.sampling import SharedNoise, gumbel, processors

IDS: Any = None
PROBABILITIES = torch.tensor([0.6, 0.3, 0.1])


def test_shared_noise_is_a_fair_draw_from_the_distribution() -> None:
    """The Gumbel-max trick: the share of each token is its probability."""
    noise = SharedNoise(3)
    drawn = torch.stack([noise(IDS, PROBABILITIES.log()[None]).argmax(-1) for _ in range(4000)])  # type: ignore[arg-type]
    shares = torch.bincount(drawn.flatten(), minlength=3) / 4000
    torch.testing.assert_close(shares, PROBABILITIES, atol=0.03, rtol=0)


def test_each_seed_draws_fairly_as_well() -> None:
    noise = SharedNoise(range(4000))
    drawn = noise(IDS, PROBABILITIES.log().expand(4000, 3)).argmax(-1)  # type: ignore[arg-type]
    torch.testing.assert_close(torch.bincount(drawn, minlength=3) / 4000, PROBABILITIES, atol=0.03, rtol=0)


def test_noise_has_the_moments_of_a_gumbel_distribution_and_its_long_tail() -> None:
    drawn = gumbel(2_000_000, torch.Generator().manual_seed(1))
    assert abs(float(drawn.mean()) - 0.5772) < 0.01
    assert abs(float(drawn.var()) - 1.6449) < 0.02
    assert bool(drawn.isfinite().all())
    # Of two million, about e^-10 of them lie above 10.
    assert 50 < int((drawn > 10).sum()) < 150


def test_rows_of_one_seed_share_their_noise_whatever_the_batch() -> None:
    scores: Any = torch.randn(5, 700)
    for min_p in (0.0, 0.05):
        alone, beside = SharedNoise(7, min_p), SharedNoise([7, 1, 7, -2, 2**40], min_p)
        for _ in range(3):
            same = scores[:1].expand(5, -1)
            found, expected = beside(IDS, same), alone(IDS, scores[:1])
            assert torch.equal(found[0], expected[0])
            assert torch.equal(found[2], expected[0])
            assert not torch.equal(found[1], expected[0])
            assert not torch.equal(found[3], found[4])


@pytest.mark.parametrize("spread", [0.01, 1.0, 9.0])
@pytest.mark.parametrize("size", [3, 700, 5000])
def test_just_what_min_p_leaves_can_be_drawn(spread: float, size: int) -> None:
    """With few, some and many tokens left."""
    scores: Any = spread * torch.randn(4, size)
    scores[0, :2] = -torch.inf
    found = SharedNoise(1, 0.05)(IDS, scores)
    assert torch.equal(found.isfinite(), MinPLogitsWarper(0.05)(IDS, scores).isfinite())


def test_a_temperature_of_one_changes_nothing() -> None:
    scores: Any = torch.randn(2, 50)
    assert torch.equal(processors(1, 1.0, 0.1)(IDS, scores), SharedNoise(1, 0.1)(IDS, scores))
    assert torch.equal(processors(1, 0.5, 0.1)(IDS, scores), SharedNoise(1, 0.1)(IDS, scores / 0.5))  # type: ignore[arg-type]
