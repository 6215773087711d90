"""The parts of a scorecard: one method adds one part.

It takes the scorecard so far and returns it with more. A part only needs what stands on the scorecard before it, and
the answers in the run's folder: so a scoring that was cut off goes on with the part that is missing. What several parts
need is measured once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from styles.abilities.forgetting import KL_GREEN
from styles.corpus.corpus import Corpus
from styles.measures.intervals import Interval
from trainer.model.copying import copied_answers, with_prefixes
from trainer.model.divergence import Measured, Piece
from trainer.model.held_out_answers import Question, answer_at_strength, answer_prompts, held_out_questions
from trainer.model.score_abilities import (
    GeneralAnswers,
    divergence,
    drift,
    general_answers,
    general_losses,
    loss_change,
    meaning_kept,
    other_authors,
    refusals,
    rules_kept,
)
from trainer.model.score_context import ScoreContext
from trainer.scorecard.answered_prompts import AnsweredPrompt
from trainer.scorecard.figures import Abilities, Strength
from trainer.scorecard.pooled_answers import AuthorStyle, Pools, style_gap
from trainer.scorecard.scorecard import Scorecard, recommended
from trainer.scorecard.scoring_time import too_few

MOST_ANSWERED = 2
"""Strengths below or above 1 at which prompts are answered: the strongest that abilities allow, and the next."""


class Measures:
    """Measures of one run, part by part."""

    def __init__(self, context: ScoreContext, corpus: Corpus) -> None:
        self._context, self._corpus = context, corpus

    @cached_property
    def _asked(self) -> list[Question]:
        return held_out_questions(self._context, self._corpus)

    @cached_property
    def _answered(self) -> list[AnsweredPrompt]:
        # Where there is no style gap to tell, the prompts show what is copied and refused: once is enough.
        rounds = 1 if too_few(self._corpus, self._context.settings) else self._context.settings.rounds
        return answer_prompts(self._context, self._asked, rounds)

    @cached_property
    def _general(self) -> GeneralAnswers:
        return general_answers(self._context, self._corpus.language)

    def style(self, card: Scorecard) -> Scorecard:
        """Add the style gap of the held-out answers and their copying."""
        few, author, gap = too_few(self._corpus, self._context.settings), AuthorStyle.of(self._corpus), None
        if self._answered and author and not few:
            gap = style_gap(author, Pools(self._answered))
        return replace(card, style=gap, too_few=few, originality=copied_answers(self._corpus, self._answered))

    def prefixes(self, card: Scorecard) -> Scorecard:
        """Add the continuations of training passages' beginnings."""
        found = card.originality
        return replace(card, originality=found and with_prefixes(self._context, self._corpus, found))

    def abilities(self, card: Scorecard) -> Scorecard:
        """Add drift, KL to the base, language loyalty and refusals."""
        texts, answers = self._at(1.0)
        kept = Abilities(
            drift=drift(texts, 1.0),
            languages={language: drift({language: found}, 1.0) for language, found in texts.items()},
            kl=divergence(answers, 1.0),
            rules=None,
            loyalty=self._general.loyalty,
            refusals=refusals(self._answered, self._general),
        )
        return replace(card, abilities=kept)

    def rules(self, card: Scorecard) -> Scorecard:
        """Add the kept instructions, if the base follows any."""
        if not card.abilities or not self._follows:
            return card
        kept = replace(card.abilities, rules=rules_kept(self._context, self._corpus.language))
        return replace(card, abilities=kept)

    def strengths(self, card: Scorecard) -> Scorecard:
        """Add the trade-off over strength, where there is a style gap.

        Abilities forbid a strength or not; the more of it, the farther from the base. So it is looked for above 1 where
        they are green there, else below, and only where they are green is the style asked for.
        """
        author, style, abilities = AuthorStyle.of(self._corpus), card.style, card.abilities
        if not (author and style and style.styled and abilities):
            return card
        zero = Interval(0.0, 0.0, 0.0)
        found = {1.0: Strength(1.0, style.styled, abilities.drift, abilities.kl), 0.0: Strength(0.0, zero, zero, zero)}
        self._look(found)
        allowed = sorted(
            (one for one in found if one not in (0.0, 1.0) and found[one].verdict == "green"), reverse=True
        )
        pools = Pools(self._answered)
        for strength in allowed[:MOST_ANSWERED]:
            self._context.check()
            answers = answer_at_strength(self._context, self._asked, self._answered, strength)
            found[strength] = replace(found[strength], gap=pools.gap_of(answers, author, style.words))
        listed = tuple(found[strength] for strength in sorted(found))
        return replace(card, strengths=listed, recommended=recommended(listed))

    def meaning(self, card: Scorecard) -> Scorecard:
        """Add how much of a passage its rewritten paraphrase keeps."""
        possible = self._follows and self._corpus.held_out
        return replace(card, meaning=meaning_kept(self._context, self._corpus) if possible else None)

    def losses(self, card: Scorecard) -> Scorecard:
        """Add the loss change on the author's held-out and others' texts."""
        most = self._context.settings.loss_passages
        own = [Piece(one.passage.text, one.message) for one in self._asked][:most]
        return replace(
            card,
            own=loss_change(self._context, own),
            others=loss_change(self._context, other_authors(self._context, self._corpus)),
        )

    @property
    def _follows(self) -> bool:
        return self._context.loaded_styles.base.follows_instructions

    def _look(self, found: dict[float, Strength]) -> None:
        """Measure abilities at further strengths, two at a time.

        Above 1 where they are green there, else below.
        """
        left = self._worth_a_look(found[1.0])
        while left:
            looked_at, left = left[:MOST_ANSWERED], left[MOST_ANSWERED:]
            texts, answers = self._at(*looked_at)
            for one in looked_at:
                found[one] = Strength(one, None, drift(texts, one), divergence(answers, one))
            if any(found[one].verdict == "green" for one in looked_at):
                return

    def _worth_a_look(self, at_one: Strength) -> list[float]:
        """Return strengths where abilities may be green, below 1 the strongest first.

        The KL grows as the square of the strength, near enough to tell where there is no hope.
        """
        if at_one.verdict == "green":
            return [one for one in self._context.strengths if one > 1.0]
        below = sorted((one for one in self._context.strengths if 0.0 < one < 1.0), reverse=True)
        hopeful = [one for one in below if one * one * at_one.general_kl.value <= 1.5 * KL_GREEN]
        return hopeful or below[-1:]

    def _at(self, *strengths: float) -> tuple[Mapping[str, Sequence[Measured]], Sequence[Measured]]:
        """Return costs of general texts and general answers at some strengths."""
        texts = general_losses(self._context, self._corpus.language, strengths)
        return texts, self._context.diverge(self._general.pieces, strengths)
