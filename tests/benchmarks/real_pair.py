"""Write the pair of columns of a real base that page, README and card show beside the demonstration model's.

`python -m tests.benchmarks.real_pair RUN --base-name NAME [--prompt TEXT] [--seed N]`: a finished run on a real base,
from a sample style's texts, is asked one prompt at full strength. `--base-name` is the base's id on the Hub.
"""

import argparse
from pathlib import Path

from trainer.compare.ask import ask
from trainer.compare.comparison import ComparisonRequest, TextDelta, Trouble
from trainer.compare.real_pair import FILE, RealPair, write
from trainer.library import gallery
from trainer.library.style import Style
from trainer.processes.generator import Generator
from trainer.runs.events import Finished, Stopped
from trainer.runs.run import Run

TOKENS = 150


def pair_of(run: Run, base: str, prompt: str, seed: int, log: Path) -> RealPair:
    """Return both answers to a prompt."""
    style = Style.of_run(run)
    texts = {"base": "", "styled": ""}
    comparison = ask(
        style, ComparisonRequest(prompt, strength=1.0, max_new_tokens=TOKENS, seed=seed), ("base", "styled")
    )
    generator = Generator(log)
    try:
        for message in generator.compare(style.base, comparison):
            if isinstance(message, Trouble):
                raise SystemExit(message.sentence)
            if isinstance(message, TextDelta):
                texts[message.column] += message.text
    finally:
        generator.close()
    last = run.events[-1]
    steps = last.best_step if isinstance(last, Finished) else last.step if isinstance(last, Stopped) else 0
    return RealPair(
        base, run.about.name, style.language, steps, seed, prompt, texts["base"].strip(),
        texts["styled"].strip(),
    )  # fmt: skip


def main() -> None:
    """Write the pair, and print it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("run", type=Path, help="the run's folder")
    parser.add_argument("--base-name", required=True)
    shipped = gallery.shipped()[1]
    parser.add_argument("--prompt", default=shipped.prompts[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--dry", action="store_true", help="print it only")
    options = parser.parse_args()
    run = Run(options.run.resolve())
    pair = pair_of(run, options.base_name, options.prompt, options.seed, options.run / "generate.log")
    if not options.dry:
        write(pair)
        print(f"written to {FILE.name}")
    print(f"\n--- {pair.base} ---\n{pair.base_answer}\n\n--- {pair.style} ---\n{pair.styled_answer}")


if __name__ == "__main__":
    main()
