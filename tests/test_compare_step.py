"""The link: an address opens a comparison with its style fetched, its strength and prompt set; and "Copy link"."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from tests.fakes import FakeGenerator, toy_visitors
from tests.hub_faults import BOB, TOKEN, adapter_files, hub, run_with_adapter
from tests.hub_server import HubServer
from tests.steps import built
from tests.toy import toy_corpus
from trainer.compare.comparison import Answer, Comparison, Done, Paraphrase, Paraphrasing, TextDelta, Trouble
from trainer.compare.real_pair import real_pair
from trainer.errors import PasticheError
from trainer.hub.error_messages import NOT_FOR_ALL
from trainer.library.style import Style
from trainer.runs.events import Finished
from trainer.runs.recipe import Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run
from ui.html.comparison_progress import Columns, after
from ui.steps.compare import Handlers
from ui.steps.compare_parts import Parts, components
from ui.steps.compare_view import View
from ui.steps.events import Updates
from ui.strings.strings import ENGLISH, RUSSIAN, Strings
from ui.visitors.hub import VisitorHub
from ui.visitors.visitors import Visitors

__all__ = ["hub"]
LOG = "gallery/harbour_log"


class Script(FakeGenerator):
    """Says what is written for it, and without that the prompt."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Answer, ...] = ()

    def compare(self, base: str, comparison: Comparison) -> Iterator[Answer]:
        if not self.lines:
            return super().compare(base, comparison)
        self.asked.append(comparison)
        return iter(self.lines)


@dataclass(frozen=True)
class Step:
    """The comparison's step without a page around it."""

    visitors: Visitors
    generator: Script
    parts: Parts
    handlers: Handlers

    def link(self, owner: str, style_id: str, prompt: str, with_prompt: bool, mode: str = "write") -> str:
        parts = self.parts
        return self.handlers.link(
            {
                parts.owner: owner,
                parts.style: style_id,
                parts.strength: 1,
                parts.prompt: prompt,
                parts.with_prompt: with_prompt,
                parts.mode: mode,
            }
        )

    def answer(self, prompt: str, mode: str) -> list[Updates]:
        parts = self.parts
        noise = {parts.seed: 1, parts.strength: 1, parts.temperature: 1, parts.min_p: 0, parts.length: 200}
        asked = {parts.owner: "ann", parts.style: LOG, parts.prompt: prompt, parts.mode: mode}
        return list(self.handlers.answer({**asked, **noise, parts.never_recite: False}))

    def follow_link(self, owner: str, asked: Any, signed_in: Any = None) -> list[Updates]:
        return list(self.handlers.follow_link(owner, asked, signed_in))

    @property
    def log(self) -> Style:
        return self.visitors.style("ann", LOG)


def step_at(hub: HubServer, home: Path, t: Strings = ENGLISH) -> Step:
    generator = Script()
    of_hub = VisitorHub(home, own_computer=False, endpoint=hub.address)
    visitors = toy_visitors(home, generator=generator, visitor_hub=of_hub)
    parts = built(lambda owner: components(visitors, t, owner))
    return Step(visitors, generator, parts, Handlers(visitors, t, parts))


@pytest.fixture
def step(hub: HubServer, home: Path) -> Step:
    return step_at(hub, home)


def request(**asked: str) -> Any:
    return SimpleNamespace(query_params=asked)


@pytest.fixture
def shared(hub: HubServer) -> HubServer:
    hub.add("models", "ada/voice", files={**adapter_files(), "README.md": b"---\nlanguage: en\n---\n# The Log\n"})
    return hub


def test_a_link_fetches_its_style_visibly_and_then_asks_its_question(step: Step, shared: HubServer) -> None:
    parts = step.parts
    *coming, last = step.follow_link("ann", request(adapter="ada/voice", strength="0.8", prompt="fog, bell"))
    assert ENGLISH.hub_phases["asking"] in coming[0][parts.status]
    assert last[parts.asking].startswith("pulled/")
    assert last[parts.style].value == last[parts.asking]
    assert ("The Log", last[parts.asking]) in last[parts.style].choices
    assert (last[parts.prompt], last[parts.strength].value) == ("fog, bell", 0.8)
    # The author's texts are not here, so there is no column that was shown some.
    assert not last[parts.leaves["few_shot"]].visible
    assert set(shared.tokens) == {""}


