"""Commands that ask a trained style: compare, score."""

import argparse
import sys
from collections.abc import Sequence

from styles.measures.meaning import compare_facts
from trainer.cli.console import OWNER, own_run
from trainer.cli.watch import measure
from trainer.compare.ask import ask
from trainer.compare.comparison import (
    Answered,
    Column,
    Comparison,
    ComparisonRequest,
    Done,
    Paraphrase,
    Paraphrasing,
    Ready,
    TextDelta,
    Trouble,
)
from trainer.errors import RunError
from trainer.home import default_home
from trainer.library import gallery, library
from trainer.library.style import Style
from trainer.processes.generator import Generator
from trainer.runs.run import Run


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this file."""
    score = commands.add_parser("score", help="measure a finished run: style, meaning, abilities, originality")
    score.add_argument("run", metavar="RUN", nargs="?", default="", help="run/<id>; the newest if left out")
    score.set_defaults(command=_score)

    compare = commands.add_parser("compare", help="answer a prompt with base, few-shot base and styled model")
    compare.add_argument(
        "prompt",
        help="keywords or a subject; with --mode continue the text to go on from, with --mode rewrite a draft, or - to "
        "read it from the standard input",
    )
    compare.add_argument("--style", default="", help="gallery/<name> or run/<id>; the newest own style if left out")
    compare.add_argument("--mode", choices=("write", "continue", "rewrite", "free"), default="write")
    strength = "0 is the base, 1 the style, 1.5 a caricature; the style's recommended one if left out"
    compare.add_argument("--strength", type=float, help=strength)
    compare.add_argument("--seed", type=int, default=0)
    compare.add_argument(
        "--words", type=int, default=160, help="tokens an answer may have; a rewriting follows its draft"
    )
    compare.set_defaults(command=_compare)


def _score(options: argparse.Namespace) -> None:
    newest = next((run.id for run in Run.all(default_home(), OWNER) if run.has_style), "")
    measure(own_run(options.run or newest))


def _compare(options: argparse.Namespace) -> None:
    home = default_home()
    if options.style:
        style = library.find(options.style, home, OWNER)
    else:
        style = next(iter(library.own(home, OWNER)), gallery.here(home)[0])
    prompt = sys.stdin.read() if options.prompt == "-" else options.prompt
    request = ComparisonRequest(prompt, options.mode, options.strength, max_new_tokens=options.words, seed=options.seed)
    show(style, ask(style, request))


def show(style: Style, comparison: Comparison) -> None:
    """Ask every column and print the answers.

    Of a draft, its paraphrase and its kept facts are printed too.
    """
    texts = dict.fromkeys(comparison.columns, "")
    paraphrases: list[Paraphrase] = []
    generator = Generator(default_home() / "generate.log")
    try:
        for message in generator.compare(style.base, comparison):
            match message:
                case TextDelta():
                    texts[message.column] += message.text
                case Paraphrase():
                    paraphrases.append(message)
                case Trouble():
                    raise RunError(message.sentence)
                case Done():
                    shots = message.shots
                case Ready() | Answered() | Paraphrasing():
                    pass
    finally:
        generator.close()
    _print_answers(style, comparison.prompt, texts, paraphrases, shots)


def _print_answers(
    style: Style, prompt: str, texts: dict[Column, str], paraphrases: Sequence[Paraphrase], shots: int
) -> None:
    for plain in paraphrases:
        print(f"\n--- {_ORIGINS[plain.origin]} ---\n{plain.text}")
    titles = {"base": "Base", "few_shot": f"Base shown {shots} passages", "styled": f"Styled: {style.name}"}
    for column, text in texts.items():
        print(f"\n--- {titles[column]} ---\n{text.strip()}")
        if paraphrases:
            found = compare_facts(text, prompt)
            for name, listed in (("Missing", found.missing), ("New", found.added)):
                print(f"{name} names and numbers: {', '.join(listed) or 'none'}.")


_ORIGINS = {
    "base": "The draft in plain words, which every column rewrites",
    "draft": "The draft as it is: the base gave no plain version that can be used",
    "keywords": "This base follows no instructions; it writes anew from these words of the draft",
}
