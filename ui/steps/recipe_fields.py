"""The recipe's settings as the page edits them.

They are read from `Recipe` itself, so that a new setting needs no line here.
"""

import ast
import dataclasses
import inspect
import json
import shlex
import textwrap
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args, get_origin, get_type_hints

from trainer.errors import RecipeError
from trainer.runs.recipe import Recipe
from ui.strings import error_messages

ON_THE_PAGE = ("base", "dial")
"""Settings with a control of their own."""


@dataclass(frozen=True)
class Setting:
    """One setting under Advanced."""

    name: str
    doc: str
    """Its docstring in `Recipe`."""
    whole: bool
    """Whether it is a whole number."""
    choices: tuple[str, ...] = ()
    """What can be chosen; empty for a number."""
    is_switch: bool = False
    """Whether it is on or off."""


@cache
def settings() -> tuple[Setting, ...]:
    """Return every setting of a recipe, in its order.

    Those with a control of their own are left out.
    """
    hints, docs = get_type_hints(Recipe), _docs()
    return tuple(
        Setting(
            field.name,
            docs[field.name],
            hints[field.name] is int,
            _choices(hints[field.name]),
            hints[field.name] is bool,
        )
        for field in dataclasses.fields(Recipe)
        if field.name not in ON_THE_PAGE
    )


def values(recipe: Recipe) -> list[Any]:
    """Return the recipe's values in the order of `settings`."""
    return [getattr(recipe, setting.name) for setting in settings()]


def edited(recipe: Recipe, given: "tuple[Any, ...] | list[Any]") -> Recipe:
    """Return the recipe with other values, checked.

    They come in the order of `settings`.
    """
    fields = {setting.name: _read(setting, value) for setting, value in zip(settings(), given, strict=True)}
    return recipe.changed(**fields)


def command(proposed: Recipe, recipe: Recipe, name: str) -> str:
    """Return the command line that trains by a recipe.

    It names what the recipe changes in the one that the dial proposes.
    """
    words = ["python", "-m", "trainer", "finetune", "texts/", "--base", recipe.base, "--dial", recipe.dial]
    if name.strip():
        words += ["--name", name.strip()]
    for setting in settings():
        value = getattr(recipe, setting.name)
        if value != getattr(proposed, setting.name):
            words += ["--set", f"{setting.name}={value if isinstance(value, str) else json.dumps(value)}"]
    return shlex.join(words)


def _read(setting: Setting, value: Any) -> Any:
    if setting.choices:
        return value
    if setting.is_switch:
        return bool(value)
    if value is None or isinstance(value, str):
        raise RecipeError(error_messages.EMPTY_SETTING(name=setting.name))
    # JSON has one kind of number, so 2 may stand for 2.0 and the other way round.
    return int(value) if setting.whole and float(value).is_integer() else float(value)


def _choices(hint: Any) -> tuple[str, ...]:
    return get_args(hint) if get_origin(hint) is not None else ()


def _docs() -> dict[str, str]:
    """Return the sentence under each field.

    Python keeps it in the source only.
    """
    body = ast.parse(textwrap.dedent(inspect.getsource(Recipe))).body[0]
    assert isinstance(body, ast.ClassDef)
    docs = {}
    for field, below in zip(body.body, body.body[1:], strict=False):
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant):
            docs[ast.unparse(field.target)] = " ".join(str(below.value.value).split())
    return docs
