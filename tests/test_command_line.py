"""The command line: what is wrong is one sentence and exit code 1, what is asked is printed."""

import io
import json
import re
import time
from dataclasses import replace
from pathlib import Path

import pytest

from styles.corpus.corpus import Corpus
from tests.hub_faults import hub
from tests.hub_server import HubServer
from tests.toy import toy_paragraphs
from trainer import host
from trainer.cli import compare
from trainer.cli.commands import main
from trainer.cli.console import OWNER
from trainer.compare.comparison import Comparison
from trainer.home import default_home
from trainer.library import gallery, library
from trainer.processes import processor_speed
from trainer.runs.recipe import Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run

__all__ = ["hub"]
Captured = pytest.CaptureFixture[str]


@pytest.fixture
def text(tmp_path: Path) -> Path:
    """A text that is long enough for a style."""
    path = tmp_path / "harbour.txt"
    path.write_text("\n\n".join(toy_paragraphs(60)), "utf-8")
    return path


@pytest.fixture
def short(tmp_path: Path) -> Path:
    """A text that is not."""
    path = tmp_path / "short.txt"
    path.write_text("\n\n".join(toy_paragraphs(5)), "utf-8")
    return path


def refused(capsys: Captured, *arguments: str | Path) -> str:
    """Run a command that fails, and return its sentence."""
    assert main([str(argument) for argument in arguments]) == 1
    error = capsys.readouterr().err
    assert error.count("\n") == 1
    assert error.rstrip().endswith(".")
    assert Run.all(default_home()) == []
    return error


def test_prepare_prints_the_report(capsys: Captured, text: Path) -> None:
    assert main(["prepare", str(text)]) == 0
    said = capsys.readouterr()
    assert "words in 1 text(s)" in said.out
    assert "language en" in said.out
    assert "held out" in said.out
    assert said.err == ""


