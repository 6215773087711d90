"""Publishing from the page: asked why, asked twice, told how far; the token goes from the page and stays nowhere."""

import logging
import shutil
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from tests.fakes import toy_visitors
from tests.hub_faults import ADAPTER, BOB, READ, TOKEN, hub, load_fake, run_with_adapter
from tests.hub_server import HubServer
from tests.scorecards import toy_scorecard
from tests.steps import built
from trainer.errors import PasticheError
from trainer.hub import push as publication
from trainer.hub.card import SamplePair
from trainer.runs.run import Run
from trainer.scorecard.scoring import Scoring
from ui.steps import publish
from ui.steps.events import Values
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


def step_at(hub: HubServer, home: Path, t: Strings = ENGLISH, **more: Any) -> Any:
    # Gradio's button for signing in can be built on a Space only.
    parts = built(lambda owner: publish.build(studio_at(hub, home), t, owner, gr.Dropdown([]))).parts
    return SimpleNamespace(parts=parts, handlers=publish.Handlers(studio_at(hub, home, **more), t, parts))


@pytest.fixture
def step(hub: HubServer, home: Path) -> Any:
    return step_at(hub, home)


def request(step: Any, run: Run, **other: Any) -> Values:
    """Return what the components hold when the button is pressed, by their names."""
    held = {"owner": "ann", "name": "voice", "seen_by": PRIVATE, "rights": "own", "sure": False, "token": TOKEN}
    return {getattr(step.parts, name): value for name, value in (held | {"chosen": run.id} | other).items()}


def told(step: Any, run: Run, signed_in: Any = None, **other: Any) -> list[str]:
    """Return what stands under the button while and after it is pressed; the token is taken off the page each time."""
    outputs = list(step.handlers.publish(request(step, run, **other), signed_in))
    assert all(output[step.parts.token] == "" for output in outputs)
    return [output[step.parts.status] for output in outputs[1:]]


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_one_is_told_how_far_it_is_and_at_last_where_it_is(hub: HubServer, home: Path, run: Run, t: Strings) -> None:
    said = told(step_at(hub, home, t), run)
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
        step.handlers.open(stranger, run.id, PRIVATE)
    with pytest.raises(PasticheError, match="There is no such|Reload"):
        step.handlers.doubted(stranger, run.id, PUBLIC)
    assert hub.requests == []


def test_the_second_question_comes_where_public_is_asked_for_and_there_is_a_doubt(step: Any, run: Run) -> None:
    def doubted(run_id: str | None, seen_by: str) -> Any:
        return step.handlers.doubted("ann", run_id, seen_by)[step.parts.sure]

    assert not doubted(run.id, PRIVATE).visible
    assert not doubted(None, PUBLIC).visible
    question = doubted(run.id, PUBLIC)
    assert question.visible
    assert "Nobody has measured" in question.info
    Scoring(run).write(toy_scorecard())
    assert not doubted(run.id, PUBLIC).visible


def test_a_name_is_proposed_and_where_it_is_already_is_said(step: Any, run: Run) -> None:
    parts, opened = step.parts, step.handlers.open("ann", run.id, PRIVATE)
    assert (opened[parts.name], opened[parts.status]) == ("the-harbour-log", "")
    told(step, run)
    opened = step.handlers.open("ann", run.id, PRIVATE)
    assert opened[parts.name] == "ada/voice"
    assert "for you alone" in opened[parts.status]
    assert step.handlers.open("ann", None, PRIVATE)[parts.status] == ""


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN])
def test_on_a_space_it_is_the_one_who_is_signed_in_who_publishes(
    hub: HubServer, home: Path, run: Run, t: Strings
) -> None:
    step = step_at(hub, home, t, signs_in=True)
    assert t.sign_in_first in told(step, run, token=BOB)[-1]
    assert hub.requests == []
    done = told(step, run, SimpleNamespace(token=TOKEN), token=BOB)[-1]
    assert t.published_private.format(repo="ada/voice") in done
    assert hub.repos["models", "ada/voice"].private
    assert BOB not in hub.tokens


def test_a_bug_takes_the_token_off_the_page_too(hub: HubServer, home: Path, run: Run) -> None:
    def broken(*_: Any) -> tuple[SamplePair, ...]:
        raise ZeroDivisionError

    step = step_at(hub, home, check_load=broken)
    outputs = step.handlers.publish(request(step, run))
    assert next(outputs)[step.parts.token] == ""
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
    way: dict[str, Any] = {"token": "", "signed_in": SimpleNamespace(token=TOKEN)} if signs_in else {"token": TOKEN}
    started = []

    def check_load(*arguments: Any) -> tuple[SamplePair, ...]:
        # What the child is started with is made of this, and of the environment, which no handler writes to.
        started.append(repr(arguments))
        return load_fake(*arguments)

    hub.order(on, **FAULTS[on])
    # What the Hub says is in the HTTP library's own log below this level, and here it says the token.
    with caplog.at_level(logging.INFO):
        said = told(step_at(hub, home, check_load=check_load, signs_in=signs_in), run, **way)
    assert TOKEN in hub.tokens
    assert started or on == "GET /api/whoami"
    kept = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file())
    assert b"The Harbour Log" in kept
    events = "".join(map(repr, run.events))
    assert TOKEN not in "".join([*said, *started, caplog.text, events, *sys.argv, kept.decode("latin-1")])


def test_a_token_that_may_only_read_is_told_so_without_being_quoted(step: Any, run: Run) -> None:
    last = told(step, run, token=READ)[-1]
    assert "may not write" in last
    assert "hf_" not in last


def test_a_style_whose_adapter_has_gone_has_nothing_to_publish(step: Any, hub: HubServer, run: Run) -> None:
    assert ADAPTER.is_dir()
    shutil.rmtree(run.adapter)
    assert "no adapter to publish" in told(step, run)[-1]
    assert hub.requests == []
