"""How long a library takes from text files to a corpus, and how much memory.

`python -m tests.benchmarks.prepare_library --corpora ../shared/corpora --novels 100`. With `--file` the passages wait
in a file, as a large library's do, and not in memory. Novels beyond those at hand are the same ones in a cipher: as
long, with words of their own. The seconds are those of one core at work, whatever else the computer does.
"""

import argparse
import json
import resource
import tarfile
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict
from itertools import count, islice
from pathlib import Path
from typing import BinaryIO

from styles.cleaning.clean import clean
from styles.corpus.builder import CorpusBuilder, PassageStore
from styles.corpus.corpus import Passage
from styles.texts.readers import read_bytes

LETTERS = "abcdefghijklmnopqrstuvwxyz"


class PassageFile:
    """Passages as lines of a file."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._starts: list[int] = []

    def append(self, passage: Passage) -> None:
        """Write the passage at the end."""
        self._starts.append(self._file.seek(0, 2))
        self._file.write(json.dumps(asdict(passage), ensure_ascii=False).encode() + b"\n")

    def __getitem__(self, place: int) -> Passage:
        """Read one passage again."""
        self._file.seek(self._starts[place])
        return Passage(**json.loads(self._file.readline()))


def novels(corpora: Path) -> Iterator[tuple[str, bytes]]:
    """Yield name and content of the English reference novels, again and again, each time in another cipher."""
    with tempfile.TemporaryDirectory() as folder, tarfile.open(corpora / "reference_en.tar.xz") as archive:
        archive.extractall(folder, filter="data")
        files = sorted(Path(folder).rglob("*.txt"))
        for turn in count():
            shifted = LETTERS[turn % 26 :] + LETTERS[: turn % 26]
            cipher = bytes.maketrans((LETTERS + LETTERS.upper()).encode(), (shifted + shifted.upper()).encode())
            for path in files:
                yield f"{path.stem} {turn + 1}", path.read_bytes().translate(cipher)


def main() -> None:
    """Print seconds, words a second and the peak of memory."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--novels", type=int, default=100)
    parser.add_argument("--file", action="store_true")
    options = parser.parse_args()
    spent = dict.fromkeys(("read", "clean", "passages", "plan"), 0.0)
    size = 0
    with tempfile.TemporaryFile() as file:
        store: PassageStore = PassageFile(file) if options.file else []
        builder = CorpusBuilder(store)
        for name, content in islice(novels(options.corpora), options.novels):
            moments = [time.process_time()]
            text = read_bytes(content, f"{name}.txt")
            moments.append(time.process_time())
            cleaned = clean(text)
            moments.append(time.process_time())
            builder.add(cleaned)
            moments.append(time.process_time())
            size += len(content)
            for step, start, end in zip(spent, moments, moments[1:], strict=False):
                spent[step] += end - start
        start = time.process_time()
        report = builder.plan().report
        spent["plan"] = time.process_time() - start
    total = sum(spent.values())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{report.documents} novels, {size / 1e6:.0f} MB, {report.words:,} words, {report.passages:,} passages")
    print(f"{total:.0f} s ({', '.join(f'{step} {seconds:.0f}' for step, seconds in spent.items())})")
    print(f"{report.words / total:,.0f} words a second, peak {memory:,.0f} MB")


if __name__ == "__main__":
    main()
