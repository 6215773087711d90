"""The link: an address opens a comparison with its style fetched, its strength and prompt set; and "Copy link"."""

from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.fakes import FakeGenerator, toy_visitors
from tests.hub_faults import BOB, TOKEN, adapter_files, hub, run_with_adapter
from tests.hub_server import HubServer
from tests.toy import toy_corpus
from trainer.compare.comparison import Answer, Comparison, Done, Paraphrase, Paraphrasing, TextDelta, Trouble
from trainer.compare.real_pair import real_pair
from trainer.errors import PasticheError
from trainer.hub.error_messages import NOT_FOR_ALL
from trainer.runs.events import Finished
from trainer.runs.recipe import Recipe
from trainer.runs.run import Run
from ui.guard import Guard
from ui.html.comparison_progress import Columns, after
from ui.steps import compare as compare_step
from ui.strings.strings import ENGLISH, RUSSIAN, Strings
from ui.visitors.hub import VisitorHub

__all__ = ["hub"]
ASKING, STATUS, STYLE, PROMPT, BESIDE, STRENGTH, STYLED = 0, 1, 2, 4, 7, 8, 9
SKIPPED = {"__type__": "update"}


def step_at(hub: HubServer, home: Path, t: Strings = ENGLISH) -> Any:
    visitors = toy_visitors(home, visitor_hub=VisitorHub(home, own_computer=False, endpoint=hub.address))
    return compare_step._Handlers(visitors, t, Guard(t))


@pytest.fixture
def step(hub: HubServer, home: Path) -> Any:
    return step_at(hub, home)


def request(**asked: str) -> Any:
    return SimpleNamespace(query_params=asked)


@pytest.fixture
def shared(hub: HubServer) -> HubServer:
    hub.add("models", "ada/voice", files={**adapter_files(), "README.md": b"---\nlanguage: en\n---\n# The Log\n"})
    return hub


def test_a_link_fetches_its_style_visibly_and_then_asks_its_question(step: Any, shared: HubServer) -> None:
    asked = request(adapter="ada/voice", strength="0.8", prompt="fog, bell")
    *coming, last = list(step.linked("ann", asked))
    assert ENGLISH.hub_phases["asking"] in coming[0][STATUS]
    assert last[ASKING].startswith("pulled/")
    assert last[STYLE].value == last[ASKING]
    assert ("The Log", last[ASKING]) in last[STYLE].choices
    assert (last[PROMPT], last[STRENGTH].value) == ("fog, bell", 0.8)
    # The author's texts are not here, so there is no column that was shown some.
    assert not last[BESIDE].visible
    assert set(shared.tokens) == {""}


def test_a_link_without_strength_and_prompt_takes_the_styles_own(step: Any) -> None:
    [last] = list(step.linked("ann", request(style="gallery/harbour_log")))
    style = step._visitors.style("ann", "gallery/harbour_log")
    assert (last[ASKING], last[PROMPT], last[STRENGTH].value) == (style.id, style.prompts[0], style.strength)
    assert last[STRENGTH].interactive
    assert last[BESIDE].visible
    assert last[STYLED].visible


def test_an_address_that_asks_for_nothing_asks_nothing(step: Any, hub: HubServer) -> None:
    [last] = list(step.linked("ann", request(lang="ru")))
    assert last[ASKING] == ""
    assert all(one == SKIPPED for one in last[1:])
    assert hub.requests == []


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_a_link_to_what_is_not_there_is_a_sentence_and_nothing_else_changes(
    hub: HubServer, home: Path, t: Strings
) -> None:
    last = list(step_at(hub, home, t).linked("ann", request(adapter="ada/nothing")))[-1]
    sentence = NOT_FOR_ALL(name="ada/nothing")
    assert sentence.text(t.code) in last[STATUS].replace("<code>", "`").replace("</code>", "`")
    assert last[ASKING] == ""
    assert all(one == SKIPPED for one in last[2:])


def test_a_link_to_another_visitors_run_opens_nothing(step: Any, home: Path) -> None:
    run = run_with_adapter(home)
    with pytest.raises(PasticheError, match="There is no such"):
        list(step.linked("bob", request(style=f"run/{run.id}")))


def test_the_opening_comparison_gives_way_to_a_link(step: Any) -> None:
    [last] = list(step.opening(request(adapter="ada/voice")))
    assert all(one == SKIPPED for one in last)
    assert len(list(step.opening(request(lang="en")))) > 1


def test_what_copy_link_copies_opens_the_same_comparison(step: Any, shared: HubServer) -> None:
    identity = list(step.linked("ann", request(adapter="ada/voice")))[-1][ASKING]
    assert step.link("ann", identity, 1, "my own words", False) == "?adapter=ada/voice&strength=1&lang=en"
    assert "prompt=my+own+words" in step.link("ann", identity, 1, "my own words", True)
    with pytest.raises(PasticheError, match="There is no such"):
        step.link("bob", identity, 1, "", False)


