"""The page without a browser: what it loads, what a visitor can reach, and that visitors are kept apart."""

import ast
import dataclasses
import json
import os
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.fakes import PROSE, styled, with_texts
from trainer.compare.comparison import Done
from trainer.errors import BaseError, PasticheError, RunError
from trainer.runs.events import Phase
from trainer.runs.recipe import Recipe
from ui import page
from ui.steps import recipe_fields
from ui.visitors.owner import new_owner, page_secret
from ui.visitors.visitors import Asked, Studio

ROOT = Path(__file__).parents[1]
NO_GRADIO = (
    "studio",
    "shelf",
    "present",
    "columns",
    "markup",
    "draft_view",
    "words",
    "fields",
    "sentences_ru",
    "announcement",
    "loss_plot",
    "voices_plot",
    "retraining",
    "run_state",
    "sharing",
)


# The process


def test_the_page_loads_no_torch_and_is_ready_in_seconds(tmp_path: Path) -> None:
    code = (
        "import sys, app, dataclasses; from pathlib import Path;"
        f"chosen = dataclasses.replace(app.settings(), home=Path({str(tmp_path)!r}), hub='');"
        "app.build(chosen);"
        "print([name for name in ('torch', 'transformers', 'datasets', 'unsloth', 'peft') if name in sys.modules])"
    )
    began = time.monotonic()
    child = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert child.stdout.strip().endswith("[]")
    assert time.monotonic() - began < 30


def test_no_stub_of_gradios_is_read_or_written_when_the_page_is_loaded() -> None:
    code = (
        "import sys; opened = [];"
        "sys.addaudithook(lambda event, told: opened.append(str(told[0])) if event == 'open' else None);"
        "import app, gradio;"
        "print([name for name in opened if name.endswith('.pyi')], gradio.Button('Go').value)"
    )
    child = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert child.stdout.strip() == "[] Go"


def test_only_the_page_imports_gradio() -> None:
    for path in [*ROOT.glob("trainer/**/*.py"), *ROOT.glob("styles/**/*.py")]:
        assert "gradio" not in imports(path), path


@pytest.mark.parametrize("name", NO_GRADIO)
def test_what_can_be_told_without_gradio_is(name: str) -> None:
    assert "gradio" not in imports(ROOT / "ui" / f"{name}.py")


def imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


def test_the_page_is_built_in_both_languages_with_every_setting(studio: Studio) -> None:
    config = page.build(studio).config
    assert config["page"].keys() == {"", "ru"}
    for components in (set(config["page"][name]["components"]) for name in ("", "ru")):
        ids = {one["props"].get("elem_id") for one in config["components"] if one["id"] in components}
        assert {f"setting-{setting.name}" for setting in recipe_fields.settings()} <= ids
        assert {"style", "prompt", "compare", "stop-compare", "strength", "seed", "upload", "start", "delete"} <= ids


# Owners


def test_two_visitors_never_see_each_others_things(studio: Studio) -> None:
    ada, bob = new_owner(), new_owner()
    run = styled(studio, ada)
    assert studio.desk.readings(bob) == []
    assert studio.runs(bob) == []
    assert [style.id for style in studio.styles(bob)] == [style.id for style in studio.gallery()]
    for attempt in (
        lambda: studio.events(bob, run.id, 0),
        lambda: studio.samples(bob, run.id),
        lambda: studio.stop(bob, run.id),
        lambda: studio.resume(bob, run.id),
        lambda: studio.rename(bob, run.id, "Mine"),
        lambda: studio.delete(bob, run.id),
        lambda: studio.zip(bob, run.id, studio.home),
        lambda: list(studio.compare(bob, Asked(f"run/{run.id}", "fog"))),
    ):
        with pytest.raises(PasticheError, match="There is no such"):
            attempt()
    assert studio.run(ada, run.id).about.name == "Boats"


def test_a_visitor_without_an_id_leaves_nothing_behind(studio: Studio) -> None:
    with pytest.raises(RunError, match="Reload"):
        studio.desk.paste("", PROSE, "Text")
    assert studio.desk.readings("") == []
    assert studio.runs("") == []


@pytest.mark.parametrize("nobody", [None, ""])
def test_a_handler_that_is_sent_no_owner_gives_nobody_anything(studio: Studio, nobody: str | None) -> None:
    """`Run.of` takes no owner for the command line's wish to see every run; a page's visitor must never get there."""
    run = styled(studio, new_owner())
    for attempt in (
        lambda: studio.run(nobody, run.id),
        lambda: studio.style(nobody, f"run/{run.id}"),
        lambda: list(studio.compare(nobody, Asked(f"run/{run.id}", "fog"))),
    ):
        with pytest.raises(RunError, match="Reload|There is no such"):
            attempt()


def test_owner_ids_cannot_be_guessed_and_the_secret_is_kept(tmp_path: Path) -> None:
    assert len({new_owner() for _ in range(100)}) == 100
    assert len(new_owner()) >= 32
    assert page_secret(tmp_path / "new") == page_secret(tmp_path / "new")
    assert stat.S_IMODE(os.stat(tmp_path / "new" / "page_secret").st_mode) == 0o600


