"""The components for a recipe: base, dial, and every setting."""

from dataclasses import dataclass
from typing import Any

import gradio as gr

from trainer.runs.recipe import Recipe
from ui.steps import recipe_fields
from ui.steps.events import Updates
from ui.strings.strings import Strings


@dataclass(frozen=True)
class RecipeControls:
    """What a visitor makes a recipe with."""

    base: gr.Dropdown
    dial: gr.Radio
    settings: dict[str, Any]
    """The other controls by the names of their settings, in the order of `recipe_fields.settings`."""

    @property
    def inputs(self) -> list[Any]:
        """Base, dial and all settings, in the handlers' order."""
        return [self.base, self.dial, *self.settings.values()]

    def updates(self, recipe: Recipe) -> Updates:
        """Return a recipe's settings, without its base and dial."""
        return dict(zip(self.settings.values(), recipe_fields.values(recipe), strict=True))


def build(recipe: Recipe, t: Strings) -> dict[str, Any]:
    """Build a control for every setting.

    It has the setting's name and the sentence that documents it. Those whose choices need a line of explanation each
    come first, over the whole width.
    """
    explained: dict[str, dict[Any, str]] = {"method": t.methods, "train_on": t.checkpoints}
    values = dict(zip(recipe_fields.settings(), recipe_fields.values(recipe), strict=True))
    controls: dict[str, Any] = {}
    for setting, value in values.items():
        if setting.name in explained:
            choices = [(explained[setting.name][choice], choice) for choice in setting.choices]
            controls[setting.name] = gr.Radio(choices, value=value, **_described(setting, t))
    with gr.Row(elem_classes="settings"):
        for setting, value in values.items():
            shared = {**_described(setting, t), "min_width": 250}
            if setting.name in explained:
                continue
            if setting.is_switch:
                controls[setting.name] = gr.Checkbox(value, **shared)
            elif setting.choices:
                controls[setting.name] = gr.Dropdown(list(setting.choices), value=value, filterable=False, **shared)
            else:
                controls[setting.name] = gr.Number(value, precision=0 if setting.whole else None, **shared)
    return {setting.name: controls[setting.name] for setting in values}


def _described(setting: recipe_fields.Setting, t: Strings) -> dict[str, Any]:
    """Return how a setting is labelled."""
    info = t.setting_docs.get(setting.name, setting.doc)
    return {"label": setting.name, "info": info, "elem_id": f"setting-{setting.name}"}
