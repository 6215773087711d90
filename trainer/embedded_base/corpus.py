"""Texts of the embedded base: works, their prose, and passages.

The works come from a folder of public-domain texts that is not part of the repository (`../shared/corpora` beside a
checkout): `authors/<language>/<author>/*.txt` and `reference_<language>.tar.xz`. Some authors are left out wholly, so
that there are unseen works to test with.
"""

import hashlib
import json
import lzma
import os
import re
import tarfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from styles.cleaning.layout import dehyphenate, reflow
from styles.corpus.passages import PassageSize, split

UNSEEN_AUTHORS = ("joyce", "poe", "pushkin", "gorky")
"""Never learnt from; the loss on their works says how good the base is on an author it has not met."""

LANGUAGES = ("en", "ru")
PASSAGE = PassageSize(least=50, most=130)
"""Passages of the embedded base: prompt and passage together fit into its 512 tokens in both languages."""
UNSEEN_CHARACTERS = 40_000
"""Watched of each unseen work while training."""

Works = dict[str, list[list[str]]]
"""By language, the passages of each work."""


@dataclass(frozen=True)
class LiteraryWork:
    """One literary work: its name, language and paragraphs."""

    name: str
    language: str
    paragraphs: tuple[str, ...]


def works(corpora: Path, unseen: bool) -> list[LiteraryWork]:
    """Return the works to learn from, or those of unseen authors.

    Of a work that occurs twice the first counts.
    """
    seen: set[str] = set()
    found = []
    for name, language, raw in _files(corpora):
        if name.lower().startswith(UNSEEN_AUTHORS) != unseen:
            continue
        paragraphs = tuple(_prose(dehyphenate(reflow(raw))))
        middle = " ".join(" ".join(paragraphs[len(paragraphs) // 2 :]).split()[:40])
        key = hashlib.sha256(re.sub(r"\W+", " ", middle).lower().encode()).hexdigest()
        if len(paragraphs) < 20 or key in seen or mean(len(text.split()) for text in paragraphs) > 300:
            continue
        seen.add(key)
        found.append(LiteraryWork(name, language, paragraphs))
    return found


def _files(corpora: Path) -> Iterator[tuple[str, str, str]]:
    """Yield name, language and text of each file.

    The reference archives come first, then the authors' folders.
    """
    for language in LANGUAGES:
        with tarfile.open(corpora / f"reference_{language}.tar.xz") as archive:
            # In the archive's own order: going back in it would mean unpacking it from the start again.
            files = {member.name: file.read() for member in archive if (file := archive.extractfile(member))}
        for name in sorted(files):
            if name.endswith(".txt"):
                yield Path(name).stem, language, files[name].decode("utf-8-sig")
        for path in sorted((corpora / "authors" / language).glob("*/*.txt")):
            if path.name != "SOURCE.txt":
                yield f"{path.parent.name}_{path.stem}", language, path.read_text("utf-8-sig")


def _prose(text: str) -> Iterator[str]:
    """Yield paragraphs of prose: no headings, contents, notes or separators."""
    for paragraph in text.replace("\f", "\n\n").split("\n\n"):
        tidy = re.sub(r"\[\d+\]|\[Illustration[^]]*\]", "", paragraph).strip()
        # Double hyphens are how old files spell a dash; the base should learn the dash that people type today.
        tidy = re.sub(r"\s*--+\s*", " — ", tidy).strip()
        letters = sum(char.isalpha() for char in tidy)
        if letters < 12 or tidy.upper() == tidy or letters < 0.6 * len(tidy):
            continue
        if len(tidy.split()) < 4 and tidy[-1] not in ".!?…\"'»”’":
            continue
        yield tidy


def passages(corpora: Path, work: Path) -> Works:
    """Return the passages of all works, cached in the work folder.

    With it, the work folder is all that is needed to go on elsewhere: on a GPU machine the texts need not be.
    """

    def cut() -> Works:
        found: Works = {name: [] for name in LANGUAGES}
        for item in works(corpora, unseen=False):
            found[item.language].append(split(item.paragraphs, PASSAGE))
        return found

    kept: Works = _kept(work / "passages.json.xz", cut)
    return kept


def unseen(corpora: Path, work: Path) -> dict[str, list[str]]:
    """Return a middle stretch of each unseen work, by language.

    These are kept out of the pretraining.
    """

    def stretches() -> dict[str, list[str]]:
        found: dict[str, list[str]] = {name: [] for name in LANGUAGES}
        for item in works(corpora, unseen=True):
            text = "\n\n".join(item.paragraphs)
            found[item.language].append(text[len(text) // 2 :][:UNSEEN_CHARACTERS])
        return found

    kept: dict[str, list[str]] = _kept(work / "unseen.json.xz", stretches)
    return kept


def _kept(path: Path, make: Callable[[], Any]) -> Any:
    """Return a file's content; make it first if it is missing."""
    if not path.exists():
        partial = path.with_suffix(".part")
        partial.write_bytes(lzma.compress(json.dumps(make(), ensure_ascii=False).encode(), preset=3))
        os.replace(partial, path)
    return json.loads(lzma.decompress(path.read_bytes()))