# Texts


def test_a_file_that_fails_leaves_a_sentence_and_the_others_stay(studio: Studio, tmp_path: Path) -> None:
    good, empty, picture = tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "picture.txt"
    good.write_text(PROSE, "utf-8")
    empty.write_bytes(b"")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    owner = new_owner()
    steps = list(studio.desk.read(owner, [empty, good, picture]))
    assert list(dict.fromkeys((step.done, step.of, step.name) for step in steps)) == [
        *((0, 3, "empty.txt"), (1, 3, "good.txt"), (2, 3, "picture.txt"), (3, 3, "")),
    ]
    found = {reading.name: reading for reading in studio.desk.readings(owner)}
    assert found["good.txt"].text is not None
    assert "is empty" in found["empty.txt"].sentence
    assert "PNG picture" in found["picture.txt"].sentence


def test_a_reading_that_is_stopped_keeps_what_was_read_and_can_be_begun_again(studio: Studio, tmp_path: Path) -> None:
    owner, files = new_owner(), [tmp_path / f"{number}.txt" for number in range(4)]
    for file in files:
        file.write_text(PROSE, "utf-8")
    for step in studio.desk.read(owner, files):
        if step.reading:
            studio.desk.stop_reading(owner)
    assert [reading.name for reading in studio.desk.readings(owner)] == ["0.txt"]
    assert not any(file.exists() for file in files)
    files[1].write_text(PROSE, "utf-8")
    assert list(dict.fromkeys(step.done for step in studio.desk.read(owner, files[1:2]))) == [0, 1]


def test_the_authors_decisions_change_the_corpus(studio: Studio) -> None:
    owner = new_owner()
    studio.desk.paste(owner, f"{PROSE}\n\nWrite to ann@example.org, said the note.", "Text")
    size = studio.recipe(owner, "embedded", "medium").passage_size
    (thing,) = studio.desk.private_things(owner)
    words = studio.desk.corpus(owner, size).report.words
    studio.desk.revise(owner, studio.desk.revision(owner).masking([thing.id]))
    masked = studio.desk.corpus(owner, size)
    assert "ann@" not in json.dumps(masked.to_json())
    assert masked.report.words < words


def test_uploads_do_not_stay_behind(studio: Studio, tmp_path: Path) -> None:
    upload = tmp_path / "book.txt"
    upload.write_text(PROSE, "utf-8")
    for _ in studio.desk.read(new_owner(), [upload]):
        pass
    assert not upload.exists()


def test_uploads_do_not_stay_behind_when_the_reading_is_given_up(studio: Studio, tmp_path: Path) -> None:
    uploads = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for upload in uploads:
        upload.write_text(PROSE, "utf-8")
    owner = new_owner()
    steps = studio.desk.read(owner, uploads)
    assert next(step for step in steps if step.reading).name == "one.txt"
    steps.close()
    assert not any(upload.exists() for upload in uploads)
    assert [reading.name for reading in studio.desk.readings(owner)] == ["one.txt"]


def test_a_text_can_be_taken_off_again(studio: Studio) -> None:
    owner = new_owner()
    with_texts(studio, owner)
    with_texts(studio, owner)
    assert [reading.name for reading in studio.desk.readings(owner)] == ["Pasted text 1", "Pasted text 2"]
    studio.desk.remove(owner, 0)
    studio.desk.remove(owner, 7)
    assert [reading.name for reading in studio.desk.readings(owner)] == ["Pasted text 2"]


# Recipes, runs, styles


def test_too_little_text_is_refused_in_a_sentence(studio: Studio) -> None:
    owner = new_owner()
    studio.desk.paste(owner, "Two hundred words " * 60, "Text")
    with pytest.raises(PasticheError, match="a style needs about 2,000"):
        studio.start(owner, "Short", studio.recipe(owner, "embedded", "light"))
    assert len(studio.desk.readings(owner)) == 1


def test_a_setting_that_was_cleared_is_named(studio: Studio) -> None:
    recipe = studio.recipe("", "embedded", "light")
    given = recipe_fields.values(recipe)
    assert recipe_fields.edited(recipe, given) == recipe
    given[[setting.name for setting in recipe_fields.settings()].index("lora_r")] = None
    with pytest.raises(PasticheError, match="`lora_r` is empty"):
        recipe_fields.edited(recipe, given)


def test_whole_numbers_and_fractions_survive_the_browsers_one_kind_of_number() -> None:
    recipe = Recipe()
    given = [float(value) if isinstance(value, int) else value for value in recipe_fields.values(recipe)]
    edited = recipe_fields.edited(recipe, given)
    assert edited == recipe
    assert isinstance(edited.lora_r, int)


@pytest.mark.parametrize("views", [True, False])
def test_a_switch_stays_a_switch(views: bool) -> None:
    recipe = Recipe(views=views)
    edited = recipe_fields.edited(Recipe(), recipe_fields.values(recipe))
    assert edited.views is views
    assert recipe_fields.command(Recipe(views=not views), recipe, "").endswith(f"--set views={str(views).lower()}")
    assert [setting.name for setting in recipe_fields.settings() if setting.is_switch] == ["views"]


