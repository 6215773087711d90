"""What a run says: each kind to one line and back, and nothing else is taken for an event."""

import dataclasses
import json
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styles.examples.examples import ExampleTask
from styles.examples.view_wordings import View
from trainer.runs.events import (
    LAST_WORDS,
    Ending,
    Evaluated,
    Event,
    Failed,
    Finished,
    Started,
    Stopped,
    ViewsWritten,
    from_line,
    to_line,
)

KINDS = get_args(Event)
PLAIN = (int, float, str, bool, float | None, int | None, Ending, dict[ExampleTask, int], tuple[View, ...])
EVENTS = st.one_of([st.from_type(kind) for kind in KINDS])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
@given(data=st.data())
def test_every_kind_survives_its_line(kind: type[Event], data: st.DataObject) -> None:
    event = data.draw(st.from_type(kind))
    # By their text, since a loss may be nan, which is not equal to itself.
    assert repr(from_line(to_line(event))) == repr(event)


@given(EVENTS)
def test_an_event_is_one_line(event: Event) -> None:
    assert not {"\n", "\r"} & set(to_line(event))


def test_a_line_can_be_read_by_a_person() -> None:
    line = to_line(Failed("«Мёртвые души» не читаются.", at=1.0))
    assert (
        line == '{"kind": "Failed", "sentence": "«Мёртвые души» не читаются.", "bug": false, "russian": "", "at": 1.0}'
    )


@pytest.mark.parametrize(
    "line",
    [
        "",
        "{",
        '{"kind": "Sta',
        "null",
        "7",
        '"Finished"',
        "[]",
        "{}",
        '{"kind": "Exploded", "at": 1.0}',
        '{"kind": ["Phase"], "name": "loading"}',
        '{"kind": "Phase"}',
        '{"kind": "Phase", "name": "loading", "mood": "good"}',
    ],
)
def test_what_is_no_event_is_refused(line: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        from_line(line)


def test_lines_of_runs_that_an_earlier_pastiche_trained_are_still_read() -> None:
    evaluated = '{"kind": "Evaluated", "step": 8, "held_out_loss": 3.5, "best": true, "at": 1.0}'
    assert from_line(evaluated) == Evaluated(8, 3.5, best=True, at=1.0)
    finished = '{"kind": "Finished", "step": 9, "best_step": 8, "early": %s, "seconds": 7.5, "at": 1.0}'
    assert from_line(finished % "false") == Finished(9, 8, "steps done", 7.5, at=1.0)
    assert from_line(finished % "true") == Finished(9, 8, "held-out loss stopped falling", 7.5, at=1.0)


def test_there_are_three_last_words() -> None:
    assert set(LAST_WORDS) == {Finished, Stopped, Failed}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.__name__)
def test_every_event_knows_when_it_was_said(kind: type[Event]) -> None:
    assert [field.name for field in dataclasses.fields(kind)][-1] == "at"


def test_an_event_cannot_be_changed_afterwards() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Started("fake", "cpu", 1, 1).steps = 2  # type: ignore[misc]


def test_no_event_has_room_for_a_text() -> None:
    # A sentence is ours; every other text field is one of a few words.
    texts = {(kind.__name__, field.name) for kind in KINDS for field in dataclasses.fields(kind) if field.type is str}
    sentences = {("Failed", "sentence"), ("Failed", "russian")}
    assert texts == {("Started", "engine"), ("Started", "device"), ("Phase", "name"), *sentences}


def test_an_event_holds_nothing_but_plain_values() -> None:
    for kind in KINDS:
        assert all(field.type in PLAIN for field in dataclasses.fields(kind))
    assert json.loads(to_line(Stopped(3, 1.5, at=2.0))) == {"kind": "Stopped", "step": 3, "seconds": 1.5, "at": 2.0}


def test_what_a_run_said_before_examples_were_counted_and_views_probed_one_by_one_is_still_read() -> None:
    started = from_line('{"kind": "Started", "engine": "e", "device": "cpu", "examples": 3, "steps": 2, "at": 1.0}')
    assert started == Started("e", "cpu", 3, 2, cut=0, lost=0, at=1.0)
    written = '{"kind": "ViewsWritten", "passages": 3, "briefs": 0, "neutral": 0, "able": false, "at": 1.0}'
    assert from_line(written) == ViewsWritten(3, 0, 0, able=False, given_up=(), at=1.0)


def test_the_views_that_were_given_up_come_back_from_their_line() -> None:
    written = ViewsWritten(3, 0, 2, True, ("brief",), at=1.0)
    assert from_line(to_line(written)) == written
