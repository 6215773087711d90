"""What a visitor has to do with the Hub, by the Hub's own client and a Hub of our own; and the links to styles."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from tests.hub_faults import BOB, TOKEN, heard, hub, run_with_adapter
from tests.hub_server import HubServer
from trainer.errors import PasticheError, RunError
from trainer.hub import push as publication
from trainer.hub.push import Published, Wish
from trainer.library import gallery, library
from trainer.library.style import Style
from trainer.runs.run import Run
from trainer.texts.reader import outcome
from ui.visitors.hub import MOST_PROMPT, Exchange, Link

__all__ = ["hub"]
WISH = Wish("voice", "own", public=True, sure=True)
PASTED = "a page of the manuscript"


@pytest.fixture
def exchange(hub: HubServer, home: Path) -> Exchange:
    return at(hub, home)


@pytest.fixture
def run(home: Path) -> Run:
    return run_with_adapter(home)


def at(hub: HubServer, home: Path, own_computer: bool = False, token: Callable[[], str] = lambda: "") -> Exchange:
    push = partial(publication.push, hear=heard)
    return Exchange(home, own_computer=own_computer, endpoint=hub.address, push=push, machine_token=token)


def pushed(exchange: Exchange, run: Run, wish: Wish = WISH, token: str = TOKEN) -> Published:
    return outcome(exchange.publish("ann", run.id, wish, token), lambda step: None)


def pulled(exchange: Exchange, owner: str = "bob", reference: str = "ada/voice", token: str = "") -> Style:
    return outcome(exchange.pull(owner, reference, token), lambda step: None)


# Pushing, pulling, finding


def test_what_one_visitor_pushes_another_finds_pulls_and_takes_away_again(
    exchange: Exchange, run: Run, home: Path
) -> None:
    assert exchange.published("ann", run.id) is None
    assert pushed(exchange, run) == exchange.published("ann", run.id)
    assert [one.repo_id for one in exchange.find("voice", "en")] == ["ada/voice"]
    style = pulled(exchange)
    assert (style.name, style.repo_id, style.passages) == ("The Harbour Log", "ada/voice", ())
    exchange.delete("bob", style.id)
    assert library.pulled(home, "bob") == []


@pytest.mark.parametrize("stranger", ["bob", "", None])
def test_another_visitors_run_is_refused_and_nothing_is_asked_of_the_hub(
    exchange: Exchange, hub: HubServer, run: Run, stranger: str
) -> None:
    for attempt in (
        lambda: outcome(exchange.publish(stranger, run.id, WISH, TOKEN), lambda step: None),
        lambda: exchange.published(stranger, run.id),
        lambda: exchange.doubt(stranger, run.id),
        lambda: exchange.link(Style.of_run(run), stranger, 1.0, "", False, "en"),
    ):
        with pytest.raises(RunError, match="There is no such|Reload"):
            attempt()
    assert hub.requests == []


@pytest.mark.parametrize("nobody", ["", None])
def test_a_visitor_without_an_id_pulls_nothing(exchange: Exchange, hub: HubServer, nobody: str) -> None:
    with pytest.raises(RunError, match="Reload"):
        pulled(exchange, nobody)
    assert hub.requests == []


def test_another_visitors_pulled_style_cannot_be_taken_away(exchange: Exchange, run: Run, home: Path) -> None:
    pushed(exchange, run)
    style = pulled(exchange)
    with pytest.raises(RunError, match="There is no such"):
        exchange.delete("eve", style.id)
    assert [one.id for one in library.pulled(home, "bob")] == [style.id]


# Tokens


def test_a_computers_own_token_is_used_by_its_owner_and_never_by_visitors(hub: HubServer, home: Path, run: Run) -> None:
    mine = at(hub, home, own_computer=True, token=lambda: TOKEN)
    shared = at(hub, home, token=lambda: TOKEN)
    assert (mine.has_token, shared.has_token) == (True, False)
    with pytest.raises(PasticheError, match="There is no token"):
        pushed(shared, run, token="")
    assert pushed(mine, run, Wish("voice", "own"), token="").private
    hub.tokens.clear()
    with pytest.raises(PasticheError, match="not for everybody"):
        pulled(shared)
    assert set(hub.tokens) == {""}


def test_the_visitors_token_goes_before_the_computers_own(hub: HubServer, home: Path, run: Run) -> None:
    mine = at(hub, home, own_computer=True, token=lambda: BOB)
    assert pushed(mine, run).repo_id == "ada/voice"
    assert TOKEN in hub.tokens
    assert BOB not in hub.tokens


# Links


@pytest.mark.parametrize(
    ("asked", "meant"),
    [
        ({}, Link()),
        ({"adapter": "ada/voice", "strength": "0.8", "prompt": "fog"}, Link("ada/voice", "", 0.8, "fog")),
        ({"style": "gallery/harbour_log", "lang": "ru"}, Link("", "gallery/harbour_log")),
        ({"strength": "9"}, Link(strength=1.5)),
        ({"strength": "-1"}, Link(strength=0.0)),
        ({"strength": "inf"}, Link(strength=1.5)),
        ({"strength": "nan"}, Link()),
        ({"strength": "0,8"}, Link()),
        ({"strength": ""}, Link()),
        ({"prompt": "x" * 5000}, Link(prompt="x" * MOST_PROMPT)),
    ],
)
def test_an_address_is_read_and_what_makes_no_sense_in_it_is_passed_over(asked: dict[str, str], meant: Link) -> None:
    assert Link.of(asked) == meant


def test_what_a_link_says_is_what_it_is_read_as() -> None:
    link = Link("ada/voice", "", 0.85, "туман & колокол, “50 %” + ?")
    query = link.query("ru")
    assert query.startswith("?adapter=ada/voice&strength=0.85&prompt=")
    assert Link.of({name: values[0] for name, values in parse_qs(query[1:]).items()}) == link


def test_a_run_gets_a_link_once_it_is_published(exchange: Exchange, run: Run) -> None:
    style = Style.of_run(run)
    with pytest.raises(RunError, match="Publish it first"):
        exchange.link(style, "ann", 1.0, "", False, "en")
    pushed(exchange, run)
    assert exchange.link(style, "ann", 0.8, "", False, "en") == "?adapter=ada/voice&strength=0.8&lang=en"


def test_a_pulled_style_and_one_of_the_gallery_have_links_at_once(exchange: Exchange, run: Run) -> None:
    pushed(exchange, run)
    assert exchange.link(pulled(exchange), "bob", 1.0, "", False, "ru") == "?adapter=ada/voice&strength=1&lang=ru"
    shipped = gallery.shipped()[0]
    assert exchange.link(shipped, "bob", 1.0, "", False, "en") == f"?style={shipped.id}&strength=1&lang=en"


def test_a_pasted_prompt_goes_into_a_link_only_when_that_is_wanted(exchange: Exchange) -> None:
    style = gallery.shipped()[0]
    own = style.prompts[0]
    assert "prompt=" not in exchange.link(style, "bob", 1.0, PASTED, False, "en")
    assert "prompt=a+page+of" in exchange.link(style, "bob", 1.0, PASTED, True, "en")
    assert "prompt=" in exchange.link(style, "bob", 1.0, own, False, "en")
    # One of the style's own with a word of the visitor's is the visitor's.
    assert "prompt=" not in exchange.link(style, "bob", 1.0, f"{own} {PASTED}", False, "en")
