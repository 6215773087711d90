"""How long a library takes in the browser, from upload to report, and how much memory the page's process takes.

`python -m tests.benchmarks.whole_library --corpora ../shared/corpora --books 300` (needs Debian's chromium, and Linux
for the figures). First the reading is cancelled in its middle, then another visitor has it read to the end. With
`--zip` the books come as one archive. The books are the works at hand, the longest of them in volumes until there are
enough.
"""

import argparse
import os
import tarfile
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.whole_book import MAKE, PATIENCE_MS, Clock
from tests.browser.serving import running

_BAR_AT = "share => { const bar = document.querySelector('#reading progress'); return bar?.value >= share * bar.max; }"
LOOK_SECONDS = 0.2
"""How often the page and its processes are looked at."""


def shelved(corpora: Path, folder: Path, books: int) -> list[Path]:
    """Write so many books into a folder: every work there is, the longest ones parted until they are enough."""
    works = {path.stem: path.read_bytes() for path in sorted((corpora / "authors").rglob("*.txt"))}
    works.pop("SOURCE", None)
    for archive in sorted(corpora.glob("reference_*.tar.xz")):
        with tempfile.TemporaryDirectory() as unpacked, tarfile.open(archive) as tar:
            tar.extractall(unpacked, filter="data")
            works |= {path.stem: path.read_bytes() for path in sorted(Path(unpacked).rglob("*.txt"))}
    while len(works) < books:
        name = max(works, key=lambda each: len(works[each]))
        whole = works.pop(name)
        middle = whole.find(b"\n", len(whole) // 2) + 1
        works |= {f"{name}, 1": whole[:middle], f"{name}, 2": whole[middle:]}
    paths = [folder / f"{name}.txt" for name in sorted(works)[:books]]
    for path in paths:
        path.write_bytes(works[path.stem])
    return paths


def zipped(paths: list[Path], folder: Path) -> Path:
    """Return an archive of the books."""
    with zipfile.ZipFile(folder / "library.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            archive.write(path, path.name)
    return folder / "library.zip"


class Gauge:
    """What the page's process and its children take, by the kernel's own account."""

    def __init__(self, process: int) -> None:
        self._process = Path("/proc", str(process))
        self._began = self._seconds()
        self.children_mb: dict[str, float] = {}
        """The most that each kind of child has taken at a time, by the name of its module."""
        self.mapped_mb: dict[str, float] = {}
        """The same with the pages of files that it reads through the memory: the system may drop those at any time."""

    @property
    def own_mb(self) -> float:
        """The most that the process has taken at a time."""
        return _mb(self._process, "VmHWM")

    @property
    def seconds(self) -> float:
        """Processor seconds of the process and of those children that have ended, since this gauge was set."""
        return self._seconds() - self._began

    def _seconds(self) -> float:
        fields = (self._process / "stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Look at the children again and again."""
        over = threading.Event()

        def look() -> None:
            while not over.wait(LOOK_SECONDS):
                for child in self._children():
                    module = _module(child)
                    own, whole = _mb(child, "RssAnon"), _mb(child, "VmHWM")
                    self.children_mb[module] = max(self.children_mb.get(module, 0.0), own)
                    self.mapped_mb[module] = max(self.mapped_mb.get(module, 0.0), whole)

        watcher = threading.Thread(target=look)
        watcher.start()
        try:
            yield
        finally:
            over.set()
            watcher.join()

    def _children(self) -> Iterator[Path]:
        for task in self._process.glob("task/*/children"):
            yield from (Path("/proc", child) for child in task.read_text().split())


def _mb(process: Path, figure: str) -> float:
    try:
        lines = (process / "status").read_text().splitlines()
    except OSError:  # it has ended
        return 0.0
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith(f"{figure}:")), 0.0)


def _module(process: Path) -> str:
    try:
        words = (process / "cmdline").read_text().split("\0")
    except OSError:
        return "ended"
    return words[words.index("-m") + 1] if "-m" in words else "another"


def visited(browser: Browser, address: str) -> Page:
    """Return the page as a new visitor sees it, with their texts in front."""
    page = browser.new_context(locale="en-US").new_page()
    page.goto(address)
    page.wait_for_function("localStorage.getItem('pastiche-owner')")
    page.locator("[role=tab]").nth(MAKE).click()
    return page


def steps_until(page: Page, done: str) -> list[tuple[str, int]]:
    """Return what the progress bar showed, each value once, until something is on the page."""
    seen: list[tuple[str, int]] = []
    looked = "one => { const bar = one.querySelector('progress'); return [one.innerText, bar ? bar.value : -1]; }"
    until = time.monotonic() + PATIENCE_MS / 1000
    while time.monotonic() < until and not page.locator(done).count():
        said, value = page.locator("#reading").first.evaluate(looked)
        stage = "reading" if said.startswith("Reading") else "report"
        if value >= 0 and (stage, int(value)) not in seen:
            seen.append((stage, int(value)))
        time.sleep(LOOK_SECONDS)
    return seen


def cancelled(page: Page, files: list[Path], share: float) -> None:
    """Upload, and cancel when a share of the books is read."""
    page.locator("#upload input[type=file]").set_input_files(files)
    page.wait_for_function(_BAR_AT, arg=share, timeout=PATIENCE_MS)
    began = time.monotonic()
    page.locator("#cancel-reading").click()
    page.locator("#report .verdict").wait_for(timeout=PATIENCE_MS)
    kept = page.locator("#shelf li.read").count()
    print(f"cancelled: {kept} books are kept, their report came after {time.monotonic() - began:.0f} s", flush=True)


def read(page: Page, files: list[Path], gauge: Gauge) -> None:
    """Upload, and wait for the report."""
    clock = Clock()
    page.locator("#upload input[type=file]").set_input_files(files)
    page.locator("#reading .status").wait_for(timeout=PATIENCE_MS)
    clock.lap("uploaded")
    seen = steps_until(page, "#report .verdict")
    clock.lap("read and reported")
    for stage in ("reading", "report"):
        values = [value for of, value in seen if of == stage]
        print(f"  the bar of the {stage} stood at {len(values)} places, in order: {values == sorted(values)}")
    figures = " · ".join(page.locator("#report .figures").inner_text().split("\n"))
    print(f"  {page.locator('#store li.read').count()} books read, {page.locator('#store li.refused').count()} refused")
    print(f"  {figures}")
    print(f"  {page.locator('#report .verdict').inner_text()}")
    print(f"{clock.minutes:.1f} minutes, {gauge.seconds:.0f} s of the processor; the page's process at most ", end="")
    children = ", ".join(
        f"{module} {most:.0f} MB ({gauge.mapped_mb[module]:.0f} with the files it reads)"
        for module, most in sorted(gauge.children_mb.items())
        if most
    )
    print(f"{gauge.own_mb:.0f} MB; its children: {children}", flush=True)


def main() -> None:
    """Take the library through the page."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--books", type=int, default=300)
    parser.add_argument("--zip", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        files = shelved(options.corpora, folder, options.books)
        print(f"{len(files)} books, {sum(path.stat().st_size for path in files) / 1e6:.0f} MB", flush=True)
        if options.zip:
            files = [zipped(files, folder)]
            print(f"as an archive of {files[0].stat().st_size / 1e6:.0f} MB", flush=True)
        with running(folder / "home", folder / "gradio") as (address, process):
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            if not options.zip:
                cancelled(visited(browser, address), files, 0.3)
            gauge = Gauge(process)
            with gauge.watching():
                read(visited(browser, address), files, gauge)
            browser.close()


if __name__ == "__main__":
    main()
