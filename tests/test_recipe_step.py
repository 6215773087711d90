"""The recipe taken along: a command line that the command line understands, and a file that opens again."""

import shlex
from pathlib import Path

import pytest

from tests.steps import built
from trainer.cli.commands import _parser
from trainer.cli.training import _setting
from trainer.errors import BaseError, RecipeError
from trainer.runs.recipe import Dial, Recipe
from ui.steps import finetune, recipe_fields
from ui.steps.recipe import RecipeDrawer
from ui.strings.strings import ENGLISH
from ui.visitors.visitors import Visitors


@pytest.fixture
def drawer(visitors: Visitors) -> RecipeDrawer:
    return built(lambda owner: finetune.build(visitors, ENGLISH, owner)).parts.drawer


def command_line(drawer: RecipeDrawer, name: str | None, base: str, dial: Dial, *settings: object) -> str:
    updates = drawer.handlers.command("", name, base, dial, *settings)
    return str(updates[drawer.parts.command])


def test_the_command_line_makes_the_recipe_that_the_page_shows(visitors: Visitors, drawer: RecipeDrawer) -> None:
    changes = {"lora_r": 8, "learning_rate": 3e-4, "lr_scheduler_type": "cosine"}
    proposed = visitors.recipes.recipe("", "embedded", "light")
    wanted = proposed.changed(**changes)
    command = command_line(drawer, "Grandma's letters; rm -rf", "embedded", "light", *recipe_fields.values(wanted))
    python, module, name, *arguments = shlex.split(command)
    assert (python, module, name) == ("python", "-m", "trainer")
    options = _parser().parse_args(arguments)
    assert (options.texts, options.name) == ([Path("texts")], "Grandma's letters; rm -rf")
    assert dict(_setting(one) for one in options.set) == changes
    base = visitors.recipes.base(options.base)
    assert Recipe.for_corpus(base, 0, options.dial).changed(**dict(_setting(one) for one in options.set)) == wanted


def test_without_changes_the_command_line_is_short(visitors: Visitors, drawer: RecipeDrawer) -> None:
    proposed = visitors.recipes.recipe("", "embedded", "strong")
    command = command_line(drawer, " ", "embedded", "strong", *recipe_fields.values(proposed))
    # A box that nobody has written into sends nothing at all.
    assert command_line(drawer, None, "embedded", "strong", *recipe_fields.values(proposed)) == command
    assert command == "python -m trainer finetune texts/ --base embedded --dial strong"


def test_a_saved_recipe_opens_again_and_its_upload_does_not_stay(visitors: Visitors, drawer: RecipeDrawer) -> None:
    wanted = visitors.recipes.recipe("", "embedded", "strong").changed(lora_r=4, replay=0.0)
    saved = Path(
        drawer.handlers.file("", "Any", "embedded", "strong", *recipe_fields.values(wanted))[drawer.parts.handover]
    )
    assert saved.name == "recipe.json"
    assert len(saved.parent.name) >= 20
    opened, controls = drawer.handlers.opened(str(saved)), drawer.parts.controls
    base, dial = opened[controls.base], opened[controls.dial]
    assert (base, dial) == ("embedded", "strong")
    values = [opened[control] for control in controls.settings.values()]
    assert recipe_fields.edited(Recipe(base=base, dial=dial), values) == wanted
    assert not saved.exists()


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"\xff\xfe\x00", "not valid JSON"),
        (b"[" * 19_000, "not valid JSON"),
        (b" " * 30_000, "not valid JSON"),
        (b"[1]", "one entry per setting"),
        (b'{"lora_rank": 8}', "does not know: lora_rank"),
        (b'{"lora_r": "8"}', "`lora_r` is '8'"),
    ],
)
def test_a_file_that_is_no_recipe_is_refused_in_a_sentence(
    drawer: RecipeDrawer, tmp_path: Path, data: bytes, sentence: str
) -> None:
    file = tmp_path / "recipe.json"
    file.write_bytes(data)
    with pytest.raises(RecipeError, match=sentence):
        drawer.handlers.opened(str(file))
    assert not file.exists()


def test_a_recipe_cannot_open_a_folder_of_a_shared_computer(
    visitors: Visitors, drawer: RecipeDrawer, tmp_path: Path
) -> None:
    visitors.recipes.folders_allowed = False
    (tmp_path / "config.json").write_text("{}", "utf-8")
    file = tmp_path / "recipe.json"
    file.write_text(Recipe(base=str(tmp_path)).to_json(), "utf-8")
    with pytest.raises(BaseError, match="Folders cannot be opened here"):
        drawer.handlers.opened(str(file))
