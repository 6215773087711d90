"""A blind test in the browser: by keyboard alone, with nothing that gives the answer away, and for its owner only."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_flows import newest_run, upload, wait_until
from tests.toy import toy_briefs, toy_paragraphs, write_answers
from trainer.run import Run

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Visit = Callable[..., Page]
PAIRS = 5
NAMES = re.compile(r"styled|few_shot|author|base|held|shown|number|key", re.IGNORECASE)


@pytest.fixture
def judges(visit: Visit, home: Path, tmp_path: Path) -> Callable[..., tuple[Page, Run]]:
    """Open the page as somebody who has a style with answered briefs, at the blind test."""

    def open_blind(*arguments: object, name: str = "Blind") -> tuple[Page, Run]:
        (tmp_path / "toy.txt").write_text("\n\n".join(toy_paragraphs(70)), "utf-8")
        page = visit(*arguments)
        upload(page, tmp_path / "toy.txt")
        expect(page.locator("#start")).to_be_enabled(timeout=60_000)
        page.locator("#name input, #name textarea").first.fill(name)
        page.locator("#start").click()
        expect(page.locator("#run-status h3")).to_have_text(name)
        run = Run(newest_run(home, name))
        run.ask_to_stop()
        wait_until(lambda: run.status() in ("stopped", "failed", "finished"), page)
        run.adapter.mkdir(exist_ok=True)
        (run.adapter / "adapter_model.safetensors").write_bytes(b"weights")
        write_answers(run.folder, toy_briefs(PAIRS))
        page.reload()
        page.wait_for_selector("#compare")
        tab(page).click()
        expect(page.locator("#blind-style input")).to_have_value(name)
        return page, run

    return open_blind


def tab(page: Page) -> "object":
    return page.get_by_role("tab", name=re.compile("Blind test|Вслепую"))


def question(page: Page) -> "object":
    return page.locator("#blind-pair .question")
