"""Damaged files for every reader: what is not read must end in a sentence, soon and in little memory.

`python -m tests.fuzz --inputs 100000` feeds damaged files of every format to reading and cleaning, in a child that is
watched: any error but a `TextError`, a death of the child, an input that takes over two seconds of the processor, and
memory that keeps growing are reported, each with its number, which makes the same input again (`--first NUMBER`).
`python -m tests.fuzz --coverage SECONDS` lets atheris look for new paths through the readers instead.
"""

import argparse
import resource
import selectors
import subprocess
import sys
import tempfile
import time
import traceback
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from random import Random

from styles.cleaning import clean
from styles.errors import TextError
from styles.readers import read_bytes, read_pasted
from tests.books import RUSSIAN, zipped
from tests.converters import CONVERTERS, Book

SLOW_SECONDS = 2.0
HANG_SECONDS = 20.0
MOST_GROWTH_MB = 100
MOST_MEMORY_BYTES = 3_000_000_000
CHILD_INPUTS = 10_000
"""A fresh child takes over after so many inputs, so that growth is measured from its first thousand."""
WARM_INPUTS = 1_000
_LARGEST = 20_000

BOOK: Book = [
    [
        "The rain had been falling since Tuesday — and nobody spoke of it.[1]",
        "“It stopped,” she said.",
        "One\nTwo\nTri",
    ],
    [RUSSIAN.strip(), "— Да, — сказал он. 1999", "* * *", "[1] A note about the rain."],
]
TOKENS = (
    b"<p>", b"</p>", b"<div>", b"</div>", b"<table><tr><td>", b"</table>", b"<br/>", b"&#0;", b"&lt;", b"&x;",
    b"&#xD800;",     b"<!--", b"-->", b"<![CDATA[", b"]]>", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>",
    b"<?xml version='1.0' encoding='utf-7'?>",
    b"<a epub:type='noteref' href='#n1'>1</a>", b"id='n1'", b"<section>", b"<v>", b"<poem><stanza>", b"<w:p>", b"<w:t>",
    b"<w:del>", b"<w:footnoteReference w:id='1'/>", b"<text:p>", b"<text:s text:c='999999999'/>", b"<text:note>",
    b"\\par ", b"{", b"}", b"\\u-1?", b"\\'ff", b"\\uc9 ", b"\\bin99999 ", b"\\ansicpg65001", b"{\\*\\x ",
    b" obj ", b"endobj", b"stream\n", b"endstream", b"<<", b">>", b"[", b"]", b"/Kids[2 0 R]", b"/Count 999999999",
    b"/Length -1", b"BT ", b"ET ", b"Tj ", b" Tf ", b"/FlateDecode", b"xref", b"trailer", b"startxref\n0",
    b"\n", b"\n\n", b"\r", b"\f", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc2\xad", b"\xed\xa0\x80", b"\xef\xb7\x91",
    b"# ", b"```", b"> ", b"[^1]", b"[^1]: ", b"---\n", b"* ", b"- ", b"| a | b |\n|---|---|\n", b"![", b"](",
    b"*** START OF THE PROJECT GUTENBERG", b"CHAPTER I\n", b"Contents\n", b"[Illustration", b"[Footnote 1: ",
    b"00:00:01,000 --> 00:00:02,000\n", b"Page 1 of 9\n", b"-" * 99, b" " * 999, b"9" * 99,
)  # fmt: skip
"""What readers look for, to be put where it does not belong."""


@cache
def seeds() -> dict[str, bytes]:
    """Return a small sound file of every format."""
    files = {name: convert(BOOK) for name, convert in CONVERTERS.items() if not name.endswith(".pdf")}
    files["book.pdf"] = CONVERTERS["book.pdf"](BOOK[:1])
    files["texts.zip"] = zipped({"a.txt": files["lines.txt"]})
    return files


