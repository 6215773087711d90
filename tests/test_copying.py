"""Copied spans are found wherever they stand, in every script, and nothing else is."""

import random
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from styles.measures.copying import (
    SPAN,
    CopiedText,
    PrefixTest,
    TrainingText,
    copy_limit,
    green_coverage,
    human_floor,
    output_verdict,
    pooled,
    prefix_test,
    prefix_verdict,
)

NET = "The postman mended the old net behind the church before the rain came in from the bay"
KETTLE = "Nobody lifted the loud kettle until the third boat had blown its horn twice and turned"


def one_to(count: int, prefix: str = "w") -> str:
    names = ("".join(chr(97 + int(digit)) for digit in str(number)) for number in range(count))
    return " ".join(f"{prefix}{name}" for name in names)


def test_a_copied_span_is_found_with_its_place_on_both_sides() -> None:
    training = TrainingText([KETTLE, one_to(9), NET], ["kettle.txt", "net.txt", "net.txt"])
    text = "«Well», she said, THE POSTMAN — mended the old net behind the church! And went home."
    found = training.compare(text)
    (span,) = found.spans
    assert text[span.begin : span.end] == "THE POSTMAN — mended the old net behind the church"
    assert (span.words, span.passage, span.document, span.number) == (9, 2, "net.txt", 2)
    assert (found.words, found.copied, found.longest) == (15, 9, 9)
    assert found.coverage == 9 / 15
    assert found.longest_span == span
    assert found.worth_showing == (span,)


def test_a_short_span_counts_but_is_not_worth_showing() -> None:
    found = TrainingText([NET]).compare("Here the old net behind the chapel hung")
    assert (found.copied, found.longest, found.worth_showing) == (5, 5, ())


def test_four_words_are_nobodys() -> None:
    assert TrainingText([NET]).compare("It was the old net behind a chapel") == CopiedText(8, 0)


def test_the_longest_of_several_places_is_told() -> None:
    words = one_to(30).split()
    short, long = " ".join(words[:10]), " ".join(words[:20])
    (span,) = TrainingText([short, long, one_to(30, "x")]).compare(" ".join(words)).spans
    assert (span.words, span.passage) == (20, 1)


def test_neighbouring_spans_of_two_places_are_two() -> None:
    training = TrainingText([one_to(10), one_to(10, "x")])
    found = training.compare(f"{one_to(10)} {one_to(10, 'x')}")
    assert [(span.words, span.passage) for span in found.spans] == [(10, 0), (10, 1)]
    assert (found.copied, found.longest) == (20, 10)


def test_no_span_goes_from_one_passage_to_the_next() -> None:
    words = one_to(8).split()
    training = TrainingText([" ".join(words[:4]), " ".join(words[4:])])
    assert training.compare(" ".join(words)).copied == 0


def test_what_the_question_says_is_not_held_against_the_answer() -> None:
    training = TrainingText([NET])
    assert training.compare(NET, question=f"Go on: {NET}").copied == 0
    assert training.compare(NET, question="the old net behind the church").longest < len(NET.split())


def test_a_refrain_on_every_page_is_found() -> None:
    training = TrainingText([f"{NET} {one_to(3, f'p{chr(97 + number % 26)}')}" for number in range(3_000)])
    assert training.compare(NET).longest == len(NET.split())


def test_nothing_is_copied_from_nothing() -> None:
    empty = TrainingText([])
    assert empty.compare(NET) == CopiedText(len(NET.split()), 0)
    assert empty.compare("") == TrainingText([NET, "", "one"]).compare("...") == CopiedText(0, 0)
    assert CopiedText(0, 0).coverage == 0
    assert CopiedText(0, 0).longest_span is None


