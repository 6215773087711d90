"""No damage to an archive of posts makes its reader crash, or yield what is no piece.

The long run by hand: `python -m tests.test_archives_fuzz 5000`.
"""

import json
import sys
import time
import zipfile
from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from io import BytesIO
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styles.archives.kinds import ArchiveKind, SingleFileKind, archive_kind, file_kind
from styles.archives.pieces import Piece
from styles.errors import TextError
from styles.formats.archives import Archive
from styles.text import CHAPTER_BORDER, ReadingLimits, solid
from tests import post_archives
from tests.books import zipped
from tests.fuzz import damaged_file

SEEDS = sorted(post_archives.seeds())
WRONG = (
    None,
    True,
    -1,
    10**30,
    1e308,
    float("inf"),
    "",
    "\ud800",
    "@a " * 50,
    "[" * 50,
    [],
    {},
    [[]],
    {"a": [1]},
    "0000-00-00",
)


@cache
def seed(name: str) -> bytes:
    """The sound archive of that name."""
    return post_archives.seeds()[name]


@cache
def kind_of_seed(name: str) -> ArchiveKind | SingleFileKind:
    """The kind that reads it."""
    data = seed(name)
    if data.startswith(b"PK"):
        kind: ArchiveKind | SingleFileKind | None = archive_kind(zipfile.ZipFile(BytesIO(data)).namelist())
    else:
        kind = file_kind(data[:4096].decode())
    assert kind is not None
    return kind


def read(name: str, data: bytes) -> Iterator[Piece]:
    """What the seed's reader makes of other bytes."""
    kind = kind_of_seed(name)
    if isinstance(kind, SingleFileKind):
        yield from kind.read(data)
        return
    try:
        archive = Archive(data, "`a.zip`", ReadingLimits())
    except TextError:
        return
    yield from kind.read(archive)


def check(pieces: Iterator[Piece]) -> int:
    """Check that each piece has the form that all readers share; return how many they are."""
    count = 0
    for piece in pieces:
        count += 1
        kept = len(solid(piece.text))
        assert kept
        assert CHAPTER_BORDER not in piece.text
        assert all(0 <= removal.offset <= kept for removal in piece.removals)
        assert piece.date is None or piece.date.utcoffset() is not None
        "".join((piece.text, piece.title, piece.thread, piece.writer.name if piece.writer else "")).encode()
    return count


def with_wrong_values(data: bytes, rng: Random) -> bytes:
    """An archive in whose JSON some values have another type."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name, member in members.items():
        script, _, written = member.decode("utf-8", "replace").rpartition("part0 = ")
        if name.endswith((".json", ".js")) and written[:1] in ("[", "{"):
            value = [json.loads(written)]
            for _ in range(rng.choice((1, 2, 5))):
                replace(value, rng)
            prefix = f"{script}part0 = " if script else ""
            members[name] = (prefix + json.dumps(value[0])).encode()
    return zipped(members)


def replace(value: Any, rng: Random) -> None:
    """Put a wrong value somewhere into a JSON value."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not keys:
            return
        key = rng.choice(keys)
        if isinstance(value[key], dict | list) and value[key] and rng.random() < 0.8:
            value = value[key]
            continue
        value[key] = deepcopy(rng.choice(WRONG))
        return


def made(name: str, rng: Random) -> bytes:
    """A damaged archive."""
    if seed(name).startswith(b"PK") and rng.random() < 0.4:
        return with_wrong_values(seed(name), rng)
    return damaged_file(seed(name), rng)


@pytest.mark.parametrize("name", SEEDS)
def test_the_archives_are_sound_before_they_are_damaged(name: str) -> None:
    assert check(read(name, seed(name)))


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=20)
@given(rng=st.randoms(use_true_random=False))
def test_a_damaged_archive_yields_sound_pieces_or_none(name: str, rng: Random) -> None:
    check(read(name, made(name, rng)))


DEEP = 20_000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.zip", zipped({"data/tweets.js": b"x = " + b"[" * DEEP})),
        ("x.zip", zipped({"data/tweets.js": b'x = [{"tweet": {"id_str": "1", "full_text": "' + b'"@a: ' * DEEP})),
        ("facebook.zip", zipped({"posts/your_posts_1.json": b'{"a":' * DEEP})),
        ("mastodon.zip", post_archives.mastodon(post_archives.toot(1, "<p>" + "<div>" * DEEP))),
        ("wordpress.xml", post_archives.wordpress(post_archives.wordpress_item("[quote]" * DEEP))),
        ("wordpress.xml", post_archives.wordpress(post_archives.wordpress_item("[code]" * DEEP))),
        (
            "wordpress.xml",
            post_archives.wordpress(post_archives.wordpress_item("".join(f"[/a{n}]" for n in range(DEEP)))),
        ),
        ("wordpress.xml", post_archives.wordpress(post_archives.wordpress_item("[a " * DEEP))),
        ("livejournal.xml", post_archives.livejournal("<lj user=" * DEEP)),
        ("livejournal.xml", post_archives.livejournal("<lj-cut>" * DEEP)),
        ("obsidian.zip", post_archives.vault({"a.md": "> " * DEEP, "b.md": "---\n" + "a: \n- b\n" * DEEP})),
        ("notion.zip", zipped({"a 0123456789abcdef0123456789abcdef.md": b"# a\n\n" + b"a:\n" * DEEP + b"["})),
        ("medium.zip", post_archives.medium({"draft_a-0123456789": "", "2018-07-08_a-0123456789": "<article " * DEEP})),
    ],
)
def test_deep_nesting_and_long_rows_end_soon(name: str, data: bytes) -> None:
    check(read(name, data))


def main(inputs: int) -> None:
    """Read so many damaged archives with each reader, and say how it went."""
    slowest = (0.0, "", 0)
    for name in SEEDS:
        found = 0
        for number in range(inputs):
            began = time.process_time()
            found += check(read(name, made(name, Random(f"{name} {number}"))))
            slowest = max(slowest, (time.process_time() - began, name, number))
        print(f"{name}: {inputs:,} inputs, {found:,} pieces", flush=True)
    print("slowest: {:.2f} s of the processor ({}, {})".format(*slowest))


if __name__ == "__main__":
    main(int(sys.argv[1]))
