"""Step 1 in a browser: what was left out goes back, private things are masked, and the fingerprint is drawn."""

import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.books import epub
from tests.toy import toy_paragraphs

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MAKE = 1


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A zip with an EPUB of two chapters, a text with an address and a repeat in it, and a picture."""
    first, second = toy_paragraphs(60, seed=1), toy_paragraphs(60, seed=2)
    note = "Write to ann@example.org before the boat leaves."
    chapters = [f"<h1>The {name}</h1>" + "".join(f"<p>{one}</p>" for one in first) for name in ("pump", "heron")]
    path = tmp_path / "shelf.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("books/pump.epub", epub(chapters[:1]))
        archive.writestr("letters.txt", "\n\n".join((*second, note, *second[:12])))
        archive.writestr("cover.png", b"\x89PNG\r\n\x1a\n" + bytes(100))
    return path


def words_of(page: Page) -> int:
    return int(page.locator("#report .figures dd").first.inner_text().replace(",", ""))


def test_what_was_found_is_judged_by_the_author(visit: Callable[..., Page], store: Path) -> None:
    page = visit()
    page.locator("[role=tab]").nth(MAKE).click()
    page.locator("#upload input[type=file]").set_input_files(str(store))
    expect(page.locator("#report .verdict")).to_be_visible(timeout=60_000)
    expect(page.locator("#shelf li.read")).to_have_count(2)
    expect(page.locator("#shelf")).to_contain_text("shelf.zip/books/pump.epub")
    expect(page.locator("#private-notice")).to_contain_text("e-mail addresses (1)")

    page.locator("#review > button").click()
    panel = page.locator("#review-panel")
    before = words_of(page)
    # A heading goes back into the text, and out again.
    headings = panel.locator("details", has_text=re.compile("^heading", re.IGNORECASE))
    page.locator("#review-text input").click()
    page.get_by_role("option", name="pump.epub").click()
    headings.locator("summary").click()
    expect(headings).to_contain_text("The pump")
    headings.get_by_role("button", name="Put back").first.click()
    expect(headings.get_by_role("button", name="Leave out again").first).to_be_visible()
    expect(page.locator("#report .figures dd").first).not_to_have_text(f"{before:,}")
    headings.get_by_role("button", name="Leave out again").first.click()
    expect(page.locator("#report .figures dd").first).to_have_text(f"{before:,}")

    # The address is masked, and the notice goes.
    addresses = panel.locator("details", has_text=re.compile("^e-mail", re.IGNORECASE))
    addresses.locator("summary").click()
    expect(addresses).to_contain_text("ann@example.org")
    addresses.get_by_role("button", name="Mask", exact=True).click()
    expect(page.locator("#private-notice")).not_to_contain_text("e-mail")

    # What was repeated is set aside, and can be used all the same.
    repeats = panel.locator("details", has_text=re.compile("^near-duplicate", re.IGNORECASE))
    repeats.locator("summary").click()
    repeats.get_by_role("button", name="Use it anyway").first.click()
    expect(panel.locator("details", has_text=re.compile("^used anyway", re.IGNORECASE))).to_be_visible()


def test_the_fingerprint_is_measured_when_it_is_opened_and_follows_the_texts(
    visit: Callable[..., Page], store: Path
) -> None:
    page = visit()
    page.locator("[role=tab]").nth(MAKE).click()
    page.locator("#upload input[type=file]").set_input_files(str(store))
    expect(page.locator("#report .verdict")).to_be_visible(timeout=60_000)
    expect(page.locator("#fingerprint > button")).to_be_visible()
    expect(page.locator("#fingerprint figure")).to_have_count(0)
    page.locator("#fingerprint > button").click()
    expect(page.locator("#fingerprint table").first).to_contain_text("Commas")
    # Toy texts have no commas, before or after: all figures together tell.
    figures = page.locator("#fingerprint")
    before = str(figures.text_content())
    page.locator("#shelf li", has_text="pump.epub").locator("button").click()
    expect(page.locator("#shelf li.read")).to_have_count(1)
    expect(figures).not_to_have_text(before)
    expect(page.locator("#fingerprint table").first).to_contain_text("Commas")


def test_a_dataset_is_fetched_and_a_wrong_one_gets_a_sentence(visit: Callable[..., Page], tmp_path: Path) -> None:
    rows = tmp_path / "letters.jsonl"
    rows.write_text("\n".join(json.dumps({"day": day, "text": one}) for day, one in enumerate(toy_paragraphs(80))))
    page = visit()
    page.locator("[role=tab]").nth(MAKE).click()
    page.locator("#dataset > button").click()
    page.locator("#dataset-id input, #dataset-id textarea").first.fill("no such thing, really")
    page.locator("#fetch-dataset").click()
    expect(page.locator(".toast-body").first).to_be_visible(timeout=60_000)
    page.locator("#dataset-id input, #dataset-id textarea").first.fill(str(rows))
    page.locator("#fetch-dataset").click()
    expect(page.locator("#report .verdict")).to_be_visible(timeout=60_000)
    expect(page.locator("#shelf li.read")).to_have_count(1)
    assert words_of(page) > 3_000


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_lists_fit_a_telephone(visit: Callable[..., Page], store: Path, scheme: str) -> None:
    page = visit(width=390, scheme=scheme)
    page.locator("[role=tab]").nth(MAKE).click()
    page.locator("#upload input[type=file]").set_input_files(str(store))
    expect(page.locator("#report .verdict")).to_be_visible(timeout=60_000)
    page.locator("#review > button").click()
    page.locator("#fingerprint > button").click()
    for summary in page.locator("#review-panel summary").all():
        summary.click()
    expect(page.locator("#fingerprint .plots figure").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