def test_folders_are_refused_where_visitors_share_the_computer(studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    assert studio.base(str(tmp_path)).folder == tmp_path.resolve()
    studio.folders_allowed = False
    with pytest.raises(BaseError, match="Folders cannot be opened here"):
        studio.base(str(tmp_path))
    assert studio.base("embedded").is_embedded


def test_an_estimate_comes_with_texts_only(studio: Studio) -> None:
    owner = new_owner()
    recipe = studio.recipe(owner, "embedded", "light")
    assert studio.estimate(owner, recipe) is None
    with_texts(studio, owner)
    found = studio.estimate(owner, recipe)
    assert found is not None
    assert found.examples > 0
    assert found.memory_gib == 1.2


def test_all_weights_of_a_base_that_does_not_fit_are_refused_before_the_start(studio: Studio) -> None:
    owner = new_owner()
    with_texts(studio, owner)
    recipe = studio.recipe(owner, "Qwen/Qwen3-4B-Instruct-2507", "light", "full")
    for refused in (studio.estimate, lambda owner, recipe: studio.start(owner, "Whole", recipe)):
        with pytest.raises(BaseError, match="Train an adapter instead"):
            refused(owner, recipe)
    assert studio.runs(owner) == []
    assert studio.start(owner, "Whole", studio.recipe(owner, "embedded", "light", "full")).recipe.method == "full"


def test_a_run_that_waits_in_no_queue_counts_as_interrupted(studio: Studio) -> None:
    owner = new_owner()
    run = styled(studio, owner)
    assert studio.state(owner, run.id).status == "waiting"
    studio.stop(owner, run.id)
    assert studio.state(owner, run.id).status == "interrupted"
    run.append(Phase("loading"))
    assert studio.state(owner, run.id).status == "interrupted"
    studio.resume(owner, run.id)
    assert studio.state(owner, run.id).status == "waiting"


def test_one_visitor_cannot_fill_the_queue(studio: Studio) -> None:
    owner = new_owner()
    with_texts(studio, owner)
    recipe = studio.recipe(owner, "embedded", "light")
    for number in range(3):
        studio.start(owner, f"Style {number}", recipe)
    with pytest.raises(RunError, match="3 of your styles are training or waiting"):
        studio.start(owner, "One more", recipe)


def test_a_style_is_renamed_downloaded_and_deleted(studio: Studio, tmp_path: Path) -> None:
    owner = new_owner()
    run = styled(studio, owner)
    studio.rename(owner, run.id, "Лодки / boats")
    first, second = (studio.zip(owner, run.id, tmp_path) for _ in range(2))
    assert first.name == "лодки-boats.zip"
    assert first.parent != second.parent
    assert len(first.parent.name) >= 20
    studio.delete(owner, run.id)
    assert studio.runs(owner) == []


def test_the_few_shot_column_is_shown_passages_of_the_author(studio: Studio) -> None:
    owner = new_owner()
    run = styled(studio, owner)
    answers = list(studio.compare(owner, Asked(f"run/{run.id}", "the boat number 7 and the nets", seed=3)))
    assert answers[-1] == Done(0.1, 3)


def test_the_opening_comparison_is_answered_once(studio: Studio) -> None:
    owner = new_owner()
    style = dataclasses.replace(studio.style(owner, f"run/{styled(studio, owner).id}"), prompts=("fog",))
    studio.first_style = lambda language: style  # type: ignore[method-assign, assignment]
    studio.style = lambda owner, identity: style  # type: ignore[method-assign]
    assert list(studio.opening("en")) == list(studio.opening("en")) != []
    assert len(studio._generator.asked) == 1  # type: ignore[attr-defined]


def test_an_answer_is_compared_with_the_training_passages_of_its_style(studio: Studio) -> None:
    owner = new_owner()
    style = studio.style(owner, f"run/{styled(studio, owner).id}")
    copied = " ".join(style.passages[1].split()[:30])
    found = studio.originality(style, f"{copied} zebra", "fog")
    assert found is not None
    assert (found.longest, found.spans[0].document) == (found.words - 1, style.documents[1])
    assert found.spans[0].passage == 1
    prompted = studio.originality(style, copied, copied)
    assert prompted is not None
    assert prompted.copied == 0
    assert studio.originality(dataclasses.replace(style, passages=(), documents=()), copied, "fog") is None


def test_the_training_text_is_handed_on_only_where_reciting_is_forbidden(studio: Studio) -> None:
    owner = new_owner()
    identity = f"run/{styled(studio, owner).id}"
    for never in (False, True):
        list(studio.compare(owner, Asked(identity, "fog", never_recite=never)))
    free, kept = studio._generator.asked  # type: ignore[attr-defined]
    assert (free.never_recite, kept.never_recite) == ((), studio.style(owner, identity).passages)
