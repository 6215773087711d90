"""The child for datasets: `python -m trainer.texts.dataset_child`.

It streams the rows of a dataset into text files. It reads one `trainer.texts.dataset.Wanted` from its standard input,
and writes the files into the folder it was started in. A data set's own code is never run.
"""

import itertools
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import datasets
from datasets.exceptions import DatasetNotFoundError

from styles.errors import quoted
from styles.text import CHAPTER_BORDER
from trainer.errors import HubError, PasticheError, TextError
from trainer.texts import error_messages
from trainer.texts.dataset import Complete, Missing, Part, Wanted, from_line, to_line
from trainer.texts.process_limits import limit, taken_bytes

PART_CHARACTERS = 1_000_000
"""Rows are put together into texts of about this size, a long novel's."""
_LOOK = 50
"""Rows that are looked at to find the column with the texts."""
_FORMATS = {".jsonl": "json", ".json": "json", ".parquet": "parquet", ".csv": "csv", ".tsv": "csv", ".arrow": "arrow"}
_BORDER = f"\n{CHAPTER_BORDER}\n"
_Row = Mapping[str, Any]


def rows(wanted: Wanted) -> Iterator[str]:
    """Yield the texts of the rows."""
    try:
        stream = iter(_opened(wanted))
        first = list(itertools.islice(stream, _LOOK))
    except PasticheError:
        raise
    except Exception as error:
        raise _explained(error, wanted) from error
    column = text_column(first, wanted)
    for row in itertools.chain(first, stream):
        text = row.get(column)
        if isinstance(text, str) and text.strip():
            yield text


def text_column(rows: list[_Row], wanted: Wanted) -> str:
    """Return the column that has the texts, told from the first rows."""
    name = quoted(_called(wanted))
    if not rows:
        raise TextError(error_messages.NO_ROWS(name=name))
    columns = list(dict.fromkeys(column for row in rows for column in row))
    textual = [column for column in columns if any(isinstance(row.get(column), str) for row in rows)]
    if wanted.column:
        if wanted.column in textual:
            return wanted.column
        raise TextError(
            error_messages.NO_SUCH_COLUMN(name=name, column=quoted(wanted.column), columns=_listed(textual or columns))
        )
    if "text" in textual:
        return "text"
    if len(textual) == 1:
        return textual[0]
    if not textual:
        raise TextError(error_messages.NO_TEXT_COLUMN(name=name, columns=_listed(columns)))
    raise TextError(error_messages.SEVERAL_COLUMNS(name=name, columns=_listed(textual)))


def write(texts: Iterable[str], folder: Path, most: int) -> Iterator[Part | Complete]:
    """Write texts into files of about a novel's length; yield each."""
    number, total, part, length = 0, 0, list[str](), 0
    for text in texts:
        part.append(text)
        length += len(text)
        total += len(text)
        if length >= PART_CHARACTERS:
            yield _written(part, folder, number)
            number, part, length = number + 1, [], 0
        if total >= most:
            break
    if part:
        yield _written(part, folder, number)
    yield Complete(whole=total < most)


def _written(part: list[str], folder: Path, number: int) -> Part:
    file = folder / f"{number}.txt"
    # A chapter border between rows: reading takes it for a paragraph's where rows are short.
    file.write_text(_BORDER.join(part), "utf-8", errors="replace")
    return Part(file.name)


def _opened(wanted: Wanted) -> Iterable[_Row]:
    """Return the rows of the wanted split, or of the first."""
    options: dict[str, Any] = {"streaming": True, "name": wanted.config or None}
    if not wanted.local:
        loaded = datasets.load_dataset(wanted.dataset, token=wanted.token or False, **options)
    elif (kind := _FORMATS.get(Path(wanted.dataset).suffix.lower())) and Path(wanted.dataset).is_file():
        cells = {"sep": "\t"} if wanted.dataset.lower().endswith(".tsv") else {}
        loaded = datasets.load_dataset(kind, data_files=wanted.dataset, **cells, **options)
    else:
        loaded = datasets.load_dataset(wanted.dataset, **options)
    split = loaded[wanted.split] if wanted.split in loaded else next(iter(loaded.values()))
    rows: Iterable[_Row] = split.decode(False)  # pictures and sounds stay packed
    return rows


def _explained(error: Exception, wanted: Wanted) -> PasticheError:
    """Return the sentence for what a library said."""
    name, said = quoted(_called(wanted)), str(error)
    if isinstance(error, MemoryError):
        return TextError(error_messages.DATASET_TOO_HUNGRY(name=name))
    if isinstance(error, DatasetNotFoundError):
        if "gated" in said:
            return HubError(error_messages.GATED_DATASET(name=name))
        return HubError(error_messages.NO_DATASET(name=name))
    if isinstance(error, FileNotFoundError):  # also a data set without a file of a known kind
        return TextError(error_messages.NO_FILES_WITH_ROWS(name=name))
    if isinstance(error, ConnectionError | TimeoutError) or "offline" in said.lower():
        return HubError(error_messages.DATASET_OUT_OF_REACH(name=name))
    if "Config name is missing" in said or "BuilderConfig" in said:
        return TextError(error_messages.SEVERAL_PARTS(name=name, parts=_configs(wanted)))
    return TextError(error_messages.NO_ROW_BY_ROW(name=name))


def _called(wanted: Wanted) -> str:
    return Path(wanted.dataset).name if wanted.local else wanted.dataset


def _configs(wanted: Wanted) -> str:
    return _listed(datasets.get_dataset_config_names(wanted.dataset, token=wanted.token or False))


def _listed(columns: Iterable[str], most: int = 12) -> str:
    return ", ".join(quoted(column) for column in itertools.islice(columns, most))


def main() -> None:
    """Write the wanted rows, and send the names of their files."""
    os.umask(0o077)
    datasets.config.STREAMING_READ_MAX_RETRIES = 3
    wanted = from_line(sys.stdin.readline())
    assert isinstance(wanted, Wanted)
    limit(taken_bytes() + wanted.memory_bytes, wanted.answer_bytes)
    try:
        for answer in write(rows(wanted), Path.cwd(), wanted.most_characters):
            print(to_line(answer), flush=True)
    except PasticheError as error:
        print(to_line(Missing(str(error), isinstance(error, HubError), error.message.russian)), flush=True)
    except Exception as error:
        explained = _explained(error, wanted).message
        print(to_line(Missing(explained.english, russian=explained.russian)), flush=True)
    # Threads of the streaming libraries may hang on to the interpreter after everything is said.
    sys.stdout.flush()
    os._exit(0)


if __name__ == "__main__":
    main()
