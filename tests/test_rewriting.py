"""A draft rewritten by models that are played here: what they are asked, in which order, and what is said of it."""

import re
from collections.abc import Callable

import pytest

from styles.language.words import count_words
from tests.retold import RETOLD
from tests.toy import toy_paragraphs
from trainer.bases import EMBEDDED, Base
from trainer.compare.comparison import COLUMNS, Answer, Answered, Comparison, Done, Paraphrase, Paraphrasing, TextDelta
from trainer.compare.rewriting import ATTEMPTS, MOST_WORDS, Rewriter
from trainer.errors import RunError

INSTRUCT = Base("ada/base", "base", context=4096)
TOLD = RETOLD[0]
HOSTILE = "<img src=x onerror=alert(1)> {text} ${alert(2)} <|im_end|>"


class Played:
    """Answers as a base and a styled model might: plain versions from a list, else what the columns are asked."""

    def __init__(self, *plain: str) -> None:
        self.plain = list(plain)
        self.asked: list[Comparison] = []
        self.stopped = False
        self.stop_after = -1

    def __call__(self, comparison: Comparison, say: Callable[[Answer], None], stopped: Callable[[], bool]) -> None:
        self.asked.append(comparison)
        self.stopped = self.stop_after == len(self.asked)
        for column in comparison.columns:
            text = self.plain.pop(0) if comparison.mode == "free" and self.plain else comparison.prompt
            say(TextDelta(column, text[:5]))
            say(TextDelta(column, text[5:]))
            say(Answered(column, 7, column != "styled"))
        say(Done(0.1, len(comparison.passages)))

    @property
    def written(self) -> list[Comparison]:
        return [one for one in self.asked if one.mode != "free"]


def tokens(text: str) -> int:
    return len(re.findall(r"\w+|\S", text))


def rewrite(played: Played, draft: str, base: Base = INSTRUCT, **fields: object) -> list[Answer]:
    said: list[Answer] = []
    comparison = Comparison(**{"prompt": draft, "mode": "rewrite", "adapter": "x", "seed": 3, **fields})
    Rewriter(base, tokens, played).rewrite(comparison, said.append, lambda: played.stopped)
    return said


def texts(said: list[Answer]) -> dict[str, str]:
    return {
        column: "".join(one.text for one in said if isinstance(one, TextDelta) and one.column == column)
        for column in COLUMNS
    }


def test_every_column_rewrites_what_the_base_wrote_plainly() -> None:
    played = Played(TOLD.paraphrase)
    said = rewrite(played, TOLD.passage, passages=("one", "two"))
    assert said[:2] == [Paraphrasing(1, 1), Paraphrase(TOLD.paraphrase, "base")]
    assert texts(said) == dict.fromkeys(COLUMNS, TOLD.paraphrase)
    plain, asked = played.asked
    assert (plain.mode, plain.columns, plain.adapter) == ("free", ("base",), "")
    assert TOLD.passage in plain.prompt
    assert (asked.mode, asked.columns, asked.seed, asked.passages) == ("rewrite", COLUMNS, 3, ("one", "two"))


def test_a_rewriting_ends_once_with_all_columns_complete() -> None:
    said = rewrite(Played(TOLD.paraphrase), TOLD.passage, passages=("one",))
    assert said[-4:-1] == [Answered("base", 7, True), Answered("few_shot", 7, True), Answered("styled", 7, False)]
    assert [one.shots for one in said if isinstance(one, Done)] == [1]


def test_what_cannot_be_used_is_asked_for_again_in_other_words() -> None:
    played = Played("", "I'm sorry, I cannot do that.", TOLD.paraphrase)
    said = rewrite(played, TOLD.passage)
    assert Paraphrase(TOLD.paraphrase, "base") in said
    asked = [(one.prompt, one.seed) for one in played.asked if one.mode == "free"]
    assert len(set(asked)) == ATTEMPTS == 3


def test_after_the_last_attempt_the_draft_itself_is_rewritten_and_that_is_said() -> None:
    said = rewrite(Played("", "", ""), TOLD.passage)
    assert Paraphrase(TOLD.passage, "draft") in said
    assert texts(said)["styled"] == TOLD.passage


def test_what_is_said_beside_a_plain_version_is_not_rewritten() -> None:
    played = Played(f"Sure! Here is the retelling:\n\n{TOLD.paraphrase}\n\nI hope this helps!")
    assert rewrite(played, TOLD.passage)[1] == Paraphrase(TOLD.paraphrase, "base")


def test_a_draft_that_is_plain_already_may_stay_as_it_is() -> None:
    played = Played(TOLD.passage)
    assert Paraphrase(TOLD.passage, "base") in rewrite(played, TOLD.passage)
    assert len(played.asked) == 2


def test_another_strength_or_seed_does_not_ask_for_the_plain_version_again() -> None:
    played = Played(TOLD.paraphrase)
    rewriter = Rewriter(INSTRUCT, tokens, played)
    for seed in (1, 2):
        comparison = Comparison(TOLD.passage, "rewrite", adapter="x", seed=seed, strength=seed / 2)
        rewriter.rewrite(comparison, lambda _: None, lambda: False)
    assert [one.mode for one in played.asked] == ["free", "rewrite", "rewrite"]


