"""Pooled answers to held-out prompts, and each column's style gap."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from styles import profiles
from styles.corpus.corpus import Corpus
from styles.language.words import count_words
from styles.measures.intervals import Interval
from styles.measures.reference import Reference, Vector
from styles.measures.stylometry import BASE, HUMAN, attribution, style_gaps, verified
from trainer.compare.comparison import COLUMNS
from trainer.scorecard.answered_prompts import AnsweredPrompt
from trainer.scorecard.figures import StyleGap


@dataclass(frozen=True)
class AuthorStyle:
    """The author's style as reference, rates and words."""

    reference: Reference
    rates: Vector
    words: int

    @classmethod
    def of(cls, corpus: Corpus) -> "AuthorStyle | None":
        """Return the author's style; None without reference authors in the language."""
        reference = profiles.reference(corpus.language)
        if reference is None or not corpus.train:
            return None
        rates = reference.rates(passage.text for passage in corpus.train)
        return cls(reference, rates, sum(passage.words for passage in corpus.train))


class Pools:
    """The answers, pooled by passage.

    Several answers to one passage are drawn together.
    """

    def __init__(self, answered: Sequence[AnsweredPrompt]) -> None:
        self.answered = answered
        self._numbers: dict[str, list[int]] = defaultdict(list)
        for one in answered:
            self._numbers[one.passage].append(one.number)
        self.human = list(self._numbers)
        by_number = {one.number: one for one in answered}
        self.columns = {
            column: self._joined(lambda number, column=column: by_number[number].answers[column])  # type: ignore[misc]
            for column in COLUMNS
        }

    def _joined(self, text: Callable[[int], str]) -> list[str]:
        return ["\n\n".join(text(number) for number in numbers) for numbers in self._numbers.values()]

    def gap_of(self, answers: Mapping[int, str], author: AuthorStyle, most_words: int) -> Interval | None:
        """Return the style gap closed by other answers, by prompt number.

        None where it cannot be measured.
        """
        texts = self._joined(answers.__getitem__)
        if not any(count_words(text) for text in texts):
            return None
        samples = {BASE: self.columns["base"], HUMAN: self.human, "styled": texts}
        return style_gaps(samples, author.rates, author.reference, most_words).closed("styled")


def style_gap(author: AuthorStyle, pools: Pools) -> StyleGap | None:
    """Return the style gap of each column; None if one is empty."""
    samples: dict[str, list[str]] = {HUMAN: pools.human, **{name: pools.columns[name] for name in COLUMNS}}
    if not all(any(count_words(text) for text in texts) for texts in samples.values()):
        return None
    gaps = style_gaps(samples, author.rates, author.reference)
    rates = {name: author.reference.rates(texts) for name, texts in samples.items()}
    fair = author.reference.known_from(author.words)
    attributed = attribution(rates["styled"], author.rates, fair)
    return StyleGap(
        words=gaps.words,
        passages=len(pools.human),
        answers=len(pools.answered) // max(1, len(pools.human)),
        distances={name: gaps.distance(name) for name in (BASE, "few_shot", "styled", HUMAN)},
        few_shot=gaps.closed("few_shot"),
        styled=gaps.closed("styled"),
        lead=gaps.lead("styled", "few_shot"),
        rank=attributed.rank,
        candidates=attributed.candidates,
        verified=verified(rates["styled"], author.rates, fair),
        human_verified=verified(rates[HUMAN], author.rates, fair),
    )
