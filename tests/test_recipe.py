"""Every setting is documented and checked, and one dial computes the rest."""

import ast
import dataclasses
import inspect
import json
import math
import textwrap
from itertools import pairwise, product

import pytest

from trainer.bases import EMBEDDED, Base, catalogue, find
from trainer.errors import BaseError, RecipeError
from trainer.host import Host
from trainer.runs.recipe import AROUND, DIALS, METHODS, Dial, Method, Recipe
from trainer.runs.tokens import tokens_per_word

FIELDS = [field.name for field in dataclasses.fields(Recipe)]
NUMBERS = [field.name for field in dataclasses.fields(Recipe) if field.type in (int, float)]
WHOLE = [field.name for field in dataclasses.fields(Recipe) if field.type is int]
BASES = (EMBEDDED, *catalogue(), Base(id="someone/unknown", name="unknown"))
SIZES = (0, 2_000, 9_999, 10_000, 60_000, 3_000_000)


def documented_fields() -> set[str]:
    """The fields with a sentence under them; Python keeps it in the source only."""
    body = ast.parse(textwrap.dedent(inspect.getsource(Recipe))).body[0].body  # type: ignore[attr-defined]
    return {
        ast.unparse(field.target)
        for field, below in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
    }


def test_every_setting_has_a_sentence_under_it() -> None:
    assert documented_fields() == set(FIELDS)


@pytest.mark.parametrize("name", FIELDS)
def test_a_value_of_the_wrong_kind_is_refused_by_the_settings_name(name: str) -> None:
    with pytest.raises(RecipeError, match=name):
        Recipe().changed(**{name: ["nonsense"]})


@pytest.mark.parametrize("value", [-1, math.nan, True, "8"])
@pytest.mark.parametrize("name", NUMBERS)
def test_a_number_that_makes_no_sense_is_refused(name: str, value: object) -> None:
    with pytest.raises(RecipeError, match=name):
        Recipe().changed(**{name: value})


@pytest.mark.parametrize("name", WHOLE)
def test_half_a_thing_is_refused_where_things_are_counted(name: str) -> None:
    with pytest.raises(RecipeError, match="whole number"):
        Recipe().changed(**{name: getattr(Recipe(), name) + 0.5})


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.id)
def test_views_are_written_by_a_base_that_follows_instructions_unless_the_author_says_no(base: Base) -> None:
    for gpu in (False, True):
        recipe = Recipe.for_corpus(base, 20_000, gpu=gpu)
        assert recipe.views is base.follows_instructions
        assert Recipe.from_json(recipe.changed(views=False).to_json()).views is False


def test_a_pretrained_checkpoint_writes_no_views() -> None:
    recipe = Recipe.for_corpus(catalogue()[0], 20_000)
    assert recipe.viewed
    assert not recipe.changed(train_on="pretrained").viewed
    assert not recipe.changed(views=False).viewed


def test_a_run_of_before_there_were_views_has_none() -> None:
    fields = json.loads(Recipe.for_corpus(catalogue()[0], 20_000).to_json())
    del fields["views"]
    assert Recipe.from_json(json.dumps(fields)).views is False


@pytest.mark.parametrize("base", ["", "  "])
def test_a_recipe_names_its_base(base: str) -> None:
    with pytest.raises(RecipeError, match="base"):
        Recipe(base=base)


def test_a_refusal_says_what_would_be_right() -> None:
    with pytest.raises(RecipeError, match=r"^`lora_r` is 512; it must be a whole number from 1 to 256\.$"):
        Recipe(lora_r=512)


def test_passages_cannot_be_longer_at_least_than_at_most() -> None:
    with pytest.raises(RecipeError, match="passage_most"):
        Recipe(passage_least=300, passage_most=200)


def test_batches_that_lora_learns_badly_from_are_refused() -> None:
    Recipe(per_device_train_batch_size=4, gradient_accumulation_steps=8)
    with pytest.raises(RecipeError, match="32 examples"):
        Recipe(per_device_train_batch_size=4, gradient_accumulation_steps=9)


