"""The page: the steps, one beside the other, and what leads from one to the next.

It is built once for each language, as two addresses of one app: no string is looked up while a visitor waits.
"""

import time
from typing import Any

import gradio as gr
from gradio.components import Navbar

from ui import programs
from ui.guard import Guard
from ui.html import markup
from ui.js.notification import TITLE
from ui.steps import blind_test, compare, examples, finetune, my_styles, scorecard
from ui.steps import gallery as gallery_step
from ui.steps import space as space_step
from ui.steps import texts as texts_step
from ui.steps.events import Updates, unchanged
from ui.strings.strings import ENGLISH, RUSSIAN, Strings
from ui.visitors.owner import new_owner, page_secret
from ui.visitors.visitors import Visitors

COMPARE, MAKE, MINE, GALLERY, BLIND = "compare", "make", "mine", "gallery", "blind"


def build(visitors: Visitors) -> gr.Blocks:
    """Return the page in English at the app's root and in Russian at /ru, with what programs may ask of it."""
    page = gr.Blocks(title=TITLE, analytics_enabled=False, delete_cache=(3600, 3600))
    with page:
        _build_in(page, visitors, ENGLISH)
        programs.build(visitors)
    with page.route(RUSSIAN.language_name, f"/{RUSSIAN.code}", show_in_navbar=False):
        _build_in(page, visitors, RUSSIAN)
    return page


def _build_in(page: gr.Blocks, visitors: Visitors, t: Strings) -> None:
    """Build the whole page in one language."""
    guard = Guard(t)
    Navbar(visible=False)
    owner = gr.BrowserState("", storage_key="pastiche-owner", secret=page_secret(visitors.home))
    gr.HTML(_masthead(t), elem_id="masthead")
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
                looked_at = examples.build(visitors, t, owner, training.settings)
        with gr.Tab(t.tab_mine, id=MINE) as mine_tab:
            mine = my_styles.build(visitors, t, owner)
        with gr.Tab(t.tab_gallery, id=GALLERY) as gallery_tab:
            gallery = gallery_step.build(visitors, t, owner)
        with gr.Tab(t.tab_blind, id=BLIND, visible=False) as blind_tab:
            blind = blind_test.build(visitors, t, owner, blind_tab)
    if space := visitors.hub.space:
        space_step.build(space, t)
    gr.HTML(markup.line(t.colophon_space if space else t.colophon), elem_id="colophon")

    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    quick: dict[str, Any] = {**hidden, "queue": False}

    def arrive(visitor: str) -> str:
        return visitor or new_owner()

    def compare_own(visitor: str, run_id: str) -> Updates:
        return {tabs: gr.Tabs(selected=COMPARE), **comparing.handlers.choose(visitor, f"run/{run_id}")}

    def compare_picked(visitor: str, style_id: str) -> Updates:
        if not style_id:
            return unchanged()
        # Another value each time, so that the question is asked each time.
        asking = f"{style_id} {time.monotonic()}"
        chosen = comparing.handlers.choose(visitor, style_id)
        return {gallery.chosen: "", parts.asking: asking, tabs: gr.Tabs(selected=COMPARE), **chosen}

    # On arrival: who is it, what have they got here, and is something of theirs still training?
    arrived = page.load(arrive, owner, owner, **quick)
    estimate = (guard(training.estimate), training.settings, training.estimated)
    in_turn: dict[str, Any] = {**hidden, **finetune.IN_TURN}
    follow = (guard(training.texts_changed), training.asked, training.follows)
    arrived.then(guard(texts.handlers.show), owner, texts.parts.shown, **quick).then(*follow, **quick).then(
        *estimate, **in_turn
    )
    arrived.then(guard(lambda visitor: training.watch(visitor, "")), owner, training.view, **quick)
    for then in texts.changes:
        then(*follow, **quick).then(*estimate, **in_turn)

    for then in looked_at.changes:
        then(*estimate, **in_turn)
    training.estimated.change(guard(looked_at.handlers.refresh), looked_at.parts.asked, looked_at.parts.drawn, **hidden)

    # A run that has come to its end can be measured; the worker may have begun already.
    training.ended.change(
        guard(lambda visitor, watched: scoring.refresh(visitor, watched.run)),
        [owner, training.watched],
        scoring.view,
        **quick,
    )

    training.ended.change(
        guard(
            lambda visitor, watched: gr.Column(
                visible=bool(watched.run) and visitors.run(visitor, watched.run).has_style
            )
        ),
        [owner, training.watched],
        onward,
        **quick,
    )

    training.begun.then(lambda: gr.Column(visible=False), None, onward, **quick)

    parts = comparing.parts
    styles = (guard(comparing.handlers.refresh), [owner, parts.style], parts.refreshed)
    listed = arrived.then(*styles, **quick)
    for then in (
        training.ended.change,
        scoring.measured.change,
        mine.renamed.then,
        mine.deleted.then,
        mine.blended.then,
    ):
        then(*styles, **quick)
    for then in (
        arrived.then,
        training.ended.change,
        scoring.measured.change,
        mine.renamed.then,
        mine.deleted.then,
        blind_tab.select,
    ):
        then(guard(blind.handlers.refresh), blind.parts.chosen, blind.parts.outputs, **quick)
    mine_tab.select(guard(mine.refresh), [owner, mine.chosen], mine.refreshed, **quick)

    # The style that the address asks for is chosen once the list is there, which would choose the first one again.
    listed.then(
        guard(comparing.handlers.follow_link),
        owner,
        [parts.asking, parts.status, *parts.refreshed],
        concurrency_limit=4,
        **hidden,
    )
    comparing.ask_on(parts.asking.change)
    # Who comes by a link on a telephone came for the columns, which begin below the window's edge there.
    parts.asking.change(None, None, None, js=_TO_THE_COLUMNS)
    gallery_tab.select(guard(gallery.refresh), owner, gallery.here, **quick)
    retraining = gallery.retraining
    # What another base has said must not stand under a style that is now worn by this one.
    retraining.changed.change(
        guard(
            lambda visitor, style_id: (
                comparing.handlers.choose if _is_gallerys(style_id) else comparing.handlers.refresh
            )(visitor, style_id)
        ),
        [owner, parts.style],
        parts.refreshed,
        **quick,
    )
    gallery_tab.select(guard(retraining.refresh), None, retraining.view, **quick)

    # From one step to another.
    made = parts.make.click(lambda: gr.Tabs(selected=MAKE), None, tabs, **quick)
    shown = [tabs, *parts.refreshed]
    just_made = gr.on(
        [button.click for button in training.compares],
        guard(lambda visitor, watched: compare_own(visitor, watched.run)),
        [owner, training.watched],
        shown,
        **quick,
    )
    chosen = mine.compare.click(guard(compare_own), [owner, mine.chosen], shown, **quick)
    picked = gallery.chosen.change(
        guard(compare_picked), [owner, gallery.chosen], [gallery.chosen, parts.asking, *shown], **quick
    )
    for event in (just_made, chosen):
        comparing.ask_on(event.then)
    published = to_publish.click(
        guard(lambda visitor, watched: (gr.Tabs(selected=MINE), *mine.refresh(visitor, watched.run))),
        [owner, training.watched],
        [tabs, *mine.refreshed],
        **quick,
    )
    for event in (made, just_made, chosen, picked, published):
        event.then(None, None, None, js=_TO_THE_TOP)
    watched = mine.watch.click(
        guard(lambda visitor, identity: (gr.Tabs(selected=MAKE), *training.watch(visitor, identity))),
        [owner, mine.chosen],
        [tabs, *training.view],
        **quick,
    )
    watched.then(None, None, None, js=finetune.TO_THE_RUN)


