"""Damaged files for every reader: what is not read must end in a sentence, soon and in little memory.

`python -m tests.fuzz --inputs 100000` feeds damaged files of every format to reading, cleaning and all that follows up
to the corpus, in a child that is watched: any error but a `TextError`, a death of the child, an input that takes over
two seconds of the processor, and memory that keeps growing are reported, each with its number, which makes the same
input again (`--first NUMBER`).
`python -m tests.fuzz --coverage SECONDS` lets atheris look for new paths through the readers instead, also inside the
members of archives; it stops at the first error, and says where it left the input that did it.
"""

import argparse
import contextlib
import json
import os
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

from styles.cleaning.clean import clean
from styles.corpus.builder import build_corpus
from styles.errors import TextError
from styles.text import Text
from styles.texts.private import find, mask
from styles.texts.readers import read_pasted
from styles.texts.restoration import put_back
from styles.texts.uploads import Question, read_upload
from tests import archives
from tests.books import RUSSIAN, zipped
from tests.converters import CONVERTERS, Book

SLOW_SECONDS = 2.0
HANG_SECONDS = 20.0
"""Of the processor: on a busy computer a child may be silent for long and do nothing wrong."""
MOST_SILENCES = 15
"""So many times as long on the clock is a hang in any case."""
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
MAIL = (
    "From: Ann <ann@rain.example>\r\nTo: Ben <ben@rain.example>\r\nSubject: =?utf-8?q?The_rain?=\r\n"
    "Message-ID: <1@rain.example>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=B\r\n\r\n"
    "--B\r\nContent-Type: text/plain; charset=utf-8; format=flowed\r\n\r\nThe rain had been falling since \r\n"
    "Tuesday, and nobody spoke of it.\r\n\r\nOn Monday, 3 May 2021 at 10:00, Ben <ben@rain.example> wrote:\r\n"
    "> Did it stop?\r\n\r\nIt stopped on Sunday.\r\n\r\n-- \r\nAnn\r\n--B\r\nContent-Type: text/html\r\n"
    "\r\n<p>The rain</p>\r\n--B--\r\n"
)
TOKENS = (
    b"<p>", b"</p>", b"<div>", b"</div>", b"<table><tr><td>", b"</table>", b"<br/>", b"&#0;", b"&lt;", b"&x;",
    b"&#xD800;",     b"<!--", b"-->", b"<!---->", b"<![CDATA[", b"]]>", b"<!DOCTYPE x [<!ENTITY a 'aaaa'>]>",
    b"<?xml version='1.0' encoding='utf-7'?>",
    b"<a epub:type='noteref' href='#n1'>1</a>", b"id='n1'", b"<section>", b"<v>", b"<poem><stanza>", b"<w:p>", b"<w:t>",
    b"<w:del>", b"<w:footnoteReference w:id='1'/>", b"<text:p>", b"<text:s text:c='999999999'/>", b"<text:note>",
    b"\\par ", b"{", b"}", b"\\u-1?", b"\\'ff", b"\\uc9 ", b"\\bin99999 ", b"\\ansicpg65001", b"{\\*\\x ",
    b" obj ", b"endobj", b"stream\n", b"endstream", b"<<", b">>", b"[", b"]", b"/Kids[2 0 R]", b"/Count 999999999",
    b"/Length -1", b"BT ", b"ET ", b"Tj ", b" Tf ", b"/FlateDecode", b"xref", b"trailer", b"startxref\n0",
    b"\xff\xff\xff\xff", b"\xfe\xff\xff\xff", b"\x3c\x08\x01", b"\x13", b"\x14", b"\x15", b"\x07", b"\x01\xff\xff",
    b"<w:altChunk r:id='x'/>", b"<w:sym w:char='F0BE'/>", b"\\{\\\\Scrv_annot ", b"{\\upr", b"<office:document ",
    b"\n", b"\n\n", b"\r", b"\f", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc2\xad", b"\xed\xa0\x80", b"\xef\xb7\x91",
    b"# ", b"```", b"> ", b"[^1]", b"[^1]: ", b"---\n", b"* ", b"- ", b"| a | b |\n|---|---|\n", b"![", b"](",
    b"*** START OF THE PROJECT GUTENBERG", b"CHAPTER I\n", b"Contents\n", b"[Illustration", b"[Footnote 1: ",
    b'{"role": "assistant", "content": ', b'"messages": [', b'"prompt": 1e999', b'"\\ud800"', b"[[[[", b"null",
    b"ann@rain.example", b"+44 20 7946 0000", b"-----BEGIN PRIVATE KEY-----", b"sk-" + b"a" * 40,
    b"\nFrom 1@x Fri Jan 05 09:00:00 2024\n", b"X-Gmail-Labels: Sent\n", b"Content-Type: multipart/mixed; boundary=\n",
    b'"messages": [', b'"type": "message",', b'"list": [{', b"[05.01.24, 09:00:00] Ada: ", b"9/19/26, 9:52 AM - ",
    b"\xe2\x80\x8e", b"\\x0b",
    b"[[a|", b"]]", b"==", b"%%", b"{++", b"++}", b"{~~", b"~>", b"~~}", b"^[", b":::\n", b"#a ", b"<q>",
    b"<a name='n1'>", b"<think>", b"</think>", b"WEBVTT\n\n", b",", b"\t", b"\xc3\x83\xc2\xa9", b"\xd0\xa0\xc2\xb0",
    b"\x94", b"e\xcc\x81",
    b"1999", b"(IV", b"Chapter 1", b"by ", b". . ", b"  ", b"a", b"0", b"(", b"'", b", ", b"\xc2\xa0", b"\xe2\x80\x94 ",
    b"From: a@b.example\n", b"On 1 May 2021 at 10:00, a@b.example wrote:\n", b"-- \n", b"--B\r\n",
    b"Content-Type: text/html\r\n", b"\\footnote{", b"\\begin{verse}", b"\\end{", b"$", b"``", b".. note::\n\n   ",
    b"====\n", b"::\n\n  ", b":x:`", b"|a|", b"#+begin_src\n", b":END:\n", b"[[a][", b"[fn:1]", b"footnote:[",
    b"|===\n", b"____\n", b"{nbsp}", b"/*", b"[[", b"@ANN\n", b"BOOKMOBI", b"EXTH", b"INDX", b"TAGX", b"HUFF", b"CDIC",
    b"filepos=99", b"<mbp:pagebreak/>", b"kindle:pos:fid:0001:off:0", b"<BinderItem UUID='D0' Type='Text'><Children>",
    b"<Paragraph Type='Character'>", b"<ScriptNote>",
    b"00:00:01,000 --> 00:00:02,000\n", b"Page 1 of 9\n", b"-" * 99, b" " * 999, b"9" * 99,
)  # fmt: skip
"""What readers look for, to be put where it does not belong."""
SHORT_TOKENS = tuple(token for token in TOKENS if len(token) <= 7)
"""Rows of these find out what takes more than linear time."""


