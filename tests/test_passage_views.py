"""Views are asked for, checked, asked for again, and kept in the run's folder, so that a kill costs little."""

from collections import Counter
from pathlib import Path

import pytest

from styles.examples.edits import Edits
from styles.examples.examples import build, shares_words
from tests.hands import BRIEF, Hand, careful, plain, view
from tests.toy import quick_recipe, toy_corpus
from trainer.library.probe import follows_rules
from trainer.runs.events import ViewsLogged, to_line
from trainer.runs.passage_views import (
    ASKED_FIRST,
    LEAST_USABLE,
    SUMMARY_WORDS,
    views_digest,
    write_views,
    written_views,
)
from trainer.runs.records import NewRun
from trainer.runs.run import Run
from trainer.runs.training_examples import training_examples
from trainer.runs.writer import WritingRequest

CORPUS = toy_corpus(40)
PASSAGES = [passage.text for passage in CORPUS.train]


def made(home: Path, owner: str = "ann", edits: Edits | None = None, **fields: object) -> Run:
    return Run.create(home, NewRun(quick_recipe(**{"views": True, **fields}), CORPUS, "Toy", owner, edits))


@pytest.fixture
def run(home: Path) -> Run:
    return made(home)


def logged(run: Run) -> list[ViewsLogged]:
    return [event for event in run.events if isinstance(event, ViewsLogged)]


def test_every_passage_gets_a_brief_and_a_plain_version(run: Run) -> None:
    write_views(run, Hand())
    found = written_views(run)
    assert sorted(found) == list(range(len(PASSAGES)))
    assert {one.brief for one in found.values()} == {BRIEF}
    assert [found[place].neutral for place in sorted(found)] == [plain(text) for text in PASSAGES]


def test_what_the_run_trains_on_is_made_of_them(run: Run) -> None:
    write_views(run, Hand())
    tasks = Counter(example.task for example in training_examples(run))
    assert tasks["rewrite"] == pytest.approx(0.35 * tasks.total(), abs=1)
    assert not any(shares_words(one.prompt, one.completion) for one in training_examples(run))


def test_without_views_the_examples_are_those_of_before(home: Path) -> None:
    run = made(home, views=False)
    recipe = run.recipe
    assert training_examples(run) == build(CORPUS.train, CORPUS.language, recipe.example_settings, recipe.seed)
    assert views_digest(run) == ""


def test_only_what_the_recipes_tasks_need_is_written(home: Path) -> None:
    write_views(run := made(home, tasks="write"), Hand())
    assert {bool(one.brief) for one in written_views(run).values()} == {True}
    assert {one.neutral for one in written_views(run).values()} == {""}
    write_views(made(home, tasks="continue", owner="bob"), hand := Hand())
    assert hand.asked == []


def test_an_answer_that_cannot_be_used_is_asked_for_again_in_other_words_and_with_other_noise(run: Run) -> None:
    tried: Counter[tuple[str, int]] = Counter()

    def third_time_right(asked: WritingRequest) -> str:
        tried[asked.passage, asked.most_words] += 1
        return view(asked) if tried[asked.passage, asked.most_words] == 3 else f"I cannot. {view(asked)}"

    hand = Hand(third_time_right)
    write_views(run, hand)
    assert set(tried.values()) == {3}
    assert all(one.brief and one.neutral for one in written_views(run).values())
    briefs = [one for one in hand.asked if one.passage == PASSAGES[0] and one.most_words == SUMMARY_WORDS]
    assert len({one.message for one in briefs}) == len({one.seed for one in briefs}) == 3


def test_a_view_that_cannot_be_had_is_given_up_and_never_asked_for_again(run: Run) -> None:
    def mute_on_the_first(asked: WritingRequest) -> str:
        return "" if asked.passage == PASSAGES[0] else view(asked)

    hand = Hand(mute_on_the_first)
    write_views(run, hand)
    assert sum(one.passage == PASSAGES[0] for one in hand.asked) == 2 * Hand.attempts
    assert 0 not in written_views(run)
    assert len(written_views(run)) == len(PASSAGES) - 1
    assert logged(run)[-1].done == logged(run)[-1].total == 2 * len(PASSAGES)
    again = Hand()
    write_views(run, again)
    assert again.asked == []


