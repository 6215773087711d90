"""Rules of the code: which folder may import which, what no code may do, and that an import does nothing."""

import ast
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

from tests.benchmarks import structure

ROOT = Path(__file__).parents[1]
LAYERS = ("styles", "trainer", "ui", "app")
"""From the bottom up; a layer imports those below it, never one above."""
MODEL_LIBRARIES = {
    *("torch", "unsloth", "unsloth_zoo", "trl", "transformers", "peft", "datasets", "bitsandbytes", "accelerate"),
    *("safetensors", "tokenizers"),
}
HUB_MODULES = ("trainer.hub",)
WITH_MODELS = ("trainer.model", "trainer.embedded_base")
WITH_DATASETS = ("trainer.texts.dataset_child", "trainer.texts.corpus_child")
"""Children that need `datasets` but no torch."""
WITH_GRADIO = ("app", "ui.page", "ui.theme", "ui.guard", "ui.programs", "ui.steps")
"""Everything else of the page can be tested, and is imported, without Gradio."""

FILES = [
    path
    for path in sorted([*ROOT.glob("app.py"), *(path for layer in LAYERS for path in (ROOT / layer).rglob("*.py"))])
    if "__pycache__" not in path.parts
]


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


MODULES = {module_name(path): ast.parse(path.read_text("utf-8"), str(path)) for path in FILES}


def is_in(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(f"{package}.") for package in packages)


def imports(module: str) -> Iterator[str]:
    """Every module that a module imports, wherever in it, also by name; `from a import b` may mean `a.b`."""
    for node in ast.walk(MODULES[module]):
        match node:
            case ast.Import():
                yield from (alias.name for alias in node.names)
            case ast.ImportFrom():
                assert not node.level, f"{module} has a relative import"
                yield str(node.module)
                yield from (f"{node.module}.{alias.name}" for alias in node.names)
            case ast.Call(args=[ast.Constant(value=str(name)), *_]) if ast.unparse(node.func).endswith(
                ("import_module", "__import__")
            ):
                yield name


def importers(*packages: str) -> set[str]:
    """The modules of the project that import one of some packages, or a part of one."""
    return {module for module in MODULES if any(is_in(name, *packages) for name in imports(module))}


