"""The gallery: sample styles by authors of our own, ready trained.

They ship trained on the embedded base. On a computer whose own base is a larger one they can be trained once more, for
that base, from the same texts; they are then runs in the home's `gallery` folder, and take the place of those that
shipped.
"""

import contextlib
import shutil
import tomllib
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

from styles.cleaning.clean import CleanText, clean
from styles.corpus.builder import build_corpus
from styles.texts.readers import read_file
from trainer.bases import Base, find
from trainer.errors import BaseError, PasticheError
from trainer.host import Host, can_run
from trainer.library.style import Style
from trainer.runs.recipe import EMBEDDED_PASSAGE, Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run
from trainer.scorecard import answered_prompts, scoring

GALLERY = Path(__file__).parents[2] / "styles" / "gallery"
OWNER = "gallery"
"""Whose the runs of the gallery are: no visitor's."""


@cache
def shipped() -> tuple[Style, ...]:
    """Return the shipped sample styles in the order of their folders."""
    return tuple(_from_folder(path.parent) for path in sorted(GALLERY.glob("*/style.toml")))


def here(home: Path, host: Host | None = None) -> list[Style]:
    """Return the sample styles, each as it was last trained here.

    Others are as they ship, as are those whose run cannot be read, or whose base the host cannot run; without a host
    that is not checked.
    """
    active = {style.id: style for style in map(_worn, runs(home)) if style and (host is None or _runs_on(style, host))}
    return [active.get(style.id, style) for style in shipped()]


def texts(style: Style) -> list[Path]:
    """Return the text files of a sample style."""
    return _files(_folder(style))


def recipe(style: Style, base: Base, gpu: bool) -> Recipe:
    """Return the recipe of a sample style for a base.

    Rank, learning rate and lengths belong to a base, so they are computed anew; dial, method, tasks and seed are kept.
    """
    return _recipe(style, _cleaned(_folder(style)), base, gpu)


def runs(home: Path) -> list[tuple[Style, Run]]:
    """Return (shipped style, run) of all gallery runs, newest last."""
    named = {style.name: style for style in shipped()}
    found = [(named.get(run.about.name), run) for run in Run.all(home / "gallery", OWNER)]
    return [(style, run) for style, run in found if style][::-1]


def run_on(home: Path, style: Style, base: str) -> Run | None:
    """Return the newest run of a sample style on a base."""
    found = [run for one, run in runs(home) if one.id == style.id and run.about.base == base]
    return found[-1] if found else None


def begin(home: Path, style: Style, base: Base, gpu: bool) -> Run:
    """Write a run that trains a sample style on a base."""
    cleaned = _cleaned(_folder(style))
    made = _recipe(style, cleaned, base, gpu)
    return Run.create(home / "gallery", NewRun(made, build_corpus(cleaned, made.passage_size), style.name, OWNER))


def is_done(run: Run) -> bool:
    """Check that a readable run has learnt its style to the end."""
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, PasticheError):
        return run.has_style and run.status() == "finished"
    return False


def put_back(home: Path) -> None:
    """Delete all gallery runs; the shipped styles are used again."""
    for _, run in runs(home):
        run.delete()


def ship(run: Run, style: Style) -> None:
    """Make a run's adapter and scorecard those of a sample style.

    They go into the project's own folder. The gallery's texts are the project's own, so the held-out passages among the
    answers may be shown to everybody.
    """
    folder = _folder(style)
    shutil.rmtree(folder / "adapter", ignore_errors=True)
    shutil.copytree(run.adapter, folder / "adapter")
    for name in (answered_prompts.FILE, scoring.CARD):
        (folder / name).unlink(missing_ok=True)
        if (measured := run.folder / name).is_file():
            shutil.copyfile(measured, folder / name)
    (folder / "recipe.json").write_text(run.recipe.to_json() + "\n", "utf-8")
    shipped.cache_clear()


def _worn(trained: tuple[Style, Run]) -> Style | None:
    """Return a sample style as its run has learnt it.

    None where it has not, or cannot be read.
    """
    style, run = trained
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError, PasticheError):
        if is_done(run):
            active = replace(Style.of_run(run), id=style.id, strength=style.strength)
            return replace(active, prompts=style.prompts, description=style.description)
    return None


def _runs_on(style: Style, host: Host) -> bool:
    with contextlib.suppress(BaseError):
        return can_run(find(style.base), host)
    return False


def _folder(style: Style) -> Path:
    return GALLERY / style.key


def _files(folder: Path) -> list[Path]:
    return sorted((folder / "texts").glob("*.txt"))


def _cleaned(folder: Path) -> list[CleanText]:
    return [clean(read_file(path, path.name)) for path in _files(folder)]


def _recipe(style: Style, cleaned: Sequence[CleanText], base: Base, gpu: bool) -> Recipe:
    kept = Recipe.from_json((_folder(style) / "recipe.json").read_text("utf-8"))
    words = sum(text.words for text in cleaned)
    made = Recipe.for_corpus(base, words, kept.dial, gpu, kept.method, style.language)
    return made.changed(tasks=kept.tasks, seed=kept.seed)


def _from_folder(folder: Path) -> Style:
    """Return a sample style as it ships, at full strength.

    It is there to show what a style is.
    """
    facts = tomllib.loads((folder / "style.toml").read_text("utf-8"))
    corpus = build_corpus(_cleaned(folder), EMBEDDED_PASSAGE)
    return Style(
        id=f"gallery/{folder.name}",
        name=facts["name"],
        language=facts["language"],
        base="embedded",
        adapter=folder / "adapter",
        passages=tuple(passage.text for passage in corpus.train),
        documents=tuple(passage.document for passage in corpus.train),
        prompts=tuple(facts["prompts"]),
        description=facts["description"],
    )
