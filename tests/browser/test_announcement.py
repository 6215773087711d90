"""The title and the notification that tell of a run, tried on a page of their own: what is shown, when, and to whom."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from ui.html import markup
from ui.js import scripts
from ui.strings.strings import ENGLISH, RUSSIAN, Strings

pytestmark = pytest.mark.browser

STUBS = """
    window.told = [];
    window.away = false;
    Object.defineProperty(document, "hidden", { get: () => window.away });
    window.Notification = class {
        static permission = "granted";
        static async requestPermission() { return window.answer || "granted"; }
        constructor(title, more) { window.told.push([title, more.body]); }
    };
"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context()
    context.add_init_script(STUBS)
    page = context.new_page()
    page.route("**/*", lambda route: route.fulfill(body="<title>Pastiche</title><button id=tell-me>?</button>"))
    page.goto("http://pastiche.test/")
    yield page
    context.close()


def status(share: float, kind: str, headline: str = "Learning the voice") -> str:
    return markup.status(markup.RunStatus("Sea & <b>sky</b>", kind, headline, share), ENGLISH)


def tells(page: Page, t: Strings = ENGLISH) -> Callable[..., None]:
    return lambda *given: page.evaluate(f"html => ({scripts.watch_run(t)})(html)", *given)


def ask(page: Page, answer: str = "granted") -> str:
    page.evaluate("answer => { window.answer = answer; }", answer)
    page.evaluate(f"() => ({scripts.ask_notification(ENGLISH)})()")
    return page.locator("#tell-me").inner_text()


def away(page: Page, hidden: bool) -> None:
    page.evaluate("hidden => { window.away = hidden; document.dispatchEvent(new Event('visibilitychange')); }", hidden)


def told(page: Page) -> Any:
    return page.evaluate("window.told")


def test_the_title_says_how_far_it_is_and_that_it_is_over_until_one_looks(page: Page) -> None:
    tell = tells(page, RUSSIAN)
    tell(status(0.34, "running"))
    assert page.title() == "34\u00a0% Sea & <b>sky</b> · Pastiche"
    away(page, True)
    tell(status(1, "finished"))
    assert page.title() == "Sea & <b>sky</b>: готов · Pastiche"
    away(page, False)
    assert page.title() == "Pastiche"
    assert told(page) == []


def test_whoever_asked_is_notified_once_and_only_out_of_sight(page: Page) -> None:
    tell = tells(page)
    assert ask(page) == ENGLISH.tell_me_on
    tell(status(0.5, "running"))
    tell(status(1, "finished"))
    assert (page.title(), told(page)) == ("Pastiche", [])
    tell(status(0.5, "waiting"))
    away(page, True)
    tell(status(1, "finished", "Ready in 3 minutes."))
    tell(status(1, "finished", "Ready in 3 minutes."))
    assert told(page) == [["Sea & <b>sky</b>", "Ready in 3 minutes."]]


def test_what_was_over_before_is_no_news_and_a_refusal_is_said(page: Page) -> None:
    assert ask(page, "denied") == ENGLISH.tell_me_refused
    away(page, True)
    tell = tells(page)
    tell(status(1, "finished"))
    tell("")
    assert (page.title(), told(page)) == ("Pastiche", [])
    tell(status(0.5, "running"))
    tell(status(1, "stopped"))
    assert told(page) == []
