"""The base itself, its adapter off, writes views: with any chat template, and never in the passage's own words."""

import dataclasses
from collections import Counter
from pathlib import Path

import pytest

from styles.cleaning.clean import CleanText
from styles.corpus.builder import build_corpus
from styles.examples.examples import shares_words
from styles.examples.view_wordings import VIEWS
from styles.measures.no_copy import NoCopy
from tests.hands import Hand
from tests.places import MODELS
from tests.toy import SIZE, quick_recipe, quick_run, toy_corpus, toy_paragraphs
from trainer.bases import EMBEDDED
from trainer.processes.queue import TrainingQueue
from trainer.runs.events import Finished, Phase, Started, ViewsLogged, ViewsWritten
from trainer.runs.passage_views import write_views, written_views
from trainer.runs.records import NewRun
from trainer.runs.run import Run
from trainer.runs.writer import WritingRequest, WrittenText

pytestmark = pytest.mark.slow

PATIENCE = 240
MESSAGE = "Write a passage about: gate, river, clock"


@pytest.fixture(scope="module")
def loaded():
    from trainer.model import engine

    return engine.load_for_training(EMBEDDED, quick_recipe())


def answered(loaded, seeds: list[int], tokens: int = 60, never: list[str] | None = None) -> list[str]:
    from trainer.model import sampling
    from trainer.model.answers import Manner
    from trainer.model.own_answers import own_answers

    prompt = sampling.rendered(loaded.tokenizer, [{"role": "user", "content": MESSAGE}])
    filters = [NoCopy([text], 5) for text in never] if never else None
    found = own_answers(loaded, [prompt] * len(seeds), seeds, Manner(tokens), filters)
    return [one.text for one in found]


def test_the_adapter_has_no_say_and_goes_on_learning_afterwards(loaded):
    import torch

    trained = [name for name, value in loaded.model.named_parameters() if value.requires_grad]
    ids = loaded.tokenizer(MESSAGE, return_tensors="pt")["input_ids"]
    fresh = answered(loaded, [1, 2])
    plain = loaded.model(input_ids=ids).logits.detach()
    with torch.no_grad():
        for name, value in loaded.model.named_parameters():
            if "lora_B" in name:
                value.normal_()
    try:
        assert answered(loaded, [1, 2]) == fresh
        assert not torch.equal(loaded.model(input_ids=ids).logits, plain)
        assert [name for name, value in loaded.model.named_parameters() if value.requires_grad] == trained != []
    finally:
        with torch.no_grad():
            for name, value in loaded.model.named_parameters():
                if "lora_B" in name:
                    value.zero_()


def test_each_row_keeps_clear_of_its_own_passage(loaded):
    first, second = answered(loaded, [1, 2])
    apart = answered(loaded, [1, 2], never=[first, "Something else."])
    assert shares_words(first, first)
    assert not shares_words(apart[0], first)
    assert apart[1] == second


def test_what_the_base_ships_as_its_defaults_changes_no_word(loaded):
    plain = answered(loaded, [1, 2])
    own = loaded.model.generation_config
    shipped = {"repetition_penalty": 30.0, "no_repeat_ngram_size": 1, "suppress_tokens": [9], "min_new_tokens": 60}
    before = {name: getattr(own, name) for name in shipped}
    try:
        own.update(**shipped)
        assert answered(loaded, [1, 2]) == plain
    finally:
        own.update(**before)


def test_an_answer_that_is_broken_off_says_so(loaded, home):
    from trainer.model.write_views import BaseWriter

    run = quick_run(home)
    (broken,) = BaseWriter(run, loaded).write([WritingRequest(MESSAGE, "", 1, 1)])
    assert broken.text
    assert not broken.whole
    written = BaseWriter(run, loaded).write([WritingRequest(MESSAGE, "", seed, 200) for seed in range(6)])
    assert any(one.whole and one.text for one in written)


def test_what_has_no_room_is_not_asked_for_and_does_not_keep_others_from_it(loaded, home):
    from trainer.model.write_views import BaseWriter

    writer = BaseWriter(quick_run(home), loaded)
    long = " ".join(toy_corpus(60).train[0].text for _ in range(12))
    asked = [
        WritingRequest(f"Retell:\n\n{long}", long, 0, 400),
        *(WritingRequest(MESSAGE, "", seed, 200) for seed in range(6)),
    ]
    found = writer.write(asked)
    assert found[0] == WrittenText("", whole=False)
    assert found[1:] == writer.write(asked[1:])
    assert any(one.text for one in found)
    assert not writer.holds(long, "And so on.")
    assert writer.holds("Rain fell.", "It rained.")