def test_a_link_without_strength_and_prompt_takes_the_styles_own(step: Step) -> None:
    parts, style = step.parts, step.log
    [last] = step.follow_link("ann", request(style=LOG))
    assert (last[parts.asking], last[parts.prompt]) == (style.id, style.prompts[0])
    assert last[parts.strength].value == style.strength
    assert last[parts.strength].interactive
    assert last[parts.leaves["few_shot"]].visible
    assert last[parts.leaves["styled"]].visible


def test_an_address_that_asks_for_nothing_asks_nothing(step: Step, hub: HubServer) -> None:
    [last] = step.follow_link("ann", request(lang="ru"))
    assert last == {step.parts.asking: ""}
    assert hub.requests == []


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_a_link_to_what_is_not_there_is_a_sentence_and_nothing_else_changes(
    hub: HubServer, home: Path, t: Strings
) -> None:
    step = step_at(hub, home, t)
    last = step.follow_link("ann", request(adapter="ada/nothing"))[-1]
    sentence = NOT_FOR_ALL(name="ada/nothing")
    assert sentence.text(t.code) in last[step.parts.status].replace("<code>", "`").replace("</code>", "`")
    assert last[step.parts.asking] == ""
    assert last.keys() == {step.parts.asking, step.parts.status}


def test_a_link_to_another_visitors_run_opens_nothing(step: Step, home: Path) -> None:
    run = run_with_adapter(home)
    with pytest.raises(PasticheError, match="There is no such"):
        step.follow_link("bob", request(style=f"run/{run.id}"))


def test_the_opening_comparison_gives_way_to_a_link(step: Step) -> None:
    [last] = list(step.handlers.opening(request(adapter="ada/voice")))
    assert last == gr.skip()
    assert len(list(step.handlers.opening(request(lang="en")))) > 1


def test_what_copy_link_copies_opens_the_same_comparison(step: Step, shared: HubServer) -> None:
    style_id = step.follow_link("ann", request(adapter="ada/voice"))[-1][step.parts.asking]
    assert step.link("ann", style_id, "my own words", False) == "?adapter=ada/voice&strength=1&lang=en"
    assert "prompt=my+own+words" in step.link("ann", style_id, "my own words", True)
    with pytest.raises(PasticheError, match="There is no such"):
        step.link("bob", style_id, "", False)


# Rewriting


DRAFT = "Last week Anna Hale went to Riga. She took <b>12</b> letters with her, and came back on Friday."
AFTER = "Last week Anna went to Riga, and to Oslo. She took <b>12</b> letters with her."


def rewritten(step: Step, *lines: Answer, prompt: str = DRAFT) -> list[Updates]:
    """What the page shows while a draft is rewritten."""
    step.generator.lines = lines
    return step.answer(prompt, "rewrite")


def test_a_draft_is_sent_as_one_and_what_changed_and_was_lost_is_shown(step: Step) -> None:
    texts = TextDelta("base", DRAFT), TextDelta("styled", AFTER)
    *_, last = rewritten(step, Paraphrasing(1, 1), Paraphrase("Plain words.", "base"), *texts, Done(1, 3))
    (asked,) = step.generator.asked
    assert (asked.mode, asked.prompt) == ("rewrite", DRAFT)
    base, few_shot, styled = (last[sheet] for sheet in step.parts.sheets.values())
    assert "Names and numbers of your draft: 5 of 5 are here." in base
    assert "3 of 5 are here." in styled
    assert '<b class="missing">Friday</b>' in styled
    assert '<b class="new">Oslo</b>' in styled
    assert "facts" not in few_shot  # it has said nothing
    draft = last[step.parts.draft]
    assert "Plain words." in draft
    assert "<del>Hale</del>" in draft
    assert "<ins>, and to Oslo</ins>" in draft
    assert "&lt;b&gt;12&lt;/b&gt;" in draft
    assert "<b>12" not in "".join(map(str, last.values()))