def test_a_plain_version_that_would_be_cut_off_beside_its_passage_is_not_kept(run: Run) -> None:
    longest = max(map(len, PASSAGES))
    write_views(run, Hand(longest=2 * longest - 1))
    found = written_views(run)
    too_long = [place for place, text in enumerate(PASSAGES) if len(text) == longest]
    assert [place for place, one in found.items() if not one.neutral] == too_long
    assert all(one.brief for one in found.values())


def write_and_be_killed_after(answers: int, run: Run) -> None:
    class Killed(Exception):
        pass

    def killed(asked: WritingRequest) -> str:
        if len(hand.asked) > answers:
            raise Killed
        return view(asked)

    hand = Hand(killed)
    with pytest.raises(Killed):
        write_views(run, hand)


def test_after_a_kill_only_what_is_missing_is_asked_for(run: Run) -> None:
    write_and_be_killed_after(8, run)
    with (run.folder / "views.jsonl").open("a") as file:
        file.write('{"key": "half a li')
    second = Hand()
    write_views(run, second)
    assert len(second.asked) == 2 * len(PASSAGES) - 8
    assert all(one.brief and one.neutral for one in written_views(run).values())
    assert logged(run)[-1].done == 2 * len(PASSAGES)


def test_a_stop_is_heard_between_batches_and_nothing_is_given_up(run: Run) -> None:
    def stopping(asked: WritingRequest) -> str:
        run.ask_to_stop()
        return view(asked)

    hand = Hand(stopping)
    write_views(run, hand)
    assert len(hand.asked) == 2
    assert len(written_views(run)) == 2
    run.clear_stop()
    write_views(run, hand := Hand())
    assert len(hand.asked) == 2 * len(PASSAGES) - 2


def test_another_run_of_the_same_owner_has_them_at_once_and_nobody_elses_has(run: Run, home: Path) -> None:
    write_views(run, Hand())
    mine, theirs, other_base = made(home), made(home, owner="bob"), made(home, base="someone/unknown")
    for other, asked in ((mine, 0), (theirs, 2 * len(PASSAGES)), (other_base, 2 * len(PASSAGES))):
        write_views(other, hand := Hand())
        assert len(hand.asked) == asked
        assert written_views(other) == written_views(run)


def test_runs_without_an_owner_share_nothing(home: Path) -> None:
    write_views(made(home, owner=""), Hand())
    write_views(made(home, owner=""), hand := Hand())
    assert hand.asked


def test_a_view_that_the_first_passages_show_to_be_out_of_reach_is_given_up_after_them(run: Run) -> None:
    def plain_versions_only(asked: WritingRequest) -> str:
        return view(asked) if asked.most_words != SUMMARY_WORDS else "I'm sorry, I cannot do that."

    write_views(run, hand := Hand(plain_versions_only))
    briefs = [one for one in hand.asked if one.most_words == SUMMARY_WORDS]
    assert len(briefs) == ASKED_FIRST * Hand.attempts < len(PASSAGES) * Hand.attempts
    assert {one.brief for one in written_views(run).values()} == {""}
    assert len(written_views(run)) == len(PASSAGES)
    assert logged(run)[-1].done == logged(run)[-1].total
    write_views(run, again := Hand())
    assert again.asked == []


