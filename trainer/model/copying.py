"""How much the styled model copies from the training text.

Measured on its answers, and on its continuations of training passages' beginnings.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from styles.corpus.corpus import Corpus
from styles.measures.copying import (
    CopiedText,
    TrainingText,
    green_coverage,
    human_floor,
    output_verdict,
    pooled,
    prefix_verdict,
)
from styles.measures.verdict import worst
from trainer.compare.comparison import COLUMNS
from trainer.model import recitation
from trainer.model.loaded_styles import BASE
from trainer.model.score_context import ScoreContext
from trainer.runs.run import Run
from trainer.runs.training_examples import training_examples
from trainer.scorecard.answered_prompts import AnsweredPrompt
from trainer.scorecard.figures import Copying, OriginalityFigures, Prefixes


def copied_answers(corpus: Corpus, answered: Sequence[AnsweredPrompt]) -> OriginalityFigures | None:
    """Return how much the answers copy; None without answers."""
    if not answered:
        return None
    training = TrainingText(passage.text for passage in corpus.train)
    found = {
        column: pooled(training.compare(one.answers[column], one.prompt) for one in answered) for column in COLUMNS
    }
    floor = human_floor(training, [passage.text for passage in corpus.held_out])
    return OriginalityFigures(
        styled=_copying(found["styled"]),
        base=_copying(found["base"]),
        few_shot=_copying(found["few_shot"]),
        human=_copying(floor) if floor.words else None,
        green=green_coverage(floor),
        prefixes=None,
        verdict=output_verdict(found["styled"], floor),
    )


def with_prefixes(context: ScoreContext, corpus: Corpus, found: OriginalityFigures) -> OriginalityFigures:
    """Return the figures with the continuations of training passages added.

    The base is only asked for those that the styled model recites: whether it did before is all that matters of it.
    """
    tokenizer = context.loaded_styles.loaded.tokenizer
    begun = recitation.prefixes(tokenizer, _trained_on(context.scoring.run), context.settings.prefixes)
    if not begun:
        return found
    training = TrainingText(passage.text for passage in corpus.train)
    with context.loaded_styles.only(context.style) as model:
        written = recitation.continuations(model, tokenizer, begun)
    styled = recitation.tested(training, begun, written)
    recited = [
        one
        for one, text in zip(begun, written, strict=True)
        if styled.exact and recitation.tested(training, [one], [text]).exact
    ]
    before = 0
    if recited:
        context.check()
        with context.loaded_styles.only(BASE) as model:
            before = recitation.recited(model, tokenizer, training, recited).exact
    base = replace(styled, exact=before)
    prefixes = Prefixes(styled.tested, styled.exact, base.exact, styled.mean_longest)
    return replace(found, prefixes=prefixes, verdict=worst(found.verdict, prefix_verdict(styled, base)))


def _trained_on(run: Run) -> Iterator[tuple[str, str]]:
    """Yield prompt and completion of each passage once, in random order."""
    seen: set[int] = set()
    for example in training_examples(run):
        if example.passage not in seen:
            seen.add(example.passage)
            yield example.prompt, example.completion


def _copying(found: CopiedText) -> Copying:
    return Copying(found.words, found.coverage, found.longest)
