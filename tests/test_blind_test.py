"""The blind test: who may tell what from a pair, what counts, and what comes out of it."""

import dataclasses
import json
from pathlib import Path

import pytest

from styles.language.words import count_words
from tests.toy import answered, toy_briefs, write_answers
from trainer.errors import RunError
from trainer.runs.run import Run
from trainer.scorecard import blind_test
from trainer.scorecard.answered_prompts import AnsweredPrompt, read_answered_prompts
from trainer.scorecard.blind_test import (
    KINDS,
    BlindPair,
    BlindTest,
    Judgement,
    Kind,
    PairVerdict,
    read_judgements,
    result,
    write_judgement,
)

TEST = BlindTest(toy_briefs(24), "digest")


def judgement(pair: BlindPair, verdict: PairVerdict = "styled") -> Judgement:
    return Judgement(pair.kind, pair.number, verdict, pair.styled_left, pair.key, 0.0)


# Pairs


@pytest.mark.parametrize("kind", KINDS)
def test_every_brief_makes_one_pair_with_as_many_styled_ones_on_either_side(kind: Kind) -> None:
    pairs = TEST.pairs(kind, "seed")
    assert sorted(pair.number for pair in pairs) == list(range(24))
    assert sum(pair.styled_left for pair in pairs) == 12


def test_a_seed_draws_the_same_pairs_and_another_seed_others() -> None:
    assert TEST.pairs("author", "one") == TEST.pairs("author", "one")
    assert TEST.pairs("author", "one") != TEST.pairs("author", "two")
    orders = [[pair.number for pair in TEST.pairs(kind, "one")] for kind in KINDS]
    assert orders[0] != orders[1]


def test_a_game_has_fewer_pairs() -> None:
    few = TEST.pairs("author", "seed", blind_test.GAME_PAIRS)
    assert len({pair.number for pair in few}) == len(few) == blind_test.GAME_PAIRS


@pytest.mark.parametrize(("kind", "against"), [("few_shot", "Shown."), ("author", "Held.")])
def test_both_passages_are_cut_alike_and_stand_where_the_pair_says(kind: Kind, against: str) -> None:
    for pair in TEST.pairs(kind, "seed"):
        left, right = TEST.passages(pair)
        styled, other = (left, right) if pair.styled_left else (right, left)
        assert (styled.split()[0], other.split()[0]) == ("Styled.", against)
        assert abs(count_words(left) - count_words(right)) <= 0.1 * count_words(left) + 1
        assert left[-1] == right[-1] == "."


def test_an_answer_that_broke_off_is_cut_to_its_last_whole_sentence() -> None:
    brief = answered(0)
    cut_off = {**brief.answers, "styled": brief.answers["styled"] + " And then the"}
    test = BlindTest((dataclasses.replace(brief, answers=cut_off),), "")
    (pair,) = test.pairs("author", "seed")
    assert not any("And then the" in text for text in test.passages(pair))


def test_briefs_that_make_no_pair_are_left_out() -> None:
    brief = answered(0)
    nothing = dataclasses.replace(brief, number=1, answers={"styled": "Too short."})
    the_same = dataclasses.replace(brief, number=2, answers=dict.fromkeys(("styled", "few_shot"), brief.passage))
    test = BlindTest((brief, nothing, the_same), "")
    assert [pair.number for kind in KINDS for pair in test.pairs(kind, "seed")] == [0, 0]


def test_no_briefs_make_no_pairs(tmp_path: Path) -> None:
    assert not blind_test.offered(tmp_path)
    assert BlindTest.of(tmp_path).pairs("author", "seed") == []


def test_a_choice_of_a_side_means_what_stands_there() -> None:
    left = BlindPair("author", 0, styled_left=True, key="")
    right = dataclasses.replace(left, styled_left=False)
    assert [left.verdict("left"), left.verdict("right"), left.verdict("neither")] == ["styled", "other", "unsure"]
    assert [right.verdict("left"), right.verdict("right"), right.verdict("neither")] == ["other", "styled", "unsure"]


# What is kept with a run


def test_judgements_are_kept_with_the_run_as_numbers_and_keys_only(run: Run) -> None:
    write_answers(run.folder, toy_briefs(4))
    test = BlindTest.of(run.folder)
    pairs = test.pairs("author", "seed")
    for pair in pairs:
        write_judgement(run, judgement(pair))
    assert [one.number for one in read_judgements(run)] == [pair.number for pair in pairs]
    lines = (run.folder / "blind.jsonl").read_text("utf-8").splitlines()
    assert all(json.loads(line).keys() == Judgement.__dataclass_fields__.keys() for line in lines)
    assert not any(word in "".join(lines) for word in ("Styled", "Held", "Shown"))


