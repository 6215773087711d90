"""Measures of abilities and learning: losses, general answers, rules, meaning.

They show what the styled model has kept of the base, and what it has learnt of the author.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from styles.abilities import forgetting, languages_for, other_language
from styles.abilities.general_prompts import GeneralPrompt, general_prompts
from styles.abilities.general_texts import general_texts
from styles.abilities.loyalty import language_loyalty
from styles.abilities.refusals import refuses
from styles.abilities.rules import passed, rules
from styles.corpus.corpus import Corpus, Passage
from styles.examples.examples import held_out_prompts
from styles.examples.templates import ask
from styles.examples.view_checks import ask_for_paraphrase
from styles.language.sentences import first_sentences
from styles.language.words import count_words
from styles.measures.intervals import Interval, mean_difference, wilson
from styles.measures.meaning import chrf, names_and_numbers
from trainer.library import gallery
from trainer.model.answers import Manner, PromptRequest
from trainer.model.divergence import Measured, Piece
from trainer.model.held_out_answers import comparison_of
from trainer.model.loaded_styles import BASE
from trainer.model.score_context import ScoreContext
from trainer.scorecard.answered_prompts import AnsweredPrompt
from trainer.scorecard.figures import LossChange, LoyaltyChange, Meaning, Refusals, Rules

Item = TypeVar("Item")
FEW_TOKENS = (24, 64)
"""Instructions that are answered in so few tokens are not asked beside those that take more."""

# --- losses ---


def loss_change(context: ScoreContext, pieces: Sequence[Piece]) -> LossChange | None:
    """Return the change of loss on some texts; None without any."""
    found = context.diverge(pieces, (1.0,), context.settings.loss_tokens)
    if not found:
        return None
    tokens, characters = sum(one.tokens for one in found), sum(one.characters for one in found)
    base = sum(one.base * one.tokens for one in found)
    styled = sum(one.styled[1.0] * one.tokens for one in found)
    return LossChange(
        passages=len(found),
        base=base / tokens,
        styled=styled / tokens,
        change=drift({"": found}, 1.0),
        base_per_character=base / characters,
        styled_per_character=styled / characters,
    )


def other_authors(context: ScoreContext, corpus: Corpus) -> list[Piece]:
    """Return the gallery's passages in the same language by other authors."""
    own = {passage.text for passage in (*corpus.train, *corpus.held_out)}
    texts = [
        text
        for style in gallery.shipped()
        if style.language == corpus.language and own.isdisjoint(style.passages)
        for text in style.passages
    ]
    passages = [Passage(text, count_words(text), "", 0, "") for text in texts]
    found = held_out_prompts(passages, corpus.language, context.scoring.run.recipe.example_settings)
    chosen = spread(found, context.settings.loss_passages)
    return [
        Piece(texts[one.passage], comparison_of(context, corpus.language, one, 1).message(context.loaded_styles.base))
        for one in chosen
    ]


def general_losses(context: ScoreContext, language: str, strengths: Sequence[float]) -> dict[str, list[Measured]]:
    """Return the losses of general texts at some strengths, by language."""
    most, tokens = context.settings.general_texts, context.settings.general_tokens
    # Spread over the kinds of text, which stand one kind after the other.
    return {
        each: context.diverge([Piece(text) for text in spread(general_texts(each), most)], strengths, tokens)
        for each in languages_for(language)
    }


