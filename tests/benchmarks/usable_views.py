"""How many views of an author's passages a base writes that can be used, after each attempt, and what the rest lacks.

`python -m tests.benchmarks.usable_views --base FOLDER [--language en|ru] [--passages 12] [--answers FILE]`. Each view
is asked for as in a run, again where it cannot be used, four times at most. With `--answers` what was written is kept
in that file and not asked for again: other checks, or what was broken off, are then judged by the same answers.
"""

import argparse
import json
import tempfile
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path

from styles.cleaning.clean import clean
from styles.corpus.builder import build_corpus
from styles.corpus.corpus import Corpus
from styles.corpus.passages import PassageSize
from styles.examples.view_wordings import VIEWS, View
from styles.texts.readers import read_file
from tests.places import CORPORA
from trainer import bases
from trainer.runs.passage_views import ATTEMPTS, ViewRequest
from trainer.runs.recipe import Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run
from trainer.runs.writer import Writer, WrittenText

WORKS = {"en": "en/joyce/dubliners.txt", "ru": "ru/chekhov/dama_s_sobachkoj_i_drugie_rasskazy.txt"}
SIZE = PassageSize(least=60, most=90)
"""Passages that a few cores retell in minutes; a run's are two to four times as long."""


@dataclass(frozen=True)
class Answer:
    """What was written at an attempt."""

    view: View
    passage: int
    attempt: int
    text: str
    whole: bool


def corpus_of(language: str) -> Corpus:
    """Return a work of an author in that language in passages."""
    assert CORPORA, "the corpora folder is not beside the checkout"
    work = CORPORA / "authors" / WORKS[language]
    return build_corpus([clean(read_file(work, work.name))], SIZE)


def fault(answer: Answer, request: ViewRequest, language: str) -> str | None:
    """Return why an answer cannot be used, as a run judges it."""
    found = request.fault(request.mended(WrittenText(answer.text, answer.whole)), language)
    return "broken off" if found == "empty" and not answer.whole else found


def ask(
    writer: Writer, requests: dict[tuple[View, int], ViewRequest], language: str, kept: list[Answer], file: Path
) -> None:
    """Ask for what is missing, attempt by attempt, and add what is written to what is kept."""
    for attempt in range(ATTEMPTS["cuda"]):
        for view in VIEWS:
            won = {(one.view, one.passage) for one in kept if not fault(one, requests[one.view, one.passage], language)}
            asked = {(one.view, one.passage) for one in kept if one.attempt == attempt}
            places = [place for place in requests if place[0] == view and place not in won | asked]
            if not places:
                continue
            answers = writer.write([requests[place].asked(language, attempt) for place in places])
            for (_, passage), written in zip(places, answers, strict=True):
                kept.append(Answer(view, passage, attempt, written.text, written.whole))
            file.write_text(json.dumps([asdict(one) for one in kept], ensure_ascii=False), "utf-8")


def table(requests: dict[tuple[View, int], ViewRequest], language: str, kept: list[Answer]) -> str:
    """Return for each view how many passages have one that can be used after each attempt, and the faults of all."""
    lines = ["| view | 1st | 2nd | 3rd | 4th | of | faults of the other answers |", "|---|---|---|---|---|---|---|"]
    for view in VIEWS:
        judged = [(one, fault(one, requests[view, one.passage], language)) for one in kept if one.view == view]
        after = [
            str(len({one.passage for one, found in judged if not found and one.attempt <= attempt}))
            for attempt in range(ATTEMPTS["cuda"])
        ]
        faults = Counter(found for _, found in judged if found).most_common()
        listed = ", ".join(f"{found} {count}" for found, count in faults) or "none"
        passages = sum(place[0] == view for place in requests)
        lines.append(f"| {view} | {' | '.join(after)} | {passages} | {listed} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table of a base in a language."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", required=True, help="a model's folder, or its id")
    parser.add_argument("--language", choices=sorted(WORKS), default="en")
    parser.add_argument("--passages", type=int, default=12)
    parser.add_argument("--answers", type=Path, help="a file that keeps what the base wrote")
    options = parser.parse_args()

    from trainer.model import engine
    from trainer.model.write_views import BaseWriter

    language, count = options.language, options.passages
    corpus = corpus_of(language)
    passages = [corpus.train[place * len(corpus.train) // count].text for place in range(count)]
    # The keys decide which wordings are asked first: all of them, in turn.
    requests = {
        (view, place): ViewRequest(view, text, f"{place:012x}") for view in VIEWS for place, text in enumerate(passages)
    }
    base = bases.find(options.base)
    with tempfile.TemporaryDirectory() as home:
        recipe = Recipe.for_corpus(base, corpus.report.words).changed(views=True)
        run = Run.create(Path(home), NewRun(recipe, corpus, "benchmark", "benchmark"))
        file = options.answers or Path(home) / "answers.json"
        kept = [Answer(**one) for one in json.loads(file.read_text("utf-8"))] if file.is_file() else []
        ask(BaseWriter(run, engine.load(base)), requests, language, kept, file)
    print(f"{base.name}, {language}, {count} passages of {SIZE.least} to {SIZE.most} words\n")
    print(table(requests, language, kept))


if __name__ == "__main__":
    main()
