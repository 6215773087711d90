"""Examples as cards: nothing of a text becomes mark-up, and what is learnt can be told without seeing colours."""

import re

from styles.examples.examples import Example
from trainer.processes.tokenized_examples import Segment, TokenizedExample
from ui.html.examples import Card, cards
from ui.strings.strings import ENGLISH, RUSSIAN

HOSTILE = "<script>alert(1)</script> ${alert(2)} {{ alert(3) }} \"' & `x`"
SEEN = TokenizedExample(
    (
        Segment("<|user|>", False, True),
        Segment("Write.", False, False),
        Segment("It rained.", True, False),
        Segment("<|end|>", True, True),
    ),
    tokens=9,
    learnt=4,
    cut=0,
    ends=True,
)


def card(
    seen: TokenizedExample | None = SEEN, changed: bool = False, dropped: bool = False, text: str = "It rained."
) -> str:
    made = Example("write", "Write.", text, 0)
    return cards([Card("abc", made, changed, dropped, seen)], "en", ENGLISH)


def buttons(html: str) -> list[str]:
    return re.findall(r'data-act="(\w+)"', html)


def test_what_is_learnt_is_marked_and_what_is_asked_is_not() -> None:
    html = card()
    assert '<span class="asked">Write.</span><ins class="learnt">It rained.</ins>' in html
    assert '<span class="asked mark">&lt;|user|&gt;</span>' in html
    assert '<ins class="learnt mark">&lt;|end|&gt;</ins>' in html
    assert "9\u00a0tokens, 4 of them learnt" in html


def test_no_text_becomes_mark_up() -> None:
    seen = TokenizedExample((Segment(HOSTILE, True, False),), 1, 1, 0, True)
    for html in (card(seen), card(None, text=HOSTILE)):
        assert "<script" not in html
        assert "&lt;script&gt;" in html
        assert html.count("&quot;&#x27; &amp;") == 1


def test_without_the_base_prompt_and_completion_are_shown_all_the_same() -> None:
    html = card(None)
    assert "Write." in html
    assert '<ins class="learnt">It rained.</ins>' in html
    assert "tokens, " not in html


def test_a_card_offers_what_can_be_done_with_it() -> None:
    assert buttons(card()) == ["edit", "drop"]
    assert buttons(card(changed=True)) == ["edit", "drop", "restore"]
    assert buttons(card(dropped=True)) == ["restore"]
    assert 'class="example dropped"' in card(dropped=True)


def test_cut_endless_and_lost_examples_say_so() -> None:
    assert "3\u00a0tokens beyond max_length" in card(TokenizedExample(SEEN.segments, 9, 4, 3, False))
    assert ENGLISH.example_no_end in card(TokenizedExample(SEEN.segments, 9, 4, 0, False))
    assert ENGLISH.example_lost in card(TokenizedExample(SEEN.segments, 0, 0, 0, False, used=False))
    assert ENGLISH.example_no_end not in card()


def test_the_key_is_in_the_pages_language_and_there_is_none_without_cards() -> None:
    made = Example("answer", "Дождь?", "Шёл дождь.", 0)
    html = cards([Card("abc", made, False, False, None)], "ru", RUSSIAN)
    assert RUSSIAN.example_legend["learnt"] in html
    assert "Ваши пары" in html
    assert cards([], "ru", RUSSIAN) == ""
