"""The README's picture, taken of the real app: `python -m tests.browser.screenshots` (needs Debian's chromium).

Run it again when the first screen has changed. It is light, 1,280 pixels wide, and waits for the comparison to be done.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.serving import serving
from tests.places import ROOT

PICTURE = ROOT / "docs" / "page.png"
PATIENCE_MS = 120_000
HEIGHT = 900


def main() -> None:
    """Open the page as a first visitor and keep what they see."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        with serving(folder / "home", folder / "gradio") as address:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page(locale="en-US", viewport={"width": 1280, "height": HEIGHT}, color_scheme="light")
            page.goto(address)
            page.locator("#compare-status").get_by_text("Written in").wait_for(timeout=PATIENCE_MS)
            page.screenshot(path=PICTURE, animations="disabled")
            browser.close()
    print(f"{PICTURE.name}: {PICTURE.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
