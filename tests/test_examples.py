"""Each passage is asked for in its tasks; no prompt gives the answer away; wordings vary."""

import random
from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styles.corpus.corpus import Passage
from styles.examples.examples import (
    Example,
    ExampleSettings,
    PassageViews,
    build,
    expected,
    held_out_examples,
    shares_words,
    worth_viewing,
)
from styles.examples.templates import PromptTask, ask, wordings
from styles.language.words import count_words

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


def _task(example: Example) -> PromptTask:
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
    starts = {task: wordings(task, "en")[0].split("{text}")[0] for task in ("write", "continue")}
    assert all(example.prompt.startswith(starts[_task(example)]) for example in examples)
    assert examples == held_out_examples(chapter(20), "en", SETTINGS)


@pytest.mark.parametrize("passages", [[], [passage("Oh no.")]])
def test_where_nothing_can_be_asked_there_are_no_examples(passages: list[Passage]) -> None:
    assert build(passages, "en", SETTINGS, 1) == held_out_examples(passages, "en", SETTINGS) == []


# With what the base wrote about the passages


def views(passages: list[Passage], least: int = 0, every: int = 1) -> dict[int, PassageViews]:
    """A brief and a plain version of each passage from one on, or of every so many."""
    return {
        place: PassageViews(f"Somebody does thing number {place}.", f"In plain words: this is thing number {place}.")
        for place in range(least, len(passages), every)
    }


def test_with_views_the_tasks_have_their_shares() -> None:
    passages = chapter(100)
    found = tasks(build(passages, "en", SETTINGS, 1, views(passages)))
    assert found == {"write": 100, "rewrite": 78, "continue": 44}
    capped = ExampleSettings(most_examples=100)
    assert tasks(build(passages, "en", capped, 1, views(passages))) == {"write": 45, "rewrite": 35, "continue": 20}


def test_what_one_task_lacks_the_others_have_more() -> None:
    passages = chapter(100)
    few = {place: one for place, one in views(passages).items() if place < 20}
    found = tasks(build(passages, "en", SETTINGS, 1, few))
    assert found == {"write": 100, "rewrite": 20, "continue": 99}
    assert tasks(build(passages, "en", SETTINGS, 1, {})) == {"write": 100, "continue": 99}


def test_a_brief_takes_the_place_of_keywords_and_has_wordings_of_its_own() -> None:
    passages = chapter(60)
    made = build(passages, "en", SETTINGS, 1, views(passages, every=2))
    for example in (one for one in made if one.task == "write"):
        brief = f"Somebody does thing number {example.passage}."
        asked = {ask("brief", "en", brief, number) for number in range(12)}
        assert (example.prompt in asked) == (example.passage % 2 == 0)
    briefed = Counter(
        one.prompt.replace(str(one.passage), "#") for one in made if one.task == "write" and one.passage % 2 == 0
    )
    assert briefed[ask("brief", "en", "Somebody does thing number #.")] == 12
    assert len(briefed) == 12


def test_a_rewrite_is_asked_with_the_plain_version_and_answered_with_the_passage() -> None:
    (place,) = (one.passage for one in build(chapter(1), "en", SETTINGS, 1))
    made = build(chapter(1), "en", ExampleSettings(tasks=("rewrite",)), 1, views(chapter(1)))
    assert [(one.passage, one.completion) for one in made] == [(place, chapter(1)[0].text)]
    assert "In plain words: this is thing number 0." in made[0].prompt


def test_views_that_give_the_passage_away_are_not_used() -> None:
    passages = chapter(20)
    quoting = {place: PassageViews(" ".join(one.text.split()[:6]), one.text) for place, one in enumerate(passages)}
    assert build(passages, "en", SETTINGS, 3, quoting) == build(passages, "en", SETTINGS, 3)


@settings(max_examples=40)
@given(st.integers(0, 200), st.sampled_from(["en", "ru", "de"]), st.integers(0, 60))
def test_with_any_views_no_prompt_shares_words_and_a_cap_is_kept(seed: int, language: str, most: int) -> None:
    rng = random.Random(seed)
    passages = chapter(rng.randint(0, 25), seed)
    nouns = [word for one in passages for word in one.text.split()]

    def some() -> str:
        return rng.choice(["", " ".join(rng.choices(nouns, k=rng.randint(1, 9))), rng.choice(passages).text])

    written = {place: PassageViews(some(), some()) for place in range(len(passages)) if rng.random() < 0.8}
    capped = ExampleSettings(most_examples=most)
    made = build(passages, language, capped, seed, written)
    assert made == build(passages, language, capped, seed, dict(reversed(written.items())))
    assert not any(shares_words(one.prompt, one.completion) for one in made)
    assert len(made) <= most
    assert len({(one.passage, one.prompt) for one in made}) == len(made)


def test_of_many_passages_only_as_many_are_viewed_as_are_drawn_and_their_briefs_come_first() -> None:
    passages = chapter(100)
    capped = ExampleSettings(most_examples=40)
    places = worth_viewing(passages, capped)
    assert len(places) == 18
    assert max(after - before for before, after in zip(places, places[1:], strict=False)) <= 6
    written = {place: view for place, view in views(passages).items() if place in places}
    made = build(passages, "en", capped, 1, written)
    assert {one.passage for one in made if one.task == "write"} == set(places)
    assert tasks(made) == {"write": 18, "rewrite": 14, "continue": 8}


def test_with_one_task_alone_only_its_views_are_worth_writing() -> None:
    passages = chapter(40)
    alone = ExampleSettings(tasks=("write",), most_examples=30)
    assert len(worth_viewing(passages, alone)) == 30
    assert worth_viewing(passages, ExampleSettings(tasks=("continue",))) == []
    assert expected(passages, build(passages, "en", alone, 1), alone) == {"write": 30}


def test_how_many_examples_there_will_be_is_known_before_the_views_are_written() -> None:
    passages = chapter(50)
    for most in (None, 30):
        capped = ExampleSettings(most_examples=most)
        foretold = expected(passages, build(passages, "en", capped, 1), capped)
        assert foretold == tasks(build(passages, "en", capped, 1, views(passages)))


def test_an_authors_own_pairs_keep_their_place_beside_views() -> None:
    passages = [*chapter(40), *(Passage(one.text, one.words, "b.txt", 0, "", "Tell me.") for one in chapter(10, 5))]
    assert worth_viewing(passages, SETTINGS) == list(range(40))
    found = tasks(build(passages, "en", SETTINGS, 1, views(passages)))
    assert found == {"answer": 10, "write": 40, "rewrite": 31, "continue": 18}
    assert tasks(build(passages, "en", ExampleSettings(most_examples=50), 1, views(passages)))["answer"] == 6
