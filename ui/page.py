"""The page: all steps in tabs, and the ways between them.

It is built once for each language, as two addresses of one app: no string is looked up while a visitor waits.
"""

import time
from dataclasses import dataclass
from typing import Any

import gradio as gr
from gradio.components import Navbar

from trainer.library.style import is_sample
from ui import programs
from ui.guard import Guard
from ui.html import markup
from ui.html.masthead import masthead
from ui.js.scripts import script
from ui.steps import blind_test, compare, examples, finetune, my_styles, scorecard
from ui.steps import gallery as gallery_step
from ui.steps import space as space_step
from ui.steps import texts as texts_step
from ui.steps.events import HIDDEN, QUICK, Updates, unchanged
from ui.steps.run import RunStep, Watched
from ui.strings.strings import ENGLISH, RUSSIAN, Strings
from ui.visitors.owner import new_owner, page_secret
from ui.visitors.visitors import Visitors

COMPARE, MAKE, MINE, GALLERY, BLIND = "compare", "make", "mine", "gallery", "blind"


def build(visitors: Visitors) -> gr.Blocks:
    """Return the page in both languages, and what programs may ask.

    English is at the app's root, Russian at /ru.
    """
    page = gr.Blocks(title="Pastiche", analytics_enabled=False, delete_cache=(3600, 3600))
    with page:
        _build_in(page, visitors, ENGLISH)
        programs.build(visitors)
    with page.route(RUSSIAN.language_name, f"/{RUSSIAN.code}", show_in_navbar=False):
        _build_in(page, visitors, RUSSIAN)
    return page


def _build_in(page: gr.Blocks, visitors: Visitors, t: Strings) -> None:
    """Build the whole page in one language."""
    Navbar(visible=False)
    owner = gr.BrowserState("", storage_key="pastiche-owner", secret=page_secret(visitors.home))
    gr.HTML(masthead(t), elem_id="masthead")
    steps = _steps(page, visitors, t, owner)
    space = visitors.hub.space
    if space:
        space_step.build(space, t)
    gr.HTML(markup.line(t.colophon_space if space else t.colophon), elem_id="colophon")
    between = _Between(visitors, steps)
    guard = Guard(t)
    arrived = page.load(between.arrive, owner, owner, **QUICK)
    _follow_texts(steps, guard, arrived)
    _follow_run(steps, guard, between, arrived)
    listed = _follow_styles(steps, guard, between, arrived)
    _follow_link(steps, guard, listed)
    _lead_on(steps, guard, between)


@dataclass(frozen=True)
class _Steps:
    """The steps of the page in one language, and their tabs."""

    owner: gr.BrowserState
    tabs: gr.Tabs
    mine_tab: gr.Tab
    gallery_tab: gr.Tab
    blind_tab: gr.Tab
    comparing: compare.CompareStep
    texts: texts_step.TextsStep
    training: finetune.FinetuneStep
    scoring: scorecard.ScorecardStep
    looked_at: examples.ExamplesStep
    mine: my_styles.MyStylesStep
    gallery: gallery_step.GalleryStep
    blind: blind_test.BlindTestStep
    onward: gr.Column
    """The way on from a finished run."""
    to_publish: gr.Button

    @property
    def run(self) -> RunStep:
        """The run that is watched."""
        return self.training.parts.run

    @property
    def watched(self) -> list[Any]:
        """Who watches which run, as inputs."""
        return [self.owner, self.run.parts.watched]


def _steps(page: gr.Blocks, visitors: Visitors, t: Strings, owner: gr.BrowserState) -> _Steps:
    """Build all steps, each in its tab."""
    with gr.Tabs(selected=COMPARE, elem_id="tabs") as tabs:
        with gr.Tab(t.tab_compare, id=COMPARE):
            comparing = compare.build(visitors, t, owner, page)
        with gr.Tab(t.tab_make, id=MAKE):
            texts = texts_step.build(visitors, t, owner)
            between = gr.Column()
            training = finetune.build(visitors, t, owner)
            scoring = scorecard.build(visitors, t, owner)
            with gr.Column(visible=False, elem_id="onward") as onward:
                gr.HTML(markup.step_heading(5, t.publish_title, t.publish_lead))
                to_publish = gr.Button(t.to_publish, elem_id="to-publish", scale=0, min_width=260)
            # Looked at before the fine-tune, and made by its settings.
            with between:
                looked_at = examples.build(visitors, t, owner, training.parts.recipe)
        with gr.Tab(t.tab_mine, id=MINE) as mine_tab:
            mine = my_styles.build(visitors, t, owner)
        with gr.Tab(t.tab_gallery, id=GALLERY) as gallery_tab:
            gallery = gallery_step.build(visitors, t, owner)
        with gr.Tab(t.tab_blind, id=BLIND, visible=False) as blind_tab:
            blind = blind_test.build(visitors, t, owner, blind_tab)
    return _Steps(
        owner=owner,
        tabs=tabs,
        mine_tab=mine_tab,
        gallery_tab=gallery_tab,
        blind_tab=blind_tab,
        comparing=comparing,
        texts=texts,
        training=training,
        scoring=scoring,
        looked_at=looked_at,
        mine=mine,
        gallery=gallery,
        blind=blind,
        onward=onward,
        to_publish=to_publish,
    )


