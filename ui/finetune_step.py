"""Step 2: from a recipe to a finished adapter, watched while it learns.

Training lives in a child process and the run's folder tells how it goes, so nothing here is lost by a reload: a timer
reads on from where it was.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import gradio as gr

from trainer.recipe import DIALS, Dial, Method, Recipe
from trainer.run import Status
from ui import announcement, fields, markup, present, recipe_drawer
from ui.guard import Guard
from ui.loss_plot import loss_plot
from ui.studio import Studio
from ui.words import Words

EVERY_SECONDS = 1.0


@dataclass(frozen=True)
class Watched:
    """The run that a visitor watches, and what was read of it so far; it stays on the server."""

    run: str = ""
    offset: int = 0
    progress: present.Progress = present.Progress()
    status: Status = "waiting"
    samples: int = 0


@dataclass(frozen=True)
class FinetuneStep:
    """The parts that other steps speak to."""

    watched: gr.State
    watch: Callable[..., Any]
    """Handler (owner, run id) -> the view of that run; an empty id looks for the newest."""
    view: list[gr.components.Component]
    """Its outputs; the first is `watched`."""
    begun: gr.events.Dependency
    """When a run has been started."""
    ended: gr.Textbox
    """Changes when the watched run has come to its end."""
    compares: tuple[gr.Button, gr.Button]
    """Where the watched run is compared."""
    texts_changed: Callable[..., Any]
    """Handler (owner, base, dial, method) -> everything that follows from the texts."""
    asked: list[gr.components.Component]
    """Its inputs."""
    follows: list[gr.components.Component]
    """Its outputs."""
    estimate: Callable[..., Any]
    settings: list[gr.components.Component]
    """The estimate's inputs."""
    estimated: gr.HTML


def build(studio: Studio, words: Words, owner: gr.BrowserState) -> FinetuneStep:
    """Build the step and return what other steps need of it."""
    guard = Guard(words)
    handlers = _Handlers(studio, words, guard)
    recipe = studio.recipe("", studio.default_base().id, "medium")

    gr.HTML(markup.step_heading(2, words.finetune_title, words.finetune_lead))
    with gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=300):
            name = gr.Textbox(label=words.style_name, placeholder=words.untitled, max_length=80, elem_id="name")
            base = gr.Dropdown(
                handlers.offers(),
                value=recipe.base,
                label=words.base,
                info=words.base_info if studio.folders_allowed else words.base_info_hub,
                allow_custom_value=True,
                elem_id="base",
            )
            base_note = gr.HTML(handlers.base_note(recipe.base), elem_id="base-note")
        with gr.Column(scale=6, min_width=300):
            dial = gr.Radio(
                [(words.dials[dial], dial) for dial in DIALS],
                value=recipe.dial,
                label=words.dial,
                info=words.dial_info,
                elem_id="dial",
            )
            estimated = gr.HTML(markup.line(words.estimate_no_texts), elem_id="estimate")
            with gr.Row(elem_classes="actions"):
                start = gr.Button(
                    words.start, variant="primary", interactive=False, elem_id="start", scale=0, min_width=180
                )
                missing = gr.HTML(markup.line(words.start_needs_texts), elem_id="missing")
    with gr.Accordion(words.advanced_recipe, open=False, elem_id="advanced"):
        gr.HTML(markup.line(words.advanced_lead))
        controls = _controls(recipe, words)
        settings: list[Any] = [owner, base, dial, *controls]
        drawer = recipe_drawer.build(studio, words, [owner, name, base, dial, *controls], recipe)
    method = controls[[setting.name for setting in fields.settings()].index("method")]

    watched = gr.State(Watched())
    # No state: Gradio tells of a state's change only behind its queue, and the page is polled beside it.
    ended = gr.Textbox(visible="hidden", show_label=False, label="ended", elem_id="run-ended")
    timer = gr.Timer(EVERY_SECONDS, active=False)
    with gr.Column(visible=False, elem_id="run") as panel:
        status = gr.HTML("", elem_id="run-status")
        with gr.Row(elem_classes="actions"):
            stop = gr.Button(words.stop_keep, visible=False, elem_id="stop-run", scale=0, min_width=310)
            # What comes next stands where the visitor is when it is done; step 3 is below the plot.
            next_one = gr.Button(
                words.compare_it, variant="primary", visible=False, elem_id="compare-now", scale=0, min_width=260
            )
            resume = gr.Button(words.resume, visible=False, elem_id="resume", scale=0, min_width=160)
            tell = gr.Button(words.tell_me, size="sm", elem_id="tell-me", scale=0, min_width=220)
        with gr.Row(equal_height=False):
            with gr.Column(scale=5, min_width=300):
                plot = gr.HTML("", elem_id="plot")
            with gr.Column(scale=6, min_width=300):
                samples = gr.HTML("", elem_id="samples")

    gr.HTML(markup.step_heading(3, words.compare_title, words.compare_lead))
    with gr.Row(elem_classes="actions"):
        compare = gr.Button(
            words.compare_it, variant="primary", interactive=False, elem_id="compare-run", scale=0, min_width=260
        )

    view: list[Any] = [watched, panel, status, plot, samples, stop, resume, next_one, compare, timer, ended]
    asked: list[Any] = [owner, base, dial, method]
    follows: list[Any] = [*controls, base_note, start, missing]
    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    polled: dict[str, Any] = {**hidden, "queue": False}

    timer.tick(guard(handlers.poll), [owner, watched], view, **polled)
    begun = start.click(guard(handlers.start), [owner, name, base, dial, *controls], view, **hidden)
    begun.then(None, None, None, js=TO_THE_RUN)
    stop.click(guard(handlers.stop), [owner, watched], view, **polled)
    resume.click(guard(handlers.resume), [owner, watched], view, **polled)

    tell.click(None, None, None, js=announcement.ask(words))
    status.change(None, status, None, js=announcement.watch(words))

    estimate = guard(handlers.estimate)
    one_at_a_time: dict[str, Any] = {**hidden, **IN_TURN}
    # Only what the visitor does: a recipe that is opened sets both, and is not to be filled in anew.
    changed = gr.on([base.input, dial.input, method.input], guard(handlers.texts_changed), asked, follows, **polled)
    changed.then(estimate, settings, estimated, **one_at_a_time)
    drawer.opened.success(guard(handlers.base_note), base, base_note, **polled).then(
        estimate, settings, estimated, **one_at_a_time
    )
    # Every change of a setting ends in an estimate.
    gr.on(
        [estimated.change, name.blur],
        guard(drawer.write),
        [owner, name, base, dial, *controls],
        drawer.command,
        **polled,
    )
    gr.on(
        [control.blur if hasattr(control, "blur") else control.input for control in controls if control is not method],
        estimate,
        settings,
        estimated,
        **one_at_a_time,
    )
    return FinetuneStep(
        watched,
        handlers.watch,
        view,
        begun,
        ended,
        (next_one, compare),
        handlers.texts_changed,
        asked,
        follows,
        handlers.estimate,
        settings,
        estimated,
    )


