"""Training the gallery's styles for this computer's own base, in the background; no Gradio inside."""

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from trainer import bases, gallery
from trainer.bases import Base, Host
from trainer.errors import RunError
from trainer.run import Run
from ui.run_state import Queue, State


class TrainsBehind(Queue, Protocol):
    """What is asked of a worker."""

    def start(self, run: Run, gives_way: bool = False) -> None:
        """Start or resume a run; one that gives way waits for all that do not."""

    def stop(self, run: Run) -> None:
        """Ask a run to save and stop."""


class Retraining:
    """The gallery's styles on their way to another base; they give way to what visitors train."""

    def __init__(self, home: Path, worker: TrainsBehind, host: Host, hub_reachable: Callable[[], bool]) -> None:
        self._home, self._worker, self._host, self._hub_reachable = home, worker, host, hub_reachable

    @property
    def base(self) -> Base | None:
        """The base they can be trained on: the one that suits this computer, None where that is the one they ship on.

        Without a GPU it is: a larger base would take hours for each. Without the Hub it is: none can be fetched.
        """
        base = bases.default_base(self._host, self._hub_reachable())
        return None if base.is_embedded else base

    @property
    def worn_by(self) -> list[Base]:
        """The bases that the gallery's styles are worn by here, other than the one they ship on."""
        found = (bases.find(style.base) for style in gallery.here(self._home))
        return list(dict.fromkeys(base for base in found if not base.is_embedded))

    def runs(self) -> list[tuple[Run, State]]:
        """Return the runs on the base, in the order of the gallery, with what each is doing."""
        base = self.base
        found = gallery.runs(self._home, base.id).values() if base else ()
        return [(run, State.of(run, self._worker)) for run in found]

    @property
    def is_done(self) -> bool:
        """Whether every style is trained on the base."""
        runs = self.runs()
        return len(runs) == len(gallery.shipped()) and all(gallery.is_done(run) for run, _ in runs)

    def begin(self) -> None:
        """Train every style that is not trained on the base yet, one after the other; what was stopped goes on."""
        base = self.base
        if base is None:
            raise RunError("There is no other base here that the gallery could be trained on.")
        begun = gallery.runs(self._home, base.id)
        for style in gallery.shipped():
            run = begun.get(style.id) or gallery.begin(self._home, style, base, self._host.gpu_memory_gib > 0)
            if not gallery.is_done(run) and not State.of(run, self._worker).is_going:
                self._worker.start(run, gives_way=True)

    def stop(self) -> None:
        """Stop all of them; what the one that trains has learnt is kept."""
        for run, state in self.runs():
            if state.is_going:
                self._worker.stop(run)

    def put_back(self) -> None:
        """Delete what was trained here: those that ship are used again."""
        gallery.put_back(self._home)
