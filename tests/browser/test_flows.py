"""What people come for, done in a browser: read, fine-tune, watch, compare, take away; and what goes wrong."""

import json
import os
import re
import signal
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.toy import toy_paragraphs
from trainer.runs.run import Run

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COMPARE, MAKE, MINE = 0, 1, 2
TRAINING_MS, ANSWER_MS = 300_000, 120_000
WORDS = {
    "en-US": {"written": "Written in", "finished": "Finished", "base": "Pastiche demonstration base"},
    "ru-RU": {"written": "Написано за", "finished": "Готово", "base": "Pastiche demonstration base"},
}
Visit = Callable[..., Page]
Book = Callable[[str], Path]


def go(page: Page, tab: int) -> None:
    page.locator("[role=tab]").nth(tab).click()


def upload(page: Page, *files: Path) -> None:
    go(page, MAKE)
    page.locator("#upload input[type=file]").set_input_files([str(file) for file in files])


def begin(page: Page, name: str, steps: int) -> None:
    """Start a light, short run of the texts on the page."""
    expect(page.locator("#start")).to_be_enabled()
    page.locator("#dial label").first.click()
    page.locator("#name input, #name textarea").first.fill(name)
    # The dial fills the settings anew; what is typed before that would be lost.
    expect(page.locator("#setting-learning_rate input")).to_have_value("0.0005")
    if not page.locator("#setting-max_steps input").is_visible():
        page.locator("#advanced > button").click()
    short = {"max_steps": steps, "evaluations": 2, "samples": 1, "most_examples": 60}
    for setting, value in short.items():
        field = page.locator(f"#setting-{setting} input")
        field.fill(str(value))
        field.blur()
    page.locator("#start").click()
    expect(page.locator("#run-status h3")).to_have_text(name)


def open_advanced(page: Page) -> None:
    page.locator("#advanced > button").click()


def columns(page: Page) -> dict[str, str]:
    names = ("base", "few_shot", "styled")
    return {name: page.locator(f"#column-{name} .prose-sheet").inner_text() for name in names}


def losses(page: Page) -> list[str]:
    return page.locator("#run-status dd").all_inner_texts()


@pytest.mark.parametrize(
    ("locale", "file", "prompt"),
    [
        ("en-US", "en_dubliners.epub", "rain, window, letter"),
        ("ru-RU", "ru_cp1251_palata_6.fb2", "дождь, окно, письмо"),
    ],
)
def test_a_book_becomes_a_style(visit: Visit, book: Book, tmp_path: Path, locale: str, file: str, prompt: str) -> None:
    words = WORDS[locale]
    page = visit(locale)
    upload(page, book(file))
    expect(page.locator("#shelf")).to_contain_text(file, timeout=60_000)
    expect(page.locator("#report .verdict")).to_be_visible()
    open_advanced(page)
    begin(page, "My book", steps=24)  # after a few steps both may still write the same by chance

    # The loss moves while one watches.
    expect(page.locator("#run-status dd").nth(1)).to_have_text(re.compile(r"\d"), timeout=TRAINING_MS)
    early = losses(page)
    expect(page.locator("#run-status")).to_contain_text(words["finished"], timeout=TRAINING_MS)
    assert losses(page)[1] != early[1] or losses(page)[0] != early[0]
    # The curves are there, not the axes alone.
    for kind in ("training", "held-out", "general"):
        drawn = page.locator(f"#plot polyline.{kind}")
        assert len((drawn.get_attribute("points") or "").split()) > 1
        assert drawn.evaluate("line => line.getTotalLength()") > 50
    expect(page.locator("#samples details").first).to_be_visible()
    expect(page.locator("#estimate")).to_contain_text(re.compile(r"\d"), timeout=TRAINING_MS)

    # The comparison opens with the new style, and asks at once.
    page.locator("#compare-run").click()
    expect(page.locator("#style input")).to_have_value("My book")
    expect(page.locator("#title-styled")).to_contain_text("My book")
    expect(page.locator("#compare-status")).to_contain_text(words["written"], timeout=ANSWER_MS)
    expect(page.locator("#compare")).to_be_enabled()
    page.locator("#prompt textarea, #prompt input").first.fill(prompt)
    page.keyboard.press("Enter")
    expect(page.locator("#stop-compare")).to_be_enabled()
    expect(page.locator("#compare")).to_be_enabled(timeout=ANSWER_MS)
    full = columns(page)
    assert all(len(text) > 20 for text in full.values())
    assert full["base"] != full["styled"]

    # At strength 0 the styled column is the base's, token for token.
    strength = page.locator("#strength input[type=number]")
    strength.fill("0")
    strength.blur()
    page.locator("#compare").click(timeout=ANSWER_MS)
    expect(page.locator("#stop-compare")).to_be_enabled()
    expect(page.locator("#compare")).to_be_enabled(timeout=ANSWER_MS)
    none = columns(page)
    assert none["styled"] == none["base"] == full["base"]

    check_zip(page, tmp_path)


