"""How fast a novel is read and cleaned in every format, and in how much memory, beside two other readers.

`python -m tests.benchmarks.reading_formats BOOK` wraps the book, about 1 MB of text, as each format and has each file
read in a fresh process (on Linux): words a second of the processor, and the peak of memory. kreuzberg and markitdown
are measured too where they are installed, best in a folder of their own: `pip install --target PEERS kreuzberg
'markitdown[all]'`, then `--peers PEERS`. Theirs is reading alone; ours is reading and cleaning.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from styles.cleaning.clean import clean
from styles.texts.readers import read_file
from tests.converters import CONVERTERS

RUNS = 3
"""The best of so many processes counts: other work on the computer only ever slows one down."""
READERS = {
    "pastiche": (
        "from styles.texts.readers import read_file\nfrom styles.cleaning.clean import clean\n",
        "text = '\\n'.join(clean(read_file(path)).paragraphs)",
    ),
    "kreuzberg": ("import kreuzberg\n", "text = kreuzberg.extract_file_sync(path).content"),
    "markitdown": ("from markitdown import MarkItDown\n", "text = MarkItDown().convert(path).text_content"),
}
"""What each reader imports, which is not timed, and how it reads a file."""
CHILD = """
import json, re, sys, time
from pathlib import Path
{imports}
def peak():  # getrusage would count what the parent held when it forked
    return int(re.search(r"VmHWM:\\s+(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024
path = Path(sys.argv[1])
before = peak()
wall, began = time.perf_counter(), time.process_time()
{read}
seconds, wall = time.process_time() - began, time.perf_counter() - wall
print(json.dumps([len(text.split()), seconds, wall, peak(), peak() - before]))
"""


def measured(reader: str, path: Path, peers: Path | None) -> list[float] | None:
    """Return words, seconds of the processor and of the clock, peak MB and how much of it reading added; None where
    the reader fails."""
    imports, read = READERS[reader]
    found = [str(place) for place in (Path.cwd(), peers) if place]
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(found), "OMP_NUM_THREADS": "1"}
    runs = []
    for _ in range(RUNS):
        command = [sys.executable, "-c", CHILD.format(imports=imports, read=read), str(path)]
        child = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=300)
        if child.returncode:
            return None
        runs.append(json.loads(child.stdout.splitlines()[-1]))
    return min(runs, key=lambda run: run[1])


def row(cells: Sequence[object]) -> str:
    """Return a line of the table."""
    return "| " + " | ".join(map(str, cells)) + " |"


def main() -> None:
    """Measure every reader on every format."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("book", type=Path)
    parser.add_argument("--peers", type=Path)
    parser.add_argument("--formats", nargs="*", choices=CONVERTERS, default=list(CONVERTERS))
    given = parser.parse_args()
    book = clean(read_file(given.book)).chapters
    print(row(["format", "MB", "reader", "words", "seconds", "words a second", "peak MB", "of it reading"]))
    with tempfile.TemporaryDirectory() as folder:
        for name in given.formats:
            path = Path(folder, name)
            path.write_bytes(CONVERTERS[name](book))
            for reader in READERS:
                figures = measured(reader, path, given.peers)
                start = [name, f"{path.stat().st_size / 1e6:.2f}", reader]
                if figures is None:
                    print(row([*start, "not read"]), flush=True)
                    continue
                words, seconds, _, peak, added = figures
                speed = f"{words / max(seconds, 0.001):,.0f}"
                print(
                    row([*start, f"{words:,.0f}", f"{seconds:.2f}", speed, f"{peak:.0f}", f"{added:.0f}"]), flush=True
                )


if __name__ == "__main__":
    main()
