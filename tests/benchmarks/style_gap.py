"""How much of an author's style is learnt, and at what price? Base, base shown passages, styled, with intervals.

`python -m tests.benchmarks.style_gap --corpora ../shared/corpora`. For each author whom the embedded base never met:
fine-tune on one work, describe passages of another one, and measure the answers as a run's scorecard does. Dashes and
quotation marks are written alike in all works first: here they tell the source of a file, not its author. Writes
`docs/measurements/style_gap.md`.
"""

import argparse
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from styles.corpus import Corpus
from styles.corpus_builder import prepare
from styles.intervals import Interval
from tests.benchmarks.unseen_authors import CASES, read
from trainer import bases
from trainer.bases import EMBEDDED
from trainer.recipe import DIALS, Dial, Recipe
from trainer.run import Run
from trainer.scorecard import LEAD_GREEN, STYLE_GREEN, Scorecard
from trainer.scoring import Scoring
from trainer.worker import Worker

HELD_OUT = 120
"""Passages of the other work that are held out, spread evenly over it: enough to pool 5,000 words."""
_HEAD = """# How much of the style, at what price?

Made by `python -m tests.benchmarks.style_gap{options}` on public-domain prose beside the checkout, on {host}. Each
author is learnt from one work and measured on another; the base has met neither. D is the Cosine Delta to the author,
G the style gap closed, drift and KL are nats a token on general texts and on general answers; in brackets is the 95 %
interval. The aim is a G of {style:.2f} and more, {lead:.2f} above few-shot, a drift of .02 at most, and copying at most
twice the author's own.
"""
_COLUMNS = (
    "author: learnt from, measured on",
    "words",
    "D base",
    "D author",
    "G few-shot",
    "G styled",
    "lead",
    "drift",
    "KL",
    "copied (author's own)",
    "longest",
    "recited",
    "own loss",
    "strength",
    "s",
)


def corpus_of(corpora: Path, train: str, other: str, recipe: Recipe) -> Corpus:
    """Return a corpus that is trained on one work, and holds out passages from all over another."""
    learnt, measured = (prepare([read(corpora / "authors" / path)], recipe.passage_size) for path in (train, other))
    passages = (*measured.train, *measured.held_out)
    count = min(HELD_OUT, len(passages))
    held_out = tuple(passages[place * len(passages) // count] for place in range(count))
    return replace(learnt, train=(*learnt.train, *learnt.held_out), held_out=held_out, left_out=())


def scored(home: Path, name: str, recipe: Recipe, corpus: Corpus) -> Scorecard:
    """Return the scorecard of a fresh fine-tune."""
    run, worker = Run.create(home, recipe, corpus, name, "benchmark"), Worker()
    worker.start(run)
    worker.wait(run)
    if not run.has_adapter:
        raise SystemExit(f"The run on {name} did not finish: {run.events[-1]}")
    worker.score(run)
    worker.wait(run, task="score")
    card = Scoring(run).scorecard
    if card is None:
        raise SystemExit(f"{name} was not measured: {Scoring(run).events[-1]}")
    return card


def row(label: str, card: Scorecard) -> str:
    """Return a scorecard as a row of the table."""
    style, kept, copied = card.style, card.abilities, card.originality
    assert style is not None
    assert copied is not None
    human = copied.human.coverage if copied.human else 0.0
    cells = (
        label,
        f"{style.words:,}",
        f"{style.distances['base'].value:.2f}",
        f"{style.distances['human'].value:.2f}",
        _interval(style.few_shot, 2),
        _interval(style.styled, 2),
        _interval(style.lead, 2),
        _interval(kept.drift, 3),
        _interval(kept.kl, 3),
        f"{100 * copied.styled.coverage:.1f} % ({100 * human:.1f} %)",
        str(copied.styled.longest),
        f"{copied.prefixes.exact} of {copied.prefixes.tested}" if copied.prefixes else "–",
        _interval(card.own.change if card.own else None, 3),
        "–" if card.recommended is None else f"{card.recommended:g}",
        f"{card.seconds:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def tradeoff(label: str, card: Scorecard) -> list[str]:
    """Return the trade-off over strength as a table."""
    rows = [
        f"| {one.strength:g} | {_interval(one.gap, 2)} | {one.kl.value:.3f} | {_interval(one.drift, 3)} | "
        f"{one.general_kl.value:.3f} | {one.verdict} |"
        for one in card.strengths
    ]
    head = ["| strength | G | KL on the briefs | drift | KL on general answers | abilities |", f"|{'---|' * 6}"]
    return [f"\n### {label}\n", *head, *rows]


def _interval(found: Interval | None, places: int) -> str:
    if found is None:
        return "–"
    return f"{found.value:.{places}f} ({found.low:.{places}f} to {found.high:.{places}f})"


def main() -> None:
    """Measure the authors and write the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--dial", choices=DIALS, default="light")
    parser.add_argument("--authors", nargs="+", default=[name for cases in CASES.values() for name in cases])
    parser.add_argument("--steps", type=int, default=0, help="steps of a fine-tune at most, to try it out")
    parser.add_argument("--out", type=Path, default=Path("docs/measurements/style_gap.md"))
    options = parser.parse_args()
    dial: Dial = options.dial
    recipe = Recipe.for_corpus(EMBEDDED, 50_000, dial).changed(max_steps=options.steps, samples=0)
    rows, curves = [], []
    for cases in CASES.values():
        for author, (train, other) in cases.items():
            if author not in options.authors:
                continue
            with tempfile.TemporaryDirectory() as home:
                card = scored(Path(home), author, recipe, corpus_of(options.corpora, train, other, recipe))
            label = f"{author}: {Path(train).stem}, {Path(other).stem}"
            rows.append(row(label, card))
            curves += tradeoff(author, card)
            print(rows[-1], flush=True)
    host = bases.measure_host()
    given = "".join(f" {option}" for option in sys.argv[1:])
    lines = [
        _HEAD.format(options=given, host=f"{host.cores} cores", style=STYLE_GREEN, lead=LEAD_GREEN),
        f"| {' | '.join(_COLUMNS)} |",
        f"|{'---|' * len(_COLUMNS)}",
        *rows,
        "\n## Over strength",
        *curves,
    ]
    options.out.write_text("\n".join(lines) + "\n", "utf-8")
    print(f"Written to {options.out}.")


if __name__ == "__main__":
    main()