def check_zip(page: Page, folder: Path) -> None:
    """Download the adapter and look inside: a plain PEFT folder with its card, and no text."""
    go(page, MINE)
    expect(page.locator("#download")).to_be_enabled()
    with page.expect_download() as download:
        page.locator("#download").click()
    assert download.value.suggested_filename == "my-book.zip"
    download.value.save_as(folder / "style.zip")
    with zipfile.ZipFile(folder / "style.zip") as archive:
        assert {"README.md", "adapter_config.json", "adapter_model.safetensors"} <= set(archive.namelist())
        assert not {"corpus.json", "events.jsonl"} & set(archive.namelist())
        assert json.loads(archive.read("adapter_config.json"))["peft_type"] == "LORA"


def test_training_survives_a_reload_and_a_kill(visit: Visit, book: Book, home: Path) -> None:
    page = visit()
    upload(page, book("en_dubliners.epub"))
    expect(page.locator("#shelf")).to_contain_text("en_dubliners.epub", timeout=60_000)
    open_advanced(page)
    begin(page, "Cut off", steps=60)
    wait_for_step(page, 1)

    page.reload()
    page.wait_for_selector("#compare")
    go(page, MAKE)
    expect(page.locator("#run-status h3")).to_have_text("Cut off")
    expect(page.locator("#run-status .headline")).to_contain_text("Learning the voice")
    expect(page.locator("#shelf")).to_contain_text("en_dubliners.epub")
    expect(page.locator("#stop-run")).to_be_enabled()

    run = newest_run(home, "Cut off")
    wait_until(lambda: any((run / "checkpoints").glob("checkpoint-*/trainer_state.json")))
    kill_child(run)
    expect(page.locator("#run-status .headline")).to_contain_text("cut off from outside", timeout=30_000)
    expect(page.locator("#resume")).to_be_visible()
    before = saved_step(run)
    page.locator("#resume").click()
    expect(page.locator("#run-status .headline")).to_contain_text("Learning the voice", timeout=ANSWER_MS)
    wait_for_step(page, before + 1)
    assert started_from(run) == before

    page.locator("#stop-run").click()
    expect(page.locator("#run-status .headline")).to_contain_text("Stopped at step", timeout=TRAINING_MS)
    expect(page.locator("#compare-run")).to_be_enabled()

    # Nobody else sees it, and it goes when it is deleted.
    stranger = visit()
    go(stranger, MINE)
    expect(stranger.locator("#no-styles")).to_be_visible()
    go(page, MINE)
    page.locator("#delete").click()
    page.locator("#delete-no").click()
    expect(page.locator("#delete-yes")).to_be_hidden()
    page.locator("#delete").click()
    page.locator("#delete-yes").click()
    expect(page.locator("#no-styles")).to_be_visible()
    assert not run.exists()


def wait_for_step(page: Page, step: int) -> None:
    def reached() -> bool:
        found = re.match(r"(\d+) of", page.locator("#run-status dd").first.inner_text())
        return found is not None and int(found[1]) >= step

    wait_until(reached, page)


def wait_until(true: Callable[[], bool], page: Page | None = None, seconds: float = TRAINING_MS / 1000) -> None:
    until = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < until
        page.wait_for_timeout(300) if page else time.sleep(0.3)


def newest_run(home: Path, name: str) -> Path:
    found = [path for path in home.glob("runs/*/run.json") if json.loads(path.read_text("utf-8"))["name"] == name]
    return max(found, key=lambda path: path.stat().st_mtime).parent


def stopped_run(page: Page, home: Path, texts: Path, name: str) -> Run:
    """Start a run of toy paragraphs, stop it at once, and return it with weights that stand for an adapter."""
    (texts / "toy.txt").write_text("\n\n".join(toy_paragraphs(70)), "utf-8")
    upload(page, texts / "toy.txt")
    expect(page.locator("#start")).to_be_enabled(timeout=60_000)
    page.locator("#name input, #name textarea").first.fill(name)
    page.locator("#start").click()
    expect(page.locator("#run-status h3")).to_have_text(name)
    run = Run(newest_run(home, name))
    run.ask_to_stop()
    wait_until(lambda: run.status() in ("stopped", "failed", "finished"), page)
    run.adapter.mkdir(exist_ok=True)
    (run.adapter / "adapter_model.safetensors").write_bytes(b"weights")
    return run


