"""Edits belong to an example's content: they follow it, and do nothing once it is gone."""

import json

import pytest

from styles.errors import TextError
from styles.examples.edits import Edits
from styles.examples.examples import Example

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


# Seen before the base wrote its views

WRITE, GO_ON = Example("write", "Write about: rain", "It rained.", 0), Example("continue", "And then?", "It rained.", 0)
BRIEFED, REWRITE = Example("write", "A wet day.", "It rained.", 0), Example("rewrite", "Water fell.", "It rained.", 0)
ELSEWHERE = Example("rewrite", "Nobody arrived.", "Nobody came.", 1)
SEEN, MADE = [WRITE, GO_ON, TWO], [BRIEFED, REWRITE, GO_ON, TWO, ELSEWHERE]


def test_without_edits_what_the_base_made_possible_is_learnt() -> None:
    assert Edits().carried(SEEN, MADE) == MADE


def test_what_was_dropped_as_keywords_is_dropped_as_a_brief() -> None:
    assert Edits().drop(WRITE.id).carried(SEEN, MADE) == [REWRITE, GO_ON, TWO, ELSEWHERE]
    assert Edits().drop(GO_ON.id).carried(SEEN, MADE) == [BRIEFED, REWRITE, TWO, ELSEWHERE]


def test_a_passage_that_was_dropped_whole_is_not_rewritten_either() -> None:
    assert Edits().drop(WRITE.id).drop(GO_ON.id).carried(SEEN, MADE) == [TWO, ELSEWHERE]


def test_what_was_reworded_takes_the_place_of_the_brief_and_a_mended_answer_is_learnt_by_rewriting_too() -> None:
    carried = Edits().change(WRITE.id, "Rain?", "It rained, ah!").carried(SEEN, MADE)
    assert carried[:2] == [
        Example("write", "Rain?", "It rained, ah!", 0),
        Example("rewrite", "Water fell.", "It rained, ah!", 0),
    ]
    assert carried[2:] == MADE[2:]


def test_what_was_reworded_is_learnt_even_where_its_task_is_not_drawn_any_more() -> None:
    edits = Edits().change(GO_ON.id, "Go on.", "It poured.")
    assert edits.carried(SEEN, [BRIEFED]) == [BRIEFED, Example("continue", "Go on.", "It poured.", 0)]
    assert edits.drop(GO_ON.id).carried(SEEN, [BRIEFED]) == [BRIEFED]
