"""Toy texts of our own, and what several tests make of them."""

import dataclasses
import json
import random
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from styles.cleaning.clean import CleanText
from styles.corpus.builder import build_corpus
from styles.corpus.corpus import Corpus
from styles.corpus.passages import PassageSize
from trainer.bases import EMBEDDED
from trainer.compare.comparison import Column
from trainer.processes.queue import TrainingQueue
from trainer.runs.recipe import Recipe
from trainer.runs.records import NewRun
from trainer.runs.run import Run
from trainer.scorecard.answered_prompts import AnsweredPrompt

SIZE = PassageSize(least=15, most=40)
"""Small passages for small texts."""
_HOW = "wet old grey kind lost tall late pale sly mild loud brave odd shy plump".split()
_WHO = "heron postman baker sailor widow tailor drummer miller cousin gardener ferryman clerk boy nurse miner".split()
_DOES = "watched painted carried forgot counted mended followed borrowed drew lifted sold buried found washed".split()
_WHAT = "spoons kettle ladder mirror boots anchor candle basket letter saddle violin carpet lantern bucket rope".split()


def toy_paragraphs(count: int, seed: int = 1) -> tuple[str, ...]:
    """Return paragraphs of about forty words, no two alike."""
    rng = random.Random(seed)
    parts = (_HOW, _WHO, _DOES, _HOW, _WHAT)

    def sentence() -> str:
        how, who, does, like, what = (rng.choice(part) for part in parts)
        return f"The {how} {who} {does} the {like} {what} {rng.randint(2, 99)} times."

    return tuple(" ".join(sentence() for _ in range(5)) for _ in range(count))


def text(name: str, count: int, start: str = "word", chapters: int = 1) -> CleanText:
    """Return a text of that many words, in paragraphs of two five-word sentences; another start, other words."""
    rng = random.Random(start)

    def sentence() -> str:
        return f"The {rng.choice(_HOW)} {rng.choice(_WHO)} {rng.choice(_DOES)} {rng.choice(_WHAT)}."

    each = count // 10 // chapters
    return CleanText(
        name=name,
        chapters=tuple(tuple(f"{sentence()} {sentence()}" for _ in range(each)) for _ in range(chapters)),
        removals=(),
    )


def toy_corpus(paragraphs: int = 60, seed: int = 1) -> Corpus:
    """Return a corpus of toy paragraphs in passages that fit the embedded base."""
    text = CleanText(name="toy.txt", chapters=(toy_paragraphs(paragraphs, seed),), removals=())
    return build_corpus([text], PassageSize(50, 130))


def quick_recipe(**fields: object) -> Recipe:
    """Return a recipe for the embedded base that trains in seconds."""
    recipe = Recipe.for_corpus(EMBEDDED, 3_000, "light")
    return recipe.changed(
        **{"lora_r": 8, "max_steps": 6, "evaluations": 3, "samples": 1, "num_train_epochs": 20, "replay": 0, **fields}
    )


def quick_run(home: Path, **fields: object) -> Run:
    """Return a fresh run of the quick recipe on the toy corpus."""
    return Run.create(home, NewRun(quick_recipe(**fields), toy_corpus(), "Toy", "me"))


def learnt(run: Run) -> Run:
    """Give a run what a finished fine-tune leaves, as far as a file listing tells."""
    run.adapter.mkdir()
    (run.adapter / "adapter_model.safetensors").write_bytes(b"weights")
    return run


def wait_until(condition: Callable[[], bool], seconds: float, what: str) -> None:
    """Wait until a condition holds; fail with what was waited for when it does not."""
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"waited {seconds:g} s in vain for {what}"
        time.sleep(0.05)


def answered(number: int, seed: int = 0) -> AnsweredPrompt:
    """Return an answered brief whose texts say at their beginning who wrote them."""
    base, shown, styled, held = (
        f"{who} {' '.join(toy_paragraphs(2, 1_000 * seed + 10 * number + place))}"
        for place, who in enumerate(("Base.", "Shown.", "Styled.", "Held."))
    )
    answers: dict[Column, str] = {"base": base, "few_shot": shown, "styled": styled}
    return AnsweredPrompt(number, f"subject {number}", held, answers)


def toy_briefs(count: int) -> tuple[AnsweredPrompt, ...]:
    """Return answered briefs, all different."""
    return tuple(answered(number) for number in range(count))


def write_answers(folder: Path, briefs: Sequence[AnsweredPrompt]) -> None:
    """Write answered briefs as a scorecard does."""
    lines = "".join(json.dumps(dataclasses.asdict(brief), ensure_ascii=False) + "\n" for brief in briefs)
    (folder / "answers.jsonl").write_text(lines, "utf-8")


def process_of(queue: TrainingQueue) -> "subprocess.Popen[Any]":
    """Return the process of the child that is at work for a queue."""
    assert queue._current
    return queue._current[1]._process
