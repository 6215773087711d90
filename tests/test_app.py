"""The page without a browser: what it loads, what a visitor can reach, and that visitors are kept apart."""

import dataclasses
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fakes import PROSE, styled, with_texts
from trainer.compare.comparison import ComparisonRequest, Done
from trainer.errors import BaseError, PasticheError, RunError
from trainer.runs.events import Phase
from trainer.runs.recipe import Recipe
from ui import page
from ui.steps import recipe_fields
from ui.visitors.owner import new_owner, page_secret
from ui.visitors.visitors import Visitors

ROOT = Path(__file__).parents[1]

# The process


def test_the_page_loads_no_torch(tmp_path: Path) -> None:
    code = (
        "import sys, app, dataclasses; from pathlib import Path;"
        f"chosen = dataclasses.replace(app.settings(), home=Path({str(tmp_path)!r}), hub='');"
        "app.build(chosen);"
        "print([name for name in ('torch', 'transformers', 'datasets', 'unsloth', 'peft') if name in sys.modules])"
    )
    child = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert child.stdout.strip().endswith("[]")


def test_no_stub_of_gradios_is_read_or_written_when_the_page_is_loaded() -> None:
    code = (
        "import sys; opened = [];"
        "sys.addaudithook(lambda event, told: opened.append(str(told[0])) if event == 'open' else None);"
        "import app, gradio;"
        "print([name for name in opened if name.endswith('.pyi')], gradio.Button('Go').value)"
    )
    child = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert child.stdout.strip() == "[] Go"


def test_the_page_is_built_in_both_languages_with_every_setting(visitors: Visitors) -> None:
    config = page.build(visitors).config
    assert config["page"].keys() == {"", "ru"}
    for components in (set(config["page"][name]["components"]) for name in ("", "ru")):
        ids = {one["props"].get("elem_id") for one in config["components"] if one["id"] in components}
        assert {f"setting-{setting.name}" for setting in recipe_fields.settings()} <= ids
        assert {"style", "prompt", "compare", "stop-compare", "strength", "seed", "upload", "start", "delete"} <= ids


# Owners


def test_two_visitors_never_see_each_others_things(visitors: Visitors) -> None:
    ada, bob = new_owner(), new_owner()
    run = styled(visitors, ada)
    assert visitors.texts.readings(bob) == []
    assert visitors.runs(bob) == []
    assert [style.id for style in visitors.styles(bob)] == [style.id for style in visitors.gallery()]
    for attempt in (
        lambda: visitors.events(bob, run.id, 0),
        lambda: visitors.samples(bob, run.id),
        lambda: visitors.stop(bob, run.id),
        lambda: visitors.resume(bob, run.id),
        lambda: visitors.rename(bob, run.id, "Mine"),
        lambda: visitors.delete(bob, run.id),
        lambda: visitors.zip(bob, run.id, visitors.home),
        lambda: list(visitors.compare(bob, f"run/{run.id}", ComparisonRequest("fog"))),
    ):
        with pytest.raises(PasticheError, match="There is no such"):
            attempt()
    assert visitors.run(ada, run.id).about.name == "Boats"


def test_a_visitor_without_an_id_leaves_nothing_behind(visitors: Visitors) -> None:
    with pytest.raises(RunError, match="Reload"):
        visitors.texts.paste("", PROSE, "Text")
    assert visitors.texts.readings("") == []
    assert visitors.runs("") == []


@pytest.mark.parametrize("nobody", [None, ""])
def test_a_handler_that_is_sent_no_owner_gives_nobody_anything(visitors: Visitors, nobody: str | None) -> None:
    """`Run.of` takes no owner for the command line's wish to see every run; a page's visitor must never get there."""
    run = styled(visitors, new_owner())
    for attempt in (
        lambda: visitors.run(nobody, run.id),
        lambda: visitors.style(nobody, f"run/{run.id}"),
        lambda: list(visitors.compare(nobody, f"run/{run.id}", ComparisonRequest("fog"))),
    ):
        with pytest.raises(RunError, match="Reload|There is no such"):
            attempt()


def test_owner_ids_cannot_be_guessed_and_the_secret_is_kept(tmp_path: Path) -> None:
    assert len({new_owner() for _ in range(100)}) == 100
    assert len(new_owner()) >= 32
    assert page_secret(tmp_path / "new") == page_secret(tmp_path / "new")
    assert stat.S_IMODE(os.stat(tmp_path / "new" / "page_secret").st_mode) == 0o600


# Texts


