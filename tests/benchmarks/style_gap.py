"""How much of an author's style is learnt, and at what price? Base, base shown passages, styled, with intervals.

`python -m tests.benchmarks.style_gap --home FOLDER`. For each author whom the embedded base never met:
fine-tune on one work, describe passages of another one, and measure the answers as a run's scorecard does. Dashes and
quotation marks are written alike in all works first: here they tell the source of a file, not its author. Writes
`docs/measurements/style_gap.md`.
"""

from pathlib import Path

from tests.benchmarks.measured_runs import AUTHORS, cell, copied, corpus_of, measured, options_of, recited, write
from trainer.bases import EMBEDDED
from trainer.host import measure_host
from trainer.runs.recipe import DIALS, Dial, Recipe
from trainer.scorecard.figures import LEAD_GREEN, STYLE_GREEN
from trainer.scorecard.scorecard import Scorecard

_HEAD = """# How much of the style, at what price?

Made by `python -m tests.benchmarks.style_gap --dial {dial} --home FOLDER` on public-domain prose beside the
checkout, on {host}. Each author is learnt from one work and measured on another; the base has met neither. D is
the Cosine Delta to the author, G the style gap closed, drift and KL are nats a token on general texts and on
general answers; in brackets is the 95 % interval. The aim is a G of {style:.2f} and more, {lead:.2f} above
few-shot, a drift of .02 at most, and copying at most twice the author's own.
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


def row(label: str, card: Scorecard) -> str:
    """Return a scorecard as a row of the table."""
    style, kept = card.style, card.abilities
    assert style is not None
    assert kept is not None
    cells = (
        label,
        f"{style.words:,}",
        f"{style.distances['base'].value:.2f}",
        f"{style.distances['human'].value:.2f}",
        cell(style.few_shot, 2),
        cell(style.styled, 2),
        cell(style.lead, 2),
        cell(kept.drift, 3),
        cell(kept.kl, 3),
        copied(card),
        str(card.originality.styled.longest) if card.originality else "–",
        recited(card),
        cell(card.own.change if card.own else None, 3),
        "–" if card.recommended is None else f"{card.recommended:g}",
        f"{card.seconds:.0f}",
    )
    return f"| {' | '.join(cells)} |"


def tradeoff(label: str, card: Scorecard) -> list[str]:
    """Return the trade-off over strength as a table."""
    rows = [
        f"| {one.strength:g} | {cell(one.gap, 2)} | {cell(one.drift, 3)} | {one.general_kl.value:.3f} | {one.verdict} |"
        for one in card.strengths
    ]
    head = ["| strength | G | drift | KL on general answers | abilities |", f"|{'---|' * 5}"]
    return [f"\n### {label}\n", *head, *rows]


def main() -> None:
    """Measure the authors and write the tables."""
    parser = options_of(__doc__)
    parser.add_argument("--dial", choices=DIALS, default="light")
    parser.add_argument("--authors", nargs="+", choices=AUTHORS, default=list(AUTHORS))
    parser.add_argument("--steps", type=int, default=0, help="steps of a fine-tune at most, to try it out")
    parser.add_argument("--out", type=Path, default=Path("docs/measurements/style_gap.md"))
    options = parser.parse_args()
    dial: Dial = options.dial
    recipe = Recipe.for_corpus(EMBEDDED, 50_000, dial).changed(max_steps=options.steps, samples=0)
    rows, curves = [], []
    for author in options.authors:
        card = measured(options.home, author, recipe, corpus_of(options.corpora, author, recipe)).card
        rows.append(row(f"{author}: {', '.join(Path(work).stem for work in AUTHORS[author])}", card))
        curves += tradeoff(author, card)
        print(rows[-1], flush=True)
    host = measure_host()
    lines = [
        _HEAD.format(dial=options.dial, host=f"{host.cores} cores", style=STYLE_GREEN, lead=LEAD_GREEN),
        f"| {' | '.join(_COLUMNS)} |",
        f"|{'---|' * len(_COLUMNS)}",
        *rows,
        "\n## Over strength",
        *curves,
    ]
    write(options.out, lines)


if __name__ == "__main__":
    main()
