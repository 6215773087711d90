"""Import Gradio without its stubs.

It writes a .pyi file for each component whenever it is imported.

That takes two seconds of every start, and writes into the installed package. There is no setting for it.
"""

import sys
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import find_spec
from types import ModuleType
from typing import Any

WRITER = "gradio.component_meta"
"""The module that writes them."""


def skip_stubs() -> None:
    """Keep a later import of Gradio from writing stubs.

    After the import it changes nothing.
    """
    if WRITER not in sys.modules:
        sys.meta_path.insert(0, _WithoutStubs())


class _WithoutStubs(MetaPathFinder):
    """Import hook that replaces the writing of stubs."""

    def find_spec(self, fullname: str, path: Any = None, target: ModuleType | None = None) -> ModuleSpec | None:
        if fullname != WRITER:
            return None
        sys.meta_path.remove(self)
        spec = find_spec(fullname)
        if spec and spec.loader:
            execute = spec.loader.exec_module

            def exec_module(module: ModuleType) -> None:
                execute(module)
                module.create_or_modify_pyi = lambda *_: None  # type: ignore[attr-defined]

            spec.loader.exec_module = exec_module  # type: ignore[method-assign]
        return spec
