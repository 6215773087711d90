"""What programs may ask of the page over plain HTTP, with `gradio_client` and as an MCP client; the rest is hidden."""

import asyncio
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import httpx
import pytest
from gradio_client import Client
from mcp import ClientSession
from mcp.client.streamable_http import streamable_http_client
from mcp.types import CallToolResult, TextContent, Tool

from tests.fakes import FakeGenerator, styled, toy_visitors
from trainer.compare.comparison import COLUMNS
from ui import page
from ui.visitors.owner import new_owner
from ui.visitors.visitors import Visitors

PUBLIC = {"/list_styles", "/compare", "/rewrite"}
STYLE = "gallery/harbour_log"


@dataclass(frozen=True)
class Served:
    address: str
    visitors: Visitors
    generator: FakeGenerator


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    generator = FakeGenerator()
    visitors = toy_visitors(tmp_path_factory.mktemp("home"), generator=generator)
    built = page.build(visitors)
    _, address, _ = built.launch(
        prevent_thread_lock=True,
        quiet=True,
        mcp_server=True,
        run_history=False,
        enable_monitoring=False,
        ssr_mode=False,
    )
    yield Served(address.rstrip("/"), visitors, generator)
    built.close()


@pytest.fixture(scope="module")
def client(served: Served) -> Client:
    return Client(served.address, verbose=False, analytics_enabled=False)


def test_only_the_endpoints_for_programs_are_public_and_each_says_what_it_does(served: Served) -> None:
    info = httpx.get(f"{served.address}/gradio_api/info").json()
    assert info["named_endpoints"].keys() == PUBLIC
    assert info["unnamed_endpoints"] == {}
    assert all(endpoint["description"] for endpoint in info["named_endpoints"].values())


def test_a_comparison_over_plain_http(served: Served) -> None:
    begun = httpx.post(f"{served.address}/gradio_api/call/v2/compare", json={"style": STYLE, "prompt": "fog, bell"})
    said = httpx.get(f"{served.address}/gradio_api/call/compare/{begun.json()['event_id']}").text
    event, data = said.strip().split("\n")[-2:]
    assert event == "event: complete"
    assert json.loads(data.removeprefix("data: ")) == [dict.fromkeys(COLUMNS, "fog, bell")]


def test_a_comparison_with_the_client(served: Served, client: Client) -> None:
    styles = client.predict(api_name="/list_styles")
    assert STYLE in [style["id"] for style in styles]
    said = client.predict(style=STYLE, prompt="fog, bell", mode="continue", max_new_tokens=9_999, api_name="/compare")
    assert said["styled"] == "fog, bell"
    asked = served.generator.asked[-1]
    assert (asked.mode, asked.max_new_tokens) == ("continue", 400)
    assert asked.strength == served.visitors.style("", STYLE).strength


def test_a_draft_is_rewritten(served: Served, client: Client) -> None:
    said = client.predict(style=STYLE, draft="The fog came in.", seed=5, api_name="/rewrite")
    assert said == dict.fromkeys(COLUMNS, "The fog came in.")
    asked = served.generator.asked[-1]
    assert (asked.mode, asked.seed) == ("rewrite", 5)


def test_a_wrong_question_is_answered_with_a_sentence(client: Client) -> None:
    with pytest.raises(ValueError, match="The prompt is empty"):
        client.predict(style=STYLE, prompt=" ", api_name="/compare")
    with pytest.raises(ValueError, match="Strength can be from 0 to"):
        client.predict(style=STYLE, prompt="fog", strength=7, api_name="/compare")


def test_no_program_reaches_a_visitors_run(served: Served, client: Client) -> None:
    run = styled(served.visitors, new_owner())
    assert run.id not in json.dumps(client.predict(api_name="/list_styles"))
    for unknown in (f"run/{run.id}", "pulled/" + 32 * "0", "gallery/../runs", "run/"):
        with pytest.raises(ValueError, match="There is no such"):
            client.predict(style=unknown, prompt="fog", api_name="/compare")


def test_an_mcp_client_finds_the_tools_and_uses_them(served: Served) -> None:
    # In a thread of its own: Playwright leaves its event loop running in the one that browser tests were run in.
    with ThreadPoolExecutor() as thread:
        tools, said, refused = thread.submit(asyncio.run, as_mcp_client(f"{served.address}/gradio_api/mcp/")).result()
    assert {f"/{tool.name}" for tool in tools} == PUBLIC
    by_name = {tool.name: tool for tool in tools}
    assert "style" in str(by_name["list_styles"].description)
    assert all(one.get("description") for one in by_name["compare"].inputSchema["properties"].values())
    assert "fog, bell" in text_of(said)
    assert refused.isError
    assert "There is no such" in text_of(refused)


async def as_mcp_client(address: str) -> tuple[list[Tool], CallToolResult, CallToolResult]:
    async with streamable_http_client(address) as (reading, writing, _), ClientSession(reading, writing) as session:
        await session.initialize()
        asked: dict[str, Any] = {"style": STYLE, "prompt": "fog, bell"}
        return (
            (await session.list_tools()).tools,
            await session.call_tool("compare", asked),
            await session.call_tool("compare", asked | {"style": "run/somebody"}),
        )


def text_of(result: CallToolResult) -> str:
    return "".join(part.text for part in result.content if isinstance(part, TextContent))
