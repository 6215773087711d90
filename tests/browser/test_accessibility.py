"""axe-core finds nothing serious on any step of the page: in both languages, by day and by night."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.browser.test_flows import MAKE, MINE, go, stopped_run
from tests.scorecards import toy_scorecard
from tests.toy import toy_briefs, toy_paragraphs, write_answers
from trainer.runs.events import Scored
from trainer.scorecard.scoring import Scoring

pytestmark = [pytest.mark.browser, pytest.mark.slow]

GALLERY, BLIND = 3, 4
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


def faults(page: Page, step: str) -> list[str]:
    """Return what axe-core finds serious or critical, by day and by night."""
    found = []
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("body")).to_have_class(
            re.compile("dark") if scheme == "dark" else re.compile("^(?!.*dark)")
        )
        page.wait_for_timeout(300)
        for fault in Axe().run(page).response["violations"]:
            if fault["impact"] in ("serious", "critical"):
                found += [f"{step}, {scheme}: {fault['id']}: {_told(node)}" for node in fault["nodes"]]
    return found


def _told(node: dict[str, Any]) -> str:
    because = " ".join(str(node["failureSummary"]).split()[:30])
    return f"{' '.join(map(str, node['target']))} {node['html'][:160]} {because}"


@pytest.mark.parametrize("locale", ["en-US", "ru-RU"])
def test_every_step_is_open_to_everybody(visit: Callable[..., Page], home: Path, tmp_path: Path, locale: str) -> None:
    page = visit(locale)
    expect(page.locator("#column-styled .prose-sheet p:not(.placeholder)").first).to_be_visible()
    page.locator("#sampling > button").click()
    found = faults(page, "compare")
    page.locator("#mode label").last.click()
    page.locator("#prompts button").first.click()
    page.locator("#compare").click()
    expect(page.locator("#draft details.changes")).to_be_visible()
    found += faults(page, "rewrite")

    # A run that was stopped and measured, with texts on the shelf, and every drawer open.
    run = stopped_run(page, home, tmp_path, f"Axe {locale}")
    Scoring(run).write(toy_scorecard())
    Scoring(run).say(Scored(1.0))
    write_answers(run.folder, toy_briefs(12))
    page.reload()
    go(page, MAKE)
    expect(page.locator("#score-cards .score")).to_have_count(4)
    (tmp_path / "more.txt").write_text("ann@example.org\n\n" + "\n\n".join(toy_paragraphs(40, seed=3)), "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    page.locator("#upload input[type=file]").set_input_files([tmp_path / "more.txt", tmp_path / "empty.txt"])
    expect(page.locator("#shelf li.refused")).to_be_visible()
    for drawer in ("paste", "review", "fingerprint", "examples", "advanced", "score-details"):
        page.locator(f"#{drawer} > button").first.click()
    expect(page.locator(".example").first).to_be_visible()
    found += faults(page, "make")

    go(page, MINE)
    expect(page.locator("#download")).to_be_visible()
    page.locator("#publish-panel > button").first.click()
    page.locator("#delete").click()
    found += faults(page, "mine")

    go(page, GALLERY)
    expect(page.locator(".style-card").first).to_be_visible()
    found += faults(page, "gallery")

    go(page, BLIND)
    found += faults(page, "blind test")
    page.locator("#blind-begin").click()
    expect(page.locator(".leaf").first).to_be_visible()
    found += faults(page, "a pair")

    assert found == []