@pytest.mark.parametrize(
    ("training", "copy", "words"),
    [
        ("Ёлка стояла у окна, и мать ещё не зажигала свечей.", "елка стояла у окна и мать еще", 7),
        ("Старый за\u0301мок стоял на горе у реки", "старый замок стоял на горе", 5),
        ("Le café où il a été reçu était fermé", unicodedata.normalize("NFD", "café où il a été reçu"), 6),
        ("Don’t say it’s the captain’s bell again", "don't say it's the captain's bell", 6),
        ("राम और श्याम नदी के किनारे बैठे थे", "श्याम नदी के किनारे बैठे", 5),
        ("ذهب الولد إلى المدرسة في الصباح الباكر", "الولد إلى المدرسة في الصباح", 5),
        ("나는 어제 시장에서 사과를 세 개 샀다", "어제 시장에서 사과를 세 개", 5),
        ("老漁夫在海邊修補他的舊漁網直到天黑", "老漁夫在海邊修補他的", 5),
        ("おばあさんは台所で古いやかんを磨いていた", "台所で古いやかんを磨", 5),
        ("แมวของป้านอนอยู่บนกำแพงทุกเช้า", "แมวของป้านอนอยู่บนกำแพงทุกเช้า", 6),
    ],
)
def test_every_script_has_words(training: str, copy: str, words: int) -> None:
    (span,) = TrainingText([training]).compare(f"… {copy} …").spans
    assert (span.begin, span.end, span.words) == (2, 2 + len(copy), words)


SCRIPTS = st.lists(st.sampled_from(["один", "ёж", "two", "дом", "e\u0301t", "व्यक्ति", "漁", "ก", "ok"]), max_size=40)


@settings(max_examples=200)
@given(st.lists(SCRIPTS, max_size=4), SCRIPTS)
def test_spans_are_those_of_an_exhaustive_search(passages: list[list[str]], output: list[str]) -> None:
    weight = {"漁": 0.5, "ก": 0.25}
    copied: set[int] = set()
    longest = 0.0
    for begin in range(len(output)):
        for end in range(begin + 1, len(output) + 1):
            words = sum(weight.get(word, 1.0) for word in output[begin:end])
            part = output[begin:end]
            if words >= SPAN and any(
                part == passage[at : at + len(part)] for passage in passages for at in range(len(passage))
            ):
                copied |= set(range(begin, end))
                longest = max(longest, words)
    text = " ".join(output)
    found = TrainingText(" ".join(passage) for passage in passages).compare(text)
    assert found.copied == round(sum(weight.get(output[place], 1.0) for place in copied))
    assert found.longest == int(longest)
    assert [span.begin for span in found.spans] == sorted({span.begin for span in found.spans})
    assert [span.end for span in found.spans] == sorted({span.end for span in found.spans})


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_text_can_be_compared_with_any(training: str, text: str) -> None:
    found = TrainingText([training, text]).compare(text)
    assert 0 <= found.copied <= found.words
    assert all(0 <= span.begin < span.end <= len(text) for span in found.spans)


@given(st.integers(0, 2**16))
def test_a_text_is_copied_from_itself_whole(seed: int) -> None:
    text = " ".join(random.Random(seed).choices(NET.split() + KETTLE.split(), k=60))
    found = TrainingText([text]).compare(text)
    assert (found.coverage, found.longest) == (1, 60)


def test_texts_are_pooled_by_their_words() -> None:
    floor = human_floor(TrainingText([NET]), [NET, KETTLE, "the old net behind the door"])
    assert floor == CopiedText(words=17 + 16 + 6, copied=17 + 5, longest=17)
    assert pooled([]) == CopiedText(0, 0)


# The prefix test


def test_a_recited_continuation_is_exact_even_where_its_last_word_was_cut() -> None:
    test = prefix_test(TrainingText([NET, KETTLE]), [(NET, NET[:-1]), (KETTLE, "Nobody knew."), (KETTLE, "")])
    assert (test.tested, test.exact, test.rate) == (3, 1, 1 / 3)
    assert test.mean_longest == 16 / 3
    assert test.pooled.longest == 16