@pytest.mark.parametrize(("usable", "goes_on"), [(LEAST_USABLE - 1, False), (LEAST_USABLE, True)])
def test_a_few_views_that_can_be_used_at_the_last_attempt_are_enough_to_ask_for_all(
    run: Run, usable: int, goes_on: bool
) -> None:
    *_, shortest = by_length = sorted(PASSAGES, key=len, reverse=True)
    firsts = by_length[:: len(PASSAGES) // ASKED_FIRST]

    def some_at_last(asked: WritingRequest) -> str:
        able = asked.passage in firsts[:usable] and asked.seed == Hand.attempts - 1
        return view(asked) if able else "I'm sorry."

    write_views(run, hand := Hand(some_at_last))
    assert sum(one.passage == shortest for one in hand.asked) == (2 * Hand.attempts if goes_on else 0)
    assert len(written_views(run)) == usable


def test_views_that_are_there_from_before_a_kill_show_that_more_can_be_had(run: Run) -> None:
    write_and_be_killed_after(4, run)
    shortest = min(PASSAGES, key=len)
    write_views(run, hand := Hand(lambda asked: "I'm sorry."))
    assert sum(one.passage == shortest and one.most_words == SUMMARY_WORDS for one in hand.asked) == Hand.attempts


def test_progress_is_said_and_no_event_holds_a_word_of_a_text(run: Run) -> None:
    write_views(run, Hand())
    said = logged(run)
    assert [event.done for event in said] == sorted(event.done for event in said)
    assert said[0].seconds_left is None
    assert said[-1].seconds_left == 0
    lines = "".join(map(to_line, run.events))
    assert not any(text in lines for text in (BRIEF, PASSAGES[0][:30], plain(PASSAGES[0])[:30]))


def test_other_views_are_another_lesson(run: Run, home: Path) -> None:
    assert views_digest(run) == ""
    write_views(run, Hand())
    other = made(home, owner="bob")
    write_views(other, Hand(lambda asked: view(asked).replace("somebody", "someone")))
    assert len({views_digest(run), views_digest(other), ""}) == 3
    assert views_digest(run) == views_digest(run)


def test_what_the_author_edited_before_the_base_wrote_is_learnt_as_it_was_edited(home: Path) -> None:
    recipe = quick_recipe(views=True)
    first, second, *_ = (
        one for one in build(CORPUS.train, CORPUS.language, recipe.example_settings, recipe.seed) if one.task == "write"
    )
    run = made(home, edits=Edits().drop(first.id).change(second.id, "My own question?", second.completion))
    write_views(run, Hand())
    asked = {example.passage: example.prompt for example in training_examples(run) if example.task == "write"}
    assert first.passage not in asked
    assert asked[second.passage] == "My own question?"
    assert len(asked) == len(PASSAGES) - 1


@pytest.mark.parametrize(
    "said", ["Sure! Here is a summary:\n\n{}", "**Summary:** {}", "“{}”", "{}\n\nLet me know if you need more."]
)
def test_what_is_said_beside_a_view_is_taken_off_rather_than_asked_for_again(run: Run, said: str) -> None:
    write_views(run, hand := Hand(lambda asked: said.format(view(asked))))
    assert len(hand.asked) == 2 * len(PASSAGES)
    assert {one.brief for one in written_views(run).values()} == {BRIEF}
    kept = [one.neutral.casefold() for one in written_views(run).values()]
    assert kept == [plain(text).casefold() for text in PASSAGES]


@pytest.mark.parametrize("refusal", ["I'm sorry, but I can't assist with that.", "Sure! As an AI, I cannot do that."])
def test_a_refusal_is_never_kept(run: Run, refusal: str) -> None:
    write_views(run, Hand(lambda asked: refusal))
    assert written_views(run) == {}


# --- a base that nobody knows ---


@pytest.mark.parametrize("language", ["en", "fr"])
def test_a_base_that_keeps_rules_follows_instructions_and_languages_without_rules_ask_in_english(language: str) -> None:
    assert follows_rules(Hand(), language)


@pytest.mark.parametrize("language", ["en", "ru"])
@pytest.mark.parametrize("ramble", ["", "And so on and so forth, and then it went on. " * 9, "Sure!"])
def test_a_base_that_rambles_does_not(ramble: str, language: str) -> None:
    assert not follows_rules(Hand(lambda asked: ramble), language)


def test_the_rules_show_the_base_nothing_of_the_authors() -> None:
    follows_rules(hand := Hand(careful), "en")
    assert hand.asked
    assert not any(one.passage for one in hand.asked)
