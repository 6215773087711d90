"""Held-out prompts and the columns' answers to them.

The scorecard and the blind test are made of these. Each prompt is put to base, few-shot base and styled model from one
noise, exactly as a comparison does; the few-shot prompts, many times as long, in batches of their own. Answers are
written down as they come, so that a killed scoring goes on from there.
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
from trainer.model.answers import Manner, PromptRequest
from trainer.model.loaded_styles import BASE
from trainer.model.prompts import column_prompts
from trainer.model.score_context import ScoreContext
from trainer.scorecard.answered_prompts import AnsweredPrompt
from trainer.scorecard.scoring_time import too_few

AT_ONCE = 24
"""Prompts that are put to the columns at once: what a kill costs at most."""


@dataclass(frozen=True)
class Question:
    """One held-out passage and its prompt."""

    index: int
    """Among the questions."""
    passage: Passage
    comparison: Comparison
    message: str
    rendered: tuple[str, ...]
    """The prompt of each column by the chat template."""


def held_out_questions(context: ScoreContext, corpus: Corpus) -> list[Question]:
    """Return held-out passages to describe, spread evenly.

    24 at least, and more to pool 5,000 words. Where no style gap can be told from so few words, there are as many as
    the other measures need.
    """
    found = held_out_prompts(corpus.held_out, corpus.language, context.scoring.run.recipe.example_settings)
    if not found:
        return []
    words = [corpus.held_out[prompt.passage].words for prompt in found]
    wanted = max(context.settings.briefs, math.ceil(POOLED_WORDS * len(found) / max(1, sum(words))))
    if too_few(corpus, context.settings):
        wanted = context.settings.copy_briefs
    count = min(len(found), context.settings.answers, wanted)
    chosen = [found[index * len(found) // count] for index in range(count)]
    most = _answer_tokens(context, [corpus.held_out[prompt.passage] for prompt in chosen])
    train = [passage.text for passage in corpus.train]
    retrieval = PassageIndex(train)
    questions: list[Question] = []
    for prompt in chosen:
        comparison = comparison_of(context, corpus.language, prompt, most)
        nearest = retrieval.nearest(comparison.prompt, context.settings.passages_shown)
        comparison = replace(comparison, passages=tuple(train[index] for index in nearest))
        rendered, _ = column_prompts(context.loaded_styles, comparison)
        if context.scoring.run.is_few_shot:
            rendered[COLUMNS.index("styled")] = rendered[COLUMNS.index("few_shot")]
        # A request of the author's may be longer than the base can read.
        if context.tokens(rendered[0]) + most <= context.context:
            message = comparison.message(context.loaded_styles.base)
            passage = corpus.held_out[prompt.passage]
            questions.append(Question(len(questions), passage, comparison, message, tuple(rendered)))
    return questions


def _answer_tokens(context: ScoreContext, passages: Sequence[Passage]) -> int:
    """Return the tokens of an answer about as long as a passage.

    It has `brief_words`, 250 words, at most.
    """
    words = sum(passage.words for passage in passages)
    a_word = sum(context.tokens(passage.text) for passage in passages) / max(1, words)
    wanted = min(context.settings.brief_words, 1.2 * words / len(passages))
    return max(16, min(math.ceil(a_word * wanted), context.context // 2))


def comparison_of(context: ScoreContext, language: str, prompt: HeldOutPrompt, most: int) -> Comparison:
    """Return the comparison that puts a held-out prompt to all columns."""
    # A base that follows no instructions has met nothing but keywords; the author's own request is sent as it is.
    free = prompt.is_request and context.loaded_styles.base.follows_instructions
    return Comparison(
        prompt.about,
        "free" if free else "write",
        language=language,
        adapter=str(context.scoring.run.weights.folder),
        max_new_tokens=most,
    )


def answer_prompts(context: ScoreContext, asked: Sequence[Question], rounds: int) -> list[AnsweredPrompt]:
    """Return the questions with every column's answer; write each at once.

    Further rounds follow, from other noise, until there are enough words.
    """
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
        for index, number in enumerate(some):
            question = asked[number % len(asked)]
            answers = {column: texts[column][index] for column in COLUMNS}
            context.scoring.add_answered(AnsweredPrompt(number, question.message, question.passage.text, answers))
    context.say("briefs", numbers.stop, numbers.stop)


def _columns(context: ScoreContext, asked: Sequence[Question], numbers: Sequence[int]) -> dict[Column, list[str]]:
    """Return each column's answers to the prompts with these numbers."""
    manner = _manner(asked)

    def questions(column: Column) -> list[PromptRequest]:
        name, index = context.style if column == "styled" else BASE, COLUMNS.index(column)
        return [PromptRequest(asked[number % len(asked)].rendered[index], name, number) for number in numbers]

    short = context.ask_all([*questions("base"), *questions("styled")], manner)
    return {
        "base": short[: len(numbers)],
        "few_shot": context.ask_all(questions("few_shot"), manner),
        "styled": short[len(numbers) :],
    }


def answer_at_strength(
    context: ScoreContext, asked: Sequence[Question], answered: Sequence[AnsweredPrompt], strength: float
) -> Mapping[int, str]:
    """Return the styled model's answers at another strength, from the same noise."""
    known = context.scoring.at_strengths
    left = [one.number for one in answered if (one.number, strength) not in known]
    questions = [PromptRequest(asked[number % len(asked)].rendered[0], context.style, number) for number in left]
    for number, text in zip(left, context.ask_all(questions, _manner(asked), strength), strict=True):
        context.scoring.add_at_strength(number, strength, text)
    known = context.scoring.at_strengths
    return {one.number: known[one.number, strength] for one in answered}


def _manner(asked: Sequence[Question]) -> Manner:
    comparison = asked[0].comparison if asked else Comparison("-", columns=("base",))
    return Manner(comparison.max_new_tokens, comparison.temperature, comparison.min_p)
