"""What do the defaults rest on? One setting at a time is varied, all others are the recipe's own.

`python -m tests.benchmarks.ablations --home FOLDER [--base ID] [--author NAME]`: tasks (continue, write,
mixed), replay (0 to 25 % of the tokens), rank (4 to 32), and how much of the author's text there is (5 to 100
%). Each run is measured as a run's scorecard does. Writes the tables, and a drawing of the curves with their
intervals, to `docs/measurements`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from html import escape
from pathlib import Path

from styles.corpus.corpus import Corpus
from styles.measures.intervals import Interval
from tests.benchmarks.measured_runs import AUTHORS, corpus_of, measured, options_of, table, write
from trainer import bases
from trainer.host import measure_host
from trainer.runs.recipe import Recipe
from trainer.scorecard.score_settings import ScoreSettings
from trainer.scorecard.scorecard import Scorecard

EXAMPLES = 400
"""Examples where tasks, replay and rank are varied: as many for each, and half of what the recipe would take."""
SETTINGS = ScoreSettings(strengths=(0.0, 1.0))
"""A scorecard without its trade-off over strength."""
_HEAD = """# What the defaults rest on

Made by `python -m tests.benchmarks.ablations --home FOLDER --base {base} --author {author} --dial {dial}` on
{cores} cores: learnt from one work of {author}'s ({words:,} words), measured on another; the base has met neither. One
setting at a time is not the recipe's, which is marked *. Tasks, replay and rank are varied at {examples} examples.
G is the style gap closed; losses, drift and KL are nats a token; in brackets is the 95 % interval over passages (one
training run each: the seed's own luck is not in it).

![The curves](ablations.svg)
"""

Trial = tuple[Recipe, Corpus]


def trials(recipe: Recipe, corpus: Corpus) -> dict[str, dict[str, Trial]]:
    """Return what is varied, by the setting's name and the value's."""
    short = recipe.changed(most_examples=EXAMPLES, evaluations=3)
    ranks = sorted({4, 8, 16, 32, recipe.lora_r})
    return {
        "tasks": {name: (short.changed(tasks=name), corpus) for name in ("continue", "write", "mixed")},
        "replay": {f"{share:.0%}": (short.changed(replay=share), corpus) for share in (0.0, 0.1, 0.15, 0.25)},
        "rank": {str(rank): (short.changed(lora_r=rank, lora_alpha=2 * rank), corpus) for rank in ranks},
        "text": {f"{share:.0%}": (recipe, beginning(corpus, share)) for share in (0.05, 0.1, 0.25, 0.5, 1.0)},
    }


def beginning(corpus: Corpus, share: float) -> Corpus:
    """Return the corpus with the first part of its training passages, as of an author who has written less."""
    if share == 1.0:
        return corpus
    return replace(corpus, train=corpus.train[: max(1, round(share * len(corpus.train)))])


# --- the drawing ---

WIDTH, HEIGHT, LEFT, TOP, GAP = 210, 120, 52, 30, 26
FIGURES: tuple[tuple[str, Callable[[Scorecard], Interval | None]], ...] = (
    ("G", lambda card: card.style.styled if card.style else None),
    ("drift", lambda card: card.abilities.drift),
    ("own loss", lambda card: card.own.change if card.own else None),
)


def drawing(cards: Mapping[str, Mapping[str, Scorecard]]) -> str:
    """Return the curves as SVG: a row for each figure, a column for each setting, intervals as lines."""
    parts = []
    for row, (figure, of) in enumerate(FIGURES):
        found = {name: [(value, of(card)) for value, card in column.items()] for name, column in cards.items()}
        ends = [end for column in found.values() for _, one in column if one for end in (one.low, one.high)]
        low, high = min(0.0, *ends), max(0.0, *ends)
        for column, (name, points) in enumerate(found.items()):
            x, y = LEFT + column * (WIDTH + GAP), TOP + row * (HEIGHT + 2 * GAP)
            title = f"{figure} by {name}"
            parts.append(f'<g transform="translate({x} {y})">{_panel(title, points, low, high, column == 0)}</g>')
    width = LEFT + len(cards) * (WIDTH + GAP)
    height = TOP + len(FIGURES) * (HEIGHT + 2 * GAP)
    label = "Style gap closed, drift and own loss over tasks, replay, rank and amount of text; numbers in the tables."
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img" aria-label="{label}" '
        f'font-family="sans-serif" font-size="11"><rect width="{width}" height="{height}" fill="#fff"/>'
        f"{''.join(parts)}</svg>\n"
    )


def _panel(
    title: str, points: Sequence[tuple[str, Interval | None]], low: float, high: float, at_strength: bool
) -> str:
    def up(value: float) -> float:
        return round(HEIGHT * (high - value) / ((high - low) or 1.0), 1)

    drawn = [f'<text y="-8" font-weight="bold">{escape(title)}</text>']
    drawn.append(f'<path d="M0 0V{HEIGHT}H{WIDTH}" fill="none" stroke="#888"/>')
    drawn.append(f'<path d="M0 {up(0)}H{WIDTH}" stroke="#ccc" stroke-dasharray="3 3"/>')
    if at_strength:
        drawn += [f'<text x="-6" y="{up(end) + 4}" text-anchor="end">{end:.2f}</text>' for end in (low, high)]
    line = []
    for place, (value, found) in enumerate(points):
        x = round((place + 0.5) * WIDTH / len(points), 1)
        drawn.append(f'<text x="{x}" y="{HEIGHT + 15}" text-anchor="middle">{escape(value)}</text>')
        if found is None:
            continue
        line.append(f"{x} {up(found.value)}")
        drawn.append(f'<path d="M{x} {up(found.low)}V{up(found.high)}" stroke="#6b5b95" stroke-width="2"/>')
        drawn.append(f'<circle cx="{x}" cy="{up(found.value)}" r="3.5" fill="#6b5b95"/>')
    drawn.append(f'<path d="M{"L".join(line)}" fill="none" stroke="#6b5b95" opacity=".5"/>' if line else "")
    return "".join(drawn)


def main() -> None:
    """Measure every trial, and write the tables and the drawing."""
    parser = options_of(__doc__)
    parser.add_argument("--base", default="embedded")
    parser.add_argument("--author", choices=AUTHORS, default="Poe")
    parser.add_argument("--dial", choices=("light", "medium", "strong"), default="medium")
    parser.add_argument("--rank", type=int, help="of what does not vary the rank; the recipe's own by default")
    parser.add_argument("--only", nargs="+", help="settings to vary; without it all, and the files are written")
    parser.add_argument("--out", type=Path, default=Path("docs/measurements"))
    options = parser.parse_args()
    host = measure_host()
    base = bases.find(options.base)
    recipe = Recipe.for_corpus(base, 50_000, options.dial, gpu=host.gpu_memory_gib > 0).changed(samples=0)
    if options.rank:
        recipe = recipe.changed(lora_r=options.rank, lora_alpha=2 * options.rank)
    corpus = corpus_of(options.corpora, options.author, recipe)
    head = _HEAD.format(
        base=options.base,
        author=options.author,
        dial=options.dial,
        cores=host.cores,
        words=corpus.report.words,
        examples=EXAMPLES,
    )
    lines, cards = [head], dict[str, dict[str, Scorecard]]()
    for setting, values in trials(recipe, corpus).items():
        if options.only and setting not in options.only:
            continue
        cards[setting], rows = {}, []
        for value, (one, text) in values.items():
            card = measured(options.home, f"{setting} {value}", one, text, SETTINGS).card
            same = one.changed(most_examples=recipe.most_examples, evaluations=recipe.evaluations) == recipe
            own = same and text is corpus
            rows.append(([f"{value}{' *' * own}"], card))
            cards[setting][value] = card
            print(table(rows[-1:], [setting])[-1], flush=True)
        lines += [f"\n## {setting.capitalize()}\n", *table(rows, [setting])]
    if not options.only:
        write(options.out / "ablations.md", lines)
        (options.out / "ablations.svg").write_text(drawing(cards), "utf-8")


if __name__ == "__main__":
    main()
