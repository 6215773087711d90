"""Commands that train: finetune, blend, demo; and the list of runs."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from styles.corpus.corpus import Corpus
from styles.texts.saved_text import SavedText
from trainer.cli.compare import show
from trainer.cli.console import OWNER, own_run
from trainer.cli.sources import add_sources, prepare_corpus, print_report, read_sources, recipe_for
from trainer.cli.watch import follow, measure, train
from trainer.compare.ask import ask
from trainer.compare.comparison import ComparisonRequest
from trainer.errors import RecipeError
from trainer.home import default_home
from trainer.host import measure_host
from trainer.library import blending, gallery, library
from trainer.library.style import Style
from trainer.processes.queue import TrainingQueue
from trainer.runs.recipe import DIALS, METHODS, Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run
from trainer.runs.start import start

ALL_WEIGHTS = (
    "All weights are trained: of all methods this forgets and copies most, and the whole model is kept, which is large."
)


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this file."""
    finetune = commands.add_parser("finetune", help="learn a style from texts, or resume a run")
    add_sources(finetune)
    finetune.add_argument("--name", default="", help="what the style is called")
    finetune.add_argument("--base", default="", help="base model: a catalogue or Hub id, a folder, or embedded")
    finetune.add_argument("--dial", choices=DIALS, default="medium", help="how far the voice may go")
    finetune.add_argument("--method", choices=METHODS, default="", help="what is trained: qlora if left out")
    finetune.add_argument("--set", action="append", default=[], metavar="FIELD=VALUE", help="set a field of the recipe")
    finetune.add_argument("--recipe", type=Path, help="a recipe.json instead of the dial")
    finetune.add_argument("--resume", metavar="RUN", default="", help="go on with a run")
    finetune.set_defaults(command=_finetune)

    blend = commands.add_parser("blend", help="make one style of two on the same base")
    blend.add_argument("first", metavar="STYLE", help="gallery/<name>, run/<id> or pulled/<key>")
    blend.add_argument("second", metavar="STYLE")
    blend.add_argument("--weight", type=float, default=0.5, help="how much the first counts, 0 to 1")
    blend.add_argument("--name", default="", help="what the blend is called")
    blend.set_defaults(command=_blend)

    demo = commands.add_parser("demo", help="the whole job on a gallery style: texts in, adapter and comparison out")
    demo.add_argument("--style", default="gallery/harbour_log")
    demo.add_argument("--dial", choices=DIALS, default="light")
    demo.set_defaults(command=_demo)

    runs = commands.add_parser("runs", help="list the runs of this computer's command line")
    runs.set_defaults(command=_runs)


def _finetune(options: argparse.Namespace) -> None:
    if options.resume:
        train(own_run(options.resume))
        return
    recipe, corpus = _recipe_and_corpus(options)
    print_report(corpus)
    name = options.name or (options.texts[0].stem if options.texts else Path(options.dataset).name)
    _start(recipe, corpus, name)


def _start(recipe: Recipe, corpus: Corpus, name: str) -> Run:
    """Train a new run and return it."""
    queue = TrainingQueue()
    run = start(default_home(), NewRun(recipe, corpus, name, OWNER), measure_host(), queue)
    if recipe.method == "full":
        print(ALL_WEIGHTS, file=sys.stderr)
    print(f"Run {run.id}")
    follow(run, queue)
    return run


def _blend(options: argparse.Namespace) -> None:
    home = default_home()
    first, second = (library.find(style_id, home, OWNER) for style_id in (options.first, options.second))
    name = options.name or f"{first.name} + {second.name}"
    run = blending.begin(home, OWNER, (first, second), options.weight, name)
    print(f"Run {run.id}")
    train(run)


def _demo(options: argparse.Namespace) -> None:
    style = library.find(options.style, default_home(), OWNER)
    began = time.monotonic()
    options.base, options.recipe, options.set, options.method = style.base, None, [], ""
    options.texts, options.dataset, options.author = gallery.texts(style), "", None
    recipe, corpus = _recipe_and_corpus(options)
    print_report(corpus)
    run = _start(recipe, corpus, f"{style.name} (demo)")
    trained = Style.of_run(run)
    show(trained, ask(trained, ComparisonRequest(style.prompts[0], max_new_tokens=120)))
    print("\n--- Scorecard ---")
    measure(run)
    print(f"\nThe adapter is in {run.adapter}. The whole job took {time.monotonic() - began:.0f} s.")


def _runs(options: argparse.Namespace) -> None:
    for run in Run.all(default_home(), OWNER):
        print(f"run/{run.id}  {run.status():11}  {run.about.base:10}  {run.about.name}")


def _recipe_and_corpus(options: argparse.Namespace) -> tuple[Recipe, Corpus]:
    chosen = {"method": options.method} if options.method else {}
    changes = chosen | dict(_setting(text) for text in options.set)
    given = _recipe(options.recipe).changed(**changes) if options.recipe else None
    with read_sources(options) as (texts, folder):
        recipe = given or _proposed(options, texts, chosen).changed(**changes)
        return recipe, prepare_corpus(texts, folder, recipe)


def _proposed(options: argparse.Namespace, texts: Sequence[SavedText], chosen: dict[str, Any]) -> Recipe:
    gpu = measure_host().gpu_memory_gib > 0
    return recipe_for(options, texts, dial=options.dial, gpu=gpu, **chosen)


def _recipe(path: Path) -> Recipe:
    try:
        return Recipe.from_json(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise RecipeError(f"`{path}` cannot be read as a recipe. Give a `recipe.json` of an earlier run.") from error


def _setting(text: str) -> tuple[str, object]:
    """Return the field and value of `FIELD=VALUE`."""
    name, equals, value = text.partition("=")
    if not equals or name not in Recipe.__dataclass_fields__:
        known = ", ".join(Recipe.__dataclass_fields__)
        raise RecipeError(f"`{text}` sets no field of the recipe. Write FIELD=VALUE; the fields are {known}.")
    try:
        return name, json.loads(value)
    except ValueError:
        return name, value
