"""Files made for hosted fine-tuning: every pair becomes an example as it is, and what is no pair is listed."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from styles.cleaning.clean import CleanText, clean
from styles.corpus.builder import build_corpus
from styles.corpus.corpus import Corpus
from styles.corpus.passages import PassageSize
from styles.errors import TextError
from styles.examples.examples import ExampleSettings, build, held_out_examples
from styles.formats import chat
from styles.texts import private
from styles.texts.readers import read_bytes
from styles.texts.restoration import put_back
from tests.toy import toy_corpus, toy_paragraphs

SIZE = PassageSize(15, 40)
TOY = toy_paragraphs(6)
ANSWER = "The tide was out.\n\n\nNobody saw it go,\n    not even [1] the heron.\n\nCHAPTER II\n\n* * *\n\n12"
"""Full of what is struck from a book."""


def lines(*entries: Any) -> bytes:
    return "\n".join(
        entry if isinstance(entry, str) else json.dumps(entry, ensure_ascii=False) for entry in entries
    ).encode()


def turn(role: str, content: Any, **more: Any) -> dict[str, Any]:
    return {"role": role, "content": content, **more}


def talk(*turns: dict[str, Any]) -> dict[str, Any]:
    return {"messages": list(turns)}


def pair(request: str, answer: str) -> dict[str, Any]:
    return talk(turn("user", request), turn("assistant", answer))


def cleaned(data: bytes) -> CleanText:
    return clean(read_bytes(data, "export.jsonl"))


def pairs(text: CleanText) -> list[tuple[str, str]]:
    return [(asked, "\n\n".join(said)) for asked, said in zip(text.requests, text.chapters, strict=True)]


def reasons(text: CleanText) -> list[tuple[str, str]]:
    return [(removal.reason, removal.text) for removal in text.removals]


def corpus_of(data: bytes, size: PassageSize = SIZE) -> Corpus:
    return build_corpus([cleaned(data)], size)


@pytest.mark.parametrize(
    "entry",
    [
        pair("A harbour?", ANSWER),
        {"prompt": "A harbour?", "completion": ANSWER},
        {"prompt": [turn("user", "A harbour?")], "completion": [turn("assistant", ANSWER)]},
        {"conversations": [{"from": "human", "value": "A harbour?"}, {"from": "gpt", "value": ANSWER}]},
        talk(turn("user", [{"type": "text", "text": "A harbour?"}]), turn("assistant", ANSWER)),
        {"id": "7", "conversations": [turn("user", "A harbour?"), turn("assistant", ANSWER)]},
    ],
)
def test_every_form_gives_the_pair_as_it_was_written(entry: Any) -> None:
    assert pairs(cleaned(lines(entry))) == [("A harbour?", ANSWER)]
    assert pairs(cleaned(json.dumps([entry, entry], indent=2).encode())) == [("A harbour?", ANSWER)] * 2
    assert pairs(cleaned(json.dumps(entry, indent=2).encode("utf-16"))) == [("A harbour?", ANSWER)]


def test_each_pair_becomes_one_example_with_exactly_that_request() -> None:
    written = [
        (f"Write about number {number}.", f"Number {number} stood in the rain.\n\nIt rained on number {number}.")
        for number in range(30)
    ]
    corpus = corpus_of(lines(*(pair(*one) for one in written)))
    settings = ExampleSettings()
    train = build(corpus.train, "en", settings, 1)
    held_out = held_out_examples(corpus.held_out, "en", settings)
    assert held_out
    assert {example.task for example in train + held_out} == {"answer"}
    found = [(example.prompt, example.completion) for example in train + held_out]
    assert len(found) == len(set(found)) == 29  # one is the gap between train and held-out
    assert set(found) < set(written)


def test_an_answer_is_used_although_it_repeats_its_request() -> None:
    (example,) = build(
        corpus_of(lines(pair("the old man by the sea", "The old man by the sea."))).train, "en", ExampleSettings(), 1
    )
    assert (example.prompt, example.completion) == ("the old man by the sea", "The old man by the sea.")


def test_an_answer_longer_than_any_passage_is_parted_and_its_request_goes_with_the_beginning() -> None:
    answer = "\n\n".join(f"Boat {number} came in before the rain and we counted the nets again." for number in range(9))
    corpus = corpus_of(lines(pair("Boats?", answer)))
    passages = [*corpus.train, *corpus.held_out]
    assert len(passages) > 1
    assert [passage.request for passage in passages] == ["Boats?"] + [""] * (len(passages) - 1)


def test_several_turns_give_a_pair_each_with_the_request_just_before() -> None:
    entry = talk(
        turn("assistant", "Good evening."),
        turn("user", "First"),
        turn("assistant", "One."),
        turn("user", "Second"),
        turn("user", "and please"),
        turn("assistant", "Two."),
        turn("user", "Third"),
    )
    text = cleaned(lines(entry))
    assert pairs(text) == [("", "Good evening."), ("First", "One."), ("Second\n\nand please", "Two.")]
    assert reasons(text) == [("unanswered request", "Third")]


def test_what_is_neither_request_nor_answer_is_listed() -> None:
    system = turn("system", "You are a poet.")
    entry = talk(
        system,
        turn("user", "Look it up"),
        turn("assistant", "Not to be learnt.", weight=0),
        turn("tool", "12 degrees"),
        turn("user", "Say it"),
        turn("assistant", "It is cold."),
    )
    text = cleaned(lines(entry, talk(system, turn("user", "Again"), turn("assistant", "Still cold."))))
    assert pairs(text) == [("Say it", "It is cold."), ("Again", "Still cold.")]
    assert reasons(text) == [
        ("system message", "You are a poet."),
        ("unanswered request", "Look it up"),
        ("other message", "Not to be learnt."),
        ("other message", "12 degrees"),
    ]


@pytest.mark.parametrize(
    "broken",
    [
        '{"messages": [{"role": "us',
        "[1, 2]",
        '{"text": "no pair"}',
        '{"messages": [{"role": "user", "content": 7}]}',
        '{"messages": ["hello"]}',
        '{"a":' * 100_000,
        "9" * 10_000,
    ],
)
def test_broken_lines_are_passed_over_and_listed_by_their_number(broken: str) -> None:
    text = cleaned(lines(pair("A?", "A."), broken, "", pair("B?", "B.")))
    assert pairs(text) == [("A?", "A."), ("B?", "B.")]
    ((reason, shown),) = reasons(text)
    assert reason == "broken line"
    assert shown.startswith("2: ")
    assert len(shown) < 400


def test_many_broken_lines_are_counted_not_kept() -> None:
    text = cleaned(lines(pair("A?", "A."), *["{"] * 50_000))
    assert len(text.removals) == 101
    assert text.removals[-1].text == "… +49,900"


@pytest.mark.parametrize(
    ("data", "line"),
    [
        (lines('{"text": "a b c"}', '{"text": "d e f"}'), "line 1"),
        (lines("[", '{"messages": [', "oops"), "line 2"),
        (lines("[]"), "no line has an answer"),
        (lines(talk(turn("user", "Anyone?"))), "no line has an answer"),
        (lines('{"name": "a package",', '"version": "1.0"}'), "line 1"),
    ],
)
def test_where_there_is_no_pair_the_sentence_says_the_line_and_what_would_be_right(data: bytes, line: str) -> None:
    with pytest.raises(TextError, match="Each line should look like") as raised:
        read_bytes(data, "export.jsonl")
    assert line in str(raised.value)
    assert "`export.jsonl`" in str(raised.value)
    assert "a b c" not in str(raised.value)


def test_more_answers_than_anyone_needs_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat, "MOST_ANSWERS", 3)
    with pytest.raises(TextError, match="more than 3 answers"):
        read_bytes(lines(*[pair("A?", "A.")] * 4), "export.jsonl")


def test_halves_of_characters_and_form_feeds_do_no_harm() -> None:
    text = cleaned(b'{"prompt": "\\ud83d?", "completion": "One\\ftwo \\ud800 three\\u00ad."}')
    assert len(text.chapters) == 1
    for said in pairs(text)[0]:
        said.encode("utf-8")
    assert "\xad" not in "".join(text.paragraphs)


@pytest.mark.parametrize(
    "prose", ['"Well," she said.', "[Illustration]\n\nIt rained.", "[1] A note.", "{Page 3} It rained."]
)
def test_prose_is_not_taken_for_json(prose: str) -> None:
    assert cleaned(prose.encode()).requests == ()


@given(
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.text(),
        lambda inner: (
            st.lists(inner)
            | st.dictionaries(
                st.sampled_from(["messages", "role", "content", "prompt", "completion", "from", "value"]), inner
            )
        ),
        max_leaves=20,
    )
)
def test_any_json_ends_in_answers_or_in_a_sentence(entry: Any) -> None:
    for data in (json.dumps([entry]), json.dumps({"messages": entry}), json.dumps({"messages": [entry]})[:-1]):
        try:
            found = chat.read_chat(data, "`x`")
        except TextError:
            continue
        assert len(found.texts) == len(found.requests) > 0


def test_one_answer_to_two_requests_is_two_examples_and_the_same_pair_twice_is_one() -> None:
    answer = " ".join(TOY[:2])
    data = lines(pair("First?", answer), pair("Second?", answer), pair("First?", answer))
    (found, other), again = corpus_of(data, PassageSize(50, 400)).train[:2], corpus_of(data, PassageSize(50, 400))
    assert (found.request, other.request) == ("First?", "Second?")
    assert [one.why.reason for one in again.left_out] == ["near-duplicate"]


def test_private_things_in_requests_are_found_and_masked_like_those_in_answers() -> None:
    written = [("Write to ann@example.org", "To bob@example.org: it rained."), ("Again, ann@example.org", "It rained.")]
    text = cleaned(lines(*(pair(*one) for one in written)))
    things = private.find(text)
    assert [thing.text for thing in things] == ["bob@example.org", "ann@example.org", "ann@example.org"]
    assert pairs(private.mask(text, things[1:])) == [
        ("Write to [e-mail]", "To bob@example.org: it rained."),
        ("Again, [e-mail]", "It rained."),
    ]
    assert "@" not in repr(pairs(private.mask(text, things)))


def test_nothing_around_the_answers_can_be_put_back_into_them() -> None:
    entry = talk(turn("system", "You are a poet."), turn("user", "A?"), turn("assistant", ANSWER))
    text = cleaned(lines(entry, "{"))
    assert len(text.removals) == 2
    assert put_back(text, {0, 1}) == text


def test_a_corpus_of_chats_survives_its_json_and_one_of_prose_keeps_its_hash() -> None:
    corpus = corpus_of(lines(*(pair(f"Ask {number}", f"{TOY[number]}") for number in range(6))))
    assert Corpus.from_json(json.loads(json.dumps(corpus.to_json()))) == corpus
    assert any(passage.request for passage in corpus.train)
    assert not any("request" in passage for passage in toy_corpus(12).to_json()["train"])