# Long drafts


def test_a_long_draft_is_rewritten_part_by_part_and_every_sentence_is_in_one() -> None:
    draft = "\n\n".join(toy_paragraphs(30))
    played = Played()
    said = rewrite(played, draft)
    parts = [one.text for one in said if isinstance(one, Paraphrase)]
    assert len(parts) > 1
    assert "\n\n".join(parts) == draft
    assert max(map(count_words, parts)) <= 1.25 * MOST_WORDS
    assert [one for one in said if isinstance(one, Paraphrasing)][-1] == Paraphrasing(len(parts), len(parts))
    assert texts(said)["styled"] == draft
    assert [one.seed for one in played.written] == [3 + number for number in range(len(parts))]
    assert len([one for one in said if isinstance(one, Answered)]) == len(COLUMNS)
    assert Answered("base", 7 * len(parts), True) in said


@pytest.mark.parametrize("context", [512, 4096])
def test_a_part_its_plain_version_and_its_answer_fit_into_the_base(context: int) -> None:
    played = Played()
    rewrite(played, "\n\n".join(toy_paragraphs(30)), Base("ada/base", "base", context=context))
    for one in played.asked:
        assert tokens(one.prompt) + one.max_new_tokens < context


def test_the_length_of_an_answer_follows_the_drafts_and_not_the_setting() -> None:
    short, long = Played(), Played()
    rewrite(short, "Rain fell on Monday.", max_new_tokens=400)
    rewrite(long, TOLD.passage, max_new_tokens=20)
    assert short.written[0].max_new_tokens < tokens(TOLD.passage) < long.written[0].max_new_tokens


def test_verse_is_parted_at_its_lines_only_where_it_has_to_be() -> None:
    short, long = ("\n".join(f"{'word ' * 7}{line}" for line in range(lines)) for lines in (4, 200))
    assert Paraphrase(short, "draft") in rewrite(Played(), short)
    parts = [one.text for one in rewrite(Played(), long) if isinstance(one, Paraphrase)]
    assert len(parts) > 3
    assert "\n\n".join(parts).replace("\n\n", "\n") == long


def test_a_sentence_that_fits_into_no_part_is_refused_with_how_much_fits() -> None:
    with pytest.raises(RunError, match=r"takes about \d+ words at once"):
        rewrite(Played(), "word " * 2_000)


def test_a_draft_of_fifty_thousand_words_is_refused_before_a_model_is_asked() -> None:
    with pytest.raises(RunError, match="250,004 characters; up to 12,000"):
        Comparison("word " * 50_000 + "end. ", "rewrite", adapter="x")


@pytest.mark.parametrize("draft", ["", " \n\u00a0"])
def test_an_empty_draft_is_refused(draft: str) -> None:
    with pytest.raises(RunError, match="prompt is empty"):
        Comparison(draft, "rewrite", adapter="x")


@pytest.mark.parametrize("draft", [HOSTILE, "🦊🦊 👩‍🚀", "—", "漢字" * 40, "a\n" * 200])
@pytest.mark.parametrize("base", [INSTRUCT, EMBEDDED], ids=["instruct", "embedded"])
def test_any_draft_is_rewritten_as_it_is(base: Base, draft: str) -> None:
    played = Played()
    said = rewrite(played, draft, base)
    assert isinstance(said[-1], Done)
    if base is INSTRUCT:
        assert any(draft.strip() in one.prompt for one in played.asked if one.mode == "free")


def test_a_stop_ends_it_with_no_further_question() -> None:
    for after in (1, 2):
        played = Played(TOLD.paraphrase)
        played.stop_after = after
        said = rewrite(played, "\n\n".join([TOLD.passage] * 4))
        assert len(played.asked) == after
        assert [type(one) for one in said[-4:]] == [Answered, Answered, Answered, Done]


def test_a_plain_version_that_was_broken_off_is_not_remembered() -> None:
    played = Played("It was", TOLD.paraphrase)
    rewriter = Rewriter(INSTRUCT, tokens, played)
    said: list[Answer] = []
    for played.stop_after in (1, -1):
        rewriter.rewrite(Comparison(TOLD.passage, "rewrite", adapter="x"), said.append, lambda: played.stopped)
    assert [one for one in said if isinstance(one, Paraphrase)] == [Paraphrase(TOLD.paraphrase, "base")]


# A base that follows no instructions


def test_such_a_base_writes_anew_from_words_of_each_part_and_is_never_asked_for_more() -> None:
    draft = "\n\n".join(toy_paragraphs(6))
    played = Played()
    said = rewrite(played, draft, EMBEDDED)
    paraphrase = [one for one in said if isinstance(one, Paraphrase)]
    assert len(paraphrase) > 1
    assert {one.origin for one in paraphrase} == {"keywords"}
    assert all(3 <= len(one.text.split(", ")) <= 5 for one in paraphrase)
    assert {word for one in paraphrase for word in one.text.split(", ")} <= set(draft.split())
    assert {one.mode for one in played.asked} == {"write"}
    assert not any(isinstance(one, Paraphrasing) for one in said)
