"""The app as a real process in a home of its own, and a headless Chromium to visit it with."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.serving import serving
from tests.places import CORPORA

expect.set_options(timeout=60_000)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not path:
        assert not os.environ.get("CI"), "the browser tests need Debian's chromium; .ci/run installs it"
        pytest.skip("no Chromium is installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the running app's home folder."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def served(home: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the app and return its address."""
    with serving(home, tmp_path_factory.mktemp("gradio")) as address:
        yield address


@pytest.fixture
def visit(chromium: Browser, served: str) -> Iterator[Callable[..., Page]]:
    """Open the page as a new visitor; bugs on the page's side fail the test."""
    contexts, errors = [], []

    def open_page(locale: str = "en-US", width: int = 1280, scheme: Any = "light", path: str = "/") -> Page:
        context = chromium.new_context(
            locale=locale, viewport={"width": width, "height": 900}, color_scheme=scheme, accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(served + path)
        page.wait_for_selector("#compare")
        # The owner's id has come back from the server once the browser keeps it.
        page.wait_for_function("localStorage.getItem('pastiche-owner')")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert errors == []


@pytest.fixture(scope="session")
def book() -> Callable[[str], Path]:
    """Return one of the awkward files beside the checkout; a test that needs one is skipped where it is not there."""

    def find(name: str) -> Path:
        if CORPORA is None:
            pytest.skip(f"{name} is not beside this checkout")
        return CORPORA / "awkward" / name

    return find