def test_a_continuation_that_stops_early_or_changes_a_word_is_not_exact() -> None:
    test = prefix_test(
        TrainingText([NET]), [(NET, NET[: len(NET) // 2]), (NET, NET.replace("church", "inn")), ("", "")]
    )
    assert test.exact == 0


def test_words_that_a_continuation_takes_from_its_own_prefix_are_not_copied() -> None:
    training = TrainingText([NET, KETTLE])
    pairs = [("", NET), ("", NET)]
    assert prefix_test(training, pairs).pooled.copied == 2 * prefix_test(training, pairs, [NET, ""]).pooled.copied
    assert prefix_test(training, pairs, [NET, NET]).mean_longest == 0


# Verdicts


FLOOR = CopiedText(10_000, 100)


def test_a_model_may_copy_twice_what_the_author_does_and_what_chance_adds_in_few_words() -> None:
    assert copy_limit(FLOOR, 0.0, 10**9) == pytest.approx(0.02, rel=0.01)
    assert copy_limit(FLOOR, 0.0, 10**9, factor=3) == pytest.approx(0.03, rel=0.01)
    limits = [copy_limit(FLOOR, 0.0, words) for words in (100, 400, 2_000)]
    assert limits == sorted(limits, reverse=True)
    # In 400 words a phrase or two are no reciting, a whole sentence in each tenth word is.
    assert 12 / 400 < limits[1] < 0.1


def test_what_the_base_copies_before_it_has_learnt_is_allowed_for() -> None:
    assert copy_limit(FLOOR, 0.3, 400) > 0.3 + copy_limit(FLOOR, 0.0, 10**9)


def test_an_author_whose_rate_is_not_known_gets_the_usual_one_or_the_higher_that_was_seen() -> None:
    unknown = copy_limit(CopiedText(100, 0), 0.0, 10**9)
    assert unknown == pytest.approx(0.04, rel=0.01)
    assert copy_limit(CopiedText(0, 0), 0.0, 10**9) == unknown
    assert copy_limit(CopiedText(100, 40), 0.0, 10**9) == pytest.approx(0.8, rel=0.01)
    assert copy_limit(CopiedText(10_000, 0), 0.0, 10**9) == pytest.approx(0.004, rel=0.01)


@pytest.mark.parametrize(
    ("copied", "longest", "floor", "verdict"),
    [
        (40, 12, None, "green"),
        (41, 5, None, "amber"),
        (100, 49, None, "amber"),
        (101, 5, None, "red"),
        (0, 13, None, "amber"),
        (0, 50, None, "red"),
        (30, 12, CopiedText(10_000, 150), "green"),
        (31, 12, CopiedText(10_000, 150), "amber"),
        (41, 12, CopiedText(1_000, 100), "amber"),
        (4, 5, CopiedText(10_000, 0), "green"),
        (101, 5, CopiedText(10_000, 9_000), "red"),
    ],
)
def test_outputs_are_judged_by_twice_the_authors_own_rate(
    copied: int, longest: int, floor: CopiedText | None, verdict: str
) -> None:
    assert output_verdict(CopiedText(1_000, copied, longest), floor) == verdict


def test_an_author_whose_rate_is_not_known_is_taken_for_a_usual_one() -> None:
    assert green_coverage(None) == green_coverage(CopiedText(100, 0)) == 0.04


@pytest.mark.parametrize(
    ("exact", "longest", "base", "verdict"),
    [(0, 8, 0, "green"), (1, 8, 0, "amber"), (2, 8, 0, "red"), (2, 8, 2, "green"), (0, 8.5, 0, "amber")],
)
def test_the_prefix_test_is_judged_against_the_base(exact: int, longest: float, base: int, verdict: str) -> None:
    nothing = CopiedText(0, 0)
    assert prefix_verdict(PrefixTest(100, exact, longest, nothing), PrefixTest(100, base, 1, nothing)) == verdict
