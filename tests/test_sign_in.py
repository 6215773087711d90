"""Signing in without a browser: through Gradio's own routes and a Hub of our own, to the handler; and saying no."""

import json
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import gradio as gr
import httpx
import pytest
import yaml
from fastapi.testclient import TestClient

from tests.hub_faults import hub
from tests.hub_login import SCOPES, HubLogin
from tests.hub_server import HubServer
from tests.places import ROOT
from ui import page
from ui.guard import Guard
from ui.steps import sign_in
from ui.steps.events import Updates, Values
from ui.strings.strings import ENGLISH
from ui.visitors.hub import VisitorHub
from ui.visitors.visitors import Visitors

__all__ = ["hub"]


@pytest.fixture
def login(hub: HubServer, monkeypatch: pytest.MonkeyPatch) -> HubLogin:
    """Return the Hub's part, and have this process look like a Space to Gradio."""
    login = HubLogin(hub, "ada")
    for name, value in login.environment.items():
        monkeypatch.setenv(name, value)
        if hasattr(gr.oauth, name):  # read when it was imported
            monkeypatch.setattr(gr.oauth, name, value)
    return login


class Step:
    """Tells whose token came with a request, as the page's steps are told."""

    def plain(self, given: str, signed_in: gr.OAuthToken | None = None) -> str:
        return f"{given} {sign_in.token_of(signed_in)}"

    def by_component(self, values: Values, signed_in: gr.OAuthToken | None = None) -> Iterator[Updates]:
        for box, given in values.items():
            yield {box: f"{given} {sign_in.token_of(signed_in)}"}

    def streaming(self, given: str, signed_in: gr.OAuthToken | None, *more: str) -> Iterator[str]:
        yield f"{given} {sign_in.token_of(signed_in)} {more}"


@pytest.fixture
def serve() -> Callable[[bool], TestClient]:
    def serve(signs_in: bool) -> TestClient:
        guard, step = Guard(ENGLISH), Step()
        with gr.Blocks(analytics_enabled=False) as demo:
            if signs_in:
                gr.LoginButton()
            box = gr.Textbox("hello")
            button = gr.Button()
            button.click(guard(step.plain), box, box, api_name="plain")
            button.click(guard(step.by_component), {box}, box, api_name="by_component")
            button.click(guard(step.streaming), [box, box], box, api_name="streaming")
        handlers = sign_in.when_declined() if signs_in else {}
        app = gr.routes.App.create_app(demo, app_kwargs={"exception_handlers": handlers})
        # The session's cookie is for https alone.
        return TestClient(app, base_url="https://testserver", follow_redirects=False)

    return serve


def test_the_readme_asks_visitors_for_the_rights_that_are_tried_here() -> None:
    head = yaml.safe_load((ROOT / "README.md").read_text("utf-8").split("---")[1])
    assert head["hf_oauth"]
    assert ["openid", "profile", *head["hf_oauth_scopes"]] == SCOPES.split()


def answered(client: TestClient, login: HubLogin, answer: str) -> httpx.Response:
    """Go to the Hub by way of the page, answer there, and come back."""
    asked = client.get("/login/huggingface?_target_url=/ru")
    consent = httpx.get(asked.headers["location"])
    assert all(f"<li>{scope}</li>" in consent.text for scope in SCOPES.split())
    form = {**dict(parse_qsl(urlsplit(asked.headers["location"]).query)), "answer": answer}
    back = httpx.post(f"{login.hub.address}/oauth/authorize", data=form)
    return client.get(back.headers["location"])


def told(client: TestClient, name: str, *given: str) -> str:
    """Call a handler as the page does, and return what it says."""
    client.get("/gradio_api/startup-events")  # what answers from the queue is begun by the first visitor
    event = client.post(f"/gradio_api/call/{name}", json={"data": list(given)}).json()["event_id"]
    lines = client.get(f"/gradio_api/call/{name}/{event}").text.splitlines()
    said = [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: [")]
    return str(said[-1][0])


def test_who_says_yes_is_signed_in_and_each_handler_is_given_their_token(
    serve: Callable[[bool], TestClient], login: HubLogin
) -> None:
    with serve(True) as client:
        assert told(client, "plain", "hello") == "hello "
        back = answered(client, login, "yes")
        assert urlsplit(back.headers["location"]).path == "/ru"
        [token] = login.tokens
        assert told(client, "plain", "hello") == f"hello {token}"
        assert told(client, "by_component", "hello") == f"hello {token}"
        assert told(client, "streaming", "hello", "more") == f"hello {token} ('more',)"

        assert client.get("/logout?_target_url=/ru").headers["location"] == "/ru"
        assert told(client, "plain", "hello") == "hello "


def test_who_says_no_is_back_on_the_page_and_signed_out(serve: Callable[[bool], TestClient], login: HubLogin) -> None:
    with serve(True) as client:
        back = answered(client, login, "no")
        assert (back.is_redirect, back.headers["location"]) == (True, "/")
        assert login.tokens == []
        assert told(client, "plain", "hello") == "hello "


def test_where_nobody_can_sign_in_the_same_handlers_work_without_a_token(serve: Callable[[bool], TestClient]) -> None:
    with serve(False) as client:
        assert told(client, "plain", "hello") == "hello "
        assert told(client, "streaming", "hello", "more") == "hello  ('more',)"


@pytest.mark.parametrize("signs_in", [True, False])
def test_there_is_a_button_wherever_a_token_is_needed_and_no_box_for_one(
    visitors: Visitors, login: HubLogin, signs_in: bool
) -> None:
    visitors.hub = VisitorHub(visitors.home, signs_in, own_computer=False)
    config: Any = page.build(visitors).config
    found = {one["props"].get("elem_id"): one["props"].get("visible") for one in config["components"]}
    assert ({"sign-in", "sign-in-gallery", "sign-in-examples"} <= found.keys()) == signs_in
    assert (found["publish-token"], found["export-token"]) == (not signs_in, not signs_in)
