"""Each passage is asked for in its tasks; no prompt gives the answer away; wordings vary."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styles.corpus import Passage
from styles.examples import Example, ExampleSettings, build, held_out_examples, shares_words
from styles.templates import Task, ask, wordings
from styles.tokens import count_words

SETTINGS = ExampleSettings()
NOUNS = ["harbour", "lantern", "orchard", "kettle", "ladder", "window", "pigeon", "thimble", "saddle", "velvet"]


def passage(text: str, before: str = "") -> Passage:
    return Passage(text, count_words(text), "a.txt", 0, before)


def chapter(length: int, seed: int = 0) -> list[Passage]:
    """Passages of random made-up nouns; all but the first have something before them."""
    rng = random.Random(seed)
    nouns = [first + second for first in NOUNS for second in NOUNS]
    paragraphs = [" ".join(rng.choices(nouns, k=30)).capitalize() + "." for _ in range(length)]
    return [passage(text, before) for text, before in zip(paragraphs, ["", *paragraphs], strict=False)]


def tasks(examples: list[Example]) -> Counter[str]:
    return Counter(example.task for example in examples)


def _task(example: Example) -> Task:
    assert example.task != "replay"
    return example.task


def test_every_passage_gives_a_write_and_where_something_comes_before_a_continue() -> None:
    examples = build(chapter(30), "en", SETTINGS, seed=1)
    assert tasks(examples) == {"write": 30, "continue": 29}
    assert {example.passage for example in examples if example.task == "write"} == set(range(30))


def test_the_completion_is_the_passage_itself() -> None:
    passages = chapter(10)
    assert all(example.completion == passages[example.passage].text for example in build(passages, "en", SETTINGS, 1))


def test_a_continue_prompt_ends_with_the_last_sentences_before() -> None:
    before = "This long first sentence is not wanted here at all. It rained. Nobody came."
    short = ExampleSettings(tasks=("continue",), lead_words=4)
    (example,) = held_out_examples([passage("The harbour slept.", before)], "en", short)
    assert example.prompt == ask("continue", "en", "It rained. Nobody came.")


def test_a_write_prompt_lists_words_of_the_passage() -> None:
    (example,) = held_out_examples([passage("An orchard, a kettle and a ladder.")], "en", SETTINGS)
    assert example.prompt == ask("write", "en", "orchard, kettle, ladder")


def test_prompts_are_in_the_language_of_the_corpus() -> None:
    (example,) = held_out_examples([passage("Вот яблоня, чайник и лестница.")], "ru", SETTINGS)
    assert example.prompt == ask("write", "ru", "яблоня, чайник, лестница")


def test_the_same_seed_gives_the_same_examples_and_another_seed_others() -> None:
    assert build(chapter(20), "en", SETTINGS, 7) == build(chapter(20), "en", SETTINGS, 7)
    assert build(chapter(20), "en", SETTINGS, 7) != build(chapter(20), "en", SETTINGS, 8)


def test_the_examples_are_shuffled() -> None:
    places = [example.passage for example in build(chapter(50), "en", SETTINGS, 1)]
    assert places != sorted(places)


@settings(max_examples=40)
@given(st.integers(0, 200), st.sampled_from(["en", "ru", "de"]))
def test_a_prompt_never_has_five_words_in_a_row_of_its_completion(seed: int, language: str) -> None:
    rng = random.Random(seed)
    vocabulary = rng.sample(NOUNS, 4) + ["what", "comes", "next", "что", "дальше", "and", "then"]
    texts = [" ".join(rng.choices(vocabulary, k=rng.randint(1, 40))) + "." for _ in range(12)]
    passages = [passage(text, before) for text, before in zip(texts, ["", *texts], strict=False)]
    thrice = ExampleSettings(tasks=("write", "continue", "write"), most_keywords=8)
    for example in build(passages, language, thrice, seed) + held_out_examples(passages, language, thrice):
        assert not shares_words(example.prompt, example.completion, 5)


def test_words_in_a_row_are_found_whatever_the_capitals_and_punctuation() -> None:
    assert shares_words("So: a b c d e!", "A, b — c. D “e” f")
    assert not shares_words("a b c d x e", "a b c d e")


def test_a_passage_that_repeats_what_came_before_gives_no_continue() -> None:
    refrain = "The lantern swings above the harbour tonight."
    assert tasks(build([passage(refrain + " A kettle sings.", refrain)], "en", SETTINGS, 1)) == {"write": 1}


def test_a_wording_that_runs_into_words_of_the_completion_is_not_used() -> None:
    repeated = passage("And then the lamp went away.", "The lamp went out.")
    for seed in range(60):
        (example,) = build([repeated], "en", ExampleSettings(tasks=("continue",)), seed)
        assert not shares_words(example.prompt, example.completion)


def test_keywords_that_stand_in_a_row_are_cut_until_they_give_nothing_away() -> None:
    in_a_row = passage("harbour lantern orchard kettle ladder")
    assert all(len(build([in_a_row], "en", ExampleSettings(tasks=("write",)), seed)) == 1 for seed in range(20))


def test_a_cap_is_filled_although_some_passages_cannot_be_asked_for() -> None:
    refrain = "The lantern swings above the harbour tonight."
    passages = [passage(f"{refrain} A kettle sings.", refrain), passage("A kettle sings.", "It rained.")] * 20
    assert len(build(passages, "en", ExampleSettings(tasks=("continue",), most_examples=15), 1)) == 15


def test_the_standard_wording_has_two_fifths_and_the_others_equal_shares() -> None:
    passages = [passage("An orchard, a kettle and a ladder.") for _ in range(200)]
    prompts = Counter(example.prompt for example in build(passages, "en", ExampleSettings(tasks=("write",)), 1))
    standard, *others = (prompts[ask("write", "en", "orchard, kettle, ladder", number)] for number in range(12))
    assert standard == 80
    assert sum(others) == 120
    assert max(others) - min(others) <= 1


def test_a_task_named_twice_asks_twice_and_differently() -> None:
    examples = build(chapter(10), "en", ExampleSettings(tasks=("write", "write", "continue", "continue")), 1)
    assert tasks(examples) == {"write": 20, "continue": 18}
    assert len({(example.passage, example.prompt) for example in examples}) == len(examples)


@pytest.mark.parametrize("most", [0, 1, 7, 40, 59, 1_000])
def test_a_cap_is_kept_exactly(most: int) -> None:
    assert len(build(chapter(30), "en", ExampleSettings(most_examples=most), 1)) == min(most, 59)


def test_a_cap_draws_evenly_over_tasks_and_passages() -> None:
    examples = build(chapter(100), "en", ExampleSettings(most_examples=50), 1)
    assert tasks(examples) == {"write": 25, "continue": 25}
    quarters = Counter(example.passage // 25 for example in examples)
    assert max(quarters.values()) - min(quarters.values()) <= 2
    assert len({example.passage for example in examples}) == 50


def test_held_out_examples_use_the_standard_wording_only_and_keep_the_order() -> None:
    examples = held_out_examples(chapter(20), "en", SETTINGS)
    assert [example.passage for example in examples] == sorted(example.passage for example in examples)
    starts = {task: wordings(task, "en")[0].split("{text}")[0] for task in SETTINGS.tasks}
    assert all(example.prompt.startswith(starts[_task(example)]) for example in examples)
    assert examples == held_out_examples(chapter(20), "en", SETTINGS)


@pytest.mark.parametrize("passages", [[], [passage("Oh no.")]])
def test_where_nothing_can_be_asked_there_are_no_examples(passages: list[Passage]) -> None:
    assert build(passages, "en", SETTINGS, 1) == held_out_examples(passages, "en", SETTINGS) == []