def test_what_stands_on_the_page_stays_until_there_are_new_words(step: Step) -> None:
    parts, so_far, drawn = step.parts, Columns(), []
    for answer in (Paraphrasing(2, 3), Paraphrase("Plain words.", "draft"), TextDelta("styled", "Rain."), Done(1, 3)):
        so_far = after(answer, so_far)
        drawn.append(step.handlers.drawn(so_far, step.log, DRAFT))
    paraphrasing, plain, _, last = drawn
    assert paraphrasing.keys() == {parts.status}
    assert "part 2 of 3" in paraphrasing[parts.status]
    assert ENGLISH.paraphrase_is_draft in plain[parts.draft]
    assert ENGLISH.changes_show not in plain[parts.draft]
    assert ENGLISH.changes_show in last[parts.draft]


def test_a_refusal_costs_nothing_and_is_read_out(step: Step) -> None:
    status = step.parts.status
    last = rewritten(step, Trouble("A sentence of the draft is too long."))[-1]
    assert last.keys() == {status}
    assert "too long" in last[status]
    step.generator.asked.clear()
    for prompt, sentence in (("word " * 50_000, "up to 12,000"), ("  ", "prompt is empty")):
        last = rewritten(step, prompt=prompt)[-1]
        assert last.keys() == {status}
        assert sentence in last[status]
    assert step.generator.asked == []


def test_what_became_of_a_draft_goes_with_the_next_answer_that_is_no_rewriting(step: Step) -> None:
    last = step.answer("fog", "write")[-1]
    assert last[step.parts.draft] == ""
    assert "facts" not in last[step.parts.sheets["base"]]


@pytest.mark.parametrize("mode", ["free", "poem", ""])
def test_a_mode_that_the_page_does_not_offer_is_refused(step: Step, mode: str) -> None:
    assert "continued or rewritten" in step.answer("fog", mode)[-1][step.parts.status]


def test_the_box_becomes_a_drafts_and_a_prompts_again(step: Step) -> None:
    style, parts = step.log, step.parts
    changed = (parts.prompt, parts.examples, parts.note, parts.with_prompt, parts.length)
    as_draft = step.handlers.mode_chosen("ann", LOG, "rewrite", style.prompts[0])
    box, examples, note, with_prompt, length = (as_draft[part] for part in changed)
    assert (box.value, box.label, box.placeholder) == ("", ENGLISH.draft, ENGLISH.draft_placeholder)
    assert [text for (text,) in examples.raw_samples] == list(ENGLISH.drafts)
    assert (note.visible, length.visible) == (True, False)
    # An agreement to a link with a prompt in it is none to a link with a draft.
    assert (with_prompt.value, with_prompt.visible) == (False, False)
    as_prompt = step.handlers.mode_chosen("ann", LOG, "write", ENGLISH.drafts[0])
    box, examples, note, with_prompt, length = (as_prompt[part] for part in changed)
    assert (box.value, box.label) == (style.prompts[0], ENGLISH.prompt)
    assert [text for (text,) in examples.raw_samples] == list(style.prompts)
    assert (note.visible, with_prompt.visible, length.visible) == (False, True, True)


@pytest.mark.parametrize("mode", ["write", "continue", "rewrite"])
def test_what_was_written_stays_in_the_box_whatever_is_done_with_it(step: Step, mode: str) -> None:
    assert step.handlers.mode_chosen("ann", LOG, mode, DRAFT)[step.parts.prompt].value == DRAFT


