"""A style travels, on a Space: signed in and pushed from one browser, opened by its link in another, and compared."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.serving import serving
from tests.hub_faults import adapter_files, run_with_adapter
from tests.hub_login import SCOPES, HubLogin
from tests.hub_server import HubServer
from tests.toy import toy_paragraphs
from trainer.runs.run import Run

pytestmark = [pytest.mark.browser, pytest.mark.slow]
ANSWER_MS = 200_000
COMPARE, MAKE, MINE, GALLERY = range(4)
NAME = "A Log of Lamps"


@pytest.fixture(scope="module")
def hub() -> Iterator[HubServer]:
    with HubServer({}) as server:
        yield server


@pytest.fixture(scope="module")
def login(hub: HubServer) -> HubLogin:
    return HubLogin(hub, "ada")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("home of the hub")


@pytest.fixture(scope="module")
def temporary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("gradio")


@pytest.fixture(scope="module")
def address(hub: HubServer, login: HubLogin, home: Path, temporary: Path) -> Iterator[str]:
    settings = {"HF_ENDPOINT": hub.address, "HF_HUB_OFFLINE": "0", "PASTICHE_SCORE": "0", **login.environment}
    with serving(home, temporary, **settings) as served:
        yield served


def visitor(chromium: Browser, address: str, width: int = 1280) -> Page:
    context = chromium.new_context(locale="en-US", viewport={"width": width, "height": 900})
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.set_default_timeout(120_000)
    page.goto(address)
    page.wait_for_function("localStorage.getItem('pastiche-owner')")
    return page


def tab(page: Page, number: int) -> None:
    page.locator("[role=tab]").nth(number).click()


def give_style(page: Page, home: Path, folder: Path) -> None:
    """Give the visitor a finished run; whose it is, is read from one that they begin themselves."""
    book = folder / "boats.txt"
    book.write_text("\n\n".join(toy_paragraphs(90)), "utf-8")
    tab(page, MAKE)
    page.locator("#upload input[type=file]").set_input_files(str(book))
    expect(page.locator("#start")).to_be_enabled(timeout=60_000)
    page.locator("#start").click()
    expect(page.locator("#stop-run")).to_be_enabled(timeout=60_000)
    [begun] = Run.all(home)
    # Another name than the gallery's, whose adapter it is: nothing may take the one for the other.
    run_with_adapter(home, begun.about.owner).rename(NAME)
    page.locator("#stop-run").click()


def sign_in(page: Page, button: str) -> None:
    """Go to the Hub, say yes to what the page asks for, and come back."""
    page.locator(button).click()
    expect(page.locator("#rights li")).to_have_text(SCOPES.split())
    page.locator("#allow").click()
    page.wait_for_selector("#compare")


def open_publishing(page: Page) -> None:
    tab(page, MINE)
    expect(page.locator("#my-style input")).to_have_value(NAME)
    page.locator("#publish-panel > button").click()
    expect(page.locator("#publish-name input, #publish-name textarea").first).to_have_value("a-log-of-lamps")


def processes_until(page: Page, said: str) -> set[str]:
    """Return the command line and environment of every process that was seen until the push said something."""
    seen: set[str] = set()
    for _ in range(ANSWER_MS // 100):
        for place in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):  # it has ended, or is not ours
                seen.add((place / "cmdline").read_text("utf-8", "replace"))
                seen.add((place / "environ").read_text("utf-8", "replace"))
        if said in page.locator("#publish-status").inner_text():
            return seen
        page.wait_for_timeout(100)
    raise AssertionError(page.locator("#publish-status").inner_text())


def test_a_style_travels_from_one_browser_to_another(
    chromium: Browser, address: str, hub: HubServer, login: HubLogin, home: Path, temporary: Path, tmp_path: Path
) -> None:
    page = visitor(chromium, address)
    give_style(page, home, tmp_path)

    # Publish: signed out it is refused, without a reason too, public asks once more, then it goes.
    open_publishing(page)
    expect(page.locator("#publish-token")).to_be_hidden()
    page.locator("#publish").click()
    expect(page.locator("#publish-status")).to_contain_text("Sign in with Hugging Face first")
    sign_in(page, "#sign-in")
    open_publishing(page)
    expect(page.locator("#sign-in")).to_have_text("Sign out (ada)")
    page.locator("#publish").click()
    expect(page.locator("#publish-status")).to_contain_text("why you may share")
    page.locator("#publish-rights label").first.click()
    page.locator("#publish-visibility label").last.click()
    expect(page.locator("#publish-sure")).to_contain_text("Nobody has measured")
    page.locator("#publish-sure input").check()
    page.locator("#publish").click()
    commands = processes_until(page, "for everybody")
    assert any("trainer.model.generate" in command for command in commands)
    repo = hub.repos["models", "ada/a-log-of-lamps"]
    assert repo.made_by == login.client
    assert not repo.private
    with page.context.expect_page() as card:
        page.locator("#publish-status a").first.click()
    expect(card.value.locator("body")).to_contain_text(f"# {NAME}")
    link = page.locator("#publish-status a").last.get_attribute("href")
    assert link
    assert link.startswith("./?adapter=ada/a-log-of-lamps")

    # Her own private styles are in her gallery, as far as this Space made them, until she signs out.
    tag = b"---\ntags: [pastiche]\nlanguage: en\n---\n# A\n"
    for name, maker in (("ada/a-secret", login.client), ("ada/another-secret", "")):
        hub.add("models", name, private=True, files={**adapter_files(), "README.md": tag}).made_by = maker
    tab(page, GALLERY)
    page.locator("#gallery-find").click()
    expect(page.locator("#gallery-there .style-card", has_text="Only me")).to_contain_text("ada/a-secret")
    expect(page.locator("#gallery-there .style-card")).to_have_count(2)
    [cookie] = [one["value"] for one in page.context.cookies() if one["name"] == "session"]
    with page.expect_navigation():
        page.locator("#sign-in-gallery").click()
    page.wait_for_selector("#compare")
    tab(page, GALLERY)
    expect(page.locator("#sign-in-gallery")).to_have_text("Sign in with Hugging Face")
    page.locator("#gallery-find").click()
    expect(page.locator("#gallery-there .style-card")).to_have_count(1)
    expect(page.locator("#duplicate")).to_be_visible()

    # The link, in a second browser that nobody is signed in to.
    stranger = visitor(chromium, f"{address}/?adapter=ada/a-log-of-lamps&strength=0.8&prompt=fog,+bell&lang=en")
    expect(stranger.locator("#style input")).to_have_value(NAME, timeout=60_000)
    expect(stranger.locator("#strength input[type=number]")).to_have_value("0.8")
    expect(stranger.locator("#prompt textarea, #prompt input").first).to_have_value("fog, bell")
    expect(stranger.locator("#compare-status")).to_contain_text("Written in", timeout=ANSWER_MS)
    expect(stranger.locator("#column-few_shot")).to_be_hidden()
    # It is the fetched style that answered: what is copied from its texts cannot be told here.
    expect(stranger.locator("#title-styled")).to_contain_text(NAME)
    expect(stranger.locator("#column-styled .originality")).to_have_text("")
    assert len(stranger.locator("#column-styled .prose-sheet").inner_text()) > 20

    # Its link again: the prompt goes in only when that is wanted.
    stranger.locator("#copy-link").click()
    stranger.wait_for_function("navigator.clipboard.readText().then(text => text.includes('adapter='))")
    copied = stranger.evaluate("navigator.clipboard.readText()")
    assert copied == f"{address}/?adapter=ada/a-log-of-lamps&strength=0.8&lang=en"

    # The gallery finds it, and shows what is here.
    tab(stranger, GALLERY)
    expect(stranger.locator("#gallery-here")).to_contain_text(NAME)
    stranger.locator("#gallery-find").click()
    expect(stranger.locator("#gallery-there")).to_contain_text("ada/a-log-of-lamps")
    tab(stranger, COMPARE)
    stranger.locator("#style input").click()
    stranger.get_by_role("option", name="The Harbour Log").click()
    expect(stranger.locator("#title-styled")).to_contain_text("The Harbour Log")
    tab(stranger, GALLERY)
    stranger.locator("#gallery-there [data-act=pull]").first.click()
    expect(stranger.locator("#compare")).to_be_visible(timeout=60_000)
    expect(stranger.locator("#style input")).to_have_value(NAME)
    expect(stranger.locator("#compare-status")).to_contain_text("Written in", timeout=ANSWER_MS)
    expect(stranger.locator("#column-styled .prose-sheet p:not(.placeholder)").first).to_be_visible()

    # The token, and the cookie that it travels in, are nowhere in what was kept, logged, or handed to a process.
    [token] = login.tokens
    assert token in hub.tokens
    kept = [path for folder in (home, temporary) for path in folder.rglob("*") if path.is_file()]
    everything = b"".join(path.read_bytes() for path in kept)
    for secret in (token, cookie):
        assert secret.encode() not in everything
        assert not any(secret in command for command in commands)
        assert secret not in page.evaluate("JSON.stringify([localStorage, sessionStorage, document.body.innerHTML])")


def test_a_link_to_what_is_not_there_is_a_sentence(chromium: Browser, address: str) -> None:
    page = visitor(chromium, f"{address}/?adapter=ada/nothing")
    expect(page.locator("#compare-status")).to_contain_text("is not on the Hub")
