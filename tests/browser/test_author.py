"""The question who the author of an archive is, in a browser: asked, answered, and fit for a telephone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.archives import mail, mailed_talk, mbox

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MAKE = 1


def asked(page: Page, file: Path) -> None:
    page.locator("[role=tab]").nth(MAKE).click()
    page.locator("#upload input[type=file]").set_input_files(str(file))
    expect(page.locator("#author")).to_be_visible(timeout=60_000)


def test_the_author_is_asked_once_and_only_their_words_come(visit: Callable[..., Page], tmp_path: Path) -> None:
    file = tmp_path / "All mail.mbox"
    file.write_bytes(mailed_talk(80))
    page = visit()
    asked(page, file)
    expect(page.locator("#shelf li.refused")).to_have_count(1)
    boxes = page.locator("#author-people input")
    expect(boxes).to_have_count(2)
    expect(boxes.first).to_be_checked()
    expect(boxes.nth(1)).not_to_be_checked()
    expect(page.locator("#author-other")).to_be_hidden()
    boxes.first.uncheck()
    page.locator("#author-answer").click()
    expect(page.locator(".toast-body").first).to_contain_text("Nobody is ticked")
    boxes.first.check()
    page.locator("#author-answer").click()
    expect(page.locator("#report .verdict")).to_be_visible(timeout=60_000)
    expect(page.locator("#author")).to_be_hidden()
    expect(page.locator("#shelf li.read")).to_have_count(1)
    expect(page.locator("#shelf li.refused")).to_have_count(0)
    expect(page.locator("#report")).to_contain_text("latest")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_many_people_fit_a_telephone_and_another_can_be_typed(
    visit: Callable[..., Page], tmp_path: Path, scheme: str
) -> None:
    file = tmp_path / "All mail.mbox"
    long = "with-a-very-long-address-that-has-no-place-to-break-at"
    people = [f"Somebody Number {at} <{long}.{at}@rain.example>" for at in range(40)]
    file.write_bytes(mbox(*(mail(f"Rain {at}.", name, at) for at, name in enumerate(people))))
    page = visit(width=390, scheme=scheme)
    asked(page, file)
    expect(page.locator("#author-people input")).to_have_count(30)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    for box in page.locator("#author-people input:checked").all():
        box.uncheck()
    page.locator("#author-other").locator("input, textarea").fill(f"{long}.3@rain.example")
    page.locator("#author-answer").click()
    expect(page.locator("#shelf li.read")).to_have_count(1)
