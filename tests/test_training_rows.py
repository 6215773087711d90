"""Examples are counted with the tokenizer: what is announced is what is trained on, and what is cut is said before."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from styles.examples.examples import Example
from tests.places import MODELS
from tests.toy import quick_recipe, quick_run, toy_paragraphs
from trainer.bases import EMBEDDED
from trainer.errors import RecipeError
from trainer.model.training_rows import Fitted, Length, check_room, fitted, lengths
from trainer.processes.queue import TrainingQueue
from trainer.runs.events import Failed, Finished, Started, ViewsLogged
from trainer.runs.training_examples import training_examples

PATIENCE = 240
TEXTS = toy_paragraphs(12)
EXAMPLES = [Example("write", f"Write about {number}.", text, number) for number, text in enumerate(TEXTS)]


class Letters:
    """A tokenizer with a token for each letter, a mark before each message and one behind it."""

    eos_token_id = 0

    def apply_chat_template(self, messages: list[dict[str, str]], add_generation_prompt: bool, **_: Any) -> Any:
        ids = [id_ for one in messages for id_ in (1, *map(ord, one["content"]), 0)]
        return {"input_ids": [*ids, *([1] if add_generation_prompt else [])]}


def example(prompt: int, completion: int) -> Example:
    return Example("write", "p" * prompt, "c" * completion, 0)


def test_an_example_is_as_long_as_up_to_its_end_mark() -> None:
    assert lengths(Letters(), [example(3, 10)]) == [Length(prompt=6, whole=17)]


def test_what_is_learnt_whole_cut_or_lost_is_told_by_the_length() -> None:
    examples = [example(3, 10), example(3, 11), example(14, 1)]
    kept = fitted(Letters(), examples, 17)
    assert (kept.kept, kept.cut) == (examples[:2], 1)
    assert fitted(Letters(), examples, 100) == Fitted(examples, 0)


def test_most_examples_have_to_fit_and_what_would_let_them_is_named() -> None:
    examples = [Example("write", "Write.", " ".join(["word"] * 300), 0)] * 10
    recipe = quick_recipe(max_length=512)
    with pytest.raises(
        RecipeError, match=r"^10 of 10 examples are longer than `max_length`, which is 512 tokens"
    ) as no:
        check_room(Letters(), examples, recipe, None)
    assert str(no.value).endswith("Set `max_length` to 1536 or `passage_least` to 25 and `passage_most` to 50.")
    with pytest.raises(RecipeError, match=r"Set `passage_least` to 25 and `passage_most` to 50\.$"):
        check_room(Letters(), examples, recipe, 1024)
    with pytest.raises(RecipeError, match=r"Choose another base model\.$"):
        check_room(Letters(), examples, recipe.changed(max_length=64), 1024)
    check_room(Letters(), examples, recipe.changed(max_length=1536), None)
    check_room(Letters(), [*examples, *[example(1, 1)] * 10], recipe, None)


TOKENIZERS = {
    "the embedded base": EMBEDDED.folder,
    "SmolLM2": MODELS and MODELS / "tokenizer-smollm2-135m-instruct",
    "Qwen2.5": MODELS and MODELS / "tokenizer-qwen2.5-instruct",
}


@pytest.mark.slow
@pytest.mark.parametrize("name", TOKENIZERS)
@pytest.mark.parametrize("max_length", [24, 64, 96, 512])
def test_what_is_counted_is_what_the_trainer_does(name: str, max_length: int) -> None:
    from trainer.model import engine
    from trainer.model.tokenize_examples import counted, tokenize
    from trainer.processes.tokenized_examples import Page

    if not TOKENIZERS[name]:
        pytest.skip("the models' folder is not here")
    tokenizer = engine.load_tokenizer(SimpleNamespace(folder=TOKENIZERS[name], id="", name=name))  # type: ignore[arg-type]
    long = Example("continue", "Напиши про: " + "ёлка " * 60, "Шёл «дождь» — и ёлка. 🌧", 0)
    page = Page(max_length, (*EXAMPLES, long))
    seen = tokenize(tokenizer, page)
    told = counted(tokenizer, page)
    assert told.lost == sum(not one.used for one in seen)
    assert told.cut == sum(one.used and not one.ends for one in seen)


@pytest.mark.slow
def test_where_most_would_be_cut_the_run_is_refused_before_the_base_writes_anything(home: Path) -> None:
    run = quick_run(home, max_length=64, views=True)
    queue = TrainingQueue()
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    last = run.events[-1]
    assert isinstance(last, Failed)
    assert not last.bug
    assert "are longer than `max_length`" in last.sentence
    assert not any(isinstance(event, Started | ViewsLogged) for event in run.events)


@pytest.mark.slow
def test_the_announced_numbers_are_those_that_are_trained_on(home: Path) -> None:
    from trainer.model import engine

    tokenizer = engine.load_tokenizer(EMBEDDED)
    run = quick_run(home, max_steps=0, num_train_epochs=1, samples=0, copy_passages=0, evaluations=1)
    measured = lengths(tokenizer, training_examples(run))
    longest = sorted(length.whole for length in measured)[-3]
    run = quick_run(
        home, max_steps=0, num_train_epochs=1, samples=0, copy_passages=0, evaluations=1, max_length=longest - 1
    )
    queue = TrainingQueue()
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert isinstance(run.events[-1], Finished), (run.folder / "log.txt").read_text("utf-8")[-2000:]
    (started,) = (event for event in run.events if isinstance(event, Started))
    beyond = sum(length.whole >= longest for length in measured)
    assert (started.cut, started.lost, started.examples) == (beyond, 0, len(measured))
    assert started.steps == run.recipe.steps(len(measured)) == run.events[-1].step
