"""Measures the distractor authors: `python -m styles.profiles.make --corpora ../shared/corpora`.

Reads the reference corpora, and those authors beside them who are not in them, and writes `en.json` and `ru.json` here,
numbers and single words only: one fingerprint an author, and the reference of culled words and their rates that styles
are measured against. The reference leaves out the authors whom tests and measurements fine-tune on, as an author's own
works are no distractors.
"""

import argparse
import json
import random
import re
import sys
import tarfile
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from styles.cleaning.clean import clean
from styles.language.words import count_words, folded_words
from styles.measures.fingerprint import Fingerprint, fingerprint
from styles.measures.reference import PASSAGE, Reference
from styles.profiles import FOLDER, profile
from styles.texts.readers import read_bytes

LANGUAGES = ("en", "ru")
MOST_FUNCTION_WORDS = 120
"""So many of the words that are commonest over all authors are kept; rarer ones are chance in a short text."""
LEAST_DASHES = 0.5
"""Per 1,000 words: where there are fewer, the source of the text has lost them, and they are not measured."""
LEFT_OUT = ("joyce", "poe", "pushkin", "gorky")
"""Authors whom tests and measurements fine-tune on; the embedded base has not learnt from them either."""
MOST_PASSAGES = 400
"""Of one author: 80,000 words, spread over the works."""
_NOT_MEASURED = ("Chekhov_Dyadya.txt", "Tolstoi_VoynaIMir_ver1.txt")
"""A play, and an earlier version of a novel that is there."""
_SAME_AUTHOR = {"dostoyevski": "dostoevsky", "dostoyevsky": "dostoevsky", "tolstoi": "tolstoy"}
_HARD_END = re.compile(r"ъ\b")


def works(corpora: Path, language: str) -> Iterator[tuple[str, str, bytes]]:
    """Yield author, file name and bytes; one source for each author."""
    known: set[str] = set()
    with tarfile.open(corpora / f"reference_{language}.tar.xz") as archive:
        for member in archive:
            name = Path(member.name).name
            is_work = name.endswith(".txt") and name not in _NOT_MEASURED
            file = archive.extractfile(member) if is_work else None
            if file:
                author = name.partition("_")[0].lower()
                known.add(_SAME_AUTHOR.get(author, author))
                yield _SAME_AUTHOR.get(author, author), name, file.read()
    for path in sorted((corpora / "authors" / language).glob("*/*.txt")):
        if path.parent.name not in known and path.name != "SOURCE.txt":
            yield path.parent.name, path.name, path.read_bytes()


@dataclass(frozen=True)
class MeasuredWork:
    """Measurements of one work of prose."""

    author: str
    name: str
    fingerprint: Fingerprint
    passages: tuple[tuple[str, ...], ...]
    """Of `PASSAGE` folded words each, spread evenly over the work."""


def measure_works(corpora: Path, language: str) -> list[MeasuredWork]:
    """Return the works of prose in modern spelling."""
    measured_works = []
    for author, name, content in sorted(works(corpora, language)):
        paragraphs = list(clean(read_bytes(content, name)).paragraphs)
        if not _is_verse(paragraphs) and not _is_old_spelling(paragraphs):
            print_of = fingerprint(paragraphs, language, sum(map(len, paragraphs)))
            measured_works.append(MeasuredWork(author, name, print_of, tuple(passages(paragraphs, MOST_PASSAGES))))
    return measured_works


def passages(paragraphs: Sequence[str], most: int) -> Iterator[tuple[str, ...]]:
    """Yield up to `most` even passages of folded words, without remainder."""
    words = [sys.intern(word) for paragraph in paragraphs for word in folded_words(paragraph)]
    whole = len(words) // PASSAGE
    for number in range(min(most, whole)):
        start = number * whole // min(most, whole) * PASSAGE
        yield tuple(words[start : start + PASSAGE])


def reference_of(language: str, works: Sequence[MeasuredWork], left_out: Collection[str] = LEFT_OUT) -> Reference:
    """Return the reference of the works, equal for works of one author."""
    by_author: dict[str, list[MeasuredWork]] = {}
    for work in works:
        if work.author not in left_out:
            by_author.setdefault(work.author, []).append(work)
    return Reference.of(language, {name: _chosen(of_author) for name, of_author in by_author.items()})


def _chosen(of_author: Sequence[MeasuredWork]) -> list[Sequence[str]]:
    """Return at most `MOST_PASSAGES` of the works' passages."""
    each = MOST_PASSAGES // len(of_author)
    return [
        passage
        for work in of_author
        for passage in random.Random(work.name).sample(work.passages, min(each, len(work.passages)))
    ]


def fingerprints(works: Sequence[MeasuredWork]) -> dict[str, list[Fingerprint]]:
    """Return the fingerprints of each author's works."""
    by_author: dict[str, list[Fingerprint]] = {}
    for work in works:
        by_author.setdefault(work.author, []).append(work.fingerprint)
    return by_author


def profile_data(authors: Mapping[str, Sequence[Fingerprint]]) -> dict[str, Any]:
    """Return the file's data by author; works count alike."""
    totals: Counter[str] = Counter()
    for works_of_author in authors.values():
        for work in works_of_author:
            totals.update(work.function_words)
    common = [word for word, _ in totals.most_common(MOST_FUNCTION_WORDS)]
    result = {}
    for name, works_of_author in authors.items():
        numbers = profile("", {str(number): _kept(work, common) for number, work in enumerate(works_of_author)}).average
        total = sum(work.words for work in works_of_author)
        result[name] = {"fingerprint": replace(numbers, words=total).to_json()}
    return result


def _kept(work: Fingerprint, common: Sequence[str]) -> dict[str, Any]:
    """Return the numbers of a work that characterise its author."""
    numbers = work.to_json()
    numbers["function_words"] = {word: numbers["function_words"].get(word, 0.0) for word in common}
    if numbers["punctuation"]["dash"] < LEAST_DASHES:
        del numbers["punctuation"]["dash"]
    return numbers


def _is_verse(paragraphs: Sequence[str]) -> bool:
    return sum("\n" in paragraph for paragraph in paragraphs) > len(paragraphs) / 4


def _is_old_spelling(paragraphs: Sequence[str]) -> bool:
    """Check for Russian from before 1918: `въ` for `в`."""
    return any(len(_HARD_END.findall(paragraph)) > 0.1 * count_words(paragraph) for paragraph in paragraphs[::50])


def main() -> None:
    """Write the profiles, one author on each line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    corpora = parser.parse_args().corpora
    for language in LANGUAGES:
        works = measure_works(corpora, language)
        authors, reference = profile_data(fingerprints(works)), reference_of(language, works).to_json()
        path = FOLDER / f"{language}.json"
        path.write_text(_laid_out({"language": language, "authors": authors, "reference": reference}), "utf-8")
        print(f"{path.name}: {len(authors)} authors, {path.stat().st_size:,} bytes")


def _laid_out(data: Mapping[str, Any]) -> str:
    """Return JSON with one author, or one list, on each line."""
    parts = []
    for key, value in data.items():
        inner = value.items() if isinstance(value, Mapping) else ()
        lines = ",\n".join(f"{json.dumps(name)}: {_compact(item)}" for name, item in inner)
        parts.append(f"{json.dumps(key)}: " + (f"{{\n{lines}\n}}" if inner else _compact(value)))
    return "{" + ",\n".join(parts) + "}\n"


def _compact(item: Any) -> str:
    return json.dumps(item, ensure_ascii=False, separators=(", ", ": "))


if __name__ == "__main__":
    main()
