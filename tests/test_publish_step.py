"""Publishing from the page: asked why, asked twice, told how far; the token goes from the page and stays nowhere."""

import logging
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tests.fakes import toy_visitors
from tests.hub_faults import ADAPTER, BOB, READ, TOKEN, hub, load_fake, run_with_adapter
from tests.hub_server import HubServer
from tests.scorecards import toy_scorecard
from trainer.errors import PasticheError
from trainer.hub import push as publication
from trainer.hub.card import SamplePair
from trainer.runs.run import Run
from trainer.scorecard.scoring import Scoring
from ui.steps import publish
from ui.steps.publish import PRIVATE, PUBLIC
from ui.strings.strings import ENGLISH, RUSSIAN, Strings
from ui.visitors.hub import VisitorHub
from ui.visitors.visitors import Visitors

__all__ = ["hub"]


@pytest.fixture
def run(home: Path) -> Run:
    return run_with_adapter(home)


def studio_at(
    hub: HubServer,
    home: Path,
    check_load: Callable[..., tuple[SamplePair, ...]] = load_fake,
    signs_in: bool = False,
) -> Visitors:
    push = partial(publication.push, check_load=check_load)
    return toy_visitors(
        home, visitor_hub=VisitorHub(home, signs_in, own_computer=False, endpoint=hub.address, push=push)
    )


@pytest.fixture
def step(hub: HubServer, home: Path) -> Any:
    return publish._Handlers(studio_at(hub, home), ENGLISH)


def told(step: Any, run: Run, **other: Any) -> list[str]:
    """Return what stands under the button while and after it is pressed; the token is taken off the page each time."""
    asked = {"owner": "ann", "name": "voice", "seen_by": PRIVATE, "rights": "own", "sure": False, "pasted": TOKEN}
    outputs = list(step.publish(identity=run.id, **(asked | other)))
    assert all(token == "" for token, _ in outputs)
    return [status for _, status in outputs[1:]]


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_one_is_told_how_far_it_is_and_at_last_where_it_is(hub: HubServer, home: Path, run: Run, t: Strings) -> None:
    said = told(publish._Handlers(studio_at(hub, home), t), run)
    for phase in ("asking", "loading", "sending", "reading_back"):
        assert any(t.hub_phases[phase] in line for line in said)
    assert t.published_private.format(repo="ada/voice") in said[-1]
    assert f'href="{hub.address}/ada/voice"' in said[-1]
    # A link to what only its author may see would open nowhere.
    assert "?adapter=" not in said[-1]


def test_a_public_one_gets_the_link_that_opens_it(step: Any, run: Run) -> None:
    last = told(step, run, seen_by=PUBLIC, sure=True)[-1]
    assert "for everybody" in last
    assert 'href="./?adapter=ada/voice&amp;lang=en"' in last


def test_without_a_reason_or_a_second_yes_nothing_is_asked_of_the_hub(step: Any, hub: HubServer, run: Run) -> None:
    assert "why you may share" in told(step, run, rights=None)[-1]
    assert "why you may share" in told(step, run, rights="because")[-1]
    assert "Confirm once more" in told(step, run, seen_by=PUBLIC)[-1]
    assert hub.requests == []


@pytest.mark.parametrize("stranger", ["bob", "", None])
def test_another_visitors_run_is_refused(step: Any, hub: HubServer, run: Run, stranger: str) -> None:
    assert any(sentence in told(step, run, owner=stranger)[-1] for sentence in ("no such run", "Reload it"))
    with pytest.raises(PasticheError, match="There is no such|Reload"):
        step.open(stranger, run.id, PRIVATE)
    with pytest.raises(PasticheError, match="There is no such|Reload"):
        step.doubted(stranger, run.id, PUBLIC)
    assert hub.requests == []


def test_the_second_question_comes_where_public_is_asked_for_and_there_is_a_doubt(step: Any, run: Run) -> None:
    assert not step.doubted("ann", run.id, PRIVATE).visible
    assert not step.doubted("ann", None, PUBLIC).visible
    asked = step.doubted("ann", run.id, PUBLIC)
    assert asked.visible
    assert "Nobody has measured" in asked.info
    Scoring(run).write(toy_scorecard())
    assert not step.doubted("ann", run.id, PUBLIC).visible


