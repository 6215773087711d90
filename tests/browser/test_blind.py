"""A blind test in the browser: by keyboard alone, with nothing that gives the answer away, and for its owner only."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Response, expect

from tests.browser.test_flows import COMPARE, go, stopped_run
from tests.toy import toy_briefs, write_answers
from trainer.runs.run import Run
from trainer.scorecard.blind_test import read_judgements

pytestmark = [pytest.mark.browser, pytest.mark.slow]

Visit = Callable[..., Page]
Judges = Callable[..., tuple[Page, Run]]
PAIRS = 5


@pytest.fixture
def judges(visit: Visit, home: Path, tmp_path: Path) -> Judges:
    """Open the page as somebody who has a style with answered briefs."""

    def open_page(name: str, *arguments: Any) -> tuple[Page, Run]:
        page = visit(*arguments)
        run = stopped_run(page, home, tmp_path, name)
        write_answers(run.folder, toy_briefs(PAIRS))
        page.reload()
        expect(tab(page)).to_be_visible()
        return page, run

    return open_page


def tab(page: Page) -> Locator:
    return page.get_by_role("tab", name=re.compile("Blind test|Вслепую"))


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until something has the focus."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {selector}")


def give_aways(page: Page) -> list[str]:
    """Return what in the pair's mark-up, its words aside, could tell one passage from the other."""
    left, right = (
        re.sub(r"<p>.*?</p>", "", page.locator(".leaf").nth(place).evaluate("leaf => leaf.outerHTML"))
        for place in (0, 1)
    )
    same = left.replace("The first", "") == right.replace("The second", "")
    marked = page.locator("#blind-pair").evaluate("pair => pair.outerHTML")
    marked = re.sub(r"<p>.*?</p>|<h3.*?</h3>|aria-label=\"[^\"]*\"", "", marked)
    return re.findall(r"styled|few_shot|held|author", marked) + [] * same + ["the leaves"] * (not same)


def test_a_blind_test_is_taken_by_keyboard_alone(judges: Judges) -> None:
    page, run = judges("By keyboard")
    answers: list[str] = []

    def keep(response: Response) -> None:
        if "/run/" in response.url or "predict" in response.url:
            answers.append(response.text())

    tab_to(page, "[role=tab]")
    tab_to(page, "[data-tab-id=blind]")
    page.keyboard.press("Enter")
    expect(page.locator("#blind-style input")).to_have_value("By keyboard")
    # Gradio gives every radio button a name of its own, so each is a stop of Tab and arrows do not choose.
    tab_to(page, "#blind-kind input[value=author]")
    page.keyboard.press("Space")
    expect(page.locator("#blind-about")).to_contain_text("what the author wrote")
    tab_to(page, "#blind-begin")
    page.on("response", keep)
    page.keyboard.press("Enter")

    question = page.locator("#blind-pair .question")
    verdicts = []
    for place, key in enumerate(["1", "ArrowRight", "0", "2", "ArrowLeft"]):
        expect(page.locator("#blind-pair .place span")).to_have_text(f"{place + 1} of {PAIRS}")
        expect(question).to_be_focused()
        assert give_aways(page) == []
        side = {"1": 0, "2": 1, "ArrowLeft": 0, "ArrowRight": 1}.get(key)
        chosen = None if side is None else page.locator(".leaf").nth(side).inner_text()
        verdicts.append("unsure" if chosen is None else "styled" if "Styled." in chosen else "other")
        if place == PAIRS - 1:
            assert answers
            assert not [body for body in answers if re.search("styled_left|few_shot", body.replace("Styled", ""))]
        page.keyboard.press(key)

    expect(page.locator("#blind-pair .outcome .question")).to_be_focused()
    expect(page.locator("#blind-pair .outcome")).to_contain_text("95% interval")
    expect(page.locator("#blind-pair .told details")).to_have_count(PAIRS)
    assert [one.verdict for one in read_judgements(run)] == verdicts

    # Again does not count; Back leads to what is kept, which a reload finds as well.
    tab_to(page, "#blind-again")
    page.keyboard.press("Enter")
    expect(page.locator("#blind-pair .place span")).to_have_text(f"1 of {PAIRS}")
    expect(question).to_be_focused()
    page.keyboard.press("1")
    expect(page.locator("#blind-pair .place span")).to_have_text(f"2 of {PAIRS}")
    # The question takes the focus a moment after it is there; Enter is to be pressed on the button.
    expect(question).to_be_focused()
    tab_to(page, "#blind-leave")
    page.keyboard.press("Enter")
    expect(page.locator("#blind-pair .outcome")).to_contain_text("does not count")
    expect(page.locator("#blind-pair .outcome .question")).to_be_focused()
    tab_to(page, "#blind-leave")
    page.keyboard.press("Enter")
    expect(page.locator("#blind-recorded")).to_contain_text(f"pairs: {PAIRS}")
    assert len(read_judgements(run)) == PAIRS


def test_keys_are_not_taken_from_fields_and_other_places(judges: Judges, visit: Visit) -> None:
    page, run = judges("Other places")
    tab(page).click()
    page.locator("#blind-begin").click()
    expect(page.locator("#blind-pair .question")).to_be_focused()
    page.locator("#blind-leave").focus()
    for key in ("1", "0", "ArrowLeft"):
        page.keyboard.press(key)
    page.locator("#blind-pair .question").focus()
    page.keyboard.press("Control+1")
    go(page, COMPARE)
    prompt = page.locator("#prompt textarea, #prompt input").first
    prompt.fill("")
    prompt.press_sequentially("120")
    page.keyboard.press("ArrowLeft")
    expect(prompt).to_have_value("120")
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("ArrowLeft")
    tab(page).click()
    expect(page.locator("#blind-pair .place span")).to_have_text(f"1 of {PAIRS}")
    assert read_judgements(run) == []
    page.locator("[data-choice=neither]").click()
    expect(page.locator("#blind-pair .place span")).to_have_text(f"2 of {PAIRS}")
    assert [one.verdict for one in read_judgements(run)] == ["unsure"]

    # Anybody else may look for the authors of the gallery's styles, but never sees this one.
    stranger = visit()
    stranger.locator("[data-tab-id=mine]").click()
    expect(stranger.locator("#no-styles")).to_be_visible()
    tab(stranger).click()
    stranger.locator("#blind-style input").click()
    expect(stranger.get_by_role("option").first).to_be_visible()
    assert "Other places" not in stranger.get_by_role("option").all_inner_texts()


def test_a_pair_fits_a_telephone_with_its_buttons_in_sight(judges: Judges) -> None:
    page, _ = judges("Telephone", "ru-RU", 390, "dark")
    tab(page).click()
    page.locator("#blind-reveal input").check()
    page.locator("#blind-begin").click()
    expect(page.locator("#blind-pair .question")).to_be_focused()
    expect(page.locator("[data-choice=left]")).to_be_in_viewport()
    page.locator("[data-choice=left]").click()
    expect(page.locator("#blind-pair h4").first).to_have_text(re.compile("Обученная модель|Базовая с отрывками"))
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
