"""Measure a finished run: `python -m trainer.model.score RUN_FOLDER [SETTINGS_JSON]`.

Reads top to bottom: take the scoring's lock, load the base in 4 bits with the adapter, measure part after part, write
the scorecard after each. Base and styled model are one model in memory, asked by the adapter's name; where all weights
were trained they are two, neither in 4 bits. All messages go into `scoring.jsonl`; started again after a kill it keeps
the parts and the answers it has. Nothing in the messages or the scorecard quotes a text.
"""

import hashlib
import json
import os
import sys
import time
from dataclasses import replace
from pathlib import Path

from styles.i18n.message import Message
from trainer import bases, error_messages
from trainer.errors import RunError
from trainer.model.answers import StopRequested
from trainer.model.loaded_styles import BASE, LoadedStyles
from trainer.model.memory import peak_mib
from trainer.model.score_context import ScoreContext
from trainer.model.score_parts import Measures
from trainer.processes.guarded import FailureSentences, guarded
from trainer.runs.events import Scored, ScorePhase, ScoringFailed, ScoringStopped
from trainer.runs.run import Run
from trainer.scorecard.score_settings import ScoreSettings
from trainer.scorecard.scorecard import PARTS, Part, Scorecard
from trainer.scorecard.scoring import Scoring
from trainer.scorecard.scoring_time import Clock, estimate

VERSION = 2
"""Goes up when what is measured changes, so that old answers are not kept."""
PHASES: dict[Part, str] = {
    "style": "briefs",
    "prefixes": "prefixes",
    "abilities": "abilities",
    "rules": "rules",
    "strengths": "strengths",
    "meaning": "rewritings",
    "losses": "losses",
}
"""What is said to be going on while a part is measured."""
FAILURES = FailureSentences(
    busy="Another process is already measuring this run.",
    memory=error_messages.OUT_OF_MEMORY_MEASURING,
    unexpected=error_messages.BUG_MEASURING,
)


def main() -> int:
    """Measure the run on the command line; return the exit code.

    Settings may follow the run.

    Every ending is one of the scoring's events.
    """
    scoring, given = Scoring(Run(Path(sys.argv[1]))), sys.argv[2:]
    settings = ScoreSettings.from_json(given[0]) if given else ScoreSettings()

    def work() -> None:
        try:
            score(scoring, settings)
        except StopRequested:
            scoring.say(ScoringStopped())

    def fail(why: Message, bug: bool) -> None:
        scoring.say(ScoringFailed(why.english, bug, why.russian))

    return guarded(scoring.lock(), work, fail, FAILURES)


def score(scoring: Scoring, settings: ScoreSettings) -> None:
    """Measure the run part by part; write the scorecard after each.

    A resumed scoring keeps the parts that were measured with the same weights, texts and settings.
    """
    began, processor = time.monotonic(), time.process_time()
    run = scoring.run
    if not run.has_style:
        raise RunError(error_messages.NOTHING_TO_MEASURE)
    key = settings_key(run, settings)
    card = scoring.begun(key)
    expected = estimate(run, settings, card)
    scoring.say(ScorePhase("loading", seconds_left=round(60 * expected.minutes, 1)))
    scoring.prepare(key)
    corpus, base = run.corpus, bases.find(run.recipe.base)
    card = card or Scorecard.empty(base.public_id, base.is_embedded, corpus.language, key)
    loaded_styles = LoadedStyles(base, four_bits=not run.weights.are_full)
    # Where nothing was trained, the base itself is the styled model: it is shown passages.
    name = BASE if run.is_few_shot else loaded_styles.use(run.weights.folder)
    context = ScoreContext(scoring, loaded_styles, name, settings, Clock(expected.seconds))
    measures = Measures(context, corpus)
    spent = time.monotonic() - began
    for part in PARTS:
        if part in card.parts:
            continue
        begun = time.monotonic() - spent
        context.clock.begin(part)
        context.say(PHASES[part])
        card = getattr(measures, part)(card)
        context.clock.end()
        seconds = time.monotonic() - begun
        spent = 0.0
        card = replace(card, parts=(*card.parts, part), made=time.time(), seconds=round(card.seconds + seconds, 1))
        scoring.write(card)
        print(f"{part}: {seconds:.1f} s", flush=True)
    scoring.say(Scored(card.seconds))
    print(
        f"{time.monotonic() - began:.1f} s, {time.process_time() - processor:.1f} s of processor time, "
        f"{peak_mib():,} MiB at most."
    )


def settings_key(run: Run, settings: ScoreSettings) -> str:
    """Return a digest of a scorecard's weights, corpus and settings."""
    learnt = run.weights.digest or run.recipe.method
    made_with = [VERSION, learnt, run.corpus.content_hash, run.recipe.base, settings.to_json()]
    return hashlib.sha256(json.dumps(made_with).encode()).hexdigest()


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    raise SystemExit(main())