@cache
def seeds() -> dict[str, bytes]:
    """Return a small sound file of every format."""
    files = {name: convert(BOOK) for name, convert in CONVERTERS.items() if not name.endswith(".pdf")}
    files["book.pdf"] = CONVERTERS["book.pdf"](BOOK[:1])
    files["texts.zip"] = zipped({"a.txt": files["lines.txt"]})
    files["library.zip"] = zipped({"a/b.txt": files["lines.txt"], "c.md": files["book.md"]})
    said = "\n\n".join(f"00:{number:02}.000 --> 00:{number:02}.500\n{line}" for number, line in enumerate(BOOK[0]))
    files["speech.vtt"] = f"WEBVTT\n\n{said}\n".encode()
    files["signs.md"] = "\n\n".join(f"[[a|{line}]] =={line}== %%b%% {{--c--}}^[d]" for line in BOOK[0]).encode()
    files["chats.jsonl"] = "\n".join(
        json.dumps({"messages": [{"role": "user", "content": "More?"}, {"role": "assistant", "content": said}]})
        for chapter in BOOK
        for said in chapter
    ).encode()
    files["letter.eml"] = MAIL.encode()
    talk = [{"from": "human", "value": "More?"}, {"from": "gpt", "value": RUSSIAN}]
    files["sharegpt.json"] = json.dumps([{"conversations": talk}], ensure_ascii=False).encode()
    files |= archives.alone()
    files["chat.zip"] = zipped({"_chat.txt": archives.whatsapp_talk(3), "a.jpg": b"x"})
    files["Takeout.zip"] = zipped({"Takeout/Mail/All.mbox": archives.mailed_talk(3)})
    return files