def damaged(name: str, rng: Random) -> bytes:
    """Return a file of that seed with some damage, in an archive also inside its members."""
    data = seeds()[name]
    if data.startswith(b"PK") and rng.random() < 0.8:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            members = {member: archive.read(member) for member in archive.namelist()}
        member = rng.choice(list(members))
        members[member] = _damage(members[member], rng)
        data = zipped(members)
        return data if rng.random() < 0.9 else _damage(data, rng)
    return _damage(data, rng)


def _damage(data: bytes, rng: Random) -> bytes:
    for _ in range(rng.choice((1, 1, 1, 2, 3, 8))):
        data = rng.choice(_DAMAGES)(data, rng)[:_LARGEST]
    return data


def _flip(data: bytes, rng: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(rng.choice((1, 2, 8, 64)) if data else 0):
        changed[rng.randrange(len(changed))] = rng.randrange(256)
    return bytes(changed)


def _truncate(data: bytes, rng: Random) -> bytes:
    return data[: rng.randrange(len(data) + 1)] if rng.random() < 0.7 else data[rng.randrange(len(data) + 1) :]


def _cut(data: bytes, rng: Random) -> bytes:
    start, end = _stretch(data, rng)
    return data[:start] + data[end:]


def _repeat(data: bytes, rng: Random) -> bytes:
    start, end = _stretch(data, rng)
    return data[:end] + data[start:end] * rng.choice((1, 2, 10, 200)) + data[end:]


def _insert(data: bytes, rng: Random) -> bytes:
    place = rng.randrange(len(data) + 1)
    return data[:place] + rng.choice(TOKENS) * rng.choice((1, 1, 2, 50)) + data[place:]


def _nest(data: bytes, rng: Random) -> bytes:
    start, end = _stretch(data, rng)
    opened, closed = rng.choice(
        ((b"<div>", b"</div>"), (b"<p>", b""), (b"<b><i>", b"</i></b>"), (b"{", b"}"), (b"[", b"]"), (b"<<", b">>"))
        + ((b"<table><tr><td>", b"</td></tr></table>"), (b"<section>", b"</section>"), (b"> ", b""), (b"(", b")"))
    )
    depth = rng.choice((3, 300, 3_000))
    return data[:start] + opened * depth + data[start:end] + closed * depth + data[end:]


def _splice(data: bytes, rng: Random) -> bytes:
    other = seeds()[rng.choice(list(seeds()))]
    start, end = _stretch(other, rng)
    place = rng.randrange(len(data) + 1)
    return data[:place] + other[start:end] + data[place:]


def _swap_numbers(data: bytes, rng: Random) -> bytes:
    digits = [place for place, byte in enumerate(data) if 48 <= byte <= 57]
    if not digits:
        return data
    place = rng.choice(digits)
    return data[:place] + rng.choice((b"0", b"-1", b"65536", b"99999999999")) + data[place + 1 :]


def _stretch(data: bytes, rng: Random) -> tuple[int, int]:
    start = rng.randrange(len(data) + 1)
    return start, min(len(data), start + rng.choice((1, 4, 30, 300, 3_000)))


_DAMAGES: tuple[Callable[[bytes, Random], bytes], ...] = (
    _flip, _truncate, _cut, _repeat, _insert, _insert, _nest, _splice, _swap_numbers,
)  # fmt: skip


def read_and_clean(data: bytes, name: str) -> None:
    """Read and clean a file, as the page does; only a `TextError` may come of it, and is let pass."""
    try:
        clean(read_bytes(data, name))
    except TextError:
        return


def made(number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of one input; the same number always makes the same."""
    rng = Random(number)
    name = rng.choice(list(seeds()))
    data = damaged(name, rng)
    return (name if rng.random() < 0.8 else rng.choice(list(seeds()))), data


def work(first: int, end: int) -> None:
    """Be the child: read input after input and say how each went."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    for number in range(first, end):
        name, data = made(number)
        print(f"begin {number} {name}", flush=True)
        began = time.process_time()
        try:
            read_and_clean(data, name)
            if name.endswith(".txt"):
                clean(read_pasted(data.decode("utf-8", "replace")))
        except TextError:
            pass
        except Exception:
            print("bad", " | ".join(traceback.format_exc().splitlines()[-5:]), flush=True)
        seconds = time.process_time() - began
        if seconds > SLOW_SECONDS:
            print(f"slow {seconds:.1f}", flush=True)
        if number - first == WARM_INPUTS:
            print(f"warm {_peak_mb()}", flush=True)
    print(f"end {_peak_mb()}", flush=True)


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class Watch:
    """Starts children one after another, and counts what goes wrong in them."""

    def __init__(self) -> None:
        self.found: Counter[str] = Counter()
        self.growth = 0

    def run(self, first: int, end: int) -> None:
        """Have all inputs read; a child that dies or hangs is replaced after the input that did it."""
        while first < end:
            last = min(first + CHILD_INPUTS, end)
            command = [sys.executable, "-m", "tests.fuzz", "--child", str(first), str(last)]
            with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, bufsize=1) as child:
                first = self._listen(child, first, last)

    def _listen(self, child: "subprocess.Popen[str]", first: int, last: int) -> int:
        """Take down what a child says; return the number of the input to go on with."""
        number, name, warm = first, "", 0
        for line in _lines(child):
            word, _, rest = line.partition(" ")
            if word == "begin":
                number, name = int(rest.split()[0]), rest.split()[1]
            elif word in ("bad", "slow"):
                self._note(word, number, name, rest)
            elif word == "warm":
                warm = int(rest)
            elif word == "end":
                self.growth = max(self.growth, int(rest) - warm if warm else 0)
                return last
        hung = child.poll() is None
        child.kill()
        self._note("hung" if hung else "died", number, name, "" if hung else f"status {child.wait()}")
        return number + 1

    def _note(self, what: str, number: int, name: str, how: str) -> None:
        self.found[what] += 1
        print(f"{what}: input {number} ({name}) {how}", flush=True)


def _lines(child: "subprocess.Popen[str]") -> Iterator[str]:
    """Yield what a child says until it is silent for too long or gone."""
    assert child.stdout is not None
    with selectors.DefaultSelector() as selector:
        selector.register(child.stdout, selectors.EVENT_READ)
        while selector.select(HANG_SECONDS):
            line = child.stdout.readline()
            if not line:
                child.wait()
                return
            yield line.rstrip("\n")


def look_for_paths(seconds: int) -> None:
    """Let atheris change inputs towards parts of the readers not seen before; it stops at the first error."""
    import atheris

    with tempfile.TemporaryDirectory() as folder:
        for name, data in seeds().items():
            Path(folder, name).write_bytes(data)
        names = list(seeds())
        atheris.instrument_all()
        atheris.Setup(
            [sys.argv[0], f"-max_total_time={seconds}", "-max_len=20000", "-timeout=20", "-rss_limit_mb=3000", folder],
            lambda data: read_and_clean(data, names[len(data) % len(names)]),
        )
        atheris.Fuzz()


def main() -> None:
    """Fuzz, and say what was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--inputs", type=int, default=100_000)
    parser.add_argument("--first", type=int, default=0, help="the number of the first input")
    parser.add_argument("--coverage", type=int, metavar="SECONDS", help="use atheris for so long")
    parser.add_argument("--child", type=int, nargs=2, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.child:
        work(*given.child)
        return
    if given.coverage:
        look_for_paths(given.coverage)
        return
    began, watch = time.perf_counter(), Watch()
    watch.run(given.first, given.first + given.inputs)
    seconds = time.perf_counter() - began
    print(f"{given.inputs:,} inputs in {seconds:,.0f} s; found: {dict(watch.found) or 'nothing'}; ", end="")
    print(f"memory grew by {watch.growth} MB after the first {WARM_INPUTS:,} inputs of a child")
    sys.exit(bool(watch.found) or watch.growth > MOST_GROWTH_MB)


if __name__ == "__main__":
    main()
