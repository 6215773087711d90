"""The generating child: columns of one batch, the base untouched by the adapter beside it, noise shared."""

import dataclasses
from functools import partial

import pytest

from styles.language.words import words
from styles.measures.copying import TrainingText
from styles.measures.no_copy import SPAN
from tests.toy import quick_run
from trainer.bases import EMBEDDED
from trainer.compare.comparison import (
    Answer,
    Answered,
    Comparison,
    Done,
    Paraphrase,
    Paraphrasing,
    Ready,
    TextDelta,
    Trouble,
    to_line,
)
from trainer.processes.generator import Generator
from trainer.processes.queue import TrainingQueue

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def adapter(tmp_path_factory) -> str:
    run = quick_run(tmp_path_factory.mktemp("home"), max_steps=12, samples=0, learning_rate=5e-3)
    queue = TrainingQueue()
    queue.start(run)
    assert queue.wait(run, 240)
    assert run.has_adapter, (run.folder / "log.txt").read_text()[-2000:]
    return str(run.adapter)


@pytest.fixture(scope="module")
def generator(tmp_path_factory):
    made = Generator(tmp_path_factory.mktemp("log") / "generate.log")
    yield made
    made.close()


@pytest.fixture(scope="module")
def styles(adapter):
    from trainer.model.loaded_styles import LoadedStyles

    return LoadedStyles(EMBEDDED)


def question(adapter: str, **fields: object) -> Comparison:
    return Comparison(**{"prompt": "gate, river, clock", "adapter": adapter, "seed": 7, "max_new_tokens": 60, **fields})


def texts(generator: Generator, comparison: Comparison) -> dict[str, str]:
    found = dict.fromkeys(comparison.columns, "")
    for message in generator.compare("embedded", comparison):
        assert not isinstance(message, Trouble), message
        if isinstance(message, TextDelta):
            found[message.column] += message.text
    return found


def test_three_columns_stream_and_each_says_when_it_is_complete(generator, adapter):
    passages = ("The pump waits by the green gate. My uncle counts the moon.",)
    messages = list(generator.compare("embedded", question(adapter, passages=passages)))
    assert not any(isinstance(message, Trouble) for message in messages), messages
    assert [message.column for message in messages if isinstance(message, Answered)] == ["base", "few_shot", "styled"]
    assert isinstance(messages[-1], Done)
    assert messages[-1].shots == 1
    spoken = [message.column for message in messages if isinstance(message, TextDelta)]
    assert len(spoken) > 30
    # Interleaved, not one after the other.
    assert set(spoken[:6]) == {"base", "few_shot", "styled"}


def test_strength_zero_gives_the_base_column_token_for_token(generator, adapter):
    found = texts(generator, question(adapter, strength=0.0))
    assert found["styled"] == found["base"]
    assert found["base"]


def test_a_little_strength_changes_little_and_full_strength_changes_much(generator, adapter):
    def same(strength: float) -> int:
        found = texts(generator, question(adapter, strength=strength, columns=("base", "styled")))
        return next((k for k, (a, b) in enumerate(zip(found["base"], found["styled"], strict=False)) if a != b), 999)

    assert same(0.01) > same(1.0)


def test_the_same_seed_gives_the_same_words_and_another_seed_others(generator, adapter):
    first = texts(generator, question(adapter))
    assert texts(generator, question(adapter)) == first
    assert texts(generator, question(adapter, seed=8)) != first


def test_the_base_column_is_the_same_alone_and_beside_the_styled_one(generator, adapter):
    only = texts(generator, question("", columns=("base",)))
    beside = texts(generator, question(adapter))
    assert only["base"] == beside["base"]


def test_base_logits_beside_a_loaded_adapter_equal_a_fresh_bases(styles, adapter):
    """Peers' bug: the base pane was answered by the tuned model."""
    from pathlib import Path

    import torch

    from trainer.model import engine, sampling

    fresh = engine.load(EMBEDDED)
    name = styles.use(Path(adapter))
    batch = sampling.encoded(fresh.tokenizer, ["The clock counts the moon", "A bridge"], "cpu")
    with torch.no_grad():
        expected = fresh.model(**batch).logits
        found = styles.model(**batch, adapter_names=["__base__", "__base__"]).logits
        styled = styles.model(**batch, adapter_names=["__base__", name]).logits
    assert torch.equal(expected, found)
    torch.testing.assert_close(styled[0], expected[0])
    assert (styled[1] - expected[1]).abs().max() > 0.1


def test_a_deleted_adapter_and_another_bases_adapter_give_a_sentence(generator, adapter, tmp_path):
    missing = list(generator.compare("embedded", question(str(tmp_path))))
    assert isinstance(missing[-1], Trouble)
    assert "deleted" in missing[-1].sentence
    # And the next visitor is answered all the same.
    assert texts(generator, question(adapter))["styled"]


