"""Other ways to a style than a fine-tune, in a browser: nothing trained at all, and two styles blended into one."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_flows import ANSWER_MS, MAKE, MINE, columns, go, open_advanced
from tests.toy import toy_paragraphs

pytestmark = [pytest.mark.browser, pytest.mark.slow]

READY_MS = 120_000
Visit = Callable[..., Page]


def chosen(page: Page, method: str) -> None:
    page.locator("#setting-method label", has_text=method).click()


def test_the_base_that_is_shown_passages_is_a_style_like_any_other(visit: Visit) -> None:
    page = visit()
    go(page, MAKE)
    page.locator("#paste > button").click()
    page.locator("#pasted textarea").fill("\n\n".join(toy_paragraphs(110)))
    page.locator("#add-paste").click()
    expect(page.locator("#start")).to_be_enabled()
    open_advanced(page)
    # All weights learn at a tenth of the rate, and the page warns of them.
    chosen(page, "All weights")
    expect(page.locator("#setting-learning_rate input")).to_have_value("0.0001")
    expect(page.locator("#estimate")).to_contain_text("forgets and copies most", timeout=READY_MS)
    chosen(page, "No training")
    expect(page.locator("#estimate")).to_contain_text("nothing is trained")
    if folder := os.environ.get("PASTICHE_LOOK"):
        page.screenshot(path=str(Path(folder) / "advanced.png"), full_page=True)
    page.locator("#name input, #name textarea").first.fill("Shown")
    page.locator("#start").click()
    expect(page.locator("#run-status")).to_contain_text("Ready: nothing was trained", timeout=READY_MS)
    page.locator("#compare-run").click()
    expect(page.locator("#style input")).to_have_value("Shown")
    # The status may still be that of the comparison before.
    expect(page.locator("#column-few_shot .prose-sheet p:not(.placeholder)").first).to_be_visible(timeout=ANSWER_MS)
    expect(page.locator("#compare-status")).to_contain_text(re.compile("Written in"), timeout=ANSWER_MS)
    expect(page.locator("#column-styled")).to_be_hidden()
    expect(page.locator("#strength input[type=number]")).to_be_disabled()
    texts = [page.locator(f"#column-{name} .prose-sheet").inner_text() for name in ("base", "few_shot")]
    assert texts[0] != texts[1]


def test_two_styles_become_one(visit: Visit) -> None:
    page = visit()
    go(page, MINE)
    page.locator("#blend-panel > button").click()
    expect(page.locator("#blend-second input")).to_have_value(re.compile("."))
    page.locator("#blend-name input, #blend-name textarea").first.fill("Both")
    page.locator("#blend").click()
    expect(page.locator("#blend-status")).to_contain_text("is ready", timeout=READY_MS)
    expect(page.locator("#my-style input")).to_have_value("Both")
    expect(page.locator("#style-facts")).to_contain_text("Blended of")
    if folder := os.environ.get("PASTICHE_LOOK"):
        page.screenshot(path=str(Path(folder) / "blend.png"), full_page=True)
    page.locator("#compare-mine").click()
    expect(page.locator("#title-styled")).to_contain_text("Both")
    # The status may still be that of the comparison before.
    expect(page.locator("#column-styled .prose-sheet p:not(.placeholder)").first).to_be_visible(timeout=ANSWER_MS)
    expect(page.locator("#compare-status")).to_contain_text("Written in", timeout=ANSWER_MS)
    found = columns(page)
    assert found["styled"] != found["base"]
