"""The blind test on the page: nothing gives a passage away before it is judged, and everything is told afterwards."""

import re
from html import escape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest

from tests.steps import built
from tests.toy import answered, toy_briefs, write_answers
from trainer.errors import RunError
from trainer.library.style import Style
from trainer.runs.run import Run
from trainer.scorecard.blind_test import KINDS, BlindTest, BlindTestResult, Kind, PairVerdict, read_judgements, result
from ui.html import blind_test
from ui.steps.blind_test import Handlers, Parts, components
from ui.strings.strings import ENGLISH, RUSSIAN, Strings
from ui.visitors.blind_tests import BlindTests, BlindTestSession

HOSTILE = "<img src=x onerror=alert(1)> ${alert(2)} {{alert(3)}} & "
TEST = BlindTest(toy_briefs(6), "")


def session(kind: Kind = "author", verdicts: tuple[PairVerdict, ...] = (), counts: bool = True) -> BlindTestSession:
    return BlindTestSession("run/x", kind, tuple(TEST.pairs(kind, "seed")), counts=counts, verdicts=verdicts)


def passages(one: BlindTestSession, place: int) -> tuple[str, str]:
    return TEST.passages(one.pairs[place])


def without_text(html: str) -> str:
    """Return the mark-up with the passages' words taken out."""
    return re.sub(r"<p>.*?</p>", "<p></p>", html, flags=re.DOTALL)


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN], ids=["en", "ru"])
@pytest.mark.parametrize("kind", KINDS)
def test_before_a_choice_only_the_words_differ(kind: Kind, t: Strings) -> None:
    one = session(kind)
    html = blind_test.asking(one, passages(one, 0), "en", t)
    assert html == blind_test.asking(one, passages(one, 0), "en", t)
    # Whatever stands on which side, the mark-up is the same, and so it is when the sides are changed.
    left, right = passages(one, 0)
    turned = BlindTestSession(one.style, kind, tuple(TEST.pairs(kind, "another seed")), counts=True)
    assert without_text(html) == without_text(blind_test.asking(turned, (right, left), "en", t))
    assert html.index(left.split("\n")[0][:40]) < html.index(right.split("\n")[0][:40])
    marked = " ".join(re.findall(r"<[^>]*>", html))
    assert not re.search(r"styled|few_shot|author|number|key=|seed", re.sub(r'aria-label="[^"]*"', "", marked))
    assert one.pairs[0].key not in html


def test_a_passage_never_becomes_mark_up() -> None:
    one = session()
    pages = [
        blind_test.asking(one, (HOSTILE, HOSTILE), "en", ENGLISH),
        blind_test.told(session(verdicts=("styled",)), (HOSTILE, HOSTILE), "en", ENGLISH),
    ]
    assert all("&lt;img" in html and "<img" not in html for html in pages)


def test_the_choice_is_told_with_names_on_the_sides_where_they_stood() -> None:
    for verdict in ("styled", "other", "unsure"):
        one = session("author", (verdict,))
        html = blind_test.told(one, passages(one, 0), "en", ENGLISH)
        names = re.findall(r"<h4>(.*?)</h4>", html)
        assert names == (["Styled model", "The author"] if one.pairs[0].styled_left else ["The author", "Styled model"])
        side = "second" if one.pairs[0].styled_left else "first"
        opening = {"styled": "No: ", "other": "Right: ", "unsure": "You could not tell: "}[verdict]
        assert f"{opening}the author is the {side}." in html


def test_the_last_pair_leads_to_the_result() -> None:
    verdicts: tuple[PairVerdict, ...] = ("styled",) * 6
    assert ENGLISH.blind_next in blind_test.told(session(verdicts=verdicts[:5]), passages(session(), 4), "en", ENGLISH)
    assert ENGLISH.blind_result in blind_test.told(session(verdicts=verdicts), passages(session(), 5), "en", ENGLISH)


def test_progress_counts_the_pairs_of_earlier_sittings() -> None:
    one = BlindTestSession("run/x", "author", tuple(TEST.pairs("author", "seed")), before=6, counts=True)
    assert "7 of 12" in blind_test.asking(one, passages(one, 0), "en", ENGLISH)
    assert "7 из 12" in blind_test.asking(one, passages(one, 0), "en", RUSSIAN)


@pytest.mark.parametrize("t", [ENGLISH, RUSSIAN], ids=["en", "ru"])
@pytest.mark.parametrize("kind", KINDS)
def test_the_outcome_says_the_rate_its_interval_and_every_pair(kind: Kind, t: Strings) -> None:
    one = session(kind, ("styled", "styled", "other", "unsure", "styled", "styled"))
    texts = [passages(one, place) for place in range(6)]
    html = blind_test.outcome(one, result(kind, one.verdicts), texts, "en", t)
    found = result(kind, one.verdicts)
    assert escape(found.message.text(t.code)) in html
    assert f"left: {100 * found.share.low:.1f}%; width: {100 * (found.share.high - found.share.low):.1f}%" in html
    assert html.count("<details>") == 6
    assert t.blind_saved in html
    assert (t.number(1) if kind == "author" else t.number(4)) in re.findall(r"<h3[^>]*>(.*?)</h3>", html)[0]


def test_a_round_that_does_not_count_says_why() -> None:
    one = session(verdicts=("styled",) * 6, counts=False)
    game = BlindTestSession("gallery/x", "author", one.pairs, verdicts=one.verdicts)
    texts = [passages(one, place) for place in range(6)]
    for over, note in ((one, ENGLISH.blind_practice), (game, ENGLISH.blind_game)):
        assert note in blind_test.outcome(over, result("author", over.verdicts), texts, "en", ENGLISH)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("wins", [0, 12, 24])