def test_a_base_that_cannot_rewrite_says_so_and_another_says_how_it_does(step: Step) -> None:
    note = step.handlers.mode_chosen("ann", LOG, "rewrite", "")[step.parts.note]
    assert ENGLISH.rewrite_note_keywords in note.value
    style = replace(step.log, base="Qwen/Qwen3-1.7B")
    step.visitors.style = lambda owner, style_id: style  # type: ignore[method-assign]
    note = step.handlers.mode_chosen("ann", LOG, "rewrite", "")[step.parts.note]
    assert ENGLISH.rewrite_note in note.value


def test_the_demonstration_model_has_a_real_bases_columns_beside_it(step: Step) -> None:
    pair = real_pair()
    foot = unescape(View(step.visitors, ENGLISH).footnote(step.log))
    assert all(part in foot for part in (pair.base, pair.prompt, pair.style))
    assert all(text.split("\n")[0] in foot for text in (pair.base_answer, pair.styled_answer))


def test_the_foot_says_who_writes_and_of_the_demonstration_model_that_it_is_one(step: Step) -> None:
    view = View(step.visitors, ENGLISH)
    assert ENGLISH.demonstration in view.footnote(step.log)
    foot = view.footnote(replace(step.log, base="Qwen/Qwen3-1.7B"))
    assert "All columns are written by Qwen" in foot
    assert ENGLISH.demonstration not in foot


def test_another_style_takes_no_draft_away_and_one_from_elsewhere_is_asked_its_own_prompt(step: Step) -> None:
    parts, handlers = step.parts, step.handlers
    chosen = handlers.described("ann", LOG, "rewrite")
    assert not {parts.prompt, parts.examples, parts.mode} & chosen.keys()
    assert chosen[parts.draft] == ""
    for mode in ("write", "continue", ""):
        assert handlers.described("ann", LOG, mode)[parts.prompt] == step.log.prompts[0]
    assert handlers.choose("ann", LOG)[parts.mode] == "write"


def test_a_link_never_carries_a_draft(step: Step) -> None:
    for agreed in (False, True):
        assert "prompt" not in step.link("ann", LOG, DRAFT, agreed, "rewrite")
    assert "prompt" not in step.link("ann", LOG, DRAFT, False, "write")


def visible(step: Step, chosen: Updates) -> tuple[bool, bool]:
    """Whether the few-shot and the styled column are seen."""
    leaves = step.parts.leaves
    return chosen[leaves["few_shot"]].visible, chosen[leaves["styled"]].visible


def test_a_style_without_a_training_has_two_columns_and_no_strength(step: Step, home: Path) -> None:
    run = Run.create(home, NewRun(Recipe(method="few_shot"), toy_corpus(12), "Shown", "ann"))
    run.append(Finished(0, 0, "nothing to train", 0.1))
    parts, chosen = step.parts, step.handlers.described("ann", f"run/{run.id}")
    assert ENGLISH.few_shot_style in chosen[parts.about]
    assert visible(step, chosen) == (True, False)
    strength = chosen[parts.strength]
    assert (strength.value, strength.interactive) == (1.0, False)


def test_a_whole_model_has_all_columns_and_no_strength(step: Step, home: Path) -> None:
    run = Run.create(home, NewRun(Recipe(method="full"), toy_corpus(12), "Whole", "ann"))
    run.model.mkdir()
    (run.model / "model.safetensors").write_bytes(b"weights")
    chosen = step.handlers.described("ann", f"run/{run.id}")
    assert visible(step, chosen) == (True, True)
    strength = chosen[step.parts.strength]
    assert (strength.value, strength.interactive, strength.info) == (1.0, False, ENGLISH.strength_none)


def test_a_link_to_a_private_style_opens_for_its_owner_alone(step: Step, shared: HubServer) -> None:
    shared.repos["models", "ada/voice"].private = True
    asked = request(adapter="ada/voice")
    for nobody in (None, SimpleNamespace(token=BOB)):
        assert "not for everybody" in step.follow_link("bob", asked, nobody)[-1][step.parts.status]
    last = step.follow_link("ann", asked, SimpleNamespace(token=TOKEN))[-1]
    assert last[step.parts.asking].startswith("pulled/")