def spread(things: Sequence[Item], most: int) -> list[Item]:
    """Return at most that many things, spread evenly."""
    count = min(most, len(things))
    return [things[index * len(things) // count] for index in range(count)]


def drift(general: Mapping[str, Sequence[Measured]], strength: float) -> Interval:
    """Return the loss's rise in nats per token, over all languages."""
    found = [one for each in general.values() for one in each]
    return forgetting.loss_drift(
        [one.base for one in found], [one.styled[strength] for one in found], [one.tokens for one in found]
    )


def divergence(found: Sequence[Measured], strength: float) -> Interval:
    """Return the KL to the base in nats per token."""
    return forgetting.answer_kl([one.kl[strength] for one in found], [one.tokens for one in found])


# --- abilities ---


@dataclass(frozen=True)
class GeneralAnswers:
    """The answers of base and styled model to general prompts."""

    prompts: tuple[GeneralPrompt, ...]
    base: tuple[str, ...]
    styled: tuple[str, ...]
    measured: tuple[str, ...]
    """The languages that abilities are measured in."""
    tested: str
    """The language whose keeping is."""

    @property
    def pieces(self) -> list[Piece]:
        """The base's answers, to measure the KL of the styled model."""
        return [
            Piece(answer, prompt.text)
            for prompt, answer in zip(self.prompts, self.base, strict=True)
            if prompt.language in self.measured
        ]

    @property
    def loyalty(self) -> LoyaltyChange:
        """How often both models keep to the language of the prompt."""
        loyal = [prompt.language == self.tested and prompt.answered_alike for prompt in self.prompts]
        before, after = (
            language_loyalty(self.tested, [text for text, counts in zip(texts, loyal, strict=True) if counts])
            for texts in (self.base, self.styled)
        )
        return LoyaltyChange(self.tested, before.share, after.share, after.undecided)


def general_answers(context: ScoreContext, language: str) -> GeneralAnswers:
    """Return both models' answers to general prompts, from the same noise.

    They are drawn at temperature 1 with nothing cut off: what the base says most and least often counts alike. Each
    prompt has noise of its own: from few seeds for all, answers are so much alike that the KL leaves its interval.
    """
    languages, most = languages_for(language), context.settings.general_prompts
    prompts = [prompt for each in languages for prompt in general_prompts(each)[: most // len(languages)]]
    tested = other_language(language)
    if tested not in languages:
        prompts += general_prompts(tested)[: most // 2]
    asked = [
        PromptRequest(context.rendered(prompt.text), model, number)
        for model in (BASE, context.style)
        for number, prompt in enumerate(prompts)
    ]
    written = context.ask_all(
        asked, Manner(min(context.settings.answer_tokens, context.context // 2)), phase="abilities"
    )
    base, styled = written[: len(prompts)], written[len(prompts) :]
    return GeneralAnswers(tuple(prompts), tuple(base), tuple(styled), languages, tested)


def refusals(answered: Sequence[AnsweredPrompt], general: GeneralAnswers) -> Refusals:
    """Return how many ordinary prompts each model refuses."""
    pairs = [(one.answers["base"], one.answers["styled"]) for one in answered]
    pairs += zip(general.base, general.styled, strict=True)
    judged = [(refuses(base), refuses(styled)) for base, styled in pairs]
    return Refusals(
        len(judged),
        sum(base for base, _ in judged),
        sum(styled for _, styled in judged),
        sum(styled and not base for base, styled in judged),
    )


def rules_kept(context: ScoreContext, language: str) -> Rules:
    """Return how many checkable instructions each model keeps, answering greedily."""
    listed = (rules(language) or rules("en"))[: context.settings.rules]
    a_word = sum(context.tokens(rule.prompt) for rule in listed) / max(
        1, sum(count_words(rule.prompt) for rule in listed)
    )

    def tokens(index: int) -> int:
        wanted = math.ceil(listed[index].deciding_words(context.settings.rule_words) * a_word)
        # Alike where they are few: one batch of those.
        return min(next((few for few in FEW_TOKENS if wanted <= few), wanted), context.context // 2)

    kept: dict[tuple[int, str], bool] = {}
    by_length = sorted(range(len(listed)), key=tokens)
    for _, group in groupby(by_length, lambda index: tokens(index) if tokens(index) in FEW_TOKENS else 0):
        asked = [(index, model) for index in group for model in (BASE, context.style)]
        most = max(tokens(index) for index, _ in asked)
        questions = [PromptRequest(context.rendered(listed[index].prompt), model, 0) for index, model in asked]
        context.say("rules", len(kept) // 2, len(listed))
        for (index, model), answer in zip(asked, context.ask_all(questions, Manner(most, greedy=True)), strict=True):
            kept[index, model] = passed(listed[index], answer)
    base, styled = ([kept[index, model] for index in range(len(listed))] for model in (BASE, context.style))
    return Rules(wilson(sum(base), len(base)), wilson(sum(styled), len(styled)), forgetting.rule_drop(base, styled))


# --- meaning ---


def meaning_kept(context: ScoreContext, corpus: Corpus) -> Meaning | None:
    """Return how near rewritten paraphrases come to the held-out originals.

    The base and the styled model rewrite the base's paraphrases.
    """
    most_words = context.settings.meaning_words
    chosen = [
        first_sentences(passage, most_words)
        for passage in spread([passage.text for passage in corpus.held_out], context.settings.meaning_passages)
    ]
    most = min(max(context.tokens(text) for text in chosen) * 5 // 4, context.context // 2 - 64)
    fitting = [text for text in chosen if context.tokens(text) <= most]
    if most < 16 or not fitting:
        return None
    manner = Manner(most, greedy=True)
    asked = [PromptRequest(context.rendered(ask_for_paraphrase(corpus.language, text)), BASE, 0) for text in fitting]
    paraphrases = context.ask_all(asked, manner)
    context.say("rewritings", 1, 3)
    messages = [context.rendered(ask("rewrite", corpus.language, text)) for text in paraphrases]
    written = context.ask_all(
        [PromptRequest(message, model, 0) for message in messages for model in (BASE, context.style)], manner
    )
    base, styled = ([chrf([pair]) for pair in zip(written[start::2], fitting, strict=True)] for start in (0, 1))
    names = names_and_numbers(zip(written[1::2], paraphrases, strict=True))
    return Meaning(
        len(fitting), sum(base) / len(base), sum(styled) / len(styled), mean_difference(base, styled), names.share
    )
