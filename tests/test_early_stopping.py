"""Which checkpoint is kept and why a run ends: toy measurements in, the rule's answer out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.runs import early_stopping
from trainer.runs.events import CheckpointSaved, Evaluated, Event, Started, StepLogged

LIMIT = 0.1


def at(step: int, loss: float, copied: float | None = 0.0) -> Evaluated:
    return Evaluated(step, loss, best=False, copied=copied, copy_limit=LIMIT, at=1.0)


def kept(*measured: Evaluated) -> int:
    """The step that would be kept after these evaluations: the last that was the best when it came."""
    judged = [early_stopping.judged(one, measured[:place]) for place, one in enumerate(measured)]
    return next(one.step for one in reversed(judged) if one.best)


BASE = at(0, 4.0)
RUNS = st.lists(st.tuples(st.floats(1, 5), st.sampled_from([0.0, 0.05, 0.2, 0.5, 0.9])), min_size=1, max_size=8)


def test_the_checkpoint_with_the_lowest_held_out_loss_is_kept() -> None:
    assert kept(BASE, at(10, 3.0), at(20, 2.5), at(30, 2.7)) == 20


def test_the_base_is_no_checkpoint_even_where_nothing_beats_it() -> None:
    assert kept(BASE, at(10, 5.0), at(20, 4.5)) == 20


def test_a_checkpoint_that_recites_loses_to_a_clean_one_whatever_its_loss() -> None:
    assert kept(BASE, at(10, 3.9), at(20, 1.0, copied=0.2)) == 10
    assert kept(BASE, at(10, 1.0, copied=0.2), at(20, 3.9)) == 20


def test_among_checkpoints_that_all_recite_the_one_that_copies_least_is_kept() -> None:
    assert kept(BASE, at(10, 3.0, copied=0.5), at(20, 2.0, copied=0.9)) == 10


@given(RUNS)
def test_what_recites_is_never_kept_while_there_is_something_clean(run: list[tuple[float, float]]) -> None:
    measured = [at(10 * place, loss, copied) for place, (loss, copied) in enumerate(run, 1)]
    found = next(one for one in measured if one.step == kept(BASE, *measured))
    clean = [one for one in measured if not one.recites]
    assert found.held_out_loss == min(one.held_out_loss for one in clean) if clean else found.recites


@given(RUNS)
def test_the_trainer_finds_the_same_checkpoint_by_its_rank(run: list[tuple[float, float]]) -> None:
    measured = [at(10 * place, loss, copied) for place, (loss, copied) in enumerate(run, 1)]
    assert min(measured, key=early_stopping.rank).step == kept(BASE, *measured)


def test_copying_just_what_is_allowed_is_no_reciting() -> None:
    assert not at(10, 3.0, copied=LIMIT).recites
    assert at(10, 3.0, copied=LIMIT + 0.001).recites


@pytest.mark.parametrize(
    "one",
    [Evaluated(10, 3.0, True), Evaluated(10, 3.0, True, copied=0.9), Evaluated(10, 3.0, True, copy_limit=0.0)],
    ids=["nothing measured", "no limit", "no copying measured"],
)
def test_what_was_not_measured_is_no_reciting(one: Evaluated) -> None:
    assert not one.recites
    assert early_stopping.rank(one) == 3.0


def test_a_run_goes_on_while_the_held_out_loss_falls_and_nothing_is_recited() -> None:
    assert early_stopping.ending([BASE], 1) is None
    assert early_stopping.ending([BASE, at(10, 3.0), at(20, 2.9)], 1) is None


def test_a_run_ends_when_the_held_out_loss_has_not_fallen_for_as_long_as_patience_lasts() -> None:
    measured = [BASE, at(10, 3.0), at(20, 3.1), at(30, 3.0)]
    assert early_stopping.ending(measured[:3], 2) is None
    assert early_stopping.ending(measured, 2) == "held-out loss stopped falling"


def test_a_run_without_patience_never_ends_for_its_loss() -> None:
    assert early_stopping.ending([BASE, *[at(10 * step, float(step)) for step in range(1, 30)]], 0) is None


def test_a_run_ends_as_soon_as_it_recites_even_with_a_falling_loss() -> None:
    assert early_stopping.ending([BASE, at(10, 3.0), at(20, 2.0, copied=0.2)], 3) == "began to recite"


def test_reciting_is_the_reason_where_there_are_both() -> None:
    assert early_stopping.ending([BASE, at(10, 3.0), at(20, 3.1, copied=0.2)], 1) == "began to recite"


def test_a_base_that_copies_much_has_not_begun_to_recite() -> None:
    assert early_stopping.ending([at(0, 4.0, copied=0.9)], 3) is None


def test_a_resume_remembers_what_led_to_its_checkpoint_and_nothing_else() -> None:
    def started(resumed_from: int = 0) -> Event:
        return Started("fake", "cpu", 40, 60, resumed_from)

    before = [started(), BASE, at(10, 3.0), CheckpointSaved(10), at(20, 2.0), StepLogged(21, 60, 2.0, 1e-3, 10.0, 9.0)]
    assert early_stopping.measured([*before, started(10)]) == [BASE, at(10, 3.0)]
    again = [*before, started(10), at(10, 3.0), at(20, 2.5)]
    assert early_stopping.measured(again) == [BASE, at(10, 3.0), at(20, 2.5)]
    assert early_stopping.measured([*again, started()]) == []


def test_patience_goes_on_counting_over_a_resume() -> None:
    life = [Started("fake", "cpu", 40, 60), BASE, at(10, 3.0), at(20, 3.1), CheckpointSaved(20)]
    resumed = [*life, Started("fake", "cpu", 40, 60, resumed_from=20), at(20, 3.1), at(30, 3.2)]
    assert early_stopping.ending(early_stopping.measured(resumed), 2) == "held-out loss stopped falling"
