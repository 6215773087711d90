"""How fast a batch of answers is read and written, as views, replay and the scorecard ask for them.

`python -m tests.benchmarks.batch_speed --base FOLDER [--today WORKTREE] [--rows 32]`. The base goes on with texts of
about 400 tokens; a step's seconds are the difference between a long and a short answer, for all rows at once. Beside
another build each is started in turn, in the environment of its own children.
"""

import argparse
import json
import statistics
import time
from pathlib import Path

ROUNDS, SHORT, LONG, WORDS = 3, 4, 20, 270


def measure(reference: str, rows: int) -> None:
    """Print, as JSON, the tokens read in a second and the seconds of a step."""
    from trainer import bases
    from trainer.library import gallery
    from trainer.model import engine
    from trainer.model.answers import Manner
    from trainer.model.own_answers import own_answers

    loaded = engine.load(bases.find(reference))
    words = " ".join(path.read_text("utf-8") for path in gallery.texts(gallery.shipped()[-1])).split()
    prompts = [" ".join(words[100 * row :][:WORDS]) for row in range(rows)]

    def seconds(tokens: int) -> float:
        began = time.perf_counter()
        own_answers(loaded, prompts, [1] * rows, Manner(tokens, 0.7, 0.05))
        return time.perf_counter() - began

    short, long = seconds(SHORT), seconds(LONG)
    step = (long - short) / (LONG - SHORT)
    read = sum(len(loaded.tokenizer(prompt)["input_ids"]) for prompt in prompts) / (short - SHORT * step)
    print(json.dumps((read, step)))


def main() -> None:
    """Print each turn, and the medians of the ratios."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True, help="folder of a base model")
    parser.add_argument("--today", type=Path, help="worktree of another build")
    parser.add_argument("--rows", type=int, default=32)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    from tests.benchmarks.builds import (
        environment_of,
        printed_by,
    )  # not there in another build, which imports this file too

    builds = [Path(__file__).parents[2], *filter(None, [options.today])]
    ratios: list[tuple[float, float]] = []
    for _ in range(options.rounds):
        turn = []
        for place in map(Path.resolve, builds):
            call = f"from batch_speed import measure; measure({options.base!r}, {options.rows})"
            read, step = printed_by(place, ["-c", call], environment_of(place, Path(__file__).parent))
            print(
                f"{place.name}: {read:.0f} tokens read a second, {step:.3f} s a step of {options.rows} rows", flush=True
            )
            turn.append((read, step))
        ratios.append((turn[0][0] / turn[-1][0], turn[-1][1] / turn[0][1]))
    if options.today:
        read, step = (statistics.median(each[what] for each in ratios) for what in (0, 1))
        print(f"median of the ratios: reading {read:.2f} times as quick, writing {step:.2f} times")


if __name__ == "__main__":
    main()
