"""What tests and benchmarks import of the project is there, in functions and in scripts of children too."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FILES = sorted((ROOT / "tests").rglob("*.py"))
IN_A_SCRIPT = re.compile(r"\bfrom ((?:styles|trainer|ui|tests)[\w.]*) import ([\w, ]+)")
"""An import in the source of a child process, which no checker of types reads."""


def imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield module and name of each import of the project."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and re.match(r"(styles|trainer|ui|tests)\b", node.module or ""):
            yield from ((str(node.module), alias.name) for alias in node.names)
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            for module, names in IN_A_SCRIPT.findall(node.value):
                yield from ((module, name.split()[0]) for name in names.split(",") if name.strip())


def defined(module: str) -> set[str]:
    """Return what can be imported from a module: its names, and what lies in its folder."""
    path = ROOT / module.replace(".", "/")
    names = {child.stem for child in path.glob("*")}
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    for node in ast.walk(ast.parse(file.read_text("utf-8") if file.is_file() else "")):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.Import | ast.ImportFrom):
            names |= {alias.asname or alias.name for alias in node.names}
    return names


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_import_of_the_project_is_there(file: Path) -> None:
    found = set(imported(ast.parse(file.read_text("utf-8"))))
    assert [f"{module}.{name}" for module, name in sorted(found) if name not in defined(module)] == []