def read_all(path: Path, name: str) -> Iterator[Text]:
    """Yield the texts of an upload; where an archive asks who the author is, those of everybody."""
    for item in read_upload(path, name):
        if isinstance(item, Text):
            yield item
        elif isinstance(item, Question):
            everybody = [one.key for one in item.candidates]
            yield from (text for text in read_upload(path, name, authors=everybody) if isinstance(text, Text))


def damaged(name: str, rng: Random) -> bytes:
    """Return a file of that seed with some damage."""
    return damaged_file(seeds()[name], rng)


def damaged_file(data: bytes, rng: Random) -> bytes:
    """Return a file with some damage, in an archive also inside its members."""
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


def _run(data: bytes, rng: Random) -> bytes:
    place = rng.choice((0, data.rfind(b"\n", 0, rng.randrange(len(data) + 1)) + 1, rng.randrange(len(data) + 1)))
    run = rng.choice(SHORT_TOKENS) * rng.choice((20, 300, 2_000))
    return data[:place] + rng.choice(TOKENS) + run + rng.choice(TOKENS) + data[place:]


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
    _flip, _truncate, _cut, _repeat, _insert, _insert, _run, _nest, _splice, _swap_numbers,
)  # fmt: skip


def read_and_prepare(data: bytes, name: str) -> None:
    """Read an upload and do with its texts all that the page may do; only a `TextError` may come of it."""
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        for text in read_all(Path(file.name), name):
            prepare_all_ways(text)


def prepare_all_ways(text: Text) -> None:
    """Clean a text, put back all that goes back, mask what is private, and make a corpus of it."""
    with contextlib.suppress(TextError):
        cleaned = clean(text)
        whole = put_back(cleaned, range(len(cleaned.removals)))
        build_corpus([mask(whole, find(whole))])


def made(number: int) -> tuple[str, bytes]:
    """Return the name and the bytes of one input; the same number always makes the same."""
    rng = Random(number)
    name = rng.choice(list(seeds()))
    data = damaged(name, rng)
    return (name if rng.random() < 0.8 else rng.choice(list(seeds()))), data


def work(first: int, end: int) -> None:
    """Be the child: read input after input and say how each went."""
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY_BYTES, MOST_MEMORY_BYTES))
    slowest = (0.0, first, "")
    for number in range(first, end):
        name, data = made(number)
        print(f"begin {number} {name}", flush=True)
        began = time.process_time()
        try:
            read_and_prepare(data, name)
            if name.endswith(".txt"):
                with contextlib.suppress(TextError):
                    prepare_all_ways(read_pasted(data.decode("utf-8", "replace")))
        except Exception:
            print("bad", " | ".join(traceback.format_exc().splitlines()[-5:]), flush=True)
        seconds = time.process_time() - began
        slowest = max(slowest, (seconds, number, name))
        if seconds > SLOW_SECONDS:
            print(f"slow {seconds:.1f}", flush=True)
        if number - first == WARM_INPUTS:
            print(f"warm {_peak_mb()}", flush=True)
    print("slowest", *slowest, flush=True)
    print(f"end {_peak_mb()}", flush=True)


