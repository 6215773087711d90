"""The expert drawer in a browser: a recipe is saved, opened again and kept, and the command line follows it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_flows import MAKE, go

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def test_a_recipe_is_taken_along_and_opened_again(visit: Callable[..., Page], tmp_path: Path) -> None:
    page = visit()
    go(page, MAKE)
    page.locator("#advanced > button").click()
    rank, rate = page.locator("#setting-lora_r input"), page.locator("#setting-learning_rate input")
    command = page.locator("#command-line textarea, #command-line input").first
    expect(command).to_have_value("python -m trainer finetune texts/ --base embedded --dial medium")

    page.locator("#dial label").last.click()
    expect(rate).to_have_value("0.002")
    rank.fill("8")
    rank.blur()
    expect(command).to_have_value("python -m trainer finetune texts/ --base embedded --dial strong --set lora_r=8")
    with page.expect_download() as download:
        page.locator("#recipe-save").click()
    assert download.value.suggested_filename == "recipe.json"
    saved = tmp_path / "recipe.json"
    download.value.save_as(saved)
    assert json.loads(saved.read_text("utf-8")) | {"lora_r": 8, "dial": "strong"} == json.loads(
        saved.read_text("utf-8")
    )

    # The dial fills in everything anew, and a recipe that is opened is left as it is.
    page.locator("#dial label").first.click()
    expect(rate).to_have_value("0.0005")
    expect(rank).to_have_value("16")
    with page.expect_file_chooser() as chooser:
        page.locator("#recipe-open").click()
    chooser.value.set_files(saved)
    expect(rate).to_have_value("0.002")
    expect(page.locator("#dial input").last).to_be_checked()
    expect(command).to_have_value("python -m trainer finetune texts/ --base embedded --dial strong --set lora_r=8")
    expect(rank).to_have_value("8")

    (tmp_path / "other.json").write_text("{}]", "utf-8")
    with page.expect_file_chooser() as chooser:
        page.locator("#recipe-open").click()
    chooser.value.set_files(tmp_path / "other.json")
    expect(page.get_by_text("The recipe is not valid JSON")).to_be_visible()
    expect(rank).to_have_value("8")
