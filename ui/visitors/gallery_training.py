"""Training of the gallery's styles for this computer's own base."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol

from trainer import bases
from trainer.bases import Base
from trainer.errors import RunError
from trainer.host import Host, default_base
from trainer.library import gallery
from trainer.runs.run import Run
from trainer.scorecard.scoring import ScoringStatus
from ui.strings import error_messages
from ui.visitors.run_state import Queue, State


class TrainsBehind(Queue, Protocol):
    """Queue of runs, as far as the gallery needs it."""

    def start(self, run: Run, gives_way: bool = False) -> None:
        """Start or resume a run.

        One that gives way waits for all that do not.
        """

    def stop(self, run: Run) -> None:
        """Ask a run to save and stop."""

    def stop_scoring(self, run: Run) -> None:
        """Ask the measuring of a run to stop."""

    def scoring_status(self, run: Run) -> Literal["waiting"] | ScoringStatus:
        """Return how the measuring of a run stands."""


@dataclass(frozen=True)
class Retrained:
    """One of the gallery's runs, and what it is doing."""

    run: Run
    state: State
    measured: bool
    """Whether it is being measured, or waits for that."""

    @property
    def is_busy(self) -> bool:
        """Whether it trains, is measured, or waits for either."""
        return self.state.is_going or self.measured


class GalleryTraining:
    """Training of the gallery's styles, in the background.

    They give way to what visitors train.
    """

    def __init__(self, home: Path, queue: TrainsBehind, host: Host, hub_reachable: Callable[[], bool]) -> None:
        self._home, self._queue, self._host, self._hub_reachable = home, queue, host, hub_reachable
        self._deciding = threading.Lock()

    @property
    def base(self) -> Base | None:
        """Return the base to train on.

        The one that suits this computer; None where that is the one they ship on.

        Without a GPU it is: all of them together would take hours. Without the Hub it is: none can be fetched.
        """
        base = default_base(self._host, self._hub_reachable())
        return None if base.is_embedded else base

    @property
    def active(self) -> dict[str, str]:
        """Return the styles trained here with their bases' names."""
        shipped = {style.id: style.base for style in gallery.shipped()}
        found = [style for style in gallery.here(self._home) if style.base != shipped[style.id]]
        return {style.name: bases.name_of(style.base) for style in found}

    @property
    def runs(self) -> list[Retrained]:
        """Return each style's newest run, and other busy ones.

        In the order of the gallery.
        """
        every = [(style.id, self._of(run)) for style, run in gallery.runs(self._home)]
        newest = dict(every)
        return [one for style, one in every if one.is_busy or newest[style] is one]

    @property
    def is_done(self) -> bool:
        """Whether every style is trained on the base."""
        base = self.base
        found = [gallery.run_on(self._home, style, base.id) for style in gallery.shipped()] if base else []
        return bool(found) and all(run and gallery.is_done(run) for run in found)

    def begin(self) -> None:
        """Train every style that is not trained on the base yet.

        One after the other; what was stopped goes on.
        """
        base = self.base
        if base is None:
            raise RunError(error_messages.NO_OTHER_BASE)
        with self._deciding:
            for style in gallery.shipped():
                run = gallery.run_on(self._home, style, base.id)
                run = run or gallery.begin(self._home, style, base, self._host.gpu_memory_gib > 0)
                if not gallery.is_done(run) and not self._of(run).is_busy:
                    self._queue.start(run, gives_way=True)

    def stop(self) -> None:
        """Stop all of them, and keep the learnt part."""
        with self._deciding:
            for one in self.runs:
                if one.state.is_going:
                    self._queue.stop(one.run)
                if one.measured:
                    self._queue.stop_scoring(one.run)

    def put_back(self) -> None:
        """Delete what was trained here: those that ship are used again."""
        with self._deciding:
            if any(one.is_busy for one in self.runs):
                raise RunError(error_messages.GALLERY_BUSY)
            gallery.put_back(self._home)

    def _of(self, run: Run) -> Retrained:
        measured = self._queue.scoring_status(run) in ("waiting", "running")
        return Retrained(run, State.of(run, self._queue), measured)
