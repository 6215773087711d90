"""The held-out briefs and the columns' answers to them: what the scorecard and the blind test are about.

Each brief is put to base, few-shot base and styled model from one noise, exactly as a comparison does; the few-shot
prompts, many times as long, in batches of their own. Answers are written down as they come, so that a killed scoring
goes on from there.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from styles.corpus.corpus import Corpus, Passage
from styles.examples.examples import HeldOutPrompt, held_out_prompts
from styles.language.words import count_words
from styles.measures.retrieval import PassageIndex
from styles.measures.stylometry import POOLED_WORDS
from trainer.compare.comparison import COLUMNS, Column, Comparison
from trainer.model.answers import Asked, Manner
from trainer.model.generate import BASE
from trainer.model.score_context import ScoreContext
from trainer.scorecard.answered_prompts import AnsweredPrompt
from trainer.scorecard.scoring_time import too_few

AT_ONCE = 24
"""Briefs that are put to the columns at once: what a kill costs at most."""


@dataclass(frozen=True)
class Question:
    """One held-out passage and how it is asked for."""

    place: int
    """Among the questions."""
    passage: Passage
    comparison: Comparison
    message: str
    prompts: tuple[str, ...]
    """As rendered for each column."""


def held_out_questions(context: ScoreContext, corpus: Corpus) -> list[Question]:
    """Return the held-out passages to describe, spread evenly: 24 at least, and more to pool 5,000 words.

    Where no style gap can be told from so few words, there are as many as the other measures need.
    """
    found = held_out_prompts(corpus.held_out, corpus.language, context.scoring.run.recipe.example_settings)
    if not found:
        return []
    words = [corpus.held_out[brief.passage].words for brief in found]
    wanted = max(context.settings.briefs, math.ceil(POOLED_WORDS * len(found) / max(1, sum(words))))
    if too_few(corpus, context.settings):
        wanted = context.settings.copy_briefs
    count = min(len(found), context.settings.answers, wanted)
    chosen = [found[place * len(found) // count] for place in range(count)]
    most = _answer_tokens(context, [corpus.held_out[brief.passage] for brief in chosen])
    train = [passage.text for passage in corpus.train]
    index = PassageIndex(train)
    questions: list[Question] = []
    for brief in chosen:
        comparison = comparison_of(context, corpus.language, brief, most)
        nearest = index.nearest(comparison.prompt, context.settings.passages_shown)
        comparison = replace(comparison, passages=tuple(train[place] for place in nearest))
        prompts, _ = context.voices.prompts(comparison)
        if context.scoring.run.is_few_shot:
            prompts[COLUMNS.index("styled")] = prompts[COLUMNS.index("few_shot")]
        # A request of the author's may be longer than the base can read.
        if context.tokens(prompts[0]) + most <= context.context:
            message = comparison.message(context.voices.base)
            passage = corpus.held_out[brief.passage]
            questions.append(Question(len(questions), passage, comparison, message, tuple(prompts)))
    return questions


def _answer_tokens(context: ScoreContext, passages: Sequence[Passage]) -> int:
    """Return the tokens of an answer as long as the passages are, or as 250 words."""
    words = sum(passage.words for passage in passages)
    a_word = sum(context.tokens(passage.text) for passage in passages) / max(1, words)
    wanted = min(context.settings.brief_words, 1.2 * words / len(passages))
    return max(16, min(math.ceil(a_word * wanted), context.context // 2))


def comparison_of(context: ScoreContext, language: str, brief: HeldOutPrompt, most: int) -> Comparison:
    """Return the comparison that puts a brief to all columns."""
    # A base that follows no instructions has met nothing but keywords; the author's own request is sent as it is.
    free = brief.is_request and context.voices.base.follows_instructions
    return Comparison(
        brief.about,
        "free" if free else "write",
        language,
        adapter=str(context.scoring.run.weights.folder),
        max_new_tokens=most,
    )


def answer_briefs(context: ScoreContext, asked: Sequence[Question], rounds: int) -> list[AnsweredPrompt]:
    """Return the questions with every column's answer, writing each as it comes; further rounds follow, from other
    noise, until there are enough words."""
    wanted = min(POOLED_WORDS, sum(question.passage.words for question in asked))
    found: dict[int, AnsweredPrompt] = {}
    for turn in range(min(rounds, max(1, context.settings.answers // len(asked))) if asked else 0):
        numbers = range(turn * len(asked), (turn + 1) * len(asked))
        _answer_round(context, asked, numbers)
        found = {number: one for number, one in context.scoring.answered.items() if number < numbers.stop}
        if min(sum(count_words(one.answers[column]) for one in found.values()) for column in COLUMNS) >= wanted:
            break
    return [found[number] for number in sorted(found)]


def _answer_round(context: ScoreContext, asked: Sequence[Question], numbers: range) -> None:
    known = context.scoring.answered
    left = [number for number in numbers if number not in known]
    for start in range(0, len(left), AT_ONCE):
        some = left[start : start + AT_ONCE]
        done = numbers.stop - len(left) + start
        context.say("briefs", done, numbers.stop)
        texts = _columns(context, asked, some)
        for place, number in enumerate(some):
            question = asked[number % len(asked)]
            answers = {column: texts[column][place] for column in COLUMNS}
            context.scoring.add_answered(AnsweredPrompt(number, question.message, question.passage.text, answers))
    context.say("briefs", numbers.stop, numbers.stop)


def _columns(context: ScoreContext, asked: Sequence[Question], numbers: Sequence[int]) -> dict[Column, list[str]]:
    """Return what each column answers to the briefs with these numbers."""
    manner = _manner(asked)

    def questions(column: Column) -> list[Asked]:
        name, place = context.style if column == "styled" else BASE, COLUMNS.index(column)
        return [Asked(asked[number % len(asked)].prompts[place], name, number) for number in numbers]

    short = context.ask_all([*questions("base"), *questions("styled")], manner)
    return {
        "base": short[: len(numbers)],
        "few_shot": context.ask_all(questions("few_shot"), manner),
        "styled": short[len(numbers) :],
    }


def answer_at_strength(
    context: ScoreContext, asked: Sequence[Question], answered: Sequence[AnsweredPrompt], strength: float
) -> Mapping[int, str]:
    """Return the styled model's answers to the same briefs, from the same noise, at another strength."""
    known = context.scoring.at_strengths
    left = [one.number for one in answered if (one.number, strength) not in known]
    questions = [Asked(asked[number % len(asked)].prompts[0], context.style, number) for number in left]
    for number, text in zip(left, context.ask_all(questions, _manner(asked), strength), strict=True):
        context.scoring.add_at_strength(number, strength, text)
    known = context.scoring.at_strengths
    return {one.number: known[one.number, strength] for one in answered}


def _manner(asked: Sequence[Question]) -> Manner:
    comparison = asked[0].comparison if asked else Comparison("-", columns=("base",))
    return Manner(comparison.max_new_tokens, comparison.temperature, comparison.min_p)
