"""Merge two adapters by weight, without training.

Both adapters stay what they are: their ranks stand side by side in the new one, each scaled by its weight, so what it
adds to the base is exactly the weighted sum of what they add. Not covered: doing so (`trainer.model.blend`).
"""

import itertools
import json
from collections.abc import Iterable
from pathlib import Path

from styles.corpus.corpus import Corpus, CorpusReport, Passage
from styles.language.words import count_words
from trainer import bases
from trainer.adapters.files import CONFIG
from trainer.compare import error_messages
from trainer.errors import RunError
from trainer.library.style import Style
from trainer.runs.blend import Blend, BlendSource
from trainer.runs.recipe import MOST_RANK, Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run


def begin(home: Path, owner: str, styles: tuple[Style, Style], weight: float, name: str) -> Run:
    """Write the run of a blend.

    The first style counts `weight` and the second the rest. Raise RunError for styles that cannot be blended.
    """
    first, second = styles
    for style in styles:
        if not style.is_ready or not style.has_strength:
            raise RunError(error_messages.NO_ADAPTER_TO_BLEND(name=style.name))
    if first.id == second.id:
        raise RunError(error_messages.SAME_STYLE)
    base = bases.find(first.base)
    if bases.find(second.base).id != base.id:
        raise RunError(error_messages.DIFFERENT_BASES(first=first.base, second=second.base))
    if not 0 <= weight <= 1:
        raise RunError(error_messages.WRONG_WEIGHT)
    rank = _rank(first) + _rank(second)
    if rank > MOST_RANK:
        raise RunError(error_messages.LARGE_BLEND(rank=rank, most=MOST_RANK))
    heavier = first if weight >= 0.5 else second
    corpus = _shown(heavier.language, first, second)
    recipe = Recipe.for_corpus(base, corpus.report.words).changed(lora_r=rank, lora_alpha=rank)
    sources = (
        BlendSource(first.name, str(first.adapter), round(weight, 4)),
        BlendSource(second.name, str(second.adapter), round(1 - weight, 4)),
    )
    return Run.create(home, NewRun(recipe, corpus, name, owner, blend=Blend(sources)))


def _rank(style: Style) -> int:
    config = json.loads((style.adapter / CONFIG).read_text("utf-8"))
    return max(int(config["r"]), *map(int, (config.get("rank_pattern") or {}).values()), 0)


def _shown(language: str, first: Style, second: Style) -> Corpus:
    """Return as many passages of each style, for the few-shot column.

    None where one has none here. Nothing is held out: there is no author whose style it should have.
    """
    pairs = zip(_passages(first), _passages(second), strict=False)
    passages = tuple(itertools.chain.from_iterable(pairs))
    words = sum(passage.words for passage in passages)
    report = CorpusReport(
        documents=len({passage.document for passage in passages}),
        words=words,
        passages=len(passages),
        train_words=words,
        held_out_words=0,
        language=language,
        languages={language: 1.0},
        removed={},
        verdict="sketch",
        held_out="nothing",
        held_out_documents=(),
    )
    return Corpus(language, passages, (), report)


def _passages(style: Style) -> Iterable[Passage]:
    for text, document in zip(style.passages, style.documents, strict=True):
        yield Passage(text, count_words(text), document, 0, "")