IN_TURN: dict[str, Any] = {"trigger_mode": "always_last", "concurrency_id": "estimate", "concurrency_limit": 1}
"""How estimates are made: one after the other, so that an earlier one which takes long never stands for a later one."""
TO_THE_RUN = """() => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    setTimeout(() => document.getElementById("run")?.scrollIntoView({ behavior: calm ? "auto" : "smooth" }), 300);
}"""


def _controls(recipe: Recipe, words: Words) -> list[Any]:
    """Return a control for every setting of a recipe: its name, and the sentence that documents it.

    Those whose choices need a line of explanation each come first, over the whole width.
    """
    explained: dict[str, dict[Any, str]] = {"method": words.methods, "train_on": words.checkpoints}
    given = dict(zip(fields.settings(), fields.values(recipe), strict=True))
    controls: dict[str, Any] = {}
    for setting, value in given.items():
        if setting.name in explained:
            choices = [(explained[setting.name][choice], choice) for choice in setting.choices]
            controls[setting.name] = gr.Radio(choices, value=value, **_described(setting, words))
    with gr.Row(elem_classes="settings"):
        for setting, value in given.items():
            shared = {**_described(setting, words), "min_width": 250}
            if setting.name in explained:
                continue
            if setting.is_switch:
                controls[setting.name] = gr.Checkbox(value, **shared)
            elif setting.choices:
                controls[setting.name] = gr.Dropdown(list(setting.choices), value=value, filterable=False, **shared)
            else:
                controls[setting.name] = gr.Number(value, precision=0 if setting.whole else None, **shared)
    return [controls[setting.name] for setting in given]


def _described(setting: fields.Setting, words: Words) -> dict[str, Any]:
    """Return how a setting is labelled."""
    info = words.setting_docs.get(setting.name, setting.doc)
    return {"label": setting.name, "info": info, "elem_id": f"setting-{setting.name}"}