# Rewriting


DRAFT = "Last week Anna Hale went to Riga. She took <b>12</b> letters with her, and came back on Friday."
AFTER = "Last week Anna went to Riga, and to Oslo. She took <b>12</b> letters with her."
LOG = "gallery/harbour_log"
DREW, TOLD = 4, 5


class Told(FakeGenerator):
    """Says what it is told to say."""

    def __init__(self, *said: Answer) -> None:
        super().__init__()
        self.said = said

    def compare(self, base: str, comparison: Comparison) -> Iterator[Answer]:
        self.asked.append(comparison)
        return iter(self.said)


def rewritten(step: Any, *said: Answer, prompt: str = DRAFT) -> list[tuple[Any, ...]]:
    """What the page shows while a draft is rewritten: columns, title, what became of the draft, status."""
    if said:
        step._visitors._generator = Told(*said)
    return list(step.answer("ann", LOG, prompt, "rewrite", 1, 1, 1, 0, 200, False))


def test_a_draft_is_sent_as_one_and_what_changed_and_was_lost_is_shown(step: Any) -> None:
    said = (Paraphrase("Plain words.", "base"), TextDelta("base", DRAFT), TextDelta("styled", AFTER), Done(1, 3))
    *_, last = rewritten(step, Paraphrasing(1, 1), *said)
    (asked,) = step._visitors._generator.asked
    assert (asked.mode, asked.prompt) == ("rewrite", DRAFT)
    base, few_shot, styled = last[:3]
    assert "Names and numbers of your draft: 5 of 5 are here." in base
    assert "3 of 5 are here." in styled
    assert '<b class="missing">Friday</b>' in styled
    assert '<b class="new">Oslo</b>' in styled
    assert "facts" not in few_shot  # it has said nothing
    assert "Plain words." in last[DREW]
    assert "<del>Hale</del>" in last[DREW]
    assert "<ins>, and to Oslo</ins>" in last[DREW]
    assert "&lt;b&gt;12&lt;/b&gt;" in last[DREW]
    assert "<b>12" not in "".join(str(one) for one in last)


def test_what_stands_on_the_page_stays_until_there_are_new_words(step: Any) -> None:
    style, so_far, drawn = step._visitors.style("ann", LOG), Columns(), []
    for answer in (Paraphrasing(2, 3), Paraphrase("Plain words.", "draft"), TextDelta("styled", "Rain."), Done(1, 3)):
        so_far = after(answer, so_far)
        drawn.append(step._drawn(so_far, style, DRAFT))
    neutralising, plain, _, last = drawn
    assert all(one == SKIPPED for one in neutralising[:TOLD])
    assert "part 2 of 3" in neutralising[TOLD]
    assert ENGLISH.paraphrase_is_draft in plain[DREW]
    assert ENGLISH.changes_show not in plain[DREW]
    assert ENGLISH.changes_show in last[DREW]


def test_a_refusal_costs_nothing_and_is_read_out(step: Any) -> None:
    last = rewritten(step, Trouble("A sentence of the draft is too long."))[-1]
    assert all(one == SKIPPED for one in last[:TOLD])
    assert "too long" in last[TOLD]
    step._visitors._generator = FakeGenerator()
    for prompt, sentence in (("word " * 50_000, "up to 12,000"), ("  ", "prompt is empty")):
        last = rewritten(step, prompt=prompt)[-1]
        assert all(one == SKIPPED for one in last[:TOLD])
        assert sentence in last[TOLD]
    assert step._visitors._generator.asked == []


def test_what_became_of_a_draft_goes_with_the_next_answer_that_is_no_rewriting(step: Any) -> None:
    last = list(step.answer("ann", LOG, "fog", "write", 1, 1, 1, 0, 200, False))[-1]
    assert last[DREW] == ""
    assert "facts" not in last[0]


@pytest.mark.parametrize("mode", ["free", "poem", ""])
def test_a_mode_that_the_page_does_not_offer_is_refused(step: Any, mode: str) -> None:
    last = list(step.answer("ann", LOG, "fog", mode, 1, 1, 1, 0, 200, False))[-1]
    assert "continued or rewritten" in last[TOLD]


