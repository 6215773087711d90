"""Who may judge which passages, what counts, and that another visitor's are out of reach."""

from pathlib import Path

import pytest

from tests.toy import answered, toy_briefs, write_answers
from trainer.errors import RunError
from trainer.library.style import Style
from trainer.runs.run import Run
from trainer.scorecard.blind_test import GAME_PAIRS, KINDS, Judgement, Kind, read_judgements, result
from ui.visitors.blind_tests import BlindTests, BlindTestSession

BRIEFS = 6


def with_answers(run: Run) -> str:
    """Let a run have what a finished one with a scorecard has, and return its style's id."""
    run.adapter.mkdir()
    (run.adapter / "adapter_model.safetensors").write_bytes(b"weights")
    write_answers(run.folder, toy_briefs(BRIEFS))
    return f"run/{run.id}"


@pytest.fixture
def game(tmp_path: Path) -> Style:
    """A gallery style with answered briefs."""
    folder = tmp_path / "gallery" / "harbour"
    folder.mkdir(parents=True)
    write_answers(folder, toy_briefs(12))
    return Style("gallery/harbour", "Harbour", "en", "embedded", folder / "adapter", ("The fog came.", "It went."))


@pytest.fixture
def blind_tests(home: Path, game: Style) -> BlindTests:
    return BlindTests(home, lambda: (game,), clock=lambda: 5.0, seed=lambda: "seed")


def judged(blind_tests: BlindTests, session: BlindTestSession, pairs: int = 99) -> BlindTestSession:
    while pairs and not session.is_over:
        session, pairs = blind_tests.judge("ann", session, "left"), pairs - 1
    return session


def test_a_style_is_offered_once_its_briefs_are_answered(blind_tests: BlindTests, run: Run, game: Style) -> None:
    assert [style.id for style in blind_tests.styles("ann")] == [game.id]
    identity = with_answers(run)
    assert [style.id for style in blind_tests.styles("ann")] == [identity, game.id]
    (game.folder / "answers.jsonl").unlink()
    assert [style.id for style in blind_tests.styles("ann")] == [identity]


def test_the_owner_is_asked_both_questions_and_anybody_else_only_for_a_gallerys_author(
    blind_tests: BlindTests, run: Run, game: Style
) -> None:
    assert blind_tests.kinds(with_answers(run)) == KINDS
    assert blind_tests.kinds(game.id) == ("author",)
    with pytest.raises(RunError, match="cannot be asked"):
        blind_tests.begin("ann", game.id, "few_shot")


@pytest.mark.parametrize("owner", ["bob", "", None])
def test_nobody_else_sees_or_judges_a_runs_passages(blind_tests: BlindTests, run: Run, game: Style, owner: str) -> None:
    identity = with_answers(run)
    mine = blind_tests.begin("ann", identity, "author")
    assert [style.id for style in blind_tests.styles(owner)] == [game.id]
    for attempt in (
        lambda: blind_tests.begin(owner, identity, "author"),
        lambda: blind_tests.passages(owner, mine, 0),
        lambda: blind_tests.judge(owner, mine, "left"),
        lambda: blind_tests.recorded(owner, identity),
        lambda: blind_tests.result(owner, mine),
    ):
        with pytest.raises(RunError, match=r"no such run|not opened fully"):
            attempt()
    assert read_judgements(run) == []


def test_a_game_keeps_nothing_and_is_short(blind_tests: BlindTests, game: Style) -> None:
    over = judged(blind_tests, blind_tests.begin("", game.id, "author"))
    assert len(over.pairs) == GAME_PAIRS
    assert blind_tests.result("", over) == result("author", over.verdicts)
    assert blind_tests.recorded("", game.id) == {}
    assert [path.name for path in game.folder.iterdir()] == ["answers.jsonl"]


def test_a_gallery_style_that_is_not_there_is_unknown(blind_tests: BlindTests) -> None:
    with pytest.raises(RunError, match="no such style"):
        blind_tests.begin("ann", "gallery/../../secrets", "author")


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_owner_judges_is_kept_with_the_run(blind_tests: BlindTests, run: Run, kind: Kind) -> None:
    identity = with_answers(run)
    over = judged(blind_tests, blind_tests.begin("ann", identity, kind))
    assert over.counts
    assert [one.verdict for one in read_judgements(run)] == list(over.verdicts)
    first = over.pairs[0]
    assert read_judgements(run)[0] == Judgement(kind, first.number, over.verdicts[0], first.styled_left, first.key, 5.0)
    assert blind_tests.recorded("ann", identity) == {kind: blind_tests.result("ann", over)}
    assert blind_tests.result("ann", over).pairs == BRIEFS


def test_a_sitting_goes_on_where_the_last_one_was_left(blind_tests: BlindTests, run: Run) -> None:
    identity = with_answers(run)
    begun = judged(blind_tests, blind_tests.begin("ann", identity, "author"), pairs=2)
    again = blind_tests.begin("ann", identity, "author")
    assert (again.before, len(again.pairs), again.counts) == (2, BRIEFS - 2, True)
    assert not {pair.number for pair in begun.pairs[:2]} & {pair.number for pair in again.pairs}
    assert blind_tests.result("ann", judged(blind_tests, again)).pairs == BRIEFS


def test_a_round_over_pairs_whose_names_are_known_does_not_count(blind_tests: BlindTests, run: Run) -> None:
    identity = with_answers(run)
    first = judged(blind_tests, blind_tests.begin("ann", identity, "author"))
    again = blind_tests.begin("ann", identity, "author")
    assert (again.counts, again.before, len(again.pairs)) == (False, 0, BRIEFS)
    again = judged(blind_tests, again, pairs=3).stopped()
    assert again.is_over
    assert blind_tests.result("ann", again).pairs == 3
    assert blind_tests.recorded("ann", identity)["author"] == blind_tests.result("ann", first)


def test_passages_that_change_under_a_reader_are_not_judged_for_the_old_ones(blind_tests: BlindTests, run: Run) -> None:
    session = blind_tests.begin("ann", with_answers(run), "author")
    number = session.pairs[0].number
    write_answers(run.folder, [answered(number, seed=99)])
    with pytest.raises(RunError, match="have changed"):
        blind_tests.judge("ann", session, "left")
    assert read_judgements(run) == []


def test_where_no_two_passages_are_whole_that_is_said(blind_tests: BlindTests, run: Run) -> None:
    identity = with_answers(run)
    write_answers(run.folder, [])
    with pytest.raises(RunError, match="no passages to judge"):
        blind_tests.begin("ann", identity, "author")