class _Between:
    """Handlers of more than one step."""

    def __init__(self, visitors: Visitors, steps: _Steps) -> None:
        self._visitors, self._steps = visitors, steps

    def arrive(self, owner: str) -> str:
        """Return who has come."""
        return owner or new_owner()

    def watch(self, owner: str, run_id: str) -> Updates:
        """Go to a run."""
        return {self._steps.tabs: gr.Tabs(selected=MAKE), **self._steps.run.handlers.watch(owner, run_id)}

    def ended(self, owner: str, watched: Watched) -> Updates:
        """Return the way on from an ended run."""
        leads_on = bool(watched.run) and self._visitors.run(owner, watched.run).has_style
        return {self._steps.onward: gr.Column(visible=leads_on)}

    def measured(self, owner: str, watched: Watched) -> Updates:
        """Return the scorecard of the watched run."""
        return self._steps.scoring.handlers.refresh(owner, watched.run)

    def publish(self, owner: str, watched: Watched) -> Updates:
        """Go to the watched run among the visitor's styles."""
        return {self._steps.tabs: gr.Tabs(selected=MINE), **self._steps.mine.handlers.refresh(owner, watched.run)}

    def compare_watched(self, owner: str, watched: Watched) -> Updates:
        """Go to a comparison with the watched run."""
        return self.compare_own(owner, watched.run)

    def compare_own(self, owner: str, run_id: str) -> Updates:
        """Go to a comparison with a run."""
        chosen = self._steps.comparing.handlers.choose(owner, f"run/{run_id}")
        return {self._steps.tabs: gr.Tabs(selected=COMPARE), **chosen}

    def compare_picked(self, owner: str, style_id: str) -> Updates:
        """Go to a comparison with a style of the gallery, and ask."""
        if not style_id:
            return unchanged()
        # Another value each time, so that the question is asked each time.
        asking: Updates = {
            self._steps.comparing.parts.asking: f"{style_id} {time.monotonic()}",
            self._steps.gallery.parts.chosen: "",
        }
        chosen = self._steps.comparing.handlers.choose(owner, style_id)
        return {self._steps.tabs: gr.Tabs(selected=COMPARE), **asking, **chosen}

    def gallery_changed(self, owner: str, style_id: str | None) -> Updates:
        """Return the styles anew.

        What another base has written must not stand under a style that has a new adapter.
        """
        handlers = self._steps.comparing.handlers
        return (
            handlers.choose(owner, style_id) if style_id and is_sample(style_id) else handlers.refresh(owner, style_id)
        )


def _follow_texts(steps: _Steps, guard: Guard, arrived: gr.events.Dependency) -> None:
    """Have the settings and the estimate follow the texts.

    They do on arrival, and whenever the texts change.
    """
    texts, looked_at, training = steps.texts, steps.looked_at, steps.training
    parts, handlers = training.parts, training.handlers
    estimate = (guard(handlers.estimate), parts.recipe, parts.estimated)
    follow = (guard(handlers.texts_changed), parts.choice, parts.follows)
    shown = arrived.then(guard(texts.handlers.show), steps.owner, texts.parts.shown, **QUICK)
    changes: list[Any] = [shown.then, *texts.changes]
    for then in changes:
        then(*follow, **QUICK).then(*estimate, **finetune.IN_TURN)
    for then in looked_at.changes:
        then(*estimate, **finetune.IN_TURN)
    parts.estimated.change(guard(looked_at.handlers.refresh), looked_at.parts.asked, looked_at.parts.drawn, **HIDDEN)


