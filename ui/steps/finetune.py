"""Step 2: from a recipe to a finished adapter, watched while it learns.

Training lives in a child process and the run's folder tells how it goes, so nothing here is lost by a reload: a timer
reads on from where it was.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from trainer.bases import EMBEDDED, Base
from trainer.host import Offer
from trainer.runs.foresight import USUAL_WORDS, Foresight
from trainer.runs.recipe import DIALS, Dial, Method, Recipe
from trainer.runs.run import Status
from ui.guard import Guard
from ui.html import markup, run_progress
from ui.html.loss_plot import loss_plot
from ui.js import notification
from ui.steps import recipe as recipe_drawer
from ui.steps import recipe_fields
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors

EVERY_SECONDS = 1.0
SETTLING_SECONDS = 1.5
"""How often the page looks whether this computer's speed is known, by which a base is chosen."""


@dataclass(frozen=True)
class Watched:
    """The run that a visitor watches, and what was read of it so far; it stays on the server."""

    run: str = ""
    offset: int = 0
    progress: run_progress.Progress = run_progress.Progress()
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
    """Handler (owner, base, picked, dial, method) -> everything that follows from the texts, the base that is chosen
    for them among it where the visitor has picked none."""
    asked: list[gr.components.Component]
    """Its inputs."""
    follows: list[gr.components.Component]
    """Its outputs."""
    estimate: Callable[..., Any]
    settings: list[gr.components.Component]
    """The estimate's inputs."""
    estimated: gr.HTML


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> FinetuneStep:
    """Build the step and return what other steps need of it."""
    guard = Guard(t)
    handlers = _Handlers(visitors, t, guard)
    recipe = visitors.recipe("", visitors.default_base(language=t.code).id, "medium")

    gr.HTML(markup.step_heading(2, t.finetune_title, t.finetune_lead))
    with gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=300):
            name = gr.Textbox(label=t.style_name, placeholder=t.untitled, max_length=80, elem_id="name")
            base = gr.Dropdown(
                handlers.offers("", recipe.base, recipe.dial),
                value=recipe.base,
                label=t.base,
                info=t.base_info if visitors.folders_allowed else t.base_info_hub,
                allow_custom_value=True,
                elem_id="base",
            )
            base_note = gr.HTML(handlers.base_note("", recipe.base, recipe.dial), elem_id="base-note")
            other = gr.Button(visible=False, size="sm", elem_id="other-base")
        with gr.Column(scale=6, min_width=300):
            dial = gr.Radio(
                [(t.dials[dial], dial) for dial in DIALS],
                value=recipe.dial,
                label=t.dial,
                info=t.dial_info,
                elem_id="dial",
            )
            estimated = gr.HTML(markup.line(t.estimate_no_texts), elem_id="estimate")
            with gr.Row(elem_classes="actions"):
                start = gr.Button(
                    t.start, variant="primary", interactive=False, elem_id="start", scale=0, min_width=180
                )
                missing = gr.HTML(markup.line(t.start_needs_texts), elem_id="missing")
    with gr.Accordion(t.advanced_recipe, open=False, elem_id="advanced"):
        gr.HTML(markup.line(t.advanced_lead))
        controls = _controls(recipe, t)
        settings: list[Any] = [owner, base, dial, *controls]
        drawer = recipe_drawer.build(visitors, t, [owner, name, base, dial, *controls], recipe)
    method = controls[[setting.name for setting in recipe_fields.settings()].index("method")]

    # Whether the visitor has picked the base: what is chosen for them may change with their texts, theirs never does.
    picked = gr.State(False)
    settling = gr.Timer(SETTLING_SECONDS, active=False)
    watched = gr.State(Watched())
    # No state: Gradio tells of a state's change only behind its queue, and the page is polled beside it.
    ended = gr.Textbox(visible="hidden", show_label=False, label="ended", elem_id="run-ended")
    timer = gr.Timer(EVERY_SECONDS, active=False)
    with gr.Column(visible=False, elem_id="run") as panel:
        status = gr.HTML("", elem_id="run-status")
        with gr.Row(elem_classes="actions"):
            stop = gr.Button(t.stop_keep, visible=False, elem_id="stop-run", scale=0, min_width=310)
            # What comes next stands where the visitor is when it is done; step 3 is below the plot.
            next_one = gr.Button(
                t.compare_it, variant="primary", visible=False, elem_id="compare-now", scale=0, min_width=260
            )
            resume = gr.Button(t.resume, visible=False, elem_id="resume", scale=0, min_width=160)
            tell = gr.Button(t.tell_me, size="sm", elem_id="tell-me", scale=0, min_width=220)
        with gr.Row(equal_height=False):
            with gr.Column(scale=5, min_width=300):
                plot = gr.HTML("", elem_id="plot")
            with gr.Column(scale=6, min_width=300):
                samples = gr.HTML("", elem_id="samples")

    gr.HTML(markup.step_heading(3, t.compare_title, t.compare_lead))
    with gr.Row(elem_classes="actions"):
        compare = gr.Button(
            t.compare_it, variant="primary", interactive=False, elem_id="compare-run", scale=0, min_width=260
        )

    view: list[Any] = [watched, panel, status, plot, samples, stop, resume, next_one, compare, timer, ended]
    asked: list[Any] = [owner, base, picked, dial, method]
    follows: list[Any] = [base, picked, settling, base_note, other, start, missing, *controls]
    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    polled: dict[str, Any] = {**hidden, "queue": False}

    timer.tick(guard(handlers.poll), [owner, watched], view, **polled)
    begun = start.click(guard(handlers.start), [owner, name, base, dial, *controls], view, **hidden)
    begun.then(None, None, None, js=TO_THE_RUN)
    stop.click(guard(handlers.stop), [owner, watched], view, **polled)
    resume.click(guard(handlers.resume), [owner, watched], view, **polled)

    tell.click(None, None, None, js=notification.ask(t))
    status.change(None, status, None, js=notification.watch(t))

    estimate = guard(handlers.estimate)
    one_at_a_time: dict[str, Any] = {**hidden, **IN_TURN}
    # Only what the visitor does: a recipe that is opened sets both, and is not to be filled in anew.
    for changed in (
        gr.on([dial.input, method.input], guard(handlers.texts_changed), asked, follows, **polled),
        base.input(guard(handlers.picked), asked, follows, **polled),
        other.click(guard(handlers.other_picked), asked, follows, **polled),
    ):
        changed.then(estimate, settings, estimated, **one_at_a_time)
    settling.tick(guard(handlers.settle), asked, follows, **polled).success(
        estimate, settings, estimated, **one_at_a_time
    )
    drawer.opened.success(guard(handlers.opened), asked, follows[: -len(controls)], **polled).then(
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


ABOUT_BASE = 5
"""How many of the outputs that follow from the texts are about the base."""
IN_TURN: dict[str, Any] = {"trigger_mode": "always_last", "concurrency_id": "estimate", "concurrency_limit": 1}
"""How estimates are made: one after the other, so that an earlier one which takes long never stands for a later one."""
TO_THE_RUN = """() => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    setTimeout(() => document.getElementById("run")?.scrollIntoView({ behavior: calm ? "auto" : "smooth" }), 300);
}"""


def _controls(recipe: Recipe, t: Strings) -> list[Any]:
    """Return a control for every setting of a recipe: its name, and the sentence that documents it.

    Those whose choices need a line of explanation each come first, over the whole width.
    """
    explained: dict[str, dict[Any, str]] = {"method": t.methods, "train_on": t.checkpoints}
    given = dict(zip(recipe_fields.settings(), recipe_fields.values(recipe), strict=True))
    controls: dict[str, Any] = {}
    for setting, value in given.items():
        if setting.name in explained:
            choices = [(explained[setting.name][choice], choice) for choice in setting.choices]
            controls[setting.name] = gr.Radio(choices, value=value, **_described(setting, t))
    with gr.Row(elem_classes="settings"):
        for setting, value in given.items():
            shared = {**_described(setting, t), "min_width": 250}
            if setting.name in explained:
                continue
            if setting.is_switch:
                controls[setting.name] = gr.Checkbox(value, **shared)
            elif setting.choices:
                controls[setting.name] = gr.Dropdown(list(setting.choices), value=value, filterable=False, **shared)
            else:
                controls[setting.name] = gr.Number(value, precision=0 if setting.whole else None, **shared)
    return [controls[setting.name] for setting in given]


def _described(setting: recipe_fields.Setting, t: Strings) -> dict[str, Any]:
    """Return how a setting is labelled."""
    info = t.setting_docs.get(setting.name, setting.doc)
    return {"label": setting.name, "info": info, "elem_id": f"setting-{setting.name}"}


class _Handlers:
    """What happens when something is pressed; plain functions over the studio."""

    def __init__(self, visitors: Visitors, t: Strings, guard: Guard) -> None:
        self._visitors = visitors
        self._t = t
        self._guard = guard

    # --- before the start ---

    def offers(self, owner: str, base: str, dial: Dial) -> list[tuple[str, str]]:
        """Return the bases as (label, id): only those that fit this computer; others can be typed in.

        Without a GPU each says about how long it takes for the texts at hand.
        """
        offers = self._visitors.offers(owner, self._t.code, dial)
        return [(self._label(offer), offer.base.id) for offer in offers if offer.fits or offer.base.id == base]

    def _label(self, offer: Offer) -> str:
        took = "" if offer.minutes is None else f": {run_progress.duration(offer.minutes * 60, self._t)}"
        return offer.base.name + took

    def base_note(self, owner: str, reference: str, dial: Dial) -> str:
        """Return what there is to know about the chosen base, and why it is the one that is chosen."""
        t, base = self._t, self._visitors.base(reference)
        foresight = self._visitors.foresight(owner, t.code)
        note = t.demonstration if base.is_embedded else t.base_notes.get(base.id, base.note)
        lines = [markup.line(note)] if note else []
        if not foresight.hub_reachable:
            lines.append(markup.line(t.hub_silent))
        elif base.is_embedded and self._visitors.is_measuring(foresight):
            lines.append(markup.line(t.base_settling, "busy", live=True))
        elif base.is_embedded and foresight.choice.is_embedded and (quickest := foresight.quickest):
            name, took = quickest[0].name, run_progress.duration(60 * quickest[1], t)
            lines.append(
                markup.line(t.base_none_quick.format(language=self._language(foresight), base=name, time=took))
            )
        elif not base.is_embedded and foresight.speed:
            lines += [markup.line(line) for line in self._why(foresight, base, dial)]
        if base.gated:
            lines.append(markup.line(t.base_gated, "warning"))
        return "".join(lines)

    def _why(self, foresight: Foresight, base: Base, dial: Dial) -> Iterator[str]:
        """Yield why a base from the Hub is chosen without a GPU, and what choosing it means."""
        t = self._t
        if base == foresight.choice:
            yield t.base_chosen.format(language=self._language(foresight))
        if not foresight.words and (took := foresight.minutes(base, dial)) is not None:
            yield t.base_usually.format(words=t.number(USUAL_WORDS), time=run_progress.duration(60 * took, t))
        if base.parameters and not self._visitors.is_fetched(base):
            yield t.base_fetched_once.format(gigabytes=t.decimal(2 * base.parameters / 1e9, 1))

    def _language(self, foresight: Foresight) -> str:
        return self._t.languages.get(foresight.language, foresight.language)

    def texts_changed(
        self, owner: str, base: str, picked: bool, dial: Dial, method: Method = "qlora"
    ) -> tuple[Any, ...]:
        """Return the base, the settings that dial and method give, and whether a run can be started."""
        chosen = base if picked else self._visitors.default_base(owner, self._t.code).id
        recipe = self._visitors.recipe(owner, chosen, dial, method)
        corpus = self._visitors.texts.corpus(owner, recipe.passage_size)
        enough = corpus is not None and corpus.report.verdict != "too little"
        t = self._t
        missing = "" if enough else t.start_needs_more if corpus else t.start_needs_texts
        return (
            *self._about_base(owner, chosen, picked, dial),
            gr.Button(interactive=enough),
            markup.line(missing) if missing else "",
            *recipe_fields.values(recipe),
        )

    def picked(self, owner: str, base: str, picked: bool, dial: Dial, method: Method = "qlora") -> tuple[Any, ...]:
        """Return what follows from the base that the visitor has picked."""
        return self.texts_changed(owner, base, True, dial, method)

    def other_picked(
        self, owner: str, base: str, picked: bool, dial: Dial, method: Method = "qlora"
    ) -> tuple[Any, ...]:
        """Return what follows from going to the demonstration model, or from it to the one for this computer."""
        other = self._other(owner, base)
        return self.texts_changed(owner, other.id if other else base, True, dial, method)

    def settle(self, owner: str, base: str, picked: bool, dial: Dial, method: Method = "qlora") -> tuple[Any, ...]:
        """Return what follows once this computer's speed is known; until then, and where nothing does, all stays."""
        foresight = self._visitors.foresight(owner, self._t.code)
        if self._visitors.is_measuring(foresight):
            return tuple(gr.skip() for _ in range(ABOUT_BASE + 2 + len(recipe_fields.settings())))
        if picked or foresight.choice.id == base:
            kept = [gr.skip() for _ in range(2 + len(recipe_fields.settings()))]
            return (*self._about_base(owner, base, picked, dial), *kept)
        return self.texts_changed(owner, base, picked, dial, method)

    def opened(self, owner: str, base: str, picked: bool, dial: Dial, method: Method = "qlora") -> tuple[Any, ...]:
        """Return what there is to say of an opened recipe's base; to open one is to pick its base."""
        return (*self._about_base(owner, base, True, dial), gr.skip(), gr.skip())

    def _about_base(self, owner: str, base: str, picked: bool, dial: Dial) -> tuple[Any, ...]:
        """Return the base among the others, whether it was picked, the wait for the speed, the note and the other."""
        foresight, other = self._visitors.foresight(owner, self._t.code), self._other(owner, base)
        label = "" if other is None else self._t.base_demonstration
        if other and not other.is_embedded:
            took = foresight.minutes(other, dial)
            label = self._t.base_instead.format(base=other.name, time=run_progress.duration(60 * (took or 0), self._t))
        return (
            gr.Dropdown(self.offers(owner, base, dial), value=base),
            picked,
            gr.Timer(active=self._visitors.is_measuring(foresight)),
            self.base_note(owner, base, dial),
            gr.Button(label, visible=other is not None),
        )

    def _other(self, owner: str, base: str) -> Base | None:
        """Return what is one click away where there is no GPU: the demonstration model, or from it the choice."""
        foresight = self._visitors.foresight(owner, self._t.code)
        if foresight.host.gpu_memory_gib or not foresight.hub_reachable:
            return None
        if not self._visitors.base(base).is_embedded:
            return EMBEDDED
        return None if foresight.choice.is_embedded else foresight.choice

    def estimate(self, owner: str, base: str, dial: Dial, *given: Any) -> Any:
        """Yield that this computer is being measured, then what the run will take."""
        t = self._t
        yield markup.line(t.estimate_measuring, "busy")
        try:
            recipe = recipe_fields.edited(self._visitors.recipe(owner, base, dial), given)
            if recipe.method == "few_shot":
                yield markup.line(t.estimate_few_shot)
                return
            found = self._visitors.estimate(owner, recipe)
        except Exception as error:
            # An estimate is a courtesy: that there is none is said where it would stand.
            yield markup.line(self._guard.sentence(error), "warning")
            return
        if found is None:
            yield markup.line(t.estimate_no_texts)
            return
        warning = markup.line(t.all_weights, "warning") if recipe.method == "full" else ""
        yield (
            warning
            + markup.line(
                (t.estimate_foreseen if found.foreseen else t.estimate).format(
                    time=run_progress.duration(found.minutes * 60, t),
                    memory=t.decimal(found.memory_gib, 1),
                    examples=t.counted("examples", found.examples),
                    steps=t.counted("steps", found.steps),
                ),
                "estimate",
            )
            + "".join(map(markup.line, run_progress.few_examples(self._visitors.examples.foretold(owner, recipe), t)))
        )

    def start(self, owner: str, name: str, base: str, dial: Dial, *given: Any) -> tuple[Any, ...]:
        """Start a run and return its view."""
        recipe = recipe_fields.edited(self._visitors.recipe(owner, base, dial), given)
        run = self._visitors.start(owner, name.strip() or self._t.untitled, recipe)
        return self.watch(owner, run.id)

    # --- while it goes on ---

    def watch(self, owner: str, identity: str) -> tuple[Any, ...]:
        """Return the view of a run from its beginning; without an id, of the visitor's newest."""
        if not identity:
            newest = next(iter(self._visitors.runs(owner)), None)
            if newest is None:
                return self._view(owner, Watched(), fresh=True)
            identity = newest.id
        return self._view(owner, Watched(identity), fresh=True)

    def poll(self, owner: str, watched: Watched) -> tuple[Any, ...]:
        """Return what has changed since the last look; a run that is gone is looked at no more."""
        return self._view(owner, watched, fresh=False)

    def stop(self, owner: str, watched: Watched) -> tuple[Any, ...]:
        """Ask the watched run to keep what it has learnt."""
        self._visitors.stop(owner, watched.run)
        return self._view(owner, watched, fresh=True)

    def resume(self, owner: str, watched: Watched) -> tuple[Any, ...]:
        """Let the watched run go on."""
        self._visitors.resume(owner, watched.run)
        return self._view(owner, watched, fresh=True)

    def _view(self, owner: str, watched: Watched, fresh: bool) -> tuple[Any, ...]:
        t, skip = self._t, gr.skip()
        if not watched.run or watched.run not in {run.id for run in self._visitors.runs(owner)}:
            nothing = (gr.Column(visible=False), "", "", "")
            return (
                Watched(),
                *nothing,
                *[gr.Button(visible=False)] * 3,
                gr.Button(interactive=False),
                gr.Timer(active=False),
                "",
            )
        events, offset = self._visitors.events(owner, watched.run, watched.offset)
        progress = run_progress.fold(watched.progress, events)
        state = self._visitors.state(owner, watched.run)
        run = self._visitors.run(owner, watched.run)
        found = self._visitors.samples(owner, watched.run)
        now = Watched(watched.run, offset, progress, state.status, len(found))
        drawn = fresh or bool(events)
        going, over = state.is_going, not state.is_going
        headline = run_progress.headline(progress, state.status, state.place, state.stopping, t)
        turned = fresh or now.status != watched.status
        return (
            now,
            gr.Column(visible=True) if fresh else skip,
            markup.status(
                run.about.name,
                headline,
                run_progress.figures(progress, t),
                run_progress.share_done(progress),
                state.status,
                t,
                run_progress.remarks(progress, t),
            ),
            loss_plot(progress, (sample.step for sample in found), t) if drawn else skip,
            markup.samples(found, run.about.language, t) if fresh or len(found) != watched.samples else skip,
            gr.Button(visible=going, interactive=not state.stopping) if turned or state.stopping else skip,
            gr.Button(visible=over and state.status != "finished") if turned else skip,
            gr.Button(visible=over and run.has_style) if turned else skip,
            gr.Button(interactive=over and run.has_style) if turned else skip,
            gr.Timer(active=going) if turned else skip,
            f"{watched.run} {state.status} {offset}" if over and turned else skip,
        )