def test_a_passage_that_can_just_be_learnt_beside_its_plain_version_is_asked_for_one(loaded, home):
    from trainer.model.write_views import BaseWriter

    writer = BaseWriter(quick_run(home), loaded)
    words = toy_corpus(60).train[0].text.split()
    passage = next(text for count in range(400, 0, -1) if writer.holds(text := " ".join((words * 9)[:count]), text))
    (found,) = writer.write([WritingRequest(f"Retell:\n\n{passage}", passage, 0, 2 * len(passage.split()))])
    assert found.text


def test_a_stop_is_heard_while_it_writes(loaded, home):
    from trainer.model.write_views import BaseWriter

    run = quick_run(home)
    run.ask_to_stop()
    assert BaseWriter(run, loaded).write([WritingRequest(MESSAGE, "", 1, 200)]) == []


# --- real tokenizers and chat templates, weights drawn at random ---


def random_model(folder: Path, **shape: int):
    import torch
    from transformers import AutoTokenizer, LlamaConfig, LlamaForCausalLM

    tokenizer = AutoTokenizer.from_pretrained(str(folder))
    if tokenizer.pad_token_id is None:
        tokenizer.pad_token = tokenizer.eos_token
    torch.manual_seed(1)
    config = LlamaConfig(
        vocab_size=len(tokenizer),
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
        tie_word_embeddings=True,
        **shape,
    )
    return LlamaForCausalLM(config), tokenizer


def drawn_at_random(folder: Path, **shape: int):
    from peft import LoraConfig, get_peft_model

    from trainer.model.engine import Loaded

    model, tokenizer = random_model(folder, **shape)
    adapter = LoraConfig(r=4, target_modules=["q_proj"], task_type="CAUSAL_LM")
    return Loaded(get_peft_model(model, adapter), tokenizer, "stock", "cpu")


TINY = {"hidden_size": 64, "intermediate_size": 128, "num_hidden_layers": 2, "num_attention_heads": 2}
SMOLLM2 = {
    "hidden_size": 576,
    "intermediate_size": 1536,
    "num_hidden_layers": 30,
    "num_attention_heads": 9,
    "num_key_value_heads": 3,
    "max_position_embeddings": 8192,
}
TEMPLATES = {
    "the embedded base": EMBEDDED.folder,
    "SmolLM2": MODELS and MODELS / "tokenizer-smollm2-135m-instruct",
    "Qwen2.5": MODELS and MODELS / "tokenizer-qwen2.5-instruct",
}


@pytest.mark.parametrize("name", TEMPLATES)
def test_with_a_real_chat_template_all_is_asked_and_what_is_written_at_random_is_given_up(name, home):
    from trainer.model.write_views import make_views

    if not TEMPLATES[name]:
        pytest.skip("the models' folder is not here")
    base = "Qwen/Qwen3-4B-Instruct-2507"
    corpus = build_corpus([CleanText("toy.txt", (toy_paragraphs(20),), ())], SIZE)
    run = Run.create(home, NewRun(quick_recipe(base=base, views=True, most_examples=8), corpus, "Toy", "me"))
    make_views(run, drawn_at_random(TEMPLATES[name], **TINY))
    phase, *logged, written = run.events
    assert isinstance(phase, Phase)
    assert phase.name == "viewing"
    assert {type(event) for event in logged} == {ViewsLogged}
    assert logged[-1].done == logged[-1].total == 8
    assert dataclasses.replace(written, at=0.0) == ViewsWritten(len(run.corpus.train), 0, 0, False, VIEWS, at=0.0)


def test_a_base_of_real_shape_writes_with_its_own_template(home):
    from styles.examples.view_checks import ask_for_brief, ask_for_paraphrase
    from trainer.model import sampling
    from trainer.model.answers import Manner
    from trainer.model.own_answers import own_answers
    from trainer.model.write_views import BaseWriter

    if not MODELS:
        pytest.skip("the models' folder is not here")
    run = Run.create(home, NewRun(quick_recipe(views=True), toy_corpus(20), "Toy", "me"))
    loaded = drawn_at_random(MODELS / "tokenizer-smollm2-135m-instruct", **SMOLLM2)
    writer = BaseWriter(run, loaded)
    passage = run.corpus.train[0].text
    asked = [WritingRequest(ask("en", passage), passage, 0, 12) for ask in (ask_for_brief, ask_for_paraphrase)]
    assert writer.rows(asked[0]) > 1
    assert [one.whole for one in writer.write(asked)] == [False, False]
    prompts = [sampling.rendered(loaded.tokenizer, [{"role": "user", "content": one.message}]) for one in asked]
    assert all(passage in prompt and prompt.endswith("<|im_start|>assistant\n") for prompt in prompts)
    found = own_answers(loaded, prompts, [0, 0], Manner(4))
    assert [bool(one.text) and not one.ended for one in found] == [True, True]