def test_the_box_becomes_a_drafts_and_a_prompts_again(step: Any) -> None:
    style = step._visitors.style("ann", LOG)
    box, examples, note, with_prompt, length = step.mode_chosen("ann", LOG, "rewrite", style.prompts[0])
    assert (box.value, box.label, box.placeholder) == ("", ENGLISH.draft, ENGLISH.draft_placeholder)
    assert [text for (text,) in examples.raw_samples] == list(ENGLISH.drafts)
    assert (note.visible, length.visible) == (True, False)
    # An agreement to a link with a prompt in it is none to a link with a draft.
    assert (with_prompt.value, with_prompt.visible) == (False, False)
    box, examples, note, with_prompt, length = step.mode_chosen("ann", LOG, "write", ENGLISH.drafts[0])
    assert (box.value, box.label) == (style.prompts[0], ENGLISH.prompt)
    assert [text for (text,) in examples.raw_samples] == list(style.prompts)
    assert (note.visible, with_prompt.visible, length.visible) == (False, True, True)


@pytest.mark.parametrize("mode", ["write", "continue", "rewrite"])
def test_what_was_written_stays_in_the_box_whatever_is_done_with_it(step: Any, mode: str) -> None:
    assert step.mode_chosen("ann", LOG, mode, DRAFT)[0].value == DRAFT


def test_a_base_that_cannot_rewrite_says_so_and_another_says_how_it_does(step: Any) -> None:
    note = step.mode_chosen("ann", LOG, "rewrite", "")[2]
    assert ENGLISH.rewrite_note_keywords in note.value
    style = replace(step._visitors.style("ann", LOG), base="Qwen/Qwen3-1.7B")
    step._visitors.style = lambda owner, identity: style
    note = step.mode_chosen("ann", LOG, "rewrite", "")[2]
    assert ENGLISH.rewrite_note in note.value


def test_the_demonstration_model_has_a_real_bases_columns_beside_it(step: Any) -> None:
    pair = real_pair()
    foot = unescape(step.footnote("ann", LOG))
    assert all(part in foot for part in (pair.base, pair.prompt, pair.style))
    assert all(text.split("\n")[0] in foot for text in (pair.base_answer, pair.styled_answer))


def test_the_foot_says_who_writes_and_of_the_demonstration_model_that_it_is_one(step: Any) -> None:
    assert ENGLISH.demonstration in step.footnote("ann", LOG)
    style = replace(step._visitors.style("ann", LOG), base="Qwen/Qwen3-1.7B")
    step._visitors.style = lambda owner, identity: style
    assert "All columns are written by Qwen" in step.footnote("ann", LOG)
    assert ENGLISH.demonstration not in step.footnote("ann", LOG)


def test_another_style_takes_no_draft_away_and_one_from_elsewhere_is_asked_its_own_prompt(step: Any) -> None:
    chosen = step.described("ann", LOG, "rewrite")
    assert [chosen[place] for place in (1, 2, -3)] == [SKIPPED] * 3
    assert chosen[-2] == ""
    prompts = step._visitors.style("ann", LOG).prompts
    assert [step.described("ann", LOG, mode)[1] for mode in ("write", "continue", "")] == [prompts[0]] * 3
    assert step.choose("ann", LOG)[-3] == "write"


def test_a_link_never_carries_a_draft(step: Any) -> None:
    for agreed in (False, True):
        assert "prompt" not in step.link("ann", LOG, 1, DRAFT, agreed, "rewrite")
    assert "prompt" not in step.link("ann", LOG, 1, DRAFT, False, "write")


def test_a_style_without_a_training_has_two_columns_and_no_strength(step: Any, home: Path) -> None:
    run = Run.create(home, Recipe(method="few_shot"), toy_corpus(12), "Shown", "ann")
    run.append(Finished(0, 0, "nothing to train", 0.1))
    about, _, _, _, beside, strength, styled, *_ = step.described("ann", f"run/{run.id}")
    assert ENGLISH.few_shot_style in about
    assert (beside.visible, styled.visible) == (True, False)
    assert (strength.value, strength.interactive) == (1.0, False)


def test_a_whole_model_has_all_columns_and_no_strength(step: Any, home: Path) -> None:
    run = Run.create(home, Recipe(method="full"), toy_corpus(12), "Whole", "ann")
    run.model.mkdir()
    (run.model / "model.safetensors").write_bytes(b"weights")
    _, _, _, _, beside, strength, styled, *_ = step.described("ann", f"run/{run.id}")
    assert (beside.visible, styled.visible) == (True, True)
    assert (strength.value, strength.interactive, strength.info) == (1.0, False, ENGLISH.strength_none)


def test_a_link_to_a_private_style_opens_for_its_owner_alone(step: Any, shared: HubServer) -> None:
    shared.repos["models", "ada/voice"].private = True
    asked = request(adapter="ada/voice")
    for nobody in (None, SimpleNamespace(token=BOB)):
        assert "not for everybody" in list(step.linked("bob", asked, nobody))[-1][STATUS]
    assert list(step.linked("ann", asked, SimpleNamespace(token=TOKEN)))[-1][ASKING].startswith("pulled/")