def test_a_recipe_survives_its_json() -> None:
    recipe = Recipe(base="someone/модель", learning_rate=1.5e-4, seed=7)
    assert Recipe.from_json(recipe.to_json()) == recipe


def test_a_setting_that_json_leaves_out_keeps_its_default() -> None:
    assert Recipe.from_json('{"lora_r": 4}') == Recipe(lora_r=4)


def test_an_unknown_setting_is_refused_by_name() -> None:
    with pytest.raises(RecipeError, match="lora_rank"):
        Recipe.from_json('{"lora_r": 8, "lora_rank": 8}')


@pytest.mark.parametrize("text", ["", "{", "[1, 2]", '"light"', "null"])
def test_what_is_no_recipe_at_all_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(RecipeError, match=r"\.$"):
        Recipe.from_json(text)


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.id)
def test_what_the_dial_computes_is_right_for_every_base(base: Base) -> None:
    for dial, words, gpu in product(DIALS, SIZES, (False, True)):
        recipe = Recipe.for_corpus(base, words, dial, gpu)
        assert (recipe.base, recipe.dial) == (base.id, dial)
        assert recipe.max_length <= (base.context or math.inf)
        assert recipe.per_device_train_batch_size * recipe.gradient_accumulation_steps <= 32
        assert Recipe.from_json(recipe.to_json()) == recipe


@pytest.mark.parametrize("language", ["en", "ru", "ka", ""])
@pytest.mark.parametrize("base", BASES[1:], ids=lambda base: base.id)
def test_the_longest_passage_fits_into_an_example_beside_its_plain_version(base: Base, language: str) -> None:
    for words, gpu in product(SIZES, (False, True)):
        recipe = Recipe.for_corpus(base, words, gpu=gpu, language=language)
        times = 2 if recipe.views else 1
        assert times * recipe.passage_most * tokens_per_word(language) + AROUND <= recipe.max_length
        assert 2 * recipe.passage_least <= recipe.passage_most


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.id)
def test_turning_the_dial_up_never_moves_the_base_less(base: Base) -> None:
    moved = [
        (recipe.num_train_epochs, recipe.learning_rate)
        for recipe in (Recipe.for_corpus(base, 20_000, dial) for dial in DIALS)
    ]
    for less, more in pairwise(moved):
        assert more > less
        assert more[1] >= less[1]


def test_a_smaller_corpus_never_gets_a_larger_rank() -> None:
    ranks = [Recipe.for_corpus(catalogue()[0], words).lora_r for words in SIZES]
    assert ranks == sorted(ranks)


def test_a_passage_of_the_embedded_base_leaves_room_for_its_prompt() -> None:
    recipe = Recipe.for_corpus(EMBEDDED, 5_000)
    # Russian prose takes about two and a half of its tokens a word.
    assert recipe.passage_most * 2.5 < recipe.max_length == EMBEDDED.context


@pytest.mark.parametrize("base", BASES, ids=lambda base: base.id)
def test_all_weights_learn_at_a_tenth_of_an_adapters_rate(base: Base) -> None:
    adapter, whole = (Recipe.for_corpus(base, 20_000, method=method) for method in ("qlora", "full"))
    assert whole.learning_rate == pytest.approx(adapter.learning_rate / 10)
    assert whole.changed(method="qlora", learning_rate=adapter.learning_rate) == adapter


@pytest.mark.parametrize("method", METHODS)
def test_every_method_is_kept_with_the_recipe(method: Method) -> None:
    assert Recipe.from_json(Recipe.for_corpus(EMBEDDED, 5_000, method=method).to_json()).method == method


def test_a_recipe_from_before_there_were_methods_is_a_qlora() -> None:
    fields = dataclasses.asdict(Recipe())
    del fields["method"]
    assert Recipe.from_json(json.dumps(fields)).method == "qlora"


