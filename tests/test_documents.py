"""README, guide, results and CONTRIBUTING: every link leads somewhere, and every name in them exists."""

import re
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.places import ROOT
from trainer.cli.commands import main

DOCUMENTS = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
]
PICTURES = [path for path in sorted((ROOT / "docs" / "pictures").iterdir()) if path.suffix != ".gif"]
MOVING = ROOT / "docs" / "pictures" / "texts_loss_columns.gif"
LAYERS = ("ui", "trainer", "styles")
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def anchors(document: Path) -> set[str]:
    """The addresses of a document's headings, as GitHub makes them."""
    text = _FENCED.sub("", document.read_text("utf-8"))
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def links(document: Path) -> Iterator[tuple[Path, str]]:
    """Each link to something in the project: the file, and the heading in it where one is named."""
    for address in _LINK.findall(_FENCED.sub("", document.read_text("utf-8"))):
        if not address.startswith(("http:", "https:")):
            path, _, heading = address.partition("#")
            yield (document.parent / path).resolve() if path else document, heading


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_link_leads_somewhere(document: Path) -> None:
    for path, heading in links(document):
        assert path.exists(), path
        assert not heading or heading in anchors(path), f"{named(path)}#{heading}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_command_in_them_exists(document: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = document.read_text("utf-8")
    for module in re.findall(r"python -m ([\w.]*\w)", text):
        assert module == "venv" or find_spec(module), module
    made = re.findall(r"^(\w+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert set(re.findall(r"(?:`|^ {4})make (\w+)", text, re.MULTILINE)) <= set(made)
    with pytest.raises(SystemExit):
        main(["--help"])
    known = set(re.findall(r"^ {4}(\w+) ", capsys.readouterr().out, re.MULTILINE))
    assert set(re.findall(r"python -m trainer (\w+)", text)) <= known


@pytest.mark.parametrize("document", DOCUMENTS, ids=named)
def test_every_file_they_name_exists(document: Path) -> None:
    for name in re.findall(r"`((?:ui|trainer|styles|tests|docs)/[\w./]+)`", document.read_text("utf-8")):
        assert (ROOT / name).exists(), name


def tree() -> set[str]:
    """The folders in README's drawing of the project, each with those it lies in."""
    drawing = re.search(r"^ {4}app\.py .*\n(?: {4}.*\n)+", (ROOT / "README.md").read_text("utf-8"), re.MULTILINE)
    assert drawing
    found: set[str] = set()
    layer = ""
    for line in drawing[0].splitlines():
        indent, names = re.match(r" {4}( *)((?:[\w.]+/? ?)+?)(?: |$)", line).groups()  # type: ignore[union-attr]
        for name in names.split():
            if name.endswith("/"):
                layer = layer if indent else name.rstrip("/")
                found.add(f"{layer}/{name.rstrip('/')}" if indent else layer)
    return found


def test_the_readmes_tree_has_every_folder_and_no_other() -> None:
    there = {
        named(path)
        for layer in LAYERS
        for path in (ROOT / layer, *(ROOT / layer).iterdir())
        if path.is_dir() and not path.name.startswith(("_", ".")) and any(path.glob("[!_]*"))
    }
    assert tree() == there


def test_pictures_are_small_and_used() -> None:
    used = {path for document in DOCUMENTS for path, _ in links(document)}
    assert set(PICTURES) | {MOVING} <= used
    assert all(path.stat().st_size <= 200_000 for path in PICTURES)
    assert MOVING.stat().st_size <= 2_000_000
