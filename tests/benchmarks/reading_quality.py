"""How many words of real files our readers keep or list, and how many they make up, beside independent readers.

`python -m tests.benchmarks.reading_quality FOLDER` reads every file of a folder and its subfolders twice: with our
readers, and with another program where one is installed that reads the format (pandoc, poppler's pdftotext, antiword,
catdoc; Python's own modules for mail). Recall is the share of the other's words that we keep or list as left out;
precision is the share of the words we keep that the other has too. Words are counted, letters alone, without case.
A line a format comes out, then every file under `--floor`, for a person to look at. Contents are never printed.
"""

import argparse
import email
import email.policy
import json
import re
import statistics
import subprocess
import sys
import time
import unicodedata
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from styles.texts.uploads import Unread, read_upload

FLOOR = 0.97
"""A file below it is looked at."""
SECONDS = 120
_WORD = re.compile(r"[^\W\d_]+")
_PANDOC = {
    "docx": "docx",
    "odt": "odt",
    "epub": "epub",
    "fb2": "fb2",
    "html": "html",
    "htm": "html",
    "rtf": "rtf",
    "tex": "latex",
    "latex": "latex",
    "rst": "rst",
    "org": "org",
    "md": "markdown",
    "markdown": "markdown",
}
"""Which of pandoc's readers a file's ending stands for."""
_CHILD = """
import json, sys
from pathlib import Path
from tests.benchmarks.reading_quality import ours
print(json.dumps(ours(Path(sys.argv[1]))))
"""


@dataclass(frozen=True)
class Quality:
    """What came of one file."""

    path: Path
    recall: float
    precision: float
    words: int
    """How many words the other reader found."""
    seconds: float


def words(text: str) -> Counter[str]:
    """Return how often each word stands in a text: letters alone, in lower case."""
    return Counter(_WORD.findall(unicodedata.normalize("NFKC", text).casefold().replace("\u00ad", "")))


def quality(kept: str, left_out: str, reference: str) -> tuple[float, float]:
    """Return recall and precision of a reading beside a reference's text."""
    found, listed, wanted = words(kept), words(left_out), words(reference)
    recall = (wanted & (found + listed)).total() / max(1, wanted.total())
    precision = (found & wanted).total() / max(1, found.total())
    return recall, precision


def ours(path: Path) -> tuple[str, str, list[str]]:
    """Return what our readers keep and leave out of a file, and the refusals."""
    kept, left_out, refused = [], [], []
    for text in read_upload(path):
        if isinstance(text, Unread):
            refused.append(text.message.english)
        elif hasattr(text, "text"):
            kept.append(text.text)
            left_out += [removal.text for removal in text.removals]
    return "\n".join(kept), "\n".join(left_out), refused


def _run(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, check=False, timeout=SECONDS)
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else ""


def _mail(path: Path) -> str:
    message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    body = message.get_body(("plain", "html"))
    return str(body.get_content()) if body else ""


def _elements(path: Path) -> str:
    """Return all text of an XML file."""
    return " ".join(ElementTree.parse(path).getroot().itertext())


def _plain(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8")
    except UnicodeDecodeError:
        return ""


REFERENCES: dict[str, Callable[[Path], str]] = {
    **dict.fromkeys(_PANDOC, lambda path: ""),
    "pdf": lambda path: _run("pdftotext", "-layout", "-enc", "UTF-8", str(path), "-"),
    "doc": lambda path: _run("antiword", "-m", "UTF-8.txt", "-w", "0", str(path)),
    "eml": _mail,
    "fodt": _elements,
    "fdx": _elements,
    "txt": _plain,
    "fountain": _plain,
    "adoc": _plain,
}
"""The independent reader of each ending; it returns nothing where it cannot read a file."""


def reference(path: Path, ending: str) -> str:
    """Return what another program reads, "" if it cannot."""
    if ending in _PANDOC:
        return _run("pandoc", "-f", _PANDOC[ending], "-t", "plain", "--wrap=none", str(path))
    return REFERENCES[ending](path)


def measured(path: Path, ending: str) -> Quality | str:
    """Return a file's quality, or why there is none."""
    try:
        other = reference(path, ending)
    except (subprocess.TimeoutExpired, ElementTree.ParseError, LookupError, ValueError) as error:
        return f"other reader: {type(error).__name__}"
    began = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(path)], capture_output=True, text=True, check=False, timeout=10 * SECONDS
    )
    seconds = time.perf_counter() - began
    if done.returncode:
        return f"CRASH: {done.stderr.strip().splitlines()[-1:]}"
    kept, left_out, refused = json.loads(done.stdout.splitlines()[-1])
    if not kept and refused:
        return f"refused: {refused[0]}"
    if words(other).total() < 50:
        return "other reader: too little"
    return Quality(path, *quality(kept, left_out, other), words(other).total(), seconds)


def main() -> None:
    """Print the table and the files to look at."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--only", default="", help="endings, with commas between")
    parser.add_argument("--floor", type=float, default=FLOOR)
    options = parser.parse_args()
    only = set(filter(None, options.only.split(",")))
    low: list[str] = []
    found: dict[str, list[Quality | str]] = {}
    for path in sorted(options.folder.rglob("*")):
        ending = path.suffix.removeprefix(".").lower()
        if path.is_file() and ending in REFERENCES and (not only or ending in only):
            found.setdefault(ending, []).append(result := measured(path, ending))
            if isinstance(result, str):
                low.append(f"{path.name}: {result}")
            elif min(result.recall, result.precision) < options.floor:
                low.append(f"{path.name}: recall {result.recall:.3f}, precision {result.precision:.3f}")
    print(
        "| format | files | measured | median recall | median precision | under the floor |\n|---|---|---|---|---|---|"
    )
    for ending, results in sorted(found.items()):
        known = [result for result in results if isinstance(result, Quality)]
        if known:
            recall = statistics.median(result.recall for result in known)
            precision = statistics.median(result.precision for result in known)
            under = sum(min(result.recall, result.precision) < options.floor for result in known)
            print(f"| {ending} | {len(results)} | {len(known)} | {recall:.4f} | {precision:.4f} | {under} |")
    print("\n".join(["", *low]))


if __name__ == "__main__":
    main()