def test_a_file_that_fails_leaves_a_sentence_and_the_others_stay(visitors: Visitors, tmp_path: Path) -> None:
    good, empty, picture = tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "picture.txt"
    good.write_text(PROSE, "utf-8")
    empty.write_bytes(b"")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    owner = new_owner()
    steps = list(visitors.texts.read(owner, [empty, good, picture]))
    assert list(dict.fromkeys((step.done, step.of, step.name) for step in steps)) == [
        *((0, 3, "empty.txt"), (1, 3, "good.txt"), (2, 3, "picture.txt"), (3, 3, "")),
    ]
    found = {reading.name: reading for reading in visitors.texts.readings(owner)}
    assert found["good.txt"].text is not None
    assert "is empty" in found["empty.txt"].sentence
    assert "PNG picture" in found["picture.txt"].sentence


def test_a_reading_that_is_stopped_keeps_what_was_read_and_can_be_begun_again(
    visitors: Visitors, tmp_path: Path
) -> None:
    owner, files = new_owner(), [tmp_path / f"{number}.txt" for number in range(4)]
    for file in files:
        file.write_text(PROSE, "utf-8")
    for step in visitors.texts.read(owner, files):
        if step.reading:
            visitors.texts.stop_reading(owner)
    assert [reading.name for reading in visitors.texts.readings(owner)] == ["0.txt"]
    assert not any(file.exists() for file in files)
    files[1].write_text(PROSE, "utf-8")
    assert list(dict.fromkeys(step.done for step in visitors.texts.read(owner, files[1:2]))) == [0, 1]


def test_the_authors_decisions_change_the_corpus(visitors: Visitors) -> None:
    owner = new_owner()
    visitors.texts.paste(owner, f"{PROSE}\n\nWrite to ann@example.org, said the note.", "Text")
    size = visitors.recipes.recipe(owner, "embedded", "medium").passage_size
    (thing,) = visitors.texts.private_things(owner)
    words = visitors.texts.corpus(owner, size).report.words
    visitors.texts.revise(owner, visitors.texts.revision(owner).masking([thing.id]))
    masked = visitors.texts.corpus(owner, size)
    assert "ann@" not in json.dumps(masked.to_json())
    assert masked.report.words < words


def test_uploads_do_not_stay_behind(visitors: Visitors, tmp_path: Path) -> None:
    upload = tmp_path / "book.txt"
    upload.write_text(PROSE, "utf-8")
    for _ in visitors.texts.read(new_owner(), [upload]):
        pass
    assert not upload.exists()


def test_uploads_do_not_stay_behind_when_the_reading_is_given_up(visitors: Visitors, tmp_path: Path) -> None:
    uploads = [tmp_path / "one.txt", tmp_path / "two.txt"]
    for upload in uploads:
        upload.write_text(PROSE, "utf-8")
    owner = new_owner()
    steps = visitors.texts.read(owner, uploads)
    assert next(step for step in steps if step.reading).name == "one.txt"
    steps.close()
    assert not any(upload.exists() for upload in uploads)
    assert [reading.name for reading in visitors.texts.readings(owner)] == ["one.txt"]


def test_a_text_can_be_taken_off_again(visitors: Visitors) -> None:
    owner = new_owner()
    with_texts(visitors, owner)
    with_texts(visitors, owner)
    assert [reading.name for reading in visitors.texts.readings(owner)] == ["Pasted text 1", "Pasted text 2"]
    visitors.texts.remove(owner, 0)
    visitors.texts.remove(owner, 7)
    assert [reading.name for reading in visitors.texts.readings(owner)] == ["Pasted text 2"]


# Recipes, runs, styles


def test_too_little_text_is_refused_in_a_sentence(visitors: Visitors) -> None:
    owner = new_owner()
    visitors.texts.paste(owner, "Two hundred words " * 60, "Text")
    with pytest.raises(PasticheError, match="a style needs about 2,000"):
        visitors.start(owner, "Short", visitors.recipes.recipe(owner, "embedded", "light"))
    assert len(visitors.texts.readings(owner)) == 1


def test_a_setting_that_was_cleared_is_named(visitors: Visitors) -> None:
    recipe = visitors.recipes.recipe("", "embedded", "light")
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


def test_folders_are_refused_where_visitors_share_the_computer(visitors: Visitors, tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}", "utf-8")
    assert visitors.recipes.base(str(tmp_path)).folder == tmp_path.resolve()
    visitors.recipes.folders_allowed = False
    with pytest.raises(BaseError, match="Folders cannot be opened here"):
        visitors.recipes.base(str(tmp_path))
    assert visitors.recipes.base("embedded").is_embedded


