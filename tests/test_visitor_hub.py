"""What a visitor has to do with the Hub, by the Hub's own client and a Hub of our own; and the links to styles."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import parse_qs

import pytest

from tests.hub_faults import BOB, TOKEN, hub, load_fake, run_with_adapter
from tests.hub_server import HubServer
from trainer.errors import PasticheError, RunError
from trainer.hub import push as publication
from trainer.hub.push import Published, PushRequest
from trainer.library import gallery, library
from trainer.library.style import Style
from trainer.runs.run import Run
from trainer.texts.reader import outcome
from ui.visitors.hub import MOST_PROMPT, ShareLink, VisitorHub

__all__ = ["hub"]
WISH = PushRequest("voice", "own", public=True, sure=True)
PASTED = "a page of the manuscript"


@pytest.fixture
def visitor_hub(hub: HubServer, home: Path) -> VisitorHub:
    return at(hub, home)


@pytest.fixture
def run(home: Path) -> Run:
    return run_with_adapter(home)


def at(hub: HubServer, home: Path, own_computer: bool = False, token: Callable[[], str] = lambda: "") -> VisitorHub:
    push = partial(publication.push, check_load=load_fake)
    return VisitorHub(home, own_computer=own_computer, endpoint=hub.address, push=push, machine_token=token)


def pushed(visitor_hub: VisitorHub, run: Run, request: PushRequest = WISH, token: str = TOKEN) -> Published:
    return outcome(visitor_hub.publish("ann", run.id, request, token), lambda step: None)


def pulled(visitor_hub: VisitorHub, owner: str = "bob", reference: str = "ada/voice", token: str = "") -> Style:
    return outcome(visitor_hub.pull(owner, reference, token), lambda step: None)


# Pushing, pulling, finding


def test_what_one_visitor_pushes_another_finds_pulls_and_takes_away_again(
    visitor_hub: VisitorHub, run: Run, home: Path
) -> None:
    assert visitor_hub.published("ann", run.id) is None
    assert pushed(visitor_hub, run) == visitor_hub.published("ann", run.id)
    assert [one.repo_id for one in visitor_hub.find("voice", "en")] == ["ada/voice"]
    style = pulled(visitor_hub)
    assert (style.name, style.repo_id, style.passages) == ("The Harbour Log", "ada/voice", ())
    visitor_hub.delete("bob", style.id)
    assert library.pulled(home, "bob") == []


@pytest.mark.parametrize("stranger", ["bob", "", None])
def test_another_visitors_run_is_refused_and_nothing_is_asked_of_the_hub(
    visitor_hub: VisitorHub, hub: HubServer, run: Run, stranger: str
) -> None:
    for attempt in (
        lambda: outcome(visitor_hub.publish(stranger, run.id, WISH, TOKEN), lambda step: None),
        lambda: visitor_hub.published(stranger, run.id),
        lambda: visitor_hub.doubt(stranger, run.id),
        lambda: visitor_hub.link(Style.of_run(run), stranger, 1.0, "", False, "en"),
    ):
        with pytest.raises(RunError, match="There is no such|Reload"):
            attempt()
    assert hub.requests == []


@pytest.mark.parametrize("nobody", ["", None])
def test_a_visitor_without_an_id_pulls_nothing(visitor_hub: VisitorHub, hub: HubServer, nobody: str) -> None:
    with pytest.raises(RunError, match="Reload"):
        pulled(visitor_hub, nobody)
    assert hub.requests == []


def test_another_visitors_pulled_style_cannot_be_taken_away(visitor_hub: VisitorHub, run: Run, home: Path) -> None:
    pushed(visitor_hub, run)
    style = pulled(visitor_hub)
    with pytest.raises(RunError, match="There is no such"):
        visitor_hub.delete("eve", style.id)
    assert [one.id for one in library.pulled(home, "bob")] == [style.id]


# Tokens


def test_a_computers_own_token_is_used_by_its_owner_and_never_by_visitors(hub: HubServer, home: Path, run: Run) -> None:
    mine = at(hub, home, own_computer=True, token=lambda: TOKEN)
    shared = at(hub, home, token=lambda: TOKEN)
    assert (mine.has_token, shared.has_token) == (True, False)
    with pytest.raises(PasticheError, match="There is no token"):
        pushed(shared, run, token="")
    assert pushed(mine, run, PushRequest("voice", "own"), token="").private
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
        ({}, ShareLink()),
        ({"adapter": "ada/voice", "strength": "0.8", "prompt": "fog"}, ShareLink("ada/voice", "", 0.8, "fog")),
        ({"style": "gallery/harbour_log", "lang": "ru"}, ShareLink("", "gallery/harbour_log")),
        ({"strength": "9"}, ShareLink(strength=1.5)),
        ({"strength": "-1"}, ShareLink(strength=0.0)),
        ({"strength": "inf"}, ShareLink(strength=1.5)),
        ({"strength": "nan"}, ShareLink()),
        ({"strength": "0,8"}, ShareLink()),
        ({"strength": ""}, ShareLink()),
        ({"prompt": "x" * 5000}, ShareLink(prompt="x" * MOST_PROMPT)),
    ],
)
def test_an_address_is_read_and_what_makes_no_sense_in_it_is_passed_over(
    asked: dict[str, str], meant: ShareLink
) -> None:
    assert ShareLink.of(asked) == meant


def test_what_a_link_says_is_what_it_is_read_as() -> None:
    link = ShareLink("ada/voice", "", 0.85, "туман & колокол, “50 %” + ?")
    query = link.query("ru")
    assert query.startswith("?adapter=ada/voice&strength=0.85&prompt=")
    assert ShareLink.of({name: values[0] for name, values in parse_qs(query[1:]).items()}) == link


def test_a_run_gets_a_link_once_it_is_published(visitor_hub: VisitorHub, run: Run) -> None:
    style = Style.of_run(run)
    with pytest.raises(RunError, match="Publish it first"):
        visitor_hub.link(style, "ann", 1.0, "", False, "en")
    pushed(visitor_hub, run)
    assert visitor_hub.link(style, "ann", 0.8, "", False, "en") == "?adapter=ada/voice&strength=0.8&lang=en"


def test_a_pulled_style_and_one_of_the_gallery_have_links_at_once(visitor_hub: VisitorHub, run: Run) -> None:
    pushed(visitor_hub, run)
    assert visitor_hub.link(pulled(visitor_hub), "bob", 1.0, "", False, "ru") == "?adapter=ada/voice&strength=1&lang=ru"
    shipped = gallery.shipped()[0]
    assert visitor_hub.link(shipped, "bob", 1.0, "", False, "en") == f"?style={shipped.id}&strength=1&lang=en"


def test_a_pasted_prompt_goes_into_a_link_only_when_that_is_wanted(visitor_hub: VisitorHub) -> None:
    style = gallery.shipped()[0]
    own = style.prompts[0]
    assert "prompt=" not in visitor_hub.link(style, "bob", 1.0, PASTED, False, "en")
    assert "prompt=a+page+of" in visitor_hub.link(style, "bob", 1.0, PASTED, True, "en")
    assert "prompt=" in visitor_hub.link(style, "bob", 1.0, own, False, "en")
    # One of the style's own with a word of the visitor's is the visitor's.
    assert "prompt=" not in visitor_hub.link(style, "bob", 1.0, f"{own} {PASTED}", False, "en")
