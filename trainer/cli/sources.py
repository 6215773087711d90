"""Texts and datasets of a command, read and made into a corpus."""

import argparse
import contextlib
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from styles.archives.authors import Candidate, Question
from styles.corpus.advice import advice
from styles.corpus.corpus import Corpus
from styles.errors import quoted
from styles.i18n.message import Message
from styles.texts.saved_text import SavedText
from trainer import bases
from trainer.cli.console import print_progress
from trainer.errors import RunError, TextError
from trainer.home import default_home
from trainer.host import measure_host
from trainer.hub.reachable import HUB_SECONDS, Hub, address
from trainer.processes.processor_speed import MEASURE_SECONDS, Speedometer
from trainer.runs.foresight import Foresight, told_language
from trainer.runs.recipe import Recipe
from trainer.texts import error_messages
from trainer.texts.dataset import Wanted, fetch
from trainer.texts.preparation import prepare
from trainer.texts.private_folder import private_folder
from trainer.texts.reader import Source, outcome, read_files, sources


def add_sources(command: argparse.ArgumentParser) -> None:
    """Add the options that name texts."""
    command.add_argument("texts", nargs="*", type=Path, help="files and folders by one author")
    command.add_argument(
        "--author",
        action="append",
        metavar="NAME_OR_ADDRESS",
        help="who the author is in archives of mail, chats and posts; once for each address",
    )
    command.add_argument("--dataset", default="", metavar="ID", help="a dataset on the Hub, or a file or folder of one")
    command.add_argument("--column", default="", help="which of the dataset's columns has the texts")
    command.add_argument("--config", default="", help="which of the dataset's parts, where it has several")


def base_for(reference: str, texts: Sequence[SavedText]) -> bases.Base:
    """Return the named base, or print and return a default.

    The default is the page's choice for these texts.
    """
    if reference:
        return bases.find(reference)
    host, reachable = measure_host(), Hub(address()).wait(HUB_SECONDS)
    speed = Speedometer(default_home())(MEASURE_SECONDS) if reachable and not host.gpu_memory_gib else None
    foresight = Foresight(host, reachable, speed, told_language(texts) or "en", sum(text.words for text in texts))
    base = foresight.choice
    if not base.is_embedded:
        took = foresight.minutes(base)
        about = "" if took is None else f", which takes about {took:.0f} minutes here"
        print(f"Base model: {base.name}{about}. Another one: --base, such as --base embedded for a first try.")
    return base


@contextlib.contextmanager
def read_sources(options: argparse.Namespace) -> Iterator[tuple[list[SavedText], Path]]:
    """Read the sources into a private folder, removed in the end.

    What cannot be read is printed; TextError where nothing can.
    """
    if not options.texts and not options.dataset:
        raise RunError("Name the text files to learn from, a folder of them, or a dataset.")
    if options.base:
        bases.find(options.base)  # one that is none is refused before a library is read
    with private_folder(default_home() / "shelf") as folder:
        authors = tuple(options.author) if options.author else None
        archives = [replace(file, authors=authors) for file in sources(options.texts)]
        files = archives + (_rows(options, folder) if options.dataset else [])
        texts, refused = [], []
        for progress in read_files(files, folder):
            print_progress(progress)
            if progress.reading and progress.reading.text:
                texts.append(progress.reading.text)
            elif progress.reading and progress.reading.question:
                raise TextError(_which(progress.reading.question))
            if progress.reading and progress.reading.sentence:
                refused.append(progress.reading.sentence)
        if not texts and len(refused) < 2:
            raise TextError(refused[0] if refused else "There are no files in there. Name a folder of texts.")
        for sentence in refused:
            print(sentence, file=sys.stderr)
        if not texts:
            raise TextError("None of these files could be read.")
        yield texts, folder


def _which(question: Question) -> Message:
    """Return the sentence that asks who the author is."""
    people = [_writer(one) for one in question.candidates]
    more = question.people - len(people)
    people += [error_messages.MORE_WRITERS(count=more)] if more else []
    listed = Message("; ".join(one.english for one in people), "; ".join(one.russian for one in people))
    return error_messages.SEVERAL_AUTHORS(name=quoted(question.name), people=listed)


def _writer(one: Candidate) -> Message:
    address = f" <{one.key}>" if one.key and one.key != one.name.casefold() else ""
    writer = error_messages.WRITER(name=f"{one.name}{address}" or '""', pieces=one.pieces, words=one.words)
    return error_messages.LIKELY_WRITER(writer=writer) if one.guessed else writer


def _rows(options: argparse.Namespace, folder: Path) -> list[Source]:
    local = Path(options.dataset).exists()
    dataset = str(Path(options.dataset).absolute()) if local else options.dataset
    wanted = Wanted(dataset, options.column, options.config, local=local)
    fetched = outcome(fetch(wanted, folder), print_progress)
    if fetched.notice:
        print(fetched.notice, file=sys.stderr)
    return fetched.files


def prepare_corpus(texts: Sequence[SavedText], folder: Path, recipe: Recipe) -> Corpus:
    """Return the corpus of texts for a recipe, printing progress."""
    return outcome(prepare(texts, recipe.passage_size, folder), print_progress)


def recipe_for(options: argparse.Namespace, texts: Sequence[SavedText], **chosen: Any) -> Recipe:
    """Return the recipe that is proposed for texts, with what is chosen."""
    words, language = sum(text.words for text in texts), told_language(texts)
    return Recipe.for_corpus(base_for(options.base, texts), words, language=language, **chosen)


def print_report(corpus: Corpus) -> None:
    """Print what is in a corpus, and advice on it."""
    report = corpus.report
    print(
        f"{report.words:,} words in {report.documents} text(s), {report.passages} passages, "
        f"language {report.language}; {report.held_out_words:,} words held out."
    )
    for reason, count in sorted(report.removed.items()):
        print(f"  left out: {reason} ({count})")
    for sentence in advice(report, "en", corpus.passages):
        print(f"  {sentence}")
