"""Where a word is forbidden, another word is written: none is made up of its pieces or of the one before it."""

import random
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
import torch
from transformers import AutoTokenizer

from styles.language.words import words
from styles.measures.copying import TrainingText
from styles.measures.no_copy import NoCopy
from tests.places import MODELS
from trainer.bases import EMBEDDED
from trainer.model.never_recite import NeverRecite

REAL = ["tokenizer-qwen2.5-instruct", "tokenizer-smollm2-135m-instruct"]
NOTHING = -40.0


@pytest.fixture(params=["embedded", *(pytest.param(name, marks=pytest.mark.corpora) for name in REAL)], scope="module")
def tokenizer(request: pytest.FixtureRequest) -> Any:
    """Return a tokenizer that knows few words, one that knows many, and one that spells Russian byte by byte."""
    if request.param == "embedded":
        return AutoTokenizer.from_pretrained(str(EMBEDDED.folder))
    if MODELS is None:
        pytest.skip("no real tokenizers beside the checkout")
    return AutoTokenizer.from_pretrained(MODELS / request.param)


def encoded(tokenizer: Any, text: str) -> list[int]:
    return list(tokenizer(text, add_special_tokens=False)["input_ids"])


def left(tokenizer: Any, passage: str, text: str, liked: Mapping[str, float], min_p: float = 0.05) -> set[str]:
    """Return which of the liked pieces may still be drawn behind a text; the first token stands for each."""
    scores = torch.full((1, len(tokenizer)), NOTHING)
    tokens = {piece: encoded(tokenizer, piece)[0] for piece in liked}
    for piece, liking in liked.items():
        scores[0, tokens[piece]] = liking
    recite = NeverRecite(NoCopy([passage], 5), tokenizer, 0, min_p)
    kept = recite(torch.tensor([encoded(tokenizer, text)]), scores)[0]  # type: ignore[arg-type]
    return {piece for piece, token in tokens.items() if kept[token] > NOTHING}


ENGLISH = "the postman saw no blood on the grass"


@pytest.mark.parametrize("min_p", [0.0, 0.05])
def test_no_letter_is_set_behind_the_word_before_the_forbidden_one(tokenizer: Any, min_p: float) -> None:
    liked = {" blood": 0.0, "blood": -8.0, "Blood": -8.1, "B": -9.0, "-": -9.2, "'": -9.3, " harm": -8.5, ",": -9.0}
    assert left(tokenizer, ENGLISH, "The postman saw no", liked, min_p) == {" harm", ","}


def test_no_answer_ends_because_its_next_word_is_forbidden(tokenizer: Any) -> None:
    end = tokenizer.eos_token
    assert left(tokenizer, ENGLISH, "The postman saw no", {" blood": 0.0, end: -8.0, " harm": -8.5}) == {" harm"}
    assert left(tokenizer, ENGLISH, "The postman saw no", {" blood": 0.0, end: -1.0, " harm": -8.5}) == {end}


def test_a_forbidden_word_is_forbidden_in_capitals_and_behind_quotation_marks(tokenizer: Any) -> None:
    for behind, piece in ((" “", "Blood"), ("\n", "blood"), (" —", " BLOOD"), (" (", "bl")):
        text = f"The postman saw no{behind}"
        assert left(tokenizer, ENGLISH, text, {" blood": 0.0, piece: -4.0, "gr": -6.0}) == {"gr"}, text


def test_a_word_that_goes_on_as_it_would_have_anyway_is_written(tokenizer: Any) -> None:
    passage = "he met the old man walking by"
    assert left(tokenizer, passage, "So he met the old man", {"d": 0.0, " walking": -1.0}) == {"d"}


def test_where_no_word_is_forbidden_all_stays_as_it_is(tokenizer: Any) -> None:
    liked = {" blood": 0.0, "blood": -1.0, " harm": -2.0, "'": -2.1}
    assert left(tokenizer, ENGLISH, "The baker saw no", liked) == {*liked}


@pytest.mark.corpora
@pytest.mark.skipif(MODELS is None, reason="no real tokenizers beside the checkout")
def test_a_short_word_with_which_the_forbidden_one_begins_is_written_where_it_is_likely() -> None:
    tokenizer = AutoTokenizer.from_pretrained(MODELS / REAL[0])  # type: ignore[operator]
    passage = "he came in and then he sat down"
    assert left(tokenizer, passage, "He came in and", {" then": 0.0, " the": -1.0, " left": -2.0}) == {" the", " left"}
    assert left(tokenizer, passage, "He came in and", {" then": 0.0, " the": -5.0, " left": -6.0}) == {" left"}
    assert left(tokenizer, passage, "He came in and the", {"n": 0.0, " dog": -6.0}) == {" dog"}


class Parrot:
    """A made-up model: it recites a passage, knows some other words, and would set any piece where none is left."""

    def __init__(self, tokenizer: Any, passage: str, others: str, seed: int) -> None:
        self._tokenizer, self._rng = tokenizer, random.Random(seed)
        self._recited = [f" {word}" for word in passage.split()]
        self.words = {*words(passage), *words(others)}
        known = {*self._recited, *(f" {word}" for word in others.split())}
        self._spelled = {word: encoded(tokenizer, word) for word in sorted(known)}
        pieces = {token for ids in self._spelled.values() for token in ids}
        pieces |= {encoded(tokenizer, word.strip().title())[0] for word in known}
        self._pieces = sorted(pieces)

    def text(self, forbid: Any, count: int) -> str:
        """Return what it writes in so many words."""
        written, begun, done = list[int](), list[int](), 0
        while done < count:
            wish = self._recited[done % len(self._recited)]
            scores = torch.full((1, len(self._tokenizer)), NOTHING)
            for token, liking in self._likings(wish, begun):
                scores[0, token] = max(float(scores[0, token]), liking + self._rng.random())
            written.append(int(forbid(torch.tensor([written]), scores).argmax()))
            begun.append(written[-1])
            # A word is complete, or made up.
            if begun in self._spelled.values() or not self._goes_on(begun):
                begun, done = [], done + 1
        return str(self._tokenizer.decode(written))

    def _goes_on(self, begun: list[int]) -> bool:
        return any(ids[: len(begun)] == begun for ids in self._spelled.values())

    def _likings(self, wish: str, begun: list[int]) -> Iterator[tuple[int, float]]:
        yield from ((token, -12.0) for token in self._pieces)
        at = len(begun)
        for word, ids in self._spelled.items():
            if ids[:at] == begun and len(ids) > at:
                yield ids[at], 0.0 if word == wish else -8.0


RUSSIAN = "мимо старой мельницы текла река и никто не пришёл туда прощаться когда кончилась осень"
OTHERS_EN = "bread quiet zebra under window yellow farmer jumped village"
OTHERS_RU = "хлеб утром стол шапка часы ходила сонный учитель яблоко цветок фонарь"


@pytest.mark.parametrize(("passage", "others"), [(ENGLISH, OTHERS_EN), (RUSSIAN, OTHERS_RU)], ids=["en", "ru"])
@pytest.mark.parametrize("seed", range(3))
def test_a_model_that_recites_writes_its_own_words_and_whole_ones(
    tokenizer: Any, passage: str, others: str, seed: int
) -> None:
    parrot = Parrot(tokenizer, passage, others, seed)
    assert passage in parrot.text(lambda _, scores: scores, 30)
    text = parrot.text(NeverRecite(NoCopy([passage], 5), tokenizer, 0, 0.05), 30)
    assert {*words(text)} <= parrot.words, text
    assert TrainingText([passage]).compare(text).longest < 5
