"""The command line: `python -m trainer prepare | examples | finetune | score | compare | push | pull | space | ...`.

Errors for the author are one sentence on the error stream and exit code 1; anything else is a bug and shows itself.
"""

import argparse
import contextlib
import json
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from styles.corpus.advice import advice
from styles.corpus.corpus import Corpus, check_enough
from styles.examples.examples import build
from styles.texts.saved_text import SavedText
from trainer import bases
from trainer.cli import console
from trainer.errors import PasticheError, RecipeError, RunError, TextError
from trainer.home import default_home
from trainer.hub import pull as delivery
from trainer.hub import push as publication
from trainer.hub.account import own_token
from trainer.hub.card import RIGHTS
from trainer.hub.jsonl import to_jsonl
from trainer.hub.push import PushRequest
from trainer.hub.reachable import HUB_SECONDS, Hub, address
from trainer.hub.space import push_space
from trainer.library import blending, gallery, library
from trainer.library.style import Style
from trainer.processes.processor_speed import MEASURE_SECONDS, Speedometer
from trainer.runs.foresight import Foresight, told_language
from trainer.runs.recipe import DIALS, METHODS, Recipe
from trainer.runs.run import Run, file_name
from trainer.scorecard.scoring import Scoring
from trainer.texts.dataset import Wanted, fetch
from trainer.texts.preparation import prepare
from trainer.texts.private_folder import private_folder
from trainer.texts.reader import Source, outcome, read_files, sources

