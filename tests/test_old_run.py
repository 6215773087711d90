"""A run folder written by an earlier build still opens: its settings, texts, events and adapter."""

import shutil
from pathlib import Path

import pytest

from trainer.compare.comparison import Comparison, TextDelta
from trainer.library import library
from trainer.processes.generator import Generator
from trainer.runs.events import Evaluated, Finished, Started
from trainer.runs.recipe import Recipe
from trainer.runs.run import Run
from ui.html import run_progress, run_sentences
from ui.strings.strings import ENGLISH, RUSSIAN

OLD = Path(__file__).parent / "old_run"
ID = "20261129-IjNgeawzLv14Rfu4"
OWNER = "this computer"


@pytest.fixture
def old_run(home: Path) -> Run:
    shutil.copytree(OLD, home / "runs" / ID)
    return Run.of(home, ID, OWNER)


def test_its_settings_and_texts_are_read(old_run: Run) -> None:
    assert (old_run.about.name, old_run.about.base, old_run.status()) == ("Old harbour", "embedded", "finished")
    assert old_run.recipe.lora_r == 4
    assert Recipe.from_json(old_run.recipe.to_json()) == old_run.recipe
    corpus = old_run.corpus
    assert (corpus.language, corpus.report.words, corpus.report.held_out_words) == ("en", 2897, 954)
    assert corpus.train
    assert corpus.held_out


def test_its_events_are_told_on_the_page(old_run: Run) -> None:
    events = old_run.events
    assert len(events) == len((OLD / "events.jsonl").read_bytes().splitlines())
    assert {Started, Evaluated, Finished} <= {type(event) for event in events}
    progress = run_progress.fold(run_progress.Progress(), events)
    assert progress.steps == 10
    assert "10" in run_sentences.headline(progress, "finished", 0, False, ENGLISH)
    assert run_sentences.plot_sentence(progress, RUSSIAN)
    assert old_run.samples


def test_it_is_a_style_of_its_owner(old_run: Run, home: Path) -> None:
    [style] = library.own(home, OWNER)
    assert (style.name, style.base, style.is_ready) == ("Old harbour", "embedded", True)
    assert style.passages


@pytest.mark.slow
def test_its_adapter_still_speaks_differently_from_its_base(old_run: Run, tmp_path: Path) -> None:
    generator = Generator(tmp_path / "generate.log")
    comparison = Comparison(
        "fog, pilot", columns=("base", "styled"), adapter=str(old_run.adapter), max_new_tokens=20, seed=1
    )
    text = {"base": "", "styled": ""}
    try:
        for answer in generator.compare("embedded", comparison):
            if isinstance(answer, TextDelta):
                text[answer.column] += answer.text
    finally:
        generator.close()
    assert text["base"].strip()
    assert text["styled"].strip()
    assert text["base"] != text["styled"]
