"""The scorecard in the browser: found again after a reload, readable on a telephone, taken away as JSON."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_flows import stopped_run
from tests.scorecards import toy_scorecard
from tests.toy import toy_briefs, write_answers
from trainer.runs.events import Scored
from trainer.scorecard.scoring import Scoring

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture
def measured(visit: Callable[..., Page], home: Path, tmp_path: Path) -> Callable[..., Page]:
    """Open the page as somebody whose style has been measured."""

    def open_page(name: str, *arguments: Any) -> Page:
        page = visit(*arguments)
        run = stopped_run(page, home, tmp_path, name)
        write_answers(run.folder, toy_briefs(12))
        Scoring(run).write(toy_scorecard())
        Scoring(run).say(Scored(1.0))
        page.reload()
        page.get_by_role("tab").nth(1).click()
        expect(page.locator("#score-cards .score")).to_have_count(4, timeout=60_000)
        return page

    return open_page


def test_a_scorecard_is_found_again_and_taken_away(measured: Callable[..., Page]) -> None:
    page = measured("Measured")
    expect(page.locator("#score-plot svg")).to_have_attribute("role", "img")
    expect(page.locator("#score-voices svg.lengths")).to_have_attribute("role", "img")
    expect(page.locator("#measure")).to_have_text("Measure again")
    page.locator("#score-details > button").first.click()
    with page.expect_download() as download:
        page.locator("#score-download").click()
    assert json.loads(Path(download.value.path()).read_text("utf-8"))["verdicts"]["style"] == "green"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_scorecard_fits_a_telephone(measured: Callable[..., Page], scheme: str) -> None:
    page = measured(f"На телефоне {scheme}", "ru-RU", 390, scheme)
    expect(page.locator("#score-cards .score").first).to_contain_text("75")
    expect(page.locator("#score-voices .plots")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