OWNER = "this computer"
"""Whose the runs of the command line are."""
ALL_WEIGHTS = (
    "All weights are trained: of all methods this forgets and copies most, and the whole model is kept, which is large."
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    options = _parser().parse_args(arguments)
    try:
        options.command(options)
    except PasticheError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped.", file=sys.stderr)
        return 130
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m trainer", description="Learns a writer's voice from texts.")
    commands = parser.add_subparsers(required=True, metavar="command")

    prepare_ = commands.add_parser("prepare", help="read texts and report on them")
    _add_sources(prepare_)
    prepare_.add_argument("--base", default="", help="base model whose passage length is used")
    prepare_.add_argument("--out", type=Path, help="write the corpus as JSON")
    prepare_.set_defaults(command=_prepare)

    finetune = commands.add_parser("finetune", help="learn a style from texts, or resume a run")
    _add_sources(finetune)
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

    examples = commands.add_parser("examples", help="write the training examples of texts in the chat form")
    _add_sources(examples)
    examples.add_argument("--base", default="", help="base model whose passage length is used")
    examples.add_argument("--jsonl", type=Path, required=True, metavar="FILE", help="where to write them")
    examples.set_defaults(command=_examples)

    score = commands.add_parser("score", help="measure a finished run: style, meaning, abilities, originality")
    score.add_argument("run", metavar="RUN", nargs="?", default="", help="run/<id>; the newest if left out")
    score.set_defaults(command=_score)

    compare = commands.add_parser("compare", help="answer a prompt with base, few-shot base and styled model")
    compare.add_argument(
        "prompt",
        help="keywords or a subject; with --mode continue the text to go on from, with --mode rewrite a draft, or - to "
        "read it from the standard input",
    )
    compare.add_argument("--style", default="", help="gallery/<name> or run/<id>; the newest own style if left out")
    compare.add_argument("--mode", choices=("write", "continue", "rewrite", "free"), default="write")
    compare.add_argument("--strength", type=float, default=1.0, help="0 is the base, 1 the style, 1.5 a caricature")
    compare.add_argument("--seed", type=int, default=0)
    compare.add_argument(
        "--words", type=int, default=160, help="tokens an answer may have; a rewriting follows its draft"
    )
    compare.set_defaults(command=_compare)

    push = commands.add_parser("push", help="push a run's adapter and its card to your Hub account, private by default")
    push.add_argument("run", metavar="RUN", help="the run's id, as `runs` lists it")
    push.add_argument("--name", default="", help="what the repository is called; the run's name if left out")
    push.add_argument("--rights", choices=RIGHTS, help="why you may share what was learnt from the texts")
    push.add_argument("--public", action="store_true", help="let everybody see it")
    push.add_argument("--sure", action="store_true", help="public even if nobody knows that it recites nothing")
    push.set_defaults(command=_push)

    pull = commands.add_parser("pull", help="fetch a style from the Hub, to compare with")
    pull.add_argument("id", metavar="ID", help="user/name, or its address")
    pull.set_defaults(command=_pull)

    space = commands.add_parser("space", help="make or update a Space of your own from this folder")
    space.add_argument("name", metavar="USER/NAME")
    space.add_argument("--bucket", default="", metavar="USER/NAME", help="a storage bucket where runs are kept")
    space.add_argument("--public", action="store_true", help="let everybody see it")
    space.set_defaults(command=_space)

    demo = commands.add_parser("demo", help="the whole job on a gallery style: texts in, adapter and comparison out")
    demo.add_argument("--style", default="gallery/harbour_log")
    demo.add_argument("--dial", choices=DIALS, default="light")
    demo.set_defaults(command=_demo)

    gallery_ = commands.add_parser("gallery", help="train and measure the gallery's styles for this computer's base")
    gallery_.add_argument("--base", default="", help="another base than the one that suits this computer")
    gallery_.add_argument("--ship", action="store_true", help="on the embedded base, into the project's own folders")
    gallery_.set_defaults(command=_gallery)

    runs = commands.add_parser("runs", help="list the runs of this computer's command line")
    runs.set_defaults(command=_runs)
    return parser


def _add_sources(command: argparse.ArgumentParser) -> None:
    command.add_argument("texts", nargs="*", type=Path, help="files and folders by one author")
    command.add_argument("--dataset", default="", metavar="ID", help="a dataset on the Hub, or a file or folder of one")
    command.add_argument("--column", default="", help="which of the dataset's columns has the texts")
    command.add_argument("--config", default="", help="which of the dataset's parts, where it has several")


# --- the commands ---


def _prepare(options: argparse.Namespace) -> None:
    with _texts(options) as (texts, folder):
        corpus = _corpus(texts, folder, _recipe_for(options, texts))
    _report(corpus)
    if options.out:
        try:
            options.out.write_text(json.dumps(corpus.to_json(), ensure_ascii=False, indent=1), "utf-8")
        except OSError as error:
            raise RunError(f"`{options.out}` cannot be written: {error.strerror}. Choose another place.") from error
        print(f"Written to {options.out}.")


def _examples(options: argparse.Namespace) -> None:
    with _texts(options) as (texts, folder):
        recipe = _recipe_for(options, texts)
        corpus = _corpus(texts, folder, recipe)
    made = build(corpus.train, corpus.language, recipe.example_settings, recipe.seed)
    try:
        options.jsonl.write_bytes(to_jsonl(made))
    except OSError as error:
        raise RunError(f"`{options.jsonl}` cannot be written: {error.strerror}. Choose another place.") from error
    print(f"{len(made):,} examples written to {options.jsonl}.")


def _finetune(options: argparse.Namespace) -> None:
    if options.resume:
        console.train(Run.of(default_home(), options.resume.removeprefix("run/"), OWNER))
        return
    recipe, corpus = _recipe_and_corpus(options)
    _report(corpus)
    check_enough(corpus)
    recipe.check_base(bases.find(recipe.base), bases.measure_host())
    if recipe.method == "full":
        print(ALL_WEIGHTS, file=sys.stderr)
    name = options.name or (options.texts[0].stem if options.texts else Path(options.dataset).name)
    run = Run.create(default_home(), recipe, corpus, name, OWNER)
    print(f"Run {run.id}")
    console.train(run)


def _blend(options: argparse.Namespace) -> None:
    home = default_home()
    first, second = (library.find(identity, home, OWNER) for identity in (options.first, options.second))
    name = options.name or f"{first.name} + {second.name}"
    run = blending.begin(home, OWNER, first, second, options.weight, name)
    print(f"Run {run.id}")
    console.train(run)


def _score(options: argparse.Namespace) -> None:
    home = default_home()
    newest = next((run.id for run in Run.all(home, OWNER) if run.has_style), "")
    console.measure(Run.of(home, options.run.removeprefix("run/") or newest, OWNER))


def _compare(options: argparse.Namespace) -> None:
    home = default_home()
    if options.style:
        style = library.find(options.style, home, OWNER)
    else:
        style = next(iter(library.own(home, OWNER)), gallery.here(home)[0])
    prompt = sys.stdin.read() if options.prompt == "-" else options.prompt
    console.show(style, prompt, options.mode, options.strength, options.seed, options.words)


def _push(options: argparse.Namespace) -> None:
    run = Run.of(default_home(), options.run.removeprefix("run/"), OWNER)
    request = PushRequest(options.name or file_name(run.about.name), options.rights, options.public, options.sure)
    done = outcome(publication.push(run, request, own_token()), console.print_hub_step)
    print(f"{'Private' if done.private else 'Public'}: {done.url} (commit {done.sha[:7]}), read back and loaded once.")


def _pull(options: argparse.Namespace) -> None:
    pulled = outcome(delivery.pull(options.id, default_home(), OWNER, own_token()), console.print_hub_step)
    about = pulled.about
    print(f"{about.name}: rank {about.rank}, for {about.base}, {about.repo_id} at {about.sha[:7]}.")
    print(f'Compare it: python -m trainer compare "a door, rain" --style pulled/{pulled.id}')


def _space(options: argparse.Namespace) -> None:
    made = push_space(own_token(), options.name, options.bucket, options.public)
    print(f"{'Private' if made.private else 'Public'}: {made.url}, {made.files} files.")
    print("A Gradio Space needs a paid plan on the Hub; the places on ZeroGPU of a free account will not do.")


def _demo(options: argparse.Namespace) -> None:
    style = library.find(options.style, default_home(), OWNER)
    began = time.monotonic()
    options.base, options.recipe, options.set, options.method = style.base, None, [], ""
    options.texts, options.dataset = gallery.texts(style), ""
    recipe, corpus = _recipe_and_corpus(options)
    _report(corpus)
    run = Run.create(default_home(), recipe, corpus, f"{style.name} (demo)", OWNER)
    console.train(run)
    console.show(Style.of_run(run), style.prompts[0], "write", 1.0, 0, 120)
    print("\n--- Scorecard ---")
    console.measure(run)
    print(f"\nThe adapter is in {run.adapter}. The whole job took {time.monotonic() - began:.0f} s.")


def _gallery(options: argparse.Namespace) -> None:
    if options.ship:
        _ship_gallery()
        return
    home, host = default_home(), bases.measure_host()
    base = bases.find(options.base) if options.base else bases.default_base(host, hub_reachable=True)
    if base.is_embedded:
        print("The gallery ships trained on this computer's base. Name another one with --base.")
        return
    Recipe.for_corpus(base, 0).check_base(base, host)
    for style in gallery.shipped():
        print(f"\n{style.name}, on {base.name}")
        run = gallery.run_on(home, style, base.id) or gallery.begin(home, style, base, host.gpu_memory_gib > 0)
        if not gallery.is_done(run):
            console.train(run, again="gallery")
        if not gallery.is_done(run):
            print("Stopped. Go on with: gallery")
            return
        if not ((card := Scoring(run).scorecard) and card.is_whole):
            console.measure(run, again="gallery")


def _ship_gallery() -> None:
    """Train and measure the gallery on the embedded base, in the project's own folders; a stop leaves them alone."""
    with tempfile.TemporaryDirectory() as home:
        for style in gallery.shipped():
            print(f"\n{style.name}")
            run = gallery.begin(Path(home), style, bases.EMBEDDED, gpu=False)
            console.train(run, again="gallery --ship")
            if not gallery.is_done(run):
                print("Stopped; what ships is as it was.")
                return
            console.measure(run, again="gallery --ship")
            gallery.ship(run, style)


def _runs(options: argparse.Namespace) -> None:
    for run in Run.all(default_home(), OWNER):
        print(f"run/{run.id}  {run.status():11}  {run.about.base:10}  {run.about.name}")


# --- their parts ---


def _base(reference: str, texts: Sequence[SavedText]) -> bases.Base:
    """Return the base asked for, or the one that the page would choose for these texts, and say which that is."""
    if reference:
        return bases.find(reference)
    host, reachable = bases.measure_host(), Hub(address()).wait(HUB_SECONDS)
    speed = Speedometer(default_home())(MEASURE_SECONDS) if reachable and not host.gpu_memory_gib else None
    foresight = Foresight(host, reachable, speed, told_language(texts) or "en", sum(text.words for text in texts))
    base = foresight.choice
    if not base.is_embedded:
        took = foresight.minutes(base)
        about = "" if took is None else f", which takes about {took:.0f} minutes here"
        print(f"Base model: {base.name}{about}. Another one: --base, such as --base embedded for a first try.")
    return base


@contextlib.contextmanager
def _texts(options: argparse.Namespace) -> Iterator[tuple[list[SavedText], Path]]:
    """Read the sources into a private folder that goes afterwards; what cannot be read is said, unless nothing can."""
    if not options.texts and not options.dataset:
        raise RunError("Name the text files to learn from, a folder of them, or a dataset.")
    if options.base:
        bases.find(options.base)  # one that is none is refused before a library is read
    with private_folder(default_home() / "shelf") as folder:
        files = sources(options.texts) + (_rows(options, folder) if options.dataset else [])
        texts, refused = [], []
        for progress in read_files(files, folder):
            console.print_progress(progress)
            if progress.reading and progress.reading.text:
                texts.append(progress.reading.text)
            elif progress.reading:
                refused.append(progress.reading.sentence)
        if not texts and len(refused) < 2:
            raise TextError(refused[0] if refused else "There are no files in there. Name a folder of texts.")
        for sentence in refused:
            print(sentence, file=sys.stderr)
        if not texts:
            raise TextError("None of these files could be read.")
        yield texts, folder


def _rows(options: argparse.Namespace, folder: Path) -> list[Source]:
    local = Path(options.dataset).exists()
    dataset = str(Path(options.dataset).absolute()) if local else options.dataset
    wanted = Wanted(dataset, options.column, options.config, local=local)
    fetched = outcome(fetch(wanted, folder), console.print_progress)
    if fetched.notice:
        print(fetched.notice, file=sys.stderr)
    return fetched.files


def _corpus(texts: Sequence[SavedText], folder: Path, recipe: Recipe) -> Corpus:
    return outcome(prepare(texts, recipe.passage_size, folder), console.print_progress)


def _recipe_and_corpus(options: argparse.Namespace) -> tuple[Recipe, Corpus]:
    chosen = {"method": options.method} if options.method else {}
    changes = chosen | dict(_setting(text) for text in options.set)
    given = _recipe(options.recipe).changed(**changes) if options.recipe else None
    with _texts(options) as (texts, folder):
        recipe = given or _proposed(options, texts, chosen).changed(**changes)
        return recipe, _corpus(texts, folder, recipe)


def _proposed(options: argparse.Namespace, texts: Sequence[SavedText], chosen: dict[str, Any]) -> Recipe:
    gpu = bases.measure_host().gpu_memory_gib > 0
    return _recipe_for(options, texts, dial=options.dial, gpu=gpu, **chosen)


def _recipe_for(options: argparse.Namespace, texts: Sequence[SavedText], **chosen: Any) -> Recipe:
    words, language = sum(text.words for text in texts), told_language(texts)
    return Recipe.for_corpus(_base(options.base, texts), words, language=language, **chosen)


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


def _report(corpus: Corpus) -> None:
    report = corpus.report
    print(
        f"{report.words:,} words in {report.documents} text(s), {report.passages} passages, "
        f"language {report.language}; {report.held_out_words:,} words held out."
    )
    for reason, count in sorted(report.removed.items()):
        print(f"  left out: {reason} ({count})")
    for sentence in advice(report, "en", corpus.passages):
        print(f"  {sentence}")


if __name__ == "__main__":
    raise SystemExit(main())