def _follow_run(steps: _Steps, guard: Guard, between: _Between, arrived: gr.events.Dependency) -> None:
    """Show the visitor's newest run, and what can follow its end."""
    parts = steps.run.parts
    arrived.then(guard(steps.run.handlers.watch), steps.owner, parts.view, **QUICK)
    # A run that has come to its end can be measured; the queue may have begun already.
    parts.ended.change(guard(between.measured), steps.watched, steps.scoring.parts.view, **QUICK)
    parts.ended.change(guard(between.ended), steps.watched, steps.onward, **QUICK)
    steps.training.begun.then(lambda: gr.Column(visible=False), None, steps.onward, **QUICK)


def _follow_styles(
    steps: _Steps, guard: Guard, between: _Between, arrived: gr.events.Dependency
) -> gr.events.Dependency:
    """Keep the lists of styles true.

    Returns the event after which they are there on arrival.
    """
    comparing, mine, gallery, owner = steps.comparing, steps.mine, steps.gallery, steps.owner
    styles = (guard(comparing.handlers.refresh), [owner, comparing.parts.style], comparing.parts.refreshed)
    blind = (guard(steps.blind.handlers.refresh), steps.blind.parts.chosen, steps.blind.parts.outputs)
    listed: gr.events.Dependency = arrived.then(*styles, **QUICK)
    arrived.then(*blind, **QUICK)
    run_changes = (steps.run.parts.ended.change, steps.scoring.parts.measured.change)
    changes: list[Any] = [*run_changes, mine.renamed.then, mine.deleted.then]
    for change in (*changes, mine.blended.then):
        change(*styles, **QUICK)
    for change in (*changes, steps.blind_tab.select):
        change(*blind, **QUICK)
    steps.mine_tab.select(guard(mine.handlers.refresh), [owner, mine.parts.chosen], mine.parts.refreshed, **QUICK)
    steps.gallery_tab.select(guard(gallery.handlers.refresh), owner, gallery.parts.here, **QUICK)
    training = gallery.training
    steps.gallery_tab.select(guard(training.handlers.view), None, training.parts.view, **QUICK)
    training.parts.changed.change(
        guard(between.gallery_changed), [owner, comparing.parts.style], comparing.parts.refreshed, **QUICK
    )
    return listed


def _follow_link(steps: _Steps, guard: Guard, listed: gr.events.Dependency) -> None:
    """Choose the style that the address asks for.

    It is done once the list is there, which would choose the first one again.
    """
    comparing = steps.comparing
    listed.then(
        guard(comparing.handlers.follow_link),
        steps.owner,
        [comparing.parts.asking, comparing.parts.status, *comparing.parts.refreshed],
        concurrency_limit=4,
        **HIDDEN,
    )
    comparing.ask_on(comparing.parts.asking.change)
    # Who comes by a link on a telephone came for the columns, which begin below the window's edge there.
    comparing.parts.asking.change(None, None, None, js=script("to_the_columns"))


def _lead_on(steps: _Steps, guard: Guard, between: _Between) -> None:
    """Have the buttons lead from one step to another."""
    comparing, mine, owner = steps.comparing, steps.mine, steps.owner
    compared = [steps.tabs, *comparing.parts.refreshed]
    chosen = steps.gallery.parts.chosen
    make = comparing.parts.make.click(lambda: gr.Tabs(selected=MAKE), None, steps.tabs, **QUICK)
    run = steps.run.parts
    made = gr.on(
        [run.compare_now.click, run.compare.click], guard(between.compare_watched), steps.watched, compared, **QUICK
    )
    own = mine.parts.compare.click(guard(between.compare_own), [owner, mine.parts.chosen], compared, **QUICK)
    picked = chosen.change(
        guard(between.compare_picked), [owner, chosen], [chosen, comparing.parts.asking, *compared], **QUICK
    )
    for event in (made, own):
        comparing.ask_on(event.then)
    published = steps.to_publish.click(
        guard(between.publish), steps.watched, [steps.tabs, *mine.parts.refreshed], **QUICK
    )
    for event in (make, made, own, picked, published):
        event.then(None, None, None, js=script("to_the_top"))
    watched = mine.parts.watch.click(guard(between.watch), [owner, mine.parts.chosen], [steps.tabs, *run.view], **QUICK)
    watched.then(None, None, None, js=script("to_the_run"))
