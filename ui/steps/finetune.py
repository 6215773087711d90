"""Step 2: the base, the dial, all settings, the estimate, the start."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import gradio as gr

from trainer.runs.estimate import Estimate
from trainer.runs.recipe import DIALS, Dial, Method, Recipe
from ui.guard import Guard
from ui.html import markup, run_sentences
from ui.js.scripts import script
from ui.steps import recipe as recipe_drawer
from ui.steps import recipe_controls, recipe_fields
from ui.steps import run as run_step
from ui.steps.base_view import BaseView
from ui.steps.events import HIDDEN, QUICK, Updates, unchanged
from ui.steps.recipe import RecipeDrawer
from ui.steps.recipe_controls import RecipeControls
from ui.steps.run import RunStep
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors

SETTLING_SECONDS = 1.5
"""How often the page looks whether this computer's speed is known, by which a base is chosen."""
IN_TURN: dict[str, Any] = {
    **HIDDEN,
    "trigger_mode": "always_last",
    "concurrency_id": "estimate",
    "concurrency_limit": 1,
}
"""How estimates are made: one after the other, so that an earlier one which takes long never stands for a later one."""


@dataclass(frozen=True)
class Parts:
    """The components of the step."""

    owner: gr.BrowserState
    name: gr.Textbox
    controls: RecipeControls
    base_note: gr.HTML
    other: gr.Button
    """The way to the demonstration model, or from it to the base for this computer."""
    estimated: gr.HTML
    start: gr.Button
    missing: gr.HTML
    """Why no run can be started."""
    drawer: RecipeDrawer
    picked: gr.State
    """Whether the visitor has picked the base.

    What is chosen for them may change with their texts, theirs never does.
    """
    settling: gr.Timer
    run: RunStep

    @property
    def choice(self) -> list[Any]:
        """What a visitor has chosen: inputs of all that follows from it."""
        controls = self.controls
        return [self.owner, controls.base, self.picked, controls.dial, controls.settings["method"]]

    @property
    def about_base(self) -> list[Any]:
        """What follows from the base."""
        return [self.controls.base, self.picked, self.settling, self.base_note, self.other]

    @property
    def follows(self) -> list[Any]:
        """All that follows from the texts."""
        return [*self.about_base, self.start, self.missing, *self.controls.settings.values()]

    @property
    def recipe(self) -> list[Any]:
        """The owner and the recipe: inputs of an estimate."""
        return [self.owner, *self.controls.inputs]

    @property
    def named_recipe(self) -> list[Any]:
        """The owner, the style's name and the recipe: inputs of a start."""
        return [self.owner, self.name, *self.controls.inputs]


@dataclass(frozen=True)
class FinetuneStep:
    """What other steps need of this one."""

    parts: Parts
    handlers: "Handlers"
    begun: gr.events.Dependency
    """When a run has been started."""


