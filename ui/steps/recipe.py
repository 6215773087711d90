"""The recipe as a command line, and as a file.

The file is saved and opened again.
"""

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from trainer.error_messages import NO_JSON
from trainer.errors import RecipeError
from trainer.runs.recipe import Dial, Recipe
from ui.guard import Guard
from ui.js.scripts import DOWNLOAD
from ui.steps import recipe_fields
from ui.steps.events import HIDDEN, Updates
from ui.steps.recipe_controls import RecipeControls
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors

MOST_BYTES = 20_000
"""Of a recipe's file; a recipe has about one thousand."""


@dataclass(frozen=True)
class Parts:
    """The components of the drawer's foot, and the controls above it."""

    controls: RecipeControls
    command: gr.Textbox
    save: gr.Button
    file: gr.UploadButton
    handover: gr.DownloadButton


@dataclass(frozen=True)
class RecipeDrawer:
    """What the step around it needs."""

    parts: Parts
    handlers: "Handlers"
    opened: gr.events.Dependency
    """A recipe was opened, and stands in the settings."""


def build(
    visitors: Visitors, t: Strings, owner_and_name: list[Any], controls: RecipeControls, recipe: Recipe
) -> RecipeDrawer:
    """Build the drawer's foot; at first the controls hold `recipe`."""
    parts = _components(t, controls, recipe)
    handlers = Handlers(visitors, t, parts)
    guard, inputs = handlers.guard, [*owner_and_name, *controls.inputs]
    saved = parts.save.click(guard(handlers.file), inputs, parts.handover, **HIDDEN)
    saved.success(None, parts.handover, None, js=DOWNLOAD)
    opened = parts.file.upload(guard(handlers.opened), parts.file, controls.inputs, **HIDDEN)
    return RecipeDrawer(parts, handlers, opened)


def _components(t: Strings, controls: RecipeControls, recipe: Recipe) -> Parts:
    command = gr.Textbox(
        recipe_fields.command(recipe, recipe, ""),
        label=t.command_line,
        info=t.command_line_info,
        interactive=False,
        lines=1,
        max_lines=6,
        buttons=["copy"],
        elem_id="command-line",
    )
    with gr.Row(elem_classes="actions"):
        save = gr.Button(t.recipe_save, size="sm", elem_id="recipe-save", scale=0, min_width=200)
        file = gr.UploadButton(
            t.recipe_open, size="sm", file_types=[".json"], elem_id="recipe-open", scale=0, min_width=200
        )
    handover = gr.DownloadButton(visible="hidden", elem_id="recipe-handover")
    return Parts(controls=controls, command=command, save=save, file=file, handover=handover)


class Handlers:
    """What happens when something is pressed."""

    def __init__(self, visitors: Visitors, t: Strings, parts: Parts) -> None:
        self.guard = Guard(t)
        self._visitors, self._parts = visitors, parts

    def command(self, owner: str, name: str | None, base: str, dial: Dial, *settings: object) -> Updates:
        """Return the command line that makes the same adapter."""
        proposed = self._visitors.recipes.recipe(owner, base, dial)
        recipe = recipe_fields.edited(proposed, settings)
        return {self._parts.command: recipe_fields.command(proposed, recipe, name or "")}

    def file(self, owner: str, name: str, base: str, dial: Dial, *settings: object) -> Updates:
        """Write the recipe as JSON among the downloads; return its path."""
        recipe = recipe_fields.edited(self._visitors.recipes.recipe(owner, base, dial), settings)
        path = Path(get_upload_folder()) / secrets.token_urlsafe(16) / "recipe.json"
        path.parent.mkdir(parents=True, mode=0o700)
        path.write_text(recipe.to_json() + "\n", "utf-8")
        return {self._parts.handover: str(path)}

    def opened(self, file: str) -> Updates:
        """Read a recipe's file, delete it and return its settings.

        Raises BaseError for a base that cannot be used here, RecipeError for what is no recipe.
        """
        path = Path(file)
        try:
            data = path.read_bytes()
        finally:
            path.unlink(missing_ok=True)
        if len(data) > MOST_BYTES:
            raise RecipeError(NO_JSON)
        recipe = Recipe.from_json(data.decode("utf-8", "replace"))
        self._visitors.recipes.base(recipe.base)
        controls = self._parts.controls
        return {controls.base: recipe.base, controls.dial: recipe.dial, **controls.updates(recipe)}
