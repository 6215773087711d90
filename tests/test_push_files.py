"""What a push sends: adapter, card, recipe and scorecard with their hashes, the figures told, and never a text."""

import hashlib
import json
from pathlib import Path

import pytest
from huggingface_hub import ModelCard

from tests.hub_faults import PAIRS, run_with_adapter
from tests.scorecards import toy_abilities, toy_originality, toy_scorecard
from tests.toy import toy_briefs, toy_corpus, write_answers
from trainer.errors import RunError
from trainer.hub.push import doubt
from trainer.hub.push_files import blind_result, figures, git_hash, push_files
from trainer.runs.recipe import Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run
from trainer.scorecard.blind_test import BlindTest, Judgement, write_judgement
from trainer.scorecard.figures import Refusals
from trainer.scorecard.scorecard import Scorecard
from trainer.scorecard.scoring import Scoring


@pytest.fixture
def run(home: Path) -> Run:
    return run_with_adapter(home)


def test_hashes_are_those_that_the_hub_will_tell(run: Run) -> None:
    sent = push_files(run, "ada/voice", "own", PAIRS)
    assert sent.hashes()["adapter_model.safetensors"] == hashlib.sha256(sent.weights.read_bytes()).hexdigest()
    assert git_hash(b"hello\n") == "ce013625030ba8dba906f756967f9e9ca394464a"
    assert sent.hashes().keys() == {"adapter_model.safetensors", *sent.texts}


def test_a_style_that_was_not_measured_sends_no_scorecard_and_tells_no_figures(run: Run) -> None:
    sent = push_files(run, "ada/voice", "own", PAIRS)
    assert "scorecard.json" not in sent.texts
    assert "## Measured" not in sent.texts["README.md"].decode()


def test_a_scorecard_is_sent_and_its_headlines_told_with_their_intervals(run: Run) -> None:
    Scoring(run).write(toy_scorecard())
    sent = push_files(run, "ada/voice", "own", PAIRS)
    assert Scorecard.from_json(sent.texts["scorecard.json"].decode()) == toy_scorecard()
    text = sent.texts["README.md"].decode()
    assert "| Style gap closed | 0.75 (0.70 to 0.80) |" in text
    assert "| Abilities kept | 0.010 (0.005 to 0.015) |" in text
    assert "| Originality | 0.012 |" in text
    results = {one.metric_type: one.metric_value for one in ModelCard(text).data.eval_results or ()}
    assert results["style_gap_closed"] == 0.75
    assert set(results) == {one.key for one in figures(toy_scorecard())}


def test_refusals_are_told_beside_the_bases() -> None:
    card = toy_scorecard(abilities=toy_abilities(refusals=Refusals(40, 1, 3, 2)))
    (told,) = (one for one in figures(card) if one.key == "refusals")
    assert told.value == 3
    assert "of 40" in told.meaning
    assert figures(toy_scorecard(abilities=None))


def test_what_could_not_be_measured_is_left_out() -> None:
    found = figures(toy_scorecard(style=None, meaning=None, originality=None))
    assert [one.key for one in found] == ["abilities_drift"]


def test_what_readers_said_in_the_blind_test_is_told(run: Run) -> None:
    assert blind_result(run) == ""
    write_answers(run.folder, toy_briefs(4))
    for pair in BlindTest.of(run.folder).pairs("few_shot", "seed"):
        write_judgement(run, Judgement(pair.kind, pair.number, "styled", pair.styled_left, pair.key, 0.0))
    assert "100% of the time" in blind_result(run)
    text = push_files(run, "ada/voice", "own", PAIRS).texts["README.md"].decode()
    assert blind_result(run) in text
    assert toy_briefs(4)[0].passage[:50] not in text


@pytest.mark.parametrize(
    ("originality", "why"),
    [
        (toy_originality(), ""),
        (toy_originality(verdict="amber"), ""),
        (toy_originality(verdict="red"), "recites its texts"),
        (None, "Nobody has measured"),
    ],
)
def test_one_that_recites_or_may_is_doubted_before_it_becomes_public(run: Run, originality: object, why: str) -> None:
    Scoring(run).write(toy_scorecard(originality=originality))
    assert why in str(doubt(run) or "")
    assert bool(doubt(run)) == bool(why)


def test_a_base_in_a_folder_is_named_without_its_path(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "secret place" / "my-model"
    folder.mkdir(parents=True)
    (folder / "config.json").write_text("{}", "utf-8")
    (run.folder / "recipe.json").write_text(run.recipe.changed(base=str(folder)).to_json(), "utf-8")
    sent = push_files(run, "ada/voice", "own", PAIRS)
    assert json.loads(sent.texts["recipe.json"])["base"] == "my-model"
    assert b"secret place" not in b"".join(sent.texts.values())


def test_a_run_without_an_adapter_has_nothing_to_send(run: Run) -> None:
    (run.adapter / "adapter_model.safetensors").unlink()
    with pytest.raises(RunError, match="no adapter"):
        push_files(run, "ada/voice", "own", PAIRS)


def test_what_is_no_adapter_is_not_published(home: Path) -> None:
    shown = Run.create(home, NewRun(Recipe(method="few_shot"), toy_corpus(12), "Shown", "ann"))
    with pytest.raises(RunError, match="nothing to publish"):
        push_files(shown, "ada/voice", "own", PAIRS)
    whole = Run.create(home, NewRun(Recipe(method="full"), toy_corpus(12), "Whole", "ann"))
    whole.model.mkdir()
    (whole.model / "model.safetensors").write_bytes(b"weights")
    with pytest.raises(RunError, match="publishes adapters only"):
        push_files(whole, "ada/voice", "own", PAIRS)