def test_what_is_learnt_on_one_checkpoint_and_worn_on_another_is_an_adapter_without_replay_and_views() -> None:
    recipe = Recipe(train_on="pretrained", views=True)
    assert (recipe.replay, recipe.replayed, recipe.viewed) == (Recipe().replay, 0, False)
    assert recipe.changed(train_on="instruct").viewed
    assert Recipe().replayed == Recipe().replay
    for method in ("full", "few_shot"):
        with pytest.raises(RecipeError, match="Only an adapter"):
            recipe.changed(method=method)


@pytest.mark.parametrize(
    ("recipe", "said"),
    [(Recipe(method="full"), "Training all weights"), (Recipe(train_on="pretrained"), "No checkpoint is known")],
)
def test_a_base_that_cannot_be_trained_in_a_way_is_refused(recipe: Recipe, said: str) -> None:
    host = Host(gpu_memory_gib=0, memory_gib=8, cores=2)
    base = find("Qwen/Qwen3-4B-Instruct-2507")
    Recipe().check_base(base, host)
    with pytest.raises(BaseError, match=said):
        recipe.check_base(base, host)


def test_a_method_that_nobody_knows_is_refused_by_name() -> None:
    with pytest.raises(RecipeError, match=r"`method` can be qlora, lora, full or few_shot\.$"):
        Recipe(method="dora")  # type: ignore[arg-type]


@pytest.mark.parametrize("dial", ["", "Strong", None, 2])
def test_a_dial_has_three_positions(dial: Dial) -> None:
    with pytest.raises(RecipeError, match="light, medium, strong"):
        Recipe.for_corpus(EMBEDDED, 5_000, dial)


def test_the_base_of_a_computed_recipe_can_be_found_again() -> None:
    for base in (EMBEDDED, *catalogue()):
        assert find(Recipe.for_corpus(base, 5_000).base) == base


@pytest.mark.parametrize(
    ("fields", "examples", "steps"),
    [
        ({"per_device_train_batch_size": 8, "num_train_epochs": 2.0}, 80, 20),
        ({"per_device_train_batch_size": 8, "num_train_epochs": 2.0}, 81, 22),
        ({"per_device_train_batch_size": 2, "gradient_accumulation_steps": 4, "num_train_epochs": 1.0}, 80, 10),
        ({"per_device_train_batch_size": 8, "num_train_epochs": 0.5}, 80, 5),
        ({"per_device_train_batch_size": 8, "num_train_epochs": 2.0, "max_steps": 7}, 80, 7),
        ({"per_device_train_batch_size": 8, "num_train_epochs": 2.0, "max_steps": 700}, 80, 20),
        ({"per_device_train_batch_size": 8, "num_train_epochs": 0.1}, 3, 1),
        ({}, 0, 1),
    ],
)
def test_a_run_takes_the_steps_of_its_epochs_or_its_limit(fields: dict[str, float], examples: int, steps: int) -> None:
    assert Recipe(**fields).steps(examples) == steps  # type: ignore[arg-type]


def test_a_recipe_is_readable_json_with_every_setting() -> None:
    assert list(json.loads(Recipe().to_json())) == FIELDS


@pytest.mark.parametrize("gpu", [False, True])
def test_a_small_text_is_learnt_in_smaller_steps(gpu: bool) -> None:
    base = Base(id="someone/unknown", name="unknown")
    steps = [Recipe.for_corpus(base, words, "light", gpu).steps(52) for words in (5_000, 50_000)]
    assert steps == [13, 7]


def test_a_small_text_is_not_seen_so_often_that_it_is_learnt_by_heart() -> None:
    base = Base(id="someone/unknown", name="unknown")
    epochs = {
        words: [Recipe.for_corpus(base, words, dial).num_train_epochs for dial in DIALS] for words in (9_999, 10_000)
    }
    assert epochs == {9_999: [1.0, 1.5, 2.0], 10_000: [1.0, 2.0, 3.0]}