# --- which bases are asked to keep rules ---


def unknown_run(home: Path, base: str = "someone/unknown") -> Run:
    return Run.create(home, NewRun(quick_recipe(base=base, views=True), toy_corpus(20), "Toy", "me"))


@pytest.mark.parametrize("able", [True, False])
def test_what_an_earlier_part_of_the_run_found_out_is_not_asked_again(able, home):
    from trainer.model.write_views import _follows_instructions

    run = unknown_run(home)
    run.append(ViewsWritten(5, 0, 5 * able, able, ("brief",)))
    assert _follows_instructions(run, hand := Hand()) == able
    assert hand.asked == []


def test_a_view_that_is_there_from_before_a_kill_needs_no_rules(home):
    from trainer.model.write_views import _follows_instructions

    run = unknown_run(home)
    assert not _follows_instructions(run, hand := Hand(lambda asked: "I'm sorry."))
    assert hand.asked
    write_views(run, Hand())
    assert _follows_instructions(run, hand := Hand(lambda asked: "I'm sorry."))
    assert hand.asked == []


@pytest.mark.parametrize(("base", "follows"), [("embedded", False), ("Qwen/Qwen3-0.6B", True)])
def test_a_base_that_is_known_is_not_asked(base, follows, home):
    from trainer.model.write_views import _follows_instructions

    assert _follows_instructions(unknown_run(home, base), hand := Hand()) == follows
    assert hand.asked == []


# --- in a run ---


def trained(run: Run) -> Run:
    queue = TrainingQueue()
    queue.start(run)
    assert queue.wait(run, PATIENCE)
    assert isinstance(run.events[-1], Finished), (run.folder / "log.txt").read_text("utf-8")[-2000:]
    return run


def said(run: Run, kind: type) -> list:
    return [event for event in run.events if isinstance(event, kind)]


@pytest.fixture(scope="module")
def unknown(tmp_path_factory) -> Path:
    """A base that nobody knows, in a folder; its weights are drawn at random."""
    folder = tmp_path_factory.mktemp("unknown")
    for part in random_model(EMBEDDED.folder, **TINY):
        part.save_pretrained(folder)
    return folder


QUICK = {"views": True, "max_steps": 2, "evaluations": 1, "samples": 0, "copy_passages": 0}


def test_a_base_that_keeps_no_rules_learns_from_keywords_and_continuation(unknown, home):
    run = trained(quick_run(home, base=str(unknown), **QUICK))
    assert [(event.able, event.given_up) for event in said(run, ViewsWritten)] == [(False, ("brief", "neutral"))]
    assert said(run, Started)[-1].tasks.keys() == {"write", "continue"}


def test_the_embedded_base_is_not_even_asked(home):
    run = trained(quick_run(home, **QUICK))
    assert [event.able for event in said(run, ViewsWritten)] == [False]
    assert said(run, ViewsLogged) == []


def test_views_that_are_there_are_learnt_and_a_kill_loses_none(unknown, home):
    run = quick_run(home, base=str(unknown), **QUICK)
    write_views(run, Hand())
    kept = (run.folder / "views.jsonl").read_bytes()
    written = written_views(run)
    trained(run)
    assert (run.folder / "views.jsonl").read_bytes() == kept
    assert said(run, ViewsWritten)[-1].briefs == len(written) == len(run.corpus.train)
    tasks = Counter(said(run, Started)[-1].tasks)
    assert tasks["rewrite"] == pytest.approx(0.35 * tasks.total(), abs=1)
    texts = [text for one in written.values() for text in (one.brief, one.neutral[:40])]
    for name in ("events.jsonl", "log.txt", "adapter/README.md"):
        assert not any(text in (run.folder / name).read_text("utf-8") for text in texts), name


def test_checkpoints_of_other_views_are_not_gone_on_from(unknown, home):
    from trainer.model.checkpoints import prepare_checkpoints

    run = quick_run(home, base=str(unknown), **QUICK)
    prepare_checkpoints(run)
    before = (run.folder / "checkpoints" / "key").read_text("ascii")
    write_views(run, Hand())
    prepare_checkpoints(run)
    after = (run.folder / "checkpoints" / "key").read_text("ascii")
    assert before != after
    prepare_checkpoints(run)
    assert (run.folder / "checkpoints" / "key").read_text("ascii") == after