def kill_child(run: Path) -> None:
    """Kill the run's own child, found by its command line."""
    for process in Path("/proc").glob("[0-9]*"):
        try:
            arguments = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue
        if b"trainer.model.finetune" in arguments and str(run).encode() in arguments:
            os.kill(int(process.name), signal.SIGKILL)
            return
    raise AssertionError("The run has no child.")


def events(run: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in (run / "events.jsonl").read_text("utf-8").splitlines()]


def saved_step(run: Path) -> int:
    return max(int(path.parent.name.rpartition("-")[2]) for path in run.glob("checkpoints/*/trainer_state.json"))


def started_from(run: Path) -> object:
    return [event["resumed_from"] for event in events(run) if event["kind"] == "Started"][-1]


def test_what_cannot_be_used_gets_a_sentence_and_costs_nothing(visit: Visit, tmp_path: Path) -> None:
    prose = "The boats came in before the rain, and we counted the nets one by one. "
    russian = "Лодки пришли до дождя, и мы пересчитали сети одну за другой. "
    (tmp_path / "good.txt").write_text(prose * 60, "utf-8")
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "picture.txt").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(200))
    (tmp_path / "huge.txt").write_bytes((prose * 1000).encode() * 860)
    (tmp_path / "russian.txt").write_text(russian * 60, "utf-8")

    page = visit()
    upload(page, tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "picture.txt")
    store = page.locator("#shelf")
    expect(store.locator("li")).to_have_count(3)
    expect(store.locator("li.read")).to_contain_text("good.txt")
    expect(store).to_contain_text("is empty. Upload a file with text in it.")
    expect(store).to_contain_text("is a PNG picture, not text.")

    # Too little: said in the report, and the start waits.
    expect(page.locator("#report .verdict")).to_contain_text("too little")
    expect(page.locator("#start")).to_be_disabled()

    upload(page, tmp_path / "huge.txt")
    expect(store).to_contain_text("Pastiche takes files of up to 50 MB", timeout=120_000)
    expect(store.locator("li.read")).to_contain_text("good.txt")

    upload(page, tmp_path / "russian.txt")
    expect(page.locator("#report .advice")).to_contain_text("a style learns one language at a time")

    # Every line can be taken off, and a reload keeps the rest.
    store.get_by_role("button", name="Remove empty.txt").click()
    expect(store.locator("li")).to_have_count(4)
    page.reload()
    go(page, MAKE)
    expect(page.locator("#shelf li")).to_have_count(4)


def test_an_empty_prompt_and_an_empty_paste_are_answered_kindly(visit: Visit) -> None:
    page = visit()
    go(page, MAKE)
    page.locator("#paste > button").click()
    page.locator("#add-paste").click()
    expect(page.get_by_text("Nothing was pasted.")).to_be_visible()
    page.locator("#pasted textarea").fill("A line of a letter. " * 20)
    page.locator("#add-paste").click()
    expect(page.locator("#shelf")).to_contain_text("Pasted text 1")
    expect(page.locator("#pasted textarea")).to_have_value("")


def test_the_page_speaks_the_browsers_language_until_told_otherwise(visit: Visit) -> None:
    page = visit("ru-RU")
    expect(page).to_have_url(re.compile("/ru$"))
    expect(page.locator("#compare")).to_have_text("Сравнить")
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    page.locator("[data-language=en]").click()
    expect(page.locator("#compare")).to_have_text("Compare")
    page.reload()
    expect(page.locator("#compare")).to_have_text("Compare")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280, 2560])
def test_nothing_sticks_out_at_any_width(visit: Visit, width: int, scheme: str) -> None:
    page = visit("ru-RU", width, scheme)
    for tab in (COMPARE, MAKE, MINE):
        go(page, tab)
        page.wait_for_timeout(300)
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_way_to_ones_own_style_is_on_the_first_screen_and_begins_at_its_top(visit: Visit) -> None:
    page = visit("ru-RU", 390)
    expect(page.locator("#make-one")).to_be_in_viewport()
    expect(page.locator("#compare")).to_be_in_viewport()
    page.evaluate("scrollTo(0, 500)")
    page.locator("#make-one").evaluate("button => button.click()")
    expect(page.locator("#upload")).to_be_in_viewport()
    wait_until(lambda: page.evaluate("scrollY") == 0, page)


def test_the_three_columns_stand_level(visit: Visit) -> None:
    page = visit()
    boxes = [page.locator(f"#column-{name}").bounding_box() for name in ("base", "few_shot", "styled")]
    heights = {round(box["height"]) for box in boxes if box}
    tops = {round(box["y"]) for box in boxes if box}
    assert len(heights) == len(tops) == 1
