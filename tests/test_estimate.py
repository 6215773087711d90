"""What to expect of a run follows from a pace and the recipe."""

import pytest

from styles.corpus import Corpus
from trainer.estimate import Estimate, Pace, estimate
from trainer.recipe import Recipe

PACE = Pace(
    tokens_per_second=1_000, evaluated_per_second=4_000, tokens_per_word=1.5, loading_seconds=10, memory_gib=0.9
)
RECIPE = Recipe(num_train_epochs=2.0, per_device_train_batch_size=8, replay=0)


def expected(corpus: Corpus, recipe: Recipe = RECIPE, examples: int = 800, pace: Pace = PACE) -> Estimate:
    return estimate(recipe, corpus, examples, 40, pace)


def test_a_pace_survives_its_line() -> None:
    assert Pace.from_line(PACE.to_line()) == PACE


def test_a_pace_is_one_line() -> None:
    assert len(PACE.to_line().splitlines()) == 1


def test_steps_and_memory_are_those_of_recipe_and_pace(corpus: Corpus) -> None:
    found = expected(corpus)
    assert (found.steps, found.examples, found.memory_gib) == (RECIPE.steps(800), 800, 0.9)


def test_what_the_base_replays_counts_as_examples(corpus: Corpus) -> None:
    assert expected(corpus, RECIPE.changed(replay=0.2)).examples == 1_000


def test_the_time_is_that_of_every_token_at_the_pace(corpus: Corpus) -> None:
    recipe = RECIPE.changed(samples=0, evaluations=1)
    words = sum(passage.words for passage in corpus.train) / len(corpus.train)
    tokens = words * 1.35 * 1.5
    seconds = 10 + 1_600 * tokens / 1_000 + 2 * 40 * tokens / 4_000 + 200 / 25
    seconds += 2 * (2_000 / 4_000 + 100 / 25)
    assert expected(corpus, recipe).minutes == pytest.approx(seconds / 60, abs=0.1)


@pytest.mark.parametrize(
    ("less", "more"),
    [
        ({"num_train_epochs": 1.0}, {"num_train_epochs": 4.0}),
        ({"max_steps": 10}, {"max_steps": 100}),
        ({"evaluations": 2}, {"evaluations": 40}),
        ({"samples": 0}, {"samples": 20}),
        ({"replay": 0}, {"replay": 0.25}),
        ({"views": False}, {"views": True}),
        ({"copy_passages": 0}, {"copy_passages": 100}),
        ({"max_length": 64}, {"max_length": 512}),
    ],
    ids=str,
)
def test_more_to_do_takes_longer(corpus: Corpus, less: dict[str, float], more: dict[str, float]) -> None:
    assert expected(corpus, RECIPE.changed(**less)).minutes < expected(corpus, RECIPE.changed(**more)).minutes


def test_a_faster_computer_takes_less(corpus: Corpus) -> None:
    fast = Pace(10_000, 40_000, 1.5, 10, 0.9)
    assert expected(corpus, pace=fast).minutes < expected(corpus).minutes


def test_an_example_is_never_longer_than_the_recipe_allows(corpus: Corpus) -> None:
    wordy, wordier = (Pace(1_000, 4_000, per_word, 10, 0.9) for per_word in (50, 500))
    assert expected(corpus, pace=wordy) == expected(corpus, pace=wordier)


def test_a_corpus_without_training_passages_still_has_an_estimate(corpus: Corpus) -> None:
    empty = Corpus(corpus.language, (), corpus.held_out, corpus.report)
    assert expected(empty, examples=0).minutes > 0
