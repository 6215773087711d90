"""How soon the page is there, how heavy it is, and whether it keeps still: on this very computer, on a new home folder.

`python -m tests.benchmarks.opening` (needs Debian's chromium). Nothing else should be running. Aims: the page within 8
seconds of `python app.py` on two cores, the first words of a comparison within 15 of opening the page.
"""

import os
import tempfile
import time
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.browser.serving import running

PATIENCE_MS = 120_000
WRITTEN = "#column-styled .prose-sheet p:not(.placeholder)"
WATCH_LAYOUT = """
    window.shifts = [];
    new PerformanceObserver(list => list.getEntries().forEach(one => {
        if (!one.hadRecentInput) window.shifts.push([one.startTime, one.value]);
    })).observe({ type: "layout-shift", buffered: true });
"""


def weight(page: Page) -> list[int]:
    """Return a list that gets the bytes of every answer on their way to the page, as they come, packed."""
    transferred: list[int] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: transferred.append(int(event["encodedDataLength"])))
    return transferred


def shift(page: Page, since: float = 0) -> float:
    """Return by how much the page has shifted by itself since some milliseconds after its opening."""
    return float(page.evaluate("since => shifts.reduce((all, [at, by]) => at >= since ? all + by : all, 0)", since))


def processor_seconds(process: int) -> float:
    """Return how long a process has been on a processor: what it takes on a computer with nothing else to do."""
    fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(process: int) -> float:
    """Return the megabytes that a process holds."""
    lines = Path(f"/proc/{process}/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS"))


def measure(browser: Any, address: str, process: int, began: float) -> None:
    """Print what a first visitor sees and when; `began` is when the app was started."""
    page = browser.new_page(locale="en-US", viewport={"width": 1280, "height": 900})
    page.add_init_script(WATCH_LAYOUT)
    transferred, opened = weight(page), time.monotonic()
    page.goto(address)
    page.locator("#compare:not([disabled])").wait_for(timeout=PATIENCE_MS)
    usable = time.monotonic()
    print(f"first usable page: {usable - began:.1f} s after the start, {usable - opened:.1f} s after opening it")
    print(f"  of which the page's process was on a processor for {processor_seconds(process):.1f} s", flush=True)
    page.locator(WRITTEN).first.wait_for(timeout=PATIENCE_MS)
    print(f"first words: {time.monotonic() - opened:.1f} s after opening the page", flush=True)
    page.locator("#compare-status").get_by_text("Written in").wait_for(timeout=PATIENCE_MS)
    print(f"weight: {sum(transferred) / 1e6:.2f} MB in {len(transferred)} answers")
    print(f"layout shift while it opens: {shift(page):.4f}")

    # A comparison that is asked for and written before one's eyes.
    now = page.evaluate("performance.now()")
    page.locator("#prompt textarea, #prompt input").first.fill("an old pump behind the church")
    page.locator("#compare").click()
    page.locator("#stop-compare:not([disabled])").wait_for(timeout=PATIENCE_MS)
    page.locator("#stop-compare[disabled]").wait_for(timeout=PATIENCE_MS)
    print(f"layout shift while a comparison streams: {shift(page, now):.4f}")
    page.close()


def main() -> None:
    """Start the app in a new home folder and visit it at once."""
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        began = time.monotonic()
        with running(folder / "home", folder / "gradio") as (address, process):
            measure(browser, address, process, began)
            print(f"memory of the page's process: {memory(process):.0f} MB")
        browser.close()


if __name__ == "__main__":
    main()
