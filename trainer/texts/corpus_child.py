"""The child that makes the corpus of a library: `python -m trainer.texts.corpus_child`.

It reads one `trainer.texts.preparation.Preparing` from its standard input. The passages of all texts go into an Arrow
file and are read back from there, so the library may be larger than the memory.
"""

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any

from datasets import Dataset, Features, Value
from datasets.arrow_writer import ArrowWriter

from styles.corpus.builder import CorpusBuilder
from styles.corpus.corpus import Corpus, LeftOutPassage, Passage
from styles.corpus.passages import PassageSize
from styles.texts.saved_text import SavedText
from trainer.errors import PasticheError
from trainer.texts.preparation import Prepared, Preparing, Taken, Unprepared, from_line, to_line

PAGE = 500
"""Passages that are read from the disk at once."""
_KINDS = {int: "int64", str: "string"}
_FEATURES = Features({field.name: Value(_KINDS[field.type]) for field in fields(Passage)})  # type: ignore[index]


class ArrowPassages:
    """Passages in an Arrow file: first written, then looked up by index."""

    def __init__(self, file: Path) -> None:
        self._file = str(file)
        self._writer: ArrowWriter | None = ArrowWriter(path=self._file, features=_FEATURES, writer_batch_size=PAGE)
        self._written: Any = None
        self._number = -1
        self._page: list[Passage] = []

    def append(self, passage: Passage, /) -> None:
        """Write the next passage."""
        assert self._writer is not None, "passages are written before the first one is looked up"
        self._writer.write(vars(passage))

    def __getitem__(self, index: int, /) -> Passage:
        """Return the passage at an index; its whole page is read."""
        if self._writer is not None:
            self._writer.finalize()
            self._writer = None
            self._written = Dataset.from_file(self._file)
        number, line = divmod(index, PAGE)
        if number != self._number:
            columns = self._written[number * PAGE : (number + 1) * PAGE]
            rows = zip(*columns.values(), strict=True)
            self._page = [Passage(**dict(zip(columns, row, strict=True))) for row in rows]
            self._number = number
        return self._page[line]


def prepare(order: Preparing) -> Iterator[Taken]:
    """Write the corpus, and yield how many texts are cut into passages."""
    store = ArrowPassages(Path(order.folder) / "passages.arrow")
    revision = order.revision
    builder = CorpusBuilder(store, PassageSize(order.least, order.most), revision.kept)
    for number, (name, file) in enumerate(zip(order.names, order.files, strict=True), 1):
        builder.add(revision.applied(SavedText(name, Path(file), 0).text()))
        yield Taken(number)
    plan = builder.plan()
    corpus = Corpus(
        plan.language,
        tuple(store[index] for index in drawn(plan.train, order.train)),
        tuple(store[index] for index in drawn(plan.held_out, order.held_out)),
        plan.report,
        tuple(LeftOutPassage(store[index], plan.left_out[index]) for index in drawn(plan.left_out, order.left_out)),
    )
    written = json.dumps(corpus.to_json(), ensure_ascii=False)
    (Path(order.folder) / "corpus.json").write_text(written, "utf-8")


def drawn(indices: "Sequence[int] | dict[int, Any]", most: int) -> list[int]:
    """Return at most so many indices, evenly spaced, in order."""
    every = sorted(indices)
    if len(every) <= most:
        return every
    return [every[number * len(every) // most] for number in range(most)]


def main() -> None:
    """Prepare what is ordered, and say how far it is."""
    os.umask(0o077)
    order = from_line(sys.stdin.readline())
    assert isinstance(order, Preparing)
    try:
        for taken in prepare(order):
            print(to_line(taken), flush=True)
        print(to_line(Prepared()), flush=True)
    except PasticheError as error:
        print(to_line(Unprepared(str(error), error.message.russian)), flush=True)


if __name__ == "__main__":
    main()