def _peak_mb() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


class Watch:
    """Starts children one after another, and counts what they read and what goes wrong in them."""

    def __init__(self) -> None:
        self.read: Counter[str] = Counter()
        self.found: Counter[str] = Counter()
        self.slowest = (0.0, 0, "")
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
                self.read[name] += 1
            elif word in ("bad", "slow"):
                self._note(word, number, name, rest)
            elif word == "warm":
                warm = int(rest)
            elif word == "slowest":
                seconds, which, slow_name = rest.split()
                self.slowest = max(self.slowest, (float(seconds), int(which), slow_name))
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
        used, silences = 0.0, 0
        while silences < MOST_SILENCES and _processor_seconds(child.pid) - used < HANG_SECONDS:
            if not selector.select(HANG_SECONDS):
                silences += 1
                continue
            line = child.stdout.readline()
            used, silences = _processor_seconds(child.pid), 0
            if not line:
                child.wait()
                return
            yield line.rstrip("\n")


def _processor_seconds(process: int) -> float:
    """Return what a process has used so far; 0 where nobody can tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


@cache
def doors() -> list[tuple[str, str]]:
    """Return every way into the readers: the name of a seed, and "" or a member of it if it is an archive."""
    found = [(name, "") for name in seeds()]
    for name, data in seeds().items():
        if data.startswith(b"PK"):
            with zipfile.ZipFile(BytesIO(data)) as archive:
                found += [(name, member) for member in archive.namelist()]
    return found


def through_a_door(data: bytes) -> tuple[str, bytes]:
    """Return the name and the bytes of a file: the first byte says which door the others come in by."""
    name, member = doors()[data[0] % len(doors())] if data else doors()[0]
    if not member:
        return name, data[1:]
    with zipfile.ZipFile(BytesIO(seeds()[name])) as archive:
        members = {each: archive.read(each) for each in archive.namelist()}
    return name, zipped(members | {member: data[1:]})


def look_for_paths(seconds: int) -> None:
    """Let atheris change inputs towards parts of the readers not seen before; it stops at the first error."""
    import atheris

    def read(data: bytes) -> None:
        name, file = through_a_door(data)
        read_and_prepare(file, name)

    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile("w", suffix=".dict") as tokens:
        for number, (name, member) in enumerate(doors()):
            data = seeds()[name]
            if member:
                with zipfile.ZipFile(BytesIO(data)) as archive:
                    data = archive.read(member)
            Path(folder, f"door {number}").write_bytes(bytes([number]) + data)
        tokens.writelines('"' + "".join(f"\\x{byte:02x}" for byte in token) + '"\n' for token in TOKENS)
        tokens.flush()
        options = ["-max_len=20000", "-timeout=20", "-rss_limit_mb=3000", "-print_final_stats=1"]
        options += [f"-max_total_time={seconds}", f"-dict={tokens.name}"]
        options += [f"-artifact_prefix={tempfile.gettempdir()}/pastiche-fuzz-"]
        atheris.instrument_all()
        atheris.Setup([sys.argv[0], *options, folder], read)
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
    seconds, used = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    print(
        f"{given.inputs:,} inputs in {seconds:,.0f} s, {used.ru_utime + used.ru_stime:,.0f} s of the processor; ",
        end="",
    )
    print(f"found: {dict(watch.found) or 'nothing'}")
    print(f"memory grew by {watch.growth} MB after the first {WARM_INPUTS:,} inputs of a child")
    print("slowest: {:.2f} s of the processor, input {} ({})".format(*watch.slowest))
    print("by name:", ", ".join(f"{name} {count:,}" for name, count in sorted(watch.read.items())))
    sys.exit(bool(watch.found) or watch.growth > MOST_GROWTH_MB)


if __name__ == "__main__":
    main()
