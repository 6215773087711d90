"""Measures the distractor authors: `python -m styles.profiles.make --corpora ../shared/corpora`.

Reads the reference corpora, and those authors beside them who are not in them, and writes `en.json` and `ru.json` here:
one fingerprint an author, numbers only. Other measures of the same authors will get keys of their own beside it.
"""

import argparse
import json
import re
import tarfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from styles.cleaning import clean
from styles.fingerprint import Fingerprint, fingerprint
from styles.profiles import FOLDER, profile
from styles.readers import read_bytes
from styles.tokens import count_words

LANGUAGES = ("en", "ru")
MOST_FUNCTION_WORDS = 120
"""So many of the words that are commonest over all authors are kept; rarer ones are chance in a short text."""
LEAST_DASHES = 0.5
"""Per 1,000 words: where there are fewer, the source of the text has lost them, and they are not measured."""
_SAME_AUTHOR = {"dostoyevski": "dostoevsky", "dostoyevsky": "dostoevsky", "tolstoi": "tolstoy"}
_HARD_END = re.compile(r"ъ\b")


def works(corpora: Path, language: str) -> Iterator[tuple[str, str, bytes]]:
    """Yield author, file name and bytes of every work, one author from one source only."""
    known: set[str] = set()
    with tarfile.open(corpora / f"reference_{language}.tar.xz") as archive:
        for member in archive:
            file = archive.extractfile(member) if member.name.endswith(".txt") else None
            if file:
                name = Path(member.name).name
                author = name.partition("_")[0].lower()
                known.add(_SAME_AUTHOR.get(author, author))
                yield _SAME_AUTHOR.get(author, author), name, file.read()
    for path in sorted((corpora / "authors" / language).glob("*/*.txt")):
        if path.parent.name not in known and path.name != "SOURCE.txt":
            yield path.parent.name, path.name, path.read_bytes()


def measured(corpora: Path, language: str) -> dict[str, list[Fingerprint]]:
    """Return the fingerprints of each author's works of prose."""
    found: dict[str, list[Fingerprint]] = {}
    for author, name, content in sorted(works(corpora, language)):
        paragraphs = list(clean(read_bytes(content, name)).paragraphs)
        if not _is_verse(paragraphs) and not _is_old_spelling(paragraphs):
            of_author = found.setdefault(author, [])
            of_author.append(fingerprint(paragraphs, language, sum(map(len, paragraphs))))
    return found


def written(authors: Mapping[str, Sequence[Fingerprint]]) -> dict[str, Any]:
    """Return what goes into the file, by author; each work of an author counts alike."""
    totals: Counter[str] = Counter()
    for works_of_author in authors.values():
        for work in works_of_author:
            totals.update(work.function_words)
    common = [word for word, _ in totals.most_common(MOST_FUNCTION_WORDS)]
    found = {}
    for name, works_of_author in authors.items():
        numbers = profile("", {str(place): _kept(work, common) for place, work in enumerate(works_of_author)}).average
        total = sum(work.words for work in works_of_author)
        found[name] = {"fingerprint": replace(numbers, words=total).to_json()}
    return found


def _kept(work: Fingerprint, common: Sequence[str]) -> dict[str, Any]:
    """Return the numbers of a work that say something of its author."""
    numbers = work.to_json()
    numbers["function_words"] = {word: numbers["function_words"].get(word, 0.0) for word in common}
    if numbers["punctuation"]["dash"] < LEAST_DASHES:
        del numbers["punctuation"]["dash"]
    return numbers


def _is_verse(paragraphs: Sequence[str]) -> bool:
    return sum("\n" in paragraph for paragraph in paragraphs) > len(paragraphs) / 4


def _is_old_spelling(paragraphs: Sequence[str]) -> bool:
    """Return whether Russian is spelled as before 1918, with a hard sign at the end of words: `въ` is not `в`."""
    return any(len(_HARD_END.findall(paragraph)) > 0.1 * count_words(paragraph) for paragraph in paragraphs[::50])


def main() -> None:
    """Write the profiles, one author a line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    corpora = parser.parse_args().corpora
    for language in LANGUAGES:
        authors = written(measured(corpora, language))
        lines = ",\n".join(
            f"{json.dumps(name)}: {json.dumps(author, ensure_ascii=False)}" for name, author in authors.items()
        )
        path = FOLDER / f"{language}.json"
        path.write_text(f'{{"language": "{language}", "authors": {{\n{lines}\n}}}}\n', "utf-8")
        print(f"{path.name}: {len(authors)} authors, {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
