"""A data set's rows become texts, and each trouble with one is a sentence that says what would help."""

import json
import os
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy
import pyarrow
import pytest
from datasets.exceptions import DatasetNotFoundError
from pyarrow import parquet

from tests.toy import toy_paragraphs
from trainer.errors import HubError, PasticheError, TextError
from trainer.texts import dataset_child as child
from trainer.texts.dataset import Wanted, fetch
from trainer.texts.reader import Progress, outcome

PROSE = toy_paragraphs(12)


def write_rows(path: Path, rows: Sequence[Mapping[str, object]]) -> str:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return str(path)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "rows").mkdir()
    return tmp_path / "rows"


def refused(wanted: Wanted, folder: Path) -> str:
    with pytest.raises(PasticheError) as caught:
        outcome(fetch(wanted, folder))
    said = str(caught.value)
    assert said.endswith((".", "`."))
    assert re.search("[а-яё]", caught.value.message.text("ru").lower()), said
    return said


def test_rows_come_as_files_of_plain_text(tmp_path: Path, folder: Path) -> None:
    path = write_rows(tmp_path / "ёлка.jsonl", [{"id": n, "text": f"{row} Ёж…"} for n, row in enumerate(PROSE)])
    steps: list[Progress] = []
    fetched = outcome(fetch(Wanted(path, local=True), folder), steps.append)
    assert list(dict.fromkeys(steps)) == [Progress(0, 0, "ёлка.jsonl"), Progress(1, 0, "ёлка.jsonl")]
    (source,) = fetched.files
    assert (source.name, source.pasted, fetched.notice) == ("ёлка.jsonl 1", True, None)
    assert source.path.read_text("utf-8").split("\n\f\n") == [f"{row} Ёж…" for row in PROSE]


def test_a_folder_with_a_file_of_rows_is_a_dataset(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "books").mkdir()
    write_rows(tmp_path / "books" / "train.jsonl", [{"text": PROSE[0]}])
    write_rows(tmp_path / "books" / "test.jsonl", [{"text": PROSE[1]}])
    (source,) = outcome(fetch(Wanted(str(tmp_path / "books"), local=True), folder)).files
    assert source.path.read_text("utf-8") == PROSE[0]


def test_a_column_of_texts_is_found_or_asked_for(tmp_path: Path, folder: Path) -> None:
    one = write_rows(tmp_path / "one.jsonl", [{"n": 1, "story": PROSE[0]}])
    two = write_rows(tmp_path / "two.jsonl", [{"story": PROSE[0], "summary": PROSE[1]}])
    none = write_rows(tmp_path / "none.jsonl", [{"n": 1}])
    assert outcome(fetch(Wanted(one, local=True), folder)).files[0].path.read_text("utf-8") == PROSE[0]
    assert refused(Wanted(two, local=True), folder) == (
        "`two.jsonl` has several columns of texts: `story`, `summary`. Name the one to learn from."
    )
    named = outcome(fetch(Wanted(two, "summary", local=True), folder))
    assert named.files[0].path.read_text("utf-8") == PROSE[1]
    assert "no column of texts, only `n`" in refused(Wanted(none, local=True), folder)
    assert "no text in a column `n`. It has `story`" in refused(Wanted(one, "n", local=True), folder)


def test_rows_are_put_together_to_about_a_novel_and_stop_where_asked(tmp_path: Path) -> None:
    rows = ["x" * 400_000] * 7
    answers = list(child.write(iter(rows), tmp_path, most=2_000_000))
    assert answers == [child.Part("0.txt"), child.Part("1.txt"), child.Complete(whole=False)]
    assert [len((tmp_path / file).read_text("utf-8").split("\f")) for file in ("0.txt", "1.txt")] == [3, 2]


def test_that_a_dataset_goes_on_is_said(tmp_path: Path, folder: Path) -> None:
    path = write_rows(tmp_path / "long.jsonl", [{"text": row} for row in PROSE])
    said = outcome(fetch(Wanted(path, local=True, most_characters=1_000_000), folder)).notice
    assert said is None
    said = outcome(fetch(Wanted(path, local=True, most_characters=10), folder)).notice
    assert said
    assert said.english.startswith("`long.jsonl` goes on;")
    assert "длиннее" in said.russian


@pytest.mark.parametrize("name", ["..", "../secret", "/etc", "a/b/c", " ", "a b", ".hidden", "https://example.org/a"])
def test_what_could_be_a_path_is_no_dataset_of_the_hub(folder: Path, name: str) -> None:
    assert "is not the name of a dataset" in refused(Wanted(name), folder)


def test_without_the_hub_the_author_is_told(folder: Path) -> None:
    assert "the Hub does not answer" in refused(Wanted("author/name"), folder)


def test_rows_that_are_none_are_told(tmp_path: Path, folder: Path) -> None:
    (tmp_path / "broken.jsonl").write_text("neither rows\nnor columns", "utf-8")
    (tmp_path / "empty").mkdir()
    refused(Wanted(str(tmp_path / "broken.jsonl"), local=True), folder)
    refused(Wanted(str(tmp_path / "empty"), local=True), folder)


@pytest.mark.parametrize(
    ("error", "kind", "said"),
    [
        (DatasetNotFoundError("Dataset 'a/b' is a gated dataset on the Hub."), HubError, "accept its terms"),
        (DatasetNotFoundError("Dataset 'a/b' doesn't exist on the Hub or cannot be accessed."), HubError, "no dataset"),
        (ConnectionError("Couldn't reach 'a/b' on the Hub"), HubError, "does not answer"),
        (RuntimeError("Dataset scripts are no longer supported, but found b.py"), TextError, "row by row"),
        (FileNotFoundError("No (supported) data files found in a/b"), TextError, "no files with rows"),
    ],
)
def test_what_the_library_says_becomes_a_sentence(error: Exception, kind: type[Exception], said: str) -> None:
    explained = child._explained(error, Wanted("a/b"))
    assert isinstance(explained, kind)
    assert "`a/b`" in str(explained)
    assert said in str(explained)
    assert re.search("[а-яё]", explained.message.text("ru").lower())


def test_rows_that_unpack_to_more_than_memory_are_refused(tmp_path: Path, folder: Path) -> None:
    """A small file may hold a row many thousand times: the system gives the child no more memory than a file's has."""
    rows = pyarrow.DictionaryArray.from_arrays(numpy.zeros(100_000, "int32"), ["rain " * 1_000])
    path = tmp_path / "rain.parquet"
    parquet.write_table(pyarrow.table({"text": rows}), path, store_schema=False)
    assert path.stat().st_size < 100_000
    said = refused(Wanted(str(path), local=True, memory_bytes=200_000_000), folder)
    assert "needs more memory than reading a dataset may take" in said


def test_a_child_that_falls_silent_is_told(folder: Path) -> None:
    with pytest.raises(HubError, match="stopped coming"):
        outcome(fetch(Wanted("author/name"), folder, lambda *_: [sys.executable, "-c", "input()"]))


def test_the_child_gets_no_token_but_the_visitors_own(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_of_the_server")
    script = f"import os, pathlib; pathlib.Path({str(tmp_path / 'told')!r}).write_text(input() + str(dict(os.environ)))"
    with pytest.raises(HubError):
        outcome(fetch(Wanted("author/name"), folder, lambda *_: [sys.executable, "-c", script]))
    told = (tmp_path / "told").read_text()
    assert "hf_of_the_server" not in told
    assert str(folder / "of the hub") in told
    assert os.environ["HF_TOKEN"] == "hf_of_the_server"
