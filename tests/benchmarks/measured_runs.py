"""Fine-tunes of unseen authors, measured as a run's scorecard does: what the tables of docs/measurements are made of.

A run that was trained and measured with the same recipe, corpus and settings is not made again: a table that was broken
off goes on where it was.
"""

import argparse
import contextlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from styles.corpus.builder import build_corpus
from styles.corpus.corpus import Corpus
from styles.measures.intervals import Interval
from tests.benchmarks.unseen_authors import CASES, read
from trainer.processes.queue import TrainingQueue
from trainer.runs.recipe import Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run
from trainer.scorecard.score_settings import ScoreSettings
from trainer.scorecard.scorecard import Scorecard
from trainer.scorecard.scoring import Scoring

HELD_OUT = 120
"""Passages of the other work that are held out, spread evenly over it: enough to pool 5,000 words."""
AUTHORS = {author: works for cases in CASES.values() for author, works in cases.items()}
"""By author whom the embedded base never met: the work that is learnt from, and the work that is measured."""
OWNER = "benchmark"
CONCLUSIONS = "\n## What follows\n"
"""Begins the part of a table's file that is written by hand."""


def options_of(description: str | None) -> argparse.ArgumentParser:
    """Return a parser of what every table asks for: where the texts are, and where its runs are kept."""
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--home", type=Path, required=True, help="where runs are kept, and found again")
    return parser


def corpus_of(corpora: Path, author: str, recipe: Recipe) -> Corpus:
    """Return a corpus that is trained on one work of an author, and holds out passages from all over another."""
    works = [corpora / "authors" / work for work in AUTHORS[author]]
    learnt, measured = (build_corpus([read(work)], recipe.passage_size) for work in works)
    passages = (*measured.train, *measured.held_out)
    count = min(HELD_OUT, len(passages))
    held_out = tuple(passages[place * len(passages) // count] for place in range(count))
    return replace(learnt, train=(*learnt.train, *learnt.held_out), held_out=held_out, left_out=())


@dataclass(frozen=True)
class MeasuredRun:
    """A run and its scorecard."""

    run: Run
    card: Scorecard


def measured(
    home: Path, name: str, recipe: Recipe, corpus: Corpus, score_settings: ScoreSettings | None = None
) -> MeasuredRun:
    """Return the scorecard of a fine-tune, from what is there in `home` or made now."""
    run = _like(home, recipe, corpus) or Run.create(home, NewRun(recipe, corpus, name, OWNER))
    if run.status() != "finished":
        queue = TrainingQueue()
        queue.start(run)
        queue.wait(run)
    if run.status() != "finished":
        raise SystemExit(f"The run on {name} did not finish: {run.events[-1]}")
    settings = (score_settings or ScoreSettings()).to_json()
    kept = run.folder / "measured with"
    card = Scoring(run).scorecard
    if card and kept.is_file() and kept.read_text("utf-8") == settings:
        return MeasuredRun(run, card)
    # The child itself, not the worker: the worker knows no settings but the usual ones.
    command = [sys.executable, "-m", "trainer.model.score", str(run.folder), settings]
    with (run.folder / "score.log").open("ab") as log:
        environment = os.environ | {"OMP_WAIT_POLICY": "PASSIVE"}
        subprocess.run(command, stdout=log, stderr=log, env=environment, check=False)
    card = Scoring(run).scorecard
    if card is None:
        raise SystemExit(f"{name} was not measured: {Scoring(run).events[-1]}")
    kept.write_text(settings, "utf-8")
    return MeasuredRun(run, card)


def _like(home: Path, recipe: Recipe, corpus: Corpus) -> Run | None:
    for run in Run.all(home, OWNER):
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            if run.recipe == recipe and run.corpus.content_hash == corpus.content_hash:
                return run
    return None


def cell(found: Interval | None, places: int) -> str:
    """Return a number with its interval, for a table."""
    if found is None:
        return "–"
    return f"{found.value:.{places}f} ({found.low:.{places}f} to {found.high:.{places}f})"


def copied(card: Scorecard) -> str:
    """Return the share of copied words beside the author's own, for a table."""
    if card.originality is None:
        return "–"
    human = card.originality.human.coverage if card.originality.human else 0.0
    return f"{100 * card.originality.styled.coverage:.1f} % ({100 * human:.1f} %)"


def recited(card: Scorecard) -> str:
    """Return how many beginnings of training passages were recited, for a table."""
    prefixes = card.originality.prefixes if card.originality else None
    return f"{prefixes.exact} of {prefixes.tested}" if prefixes else "–"


def write(path: Path, lines: list[str]) -> None:
    """Write a table's file; what a reader once concluded, at its end, stays."""
    before = path.read_text("utf-8") if path.is_file() else ""
    _, found, conclusions = before.partition(CONCLUSIONS)
    path.write_text("\n".join(lines) + "\n" + found + conclusions, "utf-8")
    print(f"Written to {path}.")


Column = tuple[str, Callable[[Scorecard], str]]
COLUMNS: tuple[Column, ...] = (
    ("G few-shot", lambda card: cell(card.style.few_shot if card.style else None, 2)),
    ("G styled", lambda card: cell(card.style.styled if card.style else None, 2)),
    ("own loss", lambda card: cell(card.own.change if card.own else None, 3)),
    ("others' loss", lambda card: cell(card.others.change if card.others else None, 3)),
    ("drift", lambda card: cell(card.abilities.drift, 3)),
    ("KL", lambda card: cell(card.abilities.kl, 3)),
    ("copied (author's own)", copied),
    ("longest", lambda card: str(card.originality.styled.longest) if card.originality else "–"),
    ("recited", recited),
)
"""What the tables of methods and ablations say of a scorecard."""


def table(rows: list[tuple[list[str], Scorecard]], head: list[str]) -> list[str]:
    """Return a table: the cells that say what was run, then what was measured."""
    names = [*head, *(name for name, _ in COLUMNS)]
    lines = [[*cells, *(said(card) for _, said in COLUMNS)] for cells, card in rows]
    return [f"| {' | '.join(cells)} |" for cells in (names, ["---"] * len(names), *lines)]
