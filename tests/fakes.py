"""Visitors whose children are fakes: for tests of what the page does."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.toy import toy_paragraphs
from trainer.compare.comparison import Answer, Comparison, Done, TextDelta
from trainer.host import Host
from trainer.runs.estimate import TrainingSpeed
from trainer.runs.run import Run, Status
from ui.visitors.services import Services
from ui.visitors.visitors import Visitors

PROSE = "\n\n".join(toy_paragraphs(110))


class FakeQueue:
    """Starts nothing; remembers what it was asked."""

    def __init__(self) -> None:
        self.waiting: list[Run] = []

    def start(self, run: Run, gives_way: bool = False) -> None:
        self.waiting.append(run)

    def stop(self, run: Run) -> None:
        self.waiting.remove(run)

    def status(self, run: Run) -> Status:
        return "waiting" if run in self.waiting else run.status()

    def place_in_queue(self, run: Run) -> int:
        return self.waiting.index(run) if run in self.waiting else 0

    def wait(self, run: Run, seconds: float | None = None) -> bool:
        return run not in self.waiting

    def scoring_status(self, run: Run) -> str:
        return "unmeasured"

    def stop_scoring(self, run: Run) -> None:
        """Nothing is measured here."""


class FakeGenerator:
    """Answers every prompt with itself."""

    def __init__(self) -> None:
        self.asked: list[Comparison] = []

    def compare(self, base: str, comparison: Comparison) -> Iterator[Answer]:
        self.asked.append(comparison)
        for column in comparison.columns:
            yield TextDelta(column, comparison.prompt)
        yield Done(0.1, len(comparison.passages))


SMALL = Host(gpu_memory_gib=0, memory_gib=8, cores=2)


def toy_visitors(
    home: Path, queue: Any = None, generator: Any = None, host: Host = SMALL, hub: bool = False, **parts: Any
) -> Visitors:
    """Visitors of a small computer without a GPU or the Hub, whose speed is known; no child is started."""
    return Visitors(
        Services(
            home,
            queue or FakeQueue(),
            generator or FakeGenerator(),
            host,
            lambda: hub,
            lambda recipe, language, home: TrainingSpeed(1000, 3000, 1.5, 5, 1.2, 25),
            **parts,
        )
    )


def with_texts(visitors: Visitors, owner: str) -> None:
    visitors.texts.paste(owner, PROSE, "Pasted text")


def styled(visitors: Visitors, owner: str) -> Run:
    with_texts(visitors, owner)
    run = visitors.start(owner, "Boats", visitors.recipes.recipe(owner, "embedded", "light"))
    run.adapter.mkdir()
    (run.adapter / "adapter_model.safetensors").write_bytes(b"weights")
    return run
