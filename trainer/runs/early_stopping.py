"""The rule for a run's best checkpoint and its early end.

Of the checkpoints that do not recite, the one with the lowest held-out loss is kept. One that recites is kept only when
all do, and then the one that copies least. A run ends early as soon as it recites, or when its held-out loss has not
been at its lowest for as many evaluations as the recipe has patience for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from trainer.runs.events import Ending, Evaluated, Event, Started

RECITES = 1_000.0
"""What reciting adds to a rank: more than any loss."""


def rank(measured: Evaluated) -> float:
    """Return a checkpoint's rank in its run; the lowest is kept."""
    return RECITES + (measured.copied or 0.0) if measured.recites else measured.held_out_loss


def judged(measured: Evaluated, before: Iterable[Evaluated]) -> Evaluated:
    """Return the evaluation with `best` set: it ranks before all others.

    The base is none of them.
    """
    return replace(measured, best=all(rank(measured) < rank(one) for one in before if one.step))


def ending(measured: Sequence[Evaluated], patience: int) -> Ending | None:
    """Return why a run ends here; None while it goes on."""
    checkpoints = [one for one in measured if one.step]
    if not checkpoints:
        return None
    if checkpoints[-1].recites:
        return "began to recite"
    lowest = min(range(len(checkpoints)), key=lambda index: checkpoints[index].held_out_loss)
    if patience and len(checkpoints) - 1 - lowest >= patience:
        return "held-out loss stopped falling"
    return None


def measured(events: Iterable[Event]) -> list[Evaluated]:
    """Return the evaluations up to the current state, each step once.

    They are in order. A resume goes on from a checkpoint: what was measured after it belongs to a way that was not gone
    on with.
    """
    found: dict[int, Evaluated] = {}
    for event in events:
        if isinstance(event, Started):
            found = {step: one for step, one in found.items() if 0 < event.resumed_from >= step}
        elif isinstance(event, Evaluated):
            found[event.step] = event
    return [found[step] for step in sorted(found)]