def test_without_a_base_it_takes_the_one_that_the_page_would_and_says_which(
    capsys: Captured, text: Path, hub: HubServer, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    quick = {"float32_gflops": 400, "bfloat16_gflops": 3_000, "float32_weights": 5, "bfloat16_weights": 9}
    home.mkdir()
    (home / processor_speed.FILE).write_text(
        json.dumps({"of": processor_speed.processor(), "at": int(time.time()), "speed": quick}), "utf-8"
    )
    monkeypatch.setenv("HF_ENDPOINT", hub.address)
    monkeypatch.setenv("HF_HUB_OFFLINE", "0")
    monkeypatch.setattr(host, "_gpu_memory_gib", lambda: 0.0)
    monkeypatch.setattr(host, "_memory_gib", lambda: 16.0)
    assert main(["prepare", str(text)]) == 0
    assert re.match(r"Base model: (Qwen|SmolLM).+, which takes about \d+ minutes here\.", capsys.readouterr().out)
    assert main(["prepare", str(text), "--base", "embedded"]) == 0
    assert "Base model" not in capsys.readouterr().out


def test_prepare_tells_when_a_text_is_too_short(capsys: Captured, short: Path) -> None:
    assert main(["prepare", str(short)]) == 0
    assert "too little" in capsys.readouterr().out


def test_prepare_writes_the_corpus(capsys: Captured, text: Path, tmp_path: Path) -> None:
    out = tmp_path / "corpus.json"
    assert main(["prepare", str(text), "--out", str(out)]) == 0
    corpus = Corpus.from_json(json.loads(out.read_text("utf-8")))
    assert corpus.report.words > 2_000
    assert str(out) in capsys.readouterr().out


def test_prepare_says_when_it_cannot_write(capsys: Captured, text: Path, tmp_path: Path) -> None:
    assert "cannot be written" in refused(capsys, "prepare", text, "--out", tmp_path / "nowhere" / "corpus.json")


def test_examples_are_written_in_the_chat_form_and_read_again_as_the_same_pairs(
    capsys: Captured, text: Path, tmp_path: Path
) -> None:
    out, again = tmp_path / "examples.jsonl", tmp_path / "again.jsonl"
    assert main(["examples", str(text), "--jsonl", str(out)]) == 0
    assert str(out) in capsys.readouterr().out
    pairs = set(out.read_text("utf-8").splitlines())
    assert len(pairs) > 10
    assert json.loads(min(pairs))["messages"][1]["role"] == "assistant"
    assert main(["examples", str(out), "--jsonl", str(again)]) == 0
    kept = again.read_text("utf-8").splitlines()
    assert set(kept) <= pairs
    assert len(kept) > 0.6 * len(pairs)


def test_examples_that_cannot_be_written_are_a_sentence(capsys: Captured, text: Path, tmp_path: Path) -> None:
    assert "cannot be written" in refused(capsys, "examples", text, "--jsonl", tmp_path / "nowhere" / "out.jsonl")


def test_a_file_that_is_not_there_is_named(capsys: Captured, tmp_path: Path) -> None:
    assert "missing.txt" in refused(capsys, "prepare", tmp_path / "missing.txt")


def test_an_unknown_base_is_named(capsys: Captured, text: Path) -> None:
    assert "no base at all" in refused(capsys, "prepare", text, "--base", "no base at all")


def test_a_text_that_is_too_short_is_not_trained_on(capsys: Captured, short: Path) -> None:
    assert "a style needs about 2,000" in refused(capsys, "finetune", short)


def test_the_method_is_chosen_and_without_a_training_the_style_is_there_at_once(capsys: Captured, text: Path) -> None:
    assert main(["finetune", str(text), "--method", "few_shot"]) == 0
    assert "Nothing is trained" in capsys.readouterr().out
    (run,) = Run.all(default_home(), OWNER)
    assert (run.recipe.method, run.status(), run.has_style, [*run.weights.folder.glob("*")]) == (
        *("few_shot", "finished", True, []),
    )


@pytest.mark.parametrize("command", ["prepare", "finetune"])
def test_a_command_needs_something_to_read(capsys: Captured, command: str) -> None:
    assert "Name the text files" in refused(capsys, command)


def test_a_folder_is_read_with_all_that_is_in_it(capsys: Captured, text: Path, short: Path) -> None:
    folder = text.parent / "books"
    (folder / "more").mkdir(parents=True)
    text.rename(folder / "text.txt")
    short.rename(folder / "more" / "short.txt")
    (folder / ".hidden.txt").write_text("Nobody sees this.", "utf-8")
    assert main(["prepare", str(folder)]) == 0
    said = capsys.readouterr()
    assert "words in 2 text(s)" in said.out
    assert said.err == ""


def test_a_file_that_cannot_be_read_is_named_and_the_others_are_used(
    capsys: Captured, text: Path, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert main(["prepare", str(text), str(picture)]) == 0
    said = capsys.readouterr()
    assert "words in 1 text(s)" in said.out
    assert "`picture.png` is a PNG picture" in said.err


def test_a_dataset_of_this_computer_is_read_by_its_column_of_texts(capsys: Captured, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text("".join(json.dumps({"n": 1, "text": row}) + "\n" for row in toy_paragraphs(60)), "utf-8")
    assert main(["prepare", "--dataset", str(rows)]) == 0
    assert "words in 1 text(s)" in capsys.readouterr().out
    assert "no text in a column `prose`. It has `text`." in refused(
        capsys, "prepare", "--dataset", rows, "--column", "prose"
    )


@pytest.mark.parametrize("setting", ["lora_rank=8", "lora_r", "=8", ""])
def test_a_setting_that_is_none_is_refused_with_those_there_are(capsys: Captured, text: Path, setting: str) -> None:
    error = refused(capsys, "finetune", text, "--set", setting)
    assert "FIELD=VALUE" in error
    assert "lora_r, lora_alpha" in error


@pytest.mark.parametrize("setting", ["lora_r=512", "lora_r=eight", "lora_r=8.5", "lora_r=true", "lora_r="])
def test_a_setting_out_of_its_range_is_refused_by_name(capsys: Captured, text: Path, setting: str) -> None:
    assert "`lora_r` is" in refused(capsys, "finetune", text, "--set", setting)


def test_a_setting_changes_a_recipe_file_too(capsys: Captured, text: Path, tmp_path: Path) -> None:
    path = tmp_path / "recipe.json"
    path.write_text(Recipe().to_json(), "utf-8")
    assert "`lora_r` is 512" in refused(capsys, "finetune", text, "--recipe", path, "--set", "lora_r=512")


@pytest.mark.parametrize("content", [None, b"\xff\xfe\xff", b"{", b'{"mood": 1}'])
def test_a_recipe_that_cannot_be_used_is_a_sentence(
    capsys: Captured, text: Path, tmp_path: Path, content: bytes | None
) -> None:
    path = tmp_path / "recipe.json"
    if content is not None:
        path.write_bytes(content)
    assert "recipe" in refused(capsys, "finetune", text, "--recipe", path).lower()


def test_a_run_that_is_not_there_cannot_be_resumed(capsys: Captured) -> None:
    assert "no such run" in refused(capsys, "finetune", "--resume", "run/20260101-AAAAAAAAAAAAAAAA")


@pytest.mark.parametrize("style", ["gallery/nobody", "run/20260101-AAAAAAAAAAAAAAAA", "nobody"])
def test_a_style_that_is_not_there_cannot_be_compared(capsys: Captured, style: str) -> None:
    assert "There is no such" in refused(capsys, "compare", "fog, bell", "--style", style)


def test_a_draft_is_read_from_the_standard_input(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("word " * 50_000))
    told = refused(capsys, "compare", "-", "--mode", "rewrite", "--style", "gallery/harbour_log")
    assert "The draft has 249,999 characters" in told


@pytest.mark.parametrize("option", [("--strength", "7"), ("--words", "0")])
def test_a_comparison_that_makes_no_sense_is_refused(capsys: Captured, option: tuple[str, str]) -> None:
    refused(capsys, "compare", "fog, bell", "--style", "gallery/harbour_log", *option)


@pytest.mark.parametrize(("options", "strength"), [((), 0.7), (("--strength", "1.0"), 1.0), (("--strength", "0"), 0.0)])
def test_a_comparison_takes_the_recommended_strength_unless_one_is_given(
    monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], strength: float
) -> None:
    style = replace(gallery.shipped()[0], strength=0.7)
    compared: list[Comparison] = []
    monkeypatch.setattr(library, "find", lambda *_: style)
    monkeypatch.setattr(compare, "show", lambda style, comparison: compared.append(comparison))
    assert main(["compare", "fog, bell", "--style", style.id, *options]) == 0
    assert [comparison.strength for comparison in compared] == [strength]


def test_a_gallery_that_ships_trained_for_this_computer_is_not_trained_again(capsys: Captured) -> None:
    assert main(["gallery", "--base", "embedded"]) == 0
    assert "ships trained on this" in capsys.readouterr().out
    assert gallery.runs(default_home()) == []


def test_the_gallery_is_trained_on_no_base_that_is_none(capsys: Captured) -> None:
    assert "no base at all" in refused(capsys, "gallery", "--base", "no base at all")


def test_the_runs_of_the_command_line_are_listed_and_no_visitors(capsys: Captured, home: Path, corpus: Corpus) -> None:
    mine = Run.create(home, NewRun(Recipe(), corpus, "Письма", OWNER))
    theirs = Run.create(home, NewRun(Recipe(), corpus, "Secret", "ann"))
    assert main(["runs"]) == 0
    said = capsys.readouterr().out
    assert f"run/{mine.id}  waiting" in said
    assert "Письма" in said
    assert theirs.id not in said


@pytest.mark.parametrize("arguments", [[], ["dance"], ["finetune", "--dial", "11"]])
def test_a_command_that_is_none_shows_how_it_is_used(capsys: Captured, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m trainer" in capsys.readouterr().err


def test_a_push_without_a_token_a_reason_or_a_run_is_a_sentence(
    capsys: Captured, home: Path, corpus: Corpus, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no such run" in refused(capsys, "push", "run/20260101-AAAAAAAAAAAAAAAA")
    run = Run.create(home, NewRun(Recipe(), corpus, "Письма", OWNER))
    assert main(["push", run.id, "--rights", "own"]) == 1
    assert "There is no token" in capsys.readouterr().err
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    assert main(["push", run.id]) == 1
    assert "why you may share" in capsys.readouterr().err
    assert main(["push", run.id, "--rights", "own"]) == 1
    assert "no adapter to publish" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["voice", "a b/c", ""])
def test_a_pull_of_what_is_no_style_is_a_sentence(capsys: Captured, name: str) -> None:
    refused(capsys, "pull", name)


def test_a_pull_without_a_network_is_a_sentence(capsys: Captured) -> None:
    assert "cannot be reached" in refused(capsys, "pull", "ada/voice")


def test_a_space_without_a_token_is_a_sentence(capsys: Captured) -> None:
    assert "There is no token" in refused(capsys, "space", "ada/pastiche")


def test_score_says_when_there_is_no_run_to_measure(capsys: Captured) -> None:
    assert "no such run" in refused(capsys, "score")
    assert "no such run" in refused(capsys, "score", "run/gone")