def docstrings(tree: ast.Module) -> set[ast.Constant]:
    """The strings that are only there to be read."""
    return {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


@pytest.mark.parametrize("module", MODULES)
def test_every_module_says_what_it_is_for(module: str) -> None:
    assert ast.get_docstring(MODULES[module])


@pytest.mark.parametrize("layer", LAYERS)
def test_no_layer_imports_one_above(layer: str) -> None:
    above = LAYERS[LAYERS.index(layer) + 1 :]
    assert not [module for module in importers(*above) if is_in(module, layer)]


def test_the_program_imports_no_tests() -> None:
    assert not importers("tests")


def test_styles_know_of_no_model_no_page_and_no_hub() -> None:
    assert not [
        module for module in importers(*MODEL_LIBRARIES, "gradio", "huggingface_hub") if is_in(module, "styles")
    ]


def folder(module: str) -> str:
    """The folder of a module below its layer; a file beside the folders is one of its own."""
    return ".".join(module.split(".")[:2])


def folder_arrows() -> dict[str, set[str]]:
    """Which folders each folder imports."""
    arrows: dict[str, set[str]] = {folder(module): set() for module in MODULES}
    for module in MODULES:
        for name in imports(module):
            if (target := name if name in MODULES else name.rpartition(".")[0]) in MODULES:
                arrows[folder(module)].add(folder(target))
    return {name: targets - {name} for name, targets in arrows.items()}


def test_folders_import_each_other_in_one_direction() -> None:
    tuple(TopologicalSorter(folder_arrows()).static_order())  # raises CycleError with the folders of a circle


def test_only_the_steps_and_the_page_around_them_import_gradio() -> None:
    assert not [module for module in importers("gradio", "gradio_client") if not is_in(module, *WITH_GRADIO)]


def test_only_the_children_import_a_model_library() -> None:
    children = importers(*MODEL_LIBRARIES)
    assert not [module for module in children if not is_in(module, *WITH_MODELS, *WITH_DATASETS)]
    without_torch = importers(*MODEL_LIBRARIES - {"datasets"})
    assert not [module for module in without_torch if not is_in(module, *WITH_MODELS)]


def test_nobody_but_the_children_themselves_imports_a_child() -> None:
    children = (*WITH_MODELS, *WITH_DATASETS)
    assert not [module for module in importers(*children) if not is_in(module, *children)]


def test_only_the_hub_folder_talks_to_the_hub() -> None:
    assert not [module for module in importers("huggingface_hub") if not is_in(module, *HUB_MODULES)]


WIDE = {
    "trainer.model.frozen_layers.forward",  # torch's own
    "ui.programs.compare",  # an endpoint's parameters
    "trainer.model.own_answers.own_answers",
    "trainer.runs.recipe.for_corpus",
    "trainer.texts.preparation.prepare",
    "ui.visitors.hub.__init__",
    "ui.visitors.hub.link",
}
"""Functions of more than five arguments; the list may only get shorter."""


def test_files_functions_and_signatures_are_small_and_first_lines_short() -> None:
    places = [
        f"{limit}: {place}"
        for module in structure.modules(ROOT)
        for limit, place in structure.over_limits(module)
        if place.partition(" ")[0] not in WIDE
    ]
    assert places == []


def test_unsloth_comes_before_what_it_patches() -> None:
    for module in importers("unsloth"):
        for function in ast.walk(MODULES[module]):
            if isinstance(function, ast.FunctionDef):
                names = [
                    alias.name for node in ast.walk(function) if isinstance(node, ast.Import) for alias in node.names
                ]
                assert "unsloth" not in names or names[0] == "unsloth", f"{module}.{function.name}"


@pytest.mark.parametrize("name", ["trust_remote_code", "share"])
def test_no_call_asks_for_what_the_design_forbids(name: str) -> None:
    for module, tree in MODULES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.keyword) and node.arg == name:
                assert ast.unparse(node.value) != "True", f"{module}, line {node.value.lineno}"
            if isinstance(node, ast.Dict):
                given = {
                    ast.unparse(key): ast.unparse(value)
                    for key, value in zip(node.keys, node.values, strict=True)
                    if key
                }
                assert given.get(repr(name)) != "True", f"{module}, line {node.lineno}"


def test_nothing_listens_on_every_address() -> None:
    for module, tree in MODULES.items():
        read_only = docstrings(tree)
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and node not in read_only:
                assert "0.0.0.0" not in str(node.value), f"{module}, line {node.lineno}"


def test_nothing_is_unpickled_from_a_stranger() -> None:
    assert not importers("pickle", "dill", "joblib", "shelve", "marshal")


def test_a_process_is_never_ended_by_its_name_or_number() -> None:
    for module, tree in MODULES.items():
        calls = {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}
        assert not calls & {"os.kill", "os.killpg", "os.system"}, module


def test_importing_the_page_free_half_does_nothing(tmp_path: Path) -> None:
    """No model library, no Gradio, no file, no child: a page's process starts in seconds."""
    modules = [
        module
        for module in MODULES
        if is_in(module, "styles", "trainer") and not is_in(module, *WITH_MODELS, *WITH_DATASETS)
    ]
    script = f"""
import importlib, json, sys, threading
done = []
sys.addaudithook(lambda event, _: done.append(event) if event in ("subprocess.Popen", "socket.connect") else None)
for module in {modules!r}:
    importlib.import_module(module)
heavy = {sorted(MODEL_LIBRARIES | {"gradio"})!r}
print(json.dumps([[name for name in heavy if name in sys.modules], done, threading.active_count()]))
"""
    child = subprocess.run(
        [sys.executable, "-c", script],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path), "PASTICHE_HOME": str(tmp_path / "home")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert child.returncode == 0, child.stderr
    assert json.loads(child.stdout) == [[], [], 1]
    assert list(tmp_path.iterdir()) == []