def test_a_broken_line_costs_no_judgement(run: Run) -> None:
    (pair,) = BlindTest((answered(0),), "").pairs("author", "seed")
    write_judgement(run, judgement(pair))
    with (run.folder / "blind.jsonl").open("ab") as file:
        file.write(b'{"kind": "auth')
    write_judgement(run, judgement(pair, "other"))
    assert [one.verdict for one in read_judgements(run)] == ["styled", "other"]


def test_only_the_first_judgement_of_a_pair_counts() -> None:
    first, second, *_ = TEST.pairs("author", "seed")
    again = [judgement(first, "other"), judgement(second, "unsure"), judgement(first, "styled")]
    assert TEST.results(again)["author"] == result("author", ["other", "unsure"])
    assert TEST.judged("author", again) == {first.number: "other", second.number: "unsure"}


def test_each_question_has_a_tally_of_its_own() -> None:
    pairs = [pair for kind in KINDS for pair in TEST.pairs(kind, "seed")[:3]]
    found = TEST.results([judgement(pair) for pair in pairs])
    assert [found[kind].pairs for kind in KINDS] == [3, 3]
    assert TEST.results([]) == {}


def test_a_changed_answer_or_adapter_starts_a_new_tally(run: Run) -> None:
    write_answers(run.folder, toy_briefs(4))
    run.adapter.mkdir()
    weights = run.adapter / "adapter_model.safetensors"
    weights.write_bytes(b"weights")
    test = BlindTest.of(run.folder)
    for pair in test.pairs("author", "seed"):
        write_judgement(run, judgement(pair))
    assert test.results(read_judgements(run))["author"].pairs == 4

    write_answers(run.folder, [answered(0, seed=99), *toy_briefs(4)[1:]])
    assert BlindTest.of(run.folder).results(read_judgements(run))["author"].pairs == 3
    weights.write_bytes(b"other weights")
    assert BlindTest.of(run.folder).results(read_judgements(run)) == {}


def test_a_pair_whose_passages_have_changed_is_not_shown() -> None:
    (pair,) = BlindTest((answered(0),), "digest").pairs("author", "seed")
    for changed in (
        BlindTest((answered(0, seed=99),), "digest"),
        BlindTest((answered(0),), "other"),
        BlindTest((), ""),
    ):
        with pytest.raises(RunError, match="have changed since the blind test began"):
            changed.passages(pair)


def test_a_brief_that_was_answered_again_takes_the_older_ones_place(tmp_path: Path) -> None:
    first, second = answered(0), answered(0, seed=99)
    write_answers(tmp_path, [answered(1), first, second])
    with (tmp_path / "answers.jsonl").open("a", encoding="utf-8") as file:
        file.write('{"number": 7}\n[]\n{"numb')
    assert read_answered_prompts(tmp_path) == (second, answered(1))
    assert read_answered_prompts(tmp_path / "nowhere") == ()


def test_a_run_reads_its_answered_briefs(run: Run) -> None:
    assert read_answered_prompts(run.folder) == ()
    write_answers(run.folder, toy_briefs(2))
    assert read_answered_prompts(run.folder) == toy_briefs(2)
    assert all(isinstance(brief, AnsweredPrompt) for brief in read_answered_prompts(run.folder))


# What comes out


def test_a_reader_who_cannot_tell_counts_half() -> None:
    found = result("author", ["styled"] * 6 + ["other"] * 10 + ["unsure"] * 8)
    assert (found.wins, found.losses, found.undecided, found.pairs) == (6, 10, 8, 24)
    assert found.share.value == 10 / 24
    assert 0.2 < found.share.low < 10 / 24 < found.share.high < 0.62


@pytest.mark.parametrize(
    ("kind", "wins", "sentence"),
    [
        ("few_shot", 22, "So the style is ahead of a base that is only shown passages."),
        ("few_shot", 12, "So few pairs do not decide which is ahead."),
        ("few_shot", 2, "So a base that is only shown passages is ahead of the style."),
        ("author", 22, "So it was taken for the author more often than the author was."),
        ("author", 12, "So these pairs do not tell it from the author."),
        ("author", 2, "So it can still be told from the author."),
    ],
)
def test_the_result_is_said_with_its_interval_and_what_it_means(kind: Kind, wins: int, sentence: str) -> None:
    found = result(kind, ["styled"] * wins + ["other"] * (24 - wins)).message.english
    assert found.endswith(sentence)
    assert f"{100 * wins / 24:.0f}% of the time (95% interval" in found
    assert "pairs: 24)" in found


def test_without_a_judgement_there_is_nothing_to_say() -> None:
    assert str(result("author", []).message) == "No pair has been judged yet."
    assert (result("author", []).share.low, result("author", []).share.high) == (0, 1)
