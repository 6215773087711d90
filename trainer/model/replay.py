"""Replay: answers of the base to general prompts, learnt against forgetting.

They are learnt beside the author's text. Cross-entropy on the base's own answers, drawn at temperature 1 from
everything it might have said, is the forward KL divergence from the base up to a constant: E[-log p(y)] = H(base) +
KL(base || styled). It needs no second model and no outside data (Huang et al. 2024; Riemer et al. 2025). The answers
are drawn once, before the first step, and kept in the run's folder, so that a resumed run learns the same ones.
"""

import hashlib
import json
import math
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain, count, cycle, islice

from styles.abilities import languages_for
from styles.abilities.general_prompts import general_prompts
from styles.abilities.refusals import refuses
from styles.examples.examples import Example
from trainer.model import sampling
from trainer.model.answers import Manner, StopRequested
from trainer.model.engine import Loaded
from trainer.model.own_answers import own_answers
from trainer.runs.estimate import REPLAYED, REPLAYED_LONGEST
from trainer.runs.events import ReplayLogged
from trainer.runs.files import replace_file
from trainer.runs.run import Run

ROWS = 32
"""Answers written at once, at most."""
LONGEST = REPLAYED_LONGEST
"""Tokens of an answer that are learnt at most: many beginnings say more of a base than a few long answers, and a batch
waits for its longest."""
ENOUGH = 0.9
"""With so much of the share no more are asked for: a last few answers take as long as a whole batch."""
MOST_BARREN = 3
"""After so many batches in a row without an answer of use a base has none to give."""
NOWHERE = -1
"""The passage of an example that is none of the author's."""


def replay(run: Run, loaded: Loaded, examples: list[Example]) -> list[Example]:
    """Return replay examples for the recipe's share of all tokens.

    None where the share is 0. Half of the prompts are in the corpus's language, the other half in English. The model
    must not have learnt yet. A stop is noticed between two batches.
    """
    recipe = run.recipe
    if not recipe.replayed or not examples:
        return []
    wanted = round(recipe.replayed / (1 - recipe.replayed) * sum(_tokens(loaded, one) for one in examples))
    key = _key(run, wanted)
    path = run.folder / "replay.json"
    if path.is_file():
        kept = json.loads(path.read_text("utf-8"))
        if kept["key"] == key:
            return [_example(*answer) for answer in kept["answers"]]
    found = list(_answers(run, loaded, wanted))
    if run.stop_asked():  # before all were written: a resumed run writes them anew
        return []
    replace_file(path, json.dumps({"key": key, "answers": found}, ensure_ascii=False))
    return [_example(*answer) for answer in found]


def _example(prompt: str, answer: str, ended: bool) -> Example:
    return Example("replay", prompt, answer, NOWHERE, ended)


def _answers(run: Run, loaded: Loaded, wanted: int) -> Iterator[tuple[str, str, bool]]:
    """Yield (prompt, answer, ended) until about `wanted` tokens are written.

    A weak base refuses ordinary prompts now and then. That is not kept: it would be learnt as one of few answers.
    """
    languages = languages_for(run.corpus.language)
    taking_turns = chain.from_iterable(zip(*(general_prompts(language) for language in languages), strict=True))
    # A prompt comes again only when all have been asked, and is answered anew: a repeated answer would be learnt.
    prompts = cycle([prompt.text for prompt in taking_turns])
    seeds = count(run.recipe.seed)
    tokens, barren, began = 0, 0, time.monotonic()
    while tokens < ENOUGH * wanted and barren < MOST_BARREN and not run.stop_asked():
        before = tokens
        asked = list(islice(prompts, min(ROWS, math.ceil((wanted - tokens) / REPLAYED))))
        for answered in _answered(run, loaded, asked, list(islice(seeds, len(asked)))):
            example = _example(*answered)
            if example.completion.strip() and not refuses(example.completion) and tokens < wanted:
                tokens += _tokens(loaded, example)
                yield answered
        barren = barren + 1 if tokens == before else 0
        left = (time.monotonic() - began) * max(0, wanted / tokens - 1) if tokens else None
        run.append(ReplayLogged(wanted if tokens >= ENOUGH * wanted else tokens, wanted, left))


def _answered(run: Run, loaded: Loaded, prompts: list[str], seeds: list[int]) -> Iterator[tuple[str, str, bool]]:
    """Yield (prompt, answer, ended), each from noise of its own.

    Each answer is one fair draw from the base. Nothing after a stop.
    """
    texts = [sampling.question(loaded.tokenizer, prompt) for prompt in prompts]
    shortest = min(sampling.count_tokens(loaded.tokenizer, text) for text in texts)
    manner = Manner(min(LONGEST, run.recipe.max_length - shortest))
    with suppress(StopRequested):
        for prompt, answer in zip(
            prompts, own_answers(loaded, texts, seeds, manner, stopped=run.stop_asked), strict=True
        ):
            yield prompt, answer.text, answer.ended


def _tokens(loaded: Loaded, example: Example) -> int:
    """Return how many tokens of an example are learnt, without its prompt."""
    return sampling.count_tokens(loaded.tokenizer, example.completion)


def _key(run: Run, wanted: int) -> str:
    """Return a digest of all that decides the answers.

    Another recipe or language draws others.
    """
    said = f"{LONGEST}\0{run.recipe.to_json()}\0{run.corpus.language}\0{wanted}"
    return hashlib.sha256(said.encode()).hexdigest()
