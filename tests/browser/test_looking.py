"""The examples on the page: seen as the model sees them, mended, dropped, taken away."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_flows import upload
from tests.toy import toy_paragraphs

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FIRST_LOOK_MS = 180_000
HOSTILE = "<img src=x onerror=alert(1)> ${alert(2)} {{alert(3)}}"


@pytest.fixture
def looked_at(visit: Callable[..., Page], tmp_path: Path) -> Callable[..., Page]:
    def open_examples(*arguments: object) -> Page:
        (tmp_path / "toy.txt").write_text("\n\n".join(toy_paragraphs(70)), "utf-8")
        page = visit(*arguments)
        upload(page, tmp_path / "toy.txt")
        expect(page.locator("#report .verdict")).to_be_visible(timeout=60_000)
        page.locator("#examples > button").first.click()
        expect(page.locator(".example .mark").first).to_be_visible(timeout=FIRST_LOOK_MS)
        return page

    return open_examples


def test_examples_are_read_mended_dropped_and_taken_away(looked_at: Callable[..., Page]) -> None:
    page = looked_at()
    page.on("dialog", lambda dialog: pytest.fail(f"the text ran: {dialog.message}"))
    cards = page.locator(".example")
    expect(cards).to_have_count(10)
    expect(cards.first.locator("ins.learnt.mark")).to_have_text("<|end|>")

    dropped = cards.first.get_attribute("data-example")
    cards.first.locator("[data-act=drop]").click()
    expect(page.locator(".example.dropped")).to_have_attribute("data-example", str(dropped))
    cards.nth(1).locator("[data-act=edit]").click()
    page.locator("#example-prompt textarea").fill(HOSTILE)
    page.locator("#example-completion textarea").fill("Mended.")
    page.locator("#example-save").click()
    expect(cards.nth(1)).to_contain_text(HOSTILE)
    expect(page.locator("#example-editor")).to_be_hidden()
    expect(page.locator("#examples-status")).to_contain_text("Dropped: 1, changed: 1.")

    total = int(re.search(r"(\d+) examples", page.locator("#examples-status").inner_text().replace("\u00a0", " "))[1])  # type: ignore[index]
    page.locator("#examples-on").click()
    expect(page.locator("#examples-place")).to_have_text(re.compile(r"Page 2 of"))
    page.locator("#examples-task label").nth(1).click()
    expect(page.locator("#examples-place")).to_have_text(re.compile(r"Page 1 of"))

    page.locator("#export > button").first.click()
    with page.expect_download() as download:
        page.locator("#export-jsonl").click()
    lines = Path(download.value.path()).read_text("utf-8").strip().split("\n")
    assert len(lines) == total - 1
    assert [HOSTILE, "Mended."] in [[one["content"] for one in json.loads(line)["messages"]] for line in lines]

    page.locator("#export-name input, #export-name textarea").first.fill("letters")
    page.locator("#export-token input").fill("hf_secret")
    page.locator("#export-push").click()
    expect(page.locator("#export-pushed")).to_contain_text("cannot be reached", timeout=60_000)
    expect(page.locator("#export-token input")).to_have_value("")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_cards_fit_a_telephone(looked_at: Callable[..., Page], scheme: str) -> None:
    page = looked_at("ru-RU", 390, scheme)
    page.locator(".example [data-act=edit]").first.click()
    expect(page.locator("#example-prompt textarea")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
