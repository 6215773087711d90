"""How long a whole book takes in the browser, with the default recipe: from upload to the downloaded adapter.

`python -m tests.benchmarks.whole_book BOOK...` (an EPUB, an FB2, ...; needs Debian's chromium). Minutes of this very
computer: nothing else should be running.
"""

import argparse
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.browser.serving import serving

PATIENCE_MS = 1_800_000
COMPARE, MAKE, MINE = 0, 1, 2


class Clock:
    """Prints how long each stage took."""

    def __init__(self) -> None:
        self.began = self.last = time.monotonic()

    def lap(self, stage: str) -> None:
        """Print the seconds since the stage before."""
        now = time.monotonic()
        print(f"  {stage}: {now - self.last:.0f} s", flush=True)
        self.last = now

    @property
    def minutes(self) -> float:
        """Since the start."""
        return (time.monotonic() - self.began) / 60


def take_home(page: Page, book: Path, folder: Path) -> None:
    """Upload the book, fine-tune as proposed, compare, download the adapter."""
    clock = Clock()
    page.locator("[role=tab]").nth(MAKE).click()
    page.locator("#upload input[type=file]").set_input_files([str(book)])
    page.locator("#report .verdict").wait_for(timeout=PATIENCE_MS)
    clock.lap("read")
    page.locator("#start:not([disabled])").click(timeout=PATIENCE_MS)
    page.locator("#compare-run:not([disabled])").click(timeout=PATIENCE_MS)
    clock.lap("fine-tuned")
    page.locator("#stop-compare:not([disabled])").wait_for(timeout=PATIENCE_MS)
    page.locator("#stop-compare[disabled]").wait_for(timeout=PATIENCE_MS)
    page.locator("#compare-status").get_by_text("Written in").wait_for(timeout=PATIENCE_MS)
    clock.lap("compared")
    page.locator("[role=tab]").nth(MINE).click()
    with page.expect_download(timeout=PATIENCE_MS) as download:
        page.locator("#download:not([disabled])").click(timeout=PATIENCE_MS)
    download.value.save_as(folder / "style.zip")
    clock.lap("downloaded")
    print(f"{book.name}: {clock.minutes:.1f} minutes", flush=True)


def main() -> None:
    """Take each book through the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("books", nargs="+", type=Path)
    for book in parser.parse_args().books:
        with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
            folder = Path(made)
            with serving(folder / "home", folder / "gradio") as address:
                browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
                page = browser.new_page(locale="en-US", accept_downloads=True)
                page.goto(address)
                page.wait_for_function("localStorage.getItem('pastiche-owner')")
                take_home(page, book, folder)
                browser.close()


if __name__ == "__main__":
    main()
