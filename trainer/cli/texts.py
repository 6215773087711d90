"""Commands that read texts and train nothing: prepare, examples."""

import argparse
import json
from pathlib import Path

from styles.examples.examples import build
from trainer.cli.sources import add_sources, prepare_corpus, print_report, read_sources, recipe_for
from trainer.errors import RunError
from trainer.hub.jsonl import to_jsonl


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the commands of this file."""
    prepare_ = commands.add_parser("prepare", help="read texts and report on them")
    add_sources(prepare_)
    prepare_.add_argument("--base", default="", help="base model whose passage length is used")
    prepare_.add_argument("--out", type=Path, help="write the corpus as JSON")
    prepare_.set_defaults(command=_prepare)

    examples = commands.add_parser("examples", help="write the training examples of texts in the chat form")
    add_sources(examples)
    examples.add_argument("--base", default="", help="base model whose passage length is used")
    examples.add_argument("--jsonl", type=Path, required=True, metavar="FILE", help="where to write them")
    examples.set_defaults(command=_examples)


def _prepare(options: argparse.Namespace) -> None:
    with read_sources(options) as (texts, folder):
        corpus = prepare_corpus(texts, folder, recipe_for(options, texts))
    print_report(corpus)
    if options.out:
        try:
            options.out.write_text(json.dumps(corpus.to_json(), ensure_ascii=False, indent=1), "utf-8")
        except OSError as error:
            raise RunError(f"`{options.out}` cannot be written: {error.strerror}. Choose another place.") from error
        print(f"Written to {options.out}.")


def _examples(options: argparse.Namespace) -> None:
    with read_sources(options) as (texts, folder):
        recipe = recipe_for(options, texts)
        corpus = prepare_corpus(texts, folder, recipe)
    made = build(corpus.train, corpus.language, recipe.example_settings, recipe.seed)
    try:
        options.jsonl.write_bytes(to_jsonl(made))
    except OSError as error:
        raise RunError(f"`{options.jsonl}` cannot be written: {error.strerror}. Choose another place.") from error
    print(f"{len(made):,} examples written to {options.jsonl}.")