def build(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> FinetuneStep:
    """Build the step and return what other steps need of it."""
    parts = _components(visitors, t, owner)
    handlers = Handlers(visitors, t, parts)
    begun = parts.start.click(handlers.guard(handlers.start), parts.named_recipe, parts.run.parts.view, **HIDDEN)
    begun.then(None, None, None, js=script("to_the_run"))
    _wire_recipe(parts, handlers)
    return FinetuneStep(parts, handlers, begun)


def _components(visitors: Visitors, t: Strings, owner: gr.BrowserState) -> Parts:
    recipe = visitors.recipes.recipe("", visitors.recipes.default_base(language=t.code).id, "medium")
    gr.HTML(markup.step_heading(2, t.finetune_title, t.finetune_lead))
    with gr.Row(equal_height=False):
        with gr.Column(scale=5, min_width=300):
            name = gr.Textbox(label=t.style_name, placeholder=t.untitled, max_length=80, elem_id="name")
            base, base_note = _base(visitors, t, recipe)
            other = gr.Button(visible=False, size="sm", elem_id="other-base")
        with gr.Column(scale=6, min_width=300):
            dials = [(t.dials[dial], dial) for dial in DIALS]
            dial = gr.Radio(dials, value=recipe.dial, label=t.dial, info=t.dial_info, elem_id="dial")
            estimated = gr.HTML(markup.line(t.estimate_no_texts), elem_id="estimate")
            with gr.Row(elem_classes="actions"):
                start = gr.Button(
                    t.start, variant="primary", interactive=False, elem_id="start", scale=0, min_width=180
                )
                missing = gr.HTML(markup.line(t.start_needs_texts), elem_id="missing")
    with gr.Accordion(t.advanced_recipe, open=False, elem_id="advanced"):
        gr.HTML(markup.line(t.advanced_lead))
        controls = RecipeControls(base, dial, recipe_controls.build(recipe, t))
        drawer = recipe_drawer.build(visitors, t, [owner, name], controls, recipe)
    return Parts(
        owner=owner,
        name=name,
        controls=controls,
        base_note=base_note,
        other=other,
        estimated=estimated,
        start=start,
        missing=missing,
        drawer=drawer,
        picked=gr.State(False),
        settling=gr.Timer(SETTLING_SECONDS, active=False),
        run=run_step.build(visitors, t, owner),
    )


def _base(visitors: Visitors, t: Strings, recipe: Recipe) -> tuple[gr.Dropdown, gr.HTML]:
    """Build the list of bases and the note below it."""
    view = BaseView(visitors, t)
    base = gr.Dropdown(
        view.choices("", recipe.base, recipe.dial),
        value=recipe.base,
        label=t.base,
        info=t.base_info if visitors.recipes.folders_allowed else t.base_info_hub,
        allow_custom_value=True,
        elem_id="base",
    )
    return base, gr.HTML(view.note("", recipe.base, recipe.dial), elem_id="base-note")


def _wire_recipe(parts: Parts, handlers: "Handlers") -> None:
    """Have the settings follow base and dial, and the estimate everything."""
    guard, controls, drawer = handlers.guard, parts.controls, parts.drawer
    method = controls.settings["method"]
    estimate = (guard(handlers.estimate), parts.recipe, parts.estimated)
    follow: dict[str, Any] = {"inputs": parts.choice, "outputs": parts.follows, **QUICK}
    # Only what the visitor does: a recipe that is opened sets both, and is not to be filled in anew.
    for changed in (
        gr.on([controls.dial.input, method.input], guard(handlers.texts_changed), **follow),
        controls.base.input(guard(handlers.picked), **follow),
        parts.other.click(guard(handlers.other_picked), **follow),
        drawer.opened.success(guard(handlers.opened), parts.choice, parts.about_base, **QUICK),
    ):
        changed.then(*estimate, **IN_TURN)
    parts.settling.tick(guard(handlers.settle), **follow).success(*estimate, **IN_TURN)
    # Every change of a setting ends in an estimate.
    command = guard(drawer.handlers.command)
    gr.on([parts.estimated.change, parts.name.blur], command, parts.named_recipe, drawer.parts.command, **QUICK)
    settings = [control for control in controls.settings.values() if control is not method]
    gr.on([getattr(control, "blur", control.input) for control in settings], *estimate, **IN_TURN)


class Handlers:
    """What happens when something is pressed."""

    def __init__(self, visitors: Visitors, t: Strings, parts: Parts) -> None:
        self.guard = Guard(t)
        self._visitors, self._t, self._parts = visitors, t, parts
        self._bases = BaseView(visitors, t)

    def texts_changed(self, owner: str, base: str, picked: bool, dial: Dial, method: Method = "qlora") -> Updates:
        """Return the base, the settings, and whether a run can be started.

        The settings are those that dial and method give. Where the visitor has picked no base, the one for their texts
        is chosen.
        """
        t, parts = self._t, self._parts
        chosen = base if picked else self._visitors.recipes.default_base(owner, t.code).id
        recipe = self._visitors.recipes.recipe(owner, chosen, dial, method)
        corpus = self._visitors.texts.corpus(owner, recipe.passage_size)
        enough = corpus is not None and corpus.report.verdict != "too little"
        missing = "" if enough else t.start_needs_more if corpus else t.start_needs_texts
        return {
            **self._about_base(owner, chosen, picked, dial),
            parts.start: gr.Button(interactive=enough),
            parts.missing: markup.line(missing) if missing else "",
            **parts.controls.updates(recipe),
        }

    def picked(self, owner: str, base: str, picked: bool, dial: Dial, method: Method = "qlora") -> Updates:
        """Return what follows from the picked base."""
        return self.texts_changed(owner, base, True, dial, method)

    def other_picked(self, owner: str, base: str, picked: bool, dial: Dial, method: Method = "qlora") -> Updates:
        """Go to the demonstration model, or back from it."""
        other = self._bases.other(owner, base)
        return self.texts_changed(owner, other.id if other else base, True, dial, method)

    def settle(self, owner: str, base: str, picked: bool, dial: Dial, method: Method = "qlora") -> Updates:
        """Return what follows from this computer's speed.

        Until it is known all stays as it is; where nothing follows, only what is said of the base changes.
        """
        foresight = self._bases.foresight(owner)
        if self._visitors.recipes.is_measuring(foresight):
            return unchanged()
        if picked or foresight.choice.id == base:
            return self._about_base(owner, base, picked, dial)
        return self.texts_changed(owner, base, picked, dial, method)

    def opened(self, owner: str, base: str, picked: bool, dial: Dial, method: Method = "qlora") -> Updates:
        """Return the notes on an opened recipe's base.

        To open a recipe is to pick its base.
        """
        return self._about_base(owner, base, True, dial)

    def _about_base(self, owner: str, base: str, picked: bool, dial: Dial) -> Updates:
        """Return the list of bases with one chosen, and all about it."""
        parts, view = self._parts, self._bases
        foresight, other = view.foresight(owner), view.other(owner, base)
        return {
            parts.controls.base: gr.Dropdown(view.choices(owner, base, dial), value=base),
            parts.picked: picked,
            parts.settling: gr.Timer(active=self._visitors.recipes.is_measuring(foresight)),
            parts.base_note: view.note(owner, base, dial),
            parts.other: gr.Button(view.other_label(foresight, other, dial), visible=other is not None),
        }

    def estimate(self, owner: str, base: str, dial: Dial, *settings: object) -> Iterator[Updates]:
        """Yield that it is being measured, then the estimate."""
        estimated = self._parts.estimated
        yield {estimated: markup.line(self._t.estimate_measuring, "busy")}
        try:
            recipe = recipe_fields.edited(self._visitors.recipes.recipe(owner, base, dial), settings)
            estimate = None if recipe.method == "few_shot" else self._visitors.recipes.estimate(owner, recipe)
        except Exception as error:
            # An estimate is a courtesy: that there is none is said where it would stand.
            yield {estimated: markup.line(self.guard.sentence(error), "warning")}
        else:
            yield {estimated: self._estimate_lines(owner, recipe, estimate)}

    def _estimate_lines(self, owner: str, recipe: Recipe, estimate: Estimate | None) -> str:
        t = self._t
        if estimate is None:
            return markup.line(t.estimate_few_shot if recipe.method == "few_shot" else t.estimate_no_texts)
        sentence = (t.estimate_foreseen if estimate.foreseen else t.estimate).format(
            time=run_sentences.duration(estimate.minutes * 60, t),
            memory=t.decimal(estimate.memory_gib, 1),
            examples=t.counted("examples", estimate.examples),
            steps=t.counted("steps", estimate.steps),
        )
        warning = markup.line(t.all_weights, "warning") if recipe.method == "full" else ""
        few = run_sentences.few_examples(self._visitors.examples.foretold(owner, recipe), t)
        return warning + markup.line(sentence, "estimate") + "".join(map(markup.line, few))

    def start(self, owner: str, name: str, base: str, dial: Dial, *settings: object) -> Updates:
        """Start a run and return its view."""
        recipe = recipe_fields.edited(self._visitors.recipes.recipe(owner, base, dial), settings)
        run = self._visitors.start(owner, name.strip() or self._t.untitled, recipe)
        return self._parts.run.handlers.watch(owner, run.id)
