"""What is planted is caught: a fine-tune that forgets, and one that recites."""

import pytest

from tests.scored_runs import scored, trained

pytestmark = pytest.mark.slow


def test_a_forgetter_goes_red_on_abilities(home):
    card = scored(trained(home, max_steps=10, learning_rate=0.03))
    assert card.verdicts["abilities"] == "red"
    assert card.abilities.drift.low > 0.05
    nothing, little = (one.general_kl.value for one in card.strengths[:2])
    assert nothing == pytest.approx(0, abs=1e-3)
    assert little > 0.05
    assert card.strengths[-1].verdict == "red"


def test_a_reciter_is_caught_by_originality(home):
    # Nothing stops it on its way: `tests.test_evaluation` sees that a run is stopped.
    card = scored(
        trained(home, max_steps=90, learning_rate=5e-3, lora_r=32, patience=0, copy_factor=0, num_train_epochs=60)
    )
    assert card.originality
    assert card.originality.prefixes
    assert card.originality.prefixes.exact > 0
    assert card.verdicts["originality"] == "red"
