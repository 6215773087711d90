"""Take all pictures of README and guide from the running page: `python -m tests.browser.screenshots`.

One visitor makes a style of the gallery's own texts with the embedded base: read, look, fine-tune, measure, compare,
publish. It needs Debian's chromium and about ten minutes.
"""

import tempfile
from html import escape
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.books import epub
from tests.browser.pictures import HEIGHT, WIDTH, MovingPicture, photograph, view
from tests.browser.serving import serving
from tests.places import ROOT

PICTURES = ROOT / "docs" / "pictures"
TEXTS = ROOT / "styles" / "gallery" / "harbour_log" / "texts"
NAME, PROMPT = "My harbour log", "storm, lantern, piano, roof, goat"
"""The prompt is that of the pair of a real base (`tests.benchmarks.real_pair`)."""
PATIENCE_MS, LONG_MS = 120_000, 1_800_000
SETTLED_MS = 800
"""Drawers have opened and columns have levelled within it."""
LOSS_FRAMES, COLUMN_FRAMES = 5, 6
COMPARE, MAKE, MINE, GALLERY, BLIND = range(5)


def main() -> None:
    """Go through every step as a first visitor and keep what they see."""
    expect.set_options(timeout=PATIENCE_MS)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made, sync_playwright() as playwright:
        folder = Path(made)
        (folder / "harbour-log.epub").write_bytes(harbour_log())
        with serving(folder / "home", folder / "gradio") as address:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page(locale="en-US", viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
            page.set_default_timeout(PATIENCE_MS)  # a busy computer takes its time for a screenshot
            page.goto(address)
            take_all(page, folder / "harbour-log.epub")
            browser.close()


def take_all(page: Page, book: Path) -> None:
    """Take the pictures one after another: each step needs what the one before it has made."""
    moving = MovingPicture()
    comparison(page)
    texts(page, book, moving)
    training(page, moving)
    columns(page, moving)
    moving.save(PICTURES / "texts_loss_columns.gif")
    scorecard(page)
    blind_test(page)
    own_styles(page)
    gallery(page)


def harbour_log() -> bytes:
    """Return the gallery's texts as the book of an author: with a title, headings and an address to mask."""
    pages = ["<h1>The Harbour Log</h1><p>Copied fair in the evenings, when the kettle was free.</p>"]
    for number, path in enumerate(sorted(TEXTS.glob("*.txt")), 1):
        title = path.stem[3:].replace("_", " ").capitalize()
        paragraphs = path.read_text("utf-8").split("\n\n")
        body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in paragraphs if paragraph.strip())
        pages.append(f"<h2>{number}. {title}</h2>{body}")
    pages.append("<p>Questions about berths go to harbour@example.org, not on Sundays.</p>")
    return epub(pages, title="The Harbour Log")


def go(page: Page, tab: int) -> None:
    """Open one of the page's five parts."""
    page.locator("[role=tab]").nth(tab).click()
    page.wait_for_timeout(SETTLED_MS)


def keep(page: Page, name: str, first: str, last: str = "", most: int = 1_500, column: bool = False) -> None:
    """Photograph a part of the page once nothing moves in it."""
    page.mouse.move(0, 0)  # a button that is pointed at has another colour
    page.wait_for_timeout(SETTLED_MS)
    photograph(page, PICTURES / f"{name}.png", first, last, most, column)


def scroll_to(page: Page, selector: str) -> None:
    """Bring an element to the top of the window."""
    page.evaluate("selector => scrollTo(0, document.querySelector(selector).getBoundingClientRect().y + scrollY - 28)",
                  selector)  # fmt: skip


def comparison(page: Page) -> None:
    """Take the first screen, once the gallery's style has answered."""
    expect(page.locator("#compare-status")).to_contain_text("Written in")
    page.locator("#prompts").get_by_text(PROMPT).click()
    page.locator("#compare").click()
    expect(page.locator("#stop-compare")).to_be_enabled()
    expect(page.locator("#compare")).to_be_enabled()
    keep(page, "compare", "#masthead", "#new-seed")


