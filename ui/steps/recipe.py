"""The recipe as a thing to take along: the command line that does the same, and the file to save and to open again."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import gradio as gr
from gradio.utils import get_upload_folder

from trainer.error_messages import NO_JSON
from trainer.errors import RecipeError
from trainer.runs.recipe import Dial, Recipe
from ui.guard import Guard
from ui.js.download import HAND_OVER
from ui.steps import recipe_fields
from ui.strings.strings import Strings
from ui.visitors.visitors import Visitors

MOST_BYTES = 20_000
"""Of a recipe's file; a recipe has about one thousand."""


@dataclass(frozen=True)
class RecipeDrawer:
    """The parts that the step around it speaks to."""

    write: Callable[..., Any]
    """Handler (owner, name, base, dial, settings) -> the command line that does the same."""
    command: gr.Textbox
    """Its output."""
    opened: gr.events.Dependency
    """A recipe was opened, and stands in the settings."""


def build(visitors: Visitors, t: Strings, settings: Sequence[Any], recipe: Recipe) -> RecipeDrawer:
    """Build the drawer's foot; `settings` hold the owner, name, base, dial and all else, at first the recipe's."""
    guard = Guard(t)
    handlers = _Handlers(visitors)

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

    hidden: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    save.click(guard(handlers.file), [*settings], handover, **hidden).success(None, handover, None, js=HAND_OVER)
    _, _, base, dial, *controls = settings
    opened = file.upload(guard(handlers.opened), file, [base, dial, *controls], **hidden)
    return RecipeDrawer(handlers.command, command, opened)


class _Handlers:
    """What happens when something is pressed; plain functions over the studio."""

    def __init__(self, visitors: Visitors) -> None:
        self._visitors = visitors

    def command(self, owner: str, name: str | None, base: str, dial: Dial, *given: Any) -> str:
        """Return the command line that makes the same adapter."""
        proposed = self._visitors.recipe(owner, base, dial)
        return recipe_fields.command(proposed, recipe_fields.edited(proposed, given), name or "")

    def file(self, owner: str, name: str, base: str, dial: Dial, *given: Any) -> str:
        """Return the path of the recipe as JSON, among the files that the page may hand out."""
        recipe = recipe_fields.edited(self._visitors.recipe(owner, base, dial), given)
        path = Path(get_upload_folder()) / secrets.token_urlsafe(16) / "recipe.json"
        path.parent.mkdir(parents=True, mode=0o700)
        path.write_text(recipe.to_json() + "\n", "utf-8")
        return str(path)

    def opened(self, file: str) -> tuple[Any, ...]:
        """Return the settings of a recipe's file, which goes; a base that cannot be used here is refused."""
        path = Path(file)
        try:
            data = path.read_bytes()
        finally:
            path.unlink(missing_ok=True)
        if len(data) > MOST_BYTES:
            raise RecipeError(NO_JSON)
        recipe = Recipe.from_json(data.decode("utf-8", "replace"))
        self._visitors.base(recipe.base)
        return recipe.base, recipe.dial, *recipe_fields.values(recipe)
