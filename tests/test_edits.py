"""Edits belong to an example's content: they follow it, and do nothing once it is gone."""

import json

import pytest

from styles.edits import Edits
from styles.errors import TextError
from styles.examples import Example

ONE = Example("write", "Write about: rain", "It rained.", 0)
TWO = Example("continue", "What comes next?\n\nIt rained.", "Nobody came.", 1)


def test_without_edits_the_examples_are_what_they_were() -> None:
    assert not Edits()
    assert Edits().apply([ONE, TWO]) == [ONE, TWO]


def test_dropped_examples_go_and_changed_ones_are_reworded_in_their_place() -> None:
    edits = Edits().drop(ONE.id).change(TWO.id, " Go on. ", "Somebody came.\n")
    assert edits.apply([ONE, TWO]) == [Example("continue", "Go on.", "Somebody came.", 1)]
    assert edits


def test_a_restored_example_is_as_it_was_made() -> None:
    edits = Edits().change(ONE.id, "Rain?", "Rain.").drop(ONE.id).restore(ONE.id)
    assert edits == Edits()


def test_ids_tell_the_task_the_prompt_and_the_completion_apart_and_nothing_else() -> None:
    others = [
        Example("continue", ONE.prompt, ONE.completion, 0),
        Example("write", ONE.prompt + "\0", ONE.completion, 0),
        Example("write", ONE.prompt, ONE.completion + "!", 0),
    ]
    assert len({ONE.id, *(other.id for other in others)}) == 4
    assert Example("write", ONE.prompt, ONE.completion, 9).id == ONE.id


def test_edits_of_examples_that_are_no_longer_made_do_nothing_and_can_be_left_behind() -> None:
    edits = Edits().drop("gone").change("also gone", "a", "b").change(ONE.id, "Rain?", "Rain.")
    assert [example.prompt for example in edits.apply([ONE, TWO])] == ["Rain?", TWO.prompt]
    assert edits.within([ONE, TWO]) == Edits().change(ONE.id, "Rain?", "Rain.")


@pytest.mark.parametrize(("prompt", "completion"), [("", "b"), ("a", " \n"), ("a" * 50_000, "b")])
def test_an_edit_that_would_teach_nothing_is_refused(prompt: str, completion: str) -> None:
    with pytest.raises(TextError):
        Edits().change(ONE.id, prompt, completion)


def test_edits_survive_their_json() -> None:
    edits = Edits().drop(TWO.id).drop(ONE.id).change(ONE.id, "Дождь?", "Ёлка — «снег».")
    assert Edits.from_json(json.loads(json.dumps(edits.to_json()))) == edits
    assert json.dumps(edits.to_json()) == json.dumps(Edits.from_json(edits.to_json()).to_json())
