"""Figures of the code's structure: size, arrows between folders, long functions, long signatures, long first lines.

`python -m tests.benchmarks.structure [CHECKOUT...] [--list PREFIX]`: one column a checkout, this one by default. An
arrow is a folder that imports another; those back are the ones that have to be cut until none of them are in a circle.
With `--list`, the places in files under that prefix that are over a limit are printed instead.
"""

import argparse
import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

ROOT = Path(__file__).parents[2]
LAYERS = ("styles", "trainer", "ui")
FILE_LINES, FUNCTION_LINES, ARGUMENTS, FIRST_LINE_WORDS = 300, 40, 5, 12
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Module:
    """A source file of the product."""

    name: str
    path: Path

    @cached_property
    def lines(self) -> int:
        """Number of lines."""
        return len(self.path.read_text("utf-8").splitlines())

    @cached_property
    def statements(self) -> int:
        """Number of lines without docstrings, comments and blank lines."""
        told = {
            line
            for node in ast.walk(self.tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
            for line in range(node.lineno, (node.end_lineno or node.lineno) + 1)
        }
        lines = enumerate(self.path.read_text("utf-8").splitlines(), 1)
        return sum(bool(line.strip()) and not line.lstrip().startswith("#") and at not in told for at, line in lines)

    @cached_property
    def tree(self) -> ast.Module:
        """Parsed source."""
        return ast.parse(self.path.read_text("utf-8"))

    @property
    def folder(self) -> str:
        """Folder below its layer; a file beside the folders is one of its own."""
        return ".".join(self.name.split(".")[:2])

    @property
    def functions(self) -> Iterator[Function]:
        """Yield all functions and methods."""
        yield from (node for node in ast.walk(self.tree) if isinstance(node, Function))

    def imports(self, known: set[str]) -> set[str]:
        """Return the modules among `known` that it imports."""
        found = set()
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                found |= {alias.name for alias in node.names}
            elif isinstance(node, ast.ImportFrom):
                found |= {
                    full if (full := f"{node.module}.{alias.name}") in known else node.module for alias in node.names
                }
        return found & known


def modules(root: Path) -> list[Module]:
    """Return the product's modules in a checkout."""
    paths = [root / "app.py", *(path for layer in LAYERS for path in sorted((root / layer).rglob("*.py")))]
    return [
        Module(".".join(path.relative_to(root).with_suffix("").parts).removesuffix(".__init__"), path) for path in paths
    ]


def arguments(function: Function) -> int:
    """Return how many arguments a call can give, without self and cls."""
    given = [*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs]
    return sum(argument.arg not in ("self", "cls") for argument in given)


def length(function: Function) -> int:
    """Return the lines of a function without its decorators."""
    return (function.end_lineno or function.lineno) - function.lineno + 1


def arrows(found: list[Module]) -> dict[str, set[str]]:
    """Return which folders each folder imports."""
    names = {module.name: module.folder for module in found}
    result: dict[str, set[str]] = {folder: set() for folder in names.values()}
    for module in found:
        result[module.folder] |= {names[name] for name in module.imports(set(names))}
    return {folder: targets - {folder} for folder, targets in result.items()}


def arrows_back(graph: dict[str, set[str]]) -> int:
    """Return how many arrows close a circle, cut one at a time."""
    graph, cut = {folder: set(targets) for folder, targets in graph.items()}, 0
    while True:
        try:
            TopologicalSorter(graph).prepare()
            return cut
        except CycleError as error:
            imported, importer = error.args[1][:2]
            graph[importer].discard(imported)
            cut += 1


def over_limits(module: Module) -> Iterator[tuple[str, str]]:
    """Yield each limit that a module breaks, and where."""
    if module.lines > FILE_LINES:
        yield f"files over {FILE_LINES} lines", f"{module.name} {module.lines}"
    for function in module.functions:
        if length(function) > FUNCTION_LINES:
            yield f"functions over {FUNCTION_LINES} lines", f"{module.name}.{function.name} {length(function)}"
        if arguments(function) > ARGUMENTS:
            yield f"signatures over {ARGUMENTS} arguments", f"{module.name}.{function.name} {arguments(function)}"
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Module | ast.ClassDef | Function) and (text := ast.get_docstring(node)):
            first = text.splitlines()[0]
            if len(first.split()) > FIRST_LINE_WORDS:
                yield (
                    f"first lines over {FIRST_LINE_WORDS} words",
                    f"{module.name}.{getattr(node, 'name', '')}: {first}",
                )


def figures(root: Path) -> dict[str, int]:
    """Return every figure of a checkout."""
    found = modules(root)
    graph = arrows(found)
    limits = (f"files over {FILE_LINES} lines", f"functions over {FUNCTION_LINES} lines")
    limits += (f"signatures over {ARGUMENTS} arguments", f"first lines over {FIRST_LINE_WORDS} words")
    broken = [limit for module in found for limit, _ in over_limits(module)]
    return {
        "files": len(found),
        "lines": sum(module.lines for module in found),
        "lines of statements": sum(module.statements for module in found),
        "folders and files beside them": len(graph),
        "arrows between them": sum(map(len, graph.values())),
        "arrows back": arrows_back(graph),
        **{limit: broken.count(limit) for limit in limits},
    }


def main() -> None:
    """Print the figures of each checkout, or what is over a limit here."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("checkouts", nargs="*", type=Path, default=[ROOT])
    parser.add_argument("--list", metavar="PREFIX", help="such as trainer.hub")
    options = parser.parse_args()
    if options.list is not None:
        for module in modules(ROOT):
            if module.name.startswith(options.list):
                print(*(f"{limit}: {place}" for limit, place in over_limits(module)), sep="\n")
        return
    columns = [figures(path) for path in options.checkouts]
    for name in columns[0]:
        print(f"{name:34}", *(f"{column[name]:8,}" for column in columns))


if __name__ == "__main__":
    main()
