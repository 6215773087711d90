"""A scorecard's minutes are told before it begins, by the pace of the fine-tune, and while it goes on what is left."""

from dataclasses import replace

import pytest

from styles.corpus.corpus import Corpus
from tests.scorecards import toy_scorecard
from tests.toy import toy_corpus
from trainer.bases import EMBEDDED, Base
from trainer.runs.events import Phase, Sampled, Scored, ScorePhase, StepLogged
from trainer.runs.run import Run
from trainer.scorecard.score_settings import ScoreSettings
from trainer.scorecard.scorecard import PARTS
from trainer.scorecard.scoring_time import Clock, ScoringSpeed, estimate, seconds_left, too_few, work

INSTRUCT = Base("someone/small", "Small", parameters=500_000_000, context=4096)
PACE = ScoringSpeed(read_per_second=100.0, step_seconds=0.2, loading_seconds=10)


def held_out_only(corpus: Corpus, count: int) -> Corpus:
    return replace(corpus, held_out=corpus.held_out[:count])


def logged(tokens_per_second: float, at: float = 0.0) -> StepLogged:
    return StepLogged(1, 1, 1.0, 0.0, tokens_per_second, 0.0, at)


def test_a_computer_that_trains_twice_as_quickly_measures_twice_as_quickly() -> None:
    slow, quick = (ScoringSpeed.of([logged(training_speed)], INSTRUCT) for training_speed in (50.0, 100.0))
    assert quick.read_per_second == 2 * slow.read_per_second
    assert slow.read_per_second > 50.0


def test_what_a_sample_took_tells_how_long_a_token_takes() -> None:
    events = [Phase("training", at=0.0), Sampled(0, at=45.0), logged(50.0, at=50.0), Sampled(1, at=140.0)]
    assert ScoringSpeed.of(events, INSTRUCT).step_seconds == pytest.approx(0.5)


def test_without_a_training_the_bases_size_tells_the_pace() -> None:
    small, large = (ScoringSpeed.of([], replace(INSTRUCT, parameters=size)) for size in (10**8, 10**9))
    assert small.read_per_second > large.read_per_second
    assert small.step_seconds < large.step_seconds
    # Of a base in a folder the files tell.
    assert ScoringSpeed.of([], EMBEDDED).read_per_second > small.read_per_second


def test_where_too_little_is_held_out_no_style_gap_is_measured_and_that_is_known_before() -> None:
    corpus, settings = toy_corpus(), ScoreSettings()
    few = too_few(corpus, settings)
    assert few
    assert (few.words, few.needed) == (sum(one.words for one in corpus.held_out), settings.gap_words)
    assert too_few(corpus, replace(settings, gap_words=few.words)) is None
    assert too_few(held_out_only(corpus, 0), settings) is None
    assert work(corpus, INSTRUCT, settings)["strengths"].read == 0
    with_gap = work(corpus, INSTRUCT, replace(settings, gap_words=1))
    assert with_gap["strengths"].read > 0
    assert with_gap["style"].written >= work(corpus, INSTRUCT, settings)["style"].written


def test_a_base_that_follows_no_instructions_is_not_asked_for_what_it_cannot_do() -> None:
    found = work(toy_corpus(), EMBEDDED, ScoreSettings())
    assert set(found) == set(PARTS)
    assert (found["rules"].seconds(PACE), found["meaning"].seconds(PACE)) == (0, 0)
    assert work(toy_corpus(), INSTRUCT, ScoreSettings())["rules"].seconds(PACE) > 0


@pytest.mark.parametrize(
    "more",
    [{"general_texts": 40}, {"general_prompts": 64}, {"answer_tokens": 128}, {"rules": 60}, {"loss_passages": 48}],
)
def test_more_of_anything_takes_longer(more: dict[str, int]) -> None:
    usual, longer = (
        sum(part.seconds(PACE) for part in work(toy_corpus(), INSTRUCT, settings).values())
        for settings in (ScoreSettings(), replace(ScoreSettings(), **more))
    )
    assert longer > usual


def test_parts_that_are_there_are_not_counted_again(run: Run) -> None:
    whole = estimate(run)
    begun = estimate(run, card=toy_scorecard(parts=("style", "prefixes")))
    again = estimate(run, card=toy_scorecard())
    assert begun.minutes < whole.minutes
    assert (begun.seconds["style"], begun.seconds["prefixes"]) == (0, 0)
    assert again.seconds == whole.seconds


def test_what_is_left_falls_part_by_part_and_follows_what_is_seen() -> None:
    clock = Clock({"style": 100.0, "abilities": 100.0})
    at = clock._began
    clock.begin("style")
    assert clock.seconds_left(now=at) == pytest.approx(200)
    assert clock.seconds_left(0.5, now=at + 50) == pytest.approx(150)
    clock.end()
    clock.begin("abilities")
    assert clock.seconds_left(now=at + 100) == pytest.approx(100)
    # Twice as slow as expected: nearly twice as much is left.
    assert clock.seconds_left(now=at + 200) > 170
    clock.end()
    assert clock.seconds_left() == 0


def test_the_time_left_runs_down_between_what_is_said() -> None:
    said = ScorePhase("briefs", 1, 2, seconds_left=60.0, at=1_000.0)
    assert seconds_left([said], now=1_020.0) == 40
    assert seconds_left([said], now=2_000.0) == 0
    assert seconds_left([ScorePhase("starting")]) is None
    assert seconds_left([said, Scored(1.0)]) is None