def test_a_name_is_proposed_and_where_it_is_already_is_said(step: Any, run: Run) -> None:
    assert step.open("ann", run.id, PRIVATE)[::2] == ("the-harbour-log", "")
    told(step, run)
    name, _, status = step.open("ann", run.id, PRIVATE)
    assert name == "ada/voice"
    assert "for you alone" in status
    assert step.open("ann", None, PRIVATE)[2] == ""


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_on_a_space_it_is_the_one_who_is_signed_in_who_publishes(
    hub: HubServer, home: Path, run: Run, t: Strings
) -> None:
    step: Any = publish._Handlers(studio_at(hub, home, signs_in=True), t)
    asked = ("ann", run.id, "voice", PRIVATE, "own", False, BOB)
    assert t.sign_in_first in list(step.publish(*asked))[-1][1]
    assert hub.requests == []
    done = list(step.publish(*asked, SimpleNamespace(token=TOKEN)))[-1][1]
    assert t.published_private.format(repo="ada/voice") in done
    assert hub.repos["models", "ada/voice"].private
    assert BOB not in hub.tokens


def test_a_bug_takes_the_token_off_the_page_too(hub: HubServer, home: Path, run: Run) -> None:
    def broken(*_: Any) -> tuple[SamplePair, ...]:
        raise ZeroDivisionError

    step: Any = publish._Handlers(studio_at(hub, home, broken), ENGLISH)
    outputs = step.publish("ann", run.id, "voice", PRIVATE, "own", False, TOKEN)
    assert next(outputs)[0] == ""
    with pytest.raises(ZeroDivisionError):
        list(outputs)


FAULTS: dict[str, dict[str, Any]] = {
    "nothing": {},
    "GET /api/whoami": {"status": 401, "message": f"Invalid token {TOKEN}"},
    "POST /api/repos/create": {"status": 403, "message": f"{TOKEN} may not"},
    "PUT /lfs/": {"drop": True},
    "POST .*/commit/main": {"status": 500, "message": f"{TOKEN} broke it"},
    "GET .*/resolve/.*safetensors": {"cut": 0},
}


@pytest.mark.parametrize(
    ("on", "signs_in"), [*((on, False) for on in FAULTS), ("nothing", True), ("POST .*/commit/main", True)]
)
def test_the_token_is_in_no_sentence_log_run_event_or_process_argument(
    hub: HubServer, home: Path, run: Run, caplog: pytest.LogCaptureFixture, on: str, signs_in: bool
) -> None:
    way: dict[str, Any] = {"pasted": "", "signed_in": SimpleNamespace(token=TOKEN)} if signs_in else {"pasted": TOKEN}
    started = []

    def check_load(*arguments: Any) -> tuple[SamplePair, ...]:
        # What the child is started with is made of this, and of the environment, which no handler writes to.
        started.append(repr(arguments))
        return load_fake(*arguments)

    hub.order(on, **FAULTS[on])
    # What the Hub says is in the HTTP library's own log below this level, and here it says the token.
    with caplog.at_level(logging.INFO):
        said = told(publish._Handlers(studio_at(hub, home, check_load, signs_in), ENGLISH), run, **way)
    assert TOKEN in hub.tokens
    assert started or on == "GET /api/whoami"
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert b"The Harbour Log" in kept
    events = "".join(map(repr, run.events))
    assert TOKEN not in "".join([*said, *started, caplog.text, events, *sys.argv, kept.decode("latin-1")])


def test_a_token_that_may_only_read_is_told_so_without_being_quoted(step: Any, run: Run) -> None:
    last = told(step, run, pasted=READ)[-1]
    assert "may not write" in last
    assert "hf_" not in last


def test_a_style_whose_adapter_has_gone_has_nothing_to_publish(step: Any, hub: HubServer, run: Run) -> None:
    assert ADAPTER.is_dir()
    shutil.rmtree(run.adapter)
    assert "no adapter to publish" in told(step, run)[-1]
    assert hub.requests == []
