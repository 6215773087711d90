"""The styles that can be compared: the gallery's for everyone, a run's for its owner alone."""

import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from styles.corpus.corpus import Corpus
from trainer.errors import RunError
from trainer.library import gallery, library
from trainer.library.style import Style, ordered, parse_id
from trainer.runs.events import Finished
from trainer.runs.recipe import Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run


def with_adapter(run: Run) -> Run:
    """Give a run what a finished fine-tune leaves."""
    run.adapter.mkdir()
    (run.adapter / "adapter_model.safetensors").write_bytes(b"weights")
    (run.adapter / "adapter_config.json").write_text("{}", "utf-8")
    (run.adapter / "README.md").write_text("# Карточка", "utf-8")
    (run.adapter / ".hidden").write_text("not ours", "utf-8")
    return run


def downloaded(style: Style, folder: Path) -> dict[str, bytes]:
    library.write_zip(style, folder / "style.zip")
    with zipfile.ZipFile(folder / "style.zip") as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# A person's own


def test_a_run_is_a_style_of_its_owner_once_it_has_an_adapter(home: Path, run: Run) -> None:
    assert library.own(home, "ann") == []
    with_adapter(run)
    assert library.own(home, "ann") == [Style.of_run(run)]
    assert library.own(home, "bob") == []


def test_a_style_of_a_run_is_what_the_run_learnt(home: Path, run: Run) -> None:
    style = library.find(f"run/{with_adapter(run).id}", home, "ann")
    assert (style.name, style.language, style.base, style.adapter) == ("Toy", "en", "embedded", run.adapter)
    assert style.passages == tuple(passage.text for passage in run.corpus.train)
    assert style.is_ready


def test_held_out_passages_are_never_shown_to_the_few_shot_column(run: Run) -> None:
    held_out = {passage.text for passage in run.corpus.held_out}
    assert held_out
    assert not held_out & set(Style.of_run(run).passages)


def test_another_owners_style_is_as_unknown_as_one_that_never_was(home: Path, run: Run) -> None:
    for identity in (f"run/{run.id}", "run/20260101-AAAAAAAAAAAAAAAA"):
        with pytest.raises(RunError, match="no such run here"):
            library.find(identity, home, "bob")


@pytest.mark.parametrize(
    "identity", ["", "gallery", "gallery/", "gallery/nobody", "gallery/../gallery", "run", "nobody"]
)
def test_an_unknown_style_is_a_sentence(home: Path, identity: str) -> None:
    with pytest.raises(RunError, match="There is no such"):
        library.find(identity, home, "ann")


def test_one_damaged_run_does_not_hide_the_others(home: Path, run: Run, corpus: Corpus) -> None:
    with_adapter(run)
    damaged = with_adapter(Run.create(home, NewRun(Recipe(), corpus, "Damaged", "ann")))
    (damaged.folder / "corpus.json").write_text('{"language": "en"}', "utf-8")
    assert library.own(home, "ann") == [Style.of_run(run)]


# What is no adapter


def test_a_whole_model_is_a_style_that_is_worn_whole(home: Path, run: Run) -> None:
    run.model.mkdir()
    (run.model / "model.safetensors").write_bytes(b"all weights")
    style = library.find(f"run/{run.id}", home, "ann")
    assert library.own(home, "ann") == [style]
    assert (style.adapter, style.is_ready, style.has_strength) == (run.model, True, False)
    assert style.columns == ("base", "few_shot", "styled")
    assert not run.has_adapter


def test_without_a_training_the_style_is_the_base_that_is_shown_passages(home: Path, corpus: Corpus) -> None:
    run = Run.create(home, NewRun(Recipe(method="few_shot"), corpus, "Shown", "ann"))
    assert library.own(home, "ann") == []
    run.append(Finished(0, 0, "nothing to train", 0.1))
    (style,) = library.own(home, "ann")
    assert (style.columns, style.is_ready, style.has_strength) == (("base", "few_shot"), True, False)
    assert style.passages
    with pytest.raises(RunError, match="Nothing was trained"):
        library.write_zip(style, home / "style.zip")


# The download


def test_a_download_holds_the_adapter_and_its_card(run: Run, tmp_path: Path) -> None:
    files = downloaded(Style.of_run(with_adapter(run)), tmp_path)
    assert set(files) == {"adapter_model.safetensors", "adapter_config.json", "README.md"}
    assert files["README.md"] == "# Карточка".encode()


def test_a_download_holds_no_word_of_the_corpus(run: Run, tmp_path: Path) -> None:
    everything = b"".join(downloaded(Style.of_run(with_adapter(run)), tmp_path).values())
    assert not [passage for passage in run.corpus.train if passage.text[:40].encode() in everything]


def test_there_is_nothing_to_download_before_there_is_an_adapter(run: Run, tmp_path: Path) -> None:
    with pytest.raises(RunError, match="no adapter"):
        library.write_zip(Style.of_run(run), tmp_path / "style.zip")


def test_a_list_of_styles_ends_with_the_samples_of_other_languages(tmp_path: Path) -> None:
    samples = gallery.here(tmp_path)
    other = replace(samples[0], id="pulled/one", language="de")
    for language in ("en", "ru"):
        listed = ordered([*samples, other], language)
        assert listed[0] is other
        assert [style.language == language for style in listed[1:]] == sorted(
            (style.language == language for style in samples), reverse=True
        )
    assert [style.origin for style in (samples[0], other)] == ["sample", "pulled"]
    assert parse_id("gallery") == ("sample", "")
    assert (parse_id(None), parse_id("elsewhere/one")) == ((None, ""), (None, "one"))