def texts(page: Page, book: Path, moving: MovingPicture) -> None:
    """Read a book, and look at what was read, left out and will be learnt."""
    go(page, MAKE)
    moving.add(page, 1_200)
    page.locator("#upload input[type=file]").set_input_files(str(book))
    expect(page.locator("#report .verdict")).to_be_visible()
    page.wait_for_timeout(SETTLED_MS)
    moving.add(page, 2_200)
    keep(page, "texts", "#masthead", "#review")

    page.locator("#review > button").click()
    page.locator("#review-panel summary").first.click()
    page.locator("#review-panel summary").get_by_text("Heading").click()
    keep(page, "review", "#review", column=True)
    page.locator("#review > button").click()

    page.locator("#fingerprint > button").click()
    expect(page.locator("#fingerprint svg").first).to_be_visible()
    keep(page, "fingerprint", "#fingerprint")
    page.locator("#fingerprint > button").click()

    page.locator("#examples > button").click()
    expect(page.locator("#examples-place")).to_contain_text("of")
    expect(page.locator("#examples-status")).not_to_contain_text("Asking")
    keep(page, "examples", "#examples", "#examples-cards article:nth-of-type(2)")
    page.locator("#examples > button").click()


def training(page: Page, moving: MovingPicture) -> None:
    """Fine-tune with everything as proposed, and watch the loss."""
    page.locator("#name input, #name textarea").first.fill(NAME)
    expect(page.locator("#start")).to_be_enabled()
    expect(page.locator("#estimate")).to_contain_text("minute")
    page.locator("#start").click()
    page.locator("#plot polyline.training").wait_for(timeout=LONG_MS)
    scroll_to(page, "#run")
    seen: list[Image.Image] = []
    while "Finished" not in page.locator("#run-status").inner_text():
        page.wait_for_timeout(4_000)
        seen.append(view(page))
    moving.add_some(seen[:-1] or seen, LOSS_FRAMES, 800)
    keep(page, "fine_tune", "#run")
    scroll_to(page, "#run")
    moving.add(page, 1_800)


def columns(page: Page, moving: MovingPicture) -> None:
    """Ask the new style, and take the columns while they grow."""
    page.locator("#compare-run").click()
    expect(page.locator("#title-styled")).to_contain_text(NAME)
    expect(page.locator("#stop-compare")).to_be_enabled()
    expect(page.locator("#compare")).to_be_enabled()
    page.locator("#prompt textarea, #prompt input").first.fill(PROMPT)
    page.wait_for_timeout(SETTLED_MS)
    page.locator("#compare").click()
    expect(page.locator("#stop-compare")).to_be_enabled()
    scroll_to(page, "#prompt")
    seen = [view(page)]
    while page.locator("#compare").is_disabled():
        page.wait_for_timeout(100)
        seen.append(view(page))
    page.wait_for_timeout(SETTLED_MS)
    moving.add_some(seen, COLUMN_FRAMES, 600)
    moving.add(page, 3_000)
    go(page, MAKE)


def scorecard(page: Page) -> None:
    """Measure the new style."""
    page.locator("#measure").click()
    expect(page.locator("#measure")).to_have_text("Measure again", timeout=LONG_MS)
    keep(page, "scorecard", "#scorecard", "#score-voices")


def blind_test(page: Page) -> None:
    """Take a pair of the new style's blind test."""
    go(page, BLIND)
    expect(page.locator("#blind-style input")).to_have_value(NAME)
    page.locator("#blind-begin").click()
    expect(page.locator("#blind-pair .question")).to_be_visible()
    keep(page, "blind_test", "#masthead", "#blind-leave")


def own_styles(page: Page) -> None:
    """Take what can be done with the new style, and how it is published."""
    go(page, MINE)
    keep(page, "my_styles", "#masthead", "#delete")
    page.locator("#publish-panel > button").click()
    keep(page, "publish", "#mine", "#delete")


def gallery(page: Page) -> None:
    """Take the styles that are here and the way to those on the Hub."""
    go(page, GALLERY)
    keep(page, "gallery", "#masthead", "#pull")


if __name__ == "__main__":
    main()
