"""The gallery: what ships says what it is; trained once more for this computer's base, it takes that one's place."""

import contextlib
import re
import shutil
import tomllib
from pathlib import Path

import pytest

from styles.language.words import count_words
from tests.toy import learnt
from trainer import bases
from trainer.bases import EMBEDDED
from trainer.compare.comparison import Answered, Comparison
from trainer.host import Host
from trainer.library import gallery, library
from trainer.library.style import Style
from trainer.processes.generator import Generator
from trainer.processes.queue import TrainingQueue
from trainer.runs.events import Finished, Stopped
from trainer.runs.recipe import Recipe
from trainer.runs.run import Run

SAMPLES = sorted(gallery.GALLERY.glob("*/style.toml"))
SAMPLE_IDS = [path.parent.name for path in SAMPLES]
LARGER = bases.find("Qwen/Qwen3-1.7B")
LARGEST = bases.find("Qwen/Qwen3-4B-Instruct-2507")


@pytest.fixture(params=SAMPLE_IDS)
def style(request: pytest.FixtureRequest) -> Style:
    """Each style of the gallery in turn."""
    return next(style for style in gallery.shipped() if style.id == f"gallery/{request.param}")


# What ships


def test_the_gallery_has_an_english_and_a_russian_style() -> None:
    assert {"en", "ru"} <= {style.language for style in gallery.shipped()}


@pytest.mark.parametrize("facts", SAMPLES, ids=SAMPLE_IDS)
def test_a_sample_style_says_what_it_is(facts: Path) -> None:
    said = tomllib.loads(facts.read_text("utf-8"))
    assert {"name", "language", "author", "description", "prompts", "license"} <= set(said)
    assert all(said.values())
    assert said["license"] == "Apache-2.0"


def test_a_sample_style_is_ready_to_be_shown(style: Style) -> None:
    assert style.id.startswith("gallery/")
    assert style.is_ready
    assert bases.find(style.base).is_embedded
    assert len(style.prompts) >= 3
    assert sum(map(count_words, style.passages)) >= 2_000


def test_the_texts_of_a_sample_style_are_in_its_language(style: Style) -> None:
    letters = "".join(re.findall(r"[^\W\d_]", "".join(style.passages)))
    cyrillic = len(re.findall("[а-яё]", letters, re.IGNORECASE)) / len(letters)
    assert cyrillic > 0.95 if style.language == "ru" else cyrillic < 0.05


def test_a_sample_style_is_found_by_its_id_by_anyone(style: Style, home: Path) -> None:
    assert library.find(style.id, home, "anybody") == style
    assert gallery.texts(style)


# Trained once more


def trained(home: Path, style: Style, base: bases.Base = LARGER) -> Run:
    run = learnt(gallery.begin(home, style, base, gpu=True))
    run.append(Finished(1, 1, "steps done", 1.0))
    return run


def test_the_kept_choices_are_kept_and_the_rest_is_the_bases(style: Style) -> None:
    kept = Recipe.from_json((gallery.GALLERY / style.id.partition("/")[2] / "recipe.json").read_text("utf-8"))
    made = gallery.recipe(style, LARGER, gpu=True)
    assert (made.dial, made.method, made.tasks, made.seed) == (kept.dial, kept.method, kept.tasks, kept.seed)
    usual = Recipe.for_corpus(LARGER, 8_000, kept.dial, gpu=True, language=style.language)
    assert made == usual.changed(tasks=kept.tasks, seed=kept.seed)
    assert (made.base, made.max_length > kept.max_length, made.learning_rate < kept.learning_rate) == (
        LARGER.id,
        True,
        True,
    )


def test_what_was_trained_here_takes_the_place_of_what_ships(home: Path, style: Style) -> None:
    run = trained(home, style)
    active = library.find(style.id, home, "anybody")
    assert (active.base, active.adapter, active.folder) == (LARGER.id, run.adapter, run.folder)
    assert (active.id, active.name, active.prompts, active.description) == (
        *(style.id, style.name, style.prompts, style.description),
    )
    assert len(active.passages) < len(style.passages)  # a larger base takes longer passages
    others = [one for one in gallery.here(home) if one.id != style.id]
    assert others == [one for one in gallery.shipped() if one.id != style.id]


def test_until_it_is_finished_what_there_was_is_worn(home: Path, style: Style) -> None:
    first = trained(home, style)
    second = learnt(gallery.begin(home, style, LARGEST, gpu=True))
    assert library.find(style.id, home, "").base == LARGER.id
    second.append(Stopped(3, 1.0))
    assert library.find(style.id, home, "").adapter == first.adapter
    second.append(Finished(6, 6, "steps done", 1.0))
    assert library.find(style.id, home, "").base == LARGEST.id
    assert gallery.run_on(home, style, LARGER.id) == first
    assert gallery.run_on(home, style, "embedded") is None


def test_a_computer_that_cannot_run_its_base_wears_what_ships(home: Path, style: Style) -> None:
    trained(home, style)
    small, large = (Host(memory, 7.5, cores=2) for memory in (0, 24))
    assert gallery.here(home, small) == list(gallery.shipped())
    assert [one.base for one in gallery.here(home, large) if one.id == style.id] == [LARGER.id]


@pytest.mark.parametrize("file", ["corpus.json", "recipe.json", "events.jsonl"])
def test_a_run_that_is_damaged_gives_way_to_what_ships(home: Path, style: Style, file: str) -> None:
    run = trained(home, style)
    (run.folder / file).write_text("{", "utf-8")
    assert gallery.here(home) == list(gallery.shipped())


def test_what_ships_can_be_put_back(home: Path, style: Style) -> None:
    trained(home, style)
    gallery.put_back(home)
    assert gallery.here(home) == list(gallery.shipped())


def test_the_gallerys_runs_are_no_visitors(home: Path, style: Style) -> None:
    run = trained(home, style)
    assert Run.all(home) == []
    assert library.own(home, gallery.OWNER) == []
    with pytest.raises(Exception, match="There is no such"):
        library.find(f"run/{run.id}", home, gallery.OWNER)


@pytest.mark.slow
def test_a_sample_style_learns_on_another_base_and_is_worn_by_it(home: Path, tmp_path: Path) -> None:
    folder = tmp_path / "another base"
    shutil.copytree(EMBEDDED.folder, folder)  # type: ignore[arg-type]
    style = library.find("gallery/harbour_log", home, "")
    run = gallery.begin(home, style, bases.find(str(folder)), gpu=False)
    quick = run.recipe.changed(max_steps=3, evaluations=1, samples=0, replay=0, copy_passages=0)
    (run.folder / "recipe.json").write_text(quick.to_json(), "utf-8")
    with contextlib.closing(TrainingQueue()) as queue:
        queue.start(run, gives_way=True)
        assert queue.wait(run, 240)
    assert gallery.is_done(run)
    active = library.find(style.id, home, "")
    assert (active.base, active.adapter) == (str(folder), run.adapter)
    assert active.adapter.is_dir()
    asked = Comparison("fog, bell", adapter=str(active.adapter), columns=active.columns, passages=active.passages[:1])
    with contextlib.closing(Generator(tmp_path / "generate.log")) as generator:
        said = [answer for answer in generator.compare(active.base, asked) if isinstance(answer, Answered)]
    assert [answer.column for answer in said] == list(active.columns)