def _is_gallerys(identity: str | None) -> bool:
    return (identity or "").startswith("gallery/")


_TO_THE_TOP = "() => scrollTo(0, 0)"
"""Another tab begins at its top, however far down the button was that led there."""


_TO_THE_COLUMNS = """() => {
    if (!new URLSearchParams(location.search).get("adapter") || innerWidth > 700) return;
    document.getElementById("compare-status")?.scrollIntoView({ block: "start" });
}"""


def _masthead(t: Strings) -> str:
    """Return the name, what it is for, and the way to the other language."""
    other = RUSSIAN if t.code == "en" else ENGLISH
    address = other.code if other.code != "en" else "./"
    link = (
        f'<a class="switch" href="{address}" hreflang="{other.code}" lang="{other.code}" '
        f'data-language="{other.code}">{other.language_name}</a>'
    )
    return f'<header><div><h1>{TITLE}</h1><p class="promise">{t.promise}</p></div>{link}</header>'


HEAD = """
<script>
(() => {
    // The page follows the browser's language until the visitor has chosen one; the choice stays in this browser.
    const key = "pastiche-language", path = location.pathname.replace(/\\/+$/, "");
    const here = path.endsWith("/ru") ? "ru" : "en";
    const read = () => { try { return localStorage.getItem(key); } catch { return null; } };
    document.addEventListener("click", event => {
        const link = event.target.closest?.("[data-language]");
        if (!link) return;
        try { localStorage.setItem(key, link.dataset.language); } catch { }
        event.preventDefault();
        location.assign(address(link.dataset.language));
    });
    const address = language => (language === "ru" ? path + "/ru" : path.replace(/\\/ru$/, "") + "/") + location.search;
    const linked = new URLSearchParams(location.search).get("lang");
    if (linked === "en" && here === "ru") { location.replace(address("en")); return; }
    const wanted = linked || read() || ((navigator.languages || [])[0] || "en").slice(0, 2);
    if (wanted === "ru" && here === "en") location.replace(address("ru"));
    else document.documentElement.lang = here;
})();
</script>
"""
