"""Is fine-tuning worth it, and which way? Full, LoRA, QLoRA, QLoRA with replay, and no training at all.

`python -m tests.benchmarks.methods --home FOLDER [--base ID] [--author NAME]`. One author, the same recipe
otherwise and the same number of steps, so that all see as many tokens; each is measured as a run's scorecard
does. Writes `docs/measurements/methods.md`.
"""

from pathlib import Path

from tests.benchmarks.measured_runs import AUTHORS, MeasuredRun, corpus_of, measured, options_of, table, write
from trainer import bases
from trainer.host import measure_host
from trainer.runs.events import Finished
from trainer.runs.recipe import Recipe

_HEAD = """# Four ways to tune

Made by `python -m tests.benchmarks.methods --home FOLDER --base {base} --author {author}` on {cores}
cores{gpu}: learnt from one work of {author}'s, measured on another; the base has met neither. {steps} steps
each, so that all methods see as many tokens. G is the style gap closed; losses, drift and KL are nats a token;
in brackets is the 95 % interval. Drift and KL say what was forgotten, on general texts and on the base's
general answers. Memory is the most that the process had, libraries included; stored is what a style keeps on
disk.
"""


def methods(recipe: Recipe) -> dict[str, Recipe]:
    """Return the recipes to compare, by what they are called; all but the full fine-tune differ in one thing each."""
    full = Recipe.for_corpus(bases.find(recipe.base), 50_000, recipe.dial, method="full")
    plain = recipe.changed(replay=0.0)
    return {
        "full": plain.changed(method="full", learning_rate=full.learning_rate),
        "LoRA": plain.changed(method="lora"),
        "QLoRA": plain,
        "QLoRA with replay": recipe,
        "few-shot": recipe.changed(method="few_shot"),
    }


def cost(one: MeasuredRun) -> list[str]:
    """Return seconds, peak memory and size of a run, for the table."""
    last = one.run.events[-1]
    assert isinstance(last, Finished)
    stored = sum(path.stat().st_size for path in one.run.weights.folder.glob("*") if path.is_file())
    return [f"{last.seconds:.0f}", "–" if last.peak_mib is None else f"{last.peak_mib:,}", f"{stored / 1e6:.1f}"]


def main() -> None:
    """Measure the methods and write the table."""
    parser = options_of(__doc__)
    parser.add_argument("--base", default="embedded")
    parser.add_argument("--author", choices=AUTHORS, default="Poe")
    parser.add_argument("--steps", type=int, default=150)
    parser.add_argument("--out", type=Path, default=Path("docs/measurements/methods.md"))
    options = parser.parse_args()
    host = measure_host()
    on_gpu = host.gpu_memory_gib > 0
    base = bases.find(options.base)
    recipe = Recipe.for_corpus(base, 50_000, gpu=on_gpu).changed(max_steps=options.steps, samples=0)
    corpus = corpus_of(options.corpora, options.author, recipe)
    rows = []
    for name, one in methods(recipe).items():
        found = measured(options.home, name, one, corpus)
        rows.append(([name, *cost(found)], found.card))
        print(table(rows[-1:], ["method", "s", "MiB", "MB stored"])[-1], flush=True)
    head = _HEAD.format(
        base=options.base, author=options.author, steps=options.steps, cores=host.cores, gpu=" and a GPU" * on_gpu
    )
    lines = [head, *table(rows, ["method", "s", "MiB", "MB stored"])]
    write(options.out, lines)


if __name__ == "__main__":
    main()