def test_what_came_out_is_said_in_russian_too(kind: Kind, wins: int) -> None:
    sentence = BlindTestResult(kind, wins, 24 - wins, 0).message.text("ru")
    assert re.search("[а-яё]", sentence)
    assert not re.search("[a-z]", sentence)
    assert f"в {100 * wins / 24:.0f} %" in sentence
    assert "пар: 24" in sentence


def test_an_empty_record_shows_nothing() -> None:
    assert blind_test.recorded({}, ENGLISH) == ""
    assert "30" in blind_test.recorded({"author": result("author", ["styled"] * 3 + ["other"] * 7)}, ENGLISH)


def test_the_authors_voice_is_heard_from_training_passages_only() -> None:
    style = Style("run/x", "X", "en", "embedded", Path("adapter"), ("One.", "Two.", "Three.", HOSTILE))
    html = blind_test.voice(style, ENGLISH)
    assert "Two." in html
    assert "<img" not in html
    assert blind_test.voice(Style("run/x", "X", "en", "embedded", Path("adapter"), ()), ENGLISH) == ""


# The handlers behind the page


@pytest.fixture
def parts() -> Parts:
    return built(lambda owner: components(ENGLISH, owner, gr.Tab()))


@pytest.fixture
def handlers(home: Path, parts: Parts) -> Handlers:
    visitors: Any = SimpleNamespace(blind_tests=BlindTests(home, gallery=tuple, seed=lambda: "seed"))
    return Handlers(visitors, ENGLISH, parts)


@pytest.fixture
def style(run: Run) -> str:
    run.adapter.mkdir()
    (run.adapter / "adapter_model.safetensors").write_bytes(b"weights")
    write_answers(run.folder, toy_briefs(3))
    return f"run/{run.id}"


def press(choice: str, place: object = "") -> Any:
    return SimpleNamespace(choice=choice, place=place)


@pytest.fixture
def begun(handlers: Handlers, parts: Parts, style: str) -> BlindTestSession:
    session: BlindTestSession = handlers.begin("ann", style, "author")[parts.session]
    return session


def test_the_step_is_seen_only_where_there_is_something_to_judge(handlers: Handlers, parts: Parts, run: Run) -> None:
    tab = parts.tab
    assert handlers.refresh("ann", None, None)[tab].visible is False
    run.adapter.mkdir()
    (run.adapter / "adapter_model.safetensors").write_bytes(b"weights")
    write_answers(run.folder, [answered(0)])
    assert handlers.refresh("ann", None, None)[tab].visible is True
    assert handlers.refresh("bob", f"run/{run.id}", "author")[tab].visible is False


def test_a_choice_that_can_stay_is_left_alone(handlers: Handlers, parts: Parts, style: str) -> None:
    first = handlers.refresh("ann", None, None)
    assert (first[parts.style].value, first[parts.kind].value) == (style, "few_shot")
    again = handlers.refresh("ann", style, "author")
    assert (again[parts.tab].visible, again[parts.recorded]) == (True, "")
    assert "value" not in again[parts.style].constructor_args
    assert parts.kind not in again
    assert parts.about not in again
    assert handlers.refresh("ann", "run/gone", "author")[parts.style].value == style


def test_a_second_press_on_the_same_pair_changes_nothing(
    handlers: Handlers, parts: Parts, begun: BlindTestSession, run: Run
) -> None:
    after = handlers.choose(press("left", "0"), begun, False, "ann")[parts.session]
    assert after.place == 1
    for late in (press("left", "0"), press("right", "0"), press("nonsense", "1"), press("left", "")):
        assert handlers.choose(late, after, False, "ann") == gr.skip()
    assert len(read_judgements(run)) == 1


def test_names_are_shown_after_each_pair_only_when_asked_for(
    handlers: Handlers, parts: Parts, begun: BlindTestSession
) -> None:
    pair = parts.pair
    unseen = handlers.choose(press("left", "0"), begun, False, "ann")
    seen = handlers.choose(press("left", "0"), begun, True, "ann")
    assert ("Styled model" in unseen[pair], "Styled model" in seen[pair]) == (False, True)
    following = handlers.choose(press("next"), seen[parts.session], True, "ann")
    assert "Styled model" not in following[pair]


def test_stopping_shows_what_was_judged_and_then_leads_back(
    handlers: Handlers, parts: Parts, style: str, begun: BlindTestSession
) -> None:
    one = handlers.choose(press("neither", "0"), begun, False, "ann")[parts.session]
    stopped = handlers.leave(one, "ann", style, "author")
    assert "of 1\u00a0pair." in stopped[parts.pair]
    back = handlers.leave(stopped[parts.session], "ann", style, "author")
    assert (back[parts.session], back[parts.intro].visible, back[parts.test].visible) == (None, True, False)
    assert handlers.leave(begun, "ann", style, "author")[parts.session] is None


def test_a_reader_whose_passages_have_changed_is_led_back(
    handlers: Handlers, parts: Parts, style: str, begun: BlindTestSession, run: Run
) -> None:
    session = parts.session
    one = handlers.choose(press("left", "0"), begun, False, "ann")[session]
    write_answers(run.folder, [answered(number, seed=99) for number in range(3)])
    with pytest.raises(RunError, match="have changed"):
        handlers.choose(press("left", "1"), one, False, "ann")
    assert handlers.leave(one, "ann", style, "author")[session] is None
