"""Columns of a comparison while their answers come in."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import singledispatch
from typing import Literal

from trainer.compare.comparison import (
    COLUMNS,
    Answer,
    Answered,
    Column,
    Done,
    Paraphrase,
    Paraphrasing,
    Ready,
    TextDelta,
    Trouble,
)

Stage = Literal["loading", "neutralising", "writing", "done", "trouble"]


@dataclass(frozen=True)
class Columns:
    """What each column says so far."""

    texts: dict[Column, str] = field(default_factory=lambda: dict.fromkeys(COLUMNS, ""))
    tokens: dict[Column, int] = field(default_factory=dict)
    stage: Stage = "loading"
    seconds: float = 0.0
    shots: int = 0
    """How many of the author's passages fitted into the few-shot column's prompt."""
    neutralising: Paraphrasing | None = None
    """Which part of a draft is being put into plain words."""
    paraphrase: tuple[Paraphrase, ...] = ()
    """The parts of a draft that the columns rewrite, as far as they are there."""
    trouble: Trouble | None = None


@singledispatch
def after(answer: object, columns: Columns) -> Columns:
    """Return the columns after an answer; an unknown kind raises."""
    raise TypeError(f"The page does not know answers of the kind {type(answer).__name__}.")


@after.register
def _ready(answer: Ready, columns: Columns) -> Columns:
    return replace(columns, stage="writing")


@after.register
def _neutralising(answer: Paraphrasing, columns: Columns) -> Columns:
    return replace(columns, neutralising=answer, stage="neutralising")


@after.register
def _neutral(answer: Paraphrase, columns: Columns) -> Columns:
    return replace(columns, paraphrase=(*columns.paraphrase, answer), stage="writing")


@after.register
def _words(answer: TextDelta, columns: Columns) -> Columns:
    texts = columns.texts | {answer.column: columns.texts[answer.column] + answer.text}
    return replace(columns, texts=texts, stage="writing")


@after.register
def _answered(answer: Answered, columns: Columns) -> Columns:
    return replace(columns, tokens=columns.tokens | {answer.column: answer.tokens})


@after.register
def _done(answer: Done, columns: Columns) -> Columns:
    return replace(columns, stage="done", seconds=answer.seconds, shots=answer.shots)


@after.register
def _trouble(answer: Trouble, columns: Columns) -> Columns:
    return replace(columns, stage="trouble", trouble=answer)


def paced(answers: Iterator[Answer], clock: Callable[[], float], seconds: float) -> Iterator[Columns]:
    """Yield the columns as answers come in, with a least pause.

    The last state is always yielded.
    """
    columns, shown_at, pending = Columns(), -seconds, False
    for answer in answers:
        columns, pending = after(answer, columns), True
        if clock() - shown_at >= seconds:
            yield columns
            shown_at, pending = clock(), False
    if pending:
        yield columns