class _Handlers:
    """What happens when something is pressed; plain functions over the studio."""

    def __init__(self, studio: Studio, words: Words, guard: Guard) -> None:
        self._studio = studio
        self._words = words
        self._guard = guard

    # --- before the start ---

    def offers(self) -> list[tuple[str, str]]:
        """Return the bases as (label, id): only those that fit this computer; others can be typed in."""
        return [(offer.base.name, offer.base.id) for offer in self._studio.offers() if offer.fits]

    def base_note(self, reference: str) -> str:
        """Return what there is to know about the chosen base."""
        words = self._words
        base = self._studio.base(reference)
        note = words.demonstration if base.is_embedded else words.base_notes.get(base.id, base.note)
        lines = [markup.line(note)] if note else []
        if not self._studio.hub_reachable():
            lines.append(markup.line(words.hub_silent))
        if base.gated:
            lines.append(markup.line(words.base_gated, "warning"))
        return "".join(lines)

    def texts_changed(self, owner: str, base: str, dial: Dial, method: Method = "qlora") -> tuple[Any, ...]:
        """Return the settings that dial and method give, what the base is, and whether a run can be started."""
        words = self._words
        recipe = self._studio.recipe(owner, base, dial, method)
        corpus = self._studio.desk.corpus(owner, recipe.passage_size)
        enough = corpus is not None and corpus.report.verdict != "too little"
        missing = "" if enough else words.start_needs_more if corpus else words.start_needs_texts
        return (
            *fields.values(recipe),
            self.base_note(base),
            gr.Button(interactive=enough),
            markup.line(missing) if missing else "",
        )

    def estimate(self, owner: str, base: str, dial: Dial, *given: Any) -> Any:
        """Yield that this computer is being measured, then what the run will take."""
        words = self._words
        yield markup.line(words.estimate_measuring, "busy")
        try:
            recipe = fields.edited(self._studio.recipe(owner, base, dial), given)
            if recipe.method == "few_shot":
                yield markup.line(words.estimate_few_shot)
                return
            found = self._studio.estimate(owner, recipe)
        except Exception as error:
            # An estimate is a courtesy: that there is none is said where it would stand.
            yield markup.line(self._guard.sentence(error), "warning")
            return
        if found is None:
            yield markup.line(words.estimate_no_texts)
            return
        warning = markup.line(words.all_weights, "warning") if recipe.method == "full" else ""
        yield (
            warning
            + markup.line(
                words.estimate.format(
                    time=present.duration(found.minutes * 60, words),
                    memory=words.decimal(found.memory_gib, 1),
                    examples=words.counted("examples", found.examples),
                    steps=words.counted("steps", found.steps),
                ),
                "estimate",
            )
            + "".join(map(markup.line, present.few_examples(self._studio.workbook.foretold(owner, recipe), words)))
        )

    def start(self, owner: str, name: str, base: str, dial: Dial, *given: Any) -> tuple[Any, ...]:
        """Start a run and return its view."""
        recipe = fields.edited(self._studio.recipe(owner, base, dial), given)
        run = self._studio.start(owner, name.strip() or self._words.untitled, recipe)
        return self.watch(owner, run.id)

    # --- while it goes on ---

    def watch(self, owner: str, identity: str) -> tuple[Any, ...]:
        """Return the view of a run from its beginning; without an id, of the visitor's newest."""
        if not identity:
            newest = next(iter(self._studio.runs(owner)), None)
            if newest is None:
                return self._view(owner, Watched(), fresh=True)
            identity = newest.id
        return self._view(owner, Watched(identity), fresh=True)

    def poll(self, owner: str, watched: Watched) -> tuple[Any, ...]:
        """Return what has changed since the last look; a run that is gone is looked at no more."""
        return self._view(owner, watched, fresh=False)

    def stop(self, owner: str, watched: Watched) -> tuple[Any, ...]:
        """Ask the watched run to keep what it has learnt."""
        self._studio.stop(owner, watched.run)
        return self._view(owner, watched, fresh=True)

    def resume(self, owner: str, watched: Watched) -> tuple[Any, ...]:
        """Let the watched run go on."""
        self._studio.resume(owner, watched.run)
        return self._view(owner, watched, fresh=True)

    def _view(self, owner: str, watched: Watched, fresh: bool) -> tuple[Any, ...]:
        words, skip = self._words, gr.skip()
        if not watched.run or watched.run not in {run.id for run in self._studio.runs(owner)}:
            nothing = (gr.Column(visible=False), "", "", "")
            return (
                Watched(),
                *nothing,
                *[gr.Button(visible=False)] * 3,
                gr.Button(interactive=False),
                gr.Timer(active=False),
                "",
            )
        events, offset = self._studio.events(owner, watched.run, watched.offset)
        progress = present.fold(watched.progress, events)
        state = self._studio.state(owner, watched.run)
        run = self._studio.run(owner, watched.run)
        found = self._studio.samples(owner, watched.run)
        now = Watched(watched.run, offset, progress, state.status, len(found))
        drawn = fresh or bool(events)
        going, over = state.is_going, not state.is_going
        headline = present.headline(progress, state.status, state.place, state.stopping, words)
        turned = fresh or now.status != watched.status
        return (
            now,
            gr.Column(visible=True) if fresh else skip,
            markup.status(
                run.about.name,
                headline,
                present.figures(progress, words),
                present.share_done(progress),
                state.status,
                words,
                present.remarks(progress, words),
            ),
            loss_plot(progress, (sample.step for sample in found), words) if drawn else skip,
            markup.samples(found, run.about.language, words) if fresh or len(found) != watched.samples else skip,
            gr.Button(visible=going, interactive=not state.stopping) if turned or state.stopping else skip,
            gr.Button(visible=over and state.status != "finished") if turned else skip,
            gr.Button(visible=over and run.has_style) if turned else skip,
            gr.Button(interactive=over and run.has_style) if turned else skip,
            gr.Timer(active=going) if turned else skip,
            f"{watched.run} {state.status} {offset}" if over and turned else skip,
        )