def test_a_prompt_longer_than_the_base_can_read_gives_a_sentence(generator, adapter):
    messages = list(generator.compare("embedded", question(adapter, prompt="word " * 900, mode="continue")))
    assert isinstance(messages[-1], Trouble)
    assert "too long" in messages[-1].sentence


def test_closing_an_answer_stops_it_and_the_next_one_is_clean(generator, adapter):
    answers = generator.compare("embedded", question(adapter, max_new_tokens=200))
    first = next(message for message in answers if not isinstance(message, Ready))
    assert isinstance(first, TextDelta)
    answers.close()
    assert texts(generator, question(adapter)) == texts(generator, question(adapter))


def test_a_stop_right_behind_its_question_is_not_lost(adapter):
    from trainer.model.generate import serve

    said: list[Answer] = []
    serve("embedded", iter([to_line(question(adapter, max_new_tokens=200)), "stop"]), said.append)
    assert isinstance(said[-1], Done)
    assert all(message.tokens < 20 for message in said if isinstance(message, Answered))


@pytest.mark.parametrize(("prompt", "min_p"), [("gate, river, clock", 0.05), ("лодка, письмо, снег", 0.0)])
def test_an_answer_that_may_not_recite_goes_another_way_after_twelve_words(generator, prompt, min_p):
    plain = question("", prompt=prompt, columns=("base",), max_new_tokens=150, min_p=min_p)
    recited = texts(generator, plain)["base"]
    training = TrainingText([recited])
    assert training.compare(recited).longest >= 2 * SPAN
    found = texts(generator, dataclasses.replace(plain, forbidden=(recited,)))["base"]
    assert training.compare(found).longest < SPAN
    assert words(found)[: SPAN - 1] == words(recited)[: SPAN - 1]
    # Where nothing is about to be recited, the filter changes nothing.
    assert texts(generator, dataclasses.replace(plain, forbidden=("Something else entirely.",)))["base"] == recited


# Rewriting

DRAFT = "The miller saw 3 boats near Riga.\n\nThe boats carried 12 lamps, and nobody was in them. " * 4


def test_a_base_that_follows_no_instructions_writes_anew_from_words_of_the_draft(generator, adapter):
    asked = question(adapter, prompt=DRAFT, mode="rewrite", strength=0.0)
    messages = list(generator.compare("embedded", asked))
    assert not any(isinstance(message, Trouble) for message in messages), messages
    paraphrase = [message for message in messages if isinstance(message, Paraphrase)]
    assert len(paraphrase) > 1
    assert {one.origin for one in paraphrase} == {"keywords"}
    found = texts(generator, asked)
    assert found["styled"] == found["base"]
    assert found["base"].count("\n\n") >= len(paraphrase) - 1
    assert isinstance(messages[-1], Done)


def test_a_base_that_follows_instructions_is_asked_for_plain_words_first():
    """The stand-in follows none in truth, so its plain versions cannot be used, and the draft is rewritten itself."""
    from trainer.compare.rewriting import Rewriter
    from trainer.model.generate import answer
    from trainer.model.loaded_styles import LoadedStyles

    styles = LoadedStyles(dataclasses.replace(EMBEDDED, follows_instructions=True))
    said: list[Answer] = []
    draft = "The miller saw 3 boats near Riga."
    asked = question("", prompt=draft, mode="rewrite", columns=("base", "few_shot"), passages=("The pump waits.",))
    Rewriter(styles.base, styles.tokens, partial(answer, styles)).rewrite(asked, said.append, lambda: False)
    assert said[:2] == [Paraphrasing(1, 1), Paraphrase(draft, "draft")]
    base, few_shot = (
        "".join(one.text for one in said if isinstance(one, TextDelta) and one.column == column)
        for column in asked.columns
    )
    assert base
    assert few_shot
    assert base != few_shot
    assert [type(one) for one in said[-3:]] == [Answered, Answered, Done]
    assert said[-1].shots == 1


def test_the_base_is_shown_passages_and_asked_to_rewrite_in_their_voice():
    from trainer.model.prompts import few_shot

    instruct = dataclasses.replace(EMBEDDED, follows_instructions=True)
    asked = Comparison("The plain words.", "rewrite", columns=("base",), passages=("One.", "Two."))
    ((message),) = few_shot(instruct, asked, asked.message(instruct), asked.passages)
    told = message["content"]
    places = [told.index(part) for part in ("One.", "Two.", "in this author's voice", "The plain words.")]
    assert places == sorted(places)
    assert "your own voice" not in told
