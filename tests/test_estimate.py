"""What to expect of a run follows from a pace and the recipe, a pace from a base's size and a computer's speed."""

import dataclasses

import pytest

from styles.cleaning.clean import clean
from styles.corpus.builder import build_corpus
from styles.corpus.corpus import Corpus
from styles.examples.examples import build, held_out_examples
from styles.examples.examples import expected as expected_by_task
from styles.texts.readers import read_file
from trainer import bases
from trainer.bases import Base
from trainer.library import gallery
from trainer.library.style import Style
from trainer.runs.estimate import (
    EFFICIENCY,
    Estimate,
    ProcessorSpeed,
    TrainingSpeed,
    TrainingWork,
    estimate,
    foreseen_training_speed,
)
from trainer.runs.recipe import Recipe

PACE = TrainingSpeed(
    tokens_per_second=1_000,
    evaluated_per_second=4_000,
    tokens_per_word=1.5,
    loading_seconds=10,
    memory_gib=0.9,
    written_per_second=25,
)
RECIPE = Recipe(num_train_epochs=2.0, per_device_train_batch_size=8, replay=0)


def expected(
    corpus: Corpus, recipe: Recipe = RECIPE, examples: int = 800, training_speed: TrainingSpeed = PACE
) -> Estimate:
    return estimate(recipe, TrainingWork.of(corpus, recipe, examples, 40), training_speed)


def test_a_pace_survives_its_line() -> None:
    assert TrainingSpeed.from_line(PACE.to_line()) == PACE


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
    seconds = 10 + 1_600 * tokens / 1_000 + 2 * 40 * tokens / 4_000 + 90 / 25
    seconds += 2 * (2_000 / 4_000 + 16 * 100 / 4_000 + 32 / 25)
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
    fast = TrainingSpeed(10_000, 40_000, 1.5, 10, 0.9, 250)
    assert expected(corpus, training_speed=fast).minutes < expected(corpus).minutes


def test_an_example_is_never_longer_than_the_recipe_allows(corpus: Corpus) -> None:
    wordy, wordier = (TrainingSpeed(1_000, 4_000, per_word, 10, 0.9, 25) for per_word in (50, 500))
    assert expected(corpus, training_speed=wordy) == expected(corpus, training_speed=wordier)


def test_a_corpus_without_training_passages_still_has_an_estimate(corpus: Corpus) -> None:
    empty = Corpus(corpus.language, (), corpus.held_out, corpus.report)
    assert expected(empty, examples=0).minutes > 0


def test_no_more_is_measured_than_a_run_measures(corpus: Corpus) -> None:
    many, more = (estimate(RECIPE, TrainingWork.of(corpus, RECIPE, 100, held_out), PACE) for held_out in (100, 1_000))
    assert many == more


# Before a base is there

SLOW = ProcessorSpeed(float32_gflops=200, bfloat16_gflops=50, float32_weights=2, bfloat16_weights=1)
QUICK = ProcessorSpeed(float32_gflops=200, bfloat16_gflops=1_400, float32_weights=2, bfloat16_weights=4)
SMALL = bases.find("Qwen/Qwen2.5-0.5B-Instruct")


def foreseen(base: Base = SMALL, speed: ProcessorSpeed = SLOW, language: str = "en") -> TrainingSpeed:
    found = foreseen_training_speed(base, speed, language)
    assert found
    return found


def test_a_speed_survives_its_line() -> None:
    assert ProcessorSpeed.from_line(SLOW.to_line()) == SLOW


def test_the_precision_that_a_base_is_computed_in_is_the_quicker_one() -> None:
    assert not SLOW.bfloat16_is_quick
    assert QUICK.bfloat16_is_quick
    assert not dataclasses.replace(SLOW, bfloat16_gflops=210).bfloat16_is_quick


def test_a_token_costs_what_its_weights_are_gone_through_for() -> None:
    """Four operations for each weight of the layers, and for the output layer's where the token is to be learnt."""
    base = dataclasses.replace(SMALL, parameters=2_000_000_000, embedding_parameters=1_000_000_000)
    found, used = foreseen(base), EFFICIENCY["float32"]
    assert found.tokens_per_second == pytest.approx(used.learning * 200e9 / (4 * 1.7e9))
    assert found.evaluated_per_second == pytest.approx(used.measuring * 200e9 / (2 * 1.7e9))
    assert found.written_per_second == pytest.approx(used.writing * 2e9 / 2e9)


def test_a_computer_that_is_quick_in_bfloat16_learns_quicker_in_less_memory() -> None:
    slow, quick = foreseen(), foreseen(speed=QUICK)
    assert quick.tokens_per_second > 2 * slow.tokens_per_second
    assert quick.written_per_second > slow.written_per_second
    assert quick.memory_gib < slow.memory_gib


def test_a_larger_base_takes_longer_in_everything() -> None:
    for smaller, larger in zip(bases.catalogue()[:-1], bases.catalogue()[1:], strict=True):
        less, more = foreseen(smaller), foreseen(larger)
        assert less.tokens_per_second > more.tokens_per_second
        assert less.written_per_second > more.written_per_second
        assert less.loading_seconds < more.loading_seconds


def test_russian_takes_longer_than_english_for_it_has_more_tokens() -> None:
    recipe = Recipe.for_corpus(SMALL, 5_000)
    work = TrainingWork.of_words(5_000, recipe)
    english, russian = (estimate(recipe, work, foreseen(language=language)) for language in ("en", "ru"))
    assert russian.minutes > english.minutes


@pytest.mark.parametrize("reference", ["embedded", "someone/unknown"])
def test_nothing_is_foreseen_of_a_base_whose_size_nobody_knows(reference: str) -> None:
    assert foreseen_training_speed(bases.find(reference), SLOW, "en") is None


@pytest.mark.parametrize("style", gallery.shipped(), ids=lambda style: style.id)
def test_the_work_that_words_usually_make_is_near_what_a_corpus_makes(style: Style) -> None:
    cleaned = [clean(read_file(path, path.name)) for path in gallery.texts(style)]
    words = sum(text.words for text in cleaned)
    recipe = Recipe.for_corpus(SMALL, words, language=style.language)
    corpus = build_corpus(cleaned, recipe.passage_size)
    made = build(corpus.train, corpus.language, recipe.example_settings, recipe.seed)
    held_out = held_out_examples(corpus.held_out, corpus.language, recipe.example_settings)
    foretold = sum(expected_by_task(corpus.train, made, recipe.example_settings).values())
    usual, real = TrainingWork.of_words(words, recipe), TrainingWork.of(corpus, recipe, foretold, len(held_out))
    assert dataclasses.astuple(usual)[:3] == pytest.approx(dataclasses.astuple(real)[:3], rel=0.1)
    assert usual.held_out == pytest.approx(real.held_out, abs=4)
