"""The child that measures a finished run: `python -m trainer.model.score RUN_FOLDER [SETTINGS_JSON]`.

Reads top to bottom: take the scoring's lock, load the base in 4 bits with the adapter, answer the held-out briefs,
measure, write the scorecard. Base and styled model are one model in memory, asked by the adapter's name; where all
weights were trained they are two, neither in 4 bits. What it has to say goes into `scoring.jsonl`; started again after
a kill it keeps the answers it has. Nothing it says or writes into the scorecard quotes a text.
"""

import hashlib
import json
import os
import sys
import time
from pathlib import Path

from filelock import Timeout

from trainer import bases
from trainer.errors import PasticheError, RunError, whereabouts
from trainer.events import Scored, ScorePhase, ScoringFailed, ScoringStopped
from trainer.measuring.pooled_answers import AuthorStyle, Pools, style_gap
from trainer.measuring.score_settings import ScoreSettings
from trainer.measuring.scorecard import Abilities, Scorecard, Strength, recommended
from trainer.measuring.scoring import Scoring
from trainer.model.answers import Stopped
from trainer.model.copying import originality_figures
from trainer.model.desk import Desk
from trainer.model.divergence import Piece
from trainer.model.generate import BASE, Voices
from trainer.model.held_out_answers import answer_at_strengths, answer_briefs, held_out_questions
from trainer.model.kept import (
    divergence,
    drift,
    general_answers,
    general_losses,
    loss_change,
    meaning_kept,
    other_authors,
    rules_kept,
)
from trainer.run import Run

VERSION = 1
"""Goes up when what is measured changes, so that old answers are not kept."""
OUT_OF_MEMORY = "This computer ran out of memory while measuring. Close other programs, then measure again."


def main() -> int:
    """Measure the run named on the command line, with the settings behind it; every ending is said in its events."""
    scoring, given = Scoring(Run(Path(sys.argv[1]))), sys.argv[2:]
    settings = ScoreSettings.from_json(given[0]) if given else ScoreSettings()
    try:
        with scoring.lock():
            return _guarded(scoring, settings)
    except Timeout:
        print("Another process is already measuring this run.", file=sys.stderr)
        return 2


def _guarded(scoring: Scoring, settings: ScoreSettings) -> int:
    try:
        score(scoring, settings)
        return 0
    except Stopped:
        scoring.say(ScoringStopped())
        return 0
    except PasticheError as error:
        scoring.say(ScoringFailed(str(error)))
    except Exception as error:
        print(whereabouts(error), file=sys.stderr)
        short = isinstance(error, MemoryError) or "out of memory" in str(error).lower()
        sentence = OUT_OF_MEMORY if short else "Something unexpected went wrong while measuring; the log says what."
        scoring.say(ScoringFailed(sentence, bug=not short))
    return 1


def score(scoring: Scoring, settings: ScoreSettings) -> None:
    """Measure what the run has learnt and write the scorecard, from the start or from the answers that are there."""
    began, processor = time.monotonic(), time.process_time()
    run = scoring.run
    if not run.has_style:
        raise RunError("This run has no adapter yet, so there is nothing to measure.")
    scoring.say(ScorePhase("loading"))
    key = settings_key(run, settings)
    scoring.prepare(key)
    corpus, base = run.corpus, bases.find(run.recipe.base)
    voices = Voices(base, four_bits=not run.weights.are_full)
    # Where nothing was trained, the base itself speaks in the author's voice: it is shown passages.
    voice = BASE if run.is_few_shot else voices.use(run.weights.folder)
    desk = Desk(scoring, voices, voice, settings)

    asked = held_out_questions(desk, corpus)
    answered = answer_briefs(desk, asked)
    at_strengths = answer_at_strengths(desk, asked, answered)

    desk.say("losses")
    own = loss_change(desk, [Piece(one.passage.text, one.message) for one in asked][: settings.loss_passages])
    others = loss_change(desk, other_authors(desk, corpus))
    on_briefs = desk.diverge([Piece(one.answers["base"], one.prompt) for one in answered], desk.strengths)
    general = general_losses(desk, corpus.language)
    desk.say("abilities")
    base_answers, loyalty = general_answers(desk, corpus.language)
    on_general = desk.diverge(base_answers, desk.strengths)
    kept = Abilities(
        drift=drift(general, 1.0),
        languages={language: drift({language: found}, 1.0) for language, found in general.items()},
        kl=divergence(on_general, 1.0),
        rules=rules_kept(desk, corpus.language) if base.follows_instructions else None,
        loyalty=loyalty,
    )
    meaning = meaning_kept(desk, corpus) if base.follows_instructions and corpus.held_out else None
    desk.say("prefixes")
    originality = originality_figures(desk, corpus, answered)

    pools = Pools(answered, at_strengths)
    author = AuthorStyle.of(corpus)
    style = style_gap(author, pools) if author else None
    strengths = tuple(
        Strength(
            strength,
            pools.gap_at(strength, author, style.words) if author and style else None,
            divergence(on_briefs, strength),
            drift(general, strength),
            divergence(on_general, strength),
        )
        for strength in desk.strengths
        if on_briefs
    )
    seconds = round(time.monotonic() - began, 1)
    card = Scorecard(
        base=base.public_id,
        demonstration=base.is_embedded,
        language=corpus.language,
        key=key,
        made=time.time(),
        seconds=seconds,
        style=style,
        meaning=meaning,
        abilities=kept,
        originality=originality,
        own=own,
        others=others,
        strengths=strengths,
        recommended=recommended(strengths),
    )
    scoring.write(card)
    scoring.say(Scored(seconds))
    print(f"{seconds} s, {time.process_time() - processor:.1f} s of processor time.")


def settings_key(run: Run, settings: ScoreSettings) -> str:
    """Return the key of what a scorecard is made with: weights, corpus and settings."""
    learnt = run.weights.digest or run.recipe.method
    made_with = [VERSION, learnt, run.corpus.content_hash, run.recipe.base, settings.to_json()]
    return hashlib.sha256(json.dumps(made_with).encode()).hexdigest()


if __name__ == "__main__":
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    raise SystemExit(main())