def test_an_estimate_comes_with_texts_only(visitors: Visitors) -> None:
    owner = new_owner()
    recipe = visitors.recipes.recipe(owner, "embedded", "light")
    assert visitors.recipes.estimate(owner, recipe) is None
    with_texts(visitors, owner)
    found = visitors.recipes.estimate(owner, recipe)
    assert found is not None
    assert found.examples > 0
    assert found.memory_gib == 1.2


def test_all_weights_of_a_base_that_does_not_fit_are_refused_before_the_start(visitors: Visitors) -> None:
    owner = new_owner()
    with_texts(visitors, owner)
    recipe = visitors.recipes.recipe(owner, "Qwen/Qwen3-4B-Instruct-2507", "light", "full")
    for refused in (visitors.recipes.estimate, lambda owner, recipe: visitors.start(owner, "Whole", recipe)):
        with pytest.raises(BaseError, match="Train an adapter instead"):
            refused(owner, recipe)
    assert visitors.runs(owner) == []
    assert (
        visitors.start(owner, "Whole", visitors.recipes.recipe(owner, "embedded", "light", "full")).recipe.method
        == "full"
    )


def test_a_run_that_waits_in_no_queue_counts_as_interrupted(visitors: Visitors) -> None:
    owner = new_owner()
    run = styled(visitors, owner)
    assert visitors.state(owner, run.id).status == "waiting"
    visitors.stop(owner, run.id)
    assert visitors.state(owner, run.id).status == "interrupted"
    run.append(Phase("loading"))
    assert visitors.state(owner, run.id).status == "interrupted"
    visitors.resume(owner, run.id)
    assert visitors.state(owner, run.id).status == "waiting"


def test_one_visitor_cannot_fill_the_queue(visitors: Visitors) -> None:
    owner = new_owner()
    with_texts(visitors, owner)
    recipe = visitors.recipes.recipe(owner, "embedded", "light")
    for number in range(3):
        visitors.start(owner, f"Style {number}", recipe)
    with pytest.raises(RunError, match="3 of your styles are training or waiting"):
        visitors.start(owner, "One more", recipe)


def test_a_style_is_renamed_downloaded_and_deleted(visitors: Visitors, tmp_path: Path) -> None:
    owner = new_owner()
    run = styled(visitors, owner)
    visitors.rename(owner, run.id, "Лодки / boats")
    first, second = (visitors.zip(owner, run.id, tmp_path) for _ in range(2))
    assert first.name == "лодки-boats.zip"
    assert first.parent != second.parent
    assert len(first.parent.name) >= 20
    visitors.delete(owner, run.id)
    assert visitors.runs(owner) == []


def test_the_few_shot_column_is_shown_passages_of_the_author(visitors: Visitors) -> None:
    owner = new_owner()
    run = styled(visitors, owner)
    answers = list(
        visitors.compare(owner, f"run/{run.id}", ComparisonRequest("the boat number 7 and the nets", seed=3))
    )
    assert answers[-1] == Done(0.1, 3)


def test_the_opening_comparison_is_answered_once(visitors: Visitors) -> None:
    owner = new_owner()
    style = dataclasses.replace(visitors.style(owner, f"run/{styled(visitors, owner).id}"), prompts=("fog",))
    visitors.first_style = lambda language: style  # type: ignore[method-assign, assignment]
    visitors.style = lambda owner, identity: style  # type: ignore[method-assign]
    assert list(visitors.opening("en")) == list(visitors.opening("en")) != []
    assert len(visitors._generator.asked) == 1  # type: ignore[attr-defined]


def test_an_answer_is_compared_with_the_training_passages_of_its_style(visitors: Visitors) -> None:
    owner = new_owner()
    style = visitors.style(owner, f"run/{styled(visitors, owner).id}")
    copied = " ".join(style.passages[1].split()[:30])
    found = visitors.originality(style, f"{copied} zebra", "fog")
    assert found is not None
    assert (found.longest, found.spans[0].document) == (found.words - 1, style.documents[1])
    assert found.spans[0].passage == 1
    prompted = visitors.originality(style, copied, copied)
    assert prompted is not None
    assert prompted.copied == 0
    assert visitors.originality(dataclasses.replace(style, passages=(), documents=()), copied, "fog") is None


def test_the_training_text_is_handed_on_only_where_reciting_is_forbidden(visitors: Visitors) -> None:
    owner = new_owner()
    identity = f"run/{styled(visitors, owner).id}"
    for never in (False, True):
        list(visitors.compare(owner, identity, ComparisonRequest("fog", never_recite=never)))
    free, kept = visitors._generator.asked  # type: ignore[attr-defined]
    assert (free.forbidden, kept.forbidden) == ((), visitors.style(owner, identity).passages)
